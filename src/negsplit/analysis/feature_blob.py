"""Features as bytes: numbers in a fixed layout, then texts.

The fixed part is one row of a structured NumPy type, so that thousands of them can be
read at once. ``None`` and unknown are NaN there. What has no fixed size, such as the
reason in words, follows as JSON.
"""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import Any

import numpy as np

from negsplit.analysis.classify import Form
from negsplit.analysis.feature_records import (
    DISTANCES_M,
    DURATIONS_S,
    EFFORTS_S,
    HEART_EDGES_BPM,
    PULSE_EDGES_MPS,
    SPARK_CELLS,
    SPEED_EDGES_MPS,
    Features,
    RunStep,
    Slowdown,
)
from negsplit.analysis.shape import Answer
from negsplit.errors import FormatError
from negsplit.recording import Finding, Severity

# Named by what may be unknown, what is always a number, and columns by their length.
MAYBE = (
    "ascent_m",
    "cadence_spm",
    "mean_hr_bpm",
    "held_hr_bpm",
    "decoupling_frac",
    "lift_frac",
    "late_lift_frac",
    "smoothness_frac",
    "start_mps",
    "finish_mps",
    "late_mps",
    "late_hr_bpm",
    "late_hours",
)
NUMBERS = (
    "distance_m",
    "elapsed_s",
    "timer_s",
    "moving_s",
    "speed_mps",
    "adjusted_mps",
    "hr_trust_frac",
    "probability",
    "halves_ratio",
    "adjusted_halves_ratio",
    "fade_frac",
)
COLUMNS = {
    "best_m": len(DURATIONS_S),
    "best_s": len(DISTANCES_M),
    "best_start_s": len(DISTANCES_M),
    "best_climb_m": len(DISTANCES_M),
    "efforts_m": len(EFFORTS_S),
    "efforts_end_bpm": len(EFFORTS_S),
    "pulse_bpm": len(PULSE_EDGES_MPS) - 1,
    "pulse_seconds": len(PULSE_EDGES_MPS) - 1,
    "pulse_hours": len(PULSE_EDGES_MPS) - 1,
    "spark_mps": SPARK_CELLS,
}
# Seconds in a cell are whole; a run of weeks has room.
COUNTS = {
    "speed_seconds": len(SPEED_EDGES_MPS) - 1,
    "heart_seconds": len(HEART_EDGES_BPM) - 1,
}
SLOWDOWN = tuple(field.name for field in fields(Slowdown))
ANSWERS = tuple(Answer)
FORMS = tuple(Form)

LAYOUT = np.dtype(
    [(name, "<f8") for name in NUMBERS]
    + [(name, "<f4") for name in MAYBE]
    + [(f"slowdown_{name}", "<f4") for name in SLOWDOWN]
    + [(name, "<f4", (size,)) for name, size in COLUMNS.items()]
    + [(name, "<u4", (size,)) for name, size in COUNTS.items()]
    + [("answer", "u1"), ("form", "u1"), ("is_planned", "u1")]
)


def encode(features: Features) -> bytes:
    """Return features as bytes."""
    row = np.zeros((), LAYOUT)
    for name in (*NUMBERS, *COLUMNS, *COUNTS):
        row[name] = getattr(features, name)
    for name in MAYBE:
        row[name] = _or_nan(getattr(features, name))
    for name in SLOWDOWN:
        row[f"slowdown_{name}"] = _or_nan(getattr(features.slowdown, name, None))
    row["answer"] = ANSWERS.index(features.is_progression)
    row["form"] = FORMS.index(features.form)
    row["is_planned"] = features.is_planned
    texts = {
        "reason": features.reason,
        "steps": [asdict(step) for step in features.steps],
        "findings": [
            {**asdict(finding), "severity": finding.severity.value}
            for finding in features.findings
        ],
    }
    tail = json.dumps(texts, ensure_ascii=False, separators=(",", ":"))
    return row.tobytes() + tail.encode()


def decode(data: bytes) -> Features:
    """Return the features that bytes hold.

    Raises
    ------
    FormatError
        If the bytes are not what :func:`encode` of this version writes.
    """
    try:
        row = np.frombuffer(data, LAYOUT, count=1)[0]
        texts = json.loads(data[LAYOUT.itemsize :])
        return _features(row, texts)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise FormatError(f"{len(data)} bytes hold no features of a run") from error


def _features(row: np.void, texts: dict[str, Any]) -> Features:
    values: dict[str, Any] = {name: float(row[name]) for name in NUMBERS}
    values |= {name: _or_none(row[name]) for name in MAYBE}
    values |= {name: row[name].astype(float) for name in (*COLUMNS, *COUNTS)}
    return Features(
        **values,
        is_progression=ANSWERS[row["answer"]],
        form=FORMS[row["form"]],
        reason=str(texts["reason"]),
        slowdown=_slowdown(row),
        is_planned=bool(row["is_planned"]),
        steps=tuple(RunStep(**step) for step in texts["steps"]),
        findings=tuple(
            Finding(**{**found, "severity": Severity(found["severity"])})
            for found in texts["findings"]
        ),
    )


def _slowdown(row: np.void) -> Slowdown | None:
    values = [_or_none(row[f"slowdown_{name}"]) for name in SLOWDOWN]
    known = [value for value in values if value is not None]
    return Slowdown(*known) if len(known) == len(values) else None


def _or_nan(value: float | None) -> float:
    return float("nan") if value is None else value


def _or_none(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
