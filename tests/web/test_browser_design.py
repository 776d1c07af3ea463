"""A design in a real browser: typed, pulled, moved by keys, taken along."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from negsplit.formats import workouts
from negsplit.notation import parse

LIFT = "20min @5:50>4:40/km\n20min @4:24/km"
STEP = ".stage:visible .handle[data-step='1'][data-edge='length']"
Eyes = Any  # of conftest, which is no module to import from
Server = Any


@pytest.fixture
def page(browser: Browser) -> Any:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def opened(page: Page, server: Server, notation: str = LIFT) -> Page:
    page.goto(server.at("design"))
    page.locator("#notation").fill(notation)
    page.wait_for_url(re.compile("notation="))
    return page


def written(page: Page) -> str:
    return page.locator("#notation").input_value()


def test_nothing_is_wrong_with_the_page_in_any_light(
    eyes: Eyes, server: Server
) -> None:
    eyes.page.goto(server.at("design"))
    assert eyes.faults() == []


def test_nothing_is_wrong_with_files_and_card(eyes: Eyes, server: Server) -> None:
    for path in ("files", "card"):
        eyes.page.goto(server.at(f"design/{path}?notation=10min+easy,+20min+@T"))
        assert eyes.faults() == []


def test_typing_changes_the_picture(page: Page, server: Server) -> None:
    opened(page, server)
    # Two edges' worth: a ramp has three handles, an even step two.
    expect(page.locator(".stage:visible .handle")).to_have_count(5)
    expect(page.locator("#made")).to_contain_text("40:00")
    page.locator("#notation").fill("30min easy")
    expect(page.locator(".stage:visible .handle")).to_have_count(2)
    expect(page.locator("#made")).to_contain_text("30:00")


def test_a_slip_in_the_text_is_told_and_nothing_is_lost(
    page: Page, server: Server
) -> None:
    opened(page, server)
    page.locator("#notation").fill("30min esy")
    expect(page.locator("#notation-slip")).to_contain_text("did you mean easy")
    assert written(page) == "30min esy"
    expect(page.locator("#made")).to_contain_text("40:00")


def test_pulling_the_end_of_a_step_makes_it_longer(page: Page, server: Server) -> None:
    opened(page, server)
    page.locator(STEP).scroll_into_view_if_needed()
    box = page.locator(f"{STEP} .grip").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 60, y, steps=6)
    expect(page.locator("#held")).to_contain_text("Step 2, length")
    page.mouse.up()
    page.wait_for_url(
        lambda url: "20min%20%404%3A24" not in url and "20min+%404%3A24" not in url
    )
    first, second = parse(written(page)).flat()
    assert getattr(first.length, "duration_s", 0) == 1200
    assert 600 <= getattr(second.length, "duration_s", 0) < 1200


def test_a_finger_pulls_on_a_phone(browser: Browser, server: Server) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = opened(context.new_page(), server)
    handle = page.locator(".stage:visible .handle[data-step='1'][data-edge='pace']")
    # Into the middle: pages for phones have a bar at the bottom.
    handle.evaluate("it => it.scrollIntoView({block: 'center'})")
    box = handle.locator(".grip").bounding_box()
    assert box is not None
    x, y = box["x"] + 6, box["y"] + 6
    touch = page.context.new_cdp_session(page)

    def finger(kind: str, *places: tuple[float, float]) -> None:
        points = [{"x": a, "y": b} for a, b in places]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    finger("touchStart", (x, y))
    for down in range(5, 45, 5):
        finger("touchMove", (x, y + down))
    finger("touchEnd")
    expect(page.locator("#notation")).not_to_have_value(re.compile("20min @4:24"))
    _, second = parse(written(page)).flat()
    target = second.target
    assert getattr(target, "high_mps", 9) < 1000 / 264
    context.close()


def test_keys_move_a_handle_and_keep_the_focus(page: Page, server: Server) -> None:
    opened(page, server)
    page.locator(STEP).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#notation")).to_have_value(re.compile("21min @4:24/km"))
    expect(page.locator(STEP)).to_be_focused()
    expect(page.locator(STEP)).to_have_attribute("aria-valuetext", "21 min")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#notation")).to_have_value(re.compile("20:30 @4:24/km"))


def test_a_button_changes_a_step_in_place(page: Page, server: Server) -> None:
    opened(page, server)
    button = page.get_by_role("button", name="Step 2: faster")
    button.click()
    expect(page.locator("#notation")).to_have_value(re.compile("@4:23/km"))
    expect(button).to_be_focused()


def test_going_back_takes_a_change_back(page: Page, server: Server) -> None:
    opened(page, server)
    page.get_by_role("button", name="Step 2: faster").click()
    expect(page.locator("#notation")).to_have_value(re.compile("@4:23/km"))
    page.go_back()
    expect(page.locator("#notation")).to_have_value(re.compile("@4:24/km"))
    expect(page.locator("#made")).to_contain_text("40:00")


def test_without_scripts_the_same_button_works(
    browser: Browser, server: Server
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.at("design?notation=20min+@4:24/km"))
    page.get_by_role("button", name="Step 1: longer").click()
    expect(page.locator("#notation")).to_have_value("20:30 @4:24/km")
    context.close()


def test_from_a_goal_to_a_file_on_the_watch(page: Page, server: Server) -> None:
    page.goto(server.at("design"))
    page.get_by_label("What for").select_option(label="Raise my VO2max")
    page.get_by_label("How far, or how long").fill("12km")
    page.get_by_role("button", name="Solve the best hold for me").click()
    expect(page.get_by_role("heading", name="Solved for you")).to_be_visible()
    page.get_by_role("button", name="Send to watch").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="VO2max.fit").click()
    path = waiting.value.path()
    assert waiting.value.suggested_filename == "VO2max.fit"
    metres = sum(
        getattr(step.length, "distance_m", 0)
        for step in workouts.read(Path(path).read_bytes()).flat()
    )
    assert metres == pytest.approx(12_000, abs=20)


def test_the_card_is_printed_on_two_sheets_of_a6(page: Page, server: Server) -> None:
    page.goto(server.at("design/card?notation=10min+easy,+20min+@T"))
    made = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox ?\[0 0 ([0-9.]+) ([0-9.]+)\]", made)
    # A6 is 105 by 148 mm (ISO 216); a point is 1/72 inch.
    assert len(boxes) == 2
    for width, height in boxes:
        assert float(width) == pytest.approx(105 / 25.4 * 72, abs=1)
        assert float(height) == pytest.approx(148 / 25.4 * 72, abs=1)
