"""Deadlines follow hours and settings as they follow the calendar; a move that was cut off is finished."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from loket.desk.calendar import days, moving
from loket.desk.case.record import Ref
from loket.desk.edition.install import install, plan
from loket.desk.errors import Unreadable
from loket.desk.integrity import examine
from loket.desk.opening import open_desk
from loket.desk.reminders import reminders
from loket.desk.time.reckoning import as_row
from loket.desk.words.trouble import opening_failed, unforeseen
from loket.flow.acts import Note
from loket.flow.deadline import Deadline
from loket.flow.limits import LimitKind
from loket.location import written
from loket.office.reading import ProfileFaults
from loket.sla import CalendarFault, Holiday
from loket.store import calendar, journal, meta
from loket.store.files import open_with_due
from loket.store.journal import Stamp
from tests import places
from tests.demo.played import played
from tests.desk.editions import edit, edited
from tests.desk.karimun import Karimun, bring_to, instant, open_karimun
from tests.started import Program, run

BEFORE, AFTER = "2026-11-25 16:00+07:00", "2026-11-26 16:00+07:00"
DECREED = Holiday(date(2026, 11, 20), "libur_daerah", "Libur Contoh", "Keputusan Contoh 1/2026")
HOURS = 'rabu = ["07.30-12.00", "13.00-{0}.00"]\nkamis = ["07.30-12.00", "13.00-{0}.00"]'
CLOSING = (HOURS.format(16), HOURS.format(15))
LEGAL = ("batas_hukum_hari = 5", "batas_hukum_hari = 6")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Karimun]:
    office = open_karimun(tmp_path)
    yield office
    office.desk.store.close()


def another(office: Karimun) -> Karimun:
    """A second terminal on the same database, at the same moment."""
    return Karimun(open_desk(office.desk.store.place, clock=lambda: office.at), office.at, office.ids)


def reopen(office: Karimun) -> None:
    office.desk.store.close()
    office.desk = open_desk(office.desk.store.place, clock=lambda: office.at)


def dues(office: Karimun) -> dict[int, int]:
    with office.desk.store.read() as conn:
        rows = open_with_due(conn)
    return {row.file_id: due.at for row in rows for due in row.due.values() if isinstance(due, Deadline)}


def told(office: Karimun, file: int) -> list[tuple[object, object, object]]:
    """The moves of a file's limits, as its history has them."""
    notes = [e.act for e in office.events(file) if isinstance(e.act, Note)]
    moves = [n.data for n in notes if n.what == "batas_bergeser"]
    return [(data["batas"], data["lama"], data["baru"]) for data in moves]


def changes(office: Karimun) -> list[str]:
    return [entry.kind for entry in office.journal("calendar", 1)]


@contextmanager
def failing_at(office: Karimun, file: Ref) -> Iterator[None]:
    """The disk refuses the note of that file: a move breaks off there."""
    with office.desk.store.write() as conn:
        note = f"NEW.kind = 'noted' AND NEW.subject_id = {file.file}"
        places.refusing(conn, "full", "INSERT ON journal", note)
    yield
    with office.desk.store.write() as conn:
        places.accepting(conn, "full", "journal")


def cut_off(office: Karimun, monkeypatch: pytest.MonkeyPatch) -> list[Ref]:
    """Five files, a decree, and a move that breaks off at the fourth of them."""
    monkeypatch.setattr(moving, "CHUNK", 2)
    refs = [bring_to(office, 6) for _ in range(5)]
    with failing_at(office, refs[3]), pytest.raises(IntegrityError):
        days.change_days(office.desk, office.who("admin"), [days.holiday_row(DECREED)])
    assert [len(told(office, ref.file)) for ref in refs] == [1, 1, 0, 0, 0]
    return refs


def all_moved_once(office: Karimun, refs: list[Ref]) -> None:
    assert set(dues(office).values()) == {instant(AFTER)}
    for ref in refs:
        assert told(office, ref.file) == [("hukum", "Rab 25 Nov 2026 16.00", "Kam 26 Nov 2026 16.00")]
        note = office.journal("file", ref.file)[-1]
        assert (note.person_id, note.role) == (office.ids["admin"], "admin")


def test_a_move_that_broke_off_is_finished_when_the_office_is_opened(
    office: Karimun, monkeypatch: pytest.MonkeyPatch
) -> None:
    refs = cut_off(office, monkeypatch)
    reopen(office)
    all_moved_once(office, refs)
    reopen(office)
    all_moved_once(office, refs)
    assert changes(office) == ["days_put", "days_put"]


def test_or_by_the_same_change_made_again(office: Karimun, monkeypatch: pytest.MonkeyPatch) -> None:
    refs = cut_off(office, monkeypatch)
    assert days.change_days(office.desk, office.who("admin"), [days.holiday_row(DECREED)]).entries == 0
    all_moved_once(office, refs)


def test_or_by_the_next_change_which_moves_on_from_there(
    office: Karimun, monkeypatch: pytest.MonkeyPatch
) -> None:
    refs = cut_off(office, monkeypatch)
    days.change_days(office.desk, office.who("admin"), (), without=[days.holiday_row(DECREED)])
    for ref in refs:
        assert [baru for _, _, baru in told(office, ref.file)] == [
            "Kam 26 Nov 2026 16.00",
            "Rab 25 Nov 2026 16.00",
        ]
    assert set(dues(office).values()) == {instant(BEFORE)}


DYING = """
import os, sys
from datetime import date
from loket.desk.calendar import days, moving
from loket.desk.case import lists
from loket.desk.opening import open_desk
from loket.location import located
from loket.sla import Holiday

desk = open_desk(located(sys.argv[1]), clock=lambda: int(sys.argv[2]))
days.finish = lambda _: os._exit(9)
off = Holiday(date(2026, 11, 20), "libur_daerah", "Libur Contoh", "Keputusan")
days.change_days(desk, None, [days.holiday_row(off)])
"""


@contextmanager
def meanwhile(program: Karimun, happens: Callable[[], object]) -> Iterator[None]:
    """Let something else happen on the database while that program reads what it is about to write."""
    clock, waiting = program.desk.now, [happens]

    def now() -> int:
        if waiting:
            waiting.pop()()
        return clock()

    program.desk.now = now
    yield
    assert not waiting, "the program never looked at the clock"
    program.desk.now = clock


def test_another_program_finishes_it_while_this_one_reads(
    office: Karimun, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = another(office)
    refs = cut_off(office, monkeypatch)
    with meanwhile(office, lambda: moving.finish(second.desk)):
        assert moving.finish(office.desk) == ()
    all_moved_once(office, refs)
    second.desk.store.close()


FINISHING = """
import sys
from loket.desk.calendar import moving
from loket.desk.opening import open_desk
from loket.location import located

def now():
    if reads.pop():  # it knows which files are next and has not written yet
        print("reads", flush=True)
        sys.stdin.readline()
    reads.append(False)
    return int(sys.argv[2])

moving.CHUNK = 2
reads = [False]
desk = open_desk(located(sys.argv[1]), clock=now, settle=False)
reads = [True]
print(" ".join(moved.number for moved in moving.finish(desk)))
"""


def test_two_programs_finish_it_at_once(office: Karimun, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both have read which files are next before either writes."""
    refs = cut_off(office, monkeypatch)
    programs = [Program("-c", FINISHING, written(office.desk.store.place), str(office.at)) for _ in range(2)]
    try:
        for program in programs:
            assert program.stdout.readline() == "reads\n"
        said = [program.communicate("\n") for program in programs]
    finally:
        for program in programs:
            program.kill()
    assert [program.returncode for program in programs] == [0, 0]
    assert sorted(" ".join(said).split()) == ["00003", "00004", "00005"]
    all_moved_once(office, refs)


def test_a_change_begun_during_a_move_waits_for_its_end(
    office: Karimun, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While this program finishes the decree's move another does too, and begins one of its own and dies."""
    second = another(office)
    refs = cut_off(office, monkeypatch)
    friday = replace(DECREED, date=date(2026, 11, 23))

    def begun_and_dead() -> None:
        with moving.settled(second.desk) as conn:
            old, stamp = second.desk.reckoning(conn), Stamp(office.at)
            calendar.put_days(conn, (as_row(friday),), stamp)
            moving.begin(conn, old, stamp, "Keputusan Contoh 2/2026")

    with meanwhile(office, begun_and_dead):
        days.change_days(office.desk, office.who("admin"), (), without=[days.holiday_row(DECREED)])
    for ref in refs:
        assert [baru for _, _, baru in told(office, ref.file)] == [
            "Kam 26 Nov 2026 16.00",
            "Jum 27 Nov 2026 16.30",
            "Kam 26 Nov 2026 16.00",
        ]
    assert set(dues(office).values()) == {instant(AFTER)}
    second.desk.store.close()


def test_a_program_killed_between_the_change_and_the_move(office: Karimun) -> None:
    refs = [bring_to(office, 6) for _ in range(3)]
    place, at = written(office.desk.store.place), office.at
    assert run("-c", DYING, place, str(at)) == 9
    assert set(dues(office).values()) == {instant(BEFORE)}
    later = bring_to(office, 6)
    reopen(office)
    assert set(dues(office).values()) == {instant(AFTER)}
    assert [len(told(office, ref.file)) for ref in (*refs, later)] == [1, 1, 1, 0]


def test_other_hours_in_the_profile_move_open_deadlines_and_are_noted(office: Karimun) -> None:
    ref = bring_to(office, 6)
    before = office.desk.working_time().revision
    edit(office.desk, CLOSING)
    assert dues(office) == {ref.file: instant("2026-11-25 15:00+07:00")}
    assert told(office, ref.file) == [("hukum", "Rab 25 Nov 2026 16.00", "Rab 25 Nov 2026 15.00")]
    assert office.desk.working_time().revision == before + 1
    assert changes(office)[-1] == "times_changed"
    seen = office.view(ref.file)
    assert moving.PROFILE_CHANGED in seen.remarks.values()


def test_another_legal_line_moves_it_and_back(office: Karimun) -> None:
    ref = bring_to(office, 6)
    edit(office.desk, LEGAL)
    assert dues(office) == {ref.file: instant(AFTER)}
    edit(office.desk, (LEGAL[1], LEGAL[0]))
    assert dues(office) == {ref.file: instant(BEFORE)}
    assert [baru for _, _, baru in told(office, ref.file)] == [
        "Kam 26 Nov 2026 16.00",
        "Rab 25 Nov 2026 16.00",
    ]


def test_minutes_that_begin_with_the_arrival_give_a_waiting_file_its_deadline(office: Karimun) -> None:
    ref = bring_to(office, 6)
    edit(office.desk, ('menit_sejak = "diambil"', 'menit_sejak = "tiba"'))
    assert ("langkah", "belum dihitung", "Rab 18 Nov 2026 09.06") in told(office, ref.file)
    assert dues(office)[ref.file] < instant("2026-11-18 10:00+07:00")


def test_two_terminals_agree_though_one_was_opened_before_the_edit(office: Karimun) -> None:
    ref = bring_to(office, 6)
    second = another(office)
    edit(second.desk, CLOSING, LEGAL)
    assert office.desk.working_time().days == second.desk.working_time().days
    mine, theirs = office.view(ref.file), second.view(ref.file)
    assert mine.stands == theirs.stands
    later = bring_to(office, 6)
    assert dues(office)[later.file] == instant("2026-11-26 15:00+07:00")
    days.change_days(office.desk, None, [days.holiday_row(DECREED)])
    assert dues(second)[ref.file] == instant("2026-11-27 16:30+07:00")
    second.desk.store.close()


def test_a_profile_that_cannot_be_read_changes_nothing(office: Karimun) -> None:
    ref = bring_to(office, 6)
    with pytest.raises(ProfileFaults):
        edit(office.desk, ('"13.00-16.00"', '"13.00-12.00"'))
    days.change_days(office.desk, None, [days.holiday_row(DECREED)])
    assert dues(office) == {ref.file: instant(AFTER)}


def test_hours_that_leave_days_without_any_are_refused_before_they_are_kept(office: Karimun) -> None:
    ref = bring_to(office, 6)
    before, first = changes(office), office.desk.office.patterns[0]
    ending = replace(office.desk.office, patterns=(replace(first, last=date(2026, 12, 31)),))
    whole = replace(edited(office.desk, LEGAL), office=ending)
    for act in (lambda: plan(office.desk, whole), lambda: install(office.desk, None, whole, onto=1)):
        with pytest.raises(CalendarFault) as fault:
            act()
        assert opening_failed(fault.value).startswith(
            "Jam atau kalender kantor tidak dapat dipakai. Tidak ada"
        )
        assert not unforeseen(fault.value)
    assert changes(office) == before
    reopen(office)
    assert office.desk.in_force.edition.number == 1
    assert dues(office) == {ref.file: instant(BEFORE)}


def test_what_would_move_is_told_before_and_nothing_is_written(office: Karimun) -> None:
    refs = [bring_to(office, 6) for _ in range(2)]
    with office.desk.store.read() as conn:
        head = journal.head(conn)
    would = plan(office.desk, edited(office.desk, LEGAL))
    assert would.files == 2
    assert {(m.file, m.limit, m.before, m.after) for m in would.moved} == {
        (ref.file, LimitKind.LEGAL, instant(BEFORE), instant(AFTER)) for ref in refs
    }
    with office.desk.store.read() as conn:
        assert journal.head(conn) == head
    assert set(dues(office).values()) == {instant(BEFORE)}
    assert edit(office.desk, LEGAL).moved == would.moved


@pytest.mark.parametrize(
    "damage",
    [
        """UPDATE journal SET data = '{"branch":"tiada"}' WHERE kind = 'chosen'""",
        """UPDATE journal SET data = '{"branch":["a"]}' WHERE kind = 'chosen'""",
        """UPDATE journal SET data = '{"langkah":1}' WHERE kind = 'chosen'""",
        """UPDATE journal SET data = '[1]' WHERE kind = 'chosen'""",
        """UPDATE journal SET data = '{' WHERE kind = 'chosen'""",
        """UPDATE journal SET kind = 'tiada' WHERE kind = 'chosen'""",
        """UPDATE journal SET data = replace(data, '"step":5', '"step":99') WHERE kind = 'registered'""",
        """DELETE FROM journal WHERE kind = 'registered'""",
    ],
)
def test_a_file_that_cannot_be_read_stays_as_it_is_and_holds_nobody_up(office: Karimun, damage: str) -> None:
    refs = [bring_to(office, 6) for _ in range(3)]
    with office.desk.store.write() as conn:
        places.unguarded(conn, "journal_no_update", "journal_no_delete")
        conn.exec_driver_sql(f"{damage} AND subject = 'file' AND subject_id = 2")
        conn.exec_driver_sql("DELETE FROM snapshot WHERE file_id = 2")
    with pytest.raises(Unreadable):
        office.view(2)
    assert days.change_days(office.desk, None, [days.holiday_row(DECREED)]).files == 2
    reopen(office)
    assert [dues(office)[ref.file] for ref in refs] == [instant(text) for text in (AFTER, BEFORE, AFTER)]
    assert reminders(office.desk) == ("Berkas 00002 tidak terbaca; batasnya tetap. Jalankan: loket periksa.",)
    assert examine(office.desk).differing == ("00002",)


@pytest.mark.parametrize("fault", [AssertionError, AttributeError, KeyError, TypeError, ValueError])
def test_a_fault_of_the_program_is_not_taken_for_a_file_that_cannot_be_read(
    office: Karimun, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    bring_to(office, 6)

    def wrong(*_: object) -> None:
        raise fault

    monkeypatch.setattr(moving, "next_due", wrong)
    with pytest.raises(fault):
        days.change_days(office.desk, None, [days.holiday_row(DECREED)])


def test_what_bears_on_no_time_moves_nothing(office: Karimun) -> None:
    bring_to(office, 6)
    before = changes(office)
    edit(office.desk, ('singkatan = "', 'singkatan = "X '))
    assert changes(office) == before


def test_an_office_just_made_or_played_has_nothing_to_move(tmp_path: Path) -> None:
    shutil.copytree(played("karimun"), tmp_path, dirs_exist_ok=True)
    open_karimun(tmp_path).desk.store.close()
    for name in ("demo.db", "karimun.db"):
        desk = open_desk(tmp_path / name)
        with desk.store.read() as conn:
            assert meta.get(conn, meta.MOVE) is None
            assert desk.time(conn).revision == 1
        desk.store.close()
