"""How fast a decade of runs comes into the diary, and where the time goes.

    .venv/bin/python benchmarks/import_decade.py [--runs 5000] [--mixed] [--folder F]

Makes the decade (or takes the folder), imports it twice with the command that runners
type, and in the same run lets other readers merely decode a sample of the same files.
Then single stages are timed on some files in one process, each against a floor that
cannot be saved, and the diary is asked for a page and for a run. CPU seconds count all
processes, so that they hardly depend on other load; wall seconds do.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
import warnings
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import fitdecode
import gpxpy
import numpy as np
import zstandard
from tcxreader.tcxreader import TCXReader

sys.path.insert(0, str(Path(__file__).parent))

from decade import write_decade

from negsplit import formats
from negsplit.analysis.clean import clean
from negsplit.analysis.features import decode, encode, features_of
from negsplit.analysis.shape import shape_of
from negsplit.diary import Diary
from negsplit.intake.pool import processors
from negsplit.store import marks, runs, stream_code
from negsplit.store.records import RunFilter

if TYPE_CHECKING:
    from collections.abc import Callable

NEGSPLIT = [sys.executable, "-m", "negsplit"]
SLOW_SAMPLE = 20
STAGE_SAMPLE = 40
TURNS = 9


@dataclass(frozen=True)
class Took:
    wall_s: float
    cpu_s: float


def timed_import(folder: Path, diary: Path) -> Took:
    """Import a folder as a runner does."""
    command = [*NEGSPLIT, "import", str(folder), "--diary", str(diary)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    own_s = _cpu_of_tree(process.pid, process)
    wall_s = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise SystemExit(f"import failed with {process.returncode}")
    waited = sum(
        getattr(after, k) - getattr(before, k) for k in ("ru_utime", "ru_stime")
    )
    return Took(wall_s, max(own_s, waited))


def _cpu_of_tree(root: int, process: subprocess.Popen[bytes]) -> float:
    """Return CPU seconds of a process and its helpers, read until it ends."""
    ticks = os.sysconf("SC_CLK_TCK")
    seen: dict[int, float] = {}
    while process.poll() is None:
        for one in _tree(root):
            with suppress(OSError, IndexError):
                parts = Path(f"/proc/{one}/stat").read_text("utf-8").rsplit(")", 1)[1]
                seen[one] = sum(map(int, parts.split()[11:13])) / ticks
        time.sleep(0.1)
    return sum(seen.values())


def _tree(root: int) -> list[int]:
    found, new = [root], [root]
    while new:
        with suppress(OSError):
            path = Path(f"/proc/{new[0]}/task/{new[0]}/children")
            children = [int(one) for one in path.read_text("utf-8").split()]
            found += children
            new += children
        new.pop(0)
    return found


def by_fitdecode(data: bytes) -> int:
    with fitdecode.FitReader(io.BytesIO(data)) as reader:
        return sum(len(f.fields) for f in reader if f.frame_type == 4)


def by_gpxpy(data: bytes) -> int:
    return len(list(gpxpy.parse(data.decode()).walk()))


def by_tcxreader(data: bytes) -> int:
    with tempfile.NamedTemporaryFile(suffix=".tcx") as file:  # it reads paths only
        file.write(data)
        file.flush()
        return len(TCXReader().read(file.name).trackpoints)


READERS: dict[str, tuple[str, Callable[[bytes], int]]] = {
    ".fit": ("fitdecode", by_fitdecode),
    ".gpx": ("gpxpy", by_gpxpy),
    ".tcx": ("tcxreader", by_tcxreader),
}


def sample(files: list[Path], count: int) -> list[Path]:
    return files[:: max(len(files) // count, 1)][:count]


def others(files: list[Path], own: Took) -> None:
    """Let other readers decode a sample; compare CPU for CPU."""
    own_s = own.cpu_s / len(files)
    for ending, (name, read) in READERS.items():
        some = sample([f for f in files if f.suffix == ending], SLOW_SAMPLE)
        if not some:
            continue
        start = time.process_time()
        for path in some:
            read(path.read_bytes())
        each_s = (time.process_time() - start) / len(some)
        print(
            f"  {name:10} merely decodes a {ending} in {1000 * each_s:.0f} ms of CPU "
            f"({len(some)} files): {each_s / own_s:.0f} x the whole import of a file; "
            f"{len(files)} such files would take {len(files) * each_s:.0f} s"
        )


def least_ms(act: Callable[[], object]) -> float:
    least = float("inf")
    for _ in range(TURNS):
        start = time.process_time()
        act()
        least = min(least, time.process_time() - start)
    return 1000 * least


def stages(path: Path) -> dict[str, tuple[float, float]]:
    """Return CPU milliseconds of each stage of one file, and of its floor."""
    data = path.read_bytes()
    recording = formats.read(data)
    track = clean(recording)
    features = features_of(recording, track)
    samples = stream_code.encode(recording.streams)
    plain = zstandard.decompress(samples[5:])
    octets = np.frombuffer(data, np.uint8)
    columns = np.stack([recording.streams.time_s] * 9)
    packer = zstandard.ZstdCompressor(level=1)
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE t (a BLOB)")
    packed = runs.pack(data)[1] + samples
    copy = least_ms(lambda: bytearray(data))
    return {
        "read the file": (least_ms(path.read_bytes), copy),
        "digest": (
            least_ms(lambda: hashlib.sha256(data)),
            least_ms(lambda: hashlib.sha256(data)),
        ),
        # One look at every byte, and nine columns of floats.
        "decode": (
            least_ms(lambda: formats.read(data)),
            least_ms(lambda: (octets.astype(np.float32), columns.copy())),
        ),
        "clean": (
            least_ms(lambda: clean(recording)),
            least_ms(lambda: np.cumsum(columns, axis=1)),
        ),
        "shape": (
            least_ms(lambda: shape_of(track)),
            least_ms(lambda: np.cumsum(track.adjusted_mps)),
        ),
        "other features": (
            least_ms(lambda: encode(features_of(recording, track)))
            - least_ms(lambda: shape_of(track)),
            least_ms(lambda: np.cumsum(columns, axis=1)),
        ),
        "pack samples": (
            least_ms(lambda: stream_code.encode(recording.streams)),
            least_ms(lambda: zstandard.ZstdCompressor(level=3).compress(plain)),
        ),
        "pack original": (
            least_ms(lambda: runs.pack(data)),
            least_ms(lambda: packer.compress(data)),
        ),
        "marks": (least_ms(lambda: marks.encode(recording)), copy),
        "write": (
            least_ms(lambda: database.execute("INSERT INTO t VALUES (?)", (packed,))),
            least_ms(lambda: bytearray(packed)),
        ),
        "open features": (least_ms(lambda: decode(encode(features))), copy),
    }


def stage_table(files: list[Path]) -> None:
    print(f"one process, CPU ms a file, least of {TURNS}, mean of the sample")
    found = [stages(path) for path in sample(files, STAGE_SAMPLE)]
    for name in found[0]:
        took = float(np.mean([one[name][0] for one in found]))
        floor = float(np.mean([one[name][1] for one in found]))
        print(f"  {name:15} {took:7.2f}   floor {floor:7.3f}   {took / floor:6.1f} x")


def sizes(files: list[Path], diary: Path) -> None:
    database = sqlite3.connect(diary)
    query = (
        "SELECT avg(length(original.bytes)), avg(length(samples)), avg(length(marks)), "
        "avg(length(body)) FROM original JOIN streams USING (run) "
        "JOIN features USING (run)"
    )
    stored, samples, text, body = database.execute(query).fetchone()
    given = sum(path.stat().st_size for path in files) / len(files)
    whole = diary.stat().st_size / len(files)
    print(
        f"bytes a run: file {given:.0f}; in the diary {whole:.0f}, of which original "
        f"{stored:.0f}, samples {samples:.0f}, marks {text:.0f}, features {body:.0f}"
    )


def looks(diary_path: Path) -> None:
    """Time a page of the list, one run, and the same from the disk alone."""
    with Diary.open(diary_path) as diary:
        rows = diary.runs()
        page = RunFilter(newest_first=True, limit=25)
        one = rows[len(rows) // 2].id
        sql = "SELECT samples FROM streams WHERE run = ?"

        def blob() -> bytes:
            found: tuple[bytes] = diary.connection.execute(sql, (one,)).fetchone()
            return found[0]

        said = {
            "a page of 25": least_ms(lambda: diary.runs(page)),
            "all rows": least_ms(diary.runs),
            "one run opened": least_ms(lambda: diary.recording(one)),
            "its blob alone": least_ms(blob),
            "its features": least_ms(lambda: list(diary.features([diary.run(one)]))),
        }
    for name, took in said.items():
        print(f"  {name:15} {took:8.3f} ms")


def main() -> None:
    warnings.simplefilter("ignore")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5000)
    parser.add_argument("--mixed", action="store_true")
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = given.folder or Path(place) / "decade"
        if given.folder is None:
            write_decade(folder, given.runs, is_mixed=given.mixed)
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        diary = Path(place) / "diary"
        first = timed_import(folder, diary)
        print(
            f"{len(files)} files on {processors()} processors: {first.wall_s:.1f} s, "
            f"{len(files) / first.wall_s:.0f} a second, "
            f"{1000 * first.cpu_s / len(files):.1f} ms of CPU each"
        )
        second = min((timed_import(folder, diary) for _ in range(3)), key=_wall)
        print(
            f"second import {second.wall_s:.2f} s: "
            f"{first.wall_s / second.wall_s:.0f} x faster"
        )
        others(files, first)
        stage_table([path for path in files if path.suffix == ".fit"])
        sizes(files, diary)
        looks(diary)


def _wall(took: Took) -> float:
    return took.wall_s


if __name__ == "__main__":
    main()
