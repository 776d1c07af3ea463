"""Who asks, and about which athlete: what every page begins with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import Depends, Request

from negsplit.athlete import Athlete
from negsplit.desk.desk import Desk
from negsplit.desk.people.demo_diary import DEMO_NAME
from negsplit.desk.people.runner_values import runner_on, unit_of
from negsplit.diary import Diary
from negsplit.units import DistanceUnit
from negsplit.web.visitor import visitor_of


@dataclass(frozen=True, slots=True)
class Asked:
    """An athlete's diary, opened for one request.

    Parameters
    ----------
    diary : Diary
        Opened for the athlete.
    runner : Athlete
        What is known of them today.
    unit : DistanceUnit
        In which they think.
    today : date
        The day on this machine.
    """

    diary: Diary
    runner: Athlete
    unit: DistanceUnit
    today: date

    @property
    def desk(self) -> Desk:
        """The athlete's things, as the questions of the desk take them."""
        return Desk(self.diary, self.runner, self.today, self.unit)

    @property
    def place(self) -> str:
        """What the addresses of this athlete's pages begin with."""
        return f"/a/{self.diary.athlete_id}"

    @property
    def api(self) -> str:
        """What the addresses of this athlete's data begin with."""
        return f"/api/athletes/{self.diary.athlete_id}"

    @property
    def name(self) -> str:
        """Who it is about; empty where nobody ever said."""
        return self.runner.name or self.diary.athlete

    @property
    def is_demo(self) -> bool:
        """Whether the athlete is made up."""
        return self.diary.athlete == DEMO_NAME


def today() -> date:
    """Return the day on this machine."""
    return datetime.now(UTC).astimezone().date()


def asked(athlete: int, request: Request) -> Iterator[Asked]:
    """Open the diary of an athlete whom the visitor may see, for one request.

    Raises
    ------
    NotFoundError
        If there is no such athlete, or the visitor may not know.
    """
    visitor_of(request).needs(athlete)
    day = today()
    path = request.app.state.settings.diary
    with Diary.of_athlete(path, athlete, across_threads=True) as diary:
        yield Asked(diary, runner_on(diary, day), unit_of(diary), day)


About = Annotated[Asked, Depends(asked)]
