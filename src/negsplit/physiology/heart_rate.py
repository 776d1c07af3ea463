"""Steady heart rate against oxygen uptake, by two published ways.

By reserve, where resting and maximum rate are known; by the pairs that Daniels gives
for his own training paces, where only the maximum is. The two are within three points
of each other. Swain's line of 1994, which was made on other people, would be ten points
higher at easy effort and two to six at threshold; it is not used.
"""

from __future__ import annotations

from itertools import pairwise

from negsplit.physiology.daniels import check_range

# Uptake of a person at rest, one metabolic equivalent (convention). [ml/kg/min]
RESTING_UPTAKE_ML_KG_MIN = 3.5
# Fraction of maximal uptake and of maximum heart rate: Daniels' Running Formula, 3rd
# ed., ch. 4, as reproduced: E 59 to 74 % at 65 to 79 %, T 83 to 88 % at 88 to 92 %, I
# 95 to 100 % at 98 to 100 %. M, 75 to 84 % at 80 to 89 %, lies on the lines between.
# The first is a person at rest, 65 of 185 beats and a twelfth of their uptake: ours.
MAX_HR_POINTS = (
    (0.08, 0.35),
    (0.59, 0.65),
    (0.74, 0.79),
    (0.83, 0.88),
    (0.88, 0.92),
    (0.95, 0.98),
    (1.00, 1.00),
)
# Tanaka 2001: maximum = 208 - 0.7 x age. The standard error of such estimates is 7
# to 11 beats in the studies that report it; the widest is what a runner should expect.
TANAKA_MAX_HR_BPM = 208.0
TANAKA_PER_YEAR_BPM = 0.7
MAX_HR_STANDARD_ERROR_BPM = (7.0, 11.0)

UPTAKE_RANGE_FRAC = (0.0, 1.3)
# Tanaka's adults, and below them the children of seven up on whom his line was tried.
AGE_RANGE_YEARS = (7.0, 90.0)


def heart_rate_by_reserve(
    uptake_frac: float,
    vo2max_ml_kg_min: float,
    resting_hr_bpm: float,
    max_hr_bpm: float,
) -> float:
    r"""Return the steady heart rate at a fraction of maximal oxygen uptake.

    Parameters
    ----------
    uptake_frac : float
        Fraction of maximal uptake.
    vo2max_ml_kg_min : float
        Maximal oxygen uptake; VDOT may stand in for it. [ml/kg/min]
    resting_hr_bpm, max_hr_bpm : float
        The runner's resting and maximum heart rate. [beats/min]

    Returns
    -------
    float
        Heart rate; the maximum for uptakes above the maximal. [beats/min]

    Raises
    ------
    OutOfRangeError
        If the uptake is not between rest and 130 % of the maximal.

    Notes
    -----
    The fraction of heart-rate reserve equals the fraction of uptake reserve [1]_:

    .. math:: HR = HR_0 + \frac{f V - 3.5}{V - 3.5}\,(HR_{max} - HR_0)

    Evidence: established for steady running; heart rate lags behind changes by
    half a minute and drifts upwards in long or hot runs.

    References
    ----------
    .. [1] D. P. Swain and B. C. Leutholtz, Heart rate reserve is equivalent to
       %VO2 reserve, not to %VO2max. *Med Sci Sports Exerc* 29, 1997. As
       reproduced; original not seen.

    Examples
    --------
    >>> round(heart_rate_by_reserve(0.88, 54, 50, 190), 1)
    172.0
    """
    rest_frac = RESTING_UPTAKE_ML_KG_MIN / vo2max_ml_kg_min
    check_range("uptake_frac", uptake_frac, (rest_frac, UPTAKE_RANGE_FRAC[1]))
    reserve_frac = (min(uptake_frac, 1.0) - rest_frac) / (1 - rest_frac)
    return resting_hr_bpm + reserve_frac * (max_hr_bpm - resting_hr_bpm)


def uptake_by_reserve(
    heart_rate_bpm: float,
    vo2max_ml_kg_min: float,
    resting_hr_bpm: float,
    max_hr_bpm: float,
) -> float:
    """Return the fraction of maximal uptake at a heart rate.

    The inverse of :func:`heart_rate_by_reserve`.

    Parameters
    ----------
    heart_rate_bpm : float
        Steady heart rate, from resting to maximum. [beats/min]
    vo2max_ml_kg_min, resting_hr_bpm, max_hr_bpm : float
        As there.

    Returns
    -------
    float
        Fraction of maximal uptake.

    Raises
    ------
    OutOfRangeError
        If the heart rate is not between resting and maximum.

    Examples
    --------
    >>> round(uptake_by_reserve(0.9 * 190, 54, 50, 190), 3)
    0.873
    """
    check_range("heart rate in bpm", heart_rate_bpm, (resting_hr_bpm, max_hr_bpm))
    rest_frac = RESTING_UPTAKE_ML_KG_MIN / vo2max_ml_kg_min
    reserve_frac = (heart_rate_bpm - resting_hr_bpm) / (max_hr_bpm - resting_hr_bpm)
    return rest_frac + reserve_frac * (1 - rest_frac)


def max_hr_fraction(uptake_frac: float) -> float:
    """Return the fraction of maximum heart rate at a fraction of maximal uptake.

    Parameters
    ----------
    uptake_frac : float
        Fraction of maximal uptake.

    Returns
    -------
    float
        Fraction of maximum heart rate; level at the ends of :data:`MAX_HR_POINTS`.

    Raises
    ------
    OutOfRangeError
        If the uptake is not between 0 and 130 % of the maximal.

    Notes
    -----
    Lines between Daniels' pairs [1]_, for runners whose resting heart rate is unknown.
    Evidence: supported; he does not say how many runners they were measured in.

    References
    ----------
    .. [1] J. Daniels, *Daniels' Running Formula*, 3rd ed. Human Kinetics, 2014, ch. 4.
       As reproduced.

    Examples
    --------
    >>> round(max_hr_fraction(0.88), 4)
    0.92
    """
    check_range("uptake_frac", uptake_frac, UPTAKE_RANGE_FRAC)
    return _along(MAX_HR_POINTS, uptake_frac)


def uptake_of_max_hr_fraction(max_hr_frac: float) -> float:
    """Return the fraction of maximal uptake at a fraction of maximum heart rate.

    The inverse of :func:`max_hr_fraction`.

    Parameters
    ----------
    max_hr_frac : float
        Fraction of maximum heart rate, from that at rest, 0.35, to 1.

    Returns
    -------
    float
        Fraction of maximal uptake.

    Raises
    ------
    OutOfRangeError
        If the fraction is below that at rest or above 1.

    Examples
    --------
    >>> round(uptake_of_max_hr_fraction(0.90), 4)
    0.855
    """
    check_range("max_hr_frac", max_hr_frac, (MAX_HR_POINTS[0][1], 1.0))
    return _along(
        tuple((beats, uptake) for uptake, beats in MAX_HR_POINTS), max_hr_frac
    )


def _along(points: tuple[tuple[float, float], ...], x: float) -> float:
    """Return the value on the lines between points, level beyond their ends."""
    if x <= points[0][0]:
        return points[0][1]
    for (low, start), (high, end) in pairwise(points):
        if x <= high:
            return start + (x - low) / (high - low) * (end - start)
    return points[-1][1]


def max_hr_of_age(age_years: float) -> float:
    """Return the mean maximum heart rate of people of an age.

    Parameters
    ----------
    age_years : float
        Age. [years]

    Returns
    -------
    float
        Maximum heart rate; one runner in three differs by more than
        :data:`MAX_HR_STANDARD_ERROR_BPM`. [beats/min]

    Raises
    ------
    OutOfRangeError
        If the age is outside 7 to 90 years.

    Notes
    -----
    Tanaka's line [1]_. The familiar 220 less age has no study behind it [2]_. Under
    18 the line was tried on 52 children of 7 to 17 years: like the measured mean of
    201 beats, and 8 off for the single child [3]_.
    Evidence: established as a mean, weak for one person.

    References
    ----------
    .. [1] H. Tanaka et al., Age-predicted maximal heart rate revisited. *J Am Coll
       Cardiol* 37, 2001.
    .. [2] R. A. Robergs and R. Landwehr, The surprising history of the "HRmax =
       220 - age" equation. *J Exerc Physiol* 5, 2002.
    .. [3] A. D. Mahon et al., Evaluating the prediction of maximal heart rate in
       children and adolescents. *Res Q Exerc Sport* 81, 2010. Abstract read.

    Examples
    --------
    >>> max_hr_of_age(40)
    180.0
    """
    check_range("age in years", age_years, AGE_RANGE_YEARS)
    return TANAKA_MAX_HR_BPM - TANAKA_PER_YEAR_BPM * age_years
