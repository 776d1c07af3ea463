"""Every error that negsplit raises on purpose.

A message is one line: it names the thing, its value and what would be right.
"""


class NegsplitError(Exception):
    """Root of all errors that are raised on purpose."""


class InputError(NegsplitError):
    """The caller passed something that has no meaning."""


class OutOfRangeError(InputError):
    """A value lies outside the range that a model was validated for."""


class MissingInputError(InputError):
    """The caller left out a value that the model needs.

    Parameters
    ----------
    message : str
        What is needed, and what for.
    options : str
        How the command line is given it; pages have a place of their own.
    """

    def __init__(self, message: str, *, options: str = "") -> None:
        super().__init__(message)
        self.options = options


class FormatError(NegsplitError):
    """Bytes or text break the rules of their format.

    Parameters
    ----------
    message : str
        What is wrong and what would be right.
    offset : int, optional
        Where it is wrong: bytes from the start of a file, characters from the
        start of a text.
    """

    def __init__(self, message: str, *, offset: int | None = None) -> None:
        super().__init__(message)
        self.offset = offset


class OtherKindError(FormatError):
    """Bytes are sound, but of a kind that holds no recording: a plan, a route."""


class NotFoundError(NegsplitError):
    """Nothing is stored under that name."""


class DiaryError(NegsplitError):
    """The diary cannot be opened, read or written."""


class StaleError(NegsplitError):
    """What was to be changed is no longer what the asker saw."""
