"""Putting right what was registered: who applies, who came for them, and for what (*Perbaiki data*, *ralat*).

A file then shows a further version of the person, or somebody else; other files keep what they show.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from loket.desk.authority import Who, actor
from loket.desk.case.on_record import OnRecord, on_record
from loket.desk.case.record import Ref, keep_reason, record
from loket.desk.errors import Invalid
from loket.desk.intake.applicant import cleaned
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
from loket.store.sql import Connection
from loket.text import clean_lines

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
_WHAT = ("service", "kind")
_ALSO = {"nik": ("came_nik",), "id_number": ("nik", "came_id_number"), "service": ("kind",)}
"""What is not right any more where the former is changed, is said too."""
_OF_THE_FILE = ("name", "nik", "company")
"""What a file says itself of somebody else whom it shows from now on."""
ERASED = "Data orang ini sudah dihapus dan tidak diisi lagi."
NO_REASON = "Alasan belum ditulis. Sebut mengapa datanya diperbaiki."
UNCHANGED = "Belum ada yang diubah."
OTHER_SOP = "Layanan itu memakai SOP lain: batalkan pendaftaran ini, lalu daftarkan ulang."


def correct(
    desk: Desk,
    who: Who,
    ref: Ref,
    changed: Changed,
    reason: str,
    answers: tuple[Answer, ...] = (),
    *,
    draft: tuple[str, str] | None = None,
) -> Ref:
    """Put right what was registered, and say why.

    `answers`: what was said when it was asked who is meant. `draft`: place and subject of what was typed,
    which is forgotten.

    Raises:
        Refused: when the person may not, or it comes too late for another service.
        Changed: when the file has moved on since it was read.
        Invalid: with a sentence for each field that is wrong.
        WhoIsIt: when it is not clear which person is meant, and `answers` do not say.
        Missing, ProfileFaults: when the service has no form that can be read.
    """
    with desk.write() as conn:
        person, now = actor(conn, desk, who), desk.now()
        file, today = on_record(conn, desk, ref.file), desk.time(conn).local(now).date()
        what = {name: changed[name] for name in _WHAT if changed.get(name)}
        what = {name: word for name, word in what.items() if word != getattr(file.row, name)}
        check(
            file.procedure,
            file.state,
            person,
            Correct(0, 0, None, what.get("service", ""), what.get("kind", "")),
        )
        stated = _stated(conn, file, changed)
        if wrong := _faults(conn, desk, file, changed, stated, what, today):
            raise Invalid(wrong)
        asked = list[Note]()
        people = dict[str, Applicant]()
        for whom, (shown, typed) in stated.items():
            data = _kept(shown, typed, today)
            known, answer = _who(conn, file.row.id, shown, data, whom, answers)
            people[whom] = _put_right(conn, known, shown, data, who.person, now)
            asked += [asked_note(answer)] if answer is not None else []
        if not what and all(people[whom] == shown for whom, (shown, _) in stated.items()):
            raise Invalid({"remark": UNCHANGED})
        if not clean_lines(reason):
            raise Invalid({"remark": NO_REASON})
        applicant, came = people[IN_PERSON], people.get(PROXY)
        files.correct(conn, file.row.id, (applicant, came), _what(conn, desk, file, what), now)
        remark = keep_reason(conn, who.person, now, reason, ref.file)
        version = came.version if came is not None else None
        act = Correct(
            applicant.version,
            remark,
            version,
            what.get("service", ""),
            what.get("kind", ""),
            _facts(file, what),
        )
        acts: list[Act] = [act, *asked]
        for done in acts:
            ref = record(conn, desk, person, ref, done)
        if draft is not None:
            drafts.drop_draft(conn, who.person, *draft)
        return ref


def _stated(conn: Connection, file: OnRecord, changed: Changed) -> dict[str, tuple[Applicant, NewApplicant]]:
    """Of who applies, and who came for them: whom the file shows, and what was typed of them."""
    found = {IN_PERSON: (file.row.applicant_version, {name: name for name in _FIELDS})}
    if file.row.came_version is not None:
        found[PROXY] = (file.row.came_version, OF_PROXY)
    stated = {}
    for whom, (version, names) in found.items():
        shown = applicants.version(conn, version)
        typed = {own: changed[name] for name, own in names.items() if name in changed}
        stated[whom] = (shown, replace(NewApplicant(**{n: getattr(shown, n) for n in _FIELDS}), **typed))
    return stated


def _faults(
    conn: Connection,
    desk: Desk,
    file: OnRecord,
    changed: Changed,
    stated: Mapping[str, tuple[Applicant, NewApplicant]],
    what: Mapping[str, str],
    today: date,
) -> dict[str, str]:
    """What must be put right first, by the same rules as a registration: field → sentence."""
    row, (shown, typed) = file.row, stated[IN_PERSON]
    came = stated[PROXY][1] if PROXY in stated else NewApplicant("")
    asked = Registration(
        what.get("service", row.service),
        what.get("kind", row.kind),
        typed,
        shown,
        came_as=row.came_as,
        proxy_seen=row.proxy_seen,
        **{name: getattr(came, own) for name, own in OF_PROXY.items()},
    )
    concerned = set(changed).union(*(also for name, also in _ALSO.items() if name in changed))
    found = {name: words for name, words in faults(desk, asked, today).items() if name in concerned}
    if "service" in what and "service" not in found:
        other = desk.service(what["service"]).procedure != row.procedure_id
        found |= {"service": OTHER_SOP} if other else {}
    for whom, (version, _) in stated.items():
        names = _FIELDS if whom == IN_PERSON else OF_PROXY
        if applicants.is_erased(conn, version):
            found |= {name: ERASED for name in names if name in changed}
    return found


def _kept(shown: Applicant, typed: NewApplicant, today: date) -> NewApplicant:
    """What was typed as it is kept; what was not typed stays as it is shown.

    A NPWP that was the NIK stays so: else it would tell the NIK that was put right.
    """
    words = cleaned(typed, today)
    new = {name: getattr(words, name) for name in applicants.otherwise(typed, shown)}
    if "nik" in new and "npwp" not in new and tells_nik(shown.npwp, shown.nik):
        new["npwp"] = new["nik"]
    return replace(typed, **new)


def _who(
    conn: Connection, file: int, shown: Applicant, data: NewApplicant, whom: str, answers: tuple[Answer, ...]
) -> tuple[Applicant | None, Answer | None]:
    """Who it is now, and the answer that was needed to know that."""
    others = (row for row in files.of_person(conn, shown.id) if row.id != file)
    elsewhere = any(row.outcome != VOIDED for row in others)
    same_name = folded(data.name) == folded(shown.name)
    if data.identity == shown.identity and (data.identity or same_name or not elsewhere):
        return applicants.by_id(conn, shown.id), None
    doubtful = elsewhere and bool(shown.identity or not same_name)
    return settled(conn, data, whom, answers, Shown(applicants.by_id(conn, shown.id), doubtful))


def _put_right(
    conn: Connection, known: Applicant | None, shown: Applicant, data: NewApplicant, person: int, at: int
) -> Applicant:
    """The version that the file shows from now on.

    Of whom it showed already it has what was put right, and so has the newest version, which may know more.
    """
    new = applicants.otherwise(data, shown)
    if known is None:
        return applicants.add(conn, data, person, at)
    if known.id != shown.id:
        theirs = replace(known, **{**new, **{name: getattr(data, name) for name in _OF_THE_FILE}})
        return known if theirs == known else applicants.renew(conn, known.id, theirs, person, at)
    if not new:
        return shown
    if all(getattr(known, name) == getattr(shown, name) for name in _FIELDS):
        return applicants.renew(conn, known.id, data, person, at)
    own = applicants.keep(conn, known.id, data, person, at)
    applicants.renew(conn, known.id, replace(known, **new), person, at)
    return own


def _what(
    conn: Connection, desk: Desk, file: OnRecord, what: Mapping[str, str]
) -> tuple[str, str, str | None]:
    """Service, kind, and the fingerprint of the form: that of another service is today's."""
    row = file.row
    form = desk.current_form(conn, what["service"]) if "service" in what else row.form_sha
    return what.get("service", row.service), what.get("kind", row.kind), form


def _facts(file: OnRecord, what: Mapping[str, str]) -> dict[str, str]:
    """What service and kind say otherwise now; empty where they say nothing any more."""
    row, procedure = file.row, file.procedure
    before = procedure.brought(row.service, row.kind)
    now = procedure.brought(what.get("service", row.service), what.get("kind", row.kind))
    return {name: now.get(name, "") for name in {**before, **now} if before.get(name) != now.get(name)}
