"""A runner brings runs: a folder, a wrong file, an empty one, an export."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import exports
from browsing import Eyes, Server

PATIENCE_MS = 60_000


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


def imports(server: Server) -> str:
    return f"{server.url}/a/{server.own}/import"


@pytest.mark.usefixtures("server")
def test_the_page_can_be_used_by_everybody_everywhere(
    eyes: Eyes, server: Server
) -> None:
    eyes.page.goto(imports(server))
    assert eyes.faults() == []


def test_a_folder_is_taken_in_with_what_is_wrong_in_it(
    page: Page, server: Server, tmp_path: Path
) -> None:
    folder = tmp_path / "my runs"
    folder.mkdir()
    for day in (1, 2):
        (folder / f"run {day}.fit").write_bytes(exports.fit_of(day))
    (folder / "empty.fit").write_bytes(b"")
    (folder / "wrong.fit").write_bytes(b"nonsense")
    page.goto(imports(server))
    page.set_input_files("input[webkitdirectory]", folder)
    done = page.get_by_role("heading", name="Looked at 4 of 4 files: 2 new runs")
    expect(done).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_text("my runs/empty.fit").first).to_be_visible()
    expect(page.locator(".verdict").first).to_contain_text("The newest of these")
    page.locator(".verdict a").first.click()
    question = re.compile("Did you progress|What was this run")
    expect(page.get_by_role("heading", name=question)).to_be_visible()


def test_an_unpacked_export_is_dropped_as_it_is(
    page: Page, server: Server, tmp_path: Path
) -> None:
    exports.strava(tmp_path / "export")
    page.goto(imports(server))
    box = page.locator(".drop").bounding_box()
    assert box is not None
    # A drag of a folder from the desktop, which only the browser itself can make.
    protocol = page.context.new_cdp_session(page)
    dragged = {
        "x": box["x"] + 40,
        "y": box["y"] + 40,
        "data": {
            "items": [],
            "files": [str(tmp_path / "export")],
            "dragOperationsMask": 1,
        },
    }
    for kind in ("dragEnter", "dragOver", "drop"):
        protocol.send("Input.dispatchDragEvent", {"type": kind, **dragged})
    done = page.get_by_role("heading", name="Looked at 6 of 6 files")
    expect(done).to_be_visible(timeout=PATIENCE_MS)
    # Its name is in the list of the export, not in its file.
    expect(page.locator(".verdict").first).to_contain_text("走る")


def test_a_plain_form_does_it_too(
    browser: Browser, server: Server, tmp_path: Path
) -> None:
    file = tmp_path / "run.fit"
    file.write_bytes(exports.fit_of(8))
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(imports(server))
    page.set_input_files("input[name=files]", file)
    page.get_by_role("button", name="Import").click()
    heading = page.locator("#progress h2").first
    for _ in range(PATIENCE_MS // 500):
        if "Looked at" in heading.inner_text():
            break
        page.wait_for_timeout(500)
        page.goto(imports(server))
    expect(heading).to_have_text("Looked at 1 of 1 file: 1 new run")
    context.close()


def test_a_lost_connection_is_told_of(
    page: Page, server: Server, tmp_path: Path
) -> None:
    file = tmp_path / "run.fit"
    file.write_bytes(exports.fit_of(9))
    page.goto(imports(server))
    page.route("**/files?*", lambda route: route.abort())
    page.set_input_files("input[name=files]", file)
    page.get_by_role("button", name="Import").click()
    told = page.locator("#sending")
    expect(told).to_contain_text("the connection was lost", timeout=PATIENCE_MS)
    expect(page.get_by_role("button", name="Throw it away")).to_be_visible()
