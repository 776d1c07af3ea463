from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fit_files
from negsplit.formats.fit_checksum import is_sound
from negsplit.formats.fit_encode import checksum


def test_the_checksum_is_that_of_the_published_check_string() -> None:
    # The catalogue of parametrised checksums lists this one as CRC-16/ARC: 0xBB3D.
    assert checksum(b"123456789") == 0xBB3D


@given(st.binary(max_size=300))
def test_the_checksum_agrees_with_long_division(data: bytes) -> None:
    assert checksum(data) == fit_files.crc(data)


@given(st.binary(max_size=300))
def test_bytes_are_sound_exactly_if_their_checksum_is_zero(data: bytes) -> None:
    assert is_sound(data) == (checksum(data) == 0)
    assert is_sound(data + checksum(data).to_bytes(2, "little"))


# Around the length after which bytes are added up, and twice that.
@pytest.mark.parametrize("length", [32764, 32765, 32766, 32767, 65531, 65534, 70000])
def test_long_files_are_verified_too(length: int) -> None:
    data = bytes(i * i % 251 for i in range(length))
    whole = bytearray(data + checksum(data).to_bytes(2, "little"))
    assert is_sound(bytes(whole))
    for place in (0, 1, length // 2, length - 1, length + 1):
        for bit in (1, 2, 0x80):
            whole[place] ^= bit
            assert not is_sound(bytes(whole))
            whole[place] ^= bit
    # Two equal errors one period apart hide each other; by any other distance not.
    if length > 40000:
        whole[5] ^= 4
        whole[5 + 32766] ^= 4
        assert not is_sound(bytes(whole))
