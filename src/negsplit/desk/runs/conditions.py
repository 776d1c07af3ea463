"""In which shoes a run was, and how warm it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.desk.runs.shoes import wear
from negsplit.errors import InputError

if TYPE_CHECKING:
    from negsplit.diary import Diary


@dataclass(frozen=True, slots=True)
class Conditions:
    """What is known of a run's shoes and weather.

    Parameters
    ----------
    shoe : str
        The pair; empty where none is known.
    temperature_degc : float, optional
        As the runner says, else as the file does. [°C]
    is_measured : bool
        Whether that is the file's: a watch on the wrist reads warm.
    shoes : tuple of str
        The pairs that could be chosen.
    """

    shoe: str
    temperature_degc: float | None
    is_measured: bool
    shoes: tuple[str, ...]


def conditions(diary: Diary, number: int) -> Conditions:
    """Return what is known of a run's shoes and weather."""
    rows = diary.shoes()
    worn = diary.shoe_of(number)
    typed = diary.temperature(number)
    measured = diary.as_recorded(number).temperature_degc if typed is None else None
    return Conditions(
        shoe=next((row.name for row in rows if row.id == worn), ""),
        temperature_degc=measured if typed is None else typed,
        is_measured=measured is not None,
        shoes=tuple(row.name for row in rows if row.retired_on is None),
    )


def set_conditions(diary: Diary, number: int, shoe: str, temperature: str) -> None:
    """Note the shoes and the weather of a run, as typed.

    Raises
    ------
    InputError
        If the temperature is not one.
    NotFoundError
        If there is no such pair.
    """
    known = conditions(diary, number)
    degc = _degc(temperature)
    if degc != known.temperature_degc:
        diary.set_temperature(number, degc)
    if shoe != known.shoe:
        wear(diary, number, shoe)


def _degc(text: str) -> float | None:
    plain = text.strip().lower().removesuffix("c").removesuffix("°").strip()
    if not plain:
        return None
    try:
        return float(plain.replace(",", ".").replace("−", "-"))
    except ValueError as error:
        raise InputError(
            f"'{text.strip()[:20]}' is not a temperature; write degrees Celsius, "
            "like 24"
        ) from error
