"""What heart rate tells, and when it cannot be trusted.

Optical sensors at the wrist fail in known ways: they lock on to the cadence of the
arm, and they lag and read too low in the first minutes or in the cold. A number that
rests on such stretches is not a measurement; each fault is therefore a finding, and
the cells it covers are left out of the dose.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.masks import true_runs
from negsplit.recording import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from negsplit.analysis.clean import Track
    from negsplit.recording import Column, Mask

# Below and above this nobody's heart beats who runs.
HUMAN_BPM = (30.0, 240.0)
# Inferred: a rate that rises by this much within five seconds, or by 4 bpm in each
# second between samples that are further apart, and is back within the time in which
# a heart rate counts as held, is a fault of the sensor. A sprint of ten seconds raises
# the rate by less, and the rate stays up for half a minute.
SPIKE_BPM = 20.0
SPIKE_RISE_S = 5.0
SPIKE_BPM_PER_S = 4.0

# Heart rate follows effort with a time constant of 24 s on the way up (De Smet et
# al., as used by the sweat library): after three of them 95 % of a step has shown.
LAG_S = 72
# Inferred: a heart rate within this of the cadence for this long is the cadence. A
# heart really can beat at 172 while the feet do; it does not stay within 2 for three
# minutes while cadence moves.
LOCK_BPM = 2.0
LOCK_S = 180
# Inferred: hearts do not jump by this much within five seconds.
JUMP_BPM = 25.0
JUMP_S = 5
# A heart rate counts as reached when it is held this long; a spike is shorter.
HELD_S = 15
# An optical sensor that has not found the pulse reads some 50 bpm too low, for up to
# half a run, and is right from one minute to the next. Inferred: a rise by this much
# that stays, more than the speed explains, is the sensor's. Runners' rates rise by 20
# to 40 bpm for each m/s; more than that is allowed for.
LOW_START_BPM = 25.0
LOW_START_SIDE_S = 120
LOW_START_RISE_S = 30
LOW_START_FROM_S = 240
LOW_START_UNTIL_FRAC = 0.7
BPM_PER_MPS = 40.0
# The bound below which a run is called aerobically well supported (Friel, as a rule
# of thumb; not verified).
GOOD_DECOUPLING = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Trust:
    """Which heart-rate cells can be used, and why others cannot."""

    usable: Mask
    findings: tuple[Finding, ...]

    @property
    def share_frac(self) -> float:
        """Share of the run with a usable heart rate."""
        return float(self.usable.mean()) if len(self.usable) else 0.0


def credible_heart_rate(time_s: Column, bpm: Column) -> tuple[Column, list[Finding]]:
    """Return heart rates that a heart can have, the others as gaps, and what went.

    Parameters
    ----------
    time_s : array, shape (n,)
        When they were measured, rising. [s]
    bpm : array, shape (n,)
        As recorded. [beats/min]
    """
    low, high = HUMAN_BPM
    known = np.isfinite(bpm)
    human = known & (bpm >= low) & (bpm <= high)
    values = np.where(human, bpm, np.nan)
    findings = []
    if wrong := int((known & ~human).sum()):
        what = f"{_samples(wrong)} no heart has; left out"
        findings.append(Finding("heart rate", Severity.NOTE, what))
    if human.sum() > 60 and float(np.ptp(values[human])) == 0:
        what = f"heart rate is {values[human][0]:.0f} bpm throughout: not measured"
        findings.append(Finding("heart rate", Severity.WARNING, what))
        return np.full_like(values, np.nan), findings
    at = np.flatnonzero(human)
    spikes = at[_spikes(time_s[at], values[at])]
    if len(spikes):
        highest = np.nanmax(values[spikes])
        values[spikes] = np.nan
        what = (
            f"heart rate jumps up to {highest:.0f} bpm for seconds, "
            f"{_samples(len(spikes))}; left out"
        )
        findings.append(Finding("heart rate", Severity.NOTE, what))
    return values, findings


def _samples(number: int) -> str:
    return f"{number} {'sample' if number == 1 else 'samples'}"


def _spikes(time_s: Column, bpm: Column) -> Mask:
    """Return the samples that jump up and come back within seconds."""
    spikes = np.zeros(len(bpm), bool)
    # Most runs rise by less from any sample to those after it: nothing is to be found.
    steps = range(1, min(int(SPIKE_RISE_S) + 1, len(bpm)))
    if not any((bpm[step:] - bpm[:-step]).max() >= SPIKE_BPM for step in steps) and (
        len(bpm) < 3 or bpm[0] - bpm[1:].min() < SPIKE_BPM
    ):
        return spikes
    level = _level(time_s, bpm)
    if bpm[0] - level >= SPIKE_BPM:
        # Before the first sample the rate was about what it soon was.
        ahead_s = np.arange(-SPIKE_RISE_S, 0)
        spikes = _spikes_inside(
            np.concatenate([time_s[0] + ahead_s, time_s]),
            np.concatenate([np.full(len(ahead_s), level), bpm]),
        )
        return spikes[len(ahead_s) :]
    return _spikes_inside(time_s, bpm)


def _level(time_s: Column, bpm: Column) -> float:
    """Return the heart rate soon after the beginning of a run, spikes over."""
    first, last = np.searchsorted(time_s, time_s[0] + np.array([HELD_S, 4 * HELD_S]))
    return float(np.median(bpm[first:last])) if last > first else float(np.median(bpm))


def _spikes_inside(time_s: Column, bpm: Column) -> Mask:
    spikes = np.zeros(len(bpm), bool)
    reach = np.searchsorted(time_s, time_s + SPIKE_RISE_S, side="right") - 1
    reach = np.minimum(np.maximum(reach, np.arange(len(bpm)) + 1), len(bpm) - 1)
    needed = np.maximum(SPIKE_BPM, SPIKE_BPM_PER_S * (time_s[reach] - time_s))
    needed[reach - np.arange(len(bpm)) > 1] = SPIKE_BPM
    for start, end in _excursions(
        time_s, bpm, np.flatnonzero(bpm[reach] - bpm >= needed)
    ):
        above = bpm[start:end] >= min(bpm[start - 1], bpm[end]) + SPIKE_BPM / 2
        spikes[start:end] |= above
    return spikes


def _excursions(
    time_s: Column, bpm: Column, rises: NDArray[np.intp]
) -> Iterator[tuple[int, int]]:
    """Yield the samples from behind each rise to where the rate is back."""
    done = 0
    for rise in rises.tolist():
        if rise < done:
            continue
        level = bpm[rise] + SPIKE_BPM / 2
        last = int(
            np.searchsorted(time_s, time_s[rise] + HELD_S + SPIKE_RISE_S, side="right")
        )
        above = np.flatnonzero(bpm[rise + 1 : last] >= bpm[rise] + SPIKE_BPM)
        if not len(above):
            continue
        first = rise + 1 + int(above[0])
        back = np.flatnonzero(bpm[first:last] < level)
        if len(back):
            done = first + int(back[0])
            yield rise + 1, done


def trust_in_heart_rate(track: Track) -> Trust:
    """Return which heart-rate samples can be trusted."""
    usable = np.isfinite(track.heart_rate_bpm)
    findings: list[Finding] = []
    locked = _locked(track)
    if locked.any():
        findings.append(_lock_finding(track, locked))
        usable &= ~locked
    low = _low_start(track)
    if low is not None:
        findings.append(low.finding(track))
        usable[: low.cells] = False
    jumps = _jumps(track)
    if jumps:
        places = "place" if jumps == 1 else "places"
        findings.append(
            Finding(
                "heart rate",
                Severity.NOTE,
                f"heart rate jumps by more than {JUMP_BPM:.0f} bpm at {jumps} {places}",
            )
        )
    return Trust(usable, tuple(findings))


@dataclass(frozen=True, slots=True)
class _LowStart:
    """A sensor that read too low at first: for so many cells, by so much."""

    cells: int
    low_bpm: float

    def finding(self, track: Track) -> Finding:
        return Finding(
            "low start",
            Severity.WARNING,
            f"for the first {self.cells / 60:.0f} min heart rate is about "
            f"{self.low_bpm:.0f} bpm too low: it then jumps while the pace stays; "
            "left out",
            float(track.elapsed_s[0]),
            float(track.elapsed_s[self.cells - 1]),
        )


def _low_start(track: Track) -> _LowStart | None:
    """Return where a sensor found the pulse, if it did so late."""
    heart, speed = track.heart_rate_bpm, track.adjusted_mps
    first = LOW_START_FROM_S
    last = min(
        int(LOW_START_UNTIL_FRAC * len(track)),
        len(track) - LOW_START_RISE_S - LOW_START_SIDE_S,
    )
    known = np.isfinite(heart)
    if last <= first or known.mean() < 0.8:
        return None
    filled = heart
    if not known.all():
        filled = np.interp(np.arange(len(heart)), np.flatnonzero(known), heart[known])
    rise = _step(filled, first, last)
    if rise.max() < LOW_START_BPM:
        return None
    rise -= BPM_PER_MPS * np.maximum(_step(speed, first, last), 0.0)
    best = int(rise.argmax())
    if rise[best] < LOW_START_BPM:
        return None
    cells = first + best
    settled = slice(cells + LOW_START_RISE_S, None)
    before = slice(LOW_START_SIDE_S, cells)
    # What was measured before has to be low all along: after a rest it was not.
    faster_mps = max(float(speed[settled].mean() - speed[before].mean()), 0.0)
    low_bpm = float(np.median(filled[settled]) - np.median(filled[before]))
    least = low_bpm - BPM_PER_MPS * faster_mps
    highest = float(np.quantile(filled[before], 0.9))
    if least < LOW_START_BPM or highest > np.quantile(filled[settled], 0.1):
        return None
    return _LowStart(cells + LOW_START_RISE_S, low_bpm)


def _step(column: Column, first: int, last: int) -> Column:
    """Return by how much a column is higher after each cell than before it."""
    side, gap = LOW_START_SIDE_S, LOW_START_RISE_S
    total = np.concatenate([[0.0], np.cumsum(column)])
    sums = total[side:] - total[:-side]
    before = sums[first - side : last - side]
    after = sums[first + gap : last + gap]
    above: Column = (after - before) / side
    return above


def _locked(track: Track) -> Mask:
    near = np.abs(track.heart_rate_bpm - track.cadence_spm) <= LOCK_BPM
    locked = np.zeros(len(track), dtype=bool)
    for start, end in true_runs(near):
        if end - start >= LOCK_S and np.ptp(track.cadence_spm[start:end]) > LOCK_BPM:
            locked[start:end] = True
    return locked


def _lock_finding(track: Track, locked: Mask) -> Finding:
    cells = np.flatnonzero(locked)
    return Finding(
        "cadence lock",
        Severity.WARNING,
        f"for {len(cells) / 60:.0f} min heart rate equals cadence: the sensor at the "
        "wrist followed the arm; left out",
        float(track.elapsed_s[cells[0]]),
        float(track.elapsed_s[cells[-1]]),
    )


def _jumps(track: Track) -> int:
    heart = track.heart_rate_bpm
    if len(heart) <= JUMP_S:
        return 0
    change = np.abs(heart[JUMP_S:] - heart[:-JUMP_S])
    return len(true_runs(change > JUMP_BPM))  # an unknown change is none


def decoupling(track: Track, trust: Trust) -> float | None:
    """Return how much dearer a metre became in heartbeats, second half over first.

    Notes
    -----
    Efficiency is grade-adjusted speed over heart rate; decoupling is the share by
    which it fell from the first half to the second. It means little in a run that
    changes its pace: it is reported for even runs and long runs.
    """
    if trust.share_frac < 0.5:
        return None
    halves = np.array_split(np.arange(len(track)), 2)
    efficiency = []
    for half in halves:
        cells = half[trust.usable[half]]
        if not len(cells):
            return None
        efficiency.append(
            track.adjusted_mps[cells].mean() / track.heart_rate_bpm[cells].mean()
        )
    if efficiency[0] <= 0:  # no metre was made while the heart was measured
        return None
    return float(1 - efficiency[1] / efficiency[0])


def held_heart_rate(track: Track, usable: Mask) -> float | None:
    """Return the highest heart rate that a run held for :data:`HELD_S`."""
    heart = np.where(usable, track.heart_rate_bpm, -np.inf)
    if len(heart) < HELD_S:
        return None
    lowest = heart
    reach = 1
    while reach < HELD_S:  # the least of so many neighbours, by doubling
        step = min(reach, HELD_S - reach)
        lowest = np.minimum(lowest[:-step], lowest[step:])
        reach += step
    highest = float(lowest.max())
    return highest if np.isfinite(highest) else None


def highest_heart_rate(track: Track, trust: Trust) -> float:
    """Return the highest heart rate: of a sample, where all of them can be trusted."""
    heart = track.heart_rate_bpm[trust.usable]
    is_whole = len(heart) == int(np.isfinite(track.heart_rate_bpm).sum())
    if track.highest_bpm is not None and is_whole:
        return track.highest_bpm
    return float(heart.max())


def seconds_at_or_above(track: Track, trust: Trust, bpm: float) -> int:
    """Return for how many seconds of moving time heart rate was at least this."""
    heart = np.where(trust.usable, track.heart_rate_bpm, -np.inf)
    return int((heart >= bpm).sum())


def seconds_in_zones(
    track: Track, trust: Trust, edges_bpm: tuple[float, ...]
) -> tuple[int, ...]:
    """Return seconds below the first edge, between edges, and from the last edge on."""
    heart = track.heart_rate_bpm[trust.usable]
    zones = np.searchsorted(np.asarray(edges_bpm), heart, side="right")
    return tuple(int(n) for n in np.bincount(zones, minlength=len(edges_bpm) + 1))
