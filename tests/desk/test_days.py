"""The calendar in the database, and what a late decree does to files under way."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from loket.desk.authority import Who
from loket.desk.calendar import days, history, moving
from loket.desk.calendar.day_words import day_line
from loket.desk.calendar.list_words import list_lines
from loket.desk.calendar.move_words import move_lines
from loket.desk.case.perform import perform
from loket.desk.errors import DayThere, OtherDay
from loket.desk.integrity import examine
from loket.desk.office import Desk
from loket.desk.opening import open_desk
from loket.desk.papers.receipt import receipt_text
from loket.flow.acts import Note, Refused, Take, Withdraw
from loket.flow.deadline import Deadline
from loket.flow.limits import LimitKind
from loket.office.reading import ProfileFaults
from loket.sla import CalendarFault, DayOverride, Holiday
from loket.store.files import open_with_due
from tests.desk.editions import edit
from tests.desk.karimun import NAMES, Karimun, bring_to, instant, open_karimun, register
from tests.sla.office import day_on

DECREE = "Keputusan Contoh 1/2026"


@pytest.fixture
def office(tmp_path: Path) -> Karimun:
    return open_karimun(tmp_path)


def holiday(day: str, name: str = "Libur Contoh") -> Holiday:
    return Holiday(date.fromisoformat(day), "libur_daerah", name, DECREE)


def shifts(office: Karimun, file: int) -> list[dict[str, object]]:
    notes = [e.act for e in office.events(file) if isinstance(e.act, Note)]
    return [dict(n.data) for n in notes if n.what == "batas_bergeser"]


def due(office: Karimun, file: int) -> int:
    with office.desk.store.read() as conn:
        found = next(row.due[0] for row in open_with_due(conn) if row.file_id == file)
    assert isinstance(found, Deadline)
    return found.at


def test_what_a_change_would_move_is_foreseen_and_nothing_is_written(office: Karimun) -> None:
    ref = bring_to(office, 6)
    row = days.holiday_row(holiday("2026-11-20"))
    foreseen = days.foresee(office.desk, [row])
    assert due(office, ref.file) == instant("2026-11-25 16:00+07:00")
    done = days.change_days(office.desk, office.who("admin"), [row], reason="Edaran Contoh")
    assert (foreseen.moved, foreseen.entries) == (done.moved, done.entries) != ((), 0)
    (shift,) = shifts(office, ref.file)
    assert isinstance(shift["dasar"], int)
    assert office.view(ref.file).remarks[shift["dasar"]] == "Edaran Contoh"
    moved = days.holiday_row(holiday("2026-11-23"))
    foreseen = days.foresee(office.desk, [moved], without=[row])
    done = days.change_days(office.desk, office.who("admin"), [moved], without=[row])
    assert (foreseen.moved, foreseen.taken_out) == (done.moved, (row,))
    assert days.foresee(office.desk, [moved]).moved == ()
    assert examine(office.desk).whole


@pytest.mark.parametrize("meanwhile", ["moved", "renamed", "taken out"])
@pytest.mark.parametrize("then", ["moved", "renamed", "taken out"])
def test_of_two_admins_who_change_one_day_the_second_is_told(
    office: Karimun, meanwhile: str, then: str
) -> None:
    admin, seen = office.who("admin"), days.holiday_row(holiday("2026-11-20"))
    days.change_days(office.desk, admin, [seen])
    changes = {
        "moved": [days.holiday_row(holiday("2026-11-23"))],
        "renamed": [days.holiday_row(holiday("2026-11-20", "Libur Lain"))],
        "taken out": [],
    }
    second = {**changes, "moved": [days.holiday_row(holiday("2026-11-24"))], "renamed": [seen_as(seen)]}
    days.change_days(office.desk, admin, changes[meanwhile], without=[seen])
    before = days.days(office.desk, date.min, date.max)
    with pytest.raises(OtherDay, match=r"^Libur Contoh \(Jum 20 Nov 2026\) baru saja"):
        days.foresee(office.desk, second[then], without=[seen])
    with pytest.raises(OtherDay, match="Libur Contoh"):
        days.change_days(office.desk, admin, second[then], without=[seen])
    assert days.days(office.desk, date.min, date.max) == before
    assert examine(office.desk).whole


@pytest.mark.parametrize("moved", [False, True], ids=["entered", "moved there"])
def test_no_day_takes_the_place_of_another_unless_whoever_enters_it_knows_of_that(
    office: Karimun, moved: bool
) -> None:
    admin, there = office.who("admin"), days.holiday_row(holiday("2026-11-20"))
    other = days.holiday_row(holiday("2026-11-23", "Pilkada"))
    days.change_days(office.desk, admin, [there, other] if moved else [there])
    new, seen = replace(other, date=there.date), [other] if moved else []
    before = days.days(office.desk, date.min, date.max)
    for change in (days.foresee, partial(days.change_days, who=admin)):
        with pytest.raises(DayThere, match=r"^Jum 20 Nov 2026 sudah tercatat: Libur Contoh\."):
            change(office.desk, rows=[new], without=seen)
    assert days.days(office.desk, date.min, date.max) == before
    done = days.change_days(office.desk, admin, [new], without=[*seen, there])
    assert (done.replaced, done.taken_out) == ((there,), tuple(seen))
    assert days.days(office.desk, date(2026, 11, 20), date(2026, 11, 23)) == (new,)


def seen_as(day: days.DayRow) -> days.DayRow:
    return replace(day, decree="Keputusan Contoh 2/2026")


def test_a_late_decree_moves_the_open_deadline_and_the_journal_says_so(office: Karimun) -> None:
    ref = bring_to(office, 6)
    assert due(office, ref.file) == instant("2026-11-25 16:00+07:00")
    change = days.change_days(office.desk, office.who("admin"), [days.holiday_row(holiday("2026-11-20"))])
    assert due(office, ref.file) == instant("2026-11-26 16:00+07:00")
    (moved,) = change.moved
    assert (moved.file, moved.limit) == (ref.file, LimitKind.LEGAL)
    assert (moved.before, moved.after) == (
        instant("2026-11-25 16:00+07:00"),
        instant("2026-11-26 16:00+07:00"),
    )
    (shift,) = shifts(office, ref.file)
    remark, _ = shift.pop("dasar"), shift.pop("dasar_umum")
    assert shift == {"batas": "hukum", "lama": "Rab 25 Nov 2026 16.00", "baru": "Kam 26 Nov 2026 16.00"}
    assert isinstance(remark, int)
    assert office.view(ref.file).remarks[remark] == DECREE
    entry = office.journal("file", ref.file)[-1]
    assert (entry.kind, entry.person_id, entry.role) == ("noted", office.ids["admin"], "admin")


def test_who_opened_the_file_before_the_decree_may_still_act_on_it(office: Karimun) -> None:
    ref = bring_to(office, 6)
    days.change_days(office.desk, None, [days.holiday_row(holiday("2026-11-20"))])
    taken = perform(office.desk, office.who("bo"), ref, Take())
    assert taken.version == ref.version + 2


def test_every_limit_that_moves_is_told(office: Karimun) -> None:
    office.go_to("2026-11-18 15:57+07:00")
    ref = bring_to(office, 6)
    perform(office.desk, office.who("bo"), ref, Take())
    change = days.change_days(office.desk, None, [days.holiday_row(holiday("2026-11-19"))])
    assert {m.limit for m in change.moved} == {LimitKind.STEP, LimitKind.WHOLE, LimitKind.LEGAL}
    assert [s["batas"] for s in shifts(office, ref.file)] == ["langkah", "keseluruhan", "hukum"]
    assert due(office, ref.file) == instant("2026-11-20 07:33+07:00")


def test_a_file_whose_deadline_stays_is_not_touched(office: Karimun) -> None:
    with_limit, without = bring_to(office, 6), register(office)
    days.change_days(office.desk, None, [days.holiday_row(holiday("2026-12-30"))])
    for ref in (with_limit, without):
        assert len(office.events(ref.file)) == office.view(ref.file).row.version == ref.version
        assert shifts(office, ref.file) == []


def test_an_ended_file_is_left_alone(office: Karimun) -> None:
    ref = bring_to(office, 6)
    perform(office.desk, office.who("fo2"), ref, Withdraw(0), remark="tidak jadi")
    change = days.change_days(office.desk, None, [days.holiday_row(holiday("2026-11-20"))])
    assert change.moved == ()


def test_many_files_move_in_chunks(office: Karimun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "CHUNK", 2)
    refs = [bring_to(office, 6) for _ in range(5)]
    change = days.change_days(office.desk, None, [days.holiday_row(holiday("2026-11-20"))])
    assert change.files == 5
    assert {due(office, r.file) for r in refs} == {instant("2026-11-26 16:00+07:00")}


def test_a_decree_taken_back_moves_the_deadline_back(office: Karimun) -> None:
    ref = bring_to(office, 6)
    row = days.holiday_row(holiday("2026-11-20"))
    days.change_days(office.desk, None, [row])
    days.change_days(office.desk, None, (), without=[row])
    assert due(office, ref.file) == instant("2026-11-25 16:00+07:00")
    assert [s["baru"] for s in shifts(office, ref.file)][-1] == "Rab 25 Nov 2026 16.00"


def test_the_office_may_be_open_on_a_day_off_or_close_early(office: Karimun) -> None:
    ref = bring_to(office, 6)
    saturday = DayOverride(date(2026, 11, 21), ((480, 720),), "Loket Sabtu", DECREE)
    days.change_days(office.desk, None, [days.override_row(saturday)])
    assert due(office, ref.file) == instant("2026-11-24 16:00+07:00")
    short = DayOverride(date(2026, 11, 24), ((450, 720),), "Rapat kerja", DECREE)
    days.change_days(office.desk, None, [days.override_row(short)])
    assert due(office, ref.file) == instant("2026-11-24 12:00+07:00")
    entries = days.days(office.desk, date(2026, 11, 1), date(2026, 11, 30))
    assert [(e.date, e.kind, e.hours) for e in entries] == [
        ("2026-11-21", "khusus", ((480, 720),)),
        ("2026-11-24", "khusus", ((450, 720),)),
    ]


def test_a_calendar_that_contradicts_itself_is_not_kept(office: Karimun) -> None:
    wrong = DayOverride(date(2026, 11, 24), ((720, 480),), "Terbalik")
    before = office.desk.working_time()
    with pytest.raises(CalendarFault):
        days.change_days(office.desk, None, [days.override_row(wrong)])
    assert days.days(office.desk, date(2026, 11, 24), date(2026, 11, 24)) == ()
    days.change_days(office.desk, None, [days.holiday_row(holiday("2026-11-20"))])
    after = office.desk.working_time()
    assert after.revision == before.revision + 1
    assert day_on(after, date(2026, 11, 24)).hours == day_on(before, date(2026, 11, 24)).hours


def test_only_the_admin_keeps_the_calendar(office: Karimun) -> None:
    for role in ("fo2", "kadis", "penyelia"):
        with pytest.raises(Refused):
            days.change_days(office.desk, office.who(role), [days.holiday_row(holiday("2026-11-20"))])


def test_the_same_day_again_changes_nothing(office: Karimun) -> None:
    first = days.change_days(office.desk, None, [days.holiday_row(holiday("2026-11-20"))])
    again = days.change_days(office.desk, None, [days.holiday_row(holiday("2026-11-20"))])
    assert (again.entries, again.revision) == (0, first.revision)


def bring_in(
    desk: Desk,
    who: Who | None,
    path: Path,
    *,
    replace_estimates: bool = False,
    withdraw: bool = False,
    open_years: bool = False,
) -> days.DaysChanged:
    """Import a list, every question about it answered alike."""
    listed = days.read_list(path)
    asked = days.questions(desk, listed)
    decided = replace(
        listed,
        replaces_estimates=replace_estimates,
        withdrawn=asked.missing if withdraw else (),
        opens=tuple(short.year for short in asked.short) if open_years else (),
    )
    return days.import_days(desk, who, decided)


HEAD = "tanggal,jenis,nama,dasar,status\n"


def test_a_whole_decree_is_imported_as_one_change(office: Karimun, tmp_path: Path) -> None:
    ref = bring_to(office, 6)
    before = office.desk.working_time().revision
    csv = tmp_path / "libur.csv"
    csv.write_text(
        HEAD
        + f"2026-11-20,cuti_bersama,Cuti Contoh,{DECREE},ditetapkan\n"
        + f"2026-11-23,libur_nasional,Libur Contoh,{DECREE},ditetapkan\n"
    )
    change = bring_in(office.desk, None, csv)
    assert (change.entries, change.revision) == (2, before + 1)
    assert due(office, ref.file) == instant("2026-11-27 16:30+07:00")
    assert len(shifts(office, ref.file)) == 1
    assert bring_in(office.desk, None, csv).entries == 0


def test_one_wrong_line_and_nothing_is_imported_but_every_fault_is_named(
    office: Karimun, tmp_path: Path
) -> None:
    csv = tmp_path / "libur.csv"
    csv.write_text(
        HEAD
        + f"2026-11-20,cuti_bersama,Cuti Contoh,{DECREE},ditetapkan\n"
        + f"20-11-2026,cuti_bersama,Cuti Contoh,{DECREE},ditetapkan\n"
        + f"2026-11-24,cuti,,{DECREE},mungkin\n"
    )
    with pytest.raises(ProfileFaults) as wrong:
        bring_in(office.desk, None, csv)
    assert [f.key for f in wrong.value.faults] == ["baris 3", "baris 4", "baris 4", "baris 4"]
    assert days.days(office.desk, date(2026, 11, 1), date(2026, 11, 30)) == ()


def test_the_program_warns_sixty_days_before_the_calendar_ends(office: Karimun) -> None:
    def warned(text: str) -> str | None:
        return days.horizon_warning(office.desk, instant(text))

    assert warned("2027-10-31 12:00+07:00") is None
    assert "31 Des 2027, 60 hari lagi" in (warned("2027-11-01 00:00+07:00") or "")
    assert "0 hari lagi" in (warned("2027-12-31 23:00+07:00") or "")
    assert "sudah berakhir" in (warned("2028-01-01 00:00+07:00") or "")


def write(folder: Path, *lines: str) -> Path:
    """A list of days off, each `2028-01-01,libur_nasional`."""
    csv = folder / "libur.csv"
    csv.write_text(HEAD + "".join(f"{line},Libur Contoh,{DECREE},ditetapkan\n" for line in lines))
    return csv


def test_a_longer_calendar_gives_a_deadline_to_a_file_that_had_none(office: Karimun, tmp_path: Path) -> None:
    office.go_to("2027-12-29 09:00+07:00")
    ref = bring_to(office, 6)
    csv = write(tmp_path, "2028-01-03,libur_nasional")
    change = bring_in(office.desk, None, csv, open_years=True)
    assert [(m.limit, m.before) for m in change.moved] == [(LimitKind.LEGAL, None)]
    (told,) = shifts(office, ref.file)
    assert told["lama"] == "belum dapat dihitung"
    assert due(office, ref.file) == change.moved[0].after


def last_day(office: Karimun) -> str:
    return office.desk.working_time().days[-1].date.isoformat()


def test_one_day_beyond_the_calendar_is_kept_and_opens_no_year(office: Karimun, tmp_path: Path) -> None:
    """Else 17 August 2028 would be a working day because somebody entered the first of January."""
    office.go_to("2027-12-29 09:00+07:00")
    ref = bring_to(office, 6)
    new_year = Holiday(date(2028, 1, 1), "libur_nasional", "Tahun Baru", DECREE)
    change = days.change_days(office.desk, None, [days.holiday_row(new_year)])
    assert (change.entries, change.moved, change.unopened) == (1, (), (2028,))
    assert (last_day(office), shifts(office, ref.file)) == ("2027-12-31", [])
    assert [d.name for d in days.days(office.desk, date(2028, 1, 1), date(2028, 1, 1))] == ["Tahun Baru"]

    csv = write(tmp_path, "2028-08-17,libur_nasional")
    change = bring_in(office.desk, None, csv)
    assert (change.opened, change.short) == (False, (days.ShortYear(2028, 2, 17),))
    change = bring_in(office.desk, None, csv, open_years=True)
    assert (change.last, change.opened, change.unopened) == (date(2028, 12, 31), True, ())
    assert last_day(office) == "2028-12-31"
    assert [m.before for m in change.moved] == [None]


def test_a_list_whose_days_were_all_entered_one_by_one_still_opens_its_year(
    office: Karimun, tmp_path: Path
) -> None:
    day = Holiday(date(2028, 8, 17), "libur_nasional", "Libur Contoh", DECREE)
    days.change_days(office.desk, None, [days.holiday_row(day)])
    csv = write(tmp_path, "2028-08-17,libur_nasional")
    change = bring_in(office.desk, None, csv, open_years=True)
    assert (change.entries, change.opened, last_day(office)) == (0, True, "2028-12-31")
    again = bring_in(office.desk, None, csv)
    assert (again.revision, again.opened) == (change.revision, False)


@pytest.mark.parametrize("line", ["2029-08-17,libur_nasional", "2028-08-17,libur_daerah"])
def test_a_list_over_a_gap_or_without_national_days_opens_nothing(
    line: str, office: Karimun, tmp_path: Path
) -> None:
    change = bring_in(office.desk, None, write(tmp_path, line))
    assert (change.entries, change.opened, change.unopened) == (1, False, (int(line[:4]),))
    assert last_day(office) == "2027-12-31"


DECREED_2027 = ("2027-01-01,libur_nasional", "2027-03-09,libur_nasional", "2027-03-10,libur_nasional")


def test_the_estimates_that_a_decree_does_not_confirm_are_named_and_stay(
    office: Karimun, tmp_path: Path
) -> None:
    days.change_days(
        office.desk,
        None,
        [days.holiday_row(Holiday(date(2027, 10, 12), "libur_daerah", "Hari Jadi", DECREE, "perkiraan"))],
    )
    change = bring_in(office.desk, None, write(tmp_path, *DECREED_2027))
    named = [(row.date, row.kind) for row in change.estimates]
    assert ("2027-03-08", "libur_nasional") in named
    assert ("2027-03-09", "cuti_bersama") in named
    assert ("2027-03-10", "libur_nasional") not in named
    assert ("2027-10-12", "libur_daerah") not in named
    assert (len(named), change.taken_out) == (24, ())
    assert not day_on(office.desk.working_time(), date(2027, 3, 8)).hours


def test_a_decree_takes_the_place_of_the_estimates_in_one_change(office: Karimun, tmp_path: Path) -> None:
    office.go_to("2027-03-05 09:00+07:00")
    ref = bring_to(office, 6)
    before, revision = due(office, ref.file), office.desk.working_time().revision
    csv = write(tmp_path, *DECREED_2027)
    change = bring_in(office.desk, office.who("admin"), csv, replace_estimates=True)
    assert (change.entries, len(change.taken_out), change.estimates) == (3, 24, ())
    assert (change.revision, change.files) == (revision + 1, 1)
    assert day_on(office.desk.working_time(), date(2027, 3, 8)).hours
    assert due(office, ref.file) < before
    assert [s["batas"] for s in shifts(office, ref.file)] == ["hukum"]
    (entry,) = office.journal("calendar", 1)[1:]
    assert entry.person_id == office.ids["admin"]
    assert ["2027-03-08", "libur_nasional"] in entry.data["removed"]
    assert bring_in(office.desk, None, csv, replace_estimates=True).entries == 0


def test_the_estimates_may_be_taken_out_by_the_same_list_afterwards(office: Karimun, tmp_path: Path) -> None:
    csv = write(tmp_path, *DECREED_2027)
    first = bring_in(office.desk, None, csv)
    change = bring_in(office.desk, None, csv, replace_estimates=True)
    assert (change.entries, change.taken_out) == (0, first.estimates)
    assert bring_in(office.desk, None, csv).estimates == ()


SKB_2023 = {
    "libur_nasional": "01-01 01-22 02-18 03-22 04-07 04-22 04-23 05-01 05-18 06-01 06-04 06-29 07-19 08-17"
    " 09-28 12-25",
    "cuti_bersama": "01-23 03-23 04-21 04-24 04-25 04-26 06-02 12-26",
}
"""The joint decree for 2023 as first issued; in March 2023 it was revised: 19 and 20 April for 26 April."""
SKB_2021 = {
    "libur_nasional": "01-01 02-12 03-11 03-14 04-02 05-01 05-13 05-14 05-26 06-01 07-20 08-10 08-17 10-19"
    " 12-25",
    "cuti_bersama": "05-12 12-24",
}
"""That for 2021 as it stood in February; in June two days moved by a day, and 24 December was dropped."""


def skb(year: int, days_off: dict[str, str], *, instead: dict[str, str] | None = None) -> list[str]:
    """The lines of a joint decree; `instead` names days of it that the revision moved, or dropped (empty)."""
    lines = []
    for kind, text in days_off.items():
        for day in text.split():
            lines += [f"{year}-{new},{kind}" for new in (instead or {}).get(day, day).split()]
    return lines


REVISIONS = [
    (2023, SKB_2023, {"04-26": "04-19 04-20"}, ["2023-04-26"]),
    (
        2021,
        SKB_2021,
        {"08-10": "08-11", "10-19": "10-20", "12-24": ""},
        ["2021-08-10", "2021-10-19", "2021-12-24"],
    ),
]


@pytest.mark.parametrize(("year", "decree", "revision", "gone"), REVISIONS, ids=["2023", "2021"])
def test_a_day_that_a_revised_decree_no_longer_has_is_named_and_withdrawn_only_when_asked_for(
    office: Karimun,
    tmp_path: Path,
    year: int,
    decree: dict[str, str],
    revision: dict[str, str],
    gone: list[str],
) -> None:
    first = bring_in(office.desk, None, write(tmp_path, *skb(year, decree)))
    assert first.missing == ()
    csv = write(tmp_path, *skb(year, decree, instead=revision))
    change = bring_in(office.desk, None, csv)
    assert [row.date for row in change.missing] == gone
    kept = {row.date for row in days.days(office.desk, date(year, 1, 1), date(year, 12, 31))}
    assert kept >= set(gone)

    change = bring_in(office.desk, office.who("admin"), csv, withdraw=True)
    assert ([row.date for row in change.taken_out], change.missing) == (gone, ())
    kept = {row.date for row in days.days(office.desk, date(year, 1, 1), date(year, 12, 31))}
    assert kept == {line.split(",")[0] for line in skb(year, decree, instead=revision)}
    entry = office.journal("calendar", 1)[-1]
    assert (entry.person_id, [day for day, _ in entry.data["removed"]]) == (office.ids["admin"], gone)
    assert bring_in(office.desk, None, csv, withdraw=True).entries == 0


def test_a_withdrawn_day_is_worked_again_and_deadlines_follow(office: Karimun, tmp_path: Path) -> None:
    """The shipped decree for 2026 without 24 December, which falls into the five days of the legal limit."""
    office.go_to("2026-12-21 09:00+07:00")
    ref = bring_to(office, 6)
    before = due(office, ref.file)
    shipped = days.days(office.desk, date(2026, 1, 1), date(2026, 12, 31))
    lines = [f"{row.date},{row.kind}" for row in shipped if row.date != "2026-12-24"]
    change = bring_in(office.desk, None, write(tmp_path, *lines), withdraw=True)
    assert [row.date for row in change.taken_out] == ["2026-12-24"]
    assert due(office, ref.file) < before
    assert change.files == 1


@pytest.mark.of_both
@pytest.mark.parametrize(
    "lines",
    [
        ["2026-08-18,cuti_bersama"],
        ["2026-08-18,cuti_bersama", "2026-12-24,cuti_bersama"],
        ["2026-11-27,libur_nasional"],
        ["2026-10-12,libur_daerah"],
    ],
)
def test_a_list_that_adds_some_days_names_no_others_as_missing(
    office: Karimun, tmp_path: Path, lines: list[str]
) -> None:
    csv = write(tmp_path, *lines)
    assert days.questions(office.desk, days.read_list(csv)).missing == ()
    assert bring_in(office.desk, None, csv, withdraw=True).taken_out == ()


def test_a_whole_list_opens_its_year_without_a_question(office: Karimun, tmp_path: Path) -> None:
    """One with as many national days as the least of the years known."""
    lines = [f"2028-{month:02}-{day:02},libur_nasional" for month in (1, 2) for day in range(1, 10)]
    short = days.questions(office.desk, days.read_list(write(tmp_path, *lines[:16]))).short
    assert short == (days.ShortYear(2028, 16, 17),)
    change = bring_in(office.desk, None, write(tmp_path, *lines[:17]))
    assert (change.opened, change.short, last_day(office)) == (True, (), "2028-12-31")


def interrupted(
    code: object, place: int, meanwhile: Callable[[], object], run: Callable[[], int]
) -> int | None:
    """What `run` gives when `meanwhile` happens before the line of `code` that it reaches as `place`th.

    None when it reaches fewer.
    """
    reached = count()

    def line(frame: FrameType, event: str, arg: Any) -> Any:
        if event == "line" and next(reached) == place:
            meanwhile()
        return line

    sys.settrace(lambda frame, event, arg: line if frame.f_code is code else None)
    try:
        given = run()
    finally:
        sys.settrace(None)
    return given if next(reached) > place else None


@pytest.mark.parametrize("known", [True, False], ids=["calendar known", "calendar to be read"])
def test_who_writes_reckons_by_the_newest_calendar_whoever_still_reads_an_older_one(
    office: Karimun, known: bool
) -> None:
    desk = office.desk
    with ThreadPoolExecutor(1) as reader, ExitStack() as end:
        older = desk.store.snapshot()
        reading = reader.submit(older.__enter__).result()
        end.callback(lambda: reader.submit(older.__exit__, None, None, None).result())
        before = reader.submit(lambda: desk.reckoning(reading).time.revision).result()
        other = open_desk(desk.store.place)
        days.change_days(other, None, [days.holiday_row(holiday("2026-11-20"))])
        other.store.close()

        def reads() -> None:
            assert reader.submit(lambda: desk.reckoning(reading).time.revision).result() == before

        with desk.store.write() as writing:
            for place in count():
                reads()
                if known:
                    desk.reckoning(writing)
                used = interrupted(
                    Desk.reckoning.__code__, place, reads, lambda: desk.reckoning(writing).time.revision
                )
                if used is None:
                    break
                assert used == before + 1
        assert place > 1


def test_the_history_of_the_calendar_says_who_changed_what_when_and_why(office: Karimun) -> None:
    row = days.holiday_row(holiday("2026-11-30", "Pilkada"))
    days.change_days(office.desk, office.who("admin"), [row], reason="Edaran 1")
    moved = replace(row, date="2026-12-01")
    days.change_days(office.desk, office.who("admin"), [moved], without=[row], reason="Edaran 2")
    days.change_days(office.desk, None, (), without=[moved])
    gone, other, new = history.history(office.desk, newest=3)
    assert [(change.by, change.reason) for change in (new, other)] == [
        (NAMES["admin"], "Edaran 1"),
        (NAMES["admin"], "Edaran 2"),
    ]
    (came,) = new.lines
    assert came == f"+ {day_line(row)}"
    assert {*other.lines} == {f"− {day_line(row)}", f"+ {day_line(moved)}"}
    assert (gone.by, gone.lines) == ("", (f"− {day_line(moved)}",))
    assert gone.revision == other.revision + 1 == new.revision + 2
    assert next(history.told(new, office.desk.working_time())).endswith(f"oleh {NAMES['admin']}: Edaran 1")
    assert history.history(office.desk)[-1].revision == 1


def test_a_whole_list_is_told_in_one_line_and_then_only_by_what_differs() -> None:
    """It confirms an estimate, moves one, decrees another kind, adds a day and leaves one out."""
    kept, moved, turned, left, done = (
        replace(holiday(day, name), kind=kind, status=status)
        for day, name, kind, status in (
            ("2027-03-08", "Hari Suci Nyepi", "libur_nasional", "perkiraan"),
            ("2027-03-10", "Hari Raya Idul Fitri", "libur_nasional", "perkiraan"),
            ("2027-03-25", "Cuti Bersama Wafat Yesus Kristus", "cuti_bersama", "perkiraan"),
            ("2027-12-26", "Isra Mikraj", "libur_nasional", "perkiraan"),
            ("2027-06-01", "Hari Lahir Pancasila", "libur_nasional", "ditetapkan"),
        )
    )
    known = [days.holiday_row(day) for day in (kept, moved, turned, left, done)]
    told = [
        replace(kept, name="Nyepi", status="ditetapkan"),
        replace(done, date=date(2027, 3, 11), name="Idulfitri 1448 Hijriah"),
        replace(done, date=date(2027, 3, 25), name="Wafat Yesus Kristus"),
        replace(done, date=date(2027, 9, 9), name="Hari Contoh"),
        done,
    ]
    listed = days.HolidayList(tuple(told), replaces_estimates=True)
    entered = [row for row in days.rows_of(listed) if row not in known]
    change = days.DaysChanged(
        1, 4, date(2027, 12, 31), taken_out=(known[1], known[2], known[3]), replaced=(known[0],)
    )
    assert [*list_lines(known, entered, listed, change)] == [
        "1 hari dipastikan, 1 pindah, 1 berjenis lain, 1 dicabut, 1 baru, 1 sudah tercatat.",
        "Perhatikan: Kam 25 Mar 2027 (Wafat Yesus Kristus) dari cuti bersama menjadi libur nasional.",
        "Rab 10 Mar 2027 → Kam 11 Mar 2027 libur nasional: Idulfitri 1448 Hijriah",
        "− Min 26 Des 2027 libur nasional: Isra Mikraj",
        "+ Kam 9 Sep 2027 libur nasional: Hari Contoh",
    ]


def test_the_date_on_a_receipt_is_told_among_what_moves_and_is_then_printed(office: Karimun) -> None:
    """A promise by the Standar Pelayanan is no limit of the SOP's: it is told and kept by itself."""
    edit(office.desk, ('nama = "SIP Bidan"', 'nama = "SIP Bidan"\njangka_waktu = "3 hari kerja"'))
    waiting = register(office)
    ref = bring_to(office, 6)
    row = days.holiday_row(holiday("2026-11-20"))

    def printed(file: int) -> str:
        paper = receipt_text(office.desk, office.who("fo2"), office.view(file))
        return next(line for line in paper.splitlines() if line.startswith("Perkiraan selesai"))

    assert "Senin, 23 November 2026 (menurut" in printed(ref.file)
    foreseen = days.foresee(office.desk, [row]).moved
    (promise,) = (each for each in foreseen if each.promised)
    assert (promise.file, promise.limit) == (ref.file, None)
    told = [*move_lines(foreseen, office.desk.working_time())]
    assert told[0].endswith(", juga janji kepada 1 pemohon:")
    number = office.view(ref.file).row.number
    assert (
        f"  {number} Standar Pelayanan (janji): Sen 23 Nov 2026 16.00 menjadi Sel 24 Nov 2026 16.00" in told
    )
    days.change_days(office.desk, office.who("admin"), [row])
    assert "Selasa, 24 November 2026" in printed(ref.file)
    assert "janji" in [shift["batas"] for shift in shifts(office, ref.file)]
    assert "janji" not in [shift["batas"] for shift in shifts(office, waiting.file)]
