"""A small made-up office for these tests: one short procedure, three people, one applicant, files at will."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, NamedTuple

from loket.flow.acts import Act, Event, Register
from loket.flow.deadline import Deadline, Still
from loket.flow.fold import replay
from loket.flow.limits import LimitKind
from loket.flow.snapshot import taken
from loket.flow.state import FileState
from loket.sla import Clock
from loket.sop.model import (
    AllowedTime,
    Branch,
    Direction,
    Document,
    Kind,
    Limits,
    Party,
    Procedure,
    SignOff,
    Step,
)
from loket.store import applicants, documents, files, people
from loket.store.journal import Stamp
from loket.store.sql import Connection

FRONT, BACK, HEAD = "fo", "bo", "kasi"
START = 1_763_600_000_000


def _step(sequence: int, name: str, kind: Kind, role: str, *branches: Branch, **more: object) -> Step:
    party = Party.APPLICANT if kind is Kind.APPLICANT else Party.OFFICE
    return Step(sequence, name, kind, (role,), party, AllowedTime(), branches, **more)  # type: ignore[arg-type]


def _forward(target: int | None, **more: object) -> Branch:
    return Branch("lanjut", "Teruskan", Direction.FORWARD, target=target, **more)  # type: ignore[arg-type]


_RETURN = Branch("kembali", "Kembalikan untuk dilengkapi", Direction.RETURN, target=1, resume=2)
_REFUSE = Branch("tolak", "Tolak permohonan (akhir)", Direction.REJECT, outcome="ditolak", decides=True)

PROCEDURE = Procedure(
    id="contoh",
    name="Izin Contoh",
    document=Document("contoh", (), (), (), (), (), ()),
    roles={FRONT: "Loket", BACK: "Pengolah", HEAD: "Kasi"},
    facts={},
    steps=(
        _step(1, "Melengkapi berkas", Kind.APPLICANT, "pemohon", _forward(2)),
        _step(
            2,
            "Memeriksa berkas",
            Kind.COMPLETENESS,
            FRONT,
            _forward(3, declares_complete=True),
            _RETURN,
            _REFUSE,
        ),
        _step(3, "Menyiapkan tempat", Kind.ASSIST, BACK, _forward(4, declares_correct=True), optional=True),
        _step(
            4,
            "Memverifikasi",
            Kind.VERIFICATION,
            HEAD,
            _forward(5, decides=True, outcome="terbit"),
            Branch("mundur", "Kembalikan ke loket", Direction.BACK, target=2),
            sign_offs=(SignOff((HEAD,), "Validasi"), SignOff((HEAD, BACK), "Penetapan")),
        ),
        _step(5, "Menyerahkan izin", Kind.HANDOVER, FRONT, _forward(None), awaits_collection=True),
    ),
    starts=(2,),
    limits=Limits(),
)


SITI = applicants.CleanApplicant(
    "Siti Contoh", nik="0000000000000001", phone="+62 812-0000-0011", company="Apotek Contoh Sehat"
)


DOCUMENT = documents.Document(documents.SOP, PROCEDURE.id, "judul = 'contoh'", "{}")


def staffed(conn: Connection) -> None:
    """Persons 1 (loket), 2 (pengolah), 3 (kasi), applicant 1 and the procedure."""
    applicants.add(conn, SITI, None, START)
    stamp = Stamp(START)
    people.add(conn, "199001012015011001", "Contoh Satu", "x", [FRONT], stamp)
    people.add(conn, "199001012015011002", "Contoh Dua", "x", [BACK], stamp)
    people.add(conn, "199001012015011003", "Contoh Tiga", "x", [HEAD], stamp)
    documents.keep(conn, DOCUMENT)


def register(
    conn: Connection, number: str, *, at: int = START, due: Deadline | Still = Still.NO_LIMIT, **more: object
) -> int:
    """A file at step 2, waiting for the front office."""
    applicant = applicants.by_id(conn, int(str(more.get("applicant_id", 1))))
    known: dict[str, object] = {"applicant_id": 1, "kind": "baru", "channel": "loket", **more}
    known |= {"applicant_version": applicant.version, "applicant": applicant.name}
    new = files.NewFile(
        number=number,
        service="izin-contoh",
        procedure_id=PROCEDURE.id,
        procedure_sha=DOCUMENT.sha,
        arrived_at=at,
        opened_at=at,
        **known,  # type: ignore[arg-type]
    )
    file_id = files.create_file(conn, new)
    do(conn, file_id, Register(2), person=1, at=at, due=due)
    return file_id


def due_at(at: int, near: int | None = None) -> Deadline:
    """A deadline at that instant, of a step and in minutes."""
    return Deadline(at, Clock.WORK, LimitKind.STEP, date(2026, 11, 20), at if near is None else near)


def state_of(conn: Connection, file_id: int) -> tuple[files.FileRow, list[Event], FileState]:
    """The file, its events and the state they lead to."""
    row, events = files.load(conn, file_id)
    return row, events, replay(PROCEDURE, events)


def do(
    conn: Connection,
    file_id: int,
    act: Act,
    *,
    person: int | None = 1,
    role: str | None = None,
    at: int | None = None,
    due: Deadline | Still = Still.NO_LIMIT,
) -> FileState:
    """Record an act without asking whether it is allowed; the state after it."""
    row, events, before = state_of(conn, file_id)
    when = before.last_at + 1000 if at is None else at
    event = Event(row.version + 1, when, when, act, person, role, "Loket 2")
    after = replay(PROCEDURE, [*events, event])
    files.record(conn, file_id, row.version, event, taken(before), taken(after), {0: due})
    return after


class KeptSurvey(NamedTuple):
    """A filled-in survey as the database has it."""

    id: int
    service: str
    submitted_on: str
    answers: dict[str, Any]
    respondent: dict[str, Any]


def kept_surveys(conn: Connection) -> list[KeptSurvey]:
    """All surveys, by id."""
    rows = conn.exec_driver_sql(
        "SELECT id, service, submitted_on, answers, respondent FROM survey ORDER BY id"
    )
    return [
        KeptSurvey(row.id, row.service, row.submitted_on, json.loads(row.answers), json.loads(row.respondent))
        for row in rows
    ]
