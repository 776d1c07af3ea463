"""The page of the history: findings, and pictures to look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.desk.history.looking_back import heart_of, past_runs
from negsplit.drawings.frame import Setting
from negsplit.drawings.history_picture import DESK, PHONE, chart_svg, charts_in
from negsplit.drawings.run_calendar import Kind, calendar_svg
from negsplit.drawings.spark import spark_svg
from negsplit.history.bests import Best
from negsplit.history.look_back import look_back
from negsplit.history.sentences import count, day_text, sentences
from negsplit.reports.wording import percent
from negsplit.units import (
    HALF_MARATHON_M,
    MARATHON_M,
    MILE_M,
    DistanceUnit,
    format_clock,
    format_distance,
    format_pace,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from negsplit.athlete import Athlete
    from negsplit.diary import Diary
    from negsplit.history.awareness import Awareness, Word
    from negsplit.history.look_back import History
    from negsplit.history.past_run import PastRun
    from negsplit.history.sentences import Sentence
    from negsplit.history.shapes import FormCount, Lift, Wall

# So many progressions are drawn, the newest; the list of runs has the others.
MOST_LIFTS = 48
TOLD_M = (
    400.0,
    1000.0,
    MILE_M,
    3000.0,
    5000.0,
    10_000.0,
    HALF_MARATHON_M,
    MARATHON_M,
)
NAMES = {MILE_M: "mile", HALF_MARATHON_M: "half marathon", MARATHON_M: "marathon"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing for wide screens and one for phones, and what both show."""

    title: str
    wide: str
    narrow: str


@dataclass(frozen=True, slots=True)
class LiftView:
    """A progression with its small picture."""

    run: int
    day: date
    form: str
    is_planned: bool
    told: str
    picture: str


@dataclass(frozen=True, slots=True)
class BestView:
    """The fastest over a distance: ever, and in the last twelve months."""

    distance: str
    time: str
    pace: str
    day: date
    run: int
    current_time: str
    current_run: int | None


@dataclass(frozen=True, slots=True)
class AwareView:
    """What was meant or felt as one word, and how it was run."""

    word: str
    count: int
    as_meant: int
    harder: int
    easier: int
    until_harder: int


@dataclass(frozen=True, slots=True)
class HistoryView:
    """What the page of the history shows.

    Parameters
    ----------
    told : str
        Runs, distance and hours in a line.
    days : str
        From when to when.
    findings : tuple of Sentence
        What runners look for first.
    calendar : Picture
        The last year, a mark a day.
    charts : tuple of Picture
        Hours, VDOT, critical speed and heart rate by month; the fastest paces.
    forms : tuple of FormCount
        Progressions by form.
    lifts : tuple of LiftView
        The newest progressions, small.
    lifts_in_all : int
        How many there are.
    bests : tuple of BestView
        Fastest over distances that runners know.
    walls : tuple of Wall
        Long runs that slowed down.
    intended, felt : tuple of AwareView
        Pace awareness.
    not_counted : int
        Recordings that count for nothing.
    """

    told: str
    days: str
    findings: tuple[Sentence, ...]
    calendar: Picture
    charts: tuple[Picture, ...]
    forms: tuple[FormCount, ...]
    lifts: tuple[LiftView, ...]
    lifts_in_all: int
    bests: tuple[BestView, ...]
    walls: tuple[Wall, ...]
    intended: tuple[AwareView, ...]
    felt: tuple[AwareView, ...]
    not_counted: int


def history_view(
    diary: Diary, runner: Athlete, today: date, unit: DistanceUnit
) -> HistoryView | None:
    """Return what the page shows; nothing where no run counts."""
    runs = past_runs(diary, None, None)
    found = look_back(runs, today, heart_of(runner))
    return None if found is None else _view(found, runs, unit)


def _view(found: History, runs: Sequence[PastRun], unit: DistanceUnit) -> HistoryView:
    first, last = day_text(found.first_day), day_text(found.last_day)
    return HistoryView(
        told=(
            f"{count(found.runs, 'run')}, {found.distance_m / unit.metres:,.0f} "
            f"{unit.value}, {found.moving_s / 3600:,.0f} h"
        ),
        days=first if first == last else f"{first} to {last}",
        findings=sentences(found, unit),
        calendar=_calendar(found, runs),
        charts=tuple(_charts(found, unit)),
        forms=found.forms,
        lifts=tuple(_lifts(found, runs, unit)),
        lifts_in_all=len(found.lifts),
        bests=tuple(_bests(found, unit)),
        walls=found.walls,
        intended=tuple(_intended(found.awareness)),
        felt=tuple(_felt(found.awareness)),
        not_counted=len(found.set_aside),
    )


def _calendar(found: History, runs: Sequence[PastRun]) -> Picture:
    days: dict[date, Kind] = {run.day: Kind.RUN for run in runs}
    days |= {lift.day: Kind.LIFTED for lift in found.lifts}
    days |= {wall.day: Kind.WALL for wall in found.walls}
    title = "Days with a run, until " + day_text(found.last_day)
    said = (
        title,
        "Squares are runs, upward triangles progressions, downward ones walls.",
    )
    wide, narrow = (
        calendar_svg(days, found.last_day, said, setting)
        for setting in (Setting(in_page="days-wide"), Setting(True, "days-narrow"))  # noqa: FBT003 - a record
    )
    return Picture(title, wide, narrow)


def _charts(found: History, unit: DistanceUnit) -> Iterator[Picture]:
    pairs = zip(
        charts_in(found, unit, DESK), charts_in(found, unit, PHONE), strict=True
    )
    for number, (wide, narrow) in enumerate(pairs):
        yield Picture(
            f"{wide.title[:1].upper()}{wide.title[1:]}",
            chart_svg(wide, Setting(in_page=f"chart-{number}-wide")),
            chart_svg(
                narrow, Setting(is_narrow=True, in_page=f"chart-{number}-narrow")
            ),
        )


def _lifts(
    found: History, runs: Sequence[PastRun], unit: DistanceUnit
) -> Iterator[LiftView]:
    by_id = {run.id: run for run in runs}
    for lift in found.lifts[: -MOST_LIFTS - 1 : -1]:
        picture = spark_svg(by_id[lift.run].features.spark_mps)
        yield LiftView(
            lift.run,
            lift.day,
            lift.form.value,
            lift.is_planned,
            _lift_words(lift, unit),
            picture,
        )


def _lift_words(lift: Lift, unit: DistanceUnit) -> str:
    start = format_pace(lift.start_mps, unit).partition("/")[0]
    finish = format_pace(lift.finish_mps, unit)
    return (
        f"{format_distance(lift.distance_m, unit)}, {start} → {finish}, "
        f"{percent(lift.lift_frac)} faster"
    )


def _bests(found: History, unit: DistanceUnit) -> Iterator[BestView]:
    current = {best.distance_m: best for best in found.bests.current}
    for best in found.bests.ever:
        if not any(abs(best.distance_m - told) < 1 for told in TOLD_M):
            continue
        late: Best | None = current.get(best.distance_m)
        yield BestView(
            _distance_name(best.distance_m, unit),
            format_clock(best.duration_s),
            format_pace(best.speed_mps, unit),
            best.day,
            best.run,
            "" if late is None else format_clock(late.duration_s),
            None if late is None else late.run,
        )


def _distance_name(distance_m: float, unit: DistanceUnit) -> str:
    known = (name for metres, name in NAMES.items() if abs(metres - distance_m) < 1)
    plain = f"{distance_m:.0f} m" if distance_m < 1000 else ""
    return next(known, plain or format_distance(distance_m, unit))


def _intended(found: Awareness) -> Iterator[AwareView]:
    for one in found.intended:
        yield _aware(one.word, one.as_intended, one.harder, one.easier)


def _felt(found: Awareness) -> Iterator[AwareView]:
    for one in found.felt:
        yield _aware(one.word, one.as_felt, one.harder, one.easier)


def _aware(word: Word, as_meant: int, harder: int, easier: int) -> AwareView:
    until = easier + as_meant
    return AwareView(word.value, until + harder, as_meant, harder, easier, until)
