"""``negsplit import`` as a runner types it."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import exports
from negsplit.cli.program import run
from negsplit.diary import Diary, check

Capture = pytest.CaptureFixture[str]
NEGSPLIT = [sys.executable, "-m", "negsplit"]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEGSPLIT_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("NEGSPLIT_DIARY", raising=False)


def typed(*arguments: object) -> int:
    return run([str(argument) for argument in arguments])


def data_of(capsys: Capture, *arguments: object) -> dict[str, object]:
    assert typed(*arguments, "--json") == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def days(count: int) -> None:
    exports.write_all(
        Path("in"), {f"{day}.fit": exports.fit_of(day) for day in range(count)}
    )


def test_a_folder_is_told_file_by_file_in_numbers(capsys: Capture) -> None:
    days(3)
    exports.write_all(Path("in"), {"bad.fit": b"", "note.txt": b"x"})
    assert typed("import", "in") == 0
    told = capsys.readouterr()
    assert "read     3  new in the diary" in told.out
    assert "in/bad.fit: the file is empty" in told.out
    assert "1 × no recording: .txt file" in told.out
    assert told.err == ""


def test_pages_of_an_import_name_files_of_any_script_in_one_line(
    capsys: Capture,
) -> None:
    exports.write_all(Path("in"), {"\x1b[31m走\n.fit": b"", "[bold]x.fit": b""})
    assert typed("import", "in") == 0
    told = capsys.readouterr().out
    assert "\x1b" not in told
    assert "走 .fit: the file is empty" in told
    assert "[bold]x.fit" in told


def test_json_counts_every_outcome(capsys: Capture) -> None:
    days(2)
    found = data_of(capsys, "import", "in", "in/0.fit")
    assert found["counts"] == {
        "read": 2,
        "repaired": 0,
        "same_run": 0,
        "already_known": 1,
        "skipped": 0,
        "refused": 0,
    }
    assert found["new_runs"] == 2
    assert found["is_stopped"] is False


def test_several_exports_come_at_once(capsys: Capture) -> None:
    exports.strava(Path("strava"))
    Path("garmin.zip").write_bytes(exports.garmin())
    Path("apple.zip").write_bytes(exports.zipped(exports.apple()))
    found = data_of(capsys, "import", "strava", "garmin.zip", "apple.zip")
    counts = found["counts"]
    assert isinstance(counts, dict)
    # The run of day 0 comes as FIT from two services and as a route from the third.
    assert counts["already_known"] == 1
    assert counts["same_run"] == 1
    assert found["new_runs"] == 4


def test_a_run_comes_by_stdin(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(exports.fit_of(0)))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert data_of(capsys, "import", "-")["new_runs"] == 1


def test_an_archive_by_stdin_is_told_what_to_do_with(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(exports.garmin()))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert typed("import", "-") == 1
    assert "save it, and give the file" in capsys.readouterr().err


def test_verbose_names_each_file(capsys: Capture) -> None:
    days(2)
    assert typed("import", "in", "-v") == 0
    lines = capsys.readouterr().err.splitlines()
    # Whichever worker is first.
    assert {line.partition(" as run ")[0] for line in lines} == {
        "read: in/0.fit",
        "read: in/1.fit",
    }


def test_again_reads_what_was_seen(capsys: Capture) -> None:
    days(1)
    assert data_of(capsys, "import", "in")["new_runs"] == 1
    with Diary.open(Path("home/diary.sqlite3")) as diary, diary.transaction() as inside:
        inside.execute("UPDATE source SET run = NULL, outcome = 'refused'")
    refused = data_of(capsys, "import", "in")["counts"]
    known = data_of(capsys, "import", "in", "--again")["counts"]
    assert isinstance(refused, dict)
    assert isinstance(known, dict)
    assert (refused["refused"], known["already_known"]) == (1, 1)


@pytest.mark.parametrize("way", ["option", "variable"])
def test_the_diary_lives_where_it_is_told(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    days(1)
    monkeypatch.setenv("NEGSPLIT_DIARY", "other/by-variable")
    place = "mine/by-option" if way == "option" else "other/by-variable"
    option = ["--diary", place] if way == "option" else []
    assert data_of(capsys, "import", "in", *option)["diary"] == place
    assert Path(place).is_file()
    assert not Path("home").exists()


def test_without_being_told_it_lives_where_the_platform_says(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if sys.platform != "linux":
        pytest.skip("the place is checked on Linux only")
    days(1)
    monkeypatch.delenv("NEGSPLIT_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    # As the XDG base directory specification has it.
    place = tmp_path / "data" / "negsplit" / "diary.sqlite3"
    assert data_of(capsys, "import", "in")["diary"] == str(place)


def test_a_mistake_is_one_line(capsys: Capture) -> None:
    Path("other.db").write_bytes(b"not a database" * 100)
    days(1)
    for arguments, word in [
        (["import"], "PATH"),
        (["import", "in", "--diary", "other.db"], "no diary"),
        (["import", "in", "--diary", "in"], "directory"),
        (["import", "in", "--diary", "/proc/diary"], "/proc/diary"),
        (["diary", "check"], "negsplit import"),
    ]:
        assert typed(*arguments) == 1
        told = capsys.readouterr()
        assert told.out == ""
        assert told.err.count("\n") == 1
        assert word in told.err


RUNNING: list[subprocess.Popen[str]] = []


@pytest.fixture(autouse=True)
def _nothing_left_running() -> Iterator[None]:
    """End what a failed test would leave behind."""
    yield
    while RUNNING:
        process = RUNNING.pop()
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()


def started(
    *arguments: str, before: Callable[[], object] | None = None
) -> subprocess.Popen[str]:
    """Start a process of its own; what it tells goes to a file."""
    with Path("told").open("a", encoding="utf-8") as told:
        process = subprocess.Popen(
            [*NEGSPLIT, *arguments],
            stdout=subprocess.PIPE,
            stderr=told,
            text=True,
            start_new_session=True,
            preexec_fn=before,  # noqa: PLW1509 - no other thread runs here
        )
    RUNNING.append(process)
    return process


def told() -> set[str]:
    """Return the files that were told to be in."""
    lines = Path("told").read_text("utf-8").splitlines()
    # A line may be cut in the middle by a kill; it was told all the same.
    return {line.split()[1] for line in lines if line.startswith("read: in/")}


def wait_for(count: int) -> None:
    for _ in range(6000):  # two minutes, on a machine that has much else to do
        if len(told()) >= count:
            return
        time.sleep(0.02)
    raise AssertionError(Path("told").read_text("utf-8"))


def runs_in_the_diary() -> int:
    with Diary.open(Path("home/diary.sqlite3")) as diary:
        assert check(diary.path, lambda *_: None) == []
        return len(diary.runs())


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal on Windows")
def test_ctrl_c_keeps_what_is_in_and_says_how_to_go_on() -> None:
    days(150)
    process = started("import", "in", "-v")
    wait_for(1)
    os.killpg(process.pid, signal.SIGINT)  # as the terminal does
    out, _ = process.communicate(timeout=300)
    assert process.returncode == 1
    assert "Traceback" not in Path("told").read_text("utf-8")
    assert "run it again" in out
    assert runs_in_the_diary() == len(told()) < 150
    assert typed("import", "in") == 0
    assert runs_in_the_diary() == 150


def test_two_imports_at_once_both_work() -> None:
    days(30)
    both = [started("import", "in", "--json") for _ in range(2)]
    found = []
    for process in both:
        out, _ = process.communicate(timeout=300)
        assert process.returncode == 0, Path("told").read_text("utf-8")
        found.append(json.loads(out))
    assert sum(one["new_runs"] for one in found) == 30
    assert runs_in_the_diary() == 30


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal on Windows")
def test_a_killed_import_loses_nothing_that_it_told() -> None:
    days(60)
    for pause_s in (0.0, 0.02, 0.1):
        process = started("import", "in", "-v", "--again")
        time.sleep(0.7 + pause_s)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=300)
        assert not Path("home").exists() or runs_in_the_diary() >= len(told())
    assert typed("import", "in") == 0
    assert runs_in_the_diary() == 60


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal on Windows")
@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_a_watched_folder_is_imported_when_files_appear(by: signal.Signals) -> None:
    """And the watch ends by a signal, also where a shell had it ignored."""
    days(1)
    process = started(
        "import",
        *("--watch", "in", "-v", "--every", "0.1"),
        before=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),
    )
    wait_for(1)
    Path("half.fit").write_bytes(exports.fit_of(5))
    Path("half.fit").rename("in/5.fit")
    wait_for(2)
    os.kill(process.pid, by)
    process.communicate(timeout=300)
    lines = Path("told").read_text("utf-8").splitlines()
    assert [line.partition(" as ")[0] for line in lines if line] == [
        "read: in/0.fit",
        "read: in/5.fit",
        "negsplit: stopped",
    ]
    assert runs_in_the_diary() == 2
