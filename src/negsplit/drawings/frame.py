"""What every drawing is set in: a title that is read aloud, colours for day and night.

A drawing stands alone in a file, and brings its colours; or it stands in a page, whose
style sheet has them, as a page lets no drawing bring its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of one kind of drawing.

    Parameters
    ----------
    name : str
        The class of such a drawing in a page.
    day, night : str
        Rules of CSS in light surroundings, and what changes in dark ones.
    """

    name: str
    day: str
    night: str

    @property
    def alone(self) -> str:
        """The rules inside a file of its own."""
        return f"{self.day}@media (prefers-color-scheme:dark){{{self.night}}}"

    @property
    def in_page(self) -> str:
        """The rules in a page's style sheet, where the page is the paper.

        A sheet to be printed is white by night, too.
        """
        scope = f"svg.{self.name}"
        return (
            f"{scope}{{{self.day}.paper{{fill:none}}}}\n"
            f"@media (prefers-color-scheme:dark){{{scope}:not(.sheet *){{{self.night}"
            ".paper{fill:none}}}\n"
        )


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a drawing will stand.

    Parameters
    ----------
    is_narrow : bool
        Whether on a phone: fewer marks, so that its letters stay large.
    in_page : str
        The name that it alone has in its page; '' for a file of its own.
    """

    is_narrow: bool = False
    in_page: str = ""


FILE = Setting()


def framed(
    look: Look,
    size: tuple[float, float],
    said: tuple[str, str],
    lines: Iterable[str],
    setting: Setting = FILE,
) -> str:
    """Return a drawing with its title and its description.

    Parameters
    ----------
    look : Look
        Its colours.
    size : tuple of float
        Width and height, in user units.
    said : tuple of str
        Title and description, for those who hear it.
    lines : iterable of str
        What is drawn.
    setting : Setting
        Where it will stand.
    """
    width, height = size
    key = f"{setting.in_page}-" if setting.in_page else ""
    kind = f'class="{look.name}" ' if setting.in_page else ""
    title, told = (escape(text) for text in said)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {kind}viewBox="0 0 {width:g} '
            f'{height:g}" role="img" aria-labelledby="{key}title {key}told">',
            f'<title id="{key}title">{title}</title>',
            f'<desc id="{key}told">{told}</desc>',
            *([] if setting.in_page else [f"<style>{look.alone}</style>"]),
            f'<rect class="paper" width="{width:g}" height="{height:g}"/>',
            *lines,
            "</svg>",
            "",
        ]
    )
