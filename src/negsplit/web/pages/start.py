"""The way in: to the athlete's day, to the demo runner, or to an empty diary."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from negsplit.desk.people.demo_diary import make_demo, remove_demo
from negsplit.desk.people.doors import door_of, first_door, own_door
from negsplit.errors import NotFoundError
from negsplit.web.asking import today
from negsplit.web.render import data, page
from negsplit.web.visitor import visitor_of

router = APIRouter()


@router.get("/health")
def health() -> Response:
    """Say that the server answers."""
    return data({"status": "ok"})


@router.get("/", include_in_schema=False)
def start(request: Request) -> Response:
    """Lead to the day of whoever has runs here: the runner, else the demo runner."""
    visitor, path = visitor_of(request), request.app.state.settings.diary
    if visitor.ids is None:
        return RedirectResponse(f"/a/{first_door(path)}/today", 303)
    found = door_of(path, visitor.ids)
    return RedirectResponse("/account" if found is None else f"/a/{found}/today", 303)


@router.get("/mine", include_in_schema=False)
def mine(request: Request) -> Response:
    """Lead to where a runner brings runs of their own."""
    _only_here(request)
    athlete = own_door(request.app.state.settings.diary)
    return RedirectResponse(f"/a/{athlete}/import", 303)


@router.post("/demo", include_in_schema=False)
def begin_demo(request: Request) -> Response:
    """Make the demo runner, and lead to their day."""
    _only_here(request)
    athlete = make_demo(request.app.state.settings.diary, today())
    return RedirectResponse(f"/a/{athlete}/today", 303)


@router.post("/demo/remove", include_in_schema=False)
def end_demo(request: Request) -> Response:
    """Delete the demo runner."""
    _only_here(request)
    remove_demo(request.app.state.settings.diary)
    return RedirectResponse("/", 303)


@router.get("/empty", include_in_schema=False)
def empty(request: Request) -> Response:
    """Answer as little as a page can, for measuring the others against."""
    return page(request, "empty.html")


def _only_here(request: Request) -> None:
    """Refuse what is for the user of this machine, where a diary is shared.

    Raises
    ------
    NotFoundError
        If others are served.
    """
    if not visitor_of(request).is_local:
        raise NotFoundError("the demo runner is not there where a team shares a diary")
