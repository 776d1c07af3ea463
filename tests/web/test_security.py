"""Attempts to see or change what is somebody else's; all must fail.

Each test counts what it tried, on every route that there is.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cheap_hashes import CHEAP
from club import MARK, Club, asked, made_club, nothing_written, tell
from negsplit.accounts import passwords
from negsplit.desk.people.demo_diary import DEMO_NAME
from negsplit.web.app import create_app
from negsplit.web.settings import Settings
from web_client import HERE, Visit
from web_routes import ways

WAYS = ways()
CHANGING = [way for way in WAYS if way.method != "GET"]
ASKING = [way for way in WAYS if way.method == "GET"]


@pytest.fixture(scope="module")
def club(demo_diary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Club]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "HASHER", CHEAP)
        yield made_club(demo_diary, tmp_path_factory.mktemp("club"))


# Athletes apart.


@pytest.mark.parametrize("who", ["Carla", "Ada", "token", "nobody"])
def test_nobody_reaches_an_athlete_who_is_not_theirs(club: Club, who: str) -> None:
    visit = Visit(club.app, raise_server_exceptions=False)
    if who == "token":
        visit.headers["Authorization"] = f"Bearer {club.token}"
    elif who != "nobody":
        visit = club.visit(who)
    visit.get("/api/athletes")  # notes that the token was used
    csrf = visit.csrf if who != "token" else ""
    tried = 0
    with nothing_written(club):
        for way in WAYS:
            if not way.of_an_athlete:
                continue
            path = way.at(athlete=club.victim, other=club.run)
            gone = way.at(athlete=9999, other=club.run)
            headers = {"X-CSRF-Token": csrf, "Origin": HERE}
            status, text = asked(visit, way, path, {"confirm": "delete"}, headers)
            none, told = asked(visit, way, gone, {"confirm": "delete"}, headers)
            refusals = (404,) if who in ("Carla", "Ada") else (303, 401, 404)
            assert status in refusals, (way, status)
            assert MARK not in text
            # Not to be told from an athlete who is not there.
            assert none == status
            assert told.replace("9999", str(club.victim)) == text or not way.is_data
            tried += 2
    tell(f"cross-athlete attempts as {who}: {tried}")
    assert tried > 80


def test_nobody_reaches_the_parts_of_another_through_an_own_page(club: Club) -> None:
    tried = 0
    for who in ("Carla", "Ada"):
        visit = club.visit(who)
        headers = {"X-CSRF-Token": visit.csrf, "Origin": HERE}
        for way in WAYS:
            parts = way.path.count("{")
            if not way.of_an_athlete or parts < 2 or "{batch}" in way.path:
                continue
            with nothing_written(club):
                path = way.at(athlete=club.ada, other=club.run)
                status, text = asked(visit, way, path, {}, headers)
            assert status in (404, 422), (way, status)
            assert MARK not in text
            tried += 1
    tell(f"attempts at another's parts through an own page: {tried}")
    assert tried > 20


def test_no_page_of_all_shows_athletes_who_are_not_ones_own(club: Club) -> None:
    tried = 0
    for who in ("Carla", "Ada"):
        visit = club.visit(who)
        for way in ASKING:
            if way.of_an_athlete:
                continue
            found = visit.get(way.at(), follow_redirects=True)
            assert MARK not in found.text
            assert DEMO_NAME not in found.text, way
            tried += 1
    tell(f"pages of all athletes looked through: {tried}")


def test_the_owner_does_reach_what_the_others_do_not(club: Club) -> None:
    """Hold that the refusals above are not those of a broken app."""
    for who in ("Otto", "Victim"):
        visit = club.visit(who)
        found = visit.get(f"/a/{club.victim}/runs/{club.run}")
        assert found.status_code == 200
        assert MARK in found.text


# Other sites.


def test_no_other_site_changes_anything(club: Club) -> None:
    visit, other = club.visit("Otto"), club.visit("Carla")
    good, foreign = visit.csrf, other.csrf
    attempts: list[dict[str, str]] = [
        {},
        {"Origin": HERE},
        {"Origin": HERE, "X-CSRF-Token": ""},
        {"Origin": HERE, "X-CSRF-Token": "0" * 64},
        {"Origin": HERE, "X-CSRF-Token": foreign},
        {"Origin": "https://evil.example", "X-CSRF-Token": good},
        {"Origin": "null", "X-CSRF-Token": good},
        {"Sec-Fetch-Site": "cross-site", "X-CSRF-Token": good},
        {"Sec-Fetch-Site": "same-site", "X-CSRF-Token": good},
        {"Host": "evil.example", "Origin": "http://evil.example", "X-CSRF-Token": good},
    ]
    tried = 0
    with nothing_written(club):
        for way in CHANGING:
            path = way.at(athlete=club.victim, other=club.run)
            for headers in attempts:
                status, _ = asked(visit, way, path, {"confirm": "delete"}, headers)
                # A form that cannot be read is refused before it is asked who sent it.
                assert status in (403, 421, 422), (way, headers, status)
                tried += 1
    tell(f"CSRF attempts: {tried}")
    assert tried >= 10 * 20


def test_no_other_site_changes_anything_on_a_machine_of_ones_own(
    demo_diary: Path, tmp_path: Path
) -> None:
    path = tmp_path / "diary.sqlite3"
    shutil.copy(demo_diary, path)
    app = create_app(Settings(path))
    club = Club(app, path, 1, 2, 1, "")
    visit = Visit(app, raise_server_exceptions=False)
    good = visit.csrf
    attempts = [
        {"Origin": HERE},
        {"Origin": "https://evil.example"},
        {"Origin": "https://evil.example", "X-CSRF-Token": good},
        {"Sec-Fetch-Site": "cross-site", "X-CSRF-Token": good},
        {"Host": "evil.example", "Origin": "http://evil.example", "X-CSRF-Token": good},
    ]
    tried = 0
    with nothing_written(club):
        for way in CHANGING:
            for headers in attempts:
                status, _ = asked(visit, way, way.at(athlete=2, other=1), {}, headers)
                assert status in (403, 421, 422), (way, headers, status)
                tried += 1
    tell(f"CSRF and rebinding attempts at a local server: {tried}")


def test_a_session_that_somebody_else_chose_is_never_taken_over(club: Club) -> None:
    chosen = ["a" * 43, "negsplit", "../../etc/passwd", "' OR 1=1 --", ""]
    tried = 0
    for secret in chosen:
        for name in ("negsplit", "__Host-negsplit", "negsplit-visit"):
            visit = Visit(club.app, cookies={name: secret})
            visit.get("/login")
            assert visit.log_in("Carla").status_code == 303
            assert visit.cookies.get("negsplit", domain="127.0.0.1") != secret
            thief = Visit(club.app, cookies={"negsplit": secret})
            assert thief.get("/account").status_code == 303
            assert thief.get(f"/account?negsplit={secret}").status_code == 303
            tried += 1
    one, other = club.visit("Carla"), club.visit("Carla")
    assert one.cookies["negsplit"] != other.cookies["negsplit"]
    tell(f"session fixation attempts: {tried}")
