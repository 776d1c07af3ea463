"""How many steps of a plan are found in real runs, and with how little to go by.

    .venv/bin/python benchmarks/matching.py FOLDER [--only NAME ...] [--misses]

FOLDER holds FIT files of runs with a workout, in one folder for each runner. The truth
is what the watch wrote into every lap: the number of the step that was being run. It is
then withheld: first the numbers, so that laps alone are left, then the laps as well.

A step is found if the stretch that was found and the one that was run overlap by 0.8 of
what they cover together (IoU). A step that was not run is found if none is given for
it. Steps in which nobody moved for five seconds are left out. "With paces" are the runs
whose work has a pace in every step, "followed" those of them whose work was at least
5 % faster than the rest: who jogs through the intervals leaves nothing to see.

With step numbers the match reads what the truth is read from: that row says only that
the numbers are followed.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from statistics import fmean

from negsplit.analysis.clean import Track, clean
from negsplit.analysis.match import match, speed_band
from negsplit.errors import NegsplitError
from negsplit.formats import read as read_recording
from negsplit.recording import Recording
from negsplit.workout import Distance, Step, Time

ENOUGH = 0.8
SHORTEST_CELLS = 5
FASTER = 1.05
WITHHELD = ("step numbers", "laps alone", "speed alone")


@dataclass(frozen=True, slots=True)
class Run:
    """A recording with the cells in which each step of its plan was run."""

    name: str
    recording: Recording
    track: Track
    steps: tuple[Step, ...]
    truth: tuple[slice | None, ...]


def runs(folder: Path) -> Iterator[Run]:
    """Yield the runs of a folder whose laps say which step they were."""
    seen: set[str] = set()
    for path in sorted(folder.iterdir()):
        data = path.read_bytes()
        digest = sha256(data).hexdigest()
        if digest in seen:
            continue
        seen.add(digest)
        try:
            recording = read_recording(data)
            track = clean(recording)
        except NegsplitError:
            continue
        if recording.workout is None or not len(track):
            continue
        if any(lap.step_index is not None for lap in recording.laps):
            steps = tuple(recording.workout.flat())
            yield Run(path.name, recording, track, steps, truth_of(recording, track))


def truth_of(recording: Recording, track: Track) -> tuple[slice | None, ...]:
    """Follow the step numbers of the laps through the plan."""
    indices = recording.step_indices
    steps = tuple(recording.workout.flat()) if recording.workout else ()
    cells: list[slice | None] = [None] * len(indices)
    place, done_s, done_m = -1, 0.0, 0.0
    for lap in recording.laps:
        if lap.step_index is None:
            continue
        comes_again = place >= 0 and indices[place] in indices[place + 1 : place + 2]
        is_over = comes_again and is_done(steps[place], done_s, done_m)
        if place < 0 or is_over or indices[place] != lap.step_index:
            later = range(place + 1, len(indices))
            place = next((p for p in later if indices[p] == lap.step_index), place)
            if indices[place] != lap.step_index:
                break
            done_s = done_m = 0.0
        done_s += lap.timer_s or lap.end_s - lap.start_s
        done_m += lap.distance_m or 0.0
        stretch = track.between(lap.start_s, lap.end_s)
        known = cells[place]
        start = stretch.start if known is None else known.start
        cells[place] = slice(start, stretch.stop)
    return tuple(cells)


def is_done(step: Step, done_s: float, done_m: float) -> bool:
    """Whether a step is over: of two alike in a row the second begins then."""
    match step.length:
        case Time(duration_s):
            return done_s > 0.97 * duration_s
        case Distance(distance_m):
            return done_m > 0.97 * distance_m
        case _:
            return True


def withheld(recording: Recording, what: str) -> Recording:
    """Return the recording without its step numbers, or without its laps too."""
    if what == "step numbers":
        return recording
    laps = tuple(replace(lap, step_index=None) for lap in recording.laps)
    laps = laps if what == "laps alone" else ()
    return replace(recording, laps=laps, step_indices=())


def overlap(one: slice, other: slice) -> float:
    """Return what two stretches share of what they cover together."""
    shared = min(one.stop, other.stop) - max(one.start, other.start)
    whole = max(one.stop, other.stop) - min(one.start, other.start)
    return max(shared, 0) / whole if whole else 0.0


def verdicts(run: Run, what: str) -> list[bool]:
    """Return for every step that counts whether it was found."""
    assert run.recording.workout is not None
    found = match(withheld(run.recording, what), run.track, run.recording.workout)
    right = []
    for true, got in zip(run.truth, found.cells, strict=True):
        if true is None:
            right.append(got is None)
        elif true.stop - true.start >= SHORTEST_CELLS:
            right.append(got is not None and overlap(true, got) >= ENOUGH)
    return right


def has_paces(run: Run) -> bool:
    """Whether every step that is not easy has a pace, and one at least has."""
    work = [step for step in run.steps if not step.purpose.is_easy]
    return bool(work) and all(speed_band(step) is not None for step in work)


def is_followed(run: Run) -> bool:
    """Whether the work was run faster than the rest: else no speed can show it."""
    speeds: dict[bool, list[float]] = {True: [], False: []}
    for step, cells in zip(run.steps, run.truth, strict=True):
        if cells is not None:
            speeds[step.purpose.is_easy] += run.track.speed_mps[cells].tolist()
    easy, work = speeds[True], speeds[False]
    return not easy or not work or fmean(work) >= FASTER * fmean(easy)


def main() -> None:
    """Print the share of steps found, by runner and by what was left to go by."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="*", help="names of folders of runners")
    parser.add_argument("--misses", action="store_true", help="name runs with misses")
    asked = parser.parse_args()
    totals: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for folder in sorted(asked.folder.iterdir()):
        if asked.only and not any(name in folder.name for name in asked.only):
            continue
        several = [run for run in runs(folder) if len(run.steps) > 1]
        print(f"{folder.name}: {len(several)} runs of several steps")
        for what in WITHHELD:
            here: list[bool] = []
            for run in several:
                right = verdicts(run, what)
                here += right
                kind = "with paces" if has_paces(run) else "without"
                totals[what, kind] += right
                if kind == "with paces" and is_followed(run):
                    totals[what, "followed"] += right
                if asked.misses and not all(right):
                    print(f"    {run.name} {''.join('-+'[r] for r in right)}")
            print(f"    {what:14} {share(here)}")
            totals[what, "all"] += here
    for (what, kind), right in sorted(totals.items()):
        print(f"{what:14} {kind:12} {share(right)}")


def share(right: list[bool]) -> str:
    """Return a share with what it is of."""
    return f"{sum(right)} of {len(right)} = {sum(right) / max(len(right), 1):.3f}"


if __name__ == "__main__":
    main()
