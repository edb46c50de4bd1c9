"""Documents in a folder `kantor/` beside the data: offered to an admin once, taken in or left there.

They come of work with an older program, or were put there to be taken in; nothing goes by them before.
"""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from loket.canonical import canonical
from loket.desk.authority import Who, administering
from loket.desk.edition import changing, kept
from loket.desk.edition.changing import Proposal
from loket.desk.edition.install import Installed, check, plan
from loket.desk.edition.kept import texts_of
from loket.desk.office import Desk
from loket.desk.people.changes import because
from loket.office.naming import borrowed
from loket.office.reading import ProfileFaults
from loket.office.shelf import PROFILE, First, Folder, Kept, Texts, place_of, shipped
from loket.office.whole import Whole, read_whole
from loket.store import documents, journal
from loket.store.sql import Connection

LEFT = "documents_left"
"""Under which the journal has that they are not wanted, and their fingerprint."""


def folder(desk: Desk) -> Path:
    """Where they would lie."""
    return desk.store.path.parent / "kantor"


def offered(desk: Desk) -> bool:
    """Whether documents lie there by which the office could go, never did, and does not want as they are."""
    with desk.store.read() as conn:
        found = _found(conn, desk)
        new = any(not documents.known(conn, *key, text) for key, text in found.items())
        return new and not journal.has(conn, "office", journal.OFFICE, LEFT, _fingerprint(found))


def faults(desk: Desk) -> int:
    """How many faults there are in them, with which the office could not go by them."""
    try:
        with desk.store.snapshot() as conn:
            check(conn, desk, _whole(conn, desk).office)
    except ProfileFaults as wrong:
        return len(wrong.faults)
    return 0


def stale(desk: Desk, onto: int) -> str:
    """That they came of another edition than the one in force, in a sentence; empty where they did not."""
    return kept.stale(desk, folder(desk), onto)


def taken_in(desk: Desk) -> Proposal:
    """What it would change to go by them; what does not lie there stays. Raises as `install.plan`."""
    with desk.store.snapshot() as conn:
        whole = borrowed(_whole(conn, desk), texts_of(conn, desk.newest(conn).edition))
        return Proposal(whole, plan(desk, whole))


def accept(desk: Desk, who: Who, proposal: Proposal, reason: str) -> Installed | None:
    """Install what was taken in; a folder that says which edition it is says from here on that it is this.

    Raises as `changing.accept`.
    """
    done = changing.accept(desk, who, proposal, reason)
    with suppress(OSError):  # the folder cannot be written: whoever takes it in next is told that it is old
        if kept.noted(desk, folder(desk)) is not None:
            kept.note(desk, folder(desk))
    return done


def leave(desk: Desk, who: Who, reason: str = "") -> None:
    """They are not wanted; once they are others they are offered again. Raises Refused, Invalid."""
    with desk.store.write() as conn:
        stamp = administering(conn, desk, who)
        because(conn, reason, stamp)
        journal.append(conn, "office", journal.OFFICE, LEFT, _fingerprint(_found(conn, desk)), stamp)


def _whole(conn: Connection, desk: Desk) -> Whole:
    """The office by them; what does not lie there stays. Raises ProfileFaults."""
    in_force = Kept(texts_of(conn, desk.newest(conn).edition))
    shelf = First((Folder(folder(desk)), in_force, shipped()))
    profile = shelf.find(PROFILE, desk.office.id)
    assert profile is not None
    return read_whole(shelf, profile)


def _found(conn: Connection, desk: Desk) -> Texts:
    """What lies there of the documents by which the office goes, as far as it can be read."""
    here = Folder(folder(desk))
    keys = [(PROFILE, desk.office.id), *(key for key in desk.newest(conn).documents if key[0] != PROFILE)]
    written = {key: found.text for key in keys if (found := here.find(*key)) is not None}
    return {key: text for key, text in written.items() if isinstance(text, str)}


def _fingerprint(found: Texts) -> dict[str, str]:
    texts = {place_of(*key): text for key, text in found.items()}
    return {"sidik": sha256(canonical(texts).encode()).hexdigest()}
