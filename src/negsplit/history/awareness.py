"""Pace awareness: what was intended, what it felt like, what it was.

Three words for all three: easy, moderate, hard. Intended is the effort of each step of
a plan, or its speed; felt is what the runner says of a whole run, from 0 to 10; actual
is grade-adjusted speed against what the runner could do at the time.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from statistics import fmean
from typing import TYPE_CHECKING

from negsplit.history.ability import at
from negsplit.history.effort_minutes import HARD_FROM_FRAC, MODERATE_FROM_FRAC
from negsplit.physiology.daniels import VDOT_RANGE_ML_KG_MIN
from negsplit.physiology.effort import cr10_of_intensity, intensity_of_cr10
from negsplit.physiology.training_paces import intensity_of
from negsplit.workout import Effort, RaceEffort

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from negsplit.analysis.feature_records import RunStep
    from negsplit.history.ability import Ability
    from negsplit.history.past_run import PastRun


class Word(Enum):
    """How hard, in the fewest words."""

    EASY = "easy"
    MODERATE = "moderate"
    HARD = "hard"


# What plans call each; strides, walks and rests are no efforts to be held.
PLANNED_WORDS: dict[Effort | RaceEffort, Word] = {
    **dict.fromkeys((Effort.JOG, Effort.RECOVERY, Effort.EASY), Word.EASY),
    **dict.fromkeys((Effort.STEADY, Effort.MODERATE, Effort.MARATHON), Word.MODERATE),
    **dict.fromkeys(
        (Effort.TEMPO, Effort.THRESHOLD, Effort.HARD, Effort.FAST), Word.HARD
    ),
    RaceEffort.EASY: Word.EASY,
    **dict.fromkeys((RaceEffort.MARATHON, RaceEffort.HALF), Word.MODERATE),
    **dict.fromkeys(
        (
            RaceEffort.K3,
            RaceEffort.K5,
            RaceEffort.K8,
            RaceEffort.K10,
            RaceEffort.K15,
            RaceEffort.MI10,
            RaceEffort.LACTATE_THRESHOLD,
            RaceEffort.CRITICAL_VELOCITY,
            RaceEffort.THRESHOLD,
            RaceEffort.INTERVAL,
        ),
        Word.HARD,
    ),
}
BY_TEXT = {effort.value: word for effort, word in PLANNED_WORDS.items()}
# A step shorter than this says nothing of how it was paced.
SHORTEST_STEP_S = 120.0


@dataclass(frozen=True, slots=True)
class Intended:
    """Steps that were planned as one word, and how they were run.

    ``as_intended``, ``harder`` and ``easier`` count steps.
    """

    word: Word
    as_intended: int
    harder: int
    easier: int
    mean_intensity_frac: float

    @property
    def steps(self) -> int:
        """All steps planned as this."""
        return self.as_intended + self.harder + self.easier


@dataclass(frozen=True, slots=True)
class Felt:
    """Runs that felt like one word, and what they were.

    ``mean_felt_cr10`` is what the runner said; ``mean_actual_cr10`` what most runners
    would say of that pace. ``as_felt``, ``harder`` and ``easier`` count runs whose
    pace was of that word, or of a harder or an easier one.
    """

    word: Word
    runs: int
    as_felt: int
    harder: int
    easier: int
    mean_felt_cr10: float
    mean_actual_cr10: float
    mean_intensity_frac: float


@dataclass(frozen=True, slots=True)
class Awareness:
    """What was intended and what was felt, against what was run."""

    intended: tuple[Intended, ...]
    felt: tuple[Felt, ...]


def awareness_of(runs: Sequence[PastRun], abilities: Sequence[Ability]) -> Awareness:
    """Return how intended, felt and actual effort agree."""
    return Awareness(_intended(runs, abilities), _felt(runs, abilities))


def word_of(intensity_frac: float) -> Word:
    """Return the word for a fraction of VDOT."""
    if intensity_frac < MODERATE_FROM_FRAC:
        return Word.EASY
    return Word.MODERATE if intensity_frac < HARD_FROM_FRAC else Word.HARD


def _intended(
    runs: Sequence[PastRun], abilities: Sequence[Ability]
) -> tuple[Intended, ...]:
    pairs = list(_steps(runs, abilities))
    found = []
    for word in Word:
        fractions = [actual for meant, actual in pairs if meant is word]
        if fractions:
            as_meant, harder, easier = _compared(word, fractions)
            found.append(Intended(word, as_meant, harder, easier, fmean(fractions)))
    return tuple(found)


def _compared(word: Word, fractions: Sequence[float]) -> tuple[int, int, int]:
    """Return how many are of a word, harder, and easier."""
    order = list(Word)
    places = [order.index(word_of(actual)) for actual in fractions]
    own = order.index(word)
    return (
        sum(place == own for place in places),
        sum(place > own for place in places),
        sum(place < own for place in places),
    )


def _steps(
    runs: Sequence[PastRun], abilities: Sequence[Ability]
) -> Iterator[tuple[Word, float]]:
    """Yield the intended word and the actual fraction of VDOT of every step."""
    for run in runs:
        ability = at(abilities, run.day)
        if ability is None or run.fault is not None:
            continue
        for step in run.features.steps:
            meant = _meant(step, ability)
            if meant is not None and step.moving_s >= SHORTEST_STEP_S:
                yield meant, _intensity(step.adjusted_mps, ability)


def _meant(step: RunStep, ability: Ability) -> Word | None:
    if step.effort in BY_TEXT:
        return BY_TEXT[step.effort]
    if step.low_mps is None or step.high_mps is None:
        return None
    return word_of(_intensity((step.low_mps + step.high_mps) / 2, ability))


def _intensity(speed_mps: float, ability: Ability) -> float:
    low, high = VDOT_RANGE_ML_KG_MIN
    return intensity_of(speed_mps, min(max(ability.vdot_ml_kg_min, low), high))


def _felt(runs: Sequence[PastRun], abilities: Sequence[Ability]) -> tuple[Felt, ...]:
    said: dict[Word, list[tuple[float, float]]] = {word: [] for word in Word}
    for run in runs:
        ability = at(abilities, run.day)
        if run.felt_cr10 is None or ability is None or run.fault is not None:
            continue
        actual = _intensity(run.features.adjusted_mps, ability)
        said[word_of(intensity_of_cr10(run.felt_cr10))].append((run.felt_cr10, actual))
    found = []
    for word, pairs in said.items():
        if pairs:
            fractions = [actual for _, actual in pairs]
            as_felt, harder, easier = _compared(word, fractions)
            found.append(
                Felt(
                    word,
                    len(pairs),
                    as_felt,
                    harder,
                    easier,
                    fmean(felt for felt, _ in pairs),
                    fmean(cr10_of_intensity(actual) for actual in fractions),
                    fmean(fractions),
                )
            )
    return tuple(found)
