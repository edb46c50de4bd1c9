"""Who applies: people already known, and what is kept of what was typed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, fields, replace
from datetime import date

from loket.desk.authority import Who, actor, need
from loket.desk.case.on_record import masked
from loket.desk.office import Desk
from loket.flow.acts import Right
from loket.identity import check_nik, check_phone
from loket.store import applicants
from loket.store.applicants import Applicant, NewApplicant
from loket.store.sql import Connection
from loket.text import clean


def cleaned(typed: NewApplicant, today: date) -> NewApplicant:
    """The applicant as kept."""
    words = NewApplicant(*(clean(getattr(typed, field.name)) for field in fields(NewApplicant)))
    return replace(
        words,
        nik=check_nik(typed.nik, today).number,
        phone=kept_phone(typed.phone),
        second_phone=kept_phone(typed.second_phone),
    )


def chosen(
    conn: Connection, shown: Applicant | None, typed: NewApplicant
) -> tuple[Applicant | None, NewApplicant]:
    """Who was shown and what was typed, with the NIK of who is on record unless another was typed.

    Screens have it masked: it is read here, for who may register, and that it served is journaled with the
    registration.
    """
    if shown is None:
        return None, typed
    whole = applicants.by_id(conn, shown.id).nik
    nik = whole if typed.nik in ("", shown.nik) else typed.nik
    return replace(shown, nik=whole), replace(typed, nik=nik)


def take_up(
    conn: Connection,
    kept: Applicant | None,
    shown: Applicant | None,
    data: NewApplicant,
    person: int,
    at: int,
    *,
    as_typed: Collection[str] = (),
) -> tuple[Applicant, tuple[str, ...]]:
    """The version of a person that a file is registered with, and which fields of who was known it renews.

    `kept` is who it is (`doubt.settled`), None for somebody new. Only what the clerk changed against what was
    shown is written, for what is on record may be newer than the form. Where nothing was shown, fields left
    empty change nothing, but for those named in `as_typed`.
    """
    if kept is None:
        return applicants.add(conn, data, person, at), ()
    seen = shown if shown is not None and shown.nik == data.nik else NewApplicant("")
    typed = {name: word for name, word in asdict(data).items() if word != getattr(seen, name)}
    typed |= {name: getattr(data, name) for name in as_typed}
    renewed = tuple(name for name, word in typed.items() if word != getattr(kept, name))
    if not renewed:
        return kept, ()
    return applicants.renew(conn, kept.id, replace(kept, **typed), person, at), renewed


def kept_phone(typed: str) -> str:
    """A telephone number as it is kept."""
    return clean(check_phone(clean(typed)).number)


def find_applicant(desk: Desk, who: Who, text: str) -> tuple[Applicant, ...]:
    """People already known, by NIK, name or phone: so that nobody is typed twice.

    Each with their NIK masked; of who is chosen to register with, the desk itself reads it whole.
    """
    with desk.store.read() as conn:
        need(actor(conn, desk, who), Right.COUNTER)
        return tuple(for_screens(applicant) for applicant in applicants.search(conn, text, limit=10))


def for_screens(known: Applicant) -> Applicant:
    """Somebody known, to fill a form with: the NIK masked, without a NPWP that is the same number."""
    seen = masked(known)
    return replace(seen, npwp="") if seen.npwp == seen.nik else seen
