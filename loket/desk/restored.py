"""A database that lacks what it had when it was last closed: what that is, and who says that it is right.

It is an ordinary case: a backup was restored. Nobody is kept from work by it.
"""

from __future__ import annotations

from collections.abc import Iterable

from loket.desk.authority import Who, actor
from loket.desk.office import Desk
from loket.flow.acts import Refused, Right, Why
from loket.store import ending, journal
from loket.store.ending import Lost
from loket.store.journal import Stamp

__all__ = ["Lost"]


def missing(desk: Desk) -> Lost | None:
    """What the journal had come to and has no more."""
    with desk.store.read() as conn:
        return ending.lost(conn, desk.store.path)


def may_tell(desk: Desk, roles: Iterable[str]) -> bool:
    """Whether somebody with these roles is asked, and their answer counts."""
    return bool({Right.SUPERVISE, Right.ADMINISTER} & set(desk.office.rights_of(roles)))


def affirm(desk: Desk, who: Who) -> None:
    """Somebody says that these are the data to go on with. Nothing where another has said so already.

    Raises Refused for who neither supervises nor administers.
    """
    with desk.store.write() as conn:
        person = actor(conn, desk, who)
        role = person.rights.get(Right.SUPERVISE) or person.rights.get(Right.ADMINISTER)
        if role is None:
            raise Refused(Why.NOT_ALLOWED)
        found = ending.lost(conn, desk.store.path)
        if found is None:
            return
        told = {"left": found.left.number, "ended": found.ended.number}
        stamp = Stamp(desk.now(), who.person, role, person.station)
        journal.append(conn, "office", journal.OFFICE, journal.RESTORED, told, stamp)
    with desk.store.read() as conn:
        ending.settle(conn, desk.store.path)
