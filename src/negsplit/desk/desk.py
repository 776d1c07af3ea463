"""What nearly every question begins with: whose diary, who, when, in which unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from negsplit.athlete import Athlete
    from negsplit.diary import Diary
    from negsplit.units import DistanceUnit


@dataclass(frozen=True, slots=True)
class Desk:
    """A runner's things on a day.

    Parameters
    ----------
    diary : Diary
        Opened for the runner.
    runner : Athlete
        What is known of them on the day.
    today : date
        The day.
    unit : DistanceUnit
        In which they think.
    """

    diary: Diary
    runner: Athlete
    today: date
    unit: DistanceUnit
