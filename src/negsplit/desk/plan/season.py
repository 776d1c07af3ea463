"""The runner's plan as the diary keeps it: shown, changed, kept again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from negsplit.athlete import Athlete
from negsplit.desk.history.looking_back import past_runs
from negsplit.history.look_back import look_back
from negsplit.planning.adapt import Adaptation, adapt, refuse
from negsplit.planning.noticed import DayRun, noticed
from negsplit.planning.own_trend import Point, trend_of
from negsplit.planning.paces_change import PacesChange, paces_change
from negsplit.planning.plan_reader import PlanFile, read_plan
from negsplit.planning.plan_text import plan_text
from negsplit.planning.runner_table import with_known
from negsplit.store.records import RunFilter

if TYPE_CHECKING:
    from datetime import date, datetime

    from negsplit.diary import Diary
    from negsplit.physiology.training_paces import Profile
    from negsplit.plan import Plan
    from negsplit.planning.happened import Happened
    from negsplit.planning.own_trend import Trend

# Four values in five lie within so many standard errors, as the history tells them.
BAND_SDS = 1.2816
# What an adaptation asks of the past lies within the last three sessions that count
# and two silent weeks; a month has both.
LOOKED_AT_DAYS = 31
# Plans and proposals of so many runners are kept at hand between two looks at them.
MOST_AT_HAND = 64


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for what happened.

    Parameters
    ----------
    known : PlanFile
        The plan as it is, and the runner for whom its paces are.
    found : Adaptation
        The plan as it would be, and every change with its reason.
    paces : PacesChange, optional
        New paces, where a newer race asks for them.
    runner : Athlete
        The runner as known now.
    """

    known: PlanFile
    found: Adaptation
    paces: PacesChange | None
    runner: Athlete

    @property
    def keys(self) -> tuple[str, ...]:
        """What each change is called, in the order in which they are told."""
        keys = tuple(change.key for change in self.found.changes)
        return keys if self.paces is None else (*keys, self.paces.key)


def current_plan(diary: Diary) -> PlanFile | None:
    """Return the current plan and its runner, if a plan was kept."""
    bodies = diary.kept_plans()
    return _read(bodies[-1]) if bodies else None


@lru_cache(maxsize=MOST_AT_HAND)
def _read(body: str) -> PlanFile:
    """Return the plan in a text; one that was just read is at hand."""
    return read_plan(body.encode())


# To place sessions anew takes a solver; the same question has the same answer.
_adapted = lru_cache(maxsize=MOST_AT_HAND)(adapt)


def earlier_plans(diary: Diary) -> list[Plan]:
    """Return the plans before the current one, oldest first."""
    return [read_plan(body.encode()).plan for body in diary.kept_plans()[:-1]]


def keep_season(diary: Diary, plan: Plan, athlete: Athlete, now: datetime) -> None:
    """Keep a plan as the current one, with the runner for whom its paces are."""
    diary.keep_plan(plan_text(plan, athlete), now)


def runner_of_plan(known: PlanFile) -> Athlete:
    """Return the runner for whom a plan's paces are: they change only when accepted."""
    return with_known(Athlete(), known.athlete)


def with_diary(plan: Plan, said: Happened, diary: Diary, today: date) -> Happened:
    """Return what happened, with what the diary shows where nothing was said."""
    rows = diary.runs(RunFilter(since=today - timedelta(days=LOOKED_AT_DAYS)))
    runs = [DayRun(row.started_at.date(), row.felt_cr10) for row in rows]
    missed, felt = noticed(plan, runs, today)
    out = (*said.out, *said.away)
    absent = {day for day in missed if any(first <= day <= last for first, last in out)}
    told = {day for day, _ in said.felt}
    stopped = {row.started_at.date() for row in rows if row.stopped_because}
    return replace(
        said,
        missed=tuple(sorted({*said.missed, *missed} - absent)),
        stopped=tuple(sorted({*said.stopped, *stopped})),
        felt=(*said.felt, *((day, cr10) for day, cr10 in felt if day not in told)),
    )


def propose(
    known: PlanFile, runner: Athlete, happened: Happened, today: date, profile: Profile
) -> Proposal:
    """Return what is proposed for what happened; nothing is changed by it."""
    found = _adapted(known.plan, runner, happened, today)
    paces = paces_change(known.plan, known.athlete, runner, profile)
    return Proposal(known, found, paces, runner)


def settle(
    diary: Diary,
    proposal: Proposal,
    refused: frozenset[str],
    now: datetime,
    *,
    is_accepted: bool,
) -> Plan:
    """Keep the plan with what was accepted, remember what was refused; return it."""
    known, paces = proposal.known, proposal.paces
    if is_accepted:
        plan = refuse(proposal.found, known.plan, refused)
    else:
        plan = replace(known.plan, refused=known.plan.refused | refused)
    takes_paces = is_accepted and (paces is None or paces.key not in refused)
    runner = proposal.runner if takes_paces else known.athlete or proposal.runner
    keep_season(diary, plan, runner, now)
    return plan


def own_trend(diary: Diary, athlete: Athlete, today: date) -> Trend | None:
    """Return how the runner's VDOT has been moving, if the diary knows."""
    if not diary.runs():
        return None
    found = look_back(past_runs(diary, None, today), today, athlete)
    if found is None:
        return None
    return trend_of(
        [
            Point(
                min(_last_day(ability.month), today),
                ability.vdot_ml_kg_min,
                (ability.vdot_high_ml_kg_min - ability.vdot_low_ml_kg_min)
                / (2 * BAND_SDS),
            )
            for ability in found.abilities
            if ability.vdot_high_ml_kg_min is not None
            and ability.vdot_high_ml_kg_min > ability.vdot_low_ml_kg_min
        ],
        today,
    )


def _last_day(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
