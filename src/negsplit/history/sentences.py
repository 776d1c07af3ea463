"""What a runner would be glad to read: findings as sentences, each true and checkable.

A sentence names the run and the day it rests on, and what is unsure about it. Nothing
is said of few runs that could as well be chance; nobody is judged.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from negsplit.analysis.settings import SHAPE
from negsplit.history.ability import Cause
from negsplit.history.awareness import Word
from negsplit.units import (
    HALF_MARATHON_M,
    MARATHON_M,
    DistanceUnit,
    format_clock,
    format_distance,
    format_pace,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from negsplit.history.ability import Ability
    from negsplit.history.bests import Best
    from negsplit.history.look_back import History
    from negsplit.history.shapes import Lift, Wall

# Shares are told of this much running at least.
LEAST_JUDGED_S = 10 * 3600.0
# All but this share is all.
WHOLE_FRAC = 0.98
# A trend is told where its ends lie further apart than both bands together.
FEWEST_MONTHS = 6
# Efforts that runners remember, in the order in which they are told.
TOLD_DISTANCES_M = (5000.0, 10_000.0, HALF_MARATHON_M, MARATHON_M)
FEWEST_AS_LONG = 3
FEWEST_FELT = 3
MOST_WALLS = 3


class Topic(Enum):
    """What a finding is about."""

    LIFTS = "progressions"
    SPLITS = "negative splits"
    WALLS = "walls"
    EFFORT = "easy and hard"
    BESTS = "best efforts"
    FORM = "form"
    HEART = "heart"
    AWARENESS = "pace awareness"
    STREAKS = "streaks"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One finding in words, and the runs that it can be checked by."""

    topic: Topic
    text: str
    runs: tuple[int, ...] = ()


def sentences(history: History, unit: DistanceUnit) -> tuple[Sentence, ...]:
    """Return the findings of a history, what runners look for first."""
    return (
        *_lifts(history, unit),
        *_bests(history),
        *_splits(history, unit),
        *_walls(history, unit),
        *_effort(history),
        *_form(history),
        *_heart(history, unit),
        *_awareness(history),
        *_streaks(history, unit),
    )


def day_text(day: date) -> str:
    """Return a day as runners write it, in an order that nobody mistakes."""
    return f"{day.day} {day:%b %Y}"


def count(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural where it is not one."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _lifts(history: History, unit: DistanceUnit) -> Iterator[Sentence]:
    lifts = history.lifts
    if not lifts:
        return
    unplanned = [lift for lift in lifts if not lift.is_planned]
    planned = len(lifts) - len(unplanned)
    told = count(len(lifts), "progression")
    how = f"{planned:,} with a plan and {len(unplanned):,} without"
    if planned == 0:
        how = f"{'none' if len(lifts) > 1 else 'not'} with a plan that is known"
    runs = "runs" if len(lifts) > 1 else "a run"
    yield Sentence(
        Topic.LIFTS,
        f"You ran {told}, {how}: {runs} of 20 min or more that got faster to the end "
        "and kept it.",
        tuple(lift.run for lift in lifts),
    )
    best = max(unplanned or lifts, key=lambda lift: lift.rank)
    yield Sentence(Topic.LIFTS, _best_lift(best, unit), (best.run,))


def _best_lift(lift: Lift, unit: DistanceUnit) -> str:
    kind = "Your biggest lift" if lift.is_planned else "Your biggest unplanned lift"
    return (
        f"{kind}: {format_distance(lift.distance_m, unit)} on {day_text(lift.day)}, "
        f"from {format_pace(lift.start_mps, unit)} in the first quarter to "
        f"{format_pace(lift.finish_mps, unit)} in the last, grade-adjusted "
        f"({lift.form.value})."
    )


def _bests(history: History) -> Iterator[Sentence]:
    by_distance = {best.distance_m: best for best in history.bests.ever}
    current = {best.distance_m: best for best in history.bests.current}
    lifted = {lift.run: lift for lift in history.lifts}
    for distance_m in TOLD_DISTANCES_M:
        best = by_distance.get(distance_m)
        if best is None or not _is_telling(best):
            continue
        text = f"Your fastest {_distance_name(distance_m)} inside a run: {_when(best)}"
        lift = lifted.get(best.run)
        if lift is not None:
            text += f", in a progression that ended {100 * lift.lift_frac:.0f}% faster"
        late = current.get(distance_m)
        if late is not None and late.run != best.run:
            text += f"; in the last twelve months {_when(late)}"
        yield Sentence(Topic.BESTS, f"{text}.", (best.run,))


def _is_telling(best: Best) -> bool:
    """Return whether a best is more than the only time, or a walk."""
    is_race = best.distance_m >= HALF_MARATHON_M
    return best.speed_mps >= SHAPE.walk_mps and (
        is_race or best.among_runs >= FEWEST_AS_LONG
    )


def _when(best: Best) -> str:
    return f"{format_clock(best.duration_s)} on {day_text(best.day)}"


def _distance_name(distance_m: float) -> str:
    names = {HALF_MARATHON_M: "half marathon", MARATHON_M: "marathon"}
    return names.get(distance_m, format_distance(distance_m))


def _splits(history: History, unit: DistanceUnit) -> Iterator[Sentence]:
    splits = history.negative_splits
    if not splits:
        return
    longest = max(splits, key=lambda split: split.distance_m)
    share = f"{100 * longest.faster_frac:.0f} %"
    yield Sentence(
        Topic.SPLITS,
        f"{count(len(splits), 'run')} of 20 min or more had a second half at least "
        "2 % faster by the clock. The longest: "
        f"{format_distance(longest.distance_m, unit)} on {day_text(longest.day)}, the "
        f"second half {share} faster.",
        tuple(split.run for split in splits),
    )


def _walls(history: History, unit: DistanceUnit) -> Iterator[Sentence]:
    latest = history.walls[-MOST_WALLS:]
    for wall in reversed(latest):
        yield Sentence(Topic.WALLS, _wall(wall, unit), (wall.run,))


def _wall(wall: Wall, unit: DistanceUnit) -> str:
    each = "kilometre" if unit is DistanceUnit.KM else "mile"
    text = (
        f"On {day_text(wall.day)}, {format_distance(wall.distance_m, unit)}: from "
        f"{format_distance(wall.start_m, unit)} on each {each} took "
        f"{100 * wall.slower_frac:.0f} % longer, grade-adjusted, for "
        f"{format_distance(wall.length_m, unit)}. That cost "
        f"{format_clock(wall.cost_s)} against your pace until the half"
    )
    return text + _start(wall) + "."


def _start(wall: Wall) -> str:
    """Return what the start had to do with a wall, as far as it had."""
    over = wall.base_over_form_frac
    if over is None or over <= 0:
        early = wall.start_over_base_frac
        return f"; the first eighth was {100 * early:.0f} % faster" if early > 0 else ""
    text = (
        f", which was {100 * over:.0f} % faster than your form then suggested for the "
        "distance"
    )
    low, saved = wall.even_saves_low_s, wall.even_saves_s
    if low and saved:
        text += (
            f"; an even race of that form would have taken {format_clock(low)} to "
            f"{format_clock(saved)} less"
        )
    return text


def _effort(history: History) -> Iterator[Sentence]:
    minutes = history.minutes
    if minutes.total_s < LEAST_JUDGED_S:
        return
    easy, moderate, hard = (
        f"{100 * minutes.share(seconds):.0f} %"
        for seconds in (minutes.easy_s, minutes.moderate_s, minutes.hard_s)
    )
    low, high = (
        100 * minutes.share(seconds)
        for seconds in (minutes.hard_low_s, minutes.hard_high_s)
    )
    of_what = "your running"
    if minutes.total_s < WHOLE_FRAC * history.moving_s:
        of_what = f"the {minutes.total_s / 3600:.0f} h that form is known for"
    yield Sentence(
        Topic.EFFORT,
        f"By pace, {easy} of {of_what} was easy, {moderate} moderate and {hard} hard, "
        f"tempo or faster; as VDOT is not exactly known, hard could be {low:.0f} to "
        f"{high:.0f} %.",
    )


# Less is not worth a word: whole points are what is told.
LEAST_MOVED_ML_KG_MIN = 0.5


def _form(history: History) -> Iterator[Sentence]:
    if not history.abilities:
        return
    best = max(history.abilities, key=lambda ability: ability.vdot_low_ml_kg_min)
    last = history.abilities[-1]
    if last.is_at_least:
        how = "raced" if last.cause is Cause.RACE else "run"
        yield Sentence(
            Topic.FORM,
            f"VDOT was at least {last.vdot_ml_kg_min:.0f} in {last.month:%B %Y}: that "
            f"was {how}. Without heart rate nobody can say how much more there was.",
        )
        return
    high = last.vdot_high_ml_kg_min or last.vdot_ml_kg_min
    text = (
        f"VDOT in {last.month:%B %Y}: {last.vdot_ml_kg_min:.0f}, four times in five "
        f"between {last.vdot_low_ml_kg_min:.0f} and {high:.0f}"
    )
    if best.month != last.month and len(history.abilities) >= FEWEST_MONTHS:
        text += f"; it was highest in {best.month:%B %Y}, {best.vdot_ml_kg_min:.0f}"
    text += _change(history.abilities)
    yield Sentence(
        Topic.FORM,
        f"{text}. Its level rests on your maximum and resting heart rate until a race "
        "tells; that it goes up or down is surer, but heat looks like lost form.",
    )


def _change(abilities: Sequence[Ability]) -> str:
    """Return how far VDOT moved since the month before, and what shows it."""
    last = abilities[-1]
    shown = {
        Cause.RACE: "your race",
        Cause.EFFORT: "a hard run",
        Cause.HEART_RATE: "heart rate at your usual paces",
    }[last.cause]
    if last.shown_on is not None:
        shown += f" on {last.shown_on:%-d %B}"
    before = abilities[-2] if len(abilities) > 1 else None
    if before is None or before.is_at_least:
        return f"; {shown} shows it"
    moved = last.vdot_ml_kg_min - before.vdot_ml_kg_min
    if abs(moved) < LEAST_MOVED_ML_KG_MIN:
        return f"; as in {before.month:%B}, and {shown} shows it"
    more = "more" if moved > 0 else "less"
    return f"; {abs(moved):.0f} {more} than in {before.month:%B}: {shown} shows it"


def _heart(history: History, unit: DistanceUnit) -> Iterator[Sentence]:
    trend = history.pulse
    if trend is None or len(trend.months) < FEWEST_MONTHS:
        return
    low = min(trend.months, key=lambda month: month.high_bpm)
    high = max(trend.months, key=lambda month: month.low_bpm)
    if low.high_bpm >= high.low_bpm:
        return
    first, second = sorted((low, high), key=lambda month: month.month)
    yield Sentence(
        Topic.HEART,
        f"At {format_pace(trend.speed_mps, unit)} grade-adjusted your heart beat "
        f"{first.heart_rate_bpm:.0f} times a minute in {first.month:%B %Y} and "
        f"{second.heart_rate_bpm:.0f} in {second.month:%B %Y}, the two months furthest "
        "apart for certain; season and heat are part of that.",
    )


def _awareness(history: History) -> Iterator[Sentence]:
    for felt in history.awareness.felt:
        if felt.runs < FEWEST_FELT:
            continue
        text = (
            f"{count(felt.runs, 'run')} felt {felt.word.value}; by pace "
            f"{felt.as_felt} {_were(felt.as_felt)} so"
        )
        if felt.word is Word.EASY and felt.harder:
            text += f" and {felt.harder} went faster than that"
        elif felt.word is Word.HARD and felt.easier:
            text += f" and {felt.easier} {_were(felt.easier)} easier than felt"
        yield Sentence(Topic.AWARENESS, f"{text}.")
    for meant in history.awareness.intended:
        if meant.steps >= FEWEST_FELT:
            yield Sentence(
                Topic.AWARENESS,
                f"Of {count(meant.steps, 'step')} planned {meant.word.value}, "
                f"{meant.as_intended} {_were(meant.as_intended)} run so, "
                f"{meant.harder} harder and "
                f"{meant.easier} easier.",
            )


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def _streaks(history: History, unit: DistanceUnit) -> Iterator[Sentence]:
    streaks = history.streaks
    weeks = streaks.weeks
    if weeks is not None and weeks.length > 1:
        text = (
            f"{weeks.length} weeks in a row with a run, from {day_text(weeks.start)} on"
        )
        if streaks.current_weeks == weeks.length:
            text += ", and it goes on"
        elif streaks.current_weeks > 1:
            text += f"; {streaks.current_weeks} weeks up to now"
        yield Sentence(Topic.STREAKS, f"{text}.")
    months = streaks.lifting_months
    if months is not None and months.length > 1:
        yield Sentence(
            Topic.STREAKS,
            f"{months.length} months in a row with a progression, from "
            f"{months.start:%B %Y} on.",
        )
    month, longest = streaks.best_month, streaks.longest_run
    if month is not None and len(history.months) > 1:
        metres = format_distance(month.distance_m, unit)
        yield Sentence(
            Topic.STREAKS, f"Your biggest month: {metres} in {month.start:%B %Y}."
        )
    if longest is not None and longest.run is not None and history.runs > 1:
        metres = format_distance(longest.distance_m, unit)
        yield Sentence(
            Topic.STREAKS,
            f"Your longest run: {metres} on {day_text(longest.start)}.",
            (longest.run,),
        )
