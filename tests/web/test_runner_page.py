"""The page of a runner: values kept by day, units, everything out, everything away."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from diary_rows import new_run
from negsplit.athlete import Athlete, Race
from negsplit.desk.people.runner_values import keep_runner, runner_on
from negsplit.diary import Diary
from negsplit.store import runs
from negsplit.units import DistanceUnit
from web_client import Visit, local

SPRING = date(2026, 4, 1)
TEN = {"race_distance": "10km", "race_time": "45:00", "race_day": "2026-03-01"}


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    with Diary.open(tmp_path / "diary", begin=True) as opened:
        yield opened


@pytest.fixture
def visit(diary: Diary) -> Iterator[Visit]:
    with local(diary.path) as client:
        yield client


def seen(visit: Visit) -> str:
    found = re.search(r'name="seen" value="(\w+)"', visit.get("/a/1/runner").text)
    assert found is not None
    return found[1]


def test_an_empty_page_says_what_to_do(visit: Visit) -> None:
    found = visit.get("/a/1/runner")
    assert found.status_code == 200
    assert "One race result is enough" in found.text


def test_a_race_gives_paces_in_the_runners_unit(visit: Visit, diary: Diary) -> None:
    saved = visit.submit("/a/1/runner", {**TEN, "seen": seen(visit)})
    assert saved.headers["location"] == "/a/1/runner?done=saved"
    shown = visit.get(saved.headers["location"]).text
    assert "Saved." in shown
    # Daniels' table: a 10 km in 45:00 is about VDOT 45, T pace 4:38/km (7:25/mi).
    assert re.search(r"VDOT\s*<strong[^>]*>45\.", shown)
    assert re.search(r"threshold</th>\s*<td><span class=\"span\">4:3\d</span>", shown)
    visit.submit("/a/1/runner/unit", {"unit": "mi"})
    assert diary.unit() is DistanceUnit.MI
    miles = visit.get("/a/1/runner").text
    assert re.search(r"threshold</th>\s*<td><span class=\"span\">7:2\d</span>", miles)


def test_what_is_saved_holds_from_its_day(visit: Visit, diary: Diary) -> None:
    fields = {**TEN, "hr_max": "188", "day": "2026-04-01", "seen": seen(visit)}
    assert visit.submit("/a/1/runner", fields).status_code == 303
    fields = {**TEN, "hr_max": "185", "seen": seen(visit)}
    assert visit.submit("/a/1/runner", fields).status_code == 303
    assert runner_on(diary, SPRING).max_hr_bpm == 188
    assert runner_on(diary, datetime.now(UTC).date()).max_hr_bpm == 185
    shown = visit.get("/a/1/runner").text
    assert "From Wednesday 1 April 2026" in shown
    older = visit.get("/a/1/runner?day=2026-04-01").text
    assert 'name="hr_max" value="188"' in older
    assert visit.submit("/a/1/runner/forget", {"day": "2026-04-01"}).status_code == 303
    assert runner_on(diary, SPRING).max_hr_bpm == 185


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"race_distance": "10km", "race_time": "soon"}, "is not a duration"),
        ({"hr_max": '"><script>'}, "is no number"),
        ({"hr_max": "300"}, "must lie between"),
        ({"day": "2999-01-01"}, "still to come"),
        ({"day": "someday"}, "no day"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(
    visit: Visit, diary: Diary, typed: dict[str, str], said: str
) -> None:
    fields = {"name": "Ada & <i>Co</i>", **typed, "seen": seen(visit)}
    found = visit.submit("/a/1/runner", fields)
    assert found.status_code == 422
    assert said in found.text
    assert 'value="Ada &amp; &lt;i&gt;Co&lt;/i&gt;"' in found.text
    assert "<script>" not in re.sub(r"<script src=[^>]+>", "", found.text)
    assert diary.kept_values() == []


def test_two_tabs_do_not_overwrite_each_other_unseen(
    visit: Visit, diary: Diary
) -> None:
    one = other = seen(visit)
    assert visit.submit("/a/1/runner", {"age": "40", "seen": one}).status_code == 303
    late = visit.submit("/a/1/runner", {"age": "50", "seen": other})
    assert late.status_code == 422
    assert "another tab" in late.text
    assert 'name="age" value="50"' in late.text
    again = re.search(r'name="seen" value="(\w+)"', late.text)
    assert again is not None
    assert (
        visit.submit("/a/1/runner", {"age": "50", "seen": again[1]}).status_code == 303
    )
    assert runner_on(diary, datetime.now(UTC).date()).age_years == 50


def test_a_save_keeps_parts_of_a_second_that_the_form_does_not_show(
    visit: Visit, diary: Diary
) -> None:
    today = datetime.now(UTC).date()
    keep_runner(diary, Athlete((Race(1500.0, 270.31),)), today)
    fields = {"race_distance": "1500m", "race_time": "4:30", "age": "30"}
    visit.submit("/a/1/runner", {**fields, "seen": seen(visit)})
    assert runner_on(diary, today).races == (Race(1500.0, 270.31),)


def test_everything_shown_is_there_as_data(visit: Visit) -> None:
    sent = {"races": [{"distance": "10km", "time": "45:00"}], "hr_max": "188"}
    found = visit.post("/api/athletes/1/runner", json=sent, headers=bare(visit))
    assert found.status_code == 200
    shown = visit.get("/api/athletes/1/runner").json()
    assert shown["form"]["hr_max"] == "188"
    assert 44 < shown["paces"]["vdot_ml_kg_min"] < 46
    assert [row["letter"] for row in shown["paces"]["rows"]] == list("EMTIR")
    wrong = visit.post("/api/athletes/1/runner", json={"age": "x"}, headers=bare(visit))
    assert wrong.status_code == 422
    assert "age 'x' is no number" in wrong.json()["error"]


def bare(visit: Visit) -> dict[str, str]:
    return {"X-CSRF-Token": visit.csrf}


def test_everything_goes_with_the_runner(visit: Visit, diary: Diary) -> None:
    diary.keep_goal("a mile", datetime(2026, 4, 1, tzinfo=UTC))
    found = visit.get("/a/1/runner/diary.zip")
    assert found.status_code == 200
    assert re.search(r'filename="negsplit-\d{4}-\d\d-\d\d.zip"', str(found.headers))
    with zipfile.ZipFile(io.BytesIO(found.content)) as archive:
        assert archive.testzip() is None
        assert b"a mile" in archive.read("negsplit-diary.json")
    left = {path.name for path in diary.path.parent.iterdir()}
    assert left <= {"diary", "diary-wal", "diary-shm"}


@pytest.mark.parametrize("word", ["", "yes", "delete it"])
@pytest.mark.parametrize("what", ["runs", "everything"])
def test_nothing_is_deleted_without_the_word(
    visit: Visit, diary: Diary, what: str, word: str
) -> None:
    runs.add(diary.connection, 1, new_run(1))
    found = visit.submit(f"/a/1/runner/delete-{what}", {"confirm": word})
    assert found.status_code == 422
    assert "nothing was deleted" in found.text.lower()
    assert diary.count() == 1


def test_runs_are_deleted_for_good_and_values_stay(visit: Visit, diary: Diary) -> None:
    for number in range(3):
        runs.add(diary.connection, 1, new_run(number, is_run=number > 0))
    keep_runner(diary, Athlete(max_hr_bpm=188), SPRING)
    found = visit.submit("/a/1/runner/delete-runs", {"confirm": " Delete "})
    assert found.status_code == 303
    assert "All runs are deleted" in visit.get(found.headers["location"]).text
    held = diary.connection.execute("SELECT count(*) FROM run").fetchone()
    assert held == (0,)
    assert len(diary.kept_values()) == 1


def test_everything_is_deleted_with_one_word(visit: Visit, diary: Diary) -> None:
    runs.add(diary.connection, 1, new_run(1))
    keep_runner(diary, Athlete(max_hr_bpm=188), SPRING)
    found = visit.submit("/a/1/runner/delete-everything", {"confirm": "delete"})
    assert found.headers["location"] == "/"
    assert diary.athletes() == []
    assert visit.get("/a/1/runner").status_code == 404


def test_a_page_of_somebody_who_is_gone_says_so(visit: Visit) -> None:
    found = visit.submit("/a/99/runner", {"age": "40"})
    assert found.status_code == 404
    assert "no athlete 99" in found.text


def test_where_a_runner_lives_is_kept_and_a_mistake_is_told(
    visit: Visit, diary: Diary
) -> None:
    found = visit.submit("/a/1/runner/zone", {"zone": "Europe/Berlin"})
    assert found.headers["location"] == "/a/1/runner?done=zone"
    assert diary.home_zone() == "Europe/Berlin"
    assert 'value="Europe/Berlin"' in visit.get("/a/1/runner").text
    wrong = visit.submit("/a/1/runner/zone", {"zone": "Mars"})
    assert "is not a time zone" in wrong.text
    assert diary.home_zone() == "Europe/Berlin"
