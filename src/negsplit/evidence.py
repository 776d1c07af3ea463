"""Every source once: what it says, how it was read, and how well it is established.

The articles are the ones that the forms and goals come from; they are named by their
subject. Where an article and the literature disagree, negsplit follows the literature
and shows both.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Grade(Enum):
    """How well a claim is established, strongest first."""

    MEASURED = "measured"
    ESTABLISHED = "established"
    SUPPORTED = "supported"
    CONTESTED = "contested"
    HEURISTIC = "heuristic"
    INFERRED = "inferred"


class Reading(Enum):
    """What of a source was read."""

    WHOLE = "read"
    ABSTRACT = "abstract read"
    REPRODUCED = "as reproduced elsewhere"
    OWN = "our own"


@dataclass(frozen=True, slots=True)
class Source:
    """Something that was written down."""

    citation: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence that negsplit relies on, and what stands behind it."""

    key: str
    text: str
    grade: Grade
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Where an article says one thing and the literature another.

    ``followed`` is what negsplit does.
    """

    key: str
    article: str
    literature: str
    followed: str
    sources: tuple[Source, ...]


PRACTICE_ARTICLE = Source(
    "Article on progression runs as pacing practice, in five ways", Reading.WHOLE
)
BASE_ARTICLE = Source("Article on progression runs in base training", Reading.WHOLE)
GOAL_ARTICLE = Source(
    "Article on progression runs by physiological goal: VDOT, threshold, VO2max",
    Reading.WHOLE,
)
PACE_ARTICLE = Source("Article on increasing running pace", Reading.WHOLE)
MILE_ARTICLE = Source("Article on nine weeks to a five-minute mile", Reading.WHOLE)

DANIELS_GILBERT = Source(
    "J. Daniels and J. Gilbert, Oxygen Power: Performance Tables for Distance "
    "Runners, 1979",
    Reading.REPRODUCED,
)
DANIELS = Source(
    "J. Daniels, Daniels' Running Formula, 3rd ed., Human Kinetics, 2014",
    Reading.REPRODUCED,
)
HELGERUD = Source(
    "J. Helgerud et al., Aerobic high-intensity intervals improve VO2max more than "
    "moderate training, Med Sci Sports Exerc 39, 2007",
    Reading.ABSTRACT,
)
BILLAT = Source(
    "V. L. Billat et al., Intermittent runs at the velocity associated with maximal "
    "oxygen uptake, Eur J Appl Physiol 81, 2000",
    Reading.ABSTRACT,
)
MILLET = Source(
    "G. P. Millet et al., Responses to different intermittent runs at velocity "
    "associated with VO2max, Can J Appl Physiol 28, 2003",
    Reading.ABSTRACT,
)
DUPONT = Source(
    "G. Dupont et al., Time spent at a high percentage of VO2max for short "
    "intermittent runs, Can J Appl Physiol 27, 2002",
    Reading.ABSTRACT,
)
SWAIN = Source(
    "D. P. Swain et al., Target heart rates for the development of cardiorespiratory "
    "fitness, Med Sci Sports Exerc 26, 1994",
    Reading.REPRODUCED,
)
SWAIN_LEUTHOLTZ = Source(
    "D. P. Swain and B. C. Leutholtz, Heart rate reserve is equivalent to %VO2 "
    "reserve, not to %VO2max, Med Sci Sports Exerc 29, 1997",
    Reading.REPRODUCED,
)
STRAVA_FIT = Source(
    "Strava's grade adjustment, fitted to heart rates of many runners, as read out by "
    "the open-source program Elevate",
    Reading.REPRODUCED,
)
DE_SMET = Source(
    "De Smet et al., heart-rate kinetics, as used by the library sweat",
    Reading.REPRODUCED,
)
SKIBA = Source(
    "P. F. Skiba et al., Intramuscular determinants of the ability to recover work "
    "capacity above critical power, Eur J Appl Physiol 115, 2015",
    Reading.REPRODUCED,
)
GALBRAITH = Source(
    "A. Galbraith et al., A single-visit field test of critical speed, Int J Sports "
    "Physiol Perform 9, 2014",
    Reading.REPRODUCED,
)
BILLAT_SLOW = Source(
    "V. L. Billat et al., VO2 slow component and performance in endurance sports, 2002",
    Reading.REPRODUCED,
)
DI_PRAMPERO = Source(
    "P. E. di Prampero and G. Ferretti, The energetics of anaerobic muscle "
    "metabolism, Respir Physiol 118, 1999",
    Reading.REPRODUCED,
)
HUNTER = Source(
    "B. Hunter et al., on the first threshold and critical speed, 2024",
    Reading.REPRODUCED,
)
MANTZIOS = Source(
    "K. Mantzios et al., Effects of weather parameters on endurance running "
    "performance, Med Sci Sports Exerc 54, 2022",
    Reading.ABSTRACT,
)
ELY = Source(
    "M. R. Ely et al., Impact of weather on marathon-running performance, Med Sci "
    "Sports Exerc 39, 2007",
    Reading.REPRODUCED,
)
CALCULATOR = Source(
    "The official VDOT calculator, as re-implemented twice", Reading.REPRODUCED
)
OWN_CALCULATION = Source("Recomputed for negsplit", Reading.OWN)
OWN_LABELS = Source("Recordings labelled by eye for negsplit", Reading.OWN)

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
    "7.2 %, more than 15 s intervals or running at 70 or 85 %.",
    Grade.MEASURED,
    (HELGERUD,),
)
INTERVALS_REACH_FURTHER = Claim(
    "intervals-reach-further",
    "Where VO2max is the main aim, intervals give more time near it than continuous "
    "running: about 3 times in one study, 1.7 times in another; it depends on the "
    "protocol.",
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
    "and is at most half of the run and of a race at that effort.",
    Grade.INFERRED,
    (GOAL_ARTICLE, OWN_CALCULATION),
)
CONTROLLED_BUILD = Claim(
    "controlled-build",
    "A solved run stays below marathon effort for its first 15 minutes: its warm-up.",
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
LONG_ENOUGH = Claim(
    "long-enough",
    "Four fifths of the planned time at the intended intensity count as reached, two "
    "fifths as partly; without a plan 15 min at threshold or 4 min for VO2max.",
    Grade.INFERRED,
    (OWN_CALCULATION,),
)
SIMULATED_D_PRIME = Claim(
    "simulated-d-prime",
    "Above critical speed a runner has a fixed distance, D′, to spend; below it, it "
    "comes back. Field tests repeat within 0.4 % in critical speed but 13 % in D′.",
    Grade.SUPPORTED,
    (SKIBA, GALBRAITH),
)
SIMULATED_COMPLETION = Claim(
    "simulated-completion",
    "A simulated run counts as completed if D′ never reaches zero. That knows nothing "
    "of fuel, heat stroke or sore legs, so in long runs the chance is an upper bound.",
    Grade.HEURISTIC,
    (OWN_CALCULATION,),
)
SIMULATED_UPTAKE = Claim(
    "simulated-uptake",
    "Oxygen uptake follows a change of speed with a time constant of 20 s in trained "
    "and 30 s in other runners; above tempo a slow component drives it to the maximum.",
    Grade.SUPPORTED,
    (MILLET, BILLAT_SLOW),
)
SIMULATED_HEART = Claim(
    "simulated-heart",
    "Simulated heart rate follows uptake by reserve, or by Swain's line where the "
    "resting rate is unknown, lags behind, and drifts up by 0.1 % a minute after ten "
    "minutes; the drift is a rule of thumb.",
    Grade.HEURISTIC,
    (SWAIN_LEUTHOLTZ, SWAIN, DE_SMET),
)
SIMULATED_LACTATE = Claim(
    "simulated-lactate",
    "Simulated lactate is 2 mmol/l at 82 % of critical speed and 4 at critical speed; "
    "beyond, each 3 ml/kg of missing oxygen add one. Few runners' own curve is this.",
    Grade.HEURISTIC,
    (HUNTER, DI_PRAMPERO),
)
SIMULATED_WEATHER = Claim(
    "simulated-weather",
    "Heat takes 0.35 % of speed for each degree of wet-bulb globe temperature above "
    "15 °C, altitude 0.4 % for each 100 m above 750 m.",
    Grade.SUPPORTED,
    (MANTZIOS, ELY, CALCULATOR),
)

CLAIMS = tuple(value for value in tuple(globals().values()) if isinstance(value, Claim))

DISAGREEMENTS = (
    Disagreement(
        "vo2max-last-pace",
        "The VO2max run's last pace of 3:50/km is 5K race pace.",
        "For its runner (VDOT 54) 5K pace is 3:44/km; 3:50/km is 92.6 % of VDOT, "
        "about 10K pace.",
        "The pace is kept and scaled, and called 10K effort.",
        (GOAL_ARTICLE, OWN_CALCULATION),
    ),
    Disagreement(
        "helgerud-gain",
        "Four times four minutes raised VO2max by 13 %.",
        "The paper's abstract says 7.2 %.",
        "7.2 % is shown.",
        (GOAL_ARTICLE, HELGERUD),
    ),
    Disagreement(
        "ninety-percent",
        "90 % of maximum heart rate is 80 to 82 % of VO2max, between marathon and "
        "half-marathon effort.",
        "That is Swain's line of 1994; by heart-rate reserve it is 86 to 87 %, near "
        "threshold.",
        "Reserve is used where resting and maximum heart rate are known, else Swain's "
        "line, named as such.",
        (GOAL_ARTICLE, SWAIN, SWAIN_LEUTHOLTZ),
    ),
    Disagreement(
        "last-two-kilometres",
        "After ten easier kilometres nearly all of the last two count as time near "
        "VO2max.",
        "With the speed rising evenly to 3:50/km, half to three quarters of that time "
        "is above 90 % of VO2max, as the slow component goes; held even, nearly all.",
        "The time is computed for the plan as drawn.",
        (GOAL_ARTICLE, OWN_CALCULATION),
    ),
    Disagreement(
        "three-times",
        "Intervals give 3 times the time near VO2max of continuous running.",
        "One protocol in eight runners; others give 1.7 times, and 30 s on and off "
        "was the poorest of three.",
        "Shown as one study, with the range.",
        (GOAL_ARTICLE, BILLAT, MILLET, DUPONT),
    ),
)
