"""How the app is served."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# A plan file of a season has some 40 kB, a long workout in notation fewer. Ours.
MAX_BODY_BYTES = 1_000_000
# Exports of services have a gigabyte or two. Ours.
MAX_UPLOAD_BYTES = 4_000_000_000
LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class Settings:
    """How the app is served.

    Parameters
    ----------
    diary : Path
        The diary's file; it is made when something is first kept.
    is_shared : bool
        Whether others than this machine's user may come, who then have to log in.
    hosts : tuple of str
        Names under which the app may be asked, without a port.
    max_body_bytes : int
        The most that a form may have.
    max_upload_bytes : int
        The most that one upload may have.
    """

    diary: Path
    is_shared: bool = False
    hosts: tuple[str, ...] = LOCAL_HOSTS
    max_body_bytes: int = MAX_BODY_BYTES
    max_upload_bytes: int = MAX_UPLOAD_BYTES
