"""What published training guidance asks of a plan, and which plans break it.

A plan is read as plain data: days, what a day is, minutes and how hard each minute is.
Nothing here knows how the planner decides. Each rule has a source and a severity;
dangerous is where runners get hurt, poor is what a coach would not sign. Sources:

* DANIELS: Daniels' Running Formula, 3rd ed., ch. 2, 4, 9 and 15: single easy runs of
  30 to 150 min and at most 25 to 30 % of the week for those below 40 miles; T at most
  10 % of the week, 20 min without a break; I at most 10 km or 8 %; R at most 8 km or
  5 %; M at most 110 min or 18 miles; returns after a break by halves and thirds.
* PFITZINGER: Advanced Marathoning, 3rd ed.: long runs to 22 miles; the last of 20 miles
  three weeks before; four weeks of recovery after a marathon; warm-ups and cool-downs.
* HIGDON: Novice 1 marathon: 20 of 40 miles in the biggest week, cut-back weeks.
* BOSQUET: Med Sci Sports Exerc 39, 2007: 41 to 60 % less over 8 to 14 days, intensity
  and frequency kept.
* FRANDSEN: Br J Sports Med 59, 2025: a run over 10 % longer than the longest of the
  last 30 days: 64 % more overuse injuries; over twice as long: 128 % more.
* NIELSEN: J Orthop Sports Phys Ther 44, 2014: over 30 % more in two weeks.
* NHS: Couch to 5K: walk and run, a rest day between runs, no speed work.
* SEILER: Int J Sports Physiol Perform 5, 2010: four fifths of training easy.
* FRIEL: Fast After 50: 48 to 72 h between hard sessions.
* ROBERTS: Br J Sports Med 44, 2010, and entry rules of the big marathons: 18 years.

Bounds are the published ones with a margin for rounding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from itertools import pairwise
from statistics import fmean

DAY = timedelta(days=1)
MARATHON_KM, HALF_KM = 42.195, 21.0975
# Fractions of VDOT where marathon pace, T and I begin; the last with a margin.
MARATHON_FROM, THRESHOLD_FROM, INTERVAL_FROM, REPETITION_FROM = 0.79, 0.855, 0.935, 1.02


class Severity(Enum):
    """What a broken rule does."""

    DANGEROUS = "dangerous"
    POOR = "poor"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some minutes at one intensity, as a fraction of VDOT; walking is 0."""

    minutes: float
    frac: float


@dataclass(frozen=True, slots=True)
class PlainDay:
    """One run: its day, its kind, how long, how far, how hard."""

    day: date
    kind: str  # easy, long, progression, hard, race
    minutes: float
    km: float = 0.0
    stretches: tuple[Stretch, ...] = ()
    has_strength: bool = False

    def at(self, low: float, high: float = 9.0) -> float:
        """Return the minutes at an intensity."""
        return sum(s.minutes for s in self.stretches if low <= s.frac < high)

    def unbroken(self, low: float) -> float:
        """Return the longest stretch of minutes at an intensity or above."""
        longest = run = 0.0
        for stretch in self.stretches:
            run = run + stretch.minutes if stretch.frac >= low else 0.0
            longest = max(longest, run)
        return longest

    @property
    def is_quality(self) -> bool:
        return self.kind in ("hard", "progression")


@dataclass(frozen=True, slots=True)
class PlainPlan:
    """A plan and its runner as plain data."""

    start: date
    end: date
    days: tuple[PlainDay, ...]
    runs_a_week: int
    race_km: float = 0.0
    race_min: float = 0.0
    has_target: bool = False
    age: float | None = None
    vdot: float = 45.0
    usual_min: float | None = None
    longest_min: float | None = None
    days_off: int = 0
    raced_on: date | None = None
    raced_km: float = 0.0
    away: tuple[tuple[date, date], ...] = ()
    most_min: float | None = None
    has_free_choice: bool = True
    light: frozenset[date] = frozenset()
    told: frozenset[str] = field(default_factory=frozenset)

    @property
    def weeks(self) -> dict[date, list[PlainDay]]:
        """Return runs by Monday, weeks without one included."""
        found: dict[date, list[PlainDay]] = {}
        monday = self.start - self.start.weekday() * DAY
        while monday <= self.end:
            found[monday] = []
            monday += 7 * DAY
        for run in self.days:
            found.setdefault(run.day - run.day.weekday() * DAY, []).append(run)
        return found

    @property
    def whole_weeks(self) -> dict[date, list[PlainDay]]:
        """Return weeks that are all within the plan, without the race's."""
        return {
            monday: runs
            for monday, runs in self.weeks.items()
            if monday >= self.start
            and monday + 6 * DAY < self.end
            and not self.is_disturbed(monday)
        }

    def is_disturbed(self, monday: date) -> bool:
        return any(a <= monday + 6 * DAY and monday <= b for a, b in self.away)

    @property
    def is_novice(self) -> bool:
        """Whether half an hour without walking, or 90 min a week, is new."""
        short = self.longest_min is not None and self.longest_min < 30
        few = self.usual_min is not None and self.usual_min < 90
        return (short or few) and self.vdot < 42


def minutes(runs: list[PlainDay]) -> float:
    """Return the minutes of training, the race left out."""
    return sum(run.minutes for run in runs if run.kind != "race")


Check = Callable[[PlainPlan], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, its source and how bad a break of it is."""

    name: str
    source: str
    severity: Severity
    check: Check


RULES: list[Rule] = []


def rule(source: str, severity: Severity) -> Callable[[Check], Check]:
    """Enter a check as a rule under its own name."""

    def enter(check: Check) -> Check:
        RULES.append(Rule(check.__name__, source, severity, check))
        return check

    return enter


BAD, POOR = Severity.DANGEROUS, Severity.POOR


@rule("HIGDON: half of the week in the biggest week of the lowest plan", BAD)
def long_run_is_half_the_week_at_most(plan: PlainPlan) -> Iterator[str]:
    most = 0.55 if plan.runs_a_week <= 3 else 0.52
    for monday, runs in plan.whole_weeks.items():
        longest = max((run.minutes for run in runs), default=0)
        if longest > 60 and longest > most * minutes(runs):
            yield f"{monday}: {longest:.0f} of {minutes(runs):.0f} min"


@rule("DANIELS: 25 to 30 % of the week; 40 % left to five runs a week", POOR)
def long_run_is_a_modest_share(plan: PlainPlan) -> Iterator[str]:
    if plan.runs_a_week < 5:
        return
    for monday, runs in plan.whole_weeks.items():
        longest = max((run.minutes for run in runs), default=0)
        if longest > 75 and longest > 0.42 * minutes(runs):
            yield f"{monday}: {longest:.0f} of {minutes(runs):.0f} min"


@rule("DANIELS: 150 min; three hours is where all guidance but for ultras stops", BAD)
def no_run_is_longer_than_three_hours(plan: PlainPlan) -> Iterator[str]:
    most = 185 if plan.race_km <= MARATHON_KM + 1 else 300
    for run in plan.days:
        if run.kind != "race" and run.minutes > most:
            yield f"{run.day}: {run.minutes:.0f} min"


@rule("PFITZINGER: 22 miles, 24 in the highest plan", BAD)
def no_training_run_is_longer_than_24_miles(plan: PlainPlan) -> Iterator[str]:
    if plan.race_km > MARATHON_KM + 1:
        return
    for run in plan.days:
        if run.kind != "race" and run.km > 38.6:
            yield f"{run.day}: {run.km:.1f} km"


@rule("DANIELS: 150 min is for the best prepared, not for every week", POOR)
def the_longest_runs_are_few(plan: PlainPlan) -> Iterator[str]:
    most = 155 if plan.race_km <= MARATHON_KM + 1 else 240
    count = sum(run.minutes > most for run in plan.days if run.kind != "race")
    if count > 3:
        yield f"{count} runs of over {most} min"


@rule("NIELSEN: 30 % more", BAD)
def the_first_weeks_are_what_was_run_before(plan: PlainPlan) -> Iterator[str]:
    if plan.usual_min is None or plan.usual_min < 60:
        return
    for monday, runs in list(plan.whole_weeks.items())[:1]:
        if minutes(runs) > 1.3 * plan.usual_min:
            yield f"{monday}: {minutes(runs):.0f} after {plan.usual_min:.0f} min"


@rule("NHS: three times half an hour, half of it walked, from nothing", BAD)
def nothing_becomes_a_little(plan: PlainPlan) -> Iterator[str]:
    if plan.usual_min is None or plan.usual_min >= 60:
        return
    for monday, runs in list(plan.whole_weeks.items())[:1]:
        most = max(120, 35 * plan.runs_a_week)
        if minutes(runs) > most:
            yield f"{monday}: {minutes(runs):.0f} after {plan.usual_min:.0f} min"


@rule("NIELSEN: over 30 % more in two weeks", BAD)
def no_week_jumps(plan: PlainPlan) -> Iterator[str]:
    mondays = list(plan.weeks)
    for number, monday in enumerate(mondays):
        if monday not in plan.whole_weeks or number < 2:
            continue
        before = mondays[max(number - 4, 0) : number]
        if any(week < plan.start for week in before):
            continue
        most = max(minutes(plan.weeks[week]) for week in before)
        if plan.usual_min and number <= 4:
            most = max(most, plan.usual_min * (plan.days_off < 10))
        now = minutes(plan.weeks[monday])
        if now > 1.35 * most and now > most + 40:
            yield f"{monday}: {now:.0f} after {most:.0f} min"


@rule("FRANDSEN: 10 %; a third more is what no rounding explains", BAD)
def no_run_is_much_longer_than_the_longest_lately(plan: PlainPlan) -> Iterator[str]:
    seen = [run for run in plan.days if run.kind != "race"]
    for run in seen:
        lately = [o.at(0.01) for o in seen if 0 < (run.day - o.day).days <= 30]
        near = (run.day - plan.start).days <= 30 and plan.days_off < 30
        if near and plan.longest_min:
            lately.append(plan.longest_min)
        enough = (run.day - plan.start).days > 10 or (near and plan.longest_min)
        if not lately or not enough:
            continue
        # Minutes of running: a beginner walks between.
        ran, most = run.at(0.01), max(lately)
        if ran > 1.33 * most and ran > most + 12:
            yield f"{run.day}: {ran:.0f} after {most:.0f} min"


@rule("DANIELS: half the time off is spent at half the load, easy only", BAD)
def nothing_hard_after_days_off(plan: PlainPlan) -> Iterator[str]:
    for last, length in _breaks(plan):
        quiet = min(max(length // 2, 3), 28)
        for run in plan.days:
            if run.is_quality and 0 < (run.day - last).days <= quiet:
                yield f"{run.day}: {run.kind} after {length} days off"


@rule("DANIELS: half to three quarters of the load after 6 to 28 days", BAD)
def the_load_comes_back_in_steps(plan: PlainPlan) -> Iterator[str]:
    for last, length in _breaks(plan):
        first = [r for r in plan.days if 0 < (r.day - last).days <= 7]
        before = [
            minutes(runs)
            for monday, runs in plan.whole_weeks.items()
            if monday < last and monday + 28 * DAY > last - length * DAY
        ]
        usual = max(before, default=plan.usual_min or 0)
        if usual > 60 and minutes(first) > 0.8 * usual + 15:
            yield f"{last}: {minutes(first):.0f} of {usual:.0f} min"


@rule("DANIELS: no full long run in the first week after a break", BAD)
def no_full_long_run_after_days_off(plan: PlainPlan) -> Iterator[str]:
    for last, length in _breaks(plan):
        before = [
            run.minutes
            for run in plan.days
            if run.kind != "race" and 0 <= (last - run.day).days <= 30 + length
        ]
        for run in plan.days:
            if not 0 < (run.day - last).days <= 7 or not before:
                continue
            if run.minutes > 75 and run.minutes > 0.85 * max(before):
                yield f"{run.day}: {run.minutes:.0f} min after {length} days off"


def _breaks(plan: PlainPlan) -> Iterator[tuple[date, int]]:
    """Yield the last day and the length of breaks of ten days and more."""
    if plan.days_off >= 10:
        yield plan.start - DAY, plan.days_off
    for first, last in plan.away:
        if (last - first).days >= 9 and plan.start < first:
            yield last, (last - first).days + 1


@rule("PFITZINGER: four weeks; nothing fast for two after a marathon", BAD)
def nothing_hard_soon_after_a_race(plan: PlainPlan) -> Iterator[str]:
    if plan.raced_on is None:
        return
    quiet = 14 if plan.raced_km > 30 else 7 if plan.raced_km > 15 else 3
    for run in plan.days:
        if run.is_quality and 0 < (run.day - plan.raced_on).days <= quiet:
            yield f"{run.day}: {run.kind}"


@rule("PFITZINGER: about half the running in the weeks after a marathon", BAD)
def a_race_is_followed_by_little_running(plan: PlainPlan) -> Iterator[str]:
    if plan.raced_on is None or plan.raced_km < 30 or not plan.usual_min:
        return
    soon = [r for r in plan.days if 0 < (r.day - plan.raced_on).days <= 14]
    if minutes(soon) > 1.2 * plan.usual_min:
        yield f"{minutes(soon):.0f} min in two weeks"


@rule("PFITZINGER: the load after a marathon comes back over four weeks", BAD)
def the_return_after_a_race_has_no_jump(plan: PlainPlan) -> Iterator[str]:
    if plan.raced_on is None or plan.raced_km < 30:
        return
    weeks = list(plan.weeks.items())[:6]
    for (_, before), (monday, runs) in pairwise(weeks):
        if minutes(runs) > 120 and minutes(runs) > 2.05 * minutes(before):
            yield f"{monday}: {minutes(runs):.0f} after {minutes(before):.0f} min"


@rule("BOSQUET, PFITZINGER: the last days are for freshness", BAD)
def the_days_before_the_race_are_quiet(plan: PlainPlan) -> Iterator[str]:
    if not plan.race_km:
        return
    for run in plan.days:
        left = (plan.end - run.day).days
        if run.kind == "race" or left < 1:
            continue
        if run.is_quality and left <= 2:
            yield f"{run.day}: {run.kind} {left} days before"
        if run.minutes > 90 and left <= 6:
            yield f"{run.day}: {run.minutes:.0f} min {left} days before"


@rule("PFITZINGER, HIGDON: the last long run three weeks before a marathon", BAD)
def the_last_long_runs_are_well_before_the_race(plan: PlainPlan) -> Iterator[str]:
    if plan.race_km < HALF_KM - 1:
        return
    days, most = (13, 125) if plan.race_km > 30 else (9, 110)
    for run in plan.days:
        left = (plan.end - run.day).days
        if run.kind != "race" and 0 < left <= days and run.minutes > most:
            yield f"{run.day}: {run.minutes:.0f} min {left} days before"


@rule("every source: no two hard days in a row", BAD)
def hard_days_do_not_follow_each_other(plan: PlainPlan) -> Iterator[str]:
    by_day = {run.day: run for run in plan.days}
    for run in plan.days:
        after = by_day.get(run.day + DAY)
        if after is None or after.kind == "easy" or run.kind == "easy":
            continue
        # A gentle build the day before a long run is in published plans.
        if not (run.kind == "progression" and after.kind == "long"):
            yield f"{run.day}: {run.kind}, then {after.kind}"


@rule("DANIELS: T for 20 min without a break; 30 is for few, 40 for races", BAD)
def threshold_is_not_raced(plan: PlainPlan) -> Iterator[str]:
    for run in plan.days:
        if run.kind != "race" and run.unbroken(THRESHOLD_FROM) > 32:
            yield f"{run.day}: {run.unbroken(THRESHOLD_FROM):.0f} min"


@rule("DANIELS: T at most 10 % of the week, or 20 min", POOR)
def threshold_is_a_tenth_of_the_week(plan: PlainPlan) -> Iterator[str]:
    for monday, runs in plan.whole_weeks.items():
        for run in runs:
            held = run.at(THRESHOLD_FROM, INTERVAL_FROM)
            if held > max(0.105 * minutes(runs), 21):
                yield f"{monday}: {held:.0f} of {minutes(runs):.0f} min"


@rule("DANIELS: I at most 10 km or 8 % of the week; five minutes at a time", BAD)
def interval_minutes_are_few(plan: PlainPlan) -> Iterator[str]:
    for run in plan.days:
        if run.kind == "race":
            continue
        if run.at(INTERVAL_FROM) > 32 or run.unbroken(INTERVAL_FROM) > 9:
            yield f"{run.day}: {run.at(INTERVAL_FROM):.0f} min"


@rule("DANIELS: R at most 5 % of the week", POOR)
def repetitions_are_a_twentieth_of_the_week(plan: PlainPlan) -> Iterator[str]:
    for monday, runs in plan.whole_weeks.items():
        for run in runs:
            if run.at(REPETITION_FROM) > max(0.06 * minutes(runs), 12):
                yield f"{monday}: {run.at(REPETITION_FROM):.0f} min"


@rule("DANIELS: M at most 110 min or 18 miles", BAD)
def marathon_pace_is_limited(plan: PlainPlan) -> Iterator[str]:
    for run in plan.days:
        if run.kind != "race" and run.at(MARATHON_FROM, THRESHOLD_FROM) > 110:
            yield f"{run.day}: {run.at(MARATHON_FROM, THRESHOLD_FROM):.0f} min"


@rule("PFITZINGER, HIGDON: 18 to 22 miles; two hours are the least", BAD)
def a_marathon_is_prepared(plan: PlainPlan) -> Iterator[str]:
    if plan.race_km < 40 or plan.race_min < 150:
        return
    longest = max((r.minutes for r in plan.days if r.kind != "race"), default=0)
    if longest < 130 and "too short" not in plan.told:
        yield f"longest run {longest:.0f} min"


@rule("HIGDON: 10 miles before a half marathon", BAD)
def a_half_marathon_is_prepared(plan: PlainPlan) -> Iterator[str]:
    if not HALF_KM - 1 < plan.race_km < 40:
        return
    longest = max((r.minutes for r in plan.days if r.kind != "race"), default=0)
    least = min(0.65 * plan.race_min, 90)
    if longest < least and "too short" not in plan.told:
        yield f"longest run {longest:.0f} of {least:.0f} min"


@rule("NHS: no speed in a beginner's first weeks", BAD)
def novices_do_not_race_in_training(plan: PlainPlan) -> Iterator[str]:
    if not plan.is_novice:
        return
    for run in plan.days:
        early = (run.day - plan.start).days < 42
        if early and run.kind != "race" and run.at(0.9) > 6:
            yield f"{run.day}: {run.at(0.9):.0f} min"


@rule("NHS: walk breaks until half an hour can be run", BAD)
def novices_walk(plan: PlainPlan) -> Iterator[str]:
    longest = plan.longest_min
    if longest is None or longest >= 30 or plan.vdot >= 42:
        return
    for run in plan.days:
        early = (run.day - plan.start).days < 14
        if early and run.unbroken(0.01) > max(1.35 * longest, 12):
            yield f"{run.day}: {run.unbroken(0.01):.0f} min without a walk"


@rule("ROBERTS: 18 years for a marathon, 16 for a half", BAD)
def minors_are_told(plan: PlainPlan) -> Iterator[str]:
    if plan.age is None or "minor" in plan.told:
        return
    for km, years in ((40, 18), (HALF_KM - 1, 16)):
        if plan.race_km >= km and plan.age < years:
            yield f"{plan.race_km:.0f} km at {plan.age:.0f}"
            return


@rule("BOSQUET: 41 to 60 % less; a quarter is the least", BAD)
def the_taper_tapers(plan: PlainPlan) -> Iterator[str]:
    if plan.race_km < HALF_KM - 1 or (plan.end - plan.start).days < 35:
        return
    last = [r for r in plan.days if 0 < (plan.end - r.day).days <= 7]
    full = max((minutes(runs) for runs in plan.whole_weeks.values()), default=0)
    if full > 120 and minutes(last) > 0.7 * full:
        yield f"{minutes(last):.0f} of {full:.0f} min in the last week"


@rule("BOSQUET: 41 to 60 % less over the last 8 to 14 days", POOR)
def the_taper_is_about_half(plan: PlainPlan) -> Iterator[str]:
    if not plan.race_km or (plan.end - plan.start).days < 42:
        return
    last = [r for r in plan.days if 0 < (plan.end - r.day).days <= 14]
    weeks = [
        minutes(runs)
        for monday, runs in plan.whole_weeks.items()
        if 14 < (plan.end - monday).days <= 49 and monday not in plan.light
    ]
    if not weeks:
        return
    share = minutes(last) / 2 / max(fmean(weeks), 1)
    if not 0.33 <= share <= 0.78:
        yield f"{share:.0%} of the weeks before"


@rule("BOSQUET: intensity is kept", POOR)
def the_taper_keeps_quality(plan: PlainPlan) -> Iterator[str]:
    if not plan.race_km or (plan.end - plan.start).days < 42:
        return
    last = [r for r in plan.days if 2 < (plan.end - r.day).days <= 14]
    if not any(run.is_quality and run.at(MARATHON_FROM) >= 4 for run in last):
        yield "nothing quick in the last two weeks"


@rule("HIGDON: every third or fourth week steps back", POOR)
def light_weeks_come_often(plan: PlainPlan) -> Iterator[str]:
    run, before = 0, 0.0
    for monday, runs in plan.whole_weeks.items():
        now = minutes(runs)
        run = 0 if now < 0.9 * before else run + 1
        before = max(now, before * 0.9)
        if run > 5:
            yield f"{monday}: week {run} without a step back"
            return


@rule("HIGDON, PFITZINGER: a light week is light in everything", BAD)
def light_weeks_are_light(plan: PlainPlan) -> Iterator[str]:
    for monday, runs in plan.whole_weeks.items():
        left = (plan.end - monday).days
        if monday not in plan.light or (plan.race_km and left < 21):
            continue
        before = plan.weeks.get(monday - 7 * DAY, [])
        if not before or monday - 7 * DAY in plan.light:
            continue
        if plan.is_disturbed(monday - 7 * DAY) or monday - 7 * DAY < plan.start:
            continue
        if minutes(runs) > 0.93 * minutes(before) and minutes(before) > 90:
            yield f"{monday}: {minutes(runs):.0f} after {minutes(before):.0f} min"
        longest = max((r.minutes for r in runs), default=0)
        was = max((r.minutes for r in before), default=0)
        if was > 70 and longest > 0.95 * was:
            yield f"{monday}: longest {longest:.0f} after {was:.0f} min"
        if any(run.kind == "hard" and run.at(0.9) > 10 for run in runs):
            yield f"{monday}: a hard session in a light week"


@rule("PFITZINGER: warm-up and cool-down around what is fast", POOR)
def hard_sessions_have_warm_up_and_cool_down(plan: PlainPlan) -> Iterator[str]:
    for run in plan.days:
        if run.kind != "hard":
            continue
        quick = [n for n, s in enumerate(run.stretches) if s.frac >= THRESHOLD_FROM]
        if not quick:
            continue
        before = sum(s.minutes for s in run.stretches[: quick[0]])
        after = sum(s.minutes for s in run.stretches[quick[-1] + 1 :])
        if before < 9.9 or after < 9.9:
            yield f"{run.day}: {before:.0f} min before, {after:.0f} min after"


@rule("FRIEL: 48 to 72 hours between hard sessions over fifty", POOR)
def over_fifties_have_two_easy_days(plan: PlainPlan) -> Iterator[str]:
    if plan.age is None or plan.age < 50 or not plan.has_free_choice:
        return
    tiring = [r for r in plan.days if r.kind in ("hard", "progression", "long")]
    for one, other in pairwise(tiring):
        if (other.day - one.day).days < 3 and one.minutes + other.minutes > 60:
            yield f"{one.day}: {one.kind}, {other.day}: {other.kind}"


@rule("NHS: a day of rest between runs where there are three", POOR)
def three_runs_a_week_are_apart(plan: PlainPlan) -> Iterator[str]:
    if plan.runs_a_week != 3 or not plan.has_free_choice:
        return
    days = {run.day for run in plan.days if run.kind != "race"}
    for day in sorted(days):
        if day + DAY in days:
            yield f"{day} and the day after"


@rule("PFITZINGER, HANSONS, DANIELS: marathon pace is practised", POOR)
def marathoners_run_at_marathon_pace(plan: PlainPlan) -> Iterator[str]:
    whole = (plan.end - plan.start).days >= 70
    if not (40 < plan.race_km < 43 and plan.has_target and whole):
        return
    found = [
        run
        for run in plan.days
        if run.kind != "race" and run.at(MARATHON_FROM, THRESHOLD_FROM) >= 15
    ]
    if len(found) < 4:
        yield f"{len(found)} runs with 15 min at marathon pace"


@rule("SEILER: four fifths easy", POOR)
def most_running_is_easy(plan: PlainPlan) -> Iterator[str]:
    runs = [r for r in plan.days if r.kind != "race" and r.stretches]
    whole = sum(s.minutes for run in runs for s in run.stretches)
    hard = sum(run.at(MARATHON_FROM) for run in runs)
    if whole and hard > 0.22 * whole:
        yield f"{hard / whole:.0%} at marathon pace and faster"


@rule("every source: the long run is the longest", POOR)
def the_long_run_is_the_longest(plan: PlainPlan) -> Iterator[str]:
    for monday, runs in plan.whole_weeks.items():
        longest = max((r.minutes for r in runs), default=0)
        for run in runs:
            if run.kind == "long" and run.minutes < longest - 5:
                yield f"{monday}: {run.minutes:.0f} beside {longest:.0f} min"


@rule("DANIELS: 30 min is the least that is worth changing for", POOR)
def runs_are_worth_changing_for(plan: PlainPlan) -> Iterator[str]:
    few = plan.usual_min is not None and plan.usual_min < 40 * plan.runs_a_week
    for monday, runs in plan.whole_weeks.items():
        left = (plan.end - monday).days
        short = [r for r in runs if r.minutes < 20 and r.kind != "race"]
        if short and not few and left > 14 and not plan.days_off:
            yield f"{monday}: {len(short)} runs under 20 min"


@rule("every source: weeks are weeks", POOR)
def there_are_no_stub_weeks(plan: PlainPlan) -> Iterator[str]:
    weeks = list(plan.weeks.items())
    for monday, runs in weeks[1:]:
        if plan.is_disturbed(monday) or plan.raced_on is not None:
            continue
        if 0 <= len(runs) < 2:
            yield f"{monday}: {len(runs)} runs"


@rule("the runner's own word", BAD)
def the_longest_day_is_kept(plan: PlainPlan) -> Iterator[str]:
    if plan.most_min is None:
        return
    for run in plan.days:
        if run.kind in ("easy", "progression") and run.minutes > plan.most_min + 5:
            yield f"{run.day}: {run.minutes:.0f} of {plan.most_min:.0f} min"


@rule("DANIELS, PFITZINGER: two or three quality sessions a week", BAD)
def quality_sessions_are_few(plan: PlainPlan) -> Iterator[str]:
    for monday, runs in plan.weeks.items():
        if sum(run.is_quality for run in runs) > 3:
            yield f"{monday}"


@rule("strength reviews (Blagrove 2018): not on the eve of what is hard", POOR)
def strength_is_not_before_what_is_hard(plan: PlainPlan) -> Iterator[str]:
    by_day = {run.day: run for run in plan.days}
    for run in plan.days:
        after = by_day.get(run.day + DAY)
        if run.has_strength and after and after.kind != "easy":
            yield f"{run.day}, {after.kind} the day after"


@rule("strength reviews (Blagrove 2018): twice a week", POOR)
def strength_is_twice_a_week(plan: PlainPlan) -> Iterator[str]:
    weeks = [runs for runs in plan.whole_weeks.values() if len(runs) >= 3]
    had = sum(sum(run.has_strength for run in runs) >= 2 for runs in weeks)
    if len(weeks) >= 6 and had < 0.5 * len(weeks):
        yield f"{had} of {len(weeks)} weeks"


def broken(plan: PlainPlan) -> dict[Rule, list[str]]:
    """Return every rule that a plan breaks, with where."""
    found: dict[Rule, list[str]] = defaultdict(list)
    for entry in RULES:
        found[entry] += entry.check(plan)
    return {entry: where for entry, where in found.items() if where}
