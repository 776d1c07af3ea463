"""Goals and plans as a runner or a coach types them."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from icalendar import Calendar

from negsplit.cli.program import run
from negsplit.demo import recorded_run
from negsplit.diary import Diary
from negsplit.formats import workouts
from negsplit.notation import parse
from negsplit.planning.plan_reader import read_plan

Capture = pytest.CaptureFixture[str]
RUNNER = ["--race", "5k=28:10", "--hr-max", "188"]
ON = ["--on", "2026-11-22"]
GOAL = "5K under 25:00 by 2027-04-18"
LATER = ["--on", "2026-12-03"]
CLUB = """
[[runner]]
name = "Ann"
races = ["half=1:32:00"]
[[runner]]
name = "Bob"
vdot = 39.5
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEGSPLIT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "80")
    Path("club.toml").write_text(CLUB, encoding="utf-8")


def printed(capsys: Capture, *arguments: str) -> str:
    code = run(list(arguments))
    told = capsys.readouterr()
    assert code == 0, told.err
    return told.out


def refused(capsys: Capture, *arguments: str) -> str:
    """Return the one line that a mistake is answered with."""
    assert run(list(arguments)) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    return told.err


def data(capsys: Capture, *arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(printed(capsys, *arguments, "--json"))
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A diary with a plan, made once."""
    path = tmp_path_factory.mktemp("made") / "diary.sqlite3"
    options = ["--diary", str(path), "--json"]
    assert run(["plan", GOAL, *RUNNER, *ON, "--days", "5", *options]) == 0
    return path


@pytest.fixture
def planned(made: Path, tmp_path: Path, capsys: Capture) -> None:
    """A plan that is kept."""
    capsys.readouterr()
    home = tmp_path / "home"
    home.mkdir()
    copy(made, home / made.name)


PAGES = (
    ["goal", GOAL, *RUNNER, *ON],
    ["goal", "5k under 20:00 in 6 weeks", *RUNNER, *ON],
    ["goal", "first half marathon on 2027-02-14", *ON],
    ["goal", "build a base until 2027-04-18", *ON],
    ["plan", *ON],
    ["plan", "--week", *LATER],
    ["plan", "--why", "2026-12-03"],
    ["plan", "--why", "2027-04-18"],
    ["plan", "--why", "2026-12-04"],
    ["plan", "--why", "2028-01-01"],
    ["today", *LATER],
    ["adapt", *LATER],
    ["adapt", *LATER, "--missed", "2026-12-01"],
    ["adapt", *LATER, "--ill", "2026-12-03..2026-12-09", "--race", "5k=26:40"],
    ["squad", "thirds 45min", "club.toml"],
    ["squad", "400s 8x", "club.toml", "--unit", "mi"],
)


@pytest.mark.parametrize("arguments", PAGES)
@pytest.mark.usefixtures("planned")
def test_every_page_fits_eighty_columns(capsys: Capture, arguments: list[str]) -> None:
    told = printed(capsys, *arguments)
    assert told.strip()
    assert max(len(line) for line in told.splitlines()) <= 80


@pytest.mark.parametrize("unit", ["km", "mi"])
def test_plans_speak_the_runners_unit(capsys: Capture, unit: str) -> None:
    other = "mi" if unit == "km" else "km"
    options = ["--by", "distance", "--unit", unit]
    told = printed(
        capsys,
        "plan",
        "half under 1:50:00 by 2027-04-18",
        *options,
        "--race",
        "10k=48:00",
        *ON,
    )
    told += printed(capsys, "plan", "--week", *LATER)
    assert f" {unit}, " in told
    assert f" {other}, " not in told
    found = data(capsys, "plan", "--week", *LATER)
    runs = [s["run"] for s in found["weeks"][0]["sessions"]]
    assert any(run.endswith(unit) for run in runs)


def test_a_goal_says_how_likely_why_and_what_is_on_the_way(capsys: Capture) -> None:
    told = " ".join(printed(capsys, "goal", GOAL, *RUNNER, *ON).split())
    for words in ("in 21 weeks", "28:10", "nothing to 7.2 %", "On the way", "supports"):
        assert words in told
    found = data(capsys, "goal", GOAL, *RUNNER, *ON)
    assert 0.05 < found["probability"] < 0.6
    assert found["then_low_s"] < found["then_s"] < found["then_high_s"]
    assert len(found["milestones"]) == 4


def test_out_of_reach_a_nearer_goal_can_be_copied(capsys: Capture) -> None:
    found = data(capsys, "goal", "5k under 20:00 in 6 weeks", *RUNNER, *ON)
    assert found["verdict"] == "out of reach"
    nearer = found["nearer"][0]
    assert data(capsys, "goal", nearer, *RUNNER, *ON)["probability"] >= 0.5


def test_a_kept_goal_is_planned_for_without_being_said_again(capsys: Capture) -> None:
    assert "Kept" in printed(capsys, "goal", GOAL, *RUNNER, *ON, "--save")
    made = data(capsys, "plan", *RUNNER, *ON)
    assert made["target_s"] == 1500
    assert made["day"] == "2027-04-18"


def test_asking_about_a_goal_begins_no_diary(capsys: Capture, tmp_path: Path) -> None:
    printed(capsys, "goal", GOAL, *RUNNER, *ON)
    assert not list((tmp_path / "home").glob("*"))


@pytest.mark.usefixtures("planned")
def test_a_plan_is_kept_with_its_runner(capsys: Capture) -> None:
    first = data(capsys, "plan", *ON)
    assert first["runs_a_week"] == 5
    assert first["weeks"][-1]["sessions"][-1]["role"] == "race"
    # 5 km in 28:10 is VDOT 33.3; its threshold pace is 5:46/km by the calculator.
    session = data(capsys, "today", *LATER)["session"]
    assert session["notation"]
    assert "/km" in session["notation"]


@pytest.mark.usefixtures("planned")
def test_paces_never_change_silently(capsys: Capture) -> None:
    before = data(capsys, "today", *LATER)["session"]["notation"]
    shown = data(capsys, "today", *LATER, "--race", "5k=24:00")["session"]["notation"]
    assert shown != before
    assert data(capsys, "today", *LATER)["session"]["notation"] == before
    proposed = data(capsys, "adapt", *LATER, "--race", "5k=24:00")
    assert proposed["paces"]["after_ml_kg_min"] > 35
    assert data(capsys, "today", *LATER)["session"]["notation"] == before
    printed(capsys, "adapt", *LATER, "--race", "5k=24:00", "--accept")
    assert data(capsys, "today", *LATER)["session"]["notation"] == shown


@pytest.mark.usefixtures("planned")
def test_a_week_shows_every_day_and_the_rules_it_follows(capsys: Capture) -> None:
    told = printed(capsys, "plan", "--week", *LATER)
    for day in ("Mon 30 Nov", "Sun 06 Dec"):
        assert day in told
    assert "No two hard days follow each other" in told


@pytest.mark.usefixtures("planned")
def test_a_day_says_what_why_and_what_goes_with_it(capsys: Capture) -> None:
    found = data(capsys, "plan", "--week", *LATER)["weeks"][0]["sessions"]
    progression = next(s for s in found if s["role"] == "progression")
    told = printed(capsys, "plan", "--why", progression["day"])
    for words in ("Why this, why here", "[supported]", "per km", "per mi", "Cue"):
        assert words in told


@pytest.mark.usefixtures("planned")
def test_a_day_of_rest_says_what_comes_next(capsys: Capture) -> None:
    told = printed(capsys, "today", "--on", "2026-12-04")
    assert "rest" in told
    assert "Next: Saturday 05 December" in told


@pytest.mark.usefixtures("planned")
def test_a_coach_edits_the_file_and_brings_it_back(capsys: Capture) -> None:
    printed(capsys, "plan", "--out", "spring.toml", *ON)
    path = Path("spring.toml")
    text = path.read_text("utf-8")
    before = data(capsys, "plan", *ON)
    printed(capsys, "plan", "--from", "spring.toml", *ON)
    assert data(capsys, "plan", *ON) == before
    changed = text.replace('run = "strides"', 'run = "easy 30min"', 1)
    path.write_text(changed, encoding="utf-8")
    printed(capsys, "plan", "--from", "spring.toml", *ON)
    runs = [s["run"] for w in data(capsys, "plan", *ON)["weeks"] for s in w["sessions"]]
    assert "easy 30min" in runs
    path.write_text(changed.replace('role = "race"', 'role = "rade"'), encoding="utf-8")
    told = refused(capsys, "plan", "--from", "spring.toml", *ON)
    assert "spring.toml: session of 2027-04-18: role = 'rade'" in told


@pytest.mark.usefixtures("planned")
def test_the_calendar_keeps_identities_after_an_adaptation(capsys: Capture) -> None:
    printed(capsys, "plan", "--out", "a.ics", *ON)
    first = _events("a.ics")
    ill = ["--ill", "2026-12-03..2026-12-07"]
    printed(capsys, "adapt", *LATER, *ill, "--accept")
    printed(capsys, "plan", "--out", "b.ics", *LATER)
    second = _events("b.ics")
    same = [uid for uid in first if second.get(uid, (None, ""))[0] == first[uid][0]]
    assert len(same) > 0.9 * len(first)
    gone = [uid for uid, (_, status) in second.items() if status == "CANCELLED"]
    assert gone
    assert set(gone) <= set(first)
    assert {day for uid in gone for day in [second[uid][0]]} >= {date(2026, 12, 3)}


def _events(path: str) -> dict[str, tuple[Any, str]]:
    return {
        str(event["uid"]): (event.decoded("dtstart"), str(event.get("status", "")))
        for event in Calendar.from_ical(Path(path).read_bytes()).walk("VEVENT")
    }


@pytest.mark.usefixtures("planned")
def test_watch_files_are_those_of_today_on_with_their_losses(capsys: Capture) -> None:
    found = data(capsys, "plan", "--out", "watch", "--on", "2027-04-05")
    paths = sorted(Path("watch").iterdir())
    assert [str(path) for path in paths] == sorted(found["paths"])
    assert all(path.name >= "2027-04-05" for path in paths)
    assert all(workouts.read(path.read_bytes()).items for path in paths)
    assert any("bands" in loss["what"] for loss in found["losses"])
    names = data(capsys, "plan", "--out", "watch2", "--to", "zwo", "--on", "2027-04-05")
    assert all(path.endswith(".zwo") for path in names["paths"])


def test_a_programme_has_its_nine_weeks_and_says_what_is_inferred(
    capsys: Capture,
) -> None:
    told = printed(
        capsys, "plan", "--programme", "nine-weeks-mile", "--race", "mile=5:40", *ON
    )
    assert "Week 7 is missing in the source" in told
    assert "8x\xa0600s" in told or "8x 600s" in told
    day = next(
        s["day"]
        for s in data(capsys, "plan", "--week", "2027-01-06")["weeks"][0]["sessions"]
        if s["role"] == "hard session"
    )
    assert "inferred" in printed(capsys, "plan", "--why", day)


@pytest.mark.usefixtures("planned")
def test_changes_are_proposed_then_taken_or_refused_for_good(capsys: Capture) -> None:
    before = data(capsys, "plan", *ON)
    asked = ["adapt", *LATER, "--ill", "2026-12-03..2026-12-07"]
    proposed = data(capsys, *asked)["changes"]
    assert len(proposed) >= 3
    assert all(change["reason"] for change in proposed)
    assert data(capsys, "plan", *ON) == before
    printed(capsys, *asked, "--refuse", "1")
    assert data(capsys, "plan", *ON) == before
    left = [change["key"] for change in data(capsys, *asked)["changes"]]
    assert proposed[0]["key"] not in left
    printed(capsys, *asked, "--accept")
    after = data(capsys, "plan", *ON)
    assert after != before
    days = {s["day"] for week in after["weeks"] for s in week["sessions"]}
    assert proposed[0]["day"] in days
    assert data(capsys, *asked)["changes"] == []


@pytest.mark.usefixtures("planned")
def test_all_can_be_refused_at_once(capsys: Capture) -> None:
    asked = ["adapt", *LATER, "--ill", "2026-12-03..2026-12-07"]
    printed(capsys, *asked, "--refuse", "all")
    assert data(capsys, *asked)["changes"] == []


@pytest.mark.usefixtures("planned")
def test_two_of_three_bad_sessions_ease_the_next_one(capsys: Capture) -> None:
    found = data(capsys, "plan", *ON)
    last = "2026-12-14"
    days = [
        s["day"]
        for week in found["weeks"]
        for s in week["sessions"]
        if s["day"] < last and s["role"] in ("hard session", "progression", "long run")
    ]
    felt = [part for day in days[-2:] for part in ("--felt", f"{day}=10")]
    assert data(capsys, "adapt", "--on", last, *felt[:2])["changes"] == []
    changes = data(capsys, "adapt", "--on", last, *felt)["changes"]
    assert any("felt off" in change["reason"] for change in changes)


def test_a_squad_gets_a_file_each(capsys: Capture) -> None:
    found = data(capsys, "squad", "thirds 45min", "club.toml", "--out", "tuesday")
    assert sorted(path.name for path in Path("tuesday").iterdir()) == [
        "ann-thirds-45min.fit",
        "bob-thirds-45min.fit",
    ]
    paces = [runner["notation"] for runner in found["sessions"][0]["runners"]]
    assert paces[0] != paces[1]


@pytest.mark.usefixtures("planned")
def test_a_squad_follows_one_plan(capsys: Capture) -> None:
    printed(capsys, "plan", "--out", "spring.toml", *ON)
    found = data(capsys, "squad", "spring.toml", "club.toml", *LATER)
    week = read_plan(Path("spring.toml").read_bytes()).plan
    first = date(2026, 12, 3)
    days = [s.day for s in week.sessions if first <= s.day < first + timedelta(days=7)]
    assert [item["day"] for item in found["sessions"]] == [str(day) for day in days]
    page = printed(capsys, "squad", "spring.toml", "club.toml", *LATER)
    assert page.count("What stands behind") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["plan"], "there is no plan yet"),
        (["today"], "there is no plan yet"),
        (["adapt"], "there is no plan yet"),
        (["plan", "5k under 25:00 by 2026-04-18", *RUNNER, *ON], "not in the future"),
        (["plan", "5k under 12:00 by 2027-04-18", *RUNNER, *ON], "nearest goal is"),
        (["plan", GOAL, *RUNNER, *ON, "--days", "8"], "nearest is 7"),
        (["plan", GOAL, *RUNNER, *ON, "--days", "0"], "nearest is 3"),
        (["plan", GOAL, *RUNNER, *ON, "--free", "mon,tuh"], "'tuh' is no weekday"),
        (["plan", GOAL, *RUNNER, *ON, "--fix", "tue=nap"], "tue=hard"),
        (
            ["plan", GOAL, *RUNNER, *ON, "--free", "mon,wed,sat", "--fix", "sun=long"],
            "not free",
        ),
        (
            ["plan", GOAL, *RUNNER, *ON, "--fix", "tue=hard", "--fix", "wed=long"],
            "collide",
        ),
        (["plan", GOAL, *RUNNER, *ON, "--away", "christmas"], "is no day"),
        (["plan", GOAL, *RUNNER, "--on", "soon"], "is no day"),
        (["plan", "5k under 25:00 by 2029-04-18", *RUNNER, *ON], "more than a year"),
        (["goal", "fly", *ON], "is no goal that is understood"),
        (["squad", "thrids 45min", "club.toml"], "45min"),
        (["squad", "thirds 45min", "nowhere.toml"], "nowhere.toml"),
        (["squad", "nowhere.toml", "club.toml"], "nowhere.toml"),
        (["squad", "thirds 45min", "club.toml", "--out", "a/b"], "a/b"),
    ],
)
def test_a_mistake_is_one_line_with_what_would_be_right(
    capsys: Capture, arguments: list[str], said: str
) -> None:
    assert said in refused(capsys, *arguments)


@pytest.mark.usefixtures("planned")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["plan", "--week", "2028-01-01"], "no week of 2028-01-01"),
        (["plan", "--days", "3"], "negsplit plan --make"),
        (["plan", "--out", "plan.pdf"], ".toml or .ics"),
        (["plan", "--out", "files", "--on", "2028-01-01"], "no session from"),
        (["plan", "--from", "nowhere.toml"], "nowhere.toml"),
        (["adapt", "--refuse", "9", *LATER], "nothing is proposed"),
        (["adapt", "--felt", "2026-12-01"], "has no effort"),
        (["adapt", "--felt", "2026-12-01=12", *LATER], "between 0 and 10"),
        (["adapt", "--ill", "2026-12-09..2026-12-03", *LATER], "ends before"),
    ],
)
def test_a_mistake_with_a_plan_is_one_line_too(
    capsys: Capture, arguments: list[str], said: str
) -> None:
    assert said in refused(capsys, *arguments)


@pytest.mark.usefixtures("planned")
def test_training_times_change_when_the_plan_is_made_anew(capsys: Capture) -> None:
    found = data(capsys, "plan", "--make", "--days", "3", *ON)
    assert found["runs_a_week"] == 3
    assert found["target_s"] == 1500


def test_another_goal_takes_the_place_of_the_kept_one(capsys: Capture) -> None:
    printed(capsys, "goal", GOAL, *RUNNER, *ON, "--save")
    printed(capsys, "plan", "10k under 55:00 by 2027-05-02", *RUNNER, *ON)
    assert data(capsys, "plan", "--make", *ON)["target_s"] == 3300


@pytest.mark.usefixtures("planned")
def test_naming_three_free_days_means_three_runs(capsys: Capture) -> None:
    found = data(capsys, "plan", "--make", "--free", "tue,thu,sat", *ON)
    assert found["runs_a_week"] == 3
    days = [date.fromisoformat(s["day"]) for w in found["weeks"] for s in w["sessions"]]
    race = date.fromisoformat(found["day"])
    assert {day.weekday() for day in days if day != race} <= {1, 3, 5}


def test_a_fixed_day_that_no_week_needs_is_told(capsys: Capture) -> None:
    fixed = ["--fix", "tue=hard", "--fix", "thu=hard"]
    notes = data(capsys, "plan", GOAL, *RUNNER, *ON, *fixed)["notes"]
    assert any("You fixed 2 days a week for a hard session" in note for note in notes)
    one = data(capsys, "plan", GOAL, *RUNNER, *ON, "--fix", "tue=hard")["notes"]
    assert not any("You fixed" in note for note in one)


def test_a_goal_without_a_race_has_none_to_move(capsys: Capture) -> None:
    printed(capsys, "plan", "build a base in 12 weeks", *RUNNER, *ON)
    told = refused(capsys, "adapt", "--race-day", "2027-02-07", *LATER)
    assert "has no race that could move" in told


def test_a_return_begins_with_rest(capsys: Capture) -> None:
    words = "come back after a marathon on 2026-11-08 until 2027-01-10"
    found = data(capsys, "plan", words, *RUNNER, "--on", "2026-11-10")
    days = [s["day"] for w in found["weeks"] for s in w["sessions"]]
    # Two weeks after a marathon, the first of them without running.
    assert min(days) > "2026-11-15"
    assert found["weeks"][0]["block"] == "recovery"


def test_two_runners_keep_their_plans_apart(capsys: Capture) -> None:
    for name, race in (("Ann", "5k=20:00"), ("Bob", "5k=29:00")):
        runner = ["--runner", name]
        printed(capsys, "plan", "base", "--race", race, *ON, *runner)
    ann, bob = (
        data(capsys, "today", "--on", "2026-11-29", "--runner", name)["session"]
        for name in ("Ann", "Bob")
    )
    assert ann["run"] == bob["run"]
    assert ann["notation"] != bob["notation"]


def test_an_empty_diary_is_as_good_as_none(capsys: Capture, tmp_path: Path) -> None:
    Diary.open(tmp_path / "home" / "diary.sqlite3", begin=True).close()
    assert data(capsys, "goal", GOAL, *RUNNER, *ON)["probability"] > 0
    assert "not known" in printed(capsys, "plan", GOAL, *RUNNER, *ON)


def test_own_months_count_beside_the_studies(capsys: Capture) -> None:
    """A runner who has been getting faster for half a year, and says their pulse."""
    Path("runs").mkdir()
    today = date(2026, 11, 22)
    for month in range(6):
        for number in range(3):
            day = today - timedelta(days=30 * month + 3 * number + 1)
            pace = f"{20 + number}min @5:{10 + 6 * month:02d}>4:{10 + 6 * month:02d}/km"
            text = recorded_run(parse(pace)).decode()
            recorded_on = re.findall(r"\d{4}-\d\d-\d\d(?=T)", text)[0]
            path = Path("runs", f"{month}-{number}.tcx")
            path.write_text(text.replace(recorded_on, str(day)), encoding="utf-8")
    printed(capsys, "import", "runs")
    told = " ".join(printed(capsys, "goal", GOAL, *RUNNER, *ON).split())
    assert "Your own VDOT has" in told
    assert "counts beside what studies say" in told
    made = data(capsys, "plan", GOAL, *RUNNER, *ON)
    assert not any("not known" in note for note in made["notes"])


def test_a_plan_needs_no_race(capsys: Capture) -> None:
    told = printed(capsys, "plan", "first 10k on 2027-03-07", *ON, "--days", "3")
    assert "every run is by effort" in told.replace("\n  ", " ")
    assert printed(capsys, "plan", "--week", *LATER)
    assert printed(capsys, "today", *LATER)


def test_a_marathon_nine_days_ago_is_followed_by_easy_running(capsys: Capture) -> None:
    asked = ["first 10k on 2027-02-18", "--race", "10k=50:00", "--usual", "4h"]
    raced = ["--raced", "marathon=2026-11-13"]
    weeks = data(capsys, "plan", *asked, *raced, *ON)["weeks"]
    soon = [
        session["role"]
        for week in weeks
        for session in week["sessions"]
        if session["day"] <= "2026-11-27"
    ]
    assert set(soon) <= {"easy"}


def test_three_weeks_without_a_run_bring_back_half_of_the_load(capsys: Capture) -> None:
    asked = ["first half on 2027-03-07", "--race", "10k=50:00", "--usual", "4h"]
    weeks = data(
        capsys, "plan", *asked, "--last-run", "2026-11-01", "--on", "2026-11-23"
    )["weeks"]
    first = sum(session["expected_s"] for session in weeks[0]["sessions"])
    assert first <= 0.6 * 4 * 3600
    roles = {session["role"] for week in weeks[:2] for session in week["sessions"]}
    assert roles <= {"easy", "long run"}
