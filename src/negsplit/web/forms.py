"""Whether what changes something comes from a form of ours.

Each form carries a token that is made of the cookie of whoever got the page: another
site can neither read it nor make it.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from fastapi import Request

from negsplit.web.guard import SAFE
from negsplit.web.render import page
from negsplit.web.troubles import answer
from negsplit.web.visitor import visitor_of

if TYPE_CHECKING:
    from fastapi import FastAPI, Response
    from starlette.datastructures import FormData

    from negsplit.web.visitor import Visitor

FIELD, HEADER = "csrf", "x-csrf-token"
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class StaleError(Exception):
    """A form whose token is of another cookie: a page from before.

    Parameters
    ----------
    fields : list of pairs
        What was typed, so that it is not lost; nothing of a form that cannot be shown
        again, as it holds a file or a password.
    """

    def __init__(self, fields: list[tuple[str, str]]) -> None:
        super().__init__("the page was open for too long")
        self.fields = fields


async def from_our_page(request: Request) -> None:
    """Refuse what changes something and does not come from one of our pages.

    Programs are let through: they have no cookie that another site could make use of.

    Raises
    ------
    StaleError
        If the token is missing or of another cookie.
    """
    visitor = visitor_of(request)
    if request.method in SAFE or visitor.is_program or _is_bare(request, visitor):
        return
    if visitor.has_made(request.headers.get(HEADER, "")):
        return
    fields: list[tuple[str, str]] = []
    if request.headers.get("content-type", "").lower().startswith(_FORMS):
        form = await request.form()
        if visitor.has_made(str(form.get(FIELD, ""))):
            return
        fields = _typed(form)
    raise StaleError(fields)


def _typed(form: FormData) -> list[tuple[str, str]]:
    found = [(name, value) for name, value in form.multi_items() if name != FIELD]
    texts = [(name, value) for name, value in found if isinstance(value, str)]
    is_secret = any("password" in name for name, _ in found)
    return texts if len(texts) == len(found) and not is_secret else []


def _is_bare(request: Request, visitor: Visitor) -> bool:
    """Return whether a program on this machine asks for data: browsers say more."""
    return (
        visitor.is_local
        and request.url.path.startswith("/api/")
        and not {"origin", "sec-fetch-site", "cookie"} & set(request.headers.keys())
    )


def handle(app: FastAPI) -> None:
    """Show a form that was open for too long again, with what was typed."""

    @app.exception_handler(StaleError)
    def _stale(request: Request, error: StaleError) -> Response:
        if request.url.path.startswith("/api/"):
            words = f"the header {HEADER} is missing or of an older page; load it anew"
            return answer(request, HTTPStatus.FORBIDDEN, words)
        return page(
            request,
            "stale.html",
            status=HTTPStatus.FORBIDDEN,
            fields=error.fields,
        )
