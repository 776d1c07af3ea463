"""Whoever comes, and whom they may see."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Protocol, TypeVar

    from fastapi import Request

    from negsplit.accounts.accounts import Account

    class _HasId(Protocol):
        @property
        def id(self) -> int: ...

    _Row = TypeVar("_Row", bound=_HasId)


# Of the part of a form's token that is new each time.
SALT_BYTES = 8


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever comes.

    Parameters
    ----------
    account : Account, optional
        Who logged in; nobody on a server for this machine alone, or before a login.
    ids : frozenset of int, optional
        The athletes whom they may see; everybody, if it is nothing.
    secret : str
        What their forms' token is made of.
    is_program : bool
        Whether they came with a token instead of a cookie.
    """

    account: Account | None
    ids: frozenset[int] | None
    secret: str
    is_program: bool = False

    @property
    def csrf(self) -> str:
        """A token for their forms, new each time, so that no length tells it."""
        salt = secrets.token_hex(SALT_BYTES)
        return salt + self._signed(salt)

    def has_made(self, token: str) -> bool:
        """Return whether a token is one of theirs."""
        salt, signed = token[: 2 * SALT_BYTES], token[2 * SALT_BYTES :]
        expected = self._signed(salt)
        return hmac.compare_digest(signed.encode(errors="replace"), expected.encode())

    def _signed(self, salt: str) -> str:
        text = f"form {salt}".encode(errors="replace")
        return hmac.new(self.secret.encode(), text, hashlib.sha256).hexdigest()

    @property
    def is_local(self) -> bool:
        """Whether this is the user of the machine, who needs no account."""
        return self.ids is None

    def may_see(self, athlete: int) -> bool:
        """Return whether they may see an athlete."""
        return self.ids is None or athlete in self.ids

    def needs(self, athlete: int) -> None:
        """Refuse an athlete whom they may not see, as if there were none.

        Raises
        ------
        NotFoundError
            In the words for an athlete who is not there.
        """
        if not self.may_see(athlete):
            raise NotFoundError(f"the diary has no athlete {athlete}")

    def among(self, everybody: Iterable[_Row]) -> list[_Row]:
        """Return those of some athletes whom they may see."""
        return [one for one in everybody if self.may_see(one.id)]


def visitor_of(request: Request) -> Visitor:
    """Return who asks."""
    found: Visitor = request.state.visitor
    return found


def now_s() -> int:
    """Return the time in whole seconds since 1970."""
    return int(time.time())


def address_of(request: Request) -> str:
    """Return from where somebody asks; a trusted proxy has said so before."""
    return request.client.host if request.client else ""
