"""What is found in folders, archives and exports, and what services say of it."""

from __future__ import annotations

import io
import json
import os
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

import exports
import same_run
from negsplit import formats
from negsplit.sources import apple, garmin, own, strava
from negsplit.sources.beside import with_beside
from negsplit.sources.found import Found, Known, Unreadable, place_of, shown
from negsplit.sources.reading import Shelf
from negsplit.sources.search import search


def found_in(*paths: Path) -> dict[str, Found]:
    results = search([str(path) for path in paths])
    return {Path(one.place).name: one for one in results if isinstance(one, Found)}


def contents(*paths: Path) -> dict[str, bytes]:
    with Shelf() as shelf:
        return {
            name: shelf.read(one, lambda _: None)
            for name, one in found_in(*paths).items()
        }


def test_a_folder_is_searched_to_its_bottom(tmp_path: Path) -> None:
    files = {"a.fit": b"1", "b/c.gpx": b"2", "b/d/e/läuft.TCX": b"3", "b/none": b""}
    exports.write_all(tmp_path, files)
    assert contents(tmp_path) == {Path(n).name: data for n, data in files.items()}


def test_litter_of_desktops_is_passed_over(tmp_path: Path) -> None:
    files = {"._a.fit": b"x", ".DS_Store": b"x", "__MACOSX/._b.fit": b"x"}
    (tmp_path / "x.zip").write_bytes(exports.zipped({**files, "a.fit": b"run"}))
    exports.write_all(tmp_path / "folder", {"._a.fit": b"x", "Thumbs.db": b"x"})
    assert list(found_in(tmp_path)) == ["a.fit"]


def test_links_to_folders_do_not_lead_in_circles(tmp_path: Path) -> None:
    (tmp_path / "a.fit").write_bytes(b"x")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    assert [f.place for f in search([str(tmp_path)]) if isinstance(f, Found)] == [
        str(tmp_path / "a.fit")
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_pipes_and_dead_links_are_passed_over_or_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.fit")
    (tmp_path / "dead.fit").symlink_to(tmp_path / "nowhere")
    (told,) = search([str(tmp_path)])
    assert isinstance(told, Unreadable)
    assert "dead.fit" in told.place
    (pipe,) = search([str(tmp_path / "pipe.fit")])
    assert isinstance(pipe, Unreadable)
    assert "neither" in pipe.reason


def test_a_path_that_is_not_there_is_told(tmp_path: Path) -> None:
    (told,) = search([str(tmp_path / "nowhere")])
    assert isinstance(told, Unreadable)
    assert "No such file" in told.reason


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux only")
def test_a_name_of_any_bytes_is_one_text(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/\xff\xfe\n.fit"
    with open(raw, "wb") as file:  # noqa: PTH123 - no path has these bytes
        file.write(b"run")
    (found,) = search([str(tmp_path)])
    assert isinstance(found, Found)
    assert found.place.endswith("\\xff\\xfe\n.fit")
    assert shown(found.place).isprintable()


def test_names_without_meaning_are_shown_in_one_line() -> None:
    assert shown("a\x1b[31m\n b\u2028c") == "a [31m b c"
    assert len(shown("x" * 9999)) == 300


def test_a_place_in_an_archive_names_both() -> None:
    assert place_of("a.zip", "b.zip", "ü.fit") == "a.zip!/b.zip!/ü.fit"


def test_a_broken_archive_is_told_and_the_rest_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 nothing")
    (tmp_path / "b.fit").write_bytes(b"run")
    told, found = search([str(tmp_path)])
    assert isinstance(told, Unreadable)
    assert "damaged" in told.reason
    assert isinstance(found, Found)


def test_archives_nested_too_deep_are_told(tmp_path: Path) -> None:
    data = exports.zipped({"run.fit": b"run"})
    for _ in range(8):
        data = exports.zipped({"in.zip": data}, zipfile.ZIP_STORED)
    (tmp_path / "deep.zip").write_bytes(data)
    (told,) = search([str(tmp_path)])
    assert isinstance(told, Unreadable)
    assert "deep" in told.reason


@pytest.mark.parametrize("form", ["folder", "zip", "zip with a folder"])
def test_a_strava_export_names_its_runs(tmp_path: Path, form: str) -> None:
    files = exports.strava(tmp_path / "folder")
    path = tmp_path / "folder"
    if form != "folder":
        top = "export_1/" if "with" in form else ""
        path = tmp_path / "export.zip"
        named = {top + name: data for name, data in files.items()}
        path.write_bytes(exports.zipped(named))
    hints = {name: one.hint for name, one in found_in(path).items()}
    first = hints["1.fit.gz"]
    assert (first.name, first.sport, first.felt_cr10) == ("Früh, mit Komma", "Run", 7)
    assert hints["2.fit"].sport == "Ride"
    third = hints["3.gpx"]  # an effort of 99 is off the scale
    assert (third.name, third.sport, third.felt_cr10) == ("走る", "Trail Run", None)


def test_a_strava_list_in_another_language_is_read_by_its_places() -> None:
    text = (
        "Aktivitäts-ID,Aktivitätsdatum,Name der Aktivität,Aktivitätsart,Dateiname\n"
        '7,4. Mai 2024,"Lauf ""am"" See",Lauf,activities/7.fit.gz\n'
    )
    (hint,) = strava.hints_of(text.encode("utf-8-sig")).values()
    assert (hint.name, hint.sport) == ('Lauf "am" See', "Lauf")


@pytest.mark.parametrize("data", [b"", b"\x00", b"a,b\n", b'"', b"\xff" * 99])
def test_other_lists_say_nothing(data: bytes) -> None:
    assert strava.hints_of(data) == {}
    assert garmin.hints_of(data) == {}
    assert own.hints_of(data) == {}


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_garmin_export_is_read_through_its_inner_archive(
    tmp_path: Path, packing: int
) -> None:
    path = tmp_path / "garmin.zip"
    path.write_bytes(exports.garmin(packing))
    results = list(search([str(path)]))
    (known,) = [one for one in results if isinstance(one, Known)]
    assert [hint.name for hint in known.by_start.values()] == ["Abendlauf"]
    assert set(found_in(path)) == {"me@x_1.fit", "me@x_2.fit", "me@x_3.fit"}
    recording = formats.read(contents(path)["me@x_3.fit"])
    assert round(recording.started_at.timestamp()) in known.by_start


@pytest.mark.parametrize("is_zip", [False, True])
def test_apple_health_gives_a_route_its_sport_and_heart_rate(
    tmp_path: Path, is_zip: bool
) -> None:
    files = exports.apple()
    path = tmp_path / ("export.zip" if is_zip else "export")
    if is_zip:
        path.write_bytes(exports.zipped(files))
    else:
        exports.write_all(path, files)
    found = found_in(path)
    assert found["route_1.gpx"].hint.sport == "Running"
    assert found["route_2.gpx"].hint.sport == "Cycling"
    bare = formats.read(contents(path)["route_1.gpx"])
    whole = with_beside(bare, found["route_1.gpx"].hint.beside)
    rates = whole.streams.heart_rate_bpm
    known = np.flatnonzero(np.isfinite(rates))
    # One beat each five seconds, as made; at second s it is 120 + s / 10. The last
    # one comes a second after the last point, and is put there.
    assert known.tolist() == [*range(0, exports.SECONDS, 5), exports.SECONDS - 1]
    assert rates[known].tolist() == [120 + (s + 1) // 10 for s in known]


@pytest.mark.parametrize(
    ("rate", "is_human"), [(19, False), (21, True), (249, True), (251, False)]
)
def test_rates_that_no_heart_has_are_left_out(rate: int, *, is_human: bool) -> None:
    document = exports.health_xml().replace(b'value="125"', b'value="%d"' % rate)
    beside = apple.read(io.BytesIO(document)).hint_of("route_1.gpx").beside
    assert beside is not None
    assert (float(rate) in dict(json.loads(beside)["heart_rate"]).values()) is is_human


def test_no_more_beats_are_kept_than_memory_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(apple, "_MOST_BEATS", 63)
    beside = apple.read(io.BytesIO(exports.health_xml())).hint_of("route_1.gpx").beside
    assert beside is not None
    # Sixty beats come before the run.
    assert len(json.loads(beside)["heart_rate"]) == 3


@pytest.mark.parametrize(("late_s", "is_near"), [(4.9, True), (5.1, False)])
def test_a_beat_belongs_to_a_sample_within_five_seconds(
    late_s: float, *, is_near: bool
) -> None:
    recording = formats.read(exports.route())
    last = recording.started_at.timestamp() + recording.streams.time_s[-1]
    beside = json.dumps({"from": "elsewhere", "heart_rate": [[last + late_s, 99]]})
    rates = with_beside(recording, beside).streams.heart_rate_bpm
    assert np.isfinite(rates).any() == is_near


def test_a_document_of_health_is_read_up_to_its_damage() -> None:
    whole = exports.health_xml()
    cut = whole[: whole.find(b"HKWorkoutActivityTypeCycling")]
    health = apple.read(io.BytesIO(cut))
    assert list(health.workouts) == ["route_1.gpx"]


@pytest.mark.parametrize("more", [0, 1, 7, 100, 5000])
def test_a_document_of_health_is_the_same_in_pieces_of_any_size(
    monkeypatch: pytest.MonkeyPatch, more: int
) -> None:
    whole = apple.read(io.BytesIO(exports.health_xml())).hint_of("route_1.gpx")
    head = exports.health_xml().find(b"]>") + 2
    monkeypatch.setattr(apple, "_PIECE", head + more)
    document = exports.health_xml()
    assert apple.read(io.BytesIO(document)).hint_of("route_1.gpx") == whole
    assert whole.beside is not None


def test_entities_in_a_document_of_health_do_nothing() -> None:
    bomb = exports.health_xml(before="&lol;").replace(
        b"<!ELEMENT", b'<!ENTITY lol "ha"><!ELEMENT'
    )
    assert apple.read(io.BytesIO(bomb)).workouts == {}


def test_every_prefix_of_a_document_of_health_is_read() -> None:
    whole = exports.health_xml()
    for end in range(0, len(whole), 97):
        assert len(apple.read(io.BytesIO(whole[:end])).workouts) <= 2


def test_a_route_that_has_heart_rate_keeps_its_own() -> None:
    recording = formats.read(same_run.as_gpx(60))
    beside = json.dumps({"from": "elsewhere", "heart_rate": [[0, 99]]})
    assert with_beside(recording, beside) is recording


def test_heart_rate_of_another_time_is_left_out() -> None:
    recording = formats.read(exports.route())
    early = recording.started_at.timestamp() - 60
    beside = json.dumps({"from": "elsewhere", "heart_rate": [[early, 99]]})
    assert with_beside(recording, beside) is recording
