"""Hashes of passwords that take no time: for tests of all that is no hash."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST

CHEAP = PasswordHasher.from_parameters(CHEAPEST)
