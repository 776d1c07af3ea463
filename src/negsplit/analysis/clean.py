"""From a recording to the run that was run.

A recording is samples at odd times, with stops, jumps and gaps. Everything that is
concluded from it is concluded from a :class:`Track`: cells of one second each, of
*moving* time, so that every cell weighs the same and a stop weighs nothing.

The way there: put the samples in order; make distance rise; decide for every
interval between two samples whether the runner was running, standing or lost to the
satellites; and read distance, altitude and heart rate off the moving clock. Every
repair is counted and told. The recording itself is never changed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.distance import distance_of, total_differs
from negsplit.analysis.grade import climbed_m, grade_explains_speed, grade_of
from negsplit.analysis.heart import credible_heart_rate
from negsplit.analysis.masks import true_runs
from negsplit.analysis.quantiles import median
from negsplit.errors import MissingInputError
from negsplit.physiology.gradient import gap_factor
from negsplit.recording import BY_HAND, Finding, Pause, Severity, Streams
from negsplit.units import PLAUSIBLE_SPEED_MPS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from negsplit.recording import Column, Mask, Recording

# Inferred from recordings that are at hand, not published:
# Below this, for this long, a runner stands; GPS noise alone makes 0.3 to 0.5 m/s.
STANDING_MPS = 0.6
STANDING_S = 5
# Two samples further apart than this, with no ground covered, are a stopped watch;
# smart recording leaves up to about 20 s between samples of a moving runner.
SILENT_S = 20.0
# Without a sample for longer than this, nobody can say what the runner did.
LOST_S = 600.0
# Faster than anyone runs for longer than this is a vehicle or a broken position.
VEHICLE_S = 30.0
# With more of the run than this lost to it, nothing can be said of its shape.
VEHICLE_SHARE = 0.05
# A clock that is further than this from the rest of the recording is wrong.
CLOCK_FAULT_S = 3 * 86400.0
# A heart-rate sample speaks for the seconds around it, not beyond.
HEART_RATE_HOLD_S = 15.0
# A device's timer this near to the one that follows from pauses and gaps is the same.
TIMER_FRAC = 0.02
TIMER_S = 10.0
# A device's maximum may be of a sample that it did not write, but not much higher than
# those that it wrote: smart recording leaves some 10 s between them. If it is lower,
# the device itself did not believe its highest samples. Inferred.
UNWRITTEN_BPM = 10.0

# An even pace that nobody measured must not count as one that was.
_TYPED = Finding(
    "by-hand", Severity.ERROR, "this run was typed in; only its totals are known"
)
ROUGH_ALTITUDE = Finding(
    "altitude",
    Severity.NOTE,
    "the altitude is too rough to adjust pace for hills; pace is as run",
)


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """A run in cells of one second of moving time.

    Parameters
    ----------
    elapsed_s : array, shape (n,)
        Wall clock in the middle of each cell, since the recording's start. [s]
    distance_m : array, shape (n,)
        Distance at the start of each cell, stops included. [m]
    speed_mps, adjusted_mps : array, shape (n,)
        Speed in the cell, as run and as it would have been on the flat at the same
        effort. [m/s]
    grade_frac : array, shape (n,)
        Rise over run; zero where there is no altitude.
    climbed_m : array, shape (n,)
        Climb by the end of the cell; zero where there is no altitude. [m]
    altitude_m, heart_rate_bpm, cadence_spm, power_w : array, shape (n,)
        NaN where not recorded.
    covered_s, covered_m : array, shape (m,)
        The repaired samples: wall clock since the recording's start, and distance
        covered by then; stops, silence and vehicles cover nothing. [s], [m]
    stops : tuple of Pause
        Where the runner stood or the watch was stopped.
    elapsed_total_s, timer_s : float
        Wall clock from first to last sample; watch running. [s]
    highest_bpm : float, optional
        The highest heart rate that can be believed, of samples while the watch ran.
    findings : tuple of Finding
        Every repair, and every doubt.
    title : str
        What its owner calls the run; empty if nothing.
    is_race : bool
        Whether its owner marked it as a race.
    """

    elapsed_s: Column
    distance_m: Column
    speed_mps: Column
    adjusted_mps: Column
    grade_frac: Column
    climbed_m: Column
    altitude_m: Column
    heart_rate_bpm: Column
    cadence_spm: Column
    power_w: Column
    covered_s: Column
    covered_m: Column
    stops: tuple[Pause, ...]
    elapsed_total_s: float
    timer_s: float
    highest_bpm: float | None
    findings: tuple[Finding, ...]
    title: str = ""
    is_race: bool = False

    def __len__(self) -> int:
        """Return the number of cells, which is the moving time in seconds."""
        return len(self.elapsed_s)

    @property
    def total_m(self) -> float:
        """Distance from start to finish, in metres."""
        return float(self.distance_m[-1] + self.speed_mps[-1]) if len(self) else 0.0

    @property
    def has_altitude(self) -> bool:
        """Whether altitude was recorded."""
        return Streams.has(self.altitude_m)

    @property
    def is_graded(self) -> bool:
        """Whether speed is adjusted for hills: altitude was recorded and believed."""
        return self.has_altitude and ROUGH_ALTITUDE not in self.findings

    def between(self, start_s: float, end_s: float) -> slice:
        """Return the cells of a stretch of wall clock."""
        low, high = np.searchsorted(self.elapsed_s, [start_s, end_s])
        return slice(int(low), int(high))


@dataclass(slots=True)
class _Samples:
    """Samples in order of time, with what was done to them."""

    time_s: Column
    distance_m: Column
    paused: Mask
    order: NDArray[np.intp]
    findings: list[Finding]


def clean(recording: Recording) -> Track:
    """Return the run in cells of one second of moving time.

    Raises
    ------
    MissingInputError
        If there are fewer than two samples, or neither distance nor positions nor
        speed, so that there is no run to look at.
    """
    samples = _in_order(recording)
    kept = _moving(samples)
    track = _cells(recording, samples, kept)
    differs = total_differs(recording, track.total_m, track.elapsed_total_s)
    if differs is None or any(f.message == differs.message for f in track.findings):
        return track
    return replace(track, findings=(*track.findings, differs))


def _in_order(recording: Recording) -> _Samples:
    findings: list[Finding] = []
    if recording.device == BY_HAND:
        findings.append(_TYPED)
    time_s = recording.streams.time_s
    order = _usable_order(time_s, findings)
    if len(order) < 2:
        raise MissingInputError(
            f"the recording holds {len(order)} usable samples; a run needs at least 2"
        )
    paused = _in_pauses(time_s[order], recording.pauses)
    distance = distance_of(recording, order, paused)
    findings += distance.findings
    return _Samples(time_s[order], distance.covered_m, paused, order, findings)


def _usable_order(time_s: Column, findings: list[Finding]) -> NDArray[np.intp]:
    """Return the samples with a time that can be, in order, no time twice."""
    usable = np.isfinite(time_s)
    # Most clocks just run; of those that jump too far some samples are left out below.
    runs_on = len(time_s) > 0 and usable.all() and (np.diff(time_s) > 0).all()
    if runs_on and time_s[-1] - time_s[0] < CLOCK_FAULT_S:
        return np.arange(len(time_s))
    if usable.any():
        centre = median(time_s[usable])
        usable &= np.abs(time_s - centre) < CLOCK_FAULT_S
    order = np.flatnonzero(usable)
    _count(findings, "clock", len(time_s) - len(order), "with an impossible time")
    order = order[np.argsort(time_s[order], kind="stable")]
    _count(
        findings,
        "order",
        int((np.diff(time_s[usable]) < 0).sum()),
        "where time stepped back; put in order",
    )
    last_of_time = np.append(np.diff(time_s[order]) > 0, True)[: len(order)]
    _count(
        findings, "repeat", int((~last_of_time).sum()), "repeated a time; kept the last"
    )
    kept: NDArray[np.intp] = order[last_of_time]
    return kept


def _moving(samples: _Samples) -> _Intervals:
    """Decide what happened between every two samples."""
    paused = samples.paused
    duration_s = np.diff(samples.time_s)
    step_m = np.diff(samples.distance_m)
    speed_mps = step_m / duration_s
    silent = (duration_s > SILENT_S) & (speed_mps < STANDING_MPS)
    lost = duration_s > LOST_S
    for i in np.flatnonzero(lost & ~paused):
        samples.findings.append(
            Finding(
                "gap",
                Severity.WARNING,
                f"nothing was recorded for {duration_s[i] / 60:.0f} min",
                float(samples.time_s[i]),
                float(samples.time_s[i + 1]),
            )
        )
    away = paused | silent | lost
    too_fast = ~away & (speed_mps > PLAUSIBLE_SPEED_MPS[1])
    vehicle = _long_runs(too_fast, duration_s, VEHICLE_S)
    if vehicle.any():
        share = max(
            duration_s[vehicle].sum() / duration_s[~away].sum(),
            step_m[vehicle].sum() / step_m[~away].sum(),
        )
        samples.findings.append(
            Finding(
                "vehicle",
                Severity.ERROR if share > VEHICLE_SHARE else Severity.WARNING,
                f"faster than anyone runs for {duration_s[vehicle].sum():.0f} s: "
                "a vehicle, or a broken position; left out",
                float(samples.time_s[np.argmax(vehicle)]),
            )
        )
    spikes = too_fast & ~vehicle
    if spikes.any():
        _count(samples.findings, "spike", int(spikes.sum()), "jumped; smoothed over")
        typical_mps = _typical(speed_mps, ~away & ~too_fast)
        step_m = np.where(spikes, typical_mps * duration_s, step_m)
    return _Intervals(duration_s, step_m, ~(away | vehicle))


@dataclass(slots=True)
class _Intervals:
    """What lies between every two samples."""

    duration_s: Column
    step_m: Column
    moving: Mask


def _in_pauses(time_s: Column, pauses: tuple[Pause, ...]) -> Mask:
    """Return the intervals that lie for more than half inside a pause."""
    covered = np.zeros(len(time_s) - 1)
    for pause in pauses:
        first = max(int(np.searchsorted(time_s, pause.start_s)) - 1, 0)
        last = int(np.searchsorted(time_s, pause.end_s))
        edges_s = time_s[first : last + 1].clip(pause.start_s, pause.end_s)
        covered[first:last] += np.diff(edges_s)
    return covered > np.diff(time_s) / 2


def _long_runs(mask: Mask, duration_s: Column, at_least_s: float) -> Mask:
    """Keep only the stretches of a mask that last long enough."""
    kept = np.zeros_like(mask)
    for start, end in true_runs(mask):
        if duration_s[start:end].sum() >= at_least_s:
            kept[start:end] = True
    return kept


def _typical(speed_mps: Column, good: Mask) -> Column:
    """Return the speed that the good intervals around each interval suggest."""
    if not good.any():
        return np.zeros_like(speed_mps)
    places = np.arange(len(speed_mps), dtype=float)
    typical: Column = np.interp(places, places[good], speed_mps[good])
    return typical


def _count(findings: list[Finding], check: str, number: int, what: str) -> None:
    if number:
        noun = "sample" if number == 1 else "samples"
        findings.append(Finding(check, Severity.NOTE, f"{number} {noun} {what}"))


def _cells(recording: Recording, samples: _Samples, intervals: _Intervals) -> Track:
    """Read everything off the moving clock, second by second."""
    streams = recording.streams
    covered_m = _covered(intervals)
    clock_s, distance_m, elapsed_s = _moving_clock(samples, intervals, covered_m)
    count = int(clock_s[-1]) if len(clock_s) else 0
    edges = np.arange(count + 1, dtype=float)
    edge_m = np.interp(edges, clock_s, distance_m) if count else np.zeros(1)
    start_s = np.interp(edges[:-1] + 0.5, clock_s, elapsed_s) if count else np.zeros(0)
    speed_mps = np.diff(edge_m)
    keep = ~_standing(speed_mps)
    start_s, speed_mps = start_s[keep], speed_mps[keep]
    at_m = edge_m[:-1][keep]
    sampled = samples.time_s

    at_cells = _Resampling(sampled, start_s)
    order = samples.order
    altitude_m = at_cells(streams.altitude_m[order])
    heart_bpm, heart = credible_heart_rate(sampled, streams.heart_rate_bpm[order])
    samples.findings += heart
    heart_rate_bpm = at_cells(heart_bpm, HEART_RATE_HOLD_S)
    grade_frac = grade_of(at_m, altitude_m)
    adjusted_mps = speed_mps * gap_factor(grade_frac)
    if not grade_explains_speed(speed_mps, adjusted_mps, heart_rate_bpm):
        samples.findings.append(ROUGH_ALTITUDE)
        grade_frac, adjusted_mps = np.zeros_like(grade_frac), speed_mps
    has_altitude = Streams.has(altitude_m)
    return Track(
        elapsed_s=start_s,
        distance_m=at_m,
        speed_mps=speed_mps,
        adjusted_mps=adjusted_mps,
        grade_frac=grade_frac,
        climbed_m=climbed_m(altitude_m) if has_altitude else np.zeros_like(at_m),
        altitude_m=altitude_m,
        heart_rate_bpm=heart_rate_bpm,
        cadence_spm=at_cells(streams.cadence_spm[order], HEART_RATE_HOLD_S),
        power_w=at_cells(streams.power_w[order], HEART_RATE_HOLD_S),
        covered_s=samples.time_s,
        covered_m=covered_m,
        stops=_stops(start_s, sampled),
        elapsed_total_s=float(sampled[-1] - sampled[0]),
        timer_s=_timer(recording, samples, float(len(start_s))),
        highest_bpm=_highest(heart_bpm, samples.paused, recording),
        findings=tuple(samples.findings),
        title=recording.title,
        is_race=recording.is_race,
    )


def _covered(intervals: _Intervals) -> Column:
    """Return the distance covered by the time of each sample."""
    return np.concatenate([[0.0], np.cumsum(intervals.step_m * intervals.moving)])


def _moving_clock(
    samples: _Samples, intervals: _Intervals, covered_m: Column
) -> tuple[Column, Column, Column]:
    """Return moving time, distance and wall clock at the ends of moving intervals.

    A stop is two points with the same moving time; the later one wins for the
    distance, which therefore skips what the counter gained while standing.
    """
    moving = intervals.moving
    clock_s = np.concatenate([[0.0], np.cumsum(intervals.duration_s * moving)])
    touched = np.concatenate([[False], moving]) | np.concatenate([moving, [False]])
    return clock_s[touched], covered_m[touched], samples.time_s[touched]


def _standing(speed_mps: Column) -> Mask:
    """Return the cells in which the runner stood although the watch ran."""
    if len(speed_mps) < STANDING_S:
        return np.full(len(speed_mps), speed_mps.sum() < STANDING_MPS * len(speed_mps))
    smooth = np.convolve(speed_mps, np.full(STANDING_S, 1 / STANDING_S), mode="same")
    return _long_runs(smooth < STANDING_MPS, np.ones_like(smooth), STANDING_S)


@dataclass(frozen=True, eq=False)
class _Resampling:
    """From the times of samples to other times."""

    from_s: Column
    at_s: Column

    def __call__(self, column: Column, hold_s: float = np.inf) -> Column:
        """Return a column at the other times, unknown where no sample is so near."""
        known = np.isfinite(column)
        if not known.any():
            return np.full(len(self.at_s), np.nan)
        is_whole = bool(known.all())
        times = self.from_s if is_whole else self.from_s[known]
        values: Column = np.interp(
            self.at_s, times, column if is_whole else column[known]
        )
        if len(values) and hold_s < np.inf and _has_gap(times, self.at_s, hold_s):
            nearest_s = self._nearest_s if is_whole else _nearest_s(times, self.at_s)
            values[nearest_s > hold_s] = np.nan
        return values

    @cached_property
    def _nearest_s(self) -> Column:
        return _nearest_s(self.from_s, self.at_s)


def _has_gap(times: Column, at_s: Column, hold_s: float) -> bool:
    """Return whether any time can be farther than this from the nearest sample."""
    ends_s = max(times[0] - at_s[0], at_s[-1] - times[-1])
    return bool(ends_s > hold_s or np.diff(times).max(initial=0.0) > 2 * hold_s)


def _nearest_s(times: Column, at_s: Column) -> Column:
    """Return how far the nearest of some times is from others."""
    right = np.clip(np.searchsorted(times, at_s), 0, len(times) - 1)
    left = np.maximum(right - 1, 0)
    nearest: Column = np.minimum(
        np.abs(times[right] - at_s), np.abs(at_s - times[left])
    )
    return nearest


def _timer(recording: Recording, samples: _Samples, moving_s: float) -> float:
    """Return for how long the watch ran: as it says, where that is possible.

    Some formats have no pauses, only the time of each lap; what a watch counted lies
    between the time in motion and the time on the wall.
    """
    duration_s = np.diff(samples.time_s)
    # A watch that recorded nothing for so long was stopped, in formats without pauses.
    own_s = float(duration_s[~samples.paused & (duration_s <= LOST_S)].sum())
    said_s = recording.totals.timer_s
    if said_s is None or own_s <= 0:
        return own_s
    near_s = max(TIMER_S, TIMER_FRAC * said_s)
    if moving_s - near_s <= said_s <= float(duration_s.sum()) + near_s:
        return said_s
    samples.findings.append(
        Finding(
            "timer",
            Severity.NOTE,
            f"the device's timer says {said_s:.0f} s, its samples {own_s:.0f} s; the "
            "samples count",
        )
    )
    return own_s


def _highest(heart_bpm: Column, paused: Mask, recording: Recording) -> float | None:
    """Return the highest heart rate that can be believed."""
    # A sample belongs to the interval before it.
    running = heart_bpm[np.concatenate([[not paused.all()], ~paused])]
    known = running[np.isfinite(running)]
    if not len(known):
        return None
    highest = float(known.max())
    said = recording.totals.highest_bpm
    if said is None or not median(known) <= said <= highest + UNWRITTEN_BPM:
        return highest
    return said


def _stops(elapsed_s: Column, sampled_s: Column) -> tuple[Pause, ...]:
    """Return the jumps of the wall clock between neighbouring cells."""
    if not len(elapsed_s):
        return ()
    edges = np.concatenate([[sampled_s[0] - 0.5], elapsed_s, [sampled_s[-1] + 0.5]])
    jumps = np.flatnonzero(np.diff(edges) > STANDING_S)
    return tuple(Pause(float(edges[i] + 0.5), float(edges[i + 1] - 0.5)) for i in jumps)
