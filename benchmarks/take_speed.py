"""How long taking in a recording lasts, against another checkout.

    .venv/bin/python benchmarks/take_speed.py FOLDER --baseline CHECKOUT [--every N]

FOLDER holds recordings, at any depth. Reading, cleaning, analysing and packing are
timed as the workers of an import do them, in two processes that are asked for one file
in turn: what else runs on the machine slows both. Each file counts with its best of
nine rounds, in CPU time. What is printed is the mean of each and the ratio of the
totals; above 1 is slower than the baseline. Starting up is not in it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
ROUNDS = 9

# What each process runs: both checkouts have these modules.
WORKER = """
import sys, time
from pathlib import Path
from negsplit.intake.take import take
from negsplit.intake.task import Task
from negsplit.sources.found import Found
from negsplit.sources.reading import Shelf

shelf = Shelf()
for line in sys.stdin:
    path = Path(line.rstrip("\\n"))
    task = Task(Found(str(path), path.stat().st_size, 1))
    start_s = time.process_time()
    take(task, shelf)
    print(time.process_time() - start_s, flush=True)
"""


class Worker:
    """A process that takes in one file after the other."""

    def __init__(self, checkout: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", WORKER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(checkout / "src")},
        )

    def took_s(self, path: Path) -> float:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{path}\n")
        self._process.stdin.flush()
        return float(self._process.stdout.readline())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--baseline", type=Path, required=True)
    parser.add_argument("--every", type=int, default=1, metavar="N")
    asked = parser.parse_args()
    files = sorted(path for path in asked.folder.rglob("*") if path.is_file())
    files = files[:: asked.every]
    workers = {"this": Worker(HERE), "baseline": Worker(asked.baseline)}
    best: dict[str, list[float]] = {name: [] for name in workers}
    for path in files:
        took = [
            {name: worker.took_s(path) for name, worker in workers.items()}
            for _ in range(ROUNDS)
        ]
        for name, bests in best.items():
            bests.append(min(round_[name] for round_ in took))
    for name, bests in best.items():
        print(f"{name}: {1e3 * sum(bests) / len(bests):.2f} ms a file")
    print(f"ratio: {sum(best['this']) / sum(best['baseline']):.3f}")


if __name__ == "__main__":
    main()
