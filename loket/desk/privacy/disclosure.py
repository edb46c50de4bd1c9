"""What is kept of a person, and who looked: what somebody may ask to see of themselves (UU 27/2022)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from loket.desk.authority import Who, administering, administers
from loket.desk.case.fields import OWN_FIELDS
from loket.desk.office import Desk
from loket.desk.privacy.access import NOTES, Look, as_looks, whose
from loket.desk.privacy.naming import named
from loket.desk.words.history import FIELD_WORDS
from loket.identity import DOCUMENTS, kept_document
from loket.matching import asked, folded
from loket.store import access, amends, applicants, bookings, files, journal, people, texts, tickets, values
from loket.store.applicants import Applicant
from loket.store.files import FileRow
from loket.store.journal import OFFICE
from loket.store.sql import Connection
from loket.text import clean, digits

_BY_ID = re.compile(r"orang ke-([0-9]{1,18})")
OF_A_FILE = (texts.REMARK, texts.MARK, texts.FIELD, texts.ATTACHMENT, files.OUTSIDE, amends.OF_FILE)
"""The kinds of values that are kept of a person's file."""
KINDS = {
    texts.REMARK: "keterangan",
    texts.MARK: "persyaratan",
    texts.FIELD: "data teknis",
    texts.ATTACHMENT: "lampiran",
    files.OUTSIDE: "no. aplikasi",
    amends.OF_FILE: "kompensasi",
    amends.OF_NUMBER: "kompensasi nomor antrean",
    applicants.KIND: "data pemohon",
    bookings.KIND: "pesanan jam",
    tickets.SENT_TO: "dikirim ke kantor lain",
}
"""How each kind is called."""
ONCE = "sebelum datanya diperbaiki"
_LISTED = 20


@dataclass(frozen=True, slots=True)
class KeptWords:
    """One version of something kept: its kind and key, what that is called, its words, who kept it and when.

    `at` is in ms UTC.
    """

    kind: str
    key: str
    name: str
    words: str
    who: str
    at: int


@dataclass(frozen=True, slots=True)
class DisclosedFile:
    """A file of a person, or for which they came, and what was typed on it.

    Of one that showed them only until it was corrected: `ONCE`, and nothing of what was typed.
    """

    number: str
    service: str
    service_name: str
    kind: str
    came_as: str
    opened_at: int
    outcome: str | None
    ended_at: int | None
    kept: tuple[KeptWords, ...]


@dataclass(frozen=True, slots=True)
class Disclosure:
    """All that is kept of a person: `versions` of their own data, oldest first, files, and who looked.

    `in_queue`: bookings under their name, and words that have it of where a number's person was sent; either
    may be a namesake's.
    """

    person: int
    versions: tuple[KeptWords, ...]
    in_queue: tuple[KeptWords, ...]
    files: tuple[DisclosedFile, ...]
    looks: tuple[Look, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody on record; `former`: by what that is theirs no more they were found, if so (`NIK lama`)."""

    known: Applicant
    former: str = ""


def matches(desk: Desk, who: Who | None, typed: str) -> tuple[Match, ...]:
    """Those with that NIK or document, or else whose name it may be, now or in a version before.

    `orang ke-12` is whoever has that id, also once they are erased. Raises Refused for whom is no admin.
    """
    with desk.store.read() as conn:
        administers(conn, desk, who)
        if numbered := _numbered(conn, clean(typed)):
            return tuple(map(Match, numbered))
        now = {known.id: Match(known) for known in applicants.search(conn, clean(typed), limit=_LISTED)}
        return tuple((_once(conn, clean(typed)) | now).values())


def _numbered(conn: Connection, typed: str) -> tuple[Applicant, ...]:
    """Those whose id, NIK or other document that is."""
    if by_id := _BY_ID.fullmatch(typed):
        return tuple(known for known in (applicants.known(conn, int(by_id[1])),) if known is not None)
    if not digits(typed):
        return ()
    by_nik = applicants.by_nik(conn, digits(typed))
    return (by_nik,) if by_nik is not None else applicants.by_document(conn, kept_document(typed))


def _once(conn: Connection, typed: str) -> dict[int, Match]:
    """By their ids those whose NIK, document or name it was in a version before the newest."""
    found, words = dict[int, Match](), asked(typed)
    for version in applicants.former(conn):
        former = ""
        if digits(typed) and digits(typed) == version.nik:
            former = "NIK lama"
        elif version.id_number and version.id_number == kept_document(typed):
            former = "tanda pengenal lama"
        elif words and all(word in folded(version.name) for word in words):
            former = "nama lama"
        if former:
            found[version.id] = Match(applicants.by_id(conn, version.id), former)
    return found


def disclose(desk: Desk, who: Who | None, person: int) -> Disclosure:
    """All that is kept of a person; that it was put out is kept too. Raises Refused for whom is no admin."""
    with desk.store.snapshot() as conn:
        administers(conn, desk, who)
        names = {member.id: member.name for member in people.staff(conn)}
        rows = (*files.of_person(conn, person), *files.once_of_person(conn, person))
        looked = access.looks_at(conn, person, (row.id for row in rows), NOTES)
        of = whose(conn, looked)
        answer = Disclosure(
            person,
            _kept(values.every(conn, applicants.KIND, person), names),
            _kept(_in_queue(conn, person), names),
            tuple(_file(conn, desk, row, person, names) for row in rows),
            as_looks(conn, [entry for entry in looked if person in of[entry.id]]),
        )
    with desk.store.write() as conn:
        stamp = administering(conn, desk, who)
        journal.append(conn, "office", OFFICE, access.SHOWN, {"applicant": person}, stamp)
    return answer


def _in_queue(conn: Connection, person: int) -> tuple[values.Value, ...]:
    by_name = named(person, applicants.versions(conn, person))
    booked = (value for value, booking in bookings.every(conn) if by_name.by(booking.name))
    sent = (value for value in values.of_kind(conn, tickets.SENT_TO) if by_name.by(value.words or ""))
    owed = (value for value in values.of_kind(conn, amends.OF_NUMBER) if by_name.by(value.words or ""))
    return (*booked, *sent, *owed)


def _file(conn: Connection, desk: Desk, row: FileRow, person: int, names: dict[int, str]) -> DisclosedFile:
    came_as = {row.came_id: "kuasa", row.applicant_id: "pemohon"}.get(person, ONCE)
    kinds = OF_A_FILE if came_as != ONCE else ()
    kept = tuple(value for kind in kinds for value in values.every(conn, kind, row.id))
    service = desk.office.services.get(row.service)
    called = service.name if service is not None else row.service
    told_of = (row.number, row.service, called, row.kind, came_as, row.opened_at, row.outcome, row.ended_at)
    return DisclosedFile(*told_of, _kept(kept, names, _called(conn, desk, row)))


_Called = Mapping[tuple[str, str], tuple[str, Mapping[str, str]]]
"""What a file asks for, by the kind and key under which it is kept: how it is called, and its choices."""


def _called(conn: Connection, desk: Desk, row: FileRow) -> _Called:
    form = desk.form_kept(conn, row.form_sha) if row.form_sha is not None else None
    fields = (*(form.fields if form is not None else ()), *OWN_FIELDS)
    asked = form.requirements if form is not None else ()
    found: dict[tuple[str, str], tuple[str, Mapping[str, str]]] = {
        (texts.MARK, each.id): (each.name, {}) for each in asked
    }
    return found | {(texts.FIELD, each.key): (each.label, each.choices) for each in fields}


def _kept(
    found: tuple[values.Value, ...], names: dict[int, str], called: _Called = MappingProxyType({})
) -> tuple[KeptWords, ...]:
    kept = list[KeptWords]()
    for value in found:
        name, choices = called.get((value.kind, value.key), ("", {}))
        if value.words is not None:
            words, who = choices.get(value.words, value.words), names.get(value.person or 0, "program")
            kept.append(KeptWords(value.kind, value.key, name, words, who, value.at))
    return tuple(kept)


def in_words(kept: KeptWords) -> str:
    """What was kept, as it is read: of a person each thing by its name, of a requirement mark and note."""
    if kept.kind == applicants.KIND:
        known = json.loads(kept.words)
        known["id_kind"] = DOCUMENTS.get(known.get("id_kind", ""), "")
        return "; ".join(f"{FIELD_WORDS.get(name, name)} {words}" for name, words in known.items() if words)
    if kept.kind == texts.MARK:
        return ": ".join(filter(None, json.loads(kept.words)))
    if kept.kind == bookings.KIND:
        return str(json.loads(kept.words)[-1])
    if kept.kind == texts.ATTACHMENT:
        return kept.words or "dilepas"
    return kept.words
