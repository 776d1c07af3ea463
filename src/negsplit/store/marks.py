"""Everything of a recording that is no sample, as JSON and back."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING, Any

from negsplit.errors import FormatError, InputError
from negsplit.formats import native
from negsplit.recording import (
    Finding,
    Format,
    Lap,
    Pause,
    Recording,
    Severity,
    Totals,
    ZoneSource,
)

if TYPE_CHECKING:
    from negsplit.recording import Streams


def encode(recording: Recording) -> str:
    """Return the marks of a recording."""
    workout = recording.workout
    found = {
        "started_at": recording.started_at.isoformat(),
        "format": recording.format.value,
        "digest": recording.digest,
        "sport": recording.sport,
        "device": recording.device,
        "title": recording.title,
        "part": recording.part,
        "temperature_degc": recording.temperature_degc,
        "zone": recording.zone,
        "zone_source": recording.zone_source.value,
        "laps": [_plain(lap) for lap in recording.laps],
        "pauses": [[pause.start_s, pause.end_s] for pause in recording.pauses],
        "totals": _plain(recording.totals),
        "workout": None if workout is None else native.as_data(workout),
        "step_indices": recording.step_indices,
        "findings": [
            {**_plain(finding), "severity": finding.severity.value}
            for finding in recording.findings
        ],
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _plain(record: Lap | Totals | Finding) -> dict[str, Any]:
    """Return the fields of a record; asdict would copy each of them deeply."""
    return {one.name: getattr(record, one.name) for one in fields(record)}


def decode(text: str, streams: Streams) -> Recording:
    """Return the recording of marks and samples.

    Raises
    ------
    FormatError
        If the text is no such JSON.
    """
    try:
        return _recording(json.loads(text), streams)
    except (KeyError, TypeError, ValueError, InputError) as error:
        raise FormatError(f"these are no marks of a recording: {error!r}") from error


def _recording(found: dict[str, Any], streams: Streams) -> Recording:
    workout = found["workout"]
    return Recording(
        started_at=datetime.fromisoformat(found["started_at"]),
        streams=streams,
        format=Format(found["format"]),
        digest=found["digest"],
        sport=found["sport"],
        device=found["device"],
        # Marks of older readers, until they are renewed, have none of these four.
        title=found.get("title", ""),
        part=found.get("part", 0),
        temperature_degc=found.get("temperature_degc"),
        zone=found.get("zone", ""),
        zone_source=ZoneSource(found.get("zone_source", ZoneSource.NONE.value)),
        laps=tuple(Lap(**lap) for lap in found["laps"]),
        pauses=tuple(Pause(*pause) for pause in found["pauses"]),
        totals=Totals(**found["totals"]),
        workout=None if workout is None else native.from_data(workout),
        step_indices=tuple(found["step_indices"]),
        findings=tuple(
            Finding(**{**finding, "severity": Severity(finding["severity"])})
            for finding in found["findings"]
        ),
    )
