"""How often the verdict on the shape is right: on runs of strangers, and as drawn.

    python benchmarks/verdicts.py labelled DIRECTORY [RUNNER ...]
    python benchmarks/verdicts.py drawn [NOISE ...]

``labelled`` judges recordings that people have labelled. The directory holds
``index.tsv`` (id, runner), ``labels.tsv`` (id, kind, form, is_progression, sure) and
the recordings, their names beginning with the id. Printed are, for all runs and for
those whose label is sure: the share of kinds that are right and the mean F1 over them,
precision and recall of progressions, how often the answer was withheld, how well the
stated confidence is kept (bins and Brier score), and the share of forms that are right.
Give runners to judge only theirs: what bounds were chosen on is no evidence.

``drawn`` builds every form and session for five runners, in both units and ten lengths,
runs each to the second as drawn, with noise if asked for, and counts how many are
called what they are.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "support"))

from as_drawn import CALLED, as_drawn  # noqa: E402 - the path comes first
from negsplit import formats  # noqa: E402 - the path comes first
from negsplit.analysis.classify import Form  # noqa: E402 - the path comes first
from negsplit.analysis.clean import clean  # noqa: E402 - the path comes first
from negsplit.analysis.session import Kind  # noqa: E402 - the path comes first
from negsplit.analysis.shape import Answer, shape_of  # noqa: E402 - the path first
from negsplit.athlete import Athlete  # noqa: E402 - the path comes first
from negsplit.errors import NegsplitError  # noqa: E402 - the path comes first
from negsplit.forms import FORMS, Recipe, build  # noqa: E402 - the path comes first
from negsplit.runner import Runner  # noqa: E402 - the path comes first
from negsplit.units import MILE_M, DistanceUnit  # noqa: E402 - the path comes first
from negsplit.workout import Distance, Time  # noqa: E402 - the path comes first
from synthetic_runs import run  # noqa: E402 - the path comes first

# The words of the labels for ours.
KINDS = {
    Kind.STEADY: "steady",
    Kind.PROGRESSION: "progression",
    Kind.TEMPO_BLOCK: "tempo_block",
    Kind.INTERVALS: "intervals",
    Kind.FARTLEK: "fartlek",
    Kind.HILLS: "hills",
    Kind.WALK_RUN: "walk_run",
    Kind.RACE: "race_even",
    Kind.FADE: "fade",
    Kind.CANNOT_TELL: "other",
}
NAMES = {
    Form.THIRDS: "thirds",
    Form.EIGHTY_TWENTY: "80_20",
    Form.FINAL_PUSH: "final_push",
    Form.EACH_SPLIT_FASTER: "step_by_step",
    Form.GRADUAL: "gradual",
    Form.FAST_FINISH_LONG: "fast_finish_long",
}
BINS = (0.5, 0.6, 0.75, 0.9, 0.95, 1.0)
VDOTS = (30.0, 38.0, 45.0, 54.0, 65.0)
AMOUNTS: tuple[Time | Distance | None, ...] = (
    None,
    *(Time(60.0 * minutes) for minutes in (30, 35, 45, 60, 80)),
    Distance(6000.0),
    Distance(10_000.0),
    Distance(16_000.0),
    Distance(8 * MILE_M),
)


@dataclass(frozen=True)
class Judged:
    """A label beside what was said."""

    runner: str
    is_sure: bool
    kind: str
    form: str
    is_progression: str
    said_kind: str
    said_form: str
    said: Answer
    confidence: float


def labelled(folder: Path) -> Iterator[Judged]:
    """Judge every labelled recording."""
    index = {row["id"]: row for row in table(folder / "index.tsv")}
    for label in table(folder / "labels.tsv"):
        said = ("other", "", Answer.CANNOT_TELL, 0.5)
        file = next(folder.rglob(f"{label['id']}.*"))
        try:
            shape = shape_of(clean(formats.read(file.read_bytes())))
        except NegsplitError:
            pass
        else:
            said = (
                KINDS[shape.kind],
                NAMES.get(shape.form, ""),
                shape.is_progression,
                shape.confidence,
            )
        yield Judged(
            index[label["id"]]["runner"],
            label["sure"] == "sure",
            label["kind"],
            label["form"],
            label["is_progression"],
            *said,
        )


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def report(name: str, runs: Sequence[Judged]) -> None:
    """Print how often it was right."""
    right = sum(one.kind == one.said_kind for one in runs)
    f1 = []
    for kind in sorted({one.kind for one in runs}):
        hits = sum(one.kind == one.said_kind == kind for one in runs)
        both = sum((one.kind == kind) + (one.said_kind == kind) for one in runs)
        f1.append((kind, 2 * hits / both))
    print(f"{name}: {len(runs)} runs of {len({one.runner for one in runs})} runners")
    low, high = wilson(right, len(runs))
    print(
        f"  kind right {right / len(runs):.3f} (95 %: {low:.2f} to {high:.2f}), "
        f"mean F1 {np.mean([value for _, value in f1]):.3f}: "
        + ", ".join(f"{kind} {value:.2f}" for kind, value in f1)
    )
    truths = [one for one in runs if one.is_progression != "borderline"]
    said = [one for one in truths if one.said is Answer.YES]
    true = [one for one in truths if one.is_progression == "yes"]
    hits = sum(one.is_progression == "yes" for one in said)
    print(
        f"  progressions: precision {hits / max(len(said), 1):.2f} ({hits} of "
        f"{len(said)}), recall {hits / max(len(true), 1):.2f} ({hits} of {len(true)})"
    )
    doubtful = [one for one in runs if one.is_progression == "borderline"]
    withheld = sum(one.said is Answer.CANNOT_TELL for one in doubtful)
    print(f"  borderline: answer withheld {withheld} of {len(doubtful)}")
    forms = [one for one in said if one.form in NAMES.values()]
    named = sum(one.form == one.said_form for one in forms)
    print(f"  forms right {named} of {len(forms)}")
    calibration([one for one in truths if one.said in (Answer.YES, Answer.NO)])


def calibration(runs: Sequence[Judged]) -> None:
    """Print stated confidence beside the share that was right."""
    errors = [
        (one.confidence - (one.said.value == one.is_progression)) ** 2 for one in runs
    ]
    print(f"  Brier score {np.mean(errors):.3f} over {len(runs)} answers")
    for low, high in pairwise(BINS):
        inside = [one for one in runs if low <= one.confidence < high]
        if inside:
            right = np.mean([one.said.value == one.is_progression for one in inside])
            stated = np.mean([one.confidence for one in inside])
            print(f"    stated {stated:.2f}: right {right:.2f} of {len(inside)}")


def wilson(hits: int, count: int, z: float = 1.96) -> tuple[float, float]:
    """Return the interval of a share (Wilson 1927, as reproduced)."""
    share = hits / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * np.sqrt(share * (1 - share) / count + (z / (2 * count)) ** 2)
    half = float(half / (1 + z * z / count))
    return middle - half, middle + half


def drawn(noise: float) -> None:
    """Print how many forms and sessions, run as drawn, are called what they are."""
    right: Counter[str] = Counter()
    count: Counter[str] = Counter()
    missed: defaultdict[str, list[str]] = defaultdict(list)
    for form in FORMS.values():
        for vdot in VDOTS:
            athlete = Athlete(
                vdot_ml_kg_min=vdot, max_hr_bpm=190.0, resting_hr_bpm=50.0
            )
            for unit in DistanceUnit:
                for amount in AMOUNTS:
                    try:
                        workout = build(Recipe(form.kind, amount, unit), athlete)
                    except NegsplitError:
                        continue
                    pieces = as_drawn(workout, Runner.of(athlete))
                    shape = shape_of(clean(run(pieces, noise=noise, seed=int(vdot))))
                    is_yes = shape.is_progression is Answer.YES
                    name = form.kind.value
                    count[name] += 1
                    if (
                        shape.form in CALLED[form.kind]
                        and is_yes == form.is_progression
                    ):
                        right[name] += 1
                    else:
                        missed[name].append(
                            f"VDOT {vdot:g} {amount}: {shape.form.value}, "
                            f"{shape.is_progression.value}"
                        )
    for name in count:
        print(f"  {name:22} {right[name]:4} of {count[name]:4}", *missed[name][:2])
    total = sum(count.values())
    print(f"noise {noise:.1%}: {sum(right.values())} of {total} called what they are")


def main(mode: str, arguments: Sequence[str]) -> None:
    if mode == "drawn":
        for noise in arguments or ("0", "0.03"):
            drawn(float(noise))
        return
    folder, *runners = arguments
    runs = [
        one for one in labelled(Path(folder)) if not runners or one.runner in runners
    ]
    report("all", runs)
    report("sure", [one for one in runs if one.is_sure])


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "drawn", sys.argv[2:])
