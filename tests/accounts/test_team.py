"""Coaches add runners and invite them; each sees their own and nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cheap_hashes import CHEAP
from negsplit.accounts import passwords
from negsplit.accounts.accounts import Account, Accounts
from negsplit.accounts.team import Team
from negsplit.diary import Diary
from negsplit.errors import InputError, NotFoundError

GOOD, OTHER = "four words by the canal", "another few slow words"
NOW = 1_795_000_000


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "HASHER", CHEAP)


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with Accounts.open(tmp_path / "diary") as opened:
        yield Team(opened)


@pytest.fixture
def coach(team: Team) -> Account:
    return team.accounts.begin("Carla", GOOD)


@pytest.fixture
def other_coach(team: Team, coach: Account) -> Account:
    return team.accept(team.invite_coach(coach, "Otto", NOW), OTHER, NOW)


@pytest.fixture
def bo(team: Team, coach: Account) -> Account:
    number = team.add_runner(coach, "Bo")
    return team.accept(team.invite(coach, number, "bo", NOW), OTHER, NOW)


def seen(team: Team, account: Account) -> list[str]:
    return [one.name for one in team.accounts.athletes(account)]


def test_a_coach_sees_the_runners_they_add(team: Team, coach: Account) -> None:
    team.add_runner(coach, "Bo")
    team.add_runner(coach, "Ada")
    assert seen(team, coach) == ["Ada", "Bo"]
    assert [one.account for one in team.coached(coach)] == [None, None]


def test_a_coach_does_not_see_the_runners_of_another(
    team: Team, coach: Account, other_coach: Account
) -> None:
    team.add_runner(coach, "Bo")
    team.add_runner(other_coach, "Eve")
    assert seen(team, coach) == ["Bo"]
    assert seen(team, other_coach) == ["Eve"]


def test_a_runner_sees_themselves_only(team: Team, coach: Account, bo: Account) -> None:
    team.add_runner(coach, "Ada")
    assert not bo.is_coach
    assert seen(team, bo) == ["Bo"]


def test_a_name_in_the_diary_gives_nobody_a_way_to_its_runs(
    team: Team, coach: Account, other_coach: Account
) -> None:
    team.add_runner(coach, "Bo")
    with pytest.raises(InputError, match="called 'Bo' already"):
        team.add_runner(other_coach, " Bo ")
    assert seen(team, other_coach) == []


def test_who_came_by_the_command_line_is_seen_by_the_first_coach(
    team: Team, coach: Account, other_coach: Account
) -> None:
    Diary.open(team.accounts.path, "Late").close()
    assert seen(team, coach) == ["Late"]
    assert seen(team, other_coach) == []


def test_an_invitation_opens_once_and_sets_the_password(
    team: Team, coach: Account
) -> None:
    number = team.add_runner(coach, "Bo")
    secret = team.invite(coach, number, "bo", NOW)
    invited = team.invited(secret, NOW)
    assert invited is not None
    assert (invited.name, invited.athlete, invited.has_password) == (
        "bo",
        number,
        False,
    )
    assert team.accounts.log_in("bo", "", NOW) is None
    account = team.accept(secret, OTHER, NOW)
    assert account.has_password
    assert team.accounts.log_in("bo", OTHER, NOW) is not None
    with pytest.raises(NotFoundError, match="used or is too old"):
        team.accept(secret, GOOD, NOW)
    assert team.accounts.log_in("bo", GOOD, NOW) is None


def test_an_invitation_ends_after_a_week(team: Team, coach: Account) -> None:
    number = team.add_runner(coach, "Bo")
    secret = team.invite(coach, number, "bo", NOW)
    assert team.invited(secret, NOW + 7 * 86_400 - 1) is not None
    assert team.invited(secret, NOW + 7 * 86_400) is None
    with pytest.raises(NotFoundError):
        team.accept(secret, OTHER, NOW + 7 * 86_400)


def test_a_password_that_will_not_do_leaves_the_invitation_open(
    team: Team, coach: Account
) -> None:
    number = team.add_runner(coach, "Bo")
    secret = team.invite(coach, number, "bo", NOW)
    with pytest.raises(InputError):
        team.accept(secret, "short", NOW)
    assert team.invited(secret, NOW) is not None


def test_a_new_invitation_replaces_the_older_one(team: Team, coach: Account) -> None:
    number = team.add_runner(coach, "Bo")
    older = team.invite(coach, number, "bo", NOW)
    newer = team.invite(coach, number, "ignored", NOW)
    assert team.invited(older, NOW) is None
    found = team.invited(newer, NOW)
    assert found is not None
    assert found.name == "bo"


def test_a_forgotten_password_is_replaced_by_an_invitation(
    team: Team, coach: Account, bo: Account
) -> None:
    session = team.accounts.log_in("bo", OTHER, NOW)
    assert session is not None
    assert bo.athlete is not None
    secret = team.invite(coach, bo.athlete, "bo", NOW)
    assert team.accounts.visitor(session, NOW) == bo
    team.accept(secret, GOOD, NOW)
    assert team.accounts.visitor(session, NOW) is None
    assert team.accounts.log_in("bo", OTHER, NOW) is None
    assert team.accounts.log_in("bo", GOOD, NOW) is not None


def test_a_changed_password_closes_an_open_invitation(
    team: Team, coach: Account, bo: Account
) -> None:
    assert bo.athlete is not None
    secret = team.invite(coach, bo.athlete, "bo", NOW)
    team.accounts.change_password(bo, OTHER, GOOD)
    assert team.invited(secret, NOW) is None


def test_nobody_invites_for_an_athlete_they_do_not_coach(
    team: Team, coach: Account, other_coach: Account, bo: Account
) -> None:
    number = team.add_runner(coach, "Ada")
    for asker in (other_coach, bo):
        with pytest.raises(NotFoundError, match="coach no athlete"):
            team.invite(asker, number, "ada", NOW)
        with pytest.raises(NotFoundError, match="coach no athlete"):
            team.shut_out(asker, number)
    assert bo.athlete is not None
    with pytest.raises(NotFoundError):
        team.invite(bo, bo.athlete, "bo", NOW)


def test_a_runner_adds_and_invites_nobody(team: Team, bo: Account) -> None:
    with pytest.raises(NotFoundError, match="only coaches"):
        team.add_runner(bo, "Friend")
    with pytest.raises(NotFoundError, match="only coaches"):
        team.invite_coach(bo, "Friend", NOW)


def test_two_people_do_not_log_in_by_one_name(team: Team, coach: Account) -> None:
    number = team.add_runner(coach, "Carla the younger")
    with pytest.raises(InputError, match="logs in as 'carla' already"):
        team.invite(coach, number, "carla", NOW)


def test_who_is_shut_out_keeps_their_runs_but_no_way_in(
    team: Team, coach: Account, bo: Account
) -> None:
    session = team.accounts.log_in("bo", OTHER, NOW)
    assert session is not None
    token = team.accounts.add_token(bo, "phone", NOW)
    assert bo.athlete is not None
    team.shut_out(coach, bo.athlete)
    assert team.accounts.visitor(session, NOW) is None
    assert team.accounts.by_token(token, NOW) is None
    assert team.accounts.log_in("bo", OTHER, NOW) is None
    assert seen(team, coach) == ["Bo"]


def test_an_account_goes_with_its_athlete(
    team: Team, coach: Account, bo: Account
) -> None:
    session = team.accounts.log_in("bo", OTHER, NOW)
    assert session is not None
    assert bo.athlete is not None
    with Diary.of_athlete(team.accounts.path, bo.athlete) as diary:
        diary.delete_athlete()
    assert team.accounts.visitor(session, NOW) is None
    assert seen(team, coach) == []
