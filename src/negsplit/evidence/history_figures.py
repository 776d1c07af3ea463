"""Which claims stand behind the figures of many runs."""

from __future__ import annotations

from negsplit.evidence import history, runner, training
from negsplit.evidence.records import Figures

RUNS_FIGURES = (
    Figures("which runs", ("id", "count", "twin_of"), (runner.AS_RECORDED,)),
    Figures(
        "heart rate once it has settled",
        ("held_hr_bpm", "mean_hr_bpm", "hr_trust_frac", "late_hr_bpm", "late_hours"),
        (runner.AS_RECORDED, runner.LEARNT_HEART),
    ),
    Figures(
        "the halves and the end",
        ("adjusted_halves_ratio", "fade_frac", "late_mps"),
        (training.FINISH_FASTER, training.EQUAL_GROUND),
    ),
    Figures(
        "where it slowed down",
        ("early_mps", "base_mps", "slow_mps", "length_m", "cost_s"),
        (history.WALL, training.EQUAL_GROUND),
    ),
    Figures(
        "planned steps",
        ("low_mps", "high_mps"),
        (runner.AS_GIVEN,),
    ),
    Figures("what you said", ("felt_cr10",), (runner.AS_GIVEN, runner.EFFORT_WORDS)),
)

HISTORY_FIGURES = (
    Figures(
        "totals, and how often",
        (
            "run",
            "runs",
            "distance_m",
            "moving_s",
            "length",
            "current_weeks",
            "negative_splits",
            "walls",
        ),
        (runner.AS_RECORDED,),
    ),
    Figures(
        "progressions",
        (
            "planned",
            "unplanned",
            "planned_progressions",
            "unplanned_progressions",
            "lift_frac",
            "start_mps",
            "finish_mps",
            "probability",
        ),
        (history.UNPLANNED, training.SHAPE_BY_EYE, training.EQUAL_GROUND),
    ),
    Figures(
        "negative splits",
        ("faster_frac",),
        (training.FINISH_FASTER, runner.AS_RECORDED),
    ),
    Figures(
        "walls, and what the start had to do with them",
        (
            "start_m",
            "length_m",
            "slower_frac",
            "cost_s",
            "start_over_base_frac",
            "base_over_form_frac",
            "even_saves_low_s",
            "even_saves_s",
        ),
        (history.WALL, training.EQUAL_GROUND, runner.PREDICTED_RACES),
    ),
    Figures(
        "easy, moderate and hard time",
        ("easy_s", "moderate_s", "hard_s", "hard_low_s", "hard_high_s"),
        (history.EASY_AND_HARD, runner.EFFORT_WORDS),
    ),
    Figures(
        "best efforts",
        ("duration_s", "start_s", "climb_m", "among_runs"),
        (history.BEST_EFFORTS, history.BELIEVED_BESTS),
    ),
    Figures(
        "VDOT and critical speed by month",
        (
            "vdot_ml_kg_min",
            "vdot_low_ml_kg_min",
            "vdot_high_ml_kg_min",
            "critical_speed_mps",
            "critical_speed_low_mps",
            "critical_speed_high_mps",
        ),
        (history.FORM_BY_MONTH, runner.LEARNT_LIMITS),
    ),
    Figures(
        "heart rate at the usual pace",
        (
            "speed_mps",
            "slope_bpm_per_mps",
            "heart_rate_bpm",
            "low_bpm",
            "high_bpm",
            "day_to_day_bpm",
        ),
        (history.PULSE_AT_A_PACE, runner.DAYS_DIFFER),
    ),
    Figures(
        "intended, felt and actual effort",
        (
            "steps",
            "as_intended",
            "as_felt",
            "harder",
            "easier",
            "mean_felt_cr10",
            "mean_actual_cr10",
            "mean_intensity_frac",
        ),
        (runner.EFFORT_WORDS, runner.AS_GIVEN),
    ),
)
