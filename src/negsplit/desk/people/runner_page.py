"""What the page of a runner shows: what is known, and the paces that follow from it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from negsplit.athlete import Athlete
from negsplit.desk.people.runner_form import RunnerForm, athlete_of, day_of, form_of
from negsplit.desk.people.runner_values import Dated, keep_runner, runner_on, values_of
from negsplit.desk.plan.session_view import Why
from negsplit.desk.runs.shoes import shoe_lines
from negsplit.errors import InputError, NegsplitError
from negsplit.evidence.figures import FIGURES
from negsplit.paces import PaceRow, RaceRow, pace_rows, race_name, race_rows
from negsplit.physiology.heart_rate import MAX_HR_STANDARD_ERROR_BPM
from negsplit.runner import Runner
from negsplit.store.records import RunFilter
from negsplit.units import DistanceUnit, format_clock

if TYPE_CHECKING:
    from datetime import date

    from negsplit.desk.runs.shoes import ShoeLine
    from negsplit.diary import Diary

_EVERYTHING = RunFilter(with_twins=True, with_other_sports=True)


@dataclass(frozen=True, slots=True)
class Held:
    """Values that held from a day on, in a line of the history."""

    day: date
    vdot_ml_kg_min: float | None
    vdot_from: str
    max_hr_bpm: float | None
    resting_hr_bpm: float | None
    weekly_distance_m: float | None


@dataclass(frozen=True, slots=True)
class Paces:
    """Training paces and race times of a runner.

    Parameters
    ----------
    vdot_ml_kg_min : float
        What they follow from.
    vdot_from : str
        The race that says so, or that it was given.
    rows : tuple of PaceRow
        From easy to repetition.
    races : tuple of RaceRow
        Times of equal VDOT, and predictions.
    is_predicted : bool
        Whether there is a prediction among them.
    notes : tuple of str
        What to know about the heart rates.
    why : tuple of Why
        What they rest on.
    """

    vdot_ml_kg_min: float
    vdot_from: str
    rows: tuple[PaceRow, ...]
    races: tuple[RaceRow, ...]
    is_predicted: bool
    notes: tuple[str, ...]
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class RunnerView:
    """The page of a runner.

    Parameters
    ----------
    name : str
        What they are called.
    unit : DistanceUnit
        What they count in.
    form : RunnerForm
        What is known, to be changed.
    seen : str
        Changes with what is known: two tabs must not overwrite each other unseen.
    paces : Paces, optional
        If a race or a VDOT is known.
    trouble : str
        Why there are no paces although something is known; '' if nothing is wrong.
    history : tuple of Held
        What held from when on, newest first.
    runs : int
        How many runs the diary has, of all sports.
    place : str
        Where the diary is; '' where that is not the visitor's business.
    shoes : tuple of ShoeLine
        Their pairs of shoes.
    home_zone : str
        In which time zone they live; '' where that was not said.
    """

    name: str
    unit: DistanceUnit
    form: RunnerForm
    seen: str
    paces: Paces | None
    trouble: str
    history: tuple[Held, ...]
    runs: int
    place: str
    shoes: tuple[ShoeLine, ...]
    home_zone: str


class ChangedMeanwhileError(InputError):
    """What is known was changed elsewhere since the form was shown."""


def runner_view(
    diary: Diary, today: date, unit: DistanceUnit, day: date | None = None
) -> RunnerView:
    """Return the page of a runner, its form with the values of a day."""
    known = runner_on(diary, today)
    shown = known if day is None else runner_on(diary, day)
    paces, trouble = _paces(known)
    return RunnerView(
        name=known.name,
        unit=unit,
        form=form_of(Dated(day or today, shown), unit),
        seen=_seen(diary),
        paces=paces,
        trouble=trouble,
        history=tuple(_held(one) for one in reversed(values_of(diary))),
        runs=diary.count(_EVERYTHING),
        place=str(diary.path),
        shoes=shoe_lines(diary, today, unit),
        home_zone=diary.home_zone(),
    )


def keep_form(
    diary: Diary, form: RunnerForm, seen: str, today: date, unit: DistanceUnit
) -> None:
    """Keep what a runner typed, from the day on that they gave.

    Raises
    ------
    InputError
        If something typed cannot be read, is not plausible, or is still to come.
    ChangedMeanwhileError
        If another page changed the values since this one was shown.
    """
    day = day_of(form.day) if form.day.strip() else today
    if day > today:
        raise InputError(f"{day} is still to come; values hold from today or earlier")
    athlete = athlete_of(form, unit, today)
    if seen != _seen(diary):
        raise ChangedMeanwhileError(
            "your values were changed in another tab or on another device since this "
            "page was loaded; what you typed is still here, and saving again keeps it"
        )
    keep_runner(diary, _unrounded(athlete, runner_on(diary, day)), day)


def _unrounded(athlete: Athlete, known: Athlete) -> Athlete:
    """Return a runner whose races keep parts of a second that no form shows."""
    whole = {(r.distance_m, round(r.duration_s), r.day): r for r in known.races}
    races = tuple(
        whole.get((r.distance_m, round(r.duration_s), r.day), r) for r in athlete.races
    )
    return replace(athlete, races=races)


def _seen(diary: Diary) -> str:
    kept = repr(diary.kept_values())
    return hashlib.sha256(kept.encode()).hexdigest()[:16]


def _paces(athlete: Athlete) -> tuple[Paces | None, str]:
    """Return the paces of a runner, or why there are none."""
    if not athlete.races and athlete.vdot_ml_kg_min is None:
        return None, ""
    try:
        runner = Runner.of(athlete)
        races = race_rows(runner)
        rows = pace_rows(runner)
    except NegsplitError as error:
        return None, str(error)
    return (
        Paces(
            runner.vdot,
            _origin(runner),
            rows,
            races,
            is_predicted=any(race.prediction is not None for race in races),
            notes=tuple(_notes(runner)),
            why=_why(),
        ),
        "",
    )


def _why() -> tuple[Why, ...]:
    found = dict.fromkeys(c for part in FIGURES["paces"] for c in part.claims)
    return tuple(Why(claim.text, claim.grade.value) for claim in found)


def _origin(runner: Runner) -> str:
    race = runner.race
    if race is None:
        return "as you gave it"
    return f"from {race_name(race.distance_m)} in {format_clock(race.duration_s)}"


def _notes(runner: Runner) -> list[str]:
    found = []
    if not runner.has_heart_rate:
        found.append(
            "Heart rates are in % of the maximum; a maximum, or your age, gives beats."
        )
    elif runner.max_hr_is_estimated:
        low, high = MAX_HR_STANDARD_ERROR_BPM
        found.append(
            f"The maximum of {runner.max_hr:.0f} bpm is estimated from age, give or "
            f"take {low:.0f} to {high:.0f}."
        )
    if runner.has_heart_rate and not runner.uses_reserve:
        found.append(
            "Easy heart rates are too high by a few beats without a resting heart rate."
        )
    return found


def _held(known: Dated) -> Held:
    athlete = known.athlete
    vdot, origin = None, ""
    if athlete.races or athlete.vdot_ml_kg_min is not None:
        try:
            runner = Runner.of(athlete)
            vdot, origin = runner.vdot_ml_kg_min, _origin(runner)
        except NegsplitError:
            origin = "races out of range"
    return Held(
        known.day,
        vdot,
        origin,
        athlete.max_hr_bpm,
        athlete.resting_hr_bpm,
        athlete.weekly_distance_m,
    )
