"""How often the shape verdict is right: on runs made to order, and on real ones.

    python benchmarks/shape_verdicts.py

Made to order are random progressions of every form and random impostors: noise,
hills, stops, warm-ups and cool-downs, intervals, tempo blocks, fades. Real ones are
the labelled recordings, if they lie beside the repository. Printed are precision and
recall of "is a progression", how often the answer was withheld, and the F1 of every
form with its mean.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "support"))

from negsplit import formats  # noqa: E402 - the path comes first
from negsplit.analysis.classify import Form  # noqa: E402 - the path comes first
from negsplit.analysis.clean import clean  # noqa: E402 - the path comes first
from negsplit.analysis.shape import Answer, shape_of  # noqa: E402 - the path comes first
from synthetic_runs import Ground, Piece, run  # noqa: E402 - the path comes first

SHARED = ROOT.parent / "shared" / "recordings"
LABELS = ROOT / "tests" / "reference" / "shape_labels.csv"
RUNS_PER_FORM = 60
Random = np.random.Generator
Maker = Callable[[Random, float, float], list[Piece]]


def thirds(rng: Random, minutes: float, base: float) -> list[Piece]:
    steps = 1 + np.cumsum([0, rng.uniform(0.05, 0.12), rng.uniform(0.05, 0.12)])
    return [(minutes * 20, base * step) for step in steps]


def eighty_twenty(rng: Random, minutes: float, base: float) -> list[Piece]:
    share = rng.uniform(0.74, 0.82)
    lift = rng.uniform(1.1, 1.25)
    return [(minutes * 60 * share, base), (minutes * 60 * (1 - share), base * lift)]


def final_push(rng: Random, minutes: float, base: float) -> list[Piece]:
    share = rng.uniform(0.88, 0.92)
    lift = rng.uniform(1.2, 1.45)
    return [(minutes * 60 * share, base), (minutes * 60 * (1 - share), base * lift)]


def each_faster(rng: Random, minutes: float, base: float) -> list[Piece]:
    lift, steps = rng.uniform(0.1, 0.3), 40
    return [(minutes * 1.5, base * (1 + lift * i / steps)) for i in range(steps)]


def fast_finish(rng: Random, minutes: float, base: float) -> list[Piece]:
    share, total = rng.uniform(0.74, 0.85), (minutes + 50) * 60
    return [(total * share, base), (total * (1 - share), base * rng.uniform(1.1, 1.2))]


def negative_split(rng: Random, minutes: float, base: float) -> list[Piece]:
    half = minutes * 30
    return [(half, base), (half, base * rng.uniform(1.06, 1.14))]


def steady(rng: Random, minutes: float, base: float) -> list[Piece]:
    return [(minutes * 60, base), (20.0, base * rng.uniform(0.99, 1.01))]


def fade(rng: Random, minutes: float, base: float) -> list[Piece]:
    loss, steps = rng.uniform(0.08, 0.3), 40
    return [(minutes * 1.5, base * (1.1 - loss * i / steps)) for i in range(steps)]


def intervals(rng: Random, minutes: float, base: float) -> list[Piece]:
    work, rest = rng.choice([60.0, 90, 180, 240]), rng.uniform(0.5, 1.0)
    count = int(minutes * 36 / (work * (1 + rest)))
    pair = [(work, base * rng.uniform(1.3, 1.6)), (work * rest, base * 0.8)]
    return [(minutes * 12, base), *pair * max(count, 4), (minutes * 9, base * 0.95)]


def fartlek(rng: Random, minutes: float, base: float) -> list[Piece]:
    pieces, left = [(minutes * 10, base)], minutes * 45
    while left > 0:
        surge, calm = rng.uniform(20, 300), rng.uniform(60, 240)
        pieces += [(surge, base * rng.uniform(1.25, 1.5)), (calm, base * 0.97)]
        left -= surge + calm
    return [*pieces, (minutes * 6, base * 0.95)]


def walk_run(rng: Random, minutes: float, base: float) -> list[Piece]:
    pair = [(rng.uniform(150, 400), base), (rng.uniform(40, 120), 1.4)]
    return pair * max(int(minutes * 60 / sum(s for s, _ in pair)), 4)


def tempo(rng: Random, minutes: float, base: float) -> list[Piece]:
    easy = minutes * 60 * rng.uniform(0.1, 0.4)
    return [
        (easy, base),
        (minutes * 60 * rng.uniform(0.3, 0.65), base * rng.uniform(1.18, 1.4)),
        (easy * rng.uniform(0.5, 1.0), base * rng.uniform(0.92, 1.02)),
    ]


PROGRESSIONS: dict[Form, Maker] = {
    Form.THIRDS: thirds,
    Form.EIGHTY_TWENTY: eighty_twenty,
    Form.FINAL_PUSH: final_push,
    Form.EACH_SPLIT_FASTER: each_faster,
    Form.FAST_FINISH_LONG: fast_finish,
    Form.NEGATIVE_SPLIT: negative_split,
}
OTHERS: dict[Form, Maker] = {
    Form.STEADY: steady,
    Form.FADE: fade,
    Form.INTERVALS: intervals,
    Form.FARTLEK: fartlek,
    Form.WALK_RUN: walk_run,
}
MAKERS = PROGRESSIONS | OTHERS
IMPOSTORS: dict[str, Maker] = {"tempo": tempo}


def made(rng: Random, maker: Maker, *, may_cool_down: bool) -> tuple[Form, Answer]:
    """Make one run, with hills, stops and noise, and judge it."""
    minutes, base = rng.uniform(28, 75), rng.uniform(2.4, 3.8)
    pieces = maker(rng, minutes, base)
    if may_cool_down and rng.random() < 0.3:
        pieces = [*pieces, (rng.uniform(180, 540), base * rng.uniform(0.8, 0.98))]
    hill = rng.uniform(0, 6000)
    ground = Ground(hill, hill + rng.uniform(300, 2500), rng.uniform(-0.04, 0.04))
    total = int(sum(seconds for seconds, _ in pieces))
    stops = tuple(
        (int(rng.uniform(60, total - 60)), int(rng.uniform(10, 200)))
        for _ in range(rng.integers(0, 4))
    )
    verdict = shape_of(
        clean(
            run(
                pieces,
                noise=rng.uniform(0.015, 0.06),
                seed=int(rng.integers(1 << 30)),
                ground=ground,
                stops=stops,
            )
        )
    )
    return verdict.form, verdict.is_progression


def score(name: str, counts: Counter[tuple[bool, Answer]]) -> None:
    """Print precision and recall of a count of (truth, answer)."""
    hits, false = counts[True, Answer.YES], counts[False, Answer.YES]
    truths = sum(n for (truth, _), n in counts.items() if truth)
    withheld = sum(n for (_, a), n in counts.items() if a is Answer.CANNOT_TELL)
    print(
        f"{name}: precision {hits / max(hits + false, 1):.3f}, "
        f"recall {hits / max(truths, 1):.3f}, of {sum(counts.values())} runs "
        f"{truths} progressions; cannot tell {withheld}"
    )


def generated(seed: int) -> None:
    rng = np.random.default_rng(seed)
    answers: Counter[tuple[bool, Answer]] = Counter()
    confusion: Counter[tuple[Form, Form]] = Counter()
    for wanted, maker in MAKERS.items():
        is_one = wanted in PROGRESSIONS
        for _ in range(RUNS_PER_FORM):
            seen, answer = made(rng, maker, may_cool_down=is_one)
            answers[is_one, answer] += 1
            confusion[wanted, seen] += 1
    for maker in IMPOSTORS.values():
        for _ in range(RUNS_PER_FORM):
            answers[False, made(rng, maker, may_cool_down=False)[1]] += 1
    score("made to order", answers)
    scores = []
    for known in MAKERS:
        hits = confusion[known, known]
        named = sum(n for (_, other), n in confusion.items() if other is known)
        scores.append(2 * hits / max(RUNS_PER_FORM + named, 1))
        print(f"  {known.value:24} F1 {scores[-1]:.2f}")
    print(f"  {'mean over the forms':24} F1 {np.mean(scores):.2f}")


def real() -> None:
    if not SHARED.is_dir():
        print("real: no recordings beside the repository")
        return
    answers: Counter[tuple[bool, Answer]] = Counter()
    with LABELS.open(encoding="utf-8") as file:
        for row in csv.DictReader(line for line in file if line[0] != "#"):
            if row["label"] != "borderline":
                track = clean(formats.read((SHARED / row["path"]).read_bytes()))
                answers[row["label"] == "yes", shape_of(track).is_progression] += 1
    score("real, by eye", answers)


if __name__ == "__main__":
    generated(int(sys.argv[1]) if len(sys.argv) > 1 else 2026)
    real()
