"""Runs of the past made to order: what is kept of them, as a test wants it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from itertools import count

import numpy as np

from negsplit.analysis.clean import clean
from negsplit.analysis.features import Features, features_of
from negsplit.history.ability import Ability
from negsplit.history.past_run import PastRun
from synthetic_runs import Piece, run

_NUMBERS = count(1)


@cache
def kept(*pieces: Piece, bpm: float | None = None) -> Features:
    """Return what is kept of a run without noise, at a heart rate that hardly moves."""
    seconds = round(sum(piece[0] for piece in pieces))
    heart = None if bpm is None else np.resize([bpm - 0.5, bpm + 0.5], seconds)
    recording = run(list(pieces), noise=0.0, heart_rate_bpm=heart)
    return features_of(recording, clean(recording))


def past(day: date, features: Features, **said: object) -> PastRun:
    """Return a run of a day, at seven in the morning."""
    started_at = datetime(day.year, day.month, day.day, 7, tzinfo=UTC)
    made = PastRun(next(_NUMBERS), started_at, "", features)
    return replace(made, **said)  # type: ignore[arg-type]  # as the caller names them


def ability(vdot_ml_kg_min: float = 50.0, **more: object) -> Ability:
    """Return an ability whose VDOT is known within two."""
    made = Ability(
        date(2024, 1, 1),
        vdot_ml_kg_min,
        vdot_ml_kg_min - 2,
        vdot_ml_kg_min + 2,
        4.0,
        3.9,
        4.1,
        20,
        is_at_least=False,
    )
    return replace(made, **more)  # type: ignore[arg-type] # any field
