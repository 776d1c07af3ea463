from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negsplit.errors import InputError
from negsplit.formats.device import (
    Loss,
    count_entries,
    expand_skips,
    merge_equal,
    prepare,
    stable_id,
    stable_number,
)
from negsplit.formats.ramps import cut_ramp, has_ramp, pieces, widened
from negsplit.notation import parse, to_text
from negsplit.units import MILE_M, SpeedUnit
from negsplit.workout import (
    Distance,
    Length,
    Repeat,
    SpeedTarget,
    Step,
    Time,
    UntilLap,
    Workout,
)
from workout_strategies import workouts


def prepared(text: str, budget: int = 50) -> str:
    return to_text(prepare(parse(text), budget=budget).workout)


def losses(text: str, budget: int = 50) -> list[str]:
    return [str(loss) for loss in prepare(parse(text), budget=budget).losses]


def step_of(text: str) -> Step:
    (step,) = parse(text).items
    assert isinstance(step, Step)
    return step


@pytest.mark.parametrize(
    ("text", "count"),
    [
        # About 400 m up to 3.2 km, 1 km or half a mile above; 2 min up to 16 min,
        # 5 min above; two to eight pieces; halves to even.
        ("400m @5:00>4:30/km", 2),
        ("1600m @5:00>4:30/km", 4),
        ("3200m @5:00>4:30/km", 8),
        ("3300m @5:00>4:30/km", 3),
        ("5km @5:00>4:30/km", 5),
        ("7km @5:00>4:30/km", 7),
        ("12km @5:00>4:30/km", 8),
        ("2s @5:00>4:30/km", 2),
        ("0.02km @5:00>4:30/km", 2),
        ("3mi @8:00>7:30/mi", 6),
        ("8min @5:00>4:30/km", 4),
        ("16min @5:00>4:30/km", 8),
        ("17min @5:00>4:30/km", 3),
        ("25min @5:00>4:30/km", 5),
        ("2h @5:00>4:30/km", 8),
        ("90s @5:00>4:30/km", 2),
        # The author's own pieces win.
        ("8mi @7:15>6:26/mi by 2mi", 4),
        ("10km @5:00>4:30/km by 1km", 10),
        ("10km @5:00>4:30/km by 20km", 1),
        # Pieces of another kind cannot be cut.
        ("5km @5:00>4:30/km by 2min", 5),
        # What ends at the lap button has no known pieces; nothing is too short.
        ("lap @5:00>4:30/km", 1),
        ("0.015km @5:00>4:30/km", 1),
        ("1.5s @5:00>4:30/km", 1),
        ("20min @70>80%HRmax", 4),
        ("20min @140>160bpm", 4),
    ],
)
def test_a_ramp_has_so_many_pieces(text: str, count: int) -> None:
    assert pieces(step_of(text)) == count


def test_the_pieces_of_a_ramp_climb_evenly_in_seconds() -> None:
    # 5:00 to 4:20 over 4 km: 10 s/km each, and the minimum band is 10 s/km.
    assert prepared("4km @5:00>4:20/km") == (
        "1km @5:00-4:50/km, 1km @4:50-4:40/km, 1km @4:40-4:30/km, 1km @4:30-4:20/km"
    )


def test_the_pieces_of_a_mile_ramp_are_miles() -> None:
    assert (
        prepared("4mi @8:00>7:00/mi by 2mi") == "2mi @8:00-7:30/mi, 2mi @7:30-7:00/mi"
    )


def test_a_descending_ramp_slows_down() -> None:
    assert (
        prepared("2km @4:00>5:00/km by 1km") == "1km @4:30-4:00/km, 1km @5:00-4:30/km"
    )


def test_heart_rates_and_fractions_are_cut_alike() -> None:
    assert prepared("4min @140>160bpm") == "2min @140-150bpm, 2min @150-160bpm"
    assert prepared("4min @70>80%HRmax") == "2min @70-75%HRmax, 2min @75-80%HRmax"


def test_the_number_of_pieces_is_told() -> None:
    assert losses("2km @5:00>4:30/km by 1km, lap @5:00>4:30/km") == [
        "step 1: the ramp becomes 2 steps of even pace bands",
        "step 2: the ramp becomes one band from its start to its end",
    ]


def test_flat_pieces_are_as_wide_as_a_single_pace() -> None:
    assert prepared("2km @4:32>4:30/km by 1km") == (
        "1km @4:36.5-4:26.5/km, 1km @4:35.5-4:25.5/km"
    )


RAMPS = st.sampled_from(["@5:00>4:30/km", "@4:00>6:00/mi", "@10>12km/h"])
LENGTHS: st.SearchStrategy[Length] = st.one_of(
    st.floats(10, 50_000).map(Distance),
    st.floats(1, 20_000).map(Time),
    st.integers(1, 400).map(lambda n: Distance(n / 20 * MILE_M)),
    st.just(UntilLap()),
)


@given(LENGTHS, RAMPS, st.integers(1, 8))
def test_the_pieces_are_as_long_as_the_ramp(
    length: Length, ramp: str, most: int
) -> None:
    ramped = step_of(f"5km {ramp}")
    step = Step(length, ramped.targets)
    cut = cut_ramp(step, pieces(step, most))
    assert len(cut) <= most
    assert not any(has_ramp(piece) for piece in cut)
    match length:
        case Time(whole):
            amounts = [p.length.duration_s for p in cut if isinstance(p.length, Time)]
        case Distance(whole):
            amounts = [
                p.length.distance_m for p in cut if isinstance(p.length, Distance)
            ]
        case UntilLap():
            amounts, whole = [0.0], 0.0
    assert sum(amounts) == pytest.approx(whole)
    assert len(amounts) == len(cut)


def test_the_pieces_of_a_ramp_meet_at_whole_seconds() -> None:
    # 51 s in five pieces: 5:38, 5:27.8, 5:17.6, 5:07.4, 4:57.2 and 4:47 by hand.
    assert prepared("5km @5:38>4:47/km") == (
        "1km @5:38-5:28/km, 1km @5:28-5:18/km, 1km @5:18-5:07/km, "
        "1km @5:07-4:57/km, 1km @4:57-4:47/km"
    )


def test_notes_stay_at_the_start_and_cues_at_their_place() -> None:
    text = '4km @5:00>4:20/km "build" !2500m "half" !500m left "push"'
    assert prepared(text) == (
        '1km @5:00-4:50/km "build", 1km @4:50-4:40/km, '
        '1km @4:40-4:30/km !500m "half", 1km @4:30-4:20/km !500m "push"'
    )


def test_a_cue_of_another_kind_stays_at_the_nearer_end() -> None:
    text = '2km @5:00>4:30/km by 1km !60s "early" !60s left "late"'
    assert prepared(text) == (
        '1km @5:00-4:45/km !1min "early", 1km @4:45-4:30/km !1min left "late"'
    )


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        # Five seconds per kilometre to either side, eight per mile.
        ("lap @4:00/km", "lap @4:05-3:55/km"),
        ("lap @8:00/mi", "lap @8:08-7:52/mi"),
    ],
)
def test_a_single_pace_becomes_a_band_and_it_is_told(text: str, wide: str) -> None:
    assert prepared(text) == wide
    (told,) = losses(text)
    assert told.startswith("step 1: ")
    assert wide.removeprefix("lap @").partition("/")[0] in told


def test_a_band_of_the_author_is_left_alone() -> None:
    assert prepared("5km @4:02-4:00/km") == "5km @4:02-4:00/km"
    assert losses("5km @4:02-4:00/km") == []


@given(st.floats(0.5, 8.5), st.sampled_from(SpeedUnit))
def test_a_widened_pace_still_holds_the_pace(speed: float, unit: SpeedUnit) -> None:
    wide = widened(SpeedTarget(speed, speed, unit))
    assert wide.low_mps <= speed <= wide.high_mps
    assert wide.low_mps < wide.high_mps


def test_a_left_out_recovery_is_written_out_and_told() -> None:
    text = "5x400m @4:00-3:50/km R 1min jog between, 1km"
    assert prepared(text) == "4x400m @4:00-3:50/km R 1min jog, 400m @4:00-3:50/km, 1km"
    (told,) = losses(text)
    assert "written out" in told
    assert prepared("1x400m R 1min between") == "400m"


# What repeats are made of does not matter to how they are written out.
PLAIN = st.sampled_from(
    [
        step_of(text)
        for text in ("1km easy", "1km", "2min", "2min easy", "lap", "5km @5:00>4:30/km")
    ]
)


@given(workouts(PLAIN))
def test_writing_out_runs_the_same_steps(workout: Workout) -> None:
    plain = Workout(expand_skips(workout.items))
    assert list(plain.flat()) == list(workout.flat())
    assert not any(_skips(item) for item in plain.items)


def _skips(item: Step | Repeat) -> bool:
    return isinstance(item, Repeat) and (
        item.skip_last_recovery or any(_skips(child) for child in item.items)
    )


def test_ramps_give_way_to_the_step_budget() -> None:
    text = ", ".join(["8km @5:00>4:30/km"] * 8)
    result = prepare(parse(text))
    assert count_entries(result.workout.items) == 48
    assert "the ramp becomes 6 steps" in str(result.losses[0])


def test_equal_neighbours_merge_before_a_workout_is_refused() -> None:
    text = ", ".join(["1km easy"] * 30 + ["1min easy"] * 30)
    assert prepared(text) == "30km easy, 30min easy"
    assert losses(text) == ["equal neighbours are merged"]


def test_a_repeat_counts_one_step_more() -> None:
    assert count_entries(parse("3x(400m, 200m), 1km").items) == 4


def test_too_many_steps_are_refused_with_their_number() -> None:
    text = ", ".join(["1km easy", "1km hard"] * 26)
    with pytest.raises(InputError, match="needs 52 steps and the device holds 50"):
        prepare(parse(text))


@given(workouts(PLAIN))
def test_what_is_prepared_fits_and_has_no_ramps(workout: Workout) -> None:
    try:
        result = prepare(workout)
    except InputError as error:
        too_many = str(error)
        assert "the device holds 50" in too_many
        return
    assert count_entries(result.workout.items) <= 50
    assert not any(has_ramp(step) for step in result.workout.flat())


@given(workouts(PLAIN))
def test_merging_keeps_the_length_of_the_workout(workout: Workout) -> None:
    merged = Workout(merge_equal(expand_skips(workout.items)))
    assert sum(map(_seconds, merged.flat())) == pytest.approx(
        sum(map(_seconds, workout.flat()))
    )


def _seconds(step: Step) -> float:
    return step.length.duration_s if isinstance(step.length, Time) else 0.0


def test_an_identity_depends_on_the_key_alone() -> None:
    keys = [f"plan-{n}" for n in range(1000)]
    assert len({stable_number(key) for key in keys}) == 1000
    assert len({stable_id(key) for key in keys}) == 1000
    assert all(0 < stable_number(key) < 2**32 - 1 for key in keys)
    # SHA-256 of the key, so that it is the same on every machine.
    assert stable_id("plan") == "64879f7d6b960a019097"


def test_a_loss_names_its_step() -> None:
    assert str(Loss("too steep", 3)) == "step 3: too steep"
    assert str(Loss("too long")) == "too long"
