"""The sheet of the morning: yesterday, what waits for whom, what presses, who is away; on one page."""

from __future__ import annotations

from datetime import date

import pytest

from loket.desk import roster
from loket.desk.case.perform import perform
from loket.desk.errors import Invalid, PrintFailed
from loket.desk.lookout.morning import morning, sheet
from loket.desk.papers import delivery
from loket.desk.papers.parts import RECEIPT
from loket.desk.papers.printing import Came
from loket.desk.tasks.running import round_of
from loket.desk.tasks.table import TASKS, Places
from loket.flow.acts import Refused, Rest
from loket.paper.morning_sheet import (
    LINES,
    SCREEN,
    Morning,
    Named,
    Passed,
    Some,
    Waits,
    beside,
    morning_sheet,
)
from loket.store import journal
from tests.desk.editions import edit
from tests.desk.kantor import Kantor, at_back_office, at_step

WEDNESDAY, THURSDAY = date(2026, 11, 18), date(2026, 11, 19)


def lines(office: Kantor) -> str:
    return " ".join(sheet(office.desk, office.who("penyelia"))[1].split())


@pytest.mark.of_both
def test_it_tells_yesterday_and_whom_each_thing_waits_for_and_names_no_applicant(
    karimun: Kantor, statements: list[str]
) -> None:
    waiting, resting, taken = (at_back_office(karimun) for _ in range(3))
    delivery.out(karimun.desk, karimun.who("fo2"), waiting, RECEIPT, Came.PRINTED, date(2026, 11, 25))
    karimun.take(resting, "bo")
    perform(karimun.desk, karimun.who("bo"), karimun.ref(resting), Rest(0), agency="Dinkes")
    karimun.take(taken, "bo")
    at_step(karimun, 11)
    roster.enter(karimun.desk, None, karimun.ids["kadis"], THURSDAY, date(2026, 11, 20))
    karimun.go_to("2026-11-19 07:45")
    statements.clear()
    told = lines(karimun)
    assert len(statements) < 40
    assert told.startswith("Dinas Penanaman Modal")
    assert "LEMBAR PAGI Kamis, 19 November 2026" in told
    assert "RAB 18 NOV: 4 masuk, 0 keluar; diputuskan 1 terbit 4 masuk 0 keluar SIP Bidan" in told
    assert "Analis Dokumen Perizinan: 1 sejak Rab 18 Nov; 1 dikerjakan" in told
    assert "Dinkes: 1 sejak Rab 18 Nov" in told
    assert "LEWAT BATAS: 1 00003 SIP Bidan LEWAT" in told
    assert "MENUNGGU DIAMBIL: 1 00004 SIP Bidan sejak Rab 18 Nov, 1 hari kerja" in told
    assert "TIDAK MASUK Petugas kadis, sampai Jum 20 Nov" in told
    assert "tanpa Kepala Dinas, karena Petugas kadis tidak masuk" in told
    assert "batas hukum dekat" in told.partition("Tidak ada:")[2]
    assert "Contoh Siti" not in told
    with pytest.raises(Refused):
        morning(karimun.desk, karimun.who("bo"))
    for other in (WEDNESDAY, date(2026, 11, 23)):
        with pytest.raises(Invalid):
            morning(karimun.desk, None, other)
    karimun.go_to("2026-11-24 07:45")
    told = lines(karimun)
    assert "SEN 23 NOV: 0 masuk, 0 keluar" in told
    assert "BATAS HUKUM DEKAT: 3 00001 SIP Bidan Rab 25 Nov, Analis Dokumen Perizinan" in told
    assert "JANJI JATUH HARI INI" not in told
    tomorrow = sheet(karimun.desk, None, date(2026, 11, 25))[1]
    assert "LEMBAR PAGI Rabu, 25 November 2026" in tomorrow
    assert "JANJI JATUH HARI INI: 1\n  00001 " in tomorrow
    karimun.go_to("2026-11-26 07:45")
    told = lines(karimun)
    assert "BATAS HUKUM DEKAT: 0; 3 sudah lewat dan belum diputuskan" in told
    assert "JANJI JATUH HARI INI: 0; 1 sudah lewat dan belum ditindaklanjuti" in told


def test_however_much_there_is_it_is_one_page_and_says_how_many_more(karimun: Kantor) -> None:
    many = 40
    files = Some([Named(f"{n:05}", "Layanan Contoh", "LEWAT 2 hari, Kasi") for n in range(12)], many)
    busy = Morning(
        at=karimun.desk.now(),
        day=WEDNESDAY,
        before=date(2026, 11, 17),
        passed=[Passed(f"Layanan {n}", n, 1) for n in range(many)],
        decided=[("terbit", many)],
        desks=[Waits(f"Meja {n}", n + 1, karimun.desk.now(), n) for n in range(many)],
        others=[Waits(f"Dinas {n}", 1, karimun.desk.now()) for n in range(many)],
        late=files,
        legal=files,
        past_legal=3,
        promised=files,
        broken=2,
        moved=files,
        to_collect=files,
        away=[f"Orang Contoh {n}" for n in range(many)],
        uncovered=[],
    )
    told = morning_sheet(karimun.desk.office, busy).splitlines()
    assert len(told) <= LINES
    assert max(map(len, told)) <= 72
    rest = [int(words.split()[1]) for words in told if words.startswith("  dan ")]
    assert len(rest) == 9
    rows = sum(words.startswith(" ") for words in told) - len(rest) - 1  # the title stands in the middle
    assert sum(rest) + rows == 9 * many
    seen = beside(karimun.desk.office, busy, 30).splitlines()
    assert (len(seen) <= 30, max(map(len, seen)) <= SCREEN) == (True, True), "also on a screen"
    assert sum(" lagi" in words for words in seen) > 4


def test_it_is_printed_by_itself_once_on_a_working_day_where_the_office_wants_that(
    karimun: Kantor, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, printed, broken = karimun.desk, list[str](), [True]

    def prints(text: str, *_: object) -> Came:
        if broken:
            raise PrintFailed("Printer tidak menjawab.")
        printed.append(text)
        return Came.PRINTED

    def round_at(moment: str) -> list[tuple[str, str]]:
        karimun.go_to(moment)
        (task,) = (each for each in TASKS if each.name == "lembar-pagi")
        done = round_of(desk, Places(()), lambda _: None, all_tasks=[task])
        return [(each.task.name, each.fault) for each in done or ()]

    monkeypatch.setattr("loket.desk.lookout.morning.print_paper", prints)
    assert round_at("2026-11-18 07:45") == []
    edit(desk, ("[pengaturan]\n", '[pengaturan]\ncetak_lembar_pagi = "07.45"\n'))
    assert round_at("2026-11-19 07:44") == []
    fault = "Lembar pagi belum tercetak. Printer tidak menjawab."
    assert round_at("2026-11-19 07:45") == [("lembar-pagi", fault)]
    broken.clear()
    assert round_at("2026-11-19 07:46") == []
    assert round_at("2026-11-19 08:01") == [("lembar-pagi", "")]
    assert [*map(round_at, ("2026-11-19 08:05", "2026-11-21 07:45", "2026-11-22 07:45"))] == [[], [], []]
    assert round_at("2026-11-23 07:45") == [("lembar-pagi", "")]
    assert ["LEMBAR PAGI Senin, 23 November 2026" in text for text in printed] == [False, True]
    with desk.store.read() as conn:
        out = journal.of_kinds(conn, "office", [journal.MORNING_OUT])
    assert [(entry.data["day"], entry.person_id) for entry in out] == [
        ("2026-11-19", None),
        ("2026-11-23", None),
    ]
