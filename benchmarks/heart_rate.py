"""How well heart rate is foretold on runs that come later.

    python benchmarks/heart_rate.py DIR...

Each DIR holds the recordings of one runner (FIT, TCX or GPX). The runs are put in
order of time; from the sixth on each is predicted from the ones before it. Printed is
the mean over runs of the mean absolute error in bpm over the whole run: of the
calibration, of the runner's mean heart rate so far, and of a straight line on speed.
"Rest" is that of the calibration after the first ten minutes, "rest, day" the same
moved by what the day adds as those minutes show. "Split" is the calibration made once,
on the first 60 % of the runs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from negsplit import formats
from negsplit.analysis.clean import Track, clean
from negsplit.analysis.heart import trust_in_heart_rate
from negsplit.calibrate.calibration import calibrate, day_offset, predict_heart_rate
from negsplit.calibrate.runs import usable_run
from negsplit.errors import NegsplitError
from negsplit.physiology.kinetics import DRIFT_AFTER_S

FEWEST_EARLIER = 5
SPLIT_FRAC = 0.6
SUFFIXES = {".fit", ".tcx", ".gpx"}
# Earlier runs weigh next to nothing (half-life of five runs), and cost time.
MOST_EARLIER = 25
NAMES = (
    "calibrated", "mean", "line", "rest", "rest, day", "split", "split mean",
    "split line",
)  # fmt: skip

Column = NDArray[np.float64]
Predictor = Callable[[Track], Column]


def runs_in(folder: Path) -> list[Track]:
    """Return the usable runs of a folder, oldest first, each once."""
    found: dict[tuple[datetime, int], Track] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in SUFFIXES:
            continue
        try:
            recording = formats.read(path.read_bytes())
            track = clean(recording)
        except NegsplitError:
            continue
        sport = recording.sport.lower()
        if (not sport or "run" in sport) and usable_run(track) is not None:
            found.setdefault((recording.started_at, round(track.total_m)), track)
    return [track for _, track in sorted(found.items(), key=lambda item: item[0][0])]


def trusted(track: Track) -> Column:
    return np.where(trust_in_heart_rate(track).usable, track.heart_rate_bpm, np.nan)


def calibrated(earlier: Sequence[Track]) -> Predictor:
    calibration = calibrate(earlier)
    return lambda track: predict_heart_rate(calibration, track)


def mean(earlier: Sequence[Track]) -> Predictor:
    value = float(np.nanmean(np.concatenate([trusted(t) for t in earlier])))
    return lambda track: np.full(len(track), value)


def line(earlier: Sequence[Track]) -> Predictor:
    heart = np.concatenate([trusted(t) for t in earlier])
    speed = np.concatenate([t.adjusted_mps for t in earlier])
    known = np.isfinite(heart) & np.isfinite(speed)
    slope, offset = np.polyfit(speed[known], heart[known], 1)
    return lambda track: offset + slope * track.adjusted_mps


def error(predictor: Predictor, track: Track) -> float:
    return float(np.nanmean(np.abs(predictor(track) - trusted(track))))


def errors_of_rest(predictor: Predictor, track: Track) -> tuple[float, float]:
    """Return the error after ten minutes, without and with what the day adds."""
    expected, measured = predictor(track), trusted(track)
    day = day_offset(expected, measured, np.isfinite(measured)) or 0.0
    miss = (measured - expected)[round(DRIFT_AFTER_S) :]
    if not np.isfinite(miss).any():
        return np.nan, np.nan
    return float(np.nanmean(np.abs(miss))), float(np.nanmean(np.abs(miss - day)))


def errors_of(tracks: list[Track]) -> list[float]:
    """Return the figures of a runner."""
    rolling = []
    for k in range(FEWEST_EARLIER, len(tracks)):
        recent = tracks[max(0, k - MOST_EARLIER) : k]
        own = calibrated(recent)
        predictors = own, mean(tracks[:k]), line(tracks[:k])
        errors = [error(predictor, tracks[k]) for predictor in predictors]
        rolling.append([*errors, *errors_of_rest(own, tracks[k])])
    cut = max(FEWEST_EARLIER, round(SPLIT_FRAC * len(tracks)))
    once = []
    for make in (calibrated, mean, line):
        predictor = make(tracks[:cut])
        once.append(float(np.mean([error(predictor, t) for t in tracks[cut:]])))
    return [*np.nanmean(rolling, axis=0).tolist(), *once]


def row(name: str, runs: int, figures: Sequence[float]) -> None:
    below = 1 - figures[0] / min(figures[1:3])
    numbers = "".join(f"{figure:11.2f}" for figure in figures)
    print(f"{name:24}{runs:5}{numbers}{below:9.0%}", flush=True)


def main(folders: list[Path]) -> None:
    print(f"{'runner':24}{'runs':>5}{''.join(f'{n:>11}' for n in NAMES)}    below")
    rows = []
    for folder in folders:
        tracks = runs_in(folder)
        if len(tracks) <= FEWEST_EARLIER:
            print(f"{folder.name:24}{len(tracks):5}  too few runs")
            continue
        rows.append(errors_of(tracks))
        row(folder.name, len(tracks), rows[-1])
    if rows:
        row("mean over runners", len(rows), np.mean(rows, axis=0).tolist())
        row("median runner", len(rows), np.median(rows, axis=0).tolist())


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("give the folder of each runner's recordings")
    main([Path(argument) for argument in sys.argv[1:]])
