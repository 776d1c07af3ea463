"""How the app is served."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

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
    """

    diary: Path
    is_shared: bool = False
    hosts: tuple[str, ...] = LOCAL_HOSTS
