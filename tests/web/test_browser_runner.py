"""The runner's page and the door, in a browser: typed, saved, logged in and out."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import expect

from negsplit.web.app import create_app
from negsplit.web.settings import Settings
from web_client import GOOD

Eyes = Any  # of conftest, which is no module to import from
Server = Any


@pytest.fixture(scope="module")
def club(
    demo_diary: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """Serve a diary to others; return its address and the code to set it up."""
    path = tmp_path_factory.mktemp("club") / "diary.sqlite3"
    shutil.copy(demo_diary, path)
    app = create_app(Settings(path, is_shared=True))
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    running = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=running.run, args=([listener],), daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}", app.state.setup_code
    running.should_exit = True
    thread.join(10)


def test_a_race_gives_paces_and_a_mistake_keeps_what_was_typed(
    server: Server, eyes: Eyes
) -> None:
    page = eyes.page
    page.goto(f"{server.url}/a/{server.own}/runner")
    page.get_by_label("Name", exact=True).fill("Ada")
    page.locator("[name=race_distance]").last.fill("10km")
    page.locator("[name=race_time]").last.fill("soon")
    page.locator("form.known").get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("'soon' is not a duration")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Ada")
    eyes.complaints.clear()  # Chromium calls an answer of 422 an error
    assert eyes.faults() == []
    page.locator("[name=race_time]").first.fill("45:00")
    page.locator("form.known").get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    expect(page.get_by_role("row", name="threshold")).to_contain_text("4:3")
    page.get_by_label("Miles").check()
    page.get_by_role("button", name="Count so").click()
    expect(page.get_by_role("row", name="threshold")).to_contain_text("7:2")
    assert eyes.faults() == []
    page.get_by_label("Kilometres").check()
    page.get_by_role("button", name="Count so").click()
    page.get_by_role("button", name="Forget").first.click()
    expect(page.get_by_role("status")).to_contain_text("Forgotten")


def test_everything_can_be_taken_away_as_a_file(server: Server, eyes: Eyes) -> None:
    eyes.page.goto(server.at("runner"))
    assert eyes.faults() == []
    with eyes.page.expect_download() as waiting:
        eyes.page.get_by_role("button", name="Take everything").click()
    assert waiting.value.suggested_filename.startswith("negsplit-")
    assert Path(waiting.value.path()).read_bytes()[:2] == b"PK"


def test_a_coach_sets_up_invites_and_a_runner_comes_in(
    club: tuple[str, str], eyes: Eyes
) -> None:
    url, code = club
    page = eyes.page
    page.goto(url)
    if page.url.endswith("/setup"):
        page.get_by_label("Set-up code").fill(code)
        page.get_by_label("Your name").fill("Carla")
    else:
        page.get_by_label("Name").fill("Carla")
    assert eyes.faults() == []
    page.get_by_label("password").fill(GOOD)
    page.locator("main button").click()
    page.goto(f"{url}/account")
    name = f"Ada {time.monotonic_ns()}"
    page.get_by_label("Add a runner").fill(name)
    page.get_by_role("button", name="Add", exact=True).click()
    row = page.get_by_role("listitem").filter(has_text=name)
    row.get_by_text("No login yet").click()
    row.get_by_role("button", name="Make an invitation").click()
    link = page.get_by_label("Invitation", exact=True).input_value()
    assert eyes.faults() == []
    page.get_by_role("button", name="Log out", exact=True).click()
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    page.goto(link)
    assert eyes.faults() == []
    page.get_by_label("A password").fill(GOOD)
    page.get_by_role("button", name="Come in").click()
    page.goto(f"{url}/account")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.get_by_text("Demo Runner")).to_have_count(0)
    assert eyes.faults() == []
