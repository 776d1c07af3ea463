"""The door: who comes in, for how long, and what is refused."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from fastapi import FastAPI

from cheap_hashes import CHEAP
from negsplit.accounts import passwords
from negsplit.accounts.accounts import SESSION_S
from negsplit.diary import Diary
from negsplit.web import access
from negsplit.web.guesses import PER_PAIR
from negsplit.web.pages.login import local_path
from web_client import GOOD, HERE, Visit, local, shared, team_of


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "HASHER", CHEAP)


@pytest.fixture
def diary(tmp_path: Path) -> Path:
    return tmp_path / "diary"


@pytest.fixture
def runners(diary: Path) -> dict[str, int]:
    return team_of(diary)


@pytest.fixture
def app(diary: Path, runners: dict[str, int]) -> FastAPI:
    assert runners
    return shared(diary)


def test_nobody_logs_in_on_a_machine_of_their_own(diary: Path) -> None:
    Diary.open(diary, "Ada", begin=True).close()
    visit = local(diary)
    assert visit.get("/account").status_code == 200
    assert "No account needed" in visit.get("/account").text
    assert visit.get("/login").headers["location"] == "/"
    assert visit.get("/api/athletes/1/nothing").status_code == 404


@pytest.mark.parametrize("path", ["/", "/account", "/a/1/today?week=2", "/squad", "/x"])
def test_a_page_leads_to_the_login_and_back(app: FastAPI, path: str) -> None:
    visit = Visit(app)
    first = visit.get(path)
    assert first.status_code == 303
    door = visit.get(first.headers["location"])
    assert door.status_code == 200
    there = re.search(r'name="there" value="([^"]*)"', door.text)
    assert there is not None
    found = visit.submit(
        "/login", {"name": "Carla", "password": GOOD, "there": there[1]}
    )
    assert (found.status_code, found.headers["location"]) == (303, path)


@pytest.mark.parametrize("path", ["/api/account", "/api/athletes/1/today", "/api/x"])
def test_data_without_a_login_are_refused_as_data(app: FastAPI, path: str) -> None:
    found = Visit(app).get(path)
    assert found.status_code == 401
    assert found.headers["www-authenticate"] == "Bearer"
    assert "Authorization: Bearer" in found.json()["error"]


def test_what_was_sent_after_a_logout_is_not_lost_without_a_word(app: FastAPI) -> None:
    found = Visit(app).submit("/account/tokens", {"label": "phone"})
    assert found.status_code == 401
    assert "logged out" in found.text
    assert "back button" in found.text


@pytest.mark.parametrize("path", ["/health", "/static/negsplit.css", "/drawings.css"])
def test_what_every_page_needs_is_open(app: FastAPI, path: str) -> None:
    assert Visit(app).get(path).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/static/../account", "/static/%2e%2e/account", "/login/../account", "//account",
     "/invite/../account", "/static/..%2faccount", "/LOGIN", "/login/"],
)  # fmt: skip
def test_no_spelling_of_a_path_slips_past_the_door(app: FastAPI, path: str) -> None:
    found = Visit(app).get(path)
    assert found.status_code in (303, 307, 404, 421)
    assert "Programs" not in found.text


def test_a_session_is_a_cookie_that_scripts_and_other_sites_do_not_get(
    app: FastAPI,
) -> None:
    cookie = Visit(app).log_in("Carla").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert f"Max-Age={SESSION_S}" in cookie
    assert "Path=/" in cookie
    assert "Secure" not in cookie


def test_a_visit_before_the_login_has_a_cookie_for_a_month(app: FastAPI) -> None:
    visit = Visit(app)
    cookie = visit.get("/login").headers["set-cookie"]
    assert cookie.startswith("negsplit-visit=")
    assert "Max-Age=2592000" in cookie  # thirty days
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "set-cookie" not in visit.get("/login").headers
    assert "set-cookie" not in Visit(app).get("/health").headers


def test_over_tls_the_cookie_is_for_this_host_alone(app: FastAPI) -> None:
    visit = Visit(app)
    visit.base_url = visit.base_url.copy_with(scheme="https")
    door = visit.get("/login")
    token = re.search(r'name="csrf" value="([^"]*)"', door.text)
    assert token is not None
    fields = {"csrf": token[1], "name": "Carla", "password": GOOD}
    cookie = visit.post("/login", data=fields).headers["set-cookie"]
    assert cookie.startswith("__Host-negsplit=")
    assert "Secure" in cookie
    assert "Domain" not in cookie
    assert visit.get("/account").status_code == 200


def test_a_session_ends_with_a_logout(app: FastAPI) -> None:
    visit = Visit(app)
    visit.log_in("Carla")
    stolen = visit.cookies["negsplit"]
    assert visit.get("/account").status_code == 200
    assert visit.submit("/logout").headers["location"] == "/login"
    assert visit.get("/account").status_code == 303
    thief = Visit(app, cookies={"negsplit": stolen})
    assert thief.get("/account").status_code == 303


def test_logging_out_everywhere_reaches_every_device(app: FastAPI) -> None:
    phone, desk = Visit(app), Visit(app)
    phone.log_in("Carla")
    desk.log_in("Carla")
    phone.submit("/logout/everywhere")
    assert desk.get("/account").status_code == 303


def test_a_new_password_keeps_this_device_and_no_other(app: FastAPI) -> None:
    phone, desk = Visit(app), Visit(app)
    phone.log_in("Carla")
    desk.log_in("Carla")
    fields = {"old_password": GOOD, "new_password": "another few slow words"}
    assert phone.submit("/account/password", fields).status_code == 303
    assert phone.get("/account").status_code == 200
    assert desk.get("/account").status_code == 303
    assert desk.log_in("Carla").status_code == 401
    assert desk.log_in("Carla", "another few slow words").status_code == 303


def test_a_wrong_present_password_is_told_in_its_place(app: FastAPI) -> None:
    visit = Visit(app)
    visit.log_in("Carla")
    fields = {"old_password": "wrong", "new_password": "another few slow words"}
    found = visit.submit("/account/password", fields)
    assert found.status_code == 422
    assert "That is not your present password" in found.text


def test_a_session_ends_with_time(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = Visit(app)
    visit.log_in("Carla")
    later = int(time.time()) + SESSION_S
    monkeypatch.setattr(access, "now_s", lambda: later)
    assert visit.get("/account").status_code == 303


def test_a_wrong_password_tells_nothing_and_keeps_the_name(app: FastAPI) -> None:
    wrong, unknown = (Visit(app).log_in(n, "wrong") for n in ("Carla", "Nobody"))
    assert wrong.status_code == unknown.status_code == 401
    assert 'value="Carla"' in wrong.text

    def plain(text: str) -> str:
        return re.sub(r'value="[0-9a-f]{80}"|content="[0-9a-f]{80}"', "", text)

    assert plain(wrong.text).replace("Carla", "Nobody") == plain(unknown.text)


def test_guessing_is_stopped_and_told_when_to_go_on(app: FastAPI) -> None:
    visit = Visit(app)
    found = [visit.log_in("Carla", f"guess {n}").status_code for n in range(12)]
    assert found == [401] * PER_PAIR + [429] * 2
    stopped = visit.log_in("Carla")
    assert stopped.status_code == 429  # also with the right one
    assert re.search(r"wait 1[45] minutes", stopped.text)
    assert Visit(app).log_in("Otto").status_code == 303


def test_a_right_password_forgives_the_wrong_ones(app: FastAPI) -> None:
    visit = Visit(app)
    for _ in range(2):
        for number in range(PER_PAIR - 1):
            assert visit.log_in("Carla", f"guess {number}").status_code == 401
        assert visit.log_in("Carla").status_code == 303
        visit.cookies.clear()


@pytest.mark.parametrize(
    "there",
    ["//evil.example", "https://evil.example", "\\evil", "/\\evil.example", "/\t/evil",
     "\t//evil.example", "javascript:alert(1)", "evil", "", "/\n/evil.example"],
)  # fmt: skip
def test_a_login_leads_nowhere_else(app: FastAPI, there: str) -> None:
    assert local_path(there) == "/"
    fields = {"name": "Carla", "password": GOOD, "there": there}
    assert Visit(app).submit("/login", fields).headers["location"] == "/"


def test_the_first_visitor_needs_the_code_of_the_terminal(diary: Path) -> None:
    app = shared(diary)
    code = app.state.setup_code
    assert re.fullmatch(r"[a-z2-9]{4}(-[a-z2-9]{4}){2}", code)
    visit = Visit(app)
    assert visit.get("/").headers["location"].startswith("/login")
    assert visit.get("/login").headers["location"] == "/setup"
    assert visit.get("/setup").status_code == 200
    fields = {"name": "Carla", "password": GOOD}
    assert (
        visit.submit("/setup", {**fields, "code": "aaaa-bbbb-cccc"}).status_code == 403
    )
    short = visit.submit("/setup", {**fields, "password": "short", "code": code})
    assert short.status_code == 422
    assert code in short.text
    assert visit.submit("/setup", {**fields, "code": code}).status_code == 303
    assert visit.get("/account").status_code == 200


def test_a_server_is_not_set_up_twice(app: FastAPI, diary: Path) -> None:
    assert app.state.setup_code == ""
    visit = Visit(app)
    assert visit.get("/setup").headers["location"] == "/login"
    for code in ("", "None", "aaaa-bbbb-cccc"):
        fields = {"code": code, "name": "Mallory", "password": GOOD}
        assert visit.submit("/setup", fields).status_code == 403
    fresh = shared(diary.with_name("fresh"))
    first = {"code": fresh.state.setup_code, "name": "Ann", "password": GOOD}
    assert Visit(fresh).submit("/setup", first).status_code == 303
    assert Visit(fresh).submit("/setup", first).status_code == 403


def test_a_code_is_not_guessed(diary: Path) -> None:
    app = shared(diary)
    visit = Visit(app)
    fields = {"name": "Mallory", "password": GOOD}
    found = [
        visit.submit("/setup", {**fields, "code": f"{n:04}-aaaa-aaaa"}).status_code
        for n in range(32)
    ]
    assert found == [403] * 30 + [429] * 2


def test_an_invitation_lets_a_runner_in_once(app: FastAPI) -> None:
    coach = Visit(app)
    coach.log_in("Carla")
    assert coach.submit("/account/runners", {"runner": "Cy"}).status_code == 303
    athletes = coach.get("/api/athletes").json()
    (number,) = (one["id"] for one in athletes if one["name"] == "Cy")
    shown = coach.submit(f"/account/runners/{number}/invite", {"login": "cy"})
    link = re.search(rf'value="{HERE}(/invite/[^"]+)"', shown.text)
    assert link is not None
    runner = Visit(app)
    assert "Welcome, cy" in runner.get(link[1]).text
    assert runner.submit(link[1], {"password": "short"}).status_code == 422
    assert runner.submit(link[1], {"password": GOOD}).headers["location"] == "/"
    seen = runner.get("/api/athletes").json()
    assert [one["name"] for one in seen] == ["Cy"]
    assert runner.get("/").headers["location"] == f"/a/{number}/today"
    assert Visit(app).get(link[1]).status_code == 404
    assert Visit(app).submit(link[1], {"password": GOOD}).status_code == 404


def test_a_token_asks_for_data_and_for_no_pages(app: FastAPI) -> None:
    visit = Visit(app)
    visit.log_in("Ada")
    shown = visit.submit("/account/tokens", {"label": "my sheet"})
    secret = re.search(r'value="(negsplit_[^"]+)"', shown.text)
    assert secret is not None
    program = Visit(app, headers={"Authorization": f"Bearer {secret[1]}"})
    assert [one["name"] for one in program.get("/api/athletes").json()] == ["Ada"]
    assert program.get("/account").status_code == 303
    again = visit.get("/account").text
    assert "my sheet" in again
    assert secret[1] not in again
    token = re.search(r"/account/tokens/(\d+)/revoke", again)
    assert token is not None
    assert visit.submit(f"/account/tokens/{token[1]}/revoke").status_code == 303
    assert program.get("/api/athletes").status_code == 401


def test_a_wrong_token_is_refused_even_beside_a_good_cookie(app: FastAPI) -> None:
    visit = Visit(app)
    visit.log_in("Ada")
    wrong = {"Authorization": "Bearer negsplit_wrong"}
    assert visit.get("/api/athletes", headers=wrong).status_code == 401
    found = [visit.get("/api/athletes", headers=wrong).status_code for _ in range(31)]
    assert found[-1] == 429


def test_a_form_of_an_older_page_is_shown_again_with_what_was_typed(
    app: FastAPI,
) -> None:
    visit = Visit(app)
    visit.log_in("Ada")
    fields = {"csrf": "0" * 64, "label": 'my <b>"sheet"</b>'}
    found = visit.post("/account/tokens", data=fields, headers={"Origin": HERE})
    assert found.status_code == 403
    assert 'value="my &lt;b&gt;&#34;sheet&#34;&lt;/b&gt;"' in found.text
    token = re.search(r'name="csrf" value="([^"]*)"', found.text)
    assert token is not None
    again = visit.post("/account/tokens", data={**fields, "csrf": token[1]})
    assert again.status_code == 200


def test_a_stale_form_never_shows_a_password(app: FastAPI) -> None:
    found = Visit(app).post("/login", data={"name": "Ada", "password": GOOD})
    assert found.status_code == 403
    assert GOOD not in found.text


def test_the_demo_runner_is_not_made_in_a_diary_of_a_team(app: FastAPI) -> None:
    visit = Visit(app)
    visit.log_in("Carla")
    assert visit.submit("/demo").status_code == 404
    assert visit.submit("/demo/remove").status_code == 404
    assert visit.get("/mine").status_code == 404


def test_a_coach_without_runners_is_led_to_where_they_are_added(app: FastAPI) -> None:
    visit = Visit(app)
    visit.log_in("Carla")
    visit.submit("/account/coaches", {"coach": "Nell"})
    shown = visit.submit("/account/coaches", {"coach": "Nella"})
    link = re.search(rf'value="{HERE}(/invite/[^"]+)"', shown.text)
    assert link is not None
    other = Visit(app)
    other.submit(link[1], {"password": GOOD})
    assert other.get("/").headers["location"] == "/account"
    assert "Nobody yet" in other.get("/account").text


def test_who_deletes_everything_is_logged_out_for_good(
    app: FastAPI, runners: dict[str, int]
) -> None:
    runner, coach = Visit(app), Visit(app)
    runner.log_in("Ada")
    place = f"/a/{runners['Ada']}/runner/delete-everything"
    assert runner.submit(place, {"confirm": "delete"}).headers["location"] == "/"
    assert runner.get("/account").status_code == 303
    assert runner.log_in("Ada").status_code == 401
    coach.log_in("Carla")
    assert coach.get("/api/athletes").json() == []


def test_a_runner_is_not_told_where_the_diary_lies(
    app: FastAPI, diary: Path, runners: dict[str, int]
) -> None:
    visit = Visit(app)
    visit.log_in("Ada")
    place = f"/a/{runners['Ada']}/runner"
    data = f"/api/athletes/{runners['Ada']}/runner"
    for path in (place, data):
        assert visit.get(path).status_code == 200
        assert str(diary) not in visit.get(path).text
    assert str(diary) in local(diary).get(place).text


def test_a_diary_that_cannot_be_opened_is_told(app: FastAPI, diary: Path) -> None:
    visit = Visit(app)
    visit.log_in("Carla")
    for path in diary.parent.glob("diary*"):
        path.unlink()
    diary.write_bytes(b"no database at all" * 100)
    found = visit.get("/account")
    assert found.status_code == 503
    assert "no diary" in found.text
