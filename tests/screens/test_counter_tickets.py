"""Numbers that a counter gives get a ticket where its printer is a receipt printer; nobody waits for it."""

from __future__ import annotations

import pytest

from loket.desk.papers import printing
from loket.desk.papers.printing import Came
from loket.desk.queue import line
from loket.flow.queue.acts import NotPrinted
from tests.desk.editions import edit
from tests.screens.counter import at_work
from tests.screens.house import House, Open, settle, until
from tests.screens.roll import Roll

AT_2 = ('nama = "Loket 2 Pendaftaran"', 'nama = "Loket 2 Pendaftaran"\nprinter = "struk:cups:tiket"')
AT_4 = (
    'nama = "Loket 4 Pengambilan dan Legalisasi"',
    'nama = "Loket 4 Pengambilan dan Legalisasi"\nprinter = "struk"',
)


@pytest.fixture
def paper(monkeypatch: pytest.MonkeyPatch) -> Roll:
    return Roll(monkeypatch, printing)


def waiting(house: House) -> list[str]:
    return [number.number for number in line.queue(house.desk, house.who("fo2", "2")).waiting]


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_number_without_its_ticket_is_cancelled_and_f9_gives_it_all_the_same(
    house: House, program: Open, paper: Roll, size: tuple[int, int]
) -> None:
    edit(house.desk, AT_2)
    paper.comes = [NotPrinted.OFF, Came.PRINTED]
    async with at_work(house, program, "fo2", size) as clerk:
        await clerk.press("f7", "enter", "enter")
        clerk.sees("A-001 batal, tiketnya tidak tercetak: printer mati. F9 urung.", "F9 Urung A-001")
        assert waiting(house) == []
        await clerk.press("f9")
        clerk.sees("MENUNGGU 1")
        assert waiting(house) == ["A-001"]
        await clerk.press("f7", "enter", "enter")
        clerk.sees("Tiket A-002 dicetak.", "Nomor baru: berikan tiketnya kepada pemohon.")
    assert [b"A-002\n" in rolled for _, rolled in paper.printed] == [False, True]


async def test_while_a_ticket_is_printed_the_counter_goes_on_and_a_number_called_stands(
    house: House, program: Open, paper: Roll
) -> None:
    edit(house.desk, AT_2)
    paper.comes = [NotPrinted.PAPER]
    paper.answers.clear()
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f7", "enter")
        await clerk.pilot.press("enter")
        await until(clerk.pilot, lambda: "A-001 diberikan; tiketnya dicetak …" in clerk.screen)
        await clerk.pilot.press("f2")
        await until(clerk.pilot, lambda: "DIPANGGIL 1" in clerk.screen)
        paper.answers.set()
        await settle(clerk.pilot)
        clerk.sees("DIPANGGIL 1", "Tiket A-001 tidak tercetak: kertas habis. Nomornya tetap berlaku.")


async def test_of_a_ticket_nobody_knows_of_the_number_stands_and_it_is_printed_again(
    house: House, program: Open, paper: Roll
) -> None:
    edit(house.desk, AT_4)
    paper.comes = [Came.SENT, NotPrinted.COVER, Came.PRINTED]
    async with at_work(house, program, "fo4") as clerk:
        await clerk.press("ctrl+n")
        await clerk.pick("Beri nomor antrean")
        await clerk.pick("Mengambil izin")
        clerk.sees("Tiket B-001 dikirim ke printer, belum pasti tercetak; dapat dicetak lagi.")
        await clerk.press("ctrl+n")
        await clerk.pick("Cetak lagi tiket B-001")
        clerk.sees("Tiket B-001 tidak tercetak: tutup printer terbuka.")
        await clerk.press("ctrl+n")
        await clerk.pick("Cetak lagi tiket B-001")
        clerk.sees("Tiket B-001 dicetak.", "Antrean 1")
        await clerk.press("ctrl+n")
        assert "Cetak lagi" not in clerk.screen
