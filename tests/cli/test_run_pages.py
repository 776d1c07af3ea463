"""The pages of a run: what they say of odd runs, and that they always can."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from negsplit import notation
from negsplit.analysis.match import Matching
from negsplit.analysis.shape import Answer
from negsplit.analysis.splits import Split
from negsplit.cli.chart import Curve, draw
from negsplit.cli.dose_page import steps_table
from negsplit.cli.program import run as typed
from negsplit.units import DistanceUnit
from negsplit.verify.dose import Dose
from negsplit.verify.steps import InTarget, StepResult
from negsplit.workout import Step

Capture = pytest.CaptureFixture[str]
TCX = "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"


def tcx(pieces: list[tuple[int, float]], *, altitude: bool = False) -> bytes:
    """A TCX run of pieces of seconds and m/s, one sample a second and a lap each."""
    laps, second, place = [], 0, 0.0
    for seconds, speed in pieces:
        points = []
        for _ in range(seconds + 1):
            height = f"<AltitudeMeters>{300 + place / 90:.2f}</AltitudeMeters>"
            height = height if altitude else ""
            points.append(
                f"<Trackpoint><Time>{clock(second)}</Time>{height}"
                f"<DistanceMeters>{place:.2f}</DistanceMeters></Trackpoint>"
            )
            second, place = second + 1, place + speed
        second, place = second - 1, place - speed
        laps.append(
            f'<Lap StartTime="{clock(second - seconds)}"><TotalTimeSeconds>{seconds}'
            f"</TotalTimeSeconds><Track>{''.join(points)}</Track></Lap>"
        )
    return (
        f'<TrainingCenterDatabase xmlns="{TCX}"><Activities><Activity Sport="Running">'
        f"<Id>{clock(0)}</Id>{''.join(laps)}</Activity></Activities>"
        "</TrainingCenterDatabase>"
    ).encode()


def clock(second: int) -> str:
    hours, rest = divmod(second, 3600)
    return f"2026-05-01T{6 + hours:02d}:{rest // 60:02d}:{rest % 60:02d}Z"


def page(capsys: Capture, path: Path, data: bytes, *arguments: str) -> str:
    """The page that a command prints, on one line with single blanks."""
    path.write_bytes(data)
    command, *options = arguments
    assert typed([command, str(path), *options]) == 0
    return " ".join(capsys.readouterr().out.replace("│", " ").split())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "run.tcx"


BUILD = [(900, 2.9), (900, 3.3), (900, 3.8)]


def test_a_recording_of_a_few_seconds_of_standing_is_refused_in_one_line(
    capsys: Capture, path: Path
) -> None:
    path.write_bytes(tcx([(3, 0.0)]))
    assert typed(["show", str(path)]) == 1
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert "nobody moves" in told.err


@pytest.mark.parametrize("why", ["[/x]", "[bold]hot[/bold]"])
def test_the_reason_of_a_stop_is_printed_as_it_was_typed(
    capsys: Capture, path: Path, why: str
) -> None:
    options = ["--goal", "base", "--stopped", why]
    assert f"'{why}'" in page(capsys, path, tcx(BUILD), "verify", *options)


def test_a_terminal_without_braille_gets_a_page_and_no_traceback(path: Path) -> None:
    path.write_bytes(tcx(BUILD))
    ran = subprocess.run(
        [sys.executable, "-m", "negsplit", "show", str(path)],
        env={"PYTHONIOENCODING": "latin-1"},
        capture_output=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"you progressed" in ran.stdout


def test_what_was_not_recorded_is_not_shown_as_zero(
    capsys: Capture, path: Path
) -> None:
    told = page(capsys, path, tcx(BUILD), "show")
    assert "climb" not in told
    assert "cadence" not in told
    found = page(capsys, path, tcx(BUILD), "show", "--json")
    assert '"ascent_m": null' in found
    assert '"ascent_m": 0' not in found


def test_who_counts_in_miles_climbs_in_feet(capsys: Capture, path: Path) -> None:
    told = page(capsys, path, tcx(BUILD, altitude=True), "show", "--unit", "mi")
    assert "from 984 ft to 1312 ft" in told  # 300 to 400 m
    assert "climb 328 ft" in told
    assert "/km" not in told


def test_the_last_split_ends_when_the_run_does(capsys: Capture, path: Path) -> None:
    told = page(capsys, path, tcx(BUILD), "show")
    assert "elapsed 45:00" in told
    assert "9 4:23/km 45:00" in told


def test_halves_alike_are_not_faster_or_slower_by_nothing(
    capsys: Capture, path: Path
) -> None:
    told = page(capsys, path, tcx([(1800, 3.0)]), "show")
    assert "Even halves by the clock" in told
    assert "0.0 %" not in told


def test_the_second_half_is_told_by_the_clock(capsys: Capture, path: Path) -> None:
    # 4500 m each: 25:00 at 3 m/s, 20:00 at 3.75 m/s, so a fifth less.
    told = page(capsys, path, tcx([(1500, 3.0), (1200, 3.75)]), "show")
    assert "The second half was 20% quicker by the clock" in told


def test_steps_show_what_they_asked_for(capsys: Capture, path: Path) -> None:
    plan = "15min @<140bpm, 15min @150bpm, 5km @4:23/km, lap easy"
    told = page(capsys, path, tcx(BUILD), "verify", "--workout", plan)
    for aim in ("15:00 @<140 bpm", "15:00 @150 bpm", "21:55 @4:23", "4 easy"):
        assert aim in told


def test_a_step_off_its_target_says_to_which_side(capsys: Capture, path: Path) -> None:
    plan = "15min @6:00/km, 15min @5:15/km, 15min @4:12/km"
    told = page(capsys, path, tcx(BUILD), "verify", "--workout", plan)
    assert told.count("fast 0%") == 2
    assert told.count("slow 0%") == 1


def test_the_verdict_names_the_pace_that_counts(capsys: Capture, path: Path) -> None:
    options = ["--goal", "threshold", "--race", "half=1:35:00", "--hr-max", "188"]
    # 4:30/km is half-marathon pace.
    told = page(capsys, path, tcx(BUILD), "verify", *options)
    assert "You held 4:30/km or faster, grade-adjusted, for" in told


def test_steps_that_were_not_found_are_not_said_to_be_not_run(
    capsys: Capture, path: Path
) -> None:
    plan = "5min @3:30/km, 50min @7:00/km, 5min @3:30/km"
    told = page(capsys, path, tcx(BUILD), "verify", "--workout", plan)
    assert "I couldn't find the planned steps in this run." in told
    assert "not run" not in told
    assert "Matched by" not in told


def test_show_and_verify_say_the_same_of_the_run(capsys: Capture, path: Path) -> None:
    path.write_bytes(tcx(BUILD))
    assert typed(["show", str(path), "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert typed(["verify", str(path), "--json"]) == 0
    verified = json.loads(capsys.readouterr().out)
    judged = dict.fromkeys(("dose", "reps", "stopped", "heart_cost"))
    assert verified == shown | judged
    assert shown["shape_confidence"] > 0.5


def test_a_bicycle_ride_is_not_judged_without_a_word(
    capsys: Capture, path: Path
) -> None:
    ride = tcx(BUILD).replace(b'Sport="Running"', b'Sport="Biking"')
    assert "biking: it is judged as if it were a run" in page(
        capsys, path, ride, "show"
    )


def test_no_line_of_a_heading_is_broken(capsys: Capture, path: Path) -> None:
    beat = b"<HeartRateBpm><Value>150</Value></HeartRateBpm><Cadence>88</Cadence>"
    data = tcx([(5400, 3.0)], altitude=True)
    path.write_bytes(data.replace(b"</Trackpoint>", beat + b"</Trackpoint>"))
    assert typed(["show", str(path)]) == 0
    assert "\nsteps/min" not in capsys.readouterr().out


@pytest.mark.parametrize(("height_m", "drawn"), [(4.5, False), (5.5, True)])
def test_only_a_height_worth_drawing_is_drawn(*, height_m: float, drawn: bool) -> None:
    place = np.linspace(0.0, 5000.0, 1500)
    none = np.full(1500, np.nan)
    curve = Curve(place, np.full(1500, 3.0), place / 5000 * height_m, none, none)
    assert any("altitude" in line for line in draw(curve, DistanceUnit.KM)) is drawn


@pytest.mark.parametrize(("in_s", "wanted"), [(81, "81%"), (79, "slow 79%")])
def test_a_step_that_was_mostly_in_target_needs_no_word(in_s: int, wanted: str) -> None:
    step = notation.parse("100s @5:00/km").items[0]
    assert isinstance(step, Step)
    pace = InTarget(100 - in_s, in_s, 0)
    split = Split(0, 100, 0, 300, 100, 3.0, 3.0, None, None, None)
    result = StepResult(1, step, 100, split, pace, None, Answer.YES)
    dose = Dose(Answer.YES, 0.9, None, None, Matching.LAPS, (), (result,))
    cells = list(steps_table(dose, DistanceUnit.KM).columns[5].cells)
    assert cells == [wanted]
