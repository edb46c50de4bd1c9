"""The printer of a kiosk: one paper at a time, and what keeps it from printing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from loket.desk.errors import PrintFailed
from loket.desk.papers.printing import Came, hindrance, print_paper
from loket.flow.queue.acts import NotPrinted
from loket.lengths import MINUTE
from loket.office.printer import Printer, PrinterWay

LOOK_SECONDS = 20.0
"""How often it is asked whether it can print."""
AGAIN = MINUTE
"""After how long (ms) a printer that failed is tried again though it does not say that it can print."""
_TELLS = frozenset((NotPrinted.PAPER, NotPrinted.COVER, NotPrinted.OFF, NotPrinted.FAULT))
"""What a printer that answers tells to be over."""
_SAID = {
    NotPrinted.PAPER: "Kertas tiket habis.",
    NotPrinted.COVER: "Tutup printer tiket terbuka.",
    NotPrinted.OFF: "Printer tiket mati.",
    NotPrinted.BROKE_OFF: "Printer tiket terputus.",
    NotPrinted.FAULT: "Printer tiket terganggu.",
    NotPrinted.REFUSED: "Printer tiket tidak mencetak.",
}


class KioskPrinter:
    """What a kiosk prints with; `down`: why it does not print, as it was known last.

    `running`: what the clock shows that only runs on (ms).
    """

    def __init__(self, printer: Printer, running: Callable[[], int]) -> None:
        self._printer, self._running = printer, running
        self._failed_at: int | None = None
        self._alone = asyncio.Lock()
        self.down: NotPrinted | None = None

    @property
    def there(self) -> bool:
        """Whether there is one."""
        return self._printer.way is not PrinterWay.FILE

    @property
    def said(self) -> str:
        """Why it does not print; empty where nothing is known to keep it from that."""
        return _SAID[self.down] if self.down is not None else ""

    async def look(self) -> None:
        """Ask it whether it can print, unless it does. One that says nothing is asked only once it failed."""
        answers = self._printer.roll or self._printer.way is PrinterWay.QUEUE
        if (answers or self.down is not None) and not self._alone.locked():
            async with self._alone:
                said = await asyncio.to_thread(hindrance, self._printer)
                if isinstance(said, NotPrinted):
                    self.down, self._failed_at = said, None
                elif not self._stays_down(said):
                    self.down = None

    def _stays_down(self, well: bool) -> bool:
        """Whether it is not tried yet: nothing shows that what it failed of is over; a try costs a number."""
        if self._failed_at is None or (well and self.down in _TELLS):
            return False
        return self._running() - self._failed_at < AGAIN

    async def print(self, text: str, rolled: bytes) -> Came:
        """Print a paper, behind those before it. Raises PrintFailed."""
        async with self._alone:
            try:
                came = await asyncio.to_thread(print_paper, text, self._printer, _no_terminal, rolled)
            except PrintFailed as failed:
                self.down, self._failed_at = failed.why, self._running()
                raise
            self.down = self._failed_at = None
            return came


def _no_terminal(_: str) -> None:
    raise PrintFailed("Kios tidak mencetak lewat terminalnya.")
