"""The list of runs."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from negsplit.desk.runs.edit_form import ByHandForm, add
from negsplit.desk.runs.runs_list import RunsList, Search, runs_list
from negsplit.errors import InputError
from negsplit.web.asking import About, Asked
from negsplit.web.files import now
from negsplit.web.render import data, page

router = APIRouter()
Asking = Annotated[Search, Depends()]
Text = Annotated[str, Form(max_length=100)]


@router.get("/a/{athlete}/runs", include_in_schema=False)
def runs(
    request: Request, asked: About, search: Asking, deleted: int | None = None
) -> Response:
    """Show the runs that are looked for, newest first."""
    return _page(request, asked, search, ByHandForm(), deleted=deleted)


def _page(  # noqa: PLR0913 - what the page says, by name
    request: Request,
    asked: Asked,
    search: Search,
    typed: ByHandForm,
    *,
    wrong_run: str = "",
    deleted: int | None = None,
) -> Response:
    view = runs_list(asked.diary, search, asked.unit)
    return page(
        request,
        "runs.html",
        asked,
        status=422 if view.trouble or wrong_run else 200,
        view=view,
        typed=typed,
        wrong_run=wrong_run,
        deleted=deleted,
        near=_near(view),
    )


def typed_run(
    began: Text = "",
    distance: Text = "",
    time: Text = "",
    felt: Text = "",
    name: Text = "",
) -> ByHandForm:
    """Return a run that no device recorded, as it was typed."""
    return ByHandForm(began, distance, time, name, felt=felt)


@router.post("/a/{athlete}/runs", include_in_schema=False)
def add_run(
    request: Request, asked: About, typed: Annotated[ByHandForm, Depends(typed_run)]
) -> Response:
    """Put a run in that no device recorded; what cannot be read stays in the form."""
    try:
        number = add(asked.diary, typed, asked.unit, now().tzinfo)
    except InputError as error:
        return _page(request, asked, Search(), typed, wrong_run=str(error))
    return RedirectResponse(f"{asked.place}/runs/{number}", 303)


def _near(view: RunsList) -> dict[str, str]:
    """Return the addresses of the pages before and after."""
    here = view.search.page
    pages = {"Newer": here - 1, "Older": here + 1}
    return {
        name: f"?{_query(view.search, number)}"
        for name, number in pages.items()
        if 1 <= number <= view.pages
    }


def _query(search: Search, number: int) -> str:
    texts = ("text", "form", "goal", "since", "until", "least", "most")
    given = {name: value for name in texts if (value := getattr(search, name))}
    if search.lifted:
        given["lifted"] = "true"
    if search.races:
        given["races"] = "true"
    return urlencode(given | {"page": str(number)})


@router.get("/api/athletes/{athlete}/runs", tags=["runs"])
def runs_data(asked: About, search: Asking) -> Response:
    """Return the runs that are looked for, newest first, 25 a page."""
    return data(runs_list(asked.diary, search, asked.unit))
