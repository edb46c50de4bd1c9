"""Whether a password is right, how often a wrong one may be tried, and who is told that it was.

Wrong ones are counted for each person and place (`place.here`), for names nobody has as well. A try counts
before it is looked at, so that many at once are no more than one after the other. The journal has no entry
for each of them, for it can never be shortened: only for a fifth in a row and each time they have doubled.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from loket.desk.authority import Who, actor, need
from loket.desk.errors import Invalid, SignInDelayed, SignInFailed
from loket.desk.office import Desk
from loket.desk.people.changes import because
from loket.flow.acts import Right
from loket.lengths import DAY, MINUTE
from loket.people import (
    FREE_TRIES,
    free_again,
    hash_password,
    needs_rehash,
    password_fault,
    pause_after,
    staff_number,
    verify_password,
)
from loket.store import journal, meta, people, wrong_passwords
from loket.store.journal import Stamp
from loket.store.people import Person as Member
from loket.store.sql import Connection

SIGNED_IN = "signed_in"
_KEPT = 30 * DAY


@dataclass(frozen=True, slots=True)
class Warned:
    """Wrong passwords that somebody has to know of: for whom (None: a name nobody has), how many, since when.

    `place` is empty where they came from several.
    """

    person: int | None
    count: int
    since: int
    place: str = ""


@contextmanager
def proved(desk: Desk, nip: str, password: str) -> Iterator[tuple[Connection, Member]]:
    """A writing transaction for what the person behind NIP and password does with it, and who they are in it.

    The password is looked at before, outside any transaction, for that takes a tenth of a second, whether or
    not there is such a person. Who was stopped, or given another password, meanwhile is not let in.

    Raises:
        SignInFailed: also for somebody who may no longer sign in.
        SignInDelayed: the same, and for some minutes nothing more is looked at; until then the right
            password is refused as well.
    """
    now = desk.now()
    with desk.store.write() as conn:
        nip = staff_number(nip)
        found = people.by_nip(conn, nip)
        stored = _hash_of(conn, found)
        row, count = _count(conn, desk, found.id if found is not None else _stranger(conn, nip), now)
    if verify_password(stored, password) and found is not None and stored is not None:
        renewed = hash_password(password) if needs_rehash(stored) else None
        with desk.store.write() as conn:
            member = people.on_day(conn, found.id, desk.today(conn))
            if member is not None and _hash_of(conn, member) == stored:
                wrong_passwords.take_back(conn, row)
                if renewed is not None:
                    people.set_password(conn, member.id, renewed, Stamp(now))  # by nobody: it is the same
                yield conn, member
                return
    if found is not None and _worth_an_entry(count):
        with desk.store.write() as conn:
            journal.append(conn, "person", found.id, "sign_in_delayed", {"wrong": count}, Stamp(now))
    if pause_after(count):
        raise _delayed(desk, count, free_again(count, now, now))
    raise SignInFailed


def _hash_of(conn: Connection, person: Member | None) -> str | None:
    """The hash of the password with which somebody may sign in; None for who may not."""
    return people.password_hash(conn, person.id) if person is not None and person.active else None


def new_hash(password: str, *known: str) -> str:
    """The hash of a new password; `known` are words that others know of the person. Raises Invalid."""
    if wrong := password_fault(password, *known):
        raise Invalid({"password": wrong})
    return hash_password(password)


def _count(conn: Connection, desk: Desk, subject: int, now: int) -> tuple[int, int]:
    """Count one more try before it is looked at: its row, and how many there are. Raises SignInDelayed."""
    wrong_passwords.drop_before(conn, now - _KEPT)
    row = wrong_passwords.open_row(conn, subject, desk.place)
    if row is not None and now - row.last > DAY:
        wrong_passwords.end(conn, row.id)
        row = None
    if row is None:
        return wrong_passwords.begin(conn, subject, desk.place, now), 1
    until = free_again(row.count, row.last, now)
    if now < until:
        raise _delayed(desk, row.count, until)
    wrong_passwords.add(conn, row.id, now)
    return row.id, row.count + 1


def _stranger(conn: Connection, nip: str) -> int:
    """What stands for a NIP that nobody has: the same each time, and far too short to lead back to it."""
    key = meta.get(conn, meta.STRANGERS)
    if key is None:
        key = secrets.token_hex(16)
        meta.put(conn, meta.STRANGERS, key)
    short = hashlib.blake2b(nip.encode(), key=bytes.fromhex(key), digest_size=2)
    return -1 - int.from_bytes(short.digest())


def _worth_an_entry(count: int) -> bool:
    """Five, ten, twenty and so on."""
    times, rest = divmod(count, FREE_TRIES)
    return rest == 0 and times & (times - 1) == 0


def _delayed(desk: Desk, count: int, until: int) -> SignInDelayed:
    at = desk.working_time().local(until + MINUTE - 1)  # the minute that is told begins when the wait is over
    return SignInDelayed(f"Kata sandi salah {count} kali; coba lagi pukul {at:%H.%M}, atau hubungi admin.")


def own_warned(conn: Connection, person: int) -> tuple[Warned, ...]:
    """What the person is to be told now, once: wrong passwords for their own name."""
    own = wrong_passwords.tell(conn, person)
    return () if own is None else (Warned(person, *own),)


def warned(conn: Connection, desk: Desk, person: Member) -> tuple[Warned, ...]:
    """The same at the sign-in; and who supervises or administers, those for others that led to a delay since
    they signed in last.
    """
    told = [*own_warned(conn, person.id)]
    if not {Right.SUPERVISE, Right.ADMINISTER} & set(desk.office.rights_of(person.roles)):
        return tuple(told)
    last = journal.last_of_kind(conn, "person", person.id, SIGNED_IN)
    for row in wrong_passwords.long_rows(conn, FREE_TRIES, last.at if last is not None else 0):
        if row.subject != person.id:
            told.append(Warned(row.subject if row.subject > 0 else None, row.count, row.since, row.place))
    return tuple(told)


def lift(desk: Desk, who: Who | None, person: int, reason: str = "") -> bool:
    """Let somebody try at once again, wherever they are kept waiting; whether they were.

    `reason`: why. Raises Refused, Invalid.
    """
    with desk.store.write() as conn:
        stamp = Stamp(desk.now())
        if who is not None:
            admin = actor(conn, desk, who)
            stamp = Stamp(desk.now(), who.person, need(admin, Right.ADMINISTER), admin.station)
        lifted = wrong_passwords.close(conn, person)
        if lifted:
            because(conn, reason, stamp)
            journal.append(conn, "person", person, "sign_in_freed", {}, stamp)
    return lifted
