"""How fast recordings are read, against other readers and against the floor.

    .venv/bin/python benchmarks/read_formats.py [FILE ...]

Without files it reads one made-up run of an hour in each format. All readers take
turns in one process; the figure is the least CPU time of many repeats, so that other
load on the machine hardly matters. The floor is what cannot be saved: for FIT, a walk
over the message headers in Python, one ``frombuffer`` per layout and the checksum;
for XML, expat without handlers.
"""

from __future__ import annotations

import io
import struct
import sys
import tempfile
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING
from xml.parsers import expat

import fitdecode
import fitparse
import gpxpy
import numpy as np
from tcxreader.tcxreader import TCXReader

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

import same_run
from negsplit import formats
from negsplit.formats.container import Content, recognise
from negsplit.formats.fit_checksum import is_sound

if TYPE_CHECKING:
    from collections.abc import Callable

    Reader = Callable[[bytes], object]

SAMPLES = 3600
# Of the slow readers fewer turns, so that a run takes less than a minute.
TURNS, SLOW_TURNS = 60, 10
SLOW_S = 0.1


def by_fitdecode(data: bytes) -> int:
    with fitdecode.FitReader(io.BytesIO(data)) as reader:
        return sum(len(f.fields) for f in reader if f.frame_type == 4)


def by_fitparse(data: bytes) -> int:
    return sum(len(list(m)) for m in fitparse.FitFile(io.BytesIO(data)).get_messages())


def by_gpxpy(data: bytes) -> int:
    return len(list(gpxpy.parse(data.decode()).walk()))


def by_tcxreader(data: bytes) -> int:
    with tempfile.NamedTemporaryFile(suffix=".tcx") as file:  # it reads paths only
        file.write(data)
        file.flush()
        return len(TCXReader().read(file.name).trackpoints)


def fit_floor(data: bytes) -> int:
    """Walk, frombuffer and checksum, without any care for what may go wrong."""
    position, end = data[0], len(data) - 2
    steps: dict[int, int] = {}
    places: dict[int, list[int]] = {}
    while position < end:
        header = data[position]
        if header & 0x40 and not header & 0x80:
            count = data[position + 5]
            triples = data[position + 6 : position + 6 + 3 * count]
            size = 1 + sum(triples[1::3])
            position += 6 + 3 * count
            if header & 0x20:
                count = data[position]
                size += sum(data[position + 2 : position + 1 + 3 * count : 3])
                position += 1 + 3 * count
            steps[header & 15] = size
            places.setdefault(header & 15, [])
            continue
        local = header >> 5 & 3 if header & 0x80 else header
        places[local].append(position)
        position += steps[local]
    octets = np.frombuffer(data, np.uint8)
    for found in places.values():
        if found:
            octets[np.array(found)].astype(np.float64)
    struct.unpack_from("<H", data, end)
    return is_sound(data)


def xml_floor(data: bytes) -> int:
    return expat.ParserCreate().Parse(data[data.find(b"<") :], True)


READERS: dict[Content, dict[str, Reader]] = {
    Content.FIT: {
        "fitdecode": by_fitdecode,
        "fitparse": by_fitparse,
        "floor": fit_floor,
    },
    Content.GPX: {"gpxpy": by_gpxpy, "floor": xml_floor},
    Content.TCX: {"tcxreader": by_tcxreader, "floor": xml_floor},
}


def least_cpu_s(readers: dict[str, Reader], data: bytes) -> dict[str, float]:
    """Return the least CPU time of each reader, taking turns; inf if it fails."""
    least = dict.fromkeys(readers, float("inf"))
    for turn in range(TURNS):
        for name, read in readers.items():
            is_slow = SLOW_S < least[name] < float("inf")
            if is_slow and turn % (TURNS // SLOW_TURNS):
                continue
            start = time.process_time()
            try:
                read(data)
            except Exception as error:  # noqa: BLE001 - readers fail in many ways
                if turn == 0:
                    print(f"  {name} fails: {type(error).__name__}: {error}")
                continue
            least[name] = min(least[name], time.process_time() - start)
    return least


def report(name: str, data: bytes) -> None:
    print(f"{name}, {len(data) / 1000:.0f} kB")
    least = least_cpu_s({"own": formats.read} | READERS[recognise(data)], data)
    own = least.pop("own")
    print(
        f"  own        {own * 1000:.2f} ms, {own / least.pop('floor'):.2f} x the floor"
    )
    for reader, seconds in least.items():
        print(f"  {reader:10} {seconds / own:.1f} x")


def main(paths: list[str]) -> None:
    warnings.simplefilter("ignore")
    made = {
        "made.fit": same_run.as_fit(SAMPLES),
        "made.gpx": same_run.as_gpx(SAMPLES),
        "made.tcx": same_run.as_tcx(SAMPLES),
    }
    given = {Path(path).name: Path(path).read_bytes() for path in paths}
    for name, data in (given or made).items():
        report(name, data)


if __name__ == "__main__":
    main(sys.argv[1:])
