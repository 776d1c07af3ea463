"""Accounts of a diary: set up once, logged in to, watched over by the clock."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cheap_hashes import CHEAP
from diary_rows import new_run
from negsplit.accounts import passwords
from negsplit.accounts.accounts import (
    TOKEN_PREFIX,
    Account,
    Accounts,
)
from negsplit.diary import Diary
from negsplit.errors import InputError, NotFoundError
from negsplit.store import runs

GOOD, OTHER = "four words by the canal", "another few slow words"
NOW = 1_795_000_000
DAY_S = 86_400


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "HASHER", CHEAP)


@pytest.fixture
def accounts(tmp_path: Path) -> Iterator[Accounts]:
    with Diary.open(tmp_path / "diary", "Ada", begin=True) as ada:
        runs.add(ada.connection, ada.athlete_id, new_run(1))
    with Accounts.open(tmp_path / "diary") as opened:
        yield opened


@pytest.fixture
def coach(accounts: Accounts) -> Account:
    return accounts.begin("Carla", GOOD)


def logged_in(accounts: Accounts, password: str = GOOD, now: int = NOW) -> str:
    secret = accounts.log_in("Carla", password, now)
    assert secret is not None
    return secret


def test_whoever_sets_the_server_up_coaches_everybody_in_it(
    accounts: Accounts,
) -> None:
    assert accounts.is_empty()
    coach = accounts.begin("Carla", GOOD)
    assert not accounts.is_empty()
    assert coach.is_coach
    assert coach.has_password
    assert [(one.name, one.runs) for one in accounts.athletes(coach)] == [("Ada", 1)]


def test_a_server_is_set_up_once(accounts: Accounts, coach: Account) -> None:
    with pytest.raises(InputError, match="set up already"):
        accounts.begin("Mallory", OTHER)
    assert coach.name == "Carla"


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("Carla", OTHER),
        ("Nobody", GOOD),
        ("", GOOD),
        ("Carla", ""),
        ("Carla' --", GOOD),
    ],
)
def test_nobody_comes_in_with_a_wrong_name_or_password(
    accounts: Accounts, coach: Account, name: str, password: str
) -> None:
    del coach
    assert accounts.log_in(name, password, NOW) is None


@pytest.mark.parametrize("name", ["Carla", "carla", " CARLA "])
def test_a_name_counts_in_any_letter_case(
    accounts: Accounts, coach: Account, name: str
) -> None:
    secret = accounts.log_in(name, GOOD, NOW)
    assert secret is not None
    assert accounts.visitor(secret, NOW) == coach


def test_every_login_makes_a_session_of_its_own(
    accounts: Accounts, coach: Account
) -> None:
    one, other = logged_in(accounts), logged_in(accounts)
    assert one != other
    accounts.log_out(one)
    assert accounts.visitor(one, NOW) is None
    assert accounts.visitor(other, NOW) == coach


@pytest.mark.usefixtures("coach")
def test_a_session_ends_after_a_month_even_in_use(accounts: Accounts) -> None:
    secret = logged_in(accounts)
    for day in range(30):
        assert accounts.visitor(secret, NOW + day * DAY_S) is not None
    assert accounts.visitor(secret, NOW + 30 * DAY_S) is None


@pytest.mark.usefixtures("coach")
def test_a_session_ends_after_a_fortnight_without_a_visit(accounts: Accounts) -> None:
    secret = logged_in(accounts)
    assert accounts.visitor(secret, NOW + 14 * DAY_S - 1) is not None
    assert accounts.visitor(secret, NOW + 28 * DAY_S - 2) is not None
    seldom = logged_in(accounts)
    assert accounts.visitor(seldom, NOW + 14 * DAY_S) is None


@pytest.mark.usefixtures("coach")
def test_a_visit_is_noted_now_and_then_not_each_time(accounts: Accounts) -> None:
    secret = logged_in(accounts)

    def noted() -> int:
        found = accounts.connection.execute("SELECT seen_at FROM web_session")
        return int(found.fetchone()[0])

    accounts.visitor(secret, NOW + 600 - 1)
    assert noted() == NOW
    accounts.visitor(secret, NOW + 600)
    assert noted() == NOW + 600


def test_a_new_password_ends_all_sessions_and_the_old_one(
    accounts: Accounts, coach: Account
) -> None:
    secret = logged_in(accounts)
    with pytest.raises(InputError, match="not your present password"):
        accounts.change_password(coach, OTHER, "yet another password")
    assert accounts.visitor(secret, NOW) is not None
    accounts.change_password(coach, GOOD, OTHER)
    assert accounts.visitor(secret, NOW) is None
    assert accounts.log_in("Carla", GOOD, NOW) is None
    logged_in(accounts, OTHER)


def test_logging_out_everywhere_ends_every_session(
    accounts: Accounts, coach: Account
) -> None:
    found = [logged_in(accounts) for _ in range(3)]
    assert accounts.log_out_everywhere(coach) == 3
    assert [accounts.visitor(secret, NOW) for secret in found] == [None] * 3


@pytest.mark.usefixtures("coach")
def test_sessions_that_are_over_are_forgotten(accounts: Accounts) -> None:
    logged_in(accounts)
    logged_in(accounts, now=NOW + 30 * DAY_S)
    count = accounts.connection.execute("SELECT count(*) FROM web_session")
    assert count.fetchone() == (1,)


@pytest.mark.usefixtures("coach")
def test_the_file_tells_no_secret_that_opens_anything(accounts: Accounts) -> None:
    secret = logged_in(accounts)
    (kept,) = accounts.connection.execute("SELECT secret FROM web_session").fetchone()
    assert accounts.visitor(kept, NOW) is None
    dumped = "\n".join(accounts.connection.iterdump())
    assert secret not in dumped
    assert GOOD not in dumped


def test_a_stronger_way_to_hash_takes_over_at_the_next_login(
    accounts: Accounts, coach: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    del coach
    (before,) = accounts.connection.execute("SELECT password FROM account").fetchone()
    stronger = type(CHEAP)(time_cost=2, memory_cost=16, parallelism=1)
    monkeypatch.setattr(passwords, "HASHER", stronger)
    logged_in(accounts)
    (after,) = accounts.connection.execute("SELECT password FROM account").fetchone()
    assert before != after
    assert not stronger.check_needs_rehash(after)
    logged_in(accounts)


def test_a_token_asks_in_somebodys_name_until_it_is_revoked(
    accounts: Accounts, coach: Account
) -> None:
    secret = accounts.add_token(coach, " my  spreadsheet ", NOW)
    assert secret.startswith(TOKEN_PREFIX)
    (token,) = accounts.tokens(coach)
    assert (token.label, token.made_at, token.used_at) == ("my spreadsheet", NOW, None)
    assert accounts.by_token(secret, NOW + 5) == coach
    assert accounts.tokens(coach)[0].used_at == NOW + 5
    accounts.revoke(coach, token.id)
    assert accounts.by_token(secret, NOW) is None
    assert accounts.tokens(coach) == []


def test_a_token_is_no_session_and_a_session_no_token(
    accounts: Accounts, coach: Account
) -> None:
    token, session = accounts.add_token(coach, "phone", NOW), logged_in(accounts)
    assert accounts.visitor(token, NOW) is None
    assert accounts.by_token(session, NOW) is None


def test_nobody_revokes_the_token_of_somebody_else(
    accounts: Accounts, coach: Account
) -> None:
    accounts.add_token(coach, "phone", NOW)
    (token,) = accounts.tokens(coach)
    other = Account(99, "Mallory", coach.role, None, has_password=True)
    with pytest.raises(NotFoundError, match="no token"):
        accounts.revoke(other, token.id)
    assert accounts.tokens(coach) == [token]


def test_an_account_that_is_gone_sees_nobody(
    accounts: Accounts, coach: Account
) -> None:
    gone = Account(99, "Gone", coach.role, None, has_password=True)
    assert accounts.athletes(gone) == []
