"""The line along the top of a step, cut where one zone of effort ends."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import Enum
from itertools import groupby, pairwise
from math import log
from typing import TYPE_CHECKING

from negsplit.physiology import effort

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.runner import Runner

# Pieces that the curve of a ramp is drawn in; more cannot be told from a curve.
RAMP_PIECES = 8


class Across(Enum):
    """What a picture of a run has on its horizontal axis."""

    TIME = "time"
    DISTANCE = "distance"


class Zone(Enum):
    """How hard a part of a run is, by the names of Daniels' training paces."""

    EASY = "E"
    MARATHON = "M"
    THRESHOLD = "T"
    INTERVAL = "I"
    REPETITION = "R"

    @property
    def words(self) -> str:
        """What the letter stands for."""
        return _ZONE_WORDS[self]


_ZONE_WORDS = {
    Zone.EASY: "easy",
    Zone.MARATHON: "moderate to marathon effort",
    Zone.THRESHOLD: "threshold, tempo",
    Zone.INTERVAL: "10K to 5K effort",
    Zone.REPETITION: "faster than 5K effort",
}
# Where each zone but the last ends, as a fraction of VDOT: rows of the effort scale,
# which has more of them than there are letters.
_ENDS_FRAC = (
    effort.MODERATELY_EASY.below_frac,
    effort.MARATHON.below_frac,
    effort.TEMPO.below_frac,
    effort.FIVE_K.below_frac,
)


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the axes."""

    at: float
    speed_mps: float


@dataclass(frozen=True, slots=True)
class Slice:
    """The part of a bar that lies in one zone, from left to right along its top."""

    zone: Zone
    top: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class ZoneEnds:
    """Up to which speed each zone of a runner goes; nothing where that is unknown."""

    speeds_mps: tuple[float, ...]

    @classmethod
    def of(cls, runner: Runner) -> ZoneEnds:
        """Return the ends of a runner's zones."""
        if runner.vdot_ml_kg_min is None:
            return cls(())
        return cls(tuple(runner.speed_at(end) for end in _ENDS_FRAC))

    def zone(self, speed_mps: float) -> Zone:
        """Return the zone that a speed lies in; where nothing is known, the first."""
        return tuple(Zone)[bisect_right(self.speeds_mps, speed_mps)]


def slices(
    speeds: tuple[float, float],
    own: Across,
    across: Across,
    place: tuple[float, float],
    ends: ZoneEnds,
) -> Iterator[Slice]:
    """Yield the parts of a step by zone, each with its line along the top.

    Parameters
    ----------
    speeds : tuple of float
        At the start and at the end, in m/s.
    own : Across
        What the step counts its own length in.
    across : Across
        What the horizontal axis counts.
    place : tuple of float
        Where the step begins on it, and how long it is there.
    ends : ZoneEnds
        Where the zones end.
    """
    start_mps, end_mps = speeds
    at, length = place
    if start_mps == end_mps:
        top = Point(at, start_mps), Point(at + length, start_mps)
        yield Slice(ends.zone(start_mps), top)
        return
    slow, fast = 1 / start_mps, 1 / end_mps
    places = [
        Point(
            at + length * _share_on(share, (slow, fast), own, across),
            1 / (slow + share * (fast - slow)),
        )
        for share in _shares((slow, fast), ends)
    ]
    for zone, run in groupby(pairwise(places), lambda piece: _zone_over(piece, ends)):
        pieces = list(run)
        yield Slice(zone, (pieces[0][0], *(right for _, right in pieces)))


def _zone_over(piece: tuple[Point, Point], ends: ZoneEnds) -> Zone:
    left, right = piece
    return ends.zone((left.speed_mps + right.speed_mps) / 2)


def _shares(paces: tuple[float, float], ends: ZoneEnds) -> list[float]:
    """Return where a ramp is drawn from and to: evenly, and where a zone ends."""
    slow, fast = paces
    even = {index / RAMP_PIECES for index in range(RAMP_PIECES + 1)}
    even |= {(1 / end - slow) / (fast - slow) for end in ends.speeds_mps}
    return sorted(share for share in even if 0 <= share <= 1)


def _share_on(
    share: float, paces: tuple[float, float], own: Across, across: Across
) -> float:
    """Return a share of a ramp's own length as a share of what the axis counts.

    The pace is linear in the ramp's own length; time is its integral over distance,
    and distance the integral of its inverse over time.
    """
    slow, fast = paces
    if own is across:
        return share
    pace = slow + share * (fast - slow)
    if own is Across.DISTANCE:
        return share * (slow + pace) / (slow + fast)
    return log(pace / slow) / log(fast / slow)
