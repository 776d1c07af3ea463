"""The list of runs."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from negsplit.desk.runs.runs_list import RunsList, Search, runs_list
from negsplit.web.asking import About
from negsplit.web.render import data, page

router = APIRouter()
Asking = Annotated[Search, Depends()]


@router.get("/a/{athlete}/runs", include_in_schema=False)
def runs(
    request: Request, asked: About, search: Asking, deleted: int | None = None
) -> Response:
    """Show the runs that are looked for, newest first."""
    view = runs_list(asked.diary, search, asked.unit)
    return page(
        request,
        "runs.html",
        asked,
        status=422 if view.trouble else 200,
        view=view,
        deleted=deleted,
        near=_near(view),
    )


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
    return urlencode(given | {"page": str(number)})


@router.get("/api/athletes/{athlete}/runs", tags=["runs"])
def runs_data(asked: About, search: Asking) -> Response:
    """Return the runs that are looked for, newest first, 25 a page."""
    return data(runs_list(asked.diary, search, asked.unit))
