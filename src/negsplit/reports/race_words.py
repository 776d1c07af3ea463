"""A race plan in words: what it is, how sure, and what to do at its marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsplit.physiology.climate import HeatRisk
from negsplit.racing.race_plan import WATCH_LONG_FRACS
from negsplit.reports.wording import percent
from negsplit.units import DistanceUnit, format_clock, format_distance, format_pace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.racing.race_plan import RacePlan
    from negsplit.racing.split import Outcome

# From this split on the halves are told apart by it; less is even effort.
EVEN_FRAC = 0.002
# Beyond this many seconds a difference between plans is worth a word.
_WORTH_S = 0.5
# What succeeds less often than one time in three is called bold. Inferred.
BOLD_CHANCE = 1 / 3
# The hours of the claim on fuel; from a quarter over one on, as nobody eats for the
# last minutes (inferred).
_FUEL_FROM_S, _MORE_FUEL_FROM_S = 75 * 60.0, 150 * 60.0
HEAT_WORDS = {
    HeatRisk.WATCHFUL: "Hot enough to be careful: start by effort, drink early, walk "
    "when you feel dizzy.",
    HeatRisk.LIMIT: "Very hot: run this as training. Stop if you feel dizzy or stop "
    "sweating.",
}


def plan_lines(plan: RacePlan, unit: DistanceUnit) -> tuple[str, ...]:
    """Return what the plan is and how sure."""
    return tuple(_plan_lines(plan, unit))


def _plan_lines(plan: RacePlan, unit: DistanceUnit) -> Iterator[str]:
    mean = format_pace(plan.course.length_m / plan.finish_s, unit)
    yield f"Finish {format_clock(plan.finish_s)}, {mean} on average"
    first_s, second_s = plan.halves_s
    yield (
        f"Halves {format_clock(first_s)} and {format_clock(second_s)}: "
        f"{_split_words(plan)}"
    )
    low, high = format_clock(plan.low_s), format_clock(plan.high_s)
    yield (
        f"Your races say {format_clock(plan.likeliest_s)} at even effort, and four "
        f"times in five between {low} and {high}"
    )
    yield (
        f"{format_clock(plan.finish_s)} or better: {percent(plan.chance)} likely. "
        f"Slowing by a quarter or more: {percent(plan.chosen.wall_frac)}"
    )
    if plan.chance < BOLD_CHANCE:
        fair = format_clock(plan.fair_s)
        yield f"That is bold: {fair} is what your races let you expect"


def _split_words(plan: RacePlan) -> str:
    if plan.chosen.split_frac < EVEN_FRAC:
        return "even effort"
    hills = ", hills apart" if plan.course.climb_m >= 1 else ""
    return f"the second {percent(plan.chosen.split_frac, 1)} quicker{hills}"


def comparison_lines(plan: RacePlan) -> tuple[str, ...]:
    """Return what other splits would come to."""
    return tuple(_other(plan.chosen, other) for other in plan.others)


def _other(chosen: Outcome, other: Outcome) -> str:
    name = "Even effort"
    if other.split_frac >= EVEN_FRAC:
        name = f"A split of {percent(other.split_frac, 1)}"
    later_s = other.expected_s - chosen.expected_s
    if abs(later_s) < _WORTH_S:
        time = "the same finish on average"
    else:
        side = "later" if later_s > 0 else "earlier"
        time = f"{abs(later_s):.0f} s {side} on average"
    return f"{name}: {time}; slowing by a quarter {percent(other.wall_frac)}"


def advice_lines(
    plan: RacePlan, unit: DistanceUnit, risk: HeatRisk = HeatRisk.NONE
) -> tuple[str, ...]:
    """Return what to do on the way."""
    return tuple(_advice(plan, unit, risk))


def _advice(plan: RacePlan, unit: DistanceUnit, risk: HeatRisk) -> Iterator[str]:
    if risk in HEAT_WORDS:
        yield HEAT_WORDS[risk]
    first = plan.splits(unit)[0]
    yield (
        f"First {unit.value}: {format_clock(first.took_s)} and no faster, however easy "
        "it feels."
    )
    if plan.course.climb_m >= 1:
        yield "Hills: keep the effort; the times below already give and take for them."
    yield from _plan_b(plan, unit)
    low, high = (percent(frac, 1) for frac in WATCH_LONG_FRACS)
    shown = format_pace(plan.watch_speed_mps, unit)
    yield (
        f"Watches read courses {low} to {high} long: {shown} on average on its screen "
        "is this finish. Go by the marks."
    )
    if plan.finish_s >= _FUEL_FROM_S:
        grams = "up to 90" if plan.finish_s >= _MORE_FUEL_FROM_S else "30 to 60"
        yield (
            f"Fuel: {grams} g of carbohydrate an hour, from the first half hour on; "
            "only what you tried in training."
        )


def _plan_b(plan: RacePlan, unit: DistanceUnit) -> Iterator[str]:
    """Return what becomes of the finish if the second half does not lift."""
    half_m = plan.course.length_m / 2
    first_s, _ = plan.halves_s
    share = plan.course.half_share
    held_s = first_s + first_s * (1 - share) / share
    if held_s - plan.finish_s < 1:
        return
    where = format_distance(half_m, unit)
    yield (
        f"At half-way ({where}, {format_clock(first_s)}): if it feels harder than it "
        f"should, hold this effort and don't lift. {format_clock(held_s)} is the "
        "finish then, and a good race."
    )
