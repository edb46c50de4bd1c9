"""Printer: where a counter prints is chosen from what there is, and tried out; what fails says why."""

from __future__ import annotations

import pytest

from loket.desk.errors import PrintFailed
from loket.desk.papers import printing
from loket.desk.papers.printing import Came
from loket.office.printer import Printer, PrinterWay
from tests.screens.admin.office import admin_at_work, office
from tests.screens.house import House, Open


@pytest.fixture(autouse=True)
def one_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "queues", lambda: ("tiket",))


async def test_a_queue_that_there_is_is_chosen_and_tried_out(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[str, Printer]] = []

    def prints(text: str, printer: Printer, _: object, rolled: bytes) -> Came:
        sent.append((text, printer))
        assert b"HALAMAN UJI\n\x1d!3" in rolled
        assert b"12345678901234567890123456789012\n\x1bd" in rolled
        if len(sent) == 1:
            raise PrintFailed("Printer tiket menolak. Periksa nama dan keadaan printer.")
        return Came.PRINTED

    monkeypatch.setattr("loket.desk.papers.stations.print_paper", prints)
    tiket = Printer(PrinterWay.QUEUE, "tiket")
    async with admin_at_work(house, program) as admin:
        await admin.go("Loket", "2")
        await admin.press("f7", "enter")
        admin.sees("Loket 2 Pendaftaran. Printer: bawaan komputer.", "Antrean cetak di komputer ini")
        await admin.press("f4", "right")
        await admin.save()
        assert office(house).printer_at("2") == tiket
        await admin.press("f8")
        admin.sees("Tidak tercetak", "Printer tiket menolak.")
        await admin.press("enter", "f8")
        admin.sees("Halaman uji dicetak.")
        await admin.go("Printer", "cups:tiket")
        admin.sees("Dipakai Loket 2 Pendaftaran.")
        await admin.press("f8")
    assert [printer for _, printer in sent] == [tiket] * 3
    assert "HALAMAN UJI" in sent[0][0]


async def test_a_printer_in_the_network_has_an_address_and_everybody_else_their_own(
    house: House, program: Open
) -> None:
    async with admin_at_work(house, program, (120, 36)) as admin:
        await admin.go("Printer", "2")
        await admin.press("f4")
        await admin.fill(printer="tcp")
        await admin.press("f8")
        admin.sees("Alamat printer belum diisi.")
        await admin.fill(address="192.168.1.9:99999")
        await admin.press("f8")
        admin.sees("bukan letak printer")
        await admin.fill(address="192.168.1.9")
        await admin.save()
        admin.sees("Loket 2 Pendaftaran. Printer: jaringan 192.168.1.9.")
        await admin.go("Printer", "")
        await admin.press("end", "up", "f4")
        await admin.fill(printer="berkas")
        await admin.save()
        await admin.press("f8")
        admin.sees("tidak ada halaman uji", "biasanya folder Documents")
        await admin.press("enter", "f4")
        assert "Printer struk" not in admin.screen
        assert "Alamat printer" not in admin.screen
        await admin.press("left", "left", "left")
        admin.sees("antrean tiket", "Printer struk")
        assert "Alamat printer" not in admin.screen
        await admin.fill(roll="ya")
        await admin.save()
        await admin.go("Printer", "cups:tiket")
        admin.sees("Dipakai Yang tidak duduk di loket.")
    assert office(house).printer_at("2") == Printer(PrinterWay.NETWORK, "192.168.1.9", 9100)
    assert office(house).printer_at(None) == Printer(PrinterWay.QUEUE, "tiket", roll=True)
