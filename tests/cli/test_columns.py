"""Each column of every table with a history, changed in its newest row, is found; others are named here."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from loket.desk.integrity import examine
from loket.desk.opening import open_desk
from loket.office.reading import ProfileFaults
from tests.cli.damage import tampered

PASSING = {
    "lease",
    "task",
    "blob",
    "draft",
    "session",
    "wrong_password",
    "survey",
    "matter",
    "meta",
    "sqlite_sequence",
}
"""What nobody has to find again, or tests of its own look at."""
UNLOOKED = {
    "person.created": "nothing goes by it",
    "document.name": "files name their SOP and form by the fingerprint",
    "counter.last": "one set on leaves numbers out; one set back is found",
    "snapshot.fold": "one of another version is not gone by",
    **{
        f"interval.{name}": "of a closed interval: nothing goes by it"
        for name in ("due_at", "near_at", "due_clock", "due_kind", "due_last", "due_estimated", "legal_at")
    },
}


def _tables() -> list[str]:
    with TemporaryDirectory() as folder, closing(sqlite3.connect(tampered(Path(folder), ()))) as raw:
        found = raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    return [name for (name,) in found if name not in PASSING]


def changed(kind: str, column: str) -> str:
    """Another value of the same kind."""
    if kind == "BOOLEAN":
        return f"1 - {column}"
    return f"coalesce({column}, 0) + 1" if "INT" in kind else f"coalesce({column}, '') || 'x'"


def is_found(folder: Path, damage: str) -> bool:
    """Whether `loket periksa` says that not all is whole; of the only profile, that it cannot be read."""
    try:
        desk = open_desk(tampered(folder, damage), settle=False)
    except ProfileFaults:
        return True
    whole = examine(desk).whole
    desk.store.close()
    return not whole


def test_each_column_that_is_changed_is_found(tmp_path: Path) -> None:
    unfound = set[str]()
    for table in _tables():
        with closing(sqlite3.connect(tampered(tmp_path, ()))) as raw:
            found = [*raw.execute(f"PRAGMA table_info({table})")]
        columns, key = [(row[1], row[2]) for row in found], [row[1] for row in found if row[5]]
        last = f"SELECT {', '.join(key)} FROM {table} ORDER BY {', '.join(f'{part} DESC' for part in key)}"
        for column, kind in columns:
            newest = f"({', '.join(key)}) = ({last} LIMIT 1)"
            damage = f"UPDATE {table} SET {column} = {changed(kind, column)} WHERE {newest}"
            folder = tmp_path / table / column
            folder.mkdir(parents=True)
            try:
                if not is_found(folder, damage):
                    unfound.add(f"{table}.{column}")
            except sqlite3.IntegrityError:  # the database itself refuses it
                continue
    assert unfound <= UNLOOKED.keys()
