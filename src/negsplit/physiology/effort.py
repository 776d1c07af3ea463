"""One scale of effort: words, fraction of VDOT, perceived effort and speech.

The fractions are recomputed from Daniels' training paces and race predictions; that
each row also has a perceived effort and a way of speaking is a synthesis of several
publications, none of which prints the whole table. Evidence: supported.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from negsplit.physiology.daniels import check_range

# Perceived effort on Borg's CR10 scale against the fraction of VDOT: the corners of
# the rows below, where neighbours meet. Under easy running it falls to rest in a line.
CR10_ANCHORS = (
    (0.0, 0.30),
    (2.0, 0.62),
    (3.0, 0.725),
    (4.0, 0.795),
    (5.0, 0.835),
    (6.0, 0.87),
    (7.0, 0.89),
    (8.0, 0.93),
    (9.0, 0.98),
    (10.0, 1.15),
)
INTENSITY_RANGE_FRAC = (0.0, 1.3)


@dataclass(frozen=True, slots=True)
class EffortLevel:
    """One row of the scale.

    Parameters
    ----------
    word : str
        How runners call it.
    low_frac, high_frac : float
        Fractions of VDOT that it is run at.
    below_frac : float
        Where the next row begins when an intensity is looked up.
    cr10, rpe20 : tuple of int
        Perceived effort, low and high, on Borg's scales from 0 to 10 and 6 to 20.
    talk : str
        What can still be said.
    """

    word: str
    low_frac: float
    high_frac: float
    below_frac: float
    cr10: tuple[int, int]
    rpe20: tuple[int, int]
    talk: str


# Fractions: E and T of the calculator, races at the fractions that VDOT predicts. The
# rows overlap and leave gaps; a look-up changes over halfway, and T keeps 1 % each
# side. Perceived effort: lactate of 2, 2.5 and 4 mmol/l at 13.7, 14.5 and 16.5 (49
# runners, 1991) and the lactate threshold at 3 on CR10 (2015), spread over the rows.
# Speech: comfortable up to the first threshold, not above the second.
RECOVERY = EffortLevel("recovery", 0.50, 0.62, 0.60, (1, 2), (7, 9), "singing")
EASY = EffortLevel("easy", 0.62, 0.70, 0.70, (2, 3), (9, 11), "conversation")
MODERATELY_EASY = EffortLevel(
    "moderately easy", 0.70, 0.75, 0.75, (3, 3), (11, 12), "whole sentences"
)
MODERATE = EffortLevel("moderate", 0.75, 0.79, 0.795, (3, 4), (12, 13), "one sentence")
MARATHON = EffortLevel(
    "marathon effort", 0.80, 0.84, 0.835, (4, 5), (13, 14), "short sentences"
)
HALF_MARATHON = EffortLevel(
    "half-marathon effort", 0.83, 0.89, 0.87, (5, 6), (14, 15), "a phrase at a time"
)
TEMPO = EffortLevel("tempo", 0.87, 0.89, 0.89, (6, 7), (15, 16), "a few words")
TEN_K = EffortLevel("10K effort", 0.88, 0.93, 0.93, (7, 8), (16, 17), "single words")
FIVE_K = EffortLevel("5K effort", 0.93, 0.98, 0.99, (8, 9), (17, 18), "no talking")
ALL_OUT = EffortLevel("all-out", 1.00, 1.15, 1.31, (10, 10), (19, 20), "no talking")

SCALE = (
    RECOVERY,
    EASY,
    MODERATELY_EASY,
    MODERATE,
    MARATHON,
    HALF_MARATHON,
    TEMPO,
    TEN_K,
    FIVE_K,
    ALL_OUT,
)


def level_of(intensity_frac: float) -> EffortLevel:
    """Return the row of the scale that an intensity falls into.

    Parameters
    ----------
    intensity_frac : float
        Fraction of VDOT.

    Returns
    -------
    EffortLevel
        The row.

    Raises
    ------
    OutOfRangeError
        If the intensity is not between 0 and 130 % of VDOT.

    Examples
    --------
    >>> level_of(0.65).word, level_of(0.88).word
    ('easy', 'tempo')
    """
    check_range("intensity_frac", intensity_frac, INTENSITY_RANGE_FRAC)
    return next(level for level in SCALE if intensity_frac < level.below_frac)


def intensity_of_cr10(cr10: float) -> float:
    """Return the fraction of VDOT that feels like a number on Borg's CR10 scale.

    Parameters
    ----------
    cr10 : float
        Perceived effort, 0 to 10.

    Returns
    -------
    float
        Fraction of VDOT.

    Raises
    ------
    OutOfRangeError
        If the effort is not between 0 and 10.

    Notes
    -----
    Lines between the corners of the scale's rows. Evidence: heuristic; perceived
    effort at one intensity spreads by two points among runners.

    Examples
    --------
    >>> intensity_of_cr10(2), intensity_of_cr10(7)
    (0.62, 0.89)
    """
    check_range("perceived effort", cr10, (0.0, 10.0))
    (low, start), (high, end) = next(
        line for line in pairwise(CR10_ANCHORS) if cr10 <= line[1][0]
    )
    return start + (cr10 - low) / (high - low) * (end - start)


def cr10_of_intensity(intensity_frac: float) -> float:
    """Return how an intensity feels on Borg's CR10 scale: the inverse.

    Parameters
    ----------
    intensity_frac : float
        Fraction of VDOT.

    Returns
    -------
    float
        Perceived effort, 0 to 10; level beyond the ends of the scale.

    Examples
    --------
    >>> cr10_of_intensity(0.62), cr10_of_intensity(0.89), cr10_of_intensity(1.3)
    (2.0, 7.0, 10.0)
    """
    _, least = CR10_ANCHORS[0]
    _, most = CR10_ANCHORS[-1]
    inside = min(max(intensity_frac, least), most)
    (low, start), (high, end) = next(
        line for line in pairwise(CR10_ANCHORS) if inside <= line[1][1]
    )
    return low + (inside - start) / (end - start) * (high - low)
