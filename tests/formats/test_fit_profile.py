"""Our field tables against the profile that an independent decoder carries."""

from __future__ import annotations

import pytest
from fitdecode import profile

from negsplit.formats import fit_devices
from negsplit.formats import fit_profile as ours


@pytest.mark.parametrize(
    ("message", "fields"),
    [*ours.FIELDS.items(), (ours.Message.RECORD, ours.RECORD_FIELDS)],
)
def test_fields_agree_with_the_profile(
    message: int, fields: dict[int, ours.Field]
) -> None:
    theirs = profile.MESSAGE_TYPES[message].fields
    for number, field in fields.items():
        if number == ours.TIMESTAMP:
            continue  # in every message
        assert theirs[number].name == field.name
        # Positions stay in semicircles there and become degrees here.
        if not field.name.startswith("position"):
            assert (theirs[number].scale or 1) == field.scale
            assert (theirs[number].offset or 0) == field.offset
        assert (theirs[number].base_type.name == "string") == field.is_text


def test_positions_are_scaled_to_degrees() -> None:
    for number in (0, 1):
        assert 2**30 / ours.RECORD_FIELDS[number].scale == 90


def test_base_types_agree_with_the_profile() -> None:
    sizes = {base.identifier & 0x1F: base.size for base in profile.BASE_TYPES.values()}
    assert {number: base.size for number, base in ours.BASE_TYPES.items()} == sizes


@pytest.mark.parametrize(
    ("table", "name"),
    [
        (ours.SPORTS, "sport"),
        (ours.SUB_SPORTS, "sub_sport"),
        (ours.LAP_TRIGGERS, "lap_trigger"),
        (fit_devices.MANUFACTURERS, "manufacturer"),
        (fit_devices.GARMIN_PRODUCTS, "garmin_product"),
    ],
)
def test_names_agree_with_the_profile(table: dict[int, str], name: str) -> None:
    theirs = profile.FIELD_TYPES[name].enum
    assert table.items() <= theirs.items()


@pytest.mark.parametrize(
    ("choices", "name", "spelt"),
    [
        (ours.Duration, "wkt_step_duration", {
            "REPEAT_STEPS": "repeat_until_steps_cmplt",
            "HEART_RATE_BELOW": "hr_less_than", "HEART_RATE_ABOVE": "hr_greater_than",
            "REPEAT_TIME": "repeat_until_time",
            "REPEAT_DISTANCE": "repeat_until_distance",
            "REPEAT_CALORIES": "repeat_until_calories",
            "REPEAT_HEART_RATE_BELOW": "repeat_until_hr_less_than",
            "REPEAT_HEART_RATE_ABOVE": "repeat_until_hr_greater_than",
            "REPEAT_POWER_BELOW": "repeat_until_power_less_than",
            "REPEAT_POWER_ABOVE": "repeat_until_power_greater_than",
        }),
        (ours.FitTarget, "wkt_step_target", {}),
        (ours.FitIntensity, "intensity", {}),
    ],
)  # fmt: skip
def test_choices_agree_with_the_profile(
    choices: type[ours.Duration], name: str, spelt: dict[str, str]
) -> None:
    theirs = profile.FIELD_TYPES[name].enum
    for choice in choices:
        expected = spelt.get(choice.name, choice.name.lower())
        if choice.value in theirs:
            assert theirs[choice.value] == expected


def test_timer_events_agree_with_the_profile() -> None:
    kinds = profile.FIELD_TYPES["event_type"].enum
    assert {kinds[number] for number in ours.TIMER_STARTS} == {"start"}
    assert {kinds[number] for number in ours.TIMER_STOPS} == {
        "stop", "stop_all", "stop_disable", "stop_disable_all",
    }  # fmt: skip
    assert profile.FIELD_TYPES["event"].enum[ours.TIMER_EVENT] == "timer"


def test_kinds_of_files_agree_with_the_profile() -> None:
    theirs = profile.FIELD_TYPES["file"].enum
    assert theirs[ours.ACTIVITY_FILE] == "activity"
    assert theirs[ours.WORKOUT_FILE] == "workout"
    assert ours.FILE_TYPES.keys() <= theirs.keys()
