"""Exports as Strava, Garmin and Apple make them, in miniature."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

import same_run
from fit_files import ENUM, FILE_ID, NOON, UINT16, UINT32, FitFile, activity, crc

SECONDS = 400
START = datetime(1989, 12, 31, tzinfo=UTC) + timedelta(seconds=NOON)


def fit_of(day: int, sport: int = 1) -> bytes:
    """A run of some minutes on a day of its own, in FIT."""
    moved = bytearray(same_run_fit())
    for place, second in stamps():
        moved[place : place + 4] = (second + 86_400 * day).to_bytes(4, "little")
    moved[sport_place()] = sport
    whole = bytes(moved[:-2])
    return whole + checksum(whole).to_bytes(2, "little")


@cache
def same_run_fit() -> bytes:
    return same_run.as_fit(SECONDS)


@cache
def stamps() -> list[tuple[int, int]]:
    """Every place in the file that holds a time stamp, and which."""
    data = same_run_fit()
    wanted = {(NOON + second).to_bytes(4, "little") for second in range(SECONDS + 2)}
    places = [at for at in range(14, len(data) - 6) if data[at : at + 4] in wanted]
    return [(at, int.from_bytes(data[at : at + 4], "little")) for at in places]


@cache
def sport_place() -> int:
    """Where the session's sport is, found by making it another."""
    run, ride = activity(1).bytes(), activity(2).bytes()
    return next(at for at in range(14, len(run)) if run[at] != ride[at])


def checksum(data: bytes) -> int:
    """The checksum of FIT, byte by byte through a table made bit by bit."""
    value = 0
    for byte in data:
        value = (value >> 8) ^ table()[(value ^ byte) & 0xFF]
    return value


@cache
def table() -> list[int]:
    return [crc(bytes([byte])) for byte in range(256)]


def monitoring() -> bytes:
    """A FIT file of another kind, of which an export holds thousands."""
    file = FitFile()
    file.define(0, FILE_ID, [(0, ENUM), (1, UINT16), (4, UINT32)])
    file.data(0, 32, 1, NOON)
    return file.bytes()


def strava(folder: Path) -> dict[str, bytes]:
    """Write an export into a folder; return its files by their paths in it."""
    rows = [
        # The header names Distance and others twice, and ends with felt effort.
        ["Activity ID", "Activity Date", "Activity Name", "Activity Type",
         "Activity Description", "Distance", "Filename", "Distance",
         "Perceived Exertion"],
        ["1", "May 4, 2024", "Früh, mit Komma", "Run", "", "1", "activities/1.fit.gz",
         "1000.0", "7"],
        ["2", "May 5, 2024", "A ride", "Ride", "", "1", "activities/2.fit",
         "1000.0", ""],
        ["3", "May 6, 2024", "走る", "Trail Run", "a\nb", "1", "activities/3.gpx",
         "1000.0", "99"],
        ["4", "May 7, 2024", "Lost", "Run", "", "1", "", "1000.0", ""],
    ]  # fmt: skip
    table = io.StringIO(newline="")
    csv.writer(table).writerows(rows)
    files = {
        "activities.csv": table.getvalue().encode(),
        "activities/1.fit.gz": gzip.compress(fit_of(0), mtime=0),
        "activities/2.fit": fit_of(1),
        "activities/3.gpx": same_run.as_gpx(SECONDS).replace(
            b"2024-03-22", b"2024-05-22"
        ),
        "profile.csv": b"name\nme\n",
        "media/1.jpg": b"\xff\xd8\xff" + bytes(50),
    }
    write_all(folder, files)
    return files


def write_all(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def zipped(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return files as a zip archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def garmin(compression: int = zipfile.ZIP_STORED, late_s: int = 0) -> bytes:
    """Return an export: archives in an archive, and a list that goes by the start."""
    inner = zipped(
        {"me@x_1.fit": fit_of(0), "me@x_2.fit": monitoring(), "me@x_3.fit": fit_of(9)}
    )
    start_ms = (START + timedelta(days=9, seconds=late_s)).timestamp() * 1000
    activities = [
        {"name": "Abendlauf", "activityType": "running", "startTimeGmt": start_ms},
        {"name": "No start"},
    ]
    listed = json.dumps([{"summarizedActivitiesExport": activities}]).encode()
    uploads = "DI_CONNECT/DI-Connect-Uploaded-Files/UploadedFiles_0-_Part1.zip"
    fitness = "DI_CONNECT/DI-Connect-Fitness/me@x_0_summarizedActivities.json"
    return zipped({fitness: listed, uploads: inner}, compression)


def health_xml(*, zone_h: int = 2, before: str = "") -> bytes:
    """Return the document of Apple Health, with a beat each five seconds."""
    zone = timezone(timedelta(hours=zone_h))

    def stamp(second: float) -> str:
        moment = (START + timedelta(seconds=second)).astimezone(zone)
        return moment.strftime("%Y-%m-%d %H:%M:%S %z")

    beats = "".join(
        '<Record type="HKQuantityTypeIdentifierHeartRate" sourceName="Watch" '
        f'unit="count/min" startDate="{stamp(s)}" endDate="{stamp(s)}" '
        f'value="{120 + s // 10}"/>\n'
        for s in range(-300, SECONDS + 600, 5)
    )
    other = (
        '<Record type="HKQuantityTypeIdentifierStepCount" unit="count" '
        f'startDate="{stamp(0)}" endDate="{stamp(1)}" value="17"/>\n'
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE HealthData [\n'
        "<!ELEMENT HealthData (Record|Workout)*>\n]>\n"
        f'<HealthData locale="de_CH">\n{before}{other}{beats}'
        '<Workout workoutActivityType="HKWorkoutActivityTypeRunning" duration="6" '
        f'startDate="{stamp(0)}" endDate="{stamp(SECONDS)}">'
        '<WorkoutRoute><FileReference path="/workout-routes/route_1.gpx"/>'
        "</WorkoutRoute></Workout>\n"
        '<Workout workoutActivityType="HKWorkoutActivityTypeCycling" duration="6" '
        f'startDate="{stamp(9000)}" endDate="{stamp(9400)}">'
        '<WorkoutRoute><FileReference path="/workout-routes/route_2.gpx"/>'
        "</WorkoutRoute></Workout>\n</HealthData>\n"
    ).encode()


def route() -> bytes:
    """Return the route of a workout: positions and times, nothing else."""
    gpx = same_run.as_gpx(SECONDS).decode()
    start = gpx.find("    <extensions>")
    while start >= 0:
        end = gpx.find("</extensions>\n", start) + len("</extensions>\n")
        gpx = gpx[:start] + gpx[end:]
        start = gpx.find("    <extensions>", start)
    return gpx.replace("<type>running</type>", "").encode()


def apple() -> dict[str, bytes]:
    """Return the files of an export of Apple Health."""
    later = route().replace(b"2024-03-22T", b"2024-03-23T")
    return {
        "apple_health_export/export.xml": health_xml(),
        "apple_health_export/export_cda.xml": b"<ClinicalDocument/>",
        "apple_health_export/workout-routes/route_1.gpx": route(),
        "apple_health_export/workout-routes/route_2.gpx": later,
    }
