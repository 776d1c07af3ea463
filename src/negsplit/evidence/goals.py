"""What is said of goals relies on."""

from __future__ import annotations

from negsplit.evidence.records import Claim, Grade
from negsplit.evidence.sources import (
    BASE_ARTICLE,
    BOUCHARD,
    OWN_CALCULATION,
    PACE_ARTICLE,
    RECORD_LISTS,
)

UNTRAINED_GAIN = Claim(
    "untrained-gain",
    "Twenty weeks raised the VO2max of 481 sedentary adults by some 400 ml/min, of "
    "some by next to nothing, of others by over a litre: about 16 % on average. How "
    "much of that is left for who runs already was inferred from VDOT and weekly "
    "running.",
    Grade.INFERRED,
    (BOUCHARD, OWN_CALCULATION),
)
GAINS_FADE = Claim(
    "gains-fade",
    "Eight further weeks of training bring half of what the eight before did, and the "
    "first five bring less than in proportion.",
    Grade.HEURISTIC,
    (PACE_ARTICLE, OWN_CALCULATION),
)
OWN_MONTHS = Claim(
    "own-months",
    "How your own VDOT has been moving counts beside the studies, each by how sure it "
    "is; months to come may differ from those that were.",
    Grade.INFERRED,
    (OWN_CALCULATION,),
)
LONG_ENOUGH_RUN = Claim(
    "long-enough-run",
    "Who has run four fifths of a race's time in one go, or two and a half hours, can "
    "finish it; the long run grows by 7 % a week, every fourth week left out.",
    Grade.HEURISTIC,
    (BASE_ARTICLE, OWN_CALCULATION),
)
ON_THE_WAY = Claim(
    "on-the-way",
    "Milestones lie four weeks apart, where training is reckoned to have brought you "
    "by then if you are to arrive; most see improvement after four to six weeks.",
    Grade.INFERRED,
    (PACE_ARTICLE, OWN_CALCULATION),
)
NOBODY_FASTER = Claim(
    "nobody-faster",
    "A goal faster than anybody has run is refused: the bounds are men's world "
    "records, for the marathon the 1:59:40 that was no record.",
    Grade.MEASURED,
    (RECORD_LISTS,),
)
SESSION_MINUTES = Claim(
    "session-minutes",
    "How a week's running is shared out over its sessions, how long each may be, and "
    "what goes with it, is negsplit's own choice within what the articles say.",
    Grade.HEURISTIC,
    (OWN_CALCULATION,),
)
COME_BACK_GENTLY = Claim(
    "come-back-gently",
    "After days off as many easy days, up to a week, and after more than three the "
    "load comes back in steps; one bad run changes nothing, two of three ease the next "
    "hard one. The numbers are negsplit's own.",
    Grade.HEURISTIC,
    (OWN_CALCULATION,),
)
