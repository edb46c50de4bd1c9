"""What a kiosk tells without a number: what a service asks for, and who handles what this office does not."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from loket.desk.errors import Missing, PrintFailed, Unreadable
from loket.desk.papers.printing import Came
from loket.desk.papers.requirements import requirements
from loket.desk.queue import referring
from loket.desk.words.refusals import refusal
from loket.desk.words.trouble import database_trouble
from loket.lengths import SECOND
from loket.paper.layout import wrap
from loket.paper.requirements import for_telephone, on_roll, requirement_lines, slip
from screens.hall.choices import Choice, Page, narrowed, numbered
from screens.widgets.qr import Modules, codes

if TYPE_CHECKING:
    from loket.desk.office import Desk
    from loket.office.model import Office, Referral
    from screens.hall.asking import AskingApp
    from screens.hall.printer import KioskPrinter

READ = 90 * SECOND
"""How long (ms) what is read here waits for its reader."""
_KEY = "t"
_BRIEFLY = {"1": "apa syaratnya", "2": "ke kantor mana"}
"""What is told, by its key, before anybody asks."""
_ASKED, _REFERRED = "Apa syaratnya?", "Urusan yang bukan di sini: ke mana?"
_UNREADABLE = "Syaratnya tidak dapat ditampilkan. Tanyakan kepada petugas."
_PRINTING, _OUT, _SENT = "sedang dicetak …", "ambil kertasnya", "dikirim ke printer"
_FAILED = "tidak tercetak; tanyakan kepada petugas"
_SCAN = "Arahkan kamera HP ke kode ini."
_SCAN_ALL = "Arahkan kamera HP ke kode {} dari {}; pindai semuanya agar syaratnya lengkap."
_LINES_BESIDE = 2
"""How many lines are never for reading: the office's above, and what is said below."""
_SIDES, _LEAST_BESIDE = 4, 24
"""How many cells of a line are never for reading; how many stand beside a code at least."""


@dataclass(frozen=True, slots=True)
class _Text:
    """Something to read: its `lines` in a width, the `paper` of it as text and for a receipt printer.

    `codes`: what QR codes may hold together; `referral`: the entry of the office's list that it tells.
    """

    title: str
    lines: Callable[[int], list[str]]
    paper: tuple[str, bytes]
    codes: tuple[tuple[str, ...], ...] = ()
    referral: str = ""


class WithoutNumber:
    """The pages of a kiosk that end in no number; `open` while one of them is asked."""

    def __init__(self, app: AskingApp, printer: KioskPrinter) -> None:
        self._app, self._printer = app, printer
        self._text: _Text | None = None
        self._part = 0
        self._came = ""  # what became of its paper
        self._counted = False
        self.open = False

    @property
    def choices(self) -> list[Choice]:
        """What leads here; nothing where there is nothing to tell."""
        briefly = ", ".join(_BRIEFLY[topic.key] for topic in self._topics())
        return [Choice(_KEY, f"Tanpa nomor: {briefly}?", self._begin)] if briefly else []

    def close(self) -> None:
        """Nobody reads here any more."""
        self.open, self._text = False, None

    def _begin(self) -> None:
        self.open = True
        topics = self._topics()
        if len(topics) == 1:
            topics[0].does()
        else:
            self._app.go(lambda: Page("Apa yang ingin Anda ketahui?", [*self._topics(), self._app.back]))

    @property
    def _office(self) -> Office | None:
        return self._app.desk.office if self._app.desk is not None else None

    def _topics(self) -> list[Choice]:
        office, found = self._office, list[Choice]()
        if office is not None and office.counter_services:
            found.append(Choice("1", _ASKED, partial(self._app.go, self._services)))
        if office is not None and office.referrals:
            found.append(Choice("2", _REFERRED, partial(self._app.go, self._referrals)))
        return found

    def _services(self) -> Page:
        services = self._office.counter_services if self._office is not None else ()
        choices = [Choice("", each.name, partial(self._open_service, each.id)) for each in services]
        return narrowed("Syarat izin apa", self._app.typed, choices, self._app.back)

    def _referrals(self) -> Page:
        listed = self._office.referrals.values() if self._office is not None else ()
        choices = [Choice("", each.name, partial(self._open_referral, each)) for each in listed]
        return narrowed("Urusan apa", self._app.typed, choices, self._app.back)

    # what is read

    def _open_service(self, service: str) -> None:
        desk = self._app.desk
        if desk is None:
            return
        try:
            asked = requirements(desk, service)
        except Exception as error:
            self._app.told = _UNREADABLE
            if not isinstance(error, (KeyError, Missing, Unreadable)) and not database_trouble(error):
                self._app.report(error)
            return
        paper = slip(desk.office, asked), on_roll(desk.office, asked)
        lines = partial(requirement_lines, asked)
        self._read(_Text(f"Syarat {asked.service}", lines, paper, tuple(for_telephone(asked))))

    def _open_referral(self, found: Referral) -> None:
        desk = self._app.desk
        if desk is None:
            return
        told = referring.told(desk, found)

        def lines(width: int) -> list[str]:
            return [line for sentence in told for line in wrap(sentence, width)]

        self._read(_Text(found.name, lines, (referring.slip(desk, found), b""), referral=found.id))

    def _read(self, text: _Text) -> None:
        self._text, self._part, self._came, self._counted = text, 0, "", False
        self._app.go(partial(self._reading, text))
        self._shown(text)

    def _reading(self, text: _Text) -> Page:
        parts = self._parts(text)
        part = min(self._part, len(parts) - 1)
        on = Choice("", f"Lanjut membaca ({part + 1} dari {len(parts)})", partial(self._turn, text))
        choices = [*([on] if len(parts) > 1 else []), *self._others(text)]
        return Page(text.title, [*numbered(choices), self._app.back], lines=parts[part])

    def _others(self, text: _Text) -> list[Choice]:
        """What can be done with it but read on, or go back."""
        found = list[Choice]()
        if self._printer.there:
            found.append(Choice("", "Cetak", partial(self._print, text), self._came))
        if count := len(self._codes(text)):
            many = f", {count} kode" if count > 1 else ""
            found.append(Choice("", f"Simpan di HP (QR{many})", partial(self._scan, text, 0)))
        return found

    def _parts(self, text: _Text) -> list[list[str]]:
        """As much at a time as there is room for, above the choices."""
        width, height = self._app.size.width - _SIDES, self._app.size.height
        lines = text.lines(width)
        above = _LINES_BESIDE + bool(self._printer.said) + len(wrap(text.title, width))
        room = height - above - len(self._others(text)) - 1
        if len(lines) > room:
            room = max(1, room - 1)  # and one choice more, to read on
        return [lines[at : at + room] for at in range(0, len(lines), room)]

    def _turn(self, text: _Text) -> None:
        """To the next part; from the last to the first."""
        self._part = (self._part + 1) % len(self._parts(text))
        self._shown(text)

    def _scan(self, text: _Text, at: int) -> None:
        """One code of the text, and on to the next."""
        self._app.go(partial(self._scanning, text, at))

    def _scanning(self, text: _Text, at: int) -> Page:
        codes = self._codes(text)
        back = Choice("0", "Kembali", partial(self._app.go, partial(self._reading, text)))
        if not codes:
            return Page(text.title, [back])  # the window became too small
        at %= len(codes)
        several = len(codes) > 1
        said = _SCAN_ALL.format(at + 1, len(codes)) if several else _SCAN
        on = Choice("1", "Kode berikutnya", partial(self._scan, text, at + 1))
        beside = self._app.size.width - len(codes[at]) - _SIDES
        return Page(text.title, [*([on] if several else []), back], lines=wrap(said, beside), code=codes[at])

    def _codes(self, text: _Text) -> tuple[Modules, ...]:
        width, height = self._app.size
        return codes(text.codes, width - _LEAST_BESIDE, height - 1)

    # what follows

    def _shown(self, text: _Text) -> None:
        """Count what was read to its end, once."""
        desk = self._app.desk
        last = self._part == len(self._parts(text)) - 1
        if desk is not None and text.referral and last and not self._counted:
            self._counted = True
            self._app.run_worker(self._count(desk, text.referral), exit_on_error=False)

    async def _count(self, desk: Desk, referral: str) -> None:
        try:
            await asyncio.to_thread(referring.shown, desk, self._app.key, referral)
        except Exception as error:  # whoever reads it is told where to go all the same
            if self._app.time is None or refusal(error, {}, self._app.time, desk.now()) is None:
                self._app.report(error)

    def _print(self, text: _Text) -> None:
        if self._came != _PRINTING:
            self._came = _PRINTING
            self._app.run_worker(self._out(text), exit_on_error=False)

    async def _out(self, text: _Text) -> None:
        try:
            said = _OUT if await self._printer.print(*text.paper) is Came.PRINTED else _SENT
        except PrintFailed:
            said = _FAILED
        except Exception as error:
            self._app.report(error)
            said = _FAILED
        if self._text is text:
            self._came = said
            self._app.see_to()
