"""From the bytes of one file to a run ready for the diary, or the reason why not.

Everything that costs time happens here, in a process of its own: reading, cleaning,
analysing and packing. What is made of the same bytes is always the same.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from negsplit import formats
from negsplit.analysis.clean import clean
from negsplit.analysis.features import FEATURES_VERSION, encode, features_of
from negsplit.errors import FormatError, MissingInputError, OtherKindError
from negsplit.formats import container
from negsplit.intake.sport import said_to_be_run, why_no_run
from negsplit.intake.task import Left, ReadRun, Taken
from negsplit.recording import Severity, ZoneSource
from negsplit.sources.beside import with_beside
from negsplit.sources.found import shown
from negsplit.sources.reading import Shelf
from negsplit.store import marks, runs, stream_code
from negsplit.store.records import Measures, NewRun, Original, Outcome
from negsplit.zones import localised

if TYPE_CHECKING:
    from negsplit.analysis.clean import Track
    from negsplit.analysis.features import Features
    from negsplit.intake.task import Answer, Task
    from negsplit.recording import Recording
    from negsplit.sources.found import Found, Hint


# How files that should hold recordings are called.
_ENDINGS = frozenset({".fit", ".tcx", ".gpx", ".gz"})
# Notes of a TCX file may be a diary of their own; a name is what fits in a list.
_LONGEST_NAME = 120
# Repairs of single samples that clean() makes in almost every run are no news.
_NEWS = frozenset({"clock", "order", "reset", "vehicle", "gap"})
# Of these only what decided: positions and counters differ a little in many runs.
_NEWS_IF_WARNED = frozenset({"distance"})


def take(task: Task, shelf: Shelf) -> Answer:
    """Return the run in a file, or why there is none."""
    if said_to_be_run(task.hint.sport) is False and not task.every_sport:
        return Left(Outcome.SKIPPED, _other_sport(task.hint.sport))
    try:
        data = task.data
        if data is None:
            data = shelf.read(task.found, lambda head: _look(task.found, head))
        return _taken(task, data)
    except OtherKindError as error:
        return Left(Outcome.SKIPPED, str(error))
    except (FormatError, MissingInputError) as error:
        return Left(Outcome.REFUSED, str(error))


def answer(task: Task, shelf: Shelf) -> Answer:
    """Return what :func:`take` does, and an answer too where memory runs out."""
    try:
        return take(task, shelf)
    except MemoryError:
        return Left(Outcome.REFUSED, "needs more memory than any recording should")
    except Exception as error:  # noqa: BLE001 - a fault of ours must not stop the rest
        told = f"a fault of negsplit, please report it: {type(error).__name__}: {error}"
        return Left(Outcome.REFUSED, told)


def _look(found: Found, head: bytes) -> None:
    """Stop at a file that neither is called a recording nor begins as one."""
    ending = PurePosixPath((found.inside or (found.called,))[-1]).suffix.lower()
    if ending in _ENDINGS or head.startswith(b"\x1f\x8b"):
        return
    try:
        container.recognise(head)
    except FormatError as error:
        kind = f"{ending} file" if ending else "file without an ending"
        raise OtherKindError(f"no recording: {kind}") from error


def _taken(task: Task, data: bytes) -> Answer:
    recordings = formats.read_all(data)
    answers = [_taken_run(task, data, recording) for recording in recordings]
    taken = [one for one in answers if isinstance(one, ReadRun)]
    left = [one for one in answers if isinstance(one, Left)]
    return Taken(tuple(taken)) if taken else left[0]


def _taken_run(task: Task, data: bytes, recording: Recording) -> ReadRun | Left:
    hint = task.hint.of_part(recording.part)
    wish = replace(task.zone, run=hint.zone or task.zone.run)
    recording = localised(with_beside(recording, hint.beside), wish)
    is_run = said_to_be_run(hint.sport, recording.sport)
    if is_run is False and not task.every_sport:
        return Left(Outcome.SKIPPED, _other_sport(hint.sport or recording.sport))
    track = clean(recording)
    against = why_no_run(track, is_said=is_run is True)
    if against is not None and not task.every_sport:
        return Left(Outcome.SKIPPED, against)
    features = features_of(recording, track)
    packing, packed = runs.pack(data)
    original = Original(task.found.place, packing, packed, hint.beside)
    ready = against is None and is_run is not False
    run = new_run(recording, features, original, hint, is_run=ready)
    return ReadRun(run, _repairs(recording, track))


def _other_sport(sport: str) -> str:
    return f"no run: {sport.strip().lower().replace('_', ' ')}"


def _repairs(recording: Recording, track: Track) -> tuple[str, ...]:
    read = [f for f in recording.findings if f.severity is not Severity.NOTE]
    cleaned = [
        f
        for f in track.findings
        if f.check in _NEWS
        or (f.check in _NEWS_IF_WARNED and f.severity is not Severity.NOTE)
    ]
    return tuple(finding.message for finding in (*read, *cleaned))


def new_run(
    recording: Recording,
    features: Features,
    original: Original,
    hint: Hint,
    *,
    is_run: bool,
) -> NewRun:
    """Return a run as the diary keeps it."""
    offset = recording.started_at.utcoffset()
    started_ms = round(recording.started_at.timestamp() * 1000)
    samples = stream_code.encode(recording.streams)
    key = hashlib.sha256(started_ms.to_bytes(8, "little", signed=True) + samples)
    return NewRun(
        digest=recording.digest,
        part=recording.part,
        content_key=key.hexdigest(),
        started_ms=started_ms,
        utc_offset_s=round(offset.total_seconds()) if offset else 0,
        zone=recording.zone,
        zone_source=recording.zone_source.value,
        elapsed_s=features.elapsed_s,
        name=hint.name or shown(recording.title)[:_LONGEST_NAME],
        sport=hint.sport or recording.sport,
        is_run=is_run,
        device=recording.device,
        format=recording.format.value,
        felt_cr10=hint.felt_cr10,
        goal=hint.goal,
        plan=hint.plan,
        stopped_because=hint.stopped_because,
        shoe=hint.shoe if is_run else "",
        reader=formats.READER_VERSION,
        marks=marks.encode(_on_no_clock(recording)),
        samples=samples,
        original=original,
        measures=measures_of(features),
    )


def _on_no_clock(recording: Recording) -> Recording:
    """Return a recording in UTC: its zone is in the row of the run, and may change."""
    started_at = recording.started_at.astimezone(UTC)
    return replace(
        recording, started_at=started_at, zone="", zone_source=ZoneSource.NONE
    )


def measures_of(features: Features) -> Measures:
    """Return features as the diary keeps them."""
    return Measures(
        code=FEATURES_VERSION,
        body=encode(features),
        distance_m=features.distance_m,
        moving_s=features.moving_s,
        form=features.form.value,
        is_progression=features.is_progression.value,
    )
