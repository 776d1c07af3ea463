"""What the messages of a FIT activity become."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

import fit_files
from fit_files import (
    ACTIVITY,
    BYTE,
    DEVICE_INFO,
    ENUM,
    EVENT,
    FIELD_DESCRIPTION,
    FILE_ID,
    FLOAT32,
    LAP,
    NOON,
    RECORD,
    SESSION,
    SINT32,
    STRING,
    TIMESTAMP,
    UINT8,
    UINT16,
    UINT32,
    WORKOUT,
    WORKOUT_STEP,
    FitFile,
    activity,
    simple,
)
from negsplit.errors import FormatError
from negsplit.formats import read
from negsplit.notation import to_text
from negsplit.recording import Lap, Pause, Severity

START = datetime(1989, 12, 31, tzinfo=UTC) + timedelta(seconds=NOON)


def samples(
    fields: list[tuple[int, int]], *rows: tuple[float, ...], sport: int = 1
) -> bytes:
    file = activity(sport)
    file.define(2, RECORD, [(TIMESTAMP, UINT32), *fields])
    for second, row in enumerate(rows):
        file.data(2, NOON + second, *row)
    return file.bytes()


# Columns


def test_fields_are_scaled_as_the_profile_says() -> None:
    streams = read(
        samples(
            [(0, SINT32), (1, SINT32), (2, UINT16), (5, UINT32), (6, UINT16)],
            # A quarter turn north is 2^30 semicircles, an eighth 2^29.
            (2**29, -(2**30), 2600, 12345, 3456),
        )
    ).streams
    assert streams.latitude_deg[0] == 45
    assert streams.longitude_deg[0] == -90
    assert streams.altitude_m[0] == pytest.approx(20)  # 2600 / 5 - 500
    assert streams.distance_m[0] == pytest.approx(123.45)
    assert streams.speed_mps[0] == pytest.approx(3.456)


def test_what_a_device_writes_for_none_is_a_gap() -> None:
    fields = [
        (0, SINT32), (1, SINT32), (2, UINT16), (3, UINT8), (4, UINT8), (5, UINT32),
        (6, UINT16), (7, UINT16), (73, UINT32), (78, UINT32),
    ]  # fmt: skip
    none = (2**31 - 1, 2**31 - 1, 0xFFFF, 0xFF, 0xFF, 2**32 - 1, 0xFFFF, 0xFFFF)
    streams = read(samples(fields, (*none, 2**32 - 1, 2**32 - 1))).streams
    for name in (
        "latitude_deg", "longitude_deg", "altitude_m", "heart_rate_bpm",
        "cadence_spm", "distance_m", "speed_mps", "power_w",
    ):  # fmt: skip
        assert np.isnan(getattr(streams, name)).all(), name


def test_enhanced_fields_are_preferred_and_fall_back() -> None:
    fields = [(6, UINT16), (73, UINT32), (2, UINT16), (78, UINT32)]
    streams = read(
        samples(fields, (3000, 3500, 2600, 3000), (3000, 2**32 - 1, 2600, 2**32 - 1))
    ).streams
    assert list(streams.speed_mps) == [3.5, 3.0]
    assert list(streams.altitude_m) == [100, 20]


@pytest.mark.parametrize(
    ("sport", "strides", "steps"),
    [(1, 85, 171), (1, 172, 172.5), (2, 85, 85.5), (11, 60, 121)],
)
def test_cadence_is_in_steps_of_both_feet(
    sport: int, strides: int, steps: float
) -> None:
    # Half a stride is 64 / 128. Wheels have no feet; 172 can only be steps already.
    rows = [(strides, 64)] * 3
    data = samples([(4, UINT8), (53, UINT8)], *rows, sport=sport)
    assert list(read(data).streams.cadence_spm) == [steps] * 3


def test_cadence_in_256ths_is_preferred() -> None:
    data = samples([(4, UINT8), (52, UINT16)], (85, 85 * 256 + 128), (85, 0xFFFF))
    assert list(read(data).streams.cadence_spm) == [171, 170]


def test_heart_rate_zero_and_position_zero_are_gaps() -> None:
    fields = [(3, UINT8), (0, SINT32), (1, SINT32)]
    streams = read(samples(fields, (0, 0, 0), (120, 0, 2**29))).streams
    assert list(np.isnan(streams.heart_rate_bpm)) == [True, False]
    assert list(np.isnan(streams.latitude_deg)) == [True, False]


def test_packed_speed_and_distance_are_unpacked() -> None:
    # 12 bits of cm/s, then 12 bits of 1/16 m that start again after 256 m.
    def packed(speed: int, sixteenths: int) -> bytes:
        return (speed | (sixteenths & 0xFFF) << 12).to_bytes(3, "little")

    file = activity()
    file.define(2, RECORD, [(TIMESTAMP, UINT32), (8, BYTE, 3)])
    distances = [16, 1616, 4000, 4100, 8100]
    for second, sixteenths in enumerate(distances):
        file.data(2, NOON + second, packed(250 + second, sixteenths))
    file.data(2, NOON + 9, b"\xff\xff\xff")
    streams = read(file.bytes()).streams
    assert list(streams.distance_m[:5]) == [d / 16 for d in distances]
    assert list(streams.speed_mps[:5]) == [2.5, 2.51, 2.52, 2.53, 2.54]
    assert np.isnan(streams.distance_m[5])
    assert np.isnan(streams.speed_mps[5])


def test_compressed_time_stamps_count_on_from_any_message() -> None:
    file = activity()
    file.define(3, EVENT, [(TIMESTAMP, UINT32), (0, ENUM), (1, ENUM)])
    file.define(2, RECORD, [(3, UINT8)])
    start = NOON - NOON % 32 + 30
    file.data(3, start, 0, 0)
    for second in (0, 1, 3, 33, 40):  # five bits overflow twice
        file.compressed(2, start + second, 100 + second)
    file.data(3, start + 100, 0, 3)
    file.compressed(2, start + 101, 201)
    streams = read(file.bytes()).streams
    assert list(streams.time_s - streams.time_s[0]) == [0, 1, 3, 33 - 32 + 32, 40, 101]
    assert list(streams.heart_rate_bpm - 100) == [0, 1, 3, 33, 40, 101]


def test_a_sample_without_a_time_has_that_of_the_last_message() -> None:
    file = simple(2)
    file.define(3, RECORD, [(3, UINT8)])
    file.data(3, 160)
    streams = read(file.bytes()).streams
    assert list(streams.time_s) == [0, 1, 1]


def test_samples_of_impossible_times_are_left_out() -> None:
    file = simple(5)
    file.data(2, NOON + 400 * 86400, 0, 99)
    file.data(2, 2**32 - 1, 0, 99)
    recording = read(file.bytes())
    # The last has no time of its own and so that of the one before.
    assert list(recording.streams.time_s) == [0, 1, 2, 3, 4]
    assert "2 samples with a time hours from the run" in recording.findings[0].message


def test_distance_is_measured_along_positions_if_there_is_none() -> None:
    # One minute of arc at the equator is 1843 m north (published for WGS 84).
    minute = round(2**31 / 180 / 60)
    data = samples([(0, SINT32), (1, SINT32)], (0, 1), (minute, 1), (2 * minute, 1))
    recording = read(data)
    assert recording.streams.distance_m[2] == pytest.approx(2 * 1842.9, abs=0.1)
    assert [f.check for f in recording.findings] == ["distance-rebuilt"]
    assert recording.findings[0].severity is Severity.NOTE


# Developer fields


def with_app_power(
    *, name: str = "Power", base: int = UINT16, native: int | None = None,
    values: tuple[float, ...] = (200, 65535, 210), native_power: int | None = None,
) -> bytes:  # fmt: skip
    file = activity()
    file.define(
        4, FIELD_DESCRIPTION,
        [(0, UINT8), (1, UINT8), (2, UINT8), (3, STRING, 16), (14, UINT16),
         (15, UINT8)],
    )  # fmt: skip
    file.data(4, 0, 5, UINT16, "Distance", 0xFFFF, 0xFF)
    file.data(4, 0, 7, base, name, 20, 0xFF if native is None else native)
    size = fit_files.size_of(base)
    fields = [(TIMESTAMP, UINT32), (5, UINT32), (7, UINT16)]
    file.define(2, RECORD, fields, developer=[(5, 2, 0), (7, size, 0)])
    for second, value in enumerate(values):
        raw = np.array(value, dtype="<f4" if base == FLOAT32 else "<u2").tobytes()
        power = 0xFFFF if native_power is None else native_power
        file.data(2, NOON + second, 300 * second, power, b"\x99\x99", raw)
    return file.bytes()


def test_power_of_an_app_stands_in_and_its_sentinel_is_dropped() -> None:
    streams = read(with_app_power()).streams
    assert list(np.nan_to_num(streams.power_w, nan=-1)) == [200, -1, 210]
    # The app's own "Distance" does not touch the watch's.
    assert list(streams.distance_m) == [0, 3, 6]


def test_power_of_an_app_may_be_a_float_of_another_name() -> None:
    data = with_app_power(
        name="W", base=FLOAT32, native=7, values=(201.5, 65535.0, np.nan)
    )
    assert list(np.nan_to_num(read(data).streams.power_w, nan=-1)) == [201.5, -1, -1]


def test_native_power_wins_over_that_of_an_app() -> None:
    data = with_app_power(native_power=250)
    assert list(read(data).streams.power_w) == [250] * 3


def test_an_app_field_without_power_in_its_name_is_not_power() -> None:
    assert not np.isfinite(
        read(with_app_power(name="Form Power")).streams.power_w
    ).any()


# Laps, pauses, totals


def test_laps_keep_what_the_watch_counted() -> None:
    file = simple(100)
    file.define(
        5, LAP,
        [(TIMESTAMP, UINT32), (2, UINT32), (7, UINT32), (8, UINT32), (9, UINT32),
         (24, ENUM), (71, UINT16)],
    )  # fmt: skip
    file.data(5, NOON + 99, NOON + 40, 60_000, 50_000, 25_000, 7, 0xFFFF)
    file.data(5, NOON + 41, NOON, 40_000, 40_000, 12_345, 0, 3)
    assert read(file.bytes()).laps == (
        Lap(0, 40, 123.45, 40, 3, "manual"),
        Lap(40, 100, 250, 50, None, "session_end"),
    )


def test_a_lap_outside_the_run_is_damage() -> None:
    file = simple(10)
    file.define(5, LAP, [(2, UINT32), (7, UINT32)])
    file.data(5, NOON + 86400, 1000)
    file.data(5, NOON - 86400, 1000)
    file.data(5, NOON + 2, 4000)
    assert [(lap.start_s, lap.end_s) for lap in read(file.bytes()).laps] == [(2, 6)]


def test_pauses_are_from_each_stop_to_the_next_start() -> None:
    file = simple(100)
    file.define(5, EVENT, [(TIMESTAMP, UINT32), (0, ENUM), (1, ENUM)])
    events = [
        (90, 0, 4), (0, 0, 0), (30, 0, 1), (35, 0, 4), (50, 0, 0), (10, 0, 9),
        (12, 0, 0), (60, 5, 4), (60, 0, 3),
    ]  # fmt: skip
    for second, event, kind in events:
        file.data(5, NOON + second, event, kind)
    assert read(file.bytes()).pauses == (
        Pause(10, 12),
        Pause(30, 50),
        Pause(90, 99),  # to the last sample, as no start follows
    )


def test_time_zero_is_the_start_of_the_session() -> None:
    file = activity()
    file.define(2, RECORD, [(TIMESTAMP, UINT32), (3, UINT8)])
    file.data(2, NOON + 4, 120)
    recording = read(file.bytes())
    assert recording.started_at == START
    assert list(recording.streams.time_s) == [4]


def test_totals_are_those_of_the_session() -> None:
    file = simple(2)
    file.define(6, SESSION, [(8, UINT32), (22, UINT16), (5, ENUM), (9, UINT32)])
    file.data(6, 1_800_000, 35, 1, 500_000)
    totals = read(file.bytes()).totals
    assert totals.distance_m == 15_000
    assert totals.elapsed_s == 3600
    assert totals.timer_s == 1800
    assert totals.ascent_m == 35


def test_of_several_sports_the_run_is_kept() -> None:
    file = activity(sport=2)
    file.define(2, RECORD, [(TIMESTAMP, UINT32), (3, UINT8)])
    for second in range(0, 7200, 100):
        file.data(2, NOON + second, 120)
    file.define(6, SESSION, [(2, UINT32), (5, ENUM), (7, UINT32), (9, UINT32)])
    file.data(6, NOON + 5000, 1, 2_000_000, 600_000)
    recording = read(file.bytes())
    assert recording.sport == "running"
    assert recording.started_at == START + timedelta(seconds=5000)
    assert list(recording.streams.time_s) == list(range(0, 2001, 100))
    assert recording.totals.distance_m == 6000
    assert "other sports in this file were left out" in recording.findings[0].message


# Clock, device, kind


def with_local_time(stamp: int, local: int, *, shift: int = 0) -> bytes:
    file = activity()
    file.define(2, RECORD, [(TIMESTAMP, UINT32), (3, UINT8)])
    for second in range(3):
        file.data(2, NOON + second + shift, 120)
    file.define(5, ACTIVITY, [(TIMESTAMP, UINT32), (5, UINT32)])
    file.data(5, stamp, local)
    return file.bytes()


@pytest.mark.parametrize("hours", [2, -7, 5.75, 0])
def test_the_zone_is_what_the_watch_showed(hours: float) -> None:
    # The local time may be written some seconds late.
    data = with_local_time(NOON + 3600, NOON + 3600 + round(hours * 3600) + 4)
    started_at = read(data).started_at
    assert started_at == START
    assert started_at.utcoffset() == timedelta(hours=hours)


def test_an_impossible_zone_is_not_believed() -> None:
    started_at = read(with_local_time(NOON, NOON + 40 * 3600)).started_at
    assert started_at.utcoffset() == timedelta(0)


def test_stamps_since_switching_on_are_dated_by_the_local_time() -> None:
    shift = 1000 - NOON
    recording = read(with_local_time(1100, NOON + 100, shift=shift))
    assert recording.started_at == START
    assert "switched on" in recording.findings[0].message


def test_a_watch_without_any_date_is_told() -> None:
    file = FitFile()
    file.define(2, RECORD, [(TIMESTAMP, UINT32), (3, UINT8)])
    file.data(2, 1000, 120)
    finding = read(file.bytes()).findings[0]
    assert finding.severity is Severity.WARNING
    assert "date shown is wrong" in finding.message


@pytest.mark.parametrize(
    ("maker", "product", "name"),
    [
        (1, 3113, "garmin fr945"),
        (1, 60000, "garmin product 60000"),
        (23, 34, "suunto product 34"),
        (9999, 1, "manufacturer 9999 product 1"),
    ],
)
def test_the_device_is_named(maker: int, product: int, name: str) -> None:
    file = FitFile()
    file.define(0, FILE_ID, [(0, ENUM), (1, UINT16), (2, UINT16)])
    file.data(0, 4, maker, product)
    file.define(2, RECORD, [(TIMESTAMP, UINT32), (3, UINT8)])
    file.data(2, NOON, 120)
    assert read(file.bytes()).device == name


def test_a_name_that_the_device_gives_itself_is_preferred() -> None:
    file = simple(2)
    file.define(5, DEVICE_INFO, [(0, UINT8), (27, STRING, 12)])
    file.data(5, 3, "Strap")
    file.data(5, 0, "Watch One")
    assert read(file.bytes()).device == "garmin Watch One"


@pytest.mark.parametrize(
    ("kind", "says"),
    [(5, "FIT workout file"), (6, "FIT course file"), (2, "settings"), (99, "type 99")],
)
def test_another_kind_of_fit_file_is_named(kind: int, says: str) -> None:
    file = FitFile()
    file.define(0, FILE_ID, [(0, ENUM)])
    file.data(0, kind)
    file.define(2, RECORD, [(TIMESTAMP, UINT32), (3, UINT8)])
    file.data(2, NOON, 120)
    with pytest.raises(FormatError, match=says):
        read(file.bytes())


def test_treadmill_and_track_are_told_from_the_road() -> None:
    file = FitFile()
    file.define(1, SESSION, [(5, ENUM), (6, ENUM)])
    file.data(1, 1, 1)
    file.define(2, RECORD, [(TIMESTAMP, UINT32), (3, UINT8)])
    file.data(2, NOON, 120)
    assert read(file.bytes()).sport == "running/treadmill"


# The plan inside


def with_plan(*steps: tuple[int, int, int, int]) -> FitFile:
    file = simple(3)
    file.define(7, WORKOUT, [(8, STRING, 8)])
    file.data(7, "Plan")
    file.define(
        8, WORKOUT_STEP,
        [(254, UINT16), (1, ENUM), (2, UINT32), (3, ENUM), (4, UINT32)],
    )  # fmt: skip
    for index, step in enumerate(steps):
        file.data(8, index, *step)
    return file


def test_the_planned_workout_comes_with_the_indices_of_its_laps() -> None:
    file = with_plan(
        (0, 600_000, 2, 0),
        (1, 40_000, 2, 0),
        (0, 60_000, 2, 0),
        (6, 1, 2, 3),
        (5, 0, 2, 0),
    )
    recording = read(file.bytes())
    assert recording.workout is not None
    assert to_text(recording.workout) == "# Plan\n10min\n3x(400m, 1min)\nlap"
    assert recording.step_indices == (0, 1, 2, 1, 2, 1, 2, 4)
    assert len(list(recording.workout.flat())) == 8


def test_a_plan_that_cannot_be_read_costs_the_plan_only() -> None:
    recording = read(with_plan((6, 3, 2, 3)).bytes())
    assert recording.workout is None
    assert recording.step_indices == ()
    assert len(recording.streams) == 3
    assert "planned workout" in recording.findings[0].message


def test_a_target_that_cannot_be_read_costs_the_target_only() -> None:
    # There is no twelfth heart-rate zone.
    recording = read(with_plan((0, 600_000, 2, 0), (0, 60_000, 1, 12)).bytes())
    assert recording.workout is not None
    assert len(list(recording.workout.flat())) == 2
    (found,) = (f for f in recording.findings if f.check == "plan-target")
    assert "step 1" in found.message
