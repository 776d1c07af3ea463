"""A made-up decade of running: one runner, thousands of runs of about an hour.

    .venv/bin/python benchmarks/decade.py FOLDER [--runs 5000] [--mixed]

Every run is recorded once a second with position, distance, speed, altitude, heart
rate and cadence, as a watch does: noise that wanders, hills, laps by the kilometre.
Most runs are steady; others are progressions, negative splits, fades and repetitions,
as the name of each file says. The runner gets faster over the years. All are FIT, or
with ``--mixed`` eight in ten, the others GPX and TCX by turns. The same arguments make
the same bytes.
"""

from __future__ import annotations

import argparse
import struct
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

Column = NDArray[np.float64]
FIRST = datetime(2014, 1, 1, 6, 30, tzinfo=UTC)
EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
KINDS = ("steady", "thirds", "negative", "fade", "repeats", "push")
SHARES = (0.62, 0.08, 0.08, 0.08, 0.08, 0.06)
SEMICIRCLES = 2**31 / 180

RECORD = np.dtype(
    [
        ("header", "u1"), ("stamp", "<u4"), ("lat", "<i4"), ("lon", "<i4"),
        ("distance", "<u4"), ("speed", "<u4"), ("altitude", "<u4"), ("heart", "u1"),
        ("cadence", "u1"), ("fraction", "u1"), ("temperature", "i1"),
    ]
)  # fmt: skip
# Number, bytes and base type of each field of RECORD, in the FIT profile.
FIELDS = (
    (253, 4, 0x86), (0, 4, 0x85), (1, 4, 0x85), (5, 4, 0x86), (73, 4, 0x86),
    (78, 4, 0x86), (3, 1, 0x02), (4, 1, 0x02), (53, 1, 0x02), (13, 1, 0x01),
)  # fmt: skip


@dataclass(frozen=True)
class Run:
    """Columns of one run, a value a second."""

    start: datetime
    kind: str
    distance_m: Column
    speed_mps: Column
    altitude_m: Column
    heart_bpm: Column
    cadence: Column
    lat_deg: Column
    lon_deg: Column


def made(number: int, runs: int) -> Run:
    """Return one run of a decade of so many."""
    rng = np.random.default_rng([number, runs])
    kind = str(rng.choice(KINDS, p=SHARES))
    seconds = int(np.clip(rng.normal(3600, 420), 1500, 6000))
    years = 10 * number / runs
    easy_mps = 2.75 + 0.035 * years + rng.normal(0, 0.06)
    target = easy_mps * factor_of(kind, np.linspace(0, 1, seconds), rng)
    wander = lfilter([1], [1, -0.93], rng.normal(0, 0.011, seconds))
    speed = target * (1 + wander)
    distance = np.cumsum(speed)
    phase = rng.uniform(0, 6)
    altitude = 430 + 18 * np.sin(distance / 900 + phase) + 6 * np.sin(distance / 210)
    goal = 92 - 2 * years + 21 * speed
    heart = lfilter([1 / 45], [1, -44 / 45], goal, zi=np.array([95.0 * 44 / 45]))[0]
    heart = heart + rng.normal(0, 0.7, seconds)
    angle = distance / 1500 + phase
    start = FIRST + timedelta(days=3652 * number / runs)
    return Run(
        start=start.replace(microsecond=0),
        kind=kind,
        distance_m=distance,
        speed_mps=speed,
        altitude_m=altitude,
        heart_bpm=heart.clip(60, 205),
        cadence=81 + 2.2 * (speed - 3) + rng.normal(0, 0.6, seconds),
        lat_deg=47.37 + 0.011 * np.sin(angle) + rng.normal(0, 3e-6, seconds),
        lon_deg=8.54 + 0.016 * np.cos(angle) + rng.normal(0, 4e-6, seconds),
    )


def factor_of(kind: str, share: Column, rng: np.random.Generator) -> Column:
    """Return how much faster than easy each moment of a run is."""
    match kind:
        case "thirds":
            return np.select([share < 1 / 3, share < 2 / 3], [1.0, 1.1], 1.22)
        case "negative":
            return np.where(share < 0.5, 1.0, 1.08)
        case "push":
            return np.where(share < 0.9, 1.0, 1.25)
        case "fade":
            fast = rng.uniform(1.1, 1.25)
            return np.where(share < 0.6, fast, fast - 0.9 * (share - 0.6))
        case "repeats":
            inside = (share > 0.2) & (share < 0.85)
            return np.where(inside & (share * 26 % 2 < 1.2), 1.35, 0.95)
        case _:
            return np.ones_like(share)


def as_fit(run: Run) -> bytes:
    """Return a run as a watch writes it in FIT."""
    stamp = int((run.start - EPOCH).total_seconds())
    count = len(run.speed_mps)
    rows = np.zeros(count, RECORD)
    rows["header"] = 2
    rows["stamp"] = stamp + np.arange(count)
    rows["lat"] = np.rint(run.lat_deg * SEMICIRCLES)
    rows["lon"] = np.rint(run.lon_deg * SEMICIRCLES)
    rows["distance"] = np.rint(run.distance_m * 100)
    rows["speed"] = np.rint(run.speed_mps * 1000)
    rows["altitude"] = np.rint((run.altitude_m + 500) * 5)
    rows["heart"] = np.rint(run.heart_bpm)
    rows["cadence"] = run.cadence
    rows["fraction"] = 64 * np.rint(run.cadence % 1)
    rows["temperature"] = 14
    total_m = float(run.distance_m[-1])
    laps = [
        int(np.searchsorted(run.distance_m, metres))
        for metres in np.arange(1000.0, total_m, 1000.0)
    ]
    body = b"".join(
        [
            _definition(0, 0, ((0, 1, 0), (1, 2, 0x84), (2, 2, 0x84), (4, 4, 0x86))),
            struct.pack("<BBHHI", 0, 4, 1, 3113, stamp),
            _definition(3, 21, ((253, 4, 0x86), (0, 1, 0), (1, 1, 0))),
            struct.pack("<BIBB", 3, stamp, 0, 0),
            _definition(
                4, 19, ((253, 4, 0x86), (2, 4, 0x86), (7, 4, 0x86), (9, 4, 0x86))
            ),
            _definition(2, 20, FIELDS),
            *_with_laps(rows, laps, stamp, run.distance_m),
            struct.pack("<BIBB", 3, stamp + count, 0, 4),
            _definition(1, 18, ((2, 4, 0x86), (5, 1, 0), (7, 4, 0x86), (9, 4, 0x86))),
            struct.pack("<BIBII", 1, stamp, 1, count * 1000, round(total_m * 100)),
        ]
    )
    head = struct.pack("<BBHI4s", 14, 0x20, 2132, len(body), b".FIT")
    whole = head + struct.pack("<H", crc(head)) + body
    return whole + struct.pack("<H", crc(whole))


def _definition(local: int, message: int, fields: tuple[tuple[int, ...], ...]) -> bytes:
    head = struct.pack("<BBBHB", 0x40 | local, 0, 0, message, len(fields))
    return head + b"".join(bytes(one) for one in fields)


def _with_laps(
    rows: NDArray[np.void], laps: list[int], stamp: int, distance_m: Column
) -> list[bytes]:
    """Return the samples, a lap message after every kilometre."""
    pieces, last = [], 0
    for at in laps:
        pieces.append(rows[last:at].tobytes())
        metres = round(100 * (distance_m[at - 1] - distance_m[last]))
        lap = (4, stamp + at, stamp + last, 1000 * (at - last), metres)
        pieces.append(struct.pack("<BIIII", *lap))
        last = at
    return [*pieces, rows[last:].tobytes()]


def _table() -> list[int]:
    """The checksum's table from its polynomial x^16 + x^15 + x^2 + 1."""
    table = []
    for byte in range(256):
        value = byte
        for _ in range(8):
            value = (value >> 1) ^ (0xA001 if value & 1 else 0)
        table.append(value)
    return table


TABLE = _table()


def crc(data: bytes) -> int:
    """Return the checksum of FIT."""
    value, table = 0, TABLE
    for byte in data:
        value = (value >> 8) ^ table[(value ^ byte) & 0xFF]
    return value


def _instants(run: Run) -> list[str]:
    first = np.datetime64(run.start.replace(tzinfo=None), "s")
    return [f"{t}Z" for t in (first + np.arange(len(run.speed_mps))).astype(str)]


def as_gpx(run: Run) -> bytes:
    """Return a run as Garmin Connect writes it in GPX."""
    rows = zip(
        run.lat_deg.tolist(), run.lon_deg.tolist(), run.altitude_m.tolist(),
        _instants(run), run.heart_bpm.tolist(), run.cadence.tolist(), strict=True,
    )  # fmt: skip
    points = "".join(
        f'   <trkpt lat="{lat:.7f}" lon="{lon:.7f}">\n    <ele>{altitude:.1f}</ele>\n'
        f"    <time>{time}</time>\n    <extensions>\n"
        "     <gpxtpx:TrackPointExtension>\n"
        f"      <gpxtpx:hr>{heart:.0f}</gpxtpx:hr>\n"
        f"      <gpxtpx:cad>{cadence:.0f}</gpxtpx:cad>\n"
        "     </gpxtpx:TrackPointExtension>\n    </extensions>\n   </trkpt>\n"
        for lat, lon, altitude, time, heart, cadence in rows
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<gpx creator="made up" version="1.1" '
        'xmlns="http://www.topografix.com/GPX/1/1" xmlns:gpxtpx='
        '"http://www.garmin.com/xmlschemas/TrackPointExtension/v1">\n'
        f" <trk>\n  <name>Run</name>\n  <type>running</type>\n  <trkseg>\n{points}"
        "  </trkseg>\n </trk>\n</gpx>\n"
    ).encode()


def as_tcx(run: Run) -> bytes:
    """Return a run as Garmin Connect writes it in TCX."""
    times = _instants(run)
    rows = zip(
        times, run.lat_deg.tolist(), run.lon_deg.tolist(), run.altitude_m.tolist(),
        run.distance_m.tolist(), run.heart_bpm.tolist(), run.speed_mps.tolist(),
        run.cadence.tolist(), strict=True,
    )  # fmt: skip
    points = "".join(
        f"     <Trackpoint>\n      <Time>{time}</Time>\n      <Position>\n"
        f"       <LatitudeDegrees>{lat:.7f}</LatitudeDegrees>\n"
        f"       <LongitudeDegrees>{lon:.7f}</LongitudeDegrees>\n      </Position>\n"
        f"      <AltitudeMeters>{altitude:.1f}</AltitudeMeters>\n"
        f"      <DistanceMeters>{distance:.2f}</DistanceMeters>\n"
        f"      <HeartRateBpm>\n       <Value>{heart:.0f}</Value>\n"
        "      </HeartRateBpm>\n      <Extensions>\n       <ns3:TPX>\n"
        f"        <ns3:Speed>{speed:.3f}</ns3:Speed>\n"
        f"        <ns3:RunCadence>{cadence:.0f}</ns3:RunCadence>\n       </ns3:TPX>\n"
        "      </Extensions>\n     </Trackpoint>\n"
        for time, lat, lon, altitude, distance, heart, speed, cadence in rows
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<TrainingCenterDatabase '
        'xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2" '
        'xmlns:ns3="http://www.garmin.com/xmlschemas/ActivityExtension/v2">\n'
        ' <Activities>\n  <Activity Sport="Running">\n'
        f'   <Id>{times[0]}</Id>\n   <Lap StartTime="{times[0]}">\n'
        f"    <TotalTimeSeconds>{len(times) - 1}</TotalTimeSeconds>\n"
        f"    <DistanceMeters>{run.distance_m[-1]:.2f}</DistanceMeters>\n"
        f"    <Track>\n{points}    </Track>\n   </Lap>\n  </Activity>\n </Activities>\n"
        "</TrainingCenterDatabase>\n"
    ).encode()


def write_run(folder: Path, number: int, runs: int, *, is_mixed: bool) -> Path:
    """Write one run of a decade and return its file."""
    run = made(number, runs)
    turn = number % 10 if is_mixed else 0
    ending, write = {8: ("gpx", as_gpx), 9: ("tcx", as_tcx)}.get(turn, ("fit", as_fit))
    path = folder / f"{run.start:%Y}" / f"{number:05d}-{run.kind}.{ending}"
    path.write_bytes(write(run))
    return path


def write_some(task: tuple[Path, range, int, bool]) -> int:
    """Write a part of a decade."""
    folder, numbers, runs, is_mixed = task
    for number in numbers:
        write_run(folder, number, runs, is_mixed=is_mixed)
    return len(numbers)


def write_decade(folder: Path, runs: int, *, is_mixed: bool = False) -> None:
    """Write all runs of a decade into folders by year."""
    for year in range(FIRST.year, FIRST.year + 11):
        (folder / str(year)).mkdir(parents=True, exist_ok=True)
    parts = [(folder, range(start, runs, 8), runs, is_mixed) for start in range(8)]
    with ProcessPoolExecutor() as pool:
        list(pool.map(write_some, parts))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=5000)
    parser.add_argument("--mixed", action="store_true")
    given = parser.parse_args()
    write_decade(given.folder, given.runs, is_mixed=given.mixed)


if __name__ == "__main__":
    main()
