"""Features as bytes: numbers in a fixed layout, then texts.

Scalars first, as doubles, floats and single bytes; then columns as one block of floats
and one of whole numbers; at the end what has no fixed size, such as
findings, as JSON. ``None`` and unknown are NaN in all of it but the texts.
"""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, fields
from math import isnan
from typing import TYPE_CHECKING, Any

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

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.recording import Column

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
    "pulse_mps": len(PULSE_EDGES_MPS) - 1,
    "pulse_bpm": len(PULSE_EDGES_MPS) - 1,
    "pulse_seconds": len(PULSE_EDGES_MPS) - 1,
    "pulse_hours": len(PULSE_EDGES_MPS) - 1,
}
COUNTS = {
    "speed_seconds": len(SPEED_EDGES_MPS) - 1,
    "heart_seconds": len(HEART_EDGES_BPM) - 1,
}
SLOWDOWN = tuple(field.name for field in fields(Slowdown))
ANSWERS = tuple(Answer)
FORMS = tuple(Form)

# The answer, the form, whether there was a plan, and how many seconds one count in a
# cell stands for: one, unless a run of weeks spent 18 hours in one cell.
SCALARS = struct.Struct(f"<{len(NUMBERS)}d{len(MAYBE) + len(SLOWDOWN)}fBBBxH")
MOST_COUNTS = 2**16 - 1
FLOATS_AT = SCALARS.size
COUNTS_AT = FLOATS_AT + 4 * sum(COLUMNS.values())
SPARK_AT = COUNTS_AT + 2 * sum(COUNTS.values())
TEXTS_AT = SPARK_AT + 2 * SPARK_CELLS
# Small pictures are drawn in mm/s.
SPARK_PER_MPS = 1000.0


def encode(features: Features) -> bytes:
    """Return features as bytes."""
    counts = np.concatenate([getattr(features, name) for name in COUNTS])
    unit_s = 1 + int(counts.max()) // MOST_COUNTS
    scalars = SCALARS.pack(
        *(getattr(features, name) for name in NUMBERS),
        *(_or_nan(getattr(features, name)) for name in MAYBE),
        *(_or_nan(getattr(features.slowdown, name, None)) for name in SLOWDOWN),
        ANSWERS.index(features.is_progression),
        FORMS.index(features.form),
        features.is_planned,
        unit_s,
    )
    floats = np.concatenate([getattr(features, name) for name in COLUMNS])
    spark = np.rint(features.spark_mps * SPARK_PER_MPS)
    texts = {
        "steps": [asdict(step) for step in features.steps],
        "findings": [
            {**asdict(finding), "severity": finding.severity.value}
            for finding in features.findings
        ],
    }
    tail = json.dumps(texts, ensure_ascii=False, separators=(",", ":"))
    return b"".join(
        (
            scalars,
            floats.astype("<f4").tobytes(),
            np.rint(counts / unit_s).astype("<u2").tobytes(),
            spark.astype("<u2").tobytes(),
            tail.encode(),
        )
    )


def decode(data: bytes) -> Features:
    """Return the features that bytes hold.

    Raises
    ------
    FormatError
        If the bytes are not what :func:`encode` of this version writes.
    """
    try:
        scalars = SCALARS.unpack_from(data)
        texts = json.loads(data[TEXTS_AT:])
        return _features(data, scalars, texts)
    except (ValueError, KeyError, IndexError, TypeError, struct.error) as error:
        raise FormatError("these bytes hold no features of a run") from error


def _features(data: bytes, scalars: tuple[Any, ...], texts: dict[str, Any]) -> Features:
    *numbers, answer, form, is_planned, unit_s = scalars
    maybe = [_or_none(value) for value in numbers[len(NUMBERS) :]]
    known = [value for value in maybe[len(MAYBE) :] if value is not None]
    values: dict[str, Any] = dict(zip(NUMBERS, numbers, strict=False))
    values |= zip(MAYBE, maybe, strict=False)
    values |= _columns(data, "<f4", FLOATS_AT, COLUMNS, 1.0)
    values |= _columns(data, "<u2", COUNTS_AT, COUNTS, unit_s)
    values |= _columns(
        data, "<u2", SPARK_AT, {"spark_mps": SPARK_CELLS}, 1 / SPARK_PER_MPS
    )
    return Features(
        **values,
        is_progression=ANSWERS[answer],
        form=FORMS[form],
        slowdown=Slowdown(*known) if len(known) == len(SLOWDOWN) else None,
        is_planned=bool(is_planned),
        steps=tuple(RunStep(**step) for step in texts["steps"]),
        findings=tuple(
            Finding(**{**found, "severity": Severity(found["severity"])})
            for found in texts["findings"]
        ),
    )


def _columns(
    data: bytes, dtype: str, at: int, sizes: dict[str, int], unit: float
) -> Iterator[tuple[str, Column]]:
    """Yield the columns of one block, by name."""
    block = np.frombuffer(data, dtype, sum(sizes.values()), at)
    with np.errstate(invalid="ignore"):  # damaged bytes may be signalling NaNs
        block = block.astype(float) * unit
    start = 0
    for name, size in sizes.items():
        yield name, block[start : start + size]
        start += size


def _or_nan(value: float | None) -> float:
    return float("nan") if value is None else value


def _or_none(value: float) -> float | None:
    return None if isnan(value) else value
