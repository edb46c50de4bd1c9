"""A file's papers: read on the screen first, then to a printer or a file. That it was printed is kept."""

from __future__ import annotations

import errno
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from loket.desk.case import file_view
from loket.desk.papers import deficiency, delivery, parts, receipt
from loket.text import capitalized, clean
from screens.shell.host import Answer
from screens.shell.screen import LoketScreen
from screens.widgets.dialogs import Ask, Confirm, Pick, do
from screens.widgets.key_bar import Key, KeyBar
from screens.widgets.pager import Pager
from screens.widgets.styles import inks, line, pack
from screens.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from loket.desk.case.file_view import FileView

NO_PAPER = "berkas ini tidak punya surat untuk pemohon"
PRINTED_UNKEPT = "Dicetak; belum tercatat, dicatat begitu bisa. Tidak perlu dicetak lagi."
SAVED_UNKEPT = "Tersimpan; belum tercatat, dicatat begitu bisa."
_THERE = "Berkas itu sudah ada"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as it would be printed."""

    name: str
    text: str


class PrintScreen(LoketScreen):
    """The papers of the file with the id `file_id`; digits or Tab go from one to the next."""

    title_words = "Cetak"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", show=False),
        Binding("tab", "turn(1)", show=False, priority=True),
        Binding("shift+tab", "turn(-1)", show=False, priority=True),
        *(Binding(str(at), f"paper({at - 1})", show=False) for at in (1, 2)),
    ]

    def __init__(self, file_id: int) -> None:
        super().__init__()
        self.file_id = file_id
        self.papers: tuple[Paper, ...] = ()
        self.at = 0
        self._number = ""
        self._printer: bool | None = None  # whether this computer knows one, once that was asked

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield Static("", id="papers", markup=False)
        yield Pager(wrap=False, id="paper")
        yield KeyBar()

    @property
    def paper(self) -> Paper | None:
        """The paper shown."""
        return self.papers[self.at] if self.at < len(self.papers) else None

    def changed(self) -> None:
        """Write the papers again: somebody may have marked something meanwhile."""
        self.read(self._read, self._show)

    def _read(self) -> tuple[FileView, tuple[Paper, ...], bool]:
        printer = delivery.has_printer() if self._printer is None else self._printer
        view = file_view.view(self.desk, self.who, self.file_id)
        written = (
            Paper(parts.RECEIPT, receipt.receipt_text(self.desk, self.who, view)),
            Paper(parts.DEFICIENCY, deficiency.deficiency_text(self.desk, self.who, view)),
        )
        return view, tuple(paper for paper in written if paper.text), printer

    def _show(self, answer: tuple[FileView, tuple[Paper, ...], bool]) -> None:
        view, papers, self._printer = answer
        same = papers == self.papers
        if not self.papers and view.was_returned:
            self.at = len(papers) - 1  # it lies with the applicant: the list of what is missing is wanted
        self._number, self.papers = view.row.number, papers
        self.at = max(0, min(self.at, len(papers) - 1))
        self._draw(keep_place=same)

    def _draw(self, *, keep_place: bool = False) -> None:
        ink = inks(self.app)
        items = [(clean(self._number), "bold")]
        for at, paper in enumerate(self.papers):
            name = f" {at + 1} {capitalized(paper.name)} "
            items.append((name, ink["lencana"] if at == self.at else ink["redup"]))
        static = self.query_one("#papers", Static)
        static.update(pack(items, static.size.width))
        text = self.paper.text if self.paper is not None else f"{capitalized(NO_PAPER)}."
        lines = [line(words) for words in text.replace("\f", "\n").split("\n")]
        self.query_one("#paper", Pager).set_lines(lines or [Text()], keep_place=keep_place)
        self.refresh_bars()

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
        rows = [(self._print, "Ke printer", ""), (self.action_save, "Simpan ke berkas", "Ctrl+S")]
        if not self._printer:
            rows.reverse()
        self.app.push_screen(Pick(f"Cetak {self.paper.name}", rows), do)

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

        def out() -> str:
            delivery.print_paper(paper.text)
            return ""

        said = f"{capitalized(paper.name)} {self._number} dikirim ke printer."
        self._send(paper, out, lambda _: self.say(said), PRINTED_UNKEPT, "papers")

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

        ask = Ask(f"Simpan {paper.name}", "Nama berkas", initial=proposed, fault=fault)
        self.app.push_screen(ask, given)

    def _save(self, paper: Paper, path: Path, *, replace: bool = False) -> None:
        def out() -> str:
            try:
                if not replace and path.exists():
                    return _THERE
                delivery.write_paper(paper.text, path)
            except OSError as error:
                return _not_saved(error)
            return ""

        def done(fault: str) -> None:
            if fault == _THERE:
                question = Confirm(_THERE, str(path), yes="Ya, ganti", dangerous=True)
                self.app.push_screen(
                    question, lambda yes: self._save(paper, path, replace=True) if yes else None
                )
            elif fault:
                self._ask_where(paper, str(path), fault)
            else:
                self.say(f"Tersimpan di {path}.")

        self._send(paper, out, done, SAVED_UNKEPT, "saving")

    def _send(
        self, paper: Paper, out: Callable[[], str], then: Callable[[str], None], unkept: str, group: str
    ) -> None:
        """Let the paper out of the program in a thread of its own: a slow printer holds up nothing else.

        Keys that follow wait for a file, for it may be asked about anew; for a printer they do not. `out`
        returns why it could not. What is out is noted in the journal as soon as the database takes it
        (`unkept` is said until then): a paper is never asked for twice because of its note.
        """

        def done(fault: str) -> None:
            self.refresh_keys()
            then(fault)

        self.acting = True
        answer = Answer("", None, "act", done, lambda _: self.refresh_keys())

        def work() -> None:
            try:
                answer.value = out()
            except Exception as error:
                answer.error = error
            gone = not answer.value and answer.error is None
            self.tell(answer)
            if gone:
                self.keep(lambda: self._note(paper), waits=unkept)

        self.app.run_worker(work, thread=True, group=group, exit_on_error=False)

    def _note(self, paper: Paper) -> None:
        """Keep in the journal that the paper left the program. Runs in the writing thread."""
        delivery.printed(self.desk, self.who, self.file_id, paper.name)


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


def _not_saved(error: OSError | RuntimeError) -> str:
    """Why a name cannot be written; a RuntimeError is the home folder of somebody who has none here."""
    number = error.errno if isinstance(error, OSError) else errno.ENOENT
    return f"Belum tersimpan: {_FAULTS.get(number or 0, 'tempat itu tidak dapat ditulis')}."


def default_path(paper: str, number: str) -> Path:
    """Where a paper is saved unless somebody says otherwise: Documents or Dokumen, else the home folder."""
    home = Path.home()
    folders = (folder for folder in (home / "Documents", home / "Dokumen") if folder.is_dir())
    name = re.sub(r"[^0-9A-Za-z]+", "-", f"{paper} {number}").strip("-").lower()
    return next(folders, home) / f"{name}.txt"
