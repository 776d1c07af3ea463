"""Files to take along."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from fastapi.responses import Response

if TYPE_CHECKING:
    from collections.abc import Iterable


def now() -> datetime:
    """Return the moment, in this machine's zone."""
    return datetime.now(UTC).astimezone()


def zip_of(files: Iterable[tuple[str, bytes]], name: str) -> Response:
    """Return files as one archive to be saved."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for inside, content in files:
            archive.writestr(inside, content)
    return saved(packed.getvalue(), name, "application/zip")


def saved(content: bytes, name: str, kind: str) -> Response:
    """Return a file that the browser saves under a plain name of ours."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=kind, headers=headers)
