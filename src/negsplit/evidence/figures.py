"""Which claims stand behind which figures, output by output.

A figure is named as in ``--json``, so that nothing is shown that is not in here.
"""

from __future__ import annotations

from negsplit.evidence import models, runner, training
from negsplit.evidence.history_figures import HISTORY_FIGURES, RUNS_FIGURES
from negsplit.evidence.planning_figures import (
    ADAPT_FIGURES,
    GOAL_FIGURES,
    PLAN_FIGURES,
    SQUAD_FIGURES,
    TODAY_FIGURES,
)
from negsplit.evidence.records import Figures

_PACES_AND_HEART_RATES = Figures(
    "paces, heart rates and efforts of a step",
    (
        "start_mps",
        "end_mps",
        "start_pace_s_per_km",
        "end_pace_s_per_km",
        "start_pace_s_per_mi",
        "end_pace_s_per_mi",
        "start_vdot_frac",
        "end_vdot_frac",
        "start_hr_bpm",
        "end_hr_bpm",
        "low_rpe_cr10",
        "high_rpe_cr10",
    ),
    (
        runner.VDOT_OF_RACES,
        runner.TRAINING_PACES,
        runner.HEART_RATE_OF_A_PACE,
        runner.EFFORT_WORDS,
    ),
)
_AMOUNTS = Figures(
    "amounts",
    ("distance_m", "duration_s", "usual_km", "usual_mi"),
    (runner.AS_GIVEN,),
)
_RANGES = Figures(
    "time at threshold, at a high heart rate and near VO2max, and D′, with ranges",
    ("low", "middle", "high"),
    (
        models.SIMULATED_UPTAKE,
        models.SIMULATED_HEART,
        models.SIMULATED_D_PRIME,
        runner.PREDICTED_RACES,
    ),
)
_CHANCE = Figures(
    "the chance of completing it",
    ("completion_frac",),
    (models.SIMULATED_COMPLETION, models.SIMULATED_D_PRIME),
)
_RECORDED = (
    Figures(
        "what the watch recorded",
        (
            "distance_m",
            "elapsed_s",
            "timer_s",
            "moving_s",
            "start_s",
            "end_s",
            "start_m",
            "speed_mps",
            "ascent_m",
            "cadence_spm",
            "heart_rate_bpm",
            "mean_bpm",
            "max_bpm",
            "step_index",
            "part",
        ),
        (runner.AS_RECORDED,),
    ),
    Figures("grade-adjusted speed", ("adjusted_mps",), (training.EQUAL_GROUND,)),
    Figures(
        "time in heart-rate zones and at threshold",
        ("zone_edges_bpm", "zones_s", "at_90_percent_of_max_s", "threshold_s"),
        (runner.AS_RECORDED, training.THRESHOLD_TIME, training.VO2MAX_ZONE),
    ),
    Figures("decoupling", ("decoupling_frac",), (training.DECOUPLING,)),
    Figures(
        "the shape and how sure it is",
        (
            "probability",
            "kind_probability",
            "shape_confidence",
            "lift_frac",
            "late_lift_frac",
            "smoothness_frac",
            "halves_ratio",
            "warmup_s",
            "cooldown_s",
            "duration_s",
            "recovery_s",
            "start_mps",
            "finish_mps",
            "core_start_s",
            "core_end_s",
            "slower_frac",
        ),
        (training.FINISH_FASTER, training.SHAPE_BY_EYE, training.EQUAL_GROUND),
    ),
)

FIGURES: dict[str, tuple[Figures, ...]] = {
    "paces": (
        Figures("VDOT", ("vdot_ml_kg_min",), (runner.VDOT_OF_RACES,)),
        Figures(
            "training paces",
            (
                "slow_mps",
                "fast_mps",
                "slow_pace_s_per_km",
                "fast_pace_s_per_km",
                "slow_pace_s_per_mi",
                "fast_pace_s_per_mi",
            ),
            (runner.TRAINING_PACES,),
        ),
        Figures(
            "heart rates",
            (
                "low_hr_bpm",
                "high_hr_bpm",
                "low_max_hr_frac",
                "high_max_hr_frac",
                "max_hr_bpm",
            ),
            (runner.HEART_RATE_OF_A_PACE, runner.MAX_HR_OF_AGE),
        ),
        Figures(
            "perceived effort",
            ("low_rpe_cr10", "high_rpe_cr10", "low_rpe_6_20", "high_rpe_6_20"),
            (runner.EFFORT_WORDS,),
        ),
        Figures(
            "races of equal VDOT",
            ("distance_m", "same_vdot_s"),
            (runner.VDOT_OF_RACES,),
        ),
        Figures(
            "predicted races",
            ("predicted_s", "predicted_low_s", "predicted_high_s"),
            (runner.PREDICTED_RACES,),
        ),
    ),
    "forms": (_AMOUNTS,),
    "form": (_AMOUNTS, _PACES_AND_HEART_RATES),
    "design": (
        _AMOUNTS,
        _PACES_AND_HEART_RATES,
        Figures(
            "what the run reaches",
            (
                "easy_s",
                "threshold_s",
                "high_hr_s",
                "near_vo2max_s",
                "hard_m",
                "reached_s",
            ),
            (
                training.REACH_THE_INTENSITY,
                models.SIMULATED_UPTAKE,
                training.HEART_LAGS,
            ),
        ),
        Figures("time saved", ("saved_s",), (training.OWN_WARM_UP,)),
        Figures(
            "the solved hold",
            ("gentle_s",),
            (
                training.HOLD_IS_OPEN,
                training.COMPLETABLE_HOLD,
                training.CONTROLLED_BUILD,
                training.STEADY_THRESHOLD,
                training.INTERVALS_REACH_FURTHER,
            ),
        ),
        _RANGES,
        _CHANCE,
    ),
    "simulate": (
        Figures(
            "the run on its course",
            ("time_s", "distance_m", "duration_s", "speed_mps", "altitude_m"),
            (runner.AS_GIVEN, runner.TRAINING_PACES),
        ),
        Figures(
            "effort speed",
            ("effort_mps",),
            (
                training.EQUAL_GROUND,
                models.SIMULATED_WEATHER,
                models.SIMULATED_COLD,
            ),
        ),
        Figures("oxygen uptake", ("uptake_frac",), (models.SIMULATED_UPTAKE,)),
        Figures(
            "heart rate",
            ("heart_frac", "heart_rate_bpm"),
            (models.SIMULATED_HEART, runner.LEARNT_HEART, runner.DAYS_DIFFER),
        ),
        Figures("lactate", ("lactate_mmol_l",), (models.SIMULATED_LACTATE,)),
        Figures(
            "critical speed and D′",
            ("critical_speed_mps", "d_prime_m"),
            (models.SIMULATED_D_PRIME, runner.LEARNT_LIMITS),
        ),
        Figures(
            "perceived effort",
            ("effort_cr10",),
            (runner.EFFORT_WORDS, models.SIMULATED_EFFORT),
        ),
        Figures("steps a minute", ("cadence_spm",), (runner.CADENCE_OF_A_SPEED,)),
        Figures("how many runners like you", ("members",), (runner.PREDICTED_RACES,)),
        _RANGES,
        _CHANCE,
    ),
    "show": _RECORDED,
    "runs": (*_RECORDED, *RUNS_FIGURES),
    "shoes": (
        Figures("which pair, and its runs", ("id", "runs"), (runner.AS_GIVEN,)),
        Figures(
            "how far it was run in, and its limit",
            ("distance_m", "limit_m"),
            (runner.AS_RECORDED, runner.SHOE_WEAR),
        ),
    ),
    "history": HISTORY_FIGURES,
    "goal": GOAL_FIGURES,
    "plan": PLAN_FIGURES,
    "today": TODAY_FIGURES,
    "adapt": ADAPT_FIGURES,
    "squad": SQUAD_FIGURES,
    "verify": (
        *_RECORDED,
        Figures(
            "what was reached, and how sure it is",
            (
                "confidence",
                "reached_s",
                "planned_s",
                "at_least_mps",
                "at_least_bpm",
                "enough_s",
                "below_s",
                "in_s",
                "above_s",
                "held_s",
                "built_steps",
                "too_hot_s",
                "heat_frac",
                "number",
            ),
            (
                training.REACH_THE_INTENSITY,
                training.LONG_ENOUGH,
                training.THRESHOLD_HEART_RATE,
                training.VO2MAX_ZONE,
                training.HEART_LAGS,
            ),
        ),
        Figures(
            "repetitions",
            ("planned", "spot_spread_m"),
            (training.LAST_REP_FASTEST, runner.AS_RECORDED),
        ),
        Figures(
            "what the pace cost your heart",
            ("above_bpm", "rise_bpm", "day_bpm", "band_bpm", "earlier_runs"),
            (runner.LEARNT_HEART, runner.DAYS_DIFFER, models.SIMULATED_HEART),
        ),
    ),
    "calibrate": (
        Figures(
            "your heart",
            (
                "standing_bpm",
                "quick_bpm_per_mps",
                "slow_bpm_per_mps",
                "starting_bpm",
                "settling_bpm",
                "drift_bpm_per_h",
                "climbing_bpm_per_mps",
                "ceiling_bpm",
                "rise_s",
                "fall_s",
            ),
            (runner.LEARNT_HEART,),
        ),
        Figures("your limits", ("value", "error"), (runner.LEARNT_LIMITS,)),
        Figures(
            "how days differ", ("day_to_day_bpm", "band_bpm"), (runner.DAYS_DIFFER,)
        ),
        Figures("the runs", ("runs", "usual_mps"), (runner.AS_RECORDED,)),
    ),
    "race": (
        Figures(
            "the finish and how sure it is",
            ("finish_s", "likeliest_s", "fair_s", "low_s", "high_s", "chance"),
            (runner.PREDICTED_RACES, models.RACE_SPLIT, models.RACE_FUEL),
        ),
        Figures(
            "the split, and others beside it",
            ("split_frac", "expected_s", "wall_frac"),
            (models.RACE_SPLIT,),
        ),
        Figures(
            "the marks",
            ("end_m", "took_s", "clock_s", "speed_mps", "effort_mps"),
            (models.RACE_SPLIT, training.EQUAL_GROUND, models.WATCHES_READ_LONG),
        ),
        Figures(
            "the course",
            ("length_m", "climb_m"),
            (runner.AS_GIVEN,),
        ),
        Figures("what heat takes", ("heat_frac",), (models.SIMULATED_WEATHER,)),
    ),
    "lactate": (
        Figures("the stages", ("lactate_mmol_l", "heart_rate_bpm"), (runner.AS_GIVEN,)),
        Figures(
            "the thresholds",
            ("speed_mps", "pace_s_per_km", "pace_s_per_mi", "slow_mps", "fast_mps"),
            (models.LACTATE_THRESHOLDS,),
        ),
        Figures(
            "T pace by VDOT",
            ("vdot_threshold_mps",),
            (runner.VDOT_OF_RACES, runner.TRAINING_PACES),
        ),
    ),
    "export": (Figures("the file", ("size_bytes", "step"), (runner.AS_GIVEN,)),),
}
