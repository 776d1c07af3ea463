"""Files of several sports and several runs: each run on its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from fit_files import (
    ENUM,
    EVENT,
    NOON,
    RECORD,
    SESSION,
    STRING,
    TIMESTAMP,
    UINT8,
    UINT16,
    UINT32,
    WORKOUT,
    FitFile,
    activity,
)
from multisport import CYCLING, DUATHLON, RUNNING, TRANSITION, multisport
from negsplit.analysis.clean import clean
from negsplit.errors import FormatError
from negsplit.formats import read, read_all
from negsplit.recording import Pause

EPOCH = datetime(1989, 12, 31, tzinfo=UTC)


@pytest.mark.parametrize("totals_last", [True, False])
def test_each_running_leg_is_a_run_of_its_own(totals_last: bool) -> None:
    first, last = read_all(multisport(DUATHLON, totals_last=totals_last))
    began = EPOCH + timedelta(seconds=NOON)
    assert first.started_at == began
    assert last.started_at == began + timedelta(seconds=1200 + 90 + 1800 + 60)
    for run, seconds, metres in ((first, 1200, 4000), (last, 900, 2700)):
        assert (run.totals.timer_s, run.totals.distance_m) == (seconds, metres)
        assert [(lap.start_s, lap.distance_m) for lap in run.laps] == [(0, metres)]
        track = clean(run)
        assert track.total_m == pytest.approx(metres, rel=0.01)
        assert track.timer_s == seconds
        assert set(run.streams.heart_rate_bpm) == {141}
        assert run.totals.highest_bpm == 151
        assert "2 x transition" in run.findings[0].message
        assert "cycling" in run.findings[0].message
    assert (first.part, last.part) == (0, 1)


def test_a_run_among_rides_starts_where_it_starts() -> None:
    legs = [(CYCLING, 1800, 15_000), (TRANSITION, 292, 130), (RUNNING, 1800, 4600)]
    (run,) = read_all(multisport(legs))
    assert run.started_at == EPOCH + timedelta(seconds=NOON + 1800 + 292)
    assert [lap.distance_m for lap in run.laps] == [4600]


def test_a_ride_is_a_ride() -> None:
    (ride,) = read_all(multisport([(CYCLING, 1800, 15_000), (CYCLING, 600, 5000)]))
    assert ride.sport == "cycling"


def test_a_run_that_is_not_in_the_file_is_told() -> None:
    data = multisport(DUATHLON)
    assert read(data, 1).totals.distance_m == 2700
    with pytest.raises(FormatError, match="2 runs; there is no run 3"):
        read(data, 2)


def test_a_stop_that_no_start_follows_ends_the_run() -> None:
    # Forty minutes are recorded, and the watch was stopped after thirty.
    file = FitFile()
    file.define(0, 0, [(0, ENUM), (1, UINT16), (4, UINT32)])
    file.data(0, 4, 1, NOON)
    file.define(2, RECORD, [(TIMESTAMP, UINT32), (5, UINT32)])
    for second in range(0, 2401, 10):
        file.data(2, NOON + second, 300 * min(second, 1800))
    file.define(3, EVENT, [(TIMESTAMP, UINT32), (0, ENUM), (1, ENUM)])
    file.data(3, NOON, 0, 0)
    file.data(3, NOON + 1800, 0, 4)
    bare = bytes(file.body)
    stopped = read(file.bytes())
    assert stopped.pauses == (Pause(1800, 2400),)
    assert clean(stopped).timer_s == 1800
    # The timer of the session says that the start was lost.
    file.body = bytearray(bare)
    file.define(5, SESSION, [(2, UINT32), (5, ENUM), (7, UINT32), (8, UINT32)])
    file.data(5, NOON, 1, 2_400_000, 2_400_000)
    assert read(file.bytes()).pauses == ()


TCX = "<TrainingCenterDatabase><Activities>{}</Activities></TrainingCenterDatabase>"


def tcx_activity(hour: int, sport: str = "Running", notes: str = "") -> str:
    points = "".join(
        f"<Trackpoint><Time>2026-05-01T{hour:02d}:{s // 60:02d}:{s % 60:02d}Z</Time>"
        f"<DistanceMeters>{3 * s}</DistanceMeters></Trackpoint>"
        for s in range(0, 600, 5)
    )
    return (
        f'<Activity Sport="{sport}"><Id>x</Id><Lap StartTime="2026-05-01T{hour:02d}'
        ':00:00Z"><TotalTimeSeconds>595</TotalTimeSeconds><DistanceMeters>1785'
        "</DistanceMeters><MaximumHeartRateBpm><Value>171</Value>"
        f"</MaximumHeartRateBpm><Track>{points}</Track></Lap>"
        f"<Notes>{notes}</Notes></Activity>"
    )


def test_each_activity_of_a_tcx_file_is_a_run_of_its_own() -> None:
    inside = (
        tcx_activity(6, notes="Before &amp; after")
        + tcx_activity(8, "Biking")
        + tcx_activity(18)
    )
    morning, evening = read_all(TCX.format(inside).encode())
    assert morning.started_at == datetime(2026, 5, 1, 6, tzinfo=UTC)
    assert evening.started_at == datetime(2026, 5, 1, 18, tzinfo=UTC)
    for run in (morning, evening):
        assert (run.totals.distance_m, run.totals.timer_s) == (1785, 595)
        assert run.totals.highest_bpm == 171
        assert len(run.laps) == 1
        assert len(run.streams) == 120
    assert (morning.title, evening.title) == ("Before & after", "")
    assert "biking" in morning.findings[0].message


def gpx_track(hour: int, name: str) -> str:
    points = "".join(
        f'<trkpt lat="{47 + s / 37000:.6f}" lon="8"><time>2026-05-01T{hour:02d}:'
        f"{s // 60:02d}:{s % 60:02d}Z</time></trkpt>"
        for s in range(0, 600, 5)
    )
    return (
        f"<trk><name>{name}</name><type>running</type><trkseg>{points}</trkseg></trk>"
    )


def test_tracks_hours_apart_are_runs_and_tracks_behind_a_stop_are_one() -> None:
    data = (
        f"<gpx>{gpx_track(6, 'Dawn')}{gpx_track(7, 'on')}{gpx_track(19, 'Dusk')}</gpx>"
    )
    dawn, dusk = read_all(data.encode())
    assert (dawn.title, dusk.title) == ("Dawn", "Dusk")
    assert len(dawn.streams) == 240
    assert len(dusk.streams) == 120
    assert dusk.started_at.hour == 19
    assert dawn.pauses == (Pause(595, 3600),)


def test_a_run_is_called_as_its_workout_is() -> None:
    file = activity()
    file.define(2, RECORD, [(TIMESTAMP, UINT32), (3, UINT8)])
    file.data(2, NOON, 120)
    plain = bytes(file.body)
    file.define(6, SESSION, [(2, UINT32), (5, ENUM), (110, STRING, 12)])
    file.data(6, NOON, 1, "Trail Run")
    assert read(file.bytes()).title == ""  # no more than the sport
    file.body = bytearray(plain)
    file.define(6, SESSION, [(2, UINT32), (5, ENUM), (110, STRING, 12)])
    file.data(6, NOON, 1, "Hill loop")
    assert read(file.bytes()).title == "Hill loop"
    file.define(7, WORKOUT, [(8, STRING, 16)])
    file.data(7, "5 km easy, T")
    assert read(file.bytes()).title == "5 km easy, T"


# Cadence


@pytest.mark.parametrize(
    ("cadence", "speed_mps", "steps"),
    [
        ([85] * 60, 3.0, 170),  # strides of a run
        ([170] * 60, 3.0, 170),  # steps of a run
        ([112] * 40 + [160] * 20, 2.2, 128),  # steps of a walk and a run
        ([58] * 60, 1.4, 116),  # strides of a walk
        ([108] * 60, 1.4, 108),  # steps of a walk
    ],
)
def test_cadence_is_steps_of_both_feet(
    cadence: list[int], speed_mps: float, steps: float
) -> None:
    file = activity()
    file.define(2, RECORD, [(TIMESTAMP, UINT32), (4, UINT8), (6, UINT16)])
    for second, value in enumerate(cadence):
        file.data(2, NOON + second, value, 1000 * speed_mps)
    assert np.mean(read(file.bytes()).streams.cadence_spm) == pytest.approx(steps)
