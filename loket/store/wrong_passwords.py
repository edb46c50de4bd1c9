"""Wrong passwords in a row, each row for one name at one place, so that guessing gets slow and is told.

A row is open until the right password is given there, an admin lifts it, or a long time has passed.
"""

from __future__ import annotations

from dataclasses import dataclass

from loket.store.sql import Connection, run, text


@dataclass(frozen=True, slots=True)
class WrongTries:
    """`count` wrong passwords in a row for `subject` at `place`, the first at `since`, the latest at `last`.

    `subject` is a person's id, or a negative number that stands for a name nobody has. Instants in ms UTC.
    """

    id: int
    subject: int
    place: str
    since: int
    last: int
    count: int


_COLUMNS = "id, subject, place, since, last, count"
_OPEN = text(
    f"SELECT {_COLUMNS} FROM wrong_password WHERE subject = :subject AND place = :place AND open ORDER BY id"
)
_BEGIN = text(
    "INSERT INTO wrong_password (subject, place, since, last, count, told, open)"
    " VALUES (:subject, :place, :at, :at, 1, 0, TRUE) RETURNING id"
)
_ADD = text("UPDATE wrong_password SET count = count + 1, last = :at WHERE id = :id")
_TAKE_BACK = text("UPDATE wrong_password SET count = count - 1, open = FALSE WHERE id = :id")
_DROP_EMPTY = text("DELETE FROM wrong_password WHERE id = :id AND count = 0")
_END = text("UPDATE wrong_password SET open = FALSE WHERE id = :id")
_CLOSE = text("UPDATE wrong_password SET open = FALSE WHERE subject = :subject AND open")
_DROP_BEFORE = text("DELETE FROM wrong_password WHERE last < :at")
_UNTOLD = text(
    "SELECT sum(count - told) AS count, min(since) AS since FROM wrong_password"
    " WHERE subject = :subject AND count > told"
)
_TELL = text("UPDATE wrong_password SET told = count WHERE subject = :subject AND count > told")
_LONG = text(
    f"SELECT {_COLUMNS} FROM wrong_password WHERE count >= :least AND last > :after"
    " ORDER BY last DESC, id DESC LIMIT :limit"
)


def open_row(conn: Connection, subject: int, place: str) -> WrongTries | None:
    """The row that goes on there."""
    row = run(conn, _OPEN, subject=subject, place=place).first()
    return None if row is None else WrongTries(*row)


def begin(conn: Connection, subject: int, place: str, at: int) -> int:
    """The first of a new row; its id."""
    return int(run(conn, _BEGIN, subject=subject, place=place, at=at).scalar_one())


def add(conn: Connection, row: int, at: int) -> None:
    """One more in a row."""
    run(conn, _ADD, id=row, at=at)


def take_back(conn: Connection, row: int) -> None:
    """The latest one was right after all: the row ends without it."""
    run(conn, _TAKE_BACK, id=row)
    run(conn, _DROP_EMPTY, id=row)


def end(conn: Connection, row: int) -> None:
    """Let the next one be the first of another row."""
    run(conn, _END, id=row)


def close(conn: Connection, subject: int) -> bool:
    """End what is open for the subject at every place; whether anything was."""
    return run(conn, _CLOSE, subject=subject).rowcount > 0


def drop_before(conn: Connection, at: int) -> None:
    """Forget the rows whose latest is older than that instant."""
    run(conn, _DROP_BEFORE, at=at)


def tell(conn: Connection, person: int) -> tuple[int, int] | None:
    """How many the person was not told of yet, and since when; from now on they count as told."""
    count, since = run(conn, _UNTOLD, subject=person).one()
    if not count:
        return None
    run(conn, _TELL, subject=person)
    return int(count), int(since)


def long_rows(conn: Connection, least: int, after: int, limit: int = 10) -> tuple[WrongTries, ...]:
    """Rows of at least so many that went on after that instant, newest first."""
    return tuple(WrongTries(*row) for row in run(conn, _LONG, least=least, after=after, limit=limit))
