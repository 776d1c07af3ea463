"""What programs can ask for, told on a page; the same as OpenAPI lies beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from negsplit.web.render import page

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Question:
    """Something that can be asked for, and its parameters."""

    method: str
    path: str
    told: str
    parameters: tuple[str, ...]


@router.get("/api", include_in_schema=False)
def interface(request: Request) -> Response:
    """Show what programs can ask for."""
    paths: dict[str, dict[str, Any]] = request.app.openapi()["paths"]
    questions = [
        _question(method, path, found)
        for path, methods in sorted(paths.items())
        for method, found in methods.items()
    ]
    return page(request, "interface.html", questions=questions)


def _question(method: str, path: str, found: dict[str, Any]) -> Question:
    """Return a question, its path without braces that a page reads as nothing."""
    asked = [one["name"] for one in found.get("parameters", ()) if one["in"] == "query"]
    told = str(found.get("description", found.get("summary", ""))).partition("\n")[0]
    return Question(method.upper(), path, told, tuple(asked))
