"""Which samples belong to a run by their time, and what its clock did meanwhile.

A watch that has just been switched on may know its time from the last run, or from
1989, until satellites say better; a phone may be set while it records. Stamps then
jump by hours. In the file's order the samples fall into groups between such jumps, and
the longest group in a session of the device, else the longest, has the right time:

* a few samples in a group of their own are dropped, so that the start is not theirs;
* a clock that went back, or ahead by more than anyone rests, is closed: the group is
  moved so that it touches its neighbour;
* a rest of hours stays what it is, unless the device's own duration says that there
  was none, and no stop of the watch that there was one.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from negsplit.recording import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from negsplit.recording import Column, Mask

    Span = tuple[float, float]

# Clocks are wrong by hours, as zones are, or by years. A step back by less is samples
# out of order, or a block that was written twice.
_JUMP_S = 3590.0
# Nobody who rests for longer goes on with the same run.
_LONGEST_REST_S = 86_400.0
# So few samples, and so small a share of all, are no part of a run worth keeping.
_FEW, _FEW_FRAC = 10, 0.02
# How exact a session is about when it began and ended.
_NEAR_S = 60.0
# Of a rest, so much has to lie between a stop of the watch and the start after it.
_STOPPED_FRAC = 0.9


@dataclass(frozen=True, slots=True)
class Clock:
    """What to do with the stamps of a run.

    Parameters
    ----------
    keep : array of bool, shape (n,)
        The samples whose time can be used.
    shift_s : array, shape (n,)
        What to add to the stamp of each sample. [s]
    findings : tuple of Finding
        What was dropped or closed.
    """

    keep: Mask
    shift_s: Column
    findings: tuple[Finding, ...]

    @property
    def is_moved(self) -> bool:
        """Whether any stamp is to be changed."""
        return bool(self.shift_s.any())


@dataclass(frozen=True, slots=True)
class _Group:
    """Samples between two jumps of the clock."""

    first: int
    end: int
    start_s: float
    end_s: float

    @property
    def size(self) -> int:
        return self.end - self.first

    def hours_from(self, other: _Group) -> bool:
        """Return whether hours lie between this group and another."""
        ahead_s = max(self.start_s - other.end_s, other.start_s - self.end_s)
        return ahead_s > _JUMP_S

    def is_in(self, spans: Sequence[Span]) -> bool:
        """Return whether a session holds it."""
        return any(
            start - _NEAR_S <= self.start_s and self.end_s <= end + _NEAR_S
            for start, end in spans
        )


def clock_of(
    stamps: Column, spans: Sequence[Span] = (), stopped: Sequence[Span] = ()
) -> Clock:
    """Return which stamps can be used, and what has to be added to them.

    Parameters
    ----------
    stamps : array, shape (n,)
        In the file's order, all of them numbers. [s]
    spans : sequence of (float, float)
        Beginning and end of each session on the wall clock, as the device says. [s]
    stopped : sequence of (float, float)
        When the watch was stopped and started again. [s]
    """
    keep = np.ones(len(stamps), bool)
    shift_s = np.zeros(len(stamps))
    jumps = np.flatnonzero(np.abs(np.diff(stamps)) > _JUMP_S)
    if not len(jumps):
        return Clock(keep, shift_s, ())
    groups = _groups(stamps, jumps)
    main = max(groups, key=lambda group: (group.is_in(spans), group.size))
    few = max(_FEW, int(_FEW_FRAC * len(stamps)))
    for at, group in enumerate(groups):
        is_far = group.hours_from(main) and not group.is_in(spans)
        if is_far and group.size <= few and not _is_between(groups, at):
            keep[group.first : group.end] = False
    kept = [group for group in groups if keep[group.first]]
    findings = _dropped(int((~keep).sum()))
    findings += _close(kept, kept.index(main), shift_s, (spans, stopped))
    return Clock(keep, shift_s, tuple(findings))


def _groups(stamps: Column, jumps: NDArray[np.intp]) -> list[_Group]:
    edges = [0, *(jumps + 1).tolist(), len(stamps)]
    return [
        _Group(first, end, float(inside.min()), float(inside.max()))
        for first, end in pairwise(edges)
        if len(inside := stamps[first:end])
    ]


def _is_between(groups: list[_Group], at: int) -> bool:
    """Return whether a group has its place in time between those beside it."""
    if not 0 < at < len(groups) - 1:
        return False
    before, group, after = groups[at - 1 : at + 2]
    return before.end_s <= group.start_s and group.end_s <= after.start_s


def _dropped(number: int) -> list[Finding]:
    if not number:
        return []
    noun = "sample" if number == 1 else "samples"
    message = f"{number} {noun} with a time hours from the run were left out"
    return [Finding("samples-dropped", Severity.WARNING, message)]


def _close(
    groups: list[_Group],
    home: int,
    shift_s: Column,
    said: tuple[Sequence[Span], Sequence[Span]],
) -> list[Finding]:
    """Move groups to their neighbours where the clock was set, main group first."""
    spans, stopped = said
    findings = []
    for at in (*range(home + 1, len(groups)), *range(home - 1, -1, -1)):
        group, is_later = groups[at], at > home
        nearer = groups[at - 1] if is_later else groups[at + 1]
        moved_s = _missing(group, nearer, shift_s, is_later=is_later)
        rest = (
            (nearer.end_s, group.start_s) if is_later else (group.end_s, nearer.start_s)
        )
        is_held = not spans or group.is_in(spans)
        if abs(moved_s) > _JUMP_S and not _is_rest(rest, stopped, is_held=is_held):
            shift_s[group.first : group.end] = moved_s
            findings.append(_closed(moved_s))
    return findings


def _is_rest(rest: Span, stopped: Sequence[Span], *, is_held: bool) -> bool:
    """Return whether a jump is time that went by."""
    start, end = rest
    if not 0 < end - start <= _LONGEST_REST_S:
        return False
    least_s = _STOPPED_FRAC * (end - start)
    return is_held or any(
        min(end, until) - max(start, since) >= least_s for since, until in stopped
    )


def _missing(
    group: _Group, nearer: _Group, shift_s: Column, *, is_later: bool
) -> float:
    """Return what to add to a group so that it touches the one nearer to the main."""
    by_s = float(shift_s[nearer.first])
    step_s = (nearer.end_s - nearer.start_s) / max(nearer.size - 1, 1)
    if is_later:
        return nearer.end_s + by_s + step_s - group.start_s
    return nearer.start_s + by_s - step_s - group.end_s


def _closed(moved_s: float) -> Finding:
    way = "back" if moved_s > 0 else "ahead"
    hours = abs(moved_s) / 3600
    by = f"{hours:.1f} h" if hours < 48 else f"{hours / 24:.0f} days"
    message = f"the clock was set {way} by {by} during the run; closed"
    return Finding("clock", Severity.WARNING, message)
