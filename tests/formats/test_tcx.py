from __future__ import annotations

import random
import re
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tcxreader.tcxreader import TCXReader

import same_run
from negsplit.errors import FormatError
from negsplit.formats import read
from negsplit.recording import Lap, Pause, Totals

if TYPE_CHECKING:
    from pathlib import Path

NOISE = random.Random(6)  # noqa: S311 - damage, not secrets


def clock(second: int) -> str:
    return f"2024-05-01T06:{second // 60:02d}:{second % 60:02d}Z"


def point(second: int, inside: str = "") -> str:
    return f"<Trackpoint><Time>{clock(second)}</Time>{inside}</Trackpoint>"


def lap(start: int, *tracks: str, total: float = 60, distance: float = 200) -> str:
    return (
        f'<Lap StartTime="{clock(start)}"><TotalTimeSeconds>{total}</TotalTimeSeconds>'
        f"<DistanceMeters>{distance}</DistanceMeters><AverageHeartRateBpm>"
        "<Value>99</Value></AverageHeartRateBpm><TriggerMethod>Distance</TriggerMethod>"
        + "".join(f"<Track>{track}</Track>" for track in tracks)
        + "<Extensions><LX><AvgSpeed>3</AvgSpeed></LX></Extensions></Lap>"
    )


def tcx(*laps: str, sport: str = "Running", behind: str = "") -> bytes:
    return (
        '<TrainingCenterDatabase><Activities><Activity Sport="' + sport + '">'
        "<Id>2024-05-01T06:00:00Z</Id>" + "".join(laps) + behind
        + "</Activity></Activities></TrainingCenterDatabase>"
    ).encode()  # fmt: skip


def test_every_point_agrees_with_tcxreader(tmp_path: Path) -> None:
    data = same_run.as_tcx(300)
    (tmp_path / "run.tcx").write_bytes(data)
    points = TCXReader().read(str(tmp_path / "run.tcx")).trackpoints
    streams = read(data).streams
    assert list(streams.latitude_deg) == [p.latitude for p in points]
    assert list(streams.distance_m) == [p.distance for p in points]
    assert list(streams.altitude_m) == [p.elevation for p in points]
    assert list(streams.heart_rate_bpm) == [p.hr_value for p in points]
    assert list(streams.speed_mps) == [p.tpx_ext["Speed"] for p in points]
    # Strides there, steps of both feet here.
    strides = [p.tpx_ext["RunCadence"] for p in points]
    assert list(streams.cadence_spm) == [2 * stride for stride in strides]
    start = points[0].time
    assert list(streams.time_s) == [(p.time - start).total_seconds() for p in points]


def test_the_same_run_is_the_same_in_all_formats() -> None:
    tcx_run, gpx_run, fit_run = (
        read(write(600))
        for write in (same_run.as_tcx, same_run.as_gpx, same_run.as_fit)
    )
    assert tcx_run.started_at == gpx_run.started_at == fit_run.started_at
    for other in (gpx_run, fit_run):
        assert list(other.streams.time_s) == list(tcx_run.streams.time_s)
        assert list(other.streams.heart_rate_bpm) == list(
            tcx_run.streams.heart_rate_bpm
        )
    # FIT has fractions of a stride, half a stride in this file.
    assert list(fit_run.streams.cadence_spm - 1) == list(tcx_run.streams.cadence_spm)
    # FIT counts in centimetres; GPX is measured along positions of 1e-7 degrees,
    # which weave a little where the recorded distance is straight north.
    end = tcx_run.streams.distance_m[-1]
    assert fit_run.streams.distance_m[-1] == pytest.approx(end, abs=0.01)
    first = tcx_run.streams.distance_m[0]
    assert gpx_run.streams.distance_m[-1] == pytest.approx(end - first, rel=0.002)


@pytest.mark.parametrize(
    ("inside", "sport", "steps"),
    [
        ("<Cadence>80</Cadence>", "Running", 160),
        (
            "<Extensions><ns3:RunCadence>80</ns3:RunCadence></Extensions>",
            "Running",
            160,
        ),
        ("<Cadence>80</Cadence><RunCadence>81</RunCadence>", "Running", 162),
        ("<Cadence>170</Cadence>", "Running", 170),
        ("<Cadence>80</Cadence>", "Biking", 80),
    ],
)
def test_cadence_is_in_steps_of_both_feet(
    inside: str, sport: str, steps: float
) -> None:
    data = tcx(lap(0, point(0, inside)), sport=sport)
    assert read(data).streams.cadence_spm[0] == steps


def test_values_of_laps_are_not_taken_for_those_of_points() -> None:
    inside = "<HeartRateBpm><Value>150</Value></HeartRateBpm>"
    data = tcx(lap(0, point(0) + point(1, inside)), lap(60, point(60)))
    streams = read(data).streams
    assert list(np.isnan(streams.heart_rate_bpm)) == [True, False, True]
    assert not streams.has(streams.distance_m)
    assert not streams.has(streams.speed_mps)


def test_laps_last_until_the_next_begins_and_make_the_totals() -> None:
    data = tcx(
        lap(0, point(1) + point(58), total=59.5, distance=210.5),
        lap(60, point(61) + point(100), total=40, distance=150),
    )
    recording = read(data)
    assert recording.laps == (
        Lap(0, 60, 210.5, 59.5, None, "distance"),
        Lap(60, 100, 150, 40, None, "distance"),
    )
    assert recording.totals == Totals(distance_m=360.5, timer_s=99.5)
    assert recording.started_at == datetime(2024, 5, 1, 6, tzinfo=UTC)
    assert list(recording.streams.time_s) == [1, 58, 61, 100]


def test_a_gap_between_tracks_is_a_pause_and_a_new_lap_alone_is_not() -> None:
    steady = "".join(point(s) for s in range(20))
    after = "".join(point(s) for s in range(80, 100))
    data = tcx(lap(0, steady, after), lap(100, point(101) + point(102)))
    assert read(data).pauses == (Pause(19, 80),)


def test_a_treadmill_run_has_no_positions() -> None:
    data = tcx(lap(0, point(0, "<DistanceMeters>0</DistanceMeters>") + point(5)))
    recording = read(data)
    assert not recording.streams.has(recording.streams.latitude_deg)
    assert recording.findings == ()


def test_missing_distance_is_measured_along_the_positions() -> None:
    def at(latitude: float) -> str:
        return (
            f"<Position><LatitudeDegrees>{latitude}</LatitudeDegrees>"
            "<LongitudeDegrees>8</LongitudeDegrees></Position>"
        )

    recording = read(tcx(lap(0, point(0, at(47)) + point(9, at(47.001)))))
    assert recording.streams.distance_m[1] == pytest.approx(111.2, abs=0.1)
    assert [f.check for f in recording.findings] == ["distance-rebuilt"]


def test_sport_and_device_are_named() -> None:
    behind = (
        "<Creator xsi:type='Device_t'><Name>Watch &lt;1&gt;</Name></Creator>"
        "<Author><Name>Site</Name></Author>"
    )
    recording = read(tcx(lap(0, point(0)), behind=behind))
    assert recording.sport == "running"
    assert recording.device == "Watch <1>"


def test_undeclared_prefixes_do_no_harm() -> None:
    data = tcx(lap(0, point(0, "<x:Extensions><y:Speed>3</y:Speed></x:Extensions>")))
    assert read(data).streams.speed_mps[0] == 3


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (tcx(), "no track points"),
        (tcx(lap(0, "<Trackpoint><Cadence>1</Cadence></Trackpoint>")), "no times"),
        (
            b"<TrainingCenterDatabase><Workouts><Workout Sport='Running'><Name>x</Name>"
            b"</Workout></Workouts></TrainingCenterDatabase>",
            "a workout or a course",
        ),
        (b"<!DOCTYPE Activities><Activities/>", "document type"),
    ],
)
def test_what_is_no_recording_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(FormatError, match=says):
        read(data)


def test_every_prefix_is_read_or_refused() -> None:
    data = same_run.as_tcx(2)
    for length in range(len(data)):
        complete = len(re.findall(rb"<Time>[^<]*<", data[:length]))
        if not complete:
            with pytest.raises(FormatError):
                read(data[:length])
        else:
            assert list(read(data[:length]).streams.time_s) == [0, 1][:complete]


def test_damage_anywhere_never_escapes_as_another_error() -> None:
    data = same_run.as_tcx(5)
    for _ in range(400):
        damaged = bytearray(data)
        for _ in range(NOISE.randrange(1, 8)):
            damaged[NOISE.randrange(len(data))] = NOISE.randrange(256)
        with suppress(FormatError):
            assert len(read(bytes(damaged)).streams) > 0
