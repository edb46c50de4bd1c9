"""The office's last acts: a line for what one key did, of a queue number the newest alone, and by whom."""

from __future__ import annotations

from datetime import date

import pytest

from loket.desk import last_acts, roster
from loket.desk.calendar import days
from loket.desk.case import directing
from loket.desk.case.perform import perform
from loket.desk.lookout.latest import Deed, latest
from loket.desk.queue import calling
from loket.desk.queue.pausing import Pause, pause, reopen
from loket.flow.acts import Refused, Take, TakeOver
from loket.flow.queue.acts import Outcome
from loket.sla import Holiday
from tests.desk.kantor import Kantor, at_back_office


def told(office: Kantor) -> list[tuple[str, str, str]]:
    return [(deed.who, deed.number, deed.words) for deed in seen(office)]


def seen(office: Kantor, most: int = 20) -> tuple[Deed, ...]:
    return latest(office.desk, office.who("penyelia"), most=most)


def test_what_everybody_did_is_told_newest_first(karimun: Kantor, statements: list[str]) -> None:
    desk, sari, bo, penyelia = karimun.desk, *map(karimun.who, ("fo2", "bo", "penyelia"))
    with pytest.raises(Refused):
        latest(desk, sari)
    file = at_back_office(karimun)
    before, number = len(seen(karimun)), karimun.view(file).row.number
    ref = perform(desk, bo, karimun.ref(file), Take())
    directing.remind(desk, penyelia, ref, "Mohon didahulukan")
    perform(desk, penyelia, karimun.ref(file), TakeOver(0), remark="sakit")
    undoable = last_acts.next_undo(desk, penyelia, {})
    assert undoable is not None
    last_acts.undo(desk, penyelia, undoable)
    calling.issue_ticket(desk, sari, errand="daftar")
    called = calling.call_next(desk, sari)
    assert called is not None
    calling.finish(desk, sari, called.id, Outcome.LEFT)
    pause(desk, sari, Pause.BREAK)
    reopen(desk, sari)
    admin, day = karimun.who("admin"), Holiday(date(2026, 12, 9), "libur_daerah", "Rekaan", "SK")
    today = date(2026, 11, 18)
    roster.enter(desk, admin, karimun.ids["bo"], today, today)
    days.change_days(desk, admin, [days.holiday_row(day)])
    statements.clear()
    found = told(karimun)
    assert sum("FROM journal j" in each for each in statements) == 1
    counter = ("Petugas fo2", "", "Loket 2 Pendaftaran")
    assert found[:2] == [
        ("Petugas admin", "", "hari libur diubah: Rab 9 Des"),
        ("Petugas admin", "Petugas bo", "dicatat tidak masuk"),
    ]
    found = found[2:]
    assert found[:-before] == [
        (*counter[:2], f"{counter[2]} dibuka lagi"),
        (*counter[:2], f"{counter[2]} ditutup sementara"),
        ("Petugas fo2", "A-001", "selesai"),
        ("Petugas penyelia", number, "diurungkan"),
        ("Petugas penyelia", number, "diambil alih"),
        ("Petugas penyelia", number, "diingatkan"),
        ("Petugas bo", number, "diambil"),
    ]
    assert found[-before:] == [
        ("Petugas fo2", number, "Lengkap: beri tanda terima, teruskan ke Back Office"),
        ("Petugas fo2", number, "terdaftar"),
    ]
    assert seen(karimun)[6].file == file
    assert len(seen(karimun, most=2)) == 2
