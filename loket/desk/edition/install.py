"""Taking an office's documents in: what would change is told before; then all is kept in one transaction.

Whoever changed the office since, or would leave files or people without what they need, is refused; the
edition in force goes on. Files under way keep the documents they began with.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from loket.desk.authority import Who, administering
from loket.desk.calendar.moving import Moved, by_times, finish, follow_times, foreseen, settled
from loket.desk.edition.kept import texts_of
from loket.desk.errors import OtherEdition, Unreadable
from loket.desk.office import Desk
from loket.desk.people.changes import checked_reason
from loket.flow.acts import Right
from loket.office.closing import part_data, part_of
from loket.office.consequences import consequences
from loket.office.differences import differences
from loket.office.model import Office
from loket.office.reading import ProfileFaults
from loket.office.shelf import FORM, SOP, Key
from loket.office.times import times_of
from loket.office.whole import Whole
from loket.sop.faults import Fault
from loket.sop.model import Party, Step
from loket.store import documents, editions, files, people
from loket.store.documents import Document
from loket.store.journal import Stamp
from loket.store.sql import Connection, canonical


@dataclass(frozen=True, slots=True)
class Plan:
    """What installing would do to the edition `onto`: the differences, a line each; deadlines that move.

    `warnings`: what nobody could do any more; `kept`: how many files go on by documents that change.
    """

    onto: int
    differences: tuple[str, ...]
    moved: tuple[Moved, ...]
    warnings: tuple[str, ...] = ()
    kept: int = 0

    @property
    def files(self) -> int:
        """How many files would have another deadline."""
        return len({m.file for m in self.moved})


@dataclass(frozen=True, slots=True)
class Installed:
    """The edition that was made, and the deadlines that moved with it."""

    number: int
    moved: tuple[Moved, ...]


def plan(desk: Desk, whole: Whole) -> Plan:
    """What would change; nothing is written.

    Raises ProfileFaults when it does not fit what the office has under way, CalendarFault when its hours do
    not fit the calendar.
    """
    with desk.store.snapshot() as conn:
        newest = editions.read(conn, editions.newest(conn))
        check(conn, desk, whole.office)
        told = differences(texts_of(conn, newest), whole.texts)
        moved = foreseen(conn, desk, by_times(conn, desk, times_of(whole.office)))
        warnings = tuple(consequences(desk.newest(conn).office, whole.office))
        return Plan(newest.number, told, moved, warnings, _keeping(conn, desk, newest.documents, whole))


def _keeping(conn: Connection, desk: Desk, before: Mapping[Key, str], whole: Whole) -> int:
    """How many files that have not ended began with an SOP or a form that is another from now on."""
    after = _fingerprints(whole)
    other = {key for key, sha in before.items() if after.get(key, sha) != sha}
    services = {
        service.id
        for service in desk.newest(conn).office.services.values()
        if other & {(SOP, service.procedure), (FORM, service.form)}
    }
    return sum(count for service, count in files.running_per_service(conn) if service in services)


def install(desk: Desk, who: Who | None, whole: Whole, *, onto: int, reason: str = "") -> Installed | None:
    """Put the documents in force in place of the edition `onto`; None where nothing differs.

    Raises as `plan`; Refused for whom is no admin, OtherEdition when another edition is in force.
    """
    with settled(desk) as conn:
        stamp = administering(conn, desk, who)
        newest = editions.read(conn, editions.newest(conn))
        if newest.number != onto:
            raise OtherEdition(newest.number)
        check(conn, desk, whole.office)
        if _fingerprints(whole) == newest.documents:
            return None
        follow_times(conn, desk, times_of(whole.office), stamp)
        put(conn, whole, stamp, checked_reason(reason))
    moved = finish(desk)
    with desk.store.read() as conn:
        return Installed(desk.newest(conn).edition.number, moved)


def put(conn: Connection, whole: Whole, stamp: Stamp, reason: str = "") -> None:
    """Keep all documents, and put them in force as the next edition."""
    shas = {(document.kind, document.name): documents.keep(conn, document) for document in _documents(whole)}
    editions.install(conn, shas, stamp, reason)


def _fingerprints(whole: Whole) -> Mapping[Key, str]:
    return {(document.kind, document.name): document.sha for document in _documents(whole)}


def _documents(whole: Whole) -> Iterator[Document]:
    """The documents as they are kept: an SOP with what the profile says of it."""
    for (kind, name), source in whole.texts.items():
        part = canonical(part_data(part_of(whole.office, name))) if kind == SOP else ""
        yield Document(kind, name, source, part)


def check(conn: Connection, desk: Desk, office: Office) -> None:
    """Raises ProfileFaults where the office could not go on with its files and people by this profile."""
    source, faults = office.source or office.id, list[Fault]()
    if office.id != desk.office.id:
        faults.append(Fault(source, "id", f'"{office.id}" bukan kantor ini', f'"{desk.office.id}"'))
    for service, count in files.per_service(conn):
        if service not in office.services:
            known = desk.office.services.get(service)
            wrong = f"layanan {known.name if known else service} dihapus, padahal ada {count} berkasnya"
            right = "biarkan layanan itu, tidak diminta di loket (di_loket = false)"
            faults.append(Fault(source, "layanan", wrong, right))
    faults += _still_needed(conn, desk, office)
    staff = [member.roles for member in people.staff(conn) if member.active]
    if _administered(desk.office, staff) and not _administered(office, staff):
        wrong = "tidak seorang petugas pun punya peran admin menurut profil ini"
        faults.append(Fault(source, "peran", wrong, "beri seorang petugas peran itu dahulu (loket petugas)"))
    if faults:
        raise ProfileFaults(faults)


_MOST_NAMED = 8


def _still_needed(conn: Connection, desk: Desk, office: Office) -> Iterator[Fault]:
    """Roles that are to go while files under way have steps which nobody else performs."""
    gone = desk.newest(conn).office.roles.keys() - office.roles.keys()
    waiting: dict[str, list[str]] = {}
    for sha, numbers in files.running(conn).items() if gone else ():
        with suppress(Unreadable):
            for role in {role for step in desk.procedure(conn, sha).places for role in _alone(step, gone)}:
                waiting.setdefault(role, []).extend(numbers)
    for role, numbers in sorted(waiting.items()):
        named = ", ".join(numbers[:_MOST_NAMED]) + (" …" if numbers[_MOST_NAMED:] else "")
        name = desk.office.roles[role].name
        wrong = f"peran {name} masih diperlukan {len(numbers)} berkas yang berjalan: {named}"
        right = "biarkan peran itu sampai berkas-berkas itu selesai"
        yield Fault(office.source or office.id, "peran", wrong, right)


def _alone(step: Step, gone: Collection[str]) -> set[str]:
    """Roles that are to go and without which nobody could do this step."""
    if step.party is not Party.OFFICE:
        return set()
    signed = [set(step.handling_roles(sign_off)) for sign_off in range(len(step.sign_offs) or 1)]
    return {role for roles in signed if roles and roles <= set(gone) for role in roles}


def _administered(office: Office, staff: Iterable[Iterable[str]]) -> bool:
    return any(Right.ADMINISTER in office.rights_of(roles) for roles in staff)
