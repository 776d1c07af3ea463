"""The plan that ``negsplit plan`` is asked for: made, brought back, or kept."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from negsplit.cli.files import read_bytes
from negsplit.cli.season import NO_PLAN, keep, kept, runner_of, with_diary_values
from negsplit.errors import FormatError, InputError, NotFoundError
from negsplit.planning.build import build_plan
from negsplit.planning.goal_words import Wish, aim_words, wish_of, wish_words
from negsplit.planning.plan_reader import PlanFile, read_plan
from negsplit.planning.programmes import programme_aim, programme_plan
from negsplit.planning.request import Request

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from negsplit.athlete import Athlete
    from negsplit.cli.diary_options import DiaryPlace
    from negsplit.cli.season_options import Given
    from negsplit.physiology.training_paces import Profile
    from negsplit.plan import Plan, Week
    from negsplit.units import DistanceUnit


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options ask for."""

    goal: str | None
    programme: str | None
    make: bool
    brought: Path | None
    today: date
    given: Given
    place: DiaryPlace
    athlete: Athlete
    profile: Profile
    unit: DistanceUnit | None

    @property
    def makes(self) -> bool:
        """Whether a plan is to be made anew."""
        return self.make or self.goal is not None or self.programme is not None


def plan_of(asked: Asked) -> PlanFile:
    """Return the plan that is meant, and its runner; a new one is kept.

    Raises
    ------
    NotFoundError
        If none is asked for and none was kept.
    """
    known = kept(asked.place)
    if asked.brought is not None:
        return _brought(asked, asked.brought, known)
    if asked.makes:
        return _made(asked, known)
    if known is None:
        if _kept_goal(asked.place) is None:
            raise NotFoundError(NO_PLAN)
        return _made(asked, known)
    if asked.given.is_any or asked.unit is not None:
        raise InputError(
            "a plan is there already; to change when you train, make it anew: "
            "negsplit plan --make and the options"
        )
    return PlanFile(known.plan, runner_of(asked.athlete, known))


def _brought(asked: Asked, path: Path, known: PlanFile | None) -> PlanFile:
    try:
        found = read_plan(read_bytes(path))
    except FormatError as error:
        raise FormatError(f"{path.name}: {error}", offset=error.offset) from error
    runner = runner_of(asked.athlete, known if found.athlete is None else found)
    keep(asked.place, found.plan, runner)
    return PlanFile(found.plan, runner)


def _made(asked: Asked, known: PlanFile | None) -> PlanFile:
    said = with_diary_values(asked.place, asked.athlete, asked.today)
    runner = runner_of(said, known)
    request = _request(asked, known, runner)
    if asked.programme is None:
        made = build_plan(request)
    else:
        made = programme_plan(asked.programme, request)
    if known is not None:
        # What was refused once is not proposed again by a new plan either.
        made = replace(made, refused=known.plan.refused)
    goal = None if asked.make else _goal_words(request)
    keep(asked.place, made, runner, goal)
    return PlanFile(made, runner)


def _goal_words(request: Request) -> str:
    recent = request.recent
    wish = Wish(request.aim, recent.race_day, recent.race_m)
    return wish_words(wish, request.availability.unit)


def _request(asked: Asked, known: PlanFile | None, runner: Athlete) -> Request:
    before = None if known is None else known.plan.availability
    available = asked.given.availability(before, asked.unit)
    diary = asked.place.open()
    with diary or nullcontext():
        recent = asked.given.recent(diary, runner, asked.today)
    if asked.programme is not None:
        aim = programme_aim(asked.programme, asked.today)
    else:
        words = asked.goal or _kept_goal(asked.place) or _goal_of(known)
        wish = wish_of(words, asked.today, runner)
        aim = wish.aim
        if wish.after_day is not None:
            recent = replace(recent, race_day=wish.after_day, race_m=wish.after_m)
    return Request(aim, runner, available, asked.today, recent, asked.profile)


def _kept_goal(place: DiaryPlace) -> str | None:
    diary = place.open()
    if diary is None:
        return None
    with diary:
        return diary.kept_goal()


def _goal_of(known: PlanFile | None) -> str:
    if known is None:
        raise NotFoundError(NO_PLAN)
    return aim_words(known.plan.aim, known.plan.availability.unit)


def week_of(plan: Plan, day: date) -> Week:
    """Return the week that a day lies in.

    Raises
    ------
    NotFoundError
        If the plan has no such week.
    """
    found = plan.week_of(day)
    if found is None:
        first, last = plan.weeks[0].monday, plan.weeks[-1].monday
        raise NotFoundError(
            f"the plan has no week of {day}; it goes from {first} to the week of {last}"
        )
    return found
