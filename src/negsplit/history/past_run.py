"""A run as the history of a runner sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.analysis.shape import Answer
from negsplit.recording import Severity

if TYPE_CHECKING:
    from datetime import date, datetime

    from negsplit.analysis.feature_records import Features
    from negsplit.recording import Finding
    from negsplit.workout import Goal


@dataclass(frozen=True, slots=True, eq=False)
class PastRun:
    """A run with what is kept of it, and what the runner says of it.

    Parameters
    ----------
    id : int
        Its number in the diary.
    started_at : datetime
        In the zone that the watch showed.
    name : str
        As the runner or a service calls it; may be empty.
    features : Features
        What is kept of it.
    felt_cr10 : float, optional
        How hard it felt, from 0 to 10.
    goal : Goal, optional
        What it was for.
    has_plan : bool
        Whether the runner named a plan; one in the recording counts as well.
    is_race : bool
        Whether the runner marked it as a race.
    """

    id: int
    started_at: datetime
    name: str
    features: Features
    felt_cr10: float | None = None
    goal: Goal | None = None
    has_plan: bool = False
    is_race: bool = False

    @property
    def day(self) -> date:
        """The day on the watch."""
        return self.started_at.date()

    @property
    def month(self) -> date:
        """The first day of its month."""
        return self.day.replace(day=1)

    @property
    def is_planned(self) -> bool:
        """Whether there was a plan, in the recording or in the diary."""
        return self.has_plan or self.features.is_planned

    @property
    def is_progression(self) -> bool:
        """Whether it lifted; a doubtful one does not count."""
        return self.features.is_progression is Answer.YES

    @property
    def fault(self) -> Finding | None:
        """What is so wrong with the recording that nothing follows from it."""
        return next(
            (f for f in self.features.findings if f.severity is Severity.ERROR), None
        )
