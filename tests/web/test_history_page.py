"""The page of the history: findings, pictures, and what it says without runs."""

from __future__ import annotations

from browsing import Eyes, Server
from web_client import local


def test_the_page_and_its_data_say_the_same(server: Server) -> None:
    visit = local(server.diary)
    page = visit.get(f"/a/{server.demo}/history").text
    found = visit.get(f"/api/athletes/{server.demo}/history").json()
    assert found["is_current"]
    history = found["history"]
    assert history["told"] in page
    assert page.count('class="spark"') == len(history["lifts"]) > 5
    for finding in history["findings"]:
        assert finding["text"].split("′")[0][:40] in page.replace("&#39;", "'")


def test_without_runs_it_says_what_to_do(server: Server) -> None:
    page = local(server.diary).get(f"/a/{server.own}/history")
    assert page.status_code == 200
    assert "Bring your runs" in page.text


def test_the_page_has_no_faults(eyes: Eyes, server: Server) -> None:
    eyes.page.goto(server.at("history"))
    assert eyes.page.get_by_role("heading", name="Pace awareness").is_visible()
    assert not eyes.faults()
