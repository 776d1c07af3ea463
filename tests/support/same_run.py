"""One run of an hour at a sample a second, in FIT, GPX and TCX."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import sin

from fit_files import (
    ENUM,
    EVENT,
    LAP,
    NOON,
    RECORD,
    SINT32,
    TIMESTAMP,
    UINT8,
    UINT16,
    UINT32,
    activity,
)

_EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
_DEGREE = 2**31 / 180


def samples(count: int) -> list[tuple[float, float, float, float, int, int, float]]:
    """Return latitude, longitude, altitude, distance, heart rate, cadence, speed."""
    rows = []
    distance = 0.0
    for second in range(count):
        speed = 3.0 + second / count + 0.2 * sin(second / 7)
        distance += speed
        rows.append(
            (
                47.0 + distance / 111_200,
                8.5 + 1e-4 * sin(second / 90),
                430 + 20 * sin(second / 300),
                distance,
                120 + round(40 * second / count),
                84 + second % 5,
                speed,
            )
        )
    return rows


def as_fit(count: int) -> bytes:
    file = activity()
    file.define(3, EVENT, [(TIMESTAMP, UINT32), (0, ENUM), (1, ENUM)])
    file.data(3, NOON, 0, 0)
    fields = [
        (TIMESTAMP, UINT32), (0, SINT32), (1, SINT32), (5, UINT32), (73, UINT32),
        (78, UINT32), (2, UINT16), (6, UINT16), (7, UINT16), (3, UINT8), (4, UINT8),
        (53, UINT8), (13, UINT8),
    ]  # fmt: skip
    file.define(2, RECORD, fields)
    for second, row in enumerate(samples(count)):
        lat, lon, altitude, distance, heart_rate, cadence, speed = row
        high = round((altitude + 500) * 5)
        file.data(
            2, NOON + second, round(lat * _DEGREE), round(lon * _DEGREE),
            round(distance * 100), round(speed * 1000), high, high,
            round(speed * 1000), 250, heart_rate, cadence, 64, 20,
        )  # fmt: skip
    file.data(3, NOON + count, 0, 4)
    file.define(4, LAP, [(2, UINT32), (7, UINT32), (9, UINT32)])
    file.data(4, NOON, count * 1000, round(samples(count)[-1][3] * 100))
    return file.bytes()


def _time(second: int) -> str:
    return (_EPOCH + timedelta(seconds=NOON + second)).strftime("%Y-%m-%dT%H:%M:%SZ")


def as_gpx(count: int) -> bytes:
    points = "".join(
        f'   <trkpt lat="{lat:.7f}" lon="{lon:.7f}">\n    <ele>{altitude:.1f}</ele>\n'
        f"    <time>{_time(second)}</time>\n    <extensions>\n"
        "     <gpxtpx:TrackPointExtension>\n"
        f"      <gpxtpx:hr>{heart_rate}</gpxtpx:hr>\n"
        f"      <gpxtpx:cad>{cadence}</gpxtpx:cad>\n"
        "     </gpxtpx:TrackPointExtension>\n    </extensions>\n   </trkpt>\n"
        for second, (lat, lon, altitude, _, heart_rate, cadence, _) in enumerate(
            samples(count)
        )
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<gpx creator="made here" version="1.1" '
        'xmlns="http://www.topografix.com/GPX/1/1" xmlns:gpxtpx='
        '"http://www.garmin.com/xmlschemas/TrackPointExtension/v1">\n'
        f" <trk>\n  <name>Run</name>\n  <type>running</type>\n  <trkseg>\n{points}"
        "  </trkseg>\n </trk>\n</gpx>\n"
    ).encode()


def as_tcx(count: int) -> bytes:
    rows = samples(count)
    points = "".join(
        f"          <Trackpoint>\n            <Time>{_time(second)}</Time>\n"
        "            <Position>\n"
        f"              <LatitudeDegrees>{lat:.7f}</LatitudeDegrees>\n"
        f"              <LongitudeDegrees>{lon:.7f}</LongitudeDegrees>\n"
        "            </Position>\n"
        f"            <AltitudeMeters>{altitude:.1f}</AltitudeMeters>\n"
        f"            <DistanceMeters>{distance:.2f}</DistanceMeters>\n"
        "            <HeartRateBpm>\n"
        f"              <Value>{heart_rate}</Value>\n            </HeartRateBpm>\n"
        "            <Extensions>\n              <ns3:TPX>\n"
        f"                <ns3:Speed>{speed:.3f}</ns3:Speed>\n"
        f"                <ns3:RunCadence>{cadence}</ns3:RunCadence>\n"
        "              </ns3:TPX>\n            </Extensions>\n"
        "          </Trackpoint>\n"
        for second, (
            lat, lon, altitude, distance, heart_rate, cadence, speed,
        ) in enumerate(rows)
    )  # fmt: skip
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<TrainingCenterDatabase '
        'xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2" '
        'xmlns:ns3="http://www.garmin.com/xmlschemas/ActivityExtension/v2" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
        '  <Activities>\n    <Activity Sport="Running">\n'
        f'      <Id>{_time(0)}</Id>\n      <Lap StartTime="{_time(0)}">\n'
        f"        <TotalTimeSeconds>{count - 1}</TotalTimeSeconds>\n"
        f"        <DistanceMeters>{rows[-1][3]:.2f}</DistanceMeters>\n"
        "        <Calories>700</Calories>\n        <AverageHeartRateBpm>\n"
        "          <Value>140</Value>\n        </AverageHeartRateBpm>\n"
        "        <Intensity>Active</Intensity>\n"
        "        <TriggerMethod>Manual</TriggerMethod>\n"
        f"        <Track>\n{points}        </Track>\n      </Lap>\n"
        '      <Creator xsi:type="Device_t"><Name>Made here</Name>'
        "<UnitId>1</UnitId><ProductID>1</ProductID>"
        "<Version><VersionMajor>1</VersionMajor><VersionMinor>0</VersionMinor>"
        "</Version></Creator>\n"
        "    </Activity>\n  </Activities>\n</TrainingCenterDatabase>\n"
    ).encode()
