"""The page of a run and the list of runs, asked for as a browser and a program do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from fastapi.testclient import TestClient

import kept_runs
import synthetic_runs
from negsplit.athlete import Athlete, Race
from negsplit.desk.people.runner_values import keep_runner
from negsplit.diary import Diary
from negsplit.units import DistanceUnit
from negsplit.web.app import create_app
from negsplit.web.settings import Settings

LIFT = [(800.0, 2.8), (800.0, 3.2), (800.0, 4.0)]
HEART = np.linspace(130, 175, 2400)
RUNNER = Athlete(races=(Race(10_000, 2700),), max_hr_bpm=190, resting_hr_bpm=50)
NASTY = '"><script>alert(1)</script>'


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Return a client of an app whose athlete 1 has a run 1."""
    folder = tmp_path_factory.mktemp("run")
    with kept_runs.opened(folder) as diary:
        made = kept_runs.around(synthetic_runs.run(LIFT, heart_rate_bpm=HEART))
        kept_runs.keep(diary, made)
        keep_runner(diary, RUNNER, synthetic_runs.START.date())
    app = create_app(Settings(folder / "diary.sqlite3"))
    with TestClient(app, base_url="http://127.0.0.1") as opened:
        yield opened


@pytest.fixture
def diary(client: TestClient) -> Iterator[Diary]:
    settings: Settings = client.app.state.settings  # type: ignore[attr-defined] # ours
    with Diary.open(settings.diary, across_threads=True) as opened:
        yield opened


def token(client: TestClient) -> str:
    page = client.get("/a/1/runs/1")
    found = re.search(r'name="csrf" value="([^"]*)"', page.text)
    assert found is not None
    return found[1]


def post(client: TestClient, path: str, **fields: str) -> Any:
    """Post a form as the page with that form would."""
    data = {"csrf": token(client)} | fields
    return client.post(path, data=data, follow_redirects=False)


def test_a_run_is_told_with_its_verdicts(client: TestClient) -> None:
    page = client.get("/a/1/runs/1")
    assert page.status_code == 200
    assert "Yes, you progressed" in page.text
    assert "No target set for this run" in page.text
    assert "Saturday run" in page.text


def test_units_can_be_chosen(client: TestClient) -> None:
    assert "/mi" in client.get("/a/1/runs/1?unit=mi").text
    assert client.get("/a/1/runs/1?unit=furlongs").status_code == 422


@pytest.mark.parametrize(
    "path", ["runs/99", "runs/99/heart", "runs/99/file", "runs/99/delete", "runs/0"]
)
def test_a_run_that_is_gone_is_a_clear_page(client: TestClient, path: str) -> None:
    page = client.get(f"/a/1/{path}")
    assert page.status_code == 404
    assert "the diary has no run" in page.text.lower()


def test_a_run_of_nobody_is_not_found(client: TestClient) -> None:
    assert client.get("/a/77/runs/1").status_code == 404


def test_charts_get_their_curves(client: TestClient) -> None:
    found = client.get("/api/athletes/1/runs/1/streams?points=100&unit=mi").json()
    names = [channel["name"] for channel in found["channels"]]
    assert names == ["pace", "heart", "grade"]
    assert all(len(c["curve"]["x"]) <= 100 for c in found["channels"])
    assert found["unit"] == "mi"


@pytest.mark.parametrize(
    "query", ["from=3&to=2", "from=nan&to=1", "points=2", "points=9999", "by=hat"]
)
def test_curves_that_cannot_be_drawn_are_refused(
    client: TestClient, query: str
) -> None:
    answer = client.get(f"/api/athletes/1/runs/1/streams?{query}")
    assert answer.status_code == 422
    assert set(answer.json()) == {"error"}


def test_the_page_and_the_data_say_the_same(client: TestClient) -> None:
    found = client.get("/api/athletes/1/runs/1").json()
    page = client.get("/a/1/runs/1").text
    assert found["shape"]["headline"] in page
    assert all(row["pace"] in page for row in found["splits"][0]["rows"])
    listed = client.get("/api/athletes/1/runs").json()
    assert listed["lines"][0]["verdict"] in client.get("/a/1/runs").text


def test_notes_are_kept_and_shown_again(client: TestClient, diary: Diary) -> None:
    answer = post(client, "/a/1/runs/1", felt="6,5", goal="threshold", plan="40min @T")
    assert answer.status_code == 303
    page = client.get(answer.headers["location"]).text
    assert "Kept." in page
    assert 'value="6.5"' in page
    assert diary.run(1).felt_cr10 == 6.5
    # Once there is a goal, there is something to reach.
    assert "No target set for this run" not in page


def test_what_cannot_be_kept_stays_in_the_form(client: TestClient) -> None:
    before = client.get("/api/athletes/1/runs/1").json()["notes"]
    answer = post(client, "/a/1/runs/1", felt="very", name="Kept while typing")
    assert answer.status_code == 422
    assert 'value="Kept while typing"' in answer.text
    assert 'value="very"' in answer.text
    assert "is not on the scale" in answer.text
    assert client.get("/api/athletes/1/runs/1").json()["notes"] == before


def test_a_kept_workout_that_is_gone_loses_nothing_typed(client: TestClient) -> None:
    answer = post(client, "/a/1/runs/1", felt="5", kept="Gone")
    assert answer.status_code == 422
    assert "no workout" in answer.text
    assert 'value="5"' in answer.text


def test_two_tabs_do_not_overwrite_each_other(client: TestClient) -> None:
    page = client.get("/a/1/runs/1").text
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    assert seen is not None
    post(client, "/a/1/runs/1", felt="3", seen=seen[1])
    answer = post(client, "/a/1/runs/1", felt="9", seen=seen[1])
    assert answer.status_code == 409
    assert "in the meantime" in answer.text
    assert 'value="9"' in answer.text
    # Sent again from the page that says so, it is kept.
    now = re.search(r'name="seen" value="([^"]*)"', answer.text)
    assert now is not None
    assert post(client, "/a/1/runs/1", felt="9", seen=now[1]).status_code == 303


def test_names_cannot_bring_scripts_along(client: TestClient) -> None:
    post(client, "/a/1/runs/1", name=NASTY, stopped_because=NASTY, plan="40min easy")
    for path in (
        "runs/1",
        "runs",
        "runs/1/file",
        "runs/1/delete",
        "runs?text=" + NASTY,
    ):
        page = client.get(f"/a/1/{path}")
        assert page.status_code == 200
        assert "<script>alert" not in page.text
    ET.fromstring(client.get("/a/1/runs/1/picture.svg").text)  # noqa: S314 - our own
    post(client, "/a/1/runs/1")


def test_a_page_brings_no_style_or_script_inside(client: TestClient) -> None:
    for path in ("runs/1", "runs", "runs/1/heart", "import"):
        page = client.get(f"/a/1/{path}").text
        assert "<style" not in page
        assert " style=" not in page
        assert not re.search(r"<script(?![^>]* src=)", page)
        assert not re.search(r"\son\w+=", page)


def test_the_part_about_the_heart_comes_alone_or_as_a_page(client: TestClient) -> None:
    part = client.get("/a/1/runs/1/heart", headers={"HX-Request": "true"}).text
    whole = client.get("/a/1/runs/1/heart").text
    assert part.startswith("<div>")
    assert whole.startswith("<!doctype html>")
    assert "what this pace costs you" in part
    assert "what this pace costs you" in whole


def test_a_file_to_be_sent_needs_nothing_else(client: TestClient) -> None:
    answer = client.get("/a/1/runs/1/file")
    assert "run%202024-05-04.html" in answer.headers["content-disposition"]
    assert not re.search(r'(src|href)="?[a-z/]', answer.text)
    assert "<script" not in answer.text
    assert "Yes, you progressed" in answer.text
    assert "Where it went" not in answer.text
    with_route = client.get("/a/1/runs/1/file?route=true").text
    assert "Where it went" in with_route


def test_the_original_comes_back(client: TestClient) -> None:
    answer = client.get("/a/1/runs/1/original")
    assert answer.content == b"as recorded"
    assert "morning.fit" in answer.headers["content-disposition"]


def test_a_search_that_cannot_be_read_is_told_of(client: TestClient) -> None:
    page = client.get("/a/1/runs?least=far")
    assert page.status_code == 422
    assert "is not a distance" in page.text
    assert 'value="far"' in page.text


def test_a_page_of_many_runs_leads_to_the_next(
    client: TestClient, diary: Diary
) -> None:
    for seed in range(30):
        kept_runs.keep(diary, synthetic_runs.run([(400.0, 3.0)], seed=100 + seed))
    page = client.get("/a/1/runs?text=&since=2024-01-01").text
    older = re.search(r'href="(\?[^"]*page=2)">Older', page)
    assert older is not None
    assert "since=2024-01-01" in older[1]
    again = client.get("/a/1/runs" + older[1].replace("&amp;", "&")).text
    assert "Newer" in again


def test_a_run_is_deleted_after_it_was_asked_for_twice(
    client: TestClient, diary: Diary
) -> None:
    number = kept_runs.keep(diary, synthetic_runs.run([(500.0, 3.0)], seed=9))
    asked = client.get(f"/a/1/runs/{number}/delete")
    assert "Delete this run?" in asked.text
    assert diary.run(number).id == number
    answer = post(client, f"/a/1/runs/{number}/delete")
    assert answer.status_code == 303
    assert f"Run {number} is deleted" in client.get(answer.headers["location"]).text
    # Noting something of it from a tab that is still open says what happened.
    stale = post(client, f"/a/1/runs/{number}", felt="5")
    assert stale.status_code == 404
    assert f"no run {number}" in stale.text


def test_two_recordings_can_be_said_to_be_two_runs(
    client: TestClient, diary: Diary
) -> None:
    number = kept_runs.keep(diary, synthetic_runs.run([(500.0, 3.0)], seed=10))
    diary.connection.execute("UPDATE run SET twin_of = 1 WHERE id = ?", (number,))
    assert "same run as" in client.get(f"/a/1/runs/{number}").text
    post(client, f"/a/1/runs/{number}/apart")
    assert "same run as" not in client.get(f"/a/1/runs/{number}").text


def test_programs_note_and_delete_too(client: TestClient, diary: Diary) -> None:
    number = kept_runs.keep(diary, synthetic_runs.run([(500.0, 3.0)], seed=11))
    api, head = f"/api/athletes/1/runs/{number}", {"X-CSRF-Token": token(client)}
    notes = {"felt": "4", "name": "By a program"}
    kept = client.put(f"{api}/notes", json=notes, headers=head)
    assert kept.json()["felt"] == "4"
    wrong = client.put(f"{api}/notes", json={"felt": "99"}, headers=head)
    assert wrong.status_code == 422
    assert diary.run(number).name == "By a program"
    assert client.delete(api, headers=head).status_code == 204
    assert client.delete(api, headers=head).status_code == 404


def test_a_run_is_corrected_and_the_correction_undone(
    client: TestClient, diary: Diary
) -> None:
    before = diary.run(1)
    answer = post(client, "/a/1/runs/1/edits", kind="trim", start="5:00", end="30:00")
    assert answer.headers["location"] == "/a/1/runs/1?saved=edit#edits"
    page = client.get(answer.headers["location"])
    assert "Only 5:00 to 30:00 of the recording" in page.text
    assert "Saved." in page.text
    assert diary.run(1).elapsed_s == pytest.approx(1500, abs=1)
    (edit,) = client.get("/api/athletes/1/runs/1/edits").json()
    answer = post(client, f"/a/1/runs/1/edits/{edit['id']}/undo")
    assert "Undone." in client.get(answer.headers["location"]).text
    assert diary.run(1) == before


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"kind": "trim"}, "1:30"),
        ({"kind": "cut", "start": "x", "end": "5:00"}, "45:30"),
        ({"kind": "distance", "distance": "far"}, "10km"),
        ({"kind": "distance", "distance": "900km"}, "0.5 to 2 times"),
        ({"kind": "start", "began": "yesterday"}, "2026-06-04 21:30"),
        ({"kind": "split", "at": "9:00:00"}, "nothing of the run"),
    ],
)
def test_a_correction_that_makes_no_sense_says_what_to_write(
    client: TestClient, diary: Diary, fields: dict[str, str], word: str
) -> None:
    before = diary.run(1), diary.edits(1)
    answer = post(client, "/a/1/runs/1/edits", **fields)
    assert answer.status_code == 422
    assert word in answer.text
    assert (diary.run(1), diary.edits(1)) == before


def test_a_program_corrects_splits_and_types_in_runs(
    client: TestClient, diary: Diary
) -> None:
    edits = "/api/athletes/1/runs/1/edits"
    head = {"X-CSRF-Token": token(client)}
    made = client.post(edits, json={"kind": "split", "at": "20:00"}, headers=head)
    second = made.json()["run"]
    assert diary.run(second).started_at > diary.run(1).started_at
    (split,) = made.json()["edits"]
    undone = client.delete(
        f"/api/athletes/1/runs/{second}/edits/{split['id']}", headers=head
    )
    assert undone.json()["run"] == 1
    assert client.delete(f"{edits}/{split['id']}", headers=head).status_code == 404
    typed = {"began": "2026-06-05 07:00", "distance": "10", "time": "52:30",
             "zone": "Europe/Berlin"}  # fmt: skip
    answer = client.post("/api/athletes/1/runs", json=typed, headers=head)
    assert answer.status_code == 201
    number = answer.json()["run"]["id"]
    assert diary.run(number).started_at.isoformat() == "2026-06-05T07:00:00+02:00"
    assert client.get(f"/a/1/runs/{number}").status_code == 200
    diary.delete(number)


def test_the_time_zone_of_a_run_is_shown_and_can_be_changed(
    client: TestClient, diary: Diary
) -> None:
    before = diary.run(1).started_at
    assert "zone unknown" in client.get("/a/1/runs/1").text
    assert post(client, "/a/1/runs/1", zone="Asia/Kathmandu").status_code == 303
    after = diary.run(1).started_at
    assert after == before
    assert after.utcoffset() == timedelta(hours=5, minutes=45)
    page = client.get("/a/1/runs/1").text
    assert "Asia/Kathmandu, as you say" in page
    assert f"{after:%H:%M}" in page
    assert "is not a time zone" in post(client, "/a/1/runs/1", zone="Mars").text
    answer = client.get("/api/athletes/1/runs/1").json()
    assert answer["run"]["zone"] == "Asia/Kathmandu"
    assert answer["run"]["zone_source"] == "runner"


def test_shoes_and_weather_are_noted_on_the_page(
    client: TestClient, diary: Diary
) -> None:
    added = post(client, "/a/1/runner/shoes", name="Blue <b>", used="790", limit="")
    assert added.status_code == 303
    told = post(client, "/a/1/runs/1/conditions", shoe="Blue <b>", temperature="27")
    assert told.status_code == 303
    found = client.get("/api/athletes/1/runs/1/conditions").json()
    assert (found["shoe"], found["temperature_degc"]) == ("Blue <b>", 27.0)
    page = client.get("/a/1/runner")
    assert "Blue &lt;b&gt;" in page.text
    assert "left to your limit." in page.text
    (pair,) = client.get("/api/athletes/1/shoes").json()
    for what in ("use", "retire", "unretire"):
        path = f"/a/1/runner/shoes/{pair['id']}/{what}"
        assert post(client, path).status_code == 303
    assert post(client, "/a/1/runner/shoes", name="Blue <b>").status_code == 422
    wrong = post(client, "/a/1/runs/1/conditions", temperature="warm")
    assert "like 24" in wrong.text
    diary.set_temperature(1, None)


# Runs typed in by hand.


def test_a_run_typed_in_is_in_the_diary_as_typed(
    client: TestClient, diary: Diary
) -> None:
    assert "Distance in km" in client.get("/a/1/runs").text
    answer = post(
        client,
        "/a/1/runs",
        began="2019-06-04T21:30",
        distance="10",
        time="52:30",
        felt="4",
        name="Belt at home",
    )
    assert answer.status_code == 303
    row = diary.run(int(answer.headers["location"].rsplit("/", 1)[1]))
    diary.delete(row.id)  # the runs of other tests stay as they were
    assert row.distance_m == pytest.approx(10_000, abs=1)
    assert row.moving_s == pytest.approx(3150, abs=1)
    assert f"{row.started_at:%Y-%m-%d %H:%M}" == "2019-06-04 21:30"
    assert (row.name, row.felt_cr10) == ("Belt at home", 4.0)


def test_a_bare_distance_is_in_the_unit_of_the_runner(
    client: TestClient, diary: Diary
) -> None:
    diary.set_unit(DistanceUnit.MI)
    try:
        assert "Distance in mi" in client.get("/a/1/runs").text
        fields = {"began": "2019-06-05T07:00", "distance": "5", "time": "42:10"}
        answer = post(client, "/a/1/runs", **fields)
        row = diary.run(int(answer.headers["location"].rsplit("/", 1)[1]))
        diary.delete(row.id)
    finally:
        diary.set_unit(DistanceUnit.KM)
    assert row.distance_m == pytest.approx(5 * 1609.344, abs=1)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("began", "yesterday", "is not a day and a time"),
        ("distance", "far", "far"),
        ("distance", "500", "is not a run; check both"),
        ("time", "soon", "soon"),
        ("felt", "11", "is not on the scale"),
    ],
)
def test_a_run_that_cannot_be_typed_in_stays_in_the_form(
    client: TestClient, diary: Diary, field: str, value: str, said: str
) -> None:
    before = diary.count()
    good = {"began": "2019-06-06T07:00", "distance": "10", "time": "52:30"}
    answer = post(client, "/a/1/runs", **good | {"name": "Kept", field: value})
    assert answer.status_code == 422
    (line,) = re.findall(r'<p role="alert" class="trouble">(.*)</p>', answer.text)
    assert said in line
    assert f'name="{field}" value="{value}"' in answer.text
    assert 'name="name" value="Kept"' in answer.text
    assert diary.count() == before
