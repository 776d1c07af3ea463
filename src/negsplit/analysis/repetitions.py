"""Repetitions: fast bouts with recoveries between them, found without being told.

A session has up to three levels: walking or standing, easy running, and fast. Where
fast begins is not known, so every gap between the speeds of the segments is tried as a
border. Each border gives bouts and recoveries, and what is weighed is whether they
look as if somebody had set them: lengths that repeat or come in pairs, recoveries that
repeat, a clear difference between both, and easy running around them. The border with
the most evidence wins.

Walked recoveries alone prove nothing (walk-run has them too), and neither do equal
lengths alone (noise has those, if it is looked at for long enough).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

from negsplit.analysis.settings import SHAPE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from negsplit.analysis.segments import Segment
    from negsplit.analysis.settings import ShapeSettings

# Borders are only tried where two speeds differ by this much. Inferred.
LEAST_STEP_LOG = 0.02
# In a noisy recording there are many, and the widest gaps say all there is to say.
MOST_BORDERS = 16
# Bouts much shorter than the others are errors, or strides before the session.
# Inferred.
SLIGHT_SHARE = 0.2
# Long and short repetitions of one session differ by 10 % (kilometres at threshold,
# 200 m at the pace of a mile: 20 % in Daniels' tables, half of it to the middle one).
STRAGGLING_LOG = 0.10
# So many rungs, each shorter by this, are no chance. Inferred.
LADDER = 4
LADDER_STEP_LOG = 0.15
# Repetitions and recoveries that repeat like this are a session whatever else happens.
CLOCKWORK = 0.95
# A red light and a long talk are no two recoveries of one session. Inferred.
UNEVEN_RESTS = 3.0
# Long repetitions with a float between them may have any length. Inferred.
LONG_REP_S = 480.0
FLOAT_LOG = 0.12
# Two equal stretches without a warm-up are a session if their name says so: half of
# what a run without a name needs. Inferred.
UNFRAMED_PAIR = 0.6
# Slower than this on the whole, somebody stood for most of the time. Inferred.
STROLL_MPS = 0.7
# The last of long repetitions may be this much slower than the first. Inferred.
FADING_LOG = 0.05
# Slower than this (5:03/km), running with regular walks and no easy running is the
# method of beginners and of long races, not intervals. Inferred.
RUN_WALK_MPS = 3.3
LEAST_RECOVERY_S, HILL_RECOVERY_S = 20.0, 310.0
# Easy running around a session goes on: with more of it walked than this it is the
# running of a walk-run. Inferred.
WALKED_AROUND = 0.15


@dataclass(frozen=True, slots=True)
class Bout:
    """A stretch of segments that are all faster than a border.

    Parameters
    ----------
    first, last : int
        Segments; ``last`` is exclusive.
    start, end : int
        Cells of the track; ``end`` is exclusive.
    distance_m : float
        As the speed says: grade-adjusted where that is.
    """

    first: int
    last: int
    start: int
    end: int
    distance_m: float

    @property
    def duration_s(self) -> int:
        """Moving time."""
        return self.end - self.start

    @property
    def speed_mps(self) -> float:
        """Mean speed."""
        return self.distance_m / self.duration_s


@dataclass(frozen=True, slots=True)
class Dip:
    """How short a slower stretch has to be for the bouts around it to be one.

    Parameters
    ----------
    share : float
        Of the shorter of both bouts.
    shortest_s, longest_s : float
        Whatever the share says.
    standing_s : float
        So much standing does not count.
    """

    share: float
    shortest_s: float
    longest_s: float
    standing_s: float = 0.0


# A bend, a crossing or a red light: between 10 min at threshold a minute is no
# recovery. Inferred.
BEND = Dip(0.1, 15.0, 60.0)


@dataclass(frozen=True, slots=True)
class Recovery:
    """What lies between two bouts; standing counts as time without distance."""

    duration_s: float
    speed_mps: float


@dataclass(frozen=True, slots=True)
class Repetitions:
    """Bouts and the recoveries between them, one fewer.

    Parameters
    ----------
    bouts : tuple of Bout
        In order.
    recoveries : tuple of Recovery
        Between them.
    evidence : float
        How much speaks for a set session; see :func:`evidence_of`.
    regularity : float
        From 0 to 1, how much lengths and recoveries repeat.
    """

    bouts: tuple[Bout, ...]
    recoveries: tuple[Recovery, ...]
    evidence: float
    regularity: float

    @property
    def is_clockwork(self) -> bool:
        """Whether lengths and recoveries repeat so that nothing but a plan does it."""
        return self.regularity > CLOCKWORK

    @property
    def weight(self) -> float:
        """What decides between borders: evidence, and first of all a clear pattern."""
        return self.evidence + (1.0 if self.is_clockwork else 0.0)


@dataclass(frozen=True)
class _Setting:
    """Everything around some bouts that is weighed with them."""

    settings: ShapeSettings

    bouts: tuple[Bout, ...]
    recoveries: tuple[Recovery, ...]
    around_s: float
    before_s: float
    after_s: float
    slow_mps: float

    @cached_property
    def regularity(self) -> float:
        """From 0 to 1, how much lengths and recoveries repeat."""
        return _regularity(self, self.settings)


def bouts_above(
    segments: Sequence[Segment], border: float, dip: Dip = BEND
) -> list[Bout]:
    """Return the bouts whose segments are above a level, dips aside."""
    bouts: list[Bout] = []
    first = last = start = end = 0
    distance_m = 0.0
    for place, segment in enumerate(segments):
        if segment.level <= border:
            continue
        shorter_s = min(end - start, segment.duration_s)
        if last and _is_dip(segments, last, place, shorter_s, dip):
            slow_m = sum(slow.distance_m for slow in segments[last:place])
            distance_m = distance_m + slow_m + segment.distance_m
        else:
            if last:
                bouts.append(Bout(first, last, start, end, distance_m))
            first, start, distance_m = place, segment.start, segment.distance_m
        last, end = place + 1, segment.end
    if last:
        bouts.append(Bout(first, last, start, end, distance_m))
    return bouts


def _is_dip(
    segments: Sequence[Segment], last: int, place: int, shorter_s: int, dip: Dip
) -> bool:
    """Return whether what lies between two bouts is only a dip.

    One ends before the segment ``last``, the other begins with ``place``.
    """
    between_s = standing_s = segments[place].rest_s
    for between in segments[last:place]:
        between_s += between.duration_s + between.rest_s
        standing_s += between.rest_s
    between_s -= min(standing_s, dip.standing_s)
    if between_s <= 0:
        return True
    return between_s < min(max(dip.share * shorter_s, dip.shortest_s), dip.longest_s)


def _recovery(segments: Sequence[Segment], before: Bout, here: Bout) -> Recovery:
    duration_s = segments[here.first].rest_s if here.first > before.first else 0.0
    distance_m = 0.0
    for place in range(before.last, here.first):
        between = segments[place]
        duration_s += between.duration_s + between.rest_s
        distance_m += between.distance_m
    return Recovery(duration_s, distance_m / duration_s if duration_s else 0.0)


def borders_of(levels: Sequence[float]) -> list[float]:
    """Return the levels halfway between speeds that differ enough, the widest gaps."""
    ordered = sorted(levels)
    gaps = [
        (high - low, (low + high) / 2)
        for low, high in pairwise(ordered)
        if high - low >= LEAST_STEP_LOG
    ]
    return sorted(border for _, border in sorted(gaps, reverse=True)[:MOST_BORDERS])


def repetitions_of(
    segments: Sequence[Segment],
    is_walk: Callable[[Segment], bool],
    sample_s: float,
    settings: ShapeSettings = SHAPE,
) -> Repetitions | None:
    """Return the repetitions of a session, if it has any.

    Parameters
    ----------
    segments : sequence of Segment
        The run without a walk before and after it.
    is_walk : callable
        Whether a segment was walked.
    sample_s : float
        Seconds between two samples of the recording.
    """
    levels = [segment.level for segment in segments if not is_walk(segment)]
    found: Repetitions | None = None
    # All running may be fast: repetitions from the first step, standing in between.
    slowest = min(levels, default=0.0) - LEAST_STEP_LOG
    for border in (slowest, *borders_of(levels)):
        bouts = _of_one_kind(bouts_above(segments, border))
        if len(bouts) < 2:
            continue
        setting = _setting(segments, bouts, border, is_walk, settings)
        evidence = evidence_of(setting, sample_s)
        if evidence <= 0:
            continue
        here = Repetitions(
            setting.bouts, setting.recoveries, evidence, setting.regularity
        )
        if found is None or here.weight > found.weight:
            found = here
    return found


def _of_one_kind(bouts: list[Bout]) -> list[Bout]:
    """Return the bouts without those that are slight beside the others."""
    if not bouts:
        return bouts
    typical_s = _middle([float(bout.duration_s) for bout in bouts])
    return [bout for bout in bouts if bout.duration_s >= SLIGHT_SHARE * typical_s]


def _setting(
    segments: Sequence[Segment],
    bouts: Sequence[Bout],
    border: float,
    is_walk: Callable[[Segment], bool],
    settings: ShapeSettings,
) -> _Setting:
    slow = [s for s in segments if s.level <= border and not is_walk(s)]
    slow_s = sum(segment.duration_s for segment in slow)
    before_s = _running_on(segments[: bouts[0].first], is_walk)
    return _Setting(
        settings=settings,
        bouts=tuple(bouts),
        recoveries=tuple(
            _recovery(segments, one, other) for one, other in pairwise(bouts)
        ),
        around_s=before_s + _running_on(segments[bouts[-1].last :], is_walk),
        before_s=before_s,
        after_s=float(segments[-1].end - bouts[-1].end),
        slow_mps=sum(s.distance_m for s in slow) / slow_s if slow_s else 0.0,
    )


def _running_on(
    segments: Sequence[Segment], is_walk: Callable[[Segment], bool]
) -> float:
    """Return the seconds of running, if they go on without much walking."""
    total_s = sum(segment.duration_s for segment in segments)
    walked_s = sum(segment.duration_s for segment in segments if is_walk(segment))
    return total_s - walked_s if walked_s <= WALKED_AROUND * total_s else 0.0


def evidence_of(setting: _Setting, sample_s: float) -> float:
    """Return how much speaks for a set session; nothing where it cannot be one.

    The weights are inferred. One is about what a coach wants to see before calling a
    run a session; two and a half leave no doubt.
    """
    settings = setting.settings
    lengths = [float(bout.duration_s) for bout in setting.bouts]
    typical_s = _middle(lengths)
    recovery_s = _middle([recovery.duration_s for recovery in setting.recoveries])
    contrast = _contrast(setting)
    if (
        typical_s < max(settings.shortest_rep_s, settings.samples_a_rep * sample_s)
        or contrast < _least_contrast(typical_s, settings)
        or not _is_recovery(recovery_s, typical_s)
    ):
        return 0.0
    over_slow = (
        log(_mean_speed(setting.bouts) / setting.slow_mps) if setting.slow_mps else 0.0
    )
    has_easy = (
        setting.around_s >= settings.around_s and over_slow >= settings.around_log
    )
    if len(lengths) == 2:
        evidence = _evidence_of_two(setting, contrast, settings)
        return evidence if has_easy else min(evidence, UNFRAMED_PAIR)
    regular = setting.regularity
    walked = sum(r.speed_mps < settings.walk_mps for r in setting.recoveries)
    mostly_walked = walked > 0.6 * len(setting.recoveries)
    evidence = (
        4.0 * (regular - 0.55) + 2.0 * min(contrast, 0.4) + 0.5 * log(len(lengths) / 3)
    )
    if has_easy:
        evidence += 3.0 * min(over_slow, 0.3) + (0.9 if mostly_walked else 0.0)
    else:
        # Walk-run is as regular; what sets a session apart is easy running beside it.
        evidence -= 1.2 if mostly_walked else 0.8
        evidence -= 1.0 if _mean_speed(setting.bouts) < RUN_WALK_MPS else 0.0
    if typical_s < 40:
        # Short bursts are also what satellites invent.
        evidence -= 0.4 if contrast >= 0.3 else 1.2
        evidence -= 0.8 if regular < 0.75 else 0.0
    if has_easy and typical_s >= LONG_REP_S:
        evidence += _evidence_of_long(setting, contrast, over_slow)
    evidence -= 10.0 * max(_straggling(setting.bouts) - STRAGGLING_LOG, 0.0)
    if len(lengths) == 3 and regular <= 0.8:
        evidence -= 0.2 if mostly_walked else 1.0
    rests = [recovery.duration_s for recovery in setting.recoveries]
    if max(rests) > UNEVEN_RESTS * min(rests) and len(rests) < 4:
        evidence -= 1.0
    if len(lengths) >= 5 and regular < 0.6:
        evidence -= 1.5
    if sample_s > 3 and not mostly_walked:
        evidence -= 0.8
    return evidence


def _evidence_of_long(setting: _Setting, contrast: float, over_slow: float) -> float:
    """Return what speaks for long repetitions between easy running.

    Nothing but a plan makes ten minutes fast, then a few slow, time and again. A walk
    says less: red lights and drinks end easy kilometres too, though nobody walks on
    there, and who is slower after every walk is tired.
    """
    walk_mps = setting.settings.walk_mps
    speeds = [recovery.speed_mps for recovery in setting.recoveries]
    if sum(speed < walk_mps for speed in speeds) <= 0.6 * len(speeds):
        return 2.5 if contrast >= FLOAT_LOG else 0.0
    first, last = setting.bouts[0].speed_mps, setting.bouts[-1].speed_mps
    is_fading = log(first / last) > FADING_LOG
    is_set = over_slow >= FLOAT_LOG and min(speeds) >= STROLL_MPS and not is_fading
    return 1.0 if is_set else 0.0


def _evidence_of_two(
    setting: _Setting, contrast: float, settings: ShapeSettings
) -> float:
    """Two bouts are a session if they are alike, long, and between easy running."""
    one, other = setting.bouts
    ratio = min(
        abs(log(one.duration_s / other.duration_s)),
        abs(log(one.distance_m / other.distance_m)),
    )
    shorter_s = min(one.duration_s, other.duration_s)
    recovery = setting.recoveries[0]
    is_session = (
        ratio <= settings.same_rep_log
        and shorter_s >= 110
        and recovery.duration_s <= 1.6 * shorter_s + 60
    )
    if not is_session:
        return 0.0
    if (
        setting.before_s < settings.before_block_s
        or setting.after_s < settings.after_block_s
    ):
        return UNFRAMED_PAIR if shorter_s >= LONG_REP_S else 0.0
    # Nobody walks between two equal stretches of a steady run or a progression.
    walked = recovery.speed_mps < settings.walk_mps
    return 1.2 + (0.4 if contrast >= 0.1 else 0.0) + (1.4 if walked else 0.0)


def _least_contrast(typical_s: float, settings: ShapeSettings) -> float:
    if typical_s >= 150:
        return settings.contrast_long_log
    return (
        settings.contrast_minute_log if typical_s >= 60 else settings.contrast_short_log
    )


def _is_recovery(recovery_s: float, typical_s: float) -> bool:
    """Return whether recoveries are as long as coaches set them.

    Between twenty seconds and twice the repetition; sprints and short hills are given
    up to five minutes: back down a hill and up to where the sprint begins.
    """
    return LEAST_RECOVERY_S <= recovery_s <= max(2.0 * typical_s, HILL_RECOVERY_S)


def _regularity(setting: _Setting, settings: ShapeSettings) -> float:
    """Return from 0 to 1 how much the bouts and recoveries look as if set.

    Most of it is bouts that have a partner of their length, for sets and ladders have
    several lengths; then recoveries that have one, and bouts of the commonest length.
    """
    times = [float(bout.duration_s) for bout in setting.bouts]
    metres = [bout.distance_m for bout in setting.bouts]
    rests = [recovery.duration_s for recovery in setting.recoveries]
    alike = max(_alike(v, settings.same_rep_log) for v in (times, metres))
    paired = max(_paired(v, settings.paired_rep_log) for v in (times, metres))
    rested = _paired(rests, settings.same_recovery_log)
    if len(rests) < 4:
        rested = _alike(rests, settings.same_recovery_log)
    if _is_ladder(times):
        # Down a ladder recoveries follow the repetitions: 8 min and 4, 6 and 3.
        shares = [rest / time for rest, time in zip(rests, times, strict=False)]
        if max(rested, _alike(shares, settings.same_recovery_log)) == 1.0:
            return 1.0
    return 0.6 * paired + 0.15 * alike + 0.25 * rested


def _is_ladder(times: Sequence[float]) -> bool:
    """Return whether every repetition is shorter than the one before, by a step."""
    steps = [log(before / after) for before, after in pairwise(times)]
    return len(times) >= LADDER and min(steps) > LADDER_STEP_LOG


def _alike(values: Sequence[float], within_log: float) -> float:
    """Return the share of values that are the same as one of them."""
    levels = sorted(log(max(value, 1.0)) for value in values)
    most = max(
        bisect_right(levels, centre + within_log)
        - bisect_left(levels, centre - within_log)
        for centre in levels
    )
    return most / len(levels)


def _paired(values: Sequence[float], within_log: float) -> float:
    """Return the share of values that are the same as one of their neighbours.

    The neighbour of the neighbour counts too, for sets of a long and a short one. What
    lies further away does not: among many lengths some are the same by chance.
    """
    levels = [log(max(value, 1.0)) for value in values]
    paired = sum(
        any(
            abs(level - levels[other]) <= within_log
            for other in range(max(place - 2, 0), min(place + 3, len(levels)))
            if other != place
        )
        for place, level in enumerate(levels)
    )
    return paired / len(levels)


def _contrast(setting: _Setting) -> float:
    """Return how much faster bouts are than their recoveries, in the middle."""
    return _middle(
        [
            log(min(one.speed_mps, other.speed_mps) / max(recovery.speed_mps, 0.9))
            for (one, other), recovery in zip(
                pairwise(setting.bouts), setting.recoveries, strict=True
            )
        ]
    )


def _straggling(bouts: Sequence[Bout]) -> float:
    """Return how much slower the slowest bout is than the middle one."""
    speeds = [bout.speed_mps for bout in bouts]
    return log(_middle(speeds) / min(speeds))


def _mean_speed(bouts: Sequence[Bout]) -> float:
    return sum(b.distance_m for b in bouts) / sum(b.duration_s for b in bouts)


def _middle(values: Sequence[float]) -> float:
    ordered = sorted(values)
    half = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[half]
    return (ordered[half - 1] + ordered[half]) / 2
