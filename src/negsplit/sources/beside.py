"""Samples that came beside a file, put where they belong in its recording."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from negsplit.recording import Finding, Severity, Streams

if TYPE_CHECKING:
    from negsplit.recording import Recording

# A heart rate belongs to a sample of the route at most this long before or after it.
_NEAR_S = 5.0


def with_beside(recording: Recording, beside: str | None) -> Recording:
    """Return a recording with the heart rate that came beside its file, if any.

    Every rate goes to the sample nearest in time; between them nothing is invented.
    """
    if beside is None or Streams.has(recording.streams.heart_rate_bpm):
        return recording
    found = json.loads(beside)
    beats = np.array(found["heart_rate"], np.float64).reshape(-1, 2)
    time_s = recording.streams.time_s
    at_s = beats[:, 0] - recording.started_at.timestamp()
    order = np.argsort(time_s, kind="stable")
    right = np.clip(np.searchsorted(time_s[order], at_s), 1, max(len(order) - 1, 1))
    pair = order[np.stack([right - 1, np.minimum(right, len(order) - 1)])]
    nearest = np.take_along_axis(
        pair, np.abs(time_s[pair] - at_s).argmin(axis=0)[None], axis=0
    )[0]
    near = np.abs(time_s[nearest] - at_s) <= _NEAR_S
    if not near.any():
        return recording
    rates = np.full(len(time_s), np.nan)
    rates[nearest[near]] = beats[near, 1]
    told = Finding(
        "heart-rate-beside", Severity.NOTE, f"heart rate is from {found['from']}"
    )
    return replace(
        recording,
        streams=replace(recording.streams, heart_rate_bpm=rates),
        findings=(*recording.findings, told),
    )
