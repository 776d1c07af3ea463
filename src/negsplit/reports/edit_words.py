"""What a runner corrected of a run, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsplit.edits import Borrow, Cut, Race, Split, StartAt, Stretch, Trim, lent_words
from negsplit.units import format_clock, format_distance

if TYPE_CHECKING:
    from negsplit.edits import Edit
    from negsplit.units import DistanceUnit


def edit_words(edit: Edit, unit: DistanceUnit) -> str:
    """Return what an edit did; times are of the recording, as it was recorded."""
    match edit:
        case Trim(start_s, None):
            said = f"Starts at {format_clock(start_s or 0.0)} of the recording"
        case Trim(None, end_s) if end_s is not None:
            said = f"Ends at {format_clock(end_s)} of the recording"
        case Trim(start_s, end_s):
            low, high = format_clock(start_s or 0.0), format_clock(end_s or 0.0)
            said = f"Only {low} to {high} of the recording"
        case Cut(start_s, end_s):
            said = f"Cut out: {format_clock(start_s)} to {format_clock(end_s)}"
        case Split(at_s, is_first):
            part = "first" if is_first else "second"
            said = f"Split at {format_clock(at_s)}, this is the {part} part"
        case Stretch(_, distance_m):
            said = f"Distance corrected to {format_distance(distance_m, unit)}"
        case StartAt(started_at):
            said = f"Start set to {started_at:%a %-d %b %Y, %H:%M:%S}"
        case Race():
            said = "Marked as a race"
        case Borrow(columns, _, _, source):
            said = f"{' and '.join(lent_words(columns)).capitalize()} from {source}"
    return said
