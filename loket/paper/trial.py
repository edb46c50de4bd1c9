"""A page to try a printer out: every width and sign that papers have, and nothing of anybody."""

from __future__ import annotations

from loket.office.model import Office
from loket.office.printer import Printer
from loket.paper.layout import WIDTH, centred, facts, letterhead, moment, page, wrap
from loket.text import capitalized

TITLE = "HALAMAN UJI"
_READ = (
    "Halaman ini tercetak dengan benar bila kop di atas berada di tengah, barisan angka di bawah utuh dalam"
    " satu baris, dan kertas keluar sendiri sesudahnya."
)


def trial(office: Office, place: str, printer: Printer, at: int) -> str:
    """The page as plain text; `at` is when it was printed (ms UTC)."""
    about = [("Dari", place), ("Dicetak di", capitalized(printer.told)), ("Waktu", moment(at, office))]
    ruler = "".join(str(column % 10) for column in range(1, WIDTH + 1))
    return page(letterhead(office), centred(TITLE), facts(about), wrap(_READ), [ruler])
