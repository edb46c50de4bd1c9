"""Those who work here: who they are, the roles they hold, whether they may sign in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from loket.store import journal, sql, values
from loket.store.errors import NipTaken
from loket.store.journal import Stamp
from loket.store.sql import Connection, Known, canonical, run, text


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the office; roles in alphabetical order.

    `nip`: of who has none (contract staff) another number, which is never one (`loket.people.is_nip`).
    """

    id: int
    nip: str
    name: str
    active: bool
    roles: tuple[str, ...] = ()


STAFF = "staff"
"""The kind of value that NIP and name are, as JSON; the owner is the person."""

_COLUMNS = "id, nip, name, active"
_ADD = text(
    "INSERT INTO person (nip, name, password_hash, active, created)"
    " VALUES (:nip, :name, :hash, :active, :at) RETURNING id"
)
_BY_ID = text(
    f"SELECT {_COLUMNS}, role FROM person LEFT JOIN person_role ON person_id = id"
    " WHERE id = :id ORDER BY role"
)
_ON_DAY = text(
    f"SELECT {_COLUMNS}, r.role FROM person LEFT JOIN"
    " (SELECT role FROM person_role WHERE person_id = :id UNION SELECT role FROM roster"
    "  WHERE person_id = :id AND role <> '' AND first <= :day AND last >= :day) r ON true"
    " WHERE id = :id ORDER BY r.role"
)
ON_DAY = (
    "SELECT CAST(json_array(id, nip, name, active, (SELECT json_group_array(role) FROM"
    " (SELECT role FROM person_role WHERE person_id = :person UNION SELECT role FROM roster"
    "  WHERE person_id = :person AND role <> '' AND first <= :day AND last >= :day) held)) AS TEXT)"
    " FROM person WHERE id = :person"
)
"""The query for who somebody is on a day, for a statement that reads it beside other things."""
_AT_HAND = "acting"
_ROLES_OF_DAY = text("SELECT person_id, role FROM roster WHERE role <> '' AND first <= :day AND last >= :day")
_BY_NIP = text(f"SELECT {_COLUMNS} FROM person WHERE nip = :nip")
_HASH = text("SELECT password_hash FROM person WHERE id = :id")
_STAFF = text(f"SELECT {_COLUMNS} FROM person ORDER BY active DESC, name, id")
_ROLES = text("SELECT role FROM person_role WHERE person_id = :id ORDER BY role")
_ALL_ROLES = text("SELECT person_id, role FROM person_role ORDER BY person_id, role")
_DROP_ROLES = text("DELETE FROM person_role WHERE person_id = :id")
_ADD_ROLE = text("INSERT INTO person_role (person_id, role) VALUES (:id, :role)")
_RENAME = text("UPDATE person SET nip = :nip, name = :name WHERE id = :id")
_SET_HASH = text("UPDATE person SET password_hash = :hash WHERE id = :id")
_GAVE_PASSWORD = text(
    "SELECT person_id FROM journal WHERE subject = 'person' AND subject_id = :id"
    " AND kind IN ('added', 'password_set') AND person_id IS NOT NULL ORDER BY seq DESC LIMIT 1"
)
_SET_ACTIVE = text("UPDATE person SET active = :active WHERE id = :id")


def staff(conn: Connection) -> tuple[Person, ...]:
    """Everybody, those who may sign in first, by name; with the roles that they hold."""
    return _everybody(conn, run(conn, _ALL_ROLES))


def staff_on(conn: Connection, day: str) -> tuple[Person, ...]:
    """Everybody with the roles of that date (ISO), those of the roster among them."""
    return _everybody(conn, (*run(conn, _ALL_ROLES), *run(conn, _ROLES_OF_DAY, day=day)))


def _everybody(conn: Connection, held: Iterable[Any]) -> tuple[Person, ...]:
    roles: dict[int, set[str]] = {}
    for person_id, role in held:
        roles.setdefault(person_id, set()).add(role)
    return tuple(_person(row, sorted(roles.get(row.id, ()))) for row in run(conn, _STAFF))


def by_id(conn: Connection, person: int) -> Person | None:
    """The person with that id, and the roles that they hold."""
    return _read(run(conn, _BY_ID, id=person).all())


def on_day(conn: Connection, person: int, day: str) -> Person | None:
    """The same with the roles of that date (ISO), those of the roster among them."""
    *whose, told = sql.known(conn).get(_AT_HAND, (None,))
    if whose == [person, day]:
        return _acting(told)
    return _read(run(conn, _ON_DAY, id=person, day=day).all())


def begin(known: Known, found: tuple[int, str, str | None]) -> None:
    """A transaction begins, with which was read who somebody is on a date (`ON_DAY`)."""
    known[_AT_HAND] = found


def changed(conn: Connection) -> None:
    """Somebody is otherwise from here on: who acts is read anew."""
    sql.known(conn).pop(_AT_HAND, None)


@lru_cache(maxsize=128)
def _acting(told: str | None) -> Person | None:
    """Whoever acts does so again and again."""
    if told is None:
        return None
    person, nip, name, active, roles = json.loads(told)
    return Person(person, nip, name, bool(active), tuple(sorted(roles)))


def _read(rows: Sequence[Any]) -> Person | None:
    return _person(rows[0], [row.role for row in rows if row.role is not None]) if rows else None


def by_nip(conn: Connection, nip: str) -> Person | None:
    """The person with that NIP or other number, also one who may no longer sign in."""
    row = run(conn, _BY_NIP, nip=nip).first()
    return None if row is None else _person(row, roles_of(conn, row.id))


def roles_of(conn: Connection, person: int) -> tuple[str, ...]:
    """The roles that the person holds."""
    return tuple(run(conn, _ROLES, id=person).scalars())


def password_hash(conn: Connection, person: int) -> str:
    """The hash of the person's password. Raises KeyError."""
    found: str | None = run(conn, _HASH, id=person).scalar()
    if found is None:
        raise KeyError(person)
    return found


def add(conn: Connection, nip: str, name: str, hashed: str, roles: Iterable[str], stamp: Stamp) -> int:
    """Add somebody who may sign in, and return the id. Raises NipTaken."""
    _nip_free(conn, nip, None)
    person = int(run(conn, _ADD, nip=nip, name=name, hash=hashed, active=True, at=stamp.at).scalar_one())
    held = _write_roles(conn, person, roles)
    _keep_name(conn, person, nip, name, stamp)
    journal.append(conn, "person", person, "added", {"roles": held, "password": proof(hashed)}, stamp)
    return person


def change(conn: Connection, person: int, nip: str, name: str, stamp: Stamp) -> None:
    """Correct somebody's NIP or name. Raises NipTaken."""
    _nip_free(conn, nip, person)
    run(conn, _RENAME, id=person, nip=nip, name=name)
    changed(conn)
    _keep_name(conn, person, nip, name, stamp)
    journal.append(conn, "person", person, "changed", {}, stamp)


def set_roles(conn: Connection, person: int, roles: Iterable[str], stamp: Stamp) -> None:
    """Give the person exactly these roles."""
    before = list(roles_of(conn, person))
    run(conn, _DROP_ROLES, id=person)
    held = _write_roles(conn, person, roles)
    journal.append(conn, "person", person, "roles_set", {"before": before, "roles": held}, stamp)


def set_password(conn: Connection, person: int, hashed: str, stamp: Stamp) -> None:
    """Replace the person's password."""
    run(conn, _SET_HASH, id=person, hash=hashed)
    journal.append(conn, "person", person, "password_set", {"password": proof(hashed)}, stamp)


def giver_of_password(conn: Connection, person: int) -> int | None:
    """Who thought of the person's password; None where nobody who is known did."""
    given = run(conn, _GAVE_PASSWORD, id=person).scalar()
    return None if given is None else int(given)


def proof(hashed: str) -> str:
    """What the journal has of a password's hash, by which one that was put in its place is found out."""
    return hashlib.sha256(hashed.encode()).hexdigest()


def set_active(conn: Connection, person: int, active: bool, stamp: Stamp) -> None:
    """Let the person sign in, or no longer."""
    run(conn, _SET_ACTIVE, id=person, active=active)
    changed(conn)
    journal.append(conn, "person", person, "activated" if active else "deactivated", {}, stamp)


def names(conn: Connection, person: int) -> tuple[tuple[str, str], ...]:
    """NIP and name as they were kept one after the other, the latest last; those erased are left out."""
    kept = (value.words for value in values.every(conn, STAFF, person))
    return tuple((nip, name) for nip, name in map(json.loads, filter(None, kept)))


def _keep_name(conn: Connection, person: int, nip: str, name: str, stamp: Stamp) -> None:
    values.keep(conn, STAFF, person, "", canonical([nip, name]), stamp.person, stamp.at)


def _write_roles(conn: Connection, person: int, roles: Iterable[str]) -> list[str]:
    held = sorted(set(roles))
    for role in held:
        run(conn, _ADD_ROLE, id=person, role=role)
    changed(conn)
    return held


def _nip_free(conn: Connection, nip: str, besides: int | None) -> None:
    row = run(conn, _BY_NIP, nip=nip).first()
    if row is not None and row.id != besides:
        raise NipTaken(nip)


def _person(row: Any, roles: Iterable[str]) -> Person:
    return Person(row.id, row.nip, row.name, bool(row.active), tuple(roles))
