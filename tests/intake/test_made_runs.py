"""Runs that no file holds: records of Apple Health, rows of Strava."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

import exports
from full_diary import import_all
from negsplit.analysis.shape import Answer
from negsplit.diary import Diary
from negsplit.intake.alone import Alone
from negsplit.intake.importing import Import, Wishes
from negsplit.sources.search import search
from negsplit.store.records import Outcome

STEP_S, SECONDS = 10, 600


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    with Diary.open(tmp_path / "diary", begin=True) as opened:
        yield opened


def stamp(second: float) -> str:
    moment = exports.START + timedelta(seconds=second, hours=2)
    return f"{moment:%Y-%m-%d %H:%M:%S} +0200"


def distance(second: int, metres: float, source: str, unit: str = "km") -> str:
    return (
        '<Record type="HKQuantityTypeIdentifierDistanceWalkingRunning" '
        f'sourceName="{source}" unit="{unit}" startDate="{stamp(second)}" '
        f'endDate="{stamp(second + STEP_S)}" value="{metres / 1000}"/>\n'
    )


def beat(second: int) -> str:
    return (
        '<Record type="HKQuantityTypeIdentifierHeartRate" sourceName="Watch" '
        f'unit="count/min" startDate="{stamp(second)}" endDate="{stamp(second)}" '
        f'value="{140 + second // 60}"/>\n'
    )


def workout(kind: str, start: int, end: int) -> str:
    return (
        f'<Workout workoutActivityType="HKWorkoutActivityType{kind}" '
        f'startDate="{stamp(start)}" endDate="{stamp(end)}"></Workout>\n'
    )


def export(folder: Path) -> Path:
    """Ten minutes on a belt at 3 m/s, which the phone saw half of; and what is none."""
    steps = range(0, SECONDS, STEP_S)
    records = [distance(s, 3.0 * STEP_S, "Watch") for s in steps]
    records += [distance(s, 1.5 * STEP_S, "Phone") for s in steps if s % 30 == 0]
    records += [distance(s, 1.2 * STEP_S, "Phone") for s in range(-600, -60, 30)]
    records += [beat(s) for s in range(0, SECONDS, 5)]
    workouts = [
        workout("Running", 0, SECONDS),
        workout("Running", 9000, 9600),  # without any record of distance
        workout("Cycling", 0, SECONDS),
    ]
    return health(folder, *records, *workouts)


def test_a_run_on_a_belt_is_made_of_the_records_of_health(
    diary: Diary, tmp_path: Path
) -> None:
    report = import_all(diary, export(tmp_path))
    (row,) = diary.runs()
    assert row.started_at == exports.START
    assert row.started_at.utcoffset() == timedelta(hours=2)
    assert row.distance_m == pytest.approx(1800, abs=1)
    assert row.elapsed_s == SECONDS
    heart = diary.recording(row.id).streams.heart_rate_bpm
    assert (min(heart[heart > 0]), max(heart[heart > 0])) == (140, 149)
    (left,) = report.of(Outcome.SKIPPED)
    assert left.reason == (
        "1 run without a route made of its records, 1 run with too little known"
    )


def health(folder: Path, *elements: str) -> Path:
    document = "".join(['<?xml version="1.0"?>\n<HealthData>\n', *elements])
    inner = {"apple_health_export/export.xml": f"{document}</HealthData>".encode()}
    path = folder / "export.zip"
    path.write_bytes(exports.zipped(inner))
    return path


def speed(second: int, value: float, unit: str) -> str:
    return (
        '<Record type="HKQuantityTypeIdentifierRunningSpeed" sourceName="Watch" '
        f'unit="{unit}" startDate="{stamp(second)}" endDate="{stamp(second + 3)}" '
        f'value="{value}"/>\n'
    )


@pytest.mark.parametrize(
    ("value", "unit"), [(2.5, "m/s"), (9.0, "km/hr"), (5.592341, "mi/hr")]
)
def test_where_no_distance_was_kept_speed_is_what_was_run(
    diary: Diary, tmp_path: Path, value: float, unit: str
) -> None:
    speeds = [speed(s, value, unit) for s in range(0, SECONDS, 3)]
    import_all(diary, health(tmp_path, *speeds, workout("Running", 0, SECONDS)))
    (row,) = diary.runs()
    assert row.distance_m == pytest.approx(2.5 * SECONDS, rel=1e-3)


@pytest.mark.parametrize("is_element", [True, False])
def test_the_total_that_was_saved_after_a_belt_counts(
    diary: Diary, tmp_path: Path, is_element: bool
) -> None:
    steps = [distance(s, 3.0 * STEP_S, "Watch") for s in range(0, SECONDS, STEP_S)]
    run = workout("Running", 0, SECONDS)
    if is_element:
        total = (
            '<WorkoutStatistics type="HKQuantityTypeIdentifierDistanceWalkingRunning" '
            'sum="2.0" unit="km"/></Workout>'
        )
        run = run.replace("</Workout>", total)
    else:
        total = 'totalDistance="2.0" totalDistanceUnit="km" startDate'
        run = run.replace("startDate", total, 1)
    import_all(diary, health(tmp_path, *steps, run))
    (row,) = diary.runs()
    assert row.distance_m == pytest.approx(2000, abs=2)


def test_the_same_export_is_not_made_of_again(diary: Diary, tmp_path: Path) -> None:
    path = export(tmp_path)
    import_all(diary, path)
    again = import_all(diary, path)
    assert again.new_runs == 0
    assert [entry.outcome for entry in again.entries] == [Outcome.SKIPPED]


def strava(folder: Path) -> Path:
    rows = [
        ["Activity ID", "Activity Date", "Activity Name", "Activity Type",
         "Elapsed Time", "Distance", "Filename", "Elapsed Time", "Moving Time",
         "Distance"],
        ["1", "May 4, 2024, 6:30:00 AM", "Belt", "Run", "50:00", "8.00", "",
         "3000.0", "2880.0", "8000.0"],
        ["2", "May 5, 2024, 6:30:00 AM", "Swim", "Swim", "1", "1", "", "1", "1", "1"],
        ["3", "5 mai 2024", "Tapis", "Run", "1", "1", "", "3000.0", "2880.0", "8000.0"],
        ["4", "May 6, 2024, 6:30:00 AM", "File", "Run", "1", "1", "activities/4.fit",
         "1", "1", "1"],
    ]  # fmt: skip
    table = io.StringIO(newline="")
    csv.writer(table).writerows(rows)
    exports.write_all(
        folder / "in",
        {
            "activities.csv": table.getvalue().encode(),
            "activities/4.fit": exports.fit_of(4),
        },
    )
    return folder / "in"


def test_rows_of_strava_without_a_file_are_counted_and_put_in_when_asked(
    diary: Diary, tmp_path: Path
) -> None:
    folder = strava(tmp_path)
    report = import_all(diary, folder)
    (told,) = report.of(Outcome.SKIPPED)
    assert told.reason == (
        "1 run without a file; --typed puts them in, 1 run with too little known"
    )
    assert len(diary.runs()) == 1
    for _ in range(2):
        with closing(Alone()) as workers:
            work = Import(diary, workers, Wishes(typed=True))
            work.run(search([str(folder)]), lambda _: None)
    (typed,) = [row for row in diary.runs() if row.name == "Belt"]
    assert len(diary.runs()) == 2
    assert typed.distance_m == pytest.approx(8000, rel=1e-3)
    assert typed.moving_s == pytest.approx(2880, abs=2)
    assert typed.is_progression is Answer.CANNOT_TELL
