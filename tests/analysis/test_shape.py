"""Shape verdicts on runs whose shape is known, because they were made so."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from negsplit import formats
from negsplit.analysis.classify import Form
from negsplit.analysis.clean import clean
from negsplit.analysis.session import Kind
from negsplit.analysis.shape import Answer, Reason, Shape, shape_of
from negsplit.errors import NegsplitError
from synthetic_runs import FLAT, Ground, Piece, run

MIN = 60.0
SHARED = Path(__file__).parents[2].parent / "shared" / "recordings"
LABELS = Path(__file__).parents[1] / "reference" / "shape_labels.csv"
SEEDS = range(4)


def shape(pieces: list[Piece], **options: Any) -> Shape:
    return shape_of(clean(run(pieces, **options)))


def climb(start: float, end: float, minutes: float, steps: int = 60) -> list[Piece]:
    """An even climb of speed in many small steps."""
    return [
        (minutes * MIN / steps, start + (end - start) * i / (steps - 1))
        for i in range(steps)
    ]


PROGRESSIONS: dict[Form, list[Piece]] = {
    Form.THIRDS: [(15 * MIN, 2.8), (15 * MIN, 3.1), (15 * MIN, 3.4)],
    Form.EIGHTY_TWENTY: [(40 * MIN, 2.8), (10 * MIN, 3.3)],
    Form.FINAL_PUSH: [(36 * MIN, 3.0), (4 * MIN, 4.0)],
    Form.EACH_SPLIT_FASTER: climb(2.8, 3.5, 50),
    Form.FAST_FINISH_LONG: [(85 * MIN, 2.8), (22 * MIN, 3.25)],
    Form.GRADUAL: [(25 * MIN, 3.0), (25 * MIN, 3.3)],
}

# Where the rise begins names the form, whether it is a step or an acceleration.
ACCELERATIONS: dict[str, tuple[list[Piece], Form]] = {
    "from three quarters to the end": (
        [(33 * MIN, 3.2), *climb(3.2, 3.7, 11)],
        Form.EIGHTY_TWENTY,
    ),
    "from the middle to the end": (
        [(25 * MIN, 2.9), *climb(2.9, 3.6, 25)],
        Form.GRADUAL,
    ),
    "until three quarters, then level": (
        [*climb(2.7, 3.3, 50), (17 * MIN, 3.3)],
        Form.GRADUAL,
    ),
    "over the last tenth": (
        [(45 * MIN, 3.0), *climb(3.3, 4.0, 5)],
        Form.FINAL_PUSH,
    ),
}


OTHERS: dict[Form, list[Piece]] = {
    Form.STEADY: [(50 * MIN, 3.0)],
    Form.FADE: climb(3.4, 2.8, 50),
    Form.INTERVALS: [
        (12 * MIN, 2.7),
        *[(3 * MIN, 4.0), (2 * MIN, 2.3)] * 6,
        (8 * MIN, 2.6),
    ],
    Form.FARTLEK: [
        (10 * MIN, 2.8),
        *[(45.0, 3.9), (230.0, 2.8), (170.0, 3.8), (90.0, 2.8), (80.0, 3.9)],
        *[(400.0, 2.8), (35.0, 4.0), (60.0, 2.8), (260.0, 3.7), (300.0, 2.8)],
        *[(60.0, 3.9), (150.0, 2.8), (110.0, 3.8), (8 * MIN, 2.8)],
    ],
    Form.WALK_RUN: [(4 * MIN, 2.7), (MIN, 1.4)] * 8,
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("form", PROGRESSIONS)
def test_a_progression_is_recognised_with_its_form(form: Form, seed: int) -> None:
    verdict = shape(PROGRESSIONS[form], seed=seed)
    assert verdict.is_progression is Answer.YES
    assert verdict.form is form
    assert verdict.confidence > 0.8


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", ACCELERATIONS)
def test_an_acceleration_is_named_by_where_it_begins(name: str, seed: int) -> None:
    pieces, form = ACCELERATIONS[name]
    verdict = shape(pieces, seed=seed)
    assert verdict.is_progression is Answer.YES
    assert verdict.form is form


def test_a_build_with_two_slower_kilometres_is_not_step_by_step() -> None:
    """Kilometres of 6:31, 6:06, 6:08, 6:04 ... 5:45, 5:47, as a stranger ran them."""
    paces_s = (391, 366, 368, 364, 358, 348, 345, 347, 344, 341)
    verdict = shape([(float(pace), 1000 / pace) for pace in paces_s], noise=0.0)
    assert verdict.is_progression is Answer.YES
    assert verdict.form is Form.GRADUAL


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("form", OTHERS)
def test_another_run_is_no_progression_and_named(form: Form, seed: int) -> None:
    verdict = shape(OTHERS[form], seed=seed)
    assert verdict.is_progression is Answer.NO
    assert verdict.form is form


# What has fooled rules that look at kilometre splits alone.
IMPOSTORS: dict[str, list[Piece]] = {
    "a tempo block between warm-up and cool-down": [
        (12 * MIN, 2.7),
        (30 * MIN, 3.4),
        (10 * MIN, 2.6),
    ],
    "a tempo block after a long warm-up": [
        (20 * MIN, 2.4),
        (25 * MIN, 3.4),
        (17 * MIN, 2.5),
    ],
    "two threshold blocks that look like thirds": [
        (15 * MIN, 2.7),
        (12 * MIN, 3.4),
        (3 * MIN, 2.4),
        (12 * MIN, 3.4),
        (8 * MIN, 2.6),
    ],
    "sprints whose kilometres look like an 80/20": [
        (30 * MIN, 2.8),
        *[(15.0, 5.5), (60.0, 2.3)] * 8,
        (5 * MIN, 2.6),
    ],
    "a slow first kilometre": [(6 * MIN, 2.5), (44 * MIN, 3.0)],
    "a fast start, a slow middle and a fast end": [
        (15 * MIN, 3.3),
        (20 * MIN, 2.8),
        (15 * MIN, 3.3),
    ],
    "a walk": climb(1.3, 1.5, 50),
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", IMPOSTORS)
def test_an_impostor_is_not_taken_for_a_progression(name: str, seed: int) -> None:
    assert shape(IMPOSTORS[name], seed=seed).is_progression is not Answer.YES


# Two halves with a cool-down after them are a tempo block: easy, faster, easy.
@pytest.mark.parametrize("form", [f for f in PROGRESSIONS if f is not Form.GRADUAL])
@pytest.mark.parametrize("cooldown", [(8 * MIN, 2.5), (10 * MIN, 1.4)])
def test_a_cool_down_hides_no_progression(form: Form, cooldown: Piece) -> None:
    verdict = shape([*PROGRESSIONS[form], cooldown])
    assert verdict.is_progression is Answer.YES


@pytest.mark.parametrize("form", PROGRESSIONS)
def test_stops_change_no_verdict(form: Form) -> None:
    stopped = shape(PROGRESSIONS[form], stops=((400, 90), (1500, 45), (2100, 200)))
    whole = shape(PROGRESSIONS[form])
    assert stopped.is_progression is whole.is_progression
    assert stopped.form is whole.form
    assert stopped.lift_frac == pytest.approx(whole.lift_frac, abs=0.01)


def test_a_last_mile_uphill_does_not_hide_the_lift() -> None:
    pieces = PROGRESSIONS[Form.THIRDS]
    uphill = Ground(grade_from_m=6600, grade_to_m=9000, grade_frac=0.05)
    on_hill = shape(pieces, ground=uphill)
    assert on_hill.is_progression is Answer.YES
    # The same effort: what the hill costs is given back by the grade adjustment.
    assert on_hill.lift_frac == pytest.approx(shape(pieces).lift_frac, abs=0.03)


def test_a_last_mile_downhill_is_no_lift() -> None:
    downhill = Ground(grade_from_m=6600, grade_to_m=9000, grade_frac=-0.05)
    assert shape([(45 * MIN, 3.0)], ground=downhill).is_progression is Answer.NO


def test_easing_off_over_the_last_metres_keeps_what_was_gained() -> None:
    pieces = [*climb(2.9, 3.25, 100), (6 * MIN, 3.06)]
    assert shape(pieces).is_progression is Answer.YES


def test_less_than_five_minutes_have_no_shape() -> None:
    verdict = shape([(4 * MIN, 3.0)])
    assert verdict.is_progression is Answer.CANNOT_TELL
    assert verdict.reason is Reason.TOO_SHORT


def test_more_than_five_minutes_have_one() -> None:
    assert shape([(5.5 * MIN, 3.0)]).is_progression is Answer.NO


def test_a_vehicle_in_the_run_makes_it_impossible_to_tell() -> None:
    verdict = shape([(20 * MIN, 3.0), (5 * MIN, 14.0), (10 * MIN, 3.5)])
    assert verdict.is_progression is Answer.CANNOT_TELL
    assert verdict.reason is Reason.FAULTY
    assert "vehicle" in verdict.fault


def test_a_lift_beyond_any_runner_is_a_fault_of_the_recording() -> None:
    verdict = shape([(20 * MIN, 2.2), (20 * MIN, 4.4)], noise=0.0)
    assert verdict.is_progression is Answer.CANNOT_TELL
    assert verdict.kind is Kind.CANNOT_TELL


def test_lift_and_halves_are_what_was_run() -> None:
    verdict = shape([(30 * MIN, 3.0), (30 * MIN, 3.3)], noise=0.0)
    assert verdict.lift_frac == pytest.approx(0.1, abs=1e-6)
    # Half of 11,340 m are 1,882 s at first, and the other half the rest of an hour.
    assert verdict.halves_ratio == pytest.approx((3600 - 1882) / 1882, abs=0.001)
    assert verdict.start_mps == pytest.approx(3.0)
    assert verdict.finish_mps == pytest.approx(3.3)


def test_where_the_lift_broke_is_told() -> None:
    pieces = [(20 * MIN, 2.8), (10 * MIN, 3.4), (6 * MIN, 3.15), (14 * MIN, 3.7)]
    verdict = shape(pieces, noise=0.01)
    assert verdict.is_progression is Answer.YES
    (place,) = verdict.breaks
    assert place.start_s == pytest.approx(30 * MIN, abs=60)
    assert place.slower_frac == pytest.approx(1 - 3.15 / 3.4, abs=0.02)


def test_the_core_leaves_out_what_is_not_judged() -> None:
    pieces = [(5 * MIN, 1.3), *PROGRESSIONS[Form.THIRDS], (10 * MIN, 2.2)]
    verdict = shape(pieces, noise=0.01, ground=FLAT)
    assert verdict.core_start_s == pytest.approx(5 * MIN, abs=40)
    assert verdict.core_end_s == pytest.approx(50 * MIN, abs=40)


def labelled() -> list[tuple[str, str]]:
    with LABELS.open(encoding="utf-8") as file:
        rows = csv.reader(line for line in file if not line.startswith("#"))
        return [(path, label) for path, label, *_ in rows][1:]


@pytest.mark.parametrize(("path", "label"), labelled())
def test_real_runs_are_judged_as_by_eye(path: str, label: str) -> None:
    if not SHARED.is_dir():
        pytest.skip(f"no recordings at {SHARED}")
    try:
        verdict = shape_of(clean(formats.read((SHARED / path).read_bytes())))
    except NegsplitError:
        assert label == "unreadable"
        return
    answers = {
        "yes": {Answer.YES},
        "no": {Answer.NO, Answer.CANNOT_TELL},
        "borderline": {Answer.YES, Answer.NO, Answer.CANNOT_TELL},
    }
    assert verdict.is_progression in answers[label]


def test_an_even_run_is_said_to_be_even() -> None:
    verdict = shape([(40 * MIN, 3.0)], noise=0.02)
    assert verdict.reason is Reason.LEVEL
    assert abs(verdict.lift_frac or 1.0) < 0.01


def test_a_run_without_a_shape_has_no_numbers_of_one() -> None:
    verdict = shape([(4 * MIN, 3.0)])
    assert verdict.lift_frac is verdict.start_mps is verdict.core_end_s is None
