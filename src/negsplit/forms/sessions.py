"""The other sessions: repetitions, hills, treadmill and plain runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsplit.errors import InputError
from negsplit.forms.catalogue import Kind, Recipe, Steering
from negsplit.forms.pieces import band, like, rounded, size, step, steps
from negsplit.physiology import effort
from negsplit.resolve import absolute
from negsplit.units import MILE_M, DistanceUnit
from negsplit.workout import (
    Distance,
    Effort,
    EffortTarget,
    FractionTarget,
    Intensity,
    Item,
    RaceEffort,
    RaceTarget,
    Reference,
    Repeat,
    RpeTarget,
    Step,
    Target,
    Time,
    UntilLap,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from negsplit.runner import Runner

    Session = Callable[[Recipe, Runner | None], list[Item]]

# Pfitzinger has 15 to 25 min of easy running before what is fast and 10 to 15 after it;
# before strides, which are not hard, ten are enough.
WARM_UP_S, COOL_DOWN_S, BEFORE_STRIDES_S = 900.0, 600.0, 600.0
LEAST_AROUND_S, LEAST_AROUND_M = 600.0, 1600.0
# Walk and run: the turns where none are given, and the walks around them.
RUN_S, WALK_S, WALK_AROUND_S = 120.0, 60.0, 300.0
# Each repetition is faster than the one before by a second per 400 m; the last is at
# Daniels' R pace.
REP_GAIN_S_PER_KM = 2.5
# Helgerud 2007: four minutes at 90 to 95 % of maximum, three minutes of jogging.
FOUR_MINUTES_S, THREE_MINUTES_S = 240.0, 180.0
FOUR_BY_FOUR_HR_FRAC = (0.90, 0.95)
# A climb of three to five minutes, jogged for three quarters and then sprinted.
CLIMB_RANGE_S = (180.0, 300.0)
CLIMB_S, CLIMB_JOG_SHARE = 240.0, 0.75
TREADMILL_GRADES_FRAC = (0.02, 0.03, 0.04)
LADDER_MIN = ((8, 4), (6, 3), (4, 2), (2, 1))
# Daniels keeps steady tempo runs to about 20 min; 5 km by distance.
TEMPO_LIMIT_S, TEMPO_LIMIT_M = 1200.0, 5000.0
# Of a run too short for that a third is at threshold, as little is left around it; two
# fifths of a distance, or a fast runner's 6 km would hold less than can be seen.
LEAST_TEMPO_SHARE, LEAST_TEMPO_SHARE_M = 1 / 3, 0.4
# A distance by turns of running and walking takes about 9 min a kilometre.
WALK_S_PER_M = 0.54


def session_items(recipe: Recipe, runner: Runner | None) -> list[Item]:
    """Return the items of a session."""
    return SESSIONS[recipe.kind](recipe, runner)


def repetitions(recipe: Recipe) -> int:
    """Return how many repetitions, as asked or usual.

    Raises
    ------
    InputError
        If the number is not one that the session knows.
    """
    least, usual, most = recipe.form.repetitions
    count = usual if recipe.repetitions is None else recipe.repetitions
    if not least <= count <= most:
        raise InputError(
            f"{count} repetitions of {recipe.kind.value} are not "
            f"{'enough' if count < least else 'sensible'}; choose {least} to {most}"
        )
    return count


def _four_hundreds(recipe: Recipe, runner: Runner | None) -> list[Item]:
    return _around(recipe, runner, _faster_reps(recipe, runner, 400.0, 60.0))


def _six_hundreds(recipe: Recipe, runner: Runner | None) -> list[Item]:
    return _around(recipe, runner, _faster_reps(recipe, runner, 600.0, 120.0))


def _faster_reps(
    recipe: Recipe, runner: Runner | None, metres: float, rest_s: float
) -> list[Item]:
    """Return repetitions written out, because no two have the same pace."""
    count = repetitions(recipe)
    length = recipe.repetition or Distance(metres)
    rest = Step(
        Time(rest_s if recipe.recovery_s is None else recipe.recovery_s),
        (EffortTarget(Effort.REST),),
        Intensity.RECOVERY,
    )
    items: list[Item] = []
    for index in range(count):
        note = f"{index + 1} of {count}"
        note += ", the fastest" if index == count - 1 else ""
        aim = _rep_targets(recipe, runner, count - 1 - index)
        items += [Step(length, aim, Intensity.WORK, note=note), rest]
    return items[:-1]


def _rep_targets(
    recipe: Recipe, runner: Runner | None, to_go: int
) -> tuple[Target, ...]:
    # Heart rate lags too far behind to steer a minute and a half by.
    word = EffortTarget(Effort.FAST)
    if recipe.steering is Steering.EFFORT:
        return RpeTarget(8, 9 if to_go else 10), word
    aim = RaceTarget(RaceEffort.REPETITION, offset_s=REP_GAIN_S_PER_KM * to_go)
    if runner is None:
        return aim, word
    made = absolute(aim, runner, recipe.unit)
    return (aim if made is None else made), word


def _hill_climbs(recipe: Recipe, runner: Runner | None) -> list[Item]:
    climb = recipe.repetition or Time(CLIMB_S)
    low, high = CLIMB_RANGE_S
    if not isinstance(climb, Time) or not low <= climb.duration_s <= high:
        raise InputError("the climb is a time; choose 3 to 5 min")
    jog_s = float(round(CLIMB_JOG_SHARE * climb.duration_s))
    items = (
        _word(Time(jog_s), Effort.JOG, Intensity.WORK, "jog up"),
        _word(
            Time(climb.duration_s - jog_s),
            Effort.SPRINT,
            Intensity.WORK,
            "sprint; reach the same spot each time",
        ),
        _word(UntilLap(), Effort.JOG, Intensity.RECOVERY, "jog down, then press lap"),
    )
    return _around(recipe, runner, [Repeat(repetitions(recipe), items)])


def _treadmill_climbs(recipe: Recipe, runner: Runner | None) -> list[Item]:
    words = (Effort.STEADY, Effort.STEADY, Effort.SPRINT)
    climb = [
        Step(Time(60), (EffortTarget(word),), Intensity.WORK, incline_frac=grade)
        for word, grade in zip(words, TREADMILL_GRADES_FRAC, strict=True)
    ]
    down = Step(
        Time(120), (EffortTarget(Effort.JOG),), Intensity.RECOVERY, incline_frac=0.0
    )
    repeat = Repeat(repetitions(recipe), (*climb, down))
    return _around(recipe, runner, [repeat])


def _hill_sprints(recipe: Recipe, runner: Runner | None) -> list[Item]:
    repeat = _sprints(recipe, 20, 90, Effort.SPRINT, Effort.JOG)
    return _around(recipe, runner, [repeat])


def _one_to_one(recipe: Recipe, runner: Runner | None) -> list[Item]:
    repeat = _sprints(recipe, 30, 30, Effort.SPRINT, Effort.WALK)
    return _around(recipe, runner, [repeat])


def _strides(recipe: Recipe, runner: Runner | None) -> list[Item]:
    repeat = _sprints(recipe, 20, 60, Effort.STRIDES, Effort.WALK)
    return [_warm_up(recipe, runner, BEFORE_STRIDES_S), repeat]


def _sprints(
    recipe: Recipe, work_s: float, rest_s: float, word: Effort, rest: Effort
) -> Repeat:
    length = recipe.repetition or Time(work_s)
    pause = rest_s if recipe.recovery_s is None else recipe.recovery_s
    return Repeat(
        repetitions(recipe),
        (
            _word(length, word, Intensity.WORK),
            _word(Time(pause), rest, Intensity.RECOVERY),
        ),
    )


def _ladder(recipe: Recipe, runner: Runner | None) -> list[Item]:
    hard = band(1, effort.TEN_K, Effort.HARD, Intensity.WORK)
    items: list[Item] = []
    for work_min, rest_min in LADDER_MIN:
        items.append(step(Time(60.0 * work_min), hard, recipe, runner))
        items.append(_word(Time(60.0 * rest_min), Effort.JOG, Intensity.RECOVERY))
    return _around(recipe, runner, items[:-1])


def _four_by_four(recipe: Recipe, runner: Runner | None) -> list[Item]:
    aim: Target = FractionTarget(*FOUR_BY_FOUR_HR_FRAC, Reference.MAX_HR)
    if recipe.steering is Steering.EFFORT:
        aim = RpeTarget(8, 9)
    elif runner is not None:
        # By pace only where no maximum heart rate is known: I pace, which takes it
        # there within a minute or two.
        if not runner.has_heart_rate:
            aim = RaceTarget(RaceEffort.INTERVAL)
        aim = absolute(aim, runner, recipe.unit) or aim
    work = Step(
        recipe.repetition or Time(FOUR_MINUTES_S),
        (aim, EffortTarget(Effort.HARD)),
        Intensity.WORK,
    )
    pause = THREE_MINUTES_S if recipe.recovery_s is None else recipe.recovery_s
    rest = _word(Time(pause), Effort.JOG, Intensity.RECOVERY)
    repeat = Repeat(repetitions(recipe), (work, rest), skip_last_recovery=True)
    return _around(recipe, runner, [repeat])


def _fartlek(recipe: Recipe, runner: Runner | None) -> list[Item]:
    """Return easy quarters around a middle of quick minutes, two easy ones between."""
    total = recipe.total
    least = min(_least_around(total), size(total) / 3)
    first = max(size(total) / 4, least)
    quarter = like(total, rounded(total, first, recipe.unit))
    easy = band(1, effort.EASY, Effort.EASY)
    quick_m = 0.15 * MILE_M if recipe.unit is DistanceUnit.MI else 250.0
    unit = 60.0 if isinstance(total, Time) else quick_m
    count = max(int((size(total) - 2 * first) / (3 * unit)), 1)
    quick = _word(like(total, unit), Effort.FAST, Intensity.WORK)
    slow = step(like(total, 2 * unit), easy, recipe, runner)
    left = size(total) - size(quarter) - count * 3 * unit
    last = like(total, rounded(total, left, recipe.unit))
    return [
        step(quarter, easy, recipe, runner),
        Repeat(count, (quick, slow)),
        step(last, easy, recipe, runner),
    ]


def _tempo(recipe: Recipe, runner: Runner | None) -> list[Item]:
    total = recipe.total
    limit = TEMPO_LIMIT_S if isinstance(total, Time) else TEMPO_LIMIT_M
    room = 1 - 2.5 * _least_around(total) / size(total)
    least = LEAST_TEMPO_SHARE if isinstance(total, Time) else LEAST_TEMPO_SHARE_M
    share = min(0.5, limit / size(total), max(room, least))
    easy, tempo = effort.EASY, effort.TEMPO
    rest = 1 - share
    pieces = [
        band(rest * 0.6, easy, Effort.EASY, Intensity.WARMUP),
        band(share, tempo, Effort.THRESHOLD, Intensity.WORK),
        band(rest * 0.4, easy, Effort.EASY, Intensity.COOLDOWN),
    ]
    return list(steps(pieces, recipe, runner))


def _least_around(total: Time | Distance) -> float:
    """Return the least that is easy before and after what is fast."""
    return LEAST_AROUND_S if isinstance(total, Time) else LEAST_AROUND_M


def _walk_run(recipe: Recipe, _: Runner | None) -> list[Item]:
    """Return running and walking by turns between two walks, as many as there is room.

    By effort and by time alone: who runs like this knows no pace yet.
    """
    run_s = RUN_S if recipe.repetition is None else size(recipe.repetition)
    walk_s = WALK_S if recipe.recovery_s is None else recipe.recovery_s
    total = recipe.total
    whole_s = (
        total.duration_s if isinstance(total, Time) else size(total) * WALK_S_PER_M
    )
    count = max(int((whole_s - 2 * WALK_AROUND_S + walk_s) / (run_s + walk_s)), 1)
    left_s = whole_s - WALK_AROUND_S - count * (run_s + walk_s) + walk_s
    run = Step(
        Time(run_s), (RpeTarget(2, 3), EffortTarget(Effort.EASY)), Intensity.WORK
    )
    walk = _word(Time(walk_s), Effort.WALK, Intensity.RECOVERY)
    return [
        _word(Time(WALK_AROUND_S), Effort.WALK, Intensity.WARMUP),
        Repeat(count, (run, walk), skip_last_recovery=True),
        _word(
            Time(max(round(left_s / 60) * 60.0, 60.0)), Effort.WALK, Intensity.COOLDOWN
        ),
    ]


def _easy_run(recipe: Recipe, runner: Runner | None) -> list[Item]:
    return list(steps([band(1, effort.EASY, Effort.EASY)], recipe, runner))


def _jog(recipe: Recipe, runner: Runner | None) -> list[Item]:
    jog = band(1, effort.RECOVERY, Effort.JOG, Intensity.WORK)
    return list(steps([jog], recipe, runner))


def _around(recipe: Recipe, runner: Runner | None, items: list[Item]) -> list[Item]:
    """Return the items between a warm-up and a cool-down."""
    easy = band(1, effort.EASY, Effort.EASY, Intensity.COOLDOWN)
    cool_down = step(Time(COOL_DOWN_S), easy, recipe, runner)
    return [_warm_up(recipe, runner), *items, cool_down]


def _warm_up(
    recipe: Recipe, runner: Runner | None, duration_s: float = WARM_UP_S
) -> Step:
    easy = band(1, effort.EASY, Effort.EASY, Intensity.WARMUP)
    return step(Time(duration_s), easy, recipe, runner)


def _word(
    length: Time | Distance | UntilLap,
    word: Effort,
    intensity: Intensity,
    note: str = "",
) -> Step:
    return Step(length, (EffortTarget(word),), intensity, note=note)


SESSIONS: dict[Kind, Session] = {
    Kind.FOUR_HUNDREDS: _four_hundreds,
    Kind.SIX_HUNDREDS: _six_hundreds,
    Kind.HILL_CLIMBS: _hill_climbs,
    Kind.TREADMILL_CLIMBS: _treadmill_climbs,
    Kind.HILL_SPRINTS: _hill_sprints,
    Kind.ONE_TO_ONE: _one_to_one,
    Kind.STRIDES: _strides,
    Kind.LADDER: _ladder,
    Kind.FARTLEK: _fartlek,
    Kind.TEMPO: _tempo,
    Kind.LONG_RUN: _easy_run,
    Kind.EASY: _easy_run,
    Kind.JOG: _jog,
    Kind.FOUR_BY_FOUR: _four_by_four,
    Kind.WALK_RUN: _walk_run,
}
