"""What is kept of an athlete as rows that another diary can take over.

Numbers of rows mean nothing in another diary, so a row refers to a run by the SHA-256
of its original, and which run of it, and to anything else by its name. A row is put in
where there is none like it; where there is another one in its place, the two are a
difference, and which of them holds is for the runner to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.store import run_edits

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    Value = str | int | float | None
    Row = dict[str, Value]
    Rows = Mapping[str, Sequence[Row]]

RUN = "run"
# How rows of other tables call a run: by its file, and all but the first by number too.
_RUN_NAME = "iif(part = 0, digest, digest || '/' || part)"
PLAN = "plan"
SHOE = "shoe"


@dataclass(frozen=True, slots=True)
class PortableTable:
    """A table with rows of an athlete.

    Parameters
    ----------
    name : str
        As in the schema.
    key : tuple of str
        Of two rows of an athlete that agree in these columns there can be only one.
    refers : tuple of (str, str)
        Columns with the number of a row of another table, and which table that is.
    of_run : bool
        Whether its rows belong to runs and through them to an athlete.
    """

    name: str
    key: tuple[str, ...]
    refers: tuple[tuple[str, str], ...] = ()
    of_run: bool = False


# A row can only refer to what stands before it here.
TABLES = (
    PortableTable(RUN, ("digest", "part"), ((("twin_of"), RUN),)),
    PortableTable(
        "run_edit", ("run", "made_at", "kind", "body"), (("run", RUN),), of_run=True
    ),
    PortableTable(SHOE, ("name",)),
    PortableTable("run_shoe", ("run",), (("run", RUN), ("shoe", SHOE)), of_run=True),
    PortableTable("run_weather", ("run",), (("run", RUN),), of_run=True),
    PortableTable(PLAN, ("made_at", "body")),
    PortableTable("goal", ()),
    PortableTable("runner_values", ("day",)),
    PortableTable("preference", ()),
    PortableTable("home", ()),
    PortableTable("workout", ("name",)),
    PortableTable("source", ("place",), (("run", RUN),)),
)
# Of a run everything but what its original says, or what is computed from that; each
# with what it is where nothing was said.
_SAID: dict[str, Value] = {
    "name": "",
    "felt_cr10": None,
    "goal": None,
    "plan": None,
    "stopped_because": None,
    "is_apart": 0,
    "twin_of": None,
}
_BY_ITSELF = frozenset({"id", "athlete"})


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that an archive has otherwise than the diary.

    Parameters
    ----------
    table : str
        Where.
    what : str
        Which row of it, in words of the row itself; '' where there is but one.
    column : str
        What of the row; '' for all of it.
    here, there : str
        What the diary has, and the archive.
    """

    table: str
    what: str
    column: str
    here: str
    there: str


def dump(connection: sqlite3.Connection, athlete: int) -> dict[str, list[Row]]:
    """Return all rows of an athlete that another diary could take over, by table."""
    return {table.name: _dumped(connection, athlete, table) for table in TABLES}


def _dumped(
    connection: sqlite3.Connection, athlete: int, table: PortableTable
) -> list[Row]:
    names = _columns(connection, table)
    found = connection.execute(
        f"SELECT {', '.join(names)} FROM {table.name} WHERE "  # noqa: S608 - names of our tables
        f"{_whose(table)} ORDER BY {_order(table)}",
        (athlete,),
    ).fetchall()
    rows = [dict(zip(names, values, strict=True)) for values in found]
    for column, other in table.refers:
        keys = {number: key for key, number in _numbers(connection, athlete, other)}
        for row in rows:
            row[column] = keys.get(row[column])
    if table.name == RUN:
        _add_places(connection, athlete, rows)
    return rows


def _columns(connection: sqlite3.Connection, table: PortableTable) -> list[str]:
    if table.name == RUN:
        return [*table.key, *_SAID]
    found = connection.execute("SELECT name FROM pragma_table_info(?)", (table.name,))
    return [name for (name,) in found if name not in _BY_ITSELF]


def _whose(table: PortableTable) -> str:
    if table.of_run:
        return "run IN (SELECT id FROM run WHERE athlete = ?)"
    return "athlete = ?"


def _order(table: PortableTable) -> str:
    if table.name in {RUN, PLAN, "run_edit"}:
        return "id"
    return ", ".join(table.key) or "athlete"


def _add_places(connection: sqlite3.Connection, athlete: int, rows: list[Row]) -> None:
    """Add to runs where their originals were found."""
    found = connection.execute(
        "SELECT digest, place FROM run JOIN original ON original.run = run.id "
        "WHERE athlete = ?",
        (athlete,),
    )
    places = dict(found.fetchall())
    for row in rows:
        row["place"] = places.get(row["digest"])


def _numbers(
    connection: sqlite3.Connection, athlete: int, name: str
) -> Iterator[tuple[str, int]]:
    """Yield what rows of a table are called elsewhere, and their numbers here."""
    column = _RUN_NAME
    if name != RUN:
        (column,) = next(table.key for table in TABLES if table.name == name)
    found = connection.execute(
        f"SELECT {column}, id FROM {name} WHERE athlete = ?",  # noqa: S608 - names of our tables
        (athlete,),
    )
    yield from found.fetchall()


class Merge:
    """Rows of an archive put into the diary of an athlete, in one transaction.

    Parameters
    ----------
    connection : Connection
        The diary, in a transaction.
    athlete : int
        Whose it is to be.
    new_runs : collection of int
        Runs that the archive has just brought, of which nothing was said here.
    take : callable
        Says of a difference whether the archive's holds from now on.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        athlete: int,
        new_runs: Collection[int],
        take: Callable[[Difference], bool],
    ) -> None:
        self._connection = connection
        self._athlete = athlete
        self._new_runs = set(new_runs)
        self._take = take
        self.differences: list[Difference] = []

    def put(self, rows: Rows) -> list[Difference]:
        """Put in what is missing; return what stays different."""
        for table in TABLES:
            numbers = {
                column: dict(_numbers(self._connection, self._athlete, other))
                for column, other in table.refers
            }
            for row in rows.get(table.name, ()):
                own = dict(row)
                for column, known in numbers.items():
                    own[column] = known.get(str(own.get(column)))
                self._put_row(table, own)
        return self.differences

    def _put_row(self, table: PortableTable, row: Row) -> None:
        if table.name == RUN:
            self._put_run(row)
        elif table.name == PLAN:
            self._put_plan(table, row)
        elif not table.of_run or all(row[name] is not None for name, _ in table.refers):
            self._put_any(table, row)

    def _is_taken(self, difference: Difference) -> bool:
        """Return whether the archive's holds; if not, keep that in mind."""
        if self._take(difference):
            return True
        self.differences.append(difference)
        return False

    def _put_run(self, row: Row) -> None:
        """Set what the archive says of a run that is here."""
        run = self._numbered_run(row)
        if run is None:
            return
        here = self._connection.execute(
            f"SELECT {', '.join(_SAID)} FROM run WHERE id = ?",  # noqa: S608 - our own column names
            (run,),
        ).fetchone()
        if run in self._new_runs and row.get("place") is not None:
            self._connection.execute(
                "UPDATE original SET place = ? WHERE run = ?", (row["place"], run)
            )
        for (column, nothing), mine in zip(_SAID.items(), here, strict=True):
            theirs = row.get(column, nothing)
            if theirs != mine and (
                run in self._new_runs
                or (theirs != nothing and self._is_wanted(run, column, mine, theirs))
            ):
                self._connection.execute(
                    f"UPDATE run SET {column} = ? WHERE id = ?",  # noqa: S608 - our own column names
                    (theirs, run),
                )
        # What the archive's runner has set apart is nobody's twin here either.
        self._connection.execute(
            "UPDATE run SET twin_of = NULL WHERE id = ? AND is_apart", (run,)
        )

    def _numbered_run(self, row: Row) -> int | None:
        """Return the number of a run here; a piece that was split off is made anew."""
        part = row.get("part", 0)
        sql = "SELECT id FROM run WHERE athlete = ? AND digest = ? AND part = ?"
        key = self._athlete, row["digest"]
        found = self._connection.execute(sql, (*key, part)).fetchone()
        if found is not None or not isinstance(part, int) or part < run_edits.PIECE:
            return None if found is None else int(found[0])
        whole = self._connection.execute(sql, (*key, part % run_edits.PIECE)).fetchone()
        if whole is None:
            return None
        piece = run_edits.add_piece(self._connection, int(whole[0]), part)
        self._new_runs.add(piece)
        return piece

    def _is_wanted(self, run: int, column: str, mine: Value, theirs: Value) -> bool:
        if mine == _SAID[column]:
            return True
        return self._is_taken(Difference(RUN, str(run), column, str(mine), str(theirs)))

    def _put_plan(self, table: PortableTable, row: Row) -> None:
        """Put in a plan; which one is current is a question of its own."""
        is_current = bool(row["is_current"])
        self._put_any(table, row | {"is_current": 0}, compared=())
        current = self._connection.execute(
            "SELECT made_at, body FROM plan WHERE athlete = ? AND is_current",
            (self._athlete,),
        ).fetchone()
        its_own = row["made_at"], row["body"]
        if not is_current or current == its_own:
            return
        if current is None or self._is_taken(
            Difference(PLAN, "", "is_current", str(current[0]), str(its_own[0]))
        ):
            self._connection.execute(
                "UPDATE plan SET is_current = 0 WHERE athlete = ? AND is_current",
                (self._athlete,),
            )
            self._connection.execute(
                "UPDATE plan SET is_current = 1 WHERE id = (SELECT max(id) FROM plan "
                "WHERE athlete = ? AND made_at = ? AND body = ?)",
                (self._athlete, *its_own),
            )

    def _put_any(
        self, table: PortableTable, row: Row, compared: tuple[str, ...] | None = None
    ) -> None:
        columns = [name for name in _columns(self._connection, table) if name in row]
        whose: Row = {} if table.of_run else {"athlete": self._athlete}
        key = whose | {name: row[name] for name in table.key}
        found = self._connection.execute(
            f"SELECT {', '.join(columns)} FROM {table.name} "  # noqa: S608 - names of our tables
            f"WHERE {' AND '.join(f'{name} IS ?' for name in key)}",
            tuple(key.values()),
        ).fetchone()
        if found is None:
            self._insert(table, whose | {name: row[name] for name in columns})
            return
        here = dict(zip(columns, found, strict=True))
        rest = [name for name in columns if name not in table.key]
        differs = [
            name
            for name in (rest if compared is None else compared)
            if here[name] != row[name]
        ]
        if differs and self._is_taken(_row_difference(table, here, row, differs)):
            self._connection.execute(
                f"UPDATE {table.name} SET {', '.join(f'{name} = ?' for name in rest)} "  # noqa: S608 - names of our tables
                f"WHERE {' AND '.join(f'{name} IS ?' for name in key)}",
                (*(row[name] for name in rest), *key.values()),
            )

    def _insert(self, table: PortableTable, values: Row) -> None:
        marks = ", ".join("?" * len(values))
        self._connection.execute(
            f"INSERT INTO {table.name} ({', '.join(values)}) VALUES ({marks})",  # noqa: S608 - names of our tables
            tuple(values.values()),
        )


def _row_difference(
    table: PortableTable, here: Row, there: Row, differs: Sequence[str]
) -> Difference:
    return Difference(
        table.name,
        ", ".join(str(there[name]) for name in table.key),
        ", ".join(differs),
        "; ".join(str(here[name]) for name in differs),
        "; ".join(str(there[name]) for name in differs),
    )
