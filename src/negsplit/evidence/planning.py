"""What plans rely on."""

from __future__ import annotations

from negsplit.evidence.records import Claim, Grade
from negsplit.evidence.sources import (
    BASE_ARTICLE,
    BOSQUET,
    COUCH_TO_5K,
    DANIELS,
    FOSTER_LOAD,
    FRANDSEN,
    GOAL_ARTICLE,
    HELGERUD,
    MILE_ARTICLE,
    OWN_CALCULATION,
    PACE_ARTICLE,
    PRACTICE_ARTICLE,
)

LONG_RUNS = Claim(
    "long-runs",
    "A long run a week, of 8 to 12 miles for many.",
    Grade.SUPPORTED,
    (BASE_ARTICLE, PACE_ARTICLE),
)
BASE_PROGRESSIONS = Claim(
    "base-progressions",
    "In base training one to two progression runs a week give a stimulus without hard "
    "track work or long tempo runs.",
    Grade.SUPPORTED,
    (BASE_ARTICLE,),
)
BASE_STIMULUS = Claim(
    "base-stimulus",
    "In base training hills, fartlek and strides give the quick running.",
    Grade.SUPPORTED,
    (BASE_ARTICLE,),
)
BASE_FAR_FROM_RACE = Claim(
    "base-far-from-race",
    "Base training belongs twelve to sixteen weeks away from the goal race.",
    Grade.SUPPORTED,
    (BASE_ARTICLE,),
)
TRANSITION = Claim(
    "transition",
    "Between base and focused speedwork progression runs make the transition.",
    Grade.SUPPORTED,
    (PRACTICE_ARTICLE,),
)
ONE_PROGRESSION = Claim(
    "one-progression",
    "In race preparation one progression run a week beside one harder session or long "
    "run.",
    Grade.SUPPORTED,
    (BASE_ARTICLE,),
)
ONE_HARD_SESSION = Claim(
    "one-hard-session",
    "Intervals once or twice a week, with at least one rest or easy day between.",
    Grade.SUPPORTED,
    (PACE_ARTICLE,),
)
HARD_DAYS_APART = Claim(
    "hard-days-apart",
    "No two hard days follow each other: a hard session has rest or easy running on "
    "both sides, and the long run is not next to it.",
    Grade.SUPPORTED,
    (PACE_ARTICLE, PRACTICE_ARTICLE),
)
LONG_RUN_TWIST = Claim(
    "long-run-twist",
    "A faster end is a twist on the long runs of a half-marathon or marathon build.",
    Grade.SUPPORTED,
    (PRACTICE_ARTICLE, BASE_ARTICLE),
)
BRIDGE_BEFORE_HARD = Claim(
    "bridge-before-hard",
    "A moderate bridge run the day before a hard session keeps fitness and arrives "
    "rested.",
    Grade.SUPPORTED,
    (PRACTICE_ARTICLE,),
)
REFRESHING = Claim(
    "refreshing",
    "Mentally tired before a big race, a loose progression is a refreshing choice.",
    Grade.SUPPORTED,
    (PRACTICE_ARTICLE,),
)
FORMS_ROTATE = Claim(
    "forms-rotate",
    "The forms rotate so that a month teaches pace sense, finishing and threshold.",
    Grade.INFERRED,
    (PRACTICE_ARTICLE, GOAL_ARTICLE),
)
EASY_FILLS = Claim(
    "easy-fills",
    "The rest of the week is easy running.",
    Grade.SUPPORTED,
    (PACE_ARTICLE, BASE_ARTICLE),
)
REST_AFTER_RACE = Claim(
    "rest-after-race",
    "After a goal race a few days to two weeks off, by runner and race.",
    Grade.SUPPORTED,
    (BASE_ARTICLE,),
)
TAPER = Claim(
    "taper",
    "About two weeks with 40 to 60 % less running, as hard as before, raise what can "
    "be run on race day.",
    Grade.SUPPORTED,
    (BOSQUET,),
)
WALK_BREAKS = Claim(
    "walk-breaks",
    "Who cannot run for half an hour yet runs and walks by turns, with a day of rest "
    "between and nothing fast.",
    Grade.SUPPORTED,
    (COUCH_TO_5K,),
)
LONG_RUN_LIMITS = Claim(
    "long-run-limits",
    "The long run grows by a tenth at most, stays below half of the week and ends at "
    "150 min; before a race it reaches four fifths of what the race takes where there "
    "is time. How far by race and runs a week was inferred.",
    Grade.INFERRED,
    (DANIELS, FRANDSEN),
)
RETURN_IN_STEPS = Claim(
    "return-in-steps",
    "After six days to four weeks without running half the time is spent at half the "
    "load and half at three quarters; after longer breaks it starts at a third.",
    Grade.SUPPORTED,
    (DANIELS,),
)
LIGHT_WEEKS = Claim(
    "light-weeks",
    "Every fourth week steps back in everything: less running, a shorter long run, "
    "nothing hard.",
    Grade.INFERRED,
    (BASE_ARTICLE,),
)
LOAD_RISES_SLOWLY = Claim(
    "load-rises-slowly",
    "Running time rises by at most 7 % a week from what you have been doing, by 9.5 % "
    "below what the race commonly takes, and every fourth week rests; that "
    "faster rises injure is contested.",
    Grade.CONTESTED,
    (OWN_CALCULATION,),
)
SESSION_LOAD = Claim(
    "session-load",
    "The load of a session is its minutes times its perceived effort.",
    Grade.SUPPORTED,
    (FOSTER_LOAD,),
)
IMPROVEMENT = Claim(
    "improvement",
    "Eight weeks of training raised VO2max by nothing to 7.2 % as the training went; "
    "most runners see improvement after four to six weeks. How likely a goal is was "
    "inferred from that.",
    Grade.INFERRED,
    (HELGERUD, PACE_ARTICLE),
)
NINE_WEEKS = Claim(
    "nine-weeks",
    "Nine weeks with two sessions a week towards a five-minute mile, distance runs "
    "beside them; intervals alone may not be enough for every runner.",
    Grade.SUPPORTED,
    (MILE_ARTICLE,),
)
