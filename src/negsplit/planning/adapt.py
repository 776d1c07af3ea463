"""A plan and what happened become a new plan, and a list of changes with reasons.

Nothing here is imposed: every change has a key by which it can be refused, and what was
refused is not proposed again. The new plan is placed by the same rules as the old one,
and every session that moves has its price, so small disturbances move little.

* A missed easy run is gone. A missed long, hard or building run takes the place of an
  easy one in the same week if the rules leave room, else it is gone too.
* A build that was stopped, or one run that felt hard, changes nothing. Two of the last
  three sessions that count turn the next hard one into an easy run.
* Illness and injury take their days, and then as many easy days, up to a week; after
  more than a few days the load comes back in steps. The numbers are ours.
* Days away keep the week's most important sessions on the days that are left.
* A race that moves or is added moves the season around it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from negsplit.errors import InputError
from negsplit.plan import (
    STRESSING,
    Change,
    Plan,
    Role,
    Session,
    monday_of,
)
from negsplit.planning.amounts import Draft
from negsplit.planning.build import session_of
from negsplit.planning.happened import Happened
from negsplit.planning.menu import Slot
from negsplit.planning.race_moved import moved_race
from negsplit.planning.redraft import as_easy, draft_of, filled, scaled, with_away
from negsplit.planning.relax import most_important, place_what_fits
from negsplit.planning.schedule import WeekTask, place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from negsplit.athlete import Athlete
    from negsplit.plan import Week

    _Reason = Callable[[date], str]

# A missed session is caught up within so many days, or not at all; ours.
CATCH_UP_DAYS = 3
# Of the last sessions that count so many are looked at, and so many bad ones are more
# than a bad day; ours.
LOOKED_AT, TOO_MANY = 3, 2
EASED_WITHIN_DAYS = 6
# What says that a session has been shortened already.
SHORTENED = "shortened after days off"
EASED = "so that you come back gently"


@dataclass(frozen=True, slots=True)
class Adaptation:
    """What is proposed.

    Parameters
    ----------
    plan : Plan
        With all changes in it.
    changes : tuple of Change
        Every day that changes.
    notes : tuple of str
        What is said without a change.
    """

    plan: Plan
    changes: tuple[Change, ...]
    notes: tuple[str, ...]


def adapt(plan: Plan, athlete: Athlete, happened: Happened, today: date) -> Adaptation:
    """Return what is proposed; the same input gives the same answer.

    Raises
    ------
    InputError
        If the new race day makes no sense.
    """
    notes = tuple(_notes(happened))
    if happened.race_day is not None and not plan.aim.is_race:
        raise InputError(
            f"the goal '{plan.aim.kind.value}' has no race that could move to "
            f"{happened.race_day}; make a plan for that race"
        )
    if happened.race_day is not None and happened.race_day != plan.aim.day:
        moved = moved_race(plan, athlete, happened, today, happened.race_day)
        return _proposal(plan, moved, today, notes, _why_race(happened.race_day))
    return _Adapting(plan, happened, today, notes).proposal()


def refuse(adaptation: Adaptation, before: Plan, keys: Iterable[str]) -> Plan:
    """Return the new plan without the changes that a runner does not want.

    What was refused stays as it was, and is remembered.
    """
    refused = frozenset(keys)
    sessions = {session.day: session for session in adaptation.plan.sessions}
    for change in adaptation.changes:
        if change.key in refused:
            sessions.pop(change.day, None)
            old = before.on(change.day)
            if old is not None:
                sessions[change.day] = old
    return replace(
        adaptation.plan,
        weeks=filled(adaptation.plan.weeks, sessions.values()),
        refused=before.refused | refused,
    )


class _Adapting:
    """One adaptation on its way."""

    def __init__(
        self,
        plan: Plan,
        happened: Happened,
        today: date,
        notes: tuple[str, ...],
    ):
        self.plan, self.happened, self.today, self.notes = plan, happened, today, notes
        away = (*plan.availability.away, *happened.out, *happened.away)
        self.availability = with_away(plan.availability, away)
        self.reasons: dict[date, str] = {}
        self.why_week: dict[date, str] = {}
        self.drafts: dict[date, list[Draft]] = defaultdict(list)
        self.held: dict[date, Draft] = {}
        self.kept: dict[date, Draft] = {}
        self.shortened: set[int] = set()

    def proposal(self) -> Adaptation:
        """Return the new plan and its changes."""
        for week in self.plan.weeks:
            if week.monday + timedelta(days=7) >= self.today:
                self._take(week)
        self._add_races()
        self._catch_up()
        self._ease_after_bad_runs()
        placed = self._placed()
        past = [s for s in self.plan.sessions if s.day < self.today]
        weeks = {week.monday: week for week in self.plan.weeks}
        future = [
            self._session(day, draft, weeks[monday_of(day)])
            for day, draft in placed.items()
            if day >= self.today
        ]
        new = replace(
            self.plan,
            availability=self.availability,
            weeks=filled(self.plan.weeks, [*past, *future]),
        )
        return _proposal(self.plan, new, self.today, self.notes, self._reason)

    def _take(self, week: Week) -> None:
        """Take a week's sessions over, eased where an illness asks for it."""
        share = self.happened.share(week.monday)
        for session in week.sessions:
            draft = draft_of(session)
            if session.day < self.today:
                if session.day not in self.happened.missed:
                    self.held[session.day] = draft  # what was run stands beside today
                continue
            self.kept[session.day] = draft
            if session.role is Role.RACE:
                self.held[session.day] = draft
                continue
            if session.day in self._refused_days():
                self.held[session.day] = draft
            elif any(first <= session.day <= last for first, last in self.happened.out):
                continue  # what an illness takes is gone
            elif self.happened.easing(session.day) is not None:
                eased = self._eased(session.day, draft)
                self.held[session.day] = self._shortened(session, eased)
            else:
                self.drafts[week.monday].append(self._shortened(session, draft))
        if share < 1.0:
            self.why_week[week.monday] = f"less after the days off, {EASED}"

    def _shortened(self, session: Session, draft: Draft) -> Draft:
        """Return a session with its share of the load after days off, once."""
        share = self.happened.share(monday_of(session.day))
        if share == 1.0 or session.note == SHORTENED:
            return draft
        found = scaled(draft, share)
        self.shortened.add(id(found))
        return found

    def _eased(self, day: date, draft: Draft) -> Draft:
        """Return an easy run for what would be hard soon after an illness."""
        days = self.happened.easing(day)
        if draft.slot.role is Role.EASY:
            return draft
        self.reasons[day] = f"easy at first after {days} days off, {EASED}"
        return as_easy(draft, self.availability.longest_s)

    def _add_races(self) -> None:
        for day in self.happened.races:
            if day < self.today or day in self.held:
                continue
            monday = monday_of(day)
            race = Slot(Role.RACE, None)
            self.held[day] = Draft(race, None, 3600.0)
            self._drop(monday, (Role.LONG, Role.PROGRESSION, Role.EASY))
            self.why_week[monday] = "the race takes the place of the long run"
            self.why_week[monday + timedelta(days=7)] = "quiet after the race"

    def _drop(self, monday: date, roles: tuple[Role, ...]) -> None:
        drafts = self.drafts[monday]
        for role in roles:
            here = [draft for draft in drafts if draft.slot.role is role]
            if here:
                drafts.remove(here[0])
                return

    def _catch_up(self) -> None:
        """Put a missed session that counts in the place of an easy run this week."""
        monday = monday_of(self.today)
        for day in sorted(self.happened.missed, reverse=True):
            session = self.plan.on(day)
            soon = (self.today - day).days <= CATCH_UP_DAYS
            if session is None or session.role not in STRESSING or not soon:
                continue
            if monday_of(day) != monday or session.role is Role.RACE:
                continue
            drafts = self.drafts[monday]
            easy = [draft for draft in drafts if draft.slot.role is Role.EASY]
            if not easy:
                continue
            swapped = [d for d in drafts if d is not easy[0]] + [draft_of(session)]
            if self._fits(monday, swapped):
                self.drafts[monday] = swapped
                self.why_week[monday] = (
                    f"the {session.role.value} missed on {day:%A} takes the place of "
                    "an easy run"
                )
            return

    def _ease_after_bad_runs(self) -> None:
        """Turn the hard session of the next days easy after too many bad ones.

        Only while the last one is fresh: what was eased is not eased again.
        """
        counted = [s for s in self.plan.sessions if s.day < self.today]
        counted = [s for s in counted if s.role in STRESSING][-LOOKED_AT:]
        bad = sum(self.happened.was_bad(session) for session in counted)
        if bad < TOO_MANY or not self.happened.was_bad(counted[-1]):
            return
        until = counted[-1].day + timedelta(days=EASED_WITHIN_DAYS)
        for session in self.plan.sessions:
            if self.today <= session.day <= until and session.role is Role.HARD:
                monday = monday_of(session.day)
                drafts = self.drafts[monday]
                self.drafts[monday] = [
                    as_easy(d, self.availability.longest_s)
                    if d.slot.role is Role.HARD
                    else d
                    for d in drafts
                ]
                self.why_week[monday] = (
                    f"{bad} of your last {len(counted)} sessions that count felt off: "
                    "one hard session less, and see"
                )
                return

    def _placed(self) -> dict[date, Draft]:
        """Return sessions on days; what the rules leave no room for is given up."""
        for monday in self.drafts:
            self.drafts[monday] = self._as_many_as_fit(monday, self.drafts[monday])
        season = (self.today, self.plan.aim.day)
        placed, given_up = place_what_fits(self._tasks(), self.availability, season)
        for monday, _ in given_up:
            self.why_week.setdefault(monday, "the rules leave no room for it this week")
        return placed

    def _tasks(self) -> list[WeekTask]:
        mondays = sorted({*self.drafts, *(monday_of(day) for day in self.held)})
        return [self._task(monday, self.drafts[monday]) for monday in mondays]

    def _task(self, monday: date, drafts: list[Draft]) -> WeekTask:
        days = [monday + timedelta(days=k) for k in range(7)]
        return WeekTask(
            monday,
            tuple(drafts),
            {day: self.held[day] for day in days if day in self.held},
            {day: self.kept[day] for day in days if day in self.kept},
        )

    def _fits(self, monday: date, drafts: list[Draft]) -> bool:
        """Return whether a week's sessions find days beside those around it."""
        others = [task for task in self._tasks() if task.monday != monday]
        tasks = sorted([*others, self._task(monday, drafts)], key=lambda t: t.monday)
        season = (self.today, self.plan.aim.day)
        return place(tasks, self.availability, season) is not None

    def _as_many_as_fit(self, monday: date, drafts: list[Draft]) -> list[Draft]:
        days = (monday + timedelta(days=k) for k in range(7))
        free = sum(
            day >= self.today
            and self.availability.is_free(day)
            and day not in self.held
            for day in days
        )
        if free >= len(drafts):
            return drafts
        self.why_week.setdefault(monday, "fewer days are left in this week")
        return list(most_important(drafts, free))

    def _session(self, day: date, draft: Draft, week: Week) -> Session:
        old = self.plan.on(day)
        if old is not None and draft_of(old) == draft:
            return old
        made = session_of(day, draft, week)
        if id(draft) in self.shortened:
            made = replace(made, note=SHORTENED)
        return made

    def _refused_days(self) -> set[date]:
        days = (_day_of(key) for key in self.plan.refused)
        return {day for day in days if day is not None}

    def _reason(self, day: date) -> str:
        for word, first, last in self.happened.spans:
            if first <= day <= last:
                return f"you are {word} until {last}"
        if day in self.reasons:
            return self.reasons[day]
        return self.why_week.get(
            monday_of(day), "keeps hard days apart around the other changes"
        )


def _why_race(day: date) -> _Reason:
    return lambda _: f"the race is on {day} now"


def _proposal(
    old: Plan, new: Plan, today: date, notes: tuple[str, ...], reason: _Reason
) -> Adaptation:
    """Return the days from today on that differ."""
    days = sorted({s.day for s in (*old.sessions, *new.sessions) if s.day >= today})
    changes = []
    for day in days:
        before, after = old.on(day), new.on(day)
        if not _same(before, after):
            changes.append(Change(day, before, after, reason(day)))
    return Adaptation(new, tuple(changes), notes)


def _same(before: Session | None, after: Session | None) -> bool:
    if before is None or after is None:
        return before is after
    return (before.role, before.recipe, before.expected_s) == (
        after.role,
        after.recipe,
        after.expected_s,
    )


def _day_of(key: str) -> date | None:
    """Return the day of a refused change; new paces have none."""
    try:
        return date.fromisoformat(key.partition(":")[0])
    except ValueError:
        return None


def _notes(happened: Happened) -> list[str]:
    """Return what is said without a change."""
    notes = []
    if happened.stopped:
        notes.append(
            "Stopping a build that feels off is good judgement: the run counts, and by "
            "itself changes nothing."
        )
    if happened.ill or happened.injured:
        notes.append(
            "With fever, chest pain or pain that changes your stride see somebody who "
            "knows before you run."
        )
    return notes
