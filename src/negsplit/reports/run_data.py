"""What ``show`` and ``verify`` both say of a run with ``--json``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsplit.analysis.splits import fifths_of, splits_of
from negsplit.units import DistanceUnit

if TYPE_CHECKING:
    from negsplit.analysis.summary import Summary
    from negsplit.recording import Recording
    from negsplit.verify.verdict import Verdict


def run_data(
    recording: Recording, verdict: Verdict, summary: Summary
) -> dict[str, object]:
    """Return what was recorded, its splits and its shape."""
    return {
        "started_at": recording.started_at,
        "zone": recording.zone or None,
        "zone_source": recording.zone_source,
        "title": recording.title or None,
        "part": recording.part + 1,
        "device": recording.device or None,
        "sport": recording.sport or None,
        "format": recording.format,
        "digest": recording.digest,
        "summary": summary,
        "splits_km": splits_of(verdict.track, DistanceUnit.KM),
        "splits_mi": splits_of(verdict.track, DistanceUnit.MI),
        "fifths": fifths_of(verdict.track),
        "laps": recording.laps,
        "stops": verdict.track.stops,
        "shape": verdict.shape,
        "shape_confidence": verdict.shape.confidence,
        "findings": verdict.findings,
    }
