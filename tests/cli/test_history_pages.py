"""``negsplit runs`` and ``negsplit history`` as a runner types and reads them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from rich.console import Console

import exports
from negsplit.athlete import Athlete
from negsplit.cli.days import first_day, last_day
from negsplit.cli.history_page import history_page
from negsplit.cli.program import run
from negsplit.cli.runs_page import spark
from negsplit.cli.time_chart import time_lines
from negsplit.drawings.history_picture import history_svg
from negsplit.drawings.through_time import TimeCurve, marks
from negsplit.errors import InputError
from negsplit.history.look_back import History, look_back
from negsplit.history.sentences import Topic, sentences
from negsplit.units import DistanceUnit
from past_runs import kept, past

Capture = pytest.CaptureFixture[str]
KM, MI = DistanceUnit.KM, DistanceUnit.MI
TODAY = date(2024, 7, 1)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEGSPLIT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("NEGSPLIT_DIARY", raising=False)


@pytest.fixture
def _five_days(capsys: Capture) -> None:
    files = {f"{day}.fit": exports.fit_of(day) for day in range(5)}
    exports.write_all(Path("in"), files)
    assert run(["import", "in"]) == 0
    capsys.readouterr()


def printed(capsys: Capture, *arguments: str) -> str:
    assert run(list(arguments)) == 0
    return capsys.readouterr().out


def data(capsys: Capture, *arguments: str) -> Any:
    return json.loads(printed(capsys, *arguments, "--json"))


# Runs


@pytest.mark.usefixtures("_five_days")
def test_runs_are_listed_newest_first_and_shown_by_number(capsys: Capture) -> None:
    days = re.findall(r"^ +\d+  (\d{4}-\d\d-\d\d)", printed(capsys, "runs"), re.M)
    assert len(days) == 5
    assert days == sorted(days, reverse=True)
    assert re.findall(
        r"^ +\d+  (\d{4}-\d\d-\d\d)", printed(capsys, "runs", "--oldest"), re.M
    ) == sorted(days)
    shown = printed(capsys, "runs", "3")
    assert "run 3" in shown
    assert "Did you progress?" in shown or "What was this run?" in shown


@pytest.mark.usefixtures("_five_days")
def test_runs_are_found_by_name_day_and_length(capsys: Capture) -> None:
    assert run(["diary", "note", "2", "--name", "Söröş Mårathon", "--felt", "7"]) == 0
    capsys.readouterr()
    told = printed(capsys, "runs", "MÅRATHON")
    assert "felt 7" in told
    assert "1 run." in told
    everything = data(capsys, "runs")["runs"]
    second = str(everything[1]["run"]["started_at"])[:10]
    of_day = data(capsys, "runs", "--since", second, "--until", second)
    assert [entry["run"]["id"] for entry in of_day["runs"]] == [
        everything[1]["run"]["id"]
    ]
    assert data(capsys, "runs", "--least", "50km")["count"] == 0
    assert data(capsys, "runs", "--most", "50km")["count"] == 5
    assert "No run like that" in printed(capsys, "runs", "--goal", "threshold")
    assert "none of them on page 7" in printed(capsys, "runs", "--page", "7")


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["runs", "99"], "99"),
        (["runs", "--since", "2024-13"], "2024-13"),
        (["runs", "--least", "ten"], "ten"),
        (["history", "--until", "soon"], "soon"),
    ],
)
@pytest.mark.usefixtures("_five_days")
def test_a_mistake_is_one_line(
    capsys: Capture, arguments: list[str], word: str
) -> None:
    assert run(arguments) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert word in told.err


@pytest.mark.parametrize("command", ["runs", "history"])
def test_without_a_diary_it_is_said_how_to_begin_one(
    capsys: Capture, command: str
) -> None:
    assert run([command]) == 1
    assert "negsplit import" in capsys.readouterr().err


def test_a_picture_of_speed_rises_where_the_run_does() -> None:
    lifting = spark(kept((1200.0, 2.6), (1200.0, 2.9), (1200.0, 3.3)).spark_mps)
    assert list(lifting) == sorted(lifting)
    assert lifting[0] < lifting[-1]
    # A run that was even looks even, whatever its noise.
    assert set(spark(kept((1200.0, 2.9), (1200.0, 2.92)).spark_mps)) <= {"▄", "▅"}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-12", date(2023, 12, 1), date(2023, 12, 31)),
        ("2024-05-04", date(2024, 5, 4), date(2024, 5, 4)),
    ],
)
def test_days_are_read_as_a_day_a_month_or_a_year(
    text: str, first: date, last: date
) -> None:
    context, option = None, None
    assert first_day(context, option, text) == first  # type: ignore[arg-type] # click unused
    assert last_day(context, option, text) == last  # type: ignore[arg-type] # click unused
    with pytest.raises(InputError, match="is no day"):
        first_day(context, option, f"{text}-x")  # type: ignore[arg-type] # click unused


# History


@cache
def history() -> History:
    """Half a year: three runs a week, the first with a lift, form rising."""
    runs = []
    for number in range(75):
        day = date(2024, 1, 1) + timedelta(days=7 * (number // 3) + 2 * (number % 3))
        beat = 158.0 - number // 12
        if number % 3 == 0:
            features = kept((1200.0, 2.6), (1200.0, 2.9), (1200.0, 3.3))
        else:
            features = kept((2700.0, 2.9), bpm=beat)
        felt = 3.0 if number % 3 == 1 else None
        runs.append(past(day, features, felt_cr10=felt))
    gone = replace(kept((3600.0, 5.5)), cadence_spm=80.0)
    runs.append(past(date(2024, 3, 2), gone))
    athlete = Athlete(max_hr_bpm=190.0, resting_hr_bpm=55.0)
    found = look_back(runs, TODAY, athlete)
    assert found is not None
    return found


def page(found: History, unit: DistanceUnit = KM) -> str:
    screen = Console(width=80, highlight=False, file=None)
    with screen.capture() as captured:
        screen.print(history_page(found, sentences(found, unit), unit))
    return captured.get()


def said(found: History, topic: Topic, unit: DistanceUnit = KM) -> list[str]:
    return [s.text for s in sentences(found, unit) if s.topic is topic]


def test_the_findings_are_those_of_the_runs() -> None:
    found = history()
    lifts = said(found, Topic.LIFTS)
    assert "25 progressions" in lifts[0]
    assert "from 6:25/km" in lifts[1]  # 2.6 m/s
    assert "5:03/km" in lifts[1]  # 3.3 m/s
    (five,) = (s for s in said(found, Topic.BESTS) if "5 km inside" in s)
    # 20 min at 3.3 m/s are 3960 m; the other 1040 at 2.9 take 5:59.
    assert "25:59 on 1 Jan 2024, in a progression that ended" in five
    (weeks,) = (s for s in said(found, Topic.STREAKS) if "weeks" in s)
    assert weeks.startswith("25 weeks in a row with a run, from 1 Jan 2024 on")
    (longest,) = (s for s in said(found, Topic.STREAKS) if "longest" in s)
    assert "10.6 km on 1 Jan 2024" in longest
    beats = re.findall(r"\b1[0-9]{2}\b", said(found, Topic.HEART)[0])
    assert [int(bpm) for bpm in beats] == [pytest.approx(b, abs=1) for b in (158, 152)]
    assert "25 runs felt easy" in said(found, Topic.AWARENESS)[0]


def test_every_sentence_is_one_and_names_runs_that_are_there() -> None:
    for sentence in sentences(history(), KM):
        assert sentence.text[0].isupper() or sentence.text[0].isdigit()
        assert sentence.text.endswith(".")
        assert "\n" not in sentence.text


def test_miles_are_equal_citizens() -> None:
    told = " ".join(" ".join(said(history(), topic, MI)) for topic in Topic)
    assert "10:19/mi" in told  # 2.6 m/s
    assert "/km" not in told
    assert "/km" not in page(history(), MI).replace("5 km", "").replace("10 km", "")


@pytest.mark.parametrize("unit", [KM, MI])
def test_the_page_fits_eighty_columns_and_says_what_does_not_count(
    unit: DistanceUnit,
) -> None:
    shown = page(history(), unit)
    assert max(len(line) for line in shown.splitlines()) <= 80
    assert "…" not in shown
    assert "that is no running cadence" in shown
    assert "VDOT by the runs of thirteen weeks" in shown
    assert "negsplit why history" in shown


def test_what_was_felt_stands_beside_what_was_run() -> None:
    (row,) = re.findall(r"^ easy +(\d.*)$", page(history()), re.M)
    runs, as_felt, felt, by_pace, *_ = row.split()
    (of_easy,) = history().awareness.felt
    assert (int(runs), int(as_felt)) == (25, of_easy.as_felt)
    assert felt == "3.0"  # as every one of them was said to feel
    assert float(by_pace) == pytest.approx(of_easy.mean_actual_cr10, abs=0.05)


def test_one_run_is_a_history_too() -> None:
    found = look_back([past(TODAY, kept((2400.0, 2.9)))], TODAY)
    assert found is not None
    assert "1 run" in page(found)
    assert said(found, Topic.FORM) == said(found, Topic.EFFORT) == []
    ET.fromstring(history_svg(found, KM))  # noqa: S314 - our own text


def test_the_drawing_is_whole_and_readable_aloud() -> None:
    drawn = ET.fromstring(history_svg(history(), KM))  # noqa: S314 - our own text
    space = "{http://www.w3.org/2000/svg}"
    assert drawn.attrib["role"] == "img"
    assert "75 runs" in (drawn.findtext(f"{space}title") or "")
    texts = [element.text or "" for element in drawn.iter(f"{space}text")]
    assert any("easy, moderate and hard" in text for text in texts)
    assert sum("four times in five" in text for text in texts) == 3
    assert "prefers-color-scheme:dark" in (drawn.findtext(f"{space}style") or "")
    numbers = re.findall(r"-?\d+\.?\d*", " ".join(
        element.attrib["points"] for element in drawn.iter(f"{space}polyline")
    ))  # fmt: skip
    assert all(0 <= float(number) <= 760 for number in numbers)


# Charts through time


def curve(days: list[date], values: list[float]) -> TimeCurve:
    return TimeCurve("x", days, values, values, values, lambda v: f"{v:.0f}")


def test_a_gap_of_a_season_is_not_drawn_over() -> None:
    close = [date(2024, 1, 15) + timedelta(days=30 * n) for n in range(6)]
    whole = time_lines(curve(close, [1.0, 2, 3, 4, 5, 6]))
    parted = time_lines(curve([*close[:3], date(2025, 6, 1)], [1.0, 2, 3, 6]))

    def columns(lines: list[str]) -> int:
        cells = [line[11:] for line in lines[1:8]]
        wide = max(len(cell) for cell in cells)
        return sum(
            any(len(cell) > n and cell[n] != " " for cell in cells) for n in range(wide)
        )

    assert columns(whole) == 60
    assert columns(parted) < 25


def test_an_axis_is_marked_by_years_or_months() -> None:
    years = marks(date(2015, 6, 1).toordinal(), date(2024, 6, 1).toordinal(), 6)
    assert [name for _, name in years] == ["2016", "2018", "2020", "2022", "2024"]
    months = marks(date(2024, 1, 10).toordinal(), date(2024, 6, 1).toordinal(), 6)
    assert next(name for _, name in months) == "Feb 24"


def test_a_month_of_few_runs_squeezes_no_other() -> None:
    days = [date(2024, month, 15) for month in range(1, 8)]
    values = [50.0] * 7
    low, high = [48.0] * 6 + [10.0], [52.0] * 6 + [90.0]
    wide = TimeCurve("x", days, values, low, high, str)
    assert wide.axis == pytest.approx((48, 52), abs=0.5)
