"""Rows for the diary, made without reading or analysing anything."""

from __future__ import annotations

from datetime import UTC, datetime

from negsplit.recording import ZoneSource
from negsplit.store.records import Measures, NewRun, Original

NOON = datetime(2024, 5, 4, 12, 0, tzinfo=UTC)


def new_run(
    number: int = 1,
    *,
    started_at: datetime = NOON,
    elapsed_s: float = 3600.0,
    distance_m: float = 10_000.0,
    name: str = "",
    sport: str = "running",
    is_run: bool = True,
    kind: str = "fit",
    form: str = "steady",
    is_progression: str = "no",
    felt_cr10: float | None = None,
    content: str = "",
) -> NewRun:
    """Return a run whose digest and content are those of its number."""
    offset = started_at.utcoffset()
    return NewRun(
        digest=f"{number:064x}",
        part=0,
        content_key=content or f"{number + 2**200:064x}",
        started_ms=round(started_at.timestamp() * 1000),
        zone="",
        zone_source=ZoneSource.DEVICE.value,
        utc_offset_s=round(offset.total_seconds()) if offset else 0,
        elapsed_s=elapsed_s,
        name=name,
        sport=sport,
        is_run=is_run,
        device="Made here",
        format=kind,
        felt_cr10=felt_cr10,
        goal=None,
        plan=None,
        reader=1,
        marks="{}",
        samples=b"samples",
        original=Original(f"runs/{number}.fit", "plain", b"bytes", None),
        measures=Measures(
            code=1,
            body=b"body",
            distance_m=distance_m,
            moving_s=elapsed_s,
            form=form,
            is_progression=is_progression,
        ),
    )
