"""The door: logging in, setting up, taking an invitation."""

from __future__ import annotations

import hmac
from http import HTTPStatus
from math import ceil
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from negsplit.accounts.accounts import SESSION_S, Accounts
from negsplit.accounts.team import Team
from negsplit.errors import InputError, NotFoundError
from negsplit.web.cookies import give_session
from negsplit.web.render import page
from negsplit.web.visitor import address_of, now_s, visitor_of

if TYPE_CHECKING:
    from negsplit.web.guesses import Guesses

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Form()]
_MINUTE_S = 60


def accounts_of(request: Request) -> Accounts:
    """Open the accounts of the diary that is served."""
    return Accounts.open(request.app.state.settings.diary)


def local_path(asked: str) -> str:
    """Return where to go after a login: a page of ours, whatever was asked for.

    Browsers drop tabs and line breaks from addresses and take a backslash for a slash;
    such addresses, and those that begin with two slashes, may lead elsewhere.
    """
    is_odd = any(one <= " " or one == "\\" for one in asked)
    if is_odd or not asked.startswith("/") or asked.startswith("//"):
        return "/"
    return asked


def too_often(request: Request, name: str = "") -> str | None:
    """Count a try at a password or code; return what to say if there were too many."""
    guesses: Guesses = request.app.state.guesses
    wait_s = guesses.count(address_of(request), name)
    if not wait_s:
        return None
    minutes = ceil(wait_s / _MINUTE_S)
    plural = "" if minutes == 1 else "s"
    return (
        f"that was tried too often; wait {minutes} minute{plural}, then try again. "
        "Nothing is lost, and nobody was locked out for good"
    )


def _entered(request: Request, secret: str, there: str) -> Response:
    """Lead somebody in, with a session that nobody knew of before."""
    found = RedirectResponse(there, HTTPStatus.SEE_OTHER)
    give_session(request, found, secret, SESSION_S)
    return found


@router.get("/login")
def door(request: Request, next: str = "/") -> Response:  # noqa: A002 - as everywhere
    """Ask for name and password."""
    if visitor_of(request).is_local or visitor_of(request).account:
        return RedirectResponse(local_path(next), HTTPStatus.SEE_OTHER)
    if request.app.state.setup_code:
        with accounts_of(request) as accounts:
            if accounts.is_empty():
                return RedirectResponse("/setup", HTTPStatus.SEE_OTHER)
    return page(request, "login.html", name="", there=local_path(next), wrong="")


@router.post("/login")
def log_in(
    request: Request,
    name: Text = "",
    password: Text = "",
    there: Text = "/",
) -> Response:
    """Let somebody in who knows their password."""

    def again(status: HTTPStatus, wrong: str) -> Response:
        return page(
            request,
            "login.html",
            status=status,
            name=name,
            there=local_path(there),
            wrong=wrong,
        )

    if visitor_of(request).is_local:
        return RedirectResponse("/", HTTPStatus.SEE_OTHER)
    wait = too_often(request, name)
    if wait is not None:
        return again(HTTPStatus.TOO_MANY_REQUESTS, wait)
    with accounts_of(request) as accounts:
        secret = accounts.log_in(name, password, now_s())
    if secret is None:
        return again(
            HTTPStatus.UNAUTHORIZED,
            "name or password is wrong; your coach can send you a new invitation",
        )
    request.app.state.guesses.forgive(address_of(request), name)
    return _entered(request, secret, local_path(there))


@router.get("/setup")
def first_visit(request: Request) -> Response:
    """Ask who will look after this server."""
    with accounts_of(request) as accounts:
        if visitor_of(request).is_local or not accounts.is_empty():
            return RedirectResponse("/login", HTTPStatus.SEE_OTHER)
    return page(request, "setup.html", name="", code="", wrong="")


@router.post("/setup")
def set_up(
    request: Request,
    code: Text = "",
    name: Text = "",
    password: Text = "",
) -> Response:
    """Make the first coach of whoever can read the server's terminal."""

    def again(status: HTTPStatus, wrong: str) -> Response:
        return page(
            request, "setup.html", status=status, name=name, code=code, wrong=wrong
        )

    wait = too_often(request)
    if wait is not None:
        return again(HTTPStatus.TOO_MANY_REQUESTS, wait)
    right = request.app.state.setup_code
    if not right or not hmac.compare_digest(code.strip().encode(), right.encode()):
        return again(
            HTTPStatus.FORBIDDEN,
            "that is not the code that the server printed when it was started",
        )
    with accounts_of(request) as accounts:
        try:
            accounts.begin(name, password)
        except InputError as error:
            return again(HTTPStatus.UNPROCESSABLE_ENTITY, str(error))
        secret = accounts.log_in(name, password, now_s())
    request.app.state.setup_code = ""
    return _entered(request, secret or "", "/account")


@router.get("/invite/{secret}")
def invitation(request: Request, secret: str) -> Response:
    """Ask somebody invited for a password."""
    with accounts_of(request) as accounts:
        account = Team(accounts).invited(secret, now_s())
    if account is None:
        raise NotFoundError(
            "this invitation was used or is too old; ask your coach for another"
        )
    return page(request, "invite.html", name=account.name, wrong="")


@router.post("/invite/{secret}")
def take_invitation(request: Request, secret: str, password: Text = "") -> Response:
    """Set the password of somebody invited, and let them in."""
    with accounts_of(request) as accounts:
        team = Team(accounts)
        account = team.invited(secret, now_s())
        try:
            taken = team.accept(secret, password, now_s())
        except InputError as error:
            name = "" if account is None else account.name
            return page(
                request,
                "invite.html",
                status=HTTPStatus.UNPROCESSABLE_ENTITY,
                name=name,
                wrong=str(error),
            )
        session = accounts.log_in(taken.name, password, now_s())
    return _entered(request, session or "", "/")
