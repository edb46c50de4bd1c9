"""The queue's day is closed: what still waits is ended or kept, and a sheet says what the day was."""

from __future__ import annotations

from itertools import count

import pytest

from loket.desk import integrity, last_acts
from loket.desk.errors import NoneForNow
from loket.desk.papers import delivery
from loket.desk.papers.printing import Came
from loket.desk.queue import calling, closing, day_sheet, line, on_paper, pausing, stopping
from loket.desk.queue.closing import Rest
from loket.desk.queue.pausing import Pause
from loket.desk.queue.stopping import Stop, Stopped
from loket.flow.acts import Refused
from loket.flow.queue.acts import Beyond, Outcome, OutOfTurn, Priority
from loket.flow.queue.state import TicketStanding
from loket.lengths import HOUR, MINUTE
from loket.store import journal, tickets
from loket.store.tickets import TicketRow
from tests.desk.kantor import Kantor
from tests.desk.undo import f9


def give(
    office: Kantor, errand: str = "daftar", beyond: Beyond | None = None, priority: Priority | None = None
) -> TicketRow:
    return calling.issue_ticket(
        office.desk, office.who("fo2"), errand=errand, beyond=beyond, priority=priority
    )


def stopped(office: Kantor) -> Stopped | None:
    return line.queue(office.desk, office.who("fo2")).stopped


def still_open(office: Kantor) -> dict[str, TicketStanding]:
    with office.desk.store.read() as conn:
        rows = tickets.of_day(conn, office.desk.today(conn))
    return {row.number: row.standing for row in rows}


def test_who_still_waits_or_was_passed_has_left_and_who_is_served_goes_on(karimun: Kantor) -> None:
    sari, rudi, desk = karimun.who("fo2"), karimun.who("fo4"), karimun.desk
    for errand in ("daftar", "daftar", "daftar", "ambil"):
        give(karimun, errand)
    passed, _ = calling.call_next(desk, sari), calling.call_next(desk, rudi)
    assert passed is not None
    calling.no_show(desk, sari, passed.id)
    seen = line.queue(desk, sari).all_open
    late = give(karimun)
    assert closing.end_rest(desk, sari, seen) == Rest(ended=3, kept=2)
    assert still_open(karimun) == {"B-001": TicketStanding.CALLED, late.number: TicketStanding.WAITING}
    with desk.store.read() as conn:
        assert tickets.load(conn, passed.id).ticket.outcome is Outcome.LEFT
    assert integrity.examine(desk).sound


def test_what_moved_since_it_was_seen_stays(karimun: Kantor) -> None:
    sari, desk = karimun.who("fo2"), karimun.desk
    give(karimun)
    seen = line.queue(desk, sari).all_open
    called = calling.call_next(desk, sari)
    assert called is not None
    calling.back(desk, sari, called.id)
    assert closing.end_rest(desk, sari, seen).ended == 0


def test_a_supervisor_closes_the_day_too_and_nobody_behind_the_counters(karimun: Kantor) -> None:
    give(karimun)
    seen = line.queue(karimun.desk, karimun.who("penyelia")).all_open
    with pytest.raises(Refused):
        closing.end_rest(karimun.desk, karimun.who("bo"), seen)
    with pytest.raises(Refused):
        day_sheet.sheet(karimun.desk, karimun.who("bo"))
    assert closing.end_rest(karimun.desk, karimun.who("penyelia"), seen).ended == 1


def test_a_supervisor_who_closed_it_too_early_takes_that_back_whole(karimun: Kantor) -> None:
    agus, desk = karimun.who("penyelia"), karimun.desk
    for _ in range(3):
        give(karimun)
    closing.end_rest(desk, agus, line.queue(desk, agus).all_open)
    asked = last_acts.next_undo(desk, agus, {})
    assert asked is not None
    last_acts.undo(desk, agus, asked)
    assert set(still_open(karimun).values()) == {TicketStanding.WAITING}
    assert len(still_open(karimun)) == 3
    assert stopped(karimun) is None
    assert "09.00 diurungkan" in " ".join(day_sheet.sheet(desk, agus)[1].split())
    assert integrity.examine(desk).sound


def test_a_closed_day_gives_no_numbers_calls_who_is_left_and_is_open_again_with_what_held_before(
    karimun: Kantor,
) -> None:
    sari, desk = karimun.who("fo2"), karimun.desk
    give(karimun)
    stopping.stop(desk, karimun.who("penyelia"), Stop.BREAK, karimun.desk.now() + HOUR)
    assert closing.keep_rest(desk, sari) == Rest(ended=0, kept=1)
    with pytest.raises(NoneForNow) as refused:
        give(karimun)
    assert (refused.value.until, refused.value.reason) == (None, Stop.CLOSED)
    called = calling.call_next(desk, sari)
    assert called is not None
    for _ in ("the call", "the closing"):
        f9(desk, sari)
    assert stopped(karimun) == Stopped(karimun.desk.now() + HOUR, Stop.BREAK)
    assert integrity.examine(desk).sound


def test_the_sheet_says_what_the_day_was(karimun: Kantor) -> None:
    sari, desk = karimun.who("fo2"), karimun.desk
    first, second, _ = give(karimun), give(karimun), give(karimun, "ambil")
    for number, reason, waits, takes in ((second, OutOfTurn.FRAIL, 5, 10), (first, None, 5, 20)):
        karimun.wait(waits)
        calling.call(desk, sari, number, reason)
        calling.present(desk, sari, number.id)
        karimun.wait(takes)
        calling.finish(desk, sari, number.id, Outcome.ASKED)
    closing.end_rest(desk, sari, line.queue(desk, sari).all_open)
    give(karimun, beyond=Beyond.FRAIL)
    day, text = day_sheet.sheet(desk, sari)
    said = " ".join(text.split())
    with desk.store.read() as conn:
        head = journal.head(conn).written
    assert day == "2026-11-18"
    for words in (
        "LEMBAR ANTREAN Rabu, 18 November 2026",
        "Nomor : 4",
        "KEPERLUAN 3 Mendaftar 1 Mengambil izin HASIL",
        "HASIL 2 hanya bertanya 1 pergi 1 diakhiri saat antrean ditutup 1 masih terbuka",
        "1 nomor di atas berakhir tanpa pernah dipanggil.",
        "Menunggu : tersingkat 5 mnt, rata-rata 12 mnt, terlama 20 mnt",
        "Lama kunjungan : tersingkat 10 mnt, rata-rata 15 mnt, terlama 20 mnt",
        "09.05 A-002 Loket 2 Pendaftaran: tidak kuat menunggu",
        f"Ujung riwayat : {head}",
    ):
        assert words in said, f"{words}\n{text}"


@pytest.mark.of_both
def test_the_sheet_tells_who_left_how_what_each_counter_did_and_who_came_on_paper(karimun: Kantor) -> None:
    sari, desk = karimun.who("fo2"), karimun.desk
    on_paper.take_in(desk, sari, "daftar", "", (1, 1), desk.now() - 30 * MINUTE)
    passed, gone, first = give(karimun), give(karimun), give(karimun, priority=Priority.ELDERLY)
    voided = give(karimun, "ambil", Beyond.FAR)
    calling.finish(desk, sari, voided.id, Outcome.VOIDED)
    calling.call(desk, sari, passed, OutOfTurn.TOLD)
    calling.no_show(desk, sari, passed.id)
    for number in (gone, first):
        calling.call(desk, sari, number, OutOfTurn.TOLD)
        calling.present(desk, sari, number.id)
        calling.finish(desk, sari, number.id, Outcome.LEFT)
    pausing.pause(desk, sari, Pause.BREAK)
    karimun.wait(20)
    pausing.reopen(desk, sari)
    pausing.pause(desk, sari, Pause.TROUBLE)
    karimun.wait(5)
    ticks = count(desk.now())
    desk.now = lambda: next(ticks)
    closing.end_rest(desk, sari, line.queue(desk, sari).all_open)
    said = " ".join(day_sheet.sheet(desk, sari)[1].split())
    for words in (
        "Nomor : 5 Nomor kertas : 1 KEPERLUAN 4 Mendaftar 1 Mengambil izin 1 dibatalkan",
        "4 pergi 1 diakhiri saat antrean ditutup 1 dilewati dan tidak kembali 2 pergi dari loket",
        "LOKET Loket 2 Pendaftaran: 3 dipanggil, 2 dilayani (1 didahulukan)",
        "09.00 sampai 09.20, 20 mnt, Loket 2 Pendaftaran: istirahat",
        "09.20 masih tutup, 5 mnt, Loket 2 Pendaftaran: gangguan",
        "09.25 2 nomor diakhiri, 0 dibiarkan terbuka",
    ):
        assert words in said, f"{words}\n{said}"
    assert "datang dari jauh" not in said  # cancelled


def test_closing_is_kept_with_what_it_ended_and_what_it_left_and_who_took_the_sheet_home(
    karimun: Kantor,
) -> None:
    agus, desk = karimun.who("penyelia"), karimun.desk
    give(karimun)
    closing.keep_rest(desk, agus)
    karimun.wait(5)
    late = give(karimun, beyond=Beyond.TOLD)
    closing.end_rest(desk, agus, [late])
    delivery.sheet_out(desk, agus, Came.PRINTED)
    for refused in (closing.keep_rest, lambda desk, who: delivery.sheet_out(desk, who, Came.SAVED)):
        with pytest.raises(Refused):
            refused(desk, karimun.who("bo"))
    _, text = day_sheet.sheet(desk, karimun.who("fo2"))
    assert "DITUTUP 09.00 0 nomor diakhiri, 1 dibiarkan terbuka 09.05 1 nomor diakhiri" in " ".join(
        text.split()
    )
    told = [(entry.kind, dict(entry.data), entry.person_id) for entry in karimun.journal("office", 1)[-4:]]
    assert told == [
        ("queue_closed", {"ended": 0, "kept": 1}, agus.person),
        ("numbers_stopped", {"until": None, "reason": "antrean ditutup"}, agus.person),
        ("queue_closed", {"ended": 1, "kept": 1}, agus.person),
        ("queue_sheet_out", {"day": "2026-11-18", "cara": "dicetak"}, agus.person),
    ]
    assert integrity.examine(desk).sound
    karimun.wait(24 * 60)
    assert "DITUTUP" not in day_sheet.sheet(desk, agus)[1]


def test_of_a_day_without_numbers_there_is_a_sheet_too(karimun: Kantor) -> None:
    _, text = day_sheet.sheet(karimun.desk, karimun.who("fo2"))
    assert "Nomor             : 0" in text
