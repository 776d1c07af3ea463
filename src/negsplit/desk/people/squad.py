"""The squad: who needs a word, and one session for all in their own paces."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from negsplit.desk.people.runner_values import runner_on
from negsplit.desk.plan.season import current_plan, with_diary
from negsplit.diary import Diary
from negsplit.errors import FormatError, InputError, NegsplitError
from negsplit.formats.workouts import Delivery, WorkoutFormat, write
from negsplit.forms import Kind
from negsplit.notation import parse, to_text
from negsplit.physiology.training_paces import DEFAULT_PROFILE
from negsplit.planning.goal_words import aim_words
from negsplit.planning.happened import Happened
from negsplit.planning.recipe_words import recipe_of, recipe_words
from negsplit.planning.squad import Member, members_of
from negsplit.reports.squad_table import SquadTable, squad_table
from negsplit.reports.wording import sentence
from negsplit.runner import Runner
from negsplit.store.records import RunFilter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from negsplit.athlete import Athlete
    from negsplit.forms import Recipe
    from negsplit.store.records import AthleteRow, RunRow
    from negsplit.units import DistanceUnit
    from negsplit.workout import Workout

# Nobody is asked about sooner; ours. Of a runner without a plan the same.
QUIET_DAYS, SILENT_DAYS = 10, 60
# A stopped build, or a session missed, is worth a word for so long; ours.
RECENT_DAYS = 7
# Join letters of some scripts, and emoji into one; choose how a sign is drawn.
# Flags of countries inside countries are spelled with tags.
_JOINERS = dict.fromkeys((0x200C, 0x200D, 0xFE0E, 0xFE0F, *range(0xE0020, 0xE0080)))
_NO_NAME = re.compile(r"[^\w.-]+")
LONGEST_FILE_NAME, LONGEST_NAME = 80, 60


@dataclass(frozen=True, slots=True)
class Squad:
    """Runners whose diaries are in one file, as somebody may see them on a day.

    Parameters
    ----------
    path : Path
        The file.
    athletes : tuple of AthleteRow
        Who.
    today : date
        The day.
    unit : DistanceUnit
        Of texts.
    """

    path: Path
    athletes: tuple[AthleteRow, ...]
    today: date
    unit: DistanceUnit

    @property
    def first(self) -> int | None:
        """Whoever has most runs, if there is anybody."""
        if not self.athletes:
            return None
        return max(self.athletes, key=lambda one: one.runs).id


@dataclass(frozen=True, slots=True)
class Person:
    """A runner of the squad, and what a coach may want to ask.

    Parameters
    ----------
    id : int
        Of the athlete.
    name : str
        Theirs.
    runs : int
        In their diary.
    last : RunRow, optional
        The last one.
    goal : str
        What they train for; empty without a plan.
    words : tuple of str
        What is worth a word; empty where all goes its way.
    """

    id: int
    name: str
    runs: int
    last: RunRow | None
    goal: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody who cannot be given paces, and why."""

    id: int
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class ForAll:
    """A session for everybody.

    Parameters
    ----------
    title : str
        What it is.
    table : SquadTable
        In their own paces.
    left_out : tuple of LeftOut
        Who cannot be given paces.
    """

    title: str
    table: SquadTable | None
    left_out: tuple[LeftOut, ...]


def add_runner(path: Path, name: str) -> int:
    """Enter a runner into a diary, and return their number in it.

    Raises
    ------
    InputError
        If the name is none, or taken.
    """
    plain = " ".join(name.split())
    if not _is_name(plain):
        raise InputError(
            f"'{plain[:LONGEST_NAME]}' is no name for a runner; write up to "
            f"{LONGEST_NAME} letters"
        )
    with Diary.open(path, "", begin=True, across_threads=True) as diary:
        taken = {one.name.casefold() for one in diary.athletes()}
    if plain.casefold() in taken:
        raise InputError(f"there is a runner '{plain}' already; tell them apart")
    with Diary.open(path, plain, across_threads=True) as diary:
        return diary.athlete_id


def _is_name(text: str) -> bool:
    """Return whether something is to be seen, and nothing controls how it is shown."""
    seen = text.translate(_JOINERS)
    return 0 < len(text) <= LONGEST_NAME and bool(seen.strip()) and seen.isprintable()


def people_of(squad: Squad) -> tuple[Person, ...]:
    """Return the runners of a squad, those who need a word first."""
    found = [
        _person(squad.path, row, squad.today, squad.unit) for row in squad.athletes
    ]
    return tuple(sorted(found, key=lambda one: (not one.words, one.name.casefold())))


def _person(path: Path, row: AthleteRow, today: date, unit: DistanceUnit) -> Person:
    with Diary.of_athlete(path, row.id, across_threads=True) as diary:
        last = next(iter(diary.runs(RunFilter(newest_first=True, limit=1))), None)
        known = current_plan(diary)
        goal = "" if known is None else aim_words(known.plan.aim, unit)
        words = tuple(_words(diary, last, today))
        name = _name(row, runner_on(diary, today))
    return Person(row.id, name, row.runs, last, goal, words)


def _words(diary: Diary, last: RunRow | None, today: date) -> Iterator[str]:
    """Yield what is worth a word; nobody is judged by it."""
    if last is None:
        yield "No runs yet."
        return
    since = (today - last.started_at.date()).days
    if QUIET_DAYS < since <= SILENT_DAYS:
        yield f"No run for {since} days: is all well?"
    known = current_plan(diary)
    if known is None:
        return
    happened = with_diary(known.plan, Happened(), diary, today)
    missed = [day for day in happened.missed if (today - day).days <= RECENT_DAYS]
    if missed:
        days = ", ".join(f"{day:%A}" for day in missed)
        yield f"Not run: {days}. The plan proposes what to do."
    for day in happened.stopped:
        if 0 <= (today - day).days <= RECENT_DAYS:
            yield f"Stopped building on {day:%A}: good judgement, worth asking why."


def session_for_all(squad: Squad, words: str) -> tuple[ForAll, tuple[Member, ...]]:
    """Return a session in the paces of everybody of whom enough is known.

    Raises
    ------
    InputError
        If nobody knows what is meant.
    """
    session, title = _session(words.strip(), squad.unit)
    members: list[Member] = []
    left_out: list[LeftOut] = []
    for row in squad.athletes:
        athlete = _athlete(squad.path, row, squad.today)
        try:
            members += members_of(session, (athlete,), DEFAULT_PROFILE)
        except NegsplitError as error:
            why = str(error).removeprefix(f"{athlete.name}: ")
            left_out.append(LeftOut(row.id, athlete.name, sentence(why)))
    table = squad_table(members, squad.unit) if members else None
    return ForAll(title, table, tuple(left_out)), tuple(members)


def _athlete(path: Path, row: AthleteRow, today: date) -> Athlete:
    with Diary.of_athlete(path, row.id, across_threads=True) as diary:
        runner = runner_on(diary, today)
        return replace(runner, name=_name(row, runner))


def _name(row: AthleteRow, runner: Athlete) -> str:
    """Return what a coach calls a runner: as entered, or as they call themselves."""
    return row.name or runner.name or "You"


def _session(words: str, unit: DistanceUnit) -> tuple[Recipe | Workout, str]:
    if words.partition(" ")[0] in {kind.value for kind in Kind}:
        recipe = recipe_of(words, unit)
        return recipe, recipe_words(recipe, unit)
    try:
        workout = parse(words, default_unit=unit)
    except FormatError as error:
        raise InputError(
            f"{error}; write a form with its amount, as in thirds 45min, or a notation"
        ) from error
    return workout, workout.name or to_text(workout).replace("\n", ", ")


def files_for_all(
    members: Sequence[Member], title: str, now: datetime
) -> tuple[tuple[str, bytes], ...]:
    """Return a watch file of a session for every runner, named after both."""
    files: dict[str, bytes] = {}
    for member in members:
        runner = Runner.of(member.athlete)
        key = f"squad {member.athlete.name} {title}"
        delivery = Delivery(
            key, now, None, runner.max_hr_bpm, runner.race_speed(10_000.0)
        )
        made = write(member.workout, WorkoutFormat.FIT, delivery)
        name = _NO_NAME.sub("-", f"{member.athlete.name}-{title}".lower()).strip("-.")
        plain = name[:LONGEST_FILE_NAME]
        taken = f"{plain}-{len(files) + 1}" if f"{plain}.fit" in files else plain
        files[f"{taken}.fit"] = made.data
    return tuple(files.items())
