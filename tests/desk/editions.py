"""Other documents for an open office: installed as its admin would, or only pretended to one desk."""

from __future__ import annotations

from dataclasses import replace

from loket.desk.authority import Who
from loket.desk.edition.install import Installed, install, put
from loket.desk.edition.kept import texts
from loket.desk.office import Desk
from loket.office.model import Office
from loket.office.shelf import PROFILE, Kept, Key
from loket.office.whole import Whole, read_named
from loket.store.journal import Stamp

Change = tuple[str, str]


def edited(desk: Desk, *changes: Change, key: Key | None = None, more: dict[Key, str] | None = None) -> Whole:
    """The documents in force with each text of one of them, the profile, changed once, and others beside."""
    here = {**texts(desk), **(more or {})}
    key = key or (PROFILE, desk.office.id)
    for old, new in changes:
        assert old in here[key], old
        here[key] = here[key].replace(old, new, 1)
    return read_named(desk.office.id, Kept(here))


def edit(
    desk: Desk,
    *changes: Change,
    key: Key | None = None,
    more: dict[Key, str] | None = None,
    who: Who | None = None,
) -> Installed:
    """Install what `edited` gives."""
    whole = edited(desk, *changes, key=key, more=more)
    with desk.store.read() as conn:
        onto = desk.newest(conn).edition.number
    installed = install(desk, who, whole, onto=onto)
    assert installed is not None, "nothing was changed"
    return installed


def force(desk: Desk, key: Key, *changes: Change) -> None:
    """Put a changed document in force that would be refused: an office of before has it."""
    whole = edited(desk)
    text = whole.texts[key]
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    with desk.store.write() as conn:
        put(conn, replace(whole, texts={**whole.texts, key: text}), Stamp(desk.now()))
        desk.newest(conn)


def unlisted(office: Office) -> tuple[Change, ...]:
    """What takes out of its profile all that other offices handle."""
    lines = (
        f'id = "{each.id}"\nnama = "{each.name}"\nke = "{each.office}"\n'
        for each in office.referrals.values()
    )
    return tuple((f"[[bukan_kewenangan]]\n{entry}", "") for entry in lines)


def pretend(desk: Desk, office: Office) -> None:
    """Let this desk take the office for another, which no document says."""
    desk.in_force = replace(desk.in_force, office=office)
