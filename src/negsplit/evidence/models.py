"""What the models of a runner rely on."""

from __future__ import annotations

from negsplit.evidence.records import Claim, Grade
from negsplit.evidence.sources import (
    ACSM_COLD,
    BILLAT_SLOW,
    BISHOP,
    CALCULATOR,
    CHENG,
    COURSE_MEASUREMENT,
    DANIELS,
    DANIELS_GILBERT,
    DAVIES_THOMPSON,
    DE_SMET,
    DI_PRAMPERO,
    ELY,
    FAULKNER,
    GALBRAITH,
    HEART_RECORDINGS,
    HUNTER,
    JEUKENDRUP,
    LACTATE_PROGRAMS,
    LAURSEN,
    MANTZIOS,
    MILLET,
    NOAKES,
    OWN_CALCULATION,
    RIEGEL,
    SANDSUND,
    SKIBA,
    SMYTH,
    SWAIN_LEUTHOLTZ,
    WALLIS,
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
    "A simulated run counts as completed if D′ never reaches zero and the run is over "
    "before the time for which its paces can be kept up, which differs by 15 % from "
    "day to day. That knows nothing of heat stroke or sore legs.",
    Grade.HEURISTIC,
    (DANIELS_GILBERT, LAURSEN, DAVIES_THOMPSON, OWN_CALCULATION),
)
RACE_SPLIT = Claim(
    "race-split",
    "A race is planned for the first half whose expected finish is earliest over the "
    "days that your races leave open: a speed above what can be held to the finish is "
    "held for that ratio to the power of 17.7 less time, and who runs out slows by "
    "38 %. It takes for granted that the day is known at half-way.",
    Grade.HEURISTIC,
    (RIEGEL, SMYTH, OWN_CALCULATION),
)
WATCHES_READ_LONG = Claim(
    "watches-read-long",
    "Courses are measured along the shortest line that can be run, and a thousandth is "
    "added; nobody runs it, and watches wander, so they read courses long. By 0.5 to "
    "1 % is ours.",
    Grade.HEURISTIC,
    (COURSE_MEASUREMENT,),
)
RACE_FUEL = Claim(
    "race-fuel",
    "In races of more than an hour 30 to 60 g of carbohydrate an hour help, and up to "
    "90 g, of glucose and fructose, from two and a half hours on.",
    Grade.SUPPORTED,
    (JEUKENDRUP, WALLIS),
)
SIMULATED_EFFORT = Claim(
    "simulated-effort",
    "Simulated effort starts at that of the intensity and rises evenly with the share "
    "of the time for which it could be kept up, to 10 at the end of a race. Above "
    "critical speed it rises as D′ is used up.",
    Grade.SUPPORTED,
    (NOAKES, FAULKNER, OWN_CALCULATION),
)
SIMULATED_UPTAKE = Claim(
    "simulated-uptake",
    "Oxygen uptake follows a change of speed with a time constant of 19 s, which "
    "reproduces the minutes near VO2max of three interval sessions; above tempo a slow "
    "component drives it to the maximum.",
    Grade.SUPPORTED,
    (MILLET, BILLAT_SLOW),
)
SIMULATED_HEART = Claim(
    "simulated-heart",
    "Simulated heart rate follows uptake by reserve, or by Daniels' pairs where the "
    "resting rate is unknown, lags behind, and drifts up by 2.6 % an hour after ten "
    "minutes, as in public recordings; yours may drift by twice that or not at all.",
    Grade.HEURISTIC,
    (SWAIN_LEUTHOLTZ, DANIELS, DE_SMET, HEART_RECORDINGS),
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
SIMULATED_COLD = Claim(
    "simulated-cold",
    "Cold leaves the paces as they are: nine athletes lasted less long at -14 °C than "
    "at -4 and 1 °C, but no study says how much slower runners are. Below -27 °C of "
    "wind chill bare skin is in danger.",
    Grade.SUPPORTED,
    (SANDSUND, ACSM_COLD),
)
LACTATE_THRESHOLDS = Claim(
    "lactate-thresholds",
    "Lactate tests are read by fixed lactates, by rises above the lowest, and by the "
    "point furthest below a chord. The rules differ by 5 to 15 % in speed, and none is "
    "the truth; so each is shown, and their span.",
    Grade.SUPPORTED,
    (CHENG, BISHOP, LACTATE_PROGRAMS),
)
