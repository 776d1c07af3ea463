"""What an exported diary has otherwise than the diary that it was brought to."""

from __future__ import annotations

_LONGEST = 60
_COLUMNS = {
    "name": "Its name",
    "felt_cr10": "How it felt",
    "goal": "What it was for",
    "plan": "What was planned",
    "stopped_because": "Why you stopped early",
    "is_apart": "Whether it is a copy",
    "twin_of": "Which run it is a copy of",
}
_ROWS = {
    "goal": "Your goal",
    "runner_values": "Your values",
    "preference": "Your unit",
    "workout": "Your workout",
    "account": "The account",
    "source": "What became of the file",
}
# Texts of whole files: that they differ is all that one line can say.
_LONG = frozenset({"plan", "body"})


def difference_words(table: str, what: str, column: str, here: str, there: str) -> str:
    """Return one difference in words.

    Parameters
    ----------
    table, what, column : str
        Where it is, as :class:`negsplit.store.portable.Difference` has it.
    here, there : str
        What the diary has, and the archive.
    """
    if table == "plan":
        return f"The archive has another current plan, of {there[:10]}."
    if table == "run":
        about = f"Run {what}: {_COLUMNS.get(column, column).lower()}"
    else:
        about = " ".join(text for text in (_ROWS.get(table, table), what) if text)
    if not column or column in _LONG or "body" in column:
        return f"{about} differs in the archive."
    return f"{about} is {_short(here)!r} here and {_short(there)!r} in the archive."


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"
