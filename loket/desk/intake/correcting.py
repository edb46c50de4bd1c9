"""Putting right what was registered: who applies, who came for them, and for what (*Perbaiki data*, *ralat*).

A file then shows a further version of the person, or somebody else; other files keep what they show.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from loket.desk.authority import Who, actor
from loket.desk.case.on_record import OnRecord, on_record
from loket.desk.case.record import Ref, keep_reason, record
from loket.desk.errors import Invalid
from loket.desk.intake import second
from loket.desk.intake.applicant import cleaned, take_up
from loket.desk.intake.doubt import Answer, Shown, settled
from loket.desk.intake.registration import IN_PERSON, PROXY, Registration, asked_note, faults
from loket.desk.office import Desk
from loket.flow.acts import Act, Correct, Note
from loket.flow.rules import check
from loket.flow.state import VOIDED
from loket.identity import tells_nik
from loket.matching import folded
from loket.store import applicants, drafts, files
from loket.store.applicants import Applicant, NewApplicant
from loket.store.files import FileRow
from loket.store.sql import Connection
from loket.text import clean, clean_lines

Changed = Mapping[str, str]
"""What is otherwise than the file has it, by the fields of a registration."""

_FIELDS = tuple(NewApplicant.__dataclass_fields__)
OF_PROXY = {
    "came_name": "name",
    "came_nik": "nik",
    "came_id_kind": "id_kind",
    "came_id_number": "id_number",
    "came_phone": "phone",
}
"""What is known of who came, by the fields of a registration."""
_CHOSEN = ("service", "kind", "came_as")
_ALSO = {
    "nik": ("came_nik",),
    "id_number": ("nik", "came_id_number"),
    "service": ("kind",),
    "came_as": ("came_name", "proxy_seen"),
}
"""What is not right any more where the former is changed, is said too."""
ERASED = "Data orang ini sudah dihapus dan tidak diisi lagi."
NO_REASON = "Alasan belum ditulis. Sebut mengapa datanya diperbaiki."
UNCHANGED = "Belum ada yang diubah."
OTHER_SOP = "Layanan itu memakai SOP lain: batalkan pendaftaran ini, lalu daftarkan ulang."


@dataclass(frozen=True, slots=True)
class Corrected(Ref):
    """A file that was put right; `left`: the numbers of others under way that still say the same wrongly."""

    left: tuple[str, ...] = ()


def correct(
    desk: Desk,
    who: Who,
    ref: Ref,
    changed: Changed,
    reason: str,
    answers: tuple[Answer, ...] = (),
    beside: frozenset[int] = frozenset(),
    *,
    draft: tuple[str, str] | None = None,
) -> Corrected:
    """Put right what was registered, and say why.

    `answers`: what was said when it was asked who is meant; `beside`: the files under way beside which this
    one is meant. `draft`: place and subject of what was typed, which is forgotten.

    Raises:
        Refused: when the person may not, or it comes too late for another service.
        Changed: when the file has moved on since it was read.
        Invalid: with a sentence for each field that is wrong.
        WhoIsIt: when it is not clear which person is meant, and `answers` do not say.
        StillRunning: when whoever it is of now has others of the service under way, which `beside` does not
            name.
        Missing, ProfileFaults: when the service has no form that can be read.
    """
    with desk.write() as conn:
        person, now = actor(conn, desk, who), desk.now()
        file, today = on_record(conn, desk, ref.file), desk.time(conn).local(now).date()
        what = _what(file.row, changed)
        service, kind = what.get("service", ""), what.get("kind", "")
        check(file.procedure, file.state, person, Correct(0, 0, None, service, kind))
        stated = _stated(conn, replace(file.row, **what), changed)
        if wrong := _faults(conn, desk, file.row, changed, stated, what, today):
            raise Invalid(wrong)
        asked = list[Note]()
        people = dict[str, Applicant]()
        for whom, (shown, typed) in stated.items():
            data = _kept(shown, typed, today)
            known, answer = _who(conn, file.row.id, shown, data, whom, answers)
            people[whom] = _put_right(
                conn, known, shown, data, data.company if whom == IN_PERSON else None, who.person, now
            )
            asked += [asked_note(answer)] if answer is not None else []
        if not what and all(people[whom] == shown for whom, (shown, _) in stated.items()):
            raise Invalid({"remark": UNCHANGED})
        if not clean_lines(reason):
            raise Invalid({"remark": NO_REASON})
        applicant, came = people[IN_PERSON], people.get(PROXY)
        asked += _beside(conn, file.row, applicant, service, beside)
        form = {"form_sha": desk.current_form(conn, service)} if service else {}
        files.correct(conn, file.row.id, (applicant, came), {**what, **form}, now)
        remark = keep_reason(conn, who.person, now, reason, ref.file)
        version = came.version if came is not None else None
        act = Correct(applicant.version, remark, version, service, kind, _facts(file, service, kind))
        acts: list[Act] = [act, *asked]
        for done in acts:
            ref = record(conn, desk, person, ref, done)
        if draft is not None:
            drafts.drop_draft(conn, who.person, *draft)
        return Corrected(ref.file, ref.version, ref.strand, _left(conn, ref.file, stated, people))


def _what(row: FileRow, changed: Changed) -> dict[str, Any]:
    """What of the file itself, beside who applies and came, is otherwise than it is; by the columns."""
    said: dict[str, Any] = {name: changed[name] for name in _CHOSEN if changed.get(name)}
    if "outside_number" in changed:
        said["outside_number"] = clean(changed["outside_number"])
    if said.get("came_as", row.came_as) == IN_PERSON:
        said["proxy_seen"] = False
    elif "proxy_seen" in changed:
        said["proxy_seen"] = bool(changed["proxy_seen"])
    return {name: word for name, word in said.items() if word != getattr(row, name)}


def _stated(
    conn: Connection, row: FileRow, changed: Changed
) -> dict[str, tuple[Applicant | None, NewApplicant]]:
    """Of who applies, and who came for them: whom the file shows, and what was typed of them.

    `row` is the file as it is to be; it shows nobody yet who came where the applicant was said to have come.
    """
    found: dict[str, tuple[int | None, Mapping[str, str]]] = {
        IN_PERSON: (row.applicant_version, {name: name for name in _FIELDS})
    }
    if row.came_as == PROXY:
        found[PROXY] = (row.came_version, OF_PROXY)
    stated = dict[str, tuple[Applicant | None, NewApplicant]]()
    for whom, (version, names) in found.items():
        shown = applicants.version(conn, version) if version is not None else None
        typed = {own: changed[name] for name, own in names.items() if name in changed}
        before = {name: getattr(shown, name, "") for name in _FIELDS}
        stated[whom] = (shown, NewApplicant(**{**before, **typed}))
    return stated


def _faults(
    conn: Connection,
    desk: Desk,
    row: FileRow,
    changed: Changed,
    stated: Mapping[str, tuple[Applicant | None, NewApplicant]],
    what: Mapping[str, Any],
    today: date,
) -> dict[str, str]:
    """What must be put right first, by the same rules as a registration: field → sentence."""
    (shown, typed), new = stated[IN_PERSON], replace(row, **what)
    came = stated[PROXY][1] if PROXY in stated else NewApplicant("")
    asked = Registration(
        new.service,
        new.kind,
        typed,
        shown,
        came_as=new.came_as,
        proxy_seen=new.proxy_seen,
        **{name: getattr(came, own) for name, own in OF_PROXY.items()},
    )
    concerned = set(changed).union(*(also for name, also in _ALSO.items() if name in changed))
    found = {name: words for name, words in faults(desk, asked, today).items() if name in concerned}
    if "service" in what and "service" not in found:
        other = desk.service(what["service"]).procedure != row.procedure_id
        found |= {"service": OTHER_SOP} if other else {}
    people = {row.applicant_version: _FIELDS, row.came_version: (*OF_PROXY, "came_as")}
    for version, names in people.items():
        if version is not None and applicants.is_erased(conn, applicants.version(conn, version)):
            found |= {name: ERASED for name in names if name in changed}
    return found


def _kept(shown: Applicant | None, typed: NewApplicant, today: date) -> NewApplicant:
    """What was typed as it is kept; what was not typed stays as it is shown.

    A NPWP that was the NIK stays so: else it would tell the NIK that was put right.
    """
    words = cleaned(typed, today)
    if shown is None:
        return words
    new = {name: getattr(words, name) for name in applicants.otherwise(typed, shown)}
    if "nik" in new and "npwp" not in new and tells_nik(shown.npwp, shown.nik):
        new["npwp"] = new["nik"]
    return replace(typed, **new)


def _who(
    conn: Connection,
    file: int,
    shown: Applicant | None,
    data: NewApplicant,
    whom: str,
    answers: tuple[Answer, ...],
) -> tuple[Applicant | None, Answer | None]:
    """Who it is now, and the answer that was needed to know that."""
    if shown is None:
        return settled(conn, data, whom, answers)
    others = (row for row in files.of_person(conn, shown.id) if row.id != file)
    elsewhere = any(row.outcome != VOIDED for row in others)
    same_name = folded(data.name) == folded(shown.name)
    if data.identity == shown.identity and (data.identity or same_name or not elsewhere):
        return applicants.by_id(conn, shown.id), None
    doubtful = elsewhere and bool(shown.identity or not same_name)
    return settled(conn, data, whom, answers, Shown(applicants.by_id(conn, shown.id), doubtful))


def _put_right(
    conn: Connection,
    known: Applicant | None,
    shown: Applicant | None,
    data: NewApplicant,
    company: str | None,
    person: int,
    at: int,
) -> Applicant:
    """The version that the file shows from now on; `company` for whom it applies, None of a kuasa.

    Of whom it showed already it has what was put right, and so has the newest version, which may know more.
    """
    if known is None or shown is None:
        return take_up(conn, known, None, data, person, at)[0]
    new = applicants.otherwise(data, shown)
    if known.id != shown.id:
        return _moved(conn, known, {**new, "name": data.name, "nik": data.nik}, company, person, at)
    if not new:
        return shown
    if all(getattr(known, name) == getattr(shown, name) for name in _FIELDS):
        return applicants.renew(conn, known.id, data, person, at)
    own = applicants.keep(conn, known.id, data, person, at)
    applicants.renew(conn, known.id, replace(known, **new), person, at)
    return own


def _moved(
    conn: Connection, known: Applicant, said: Mapping[str, str], company: str | None, person: int, at: int
) -> Applicant:
    """The version of somebody else, to whom a file goes: what was left empty or cleared here they keep.

    `company` is for whom the file applies (None of a kuasa); one person may apply for several, and for none.
    """
    kept: dict[str, Any] = {name: word for name, word in said.items() if word}
    newest = replace(known, **kept)
    own = newest if company is None else replace(newest, company=company)
    if own == newest:
        return known if newest == known else applicants.renew(conn, known.id, newest, person, at)
    shown = applicants.keep(conn, known.id, own, person, at)
    applicants.renew(conn, known.id, newest, person, at)
    return shown


def _left(
    conn: Connection,
    file: int,
    stated: Mapping[str, tuple[Applicant | None, NewApplicant]],
    people: Mapping[str, Applicant],
) -> tuple[str, ...]:
    """The other files under way that show of the same person what was put right on this one."""
    found = dict[str, None]()
    for whom, (shown, _) in stated.items():
        if shown is None or shown.id != people[whom].id:
            continue
        wrong = {name: getattr(shown, name) for name in applicants.otherwise(people[whom], shown)}
        for row in files.of_person(conn, shown.id):
            own = row.applicant_version if row.applicant_id == shown.id else row.came_version
            if row.id == file or row.ended_at is not None or own is None:
                continue
            theirs = applicants.version(conn, own)
            if any(getattr(theirs, name) == word for name, word in wrong.items()):
                found[row.number] = None
    return tuple(found)


def _beside(
    conn: Connection, row: FileRow, applicant: Applicant, service: str, told: frozenset[int]
) -> list[Note]:
    """That it is meant beside others like it, where it was not of this person or for this service before.

    A file that has ended is beside none.
    """
    if row.ended_at is not None or not (service or applicant.id != row.applicant_id):
        return []
    note = second.beside(conn, applicant.id, service or row.service, told, but=row.id)
    return [note] if note is not None else []


def _facts(file: OnRecord, service: str, kind: str) -> dict[str, str]:
    """What service and kind say otherwise now; empty where they say nothing any more."""
    row, procedure = file.row, file.procedure
    before = procedure.brought(row.service, row.kind)
    now = procedure.brought(service or row.service, kind or row.kind)
    return {name: now.get(name, "") for name in {**before, **now} if before.get(name) != now.get(name)}
