"""Statements with named values, run straight by the driver; and what searches compare."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import Connection, Dialect, TextClause, exc, text

from loket.canonical import canonical
from loket.matching import digits_of


class ResultRow(tuple[Any, ...]):
    """A row of what was found; its columns are attributes too."""

    __slots__ = ()
    columns: ClassVar[tuple[str, ...]] = ()

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

    def by_name(self) -> dict[str, Any]:
        """The row as a dictionary."""
        return dict(zip(self.columns, self, strict=True))


class ResultRows:
    """What a statement found, read whole, and how many rows it wrote."""

    __slots__ = ("_rows", "rowcount")

    def __init__(self, rows: list[ResultRow], rowcount: int) -> None:
        self._rows = rows
        self.rowcount = rowcount

    def __iter__(self) -> Iterator[ResultRow]:
        return iter(self._rows)

    def all(self) -> list[ResultRow]:
        """All rows."""
        return self._rows

    def first(self) -> ResultRow | None:
        """The first row; None where there is none."""
        return self._rows[0] if self._rows else None

    def one(self) -> ResultRow:
        """The only row. Raises ValueError where there is none, or several."""
        (row,) = self._rows
        return row

    def scalars(self) -> list[Any]:
        """The first column of all rows."""
        return [row[0] for row in self._rows]

    def scalar(self) -> Any:
        """The first column of the first row; None where there is none."""
        return self._rows[0][0] if self._rows else None

    def scalar_one(self) -> Any:
        """The first column of the only row. Raises ValueError where there is none, or several."""
        return self.one()[0]


@dataclass(slots=True)
class _Compiled:
    """A statement in the words of a dialect, how it takes its values, and its kind of row once known.

    `reads`: it changes nothing.
    """

    words: str
    values: Callable[[Mapping[str, Any]], Any]
    reads: bool
    row: type[ResultRow] | None = None


_COMPILED: dict[tuple[TextClause, str], _Compiled] = {}
# in the connection's `info`: what is to be written before anything else is done, what was read at one moment,
# by statement and values, and what else a transaction knows
_PUT_OFF, _READ, _KNOWN = "put_off", "read", "known"
_ROWS, _ASKED = 2000, 200
"""So many rows of one statement, and statements, are kept in `_READ` at most."""
Read = dict[tuple[Any, ...], ResultRows]
Known = dict[Any, Any]
"""What a transaction knows for as long as it lasts, each room under names of its own."""


def run(conn: Connection, statement: TextClause, **values: Any) -> ResultRows:
    """Execute a statement with named values and read all that it finds.

    A statement is compiled once and goes straight to the driver: of the time of an act SQLAlchemy's own way
    took more than half (docs/measured.md). What was read at one moment, or since a transaction wrote last,
    is not read again.
    """
    driver = conn.connection
    if _PUT_OFF in driver.info:
        write_put_off(conn)
    read: Read | None = driver.info.get(_READ)
    if read and (known := read.get((statement, *values.items()))) is not None:
        return known
    compiled = _compiled(statement, conn.dialect)
    cursor = driver.cursor()
    try:
        cursor.execute(compiled.words, compiled.values(values))
        if cursor.description and compiled.row is None:
            compiled.row = _row_type(tuple(column[0] for column in cursor.description))
        rows = [compiled.row(row) for row in cursor.fetchall()] if compiled.row is not None else []
        found = ResultRows(rows, cursor.rowcount)
    except conn.dialect.loaded_dbapi.Error as error:
        raise _wrapped(conn.dialect, compiled.words, error) from error
    finally:
        cursor.close()
    if read is not None:
        if not compiled.reads:
            read.clear()
        elif len(read) < _ASKED and len(rows) <= _ROWS:
            read[statement, *values.items()] = found
    return found


@contextmanager
def reading_once(conn: Connection) -> Iterator[None]:
    """Nothing is read twice meanwhile: for a connection whose statements all see one moment.

    What was found is kept until the end: this is for what a screen shows, not for a walk over all there is.
    """
    info, read = conn.connection.info, Read()
    outermost = info.setdefault(_READ, read) is read
    try:
        yield
    finally:
        if outermost:
            del info[_READ]


def put_off(conn: Connection, what: str, write: Callable[[], None]) -> None:
    """Have something written before the connection's next statement, whichever that is; once for `what`.

    So what several acts of a transaction write one after the other goes in as few statements as that of one.
    What was put off last is written first.
    """
    info = conn.connection.info
    waiting = info.get(_PUT_OFF, {})
    if what not in waiting:
        info[_PUT_OFF] = {what: write, **waiting}


def write_put_off(conn: Connection) -> None:
    """Write what was put off."""
    if waiting := conn.connection.info.pop(_PUT_OFF, None):
        for write in waiting.values():
            write()


def forget_put_off(conn: Connection) -> None:
    """The transaction is taken back, and with it what it has not written yet."""
    conn.connection.info.pop(_PUT_OFF, None)


def begin(conn: Connection) -> Known:
    """A transaction begins, and knows nothing of the one before it."""
    new: Known = {}
    conn.connection.info.update({_KNOWN: new, _READ: {}})
    return new


def known(conn: Connection) -> Known:
    """What the transaction knows; of a reading connection nothing."""
    found: Known = conn.connection.info.get(_KNOWN, {})
    return found


def insert(
    conn: Connection, table: str, columns: tuple[str, ...], rows: Sequence[Sequence[Any]], instead: str = ""
) -> None:
    """Write rows of these columns by one statement; `instead`: what else is done of a row that is there."""
    statement, names = _insertion(table, columns, len(rows), instead)
    run(conn, statement, **dict(zip(names, chain.from_iterable(rows), strict=True)))


@cache
def _insertion(
    table: str, columns: tuple[str, ...], count: int, instead: str
) -> tuple[TextClause, tuple[str, ...]]:
    """The statement that writes so many rows, with the names of its values, one row after the other."""
    named = [[f"{name}_{place}" for name in columns] for place in range(count)]
    rows = ", ".join(f"(:{', :'.join(names)})" for names in named)
    statement = text(f"INSERT INTO {table} ({', '.join(columns)}) VALUES {rows} {instead}")
    return statement, tuple(chain.from_iterable(named))


def _compiled(statement: TextClause, dialect: Dialect) -> _Compiled:
    """The statement for this dialect; all statements are there from the start, so none is forgotten."""
    found = _COMPILED.get((statement, dialect.name))
    if found is None:
        found = _COMPILED[statement, dialect.name] = _compile(statement, dialect)
    return found


def _compile(statement: TextClause, dialect: Dialect) -> _Compiled:
    compiled = statement.compile(dialect=dialect)
    words = str(compiled)
    if dialect.name == "postgresql":
        words = words.replace("json_array(", "json_build_array(")  # a server knows the other since release 16
    reads = words.split(maxsplit=1)[0] in ("SELECT", "WITH")  # none that begins so writes
    if not compiled.positional:
        return _Compiled(words, dict, reads)
    match compiled.positiontup:
        case [] | None:
            return _Compiled(words, lambda values: (), reads)
        case [name]:
            return _Compiled(words, lambda values: (values[name],), reads)
        case names:
            return _Compiled(words, itemgetter(*names), reads)


def _row_type(columns: tuple[str, ...]) -> type[ResultRow]:
    attributes = {name: property(itemgetter(place)) for place, name in enumerate(columns)}
    return type("ResultRow", (ResultRow,), {**attributes, "__slots__": (), "columns": columns})


def _wrapped(dialect: Dialect, words: str, error: Exception) -> BaseException:
    """The driver's error as SQLAlchemy raises it; without the values, which may be a person's."""
    kind = dialect.loaded_dbapi.Error
    return exc.DBAPIError.instance(words, None, error, kind, hide_parameters=True, dialect=dialect)


def ids_in(name: str) -> str:
    """The query for the ids that a value of that name lists (JSON), in the words of both engines."""
    return f"(SELECT CAST(value AS BIGINT) FROM json_each(:{name}))"


def phone_digits(phone: str) -> str:
    """A telephone number as searches compare it: digits only, +62 written as 0."""
    digits = digits_of(phone)
    return "0" + digits[2:] if digits.startswith("62") else digits


def containing(words: str) -> str:
    r"""The LIKE pattern (ESCAPE '\') for text that contains `words`."""
    escaped = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


__all__ = [
    "Connection",
    "Known",
    "ResultRow",
    "TextClause",
    "begin",
    "canonical",
    "containing",
    "forget_put_off",
    "ids_in",
    "insert",
    "known",
    "phone_digits",
    "put_off",
    "reading_once",
    "run",
    "text",
    "write_put_off",
]
