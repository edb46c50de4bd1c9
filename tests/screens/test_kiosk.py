"""The kiosk of the hall: a key or a click and the number stands large; what goes wrong is told plainly."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot

from loket.desk.papers import roll_printer
from loket.desk.papers.printing import Came
from loket.desk.people import devices
from loket.desk.people.devices import DeviceKind
from loket.desk.queue import booking, calling, line, stopping
from loket.desk.queue import kiosk as queue_kiosk
from loket.flow.queue.acts import NotPrinted
from loket.office.booking_list import Wanted
from loket.office.printer import Printer, PrinterWay
from loket.store.tickets import TicketRow
from screens.hall import printer as kiosk_printer
from screens.hall.choices import Row
from screens.hall.keypad import RUBOUT, SIGNS, Keypad
from screens.hall.kiosk import IDLE, SHOWN, KioskApp
from screens.hall.printer import AGAIN
from tests.desk.editions import edit
from tests.desk.test_printing import RollPrinter
from tests.screen_text import screen_text
from tests.screens.arrivals import owed_it
from tests.screens.hall import by_the_clock_of, sees
from tests.screens.house import House
from tests.screens.roll import Roll

NONE, ROLL = Printer(PrinterWay.FILE), Printer(PrinterWay.QUEUE, "tiket")
PRIORITY = ("[pengaturan]\n", "[pengaturan]\nprioritas_banding = 1\n")
FIRST = "Didahulukan: lansia, disabilitas, hamil, membawa balita"


@pytest.fixture
def key(house: House) -> str:
    return devices.give(house.desk, None, DeviceKind.KIOSK, "Kios pintu depan").key


@pytest.fixture(autouse=True)
def _clock(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    by_the_clock_of(house, monkeypatch)


class Stage:
    """Somebody at a kiosk."""

    def __init__(self, app: KioskApp, pilot: Pilot[int], house: House) -> None:
        self.app, self._pilot, self._house = app, pilot, house

    async def hit(self, *keys: str) -> None:
        """Press without waiting for what comes of it."""
        await self._pilot.press(*keys)
        await self._pilot.pause()

    async def press(self, *keys: str) -> None:
        await self.hit(*keys)
        await self.rest()

    async def click(self, words: str, times: int = 1) -> None:
        row = next(row for row in self.app.query(Row) if words in str(row.render()) and row.display)
        await self._pilot.click(row, times=times)
        await self.rest()

    async def tap(self, *signs: str) -> None:
        """Touch the keys on the screen."""
        pad = self.app.query_one(Keypad)
        for sign in "".join(signs).upper():
            for down, row in enumerate(SIGNS):
                if sign in row:
                    at = row.index(sign) * (pad.size.width // 10) + 1, down * (pad.size.height // len(SIGNS))
                    await self._pilot.click(pad, offset=at)
        await self.rest()

    async def pass_ms(self, ms: int) -> None:
        self._house.now += ms
        self.app.look()
        self.app.draw()
        await self.rest()

    async def rest(self) -> None:
        await self.app.workers.wait_for_complete()
        await self._pilot.pause()

    async def until(self, words: str) -> None:
        """Until something that is done beside what is drawn has come so far."""
        for _ in range(500):
            if words in screen_text(self.app):
                return
            await self._pilot.pause(0.01)
        self.sees(words)

    def sees(self, *words: str) -> None:
        sees(self.app, *words)


@asynccontextmanager
async def kiosk(
    house: House, key: str, printer: Printer = NONE, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Stage]:
    app = KioskApp(house.path, key, printer)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Stage(app, pilot, house)


def given(house: House) -> list[TicketRow]:
    """Every number that waits."""
    found = line.queue(house.desk, house.who("fo2", "2"))
    return sorted((*found.waiting, *found.elsewhere), key=lambda row: row.id)


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_a_key_for_the_errand_and_the_number_stands_large(
    house: House, key: str, size: tuple[int, int]
) -> None:
    edit(house.desk, PRIORITY)
    async with kiosk(house, key, size=size) as at:
        at.sees("Untuk apa Anda datang?", "1 Mendaftar 0 menunggu", "6 Pengaduan 0 menunggu", FIRST)
        await at.press("3")
        at.sees("Mengambil izin", "Nomor ini berikutnya.", "Catat nomornya.", "0 Selesai")
        assert screen_text(at.app).count("█") > 60
        await at.pass_ms(SHOWN - 1)
        at.sees("Mengambil izin", "0 Selesai")
        await at.pass_ms(1)
        at.sees("Untuk apa Anda datang?", "3 Mengambil izin 1 menunggu")
        await at.press("4")
        at.sees("Legalisir", "1 nomor dipanggil sebelum nomor ini.")
        await at.press("0")
        at.sees("Untuk apa Anda datang?")
    assert [(row.number, row.errand) for row in given(house)] == [("B-001", "ambil"), ("B-002", "legalisir")]


async def test_how_long_it_probably_takes_is_told_before_and_after_but_not_to_who_goes_first(
    house: House, key: str
) -> None:
    edit(house.desk, PRIORITY)
    rudi = house.who("fo4", "4")
    for _ in range(2):
        calling.issue_ticket(house.desk, rudi, errand="ambil")
    calling.call_next(house.desk, rudi)
    async with kiosk(house, key) as at:
        at.sees("3 Mengambil izin 1 menunggu · perkiraan sampai 40 mnt", "6 Pengaduan 0 menunggu P")
        await at.press("3")
        at.sees("1 nomor dipanggil sebelum nomor ini. Perkiraan menunggu sampai")
        await at.press("0", "6")
        assert "Perkiraan" not in screen_text(at.app)
        await at.press("0", "p", "1", "3")
        at.sees("Nomor ini berikutnya.", "Tercatat: lansia")
        assert "Perkiraan" not in screen_text(at.app)


async def test_a_click_does_it_too_and_two_at_once_give_one_number(house: House, key: str) -> None:
    async with kiosk(house, key) as at:
        await at.click("Mendaftar", times=2)
        at.sees("Izin apa?", "1 Izin Reklame", "Layanan ditanyakan di loket 0 Kembali")
        await at.click("Kembali")
        await at.click("Pengaduan", times=2)
        at.sees("Pengaduan", "0 Selesai")
        await at.click("Selesai")
        await at.press("5", "5", "5")
    assert [row.errand for row in given(house)] == ["pengaduan", "tanya"]


async def test_what_is_pressed_while_a_number_is_being_given_changes_nothing(
    house: House, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(house.desk, PRIORITY)
    go_on, give = Event(), queue_kiosk.give
    monkeypatch.setattr(queue_kiosk, "give", lambda *given: go_on.wait(30) and give(*given))
    async with kiosk(house, key) as at:
        await at.press("p", "1")
        await at.hit("6", "0", "5", "p", "escape")
        at.sees("Nomor sedang diambil …")
        go_on.set()
        await at.rest()
        at.sees("Pengaduan", "Tercatat: lansia", "0 Selesai")
    assert [(row.errand, row.priority) for row in given(house)] == [("pengaduan", "lansia")]


async def test_what_nobody_foresaw_is_reported_and_people_go_to_the_staff(
    house: House, key: str, monkeypatch: pytest.MonkeyPatch, unforeseen: list[Exception]
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(queue_kiosk, "give", fails)
        async with kiosk(house, key) as at:
            await at.press("6")
            at.sees("Nomor tidak dapat diberikan. Minta nomor kepada petugas.", "Untuk apa Anda datang?")
            broken.undo()
            await at.press("6")
            at.sees("Pengaduan", "0 Selesai")
    assert [type(error) for error in unforeseen] == [RuntimeError]
    unforeseen.clear()


async def test_of_more_than_there_is_room_for_each_is_found_and_the_other_rows_stay(
    house: House, key: str
) -> None:
    more = "".join(f'[[keperluan]]\nid = "k{n}"\nnama = "Urusan ke-{n}"\nawalan = "E"\n' for n in range(18))
    edit(house.desk, PRIORITY, ("[[bukan_kewenangan]]", f"{more}[[bukan_kewenangan]]"))
    async with kiosk(house, key) as at:
        at.sees("P Didahulukan", "T Tanpa nomor", "0 Keperluan lain (bagian 1 dari 2)", "Urusan ke-10")
        assert "Urusan ke-11" not in screen_text(at.app)
        await at.press("0")
        at.sees("1 Urusan ke-11", "7 Urusan ke-17", "0 Keperluan lain (bagian 2 dari 2)", "P Didahulukan")
        await at.press("7")
        at.sees("Urusan ke-17", "Nomor ini berikutnya.")


async def test_the_permit_is_found_by_letters_or_asked_at_the_counter(house: House, key: str) -> None:
    async with kiosk(house, key) as at:
        await at.press("1")
        at.sees("Izin apa? Ketik beberapa huruf", "SIP Perawat", "0 Kembali")
        await at.press(*"sipx")
        at.sees("sipx▏ Tidak ada yang cocok", "1 Layanan ditanyakan di loket 0 Kembali")
        await at.press("backspace", "space", "b")
        at.sees("sip b▏ 1 SIP Bidan 2 Layanan ditanyakan di loket")
        assert "Perawat" not in screen_text(at.app)
        await at.press("1")
        at.sees("SIP Bidan")
        await at.press("escape", "1", *"zz", "1")
        at.sees("1 nomor dipanggil sebelum nomor ini.")
    assert [(row.errand, row.service) for row in given(house)] == [("daftar", "sip-bidan"), ("daftar", "")]


async def test_who_goes_first_is_asked_only_where_the_office_calls_anybody_first(
    house: House, key: str
) -> None:
    async with kiosk(house, key) as at:
        await at.press("p")
        at.sees("Untuk apa Anda datang?")
        assert FIRST not in screen_text(at.app)


async def test_who_goes_first_says_so_before_and_it_is_forgotten_with_them(house: House, key: str) -> None:
    edit(house.desk, PRIORITY)
    async with kiosk(house, key) as at:
        await at.press("p")
        at.sees("1 Lansia", "3 Ibu hamil", "4 Membawa balita")
        await at.press("3")
        at.sees("P Tercatat: ibu hamil. Keliru? Batalkan")
        await at.press("p")
        at.sees(FIRST)
        await at.press("p", "3")
        await at.pass_ms(IDLE)
        at.sees(FIRST)
        await at.press("p", "1", "6")
        at.sees("Tercatat: lansia", "0 Selesai")
        await at.press("0", "6")
    assert [row.priority for row in given(house)] == ["lansia", None]


async def test_nothing_else_can_be_done_at_it(house: House, key: str) -> None:
    async with kiosk(house, key) as at:
        before = screen_text(at.app)
        await at.press(
            "7", "x", "tab", "enter", "f10", "ctrl+c", "ctrl+p", "f1", "f8", "escape", "0", "ctrl+k"
        )
        assert screen_text(at.app) == before
        assert at.app.is_running
        await at.hit("ctrl+q")
        assert at.app.return_code == 0
    assert given(house) == []


@pytest.fixture
def paper(monkeypatch: pytest.MonkeyPatch) -> Roll:
    return Roll(monkeypatch, kiosk_printer)


async def test_a_ticket_comes_out_and_names_the_number_alone(house: House, key: str, paper: Roll) -> None:
    async with kiosk(house, key, ROLL) as at:
        await at.press("4")
        at.sees("Ambil tiketnya.")
    ((text, rolled),) = paper.printed
    assert [word for word in ("B-001", "Legalisir", "Nomor ini berikutnya.") if word not in text] == []
    assert b"\x1d!3\x1bE\x01\x1ba\x01B-001\n" in rolled
    assert "pukul 08.05 WIB" in " ".join(text.split())
    assert max(map(len, text.splitlines())) <= 32


async def test_a_number_of_which_no_ticket_came_out_is_cancelled_before_anybody_saw_it(
    house: House, key: str, paper: Roll
) -> None:
    paper.answers.clear()
    paper.comes = [NotPrinted.PAPER]
    async with kiosk(house, key, ROLL) as at:
        await at.hit("4")
        await at.until("Tiket sedang dicetak …")
        house.now += SHOWN  # a printer takes its time: nobody is sent away before it answers
        at.app.draw()
        assert "█" not in screen_text(at.app)
        paper.answers.set()
        await at.rest()
        at.sees("Kertas tiket habis. Minta nomor kepada petugas.", "Untuk apa Anda datang?")
        at.sees("Nomor B-001 dibatalkan: tiketnya tidak tercetak. Minta nomor kepada petugas.")
        assert given(house) == []
        paper.says = NotPrinted.PAPER
        await at.press("4")
        at.sees("Kertas tiket habis.", "Nomor tidak dapat diberikan. Minta nomor kepada petugas.")
        assert len(paper.printed) == 1  # nor is another number wasted
        paper.says = None
        await at.press("4")
        at.sees("Ambil tiketnya.", "0 Selesai")
        await at.press("0")
        assert "Kertas" not in screen_text(at.app)
    assert [row.number for row in given(house)] == ["B-002"]


async def test_a_printer_that_cannot_be_asked_costs_a_number_a_minute_and_no_more(
    house: House, key: str, paper: Roll
) -> None:
    paper.answering, paper.comes = False, [NotPrinted.REFUSED]
    async with kiosk(house, key, ROLL) as at:
        await at.press("4")
        at.sees("Nomor B-001 dibatalkan")
        for _ in range(2):
            await at.press("4")
            at.sees("Printer tiket tidak mencetak. Minta nomor kepada petugas.")
        assert len(paper.printed) == 1
        await at.pass_ms(AGAIN)
        await at.press("4")
        at.sees("Ambil tiketnya.")
    assert [row.number for row in given(house)] == ["B-002"]


async def test_a_printer_whose_paper_ends_in_mid_ticket_is_heard_over_the_wire(
    house: House, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kiosk_printer, "hindrance", lambda _: True)
    monkeypatch.setattr(roll_printer, "_PRINTING", 0.05)
    with closing(RollPrinter((4, 0x60), after=True)) as listener:
        async with kiosk(house, key, listener.printer) as at:
            await at.press("4")
            at.sees("Kertas tiket habis. Minta nomor kepada petugas.", "Nomor B-001 dibatalkan:")
    assert b"B-001" in listener.got
    assert given(house) == []


async def test_the_next_person_goes_on_while_a_ticket_is_printed_and_it_is_cancelled_all_the_same(
    house: House, key: str, paper: Roll
) -> None:
    paper.answers.clear()
    paper.comes = [NotPrinted.OFF]
    async with kiosk(house, key, ROLL) as at:
        await at.hit("4")
        await at.until("Tiket sedang dicetak …")
        await at.hit("0", "1")
        at.sees("Izin apa?")
        paper.answers.set()
        await at.rest()
        at.sees("Printer tiket mati. Minta nomor kepada petugas.", "Izin apa?")
        assert "dibatalkan" not in screen_text(at.app)
    assert given(house) == []


async def test_of_a_ticket_nobody_knows_of_the_number_stands_and_one_key_prints_it_again(
    house: House, key: str, paper: Roll
) -> None:
    paper.comes = [Came.SENT, Came.QUEUED, NotPrinted.PAPER, Came.PRINTED]
    async with kiosk(house, key, ROLL) as at:
        await at.press("4")
        unsure = "Tiket dikirim, belum pasti tercetak. Nomor ini tetap berlaku."
        at.sees(unsure, "1 Tiketnya tidak keluar? Cetak lagi", "0 Selesai")
        assert screen_text(at.app).count("█") > 60
        await at.press("1")
        at.sees(unsure)
        await at.press("1")  # the first may be out
        at.sees("Tiket tidak tercetak. Catat nomornya: nomor ini tetap berlaku.", "Untuk petugas: Printer")
        await at.press("1")
        at.sees("Ambil tiketnya.")
        assert "Cetak lagi" not in screen_text(at.app)
        await at.press("1", "0")
    assert [row.number for row in given(house)] == ["B-001"]
    assert len(paper.printed) == 4


async def test_a_number_that_was_called_before_its_ticket_failed_stands(
    house: House, key: str, paper: Roll
) -> None:
    paper.answers.clear()
    paper.comes = [NotPrinted.COVER]
    async with kiosk(house, key, ROLL) as at:
        await at.hit("4")
        await at.until("Tiket sedang dicetak …")
        assert calling.call_next(house.desk, house.who("fo4", "4")) is not None
        paper.answers.set()
        await at.rest()
        at.sees("Tiket tidak tercetak. Catat nomornya: nomor ini tetap berlaku.")
        assert screen_text(at.app).count("█") > 60


async def test_of_a_kiosk_that_died_before_it_printed_the_number_stands_and_its_ticket_comes_out_later(
    house: House, key: str, paper: Roll
) -> None:
    for errand in ("ambil", "tanya"):
        queue_kiosk.give(house.desk, key, errand)  # and then the power went
        house.pass_minutes(1)
    async with kiosk(house, key, ROLL) as at:
        at.sees("Kios ini sempat mati. Belum punya tiket?", "1 B-001 Mengambil izin, diambil 08.05")
        at.sees("2 C-001 Bertanya atau konsultasi, diambil 08.06", "0 Bukan saya")
        await at.pass_ms(IDLE)
        at.sees("Untuk apa Anda datang?", "C Tiket Anda belum keluar? Kios ini sempat mati")
        paper.comes = [NotPrinted.PAPER]
        await at.press("c", "1")  # one may be out: it is cancelled by nothing
        at.sees("Tiket tidak tercetak. Catat nomornya: nomor ini tetap berlaku.")
        await at.press("0", "c")
        assert "B-001" not in screen_text(at.app)
        calling.call_next(house.desk, house.who("fo2", "2"))
        await at.press("1")
        at.sees("Nomor C-001 sudah dipanggil, atau tiketnya sudah keluar. Tanyakan kepada petugas.")
        paper.says = None
        at.app.printer.down = None
        await at.press("4")
        at.sees("Ambil tiketnya.", "1 nomor dipanggil sebelum nomor ini.")
        await at.press("0")
        assert "sempat mati" not in screen_text(at.app)
    async with kiosk(house, key, ROLL) as at:
        at.sees("Untuk apa Anda datang?")
        assert "sempat mati" not in screen_text(at.app)
    assert [row.number for row in given(house)] == ["B-001", "B-002"]


async def test_a_printer_that_is_down_is_told_before_anybody_chooses(
    house: House, key: str, paper: Roll
) -> None:
    paper.says = NotPrinted.COVER
    async with kiosk(house, key, ROLL) as at:
        await at.pass_ms(1)
        at.sees("Tutup printer tiket terbuka. Minta nomor kepada petugas.", "Untuk apa Anda datang?")


async def test_while_the_door_is_closed_it_says_when_it_opens(house: House, key: str) -> None:
    house.pass_minutes(4 * 60)
    async with kiosk(house, key) as at:
        at.sees("Tutup. Nomor diberikan lagi pukul 13.00.")
        await at.press("1", "3")
        await at.pass_ms(55 * 60_000)
        at.sees("Untuk apa Anda datang?")
    assert given(house) == []


@pytest.mark.parametrize("open_already", [True, False])
async def test_a_key_taken_away_sends_people_to_the_staff(house: House, key: str, open_already: bool) -> None:
    if not open_already:
        devices.revoke(house.desk, None, 1)
    async with kiosk(house, key) as at:
        if open_already:
            devices.revoke(house.desk, None, 1)
            await at.press("3")  # before it is seen
            at.sees("Minta nomor kepada petugas.")
            at.app.look()
            await at.rest()
        at.sees(
            "Kunci kios ini tidak berlaku lagi. Minta nomor kepada petugas.", "Untuk petugas: kunci salah"
        )
        await at.press("3")
    assert given(house) == []


async def test_data_that_cannot_be_read_send_people_to_the_staff_and_come_back(
    house: House, key: str, tmp_path: Path
) -> None:
    async with kiosk(house, key) as at:
        house.path.rename(tmp_path / "pergi.db")
        await at.press("3")
        at.sees("Nomor tidak dapat diberikan. Minta nomor kepada petugas.")
        await at.pass_ms(60_000)
        at.sees("Kios sedang terganggu. Minta nomor kepada petugas.")
        (tmp_path / "pergi.db").rename(house.path)
        for _ in range(21):
            at.app.look()
        await at.rest()
        at.sees("Untuk apa Anda datang?")
        await at.press("3")
        at.sees("0 Selesai")
    assert [row.number for row in given(house)] == ["B-001"]


async def test_what_is_used_up_is_told_before_and_after_it_is_chosen(house: House, key: str) -> None:
    edit(house.desk, ('id = "legalisir"\n', 'id = "legalisir"\njatah = 1\n'))
    async with kiosk(house, key) as at:
        await at.press("4", "0")
        await at.pass_ms(1)
        at.sees("4 Legalisir jatah hari ini habis", "5 Bertanya atau konsultasi 0 menunggu")
        await at.press("4")
        at.sees("Jatah hari ini untuk Legalisir sudah habis (1 nomor). Kembali Senin, 23", "4 Legalisir")
    assert len(given(house)) == 1


async def test_numbers_that_a_counter_stops_are_told_at_once_and_given_again(house: House, key: str) -> None:
    async with kiosk(house, key) as at:
        stopping.stop(house.desk, house.who("fo2", "2"), stopping.Stop.FULL, None)
        slot = Wanted(date(2026, 11, 20), 8 * 60, "pengaduan", name="Rina Contoh", code="AB12")
        booking.book(house.desk, house.who("fo2", "2"), [slot])
        await at.pass_ms(1)
        at.sees("Kios tutup hari ini (antrean penuh). Yang sudah punya nomor tetap dilayani. Kembali")
        await at.press("4", "k", "a", "b", "1", "2", "enter")  # whose place was kept
        at.sees("Pengaduan", "Pesanan 08.00")
        await at.press("0")
        stopping.resume(house.desk, house.who("fo2", "2"))
        await at.pass_ms(1)
        await at.press("4")
        at.sees("Nomor ini berikutnya.")
    assert [row.number for row in given(house)] == ["D-001", "B-001"]


async def test_who_booked_gets_their_number_though_the_days_last_was_given(house: House, key: str) -> None:
    edit(house.desk, ("[pengaturan]\n", "[pengaturan]\nnomor_terakhir_menit = 180\n"))
    slot = Wanted(date(2026, 11, 20), 15 * 60 + 20, "pengaduan", name="Rina Contoh", code="AB12")
    booking.book(house.desk, house.who("fo2", "2"), [slot])
    house.pass_minutes(6 * 60 + 5)
    async with kiosk(house, key) as at:
        at.sees("Nomor terakhir", "K Sudah memesan jam")
        await at.press("k", *"ab12", "enter")
        at.sees("Pesanan 15.20")
    assert [row.number for row in given(house)] == ["D-001"]


async def test_who_is_owed_it_goes_first_by_the_number_of_their_file_once_and_nobody_is_named(
    house: House, key: str
) -> None:
    edit(house.desk, PRIORITY)
    owed_it(house, house.complete(house.register()).file)
    async with kiosk(house, key) as at:
        for number, sees in (
            ("1", "Tercatat: janji lalu terlewat"),
            ("1", "Periksa nomornya, atau pakai nomor"),
        ):
            await at.press("p", "5", number)
            at.sees("Nomor berkas Anda? 1▏", "ENTER Lanjut")
            await at.press("enter", "5")
            at.sees(sees)
            assert "Siti" not in screen_text(at.app)
            await at.press("0")
    assert [(row.number, row.priority) for row in given(house)] == [("C-001", "janji lalu terlewat")]


async def test_who_booked_types_their_code_and_is_told_their_place_and_no_name(
    house: House, key: str
) -> None:
    slot = Wanted(date(2026, 11, 20), 8 * 60, "tanya", name="Rina Contoh", code="K07Q")
    edit(house.desk, PRIORITY)
    booking.book(house.desk, house.who("fo2", "2"), [slot])
    async with kiosk(house, key) as at:
        at.sees("K Sudah memesan jam")
        await at.press("k", "z", "z", "enter")
        at.sees("Kode ZZ tidak ada dalam daftar pesanan hari ini.", "Kode pesanan Anda? ZZ▏")
        await at.press("escape", "p")
        at.sees("Anda termasuk yang mana?")
        await at.press("1")
        await at.click("Sudah memesan jam")
        await at.tap("K00", RUBOUT, "7x", RUBOUT, "Q")  # with a finger alone
        at.sees("Tercatat: lansia.", "Kode pesanan Anda? K07Q", "ENTER Ambil nomor", "ESC Kembali")
        await at.click("Ambil nomor")
        at.sees(
            "Bertanya atau konsultasi",
            "Pesanan 08.00: mendahului yang datang sesudah 07.45.",
            "Tercatat: lansia",
        )
        assert [row.priority for row in given(house)] == ["lansia"]
        assert "Rina" not in screen_text(at.app)
        await at.press("0")
        await at.pass_ms(1)
        assert "memesan jam" not in screen_text(at.app)  # nobody else has
        await at.press("k")
        at.sees("Untuk apa Anda datang?")
