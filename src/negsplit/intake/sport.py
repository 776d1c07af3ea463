"""Whether a recording is a run: what was said of it, and what its speed says.

Services and devices have some hundred words for sports. Words for running are known
here and words for what surely is no running; with any other the speed decides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.settings import SHAPE

if TYPE_CHECKING:
    from negsplit.analysis.clean import Track

# Words of FIT, TCX, GPX, Strava, Garmin and Apple, as they begin or stand alone.
_RUN = re.compile(r"run|jog|treadmill|trail.?run|9$|track.?running")
_UNSAID = re.compile(
    r"$|generic|other|training|workout|fitness|transition|multi|uncategori|sport \d"
)
_OTHER = re.compile(
    r"bik|cycl|ride|rid|velo|walk|hik|swim|row|ski|snow|skat|board|surf|sail|kayak|"
    r"cano|climb|mountain|golf|yoga|pilates|strength|weight|elliptical|stair|tennis|"
    r"soccer|football|basketball|dance|danc|driv|motor|flying|fish|hunt|horse|paddl|"
    r"wheelchair|handcycle|crossfit|crosstrain|core|mindandbody|diving|kite"
)
# Faster than this for ten minutes and more nobody runs: the records over 3,000 m and
# 10,000 m are 6.8 and 6.4 m/s.
_RECORD_MPS = 6.5
# Faster than this few run, and most rides are: unless it is said to be a run it is
# none. Inferred.
_FAST_MPS = 5.5
_LONG_S = 600


def said_to_be_run(*said: str) -> bool | None:
    """Return what the first word that says anything says; nothing if none does.

    >>> said_to_be_run("", "running/trail"), said_to_be_run("Ride", "running")
    (True, False)
    >>> said_to_be_run("Virtual Run"), said_to_be_run("other", "")
    (True, None)
    """
    for words in said:
        word = words.strip().lower().replace("_", " ")
        if _RUN.search(word) and not word.startswith("walk"):
            return True
        if _OTHER.search(word) and not _UNSAID.match(word):
            return False
    return None


def why_no_run(track: Track, *, is_said: bool) -> str | None:
    """Return what in a recording speaks against a run, if anything does.

    Parameters
    ----------
    track : Track
        What was recorded, cleaned.
    is_said : bool
        Whether it is said to be a run.
    """
    typical_mps = float(np.median(track.speed_mps)) if len(track) else 0.0
    fast_mps = _RECORD_MPS if is_said else _FAST_MPS
    if len(track) >= _LONG_S and typical_mps > fast_mps:
        return f"at {3.6 * typical_mps:.0f} km/h for {len(track) / 60:.0f} min no run"
    if any(f.check == "vehicle" for f in track.findings) and (
        2 * len(track) < track.timer_s
    ):
        return "for most of it faster than anyone runs"
    if not is_said and typical_mps < SHAPE.walk_mps:
        return f"no sport is said, and {3.6 * typical_mps:.0f} km/h is walking"
    return None
