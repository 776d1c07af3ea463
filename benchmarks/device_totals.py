"""How near is what we make of a recording to what its device says of it?

Every FIT and TCX file below a folder is read by negsplit and, for the totals of its
running sessions, by other programs: fitdecode for FIT, the XML parser of Python for
TCX. Compared are distance, start, local day, timer and highest heart rate. A distance
that differs is a miss unless a finding says so; each miss is listed by its kind. Climb
is compared where it came to 20 m: printed is the difference in the median.

    python benchmarks/device_totals.py ~/recordings --misses
"""

from __future__ import annotations

import argparse
import gzip
import warnings
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import fitdecode
import numpy as np

from negsplit import formats
from negsplit.analysis.clean import clean
from negsplit.analysis.heart import highest_heart_rate, trust_in_heart_rate
from negsplit.analysis.splits import ascent_of
from negsplit.errors import NegsplitError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.analysis.clean import Track
    from negsplit.recording import Recording

DISTANCE_FRAC = 0.01
START_S = 1.0
TIMER_S, TIMER_FRAC = 2.0, 0.01
HEART_BPM = 1.0
# Shorter sessions are tests of watches, on a table.
LEAST_M, LEAST_S = 200.0, 60.0
NEAR_S = 900.0
LEAST_CLIMB_M = 20.0


@dataclass(frozen=True, slots=True)
class Said:
    """What a device says of one running session."""

    started_at: datetime
    distance_m: float | None
    timer_s: float | None
    highest_bpm: float | None
    offset: timedelta | None
    ascent_m: float | None = None


def said_in_fit(data: bytes) -> Iterator[Said]:
    """Yield the running sessions of a FIT file, as fitdecode reads them."""
    sessions, offset = [], None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with fitdecode.FitReader(data, check_crc=fitdecode.CrcCheck.DISABLED) as reader:
            for frame in reader:
                if frame.frame_type != fitdecode.FIT_FRAME_DATA:
                    continue
                if frame.name == "session":
                    sessions.append({field.name: field.value for field in frame.fields})
                elif frame.name == "activity" and frame.has_field("local_timestamp"):
                    local = frame.get_value("local_timestamp")
                    stamp = frame.get_value("timestamp")
                    if isinstance(local, datetime) and isinstance(stamp, datetime):
                        offset = local.replace(tzinfo=UTC) - stamp
    for session in sessions:
        if session.get("sport") == "running" and isinstance(
            session.get("start_time"), datetime
        ):
            yield Said(
                session["start_time"],
                session.get("total_distance"),
                session.get("total_timer_time"),
                session.get("max_heart_rate"),
                offset,
                session.get("total_ascent"),
            )


def said_in_tcx(data: bytes) -> Iterator[Said]:
    """Yield the running activities of a TCX file."""
    for activity in ET.fromstring(data.strip()).iter():  # noqa: S314 - chosen files
        if not activity.tag.endswith("}Activity"):
            continue
        if activity.get("Sport", "").lower() != "running":
            continue
        space = activity.tag.removesuffix("Activity")
        laps = list(activity.iter(f"{space}Lap"))
        beats = [
            float(value.text or "nan")
            for lap in laps
            for value in lap.findall(f"{space}MaximumHeartRateBpm/{space}Value")
        ]
        start = laps[0].get("StartTime", "") if laps else ""
        yield Said(
            datetime.fromisoformat(start),
            _sum(lap.findtext(f"{space}DistanceMeters") for lap in laps),
            _sum(lap.findtext(f"{space}TotalTimeSeconds") for lap in laps),
            max(beats, default=None),
            None,
        )


def _sum(texts: Iterator[str | None]) -> float | None:
    values = [float(text) for text in texts if text]
    return sum(values) if values else None


def compared(said: Said, recording: Recording, track: Track) -> dict[str, bool]:
    """Return what agrees and what does not; what is not said is left out."""
    found: dict[str, bool] = {}
    if said.distance_m:
        near = abs(track.total_m / said.distance_m - 1) <= DISTANCE_FRAC
        told = any(f.check in ("distance", "vehicle", "spike") for f in track.findings)
        found["distance"] = near
        found["distance or told"] = near or told
    started_at = said.started_at
    if started_at.tzinfo is None:
        started_at = started_at.replace(tzinfo=UTC)
    off_s = abs((recording.started_at - started_at).total_seconds())
    found["start"] = off_s <= START_S
    if said.offset is not None and abs(said.offset) > timedelta(minutes=10):
        local = (started_at + said.offset).date()
        found["local day"] = recording.started_at.date() == local
    if said.timer_s:
        near_s = max(TIMER_S, TIMER_FRAC * said.timer_s)
        found["timer"] = abs(track.timer_s - said.timer_s) <= near_s
    if said.highest_bpm and np.isfinite(track.heart_rate_bpm).any():
        trust = trust_in_heart_rate(track)
        if trust.usable.any():
            highest = highest_heart_rate(track, trust)
            found["highest heart rate"] = abs(highest - said.highest_bpm) <= HEART_BPM
    return found


def climb_off(said: Said, track: Track) -> list[float]:
    """Return how far climb is from the device's, as a share, where both know it."""
    climbed = ascent_of(track)
    if climbed is None or (said.ascent_m or 0) < LEAST_CLIMB_M:
        return []
    return [abs(climbed / (said.ascent_m or 1) - 1)]


def sessions_of(path: Path) -> Iterator[tuple[Said, Recording]]:
    """Yield the running sessions of a file, each with our recording of it."""
    data = path.read_bytes()
    plain = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
    if plain[8:12] == b".FIT":
        said = list(said_in_fit(plain))
    elif b"TrainingCenterDatabase" in plain[:2000]:
        said = list(said_in_tcx(plain))
    else:
        return
    if not said:
        return
    recordings = formats.read_all(data)
    for one in said:
        if (one.distance_m or 0) < LEAST_M or (one.timer_s or 0) < LEAST_S:
            continue
        started = one.started_at.replace(tzinfo=one.started_at.tzinfo or UTC)
        near = min(
            recordings, key=lambda r: abs((r.started_at - started).total_seconds())
        )
        yield one, near


def main() -> None:
    """Compare every file below a folder, and print counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--misses", action="store_true", help="name every miss")
    arguments = parser.parse_args()
    good: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    files: Counter[str] = Counter()
    known: set[str] = set()
    climbs: list[float] = []
    paths = sorted(
        p for top in arguments.folders for p in top.rglob("*") if p.is_file()
    )
    for path in paths:
        try:
            for said, recording in sessions_of(path):
                key = f"{recording.digest}/{recording.part}"
                if key in known:
                    continue
                known.add(key)
                files[recording.format.value] += 1
                track = clean(recording)
                climbs += climb_off(said, track)
                for what, agrees in compared(said, recording, track).items():
                    seen[what] += 1
                    good[what] += agrees
                    if not agrees and arguments.misses:
                        print(what, path, *_details(what, said, recording, track))
        except (NegsplitError, fitdecode.FitError, ET.ParseError, ValueError) as error:
            files["unread"] += 1
            if arguments.misses:
                print("unread", path, str(error)[:100])
    print(dict(files), flush=True)
    for what, number in seen.items():
        print(f"{what:20} {good[what]:5} of {number:5} {good[what] / number:7.2%}")
    if climbs:
        print(f"climb of {len(climbs)} runs: {np.median(climbs):.1%} off in the median")


def _details(
    what: str, said: Said, recording: Recording, track: Track
) -> tuple[object, ...]:
    match what:
        case "distance" | "distance or told":
            return (
                said.distance_m,
                round(track.total_m, 1),
                recording.sport,
                [f.message for f in track.findings],
            )
        case "timer":
            return said.timer_s, track.timer_s, track.elapsed_total_s
        case "start" | "local day":
            return said.started_at, recording.started_at, said.offset
        case _:
            return said.highest_bpm, track.highest_bpm


if __name__ == "__main__":
    main()
