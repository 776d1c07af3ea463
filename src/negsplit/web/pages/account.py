"""Accounts: password, sessions, tokens of programs, and the runners of a coach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from negsplit.accounts.accounts import SESSION_S, Account, Accounts
from negsplit.accounts.team import INVITATION_S, Team
from negsplit.desk.people.account_view import account_view
from negsplit.desk.people.doors import everybody
from negsplit.errors import InputError, NotFoundError
from negsplit.web.cookies import give_session, session_of, take_session
from negsplit.web.render import data, page
from negsplit.web.visitor import now_s, visitor_of

router = APIRouter()

Text = Annotated[str, Form()]
_DAY_S = 86_400
# The fields of the page that keep what was typed.
_BLANK = {"label": "", "runner": "", "login": "", "coach": ""}


@dataclass(frozen=True, slots=True)
class Own:
    """Who asks, and the accounts of the file, opened for one request."""

    request: Request
    account: Account
    accounts: Accounts

    def page(self, status: HTTPStatus = HTTPStatus.OK, **values: Any) -> Response:
        """Return the page of the account."""
        shown = {"wrong": "", "where": "", "typed": _BLANK, "token": "", "link": ""}
        view = account_view(self.accounts, self.account)
        return page(
            self.request,
            "account.html",
            status=status,
            view=view,
            invitation_days=INVITATION_S // _DAY_S,
            **{**shown, **values},
        )

    def again(self, where: str, error: InputError, **typed: str) -> Response:
        """Return the page with what was typed and what is wrong with it."""
        return self.page(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            where=where,
            wrong=str(error),
            typed={**_BLANK, **typed},
        )

    def back(self) -> Response:
        """Lead back to the page of the account."""
        return RedirectResponse("/account", HTTPStatus.SEE_OTHER)


def own(request: Request) -> Iterator[Own]:
    """Open the accounts for somebody who logged in.

    Raises
    ------
    NotFoundError
        If this server knows no accounts.
    """
    account = visitor_of(request).account
    if account is None:
        raise NotFoundError(
            "there are no accounts here, as this server answers this machine only"
        )
    path = request.app.state.settings.diary
    with Accounts.open(path, across_threads=True) as accounts:
        yield Own(request, account, accounts)


Mine = Annotated[Own, Depends(own)]


@router.get("/account", include_in_schema=False)
def show(request: Request) -> Response:
    """Show the account, or why there is none."""
    if visitor_of(request).is_local:
        return page(request, "account_local.html")
    with Accounts.open(request.app.state.settings.diary) as accounts:
        account = visitor_of(request).account
        if account is None:
            raise NotFoundError("log in first")
        return Own(request, account, accounts).page()


@router.get("/api/account", tags=["account"])
def show_data(mine: Mine) -> Response:
    """Return who asks, whom they may see, and their tokens."""
    return data(account_view(mine.accounts, mine.account))


@router.get("/api/athletes", tags=["account"])
def athletes(request: Request) -> Response:
    """Return the athletes whom the visitor may see."""
    return data(visitor_of(request).among(everybody(_diary(request))))


def _diary(request: Request) -> Path:
    path: Path = request.app.state.settings.diary
    return path


@router.post("/account/password", include_in_schema=False)
def change_password(
    mine: Mine, old_password: Text = "", new_password: Text = ""
) -> Response:
    """Set a new password; every session ends, and this one begins anew."""
    try:
        mine.accounts.change_password(mine.account, old_password, new_password)
    except InputError as error:
        return mine.again("password", error)
    secret = mine.accounts.log_in(mine.account.name, new_password, now_s())
    found = mine.back()
    give_session(mine.request, found, secret or "", SESSION_S)
    return found


@router.post("/logout", include_in_schema=False)
def log_out(mine: Mine) -> Response:
    """Log out of this browser."""
    mine.accounts.log_out(session_of(mine.request))
    return _out(mine.request)


@router.post("/logout/everywhere", include_in_schema=False)
def log_out_everywhere(mine: Mine) -> Response:
    """End every session, on every device."""
    mine.accounts.log_out_everywhere(mine.account)
    return _out(mine.request)


def _out(request: Request) -> Response:
    found = RedirectResponse("/login", HTTPStatus.SEE_OTHER)
    take_session(request, found)
    return found


@router.post("/account/tokens", include_in_schema=False)
def add_token(mine: Mine, label: Text = "") -> Response:
    """Make a token for a program, and show it this once."""
    try:
        secret = mine.accounts.add_token(mine.account, label, now_s())
    except InputError as error:
        return mine.again("token", error, label=label)
    return mine.page(token=secret, where="token")


@router.post("/account/tokens/{token}/revoke", include_in_schema=False)
def revoke(mine: Mine, token: int) -> Response:
    """Make a token useless."""
    mine.accounts.revoke(mine.account, token)
    return mine.back()


@router.post("/account/runners", include_in_schema=False)
def add_runner(mine: Mine, runner: Text = "") -> Response:
    """Add a runner, whom the coach sees from now on."""
    try:
        Team(mine.accounts).add_runner(mine.account, runner)
    except InputError as error:
        return mine.again("runner", error, runner=runner)
    return mine.back()


@router.post("/account/runners/{athlete}/invite", include_in_schema=False)
def invite(mine: Mine, athlete: int, login: Text = "") -> Response:
    """Make a link for a runner to choose a password with, and show it this once."""
    team = Team(mine.accounts)
    try:
        secret = team.invite(mine.account, athlete, login, now_s())
    except InputError as error:
        return mine.again(f"invite {athlete}", error, login=login)
    return mine.page(link=_link(mine.request, secret), where="link")


@router.post("/account/runners/{athlete}/shut-out", include_in_schema=False)
def shut_out(mine: Mine, athlete: int) -> Response:
    """Take a runner's account away; the runs stay."""
    Team(mine.accounts).shut_out(mine.account, athlete)
    return mine.back()


@router.post("/account/coaches", include_in_schema=False)
def invite_coach(mine: Mine, coach: Text = "") -> Response:
    """Make a link for another coach, and show it this once."""
    try:
        secret = Team(mine.accounts).invite_coach(mine.account, coach, now_s())
    except InputError as error:
        return mine.again("coach", error, coach=coach)
    return mine.page(link=_link(mine.request, secret), where="link")


def _link(request: Request, secret: str) -> str:
    return f"{request.base_url}invite/{secret}"
