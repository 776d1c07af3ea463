"""Accounts of an exported diary, brought back where that is asked for.

Never by a page: an archive that somebody sends in could make them a coach.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from argon2 import extract_parameters
from argon2.exceptions import InvalidHashError

from negsplit.accounts.passwords import HASHER, clean_name
from negsplit.errors import InputError
from negsplit.intake.restore import Restored
from negsplit.store.portable_accounts import ACCOUNT, COACHED, INVITATION, put
from negsplit.store.records import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from negsplit.diary import Diary
    from negsplit.sources.found import Backup
    from negsplit.store.portable import Row

# A hash may cost what a later version of ours may take; more would block the server.
_MOST_COST = 4
_SECRET = re.compile(r"[0-9a-z]{64}")


def restore_accounts(diary: Diary, backup: Backup) -> Restored:
    """Enter the accounts of an archive whose names nobody has here."""
    rows: dict[str, list[Row]] = {}
    left_out = 0
    for table, is_sound in _SOUND.items():
        found = backup.rows.get(table, [])
        rows[table] = [row for row in found if _holds(is_sound, row)]
        left_out += len(found) - len(rows[table])
    with diary.transaction() as connection:
        differences = put(connection, diary.athlete_id, rows)
    return Restored(tuple(differences), left_out)


def _holds(is_sound: Callable[[Row], bool], row: Row) -> bool:
    try:
        return is_sound(row)
    except (InputError, InvalidHashError, KeyError, TypeError, ValueError):
        return False


def _is_account(row: Row) -> bool:
    is_runner = Role(row["role"]) is Role.RUNNER
    return (
        _is_name(row["name"])
        and (row["password"] is None or _is_hash(row["password"]))
        and (_is_athlete(row) if is_runner else row["athlete"] is None)
    )


def _is_link(row: Row) -> bool:
    return _is_name(row["account"]) and _is_athlete(row)


def _is_invitation(row: Row) -> bool:
    secret = row["secret"]
    return (
        _is_name(row["account"])
        and isinstance(row["expires_at"], int)
        and isinstance(secret, str)
        and _SECRET.fullmatch(secret) is not None
    )


def _is_name(value: object) -> bool:
    return isinstance(value, str) and clean_name(value) == value


def _is_athlete(row: Row) -> bool:
    return row["is_own"] == 1 or _is_name(row["athlete"])


def _is_hash(value: object) -> bool:
    found = extract_parameters(str(value))
    return (
        isinstance(value, str)
        and value.startswith("$argon2id$")
        and found.memory_cost <= _MOST_COST * HASHER.memory_cost
        and found.time_cost <= _MOST_COST * HASHER.time_cost
    )


_SOUND: dict[str, Callable[[Row], bool]] = {
    ACCOUNT: _is_account,
    COACHED: _is_link,
    INVITATION: _is_invitation,
}
