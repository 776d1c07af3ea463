"""What a Garmin export says of its recordings.

Files are named by the upload, the list of activities goes by the activity: they have
only the moment of the start in common. Times are in milliseconds.
"""

from __future__ import annotations

import json
from math import isfinite
from typing import Any

from negsplit.sources.found import Hint, shown

LIST_NAME = "summarizedactivities.json"
_LISTS = "summarizedActivitiesExport"
_STARTS = ("beginTimestamp", "startTimeGmt")


def hints_of(data: bytes) -> dict[int, Hint]:
    """Return what is said of each recording, by the second of its start."""
    try:
        found = json.loads(data.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return {}
    lists = found if isinstance(found, list) else [found]
    activities = [
        activity
        for one in lists
        if isinstance(one, dict)
        for activity in one.get(_LISTS) or ()
        if isinstance(activity, dict)
    ]
    return {
        start: Hint(name=shown(str(activity.get("name") or "")))
        for activity in activities
        if (start := _start(activity)) is not None
    }


def _start(activity: dict[str, Any]) -> int | None:
    for key in _STARTS:
        value = activity.get(key)
        if isinstance(value, int | float) and isfinite(value):
            return round(value / 1000)
    return None
