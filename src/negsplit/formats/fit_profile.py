"""What the numbers in a FIT file mean: only the messages and fields that are used.

Numbers, scales and names are those of the global FIT profile as published with the
FIT software development kit; the tests compare them with the profile that an
independent decoder carries.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

# Seconds from 1970-01-01 to 1989-12-31, where FIT time begins.
EPOCH_S = 631_065_600
# A stamp below this counts seconds since the device was switched on.
FIRST_DATE = 0x10000000
# Stamps have 32 bits; larger ones come from damaged definitions.
FIRST_IMPOSSIBLE = 2**32
# Every message may carry these two fields.
TIMESTAMP = 253
MESSAGE_INDEX = 254


class Message(IntEnum):
    """Global message numbers."""

    FILE_ID = 0
    SPORT = 12
    SESSION = 18
    LAP = 19
    RECORD = 20
    EVENT = 21
    DEVICE_INFO = 23
    WORKOUT = 26
    WORKOUT_STEP = 27
    ACTIVITY = 34
    FIELD_DESCRIPTION = 206


@dataclass(frozen=True, slots=True)
class BaseType:
    """How a number is stored: ``struct`` letter, bytes, and the value for "none"."""

    code: str
    size: int
    invalid: int | None


# By the low five bits of the base type byte; the high bit repeats that the type
# has a byte order. Floats and strings mark "none" otherwise (NaN, empty).
BASE_TYPES = {
    0x00: BaseType("B", 1, 0xFF),
    0x01: BaseType("b", 1, 0x7F),
    0x02: BaseType("B", 1, 0xFF),
    0x03: BaseType("h", 2, 0x7FFF),
    0x04: BaseType("H", 2, 0xFFFF),
    0x05: BaseType("i", 4, 0x7FFFFFFF),
    0x06: BaseType("I", 4, 0xFFFFFFFF),
    0x07: BaseType("s", 1, None),
    0x08: BaseType("f", 4, None),
    0x09: BaseType("d", 8, None),
    0x0A: BaseType("B", 1, 0),
    0x0B: BaseType("H", 2, 0),
    0x0C: BaseType("I", 4, 0),
    0x0D: BaseType("B", 1, 0xFF),
    0x0E: BaseType("q", 8, 0x7FFFFFFFFFFFFFFF),
    0x0F: BaseType("Q", 8, 0xFFFFFFFFFFFFFFFF),
    0x10: BaseType("Q", 8, 0),
}
BASE_BITS = 0x1F
STRING = 0x07


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a message: value = number / scale - offset, or a text."""

    name: str
    scale: float = 1.0
    offset: float = 0.0
    is_text: bool = False


# Angles are stored as fractions of a half turn of 2^31 semicircles.
_SEMICIRCLES = 2**31 / 180

RECORD_FIELDS = {
    0: Field("position_lat", _SEMICIRCLES),
    1: Field("position_long", _SEMICIRCLES),
    2: Field("altitude", 5, 500),
    3: Field("heart_rate"),
    4: Field("cadence"),
    5: Field("distance", 100),
    6: Field("speed", 1000),
    7: Field("power"),
    13: Field("temperature"),
    52: Field("cadence256", 256),
    53: Field("fractional_cadence", 128),
    73: Field("enhanced_speed", 1000),
    78: Field("enhanced_altitude", 5, 500),
}
# Twelve bits of speed in 1/100 m/s, then twelve bits of distance in 1/16 m.
COMPRESSED_SPEED_DISTANCE = 8

FIELDS: dict[int, dict[int, Field]] = {
    Message.FILE_ID: {
        0: Field("type"),
        1: Field("manufacturer"),
        2: Field("product"),
        4: Field("time_created"),
        8: Field("product_name", is_text=True),
    },
    Message.SPORT: {
        0: Field("sport"),
        1: Field("sub_sport"),
        3: Field("name", is_text=True),
    },
    Message.SESSION: {
        TIMESTAMP: Field("timestamp"),
        2: Field("start_time"),
        5: Field("sport"),
        6: Field("sub_sport"),
        7: Field("total_elapsed_time", 1000),
        8: Field("total_timer_time", 1000),
        9: Field("total_distance", 100),
        17: Field("max_heart_rate"),
        22: Field("total_ascent"),
        110: Field("sport_profile_name", is_text=True),
    },
    Message.LAP: {
        TIMESTAMP: Field("timestamp"),
        2: Field("start_time"),
        7: Field("total_elapsed_time", 1000),
        8: Field("total_timer_time", 1000),
        9: Field("total_distance", 100),
        24: Field("lap_trigger"),
        71: Field("wkt_step_index"),
    },
    Message.EVENT: {
        TIMESTAMP: Field("timestamp"),
        0: Field("event"),
        1: Field("event_type"),
    },
    Message.DEVICE_INFO: {
        0: Field("device_index"),
        2: Field("manufacturer"),
        4: Field("product"),
        27: Field("product_name", is_text=True),
    },
    Message.WORKOUT: {
        4: Field("sport"),
        6: Field("num_valid_steps"),
        8: Field("wkt_name", is_text=True),
        17: Field("wkt_description", is_text=True),
    },
    Message.WORKOUT_STEP: {
        MESSAGE_INDEX: Field("message_index"),
        0: Field("wkt_step_name", is_text=True),
        1: Field("duration_type"),
        2: Field("duration_value"),
        3: Field("target_type"),
        4: Field("target_value"),
        5: Field("custom_target_value_low"),
        6: Field("custom_target_value_high"),
        7: Field("intensity"),
        8: Field("notes", is_text=True),
        19: Field("secondary_target_type"),
        20: Field("secondary_target_value"),
        21: Field("secondary_custom_target_value_low"),
        22: Field("secondary_custom_target_value_high"),
    },
    Message.ACTIVITY: {
        TIMESTAMP: Field("timestamp"),
        5: Field("local_timestamp"),
    },
    Message.FIELD_DESCRIPTION: {
        0: Field("developer_data_index"),
        1: Field("field_definition_number"),
        2: Field("fit_base_type_id"),
        3: Field("field_name", is_text=True),
        6: Field("scale"),
        7: Field("offset"),
        14: Field("native_mesg_num"),
        15: Field("native_field_num"),
    },
}

FILE_TYPES = {
    1: "device",
    2: "settings",
    3: "sport settings",
    4: "activity",
    5: "workout",
    6: "course",
    7: "schedules",
    9: "weight",
    10: "totals",
    11: "goals",
    14: "blood pressure",
    15: "monitoring",
    20: "activity summary",
    28: "daily monitoring",
    32: "monitoring",
    34: "segment",
    35: "segment list",
}
ACTIVITY_FILE = 4
WORKOUT_FILE = 5

SPORTS = {
    0: "generic",
    1: "running",
    2: "cycling",
    3: "transition",
    4: "fitness_equipment",
    5: "swimming",
    10: "training",
    11: "walking",
    12: "cross_country_skiing",
    13: "alpine_skiing",
    15: "rowing",
    16: "mountaineering",
    17: "hiking",
    18: "multisport",
}
RUNNING = 1
SUB_SPORTS = {
    1: "treadmill",
    2: "street",
    3: "trail",
    4: "track",
    45: "indoor_running",
    58: "virtual_activity",
}
LAP_TRIGGERS = {
    0: "manual",
    1: "time",
    2: "distance",
    3: "position_start",
    4: "position_lap",
    5: "position_waypoint",
    6: "position_marked",
    7: "session_end",
    8: "fitness_equipment",
}
TIMER_EVENT = 0
TIMER_STARTS = frozenset({0})
# stop, stop_all, stop_disable, stop_disable_all
TIMER_STOPS = frozenset({1, 4, 8, 9})


# Workout steps hold beats per minute above this number, per cent of the maximum up
# to it; and watts above the other, per cent of a threshold up to it.
BPM_OFFSET = 100
WATT_OFFSET = 1000


class Duration(IntEnum):
    """What ends a workout step, or how a repeat goes on."""

    TIME = 0
    DISTANCE = 1
    HEART_RATE_BELOW = 2
    HEART_RATE_ABOVE = 3
    CALORIES = 4
    OPEN = 5
    REPEAT_STEPS = 6
    REPEAT_TIME = 7
    REPEAT_DISTANCE = 8
    REPEAT_CALORIES = 9
    REPEAT_HEART_RATE_BELOW = 10
    REPEAT_HEART_RATE_ABOVE = 11
    REPEAT_POWER_BELOW = 12
    REPEAT_POWER_ABOVE = 13


class FitTarget(IntEnum):
    """What a workout step aims at."""

    SPEED = 0
    HEART_RATE = 1
    OPEN = 2
    CADENCE = 3
    POWER = 4
    GRADE = 5
    SPEED_LAP = 12
    HEART_RATE_LAP = 13


class FitIntensity(IntEnum):
    """What a workout step is for; watches of all ages know the first four."""

    ACTIVE = 0
    REST = 1
    WARMUP = 2
    COOLDOWN = 3
    RECOVERY = 4
    INTERVAL = 5
    OTHER = 6
