"""Those who apply, or come for somebody who does: persons, each with every version of what is known of them.

A person is an id; the versions are values (`loket.store.values`), and the table has the newest of them, for
searches. A file points at the version that it shows, so that what is learned later changes no older file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from loket.flow.state import VOIDED
from loket.identity import DOCUMENTS, identity, tells_nik
from loket.matching import digits_of, folded
from loket.store import keywords, values
from loket.store.searching import every_word, sought
from loket.store.sql import Connection, canonical, ids_in, phone_digits, run, text

KIND = "applicant"
"""The kind of values whose owner is a person who applies or comes for one."""
OF_ONE_FILE = "di satu berkas"
"""The key of a version that one file alone shows; the one that holds follows it."""


@dataclass(frozen=True, slots=True)
class NewApplicant:
    """An applicant as typed; what is not known is empty.

    `id_kind` and `id_number`: by what they are known who have no NIK, or had none yet (`identity.DOCUMENTS`).
    """

    name: str
    nik: str = ""
    phone: str = ""
    second_phone: str = ""
    email: str = ""
    address: str = ""
    company: str = ""
    npwp: str = ""
    nib: str = ""
    id_kind: str = ""
    id_number: str = ""

    @property
    def identity(self) -> str:
        """`NIK 2101… · paspor X1234567`: by what they are known; empty where by nothing."""
        return identity(self.nik, self.id_kind, self.id_number)

    @property
    def document(self) -> str:
        """How it is called by what they are known: NIK, where they have one."""
        return "NIK" if self.nik else DOCUMENTS.get(self.id_kind, "NIK")

    @property
    def phones(self) -> tuple[str, ...]:
        """The telephones by which they are reached, those that are known."""
        return tuple(filter(None, (self.phone, self.second_phone)))


@dataclass(frozen=True, slots=True)
class CleanApplicant(NewApplicant):
    """An applicant as they are kept: what was typed has been cleaned and checked."""


@dataclass(frozen=True, slots=True)
class Applicant(CleanApplicant):
    """A version of an applicant on record: `version` is the id of its value."""

    id: int = 0
    version: int = 0


def otherwise(new: NewApplicant, old: NewApplicant) -> dict[str, Any]:
    """What `new` says otherwise than `old`, by the field; of another document kind and number together."""
    found = {name: word for name in FIELDS if (word := getattr(new, name)) != getattr(old, name)}
    if found.keys() & set(DOCUMENT):
        found |= {name: getattr(new, name) for name in DOCUMENT}
    return found


DOCUMENT = ("id_kind", "id_number")
"""Another document than the NIK: its kind and number are one thing."""
FIELDS = tuple(NewApplicant.__dataclass_fields__)
"""What is known of somebody."""
_WRITTEN = (*FIELDS, "name_folded", "company_folded", "phone_digits", "numbers")
_SELECT = f"SELECT {', '.join(Applicant.__dataclass_fields__)} FROM applicant "
_ADD = text(
    f"INSERT INTO applicant (version, {', '.join(_WRITTEN)})"
    f" VALUES (:version, {', '.join(':' + c for c in _WRITTEN)}) RETURNING id"
)
_SHOW = text(
    f"UPDATE applicant SET {', '.join(f'{c} = :{c}' for c in _WRITTEN)}, version = :version WHERE id = :id"
)
_BY_ID = text(_SELECT + "WHERE id = :id")
_THESE = text(_SELECT + f"WHERE id IN {ids_in('ids')}")
_BY_NIK = text(_SELECT + "WHERE nik <> '' AND nik = :nik")
_BY_DOCUMENT = text(_SELECT + "WHERE id_number <> '' AND id_number = :number AND :kind IN ('', id_kind)")
_BY_PHONE = text(
    _SELECT + "WHERE nik = '' AND id_number = '' AND name_folded = :name"
    " AND ' ' || phone_digits || ' ' LIKE '% ' || :phone || ' %' ORDER BY id DESC LIMIT :limit"
)
_SHOWN = (
    "EXISTS (SELECT 1 FROM file WHERE applicant.id IN (applicant_id, came_id)"
    " AND (outcome IS NULL OR outcome <> :voided))"
)
_IS_SHOWN = text(f"SELECT 1 FROM applicant WHERE id = :id AND {_SHOWN}")
_NAMESAKES = text(
    _SELECT + f"WHERE name_folded = :name AND nik || id_number <> '' AND {_SHOWN}"
    " ORDER BY version DESC LIMIT :limit"
)
_EVERY = text(f"SELECT id, version, {', '.join(_WRITTEN)} FROM applicant")
_NEWEST = text(
    f"SELECT id, owner, text FROM value WHERE id IN (SELECT max(id) FROM value WHERE kind = '{KIND}'"
    " GROUP BY owner)"
)
_FORMER = text(
    "SELECT value.id, owner, text FROM value JOIN applicant ON applicant.id = owner"
    f" WHERE kind = '{KIND}' AND text IS NOT NULL AND value.id <> applicant.version ORDER BY value.id"
)
_HAS_WORD = "(name_folded LIKE :word{at} ESCAPE '\\' OR company_folded LIKE :word{at} ESCAPE '\\')"
_SEARCH = text(
    _SELECT
    + f"""WHERE (:words <> '' AND {every_word(_HAS_WORD)})
  OR (:phone <> '' AND phone_digits LIKE :phone ESCAPE '\\')
  OR (:nik <> '' AND nik = :nik) OR (:document <> '' AND id_number = :document)
  OR (:numbers <> '' AND numbers LIKE :numbers ESCAPE '\\')
ORDER BY name, id LIMIT :limit"""
)


def add(conn: Connection, new: CleanApplicant, person: int | None, at: int) -> Applicant:
    """Keep somebody who was not known; the transaction's next entry in the journal seals it."""
    added = run(conn, _ADD, version=values.next_id(conn), **searched(new))
    return _keep(conn, int(added.scalar_one()), "", new, person, at)


def renew(
    conn: Connection, applicant_id: int, changed: CleanApplicant, person: int | None, at: int
) -> Applicant:
    """Keep a further version of what is known of somebody: the newest from now on."""
    kept = _keep(conn, applicant_id, "", changed, person, at)
    _show(conn, applicant_id, kept.version, changed)
    return kept


def hold(
    conn: Connection, known: Applicant | None, words: CleanApplicant, person: int | None, at: int
) -> Applicant:
    """`renew`, or `add` where nobody was known, whoever else has the NIK or document: they give it up."""
    for other in {each.id: each for each in holders(conn, words) if each is not None}.values():
        if known is None or other.id != known.id:
            renew(conn, other.id, without(other, words), person, at)
    return renew(conn, known.id, words, person, at) if known is not None else add(conn, words, person, at)


def without(known: Applicant, words: CleanApplicant) -> Applicant:
    """Somebody without the NIK and the document that `words` have, nor a NPWP that tells that NIK."""
    if known.nik == words.nik:
        npwp = "" if tells_nik(known.npwp, known.nik) else known.npwp
        known = replace(known, nik="", npwp=npwp)
    if (known.id_kind, known.id_number) == (words.id_kind, words.id_number):
        known = replace(known, id_kind="", id_number="")
    return known


def keep(
    conn: Connection, applicant_id: int, changed: CleanApplicant, person: int | None, at: int
) -> Applicant:
    """Keep a version that one file alone shows; the newest one, which `renew` keeps, has to follow it."""
    return _keep(conn, applicant_id, OF_ONE_FILE, changed, person, at)


def _keep(
    conn: Connection, applicant_id: int, key: str, changed: CleanApplicant, person: int | None, at: int
) -> Applicant:
    words = {name: word for name, word in asdict(changed).items() if name in FIELDS and word}
    version = values.keep(conn, KIND, applicant_id, key, canonical(words), person, at)
    return Applicant(**words, id=applicant_id, version=version)


def show_newest(conn: Connection, applicant_id: int) -> None:
    """Let searches look at the newest version as it is now: of one that was erased, only that it was."""
    newest = versions(conn, applicant_id)[-1]
    _show(conn, applicant_id, newest.version, newest)


def _show(conn: Connection, applicant_id: int, version: int, words: CleanApplicant) -> None:
    """Let searches go by this version, for the person and for their files."""
    run(conn, _SHOW, id=applicant_id, version=version, **searched(words))
    keywords.write_of_person(conn, applicant_id)


def version(conn: Connection, version_id: int) -> Applicant:
    """A version of an applicant, as it was then; of one that was erased only that it was. Raises KeyError."""
    found = values.one(conn, version_id)
    if found.kind != KIND:
        raise KeyError(version_id)
    return of(found)


def is_erased(conn: Connection, applicant: Applicant) -> bool:
    """Whether of this version only that it was is known any more."""
    return values.one(conn, applicant.version).words is None


def versions(conn: Connection, applicant_id: int) -> tuple[Applicant, ...]:
    """All versions of an applicant, oldest first."""
    return tuple(of(found) for found in values.every(conn, KIND, applicant_id))


def former(conn: Connection) -> Iterator[Applicant]:
    """Every version before the newest of anybody, those that were erased left out, oldest first."""
    for version_id, owner, words in run(conn, _FORMER):
        yield read(words, owner, version_id)


def by_id(conn: Connection, applicant_id: int) -> Applicant:
    """The newest version of the applicant with that id. Raises KeyError."""
    found = known(conn, applicant_id)
    if found is None:
        raise KeyError(applicant_id)
    return found


def known(conn: Connection, applicant_id: int) -> Applicant | None:
    """The same; None where there is none."""
    row = run(conn, _BY_ID, id=applicant_id).first()
    return Applicant(**row.by_name()) if row is not None else None


def these(conn: Connection, ids: Iterable[int]) -> dict[int, Applicant]:
    """The newest version of each of these applicants, by their ids."""
    found = (Applicant(**row.by_name()) for row in run(conn, _THESE, ids=canonical(sorted(ids))))
    return {each.id: each for each in found}


def by_nik(conn: Connection, nik: str) -> Applicant | None:
    """The applicant whose newest version has that NIK."""
    row = run(conn, _BY_NIK, nik=nik).first()
    return Applicant(**row.by_name()) if row is not None else None


def by_document(conn: Connection, number: str, kind: str = "") -> tuple[Applicant, ...]:
    """Those whose newest version has a document of that number: of that kind one at most."""
    rows = run(conn, _BY_DOCUMENT, number=number, kind=kind)
    return tuple(Applicant(**row.by_name()) for row in rows)


def holders(conn: Connection, words: CleanApplicant) -> tuple[Applicant | None, Applicant | None]:
    """Who on record has that NIK, and who that other document."""
    documents = by_document(conn, words.id_number, words.id_kind) if words.id_number else ()
    return by_nik(conn, words.nik) if words.nik else None, next(iter(documents), None)


def by_phone(conn: Connection, told: CleanApplicant, limit: int) -> tuple[Applicant, ...]:
    """Persons of that name and telephone without a known NIK or other document, the newest first."""
    phone = phone_digits(told.phone)
    rows = run(conn, _BY_PHONE, name=folded(told.name), phone=phone, limit=limit) if phone else ()
    return tuple(Applicant(**row.by_name()) for row in rows)


def namesakes(conn: Connection, name: str, limit: int) -> tuple[Applicant, ...]:
    """Persons of that name who have a NIK or other document, and a file; who was renewed last comes first."""
    rows = run(conn, _NAMESAKES, name=folded(name), voided=VOIDED, limit=limit)
    return tuple(Applicant(**row.by_name()) for row in rows)


def is_shown(conn: Connection, applicant_id: int) -> bool:
    """Whether a file shows somebody, as who applies or came, that is not void."""
    return run(conn, _IS_SHOWN, id=applicant_id, voided=VOIDED).first() is not None


def search(conn: Connection, typed: str, limit: int = 20) -> tuple[Applicant, ...]:
    """Applicants by words of name and company, by phone, NIB, NPWP, whole NIK or document (`sought`)."""
    rows = run(conn, _SEARCH, **sought(typed), limit=limit)
    return tuple(Applicant(**row.by_name()) for row in rows)


Columns = dict[str, Any]


def every(conn: Connection) -> dict[int, Columns]:
    """What the table has of each person, searched columns included, by their ids."""
    return {row.id: row.by_name() for row in run(conn, _EVERY)}


def every_newest(conn: Connection) -> dict[int, Columns]:
    """What it should have: what the newest version of each says, nothing where that cannot be read."""
    found: dict[int, Columns] = {}
    for version_id, owner, words in run(conn, _NEWEST):
        try:
            newest = read(words, owner, version_id)
            found[owner] = {"id": owner, "version": version_id, **searched(newest)}
        except (TypeError, ValueError):
            found[owner] = {}
    return found


def of(found: values.Value) -> Applicant:
    """A version of an applicant by its value."""
    return read(found.words, found.owner, found.id)


def read(words: str | None, owner: int, version: int) -> Applicant:
    """A version of an applicant by the words of its value; of one that was erased only that it was."""
    known = json.loads(words) if words is not None else {"name": values.ERASED}
    return Applicant(**known, id=owner, version=version)


def searched(applicant: CleanApplicant) -> Columns:
    """What searches compare with, and what is known of somebody, by the names of the columns.

    Who was erased is found by no word: nobody is to be registered as them.
    """
    columns = {name: getattr(applicant, name) for name in FIELDS}
    columns["name_folded"] = folded(applicant.name) if applicant.name != values.ERASED else ""
    columns["company_folded"] = folded(applicant.company)
    columns["phone_digits"] = " ".join(phone_digits(phone) for phone in applicant.phones)
    npwp = "" if tells_nik(applicant.npwp, applicant.nik) else digits_of(applicant.npwp)
    columns["numbers"] = f"{digits_of(applicant.nib)} {npwp}".strip()
    return columns
