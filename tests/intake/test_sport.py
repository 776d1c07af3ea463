"""What is a run: by what is said, and by its speed."""

from __future__ import annotations

import pytest

from negsplit.analysis.clean import clean
from negsplit.intake.sport import said_to_be_run, why_no_run
from synthetic_runs import run

# Words as FIT (profile 21.x), TCX, GPX of Garmin and Strava, Strava's list of types,
# Garmin's typeKey and Apple's HKWorkoutActivityType write them.
RUNS = [
    "running", "running/treadmill", "running/trail", "running/track", "Running",
    "running/indoor_running", "running/virtual_activity", "Run", "Trail Run",
    "Virtual Run", "TrailRun", "VirtualRun", "trail_running", "treadmill_running",
    "track_running", "street_running", "virtual_run", "ultra_run", "obstacle_run",
    "fitness_equipment/treadmill", "jogging", "9",
]  # fmt: skip
OTHERS = [
    "cycling", "Biking", "biking", "Ride", "Virtual Ride", "E-Bike Ride", "Walk",
    "Walking", "walking", "Hike", "hiking", "Swim", "swimming", "lap_swimming",
    "rowing",
    "Nordic Ski", "cross_country_skiing", "Alpine Ski", "Snowboard", "Inline Skate",
    "Golf", "Yoga", "Weight Training", "strength_training", "elliptical", "Elliptical",
    "Rock Climbing", "mountaineering", "Kayaking", "Stand Up Paddling", "Soccer",
    "Stair-Stepper", "Cycling", "road_biking", "mountain_biking", "gravel_cycling",
    "FunctionalStrengthTraining", "Wheelchair", "Crossfit",
]  # fmt: skip
SILENT = ["", "generic", "other", "Other", "training", "sport 62", "uncategorized"]


@pytest.mark.parametrize("word", RUNS)
def test_words_for_running_are_known(word: str) -> None:
    assert said_to_be_run(word) is True


@pytest.mark.parametrize("word", OTHERS)
def test_words_for_other_sports_are_known(word: str) -> None:
    assert said_to_be_run(word) is False


@pytest.mark.parametrize("word", SILENT)
def test_words_that_say_nothing_leave_it_to_the_next(word: str) -> None:
    assert said_to_be_run(word) is None
    assert said_to_be_run(word, "running") is True
    assert said_to_be_run(word, "cycling") is False


def test_the_service_is_believed_before_the_watch() -> None:
    assert said_to_be_run("Ride", "running") is False
    assert said_to_be_run("Run", "cycling") is True


@pytest.mark.parametrize(
    ("speed_mps", "is_said", "is_run"),
    [
        (3.0, False, True),
        (3.0, True, True),
        (1.5, False, False),  # a walk
        (1.5, True, True),  # a slow run, as its runner says
        (6.1, True, True),  # the half-marathon record is 57:30, 6.1 m/s
        (6.1, False, False),
        (5.2, False, True),
        (7.5, True, False),  # 27 km/h for half an hour
    ],
)
def test_speed_decides_where_words_do_not(
    speed_mps: float, *, is_said: bool, is_run: bool
) -> None:
    track = clean(run([(1800, speed_mps)], noise=0.01))
    assert (why_no_run(track, is_said=is_said) is None) is is_run


def test_a_quarter_of_an_hour_is_too_long_for_a_sprint() -> None:
    track = clean(run([(700, 6.1)], noise=0.0))
    assert why_no_run(track, is_said=False) is not None


def test_a_short_sprint_may_be_fast() -> None:
    track = clean(run([(60, 7.0)], noise=0.0))
    assert why_no_run(track, is_said=False) is None
