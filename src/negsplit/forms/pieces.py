"""Stretches of a run by intensity, and the steps that they become.

A form says which fraction of VDOT each stretch starts and ends at. With a runner a
stretch becomes pace or heart rate; without one it stays relative, so that a plan can
keep it and the day decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from negsplit.errors import InputError
from negsplit.forms.catalogue import Recipe, Steering
from negsplit.physiology.effort import (
    SCALE,
    EffortLevel,
    cr10_of_intensity,
    level_of,
)
from negsplit.physiology.heart_rate import heart_rate_by_reserve
from negsplit.physiology.training_paces import (
    THRESHOLD_FRAC,
    intensity_of,
    speed_at,
)
from negsplit.resolve import WORD_LEVELS, told
from negsplit.runner import Runner
from negsplit.units import MILE_M, DistanceUnit
from negsplit.workout import (
    Distance,
    Effort,
    EffortTarget,
    FractionTarget,
    HeartRateRamp,
    HeartRateTarget,
    Intensity,
    Reference,
    RpeRamp,
    RpeTarget,
    SpeedRamp,
    SpeedTarget,
    Step,
    Target,
    Time,
)

# The runner of the article that gives paces: a marathoner under three hours whose
# threshold pace is 4:00/km, which is VDOT 54.
SOURCE_VDOT = 54.0
# Heart rates where no runner is known: a runner of that VDOT with 50 to 190 bpm. The
# result is used as a fraction of the maximum only.
MODEL_HEART_RATES_BPM = (50.0, 190.0)

# Stretches end on round numbers: 10 s, 10 m, and 0.05 miles, which is what the text
# notation keeps as miles.
TIME_GRAIN_S = 10.0
GRAIN_M = {DistanceUnit.KM: 10.0, DistanceUnit.MI: 0.05 * DistanceUnit.MI.metres}


# The one word of a workout for each row of the effort scale. A build that starts slower
# than easy is still easy: "recovery" would make it a rest.
_WORDS = {
    "recovery": Effort.EASY,
    "easy": Effort.EASY,
    "moderately easy": Effort.STEADY,
    "moderate": Effort.MODERATE,
    "marathon effort": Effort.MARATHON,
    "half-marathon effort": Effort.TEMPO,
    "tempo": Effort.THRESHOLD,
    "10K effort": Effort.HARD,
    "5K effort": Effort.FAST,
    "all-out": Effort.MAX,
}


def word_of(intensity_frac: float) -> Effort:
    """Return the word for an intensity."""
    return _WORDS[level_of(intensity_frac).word]


def source_intensity(seconds_per_km: float) -> float:
    """Return the intensity of a pace that the source gives for its own runner."""
    return intensity_of(1000 / seconds_per_km, SOURCE_VDOT)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a run.

    Parameters
    ----------
    share : float
        Its length, relative to the other pieces.
    start_frac, end_frac : float
        Fractions of VDOT: the slow and fast end of a band, or of a ramp.
    word : Effort
        What it is called.
    is_ramp : bool
        Whether the speed changes from one end to the other.
    intensity : Intensity, optional
        What it is for.
    note : str
        Text for the runner.
    is_open : bool
        Whether it has a word only and no numbers.
    """

    share: float
    start_frac: float
    end_frac: float
    word: Effort
    is_ramp: bool = False
    intensity: Intensity | None = None
    note: str = ""
    is_open: bool = False


def band(
    share: float,
    level: EffortLevel,
    word: Effort,
    intensity: Intensity | None = None,
    note: str = "",
) -> Piece:
    """Return a piece at one row of the effort scale."""
    return Piece(
        share,
        level.low_frac,
        level.high_frac,
        word,
        intensity=intensity,
        note=note,
    )


def steps(pieces: list[Piece], recipe: Recipe, runner: Runner | None) -> list[Step]:
    """Return the pieces as steps that fill the recipe's amount."""
    lengths = divide(recipe.total, [piece.share for piece in pieces], recipe.unit)
    return [
        step(length, piece, recipe, runner)
        for length, piece in zip(lengths, pieces, strict=True)
    ]


def step(
    length: Time | Distance, piece: Piece, recipe: Recipe, runner: Runner | None
) -> Step:
    """Return one piece as a step."""
    return Step(
        length,
        targets(piece, recipe, runner),
        piece.intensity,
        note=piece.note,
    )


def targets(piece: Piece, recipe: Recipe, runner: Runner | None) -> tuple[Target, ...]:
    """Return what to aim for: the number to steer by, then the word."""
    word = EffortTarget(piece.word)
    if piece.is_open:
        return (word,)
    match recipe.steering:
        case Steering.EFFORT:
            return _felt(piece), word
        case Steering.HEART_RATE:
            return _heart_rate(piece, recipe, runner), word
        case Steering.PACE:
            if runner is not None:
                return _pace(piece, recipe, runner), word
            return (word,) if _is_plain(piece) else (_relative(piece), word)


def divide(
    total: Time | Distance, shares: list[float], unit: DistanceUnit
) -> list[Time | Distance]:
    """Return a total cut into shares whose ends lie on round numbers.

    Raises
    ------
    InputError
        If the total is too short for a share to be left.
    """
    whole, grain = size(total), _grain(total, unit)
    marks, reached = [0.0], 0.0
    for share in shares[:-1]:
        reached += share
        marks.append(round(whole * reached / sum(shares) / grain) * grain)
    marks.append(whole)
    parts = [end - start for start, end in pairwise(marks)]
    if min(parts) < grain / 2:
        raise InputError(
            f"{amount_text(total)} is too short to be cut into {len(shares)} parts"
        )
    return [like(total, _plain(part)) for part in parts]


def tidy(total: Time | Distance, unit: DistanceUnit) -> Time | Distance:
    """Return a total that a runner would say: whole seconds, metres or twentieths.

    What is none of these, such as 3333.3 m, is rounded to 10 m.
    """
    if isinstance(total, Time):
        return Time(float(round(total.duration_s)))
    metres = total.distance_m
    if metres % 1 == 0 or (unit is DistanceUnit.MI and _is_in_miles(metres)):
        return total
    return Distance(round(metres / 10) * 10.0)


def rounded(total: Time | Distance, value: float, unit: DistanceUnit) -> float:
    """Return a part of a total, rounded as the parts of that total are."""
    grain = _grain(total, unit)
    return _plain(round(value / grain) * grain)


def size(amount: Time | Distance) -> float:
    """Return the seconds or metres of an amount."""
    return amount.duration_s if isinstance(amount, Time) else amount.distance_m


def like(amount: Time | Distance, value: float) -> Time | Distance:
    """Return an amount of the same kind."""
    return Time(value) if isinstance(amount, Time) else Distance(value)


def amount_text(amount: Time | Distance) -> str:
    """Return an amount for a message."""
    if isinstance(amount, Time):
        return f"{amount.duration_s / 60:g} min"
    return f"{amount.distance_m:g} m"


def _grain(total: Time | Distance, unit: DistanceUnit) -> float:
    if isinstance(total, Time):
        return TIME_GRAIN_S
    in_miles = unit is DistanceUnit.MI and _is_in_miles(total.distance_m)
    return GRAIN_M[DistanceUnit.MI if in_miles else DistanceUnit.KM]


def _plain(value: float) -> float:
    """Return a length to its last bit as it is read, so that 0.7 mi stays 0.7 mi."""
    if value % 1 and _is_in_miles(value):
        return round(value / MILE_M * 20) / 20 * MILE_M
    return round(value, 4)


def _is_in_miles(metres: float) -> bool:
    grain = GRAIN_M[DistanceUnit.MI]
    return abs(metres - round(metres / grain) * grain) < 1e-3


def _felt(piece: Piece) -> RpeTarget | RpeRamp:
    """Return perceived effort: of a ramp its ends in halves, so that it gets there."""
    if not piece.is_ramp:
        return RpeTarget(*_cr10(piece))
    return RpeRamp(*(_halves(frac) for frac in (piece.start_frac, piece.end_frac)))


def _halves(intensity_frac: float) -> float:
    return round(2 * cr10_of_intensity(intensity_frac)) / 2


def _cr10(piece: Piece) -> tuple[int, int]:
    """Return perceived effort from the row that starts there to the one that ends."""
    if piece.start_frac == piece.end_frac:
        return level_of(piece.start_frac).cr10
    start = [row for row in SCALE if row.low_frac <= piece.start_frac][-1]
    return start.cr10[0], level_of(piece.end_frac - 1e-9).cr10[1]


def _pace(piece: Piece, recipe: Recipe, runner: Runner) -> Target:
    start, end = runner.speed_at(piece.start_frac), runner.speed_at(piece.end_frac)
    made = SpeedRamp(start, end) if piece.is_ramp else SpeedTarget(start, end)
    return told(made, recipe.unit)


def _heart_rate(piece: Piece, recipe: Recipe, runner: Runner | None) -> Target:
    if runner is None or not runner.has_heart_rate:
        low, high = map(_model_hr_fraction, (piece.start_frac, piece.end_frac))
        return FractionTarget(low, high, Reference.MAX_HR, piece.is_ramp)
    start = runner.heart_rate_at(piece.start_frac)
    end = runner.heart_rate_at(piece.end_frac)
    made = HeartRateRamp(start, end) if piece.is_ramp else HeartRateTarget(start, end)
    return told(made, recipe.unit)


def _model_hr_fraction(frac: float) -> float:
    rest, top = MODEL_HEART_RATES_BPM
    return round(heart_rate_by_reserve(frac, SOURCE_VDOT, rest, top) / top, 2)


def _is_plain(piece: Piece) -> bool:
    """Return whether a piece is just what its word says."""
    level = WORD_LEVELS[piece.word]
    ends = (piece.start_frac, piece.end_frac)
    return not piece.is_ramp and ends == (level.low_frac, level.high_frac)


def _relative(piece: Piece) -> FractionTarget:
    """Return a piece in fractions of threshold speed, as for the source's runner."""
    threshold_mps = speed_at(THRESHOLD_FRAC, SOURCE_VDOT)
    start = round(speed_at(piece.start_frac, SOURCE_VDOT) / threshold_mps, 3)
    end = round(speed_at(piece.end_frac, SOURCE_VDOT) / threshold_mps, 3)
    return FractionTarget(start, end, Reference.THRESHOLD_SPEED, piece.is_ramp)
