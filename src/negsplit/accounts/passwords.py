"""Names, passwords and random secrets: what is accepted, and how it is kept.

Passwords are kept as argon2id hashes. Random secrets are shown once and kept as their
SHA-256 only: whoever reads the file can use none of them.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from negsplit.errors import InputError

# NIST SP 800-63B asks for at least 8 characters and, in revision 4, for 15 where
# nothing but a password is asked for. Ours lies between: guessing is slowed as well.
PASSWORD_CHARACTERS = (12, 256)
NAME_CHARACTERS = (1, 64)
# Of 256 bits, nobody guesses one.
_SECRET_BYTES = 32

# The library's own choice: the second one recommended by RFC 9106, section 4.
HASHER = PasswordHasher()
# A hash takes 64 MiB; a crowd at the door must not take all memory.
_AT_ONCE = threading.BoundedSemaphore(2)


def clean_name(name: str) -> str:
    """Return a name as it is kept.

    Raises
    ------
    InputError
        If it is empty, too long, or holds what cannot be seen.
    """
    return clean("name", name, "write one such as 'Ada'")


def clean(what: str, text: str, right: str) -> str:
    """Return a short text as it is kept.

    Raises
    ------
    InputError
        If it is empty, too long, or holds what cannot be seen.
    """
    text = " ".join(unicodedata.normalize("NFC", text).split())
    low, high = NAME_CHARACTERS
    if not low <= len(text) <= high:
        raise InputError(
            f"a {what} has {low} to {high} characters, this one {len(text)}; {right}"
        )
    # C: control characters, and others that are not seen or turn text around.
    if any(unicodedata.category(one).startswith("C") for one in text):
        raise InputError(f"the {what} holds a character that cannot be seen; {right}")
    return text


def hashed(password: str, name: str) -> str:
    """Return the hash of a new password.

    Raises
    ------
    InputError
        If it is too short, too long, or too easily guessed.
    """
    plain = _plain(password)
    low, high = PASSWORD_CHARACTERS
    if not low <= len(plain) <= high:
        raise InputError(
            f"a password has {low} to {high} characters, this one {len(plain)}; a few "
            "words that nobody would put together are easy to remember"
        )
    if name.casefold() in plain.casefold() or len(set(plain)) < low // 2:
        raise InputError(
            "this password is guessed too easily: it repeats itself, or your name"
        )
    return _hash(HASHER, plain)


def renewed(kept: str, password: str) -> str | None:
    """Return a new hash where the kept one was made more cheaply than is due now."""
    if not HASHER.check_needs_rehash(kept):
        return None
    return _hash(HASHER, _plain(password))


def verified(kept: str | None, password: str) -> bool:
    """Return whether a password is the one of a hash.

    Without a hash the answer is no, after as much work as for a yes: the time it takes
    tells nobody which names there are.
    """
    other = _nobodys(HASHER)
    # A longer one was never accepted; hashing it would only cost time.
    plain = _plain(password[: 2 * PASSWORD_CHARACTERS[1]])
    try:
        with _AT_ONCE:
            return HASHER.verify(kept or other, plain) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys(hasher: PasswordHasher) -> str:
    """Return a hash that nobody knows the password of, made like all others."""
    return _hash(hasher, new_secret())


def _hash(hasher: PasswordHasher, plain: str) -> str:
    with _AT_ONCE:
        return hasher.hash(plain)


def _plain(password: str) -> str:
    """Return a password in one spelling: keyboards compose letters differently."""
    return unicodedata.normalize("NFKC", password)


def new_secret() -> str:
    """Return a secret that nobody can guess."""
    return secrets.token_urlsafe(_SECRET_BYTES)


def digest(secret: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
