"""What a run was: a steady run, intervals, a tempo block, a progression, a race ...

The order is a coach's: is this a run at all, and did the hills or walking make its
curve; is it repetitions; is it one block at a faster pace; did it get faster to the
end; did it fade; else it was steady. Each question is asked of the segments of the run
(:mod:`negsplit.analysis.segments`), relative to the run itself, and answered with a
probability. Warm-up, work and cool-down are named on the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from math import log
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.classify import is_step_by_step, split_speeds
from negsplit.analysis.quantiles import median
from negsplit.analysis.repetitions import (
    Bout,
    Dip,
    borders_of,
    bouts_above,
    repetitions_of,
)
from negsplit.analysis.segments import Segment, rests_of, segments_of
from negsplit.analysis.settings import SHAPE
from negsplit.analysis.smoothing import PACE_WINDOW_S, cell_means, smooth
from negsplit.analysis.title import (
    names_a_fartlek,
    names_a_race,
    names_a_tempo_run,
    names_an_easy_run,
    names_intervals,
)
from negsplit.analysis.trend import LEAST_S, logistic, trend_of
from negsplit.units import DistanceUnit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from negsplit.analysis.clean import Track
    from negsplit.analysis.repetitions import Repetitions
    from negsplit.analysis.settings import ShapeSettings
    from negsplit.analysis.trend import Trend
    from negsplit.recording import Column

# Of the distances that are raced only this one is never run by chance; of the others
# the file or the runner has to say that they were races. [m]
MARATHON_M = 42_195.0
# Steeper down than this, hills make nobody faster: Strava's grade adjustment has its
# minimum at -8 %, and most of the gain is there at -5 %.
LEAST_HELPFUL_GRADE = -0.05
# How fast evidence of repetitions turns into certainty.
EVIDENCE_WIDTH = 0.5
# Sprinters hold 6 m/s and more for a minute, nobody who trains does for much longer.
FAST_WINDOW_S = 91
# Recordings with fewer samples invent surges. [s]
MOST_SAMPLE_S = 3.0
# After standing, speed is not the runner's for as long as a watch averages. [s]
SETTLING_S = 5
# A block at one pace is one block across a crossing or a drink. Inferred.
DRINK = Dip(0.1, 60.0, 120.0, standing_s=150.0)
# Walking for less than this share of the core is a break, and not part of its trend.
BREAK_SHARE = 0.2
# Running for less than this before the walk to the start, or after the walk home. [s]
JOG_S = 120
WALK_S = 30
# With more of it walked than this, a run has to look very much like a session.
MOSTLY_WALKED = 0.4
# Shorter than this is what a runner walks after the watch was not stopped. [s]
AFTER_S = 60.0


# What is said of a run that two coaches would call by two names.
DOUBTFUL = 0.45
# Splits that are all faster are a form of their own, whose only rule this is.
STEP_BY_STEP = 0.65
# A push is a tenth of the run by its form; a shorter one is a surge.
PUSH_SHARE = 0.07
# How sure a name is that one clear measure gives, and one that needs several. Inferred
# from how often the name was right on recordings of strangers.
CLEAR, UNCLEAR, WEAK = 0.9, 0.75, 0.6


class Kind(Enum):
    """What a run was, in the words that runners use."""

    STEADY = "steady"
    PROGRESSION = "progression"
    TEMPO_BLOCK = "tempo block"
    INTERVALS = "intervals"
    FARTLEK = "fartlek"
    HILLS = "hills"
    WALK_RUN = "walk-run"
    RACE = "race"
    FADE = "fade"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Block:
    """One stretch at a faster pace.

    Parameters
    ----------
    bout : Bout
        The stretch.
    before_s, after_s : float
        Moving time before and after it, walking included.
    contrast_log : float
        How much faster it is than the easier of both sides.
    """

    bout: Bout
    before_s: float
    after_s: float
    contrast_log: float


@dataclass(frozen=True, slots=True, eq=False)
class Session:
    """What a run was.

    Parameters
    ----------
    kind : Kind
        In one word.
    probability : float
        That the word is right.
    progression : float
        Probability that the run was a progression.
    segments : tuple of Segment
        The run, cut where its speed changes.
    core : tuple of int
        First and last cell, exclusive, of what is judged: the run without walking
        around it and without a cool-down.
    repetitions : Repetitions, optional
        Of intervals.
    block : Block, optional
        Of a tempo block.
    trend : Trend
        Of the core.
    running_mps : array, shape (n,)
        Speeds of the core without short walks and starts. [m/s]
    walked_frac : float
        Share of the core that was walked, after the first and before the last running.
    is_too_fast : bool
        Whether no runner is as fast as this.
    is_constant : bool
        Whether the speed never changes, so that no device measured it.
    """

    kind: Kind
    probability: float
    progression: float
    segments: tuple[Segment, ...]
    core: tuple[int, int]
    repetitions: Repetitions | None
    block: Block | None
    trend: Trend
    running_mps: Column
    walked_frac: float
    is_too_fast: bool
    is_constant: bool

    @property
    def work(self) -> tuple[int, int]:
        """First and last cell, exclusive, of the fast part: without its warm-up."""
        if self.repetitions is not None:
            bouts = self.repetitions.bouts
            return bouts[0].start, bouts[-1].end
        if self.block is not None:
            return self.block.bout.start, self.block.bout.end
        return self.core


def session_of(track: Track, settings: ShapeSettings = SHAPE) -> Session:
    """Return what a run was; it must last ``settings.shortest_s``."""
    segments, noise = segments_of(track, track.adjusted_mps, settings)
    run = _Run.of(track, segments, noise, settings)
    return _Judge(run, settings).session()


@dataclass(frozen=True, slots=True, eq=False)
class _Run:
    """A run in segments, without the walk to the start and the walk home."""

    track: Track
    segments: tuple[Segment, ...]
    noise: float
    walk_mps: float
    inner: tuple[Segment, ...]

    @classmethod
    def of(
        cls,
        track: Track,
        segments: tuple[Segment, ...],
        noise: float,
        settings: ShapeSettings,
    ) -> _Run:
        walk_mps = _walking_speed(segments, settings)
        inner = _without_walks_around(segments, walk_mps)
        return cls(track, segments, noise, walk_mps, inner)

    def is_walk(self, segment: Segment) -> bool:
        """Return whether a segment was walked."""
        return segment.speed_mps < self.walk_mps

    @property
    def running(self) -> list[Segment]:
        """The inner segments that were not walked."""
        return [segment for segment in self.inner if not self.is_walk(segment)]

    @property
    def walked_frac(self) -> float:
        """Share of the inner part that was walked."""
        total_s = self.inner[-1].end - self.inner[0].start
        running_s = sum(segment.duration_s for segment in self.running)
        return 1 - running_s / total_s

    @property
    def sample_s(self) -> float:
        """Seconds between two samples, in the middle."""
        steps_s = np.diff(self.track.covered_s)
        return median(steps_s) if len(steps_s) else 1.0

    def mean_mps(self, segments: Sequence[Segment]) -> float:
        """Return the mean speed of running; nothing for less than a minute of it."""
        seconds, metres = 0, 0.0
        for segment in segments:
            if not self.is_walk(segment):
                seconds += segment.duration_s
                metres += segment.distance_m
        return metres / seconds if seconds >= 60 else 0.0

    def running_mps(self, start: int, end: int) -> Column:
        """Return the speeds of a stretch without short walks and standing starts."""
        kept = np.zeros(len(self.track), dtype=bool)
        kept[start:end] = True
        for segment in self.segments:
            is_break = segment.duration_s < BREAK_SHARE * (end - start)
            if self.is_walk(segment) and is_break:
                kept[segment.start : segment.end] = False
            elif segment.rest_s:
                kept[segment.start : segment.start + SETTLING_S] = False
        running = self.track.adjusted_mps[kept]
        if len(running) >= LEAST_S:
            return running
        return self.track.adjusted_mps[start:end]


@dataclass(frozen=True, slots=True)
class _Call:
    """A name for a run, how sure it is, and how likely it was a progression."""

    kind: Kind
    probability: float
    progression: float


class _Judge:
    """Asks the questions, in the order of a coach."""

    def __init__(self, run: _Run, settings: ShapeSettings) -> None:
        self.run, self.settings = run, settings
        self.block = block_of(
            run, self.bouts_by_border, settings, settings.shortest_block_s
        )
        self.core = self._core()
        self.running_mps = run.running_mps(*self.core)
        self.trend = trend_of(self.running_mps, run.noise)
        self.repetitions = repetitions_of(
            run.inner, run.is_walk, run.sample_s, settings
        )
        self.is_too_fast = self._is_too_fast()
        self.lifts = self.trend.probability(settings)

    @cached_property
    def bouts_by_border(self) -> list[list[Bout]]:
        """The bouts above every border between two speeds of the run."""
        return [
            bouts_above(self.run.inner, border, DRINK)
            for border in borders_of([s.level for s in self.run.running])
        ]

    def session(self) -> Session:
        """Return what the run was: the first question answered with yes names it."""
        questions = (
            self._too_fast,
            self._hills,
            self._called_fartlek,
            self._intervals,
            self._walked,
            self._walk_run,
            self._too_noisy,
            self._tempo_block,
            self._progression,
            self._fade,
            self._race,
            self._surges,
        )
        answers = (question() for question in questions)
        call = next((answer for answer in answers if answer is not None), None)
        if call is None:
            lifts = self._doubted
            call = _Call(Kind.STEADY, 1 - lifts, lifts)
        has_bouts = call.kind in (Kind.INTERVALS, Kind.FARTLEK)
        return Session(
            kind=call.kind,
            probability=call.probability,
            progression=call.progression,
            segments=self.run.segments,
            core=self.core,
            repetitions=self.repetitions if has_bouts else None,
            block=self.block if call.kind is Kind.TEMPO_BLOCK else None,
            trend=self.trend,
            running_mps=self.running_mps,
            walked_frac=self.run.walked_frac,
            is_too_fast=self.is_too_fast,
            is_constant=self._is_constant(),
        )

    def _core(self) -> tuple[int, int]:
        """Return the run without walking around it and without a cool-down.

        A cool-down follows something faster than what came before it: the slow end of
        a run that faded is part of the run.
        """
        settings = self.settings
        start, end = self.run.inner[0].start, self.run.inner[-1].end
        block = self.block or self._push()
        if block is None:
            return start, end
        is_cooldown = (
            block.contrast_log >= settings.cooldown_log
            and block.after_s <= settings.longest_cooldown_s
            and block.after_s <= settings.cooldown_share * len(self.run.track)
        )
        return start, block.bout.end if is_cooldown else end

    def _push(self) -> Block | None:
        """Return a push near the end that easy running follows, if there was one."""
        settings, total_s = self.settings, len(self.run.track)
        push = block_of(
            self.run, self.bouts_by_border, settings, settings.shortest_push_s
        )
        is_push = (
            push is not None
            and push.contrast_log >= settings.clear_push_log
            and push.bout.start >= settings.push_share * total_s
            and push.bout.duration_s >= PUSH_SHARE * push.bout.end
        )
        return push if is_push else None

    # --- The questions ---------------------------------------------------------------

    def _too_fast(self) -> _Call | None:
        if self.is_too_fast or self.trend.lift > self.settings.largest_lift_log:
            return _Call(Kind.CANNOT_TELL, CLEAR, DOUBTFUL)
        return None

    def _too_noisy(self) -> _Call | None:
        if self.run.noise <= self.settings.noisiest:
            return None
        return _Call(Kind.CANNOT_TELL, UNCLEAR, DOUBTFUL)

    def _walked(self) -> _Call | None:
        if median(self.run.track.speed_mps) >= self.settings.walked_mps:
            return None
        return _Call(Kind.WALK_RUN, CLEAR, (1 - CLEAR) * self.lifts)

    def _hills(self) -> _Call | None:
        track, settings = self.run.track, self.settings
        rise_m = float((np.maximum(track.grade_frac, 0) * track.speed_mps).sum())
        if rise_m <= max(settings.hilly_climb * track.total_m, settings.hilly_m):
            return None
        count = max(len(track) // 30, 2)
        speed = np.log(np.maximum(cell_means(track.speed_mps, count), 0.5))
        grade = np.maximum(cell_means(track.grade_frac, count), LEAST_HELPFUL_GRADE)
        if float(speed.std()) < settings.hilly_spread or not np.ptp(grade):
            return None
        if float(np.corrcoef(speed, grade)[0, 1]) >= settings.hilly_correlation:
            return None
        return _Call(Kind.HILLS, CLEAR, (1 - CLEAR) * self.lifts)

    def _intervals(self) -> _Call | None:
        found, settings = self.repetitions, self.settings
        if found is None:
            return None
        builds = self.lifts > 0.6 and self.trend.rising_frac > 0.8
        walks = self.run.walked_frac > MOSTLY_WALKED
        needed = settings.repetition_evidence
        if names_intervals(self.run.track.title):
            needed -= settings.named_evidence
        elif (builds or walks) and not found.is_clockwork:
            needed = settings.clear_evidence
        if found.evidence < needed:
            return None
        sure = logistic(found.evidence, (settings.repetition_evidence, EVIDENCE_WIDTH))
        return _Call(Kind.INTERVALS, sure, (1 - sure) * self.lifts)

    def _walk_run(self) -> _Call | None:
        settings = self.settings
        start, end = self.run.inner[0].start, self.run.inner[-1].end
        breaks = [
            segment
            for segment in self.run.inner
            if self.run.is_walk(segment) and segment.duration_s >= settings.walk_break_s
        ]
        late_s = sum(s.duration_s for s in breaks if s.start > (start + end) / 2)
        walked_s = sum(segment.duration_s for segment in breaks)
        if (
            self.run.walked_frac < settings.walk_run_share
            or len(breaks) < settings.walk_run_breaks
            or (
                late_s > settings.late_walks * walked_s
                and len(breaks) < settings.many_breaks
            )
        ):
            return None
        return _Call(Kind.WALK_RUN, UNCLEAR, (1 - UNCLEAR) * self.lifts)

    def _tempo_block(self) -> _Call | None:
        sure, lifts = self._block_probability(), self._doubted
        if sure < 0.5 or lifts > self.settings.doubt[1]:
            return None
        return _Call(Kind.TEMPO_BLOCK, sure, lifts)

    def _progression(self) -> _Call | None:
        lifts = self._doubted
        if lifts <= self.settings.doubt[1]:
            return None
        return _Call(Kind.PROGRESSION, lifts, lifts)

    def _fade(self) -> _Call | None:
        trend, settings = self.trend, self.settings
        bound = settings.race_fade_log if self._is_called_race else settings.fade_log
        if names_an_easy_run(self.run.track.title):
            bound = settings.easy_fade_log
        if (
            trend.fall <= bound
            or trend.lift >= -settings.fade_quarters_log
            or trend.late >= -settings.fade_late_log
            or trend.falling_frac <= settings.falling_frac
        ):
            return None
        return _Call(Kind.FADE, UNCLEAR, self._doubted)

    def _race(self) -> _Call | None:
        within_m = self.settings.race_distance_frac * MARATHON_M
        is_marathon = abs(self.run.track.total_m - MARATHON_M) <= within_m
        if not (is_marathon or self._is_called_race):
            return None
        return _Call(Kind.RACE, UNCLEAR, self._doubted)

    def _called_fartlek(self) -> _Call | None:
        """Return whether the runner says fartlek, and pace did change."""
        if not names_a_fartlek(self.run.track.title):
            return None
        if self.repetitions is not None:
            return _Call(Kind.FARTLEK, UNCLEAR, (1 - UNCLEAR) * self.lifts)
        return self._fartlek(self.settings.named_surges)

    def _surges(self) -> _Call | None:
        return self._fartlek(self.settings.surges)

    def _fartlek(self, fewest: int) -> _Call | None:
        """Return whether there were so many surges without a pattern."""
        run, settings = self.run, self.settings
        if run.sample_s > MOST_SAMPLE_S:
            return None
        running = run.running
        total_s = sum(segment.duration_s for segment in running)
        low, high = settings.surge_shares
        for border in borders_of([segment.level for segment in running]):
            bouts = bouts_above(run.inner, border)
            fast_s = sum(bout.duration_s for bout in bouts)
            shortest_s = min((bout.duration_s for bout in bouts), default=0)
            slow_mps = run.mean_mps([s for s in running if s.level <= border])
            if (
                len(bouts) >= fewest
                and shortest_s >= settings.shortest_surge_s
                and low <= fast_s / total_s <= high
                and slow_mps
                and log(sum(b.distance_m for b in bouts) / fast_s / slow_mps)
                >= settings.surge_log
            ):
                return _Call(Kind.FARTLEK, WEAK, self._doubted)
        return None

    # --- What they ask ---------------------------------------------------------------

    def _is_constant(self) -> bool:
        if len(self.run.segments) > 1:
            return False
        speed_mps = self.run.track.speed_mps
        spread_mps = float(np.ptp(smooth(speed_mps, PACE_WINDOW_S)))
        return spread_mps < self.settings.least_spread * float(speed_mps.mean())

    def _is_too_fast(self) -> bool:
        # Across a rest the ends of two sprints would be one fast minute and a half.
        track = self.run.track
        rests = sorted(rests_of(track, self.settings.rest_s))
        stretches = np.split(track.speed_mps, rests)
        means = [
            smooth(speed_mps, FAST_WINDOW_S)
            for speed_mps in stretches
            if len(speed_mps) >= FAST_WINDOW_S
        ]
        if not means:
            return False
        smooth_mps = np.concatenate(means)
        share = float((smooth_mps > self.settings.fastest_mps).sum()) / len(track)
        return (
            share > self.settings.fastest_share
            or float(smooth_mps.max()) > self.settings.record_mps
        )

    @property
    def _is_called_race(self) -> bool:
        return self.run.track.is_race or names_a_race(self.run.track.title)

    @property
    def _is_called_tempo(self) -> bool:
        return names_a_tempo_run(self.run.track.title)

    @cached_property
    def _doubted(self) -> float:
        """Return how likely the run was a progression, and not a tempo block."""
        lifts = self.lifts * (1 - self._block_probability())
        if self._is_step_by_step() and not self._is_called_tempo:
            lifts = max(lifts, STEP_BY_STEP)
        return min(lifts, DOUBTFUL) if self._ends_in_block() else lifts

    def _is_step_by_step(self) -> bool:
        """Return whether every split was faster, and the last clearly so."""
        start, end = self.core
        clock_mps = self.run.track.speed_mps[start:end]
        splits = [split_speeds(clock_mps, unit) for unit in DistanceUnit]
        least_log = self.settings.step_by_step_log
        return is_step_by_step(splits) and all(
            log(speeds[-1] / speeds[0]) >= least_log
            and log(speeds[-1] / speeds[1]) >= least_log / 2
            for speeds in splits
            if len(speeds) > 2
        )

    def _block_probability(self) -> float:
        """Return how likely a block is the session, not the end of a progression."""
        block, settings = self.block, self.settings
        if block is None:
            return 0.0
        total_s, after_s = len(self.run.track), block.after_s
        if after_s < settings.after_block_s:
            return 0.0
        if self._is_called_tempo:
            return logistic(block.contrast_log, settings.named_block_log)
        if self.lifts >= 0.5:
            inside = trend_of(self.run.running_mps(block.bout.start, block.bout.end))
            builds = (
                inside.lift > settings.building_block_log and inside.rising_frac > 0.8
            ) or (
                inside.lift > settings.slightly_building_log
                and (
                    after_s <= settings.short_after_share * total_s
                    or block.before_s <= settings.short_before_share * block.bout.end
                )
            )
            is_late = (
                block.bout.start >= settings.late_block_share * total_s
                and after_s <= settings.late_after_share * total_s
                and after_s <= settings.late_after_s
            )
            if builds or is_late:
                return 0.0
        return logistic(block.contrast_log, settings.block_log)

    def _bouts_before(self, end: int) -> Iterator[list[Bout]]:
        """Yield the bouts above every border of the segments before a cell."""
        run = self.run
        inside = [segment for segment in run.inner if segment.start < end]
        if len(inside) == len(run.inner):
            yield from self.bouts_by_border
            return
        for border in borders_of([s.level for s in inside if not run.is_walk(s)]):
            yield bouts_above(inside, border, DRINK)

    def _ends_in_block(self) -> bool:
        """Return whether one even, faster block followed easy running, to the end.

        One coach calls that a progression of two steps, another a tempo run that was
        not jogged home.
        """
        run, settings = self.run, self.settings
        start, end = self.core
        inside = [segment for segment in run.inner if segment.start < end]
        low, high = settings.end_block_share
        for *before, last in self._bouts_before(end):
            if last.end != inside[-1].end:
                continue
            easy_mps = run.mean_mps(inside[: last.first])
            if (
                low <= (last.start - start) / (end - start) <= high
                and last.duration_s >= settings.shortest_block_s
                and sum(bout.duration_s for bout in before)
                <= settings.beside_block * last.duration_s
                and easy_mps
                and log(last.speed_mps / easy_mps) >= settings.end_block_log
            ):
                trend = trend_of(run.running_mps(last.start, last.end), run.noise)
                return trend.lift + trend.error < settings.even_block_log
        return False


def _walking_speed(segments: Sequence[Segment], settings: ShapeSettings) -> float:
    """Return the speed below which this runner walked.

    Half of the time that was surely not walked was run faster than the middle speed.
    """
    moving = sorted((s.speed_mps, s.duration_s) for s in segments if s.speed_mps > 1.7)
    half_s = sum(duration for _, duration in moving) / 2
    middle_mps = settings.walk_mps
    for speed, duration in moving:
        middle_mps = speed
        half_s -= duration
        if half_s <= 0:
            break
    return min(settings.walk_mps, settings.walk_share * middle_mps)


def _without_walks_around(
    segments: tuple[Segment, ...], walk_mps: float
) -> tuple[Segment, ...]:
    """Return what lies between the walk to the start and the walk home.

    A short jog outside of such a walk goes with it; one only, or nothing would be left
    of a walk-run.
    """
    first, last = 0, len(segments)
    for jogged_s in (JOG_S, 0):
        while last - first > 1 and segments[first].speed_mps < walk_mps:
            first += 1
        while last - first > 1 and segments[last - 1].speed_mps < walk_mps:
            last -= 1
        if last - first > 2 and jogged_s:
            first += _is_jog_beside_walk(segments[first : first + 2], walk_mps)
        if last - first > 2 and jogged_s:
            last -= _is_jog_beside_walk(segments[last - 2 : last][::-1], walk_mps)
    return segments[first:last]


def _is_jog_beside_walk(pair: Sequence[Segment], walk_mps: float) -> bool:
    jog, walk = pair
    return (
        jog.duration_s <= JOG_S
        and walk.speed_mps < walk_mps
        and walk.duration_s >= WALK_S
    )


def block_of(
    run: _Run,
    bouts_by_border: Sequence[list[Bout]],
    settings: ShapeSettings,
    shortest_s: int,
) -> Block | None:
    """Return the one faster stretch between easier running that stands out most."""
    best: Block | None = None
    weight = 0.0
    for bouts in bouts_by_border:
        main = max(bouts, key=lambda bout: bout.duration_s)
        others_s = sum(bout.duration_s for bout in bouts) - main.duration_s
        if (
            main.duration_s < shortest_s
            or others_s > settings.beside_block * main.duration_s
        ):
            continue
        block = _block(run, main)
        if block.before_s < settings.before_block_s or block.after_s < AFTER_S:
            continue
        if block.contrast_log * main.duration_s**0.5 > weight:
            best, weight = block, block.contrast_log * main.duration_s**0.5
    return best


def _block(run: _Run, bout: Bout) -> Block:
    before, after = run.inner[: bout.first], run.inner[bout.last :]
    sides_mps = [speed for speed in map(run.mean_mps, (before, after)) if speed]
    return Block(
        bout,
        before_s=float(bout.start - run.inner[0].start),
        after_s=float(len(run.track) - bout.end),
        contrast_log=min(
            (log(bout.speed_mps / speed) for speed in sides_mps), default=0.0
        ),
    )
