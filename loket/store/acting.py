"""Who acts on which file, read as the transaction begins: an act asks for both."""

from __future__ import annotations

from dataclasses import dataclass

from loket.store import files, people
from loket.store.beginning import EVERY, READ
from loket.store.sql import Connection, Known, ResultRow, run, text

_BEGIN = text(
    f"SELECT {EVERY}, ({people.ON_DAY}), {files.KEPT_COLUMNS} FROM journal_head"
    f" LEFT JOIN file ON file.id = :file {files.KEPT_BESIDE} WHERE journal_head.id = 1"
)


@dataclass(frozen=True, slots=True)
class Acting:
    """`beginning.About` somebody, their roles on a date (ISO), and a file; 0 where none is known."""

    person: int
    day: str
    file: int = 0

    def read(self, conn: Connection, known: Known) -> ResultRow:
        """As `beginning.About`; the person is not read again, nor the file by the first look at it."""
        found = run(conn, _BEGIN, person=self.person, day=self.day, file=self.file).one()
        who, *file = found[READ:]
        people.begin(known, (self.person, self.day, who))
        files.begin(known, (self.file, tuple(file)))
        return found
