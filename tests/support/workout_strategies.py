"""Random workouts, for laws that hold for all of them."""

from __future__ import annotations

from hypothesis import reject
from hypothesis import strategies as st

from negsplit.errors import InputError
from negsplit.units import PLAUSIBLE_SPEED_MPS, DistanceUnit, SpeedUnit
from negsplit.workout import (
    MAX_REPEATS,
    Cue,
    Distance,
    Effort,
    EffortTarget,
    FractionTarget,
    Goal,
    HeartRateRamp,
    HeartRateTarget,
    Intensity,
    Item,
    Length,
    RaceEffort,
    RaceTarget,
    Reference,
    Repeat,
    RpeRamp,
    RpeTarget,
    SpeedRamp,
    SpeedTarget,
    Step,
    Target,
    Time,
    UntilLap,
    Workout,
    ZoneKind,
    ZoneTarget,
)

# Short enough that random repeats of random steps stay under 24 h and 250 km.
TIMES = st.one_of(
    st.integers(1, 1200).map(float), st.floats(1, 1200), st.sampled_from([60.0, 3600.0])
).map(Time)
DISTANCES = st.one_of(
    st.integers(10, 3000).map(float),
    st.floats(10, 3000),
    st.integers(1, 60).map(lambda twentieths: twentieths / 20 * 1609.344),
    st.sampled_from([1000.0, 5000.0]),
).map(Distance)
LENGTHS: st.SearchStrategy[Length] = st.one_of(TIMES, DISTANCES, st.just(UntilLap()))

PACE_UNITS = st.sampled_from([SpeedUnit.PER_KM, SpeedUnit.PER_MI])
UNITS = st.sampled_from([unit for unit in SpeedUnit if unit is not SpeedUnit.SPLIT])
WHOLE_PACES = st.integers(130, 900).map(lambda seconds: 1000 / seconds)
SPEEDS = st.one_of(WHOLE_PACES, st.floats(*PLAUSIBLE_SPEED_MPS))
HEART_RATES = st.one_of(st.integers(30, 240).map(float), st.floats(30, 240))
PERCENTS = st.one_of(st.integers(30, 110).map(lambda p: p / 100), st.floats(0.3, 1.1))
TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), max_size=20)


def _ordered(values: st.SearchStrategy[float]) -> st.SearchStrategy[list[float]]:
    return st.lists(values, min_size=2, max_size=2).map(sorted)


SPEED_TARGETS = st.builds(
    lambda ends, unit: SpeedTarget(ends[0], ends[1], unit), _ordered(SPEEDS), UNITS
)
SINGLE_PACES = st.builds(lambda v, unit: SpeedTarget(v, v, unit), SPEEDS, UNITS)
SPLITS = _ordered(SPEEDS).map(
    lambda ends: SpeedTarget(ends[0], ends[1], SpeedUnit.SPLIT)
)
SPEED_RAMPS = st.builds(SpeedRamp, SPEEDS, SPEEDS, UNITS, st.none() | TIMES | DISTANCES)
HEART_RATE_TARGETS = st.one_of(
    _ordered(HEART_RATES).map(lambda ends: HeartRateTarget(*ends)),
    HEART_RATES.map(lambda bpm: HeartRateTarget(None, bpm)),
    HEART_RATES.map(lambda bpm: HeartRateTarget(bpm, None)),
)
FRACTIONS = st.one_of(
    st.builds(
        lambda ends, what: FractionTarget(ends[0], ends[1], what),
        _ordered(PERCENTS),
        st.sampled_from(Reference),
    ),
    st.builds(
        lambda a, b, what: FractionTarget(a, b, what, ramp=True),
        PERCENTS,
        PERCENTS,
        st.sampled_from(Reference),
    ),
)
ZONES = st.builds(
    lambda ends, kind: ZoneTarget(min(ends), max(ends), kind),
    st.tuples(st.integers(1, 9), st.integers(1, 9)),
    st.sampled_from(ZoneKind),
)
RPES = _ordered(st.integers(0, 20).map(lambda half: half / 2) | st.floats(0, 10)).map(
    lambda ends: RpeTarget(*ends)
) | st.builds(RpeRamp, st.floats(0, 10), st.floats(0, 10))


def _race(
    efforts: tuple[RaceEffort, RaceEffort | None], offset_s: float, unit: SpeedUnit
) -> RaceTarget:
    slow, fast = efforts
    if fast and (slow.distance_m or 0) < (fast.distance_m or 0) and slow.distance_m:
        slow, fast = fast, slow
    return RaceTarget(slow, fast, offset_s, unit)


RACES = st.builds(
    _race,
    st.tuples(st.sampled_from(RaceEffort), st.none() | st.sampled_from(RaceEffort)),
    st.integers(-60, 60).map(float) | st.floats(-600, 600),
    PACE_UNITS,
)
EFFORTS = st.sampled_from(Effort).map(EffortTarget)
TARGETS: st.SearchStrategy[Target] = st.one_of(
    SPEED_TARGETS,
    SINGLE_PACES,
    SPEED_RAMPS,
    HEART_RATE_TARGETS,
    st.builds(HeartRateRamp, HEART_RATES, HEART_RATES),
    FRACTIONS,
    ZONES,
    RPES,
    RACES,
    EFFORTS,
)
CUES = st.builds(Cue, TIMES | DISTANCES, TEXTS, st.booleans())


def steps(
    lengths: st.SearchStrategy[Length] = LENGTHS,
    targets: st.SearchStrategy[Target] = TARGETS,
    texts: st.SearchStrategy[str] = TEXTS,
    cues: st.SearchStrategy[Cue] = CUES,
) -> st.SearchStrategy[Step]:
    """Return random steps made of the given parts."""
    return st.builds(
        Step,
        lengths,
        st.lists(targets, max_size=3).map(tuple),
        st.none() | st.sampled_from(Intensity),
        st.booleans(),
        st.none() | st.integers(-60, 150).map(lambda tenths: tenths / 1000),
        texts,
        st.lists(cues, max_size=2).map(tuple),
    )


SPLIT_STEPS = st.builds(Step, DISTANCES, SPLITS.map(lambda split: (split,)))


def repeats(
    items: st.SearchStrategy[Item], times: st.SearchStrategy[int]
) -> st.SearchStrategy[Item]:
    """Return random repeats of the given items."""
    several = st.lists(items, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Repeat, times, st.lists(items, min_size=1, max_size=3).map(tuple)),
        st.builds(Repeat, times, several, st.booleans()),
    )


@st.composite
def workouts(
    draw: st.DrawFn, step: st.SearchStrategy[Step] | None = None, times: int = 4
) -> Workout:
    """Return a random workout made of the given steps, repeats up to twice nested."""
    single: st.SearchStrategy[Item] = (steps() | SPLIT_STEPS) if step is None else step
    inner = repeats(single, st.integers(1, times))
    outer = repeats(single | inner, st.integers(1, times))
    lone = repeats(st.builds(Step, st.just(UntilLap())), st.integers(1, MAX_REPEATS))
    items = draw(st.lists(single | inner | outer | lone, min_size=1, max_size=4))
    try:
        return Workout(
            tuple(items),
            draw(TEXTS).strip(),
            draw(st.none() | st.sampled_from(DistanceUnit)),
            draw(st.none() | st.sampled_from(Goal)),
        )
    except InputError:  # longer than a day or 250 km
        reject()
