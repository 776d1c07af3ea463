"""The squad: who needs a word, and one session for all in their own paces."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from negsplit.desk.people.doors import everybody
from negsplit.desk.people.squad import (
    Squad,
    add_runner,
    files_for_all,
    people_of,
    session_for_all,
)
from negsplit.errors import InputError, NegsplitError
from negsplit.units import DistanceUnit
from negsplit.web.asking import today
from negsplit.web.files import now, zip_of
from negsplit.web.render import data, page
from negsplit.web.troubles import status_of
from negsplit.web.visitor import visitor_of

router = APIRouter()
Words = Annotated[str, Query(max_length=2000)]


def _squad(request: Request, unit: DistanceUnit = DistanceUnit.KM) -> Squad:
    """Return the runners whom a visitor may see."""
    path = request.app.state.settings.diary
    athletes = visitor_of(request).among(everybody(path))
    return Squad(path, tuple(athletes), today(), unit)


Seen = Annotated[Squad, Depends(_squad)]


@router.get("/squad", include_in_schema=False)
def squad(request: Request, seen: Seen, session: Words = "") -> Response:
    """Show the runners, and a session for all of them."""
    return _page(request, seen, session)


def _page(
    request: Request,
    seen: Squad,
    session: str = "",
    error: NegsplitError | None = None,
) -> Response:
    found = None
    if session.strip():
        try:
            found, _ = session_for_all(seen, session)
        except NegsplitError as wrong:
            error = wrong
    return page(
        request,
        "squad.html",
        status=200 if error is None else int(status_of(error)),
        home="" if seen.first is None else f"/a/{seen.first}",
        people=people_of(seen),
        found=found,
        session=session,
        unit=seen.unit,
        trouble="" if error is None else str(error),
    )


@router.get("/api/squad")
def squad_data(seen: Seen, session: Words = "") -> Response:
    """Return the runners, and a session for all of them if one is asked for."""
    found = session_for_all(seen, session)[0] if session.strip() else None
    return data({"people": people_of(seen), "session": found})


@router.get("/squad/files", include_in_schema=False)
def squad_files(seen: Seen, session: Words) -> Response:
    """Return a watch file for every runner, in a zip."""
    found, members = session_for_all(seen, session)
    if not members:
        raise InputError("of nobody enough is known to give paces; add a race first")
    return zip_of(files_for_all(members, found.title, now()), "squad.zip")


@router.post("/squad/runners", include_in_schema=False)
def add(request: Request, seen: Seen, name: Annotated[str, Form()] = "") -> Response:
    """Enter a runner; where people log in, that is done with their account."""
    if not visitor_of(request).is_local:
        return RedirectResponse("/account", 303)
    try:
        athlete = add_runner(seen.path, name)
    except NegsplitError as error:
        return _page(request, seen, error=error)
    return RedirectResponse(f"/a/{athlete}/runner", 303)
