"""One run with its clock wrong by quarters of an hour, and what only looks like it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

import kept_runs
import synthetic_runs
from full_diary import import_all
from negsplit.desk.runs import run_edits
from negsplit.diary import Diary
from negsplit.recording import Recording
from negsplit.store import twins
from negsplit.store.records import RunFilter

FIELD = Path(__file__).parents[2] / "../shared/recordings/field"
EVERYTHING = RunFilter(with_twins=True, with_other_sports=True)
LIFT = [(800.0, 2.8), (800.0, 3.2), (800.0, 4.0)]
REPS = [(600.0, 2.8), *[(300.0, 3.9), (90.0, 2.5)] * 4, (600.0, 2.8)]
HEART = np.linspace(130, 175, 2400)
NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    with kept_runs.opened(tmp_path) as opened:
        yield opened


def keep(diary: Diary, recording: Recording) -> int | None:
    """Put a recording in as an import does; return what it seems to be a copy of."""
    number = kept_runs.keep(diary, recording)
    with diary.transaction() as connection:
        twins.settle(connection, diary.athlete_id, number)
    return diary.run(number).twin_of


def later(recording: Recording, hours: float, seconds: float = 0.0) -> Recording:
    shift = timedelta(hours=hours, seconds=seconds)
    return replace(recording, started_at=recording.started_at + shift)


def by_another_device(recording: Recording, seed: int) -> Recording:
    """The same run with noise of the device's own, of 2 %."""
    steps = np.diff(recording.streams.distance_m)
    noise = synthetic_runs.speeds_of([(len(steps), 1.0)], noise=0.02, seed=seed)
    distance_m = np.concatenate([[0.0], np.cumsum(steps * noise)])
    return replace(recording, streams=replace(recording.streams, distance_m=distance_m))


def proposed(diary: Diary) -> int:
    return sum(row.twin_of is not None for row in diary.runs(EVERYTHING))


@pytest.mark.parametrize("hours", [-13.75, -2, -0.25, 0.25, 1, 5.5, 12.75, 14])
@pytest.mark.parametrize("pieces", [LIFT, REPS])
def test_a_copy_whose_clock_is_in_another_zone_is_proposed_as_the_same_run(
    diary: Diary, hours: float, pieces: list[tuple[float, float]]
) -> None:
    made = synthetic_runs.run(pieces, seed=77)
    keep(diary, made)
    keep(diary, later(made, hours))
    assert proposed(diary) == 1
    # Both are there whole, and the runner can say that they are two.
    assert len(diary.runs(EVERYTHING)) == 2
    copy = next(row for row in diary.runs(EVERYTHING) if row.twin_of is not None)
    diary.set_apart(copy.id)
    assert proposed(diary) == 0


@pytest.mark.parametrize("seed", range(10, 18))
def test_two_devices_on_one_run_an_hour_apart_are_proposed(
    diary: Diary, seed: int
) -> None:
    made = synthetic_runs.run(LIFT, seed=500 + seed)
    keep(diary, by_another_device(made, 600 + seed))
    keep(diary, later(by_another_device(made, 700 + seed), 1, 17))
    assert proposed(diary) == 1


@pytest.mark.parametrize("seed", range(10, 18))
@pytest.mark.parametrize("pieces", [LIFT, REPS, [(2400.0, 3.0)]])
def test_the_same_session_run_twice_a_day_stays_two(
    diary: Diary, seed: int, pieces: list[tuple[float, float]]
) -> None:
    keep(diary, synthetic_runs.run(pieces, seed=500 + seed))
    keep(diary, later(synthetic_runs.run(pieces, seed=800 + seed), 10))
    assert proposed(diary) == 0


@pytest.mark.parametrize(
    "other",
    [
        lambda made: later(made, 0.6),  # no whole quarter
        lambda made: later(made, 15),  # no clock on earth
    ],
)
def test_a_clock_that_no_zone_explains_makes_no_twin(
    diary: Diary, other: Callable[[Recording], Recording]
) -> None:
    made = synthetic_runs.run([(1200.0, 3.0)], seed=5)
    keep(diary, made)
    keep(diary, other(made))
    assert proposed(diary) == 0


def test_a_belt_at_one_pace_twice_a_day_stays_two(diary: Diary) -> None:
    keep(diary, synthetic_runs.run([(1800.0, 3.0)], noise=0.0))
    keep(diary, later(synthetic_runs.run([(1800.0, 3.0)], noise=0.0), 10))
    assert proposed(diary) == 0


def test_the_best_of_both_is_taken_over_a_clock_that_is_wrong(diary: Diary) -> None:
    made = synthetic_runs.run(LIFT, seed=3, heart_rate_bpm=HEART)
    phone = kept_runs.around(synthetic_runs.run(LIFT, seed=3))
    watch = kept_runs.keep(diary, made)
    other = kept_runs.keep(diary, later(phone, 2))
    run_edits.merge(diary, watch, other, ["positions"], NOW)
    merged = diary.recording(watch).streams
    np.testing.assert_allclose(
        merged.latitude_deg, phone.streams.latitude_deg, atol=1e-9
    )
    np.testing.assert_array_equal(merged.heart_rate_bpm, made.streams.heart_rate_bpm)
    run_edits.undo(diary, watch, diary.edits(watch)[0].id, NOW)
    assert np.isnan(diary.recording(watch).streams.latitude_deg).all()
    run_edits.merge(diary, other, watch, ["heart rate"], NOW)
    assert diary.run(other).distance_m == pytest.approx(
        diary.run(watch).distance_m, rel=1e-6
    )
    heart = diary.recording(other).streams.heart_rate_bpm
    np.testing.assert_array_equal(heart, made.streams.heart_rate_bpm)


def test_the_public_case_is_proposed(diary: Diary) -> None:
    folder = FIELD / "same_run_an_hour_zone_off"
    if not folder.exists():
        pytest.skip("no recordings of that report here")
    import_all(diary, folder)
    assert len(diary.runs(EVERYTHING)) == 2
    assert proposed(diary) == 1
