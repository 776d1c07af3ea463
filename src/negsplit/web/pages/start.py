"""The way in: to the athlete's day, to the demo runner, or to an empty diary."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from negsplit.desk.demo_diary import make_demo, remove_demo
from negsplit.desk.doors import first_door, own_door
from negsplit.web.asking import today
from negsplit.web.render import data, page

router = APIRouter()


@router.get("/health")
def health() -> Response:
    """Say that the server answers."""
    return data({"status": "ok"})


@router.get("/", include_in_schema=False)
def start(request: Request) -> Response:
    """Lead to the day of whoever has runs here: the runner, else the demo runner."""
    athlete = first_door(request.app.state.settings.diary)
    return RedirectResponse(f"/a/{athlete}/today", 303)


@router.get("/mine", include_in_schema=False)
def mine(request: Request) -> Response:
    """Lead to where a runner brings runs of their own."""
    athlete = own_door(request.app.state.settings.diary)
    return RedirectResponse(f"/a/{athlete}/import", 303)


@router.post("/demo", include_in_schema=False)
def begin_demo(request: Request) -> Response:
    """Make the demo runner, and lead to their day."""
    athlete = make_demo(request.app.state.settings.diary, today())
    return RedirectResponse(f"/a/{athlete}/today", 303)


@router.post("/demo/remove", include_in_schema=False)
def end_demo(request: Request) -> Response:
    """Delete the demo runner."""
    remove_demo(request.app.state.settings.diary)
    return RedirectResponse("/", 303)


@router.get("/empty", include_in_schema=False)
def empty(request: Request) -> Response:
    """Answer as little as a page can, for measuring the others against."""
    return page(request, "empty.html")
