"""Real recordings, where the folder that holds them lies beside the repository."""

from __future__ import annotations

import warnings
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fitdecode
import numpy as np
import pytest

from negsplit.errors import FormatError
from negsplit.formats import fit_workout_reader, read
from negsplit.notation import to_text
from negsplit.recording import Format, Recording

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHARED = Path(__file__).parents[3] / "shared" / "recordings"

pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason=f"no real recordings at {SHARED}"
)

# Samples as counted by other programs: FIT records by fitdecode, track points by
# searching for their tags.
SAMPLES = {
    "runs/activity-small-fenix2-run.fit": 2809,
    "runs/developer-types-sample.fit": 3424,
    "runs/running-with-developer-data.fit": 1681,
    "runs/garmin-stamina.fit": 4488,
    "runs/mornindew-broken.fit": 6874,
    "runs/fit_format_test_File.FIT": 366,
    "runs/garmin-fenix-5-run.fit": 21,
    "runs/compressed-speed-distance.fit": 755,
    "runs/hrv-activity.fit": 1072,
    "runs/run.fit": 1202,
    "runs/running_activity_1.tcx": 1254,
    "runs/running_activity_2.tcx": 1463,
    "runs/2020-12-26T06_03_49-300_Running.tcx": 808,
    "runs/2020-12-02T06_08_29-300_Running.tcx": 927,
    "runs/2020-12-04T19_09_21-300_Running.tcx": 1353,
    "runs/2020-12-06T06_36_21-300_Running.tcx": 1747,
    "runs/2020-12-16T05_44_18-300_Running.tcx": 805,
    "runs/stopped_example.tcx": 1697,
    "runs/stopped_example.gpx": 1697,
    "runs/garmin_connect.gpx": 3,
    "runs/nike_run.gpx": 727,
    "runs/run.gpx": 1424,
    "runs/run_garmin.tcx": 147,
    "runs/11km.tcx": 1599,
    "runs/test.tcx": 384,
    "runs/no_hr.tcx": 384,
    "runs/activity.tcx.gz": 313,
    "runs/test.gpx": 308,
    "runs/fa0d167b-893e-4e48-8ee9-7aca5b6aebb0.gpx": 461,
    "runs/d8fe9f53-461c-4346-95bc-803b6414659e.gpx": 878,
    "runs/287ba4bf-5cae-41c3-ac11-fd4cda65e050.gpx": 638,
    "runs/531a7cd6-3ae1-4a03-99dc-f6fcb8d97eb0.gpx": 526,
    "runs/f9f17bc7-6763-4bf4-8428-df0c95a9ac32.gpx": 892,
    "runs/5e9a8260-9620-422c-827a-edfeadb685e3.gpx": 885,
    "runs/556160e9-d74c-440c-b0af-363efb753430.gpx": 856,
    "runs/720bf570-d855-4303-87c2-74d85429e52d.gpx": 1030,
    "runs/74832fcd-7218-48a2-85d8-e2574806b484.gpx": 1517,
    "corrupt/elemnt-bolt-no-application-id-inside-developer-data-id.fit": 132,
    "corrupt/malformed.tcx": 384,
    "corrupt/track-with-empty-segment.gpx": 9,
    "corrupt/gpx_timezone.gpx": 1,
    "corrupt/legacy_gpx_pause_resume.gpx": 6,
    "made_here/really_tcx.gpx": 808,
    "made_here/really_fit.gz": 2809,
    "made_here/really_gzip.fit": 2809,
    "made_here/run.fit.gz": 2809,
    "made_here/run.tcx.gz": 808,
    "made_here/double.tcx.gz": 808,
    "made_here/strava_leading_spaces.tcx": 808,
    "made_here/bom.tcx": 808,
    "made_here/utf16.gpx": 1424,
    "made_here/no_timezone.gpx": 1424,
    "made_here/offset_0800.gpx": 1424,
    "made_here/no_distance.tcx": 808,
    "made_here/no_position.tcx": 808,
    "made_here/backwards_block.tcx": 868,
    "made_here/no_hr_second_half.tcx": 808,
    "made_here/zero_hr.tcx": 808,
    "made_here/one_point.gpx": 1,
    "made_here/strava_export_layout/activities/1001.fit.gz": 2809,
    "made_here/strava_export_layout/activities/1002.tcx.gz": 808,
    "made_here/strava_export_layout/activities/1005.gpx": 1424,
}
# Damaged files, what of them is left, and what the finding says.
DAMAGED = {
    # The first of two chained activities; the second one's checksum is wrong.
    "corrupt/activity-activity-filecrc.fit": (14, "checksum"),
    "corrupt/activity-settings-corruptheader.fit": (14, "83 bytes after the end"),
    "corrupt/activity-settings-nodata.fit": (14, "15 of 82 bytes"),
    "corrupt/activity-unexpected-eof.fit": (14, "768 of 771 bytes"),
    "made_here/bitflip_middle.fit": (2809, "checksum"),
    # fitdecode reads as many before it fails.
    "made_here/truncated_half.fit": (1412, "60919 of 121839 bytes"),
    "made_here/truncated.tcx": (271, "cut at byte"),
    "made_here/truncated.gpx": (710, "cut at byte 113314"),
    "made_here/gz_truncated.tcx.gz": (275, "gzip file ends too early"),
}
REFUSED = {
    "corrupt/MonitoringFile.fit": "FIT monitoring file",
    "corrupt/cerknicko-without-times.gpx": "of the 296 points .* 5 have a time",
    "corrupt/route.gpx": "a route but no recorded track",
    "corrupt/unicode_with_bom.gpx": "waypoints but no recorded track",
    "made_here/empty.fit": "the file is empty",
    "made_here/empty.gpx": "the file is empty",
    "made_here/empty.tcx": "the file is empty",
    "made_here/header_only.fit": "no samples",
    "made_here/html_error_page.gpx": "web page",
    "made_here/garmin_export_layout/DI_CONNECT/DI-Connect-Uploaded-Files"
    "/UploadedFiles_0-_Part1.zip": "zip archive",
    "made_here/garmin_export_layout/DI_CONNECT/DI-Connect-Fitness"
    "/runner@example.com_0_summarizedActivities.json": "no FIT, TCX or GPX",
    "made_here/strava_export_layout/activities.csv": "no FIT, TCX or GPX",
}


def recording(name: str) -> Recording:
    return read((SHARED / name).read_bytes())


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_is_read(name: str) -> None:
    found = recording(name)
    assert len(found.streams) == SAMPLES[name]
    assert not any(finding.check.endswith("damaged") for finding in found.findings)


@pytest.mark.parametrize("name", DAMAGED)
def test_what_precedes_damage_is_read(name: str) -> None:
    count, says = DAMAGED[name]
    found = recording(name)
    assert len(found.streams) == count
    assert any(says in finding.message for finding in found.findings)


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_recording_is_refused(name: str) -> None:
    with pytest.raises(FormatError, match=REFUSED[name]):
        recording(name)


def test_every_file_is_expected() -> None:
    folders = ("runs", "corrupt", "made_here")
    found = {
        str(path.relative_to(SHARED))
        for folder in folders
        for path in (SHARED / folder).rglob("*")
        if path.is_file()
    }
    assert found == {*SAMPLES, *DAMAGED, *REFUSED}


# FIT: every field on every record


@cache
def records(name: str) -> list[dict[str, Any]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with fitdecode.FitReader(str(SHARED / name)) as frames:
            return [
                {field.name: field.value for field in frame.fields}
                for frame in frames
                if isinstance(frame, fitdecode.FitDataMessage)
                and frame.name == "record"
            ]


def column(rows: list[dict[str, Any]], *names: str) -> list[float]:
    values = []
    for row in rows:
        value = next((row[n] for n in names if row.get(n) is not None), None)
        values.append(np.nan if value is None else float(value))
    return values


FIT_RUNS = [n for n in SAMPLES if n.lower().endswith(".fit") and "really" not in n]


@pytest.mark.parametrize("name", FIT_RUNS)
def test_every_field_agrees_with_fitdecode_on_every_record(name: str) -> None:
    ours, theirs = recording(name), records(name)
    streams = ours.streams
    degrees = 180 / 2**31
    power = column(theirs, "power")
    if np.isnan(power).all():  # an app's, which we take where the watch has none
        power = column(theirs, "Power")
    cadence = np.array(column(theirs, "cadence"))
    cadence += np.nan_to_num(column(theirs, "fractional_cadence"))
    # Strides there, steps of both feet here, but for the wheels of two rides.
    steps = cadence if ours.sport.startswith("cycling") else 2 * cadence
    heart_rate = np.array(column(theirs, "heart_rate"))
    heart_rate[heart_rate == 0] = np.nan  # a gap here
    expected: dict[str, list[float] | NDArray[np.float64]] = {
        "distance_m": column(theirs, "distance"),
        "speed_mps": column(theirs, "enhanced_speed", "speed"),
        "altitude_m": column(theirs, "enhanced_altitude", "altitude"),
        "heart_rate_bpm": heart_rate,
        "cadence_spm": steps,
        "power_w": power,
        "latitude_deg": np.array(column(theirs, "position_lat")) * degrees,
        "longitude_deg": np.array(column(theirs, "position_long")) * degrees,
    }
    for field, values in expected.items():
        np.testing.assert_allclose(
            getattr(streams, field), np.array(values), 1e-12, 1e-9, err_msg=field
        )


@pytest.mark.parametrize("name", FIT_RUNS)
def test_every_time_agrees_with_fitdecode(name: str) -> None:
    ours, theirs = recording(name), records(name)
    stamps = [row["timestamp"] for row in theirs]
    if isinstance(stamps[0], int):  # seconds since the watch was switched on
        assert list(np.diff(ours.streams.time_s)) == list(np.diff(stamps))
        return
    assert list(ours.streams.time_s) == [
        (stamp - ours.started_at).total_seconds() for stamp in stamps
    ]


def test_compressed_distance_ends_at_what_the_watch_says() -> None:
    run = recording("runs/compressed-speed-distance.fit")
    # It counts sixteenths of a metre there and centimetres here.
    assert run.totals.distance_m == 10248.67
    assert np.nanmax(run.streams.distance_m) == pytest.approx(10248.67, abs=0.0625)


def test_laps_and_pauses_are_those_of_the_watch() -> None:
    run = recording("runs/mornindew-broken.fit")
    # Timer time plus pauses is elapsed time; each of 17 pauses is in whole seconds.
    paused = sum(pause.end_s - pause.start_s for pause in run.pauses)
    assert run.totals.elapsed_s is not None
    assert run.totals.timer_s is not None
    assert paused == pytest.approx(
        run.totals.elapsed_s - run.totals.timer_s, abs=len(run.pauses)
    )
    assert len(run.laps) == 11
    assert sum(lap.timer_s or 0 for lap in run.laps) == pytest.approx(
        run.totals.timer_s, abs=0.1
    )


def test_a_plan_comes_with_its_laps() -> None:
    ride = recording("runs/hrv-activity.fit")
    assert ride.workout is not None
    lines = to_text(ride.workout).splitlines()
    assert lines[0] == "# HIIT 20 X 0:30/0:15"
    assert lines[6].startswith("10x30s")
    steps = [lap.step_index for lap in ride.laps if lap.step_index is not None]
    # It was broken off after five of twenty repetitions, in a recovery or effort.
    assert steps == list(ride.step_indices[: len(steps)])


@pytest.mark.parametrize(
    ("name", "zone_h"),
    [
        ("runs/activity-small-fenix2-run.fit", 2),
        ("runs/garmin-stamina.fit", 8),
        ("runs/garmin-fenix-5-run.fit", -7),
        ("made_here/offset_0800.gpx", 8),
        ("corrupt/gpx_timezone.gpx", 1.25),
    ],
)
def test_the_time_zone_is_read(name: str, zone_h: float) -> None:
    offset = recording(name).started_at.utcoffset()
    assert offset is not None
    assert offset.total_seconds() == zone_h * 3600


# XML


def test_the_same_run_agrees_in_gpx_and_tcx() -> None:
    gpx, tcx = (
        recording("runs/stopped_example.gpx"),
        recording("runs/stopped_example.tcx"),
    )
    assert (gpx.format, tcx.format) == (Format.GPX, Format.TCX)
    # The lap of the TCX begins six seconds before the first point of both.
    late_s = (gpx.started_at - tcx.started_at).total_seconds()
    assert late_s == 6
    assert list(gpx.streams.time_s + late_s) == list(tcx.streams.time_s)
    # The GPX has a heart rate at five points more; where both have one it is the same.
    both = np.isfinite(tcx.streams.heart_rate_bpm)
    assert both.sum() > 1690
    assert (gpx.streams.heart_rate_bpm == tcx.streams.heart_rate_bpm)[both].all()
    # Along its positions, which wander while the runner stands, the way is 4.7 %
    # longer than the watch's own count.
    assert np.nanmax(tcx.streams.distance_m) == pytest.approx(12_008, abs=1)
    assert np.nanmax(gpx.streams.distance_m) == pytest.approx(12_008, rel=0.05)


def test_a_distance_that_was_taken_out_is_found_again() -> None:
    kept = recording("runs/2020-12-26T06_03_49-300_Running.tcx").streams.distance_m
    rebuilt = recording("made_here/no_distance.tcx").streams.distance_m
    # Positions weave a little around what the watch smoothed.
    assert np.nanmax(rebuilt) == pytest.approx(np.nanmax(kept), rel=0.01)


def test_the_same_bytes_packed_or_not_are_the_same_run() -> None:
    plain = recording("runs/2020-12-26T06_03_49-300_Running.tcx")
    for name in ("run.tcx.gz", "double.tcx.gz", "bom.tcx", "strava_leading_spaces.tcx"):
        other = recording(f"made_here/{name}")
        assert other.digest != plain.digest
        assert other.laps == plain.laps
        np.testing.assert_array_equal(
            other.streams.heart_rate_bpm, plain.streams.heart_rate_bpm
        )


def test_heart_rates_of_zero_are_gaps() -> None:
    streams = recording("made_here/zero_hr.tcx").streams
    assert not streams.has(streams.heart_rate_bpm)


# Workouts


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("WorkoutIndividualSteps", ["wu 1min @Z2 HR", "500m", "500m", "cd lap"]),
        ("WorkoutRepeatSteps", ["wu 1min @Z2 HR", "3x(500m", "cd lap"]),
        ("WorkoutRepeatGreaterThanStep", ["wu 1min @Z2 HR", "1x(500m", "cd lap"]),
        (
            "WorkoutCustomTargetValues",
            ["wu 1min @50-60%HRmax", "500m", "500m", "cd lap"],
        ),
    ],
)
def test_workouts_of_other_programs_are_read(name: str, lines: list[str]) -> None:
    data = (SHARED / "workouts" / f"{name}.fit").read_bytes()
    found = to_text(fit_workout_reader.read(data)).splitlines()[1:]
    assert len(found) == len(lines)
    for text, beginning in zip(found, lines, strict=True):
        assert text.startswith(beginning)
