"""What a plan is asked for, and what follows from it: paces, breaks, long runs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from negsplit.forms import Steering
from negsplit.physiology.training_paces import DEFAULT_PROFILE, Profile
from negsplit.planning.amounts import Pace
from negsplit.planning.form_today import form_today
from negsplit.planning.long_runs import long_runs, most_beside, most_s, needed_s
from negsplit.planning.season import (
    LONGEST_SEASON,
    RECOVERY_DAYS,
    Recent,
    breaks_around,
    by_distance,
    easing_of,
    weeks_of,
)
from negsplit.planning.trainee import trainee_of
from negsplit.runner import Runner

if TYPE_CHECKING:
    from negsplit.athlete import Athlete
    from negsplit.plan import Aim, Availability, Week
    from negsplit.planning.returning import Break

# The first half of the recovery from a race is without running; ours.
OFF_SHARE = 0.5
# Who gives no race is reckoned to run 7:30/km; what they run is by effort anyway.
UNKNOWN_MPS = 1000 / 450
# A longest run that comes so near to what the race takes is long enough; ours.
NEAR_FRAC = 0.9


@dataclass(frozen=True, slots=True)
class Request:
    """What a plan is asked for.

    Parameters
    ----------
    aim : Aim
        What for.
    athlete : Athlete
        Who; a race or a VDOT is needed.
    availability : Availability
        When there is time.
    start : date
        The first day.
    recent : Recent
        What the runner has been doing.
    profile : Profile
        Whose training paces.
    """

    aim: Aim
    athlete: Athlete
    availability: Availability
    start: date
    recent: Recent = field(default_factory=Recent)
    profile: Profile = DEFAULT_PROFILE


def first_day(request: Request) -> date:
    """Return the first day that is run on, after the rest from a race."""
    recent = request.recent
    if recent.race_day is None or recent.race_m is None:
        return request.start
    off = round(by_distance(RECOVERY_DAYS, recent.race_m) * OFF_SHARE)
    return max(request.start, recent.race_day + timedelta(days=off + 1))


def pace_of(request: Request) -> Pace:
    """Return what amounts are reckoned with; by effort where no pace is known."""
    race_m = request.aim.distance_m or 0.0
    if not trainee_of(request.athlete, request.recent).knows_pace:
        return Pace(UNKNOWN_MPS, race_m / UNKNOWN_MPS, race_m, steering=Steering.EFFORT)
    speeds = Runner.of(request.athlete, request.profile).speeds
    race_s = form_today(request.athlete, race_m).duration_s if race_m else 0.0
    easy_mps = (speeds.easy_slow_mps + speeds.easy_fast_mps) / 2
    return Pace(easy_mps, race_s, race_m)


def long_run_needed(request: Request) -> float:
    """Return how long the longest run has to become at least, in s."""
    pace = pace_of(request)
    return needed_s(pace.race_m, pace.race_s, pace.easy_mps)


def long_runs_of(request: Request, weeks: tuple[Week, ...]) -> list[float]:
    """Return how long the long run of every week is, in s."""
    mondays = [week.monday for week in weeks]
    pace, available = pace_of(request), request.availability
    top_s = most_s(pace.race_m, pace.race_s, pace.easy_mps)
    if available.longest_s is not None:
        # Short days beside it hold the long run down too.
        others_s = (available.days - 1) * available.longest_s
        top_s = min(top_s, most_beside(available.days, others_s))
    return long_runs(
        weeks,
        available.days,
        top_s,
        request.recent.longest_s,
        easing_of(mondays, breaks_in(request)),
    )


def weeks_for(request: Request) -> tuple[Week, ...]:
    """Return the weeks of a season without sessions, with room for its long runs."""
    return weeks_of(
        request.aim,
        request.start,
        request.availability,
        request.recent,
        long_run_needed(request),
    )


def breaks_in(request: Request) -> tuple[Break, ...]:
    """Return the breaks that a season starts from and has in it."""
    return breaks_around(
        request.aim, request.start, request.availability, request.recent
    )


def is_long_enough(reached_s: float, needed_s: float) -> bool:
    """Return whether a longest run comes near enough to what the race takes."""
    return reached_s >= NEAR_FRAC * needed_s


def ready_day(request: Request) -> date | None:
    """Return the first day by which the long run can be long enough, if any.

    The race's own day, or as many weeks later as a season that is built in the same way
    needs; nothing where a year is not enough.
    """
    needed = long_run_needed(request)
    aim = request.aim
    while aim.day - request.start <= LONGEST_SEASON:
        asked = replace(request, aim=aim)
        if is_long_enough(max(long_runs_of(asked, weeks_for(asked))), needed):
            return aim.day
        aim = replace(aim, day=aim.day + timedelta(weeks=1))
    return None
