"""How long the verdict on a run takes, with its plan and without, against a baseline.

    .venv/bin/python benchmarks/verdict_speed.py FOLDER [--baseline CHECKOUT] [--runs N]

FOLDER holds recordings, at any depth. Runs with a workout are judged with step numbers,
by laps, by speed alone, and without a plan; all of them are asked for their shape. With
a checkout of another commit both are timed in turn, and what is printed is the ratio of
the totals over the files that both could judge: above 1 is slower than the baseline.

Each file counts with its best of several rounds, in CPU time: other programs on the
machine take time away and never add any.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from time import process_time

from negsplit.analysis.clean import clean
from negsplit.analysis.shape import shape_of
from negsplit.errors import NegsplitError
from negsplit.formats import read as read_recording
from negsplit.recording import Recording
from negsplit.verify.verdict import judge

HERE = Path(__file__).resolve()
BEST_OF = 5
ROUNDS = 3

Times = dict[str, dict[str, float]]


def cases(recording: Recording) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield what is timed of a recording, by name."""
    track = clean(recording)
    if len(track):
        yield "clean", lambda: clean(recording)
        yield "shape_of", lambda: shape_of(track)
    yield "judge, no plan", lambda: judge(replace(recording, workout=None))
    workout = recording.workout
    if workout is None or len(tuple(workout.flat())) < 2:
        return
    laps = tuple(replace(lap, step_index=None) for lap in recording.laps)
    by_laps = replace(recording, laps=laps, step_indices=())
    by_speed = replace(recording, laps=(), step_indices=())
    if recording.step_indices:
        yield "judge, step numbers", lambda: judge(recording)
    if laps:
        yield "judge, laps", lambda: judge(by_laps)
    yield "judge, speed alone", lambda: judge(by_speed)


def best_s(timed: Callable[[], object]) -> float:
    """Return the least CPU time of several rounds."""
    times = []
    for _ in range(BEST_OF):
        start_s = process_time()
        timed()
        times.append(process_time() - start_s)
    return min(times)


def times_of(folder: Path, runs: int) -> Times:
    """Return for each case the time of each file."""
    times: Times = defaultdict(dict)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in files[:: max(len(files) // runs, 1)][:runs]:
        try:
            for name, timed in cases(read_recording(path.read_bytes())):
                times[name][str(path)] = best_s(timed)
        except NegsplitError:
            continue
    return times


def times_with(checkout: Path, folder: Path, runs: int) -> Times:
    """Return the times of another checkout, of its own process."""
    command = [sys.executable, str(HERE), str(folder), "--runs", str(runs), "--json"]
    environment = {**os.environ, "PYTHONPATH": str(checkout / "src")}
    done = subprocess.run(
        command, env=environment, check=True, capture_output=True, text=True
    )
    times: Times = json.loads(done.stdout)
    return times


def best_of(rounds: list[Times]) -> Times:
    """Return the least time of each file in each case."""
    return {
        name: {
            path: min(times.get(name, {}).get(path, first_s) for times in rounds)
            for path, first_s in by_path.items()
        }
        for name, by_path in rounds[0].items()
    }


def compare(here: Times, there: Times | None) -> None:
    """Print the mean of every case, and its ratio to the baseline's."""
    print(f"{'':22}{'runs':>6}{'ms':>9}{'baseline':>10}{'ratio':>8}")
    for name, mine in sorted(here.items()):
        theirs = mine if there is None else there.get(name, {})
        both = sorted(mine.keys() & theirs.keys())
        if not both:
            continue
        ours_s, base_s = sum(mine[p] for p in both), sum(theirs[p] for p in both)
        row = f"{name:22}{len(both):6}{1000 * ours_s / len(both):9.2f}"
        if there is not None:
            row += f"{1000 * base_s / len(both):10.2f}{ours_s / base_s:8.2f}"
        print(row)


def main() -> None:
    """Time the verdict, or print the times of one process for another."""
    parser = argparse.ArgumentParser(description="Time the verdict on recordings.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--baseline", type=Path, help="a checkout of another commit")
    parser.add_argument("--runs", type=int, default=40, help="files of the folder")
    parser.add_argument("--json", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.json:
        print(json.dumps(times_of(asked.folder, asked.runs)))
        return
    own = HERE.parents[1]
    checkouts = [own] if asked.baseline is None else [own, asked.baseline.resolve()]
    rounds = [
        [times_with(checkout, asked.folder, asked.runs) for checkout in checkouts]
        for _ in range(ROUNDS)
    ]
    here, *there = (best_of(list(times)) for times in zip(*rounds, strict=True))
    compare(here, there[0] if there else None)


if __name__ == "__main__":
    main()
