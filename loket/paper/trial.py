"""A page to try a printer out: every width and sign that papers have, and nothing of anybody."""

from __future__ import annotations

from loket.office.model import Office
from loket.office.printer import Printer
from loket.paper import escpos
from loket.paper.escpos import Align
from loket.paper.layout import WIDTH, centred, facts, letterhead, moment, page, wrap
from loket.text import capitalized

TITLE = "HALAMAN UJI"
_SAMPLE = "A-001"
_READ_ROLL = (
    "Halaman ini tercetak dengan benar bila nomor di atas besar, barisan angka di bawah utuh dalam satu"
    " baris, dan kertasnya terpotong sendiri sesudahnya."
)
_READ = (
    "Halaman ini tercetak dengan benar bila kop di atas berada di tengah, barisan angka di bawah utuh dalam"
    " satu baris, dan kertas keluar sendiri sesudahnya."
)


def trial(office: Office, place: str, printer: Printer, at: int) -> str:
    """The page as plain text; `at` is when it was printed (ms UTC)."""
    about = _about(office, place, printer, at)
    return page(letterhead(office), centred(TITLE), facts(about), wrap(_READ), [_ruler(WIDTH)])


def on_roll(office: Office, place: str, printer: Printer, at: int) -> bytes:
    """The page for a receipt printer."""
    width, about = escpos.WIDTH, _about(office, place, printer, at)
    return escpos.roll(
        escpos.lines([*wrap(office.short, width), TITLE], Align.CENTRE, bold=True),
        escpos.large(_SAMPLE),
        escpos.lines(line for label, words in about for line in wrap(f"{label}: {words}", width)),
        escpos.lines(["", *wrap(_READ_ROLL, width), "", _ruler(width)]),
    )


def _about(office: Office, place: str, printer: Printer, at: int) -> list[tuple[str, str]]:
    return [("Dari", place), ("Dicetak di", capitalized(printer.told)), ("Waktu", moment(at, office))]


def _ruler(width: int) -> str:
    return "".join(str(column % 10) for column in range(1, width + 1))
