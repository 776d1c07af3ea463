"""What is said of a runner, and of what a watch recorded, relies on."""

from __future__ import annotations

from negsplit.evidence.records import Claim, Grade
from negsplit.evidence.sources import (
    BEST_TIMES,
    BURNS,
    CALCULATOR,
    CLUB_BESTS,
    COOK,
    DANIELS,
    DANIELS_GILBERT,
    DE_SMET,
    FOSTER_SPEED,
    GALBRAITH,
    HEART_RECORDINGS,
    OWN_CALCULATION,
    PACE_ARTICLE,
    QUER,
    SWAIN_LEUTHOLTZ,
    TANAKA,
    VICKERS,
    WORLD_RECORDS,
)

AS_GIVEN = Claim(
    "as-given",
    "What you gave is shown as you gave it, and what adds up from it is arithmetic.",
    Grade.MEASURED,
    (OWN_CALCULATION,),
)
AS_RECORDED = Claim(
    "as-recorded",
    "Times, distances, heights, heart rates and steps are the watch's own, jumps and "
    "doubles taken out and counted; GPS distance is commonly a percent or two off.",
    Grade.MEASURED,
    (OWN_CALCULATION,),
)
SHOE_WEAR = Claim(
    "shoe-wear",
    "Running shoes kept 60 to 70 % of their first shock absorption by 500 miles; that "
    "this is when to change them is a rule of thumb, and no study shows that it "
    "prevents injuries.",
    Grade.HEURISTIC,
    (COOK,),
)
VDOT_OF_RACES = Claim(
    "vdot",
    "VDOT is the oxygen uptake that a race took by two equations: the cost of running "
    "at a speed, and what share of the maximum can be kept up for a time.",
    Grade.SUPPORTED,
    (DANIELS_GILBERT,),
)
TRAINING_PACES = Claim(
    "training-paces",
    "Easy running takes 62 to 70 % of VDOT, threshold 88 %, intervals 97.5 %; "
    "marathon pace is the predicted race, repetitions are 6 s per 400 m faster than "
    "intervals.",
    Grade.SUPPORTED,
    (DANIELS, CALCULATOR),
)
EFFORT_WORDS = Claim(
    "effort-words",
    "Words, perceived effort and speech belong to shares of VDOT by a table put "
    "together from several publications, none of which has all of it.",
    Grade.SUPPORTED,
    (DANIELS, OWN_CALCULATION),
)
HEART_RATE_OF_A_PACE = Claim(
    "heart-rate-of-a-pace",
    "Steady heart rate follows oxygen uptake by reserve, within 3 points of Daniels' "
    "own heart rates; those are taken where the resting rate is unknown: 65 to 79 % of "
    "the maximum easy, 80 to 89 % at marathon pace, 88 to 92 % at threshold.",
    Grade.SUPPORTED,
    (SWAIN_LEUTHOLTZ, DANIELS),
)
MAX_HR_OF_AGE = Claim(
    "max-heart-rate-of-age",
    "Maximum heart rate of an age is 208 less 0.7 a year, give or take 7 to 11 bpm in "
    "one runner of three.",
    Grade.ESTABLISHED,
    (TANAKA,),
)
PREDICTED_RACES = Claim(
    "predicted-races",
    "Predictions follow how most runners' speed falls with distance, more beyond the "
    "half marathon, and each runner's own races, near distances most. A first marathon "
    "moves by up to 3 % with weekly distance, where that is known. Four runners in "
    "five finish within the range, which is wider for slower runners; seven in ten in "
    "races that they were not fit for. Fast club runners' marathons are 2 % quicker "
    "than said.",
    Grade.SUPPORTED,
    (BEST_TIMES, WORLD_RECORDS, CLUB_BESTS, VICKERS),
)
CADENCE_OF_A_SPEED = Claim(
    "cadence-of-a-speed",
    "Step rate rises by about 11 steps a minute for each m/s, from 175 at 4:46/km; "
    "runners differ by 25 and more, and no rate is right for all.",
    Grade.CONTESTED,
    (BURNS, PACE_ARTICLE),
)
LEARNT_HEART = Claim(
    "learnt-heart",
    "A runner's heart rate is linear in speed, quick and slow, in the minutes since "
    "the start, in the hours of drift and in climbing; it lags by about a minute. On "
    "later runs of twelve runners it was off by 6.3 bpm, by 5.0 once ten minutes had "
    "shown what the day added.",
    Grade.SUPPORTED,
    (HEART_RECORDINGS, DE_SMET),
)
LEARNT_LIMITS = Claim(
    "learnt-limits",
    "Maximum heart rate is inferred from the highest that several runs held and from "
    "age; VDOT from heart-rate reserve at an ordinary pace; critical speed and D′ from "
    "hard efforts of 2 to 20 minutes, else from VDOT.",
    Grade.INFERRED,
    (TANAKA, QUER, SWAIN_LEUTHOLTZ, FOSTER_SPEED, GALBRAITH, OWN_CALCULATION),
)
DAYS_DIFFER = Claim(
    "days-differ",
    "At the same pace heart rate differs from day to day by some 6 bpm: heat, sleep, "
    "caffeine, fatigue. A difference within that band says nothing.",
    Grade.SUPPORTED,
    (HEART_RECORDINGS,),
)
