"""How warm it was: from the file, or from the runner, and beside the heart rate."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import same_run
from fit_files import NOON, RECORD, SINT8, TIMESTAMP, UINT32, activity
from full_diary import import_all
from negsplit import formats
from negsplit.desk.runs.conditions import conditions, set_conditions
from negsplit.diary import Diary
from negsplit.errors import InputError
from negsplit.reports.heart_words import cost_lines
from negsplit.verify.cost import HeartCost


def warm_gpx() -> bytes:
    """The same run with Garmin's temperature extension: 28, 29 and 30 in turn."""
    points = same_run.as_gpx(300).split(b"</trkpt>")
    for at in range(len(points) - 1):
        degrees = 28 + at % 3
        atemp = b"<extensions><gpxtpx:atemp>%d</gpxtpx:atemp></extensions>" % degrees
        points[at] += atemp
    return b"</trkpt>".join(points)


def test_a_gpx_says_how_warm_it_was() -> None:
    assert formats.read(warm_gpx()).temperature_degc == 29.0
    assert formats.read(same_run.as_gpx(300)).temperature_degc is None


def test_a_fit_file_says_how_warm_it_was() -> None:
    file = activity()
    fields = [(TIMESTAMP, UINT32), (5, UINT32), (13, SINT8)]
    file.define(2, RECORD, fields)
    for second, degrees in enumerate([-3, -5, -4, 127, -4]):  # 127 stands for none
        file.data(2, NOON + second, 300 * second, degrees)
    assert formats.read(file.bytes()).temperature_degc == -4.0


@pytest.mark.parametrize("typed", ["31", "31 °C", " 31,0 "])
def test_what_the_runner_says_counts_more_than_the_file(
    tmp_path: Path, typed: str
) -> None:
    (tmp_path / "warm.gpx").write_bytes(warm_gpx())
    with Diary.open(tmp_path / "diary", begin=True) as diary:
        import_all(diary, tmp_path / "warm.gpx")
        found = conditions(diary, 1)
        assert (found.temperature_degc, found.is_measured) == (29.0, True)
        set_conditions(diary, 1, "", typed)
        found = conditions(diary, 1)
        assert (found.temperature_degc, found.is_measured) == (31.0, False)
        set_conditions(diary, 1, "", "")
        assert conditions(diary, 1).temperature_degc == 29.0
        with pytest.raises(InputError, match="like 24"):
            set_conditions(diary, 1, "", "hot")
        with pytest.raises(InputError, match="-60 to 60"):
            set_conditions(diary, 1, "", "84")


def cost(above_bpm: float) -> HeartCost:
    return HeartCost(
        np.zeros(3), above_bpm, 0.0, None, 5.0, 12, None, "the heart beat faster"
    )


def test_heat_stands_beside_the_heart_rate() -> None:
    assert cost_lines(cost(8.2), ".", 29.0)[1] == (
        "8 bpm above usual at 29 °C. Heat is part of that."
    )
    assert len(cost_lines(cost(8.2), ".", 12.0)) == 2
    assert len(cost_lines(cost(8.2), ".")) == 2
