"""What is no sample comes back as it was."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import datetime, timedelta, timezone

import pytest

import same_run
from negsplit import formats
from negsplit.errors import FormatError
from negsplit.notation import parse
from negsplit.recording import Finding, Lap, Pause, Recording, Severity
from negsplit.store import marks


def recording() -> Recording:
    zone = timezone(timedelta(hours=5, minutes=45))
    return replace(
        formats.read(same_run.as_tcx(30)),
        started_at=datetime(2024, 5, 4, 7, 0, 0, 250_000, tzinfo=zone),
        device="Süßes Gerät 時計",
        laps=(Lap(0.0, 9.5, 30.25, 9.5, 2, "manual"), Lap(9.5, 30.0)),
        pauses=(Pause(3.0, 4.5),),
        workout=parse("wu 2km easy, 4x1km @4:30/km R 2min jog, 1km @3:55>3:40/km"),
        step_indices=(0, 1, 2),
        findings=(Finding("clock", Severity.WARNING, "no date", 1.0, None),),
    )


def test_everything_but_the_samples_comes_back() -> None:
    before = recording()
    after = marks.decode(marks.encode(before), before.streams)
    for one in fields(Recording):
        assert getattr(after, one.name) == getattr(before, one.name), one.name


def test_the_zone_of_the_watch_is_kept() -> None:
    before = recording()
    after = marks.decode(marks.encode(before), before.streams)
    assert after.started_at.utcoffset() == timedelta(hours=5, minutes=45)


@pytest.mark.parametrize("text", ["", "[]", "null", "{}", '{"laps": 3}', "\x00"])
def test_other_texts_are_told_to_be_no_marks(text: str) -> None:
    with pytest.raises(FormatError, match="no marks"):
        marks.decode(text, recording().streams)


def test_a_missing_mark_is_told() -> None:
    found = json.loads(marks.encode(recording()))
    # Marks of older readers have none of these until the diary is renewed.
    newer = {"title", "part", "zone", "zone_source", "temperature_degc"}
    for name in found.keys() - newer:
        rest = {key: value for key, value in found.items() if key != name}
        with pytest.raises(FormatError, match=name):
            marks.decode(json.dumps(rest), recording().streams)
