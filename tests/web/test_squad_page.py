"""The squad: everybody in their own paces, and who may want a word."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import fitdecode
import pytest

from browsing import Eyes, Server
from negsplit.athlete import Athlete, Race
from negsplit.desk.people.runner_values import keep_runner
from negsplit.desk.people.squad import add_runner
from negsplit.diary import Diary
from negsplit.errors import InputError
from negsplit.physiology.training_paces import training_speeds
from negsplit.runner import Runner
from negsplit.units import format_pace
from negsplit.web.asking import today
from web_client import Visit, local

RACES = {"Ann": Race(10_000.0, 2400.0), "Bea": Race(5000.0, 1500.0)}


@pytest.fixture(name="diary")
def a_diary(tmp_path: Path) -> Path:
    path = tmp_path / "club.sqlite3"
    for name, race in RACES.items():
        with Diary.open(path, name, begin=True) as diary:
            known = Athlete(races=(race,))
            keep_runner(diary, known, today() - timedelta(days=9))
    return path


@pytest.fixture(name="visit")
def a_visit(diary: Path) -> Visit:
    return local(diary)


def test_everybody_gets_their_own_paces(visit: Visit) -> None:
    page = visit.get("/squad?session=3x1km @T R 1min").text
    for race in RACES.values():
        runner = Runner.of(Athlete(races=(race,)))
        speed = training_speeds(runner.vdot).threshold_mps
        assert format_pace(speed).partition("/")[0] in page


def test_whoever_cannot_be_given_paces_is_led_to_say_more(
    visit: Visit, diary: Path
) -> None:
    new = add_runner(diary, "Cho")
    page = visit.get("/squad?session=thirds 45min").text
    assert f'<a href="/a/{new}/runner">Cho</a>' in page
    assert "needs a race result or a VDOT" in page
    assert "--race" not in page


def test_there_is_a_watch_file_for_everybody(visit: Visit) -> None:
    packed = visit.get("/squad/files?session=thirds 45min").content
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        names = archive.namelist()
        first = archive.read(names[0])
    assert sorted(name.partition("-")[0] for name in names) == ["ann", "bea"]
    with fitdecode.FitReader(io.BytesIO(first)) as reader:
        told = [one for one in reader if isinstance(one, fitdecode.FitDataMessage)]
    assert sum(one.name == "workout_step" for one in told) == 3


@pytest.mark.parametrize(
    ("words", "told"), [("sprints 5", "write a form"), ("thirds 45x", "45x")]
)
def test_a_session_that_nobody_knows_is_told_and_stays_typed(
    visit: Visit, words: str, told: str
) -> None:
    answer = visit.get("/squad", params={"session": words})
    assert answer.status_code == 422
    assert told in answer.text
    assert f'value="{words}"' in answer.text


def test_a_runner_is_added_once(visit: Visit, diary: Path) -> None:
    added = visit.submit("/squad/runners", {"name": " Dee  Dee "})
    assert added.headers["location"].endswith("/runner")
    again = visit.submit("/squad/runners", {"name": "dee dee"})
    assert again.status_code == 422
    assert "already" in again.text
    for name in ("", "   ", "x" * 61, "a\x00b"):
        with pytest.raises(InputError, match="is no name"):
            add_runner(diary, name)


@pytest.mark.parametrize("name", ["Zoë 🏃\u200d♀️", "José", "نام\u200cها", "🏴󠁧󠁢󠁳󠁣󠁴󠁿 Isla"])
def test_a_name_may_have_any_letters_and_emoji(diary: Path, name: str) -> None:
    new = add_runner(diary, name)
    with Diary.of_athlete(diary, new) as opened:
        assert opened.athlete == name


@pytest.mark.parametrize("name", ["a\u202eb", "\u200d\u200d", "a\x1bb", "\ufe0f"])
def test_a_name_is_seen_and_turns_nothing_around(diary: Path, name: str) -> None:
    with pytest.raises(InputError, match="is no name"):
        add_runner(diary, name)


def test_who_entered_nobody_is_called_as_they_call_themselves(tmp_path: Path) -> None:
    path = tmp_path / "own.sqlite3"
    with Diary.open(path, begin=True) as opened:
        race = replace(Athlete(races=(RACES["Ann"],)), name="Mia")
        keep_runner(opened, race, today() - timedelta(days=9))
    page = local(path).get("/squad?session=thirds 45min").text
    assert '/today">Mia</a>' in page
    assert '<th scope="row">Mia</th>' in page
    assert ">You<" not in page


def test_the_page_has_no_faults(eyes: Eyes, server: Server) -> None:
    eyes.page.goto(f"{server.url}/squad?session=thirds 45min")
    assert eyes.page.get_by_role("heading", name="Runners").is_visible()
    assert not eyes.faults()
