"""The history: findings, and pictures to look at."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from negsplit.desk.history.histories import Histories, Kept
from negsplit.web.asking import About, Asked
from negsplit.web.render import data, page

router = APIRouter()
# A page that waits for its history asks again after so many seconds.
AGAIN_S = "2"


def _kept(request: Request, asked: Asked) -> Kept:
    histories: Histories = request.app.state.histories
    return histories.of(asked.desk)


@router.get("/a/{athlete}/history", include_in_schema=False)
def history(request: Request, asked: About) -> Response:
    """Show what all runs say."""
    kept = _kept(request, asked)
    runs = asked.diary.count()
    found = page(request, "history.html", asked, kept=kept, view=kept.view, runs=runs)
    if not kept.is_current:
        found.headers["Refresh"] = AGAIN_S
    return found


@router.get("/api/athletes/{athlete}/history")
def history_data(request: Request, asked: About) -> Response:
    """Return what all runs say; ``is_current`` is false while it is looked up."""
    kept = _kept(request, asked)
    return data({"is_current": kept.is_current, "history": kept.view})
