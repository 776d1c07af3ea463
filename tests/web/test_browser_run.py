"""A runner looks at a run: charts, zoom, units, notes; and at the list of runs."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import Eyes, Server
from negsplit.desk.runs.run_view import run_view
from negsplit.diary import Diary
from negsplit.units import DistanceUnit

READOUT = "#readout"


@pytest.fixture(scope="module")
def lift(server: Server) -> int:
    """Return the latest run of the demo runner that lifted and had a plan of steps."""
    with Diary.of_athlete(server.diary, server.demo) as diary:
        numbers = [row.id for row in diary.runs() if row.has_plan]
        return max(
            number
            for number in numbers[-12:]
            if len(run_view(diary, number, DistanceUnit.KM).steps) > 1
        )


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def opened(page: Page, server: Server, lift: int) -> Page:
    page.goto(server.at(f"runs/{lift}"))
    expect(page.locator(".stack .uplot").first).to_be_visible()
    return page


def test_a_run_can_be_used_by_everybody_everywhere(
    eyes: Eyes, server: Server, lift: int
) -> None:
    opened(eyes.page, server, lift)
    expect(eyes.page.locator("figure.lactate, #heart + div p").first).to_be_visible()
    for summary in eyes.page.locator("main details > summary").all():
        summary.click()
    assert eyes.faults() == []


def test_the_list_can_be_used_by_everybody_everywhere(
    eyes: Eyes, server: Server
) -> None:
    eyes.page.goto(server.at("runs"))
    assert eyes.faults() == []
    eyes.page.goto(server.at("runs?least=far"))
    assert [f for f in eyes.faults() if "status of 422" not in f] == []


def test_the_list_leads_to_a_run(page: Page, server: Server) -> None:
    page.goto(server.at("runs"))
    page.get_by_label("progressions only").check()
    page.get_by_role("button", name="Find").click()
    first = page.locator(".runs a").first
    expect(first).to_contain_text("progressed by")
    first.click()
    expect(page.locator(".verdict").first).to_contain_text("Yes, you progressed")


def test_a_drag_zooms_in_and_escape_goes_back(
    page: Page, server: Server, lift: int
) -> None:
    opened(page, server, lift)
    whole = page.get_by_role("button", name="Whole run")
    expect(whole).to_be_disabled()
    box = page.locator(".u-over").first.bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.25, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, y, steps=5)
    with page.expect_response("**/streams?*from=*") as answered:
        page.mouse.up()
    found = answered.value.json()
    # A quarter of the run, from its first quarter on, give or take a pixel.
    assert abs(found["start"] / found["whole_end"] - 0.25) < 0.01
    assert abs(found["end"] / found["whole_end"] - 0.5) < 0.01
    expect(whole).to_be_enabled()
    page.keyboard.press("Escape")
    expect(whole).to_be_disabled()


def test_the_keyboard_reads_the_charts(page: Page, server: Server, lift: int) -> None:
    opened(page, server, lift)
    slider = page.get_by_label("Place in the run")
    slider.focus()
    page.keyboard.press("End")
    last = page.locator(READOUT).inner_text()
    page.keyboard.press("Home")
    first = page.locator(READOUT).inner_text()
    assert first.startswith("0.0")
    assert first != last
    assert re.search(r"\d:\d\d/km · \d+ bpm", first)
    assert slider.get_attribute("aria-valuetext") == first
    page.keyboard.press("PageUp")
    moved = page.locator(".route .here").get_attribute("cx")
    assert moved != "-20"


def test_hovering_one_chart_reads_all(page: Page, server: Server, lift: int) -> None:
    opened(page, server, lift)
    box = page.locator(".u-over").nth(1).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 20)
    expect(page.locator(READOUT)).to_have_text(
        re.compile(r"km · \d:\d\d/km · \d+ bpm · [+-]?\d+\.\d % grade")
    )


def test_time_and_miles_are_a_click_away(page: Page, server: Server, lift: int) -> None:
    opened(page, server, lift)
    page.get_by_label("mi", exact=True).check()
    expect(page.locator(READOUT)).to_contain_text("/mi")
    page.get_by_label("time", exact=True).check()
    expect(page.locator(READOUT)).to_have_text(re.compile(r"^\d+:\d\d"))
    assert page.url.endswith("?unit=mi")
    page.reload()
    expect(page.get_by_label("mi", exact=True)).to_be_checked()
    expect(page.locator(".facts")).to_contain_text("/mi")


def test_buttons_zoom_too(page: Page, server: Server, lift: int) -> None:
    opened(page, server, lift)
    page.get_by_label("Place in the run").fill("500")
    with page.expect_response("**/streams?*from=*") as answered:
        page.get_by_role("button", name="Zoom in").click()
    found = answered.value.json()
    assert abs((found["end"] - found["start"]) / found["whole_end"] - 0.5) < 0.01


def test_what_was_felt_is_noted(page: Page, server: Server, lift: int) -> None:
    opened(page, server, lift)
    page.get_by_label("How hard it felt, 0 to 10").fill("7")
    page.get_by_label("I stopped building").check()
    page.get_by_label("Why").fill("heat")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("status").filter(has_text="Kept.")).to_be_visible()
    expect(page.get_by_label("How hard it felt, 0 to 10")).to_have_value("7")
    page.goto(server.at(f"runs/{lift}"))
    page.get_by_label("How hard it felt, 0 to 10").fill("eleven")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("alert")).to_contain_text("is not on the scale")
    expect(page.get_by_label("How hard it felt, 0 to 10")).to_have_value("eleven")


def test_a_stopped_build_is_no_failure(page: Page, server: Server) -> None:
    with Diary.of_athlete(server.diary, server.demo) as diary:
        rows = diary.runs()
    stopped = [row.id for row in rows if row.stopped_because == "hot, legs felt heavy"]
    page.goto(server.at(f"runs/{stopped[0]}"))
    verdicts = page.get_by_role("region", name="Verdicts")
    expect(verdicts.locator("p").first).to_contain_text("good judgement")
    day = next(row.started_at.date() for row in rows if row.id == stopped[0])
    page.goto(server.at(f"runs?since={day}&until={day}"))
    listed = page.locator(".runs li")
    expect(listed).to_contain_text("stopped building: hot, legs felt heavy")


def test_a_page_works_without_scripts(
    browser: Browser, server: Server, lift: int
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.at(f"runs/{lift}"))
    expect(page.locator(".verdict").first).to_be_visible()
    for dead in ("input[type=range]", "[data-zoom]", "[name=by]", "#charts-told"):
        expect(page.locator(dead).first).to_be_hidden()
    page.get_by_role("link", name="pace and heart rate").click()
    assert page.url.endswith("picture.svg")
    page.go_back()
    page.get_by_role("link", name="Heart rate beside").click()
    expect(page.get_by_role("heading", name="What it cost your heart")).to_be_visible()
    context.close()
