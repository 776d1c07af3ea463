"""Bytes to records and back; nothing here opens a file.

A format is recognised by content, never by name, and its reader is imported when it
is first needed.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from negsplit.errors import FormatError

if TYPE_CHECKING:
    from negsplit.recording import Recording

# Counted up whenever the same bytes would give another recording, so that the diary
# knows what to read anew.
READER_VERSION = 3


def read(data: bytes, part: int = 0) -> Recording:
    """Return one recording in the bytes of a FIT, TCX or GPX file, gzipped or not.

    Damage becomes a finding of the recording wherever samples precede it.

    Parameters
    ----------
    data : bytes
        The file.
    part : int
        Which of its runs, where it holds several; counted from 0.

    Raises
    ------
    FormatError
        If the bytes are none of these, hold no recorded activity, or not so many.
    """
    recordings = read_all(data)
    if not 0 <= part < len(recordings):
        count = "1 run" if len(recordings) == 1 else f"{len(recordings)} runs"
        raise FormatError(f"the file holds {count}; there is no run {part + 1} in it")
    return recordings[part]


def read_all(data: bytes) -> tuple[Recording, ...]:
    """Return every run in a file; of a file without runs, what else was recorded.

    Raises
    ------
    FormatError
        If the bytes are no FIT, TCX or GPX, or hold no recorded activity.
    """
    from negsplit.formats.container import Content, recognise, unpack

    digest = hashlib.sha256(data).hexdigest()
    plain, findings = unpack(data)
    match recognise(plain):
        case Content.FIT:
            from negsplit.formats import fit_activity

            recordings = fit_activity.read_all(plain, digest)
        case Content.GPX:
            from negsplit.formats import gpx

            recordings = gpx.read_all(plain, digest)
        case Content.TCX:
            from negsplit.formats import tcx

            recordings = tcx.read_all(plain, digest)
    if not findings:
        return recordings
    return tuple(
        replace(one, findings=(*findings, *one.findings)) for one in recordings
    )


__all__ = ["READER_VERSION", "FormatError", "read", "read_all"]
