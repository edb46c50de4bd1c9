"""What was typed at a registration, cleaned and checked, once: what comes from here all after it trusts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from loket.desk.errors import Invalid
from loket.desk.intake.applicant import chosen
from loket.desk.intake.doubt import IN_PERSON, PROXY, Answer
from loket.desk.office import Desk
from loket.desk.queue.calling import NO_SERVICE
from loket.identity import (
    DOCUMENTS,
    Checked,
    check_document,
    check_email,
    check_name,
    check_nib,
    check_nik,
    check_npwp,
    check_phone,
    kept_document,
)
from loket.lengths import DAY
from loket.matching import signs, words_of
from loket.store.applicants import FIELDS, Applicant, CleanApplicant, NewApplicant
from loket.store.sql import Connection
from loket.text import clean

COUNTER_CHANNEL = "loket"
_LONGEST_UNDERWAY = 366 * DAY
_SURELY = 8
"""A number of fewer signs than this may stand inside another."""
NAMES_SOMEBODY = "Ini nama atau nomor pengenal orang. Isi nomor siCantik/OSS, atau kosongkan."
NO_NIK = "NIK belum diisi: 16 angka dari KTP. Tanpa NIK: paspor, KITAS, atau SKTT."


def _check_document(said: NewApplicant, _: date) -> Checked:
    if said.id_kind not in DOCUMENTS:
        return Checked(kept_document(said.id_number))
    return check_document(said.id_kind, said.id_number, said.nik)


_CHECKS: Mapping[str, Callable[[NewApplicant, date], Checked]] = {
    "nik": lambda said, today: check_nik(said.nik, today),
    "id_number": _check_document,
    "name": lambda said, _: check_name(said.name),
    "phone": lambda said, _: check_phone(said.phone),
    "second_phone": lambda said, _: check_phone(said.second_phone),
    "email": lambda said, _: check_email(said.email),
    "npwp": lambda said, _: check_npwp(said.npwp, said.nik),
    "nib": lambda said, _: check_nib(said.nib),
}
_IDENTITY = ("nik", "id_number")
_NUMBERS = (*_IDENTITY, "phone", "second_phone")
"""What is kept as the check makes it; all else as it was typed."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Somebody's `words`, and what cannot be right about them: field → sentence."""

    words: CleanApplicant
    wrong: Mapping[str, str]


NOBODY = Cleaned(CleanApplicant(""), {})
"""Who came where the applicant did."""


def clean_applicant(typed: NewApplicant, today: date, known: NewApplicant | None = None) -> Cleaned:
    """Clean and check somebody typed. What is as it was `known` before stays so, but NIK and document are
    checked: by them it is found who it is.
    """
    said = _clean(typed)
    checked = {name: check(said, today) for name, check in _CHECKS.items() if getattr(said, name)}
    same = {name: word for name in FIELDS if (word := getattr(said, name)) == getattr(known, name, "")}
    words = replace(said, **{name: checked[name].number for name in _NUMBERS if name in checked} | same)
    words = words if words.id_number else replace(words, id_kind="")
    found = {name: judged.errors[0] for name, judged in checked.items() if judged.errors}
    wrong = {name: sentence for name, sentence in found.items() if name not in (*same, *_IDENTITY)}
    return Cleaned(words, wrong | _identity(words, found))


def check_field(name: str, typed: NewApplicant, today: date) -> Checked | None:
    """What is wrong or unusual about one thing typed of somebody; None where nothing is checked."""
    return _CHECKS[name](_clean(typed), today) if name in _CHECKS else None


def _clean(typed: NewApplicant) -> CleanApplicant:
    return CleanApplicant(**{name: clean(getattr(typed, name)) for name in FIELDS})


def _identity(words: CleanApplicant, found: Mapping[str, str]) -> dict[str, str]:
    """What cannot be right about NIK and other document, where there are any."""
    wrong = {name: found[name] for name in _IDENTITY if name in found and getattr(words, name)}
    if words.id_number and "nik" in wrong:
        wrong["nik"] += " Kosongkan bila tanpa NIK."
    if words.id_number and words.id_kind not in DOCUMENTS:
        wrong["id_kind"] = f"Pilih tanda pengenalnya: {', '.join(DOCUMENTS.values())}."
    return wrong


@dataclass(frozen=True, slots=True)
class Registration:
    """What the clerk typed. Who came is apart from the applicant; `start` None: the SOP's usual step.

    `shown`: the known applicant with whose data the form was filled; what equals it was not typed. NIK and
    other document are theirs where none was typed; `proxy` likewise of who came. `answers`: what was said
    when it was asked who is meant; `beside`: the files under way (`StillRunning`) beside which another is
    meant.
    """

    service: str
    kind: str
    applicant: NewApplicant
    shown: Applicant | None = None
    proxy: Applicant | None = None
    channel: str = COUNTER_CHANNEL
    arrived_at: int | None = None
    outside_number: str = ""
    came_as: str = IN_PERSON
    came_name: str = ""
    came_nik: str = ""
    came_id_kind: str = ""
    came_id_number: str = ""
    came_phone: str = ""
    proxy_seen: bool = False
    ticket: int | None = None
    start: int | None = None
    answers: tuple[Answer, ...] = ()
    beside: frozenset[int] = frozenset()

    @property
    def came(self) -> NewApplicant:
        """Who came for the applicant, as typed."""
        return NewApplicant(
            self.came_name,
            self.came_nik,
            self.came_phone,
            id_kind=self.came_id_kind,
            id_number=self.came_id_number,
        )


@dataclass(frozen=True, slots=True)
class CleanRegistration:
    """A registration of which nothing is wrong: only `clean_registration` makes one.

    `shown` and `proxy` with the numbers that screens have masked. `came`: who came for the applicant; None
    where they came themselves.
    """

    service: str
    kind: str
    applicant: CleanApplicant
    shown: Applicant | None
    came: CleanApplicant | None
    proxy: Applicant | None
    proxy_seen: bool
    channel: str
    arrived_at: int
    outside_number: str
    ticket: int | None
    start: int | None
    answers: tuple[Answer, ...]
    beside: frozenset[int]


def clean_registration(conn: Connection, desk: Desk, typed: Registration, now: int) -> CleanRegistration:
    """What was typed as it is kept.

    Raises:
        Invalid: with a sentence for each field that is wrong.
    """
    today, by_proxy = desk.time(conn).date_of(now), typed.came_as == PROXY
    shown, applies = chosen(conn, typed.shown, typed.applicant)
    proxy, comes = chosen(conn, typed.proxy, typed.came)
    applicant = clean_applicant(applies, today, shown)
    came = clean_applicant(comes, today, proxy) if by_proxy else NOBODY
    seen = typed.proxy_seen if by_proxy else None
    outside = clean(typed.outside_number)
    wrong = faults(desk, typed.service, typed.kind, applicant, came, outside, proxy_seen=seen)
    if wrong := wrong | _arrival_faults(typed.arrived_at, now):
        raise Invalid(wrong)
    return CleanRegistration(
        service=typed.service,
        kind=typed.kind,
        applicant=applicant.words,
        shown=shown,
        came=came.words if by_proxy else None,
        proxy=proxy,
        proxy_seen=bool(seen),
        channel=clean(typed.channel),
        arrived_at=typed.arrived_at if typed.arrived_at is not None else now,
        outside_number=outside,
        ticket=typed.ticket,
        start=typed.start,
        answers=typed.answers,
        beside=typed.beside,
    )


def faults(
    desk: Desk,
    service: str,
    kind: str,
    applicant: Cleaned,
    came: Cleaned,
    outside_number: str,
    *,
    proxy_seen: bool | None,
) -> dict[str, str]:
    """What must be put right first: field → sentence.

    `proxy_seen`: whether the letter of who came for the applicant was seen; None where they came themselves.
    """
    found, kinds = dict[str, str](), {each.id: each.kinds for each in desk.office.counter_services}
    if service not in kinds:
        found["service"] = NO_SERVICE
    elif kind not in kinds[service]:
        found["kind"] = f"Jenis permohonan belum dipilih. Pilih {' atau '.join(kinds[service])}."
    if not applicant.words.name:
        found["name"] = "Nama pemohon belum diisi. Tulis nama sesuai KTP atau paspor."
    if not (applicant.words.nik or applicant.words.id_number):
        found["nik"] = NO_NIK
    found |= applicant.wrong
    found |= {f"came_{field}": wrong for field, wrong in came.wrong.items()}
    found |= _one_document(applicant.words, came.words)
    if proxy_seen is not None and not came.words.name:
        found["came_name"] = "Nama kuasa belum diisi. Tulis nama orang yang datang."
    if proxy_seen is False:
        found["proxy_seen"] = "Surat kuasa belum dilihat. Minta surat kuasa, lalu tandai sudah dilihat."
    if _is_nik(outside_number) or any(_names(each.words, outside_number) for each in (applicant, came)):
        found["outside_number"] = NAMES_SOMEBODY
    return found


def _is_nik(number: str) -> bool:
    """Whether all of it can be somebody's NIK, however young they are."""
    judged = check_nik(number, date.max)
    return not judged.errors and not judged.warnings


def _names(person: CleanApplicant, number: str) -> bool:
    """Whether somebody's whole name or identity stands in a number, where nobody looks for them."""
    written, name = f" {' '.join(words_of(number))} ", " ".join(words_of(person.name))
    told, identities = signs(number), (signs(each) for each in (person.nik, person.id_number) if each)
    numbered = any(each == told or (len(each) >= _SURELY and each in told) for each in identities)
    return numbered or (bool(name) and f" {name} " in written)


def _one_document(applicant: CleanApplicant, proxy: CleanApplicant) -> dict[str, str]:
    """That none is of both."""
    found = dict[str, str]()
    if proxy.nik and proxy.nik == applicant.nik:
        found["came_nik"] = "NIK kuasa sama dengan NIK pemohon. Periksa KTP keduanya."
    document = (proxy.id_kind, proxy.id_number)
    if proxy.id_number and document == (applicant.id_kind, applicant.id_number):
        found["came_id_number"] = "Sama dengan tanda pengenal pemohon. Periksa keduanya."
    return found


def _arrival_faults(arrived_at: int | None, now: int) -> dict[str, str]:
    if arrived_at is not None and arrived_at > now:
        return {"arrived_at": "Waktu masuk belum benar. Tulis waktu yang sudah lewat."}
    if arrived_at is not None and arrived_at < now - _LONGEST_UNDERWAY:
        return {"arrived_at": "Waktu masuk lebih dari setahun yang lalu. Periksa tanggalnya."}
    return {}
