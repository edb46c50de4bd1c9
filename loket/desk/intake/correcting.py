"""Putting right what was registered: who applies, who came for them, and for what (*Perbaiki data*, *ralat*).

A file then shows a further version of the person, or somebody else; other files keep what they show.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from loket.desk.authority import Who, actor
from loket.desk.case.corrections import of_person
from loket.desk.case.on_record import OnRecord, on_record
from loket.desk.case.record import Ref, keep_reason, record, ref_of
from loket.desk.errors import Invalid, Renewed
from loket.desk.intake import second
from loket.desk.intake.cleaning import NOBODY, faults
from loket.desk.intake.doubt import IN_PERSON, PROXY, Answer, asking, check_two
from loket.desk.intake.registration import asked_note
from loket.desk.intake.renewing import OF_PROXY, Corrected, PutRight, Stated, left, put_right, stated
from loket.desk.office import Desk
from loket.flow.acts import Act, Correct, Note
from loket.flow.rules import check
from loket.store import applicants, drafts, files, values
from loket.store.files import FileRow
from loket.store.sql import Connection
from loket.text import clean, clean_lines

_CHOSEN = ("service", "kind", "came_as")
_FIELDS = frozenset((*applicants.FIELDS, *OF_PROXY, *_CHOSEN, "proxy_seen", "outside_number"))
_ALSO = {
    "nik": ("came_nik",),
    "id_kind": ("id_number", "nik", "came_id_number"),
    "id_number": ("id_kind", "nik", "came_id_number"),
    "came_id_kind": ("came_id_number",),
    "came_id_number": ("came_id_kind",),
    "service": ("kind",),
    "came_as": ("came_name", "proxy_seen"),
}
"""What is not right any more where the former is changed, is said too."""
NOT_AGAIN = "Data orang ini sudah dihapus dan tidak diisi lagi."
NO_REASON = "Alasan belum ditulis. Sebut mengapa datanya diperbaiki."
UNCHANGED = "Belum ada yang diubah."
OTHER_SOP = "Layanan itu memakai SOP lain: batalkan pendaftaran ini, lalu daftarkan ulang."


@dataclass(frozen=True, slots=True)
class Correction:
    """What was typed, and why.

    `changed`: what is otherwise than the file has it, by a registration's fields. `answers`: what was
    said when it was asked who is meant; `beside`: the files under way beside which this one is meant.
    `seen`: the newest versions of whom the file shows, as they were when its form was opened.
    """

    changed: Mapping[str, str]
    reason: str
    answers: tuple[Answer, ...] = ()
    beside: frozenset[int] = frozenset()
    seen: Collection[int] = ()


def correct(
    desk: Desk, who: Who, ref: Ref, asked: Correction, *, draft: tuple[str, str] | None = None
) -> Corrected:
    """Put right what was registered, and say why.

    `draft`: place and subject of what was typed, which is forgotten.

    Raises:
        Refused: when the person may not, or it comes too late for another service.
        Changed: when the file has moved on since it was read.
        Renewed: when somebody changed elsewhere what is known of the person since it was read.
        Invalid: with a sentence for each field that is wrong.
        WhoIsIt: when it is not clear which person is meant, and the answers do not say.
        StillRunning: when whoever it is of now has others of the service under way, beside which this one is
            not said to be meant.
        Missing: when the service has no form that can be read.
        ValueError: when a field is none of a registration's.
    """
    if strange := asked.changed.keys() - _FIELDS:
        raise ValueError(f"no fields of a registration: {', '.join(sorted(strange))}")
    with asking(desk, who, ref.file), desk.write() as conn:
        person, now = actor(conn, desk, who), desk.now()
        file = on_record(conn, desk, ref.file)
        what = _what(file.row, asked.changed)
        service, kind = what.get("service", ""), what.get("kind", "")
        check(file.procedure, file.state, person, Correct(0, 0, None, service, kind))
        people = _put_right(conn, desk, file.row, what, asked, (who.person, now))
        notes = _notes(conn, file.row, people, service, asked.beside)
        applicant, came = people[IN_PERSON].now, people[PROXY].now if PROXY in people else None
        form = {"form_sha": desk.current_form(conn, service)} if service else {}
        files.correct(conn, ref.file, (applicant, came), {**what, **form}, now)
        remark = keep_reason(conn, who.person, now, asked.reason, ref.file)
        version, facts = came.version if came else None, _facts(file, service, kind)
        acts: list[Act] = [Correct(applicant.version, remark, version, service, kind, facts), *notes]
        for done in acts:
            ref = ref_of(record(conn, desk, person, ref, done))
        if draft is not None:
            drafts.drop_draft(conn, who.person, *draft)
        return Corrected(ref.file, ref.version, ref.strand, left(conn, people.values()))


def _what(row: FileRow, changed: Mapping[str, str]) -> dict[str, Any]:
    """What of the file itself, beside who applies and came, is otherwise than it is; by the columns."""
    said: dict[str, Any] = {name: changed[name] for name in _CHOSEN if changed.get(name)}
    if "outside_number" in changed:
        said["outside_number"] = clean(changed["outside_number"])
    if said.get("came_as", row.came_as) == IN_PERSON:
        said["proxy_seen"] = False
    elif "proxy_seen" in changed:
        said["proxy_seen"] = bool(changed["proxy_seen"])
    return {name: word for name, word in said.items() if word != getattr(row, name)}


def _put_right(
    conn: Connection,
    desk: Desk,
    row: FileRow,
    what: Mapping[str, Any],
    asked: Correction,
    by: tuple[int, int],
) -> dict[str, PutRight]:
    """Who applies and who came from now on, where all that was typed can be right and something differs."""
    today, new = desk.time(conn).date_of(by[1]), replace(row, **what)
    said = stated(conn, new, asked.changed, today)
    wrong = _faults(desk, new, said, asked.changed)
    if "service" in what and "service" not in wrong:
        other = desk.service(new.service).procedure != row.procedure_id
        wrong |= {"service": OTHER_SOP} if other else {}
    wrong |= _erased(conn, row, asked.changed)
    if not clean_lines(asked.reason):
        wrong["remark"] = NO_REASON
    if wrong:
        raise Invalid(wrong)
    _check_renewed(conn, row, asked.seen)
    people = {whom: put_right(conn, row.id, each, asked.answers, by) for whom, each in said.items()}
    check_two(people[IN_PERSON].now, people[PROXY].now if PROXY in people else None)
    if not what and all(each.now == each.shown for each in people.values()):
        raise Invalid({"remark": UNCHANGED})
    return people


def _faults(
    desk: Desk, new: FileRow, said: Mapping[str, Stated], changed: Mapping[str, str]
) -> dict[str, str]:
    """What must be put right first, by the same rules as a registration: field → sentence."""
    applies, came = said[IN_PERSON].typed, said[PROXY].typed if PROXY in said else NOBODY
    seen = new.proxy_seen if new.came_as == PROXY else None
    found = faults(desk, new.service, new.kind, applies, came, new.outside_number, proxy_seen=seen)
    concerned = set(changed).union(*(also for name, also in _ALSO.items() if name in changed))
    return {name: words for name, words in found.items() if name in concerned}


def _erased(conn: Connection, row: FileRow, changed: Mapping[str, str]) -> dict[str, str]:
    """That what was typed of somebody who was erased is not filled in again, by the field."""
    people = {row.applicant_version: applicants.FIELDS, row.came_version: (*OF_PROXY, "came_as")}
    return {
        name: NOT_AGAIN
        for version, names in people.items()
        if version is not None and applicants.is_erased(conn, applicants.version(conn, version))
        for name in names
        if name in changed
    }


def _check_renewed(conn: Connection, row: FileRow, seen: Collection[int]) -> None:
    """Refuse when something else is known by now of whom the file shows than its form was opened with."""
    people = ((row.applicant_id, row.applicant_version, ""), (row.came_id, row.came_version, " kuasa"))
    for person, shown, whose in people:
        versions = values.every(conn, applicants.KIND, person) if person is not None else ()
        before = max((each.id for each in versions if each.id in seen), default=None)
        if before is not None and (changes := tuple(of_person(conn, before, versions[-1].id, whose))):
            newest = versions[-1]
            of_file = next((v for v in versions if v.id == shown), newest)
            here = of_file.id > before and of_file.at == newest.at
            raise Renewed(newest.person, newest.at, changes, here=here)


def _notes(
    conn: Connection, row: FileRow, people: Mapping[str, PutRight], service: str, told: frozenset[int]
) -> list[Note]:
    """What was asked of whom, and that it is meant beside others like it.

    The latter where it was not of this person or for this service before; one that has ended is beside none.
    """
    answered = ((each.answer, each.lost) for each in people.values())
    notes = [asked_note(answer, (other.id for other in lost)) for answer, lost in answered if answer]
    applicant = people[IN_PERSON].now
    if row.ended_at is None and (service or applicant.id != row.applicant_id):
        note = second.beside(conn, applicant.id, service or row.service, told, but=row.id)
        notes += [note] if note is not None else []
    return notes


def _facts(file: OnRecord, service: str, kind: str) -> dict[str, str]:
    """What service and kind say otherwise now; empty where they say nothing any more."""
    row, procedure = file.row, file.procedure
    before = procedure.brought(row.service, row.kind)
    now = procedure.brought(service or row.service, kind or row.kind)
    return {name: now.get(name, "") for name in {**before, **now} if before.get(name) != now.get(name)}
