"""The plan in pages: shown, moved, answered, made, taken along, brought back."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from datetime import date, timedelta
from pathlib import Path

import fitdecode
import icalendar
import pytest

from browsing import Eyes, Server
from negsplit.desk.people.demo_diary import DEMO_NAME
from negsplit.desk.plan.season import current_plan
from negsplit.diary import Diary
from negsplit.plan import Plan, Role
from negsplit.web.asking import today
from web_client import HERE, Visit, local


@pytest.fixture(name="diary")
def a_diary(demo_diary: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(demo_diary, tmp_path / "diary.sqlite3"))


@pytest.fixture(name="place")
def a_place(diary: Path) -> str:
    with Diary.open(diary, DEMO_NAME) as opened:
        return f"/a/{opened.athlete_id}/plan"


@pytest.fixture(name="visit")
def a_visit(diary: Path) -> Visit:
    return local(diary)


def see(visit: Visit, address: str) -> str:
    """Open a page that has to be there, and return it."""
    found = visit.get(address)
    assert found.status_code == 200, found.text
    return str(found.text)


def plan_in(diary: Path) -> Plan:
    with Diary.open(diary, DEMO_NAME) as opened:
        known = current_plan(opened)
    assert known is not None
    return known.plan


def version_on(page: str) -> str:
    found = re.search(r'name="version" value="(\w+)"', page)
    assert found is not None
    return found[1]


def coming(plan: Plan, role: Role) -> date:
    return next(s.day for s in plan.sessions if s.role is role and s.day > today())


def test_the_page_shows_every_week_of_the_plan(
    visit: Visit, place: str, diary: Path
) -> None:
    page = see(visit, place)
    plan = plan_in(diary)
    assert page.count('scope="row"') == len(plan.weeks)
    assert str(plan.aim.day.year) in page


def test_the_same_is_there_as_data(visit: Visit, place: str, diary: Path) -> None:
    found = visit.get(f"/api/athletes{place.removeprefix('/a')}").json()["plan"]
    plan = plan_in(diary)
    assert [week["monday"] for week in found["season"]] == [
        week.monday.isoformat() for week in plan.weeks
    ]


def test_a_move_tells_what_rules_mind_and_is_kept_only_when_sent(
    visit: Visit, place: str, diary: Path
) -> None:
    plan = plan_in(diary)
    hard = coming(plan, Role.HARD)
    lift = next(
        s.day for s in plan.sessions if s.role is Role.PROGRESSION and s.day > hard
    )
    beside = lift - timedelta(days=1)
    page = see(visit, f"{place}/{hard}?to={beside}")
    assert "follow each other" in page
    assert plan_in(diary) == plan
    sent = {"to": str(beside), "version": version_on(page)}
    answer = visit.submit(f"{place}/{hard}/move", sent)
    assert answer.status_code == 303
    moved = plan_in(diary).on(beside)
    assert moved is not None
    assert moved.role is Role.HARD


def test_two_tabs_do_not_overwrite_each_other(
    visit: Visit, place: str, diary: Path
) -> None:
    plan = plan_in(diary)
    easy = coming(plan, Role.EASY)
    to_day = easy + timedelta(days=2)
    page = f"{place}/{easy}?to={to_day}"
    sent = {"to": str(to_day), "version": version_on(see(visit, page))}
    assert visit.submit(f"{place}/{easy}/move", sent).status_code == 303
    first = plan_in(diary)
    second = visit.submit(f"{place}/{to_day}/move", sent)
    assert second.status_code == 409
    assert "in another tab" in second.text
    assert plan_in(diary) == first


def test_changes_are_taken_and_refused_one_by_one(
    visit: Visit, place: str, diary: Path
) -> None:
    first = today() + timedelta(days=1)
    said = f"what=ill&first={first}&last={first + timedelta(days=5)}"
    page = see(visit, f"{place}?{said}")
    keys = re.findall(r'name="take" value="([^"]+)"', page)
    keys = [key.replace("&gt;", ">") for key in keys]
    assert len(keys) > 2
    taken, refused = keys[0], keys[-1]
    fields = dict(part.split("=") for part in said.split("&"))
    sent = {**fields, "version": version_on(page), "take": keys[:-1]}
    before = plan_in(diary)
    answer = visit.submit(f"{place}/answer", sent)
    assert answer.status_code == 303
    after = plan_in(diary)
    day = date.fromisoformat(taken.partition(":")[0])
    assert after.on(day) != before.on(day)
    kept = date.fromisoformat(refused.partition(":")[0])
    assert after.on(kept) == before.on(kept)
    assert refused in after.refused


def test_what_is_said_wrongly_is_told_and_nothing_changes(
    visit: Visit, place: str, diary: Path
) -> None:
    before = plan_in(diary)
    wrong = visit.get(f"{place}?what=ill&first=yesterday")
    assert wrong.status_code == 422
    assert "&#39;yesterday&#39; is no day" in wrong.text
    back = visit.get(f"{place}?what=ill&first=2027-01-05&last=2027-01-01")
    assert "ends before it begins" in back.text
    assert plan_in(diary) == before


def test_a_goal_is_judged_before_its_plan_is_made(
    visit: Visit, place: str, diary: Path
) -> None:
    day = today() + timedelta(weeks=16)
    fields = {"goal": f"half marathon under 1:34:00 by {day}", "runs": "4"}
    page = visit.get(f"{place}/new", params=fields)
    assert page.status_code == 200
    assert "Today you would run the half" in page.text
    before = plan_in(diary)
    answer = visit.submit(f"{place}/make", fields)
    assert answer.status_code == 303
    assert plan_in(diary) != before
    assert plan_in(diary).aim.day == day


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"goal": "be happy"}, "write for example"),
        ({"goal": " ", "runs": "4"}, "a plan needs a goal"),
        ({"goal": "5k under 20:00 by 2020-01-01", "runs": "4"}, "2020-01-01"),
        ({"programme": "magic"}, "is no programme"),
        ({"goal": "build a base", "runs": "many"}, "is no number of runs"),
        ({"goal": "build a base", "free": "noday"}, "is no weekday"),
    ],
)
def test_a_goal_that_makes_no_sense_is_told_and_stays_typed(
    visit: Visit, place: str, fields: dict[str, str], told: str
) -> None:
    answer = visit.get(f"{place}/new", params=fields)
    assert answer.status_code == 422
    assert told in answer.text.lower()
    assert fields.get("goal", "") in answer.text


def test_the_plan_goes_along_as_calendar_and_watch_files(
    visit: Visit, place: str, diary: Path
) -> None:
    plan = plan_in(diary)
    calendar = icalendar.Calendar.from_ical(
        visit.get(f"{place}/files/calendar").content
    )
    assert len(calendar.walk("VEVENT")) == len(list(plan.sessions))
    packed = visit.get(f"{place}/files/watch").content
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        names = archive.namelist()
        first = archive.read(names[0])
    ahead = [s for s in plan.sessions if s.day >= today() and s.role is not Role.RACE]
    assert len(names) == len(ahead)
    with fitdecode.FitReader(io.BytesIO(first)) as reader:
        kinds = [frame.name for frame in reader if hasattr(frame, "name")]
    assert "workout_step" in kinds


def test_a_plan_that_a_coach_edited_is_brought_back(
    visit: Visit, place: str, diary: Path
) -> None:
    text = visit.get(f"{place}/files/text").content.decode()
    before = plan_in(diary)
    day = coming(before, Role.LONG)
    edited = text.replace(f"day = {day}", f"day = {day - timedelta(days=1)}", 1)
    answer = visit.post(
        f"{place}/bring",
        data={"csrf": visit.csrf},
        files={"file": ("plan.toml", edited.encode())},
        headers={"origin": HERE},
    )
    assert answer.status_code in (303, 422), answer.text
    if answer.status_code == 422:  # a session was on the day before already
        assert plan_in(diary) == before
    else:
        assert plan_in(diary).on(day) is None


def test_without_a_plan_one_is_offered(visit: Visit) -> None:
    answer = visit.get("/a/1/plan")
    assert answer.status_code == 303
    assert answer.headers["location"].endswith("/plan/new")


@pytest.mark.parametrize("path", ["plan", "plan/new", "today"])
def test_pages_of_plan_and_day_have_no_faults(
    eyes: Eyes, server: Server, path: str
) -> None:
    eyes.page.goto(server.at(path))
    assert not eyes.faults()


def test_a_runner_moves_a_session_in_the_browser(eyes: Eyes, server: Server) -> None:
    page = eyes.page
    page.goto(server.at("plan"))
    page.goto(server.at(f"plan?week={today() + timedelta(days=7)}"))
    page.locator("ol.week a").first.click()
    page.get_by_label("To").fill(str(today() + timedelta(days=14)))
    page.get_by_role("button", name="See which rules mind").click()
    assert page.get_by_role("heading", name="Move it").is_visible()
    assert not eyes.faults()


def test_somebody_without_runs_is_led_to_bring_some(eyes: Eyes, server: Server) -> None:
    eyes.page.goto(f"{server.url}/a/{server.own}/today")
    assert eyes.page.get_by_role("heading", name="Nothing here yet").is_visible()
    assert not eyes.faults()
