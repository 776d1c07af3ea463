"""From bytes to a run or a reason, whatever the bytes are."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

import exports
import same_run
from negsplit.intake.take import answer, take
from negsplit.intake.task import Left, Taken, Task
from negsplit.sources.found import Found, Hint
from negsplit.sources.reading import Shelf
from negsplit.store.records import Outcome

SHELF = Shelf()


def taken(data: bytes, **hints: object) -> Taken | Left:
    hint = Hint(**hints)  # type: ignore[arg-type]  # the tests name its fields
    return take(Task(Found("run.fit", len(data), 0), hint, data=data), SHELF)


@given(st.binary(max_size=300), st.sampled_from([b"", b"\x1f\x8b", b"<gpx>", b"<?xml"]))
def test_random_bytes_are_refused_with_a_reason(noise: bytes, head: bytes) -> None:
    left = taken(head + noise)
    assert isinstance(left, Left)
    assert left.reason


@pytest.mark.parametrize("write", ["as_fit", "as_gpx", "as_tcx"])
def test_a_prefix_is_taken_or_left_with_a_reason(write: str) -> None:
    # Every prefix goes through the readers in their own tests; this is the whole way.
    whole: bytes = getattr(same_run, write)(12)
    for end in range(0, len(whole) - 1, len(whole) // 150):
        found = taken(whole[:end])
        told = found.runs[0].repairs if isinstance(found, Taken) else found.reason
        assert told


@given(st.data())
def test_a_changed_byte_anywhere_never_escapes(data: st.DataObject) -> None:
    changed = bytearray(exports.fit_of(0))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(changed) - 1))
        changed[place] = data.draw(st.integers(0, 255))
    assert taken(bytes(changed))


def test_the_same_bytes_always_become_the_same_run() -> None:
    data = same_run.as_tcx(400)
    assert taken(data) == taken(data)


def test_the_same_samples_have_one_key_in_whatever_bytes() -> None:
    data = same_run.as_tcx(400)
    plain, packed, blanks = taken(data), taken(gzip.compress(data)), taken(b"\n" + data)
    assert isinstance(plain, Taken)
    assert isinstance(packed, Taken)
    assert isinstance(blanks, Taken)
    runs = [found.runs[0].run for found in (plain, packed, blanks)]
    assert len({run.content_key for run in runs}) == 1
    assert len({run.digest for run in runs}) == 3


def test_runs_of_two_days_have_two_keys() -> None:
    one, other = taken(exports.fit_of(0)), taken(exports.fit_of(1))
    assert isinstance(one, Taken)
    assert isinstance(other, Taken)
    assert one.runs[0].run.content_key != other.runs[0].run.content_key


def test_a_ride_by_its_service_is_skipped_without_a_look() -> None:
    assert taken(b"never read", sport="Ride") == Left(Outcome.SKIPPED, "no run: ride")


def test_running_out_of_memory_is_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("negsplit.intake.take.clean", greedy)
    data = exports.fit_of(0)
    left = answer(Task(Found("run.fit", 0, 0), data=data), SHELF)
    assert isinstance(left, Left)
    assert "memory" in left.reason
