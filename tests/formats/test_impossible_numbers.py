"""Numbers that no device measures are gaps, in every format."""

from __future__ import annotations

import numpy as np
import pytest

import same_run
from fit_files import NOON, RECORD, TIMESTAMP, UINT32, activity
from negsplit.analysis.clean import clean
from negsplit.analysis.features import features_of
from negsplit.formats import read

# FIT's base types of 4 and 8 bytes that hold floats.
FLOAT32, FLOAT64 = 0x88, 0x89


@pytest.mark.parametrize("number", [b"1e308", b"-1e999", b"1e13", b"NaN", b"inf"])
@pytest.mark.parametrize(("write", "tag"), [("as_gpx", b"cad>"), ("as_tcx", b"ence>")])
def test_a_cadence_beyond_all_measure_is_a_gap(
    write: str, tag: bytes, number: bytes
) -> None:
    data: bytes = getattr(same_run, write)(60)
    at = data.find(tag) + len(tag)
    end = data.find(b"<", at)
    recording = read(data[:at] + number + data[end:])
    assert np.isnan(recording.streams.cadence_spm[0])
    assert np.isfinite(recording.streams.cadence_spm[1:]).all()


@pytest.mark.parametrize(
    ("base", "number"), [(FLOAT32, 3e38), (FLOAT64, 1e308), (FLOAT64, -1e200)]
)
def test_a_distance_beyond_all_measure_is_a_gap(base: int, number: float) -> None:
    file = activity()
    file.define(2, RECORD, [(TIMESTAMP, UINT32), (5, base)])
    for second in range(400):
        file.data(2, NOON + second, number if second == 7 else 300.0 * second)
    recording = read(file.bytes())
    assert np.isnan(recording.streams.distance_m[7])
    track = clean(recording)
    assert features_of(recording, track).distance_m == pytest.approx(399 * 3, abs=4)
