"""The page of a design, asked for as a browser without scripts and a program do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from fastapi.testclient import TestClient

from negsplit.athlete import Athlete, Race
from negsplit.design import design
from negsplit.desk.people.runner_values import keep_runner
from negsplit.diary import Diary
from negsplit.formats import workouts
from negsplit.formats.workouts import WorkoutFormat
from negsplit.notation import parse
from negsplit.units import HALF_MARATHON_M
from negsplit.web.app import create_app
from negsplit.web.settings import Settings
from negsplit.workout import Distance, Goal

RUNNER = Athlete(
    races=(Race(HALF_MARATHON_M, 95 * 60.0),), max_hr_bpm=188, resting_hr_bpm=50
)
LIFT = "# Lift\ngoal: threshold\n20min @5:50>4:41/km\n20min @4:24/km"
NASTY = '"><script>alert(1)</script>'
TEMPLATES = Path(__file__).parents[2] / "src/negsplit/web/templates"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Return a client of an app: athlete 1 has a race, athlete 2 has not."""
    path = tmp_path_factory.mktemp("design") / "diary.sqlite3"
    with Diary.open(path, begin=True) as diary:
        keep_runner(diary, RUNNER, date(2026, 1, 1))
    Diary.open(path, "New").close()
    app = create_app(Settings(path))
    with TestClient(app, base_url="http://127.0.0.1") as opened:
        yield opened


def at(path: str = "", **query: str) -> str:
    asked = "&".join(f"{name}={quote(value)}" for name, value in query.items())
    return f"/a/1/design{path}?{asked}"


def post(client: TestClient, path: str, **fields: str) -> Any:
    """Post a form as the page with that form would."""
    token = re.search(r'name="csrf" value="([^"]*)"', client.get(at()).text)
    assert token is not None
    data = {"csrf": token[1]} | fields
    return client.post(path, data=data, follow_redirects=False)


def typed(page: str) -> str:
    """Return what stands in the notation field."""
    found = re.search(r'<textarea id="notation"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert found is not None
    return unescape(found[1])


def test_the_first_page_is_a_design_with_its_verdict(client: TestClient) -> None:
    page = client.get(at())
    assert page.status_code == 200
    assert "Enough on average, not for sure" in page.text
    assert "Profile of Threshold" in page.text
    assert "Predicted heart rate" in page.text
    assert parse(typed(page.text)).goal is not None


def test_an_address_is_the_whole_design(client: TestClient) -> None:
    page = client.get(at(goal="vo2max", amount="12km", steer="heart-rate"))
    assert "bpm" in typed(page.text)
    again = client.get(at(notation=typed(page.text)))
    assert typed(again.text) == typed(page.text)


def test_the_page_fits_into_300_kb_and_its_style_into_its_sheet(
    client: TestClient,
) -> None:
    reps = "10x(6x400m @3:50/km R 1min jog) R 3min jog"
    for notation in (LIFT, reps):
        page = client.get(at(notation=notation))
        assert len(page.content) < 300_000
        assert " style=" not in page.text
        assert "<style" not in page.text


def test_what_was_typed_stays_beside_what_is_wrong_with_it(client: TestClient) -> None:
    page = client.get(at(goal="threshold", amount="12 parsecs"))
    assert page.status_code == 422
    assert 'value="12 parsecs"' in page.text
    assert "&#39;12 parsecs&#39; is neither a distance nor a time" in page.text
    page = client.get(at(notation="5km esy"))
    assert typed(page.text) == "5km esy"
    assert "did you mean easy" in page.text


def test_buttons_change_a_step_without_scripts(client: TestClient) -> None:
    page = client.get(at(notation=LIFT, change="1 length 1"))
    assert typed(page.text).endswith("20:30 @4:24/km")
    page = client.get(at(notation=LIFT, change="0 end 6"))
    assert "@5:50>4:35/km" in typed(page.text)


def test_a_change_to_what_is_not_there_is_refused_in_a_sentence(
    client: TestClient,
) -> None:
    for change in ("9 length 1", "x", "0 pace 1", "0 length 1000"):
        answer = client.get(at(notation=LIFT, change=change))
        assert answer.status_code == 422
        assert "Traceback" not in answer.text


def test_a_pull_is_answered_with_pictures_and_figures(client: TestClient) -> None:
    query = {"step": "1", "edge": "length", "across_to": "0.7", "up_to": "0.5"}
    answer = client.get(at("/pull", notation=LIFT, draft="true", kind="wide", **query))
    found = answer.json()
    assert [one["kind"] for one in found["stages"]] == ["wide"]
    assert set(found["parts"]) == {"design_made"}
    settled = client.get(at("/pull", notation=LIFT, **query)).json()
    assert [one["kind"] for one in settled["stages"]] == ["wide", "narrow"]
    assert set(settled["parts"]) == {"design_made", "design_more"}
    # The axis is 42 min long: 40 and a twentieth of room; seven tenths are 29:24.
    assert settled["notation"].endswith("9:30 @4:24/km")


def test_a_text_that_is_being_typed_is_answered_as_data(client: TestClient) -> None:
    answer = client.get(at("/live", notation="5km esy"))
    assert answer.status_code == 422
    assert answer.json()["slip"]["offset"] == 4
    assert client.get(at("/live", notation=LIFT)).json()["notation"].endswith("4:24/km")


def test_programs_get_what_the_page_shows(client: TestClient) -> None:
    api = "/api/athletes/1/design"
    found = client.get(f"{api}?goal=threshold&amount=15km").json()
    assert found["forecast"]["dose"]["completion_frac"] <= 1
    assert found["sketch"]["bars"][0]["step"].startswith("5km @")
    assert client.get(f"{api}?goal=threshold&amount=x").status_code == 422
    pulled = f"{api}/pull?step=0&edge=end&up_to=0.2&notation={quote(LIFT)}"
    assert client.get(pulled).json()["notation"] != LIFT
    offers = client.get(f"{api}/files?notation={quote(LIFT)}").json()
    assert [one["format"] for one in offers] == [one.value for one in WorkoutFormat]


@pytest.mark.parametrize("target", WorkoutFormat)
def test_every_file_is_handed_out_under_its_name(
    client: TestClient, target: WorkoutFormat
) -> None:
    answer = client.get(at("/file", notation=LIFT, target=target.value))
    assert answer.status_code == 200
    name = f"Lift{target.extension}"
    assert answer.headers["content-disposition"].endswith(f"''{name}")
    assert answer.content
    if target in (WorkoutFormat.FIT, WorkoutFormat.ZWO, WorkoutFormat.JSON):
        assert workouts.read(answer.content).name == "Lift"


def test_losses_are_listed_before_a_file_is_taken(client: TestClient) -> None:
    page = client.get(at("/files", notation=LIFT))
    assert "the ramp becomes" in page.text
    assert page.text.index("the ramp becomes") < page.text.index("Lift.fit")
    assert "Nothing is lost" in page.text


def test_the_card_is_a_page_and_a_pdf(client: TestClient) -> None:
    page = client.get(at("/card", notation=LIFT))
    assert "Pace band" in page.text
    assert "7 km" in page.text
    pytest.importorskip("typst")
    made = client.get(at("/card.pdf", notation=LIFT))
    assert made.content.startswith(b"%PDF-")
    assert made.headers["content-type"] == "application/pdf"


def test_the_page_to_send_needs_nothing_else(client: TestClient) -> None:
    answer = client.get(at("/page", notation=LIFT))
    assert answer.headers["content-disposition"].endswith("''Lift.html")
    text = answer.text
    assert "<script" not in text
    assert re.findall(r'(?:src|href)="', text) == []
    assert "url(" not in text
    assert "default-src &#39;none&#39;" in text or "default-src 'none'" in text
    for drawing in re.findall(r"<svg.*?</svg>", text, re.DOTALL):
        ET.fromstring(drawing)  # noqa: S314 - our own


def test_a_workout_is_kept_found_and_deleted(client: TestClient) -> None:
    answer = post(client, "/a/1/design/keep", name="My lift", notation=LIFT)
    assert answer.status_code == 303
    there = client.get(answer.headers["location"], follow_redirects=True)
    assert typed(there.text) == LIFT
    assert ">My lift</a>" in there.text
    kept = client.get("/api/athletes/1/workouts").json()
    assert kept == [{"name": "My lift", "notation": LIFT}]
    dropped = post(client, "/a/1/design/drop", name="My lift")
    assert dropped.status_code == 303
    # It is shown once more, so that it can be put back.
    assert typed(client.get(dropped.headers["location"]).text) == LIFT
    assert client.get("/api/athletes/1/workouts").json() == []
    assert client.get(at("/kept", name="My lift")).status_code == 404


def test_a_name_that_is_taken_replaces_nothing_unasked(client: TestClient) -> None:
    post(client, "/a/1/design/keep", name="twice", notation=LIFT)
    answer = post(client, "/a/1/design/keep", name="twice", notation="5km easy")
    assert answer.status_code == 409
    assert "Replace the one that is there" in answer.text
    assert "5km easy</textarea>" in answer.text
    answer = post(
        client, "/a/1/design/keep", name="twice", notation="5km easy", over="1"
    )
    assert answer.status_code == 303
    post(client, "/a/1/design/drop", name="twice")


def test_a_name_or_text_that_cannot_be_kept_stays_in_the_form(
    client: TestClient,
) -> None:
    answer = post(client, "/a/1/design/keep", name=" ", notation=LIFT)
    assert answer.status_code == 422
    assert "@4:24/km</textarea>" in answer.text
    answer = post(client, "/a/1/design/keep", name=NASTY, notation="5km esy")
    assert answer.status_code == 422
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("path", ["", "/files", "/card", "/page", "/live"])
def test_scripts_in_names_and_notes_are_text(client: TestClient, path: str) -> None:
    text = NASTY.replace('"', "'")
    notation = f'# {NASTY}\n5km easy "{text}" !1km "{text}"'
    answer = client.get(at(path, notation=notation))
    assert answer.status_code == 200
    said = answer.text
    if path == "/live":
        said = "".join(json.loads(said)["parts"].values())
    assert "<script>alert" not in said


def test_a_runner_without_a_race_is_told_what_is_missing(client: TestClient) -> None:
    page = client.get("/a/2/design")
    assert page.status_code == 200
    assert "No race of yours is known" in page.text
    assert 'href="/a/2/runner"' in page.text


@pytest.mark.parametrize("path", ["/files", "/card", "/page", "/file", "/card.pdf"])
def test_a_text_that_is_no_workout_is_refused_everywhere(
    client: TestClient, path: str
) -> None:
    answer = client.get(at(path, notation="5km esy", target="fit"))
    assert answer.status_code == 422
    assert "did you mean easy" in answer.text


def test_no_template_of_the_design_computes() -> None:
    for path in TEMPLATES.glob("design*.html"):
        for inside in re.findall(r"\{[{%](.*?)[%}]\}", path.read_text("utf-8")):
            plain = re.sub(r"'[^']*'|\"[^\"]*\"", "", inside).strip("-% ")
            assert not re.search(r"\w\s*(?:\+|-|\*|/|//|%)\s*\w", plain), (path, inside)


@pytest.mark.parametrize("goal", ["threshold", "vo2max"])
def test_the_api_says_the_minutes_that_the_design_says(
    client: TestClient, goal: str
) -> None:
    made = design(Goal(goal), Distance(15_000), RUNNER)
    found = client.get(f"/api/athletes/1/design?goal={goal}&amount=15km").json()
    dose = found["forecast"]["dose"]
    for name in ("threshold_s", "high_hr_s", "near_vo2max_s"):
        assert dose[name]["middle"] == pytest.approx(getattr(made.dose, name), abs=1.5)
