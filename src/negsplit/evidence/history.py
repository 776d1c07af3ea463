"""What is said of many runs relies on."""

from __future__ import annotations

from negsplit.evidence.records import Claim, Grade
from negsplit.evidence.sources import (
    DANIELS,
    HEART_RECORDINGS,
    OWN_CALCULATION,
    OWN_LABELS,
    SMYTH,
    WORLD_RECORDS,
)

BEST_EFFORTS = Claim(
    "best-efforts",
    "A best effort is the exact fastest window on the clock, standing still included; "
    "what GPS adds or loses, a percent or two and more in short windows, is in it.",
    Grade.MEASURED,
    (OWN_CALCULATION,),
)
BELIEVED_BESTS = Claim(
    "believed-bests",
    "A best is not counted if no runner was ever that fast, if a jump of the "
    "satellites could have made it, if it was downhill, or if it is far ahead of all "
    "other runs and no heart rate bears it out.",
    Grade.INFERRED,
    (WORLD_RECORDS, OWN_CALCULATION),
)
WALL = Claim(
    "wall",
    "A wall is 25 % slower than from 5 to 20 km of a marathon, for 5 km or more; 28 % "
    "of men and 17 % of women met it. For other distances the same shares are ours.",
    Grade.SUPPORTED,
    (SMYTH, OWN_CALCULATION),
)
UNPLANNED = Claim(
    "unplanned-progressions",
    "A run of 20 min or more counts as a progression if it is likelier than not to be "
    "one by its shape; planned is what came with a plan, and the best is what lifted "
    "most, as far as that is sure.",
    Grade.INFERRED,
    (OWN_LABELS,),
)
EASY_AND_HARD = Claim(
    "easy-and-hard",
    "Easy is below 75 % of VDOT and hard from 87 %, tempo, by grade-adjusted pace; "
    "how much was hard shifts a lot with VDOT, so a range is told.",
    Grade.HEURISTIC,
    (DANIELS, OWN_CALCULATION),
)
FORM_BY_MONTH = Claim(
    "form-by-month",
    "VDOT of a month rests on heart rate at ordinary paces of thirteen weeks; its "
    "level on the maximum and resting heart rate, its changes on training, and on heat "
    "too. It is never below a race or a hard run of these weeks, which also tells how "
    "far hearts are off, and few runs move it little: form wanders by some 1.5 points "
    "a month. Without heart rate it is at least what was run in a year.",
    Grade.INFERRED,
    (HEART_RECORDINGS, OWN_CALCULATION),
)
PULSE_AT_A_PACE = Claim(
    "pulse-at-a-pace",
    "A lower heart rate at the same pace is a sign of endurance; heat, hills and lost "
    "sleep raise it by as much as months of training lower it.",
    Grade.SUPPORTED,
    (HEART_RECORDINGS,),
)
