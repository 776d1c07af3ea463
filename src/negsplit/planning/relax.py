"""What gives way where the rules leave no room: never a rule, and never a wish.

What a plan itself wants of a week is given up from its least important session on, and
told. What a runner fixed is not: that collision is theirs to solve.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from negsplit.plan import Role
from negsplit.planning.redraft import as_easy
from negsplit.planning.schedule import FIXED, WeekTask, collision, place

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from negsplit.plan import Availability
    from negsplit.planning.amounts import Draft

# Who goes first where a week has too little room: the progression before another hard
# session, as the article on base training adds the hard one to it.
PRIORITY = (
    Role.RACE,
    Role.LONG,
    Role.PROGRESSION,
    Role.HARD,
    Role.BRIDGE,
    Role.EASY,
)


def place_what_fits(
    tasks: Sequence[WeekTask], availability: Availability, season: tuple[date, date]
) -> tuple[dict[date, Draft], list[tuple[date, Draft]]]:
    """Return sessions on days, and what was given up for it, with its week.

    Raises
    ------
    CollisionError
        If what the runner fixed collides.
    """
    return _Relaxing(list(tasks), availability, season).placed()


def most_important(drafts: Sequence[Draft], count: int) -> tuple[Draft, ...]:
    """Return as many sessions as there is room for, the most important of them."""
    ordered = sorted(drafts, key=lambda draft: PRIORITY.index(draft.slot.role))
    return tuple(ordered[:count])


@dataclass(slots=True)
class _Relaxing:
    """Weeks on their way to what fits."""

    tasks: list[WeekTask]
    availability: Availability
    season: tuple[date, date]

    def placed(self) -> tuple[dict[date, Draft], list[tuple[date, Draft]]]:
        """Return what fits, and what was given up."""
        given_up: list[tuple[date, Draft]] = []
        while True:
            found = place(self.tasks, self.availability, self.season)
            if found is not None:
                return found, given_up
            given_up += [self._lighten(window) for window in self._too_full()]

    def _too_full(self) -> list[range]:
        """Return the weeks without room by themselves, else the fewest that collide."""
        count = len(self.tasks)
        for width in range(1, count + 1):
            windows = [range(n, n + width) for n in range(count - width + 1)]
            full = [window for window in windows if not self._fits(window)]
            if full:
                return full if width == 1 else full[:1]
        return [range(count)]

    def _fits(self, window: range, without: frozenset[str] = frozenset()) -> bool:
        weeks = self.tasks[window.start : window.stop]
        return place(weeks, self.availability, self.season, without) is not None

    def _lighten(self, window: range) -> tuple[date, Draft]:
        """Make one session easy, the least important that helps, or leave one out.

        What the runner fixed goes last, and only where it has no room even without
        being fixed.
        """
        own = self._choices(window, fixed=False)
        theirs = self._choices(window, fixed=True)
        if not own and theirs and self._fits(window, frozenset({FIXED})):
            weeks = self.tasks[window.start : window.stop]
            raise collision(weeks, self.availability, self.season)
        if not own and not theirs:
            number = max(window, key=lambda n: len(self.tasks[n].drafts))
            return self._ease(number, self.tasks[number].drafts[-1])
        choices = own or theirs
        for number, draft in choices:
            before = self.tasks[number]
            given_up = self._ease(number, draft)
            if self._fits(window):
                return given_up
            self.tasks[number] = before
        return self._ease(*choices[0])

    def _choices(self, window: range, *, fixed: bool) -> list[tuple[int, Draft]]:
        """Return the sessions that stress a week, the least important first."""
        roles = {role for _, role in self.availability.fixed}
        found = [
            (number, draft)
            for number in window
            for draft in self.tasks[number].drafts
            if draft.slot.role is not Role.EASY and (draft.slot.role in roles) == fixed
        ]
        return sorted(found, key=lambda pair: -PRIORITY.index(pair[1].slot.role))

    def _ease(self, number: int, draft: Draft) -> tuple[date, Draft]:
        task = self.tasks[number]
        others = tuple(other for other in task.drafts if other is not draft)
        if draft.slot.role is not Role.EASY:
            others = (*others, as_easy(draft, self.availability.longest_s))
        self.tasks[number] = replace(task, drafts=others)
        return task.monday, draft
