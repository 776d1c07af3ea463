"""What is kept of a run so that ten years can be looked at without their streams.

One :class:`Features` is everything that the history of a runner, a list of runs or a
small picture needs of one run; about 2 kB instead of hundreds. All of it follows
from the streams and can be computed again; nothing of it depends on who ran.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.settings import SHAPE

if TYPE_CHECKING:
    from negsplit.analysis.classify import Form
    from negsplit.analysis.shape import Answer
    from negsplit.recording import Column, Finding

# Counted up whenever the same recording would give other features; the bounds of the
# verdict count themselves, so that nobody has to remember them.
_CODE_VERSION = 9
FEATURES_VERSION = _CODE_VERSION * 2**32 + SHAPE.version

# Elapsed times of which the farthest is kept: fine where runs are short, coarse where
# they are long, about 5 % apart, up to a day. [s]
DURATIONS_S: tuple[int, ...] = (
    *range(10, 60, 5),
    *range(60, 120, 10),
    *range(120, 300, 15),
    *range(300, 600, 30),
    *range(600, 1200, 60),
    *range(1200, 3600, 120),
    *range(3600, 7200, 300),
    *range(7200, 14400, 600),
    *range(14400, 21600 + 1, 900),
    28800,
    43200,
    86400,
)
# Distances of which the fastest is kept: those of the track and the road that runners
# name. [m]
DISTANCES_M: tuple[float, ...] = (
    100.0,
    200.0,
    400.0,
    600.0,
    800.0,
    1000.0,
    1200.0,
    1500.0,
    1609.344,
    2000.0,
    3000.0,
    3218.688,
    4000.0,
    5000.0,
    8000.0,
    8046.72,
    10_000.0,
    15_000.0,
    16_093.44,
    20_000.0,
    21_097.5,
    25_000.0,
    30_000.0,
    42_195.0,
    50_000.0,
    100_000.0,
)
# Efforts grade-adjusted, in moving time, with the heart rate that they ended at.
EFFORTS_S: tuple[int, ...] = (120, 180, 300, 480, 720, 1200, 1800, 3600)
# Seconds are counted in cells of speed from 1 to 7 m/s and of heart rate from 60 to
# 220 bpm; the first and last cell hold all that is beyond.
SPEED_EDGES_MPS: Column = np.arange(1.0, 7.0 + 1e-9, 0.05)
HEART_EDGES_BPM: Column = np.arange(60.0, 220.0 + 1e-9, 2.0)
# Settled heart rate is kept by grade-adjusted speed, 9:15/km to 2:50/km.
PULSE_EDGES_MPS: Column = np.arange(1.8, 5.8 + 1e-9, 0.2)
SPARK_CELLS = 100


@dataclass(frozen=True, slots=True)
class Slowdown:
    """How a long run faded, and how it had started.

    Parameters
    ----------
    early_mps, base_mps, slow_mps : float
        Grade-adjusted speed in the first eighth, until the half, and in the slow
        stretch. [m/s]
    start_m, length_m : float
        Where the slow stretch begins and how long it is. [m]
    cost_s : float
        What it took longer than at the speed until the half. [s]
    """

    early_mps: float
    base_mps: float
    slow_mps: float
    start_m: float
    length_m: float
    cost_s: float

    @property
    def slower_frac(self) -> float:
        """How much longer a metre took, as a share."""
        return self.base_mps / self.slow_mps - 1


@dataclass(frozen=True, slots=True)
class RunStep:
    """A step of the plan that the run carried, and how it was run.

    Parameters
    ----------
    effort : str
        The planned effort in words; empty where only a speed was planned.
    low_mps, high_mps : float, optional
        The planned speed. [m/s]
    moving_s, adjusted_mps : float
        As run: moving time, and grade-adjusted speed. [s], [m/s]
    heart_rate_bpm : float, optional
        Mean, where it can be trusted.
    """

    effort: str
    low_mps: float | None
    high_mps: float | None
    moving_s: float
    adjusted_mps: float
    heart_rate_bpm: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """What is kept of a run.

    Parameters
    ----------
    distance_m, elapsed_s, timer_s, moving_s : float
        As in :class:`negsplit.analysis.summary.Summary`.
    speed_mps, adjusted_mps : float
        Mean over moving time, as run and grade-adjusted. [m/s]
    ascent_m, cadence_spm : float, optional
        Where recorded.
    mean_hr_bpm, held_hr_bpm : float, optional
        Mean heart rate, and the highest held for 15 s, where it can be trusted.
    hr_trust_frac : float
        Share of the run with a heart rate that can be trusted.
    decoupling_frac : float, optional
        How much dearer a metre became in heartbeats, second half over first.
    is_progression, form, probability
        The verdict on the shape, as in :class:`negsplit.analysis.shape.Shape`.
    lift_frac, late_lift_frac, smoothness_frac, start_mps, finish_mps : optional
        How it lifted, where the shape could be told.
    halves_ratio, adjusted_halves_ratio : float
        Moving time of the second half of the distance over the first, as run and by
        grade-adjusted speed; below 1 is a negative split.
    fade_frac : float
        Grade-adjusted pace of the last fifth over that of the first, less one.
    slowdown : Slowdown, optional
        Where a long run faded by a quarter or more over 5 km or more.
    is_planned : bool
        Whether the recording carried a workout.
    steps : tuple of RunStep
        Its steps, where they could be found in the run.
    best_m : array, shape of ``DURATIONS_S``
        Farthest in each elapsed time; NaN where the run was shorter. [m]
    best_s, best_start_s, best_climb_m : array, shape of ``DISTANCES_M``
        Fastest over each distance in elapsed time, where it began on the wall clock,
        and how much higher it ended. [s], [s], [m]
    efforts_m, efforts_end_bpm : array, shape of ``EFFORTS_S``
        Farthest grade-adjusted in each moving time, and heart rate at its end.
    speed_seconds, heart_seconds : array
        Moving seconds in every cell of grade-adjusted speed, and of heart rate.
    late_mps, late_hr_bpm, late_hours : float, optional
        Mean grade-adjusted speed, heart rate and time run beyond ten minutes, of
        what came after ten minutes.
    pulse_mps, pulse_bpm, pulse_seconds, pulse_hours : array
        In every cell of speed: mean speed, heart rate that had settled, for how long
        it was seen, and how long the run had lasted by then.
    spark_mps : array, shape (100,)
        Speed in a hundred equal parts of moving time.
    findings : tuple of Finding
        Every repair and every doubt.
    """

    distance_m: float
    elapsed_s: float
    timer_s: float
    moving_s: float
    speed_mps: float
    adjusted_mps: float
    ascent_m: float | None
    cadence_spm: float | None
    mean_hr_bpm: float | None
    held_hr_bpm: float | None
    hr_trust_frac: float
    decoupling_frac: float | None
    is_progression: Answer
    form: Form
    probability: float
    lift_frac: float | None
    late_lift_frac: float | None
    smoothness_frac: float | None
    start_mps: float | None
    finish_mps: float | None
    halves_ratio: float
    adjusted_halves_ratio: float
    fade_frac: float
    slowdown: Slowdown | None
    is_planned: bool
    steps: tuple[RunStep, ...]
    best_m: Column
    best_s: Column
    best_start_s: Column
    best_climb_m: Column
    efforts_m: Column
    efforts_end_bpm: Column
    speed_seconds: Column
    heart_seconds: Column
    late_mps: float | None
    late_hr_bpm: float | None
    late_hours: float | None
    pulse_mps: Column
    pulse_bpm: Column
    pulse_seconds: Column
    pulse_hours: Column
    spark_mps: Column
    findings: tuple[Finding, ...]
