"""The runs of a diary as a history looks at them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsplit.athlete import Athlete
from negsplit.history.past_run import PastRun
from negsplit.store.records import RunFilter

if TYPE_CHECKING:
    from datetime import date

    from negsplit.diary import Diary


def heart_of(runner: Athlete) -> Athlete:
    """Return what a history takes from what is said: it finds speeds in the runs."""
    return Athlete(
        age_years=runner.age_years,
        max_hr_bpm=runner.max_hr_bpm,
        resting_hr_bpm=runner.resting_hr_bpm,
    )


def past_runs(diary: Diary, since: date | None, until: date | None) -> list[PastRun]:
    """Return the runs of some days, both included."""
    rows = diary.runs(RunFilter(since=since, until=until))
    return [
        PastRun(
            row.id,
            row.started_at,
            row.name,
            features,
            row.felt_cr10,
            row.goal,
            row.has_plan,
            row.is_race,
        )
        for row, features in diary.features(rows)
    ]
