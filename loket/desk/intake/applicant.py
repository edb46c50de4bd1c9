"""Who applies: people already known, and the version of them that a file is registered with."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from loket.desk.authority import Who, actor, need
from loket.desk.case.on_record import masked
from loket.desk.office import Desk
from loket.flow.acts import Right
from loket.identity import kept_document
from loket.store import applicants, files
from loket.store.applicants import Applicant, CleanApplicant, NewApplicant
from loket.store.sql import Connection
from loket.text import clean

__all__ = ["Applicant", "NewApplicant"]


def chosen(
    conn: Connection, shown: Applicant | None, typed: NewApplicant
) -> tuple[Applicant | None, NewApplicant]:
    """Who was shown and what was typed, with NIK and document of who is on record unless others were typed.

    Screens have them masked: they are read here, for who may register, and that they served is journaled with
    the registration.
    """
    if shown is None:
        return None, typed
    whole = applicants.by_id(conn, shown.id)
    nik = whole.nik if typed.nik in ("", shown.nik) else typed.nik
    if typed.id_number in ("", shown.id_number):
        typed = replace(typed, id_kind=whole.id_kind, id_number=whole.id_number)
    shown = replace(shown, nik=whole.nik, id_kind=whole.id_kind, id_number=whole.id_number)
    return shown, replace(typed, nik=nik)


def take_up(
    conn: Connection,
    kept: Applicant | None,
    shown: Applicant | None,
    data: CleanApplicant,
    person: int,
    at: int,
    *,
    as_typed: Collection[str] = (),
) -> Applicant:
    """The version of a person that a file is registered with.

    `kept` is who it is (`doubt.settled`), None for somebody new. Only what the clerk changed against what was
    shown is written, for what is on record may be newer than the form. Where nothing was shown, fields left
    empty change nothing, but for those named in `as_typed`.
    """
    if kept is None:
        return applicants.hold(conn, None, data, person, at)
    seen = shown if shown is not None and shown.id == kept.id else NewApplicant("")
    typed = applicants.otherwise(data, seen)
    typed |= {name: getattr(data, name) for name in as_typed}
    renewed = replace(kept, **typed)
    return kept if renewed == kept else applicants.hold(conn, kept, renewed, person, at)


def find_applicant(desk: Desk, who: Who, text: str, *, document: str = "") -> tuple[Applicant, ...]:
    """People already known, by NIK, name or phone: so that nobody is typed twice.

    With `document`, a kind, by that number of it alone. Each with their NIK and document masked; of who is
    chosen to register with, the desk itself reads them whole.
    """
    with desk.store.read() as conn:
        need(actor(conn, desk, who), Right.COUNTER)
        if document:
            found = applicants.by_document(conn, kept_document(clean(text)), document)
        else:
            found = applicants.search(conn, text, limit=LISTED)
        return tuple(map(for_screens, found))


LISTED = 30
"""So many people are found by a name at most, the first of them in the order of their names."""


def last_files(desk: Desk, who: Who, people: Iterable[Applicant]) -> dict[int, tuple[str, str]]:
    """By their ids number and service of each one's newest file that is not void.

    By it a clerk tells who of one name is meant.
    """
    with desk.store.read() as conn:
        need(actor(conn, desk, who), Right.COUNTER)
        return files.last_of(conn, (each.id for each in people))


def for_screens(known: Applicant) -> Applicant:
    """Somebody known, to fill a form with: NIK and document masked, without a NPWP that is the NIK."""
    seen = masked(known)
    return replace(seen, npwp="") if seen.npwp == seen.nik else seen


def of_proxy(known: Applicant) -> Applicant:
    """Of somebody known only what a form asks for of who came: it says nothing of the rest."""
    return Applicant(
        known.name,
        known.nik,
        known.phone,
        id_kind=known.id_kind,
        id_number=known.id_number,
        id=known.id,
        version=known.version,
    )
