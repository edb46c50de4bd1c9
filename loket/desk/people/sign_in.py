"""What people do with their own password: sign in, come back to a covered screen, change it.

And where their roles let them land.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from loket.desk.authority import Who, actor
from loket.desk.errors import SignInDelayed, SignInFailed
from loket.desk.office import Desk
from loket.desk.people import preferences
from loket.desk.people.passwords import SIGNED_IN, Warned, new_hash, own_warned, proved, warned
from loket.desk.people.staff import member
from loket.flow.acts import Refused, Why
from loket.office.model import Counter
from loket.store import journal, people
from loket.store.journal import Stamp
from loket.store.people import Person as Member
from loket.store.sql import Connection

__all__ = ["Warned"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has signed in.

    `warned`: the wrong passwords they have to be told of now; `look`: that of the screen that they chose;
    `given`: somebody else knows their password, for it was somebody else who gave it.
    """

    id: int
    nip: str
    name: str
    roles: tuple[str, ...]
    warned: tuple[Warned, ...] = ()
    look: str = ""
    given: bool = False


def sign_in(desk: Desk, nip: str, password: str) -> Person:
    """Let the person behind NIP and password in.

    Raises:
        SignInFailed: as `passwords.proved`, and for somebody for whose roles this office has no screen; they
            are not signed in, and what they are to be told waits.
    """
    with proved(desk, nip, password) as (conn, found):
        person = Person(found.id, found.nip, found.name, found.roles)
        if homes(desk, person):
            look, given = preferences.kept(conn, found.id, preferences.LOOK), _given(conn, found.id)
            return replace(person, warned=_entered(conn, desk, found), look=look, given=given)
    raise SignInFailed("Peran Anda tidak ada lagi di kantor ini. Hubungi admin.")


def _entered(conn: Connection, desk: Desk, person: Member) -> tuple[Warned, ...]:
    """Journal that somebody signed in; what they have to be told."""
    told = warned(conn, desk, person)
    wrong = sum(each.count for each in told if each.person == person.id)
    data = {"wrong": wrong} if wrong else {}
    journal.append(conn, "person", person.id, SIGNED_IN, data, Stamp(desk.now(), person.id))
    return told


def _given(conn: Connection, person: int) -> bool:
    """Whether the password is one that somebody else thought of."""
    giver = people.giver_of_password(conn, person)
    return giver not in (None, person)


def come_back(desk: Desk, who: Who, password: str) -> tuple[Warned, ...]:
    """Whoever covered their screen proves that it is they who are back; what they have to be told.

    Raises:
        SignInFailed: as `passwords.proved`.
        Refused: who may no longer sign in.
    """
    with _proved_again(desk, _own(desk, who), password, "Kata sandi tidak cocok. Coba lagi.") as conn:
        return own_warned(conn, who.person)


def set_own_password(desk: Desk, who: Who, old: str, new: str) -> None:
    """A person changes their own password, knowing the old one.

    Raises:
        Invalid: the new one will not do.
        SignInFailed: the old one is wrong, or was so too often.
        Refused: who may no longer sign in.
    """
    own = _own(desk, who)
    hashed = new_hash(new, own.name, own.nip)
    with _proved_again(desk, own, old, "Kata sandi lama tidak cocok. Coba lagi.") as conn:
        station = actor(conn, desk, who).station
        people.set_password(conn, who.person, hashed, Stamp(desk.now(), who.person, station=station))


def _own(desk: Desk, who: Who) -> Member:
    """Who has signed in, as they are now. Raises Refused when they may no longer."""
    with desk.store.read() as conn:
        actor(conn, desk, who)
        return member(conn, who.person)


@contextmanager
def _proved_again(desk: Desk, own: Member, password: str, wrong: str) -> Iterator[Connection]:
    """As `passwords.proved`, for somebody who has signed in; `wrong` is said of another password."""
    try:
        with proved(desk, own.nip, password) as (conn, _):
            yield conn
    except SignInDelayed:
        raise
    except SignInFailed:
        raise SignInFailed(wrong) from None


def homes(desk: Desk, person: Person) -> tuple[str, ...]:
    """The screens that the person's roles land on, in the office's order of roles."""
    return tuple(dict.fromkeys(role.home for role in desk.office.roles.values() if role.id in person.roles))


def home(desk: Desk, person: Person) -> str:
    """The first screen after signing in. Raises Refused for roles that this office does not know."""
    for name in homes(desk, person):
        return name
    raise Refused(Why.NOT_ALLOWED)


def counters(desk: Desk, person: Person) -> tuple[Counter, ...]:
    """The counters at which the person may sit; empty for those who work away from the counters."""
    return desk.office.counters_of(person.roles)
