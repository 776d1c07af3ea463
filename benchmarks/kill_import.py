"""Kill imports at random moments, and count what is lost or torn.

    .venv/bin/python benchmarks/kill_import.py [--kills 200] [--runs 250]

An import of made-up runs is started again and again and killed with SIGKILL, with all
its processes or now and then only one of its workers, at a random moment. After each
kill the diary must be whole: every file that was told to be in is in with the digest
of its bytes, every run has its original, samples and features, and the database finds
no fault in itself. When an import gets through, the next begins with a new diary.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

import exports
from negsplit.diary import Diary, check
from negsplit.store.records import RunFilter

COMMAND = [sys.executable, "-m", "negsplit", "import", "-v"]
EVERYTHING = RunFilter(with_twins=True, with_other_sports=True)
# How a line begins that tells that a file is in.
IN = ("read: ", "repaired: ", "same run: ", "already known: ")
# An import starts up in about this time.
LATEST_S = 3.0


class Trial:
    """A folder of runs, a diary, and what was told of it so far."""

    def __init__(self, place: Path, runs: int) -> None:
        self.place = place
        self.folder = place / "in"
        self.told: set[str] = set()
        self.count: Counter[str] = Counter()
        exports.write_all(
            self.folder, {f"{day}.fit": exports.fit_of(day) for day in range(runs)}
        )
        self.digests = {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in self.folder.iterdir()
        }

    @property
    def diary(self) -> Path:
        return self.place / "diary" / "diary.sqlite3"

    def go(self, chance: random.Random) -> None:
        """Import until killed, or until done."""
        log = self.place / "told"
        with log.open("w", encoding="utf-8") as told:
            process = subprocess.Popen(
                [*COMMAND, str(self.folder), "--diary", str(self.diary)],
                stdout=subprocess.DEVNULL,
                stderr=told,
                start_new_session=True,
            )
            is_done = self._kill(process, chance)
        for line in log.read_text("utf-8").splitlines():
            if line.startswith(IN) and " as run " in line:
                self.told.add(line.split(" as run ")[0].rpartition("/")[2])
        self._check()
        if is_done:
            self._finish()

    def _kill(self, process: subprocess.Popen[bytes], chance: random.Random) -> bool:
        """Wait, and kill the import if it still runs; return whether it got through."""
        time.sleep(chance.uniform(0.1, LATEST_S))
        if chance.random() < 0.2 and self._kill_worker(process.pid, chance):
            time.sleep(chance.uniform(0, 1))
        if process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            self.count["kills"] += 1
            process.wait()
            return False
        self.count["imports finished"] += 1
        return True

    def _kill_worker(self, root: int, chance: random.Random) -> bool:
        """Kill one of the workers: they are the grandchildren."""
        with suppress(OSError, IndexError, ValueError):
            helpers = _children(root)
            workers = [one for helper in helpers for one in _children(helper)]
            os.kill(chance.choice(workers), signal.SIGKILL)
            self.count["workers killed alone"] += 1
            return True
        return False

    def _finish(self) -> None:
        """Begin a new diary, as this one is full."""
        with Diary.open(self.diary) as diary:
            assert len(diary.runs(EVERYTHING)) == len(self.digests), (
                "an import lost runs"
            )
        shutil.rmtree(self.diary.parent)
        self.told.clear()

    def _check(self) -> None:
        if not self.diary.exists():
            assert not self.told, "the diary is gone"
            return
        database = sqlite3.connect(self.diary)
        known = {
            Path(place).name: digest
            for place, digest in database.execute(
                "SELECT place, digest FROM original JOIN run ON run.id = original.run"
            )
        }
        database.close()
        self.count["files found in again"] += len(known)
        for name in self.told:
            self.count["lost"] += known.get(name) != self.digests[name]
        with Diary.open(self.diary) as diary:
            problems = list(check(diary.path, lambda *_: None))
        self.count["torn"] += len(problems)
        for problem in problems:
            print(problem)


def _children(process: int) -> list[int]:
    path = Path(f"/proc/{process}/task/{process}/children")
    return [int(one) for one in path.read_text("utf-8").split()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--runs", type=int, default=250)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)  # noqa: S311 - moments to kill, no secrets
    with tempfile.TemporaryDirectory() as place:
        trial = Trial(Path(place), given.runs)
        while trial.count["kills"] < given.kills:
            trial.go(chance)
        for what, number in trial.count.items():
            print(f"{number} {what}")
    if trial.count["lost"] or trial.count["torn"]:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
