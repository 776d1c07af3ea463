r"""Sessions on days, by a solver.

One binary variable for every session and every day of its week that it may be on; easy
runs are alike and share one a day. The rules are linear:

* every session has one day, and a day at most one;
* of two stressing sessions on days that follow each other at most one is run, weeks
  joined, except a progression beside a long run;
* a bridge is the day before a hard session; the days before a race are quiet.

What is preferred has a price, and HiGHS finds the cheapest plan that keeps every rule
[1]_. Where none does, named groups of rules are left out one by one until those remain
that collide.

References
----------
.. [1] Q. Huangfu and J. A. J. Hall, Parallelizing the dual revised simplex method,
   *Math. Program. Comput.* 10, 2018; by scipy.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from negsplit.errors import InputError
from negsplit.plan import DAYS_A_WEEK, STRESSING, Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from negsplit.plan import Availability
    from negsplit.planning.amounts import Draft

# Where a session is preferred within a week without other wishes, cheapest first: long
# runs on the weekend, hard sessions early in the week, progressions after them. Ours.
PREFERRED = {
    Role.LONG: (6, 5, 4, 5, 3, 1, 0),
    Role.HARD: (3, 0, 1, 2, 3, 2, 4),
    Role.PROGRESSION: (4, 3, 1, 0, 1, 2, 4),
    Role.BRIDGE: (1, 1, 1, 1, 1, 1, 1),
    Role.EASY: (2, 1, 1, 1, 2, 1, 1),
    Role.RACE: (0, 0, 0, 0, 0, 0, 0),
}
# Side by side, a progression and a long run cost so much, and a day that a plan had
# otherwise so much for each session that moves.
PROGRESSION_BY_LONG, BRIDGE_AFTER_STRESS, MOVED = 8.0, 2.0, 20.0
# Up to so many runs a week can have a day without between, and beginners need it; and
# two stressing sessions two days apart, where there should be two easy days between.
FEW_RUNS, NEIGHBOURS, TOO_SOON = 3, 15.0, 30.0
# The two days before a race are without anything but easy running; the day itself is
# best left free.
QUIET_DAYS, EVE = 2, 4.0
# Rules and wishes, by the name that is told where they collide.
APART = "hard days apart"
FIXED = "your fixed days"
BRIDGED = "a bridge the day before a hard session"
QUIET = "quiet days before a race"
ROOM = "enough free days"
# Who may not stand beside whom, in either order. Tuples and not sets: the order of the
# rows decides which of equally good plans is found.
NOT_BESIDE = (
    (Role.HARD, Role.HARD),
    (Role.LONG, Role.LONG),
    (Role.PROGRESSION, Role.PROGRESSION),
    (Role.HARD, Role.LONG),
    (Role.HARD, Role.PROGRESSION),
    (Role.RACE, Role.HARD),
    (Role.RACE, Role.LONG),
    (Role.RACE, Role.PROGRESSION),
)
# A progression may be the day before a long run, but not the day after.
NOT_AFTER = (Role.LONG, Role.PROGRESSION)
# Pairs on days that follow each other that are allowed, at a price.
PRICED_PAIRS = (
    (Role.PROGRESSION, Role.LONG, PROGRESSION_BY_LONG),
    (Role.LONG, Role.BRIDGE, BRIDGE_AFTER_STRESS),
    (Role.PROGRESSION, Role.BRIDGE, BRIDGE_AFTER_STRESS),
    (Role.HARD, Role.BRIDGE, BRIDGE_AFTER_STRESS),
)


class CollisionError(InputError):
    """Rules that cannot all hold."""

    def __init__(self, names: tuple[str, ...], week: date):
        self.names = names
        self.week = week
        choices = ", or ".join(_CHOICES[name] for name in names)
        super().__init__(
            f"in the week of {week} {' and '.join(names)} collide: {choices}"
        )


_CHOICES = {
    APART: "run fewer hard sessions",
    FIXED: "move or drop a fixed day",
    BRIDGED: "leave the bridge out",
    QUIET: "move the race",
    ROOM: "free another day, or run less often",
}


@dataclass(frozen=True, slots=True)
class WeekTask:
    """The sessions of a week that need days.

    Parameters
    ----------
    monday : date
        The week.
    drafts : tuple of Draft
        What is to be placed.
    held : mapping of date to Draft
        What has its day already and keeps it, the race among it.
    kept : mapping of date to Draft
        What a plan had, to be changed as little as can be.
    easy_between : int
        How many easy days there should be between sessions that stress.
    """

    monday: date
    drafts: tuple[Draft, ...]
    held: Mapping[date, Draft] = field(default_factory=dict)
    kept: Mapping[date, Draft] = field(default_factory=dict)
    easy_between: int = 1

    @property
    def days(self) -> tuple[date, ...]:
        """The seven days."""
        return tuple(self.monday + timedelta(days=k) for k in range(DAYS_A_WEEK))


@dataclass(slots=True)
class _Model:
    """Variables, prices and rows of the linear programme."""

    prices: list[float] = field(default_factory=list)
    rows: list[tuple[str, dict[int, float], float, float]] = field(default_factory=list)

    def variable(self, price: float) -> int:
        self.prices.append(price)
        return len(self.prices) - 1

    def row(
        self, group: str, terms: Mapping[int, float], low: float, high: float
    ) -> None:
        if terms or low > 0 or high < 0:
            self.rows.append((group, dict(terms), low, high))

    def solve(self, without: frozenset[str] = frozenset()) -> np.ndarray | None:
        """Return the values of the variables, or nothing where no plan keeps all."""
        kept = [row for row in self.rows if row[0] not in without]
        if any(not terms for _, terms, _, _ in kept):
            return None
        count = len(self.prices)
        if not count:
            return np.zeros(0)
        indices = [k for _, terms, _, _ in kept for k in terms]
        values = [v for _, terms, _, _ in kept for v in terms.values()]
        starts = np.cumsum([0, *(len(terms) for _, terms, _, _ in kept)])
        matrix = csr_array((values, indices, starts), shape=(len(kept), count))
        limits = LinearConstraint(
            matrix, [low for *_, low, _ in kept], [high for *_, high in kept]
        )
        found = milp(
            np.array(self.prices),
            integrality=np.ones(count, dtype=np.intp),
            bounds=Bounds(0, 1),
            constraints=limits,
        )
        return None if found.x is None else np.round(found.x)


def place(
    tasks: Sequence[WeekTask],
    availability: Availability,
    season: tuple[date, date],
    without: frozenset[str] = frozenset(),
) -> dict[date, Draft] | None:
    """Return which session is on which day, or nothing where the rules collide.

    Parameters
    ----------
    tasks : sequence of WeekTask
        Weeks in order.
    availability : Availability
        When there is time.
    season : tuple of date
        No session is placed before the first or after the last of these days.
    without : frozenset of str
        Names of rules that are left out.
    """
    placer = _Placer(tuple(tasks), availability, season)
    values = placer.model.solve(without)
    return None if values is None else placer.read(values)


def collision(
    tasks: Sequence[WeekTask], availability: Availability, season: tuple[date, date]
) -> CollisionError:
    """Return which rules collide in weeks that cannot be placed."""
    model = _Placer(tuple(tasks), availability, season).model
    groups = sorted({group for group, *_ in model.rows})
    dropped: set[str] = set()
    for group in groups:
        if model.solve(frozenset(dropped | {group})) is None:
            dropped.add(group)
    left = tuple(group for group in groups if group not in dropped)
    return CollisionError(left or (ROOM,), tasks[0].monday)


class _Placer:
    """One programme for all weeks."""

    def __init__(
        self,
        tasks: tuple[WeekTask, ...],
        availability: Availability,
        season: tuple[date, date],
    ):
        self.tasks, self.availability, self.season = tasks, availability, season
        self.model = _Model()
        # What may be on a day: role, draft and variable; held ones have none.
        self.on_day: dict[date, list[tuple[Draft, int]]] = defaultdict(list)
        self.held = {day: draft for task in tasks for day, draft in task.held.items()}
        for task in tasks:
            self._week(task)
        for task in tasks:
            self._fixed(task)
        self._day_rules()
        if availability.days <= FEW_RUNS:
            self._spread()
        if any(task.easy_between > 1 for task in tasks):
            self._rest_twice()

    def _spread(self) -> None:
        """Price runs on neighbouring days."""
        for day in sorted(self.on_day):
            after = day + timedelta(days=1)
            first, second = self._any(day), self._any(after)
            self._price_pair(first, second, NEIGHBOURS)

    def _rest_twice(self) -> None:
        """Price sessions that stress two days apart."""
        for day in sorted(self.on_day):
            later = day + timedelta(days=2)
            first = self._any(day, STRESSING)
            self._price_pair(first, self._any(later, STRESSING), TOO_SOON)

    def _any(self, day: date, roles: frozenset[Role] | None = None) -> dict[int, float]:
        return {
            number: 1.0
            for draft, number in self.on_day.get(day, ())
            if roles is None or draft.slot.role in roles
        }

    def _price_pair(
        self, first: dict[int, float], second: dict[int, float], price: float
    ) -> None:
        if first and second:
            both = self.model.variable(price)
            self.model.row(APART, first | second | {both: -1.0}, -1, 1)

    def _week(self, task: WeekTask) -> None:
        days = [day for day in task.days if self._is_open(day)]
        easy = [draft for draft in task.drafts if _is_plain(draft)]
        for draft in task.drafts:
            if _is_plain(draft):
                continue
            terms = {self._variable(task, day, draft): 1.0 for day in days}
            self.model.row(ROOM, terms, 1, 1)
        if easy:
            terms = {self._variable(task, day, easy[0]): 1.0 for day in days}
            self.model.row(ROOM, terms, len(easy), len(easy))

    def _is_open(self, day: date) -> bool:
        return (
            self.season[0] <= day <= self.season[1]
            and day not in self.held
            and self.availability.is_free(day)
        )

    def _variable(self, task: WeekTask, day: date, draft: Draft) -> int:
        number = self.model.variable(self._price(task, day, draft))
        self.on_day[day].append((draft, number))
        return number

    def _price(self, task: WeekTask, day: date, draft: Draft) -> float:
        price = float(PREFERRED[draft.slot.role][day.weekday()])
        if not task.kept:
            return price
        had = task.kept.get(day)
        return price / 100 + (0.0 if _alike(had, draft) else MOVED)

    def _day_rules(self) -> None:
        for day in sorted(self.on_day):
            terms = {number: 1.0 for _, number in self.on_day[day]}
            self.model.row(ROOM, terms, 0, 1)
            self._apart(day)
            self._bridge(day)
        for day, draft in self.held.items():
            if draft.slot.role is Role.RACE:
                self._quiet(day)
            self._apart_of_held(day, draft)

    def _apart(self, day: date) -> None:
        """Keep those apart that may not stand beside each other, and price a pair."""
        after = day + timedelta(days=1)
        every = [order for pair in NOT_BESIDE for order in (pair, pair[::-1])]
        for one, other in dict.fromkeys((*every, NOT_AFTER)):
            terms = self._of(day, one) | self._of(after, other)
            if self._of(day, one) and self._of(after, other):
                self.model.row(APART, terms, 0, 1)
        for one, other, price in PRICED_PAIRS:
            self._price_pair(self._of(day, one), self._of(after, other), price)

    def _apart_of_held(self, day: date, draft: Draft) -> None:
        """Keep quiet beside what has its day already."""
        for step in (-1, 1):
            beside = day + timedelta(days=step)
            for role in Role:
                pair = (role, draft.slot.role)
                # The race's own day and what was run yesterday are held alike.
                after = pair[::-1] if step > 0 else pair
                if pair in NOT_BESIDE or pair[::-1] in NOT_BESIDE or after == NOT_AFTER:
                    self.model.row(APART, self._of(beside, role), 0, 0)

    def _bridge(self, day: date) -> None:
        """Put a bridge on the day before a hard session only."""
        bridges = {
            number: 1.0
            for draft, number in self.on_day[day]
            if draft.slot.role is Role.BRIDGE and _needs_hard(draft)
        }
        hard = self._of(day + timedelta(days=1), Role.HARD)
        if bridges:
            self.model.row(BRIDGED, bridges | dict.fromkeys(hard, -1.0), -1, 0)

    def _quiet(self, race_day: date) -> None:
        for before in range(1, QUIET_DAYS + 1):
            day = race_day - timedelta(days=before)
            for role in Role:
                if role is not Role.EASY:
                    self.model.row(QUIET, self._of(day, role), 0, 0)
        for _, number in self.on_day.get(race_day - timedelta(days=1), ()):
            self.model.prices[number] += EVE

    def _is_quiet(self, day: date) -> bool:
        """Return whether a day is so near a race that nothing else can be fixed."""
        return any(
            draft.slot.role is Role.RACE and -1 <= (race_day - day).days <= QUIET_DAYS
            for race_day, draft in self.held.items()
        )

    def _fixed(self, task: WeekTask) -> None:
        """Put what is fixed on its weekday, as far as the week has such sessions."""
        left = Counter(draft.slot.role for draft in task.drafts)
        for weekday, role in self.availability.fixed:
            here = (
                {}
                if self._is_quiet(task.days[weekday])
                else self._of(task.days[weekday], role)
            )
            if here and left[role]:
                left[role] -= 1
                self.model.row(FIXED, here, 1, 1)

    def _of(self, day: date, role: Role) -> dict[int, float]:
        return {
            number: 1.0
            for draft, number in self.on_day.get(day, ())
            if draft.slot.role is role
        }

    def read(self, values: np.ndarray) -> dict[date, Draft]:
        """Return the plan that the values say."""
        found = dict(self.held)
        easy = {
            task.monday: [draft for draft in task.drafts if _is_plain(draft)]
            for task in self.tasks
        }
        for day in sorted(self.on_day):
            for draft, number in self.on_day[day]:
                if values[number]:
                    monday = day - timedelta(days=day.weekday())
                    found[day] = easy[monday].pop(0) if _is_plain(draft) else draft
        return dict(sorted(found.items()))


def _is_plain(draft: Draft) -> bool:
    """Return whether a session is an easy run like any other."""
    return draft.slot.role is Role.EASY and draft.slot.repetitions is None


def _needs_hard(draft: Draft) -> bool:
    return draft.recipe is not None and draft.recipe.kind.value == "bridge"


def _alike(had: Draft | None, draft: Draft) -> bool:
    if had is None:
        return False
    if _is_plain(had) and _is_plain(draft):
        return True
    return had.slot.role is draft.slot.role and had.slot.kind is draft.slot.kind
