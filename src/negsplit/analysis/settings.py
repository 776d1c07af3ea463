"""Every bound that the verdict on the shape of a run rests on.

They stand in one record so that a stored verdict can say which bounds it was made
with: :attr:`ShapeSettings.version` changes with any of them, and the diary computes
anew what carries another one.

Unless a comment names a source, a bound is inferred: from what coaches call a run
when they see its curve, checked on recordings of strangers (``docs/verdicts.md`` says
how often that comes out right, and on whom it was measured). Differences of speed are
natural logarithms of ratios, written ``_log``: 0.10 is about 10 %.
"""

from __future__ import annotations

import zlib
from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class ShapeSettings:
    """The bounds of the verdict on the shape; see the comments beside them."""

    # --- What can be judged at all ------------------------------------------------
    # Starts, stops and the first fix of the satellites are most of a shorter run.
    shortest_s: int = 300
    # Means of a minute and a half at 2:50/km: the pace of 800 m in 2:15. More than this
    # share of the run beyond it is a bicycle or a broken position.
    fastest_mps: float = 5.9
    fastest_share: float = 0.04
    # ... and one such mean beyond the world record over 800 m (1:40.91) is enough.
    record_mps: float = 7.93
    # Thirty-second means that differ by so much from one to the next, with no structure
    # found in them, are the errors of the satellites. Variance of log speed times s.
    noisiest: float = 0.35
    # Half-minute means of a whole run within this share of its speed were written by a
    # machine, not measured: a treadmill's belt set once, or a watch that filled a gap.
    least_spread: float = 0.002

    # --- Cutting into segments ----------------------------------------------------
    # Below this a step is a step of walking or a stop; they count as equally slow.
    floor_mps: float = 1.0
    # A cut has to explain this much: (log speed)² times seconds. 20 s of strides at
    # +15 %, a kilometre at +4 % and half an hour at +1.5 % are worth about as much.
    cut_price: float = 0.35
    # ... and, in noisy recordings, this many times what noise alone explains.
    cut_noise: float = 2.0
    # Watches average speed over some 5 to 10 s; a shorter segment is a transient.
    shortest_segment_s: int = 8
    glitch_s: int = 12
    # A standing rest of this length separates what lies on either side.
    rest_s: float = 20.0
    # A crossing: slower for less than this between two stretches of one speed.
    crossing_s: int = 25
    same_speed_log: float = 0.02
    across_speed_log: float = 0.06

    # --- Walking ------------------------------------------------------------------
    # People change from walking to running at about 2 m/s (8:20/km); slow joggers run
    # below that, so walking also is this share of the run's own median.
    walk_mps: float = 1.95
    walk_share: float = 0.75
    # Walking for this share of the run, in so many breaks of this length, is walk-run.
    walk_run_share: float = 0.11
    walk_run_breaks: int = 4
    # Who does this share of the walking in the second half had meant to run it all.
    late_walks: float = 0.75
    # ... unless so many breaks say that the walking was meant.
    many_breaks: int = 10
    walk_break_s: int = 20

    # A run whose middle speed is below this (9:48/km) was walked, or most of it.
    walked_mps: float = 1.7

    # --- Repetitions --------------------------------------------------------------
    # Shorter bouts than this cannot be told from errors, nor can bouts of less than
    # two and a half samples of a recording that writes a sample every few seconds.
    shortest_rep_s: float = 15.0
    samples_a_rep: float = 2.5
    # How much faster than the recoveries around them repetitions are: short ones are
    # sprints, kilometres with floating recoveries differ by 8 %.
    contrast_long_log: float = 0.07
    contrast_minute_log: float = 0.10
    contrast_short_log: float = 0.20
    # Two lengths are the same within this (a lap button, a bend), recoveries within
    # the other: they are not measured out as carefully.
    same_rep_log: float = 0.15
    paired_rep_log: float = 0.13
    same_recovery_log: float = 0.22
    # Easy running around the repetitions: for so long, slower by so much.
    around_s: float = 240.0
    around_log: float = 0.08
    # From this evidence on, bouts are repetitions (see `repetitions._evidence`); from
    # the other on, even when the run as a whole gets faster.
    repetition_evidence: float = 1.15
    clear_evidence: float = 2.8
    # So much less is needed where the run is called intervals.
    named_evidence: float = 0.6
    # Surges without a pattern: so many, so much faster, in this share of the run.
    surges: int = 4
    surge_log: float = 0.13
    shortest_surge_s: int = 20
    # So many where the run is called fartlek.
    named_surges: int = 2
    surge_shares: tuple[float, float] = (0.08, 0.65)

    # --- A tempo block ------------------------------------------------------------
    # A tempo run holds its pace for 20 min (Daniels); a time trial of a mile takes
    # slow runners eight. Shorter than this is a surge.
    shortest_block_s: int = 450
    # A push at the end may be as short as this, and have a cool-down after it.
    shortest_push_s: int = 100
    clear_push_log: float = 0.15
    push_share: float = 0.6
    block_log: tuple[float, float] = (0.070, 0.010)
    # ... of a run that is called a tempo run: easy and threshold are 5 % apart or more.
    named_block_log: tuple[float, float] = (0.045, 0.010)
    # Running before it, and running or walking after it, that make it a block.
    before_block_s: float = 330.0
    after_block_s: float = 120.0
    # Other fast bouts beside it: no more than this share of it.
    beside_block: float = 0.2
    # A block that itself builds by so much is a progression with a warm-up and a
    # cool-down; a little is enough where the cool-down is a small part of the run.
    building_block_log: float = 0.077
    slightly_building_log: float = 0.04
    short_after_share: float = 0.10
    # ... or where what came before it is this part of all until its end: a warm-up.
    short_before_share: float = 0.20
    # A fast end that begins in the second half, with a short cool-down, is the end of
    # a progression and no block.
    late_block_share: float = 0.45
    late_after_share: float = 0.20
    late_after_s: float = 720.0

    # One faster block to the end that begins here and does not build is doubtful.
    end_block_share: tuple[float, float] = (0.15, 0.45)
    end_block_log: float = 0.10
    even_block_log: float = 0.012

    # --- The core: what is left without warm-up walk and cool-down ----------------
    # A cool-down is this much slower than what was run before it, takes at most 20 min
    # (coaches write 10 to 15) and at most this share of the run.
    cooldown_log: float = 0.06
    longest_cooldown_s: float = 1200.0
    cooldown_share: float = 0.35

    # --- A progression ------------------------------------------------------------
    # Even odds and width of: last quarter over first; last quarter over the part from
    # 18 to 50 % (a warm-up is over by then); share of the variance that a curve
    # explains that never falls; last tenth over the median of the rest.
    lift_log: tuple[float, float] = (0.040, 0.010)
    late_log: tuple[float, float] = (0.018, 0.008)
    rising_frac: tuple[float, float] = (0.55, 0.08)
    push_log: tuple[float, float] = (0.095, 0.015)
    # Splits that are all faster have to come to this.
    step_by_step_log: float = 0.04
    # The answer is withheld between these probabilities.
    doubt: tuple[float, float] = (0.03, 0.50)
    # More than from easy running to a sprint: the recording is at fault.
    largest_lift_log: float = 0.60

    # --- A fade -------------------------------------------------------------------
    # How far the best falling curve falls; who races is not slow on purpose.
    fade_log: float = 0.10
    race_fade_log: float = 0.065
    # A run that its runner calls easy may get slower without having faded.
    easy_fade_log: float = 0.20
    fade_quarters_log: float = 0.055
    fade_late_log: float = 0.005
    falling_frac: float = 0.5

    # --- Hills, races -------------------------------------------------------------
    # Climb per distance, and correlation of speed with grade, of a hilly run.
    hilly_climb: float = 0.016
    hilly_correlation: float = -0.39
    # ... and the climb and the spread of log speed that make it one: a bridge is none.
    hilly_m: float = 80.0
    hilly_spread: float = 0.18
    # Within this of a race distance, the longest of which nobody runs by chance.
    race_distance_frac: float = 0.015

    @property
    def version(self) -> int:
        """A number that changes with every bound."""
        return zlib.crc32(repr(astuple(self)).encode())


SHAPE = ShapeSettings()
