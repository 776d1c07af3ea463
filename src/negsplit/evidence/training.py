"""What training, design and the verdicts rely on."""

from __future__ import annotations

from negsplit.evidence.records import Claim, Grade
from negsplit.evidence.sources import (
    BASE_ARTICLE,
    BILLAT,
    DANIELS,
    DE_SMET,
    DUPONT,
    FRIEL,
    GOAL_ARTICLE,
    HELGERUD,
    MILE_ARTICLE,
    MILLET,
    OWN_CALCULATION,
    OWN_LABELS,
    PRACTICE_ARTICLE,
    STRAVA_FIT,
)

FINISH_FASTER = Claim(
    "finish-faster",
    "A progression run starts easy and gets faster; the finish is faster than the "
    "start.",
    Grade.ESTABLISHED,
    (PRACTICE_ARTICLE, BASE_ARTICLE, GOAL_ARTICLE),
)
REACH_THE_INTENSITY = Claim(
    "reach-the-intensity",
    "The run has its training effect only if it reaches the intensity that the goal "
    "asks for, for long enough.",
    Grade.SUPPORTED,
    (GOAL_ARTICLE,),
)
OWN_WARM_UP = Claim(
    "own-warm-up",
    "Warm-up, build and target are phases of one run, so it saves the time of a "
    "separate warm-up and cool-down.",
    Grade.SUPPORTED,
    (PRACTICE_ARTICLE, GOAL_ARTICLE),
)
STOP_THE_BUILD = Claim(
    "stop-the-build",
    "If it feels off in the build, stop speeding up: the run still counts, as what it "
    "then was.",
    Grade.SUPPORTED,
    (GOAL_ARTICLE,),
)
SHORT_HARD_PART = Claim(
    "short-hard-part",
    "In base training the hard part is no longer than one to two miles.",
    Grade.SUPPORTED,
    (BASE_ARTICLE,),
)
THRESHOLD_TIME = Claim(
    "threshold-time",
    "For the lactate threshold, spend as much of the run as possible at threshold "
    "pace, between 10K and half-marathon race pace.",
    Grade.SUPPORTED,
    (GOAL_ARTICLE, DANIELS),
)
VO2MAX_ZONE = Claim(
    "vo2max-zone",
    "Four times four minutes at 90 to 95 % of maximum heart rate raised VO2max by "
    "7.2 %, 15 s intervals by 5.5 %; both more than running at 70 or 85 %.",
    Grade.MEASURED,
    (HELGERUD,),
)
INTERVALS_REACH_FURTHER = Claim(
    "intervals-reach-further",
    "At VO2max itself intervals gave more time than continuous running: about 3 times "
    "in one study, 1.7 times in another. At 90 % of it and more, which is counted "
    "here, the session decides: 30 s on and off gave 149 s, 60 s on and 30 off 531 s "
    "in the same triathletes.",
    Grade.CONTESTED,
    (GOAL_ARTICLE, BILLAT, MILLET, DUPONT),
)
LAST_REP_FASTEST = Claim(
    "last-rep-fastest",
    "Each repetition a little faster, the last the fastest.",
    Grade.SUPPORTED,
    (MILE_ARTICLE,),
)
EVEN_PACE_FIRST = Claim(
    "even-pace-first",
    "Running a finish faster than the start, week after week, teaches the pacing of a "
    "negative split.",
    Grade.SUPPORTED,
    (PRACTICE_ARTICLE,),
)
EASY_DAYS_STAY_EASY = Claim(
    "easy-days-stay-easy",
    "A progression run belongs on moderate days; before a hard session it stays well "
    "short of hard.",
    Grade.SUPPORTED,
    (PRACTICE_ARTICLE,),
)
NO_TARGET_TO_MISS = Claim(
    "no-target-to-miss",
    "Off season or tired: build to wherever it is comfortable that day.",
    Grade.SUPPORTED,
    (GOAL_ARTICLE,),
)
HOLD_IS_OPEN = Claim(
    "hold-is-open",
    "How long to hold the target has no single answer: the build feels controlled, "
    "the finish is challenging but completable.",
    Grade.HEURISTIC,
    (GOAL_ARTICLE,),
)
COMPLETABLE_HOLD = Claim(
    "completable-hold",
    "A solved hold leaves nine chances in ten of completing the run and a fifth of D′, "
    "and is at most half of the run and of a race at that effort. Of runs that give as "
    "much, but for two per cent, it is the longest.",
    Grade.INFERRED,
    (GOAL_ARTICLE, OWN_CALCULATION),
)
CONTROLLED_BUILD = Claim(
    "controlled-build",
    "A solved run never gets slower, stays below marathon effort for 15 minutes, its "
    "warm-up, and then speeds up by at most 1.4 % a minute, twice the steepest stretch "
    "that the article draws.",
    Grade.INFERRED,
    (GOAL_ARTICLE, PRACTICE_ARTICLE),
)
STEADY_THRESHOLD = Claim(
    "steady-threshold",
    "Steady running at threshold pace lasts about 20 minutes at most.",
    Grade.SUPPORTED,
    (DANIELS,),
)
EQUAL_GROUND = Claim(
    "equal-ground",
    "On hills even effort counts, not even pace: speeds are judged as what the same "
    "effort would have run on the flat.",
    Grade.SUPPORTED,
    (BASE_ARTICLE, STRAVA_FIT),
)
SHAPE_BY_EYE = Claim(
    "shape-by-eye",
    "A run lifted if its last quarter is faster than its first by some 4 %, late, "
    "smoothly, and without giving it back; where the bounds lie was inferred from "
    "labelled recordings.",
    Grade.INFERRED,
    (OWN_LABELS,),
)
THRESHOLD_HEART_RATE = Claim(
    "threshold-heart-rate",
    "Threshold running takes 88 to 92 % of maximum heart rate.",
    Grade.SUPPORTED,
    (DANIELS,),
)
HEART_LAGS = Claim(
    "heart-lags",
    "Heart rate follows effort with a time constant of 24 s upwards and 30 s "
    "downwards, so the first 72 s of a step say little.",
    Grade.SUPPORTED,
    (DE_SMET,),
)
DECOUPLING = Claim(
    "decoupling",
    "In even running a heart rate that gains less than 5 % on speed between the halves "
    "is called well supported by coaches; a rule of thumb.",
    Grade.HEURISTIC,
    (FRIEL,),
)
LONG_ENOUGH = Claim(
    "long-enough",
    "Four fifths of the planned time at the intended intensity count as reached, two "
    "fifths as partly; without a plan 15 min at threshold or 4 min for VO2max.",
    Grade.INFERRED,
    (OWN_CALCULATION,),
)
