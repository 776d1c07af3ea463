"""Where the articles and the literature disagree.

negsplit follows the literature and shows both.
"""

from __future__ import annotations

from negsplit.evidence.records import Disagreement
from negsplit.evidence.sources import (
    BILLAT,
    DUPONT,
    GOAL_ARTICLE,
    HELGERUD,
    MILLET,
    OWN_CALCULATION,
    SWAIN,
    SWAIN_LEUTHOLTZ,
)

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
        "Reserve is used where resting and maximum heart rate are known, else Daniels' "
        "own pairs of the two.",
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
        "Shown as one study; minutes at 90 % and more are simulated for each session.",
        (GOAL_ARTICLE, BILLAT, MILLET, DUPONT),
    ),
)
