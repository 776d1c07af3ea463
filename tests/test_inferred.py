"""Values that are ours, written down a second time.

No paper and no table says what these should be: they were inferred, or fitted to our
own recordings. What follows from them is tested elsewhere; here they can only be
changed on purpose.
"""

from __future__ import annotations

from importlib import import_module

import pytest

INFERRED: dict[str, dict[str, object]] = {
    "calibrate.heart_fit": {
        "HALF_LIFE_RUNS": 5.0,
        "MINUTES_PER_RUN": 5.0,
        "LAG_SPREAD_LN": 0.5,
        "DAY_TO_DAY_BPM": 6.0,
        "DAY_TO_DAY_RUNS": 3,
    },
    "calibrate.heart_line": {
        "POPULATION": (109.0, 18.0, 6.5, -6.0, -4.0, 4.0, 5.0),
        "POPULATION_SPREAD": (12.0, 7.0, 3.0, 10.0, 8.0, 5.0, 5.0),
        "HUBER_BPM": 4.0,
        "ROUNDS": 12,
        "RUN_WORTH": 10.0,
        "USUAL_VARIANCE_BPM2": 35.0,
        "LEAST_VARIANCE_BPM2": 10.0,
        "FIRM": 1e9,
        "SPEED_TERMS": (1, 2),
    },
    "history.ability": {
        "EFFORT_ERROR_FRAC": 0.03,
        "WANDER_ML_KG_MIN": 1.5,
        "SEEN_MONTHS": 3,
        "LEAST_CHANCE_ML_KG_MIN": 0.5,
        "SAME_DISTANCE_FRAC": 0.02,
        "SHORTEST_RACE_M": 3000.0,
    },
    "physiology.prediction": {
        "WIDTH_AT_TYPICAL": -0.01,
        "WIDTH_RISE": 0.6,
        "WIDTH_BEND": 0.2,
        "WIDTH_FURTHER_RISE": 2.0,
        "WIDTH_LEVELS": (-0.4, 0.6),
        "WEEKLY_EXPONENT": -0.068,
        "USUAL_WEEK_M": 73_700.0,
        "USUAL_WEEK_FALL": 1.78,
        "WEEKLY_REACH": 0.5,
    },
    "physiology.possible_duration": {"CURVE_TO_S": 25_200.0},
    "calibrate.limits": {"AGREEING_BPM": 5.0, "MEAN_SHORTFALL_BPM": 6.0},
    "calibrate.runs": {"LAGS_S": (20.0, 30.0, 45.0, 60.0, 85.0, 120.0)},
    "calibrate.drive": {"CELL_S": 5, "SLOW_TAU_S": 600.0, "SETTLING_TAU_S": 200.0},
    "calibrate.efforts": {"AGREEING_FRAC": 0.10, "BORNE_OUT_MAX_HR_FRAC": 0.90},
    "analysis.distance": {
        "TELL_FRAC": 0.02,
        "TELL_TOTAL_FRAC": 0.01,
        "_CATCH_UP_S": 120.0,
        "_LAG_FRAC": 0.5,
        "_UNEVEN_S": 5.0,
        "_UNEVEN_FRAC": 1.5,
        "_BROKEN_FRAC": 0.1,
        "_AGREE_FRAC": 0.05,
        "_DEAD_FRAC": 0.1,
    },
    "analysis.heart": {
        "SPIKE_BPM": 20.0,
        "SPIKE_RISE_S": 5.0,
        "SPIKE_BPM_PER_S": 4.0,
        "LOW_START_BPM": 25.0,
        "LOW_START_FROM_S": 240,
        "LOW_START_UNTIL_FRAC": 0.7,
        "BPM_PER_MPS": 40.0,
    },
    "analysis.clean": {"UNWRITTEN_BPM": 10.0, "TIMER_FRAC": 0.02, "TIMER_S": 10.0},
    "formats.clock": {"_JUMP_S": 3590.0, "_LONGEST_REST_S": 86_400.0, "_FEW": 10},
    "formats.gpx": {"_SAME_RUN_S": 10_800.0},
    "analysis.intensity": {"END_S": 30, "FASTEST_MPS": 6.5, "HELD_S": 120},
    "history.shapes": {"RACED_FRAC": 0.75, "KNOWN_M": 10_000.0},
    "verify.cost": {"SHORTEST_S": 600, "RISE_FRAC": 0.05, "ENDS_PERCENT": (10.0, 90.0)},
    "solve.hold": {"ROUND_S": 60.0, "ROUND_M": 500.0, "NEIGHBOUR_STEPS": 2},
    "solve.question": {"STEP_S": 60.0, "LEAST_BUILD": 4, "LEAST_WARM_UP": 4},
    "planning.season": {
        "BASE_DISTANCE_WEEKS": 12,
        "TRANSITION_WEEKS": 2,
        "SHORTEST_WITH_TRANSITION": 8,
        "BASE_RISE": 0.07,
        "PREPARATION_RISE": 0.03,
        "LIGHT_EVERY": 4,
        "LIGHT_SHARE": 0.75,
        "BUILD_RISE": 0.095,
        "MOST_RUN_S": 4500.0,
        "MOST_RISE": 1.5,
        "TAPER_SHARES": {
            1: (0.5,),
            2: (0.7, 0.45),
            3: (0.75, 0.6, 0.4),
            4: (0.75, 0.6, 0.4, 0.4),
        },
        "RECOVERY_SHARE": 0.5,
        "FIRST_RUN_S": 1200.0,
        "UNKNOWN_RUN_S": 2100.0,
    },
    "planning.amounts": {
        "SHORTEST_S": 900.0,
        "LONGEST_EASY_S": 4800.0,
        "LONGEST_HARD_S": 3600.0,
        "LONGEST_BEFORE_RACE_S": 2400.0,
        "LONGEST_BRIDGE_S": 3000.0,
        "SHORT_RACE_M": 5000.0,
        "LONGEST_SHORT_RACE_S": 3600.0,
        "LONGEST_LONG_S": 7200.0,
        "LONGEST_PROGRESSION_S": 4500.0,
        "LONGEST_ALLOWED_S": 7200.0,
        "LADDER_MIN": 54.0,
        "LONG_WEIGHT": 1.7,
    },
    "planning.long_runs": {
        "NEEDED_SHARE": 0.8,
        "SHARE_OF_WEEK": {3: 0.47, 4: 0.43, 5: 0.39, 6: 0.35, 7: 0.32},
        "RISE_S": 300.0,
        "LIGHT_SHARE": 0.72,
        "TAPER_SHARES": (0.6, 0.75, 0.85),
        "LONGEST_BEFORE_RACE_S": 6000.0,
        "UNKNOWN_SHARE": 0.36,
    },
    "planning.schedule": {
        "QUIET_DAYS": 2,
        "EVE": 4.0,
        "MOVED": 20.0,
        "PROGRESSION_BY_LONG": 8.0,
        "NEIGHBOURS": 15.0,
        "TOO_SOON": 30.0,
        "BRIDGE_AFTER_STRESS": 2.0,
    },
    "planning.adapt": {
        "CATCH_UP_DAYS": 3,
        "LOOKED_AT": 3,
        "TOO_MANY": 2,
        "EASED_WITHIN_DAYS": 6,
    },
    "planning.happened": {
        "TOO_HARD_CR10": 2.0,
        "LONGEST_EASING_DAYS": 7,
    },
    "planning.race_moved": {"SLIGHT_FRAC": 0.10},
    "planning.request": {"OFF_SHARE": 0.5, "NEAR_FRAC": 0.9},
    "planning.returning": {"LEAST_EASY_DAYS": 4, "MOST_EASY_DAYS": 28},
    "planning.cards": {"DRINK_FROM_S": 3600.0, "FUEL_FROM_S": 5400.0},
}


@pytest.mark.parametrize("module", INFERRED)
def test_what_is_inferred_is_changed_on_purpose_only(module: str) -> None:
    found = import_module(f"negsplit.{module}")
    named = INFERRED[module]
    assert {name: getattr(found, name) for name in named} == named
