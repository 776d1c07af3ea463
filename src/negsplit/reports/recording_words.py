"""What is said of where, when and as what a run was recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsplit.recording import ZoneSource

if TYPE_CHECKING:
    from negsplit.recording import Recording

_SOURCES = {
    ZoneSource.RUNNER: "as you say",
    ZoneSource.FILE: "as written in the file",
    ZoneSource.PLACE: "from the place",
    ZoneSource.DEVICE: "from the watch's clock",
    ZoneSource.HOME: "where you live",
    ZoneSource.NONE: "zone unknown: the file doesn't say where it was run",
}
# Words that say nothing of what it was are as good as none.
_RUNS = ("run", "treadmill", "generic", "other", "training", "fitness", "default")


def zone_words(zone: str, source: ZoneSource) -> str:
    """Return which zone a start is in, and who says so.

    >>> zone_words("America/New_York", ZoneSource.PLACE)
    'America/New_York, from the place'
    """
    return ", ".join(filter(None, (zone, _SOURCES[source])))


def sport_words(recording: Recording) -> str:
    """Return what a recording is where it is no run; '' for a run.

    >>> from types import SimpleNamespace
    >>> sport_words(SimpleNamespace(sport="cycling/gravel"))
    'not a run: cycling, gravel'
    """
    sport = recording.sport
    if not sport or any(word in sport for word in _RUNS):
        return ""
    return f"not a run: {sport.replace('/', ', ').replace('_', ' ')}"
