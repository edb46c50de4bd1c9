"""A made-up office to measure in: a back office with fifty files, whose clock stands in a working morning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from loket.desk.authority import Who, actor
from loket.desk.case import entries, file_view, record
from loket.desk.case.perform import perform
from loket.desk.founding import create_office
from loket.desk.intake import registration
from loket.desk.intake.cleaning import Registration
from loket.desk.note_names import NIK_NOTE
from loket.desk.office import Desk
from loket.desk.opening import open_desk, system_clock
from loket.desk.people import staff
from loket.flow.acts import Choose, Note, PutBack, Take
from loket.location import Location
from loket.store.applicants import NewApplicant

PASSWORD = "loket-ukur-1"
CLERK, COLLEAGUE, FRONT, SUPERVISOR = "Andi Ukur", "Beni Ukur", "Sari Ukur", "Gita Ukur"
_STAFF = ((CLERK, "bo"), (COLLEAGUE, "bo"), (FRONT, "fo2"), (SUPERVISOR, "penyelia"))
_MORNING = datetime(2026, 11, 20, 8, 30, tzinfo=timezone(timedelta(hours=7)))


@dataclass(frozen=True, slots=True)
class Scene:
    """The office, who works there, and the files that lie with the back office."""

    path: Location
    desk: Desk
    clerk: Who
    colleague: Who
    front: Who
    files: tuple[record.Ref, ...]


def stage(path: Location, count: int, *, in_hand: bool, apart: int = 0) -> Scene:
    """Make the office with `count` files at the back office; with `in_hand` the clerk has taken them all.

    They were taken `apart` minutes one after the other, the first at 08.30, the last as the program opens.
    The back office's step takes five minutes from taking, and a clock shows seconds from ten minutes before
    it is due until it is a minute late. The office's clock runs on from the moment this is called.
    """
    now = int(_MORNING.timestamp() * 1000)
    opening = now + max(0, count - 1) * apart * 60_000
    create_office(path, "karimun", now=now, clock_offset=opening - system_clock())
    desk = open_desk(path, clock=lambda: now)
    ids = {
        name: staff.add(
            desk, None, nip=f"1990010120200110{n:02}", name=name, password=PASSWORD, roles=(role,)
        )
        for n, (name, role) in enumerate(_STAFF, 10)
    }
    front, clerk = Who(ids[FRONT], "2"), Who(ids[CLERK])
    refs: tuple[record.Ref, ...] = tuple(_registered(desk, front, n) for n in range(count))
    if in_hand:
        taken = []
        for ref in refs:
            taken.append(perform(desk, clerk, ref, Take()))
            now += apart * 60_000
        refs = tuple(taken)
    desk.store.close()
    return Scene(path, open_desk(path), clerk, Who(ids[COLLEAGUE]), front, refs)


def _registered(desk: Desk, front: Who, n: int) -> record.Ref:
    applicant = NewApplicant(f"Contoh {n:03}", f"210201550890{n + 1:04}", f"0812000{n:05}")
    ref: record.Ref = registration.register(desk, front, Registration("sip-bidan", "baru", applicant))
    for item in file_view.view(desk, front, ref.file).checklist:
        ref = entries.set_mark(desk, front, ref.file, item.requirement.id, "ada")
    return perform(desk, front, ref, Choose("lengkap"))


def lengthened(scene: Scene, ref: record.Ref, events: int, moved: int) -> record.Ref:
    """Let the file, which waits at the back office, come to so many events, so many of which move it."""
    with scene.desk.write() as conn:
        clerk = actor(conn, scene.desk, scene.clerk)
        for _ in range(min(moved, events - ref.version) // 2):
            ref = record.ref_of(record.record(conn, scene.desk, clerk, ref, Take()))
            ref = record.ref_of(record.record(conn, scene.desk, clerk, ref, PutBack()))
        for _ in range(events - ref.version):
            ref = record.ref_of(record.record(conn, scene.desk, clerk, ref, Note(NIK_NOTE)))
    return ref
