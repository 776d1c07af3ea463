"""One workout comes to the same minutes behind every door."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from negsplit import Athlete, Race
from negsplit.analysis.clean import clean
from negsplit.analysis.summary import summarise
from negsplit.cli.program import run
from negsplit.design import Wish, design
from negsplit.design.dose import Dose, dose
from negsplit.design.outline import outline
from negsplit.desk.design.forecast import dose_of, forecast
from negsplit.drawings.zones import Across
from negsplit.forms import Kind, Recipe, build
from negsplit.notation import parse, to_text
from negsplit.recording import Format, Recording
from negsplit.runner import Runner
from negsplit.simulate import simulate
from negsplit.simulate.dose import PredictedDose
from negsplit.simulate.members import drawn
from negsplit.solve import solve_hold
from negsplit.solve.trial import trial
from negsplit.units import format_clock
from negsplit.workout import Distance, Goal, Time, Workout

HALF = Athlete(races=(Race(21_097.5, 5700.0),), max_hr_bpm=190, resting_hr_bpm=50)
SLOW = Athlete(races=(Race(5000.0, 2100.0),), max_hr_bpm=182)
FAST = Athlete(races=(Race(10_000.0, 1980.0),))
RUNNERS = {"half": HALF, "slow": SLOW, "fast": FAST}

DESIGNED: list[tuple[Goal, Time | Distance]] = [
    (Goal.THRESHOLD, Distance(15_000)),
    (Goal.THRESHOLD, Time(2700)),
    (Goal.VO2MAX, Distance(12_000)),
    (Goal.VO2MAX, Time(2400)),
    (Goal.BASE, Time(4200)),
    (Goal.BRIDGE, Time(2400)),
    (Goal.REHEARSAL, Distance(12_000)),
    (Goal.TIME_EFFICIENT, Time(2400)),
]
TYPED = [
    "40min easy",
    "15min easy, 20min @T, 10min easy",
    "15min easy, 5x1km @I R 3min jog, 10min easy",
    "15min easy, 12x30s @I R 30s jog, 10min easy",
    "2km easy, 8km @5:20>4:40/km",
    "20min easy, 8x400m @R R 400m walk",
    "20min easy, 10x20s sprint R 1min walk",
    "16km easy, 8km @MP",
    "20min @Z2, 20min @Z3",
    "30min @5:30>5:00/km, 10min rest, 10min @5:00/km",
]
FORMS = [Kind.FOUR_BY_FOUR, Kind.THIRDS]


def workouts(athlete: Athlete) -> list[Workout]:
    designed = [design(goal, amount, athlete).workout for goal, amount in DESIGNED]
    built = [build(Recipe(kind, Time(2700)), athlete) for kind in FORMS[1:]]
    four = build(Recipe(FORMS[0]), athlete)
    return [*designed, *map(parse, TYPED), four, *built]


def minutes(found: Dose | PredictedDose) -> list[float]:
    """Return the three figures that are printed: of a range its middle."""
    figures = (found.threshold_s, found.high_hr_s, found.near_vo2max_s)
    return [one if isinstance(one, float) else one.middle for one in figures]


@pytest.mark.parametrize("name", RUNNERS)
def test_a_workout_comes_to_the_same_minutes_behind_every_door(name: str) -> None:
    athlete = RUNNERS[name]
    runner = Runner.of(athlete)
    members = drawn(runner, np.random.default_rng(1), 5)
    every = workouts(athlete)
    assert len(every) == 20
    for workout in every:
        planned = minutes(dose(outline(workout, runner), runner))
        page = forecast(workout, athlete, Across.TIME, 40)
        doors = {
            "simulate": minutes(simulate(workout, runner).dose),
            "card": minutes(dose_of(workout, athlete)),
            "page": minutes(page.dose),
            "solved": minutes(trial(workout, members, runner, 15.0).dose),
            "as text": minutes(simulate(parse(to_text(workout)), runner).dose),
        }
        told = to_text(workout)
        for door, found in doors.items():
            # A cell of a second may fall on either side of a bound.
            assert found == pytest.approx(planned, abs=1.5), (door, told)
        said = [figure.value for figure in page.figures[:3]]
        assert said == [format_clock(seconds) for seconds in minutes(page.dose)]


@pytest.mark.parametrize("goal", [Goal.THRESHOLD, Goal.VO2MAX])
def test_what_was_solved_comes_to_what_its_design_says(goal: Goal) -> None:
    found = solve_hold(goal, Distance(12_000), HALF)
    assert minutes(found.trial.dose) == pytest.approx(
        minutes(found.design.dose), abs=1.5
    )
    drawn_run = design(goal, Distance(12_000), HALF, Wish())
    assert minutes(found.as_drawn.dose) == pytest.approx(
        minutes(drawn_run.dose), abs=1.5
    )


def test_the_command_line_says_the_same(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEGSPLIT_HOME", str(tmp_path))
    who = ("--race", "10k=45:00", "--hr-max", "190", "--hr-rest", "50", "--json")
    assert run(["design", "vo2max", "10km", *who]) == 0
    designed = json.loads(capsys.readouterr().out)
    assert run(["simulate", designed["notation"], *who]) == 0
    simulated = json.loads(capsys.readouterr().out)["predicted"]
    for figure in ("threshold_s", "high_hr_s", "near_vo2max_s"):
        assert simulated[figure]["middle"] == pytest.approx(designed[figure], abs=1.5)


def test_a_run_that_went_as_simulated_is_counted_the_same() -> None:
    runner = Runner.of(HALF)
    for workout in (parse("20min easy, 25min @T"), parse("20min easy, 20min @10k")):
        found = simulate(workout, runner)
        streams = found.streams.as_recorded()
        recording = Recording(
            datetime(2026, 5, 1, tzinfo=UTC),
            streams,
            Format.TCX,
            hashlib.sha256(b"as simulated").hexdigest(),
        )
        summary = summarise(clean(recording), runner)
        assert summary is not None
        assert summary.heart_rate is not None
        assert summary.heart_rate.at_90_percent_of_max_s == pytest.approx(
            found.dose.high_hr_s.middle, abs=5
        )
        assert summary.threshold_s == pytest.approx(
            found.dose.threshold_s.middle, abs=15
        )
