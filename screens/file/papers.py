"""Papers of a file, a number, or the queue's day: read on the screen, then to a printer or a file."""

from __future__ import annotations

import errno
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from loket.desk.case import file_view
from loket.desk.errors import PrintFailed
from loket.desk.lookout import morning
from loket.desk.papers import apology, deficiency, delivery, parts, printing, receipt
from loket.desk.papers.printing import Came
from loket.desk.promises import moved
from loket.desk.promises.finish import told
from loket.desk.queue import day_sheet, fair_order, figures, referring
from loket.flow.acts import Right
from loket.paper import morning_sheet, notices, queue_day, queue_figures, queue_order, referral
from loket.text import capitalized, clean
from screens.shell.screen import LoketScreen
from screens.widgets.dialogs import Ask, Confirm, Pick, do
from screens.widgets.key_bar import Key, KeyBar
from screens.widgets.pager import Pager
from screens.widgets.styles import inks, line, pack, tab
from screens.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from loket.office.printer import Printer

NO_PAPER = "berkas ini tidak punya surat untuk pemohon"
PRINTED_UNKEPT = "Sudah ke printer; belum tercatat, dicatat begitu bisa. Tidak perlu dicetak lagi."
SAVED_UNKEPT = "Tersimpan; belum tercatat, dicatat begitu bisa."
_THERE = "Berkas itu sudah ada"
_KEPT_OUT = (queue_day.NAME, morning_sheet.NAME, notices.NAME)
"""The sheets of the office of which is kept that they are out of the program."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as it would be printed, the date that it promises the applicant, and whose numbers it names.

    `beside`: how it is shown on so many lines of a wide screen, if otherwise.
    """

    name: str
    text: str
    told: date | None = None
    named: tuple[int, ...] = ()
    beside: Callable[[int], str] | None = None


@dataclass(frozen=True, slots=True)
class _Written:
    """The papers of a file, of a queue number or a day: its number, and which is shown first."""

    number: str
    papers: tuple[Paper, ...]
    first: int = 0


@dataclass(frozen=True, slots=True)
class _Out:
    """What became of a paper; a `fault` where it did not leave the program."""

    came: Came | None = None
    fault: str = ""


class PrintScreen(LoketScreen):
    """The papers of the file with the id `file_id`; digits or Tab go from one to the next.

    Without a file it is where the person with the queue `number` was sent, else a `sheet` of the office, that
    of the queue's day where none is named, with the others of that day: these are made anew each time. Those
    of several `days` are made once, for that may take a while, and so is a list that shows telephone numbers.
    """

    title_words = "Cetak"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", show=False),
        Binding("tab", "turn(1)", show=False, priority=True),
        Binding("shift+tab", "turn(-1)", show=False, priority=True),
        *(Binding(str(at), f"paper({at - 1})", show=False) for at in range(1, 5)),
    ]

    def __init__(
        self,
        file_id: int | None,
        number: int | None = None,
        sheet: str = "",
        days: tuple[date, date] | None = None,
    ) -> None:
        super().__init__()
        self.file_id, self.number, self.sheet, self._days = file_id, number, sheet or queue_day.NAME, days
        self.papers: tuple[Paper, ...] = ()
        self.at = 0
        self._number = ""
        self._has_printer: bool | None = None  # once that was asked

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield Static("", id="papers", markup=False)
        yield Pager(wrap=False, id="paper")
        yield KeyBar()

    @property
    def paper(self) -> Paper | None:
        """The paper shown."""
        return self.papers[self.at] if self.at < len(self.papers) else None

    @property
    def printer(self) -> Printer:
        """Where the person's papers are printed."""
        return self.desk.office.printer_at(self.who.station)

    def changed(self) -> None:
        """Write the papers again: somebody may have marked something meanwhile."""
        once = self._days is not None or self.sheet == notices.NAME  # that is kept each time
        if not once or not self.papers:
            self.read(self._read, self._show)

    def _read(self) -> tuple[_Written, bool]:
        known = printing.has_printer(self.printer) if self._has_printer is None else self._has_printer
        if self.file_id is not None:
            return self._of_file(self.file_id), known
        return self._of_number(self.number) if self.number is not None else self._of_office(), known

    def _of_number(self, ticket: int) -> _Written:
        number, text = referring.paper(self.desk, self.who, ticket)
        return _Written(number, (Paper(referral.NAME, text),) if text else ())

    def _of_office(self) -> _Written:
        if self.sheet == morning_sheet.NAME:
            found, office = morning.morning(self.desk, self.who), self.desk.office
            text, beside = morning_sheet.morning_sheet(office, found), morning_sheet.beside
            paper = Paper(self.sheet, text, beside=partial(beside, office, found))
            return _Written(found.day.isoformat(), (paper,))
        if self.sheet == notices.NAME:
            sheet = moved.sheet(self.desk, self.who)  # who saw the numbers is kept with it
            return _Written(sheet.day, (Paper(self.sheet, sheet.text, named=sheet.applicants),))
        return self._of_day() if self._days is None else self._of_days(*self._days)

    def _of_days(self, first: date, last: date) -> _Written:
        """The figures of the queue and the page of its order."""
        papers = (
            Paper(queue_figures.NAME, figures.sheet(self.desk, self.who, first, last)),
            Paper(queue_order.NAME, fair_order.page(self.desk, self.who, first, last)),
        )
        return _Written(f"{first} – {last}" if first != last else str(first), papers)

    def _of_day(self) -> _Written:
        """Its sheet and the page of its order; the office's figures for a supervisor, a clerk's own."""
        day, text = day_sheet.sheet(self.desk, self.who)
        papers = [Paper(queue_day.NAME, text)]
        rights = self.desk.office.rights_of(self.operator.person.roles)
        if Right.SUPERVISE in rights:
            papers.append(Paper(queue_figures.NAME, figures.sheet_of_today(self.desk, self.who)))
        if Right.COUNTER in rights:
            papers.append(Paper(queue_figures.OWN, figures.own_sheet(self.desk, self.who)))
        papers.append(Paper(queue_order.NAME, fair_order.page_of_today(self.desk, self.who)))
        first = next((at for at, paper in enumerate(papers) if paper.name == self.sheet), 0)
        return _Written(day, tuple(papers), first)

    def _keep_sheet_out(self, paper: Paper, came: Came) -> None:
        if self.sheet == morning_sheet.NAME:
            delivery.morning_out(self.desk, self.who, came)
        elif self.sheet == notices.NAME:
            moved.out(self.desk, self.who, paper.named, came)
        else:
            delivery.sheet_out(self.desk, self.who, came)

    def _of_file(self, file: int) -> _Written:
        view = file_view.view(self.desk, self.who, file)
        written = (
            Paper(parts.RECEIPT, receipt.receipt_text(self.desk, self.who, view), told(self.desk, view)),
            Paper(parts.DEFICIENCY, deficiency.deficiency_text(self.desk, self.who, view)),
            Paper(parts.APOLOGY, apology.apology_text(self.desk, self.who, view)),
        )
        papers = tuple(paper for paper in written if paper.text)
        # where it lies with the applicant the list of what is missing is wanted, else the letter if any
        wanted = parts.DEFICIENCY if view.was_returned else parts.APOLOGY
        first = next((at for at, paper in enumerate(papers) if paper.name == wanted), 0)
        return _Written(view.row.number, papers, first)

    def _show(self, answer: tuple[_Written, bool]) -> None:
        written, self._has_printer = answer
        papers = written.papers
        same = bool(papers) and [each.name for each in papers] == [each.name for each in self.papers]
        if not self.papers:
            self.at = written.first
        self._number, self.papers = written.number, papers
        self.at = max(0, min(self.at, len(papers) - 1))
        self._draw(keep_place=same)

    def _draw(self, *, keep_place: bool = False) -> None:
        ink = inks(self.app)
        items = [(clean(self._number), "bold")]
        for at, paper in enumerate(self.papers):
            items.append(tab(f"{at + 1} {capitalized(paper.name)}", ink, chosen=at == self.at))
        static = self.query_one("#papers", Static)
        static.update(pack(items, static.size.width))
        pager = self.query_one("#paper", Pager)
        lines = [line(words) for words in self._seen(pager).replace("\f", "\n").split("\n")]
        pager.set_lines(lines or [Text()], keep_place=keep_place)
        self.refresh_bars()

    def _seen(self, pager: Pager) -> str:
        """The paper as it is shown: on one page where it can be, and where there is room beside it."""
        if self.paper is None:
            return f"{capitalized(NO_PAPER)}."
        text, beside, size = self.paper.text, self.paper.beside, pager.size
        wide = size.width > morning_sheet.SCREEN + 1
        return beside(size.height) if beside and wide and text.count("\n") >= size.height else text

    def on_resize(self) -> None:
        """There may be room for more."""
        self.call_after_refresh(self._draw_anew)

    def _draw_anew(self) -> None:
        if self.papers and self.whole:
            self._draw(keep_place=True)

    # keys

    def keys(self) -> tuple[Key, ...]:
        """Print what is shown, or close."""
        return (Key("f1", "Bantu"), Key("f5", "Cetak / simpan", self._why_not_out()), Key("f10", "Tutup"))

    def _why_not_out(self) -> str | None:
        """Why no paper can go out now; None when one can."""
        if self.paper is None:
            return "surat sedang disiapkan" if not self._number else NO_PAPER
        return "surat sebelumnya masih dikirim" if self.acting else None

    def press_f5(self) -> None:
        """Ask where to."""
        if self.paper is None:
            return
        if self.printer.way == "berkas":
            self.action_save()
            return
        rows = [
            (self._print, f"Ke {self.printer.told}", ""),
            (self.action_save, "Simpan ke berkas", "Ctrl+S"),
        ]
        likely = self._print if self._has_printer else self.action_save
        self.app.push_screen(Pick(f"Cetak {self.paper.name}", rows, likely=likely), do)

    def press_f10(self) -> None:
        """Back to the file."""
        self.app.pop_screen()

    def action_paper(self, at: int) -> None:
        """Show another paper."""
        if at < len(self.papers) and at != self.at:
            self.at = at
            self._draw()

    def action_turn(self, by: int) -> None:
        """The next paper, or the one before."""
        if self.papers:
            self.action_paper((self.at + by) % len(self.papers))

    # out of the program

    def _print(self) -> None:
        paper = self.paper
        if paper is None:
            return

        printer = self.printer

        def out() -> _Out:
            try:
                return _Out(printing.print_paper(paper.text, printer, self.to_terminal))
            except PrintFailed as error:
                return _Out(fault=str(error))

        def done(out: _Out) -> None:
            if out.fault:
                self._ask_again(out.fault)
            else:
                self.say(f"{capitalized(paper.name)} {self._number} {out.came}.")

        self._send(paper, out, done, PRINTED_UNKEPT, "papers")

    def _ask_again(self, fault: str) -> None:
        """The paper is not out: to the printer once more, or to a file."""
        rows = [(self._print, "Cetak lagi", ""), (self.action_save, "Simpan ke berkas", "Ctrl+S")]
        self.app.push_screen(Pick(fault, rows), do)

    def action_save(self) -> None:
        """Ask for the path, with one proposed; what exists is replaced only when that is meant."""
        paper, why = self.paper, self._why_not_out()
        if paper is None or why is not None:
            self.say(f"Ctrl+S belum bisa: {why}")
            return
        self._ask_where(paper, str(default_path(paper.name, self._number)))

    def _ask_where(self, paper: Paper, proposed: str, fault: str = "") -> None:
        """`fault`: why it could not be saved under the name proposed."""

        def given(typed: str | None) -> None:
            if typed is None:
                return
            try:
                path = Path(typed).expanduser()
            except RuntimeError as error:
                self._ask_where(paper, typed, _not_saved(error))
            else:
                self._save(paper, path)

        ask = Ask(f"Simpan {paper.name}", "Nama berkas (.txt, atau .pdf)", initial=proposed, fault=fault)
        self.app.push_screen(ask, given)

    def _save(self, paper: Paper, path: Path, *, replace: bool = False) -> None:
        def out() -> _Out:
            try:
                if not replace and path.exists():
                    return _Out(fault=_THERE)
                delivery.write_paper(paper.text, path)
            except OSError as error:
                return _Out(fault=_not_saved(error))
            return _Out(Came.SAVED)

        def done(out: _Out) -> None:
            if out.fault == _THERE:
                question = Confirm(_THERE, str(path), yes="Ya, ganti", dangerous=True)
                self.app.push_screen(
                    question, lambda yes: self._save(paper, path, replace=True) if yes else None
                )
            elif out.fault:
                self._ask_where(paper, str(path), out.fault)
            else:
                self.say(f"Tersimpan di {path}.")

        self._send(paper, out, done, SAVED_UNKEPT, "saving")

    def _send(
        self, paper: Paper, out: Callable[[], _Out], then: Callable[[_Out], None], unkept: str, group: str
    ) -> None:
        """Let the paper out of the program.

        Keys that follow wait for a file, for it may be asked about anew; for a printer they do not. What is
        out is noted in the journal as soon as the database takes it (`unkept` is said until then): a paper is
        never asked for twice because of its note.
        """

        def note(out: _Out) -> None:
            came, file = out.came, self.file_id
            if came is not None and file is not None:
                self.keep(
                    lambda: delivery.out(self.desk, self.who, file, paper.name, came, paper.told),
                    waits=unkept,
                )
            elif came is not None and paper.name in _KEPT_OUT:
                self.keep(lambda: self._keep_sheet_out(paper, came), waits=unkept)

        def done(out: _Out) -> None:
            self.refresh_keys()
            then(out)

        self.apart(out, done, lambda _: self.refresh_keys(), group=group, after=note)


_FAULTS = {
    errno.ENOENT: "folder itu tidak ada",
    errno.ENOTDIR: "folder itu tidak ada",
    errno.EISDIR: "itu sebuah folder",
    errno.ENAMETOOLONG: "nama itu terlalu panjang",
    errno.EACCES: "komputer ini melarangnya",
    errno.EPERM: "komputer ini melarangnya",
    errno.EROFS: "komputer ini melarangnya",
    errno.ENOSPC: "disk penuh",
}


def disk_fault(error: OSError | RuntimeError, other: str = "tempat itu tidak dapat ditulis") -> str:
    """Why a name cannot be used; a RuntimeError is the home folder of somebody who has none here."""
    number = error.errno if isinstance(error, OSError) else errno.ENOENT
    return _FAULTS.get(number or 0, other)


def _not_saved(error: OSError | RuntimeError) -> str:
    return f"Belum tersimpan: {disk_fault(error)}."


def default_path(paper: str, number: str) -> Path:
    """Where a paper is saved unless somebody says otherwise."""
    name = re.sub(r"[^0-9A-Za-z]+", "-", f"{paper} {number}").strip("-").lower()
    return own_folder() / f"{name}.txt"


def own_folder() -> Path:
    """Documents or Dokumen, else the home folder."""
    home = Path.home()
    return next((folder for folder in (home / "Documents", home / "Dokumen") if folder.is_dir()), home)
