from __future__ import annotations

import random
import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import gpxpy
import numpy as np
import pytest

import same_run
from negsplit.errors import FormatError
from negsplit.formats import read
from negsplit.recording import Pause

NOISE = random.Random(5)  # noqa: S311 - damage, not secrets


def point(second: int, inside: str = "", *, lat: str = "47", lon: str = "8") -> str:
    time = f"<time>2024-05-01T06:{second // 60:02d}:{second % 60:02d}Z</time>"
    return f'<trkpt lat="{lat}" lon="{lon}">{time}{inside}</trkpt>'


def gpx(*segments: str, head: str = "", root: str = "") -> bytes:
    track = "".join(f"<trkseg>{segment}</trkseg>" for segment in segments)
    return (
        f'<gpx creator="Made &amp; here"{root}>{head}<trk>{track}</trk></gpx>'.encode()
    )


def test_every_point_agrees_with_gpxpy() -> None:
    data = same_run.as_gpx(300)
    streams = read(data).streams
    points = gpxpy.parse(data.decode()).tracks[0].segments[0].points
    assert list(streams.latitude_deg) == [p.latitude for p in points]
    assert list(streams.longitude_deg) == [p.longitude for p in points]
    assert list(streams.altitude_m) == [p.elevation for p in points]
    start = points[0].time
    assert start is not None
    assert list(streams.time_s) == [
        (p.time - start).total_seconds() for p in points if p.time
    ]


def test_what_makers_add_is_read_by_local_name() -> None:
    inside = (
        "<ele>430.5</ele><extensions><power>250</power><speed>3.5</speed>"
        "<ns3:TrackPointExtension><ns3:hr>150</ns3:hr><ns3:cad>88</ns3:cad>"
        "</ns3:TrackPointExtension></extensions>"
    )
    streams = read(gpx(point(0, inside) + point(9))).streams
    for name, value in (
        ("altitude_m", 430.5), ("power_w", 250), ("speed_mps", 3.5),
        ("heart_rate_bpm", 150), ("cadence_spm", 176),
    ):  # fmt: skip
        column = getattr(streams, name)
        assert column[0] == value, name
        assert np.isnan(column[1]), name


@pytest.mark.parametrize(
    "tag", ["gpxtpx:hr", "gpxdata:hr", "ns3:hr", "hr", "heartrate"]
)
def test_heart_rate_has_many_spellings(tag: str) -> None:
    data = gpx(point(0, f"<extensions><{tag}>123</{tag}></extensions>"))
    assert read(data).streams.heart_rate_bpm[0] == 123


def test_spellings_may_change_within_a_file() -> None:
    data = gpx(point(0, "<a:hr>120</a:hr>") + point(1, "<hr>121</hr>"))
    assert list(read(data).streams.heart_rate_bpm) == [120, 121]


def test_what_stands_outside_points_is_not_taken_for_theirs() -> None:
    head = '<time>2000-01-01T00:00:00Z</time><wpt lat="1" lon="2"><ele>9</ele></wpt>'
    data = gpx(
        "<ele>1</ele>" + point(0) + "<ele>2</ele>" + point(1, "<ele>5</ele>"), head=head
    )
    streams = read(data).streams
    assert np.isnan(streams.altitude_m[0])
    assert streams.altitude_m[1] == 5
    assert list(streams.time_s) == [0, 1]


def test_comments_and_character_data_are_what_xml_says() -> None:
    inside = "<!-- <ele>1</ele> --><ele><![CDATA[7]]></ele><?x <ele>2</ele> ?>"
    data = gpx(point(0, inside), head="<name>5k -> 10k & more</name>".replace("&", "a"))
    assert list(read(data).streams.altitude_m) == [7]


def test_attributes_are_read_in_any_order_and_with_any_quotes() -> None:
    first = "<trkpt lon='8' lat='47'><time>2024-05-01T06:00:00Z</time></trkpt>"
    second = (
        '<trkpt id="3"\n lat = "48" lon="9"><time>2024-05-01T06:00:01Z</time></trkpt>'
    )
    streams = read(gpx(first + second)).streams
    assert list(streams.latitude_deg) == [47, 48]
    assert list(streams.longitude_deg) == [8, 9]


@pytest.mark.parametrize(
    ("lat", "lon"), [("0", "0"), ("91", "8"), ("47", "181"), ("?", "8"), ("nan", "8"),
                     ("inf", "8"), ("", "")],
)  # fmt: skip
def test_an_impossible_position_is_a_gap(lat: str, lon: str) -> None:
    data = gpx(point(0) + point(1, lat=lat, lon=lon) + point(2, lat="47.001"))
    streams = read(data).streams
    assert np.isnan(streams.latitude_deg[1])
    assert np.isnan(streams.longitude_deg[1])
    assert np.isnan(streams.distance_m[1])
    # A thousandth of a degree of latitude at 47 degrees is 111.2 m.
    assert streams.distance_m[2] == pytest.approx(111.2, abs=0.1)


def test_a_gap_between_segments_is_a_pause_in_which_no_distance_is_run() -> None:
    first = "".join(point(s, lat=f"{47 + s / 1e5:.5f}") for s in range(10))
    second = "".join(point(s, lat=f"{47.01 + s / 1e5:.5f}") for s in range(60, 70))
    third = point(70) + point(71)
    recording = read(gpx(first, second, third))
    # The third segment follows within a second: that is no pause.
    assert recording.pauses == (Pause(9, 60),)
    distance = recording.streams.distance_m
    assert distance[10] == distance[9]
    assert distance[9] == pytest.approx(9 * 1.112, abs=0.01)
    assert distance[19] == pytest.approx(2 * 9 * 1.112, abs=0.01)


def test_times_keep_the_zone_that_they_are_written_in() -> None:
    data = gpx(point(0).replace("Z<", "+08:00<")).decode()
    recording = read(data.encode())
    assert recording.started_at.utcoffset() == timedelta(hours=8)
    assert recording.started_at == datetime(2024, 4, 30, 22, tzinfo=UTC)
    assert recording.findings == ()


def test_times_without_a_zone_are_utc_and_told() -> None:
    recording = read(gpx(point(0).replace("Z<", "<")))
    assert recording.started_at == datetime(2024, 5, 1, 6, tzinfo=UTC)
    assert "no time zone" in recording.findings[0].message


def test_sport_and_device_are_named() -> None:
    recording = read(gpx(point(0)).replace(b"<trk>", b"<trk><type>9</type>"))
    assert recording.sport == "running"  # the number that Strava writes
    assert recording.device == "Made & here"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (gpx(), "no recorded track"),
        (gpx(head='<rte><rtept lat="1" lon="2"><ele>1</ele></rtept></rte>'), "a route"),
        (gpx(head='<wpt lat="1" lon="2"><ele>1</ele></wpt>'), "waypoints"),
        (gpx('<trkpt lat="1" lon="2"><ele>1</ele></trkpt>'), "it is a route"),
        (b"<!DOCTYPE gpx [<!ENTITY a 'b'>]>" + gpx(point(0)), "document type 'gpx'"),
    ],
)
def test_what_is_no_recording_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(FormatError, match=says):
        read(data)


def test_entities_that_grow_without_end_are_refused_at_once() -> None:
    bomb = '<!DOCTYPE gpx [<!ENTITY a "lol">' + "".join(
        f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(12)
    )
    with pytest.raises(FormatError, match="document type"):
        read(f"{bomb}]>".encode() + gpx(point(0, "<ele>&m;</ele>")))


def test_a_broken_entity_keeps_the_points_before_it() -> None:
    data = gpx(point(0) + point(1) + point(2, "<ele>&unknown;</ele>") + point(3))
    recording = read(data)
    assert list(recording.streams.time_s) == [0, 1, 2]
    assert recording.findings[0].check == "file-damaged"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "nonsense"])
def test_a_declared_encoding_may_be_wrong(encoding: str) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding}"?>'.encode()
    assert len(read(declared + gpx(point(0, "<n>ü</n>"))).streams) == 1
    latin = gpx(point(0, "<n>ü</n>")).decode().encode("latin-1")
    assert len(read(declared + latin).streams) == 1


def test_every_prefix_is_read_or_refused() -> None:
    data = same_run.as_gpx(4)
    whole = read(data).streams
    for length in range(len(data)):
        complete = len(re.findall(rb"<time>[^<]*<", data[:length]))
        if not complete:
            with pytest.raises(FormatError):
                read(data[:length])
            continue
        recording = read(data[:length])
        assert list(recording.streams.time_s) == list(whole.time_s[:complete])
        # No number is made up from the part of one.
        for name in ("altitude_m", "heart_rate_bpm", "cadence_spm"):
            found = getattr(recording.streams, name)
            expected = getattr(whole, name)[:complete]
            assert (np.isnan(found) | (found == expected)).all()
        if length < len(data.rstrip()):
            assert recording.findings[0].check == "file-damaged"


def test_damage_anywhere_never_escapes_as_another_error() -> None:
    data = same_run.as_gpx(6)
    for _ in range(400):
        damaged = bytearray(data)
        for _ in range(NOISE.randrange(1, 8)):
            damaged[NOISE.randrange(len(data))] = NOISE.randrange(256)
        with suppress(FormatError):
            assert len(read(bytes(damaged)).streams) > 0


def test_a_segment_that_begins_within_seconds_is_no_pause() -> None:
    # Some devices begin a segment per lap. Five seconds and three times the usual
    # distance between points are the bounds, whichever is more.
    seconds = ([0, 1, 2, 3], [7, 8, 9], [15, 16, 17, 18])
    segments = ("".join(point(s) for s in part) for part in seconds)
    assert read(gpx(*segments)).pauses == (Pause(9, 15),)
    seconds = ([0, 10, 20], [48, 58, 68], [101, 111])
    segments = ("".join(point(s) for s in part) for part in seconds)
    assert read(gpx(*segments)).pauses == (Pause(68, 101),)
