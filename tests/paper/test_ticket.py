"""A ticket for a receipt printer: the bytes are those that python-escpos makes of the same ticket."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from loket.office.profile import load_office
from loket.paper import escpos
from loket.paper.ticket import TicketData, on_roll, ticket

if TYPE_CHECKING:
    from escpos.printer import Dummy  # type: ignore[import-untyped]

AT = int(datetime.fromisoformat("2026-11-18T08:05:00+07:00").timestamp() * 1000)


def begun() -> Dummy:
    from escpos.printer import Dummy  # reads what every printer can do: only who runs this test waits for it

    printer = Dummy()
    printer.hw("INIT")
    printer.charcode("CP1252")
    return printer


def test_a_ticket_is_what_an_independent_encoder_makes_of_its_plain_text() -> None:
    office, data = load_office("karimun"), TicketData("A-012", "Mendaftar · SIP Bidan", AT, 3)
    said = begun()
    office_name, (title, number), *below = (block.split("\n") for block in ticket(office, data).split("\n\n"))

    def lines(texts: list[str], size: int = 1, *, bold: bool = False) -> None:
        said.set(align="center", bold=bold, custom_size=True, width=size, height=size)
        for text in texts:
            said.textln(text)

    lines(office_name, bold=True)
    lines(["", title])
    lines([number], 4, bold=True)
    for block in below:
        lines(["", *(line for line in block if line)])
    said.cut()
    assert on_roll(office, data) == said.output


def test_a_qr_code_is_drawn_by_the_printer_and_what_is_no_letter_of_it_is_left_out() -> None:
    said = begun()
    said.set(align="left", bold=False, custom_size=True, width=1, height=1)
    said.textln("“Siti” – 60 €")
    said.set(align="center", bold=False, custom_size=True, width=1, height=1)
    said.qr("https://contoh.test/é", ec=1, size=6, native=True)
    said.cut()
    assert (
        escpos.roll(
            escpos.lines(["“Siti\x1b”\u200b – 6０ €\N{ARABIC LETTER ALEF}"]),
            escpos.qr("https://contoh.test/é"),
        )
        == said.output
    )


def test_a_number_stays_on_one_line_and_a_wide_paper_goes_on_in_the_next() -> None:
    assert b"\x1d!\x33" in escpos.large("A-012")
    assert b"\x1d!\x11" in escpos.large("PENGADUAN-012")
    printed = escpos.plain("NAMA ....... : Siti Contoh dari Kabupaten Karimun\n\n  Selesai\f")
    assert b"NAMA ....... : Siti Contoh dari\nKabupaten Karimun\n\nSelesai\n" in printed
