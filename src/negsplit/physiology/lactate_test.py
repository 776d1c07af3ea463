"""Thresholds from a lactate test: a run in stages, blood after each.

There is no one threshold in such a test. Sports doctors read two, by a dozen rules
that differ by more than a runner's form from week to week; so several stand here side
by side, and the span of them is the answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from negsplit.errors import InputError, MissingInputError
from negsplit.physiology.daniels import check_range
from negsplit.physiology.lactate_fits import (
    Curve,
    cubic_fit,
    exponential_fit,
    intensity_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

# A cubic has four coefficients; with five stages one is left to smooth by.
FEWEST_STAGES = 5
# What meters show of people: below it is a failed strip, above it a sprinter's record.
LACTATE_RANGE_MMOL_L = (0.3, 30.0)
# Sjödin and Jacobs 1981, Mader 1976, Kindermann 1979: the fixed values.
FIRST_FIXED_MMOL_L, SECOND_FIXED_MMOL_L = 2.0, 4.0
# Above the lowest of the test: Zoladz 1995, and Berg 1990 with Dickhuth 1991.
FIRST_RISE_MMOL_L, SECOND_RISE_MMOL_L = 0.5, 1.5
# Bishop 1998: the chord of the modified Dmax starts before the first rise of 0.4.
CHORD_RISE_MMOL_L = 0.4


class Threshold(Enum):
    """Which of the two thresholds a rule looks for."""

    FIRST = "first"
    SECOND = "second"


class Rule(Enum):
    """How a threshold is read from a test."""

    FIRST_RISE = "lowest + 0.5 mmol/l"
    FIRST_FIXED = "2 mmol/l"
    FIRST_FIXED_EXPONENTIAL = "2 mmol/l, exponential"
    SECOND_RISE = "lowest + 1.5 mmol/l"
    SECOND_FIXED = "4 mmol/l"
    SECOND_FIXED_EXPONENTIAL = "4 mmol/l, exponential"
    DMAX = "Dmax"
    MODIFIED_DMAX = "modified Dmax"
    EXPONENTIAL_DMAX = "Dmax, exponential"

    @property
    def threshold(self) -> Threshold:
        """The threshold that the rule looks for."""
        first = self in {
            Rule.FIRST_RISE,
            Rule.FIRST_FIXED,
            Rule.FIRST_FIXED_EXPONENTIAL,
        }
        return Threshold.FIRST if first else Threshold.SECOND


@dataclass(frozen=True, slots=True)
class Reading:
    """What a rule says: an intensity in the test's unit, or ``None`` for nothing."""

    rule: Rule
    intensity: float | None


def thresholds(x: Sequence[float], lactate_mmol_l: Sequence[float]) -> list[Reading]:
    r"""Return what every rule says of a test.

    Parameters
    ----------
    x : sequence of float
        Intensity of each stage, rising: speed in m/s, or power in W.
    lactate_mmol_l : sequence of float
        Blood lactate at the end of each. [mmol/l]

    Returns
    -------
    list of Reading
        One for each :class:`Rule`.

    Raises
    ------
    MissingInputError
        If there are fewer than five stages.
    InputError
        If the stages do not get harder, or lactate does not rise.
    OutOfRangeError
        If a lactate is none of a person's.

    Notes
    -----
    Where a cubic rises through a fixed lactate, or through the lowest of the test and
    some more; where it is furthest below the chord from the first stage to the last
    [1]_, or from the stage before the first rise of 0.4 mmol/l [2]_. With
    :math:`y = a + b e^{c x}` instead, fixed lactates are at
    :math:`\ln((y - a) / b) / c`, and the furthest point is where :math:`b c e^{c x}` is
    the slope of its own chord. Evidence: supported; rules differ by 5 to 15 % in
    speed, and none is the truth.

    References
    ----------
    .. [1] B. Cheng et al., A new approach for the determination of ventilatory and
       lactate thresholds. *Int J Sports Med* 13, 1992. As reproduced.
    .. [2] D. Bishop, D. G. Jenkins and L. T. Mackinnon, The relationship between
       plasma lactate parameters, Wpeak and 1-h cycling performance in women. *Med Sci
       Sports Exerc* 30, 1998. As reproduced.

    Examples
    --------
    >>> found = thresholds([3, 3.3, 3.6, 3.9, 4.2, 4.5], [1, 1, 1.1, 1.6, 3, 6])
    >>> [r.rule.value for r in found if r.intensity and r.intensity > 4.3]
    ['4 mmol/l', '4 mmol/l, exponential']
    """
    _check(x, lactate_mmol_l)
    lowest = min(lactate_mmol_l)
    cubic = cubic_fit(x, lactate_mmol_l)
    curve = exponential_fit(x, lactate_mmol_l)
    first_rise = _before_first_rise(lactate_mmol_l)
    chords = {
        Rule.DMAX: _slope(x, lactate_mmol_l, 0),
        Rule.MODIFIED_DMAX: _slope(x, lactate_mmol_l, first_rise),
    }
    found: dict[Rule, float | None] = {
        Rule.FIRST_RISE: intensity_of(cubic, lowest + FIRST_RISE_MMOL_L),
        Rule.FIRST_FIXED: intensity_of(cubic, FIRST_FIXED_MMOL_L),
        Rule.SECOND_RISE: intensity_of(cubic, lowest + SECOND_RISE_MMOL_L),
        Rule.SECOND_FIXED: intensity_of(cubic, SECOND_FIXED_MMOL_L),
    }
    for rule, slope in chords.items():
        found[rule] = cubic.intensity_of_slope(slope)
    if curve is not None:
        found[Rule.FIRST_FIXED_EXPONENTIAL] = intensity_of(curve, FIRST_FIXED_MMOL_L)
        found[Rule.SECOND_FIXED_EXPONENTIAL] = intensity_of(curve, SECOND_FIXED_MMOL_L)
        found[Rule.EXPONENTIAL_DMAX] = curve.intensity_of_slope(_own_slope(curve))
    return [Reading(rule, found.get(rule)) for rule in Rule]


def _check(x: Sequence[float], lactate_mmol_l: Sequence[float]) -> None:
    if len(x) < FEWEST_STAGES:
        raise MissingInputError(
            f"a lactate test needs {FEWEST_STAGES} stages or more; {len(x)} given"
        )
    for value in lactate_mmol_l:
        check_range("lactate in mmol/l", value, LACTATE_RANGE_MMOL_L)
    for number, (a, b) in enumerate(pairwise(x), start=2):
        if b <= a:
            raise InputError(
                f"stage {number} of the lactate test is no faster than stage "
                f"{number - 1}; stages must get faster, each than the last"
            )
    top, lowest = max(lactate_mmol_l), min(lactate_mmol_l)
    if top - lowest < SECOND_RISE_MMOL_L or top not in lactate_mmol_l[-2:]:
        raise InputError(
            f"lactate goes from {lactate_mmol_l[0]:g} to {lactate_mmol_l[-1]:g} "
            f"mmol/l; a test must end {SECOND_RISE_MMOL_L:g} or more above its lowest"
        )


def _before_first_rise(lactate_mmol_l: Sequence[float]) -> int:
    """Return the stage before the first rise that counts, else the first."""
    pairs = enumerate(pairwise(lactate_mmol_l))
    rises = (i for i, (a, b) in pairs if b - a >= CHORD_RISE_MMOL_L)
    return next(rises, 0)


def _slope(x: Sequence[float], y: Sequence[float], start: int) -> float:
    return (y[-1] - y[start]) / (x[-1] - x[start])


def _own_slope(curve: Curve) -> float:
    first, last = curve.ends
    return (curve.value(last) - curve.value(first)) / (last - first)
