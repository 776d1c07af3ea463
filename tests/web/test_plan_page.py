"""The plan in pages: shown, moved, answered, made, taken along, brought back."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import fitdecode
import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from browsing import Eyes, Server
from negsplit.desk.people.demo_diary import DEMO_NAME
from negsplit.desk.plan.proposals import bundles
from negsplit.desk.plan.season import current_plan
from negsplit.desk.plan.week_view import week_view
from negsplit.diary import Diary
from negsplit.forms import Kind, Recipe
from negsplit.notation import parse
from negsplit.plan import Change, Plan, Role, Session, monday_of
from negsplit.web.asking import today
from negsplit.workout import Time
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


def hills(day: date) -> Session:
    recipe = Recipe(Kind.HILL_SPRINTS, amount=Time(2400.0))
    return Session(day, Role.HARD, recipe, 2400.0, 200.0)


def test_a_session_that_only_moves_is_one_change() -> None:
    wednesday, tuesday, friday = (date(2026, 12, day) for day in (9, 8, 11))
    leaves = Change(wednesday, hills(wednesday), None, "why")
    enters = Change(tuesday, None, hills(tuesday), "why")
    other = Change(friday, None, hills(friday), "why")
    assert bundles([enters, leaves]) == [(enters, leaves)]
    assert bundles([enters, leaves, other]) == [(enters, leaves), (other,)]


def test_a_session_of_another_week_is_another_session() -> None:
    sunday, monday = date(2026, 12, 6), date(2026, 12, 7)
    leaves = Change(sunday, hills(sunday), None, "why")
    enters = Change(monday, None, hills(monday), "why")
    assert bundles([leaves, enters]) == [(leaves,), (enters,)]


@given(st.permutations(range(7)), st.permutations(range(7)), st.data())
def test_whichever_changes_are_taken_nothing_is_lost_or_run_twice(
    before: list[int], after: list[int], data: st.DataObject
) -> None:
    monday = date(2026, 12, 7)
    days = [monday + timedelta(days=k) for k in range(7)]
    # Five sessions of different lengths of reps, and two days of rest, shuffled.
    old = {day: _named(day, n) for day, n in zip(days, before, strict=True) if n < 5}
    new = {day: _named(day, n) for day, n in zip(days, after, strict=True) if n < 5}
    changes = [
        Change(day, old.get(day), new.get(day), "why")
        for day in days
        if old.get(day) != new.get(day)
    ]
    result = dict(old)
    for bundle in bundles(changes):
        if data.draw(st.booleans()):
            for change in bundle:
                result.pop(change.day, None)
                if change.after is not None:
                    result[change.day] = change.after
    titles = sorted(session.title for session in result.values())
    assert titles == sorted(session.title for session in old.values())


def _named(day: date, number: int) -> Session:
    workout = replace(parse("10min easy"), name=f"Session {number}")
    return Session(day, Role.EASY, None, 600.0, 20.0, workout=workout)


def test_a_move_is_told_as_one_and_taken_as_one(
    visit: Visit, place: str, diary: Path
) -> None:
    """A runner is away where a session would be: it moves within its week."""
    before = plan_in(diary)
    moved = None
    for session in before.sessions:
        if session.day <= today() or session.role is Role.RACE:
            continue
        said = f"what=away&first={session.day}&last={session.day}"
        page = see(visit, f"{place}?{said}")
        keys = re.findall(r'name="take" value="([^"]+)"', page)
        moved = next((key for key in keys if " | " in key), None)
        if moved is not None:
            break
    assert moved is not None, "no day away moves any session of the demo's plan"
    key = moved.replace("&gt;", ">")
    told = re.search(
        r"<strong>([^<]+)</strong>: <span class=\"figure\">(.+?) → (.+?)</span>", page
    )
    assert told is not None
    fields = dict(part.split("=") for part in said.split("&"))
    sent = {**fields, "version": version_on(page), "take": [key]}
    assert visit.submit(f"{place}/answer", sent).status_code == 303
    after = plan_in(diary)
    days = [date.fromisoformat(part.partition(":")[0]) for part in key.split(" | ")]
    assert len(days) > 1
    assert all(after.on(day) != before.on(day) for day in days)
    others = [s for s in before.sessions if s.day not in days]
    assert [s for s in after.sessions if s.day not in days] == others


def test_what_was_moved_by_hand_is_not_asked_back(
    visit: Visit, place: str, diary: Path
) -> None:
    hard = coming(plan_in(diary), Role.HARD)
    lift = next(
        s.day
        for s in plan_in(diary).sessions
        if s.role is Role.PROGRESSION and s.day > hard
    )
    beside = lift - timedelta(days=1)
    version = version_on(see(visit, f"{place}/{hard}?to={beside}"))
    sent = {"to": str(beside), "version": version}
    assert visit.submit(f"{place}/{hard}/move", sent).status_code == 303
    assert plan_in(diary).refused
    keys = re.findall(r'name="take" value="([^"]+)"', see(visit, place))
    touched = {part.partition(":")[0] for key in keys for part in key.split(" | ")}
    assert not touched & {str(hard), str(beside)}


def test_the_answer_of_the_rules_is_where_the_form_leads(
    visit: Visit, place: str, diary: Path
) -> None:
    day = coming(plan_in(diary), Role.EASY)
    page = see(visit, f"{place}/{day}?to={day + timedelta(days=1)}")
    assert f'action="{place}/{day}#minded"' in page
    assert '<h3 id="minded" tabindex="-1">' in page


def test_weeks_lead_to_those_beside_them(visit: Visit, place: str, diary: Path) -> None:
    first, second, *_, last = (week.monday for week in plan_in(diary).weeks)
    page = see(visit, f"{place}?week={first}")
    assert "week before" not in page
    assert f'href="{place}?week={second}#week">week after' in page
    page = see(visit, f"{place}?week={second}")
    assert f'href="{place}?week={first}#week">← week before' in page
    assert "week after" not in see(visit, f"{place}?week={last}")


def test_days_before_the_plan_are_not_days_of_rest(diary: Path) -> None:
    plan = plan_in(diary)
    week = plan.weeks[0]
    wednesday, saturday = (week.monday + timedelta(days=k) for k in (2, 5))
    shown = week_view(replace(week, sessions=()), {}, today(), (wednesday, saturday))
    assert [day.state.value for day in shown.days] == (
        ["before the plan"] * 2 + ["rest"] * 4 + ["after the plan"]
    )


def test_days_before_the_plan_are_empty_on_its_page(
    visit: Visit, place: str, diary: Path
) -> None:
    form = {"goal": f"build a base until {today() + timedelta(weeks=9)}", "runs": "3"}
    assert visit.submit(f"{place}/make", form).status_code == 303
    plan = plan_in(diary)
    week = re.search(r'<ol class="week">(.*?)</ol>', see(visit, place), re.DOTALL)
    assert week is not None
    rows = re.findall(r'<li class="([\w-]+)".*?</li>', week[1], re.DOTALL)
    started = min(session.day for session in plan.sessions)
    before = (started - monday_of(today())).days
    assert len(rows) == 7
    assert rows.count("before-the-plan") <= before
    for row in re.findall(r'<li class="before-the-plan.*?</li>', week[1], re.DOTALL):
        assert "rest" not in row


def test_a_new_plan_says_which_one_it_replaces(
    visit: Visit, place: str, diary: Path
) -> None:
    assert 'id="instead"' not in see(visit, f"{place}/new")
    page = see(visit, f"{place}/new?goal=build+a+base&runs=4")
    found = re.search(r'<p id="instead">(.*?)</p>', page, re.DOTALL)
    assert found is not None
    assert str(plan_in(diary).aim.day) in found[1]
    assert f'href="{place}/files/text"' in found[1]
    none = visit.get("/a/1/plan/new", params={"goal": "build a base"})
    assert "takes the place" not in none.text


def test_the_usual_week_is_known_and_can_be_said(
    visit: Visit, place: str, diary: Path
) -> None:
    known = re.search(r'name="usual" value="(\d+)h(\d\d)"', see(visit, f"{place}/new"))
    assert known is not None
    with Diary.open(diary, DEMO_NAME) as opened:
        ran_s = sum(run.moving_s or 0.0 for run in opened.runs())
    assert 0 < int(known[1]) * 60 + int(known[2]) < ran_s / 60
    weeks = []
    for usual in ("2h", "6h"):
        form = {"goal": "build a base in 12 weeks", "runs": "4", "usual": usual}
        page = visit.get(f"{place}/new", params=form)
        assert f'name="usual" value="{usual}"' in page.text
        assert visit.submit(f"{place}/make", form).status_code == 303
        weeks.append(plan_in(diary).weeks[1].expected_s)
    assert weeks[0] < weeks[1]


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
        ({"goal": "build a base", "usual": "lots"}, "is not a duration"),
        ({"goal": "build a base", "usual": "3:30"}, "such as 3h30"),
        ({"goal": "build a base", "usual": "31h"}, "15 min to 30 h"),
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
    monday = day - timedelta(days=day.weekday())
    week = [monday + timedelta(days=k) for k in range(7)]
    free = next(one for one in week if before.on(one) is None)
    edited = text.replace(f"day = {day}", f"day = {free}", 1)
    answer = visit.post(
        f"{place}/bring",
        data={"csrf": visit.csrf},
        files={"file": ("plan.toml", edited.encode())},
        headers={"origin": HERE},
    )
    assert answer.status_code == 303, answer.text
    assert plan_in(diary).on(day) is None
    brought = plan_in(diary).on(free)
    assert brought is not None
    assert brought.role is Role.LONG


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
