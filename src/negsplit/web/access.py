"""The door: who comes, and what they have to show before a page is theirs.

Served to this machine alone, whoever comes is its user and sees everybody in the file.
Served to others, every page and all data but the few open doors want a login first: a
session's cookie, or the token of a program for data.
"""

from __future__ import annotations

import secrets
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse

from negsplit.accounts.accounts import Accounts
from negsplit.errors import NegsplitError
from negsplit.web.cookies import Greeting, session_of, visit_of
from negsplit.web.guard import SAFE
from negsplit.web.troubles import answer, status_of
from negsplit.web.visitor import Visitor, address_of, now_s

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

    from negsplit.web.guesses import Guesses
    from negsplit.web.settings import Settings

# What anybody may ask for where a login is due; what ends in a slash with all below.
OPEN = ("/login", "/setup", "/invite/", "/static/", "/drawings.css", "/health")
# Letters and digits that nobody mistakes for each other; twelve of them are 59 bits.
_CODE_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_CHALLENGE = {"WWW-Authenticate": "Bearer"}


def setup_code(settings: Settings) -> str:
    """Return a code for making the first coach; '' where there is one, or none is due.

    Whoever can read the terminal of the server may set it up, and nobody else.
    """
    if not settings.is_shared:
        return ""
    with Accounts.open(settings.diary) as accounts:
        if not accounts.is_empty():
            return ""
    return "-".join(
        "".join(secrets.choice(_CODE_LETTERS) for _ in range(4)) for _ in range(3)
    )


class Access:
    """The app behind its door."""

    def __init__(self, app: ASGIApp, settings: Settings, guesses: Guesses):
        self.app = app
        self.settings = settings
        self.guesses = guesses

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Tell the pages who asks, or show the way to the login."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        visit, is_new = visit_of(request)
        try:
            visitor, refusal = await self._visitor(request, visit)
        except NegsplitError as error:  # such as a diary that cannot be opened
            await answer(request, status_of(error), str(error))(scope, receive, send)
            return
        scope.setdefault("state", {})["visitor"] = visitor
        scope["state"]["csrf"] = visitor.csrf
        if is_new and visitor.secret == visit and not _is_quiet(request):
            send = Greeting(request, send, visit)
        await (refusal or self.app)(scope, receive, send)

    async def _visitor(
        self, request: Request, visit: str
    ) -> tuple[Visitor, Response | None]:
        if not self.settings.is_shared:
            return Visitor(None, None, visit), None
        nobody = Visitor(None, frozenset(), visit)
        if _bearer(request) is not None and request.url.path.startswith("/api/"):
            return await self._program(request, nobody)
        secret = session_of(request)
        if secret:
            found = await run_in_threadpool(self._known, secret)
            if found is not None:
                return found, None
        if is_open(request.url.path):
            return nobody, None
        return nobody, _to_the_door(request)

    async def _program(
        self, request: Request, nobody: Visitor
    ) -> tuple[Visitor, Response | None]:
        address, secret = address_of(request), _bearer(request) or ""
        if self.guesses.is_full(address):
            words = "too many wrong tokens came from this address; wait 15 minutes"
            return nobody, answer(request, HTTPStatus.TOO_MANY_REQUESTS, words)
        found = await run_in_threadpool(self._known, secret, is_program=True)
        if found is not None:
            return found, None
        self.guesses.count(address)
        words = "this token is not known, or was revoked; make one at /account"
        refused = answer(request, HTTPStatus.UNAUTHORIZED, words, _CHALLENGE)
        return nobody, refused

    def _known(self, secret: str, *, is_program: bool = False) -> Visitor | None:
        with Accounts.open(self.settings.diary) as accounts:
            find = accounts.by_token if is_program else accounts.visitor
            account = find(secret, now_s())
            if account is None:
                return None
            ids = frozenset(one.id for one in accounts.athletes(account))
        return Visitor(account, ids, secret, is_program=is_program)


def is_open(path: str) -> bool:
    """Return whether a path needs no login."""
    return any(
        path.startswith(one) if one.endswith("/") else path == one for one in OPEN
    )


def _is_quiet(request: Request) -> bool:
    """Return whether an answer carries no form."""
    return request.url.path.startswith(("/static/", "/api/", "/health"))


def _bearer(request: Request) -> str | None:
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    return secret.strip() if kind.lower() == "bearer" else None


def _to_the_door(request: Request) -> Response:
    """Answer somebody who has to log in first."""
    if request.url.path.startswith("/api/"):
        words = "log in first, or send a token: Authorization: Bearer TOKEN"
        return answer(request, HTTPStatus.UNAUTHORIZED, words, _CHALLENGE)
    if request.method not in SAFE:
        words = (
            "you have been logged out, so nothing was changed; log in in another tab, "
            "come back here with your browser's back button, reload and send again"
        )
        return answer(request, HTTPStatus.UNAUTHORIZED, words)
    query = f"?{request.url.query}" if request.url.query else ""
    there = quote(f"{request.url.path}{query}", safe="")
    return RedirectResponse(f"/login?next={there}", HTTPStatus.SEE_OTHER)
