"""The day: what is next and why, the last verdicts, the one thing to know."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from negsplit.desk.today import today_view
from negsplit.web.asking import About
from negsplit.web.pictures import profile_pictures
from negsplit.web.render import data, page

router = APIRouter()


@router.get("/a/{athlete}/today", include_in_schema=False)
def today_page(request: Request, asked: About) -> Response:
    """Show the day."""
    view = today_view(asked.diary, asked.today, asked.unit)
    pictures = None
    if view.shown is not None:
        title = view.shown.brief.title
        pictures = profile_pictures(view.shown.sketch, title, "next")
    return page(request, "today.html", asked, view=view, pictures=pictures)


@router.get("/api/athletes/{athlete}/today")
def today_data(asked: About) -> Response:
    """Return what the page of the day shows."""
    return data(today_view(asked.diary, asked.today, asked.unit))
