"""Edits of a run, by hand calculation and by laws."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negsplit import edits
from negsplit.analysis.clean import clean
from negsplit.edits import (
    Borrow,
    Cut,
    Edit,
    Race,
    Split,
    StartAt,
    Stretch,
    Trim,
    edited,
)
from negsplit.errors import FormatError, InputError
from negsplit.recording import Format, Lap, Pause, Recording, Streams, Totals

START = datetime(2026, 6, 4, 21, 30, tzinfo=UTC)
# A minute is one of these parts: 30 min at 3 m/s.
SPEED_MPS, TOTAL_S = 3.0, 1800.0


def recorded(total_m: float = 5400.0) -> Recording:
    """An even run of half an hour, three laps, a heart that counts the minutes."""
    time_s = np.arange(0.0, TOTAL_S + 1)
    return Recording(
        started_at=START,
        streams=Streams.from_columns(
            time_s,
            distance_m=SPEED_MPS * time_s,
            heart_rate_bpm=100 + time_s // 60,
        ),
        format=Format.FIT,
        digest="d",
        laps=tuple(Lap(a, a + 600, 1800.0, 600.0) for a in (0.0, 600.0, 1200.0)),
        totals=Totals(total_m, timer_s=TOTAL_S),
    )


def test_trimming_both_ends_leaves_the_middle_from_its_own_start() -> None:
    run = edited(recorded(), [Trim(300.0, 1500.0)])
    assert run.started_at == START + timedelta(minutes=5)
    assert run.streams.time_s[[0, -1]].tolist() == [0.0, 1200.0]
    assert clean(run).total_m == pytest.approx(3600, abs=3)
    assert [(lap.start_s, lap.end_s, lap.distance_m) for lap in run.laps] == [
        (0.0, 300.0, None),
        (300.0, 900.0, 1800.0),
        (900.0, 1200.0, None),
    ]


def test_a_stretch_that_is_cut_out_adds_no_time_and_no_distance() -> None:
    # Ten minutes in a car at 20 m/s, between two times ten minutes on foot.
    time_s = np.arange(0.0, TOTAL_S + 1)
    speed = np.where((time_s >= 600) & (time_s < 1200), 20.0, SPEED_MPS)
    distance_m = np.concatenate([[0.0], np.cumsum(speed[:-1])])
    streams = Streams.from_columns(time_s, distance_m=distance_m)
    ride = Recording(START, streams, Format.FIT, "d")
    track = clean(edited(ride, [Cut(600.0, 1200.0)]))
    assert track.total_m == pytest.approx(3600, abs=5)
    assert len(track) == pytest.approx(1200, abs=2)
    assert track.timer_s == pytest.approx(1200, abs=2)
    assert track.elapsed_total_s == 1800


def test_two_halves_of_a_split_run_are_the_whole() -> None:
    first = clean(edited(recorded(), [Split(900.0, is_first=True)]))
    second = clean(edited(recorded(), [Split(900.0, is_first=False)]))
    assert first.total_m + second.total_m == pytest.approx(5400, abs=4)
    assert len(first) + len(second) == pytest.approx(1800, abs=2)


def test_a_saved_distance_is_shared_out_by_the_counter() -> None:
    # A treadmill saved 6.0 km where its sensor had counted 5.4: a third of it is 2.0.
    run = edited(recorded(6000.0), [Trim(None, 600.0)])
    assert run.totals.distance_m == pytest.approx(2000, rel=0.002)


def test_a_corrected_distance_scales_all_that_is_far_or_fast() -> None:
    run = edited(recorded(), [Stretch(1.1, 5940.0)])
    assert clean(run).total_m == pytest.approx(5940, abs=4)
    assert run.totals.distance_m == pytest.approx(5940)
    assert [lap.distance_m for lap in run.laps] == pytest.approx([1980] * 3)


def test_a_start_moves_the_run_and_nothing_else() -> None:
    moved = datetime(2026, 6, 4, 7, 0, tzinfo=UTC)
    run = edited(recorded(), [StartAt(moved), Trim(60.0, None)])
    assert run.started_at == moved + timedelta(minutes=1)


def test_heart_rate_of_another_recording_goes_where_it_was_sampled() -> None:
    # Every 4 s in the first ten minutes, from a strap that says 150.
    at_s = tuple(np.arange(0.0, 600.0, 4.0).tolist())
    borrow = Borrow(("heart_rate_bpm",), at_s, ((150.0,) * len(at_s),), "strap")
    heart = edited(recorded(), [borrow]).streams.heart_rate_bpm
    assert set(heart[:600].tolist()) == {150.0}
    assert np.isnan(heart[620:]).all()


def test_a_race_changes_no_sample() -> None:
    run = recorded()
    assert edited(run, [Race()]).streams is run.streams


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Trim(60.0, 60.0),
        lambda: Cut(-1.0, 5.0),
        lambda: Split(0.0, is_first=True),
        lambda: Stretch(3.0, 10.0),
        lambda: StartAt(datetime(2026, 1, 1)),  # noqa: DTZ001 - that is the mistake
        lambda: Borrow(("distance_m",), (0.0,), ((1.0,),), "x"),
        lambda: Borrow(("power_w",), (0.0, 1.0), ((1.0,),), "x"),
    ],
)
def test_an_edit_without_meaning_is_refused(wrong: object) -> None:
    with pytest.raises(InputError):
        wrong()  # type: ignore[operator]


seconds = st.floats(0, 1700)


def stretches(kind: type[Trim] | type[Cut]) -> st.SearchStrategy[Trim | Cut]:
    return st.tuples(seconds, st.floats(1, 600)).map(lambda p: kind(p[0], p[0] + p[1]))


any_edit: st.SearchStrategy[Edit] = st.one_of(
    stretches(Trim),
    stretches(Cut),
    st.builds(Split, st.floats(1, 1799), is_first=st.booleans()),
    st.floats(0.5, 2).map(lambda factor: Stretch(factor, factor * 5400)),
    st.just(Race()),
    st.datetimes(timezones=st.just(UTC)).map(StartAt),
    st.lists(st.floats(0, 1800), min_size=1, max_size=20).map(
        lambda at: Borrow(("power_w",), tuple(at), (tuple(at),), "phone")
    ),
)


@given(any_edit)
def test_reading_inverts_writing(edit: Edit) -> None:
    data = edits.as_data(edit)
    assert edits.from_data(edits.kind_of(edit), data) == edit


@given(st.lists(any_edit, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_edits_does_not_matter(every: list[Edit], order: object) -> None:
    # Of two starts the last holds, and of two lent columns the last: one of each here.
    alone: list[Edit] = []
    for edit in every:
        if not isinstance(edit, StartAt | Borrow) or type(edit) not in map(type, alone):
            alone.append(edit)
    shuffled = list(alone)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = edited(recorded(), alone), edited(recorded(), shuffled)
    for column in fields(Streams):
        np.testing.assert_allclose(
            getattr(one.streams, column.name), getattr(other.streams, column.name)
        )
    assert (one.started_at, one.laps, one.pauses) == (
        other.started_at, other.laps, other.pauses
    )  # fmt: skip


@given(st.lists(any_edit, max_size=6))
def test_the_recording_itself_never_changes(every: list[Edit]) -> None:
    run, untouched = recorded(), recorded()
    edited(run, every)
    for column in fields(Streams):
        np.testing.assert_array_equal(
            getattr(run.streams, column.name), getattr(untouched.streams, column.name)
        )


@given(st.lists(stretches(Cut), min_size=1, max_size=5))
def test_cuts_take_away_just_what_lies_in_them(cuts: list[Cut]) -> None:
    run = edited(recorded(), cuts)
    gone = np.zeros(int(TOTAL_S))
    for one in cuts:
        gone[int(np.floor(one.start_s)) : int(np.ceil(one.end_s))] = 1
    # Samples are a second apart, so a cut is up to two seconds longer than it says.
    kept_m = SPEED_MPS * (TOTAL_S - gone.sum())
    known = run.streams.distance_m
    assert known[-1] - known[0] == pytest.approx(
        kept_m, abs=2 * SPEED_MPS * len(cuts) + 1
    ) or (gone[0] or gone[-1])


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("trim", {"start_s": "x"}),
        ("nothing", {}),
        ("cut", {}),
        ("merge", 7),
        ("split", []),
    ],
)
def test_other_data_are_said_not_to_be_an_edit(kind: str, data: object) -> None:
    with pytest.raises(FormatError):
        edits.from_data(kind, data)


def test_pauses_follow_the_new_start() -> None:
    run = recorded()
    paused = Recording(
        START, run.streams, Format.FIT, "d", pauses=(Pause(700.0, 760.0),)
    )
    assert edited(paused, [Trim(600.0, None)]).pauses == (Pause(100.0, 160.0),)
