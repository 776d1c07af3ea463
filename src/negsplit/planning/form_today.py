"""What a runner would run today over a distance, with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsplit.errors import MissingInputError
from negsplit.physiology.daniels import calculator_race_time
from negsplit.physiology.prediction import DISTANCE_RANGE_M, Prediction, predict

if TYPE_CHECKING:
    from negsplit.athlete import Athlete

# A VDOT stands for a race of this length, where training paces come from; ours.
VDOT_RACE_M = 10_000.0


def form_today(athlete: Athlete, distance_m: float) -> Prediction:
    """Return the time that a runner would race today.

    From races, else from a VDOT as from a 10 km race of that VDOT.

    Raises
    ------
    MissingInputError
        If neither is known.
    """
    least, most = DISTANCE_RANGE_M
    races = [
        (race.distance_m, race.duration_s)
        for race in athlete.races
        if least <= race.distance_m <= most
    ]
    if not races and athlete.vdot_ml_kg_min is not None:
        time_s = calculator_race_time(VDOT_RACE_M, athlete.vdot_ml_kg_min)
        races = [(VDOT_RACE_M, time_s)]
    if not races:
        raise MissingInputError(
            "a goal is judged from what you can run today: that takes a race or a VDOT",
            options="give a race such as --race 10k=56:00, or --vdot 38",
        )
    return predict(races, distance_m, athlete.weekly_distance_m)
