"""Style sheets, scripts and pictures: under addresses that change with their content.

So a browser may keep them for good, and still never shows an old one.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles

from negsplit.drawings.looks import page_styles

FOLDER = Path(__file__).parent / "static"
DRAWINGS = "drawings.css"
# A year, the longest that browsers keep anything.
FOR_GOOD = "public, max-age=31536000, immutable"

router = APIRouter()


@router.get(f"/{DRAWINGS}", include_in_schema=False)
def drawings() -> Response:
    """Return the colours of the drawings inside pages."""
    headers = {"Cache-Control": FOR_GOOD}
    return Response(page_styles(), media_type="text/css", headers=headers)


class KeptFiles(StaticFiles):
    """The folder of static files, which browsers may keep."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        """Return a file, to be kept."""
        found: Response = super().file_response(*args, **kwargs)  # type: ignore[arg-type] # passed on as they are
        found.headers["Cache-Control"] = FOR_GOOD
        return found


@cache
def asset(name: str) -> str:
    """Return the address of a style sheet, script or picture."""
    if name == DRAWINGS:
        return f"/{name}?v={_digest(page_styles().encode())}"
    return f"/static/{name}?v={_digest((FOLDER / name).read_bytes())}"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]
