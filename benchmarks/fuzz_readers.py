"""Feed readers with broken files by the hundred thousand.

    .venv/bin/python benchmarks/fuzz_readers.py fit [--inputs 100000] [--seed 1]
    python benchmarks/fuzz_readers.py fit --guided -runs=100000    # needs atheris

Every input goes the whole way that a file goes in an import: unpacked, recognised,
read, cleaned, analysed and packed. It must end as a run or as a reason, within a time
and a memory that do not depend on what is in it. The first way changes files that were
made here, at random: bytes, stretches, and in XML whole elements and numbers; half of
the FIT files get a right checksum again. The second is guided by coverage.
"""

from __future__ import annotations

import argparse
import gzip
import io
import os
import random
import re
import resource
import signal
import sys
import time
import traceback
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))
sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

if "--guided" in sys.argv:
    import atheris

    # What is imported here is watched: the whole way of a file.
    with atheris.instrument_imports(include=["negsplit"]):
        for module in ("intake.take", "sources.search", "intake.alone"):
            import_module(f"negsplit.{module}")

import exports
import fit_files
import same_run
from negsplit.errors import FormatError
from negsplit.intake.take import take
from negsplit.intake.task import Taken, Task
from negsplit.sources import apple, garmin, own, strava
from negsplit.sources.archives import Archive
from negsplit.sources.found import Found
from negsplit.sources.reading import Shelf
from negsplit.store import stream_code

SECONDS = 40
LONGEST_S = 10
MEMORY_BYTES = 2 * 2**30
NUMBERS = (
    b"0", b"-0", b"-1", b"1e308", b"1e999", b"-1e999", b"NaN", b"nan", b"inf", b"",
    b"4294967295", b"-2147483648", b"0x10", b"1,5", b"\xd9\xa1", b"999999999999999999",
    b"2106-02-07T06:28:15Z", b"1970-01-01T00:00:00Z", b"9999-12-31T23:59:59Z",
    b"0000-00-00T00:00:00Z", b"2024-03-22T00:00:10+99:99", b"&lol;", b"<![CDATA[1]]>",
)  # fmt: skip
BYTES = (0, 1, 2, 20, 0x40, 0x60, 0x7F, 0x80, 0x8F, 0xBF, 0xC0, 0xFE, 0xFF)


def developer_fit() -> bytes:
    """A FIT file with what is rare: developer fields, compressed times, big-endian."""
    file = fit_files.activity()
    file.define(3, 206, [(0, 2), (1, 2), (2, 2), (3, 7, 8)])
    file.data(3, 0, 0, 0x84, "Power")
    file.define(
        2, 20, [(253, 0x86), (5, 0x86), (3, 2)], big_endian=True, developer=[(0, 2, 0)]
    )
    for second in range(SECONDS):
        file.data(2, fit_files.NOON + second, 300 * second, 120, b"\x01\x02")
        file.compressed(2, second % 32, fit_files.NOON + second, 300 * second, 9, b"ab")
    return file.bytes()


def fits() -> list[bytes]:
    return [
        same_run.as_fit(SECONDS),
        fit_files.simple(SECONDS).bytes(),
        fit_files.simple(SECONDS, big_endian=True).bytes(),
        developer_fit(),
        exports.monitoring() + same_run.as_fit(SECONDS),
    ]


def archives() -> list[bytes]:
    inner = exports.zipped({"a.fit": b"run" * 99, "b.gpx": b"<gpx/>"})
    return [
        inner,
        exports.zipped({"i.zip": inner, "c": b"x" * 999}, zipfile.ZIP_STORED),
        exports.zipped({"i.zip": inner, "d.fit": bytes(range(256)) * 9}),
    ]


def blobs() -> list[bytes]:
    recordings = (fits()[0], same_run.as_gpx(SECONDS), same_run.as_tcx(SECONDS))
    answers = [_answer(data) for data in recordings]
    return [one.runs[0].run.samples for one in answers if isinstance(one, Taken)]


def _answer(data: bytes) -> object:
    return take(Task(Found("a.bin", 0, 0), data=data), Shelf())


def through_import(data: bytes) -> str:
    answer = _answer(data)
    return type(answer).__name__


def through_archive(data: bytes, depth: int = 0) -> str:
    with_limit = 0
    archive = Archive(io.BytesIO(data), len(data))
    for name in archive.members:
        try:
            with_limit += len(archive.read(name, lambda _: None))
            if depth < 3:
                inner = archive.open_inner(name)
                through_archive(inner._file.read(), depth + 1)
        except FormatError:
            continue
    return "opened"


def through_lists(data: bytes) -> str:
    strava.hints_of(data)
    garmin.hints_of(data)
    own.hints_of(data)
    return "looked at"


def through_health(data: bytes) -> str:
    health = apple.read(io.BytesIO(data))
    for route in list(health.workouts):
        health.hint_of(route)
    return "looked at"


def through_blob(data: bytes) -> str:
    return f"{len(stream_code.decode(data)) > 0}"


Path_ = tuple[Callable[[bytes], str], Callable[[], list[bytes]]]
TARGETS: dict[str, Path_] = {
    "fit": (through_import, fits),
    "gpx": (through_import, lambda: [same_run.as_gpx(SECONDS), exports.route()[:9000]]),
    "tcx": (through_import, lambda: [same_run.as_tcx(SECONDS)]),
    "gzip": (
        through_import,
        lambda: [gzip.compress(data) for data in (*fits(), same_run.as_gpx(SECONDS))],
    ),
    "zip": (through_archive, archives),
    "lists": (
        through_lists,
        lambda: [
            b"a,b,c,d\n1,2,n,Run,activities/1.fit\n",
            b'[{"summarizedActivitiesExport":[{"name":"n","startTimeGmt":1e12}]}]',
            b'{"runs":[{"file":"a","felt_cr10":3,"plan":{"negsplit":"workout"}}]}',
        ],
    ),
    "health": (
        through_health,
        lambda: [exports.health_xml()[:6000] + b"</HealthData>"],
    ),
    "blob": (through_blob, blobs),
}


class Mutator:
    """Changes files at random."""

    def __init__(self, chance: random.Random, seeds: list[bytes]) -> None:
        self.chance = chance
        self.seeds = seeds

    def __call__(self) -> bytes:
        data = bytearray(self.chance.choice(self.seeds))
        for _ in range(self.chance.choice((1, 1, 1, 2, 3, 8))):
            data = self._changed(data)
        if data[8:12] == b".FIT" and self.chance.random() < 0.5:
            data[-2:] = fit_files_crc(bytes(data[:-2]))
        return bytes(data)

    def _place(self, data: bytearray) -> int:
        return self.chance.randrange(len(data) + 1)

    def _changed(self, data: bytearray) -> bytearray:
        first, second = sorted((self._place(data), self._place(data)))
        second = min(second, first + self.chance.choice((1, 4, 40, 4000)))
        match self.chance.randrange(9):
            case 0 if data:
                data[first % len(data)] ^= 1 << self.chance.randrange(8)
            case 1 if data:
                data[first % len(data)] = self.chance.choice(BYTES)
            case 2:
                del data[first:second]
            case 3:
                data[first:first] = data[first:second] * self.chance.choice((1, 2, 9))
            case 4:
                data[first:second] = self.chance.randbytes(second - first)
            case 5:
                other = self.chance.choice(self.seeds)
                at = self.chance.randrange(len(other))
                data[first:second] = other[at : at + second - first]
            case 6:
                del data[first:]
            case _:
                data = self._number(data)
        return data

    def _number(self, data: bytearray) -> bytearray:
        """Put something else in the place of a number, or of a run of bytes."""
        found = list(re.finditer(rb"(?<=[>\"])[^<>\"]{1,40}(?=[<\"])", data))
        if not found:
            at = self._place(data)
            data[at : at + 4] = self.chance.choice((b"\xff", b"\x00", b"\x80")) * 4
            return data
        one = self.chance.choice(found)
        data[one.start() : one.end()] = self.chance.choice(NUMBERS)
        return data


def fit_files_crc(data: bytes) -> bytes:
    return exports.checksum(data).to_bytes(2, "little")


def attempt(target: Callable[[bytes], str], data: bytes) -> str:
    try:
        return target(data)
    except FormatError:
        return "told to be broken"


def mutate(name: str, inputs: int, seed: int) -> None:
    """Try so many changed files; stop at the first that does harm."""
    target, seeds = TARGETS[name]
    chance = random.Random(seed)  # noqa: S311 - changes to try, no secrets
    mutator = Mutator(chance, seeds())
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
    signal.signal(signal.SIGVTALRM, _too_long)
    ends: Counter[str] = Counter()
    slowest_s, began = 0.0, time.monotonic()
    for number in range(inputs):
        data = mutator()
        signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST_S)
        start = time.perf_counter()
        try:
            ends[attempt(target, data)] += 1
        except BaseException:  # noqa: BLE001 - whatever it is, it is what we look for
            path = Path(f"/tmp/harm-{name}-{seed}-{number}")  # noqa: S108 - a place of this run alone
            path.write_bytes(data)
            traceback.print_exc()
            raise SystemExit(f"{name} input {number} does harm: {path}") from None
        slowest_s = max(slowest_s, time.perf_counter() - start)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{name}: {inputs} inputs in {time.monotonic() - began:.0f} s, no harm; "
        f"slowest {1000 * slowest_s:.0f} ms, peak {peak:.0f} MB; {dict(ends)}"
    )


def _too_long(*_: object) -> None:
    raise TimeoutError(f"more than {LONGEST_S} s")


def guided(name: str, rest: list[str]) -> None:
    """Let atheris search, beginning with the same files."""
    target, seeds = TARGETS[name]
    corpus = Path(f"/tmp/corpus-{name}-{os.getpid()}")  # noqa: S108 - a place of this run alone
    corpus.mkdir()
    for number, data in enumerate(seeds()):
        (corpus / str(number)).write_bytes(data)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
    limits = [f"-timeout={LONGEST_S}", "-rss_limit_mb=2048", "-max_len=20000"]
    atheris.Setup(
        [sys.argv[0], *limits, *rest, str(corpus)],
        lambda data: attempt(target, bytes(data)) and None,
    )
    atheris.Fuzz()


def main() -> None:
    warnings.simplefilter("error", RuntimeWarning)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("format", choices=TARGETS)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--guided", action="store_true")
    given, rest = parser.parse_known_args()
    if given.guided:
        guided(given.format, rest)
    else:
        mutate(given.format, given.inputs, given.seed)


if __name__ == "__main__":
    main()
