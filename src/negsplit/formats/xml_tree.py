"""A small XML document as a tree; documents that could grow when read are refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from negsplit.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Iterator

# A workout is a few kilobytes; more is something else.
MOST_BYTES = 4_000_000


@dataclass(slots=True)
class Node:
    """An element: its name, attributes, text and children."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    text: str = ""
    offset: int = 0

    def child(self, name: str) -> Node | None:
        """Return the first child of a name."""
        return next(self.all(name), None)

    def all(self, name: str) -> Iterator[Node]:
        """Yield the children of a name."""
        return (child for child in self.children if child.name == name)

    def text_of(self, name: str) -> str:
        """Return the text of the first child of a name, or an empty text."""
        child = self.child(name)
        return child.text.strip() if child else ""


def parse(data: bytes) -> Node:
    """Return the root of a document.

    Raises
    ------
    FormatError
        If the bytes are not XML, or declare a document type or entities.
    """
    if len(data) > MOST_BYTES:
        raise FormatError(f"XML of {len(data)} bytes is too long for a workout")
    parser = expat.ParserCreate()
    root = Node("")
    open_nodes = [root]

    def start(name: str, attributes: dict[str, str]) -> None:
        at = parser.CurrentByteIndex
        open_nodes.append(Node(name.rpartition(":")[2], attributes, offset=at))
        open_nodes[-2].children.append(open_nodes[-1])

    def end(_name: str) -> None:
        open_nodes.pop()

    def text(content: str) -> None:
        open_nodes[-1].text += content

    def refuse(*_declared: object) -> None:
        raise FormatError(
            "XML with a document type is not read", offset=parser.CurrentByteIndex
        )

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    _feed(parser, data)
    return root.children[0]


def _feed(parser: expat.XMLParserType, data: bytes) -> None:
    try:
        parser.Parse(data.lstrip(), True)  # noqa: FBT003 -- expat takes it by place
    except expat.ExpatError as error:
        message = expat.ErrorString(error.code)
        raise FormatError(
            f"not well-formed XML: {message}", offset=parser.ErrorByteIndex
        ) from error
    except (ValueError, LookupError) as error:  # an encoding that Python cannot use
        raise FormatError(f"not readable XML: {error}") from error
