"""Recordings made to order, put into a diary."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np

from negsplit.analysis.clean import clean
from negsplit.analysis.features import features_of
from negsplit.diary import Diary
from negsplit.intake.take import new_run
from negsplit.recording import Recording
from negsplit.sources.found import Hint
from negsplit.store import runs
from negsplit.store.records import Original


def opened(folder: Path) -> Diary:
    """Return a new diary that any thread may use."""
    return Diary.open(folder / "diary.sqlite3", begin=True, across_threads=True)


def keep(diary: Diary, recording: Recording, name: str = "") -> int:
    """Put a recording into a diary; return its number."""
    samples = recording.streams.distance_m.tobytes()
    digest = hashlib.sha256(samples + str(recording.started_at).encode()).hexdigest()
    told = replace(recording, digest=digest)
    original = Original("runs/morning.fit", "plain", b"as recorded")
    row = new_run(
        told, features_of(told, clean(told)), original, Hint(name=name), is_run=True
    )
    with diary.transaction() as connection:
        return runs.add(connection, diary.athlete_id, row).run


def around(recording: Recording, radius_m: float = 300.0) -> Recording:
    """Return a recording that goes round and round a circle in Berlin."""
    turn = recording.streams.distance_m / radius_m
    streams = replace(
        recording.streams,
        latitude_deg=52.5 + np.degrees(radius_m * np.sin(turn) / 6_371_008.8),
        longitude_deg=13.4
        + np.degrees(radius_m * np.cos(turn) / 6_371_008.8) / np.cos(np.radians(52.5)),
    )
    return replace(recording, streams=streams)
