"""The list of runs: found by what is typed, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from negsplit.analysis.classify import Form
from negsplit.analysis.shape import Answer
from negsplit.desk.runs.run_view import title_of
from negsplit.drawings.spark import spark_svg
from negsplit.errors import InputError
from negsplit.reports.wording import percent
from negsplit.store.records import RunFilter
from negsplit.units import DistanceUnit, parse_distance
from negsplit.workout import Goal

if TYPE_CHECKING:
    from negsplit.analysis.feature_records import Features
    from negsplit.diary import Diary
    from negsplit.store.records import RunRow

Kind = TypeVar("Kind", Form, Goal)

PAGE_RUNS = 25
FORMS = tuple(form.value for form in Form)
GOALS = tuple(goal.value for goal in Goal)


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for, as it is typed; empty is anything.

    Parameters
    ----------
    text, form, goal : str
        In the name; the form that a run looks like; what it was for.
    since, until : str
        Days, both included.
    least, most : str
        Lengths; a number alone is in the runner's unit.
    lifted : bool
        Only progressions.
    races : bool
        Only runs marked as a race.
    page : int
        From 1.
    """

    text: str = ""
    form: str = ""
    goal: str = ""
    since: str = ""
    until: str = ""
    least: str = ""
    most: str = ""
    lifted: bool = False
    races: bool = False
    page: int = 1

    @property
    def is_any(self) -> bool:
        """Whether anything is looked for."""
        return replace(self, page=1) != Search()


@dataclass(frozen=True, slots=True)
class Line:
    """One run of the list.

    Parameters
    ----------
    run : RunRow
        As the diary has it.
    title : str
        Its name, or its weekday.
    speed_mps : float, optional
        Mean, moving. [m/s]
    verdict : str
        What it was, in a few words.
    lifted : bool
        Whether it was a progression.
    spark : str
        Its speed as a small drawing.
    """

    run: RunRow
    title: str
    speed_mps: float | None
    verdict: str
    lifted: bool
    spark: str


@dataclass(frozen=True, slots=True)
class RunsList:
    """A page of runs.

    Parameters
    ----------
    search : Search
        As typed.
    trouble : str
        What of it could not be understood; then nothing is listed.
    lines : tuple of Line
        The runs of this page, newest first.
    count, pages : int
        How many runs were found, on how many pages.
    total : int
        How many runs there are at all.
    unit : DistanceUnit
        Of lengths and paces.
    forms, goals : tuple of str
        What can be chosen.
    """

    search: Search
    trouble: str
    lines: tuple[Line, ...]
    count: int
    pages: int
    total: int
    unit: DistanceUnit
    forms: tuple[str, ...] = field(default=FORMS)
    goals: tuple[str, ...] = field(default=GOALS)


def runs_list(diary: Diary, search: Search, unit: DistanceUnit) -> RunsList:
    """Return a page of the runs that are looked for."""
    total = diary.count()
    try:
        wanted = filter_of(search, unit)
    except InputError as error:
        return RunsList(search, str(error), (), 0, 1, total, unit)
    count = diary.count(wanted)
    pages = max(-(-count // PAGE_RUNS), 1)
    page = min(max(search.page, 1), pages)
    rows = diary.runs(replace(wanted, limit=PAGE_RUNS, skip=(page - 1) * PAGE_RUNS))
    kept = {row.id: found for row, found in diary.features(rows)}
    return RunsList(
        search=replace(search, page=page),
        trouble="",
        lines=tuple(_line(row, kept.get(row.id)) for row in rows),
        count=count,
        pages=pages,
        total=total,
        unit=unit,
    )


def filter_of(search: Search, unit: DistanceUnit) -> RunFilter:
    """Return what is looked for as the diary understands it.

    Raises
    ------
    InputError
        If something typed cannot be read.
    """
    since, until = _day("from", search.since), _day("until", search.until)
    if since is not None and until is not None and since > until:
        raise InputError(f"from {since} until {until} no day lies; swap the two")
    return RunFilter(
        form=_choice(Form, "form", search.form),
        is_progression=Answer.YES if search.lifted else None,
        is_race=search.races,
        goal=_choice(Goal, "goal", search.goal),
        since=since,
        until=until,
        least_m=_length(search.least, unit),
        most_m=_length(search.most, unit),
        text=search.text.strip(),
        newest_first=True,
    )


def _choice(kind: type[Kind], what: str, text: str) -> Kind | None:
    if not text:
        return None
    try:
        return kind(text)
    except ValueError as error:
        raise InputError(f"'{text[:40]}' is no {what} of a run") from error


def _day(what: str, text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise InputError(
            f"{what} '{text.strip()[:20]}' is not a day; write 2026-05-16"
        ) from error


def _length(text: str, unit: DistanceUnit) -> float | None:
    plain = text.strip()
    if not plain:
        return None
    is_bare = plain.replace(",", "").replace(".", "").isdecimal()
    return parse_distance(f"{plain}{unit.value}" if is_bare else plain)


def _line(row: RunRow, features: Features | None) -> Line:
    metres, seconds = row.distance_m, row.moving_s
    return Line(
        run=row,
        title=title_of(row),
        speed_mps=metres / seconds if metres and seconds else None,
        verdict=verdict_words(row, features),
        lifted=row.is_progression is Answer.YES,
        spark="" if features is None else spark_svg(features.spark_mps),
    )


def verdict_words(row: RunRow, features: Features | None) -> str:
    """Return what the shape of a run was, in a few words."""
    if row.form is None:
        return "not looked at yet"
    if row.is_progression is Answer.CANNOT_TELL:
        return f"{row.form.value}, perhaps faster to the end"
    if row.is_progression is not Answer.YES:
        return row.form.value
    lift = None if features is None else features.lift_frac
    by = "" if lift is None else f" by {percent(lift)}"
    return f"progressed{by}: {row.form.value}"
