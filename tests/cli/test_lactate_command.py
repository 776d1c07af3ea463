from __future__ import annotations

import json
from typing import Any

import pytest

from negsplit.cli.lactate_page import stage_of
from negsplit.cli.program import run
from negsplit.units import DistanceUnit

Capture = pytest.CaptureFixture[str]
# The worked example of another program, its watts told as tenths of a km/h.
STAGES = [
    f"{watts / 20:g}km/h={mmol:g}@{beats}"
    for watts, mmol, beats in [
        (100, 1.0, 110),
        (140, 1.0, 120),
        (180, 0.9, 132),
        (220, 1.0, 145),
        (260, 1.9, 158),
        (300, 3.8, 171),
        (340, 7.5, 184),
    ]
]


def printed(capsys: Capture, *arguments: str) -> str:
    assert run(["lactate", *arguments]) == 0
    return capsys.readouterr().out


def data(capsys: Capture, *arguments: str) -> Any:
    return json.loads(printed(capsys, *arguments, "--json"))


def test_every_rule_stands_on_the_page_with_pace_per_km_and_per_mile(
    capsys: Capture,
) -> None:
    told = printed(capsys, *STAGES)
    for word in ("First threshold", "Second threshold", "Dmax", "4 mmol/l", "the span"):
        assert word in told
    row = next(line for line in told.splitlines() if "  4 mmol/l  " in line)
    # The example's 302 W are 15.1 km/h here: 3:58/km, 6:24/mi, and just over 171 bpm.
    assert "3:58/km" in row
    assert "6:24/mi" in row
    assert "172 bpm" in row
    assert max(len(line) for line in told.splitlines()) <= 80


def test_a_colon_does_for_the_equals_sign_and_a_comma_for_the_point() -> None:
    first = stage_of("4:20/km=2.2@165", None)
    assert stage_of("4:20/km:2,2@165", None) == first
    assert first.speed_mps == pytest.approx(1000 / 260)
    assert first.lactate_mmol_l == 2.2
    assert first.heart_rate_bpm == 165
    bare = stage_of("7:00=2", DistanceUnit.MI)
    assert bare.speed_mps == pytest.approx(1609.344 / 420)
    assert bare.heart_rate_bpm is None


def test_a_heart_rate_lies_between_those_of_the_stages_around_it(
    capsys: Capture,
) -> None:
    rows = {row["rule"]: row for row in data(capsys, *STAGES)["thresholds"]}
    row = rows["2 mmol/l"]
    # By hand, between 13 km/h at 158 bpm and 15 km/h at 171 bpm.
    way = (row["speed_mps"] * 3.6 - 13) / 2
    assert row["heart_rate_bpm"] == pytest.approx(158 + 13 * way)
    plain = [stage.partition("@")[0] for stage in STAGES]
    assert "bpm" not in printed(capsys, *plain)


def test_spans_reach_from_the_slowest_rule_to_the_fastest(capsys: Capture) -> None:
    found = data(capsys, *STAGES)
    for span in found["spans"]:
        speeds = [
            row["speed_mps"]
            for row in found["thresholds"]
            if row["threshold"] == span["threshold"]
        ]
        assert [span["slow_mps"], span["fast_mps"]] == [min(speeds), max(speeds)]
    assert len(found["spans"]) == 2


@pytest.mark.parametrize(
    ("race", "place"),
    [("half=1:45:00", "slower than"), ("half=1:32:00", "within"), ("5k=15:00", "fast")],
)
def test_t_pace_by_vdot_is_placed_beside_the_second_threshold(
    capsys: Capture, race: str, place: str
) -> None:
    assert place in printed(capsys, *STAGES, "--race", race)
    assert data(capsys, *STAGES, "--race", race)["vdot_threshold_mps"] > 3


def test_without_a_race_nothing_is_said_of_t_pace(capsys: Capture) -> None:
    assert "T pace" not in printed(capsys, *STAGES)
    assert data(capsys, *STAGES)["vdot_threshold_mps"] is None


def test_a_threshold_that_is_not_reached_is_said_so(capsys: Capture) -> None:
    told = printed(capsys, *STAGES[:5], "15km/h=3.1")
    assert "not reached in this test" in told
    rows = data(capsys, *STAGES[:5], "15km/h=3.1")["thresholds"]
    missing = next(row for row in rows if row["rule"] == "4 mmol/l")
    assert missing["speed_mps"] is missing["pace_s_per_km"] is None


@pytest.mark.parametrize(
    ("stages", "told"),
    [
        (["4:20=2.2"], "has no unit"),
        (["nonsense"], "is not SPEED=LACTATE"),
        (["4:20/km=x"], "lactate 'x'"),
        (["4:20/km=2@x"], "heart rate 'x'"),
        (["4:20/km=2@999"], "heart rate 999 bpm"),
        (["4:20/km=2@29"], "heart rate 29 bpm"),
        (["4:20/km=nan"] * 5, "lactate"),
        (STAGES[:4], "needs 5 stages"),
        (STAGES[::-1], "must get faster"),
    ],
)
def test_bad_input_is_answered_in_one_line(
    capsys: Capture, stages: list[str], told: str
) -> None:
    assert run(["lactate", *stages]) == 1
    out, error = capsys.readouterr()
    assert out == ""
    assert told in error
    assert len(error.splitlines()) == 1
