"""What each person set for themselves, such as the look of the screen: it stays until they set it anew."""

from __future__ import annotations

from loket.desk.authority import Who, actor
from loket.desk.office import Desk
from loket.store import journal, values
from loket.store.journal import Stamp
from loket.store.sql import Connection

LOOK = "tampilan"
_KIND = "preference"


def keep(desk: Desk, who: Who, name: str, chosen: str) -> None:
    """Keep what somebody set. Raises Refused for whom may no longer sign in."""
    with desk.store.write() as conn:
        person = actor(conn, desk, who)
        values.keep(conn, _KIND, who.person, name, chosen, who.person, desk.now())
        stamp = Stamp(desk.now(), who.person, None, person.station)
        journal.append(conn, "person", who.person, "preference_set", {"what": name}, stamp)


def kept(conn: Connection, person: int, name: str) -> str:
    """What they set the last time; empty where they never did."""
    found = values.newest(conn, _KIND, person).get(name)
    return (found.words or "") if found is not None else ""
