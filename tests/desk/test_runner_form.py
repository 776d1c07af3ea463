"""What a runner types is read as they mean it, or told in a line what is wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negsplit.athlete import Athlete, Race
from negsplit.desk.people.runner_form import (
    MOST_RACES,
    RaceFields,
    RunnerForm,
    athlete_of,
    form_of,
)
from negsplit.desk.people.runner_values import Dated
from negsplit.errors import InputError
from negsplit.units import DistanceUnit

KM, MI = DistanceUnit.KM, DistanceUnit.MI
TODAY = date(2026, 11, 22)
FORM = RunnerForm(
    name=" Ada ",
    races=(RaceFields("half", "1:35:00", "2026-08-16"), RaceFields()),
    hr_max="188",
    hr_rest="50",
    hr_threshold="171",
    age="40",
    weekly="50",
)


def test_a_form_is_read_in_the_units_of_the_runner() -> None:
    found = athlete_of(FORM, KM, TODAY)
    assert found.name == "Ada"
    assert found.races == (Race(21_097.5, 5700.0, date(2026, 8, 16)),)
    assert (found.max_hr_bpm, found.resting_hr_bpm) == (188, 50)
    assert (found.threshold_hr_bpm, found.age_years) == (171, 40)
    assert found.weekly_distance_m == 50_000
    # One mile is 1609.344 m.
    assert athlete_of(FORM, MI, TODAY).weekly_distance_m == pytest.approx(80_467.2)


@pytest.mark.parametrize(
    ("weekly", "metres"), [("50 km", 50_000), ("31,5", 31_500), ("20mi", 32_186.88)]
)
def test_a_week_may_be_given_with_its_unit(weekly: str, metres: float) -> None:
    found = athlete_of(replace(FORM, weekly=weekly), KM, TODAY)
    assert found.weekly_distance_m == pytest.approx(metres)


def test_an_empty_form_is_a_runner_of_whom_nothing_is_known() -> None:
    assert athlete_of(RunnerForm(), KM, TODAY) == Athlete()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"hr_max": "fast"}, "maximum heart rate 'fast' is no number"),
        ({"hr_max": "nan"}, "maximum heart rate nan must be more than zero"),
        ({"hr_max": "1e999"}, "maximum heart rate inf"),
        ({"hr_max": "300"}, "between 100 and 240"),
        ({"hr_rest": "190"}, "not plausible"),
        ({"hr_threshold": "189"}, "between the resting one and the maximum"),
        ({"hr_threshold": "49"}, "between the resting one and the maximum"),
        ({"age": "-4"}, "age -4 must be more than zero"),
        ({"age": "400"}, "age 400 years"),
        ({"weekly": "lots"}, "not a distance"),
        ({"weekly": "5000"}, "usual week 5000 km"),
        ({"vdot": "500"}, "VDOT"),
        ({"races": (RaceFields("half", ""),)}, "race 'half' needs a distance and"),
        ({"races": (RaceFields("", "45:00"),)}, "race '45:00' needs a distance and"),
        ({"races": (RaceFields("10km", "soon"),)}, "'soon' is not a duration"),
        ({"races": (RaceFields("far", "45:00"),)}, "'far' is not a distance"),
        ({"races": (RaceFields("10km", "5:00"),)}, "10 km in 5:00 gives no VDOT"),
        ({"races": (RaceFields("10km", "45:00", "x"),)}, "'x' is no day"),
        (
            {"races": (RaceFields("10km", "45:00", "2026-11-23"),)},
            "still to come",
        ),
        ({"races": (RaceFields("5km", "25:00"),) * (MOST_RACES + 1)}, "latest 100"),
    ],
)
def test_what_cannot_be_is_told_in_a_line(change: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=said):
        athlete_of(replace(FORM, **change), KM, TODAY)  # type: ignore[arg-type] # cases


runners = st.builds(
    Athlete,
    races=st.lists(
        st.builds(
            Race,
            st.sampled_from([5000.0, 10_000.0, 21_097.5, 42_195.0, 1609.344]),
            st.just(1500.0),
            st.none() | st.dates(date(2020, 1, 1), TODAY),
        ).map(lambda r: replace(r, duration_s=round(r.distance_m / 1000 * 300.0))),
        max_size=4,
    ).map(tuple),
    name=st.sampled_from(["", "Ada", "O'Hara <b>"]),
    age_years=st.none() | st.integers(10, 90).map(float),
    max_hr_bpm=st.none() | st.integers(150, 220).map(float),
    resting_hr_bpm=st.none() | st.integers(30, 90).map(float),
    weekly_distance_m=st.none() | st.integers(1, 200).map(lambda km: km * 1000.0),
)


@given(runner=runners, unit=st.sampled_from(DistanceUnit))
def test_what_is_known_goes_through_a_form_and_back(
    runner: Athlete, unit: DistanceUnit
) -> None:
    found = athlete_of(form_of(Dated(TODAY, runner), unit), unit, TODAY)
    assert replace(found, weekly_distance_m=None) == replace(
        runner, weekly_distance_m=None
    )
    # Forms show six digits of an amount.
    assert found.weekly_distance_m == (
        runner.weekly_distance_m and pytest.approx(runner.weekly_distance_m, rel=1e-5)
    )
