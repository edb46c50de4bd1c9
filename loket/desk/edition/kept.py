"""The editions that an office has, and their documents: read, told, and given out as a folder."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from loket.desk.office import Desk
from loket.office.differences import differences
from loket.office.shelf import Texts, place_of
from loket.store import documents, editions, people
from loket.store.editions import Edition
from loket.store.sql import Connection

NOTE = "edisi.toml"
"""Beside exported documents: which edition they are."""


@dataclass(frozen=True, slots=True)
class InstalledEdition:
    """An edition for whoever reads its history; without `by` whoever had the database itself installed it."""

    number: int
    at: int
    by: str
    reason: str
    differences: tuple[str, ...]


def texts_of(conn: Connection, edition: Edition) -> Texts:
    """The documents of an edition, as they were written. Raises KeyError where one is gone."""
    return {key: documents.kept(conn, key[0], sha).source for key, sha in edition.documents.items()}


def texts(desk: Desk) -> Texts:
    """The documents in force."""
    with desk.store.snapshot() as conn:
        return texts_of(conn, desk.newest(conn).edition)


def history(desk: Desk, newest: int = 0) -> tuple[InstalledEdition, ...]:
    """All editions, or so many, the newest first."""
    with desk.store.snapshot() as conn:
        names = {member.id: member.name for member in people.staff(conn)}
        every = editions.every(conn)
        before = every[-newest - 1 : -newest] if newest else ()
        every = every[-newest:]
        read = [texts_of(conn, edition) for edition in every]
        first = texts_of(conn, before[0]) if before else None
        return tuple(
            InstalledEdition(
                edition.number,
                edition.stamp.at,
                names.get(edition.stamp.person or 0, ""),
                editions.reason(conn, edition.number),
                differences(old, new) if old is not None else (),
            )
            for edition, old, new in zip(every, [first, *read], read, strict=False)
        )[::-1]


def export(desk: Desk, folder: Path) -> tuple[int, tuple[str, ...]]:
    """Write the documents in force into a folder, and a note of which edition they are.

    Gives its number and the places of what was written. Raises FileExistsError where the folder is not
    empty, OSError.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(folder)
    places = {place_of(*key): source for key, source in texts(desk).items()}
    for place, source in sorted(places.items()):
        file = folder / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source, encoding="utf-8", newline="\n")
    return note(desk, folder), tuple(sorted(places))


def note(desk: Desk, folder: Path) -> int:
    """Say in a folder that it holds the edition in force; its number."""
    with desk.store.read() as conn:
        edition = desk.newest(conn).edition
    text = f'kantor = "{desk.office.id}"\nedisi = {edition.number}\nsidik = "{edition.seal}"\n'
    (folder / NOTE).write_text(text, encoding="utf-8", newline="\n")
    return edition.number


def stale(desk: Desk, folder: Path, newest: int) -> str:
    """That a folder came of another edition than the one in force, in a sentence; empty where it did not.

    Whoever takes it in all the same is told that before.
    """
    base = noted(desk, folder)
    if base is None or base == newest:
        return ""
    came = f"edisi {base}" if base else "data kantor lain atau edisi yang tidak dikenal"
    return (
        f"Folder ini dari {came}, sedangkan yang berlaku edisi {newest}: memasangnya juga membatalkan"
        " perubahan sesudahnya."
    )


def noted(desk: Desk, folder: Path) -> int | None:
    """Which edition of this office a folder says that it came from; None where it says none.

    0 where it was none of this database's.
    """
    try:
        said = tomllib.loads((folder / NOTE).read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return 0
    with desk.store.read() as conn:
        seals = {edition.number: edition.seal for edition in editions.every(conn)}
    number = said.get("edisi")
    return number if isinstance(number, int) and seals.get(number) == said.get("sidik") else 0
