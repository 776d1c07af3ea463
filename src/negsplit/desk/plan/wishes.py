"""What a runner wants of a plan, from the words of a form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.desk.plan.goals import Asked, recent_running
from negsplit.errors import InputError, NegsplitError
from negsplit.plan import Availability, Weekday
from negsplit.planning.programmes import PROGRAMMES
from negsplit.units import parse_duration

if TYPE_CHECKING:
    from negsplit.desk.desk import Desk

# Of a usual week: less was meant as hours, '3:30' being minutes; ours, as is the most.
SHORTEST_WEEK_S, LONGEST_WEEK_S = 15 * 60.0, 30 * 3600.0
WEEKDAYS = tuple(day.name.lower()[:3] for day in Weekday)


@dataclass(frozen=True, slots=True)
class SeasonForm:
    """The form of a new plan, as typed.

    Parameters
    ----------
    goal, programme : str
        What for; a named programme stands for a goal.
    runs : str
        Runs a week.
    free : tuple of str
        Days with time, by their first three letters.
    by : str
        'time' or 'distance': how runs are counted.
    has_hills, treadmill_only : bool
        Where it is run.
    usual : str
        Running in a usual week, as a time.
    """

    goal: str = ""
    programme: str = ""
    runs: str = ""
    free: tuple[str, ...] = ()
    by: str = "time"
    has_hills: bool = True
    treadmill_only: bool = False
    usual: str = ""


def form_of(desk: Desk, available: Availability | None) -> SeasonForm:
    """Return the form as it is filled in before anybody types: as the plan is now."""
    known = available or Availability()
    free = tuple(WEEKDAYS[day] for day in sorted(known.free))
    goal = desk.diary.kept_goal() or ""
    return SeasonForm(
        goal,
        "",
        str(known.days),
        free,
        "time" if known.by_time else "distance",
        known.has_hills,
        known.treadmill_only,
        _usual_of(desk),
    )


def _usual_of(desk: Desk) -> str:
    """Return the running of a usual week as the diary knows it, as it is typed."""
    try:
        found = recent_running(desk.diary, desk.runner, desk.today).weekly_s
    except NegsplitError:  # a distance a week says nothing without a speed
        return ""
    if found is None or not SHORTEST_WEEK_S <= found <= LONGEST_WEEK_S:
        return ""
    whole, minutes = divmod(round(found / 60), 60)
    return f"{whole}h{minutes:02d}"


def asked_by(desk: Desk, form: SeasonForm) -> Asked:
    """Return what a form asks for.

    Raises
    ------
    InputError
        If a value is none that can be asked for.
    """
    if form.programme and form.programme not in PROGRAMMES:
        raise InputError(
            f"'{form.programme[:40]}' is no programme; choose {', '.join(PROGRAMMES)}"
        )
    if not form.goal.strip() and not form.programme:
        raise InputError(
            "a plan needs a goal; write '10K under 45:00 by 2027-05-02', or choose a "
            "programme"
        )
    free = _free(form.free)
    available = Availability(
        days=_runs(form.runs, len(free)),
        free=free,
        by_time=form.by != "distance",
        unit=desk.unit,
        treadmill_only=form.treadmill_only,
        has_hills=form.has_hills,
    )
    goal = form.goal.strip()
    usual_s = _usual(form.usual)
    return Asked(goal, form.programme, available, desk.runner, desk.today, usual_s)


def _usual(text: str) -> float | None:
    if not text.strip():
        return None
    found = parse_duration(text)
    if not SHORTEST_WEEK_S <= found <= LONGEST_WEEK_S:
        raise InputError(
            f"'{text[:40]}' is {found / 60:.0f} min of running in a usual week; give "
            "15 min to 30 h, such as 3h30"
        )
    return found


def _free(days: tuple[str, ...]) -> frozenset[Weekday]:
    wrong = [day for day in days if day not in WEEKDAYS]
    if wrong:
        raise InputError(f"'{wrong[0][:40]}' is no weekday; {', '.join(WEEKDAYS)}")
    return frozenset(Weekday(WEEKDAYS.index(day)) for day in days) or frozenset(Weekday)


def _runs(text: str, days: int) -> int:
    if not text.strip():
        return min(5, days)
    try:
        return int(text)
    except ValueError:
        raise InputError(f"'{text[:40]}' is no number of runs; write 4") from None
