from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negsplit.errors import FormatError
from negsplit.notation import hints, parse, to_lines, to_text
from negsplit.units import MILE_M, DistanceUnit, SpeedUnit
from negsplit.workout import (
    Cue,
    Distance,
    Effort,
    EffortTarget,
    Goal,
    Intensity,
    Repeat,
    SpeedRamp,
    SpeedTarget,
    Step,
    Time,
    UntilLap,
    Workout,
)
from workout_strategies import workouts

SAME = None
# The notation's own table of examples: what is accepted, and its canonical form.
EXAMPLES = [
    ("3mi easy, 1mi hard", SAME),
    ("5km @4:30-4:15, 5km @4:15-4:00", "5km @4:30-4:15/km, 5km @4:15-4:00/km"),
    ("wu 2km easy, 6x400m R 1min jog, cd 2km easy", SAME),
    ("45min easy, last 10min @10k effort", "35min easy, 10min @10k"),
    ("10km @7:15>6:26/mi", SAME),
    ("8mi @7:15>6:26 by 2mi", "8mi @7:15>6:26/mi by 2mi"),
    ("10x1min hard (1min jog)", "10x1min hard R 1min jog"),
    (
        "3x(1km @4:00/km R 400m jog) R 3min walk",
        "3x(1km @4:00/km, rec 400m jog) R 3min walk",
    ),
    ("20min easy @<145bpm", SAME),
    ("30min @140-150bpm", SAME),
    ("40min @75-80%HRmax, 10min @85-88%LTHR, 10min @92-96%TP", SAME),
    (
        "15min wu, 2x15min @Z4 R 3min jog, lap easy",
        "wu 15min, 2x15min @Z4 R 3min jog, lap easy",
    ),
    ('12km @MP+10s/km "relaxed shoulders" !2km left "stand tall"', SAME),
    ("16km easy, last 5km @MP, last 1km @10k", "11km easy, 4km @MP, 1km @10k"),
    (
        "6x1km @4:30>>4:10/km R 90s jog",
        "1km @4:30/km, rec 90s jog, 1km @4:26/km, rec 90s jog, "
        "1km @4:22/km, rec 90s jog, 1km @4:18/km, rec 90s jog, "
        "1km @4:14/km, rec 90s jog, 1km @4:10/km, rec 90s jog",
    ),
    (
        "5x1200m in 4:40-4:48 R 400m jog between",
        "5x1200m in 4:48-4:40 R 400m jog between",
    ),
    ('4x20" strides w/ 60" walk', "4x20s strides R 1min walk"),
    ("1h15 easy", "1h15min easy"),
    ("8x400 @1500 R 200m jog", "8x400m @1500 R 200m jog"),
    ("10min @9.5km/h incline 1%, 5min @10>12km/h incline 1%", SAME),
    (
        "# Cutdown 10k\nunits: km\n3km @5:10-5:00\n3km @4:50–4:40\n3km @4:30\n"
        '1km hard "all in"',
        "# Cutdown 10k\nunits: km\n3km @5:10-5:00/km\n3km @4:50-4:40/km\n"
        '3km @4:30/km\n1km hard "all in"',
    ),
    ("20min @RPE 3-4, 10min @RPE 7 @165-172bpm", SAME),
    ("20min @RPE 2>4, 10min @RPE 5>6.5", SAME),
    ("5 x 3' @T R 2' jog + 10min easy", "5x3min @T R 2min jog, 10min easy"),
    (
        'lap walk "press lap when ready", 1mi @6:45 +-5s, 10min easy or lap',
        'lap walk "press lap when ready", 1mi @6:50-6:40/mi, 10min easy or lap',
    ),
    ("3mi @E, 3mi @M, 1mi @T, 0.5mi @I", "3mi @E, 3mi @MP, 1mi @T, 0.5mi @I"),
    (
        "5 minutes Zone 1, 5 minutes Zone 2, 4 x (5 minutes Zone 3 / 3 minutes "
        "Zone 1), 5 minutes Zone 1",
        "5min @Z1, 5min @Z2, 4x5min @Z3 R 3min @Z1, 5min @Z1",
    ),
    (
        "1.5 miles Warm Up, 12x400m @ 5k-10k pace w. 400m jog rest",
        "wu 1.5mi, 12x400m @10k-5k R 400m jog rest",
    ),
]

# What must be refused, the character that is wrong, and a word that the message says.
REFUSALS = [
    ("10m easy", 0, "10min"),
    ("easy run", 0, "length"),
    ("5km @4:75/km", 5, "59"),
    ("30min @4:30-4:15", 7, "unit"),
    ("6x(400m, 1min jog", 2, "closed"),
    ("5km @fluffy", 5, "fluffy"),
    ("last 10min hard", 5, "before"),
    ("10km easy, last 10min hard", 16, "both"),
    ("5km bouncing", 4, "bouncing"),
    ("0x400m R 1min", 0, "between 1 and 99"),
    ("", 0, "empty"),
    ("400m in", 7, "time"),
    ("3km easy, last 5km hard", 15, "shorter"),
    ("5km @RPE 14", 5, "between 0 and 10"),
    # Further texts that mean nothing.
    ("lap in 4:40", 7, "distance"),
    ("5km @80%", 5, "%HRmax"),
    ("5km @4:30>>4:10/km", 0, "repeat"),
    ("5km @4:10>3:50/km by lap", 21, "length"),
    ("5km @<140-150bpm", 5, "one of them"),
    ("5km easy,, 3km", 9, "length"),
    ('5km "never ends', 4, "closed"),
    ("5km !2km left", 13, "text"),
    ('5km !"no place"', 5, "place"),
    ("5km easy)", 8, "understood"),
    ("units: furlongs\n5km", 0, "km or mi"),
    ("goal: glory\n5km", 0, "threshold"),
    ("6x400m R wu 1min", 9, "label"),
    ("6x400m easy, last 400m hard", 18, "before"),
    ('5km !1km left "now", last 1km hard', 26, "last step"),
    ("2x(" * 7 + "1km", 17, "deep"),
    ("99x(99x(99x(lap)))", 0, "at most 10000"),
    ("5km @1:00/km", 5, "running speed"),
    ("5km @4:00+-", 11, "seconds"),
    ("5km incline steep", 12, "percent"),
    ("9" * 5000 + "km", 0, "unit"),
    ("5", 0, "5km"),
    ("5km rec / jog", 8, "understood"),
]


@pytest.mark.parametrize(("text", "canonical"), EXAMPLES)
def test_an_example_prints_in_canonical_form(text: str, canonical: str | None) -> None:
    assert to_text(parse(text)) == (canonical or text)


@pytest.mark.parametrize(("text", "canonical"), EXAMPLES)
def test_the_canonical_form_means_the_same_workout(
    text: str, canonical: str | None
) -> None:
    assert parse(canonical or text) == parse(text)


@pytest.mark.parametrize(("text", "offset", "word"), REFUSALS)
def test_a_refusal_names_the_place_and_what_would_be_right(
    text: str, offset: int, word: str
) -> None:
    with pytest.raises(FormatError) as refused:
        parse(text)
    assert refused.value.offset == offset
    assert word in str(refused.value)
    assert "\n" not in str(refused.value)


@given(workouts())
def test_parsing_the_printed_form_gives_the_same_workout(workout: Workout) -> None:
    assert parse(to_text(workout)) == workout


def understood(text: str) -> Workout | None:
    """Return the workout of a text, or None if it is refused at a place in it."""
    try:
        return parse(text)
    except FormatError as refused:
        error = refused
    assert error.offset is not None
    assert 0 <= error.offset <= len(text)
    return None


@given(st.text(max_size=60))
def test_any_text_is_a_workout_or_a_format_error(text: str) -> None:
    workout = understood(text)
    assert workout is None or parse(to_text(workout)) == workout


PIECES = [
    "5km", "400m", "1mi", "10min", "90s", "1h15", "3'30\"", "lap", "400", "wu", "cd",
    "rec", "work", "R", "w/", "/", "off", "between", "with", "the", "last", "easy",
    "jog", "hard", "@", "@4:30/km", "@7:15>6:26/mi", "@4:30>>4:10/km", "4:30-4:15/km",
    "@<145bpm", "@75-80%HRmax", "@RPE 3-4", "@Z2", "Zone 3 pace", "@10k-5k", "@MP+10s",
    "10k effort", "in 4:40-4:48", "in 75", "incline 1%", "or lap", '"note"', "+", ",",
    '!2km left "x"', "!90s", "6x", "3 x (", "(", ")", "2x(", "then", "->", ";", "\n",
    "@10>12km/h", "by 2km", "+-5s", "# t\n", "units: km\n", "goal: base\n", "run",
    "1,200m", "±5s", "×", "–", "0x", "@T", "1'", '20"', "pace", "%", "bpm",
]  # fmt: skip


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
def test_words_in_any_order_are_a_workout_or_a_format_error(text: str) -> None:
    workout = understood(text)
    if workout is not None:
        printed = to_text(workout)
        assert parse(printed) == workout
        assert to_text(parse(printed)) == printed


@pytest.mark.parametrize(("text", "_canonical"), EXAMPLES)
def test_every_prefix_of_an_example_is_a_workout_or_a_format_error(
    text: str, _canonical: str | None
) -> None:
    for end in range(len(text)):
        workout = understood(text[:end])
        assert workout is None or parse(to_text(workout)) == workout


def test_a_pace_is_metres_over_seconds() -> None:
    (step,) = parse("5km @4:30-4:15/km").items
    assert isinstance(step, Step)
    assert step.targets == (SpeedTarget(1000 / 270, 1000 / 255),)


def test_a_mile_pace_is_metres_of_a_mile_over_seconds() -> None:
    (step,) = parse("1mi @6:45").items
    assert isinstance(step, Step)
    speed = MILE_M / 405
    assert step.targets == (SpeedTarget(speed, speed, SpeedUnit.PER_MI),)


@given(st.integers(190, 1500), st.sampled_from(DistanceUnit))
def test_whole_second_paces_print_as_whole_seconds(
    seconds: int, unit: DistanceUnit
) -> None:
    speed = unit.metres / seconds
    step = Step(UntilLap(), (SpeedTarget(speed, speed, SpeedUnit.per(unit)),))
    minutes, rest = divmod(seconds, 60)
    assert to_text(Workout((step,))) == f"lap @{minutes}:{rest:02d}/{unit.value}"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("400m @4:00/mi", SpeedUnit.PER_MI),
        ("5km @4:00", SpeedUnit.PER_KM),
        ("units: mi\n5km @4:00", SpeedUnit.PER_KM),
        ("units: mi\n400m @6:00", SpeedUnit.PER_MI),
        ("20min @4:00", SpeedUnit.PER_KM),
    ],
)
def test_the_unit_of_a_pace_is_written_or_the_steps_or_the_headers_or_the_runners(
    text: str, unit: SpeedUnit
) -> None:
    (step,) = parse(text, default_unit=DistanceUnit.KM).items
    assert isinstance(step, Step)
    assert isinstance(step.target, SpeedTarget)
    assert step.target.unit is unit


def test_a_ramp_keeps_its_order_and_a_band_does_not() -> None:
    ramp, band = parse("5km @4:15>4:30/km by 1km, 5km @4:15-4:30/km").flat()
    assert ramp.targets == (
        SpeedRamp(1000 / 255, 1000 / 270, SpeedUnit.PER_KM, Distance(1000)),
    )
    assert band.targets == (SpeedTarget(1000 / 270, 1000 / 255),)


def test_recovery_follows_every_repetition_unless_between() -> None:
    after = parse("3x400m R 1min jog")
    between = parse("3x400m R 1min jog between")
    assert len(list(after.flat())) == 6
    assert len(list(between.flat())) == 5
    assert [step.purpose for step in after.flat()][-1] is Intensity.RECOVERY


def test_a_comma_ends_the_repeat_and_the_writer_is_warned() -> None:
    workout = parse("8x400m @4:00/km, 2min jog")
    assert len(list(workout.flat())) == 9
    (hint,) = hints(workout)
    assert "8 repetitions" in hint
    assert hints(parse("8x400m @4:00/km R 2min jog")) == ()


def test_nested_repeats_stay_nested() -> None:
    (outer,) = parse("3x(4x200m @1500 R 200m jog, 1km easy) R 3min walk").items
    assert isinstance(outer, Repeat)
    assert isinstance(outer.items[0], Repeat)
    assert [type(item) for item in outer.items] == [Repeat, Step, Step]


def test_a_changing_pace_between_leaves_out_the_last_recovery() -> None:
    assert to_text(parse("3x1km @4:30>>4:20/km R 90s jog between")) == (
        "1km @4:30/km, rec 90s jog, 1km @4:25/km, rec 90s jog, 1km @4:20/km"
    )


def test_headers_are_name_units_and_goal() -> None:
    workout = parse(
        "\n# Sunday\nunits: mi\n\ngoal: threshold\n- 3mi easy\n- 1mi hard\n"
    )
    assert (workout.name, workout.unit, workout.goal) == (
        "Sunday",
        DistanceUnit.MI,
        Goal.THRESHOLD,
    )
    assert to_text(workout) == (
        "# Sunday\nunits: mi\ngoal: threshold\n3mi easy\n1mi hard"
    )


def test_a_quotation_may_hold_quotes_and_backslashes() -> None:
    step = Step(Time(60), note='say "go" \\ “now” ×–′')
    assert parse(to_text(Workout((step,)))).items == (step,)


@settings(max_examples=60)
@given(workouts(), st.integers(10, 80))
def test_lines_broken_to_a_width_read_back_as_the_same_workout(
    workout: Workout, width: int
) -> None:
    assert parse("\n".join(to_lines(workout, width))) == workout


def test_signs_from_typeset_books_are_read() -> None:
    assert parse("3×1km @4:30±5s → 3′30″ easy") == parse(
        "3x1km @4:30+-5s -> 3'30\" easy"
    )


def test_a_byte_order_mark_before_the_text_is_no_part_of_it() -> None:
    assert parse("\ufeff# A\n5km easy") == parse("# A\n5km easy")


def test_a_cue_stands_after_the_start_or_before_the_end() -> None:
    (step,) = parse('12km easy !90s "settle" !2km left "stand tall"').items
    assert isinstance(step, Step)
    assert step.cues == (
        Cue(Time(90), "settle"),
        Cue(Distance(2000), "stand tall", before_end=True),
    )


def test_feel_words_stay_in_the_order_written() -> None:
    (step,) = parse("20min easy @<145bpm steady").items
    assert isinstance(step, Step)
    assert [type(target).__name__ for target in step.targets] == [
        "EffortTarget",
        "HeartRateTarget",
        "EffortTarget",
    ]
    assert step.targets[0] == EffortTarget(Effort.EASY)


def test_letters_after_at_are_training_paces_and_r_elsewhere_a_recovery() -> None:
    repeat, easy = parse("8x200m @R R 200m jog, 10min @T + 90s jog").items[:2]
    assert to_text(Workout((repeat,))) == "8x200m @R R 200m jog"
    assert to_text(Workout((easy,))) == "10min @T"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("90s", "90s"),
        ("100s", "1:40"),
        ("59min", "59min"),
        ("60min", "1h"),
        ("90min", "1h30min"),
        ("1:02:03", "1:02:03"),
        ("20.5s", "20.5s"),
        ("0.5mi", "0.5mi"),
        ("3.1 miles", "3.1mi"),
        ("1.5km", "1500m"),
        ("0.02km", "0.02km"),
        ("880yd", "0.5mi"),
        ("42.195km", "42195m"),
    ],
)
def test_lengths_print_tidily(text: str, printed: str) -> None:
    assert to_text(parse(text)) == printed
