"""An outlook in words: the reasons, one by one, and the milestones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsplit.evidence import planning as claims
from negsplit.plan import AimKind
from negsplit.planning.goal_words import aim_words, distance_words
from negsplit.units import DistanceUnit, format_clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.athlete import Athlete
    from negsplit.planning.feasibility import Chance
    from negsplit.planning.outlook import Milestone, Outlook
    from negsplit.planning.own_trend import Trend

# Nobody is this sure of a race months away.
SUREST, LEAST_SURE = 0.97, 0.01
# A change of VDOT in percent a month that is worth a number.
LEAST_TOLD_PERCENT = 0.1
# What is said of goals that are no race.
_ABOUT = {
    AimKind.BASE: (claims.BASE_FAR_FROM_RACE, claims.BASE_STIMULUS),
    AimKind.COME_BACK: (claims.REST_AFTER_RACE,),
}


def chance_words(probability: float) -> str:
    """Return a chance in percent, never nothing and never certain.

    >>> chance_words(0.0312), chance_words(0.0001), chance_words(0.999)
    ('3 %', 'under 1 %', 'over 97 %')
    """
    if probability < LEAST_SURE:
        return "under 1 %"
    if probability > SUREST:
        return "over 97 %"
    return f"{100 * probability:.0f} %"


def reasons(outlook: Outlook, athlete: Athlete, unit: DistanceUnit) -> tuple[str, ...]:
    """Return why a goal is judged as it is, one sentence each."""
    found = [_about_finishing(outlook, unit)] if outlook.needed_s is not None else []
    if outlook.chance is not None:
        found += _about_time(outlook.chance, athlete, unit)
    found += [claim.text for claim in _ABOUT.get(outlook.aim.kind, ())]
    return tuple(found)


def _about_time(chance: Chance, athlete: Athlete, unit: DistanceUnit) -> Iterator[str]:
    what = distance_words(chance.aim.distance_m or 0.0, unit)
    now = chance.now
    yield (
        f"Today you would run the {what} in about {format_clock(now.duration_s)} "
        f"(four times in five {format_clock(now.low_s)} to {format_clock(now.high_s)})"
        f", judged by {_judged_by(athlete, unit)}."
    )
    if chance.ask_frac <= 0:
        yield "The goal is no faster than that; it asks for a good day, no more."
    else:
        pace_s = now.duration_s * chance.ask_frac
        per = pace_s / ((chance.aim.distance_m or 1.0) / unit.metres) / chance.weeks
        yield (
            f"The goal asks for {100 * chance.ask_frac:.1f} % less time in "
            f"{chance.weeks:.0f} weeks: {per:.1f} s/{unit.value} better each week."
        )
    low, high = 100 * chance.gain_low_frac, 100 * chance.gain_high_frac
    yield (
        f"Training is reckoned to bring {100 * chance.gain_frac:.1f} % by then, four "
        f"times in five between {max(low, 0):.0f} and {high:.0f} %. In studies eight "
        "weeks raised VO2max by nothing to 7.2 %, as the training went, and of who had "
        "not trained before by more; what that means for you is inferred."
    )
    if chance.trend is not None:
        yield _about_trend(chance.trend)
    yield (
        f"So on the day about {format_clock(chance.then_s)}, four times in five "
        f"{format_clock(chance.then_low_s)} to {format_clock(chance.then_high_s)}: "
        f"{chance_words(chance.probability)} of what is known supports the goal."
    )


def _judged_by(athlete: Athlete, unit: DistanceUnit) -> str:
    if not athlete.races:
        return f"a VDOT of {athlete.vdot_ml_kg_min or 0.0:.1f}"
    told = (
        f"{distance_words(race.distance_m, unit)} in {format_clock(race.duration_s)}"
        for race in athlete.races
    )
    return " and ".join(told)


def _about_trend(trend: Trend) -> str:
    month = 100 * trend.gain_per_week * 52 / 12
    word = "risen" if month >= 0 else "fallen"
    told = f"has {word} by {abs(month):.1f} % a month"
    if abs(month) < LEAST_TOLD_PERCENT:
        told = "has hardly changed"
    return (
        f"Your own VDOT {told} over the last {trend.weeks:.0f} weeks; that counts "
        "beside what studies say."
    )


def _about_finishing(outlook: Outlook, unit: DistanceUnit) -> str:
    what = distance_words(outlook.aim.distance_m or 0.0, unit)
    longest, needed = outlook.longest_s or 0.0, outlook.needed_s or 0.0
    return (
        f"To finish the {what}, a long run of {needed / 60:.0f} min is enough; from "
        f"{longest / 60:.0f} min, 7 % longer a week with every fourth week light, that "
        f"and the taper take {outlook.ready_weeks} weeks, and there are "
        f"{int(outlook.weeks)}. How likely you are to finish, nobody has measured."
    )


def milestone_words(stone: Milestone, unit: DistanceUnit) -> str:
    """Return what is to be reached by then."""
    if stone.distance_m is not None and stone.time_s is not None:
        what = distance_words(stone.distance_m, unit)
        return f"{what} in {format_clock(stone.time_s)}"
    if stone.longest_s is not None:
        return f"a long run of {5 * round(stone.longest_s / 300)} min"
    return f"{format_clock(stone.weekly_s or 0.0).rpartition(':')[0]} h of running"


def nearer_words(outlook: Outlook, unit: DistanceUnit) -> tuple[str, ...]:
    """Return what would be nearer, where the goal is out of reach."""
    found = []
    if outlook.chance is not None and outlook.chance.nearer is not None:
        found.append(aim_words(outlook.chance.nearer, unit))
    if outlook.later is not None:
        found.append(aim_words(outlook.later, unit))
    return tuple(found)
