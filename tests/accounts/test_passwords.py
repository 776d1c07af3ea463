"""Passwords, names and secrets: what is refused, and what can be told from the file."""

from __future__ import annotations

import statistics
import time

import pytest
from argon2 import PasswordHasher, Type, extract_parameters
from hypothesis import given
from hypothesis import strategies as st

from cheap_hashes import CHEAP
from negsplit.accounts import passwords
from negsplit.errors import InputError

GOOD = "four words by the canal"


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "HASHER", CHEAP)


def test_a_password_is_kept_as_rfc_9106_recommends() -> None:
    # RFC 9106, section 4, second recommended option: Argon2id, t=3, 4 lanes, 64 MiB,
    # 128-bit salt, 256-bit tag.
    found = extract_parameters(passwords.hashed(GOOD, "Ada"))
    assert found.type is Type.ID
    assert (found.time_cost, found.parallelism, found.memory_cost) == (3, 4, 64 * 1024)
    assert (found.salt_len, found.hash_len) == (16, 32)


@pytest.mark.usefixtures("cheap")
def test_two_hashes_of_one_password_differ_and_both_are_right() -> None:
    one, other = passwords.hashed(GOOD, "Ada"), passwords.hashed(GOOD, "Ada")
    assert one != other
    assert passwords.verified(one, GOOD)
    assert passwords.verified(other, GOOD)
    assert not passwords.verified(one, GOOD + " ")


@pytest.mark.usefixtures("cheap")
def test_without_a_hash_no_password_is_right() -> None:
    assert not passwords.verified(None, GOOD)
    assert not passwords.verified("no hash at all", GOOD)
    assert not passwords.verified("", "")


@pytest.mark.usefixtures("cheap")
@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "12 to 256 characters, this one 0"),
        ("elevenchars", "this one 11"),
        ("x" * 257, "this one 257"),
        ("ADA runs away", "guessed too easily"),
        ("abababababab", "guessed too easily"),
    ],
)
def test_a_password_that_will_not_do_is_told_why(password: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        passwords.hashed(password, "Ada")


@pytest.mark.usefixtures("cheap")
@given(st.text(min_size=12, max_size=80))
def test_what_is_accepted_opens_the_door_and_nothing_else_does(password: str) -> None:
    try:
        kept = passwords.hashed(password, "Ada")
    except InputError:
        return
    assert passwords.verified(kept, password)
    assert not passwords.verified(kept, password[:-1])
    assert password not in kept


@pytest.mark.usefixtures("cheap")
def test_a_password_may_be_typed_on_another_keyboard() -> None:
    composed, decomposed = (
        "laufen f\u00fcr S\u00fc\u00dfe",
        "laufen fu\u0308r Su\u0308\u00dfe",
    )
    assert composed != decomposed
    assert passwords.verified(passwords.hashed(composed, "Ada"), decomposed)


def test_a_hash_made_more_cheaply_is_renewed_and_a_due_one_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old = PasswordHasher(time_cost=1, memory_cost=16, parallelism=1).hash(GOOD)
    monkeypatch.setattr(passwords, "HASHER", CHEAP)
    new = passwords.renewed(old, GOOD)
    assert new is not None
    assert passwords.verified(new, GOOD)
    assert passwords.renewed(new, GOOD) is None


def test_a_name_that_nobody_has_takes_as_long_as_a_wrong_password() -> None:
    kept = passwords.hashed(GOOD, "Ada")
    passwords.verified(None, GOOD)  # makes nobody's hash, once in a process

    def cpu_s(kept: str | None) -> float:
        began = time.process_time()
        passwords.verified(kept, "something else")
        return time.process_time() - began

    known, unknown = ([cpu_s(one) for _ in range(3)] for one in (kept, None))
    # A lookup alone takes a ten-thousandth of a hash; both are hashes.
    assert statistics.median(unknown) > 0.2 * statistics.median(known)


def test_secrets_are_long_all_different_and_not_told_by_their_digest() -> None:
    found = {passwords.new_secret() for _ in range(1000)}
    assert len(found) == 1000
    # 256 bits as RFC 4648 writes them: 43 characters of 6 bits.
    assert {len(secret) for secret in found} == {43}
    # FIPS 180-4, example of SHA-256.
    assert passwords.digest("abc") == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )


@pytest.mark.parametrize(
    "name", ["", "   ", "x" * 65, "a\u202eb", "a\x00b", "a\u200bb"]
)
def test_a_name_that_cannot_be_seen_or_told_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="name"):
        passwords.clean_name(name)


@pytest.mark.parametrize(
    ("typed", "kept"), [(" Ada  Lovelace ", "Ada Lovelace"), ("李娜", "李娜")]
)
def test_a_name_is_kept_without_stray_blanks(typed: str, kept: str) -> None:
    assert passwords.clean_name(typed) == kept
