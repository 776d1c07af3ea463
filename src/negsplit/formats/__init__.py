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
READER_VERSION = 1


def read(data: bytes) -> Recording:
    """Return the recording in the bytes of a FIT, TCX or GPX file, gzipped or not.

    Damage becomes a finding of the recording wherever samples precede it.

    Raises
    ------
    FormatError
        If the bytes are none of these, or hold no recorded activity.
    """
    from negsplit.formats.container import Content, recognise, unpack

    digest = hashlib.sha256(data).hexdigest()
    plain, findings = unpack(data)
    match recognise(plain):
        case Content.FIT:
            from negsplit.formats import fit_activity

            recording = fit_activity.read(plain, digest)
        case Content.GPX:
            from negsplit.formats import gpx

            recording = gpx.read(plain, digest)
        case Content.TCX:
            from negsplit.formats import tcx

            recording = tcx.read(plain, digest)
    if not findings:
        return recording
    return replace(recording, findings=(*findings, *recording.findings))


__all__ = ["READER_VERSION", "FormatError", "read"]
