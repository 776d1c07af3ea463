"""Which claims stand behind the figures of goals and plans."""

from __future__ import annotations

from negsplit.evidence import goals, planning, runner
from negsplit.evidence.records import Figures

_SESSIONS = (
    Figures(
        "how long sessions take, and what goes with them",
        ("expected_s", "minutes"),
        (
            goals.SESSION_MINUTES,
            planning.LONG_RUNS,
            planning.LONG_RUN_LIMITS,
            planning.WALK_BREAKS,
            planning.FORMS_ROTATE,
            planning.EASY_FILLS,
            planning.HARD_DAYS_APART,
        ),
    ),
    Figures("load", ("load_au",), (planning.SESSION_LOAD, runner.EFFORT_WORDS)),
)

GOAL_FIGURES = (
    Figures(
        "the goal",
        ("distance_m", "target_s", "weeks"),
        (runner.AS_GIVEN, goals.NOBODY_FASTER),
    ),
    Figures(
        "what you would run today",
        ("now_s", "now_low_s", "now_high_s", "ask_frac"),
        (runner.PREDICTED_RACES,),
    ),
    Figures(
        "what training brings, and the chance",
        (
            "gain_frac",
            "gain_low_frac",
            "gain_high_frac",
            "then_s",
            "then_low_s",
            "then_high_s",
            "probability",
        ),
        (
            planning.IMPROVEMENT,
            goals.UNTRAINED_GAIN,
            goals.GAINS_FADE,
            goals.OWN_MONTHS,
        ),
    ),
    Figures(
        "the long run that a race takes",
        ("needed_s", "longest_s", "ready_weeks"),
        (goals.LONG_ENOUGH_RUN,),
    ),
    Figures("milestones", ("time_s", "weekly_s"), (goals.ON_THE_WAY,)),
)

PLAN_FIGURES = (
    Figures("the goal", ("distance_m", "runs_a_week", "count"), (runner.AS_GIVEN,)),
    Figures(
        "the goal's time, and how much running a week is meant to have",
        ("target_s",),
        (
            runner.AS_GIVEN,
            planning.LOAD_RISES_SLOWLY,
            planning.BASE_FAR_FROM_RACE,
            planning.TAPER,
            planning.REST_AFTER_RACE,
            planning.RETURN_IN_STEPS,
            planning.LIGHT_WEEKS,
        ),
    ),
    *_SESSIONS,
)

TODAY_FIGURES = _SESSIONS

ADAPT_FIGURES = (
    Figures("which change", ("number",), (runner.AS_GIVEN,)),
    Figures(
        "how long sessions take, before and after",
        ("before_s", "after_s"),
        (goals.SESSION_MINUTES, goals.COME_BACK_GENTLY, planning.HARD_DAYS_APART),
    ),
    Figures(
        "new paces",
        (
            "before_ml_kg_min",
            "after_ml_kg_min",
            "before_threshold_mps",
            "after_threshold_mps",
        ),
        (runner.VDOT_OF_RACES, runner.TRAINING_PACES),
    ),
)

SQUAD_FIGURES = (
    Figures("VDOT", ("vdot_ml_kg_min",), (runner.VDOT_OF_RACES,)),
    Figures("about how long it takes", ("duration_s",), (runner.TRAINING_PACES,)),
)
