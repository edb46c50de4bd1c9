"""A change that an admin makes at a screen: edits of the documents in force, told before, then installed.

Whoever was faster is not written over: the edits are applied to what is in force by then, and what the other
changed is told with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loket.desk.authority import Who
from loket.desk.edition.install import Installed, Plan, install, plan
from loket.desk.edition.kept import texts_of
from loket.desk.errors import OtherEdition
from loket.desk.office import Desk
from loket.office.differences import differences
from loket.office.editing import Edit, edited, rebased
from loket.office.naming import borrowed
from loket.office.shelf import PROFILE, First, Kept, Texts, shipped
from loket.office.whole import Whole, read_whole
from loket.sop.faults import Fault
from loket.store import editions
from loket.store.sql import Connection


@dataclass(frozen=True, slots=True)
class Seen:
    """The documents as an admin saw them, and their edition."""

    number: int
    texts: Texts


@dataclass(frozen=True, slots=True)
class Proposal:
    """What edits make of the office, and of its deadlines; `since`: what others changed since it was seen.

    `doubts`: what the office should look at again, that was not so before.
    """

    whole: Whole
    plan: Plan
    since: tuple[str, ...] = ()
    doubts: tuple[Fault, ...] = ()


def seen(desk: Desk, before: Seen | None = None) -> Seen:
    """The documents in force; `before`, where these are they."""
    with desk.store.snapshot() as conn:
        if before is not None and desk.newest(conn).edition.number == before.number:
            return before
        return _newest(conn)


def propose(desk: Desk, before: Seen, edits: Sequence[Edit]) -> Proposal:
    """What the edits would change of the documents in force; nothing is written.

    Raises NotThere or AlreadyThere where they cannot be applied any more, ProfileFaults and CalendarFault as
    `plan`.
    """
    with desk.store.snapshot() as conn:
        now = _newest(conn)
        meant = [rebased(edit, before.texts, now.texts) for edit in edits]
        whole = borrowed(_whole(desk, edited(now.texts, meant)), now.texts)
        since = differences(before.texts, now.texts) if now.number != before.number else ()
        known = _whole(desk, now.texts).doubts if whole.doubts else ()
        doubts = tuple(doubt for doubt in whole.doubts if doubt not in known)
        return Proposal(whole, plan(desk, whole), since, doubts)


def accept(desk: Desk, who: Who, proposal: Proposal, reason: str) -> Installed | None:
    """Install what was proposed. Raises OtherEdition when it has to be proposed anew, else as `install`."""
    return install(desk, who, proposal.whole, onto=proposal.plan.onto, reason=reason)


def reinstated(desk: Desk, number: int) -> Proposal:
    """What it would change to put an edition of before in force again.

    Raises OtherEdition where there is none of that number, else as `propose`.
    """
    with desk.store.snapshot() as conn:
        found = next((edition for edition in editions.every(conn) if edition.number == number), None)
        if found is None:
            raise OtherEdition(number)
        whole = _whole(desk, texts_of(conn, found))
        return Proposal(whole, plan(desk, whole))


def _newest(conn: Connection) -> Seen:
    edition = editions.read(conn, editions.newest(conn))
    return Seen(edition.number, texts_of(conn, edition))


def _whole(desk: Desk, texts: Texts) -> Whole:
    """The office of these texts; a document that they only name comes from the program."""
    own = Kept(texts)
    profile = own.find(PROFILE, desk.office.id)
    assert profile is not None
    return read_whole(First((own, shipped())), profile)
