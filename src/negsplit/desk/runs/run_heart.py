"""What the pace of a run cost the heart, and where it lay on the lactate curve.

Apart from the rest of the page, which need not wait for two hundred simulated hearts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.desk.at_hand import AtHand
from negsplit.desk.runs.conditions import conditions
from negsplit.desk.runs.judged_run import judged_run
from negsplit.desk.runs.own_heart import own_heart
from negsplit.desk.runs.run_pictures import Picture, lactate_picture
from negsplit.drawings.frame import Setting
from negsplit.reports.heart_words import cost_lines
from negsplit.runner import Runner
from negsplit.verify.cost import heart_cost

if TYPE_CHECKING:
    from negsplit.calibrate.calibration import Calibration
    from negsplit.desk.runs.judged_run import JudgedRun
    from negsplit.diary import Diary
    from negsplit.units import DistanceUnit

LACTATE = Setting(in_page="lactate")


@dataclass(frozen=True, slots=True)
class HeartView:
    """What a run cost the heart.

    Parameters
    ----------
    cost : tuple of str
        In words, and what it is compared with; why there are none.
    lactate : Picture, optional
        The run on the lactate curve.
    """

    cost: tuple[str, ...]
    lactate: Picture | None


# Views of some 20 kB each.
_KEPT: AtHand[HeartView] = AtHand(64)


def heart_view(diary: Diary, number: int, unit: DistanceUnit) -> HeartView:
    """Return what a run cost the heart, as far as that can be said."""
    run = judged_run(diary, number)
    # All that the answer depends on; the row stands for the samples and the edits.
    degc = conditions(diary, number).temperature_degc
    own = own_heart(diary, run.row.started_at, run.athlete)
    key = diary.path, run.row, run.athlete, unit, degc, own
    return _KEPT.get(key, lambda: _worked_out(run, unit, degc, own))


def _worked_out(
    run: JudgedRun, unit: DistanceUnit, degc: float | None, own: Calibration | None
) -> HeartView:
    cost = heart_cost(run.verdict.track, Runner.of(run.athlete), own)
    if cost is None:
        words: tuple[str, ...] = (
            "That takes a heart rate over at least twenty minutes, and either three "
            "earlier runs with one, or a race result and a maximum heart rate; Runner "
            "is where they are noted.",
        )
    else:
        words = cost_lines(cost, ".", degc)
    return HeartView(words, lactate_picture(run, unit, LACTATE))
