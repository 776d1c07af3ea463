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
    from negsplit.analysis.clean import Track
    from negsplit.recording import Mask

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


def trust_in_heart_rate(track: Track) -> Trust:
    """Return which heart-rate samples can be trusted."""
    usable = np.isfinite(track.heart_rate_bpm)
    findings: list[Finding] = []
    locked = _locked(track)
    if locked.any():
        findings.append(_lock_finding(track, locked))
        usable &= ~locked
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
    return len(true_runs(np.nan_to_num(change) > JUMP_BPM))


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
