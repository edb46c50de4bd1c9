"""A file whole: where it is, its way through the SOP, what happened, how its limits were reckoned.

Seven sections stand one key apart; the place in them stays while others work on the file. Scans are attached
here; all else is reading only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from loket.desk.case.file_view import explained, view
from loket.flow.acts import Correct
from loket.flow.offers import may_remark
from loket.text import clause
from screens.file.attachments import attach, detach, save
from screens.file.directing import remark
from screens.shell.screen import LoketScreen, help_key
from screens.widgets.dialogs import Pick
from screens.widgets.key_bar import Key, KeyBar
from screens.widgets.pager import Pager
from screens.widgets.styles import fold, inks, line, tab
from screens.widgets.top_bar import TopBar
from screens.wording.case import HERE, Explained, by_section, head, way_lines
from screens.wording.place import related_words

if TYPE_CHECKING:
    from loket.desk.case.file_view import FileView

SECTIONS = (
    ("riwayat", "Riwayat"),
    ("jalan", "Jalan SOP"),
    ("waktu", "Waktu"),
    ("batas", "Batas waktu"),
    ("syarat", "Syarat"),
    ("data", "Data"),
    ("lampiran", "Lampiran"),
)
WIDE = 116


class CaseScreen(LoketScreen):
    """The file with the id `file_id`."""

    title_words = "Riwayat berkas"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,N", "see_nik", show=False),
        Binding("c,C", "remark", show=False),
        Binding("l,L", "paper('attach')", show=False),
        Binding("s,S", "paper('save')", show=False),
        Binding("x,X", "paper('detach')", show=False),
        Binding("enter", "open_related", show=False),
        Binding("tab", "turn(1)", show=False, priority=True),
        Binding("shift+tab", "turn(-1)", show=False, priority=True),
        *(Binding(str(at), f"section('{name}')", show=False) for at, (name, _) in enumerate(SECTIONS, 1)),
    ]

    def __init__(self, file_id: int) -> None:
        super().__init__()
        self.file_id = file_id
        self.section = SECTIONS[0][0]
        self.view: FileView | None = None
        self._explained: Explained = ()
        self._head: list[Text] = []

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield Static("", id="case-head", markup=False)
        yield Static("", id="case-sections", markup=False)
        with Horizontal(id="case-body"):
            yield Pager(id="case-pages")
            yield Pager(id="case-way")
        yield KeyBar()

    def on_mount(self) -> None:
        """The cursor stands in the pages."""
        super().on_mount()
        self.query_one("#case-way", Pager).can_focus = False
        self.pages.focus()

    @property
    def pages(self) -> Pager:
        """The section that is read."""
        return self.query_one("#case-pages", Pager)

    def on_resize(self, event: events.Resize) -> None:
        """Where there is room, the way through the SOP stands beside the section."""
        self.query_one("#case-way").display = event.size.width >= WIDE
        self._show_head(self.desk.now())
        self.call_after_refresh(self._show_section, keep_place=True)

    def changed(self) -> None:
        """Read the file again; what is being read stays where it is."""
        self.read(self._read, self._show)

    def _read(self) -> tuple[FileView, Explained]:
        found = view(self.desk, self.who, self.file_id)
        return found, explained(found)

    def _show(self, answer: tuple[FileView, Explained]) -> None:
        first = self.view is None
        self.view, self._explained = answer
        self._show_head(self.desk.now())
        self._show_section(keep_place=not first)
        self.refresh_bars()

    def _show_head(self, now: int) -> None:
        if self.view is None:
            return
        moment, (width, height) = self.moment(max(now, self.view.now)), self.size
        lines = head(self.view, self.desk.office, inks(self.app), moment, (width - 2, height // 2))
        if lines != self._head:
            self._head = lines
            self.query_one("#case-head", Static).update(Text("\n").join(lines))

    def _show_section(self, *, keep_place: bool = False) -> None:
        ink = inks(self.app)
        strip: list[tuple[str, str] | str] = []
        for at, (name, words) in enumerate(SECTIONS, 1):
            strip.append(tab(f"{at} {words}", ink, chosen=name == self.section))
        self.query_one("#case-sections", Static).update(line(*strip))
        if self.view is not None:
            width = self.pages.size.width - 2
            lines = by_section(self.view, self._explained, ink, width)[self.section]
            self._put(self.pages, lines, keep_place=keep_place)
            beside = self.query_one("#case-way", Pager)
            steps = way_lines(self.view, ink, beside.size.width - 2)
            way = [line(("Jalan menurut SOP", ink["judul"])), *steps]
            self._put(beside, way, keep_place=False)

    def _put(self, pager: Pager, lines: list[Text], *, keep_place: bool) -> None:
        folded = fold(lines, pager.size.width - 2, self.app.console)
        here = next((at for at, text in enumerate(folded) if text.plain.startswith(HERE)), 0)
        pager.set_lines(folded, keep_place=keep_place, in_sight=here)

    def tick(self, now: int) -> None:
        """The limit in the head counts down; it is drawn anew only when its words change."""
        self._show_head(now)

    # keys

    def keys(self) -> tuple[Key, ...]:
        """A file is only read here, or put before the person where they work."""
        why = None if self.view is not None else "berkas sedang dibaca"
        limits = self.section == "batas"
        return (
            help_key(self.view),
            *(
                (Key("c", "Catatan", does="remark"),)
                if self._may_remark and self.section != "lampiran"
                else ()
            ),
            *(self._papers if self.section == "lampiran" else ()),
            self._correcting,
            self.operator.work_key(self.view, why),
            Key("f3", "SOP", why, does="sop"),
            Key("f4", "Riwayat") if limits else Key("f4", "Batas waktu", does="limits"),
            Key("f5", "Cetak", why),
            Key("f10", "Tutup"),
        )

    def turns(self) -> Sequence[tuple[str, str]]:
        """The sections, each by its number."""
        return [(str(at), words) for at, (_, words) in enumerate(SECTIONS, 1)]

    def press_f1(self) -> None:
        """Help, with this step of the SOP."""
        self.open_help(self.view)

    @property
    def _may_remark(self) -> bool:
        return self.view is not None and may_remark(self.view.state, self.view.reader)

    def action_remark(self) -> None:
        """Write a remark on the file."""
        if self.view is not None and self._may_remark:
            remark(self, self.view.ref, self.view.row.number, self._told)

    @property
    def _papers(self) -> Sequence[Key]:
        """What can be done with scans; taken off and attached by whoever may remark on the file."""
        none = None if self.view is not None and self.view.attached else "belum ada lampiran"
        attach = (Key("l", "Lampirkan", does="attach"),) if self._may_remark else ()
        detach = (Key("x", "Lepas", none, does="detach"),) if self._may_remark else ()
        return (*attach, Key("s", "Simpan", none, does="save attachment"), *detach)

    def action_paper(self, does: str) -> None:
        """Attach a scan, save one, or take one off."""
        key = next((key for key in self._papers if key.does.startswith(does)), None)
        if self.view is None or self.section != "lampiran" or key is None:
            return
        if key.why is not None:
            self.say(f"{key.label} belum bisa: {key.why}")
            return
        {"attach": attach, "save": save, "detach": detach}[does](self, self.view, self._told)

    def _told(self, sentence: str) -> None:
        self.changed()
        self.say(sentence)

    @property
    def _correcting(self) -> Key:
        """F6 puts right what was registered; what that is called, and why the person cannot."""
        view = self.view
        if view is None:
            return Key("f6", "Perbaiki", "berkas sedang dibaca", does="correct")
        refusal = next(offer.refusal for offer in view.offers if isinstance(offer.act, Correct))
        why = clause(self.live.sentence(refusal) or "") if refusal is not None else None
        if view.state.is_decided:
            return Key("f6", "Ralat", why, does="rectify")
        return Key("f6", "Perbaiki", why, does="correct")

    def press_f6(self) -> None:
        """Put right what was registered."""
        self.open_correction(self.file_id, self.say)

    def show_scanned(self, file: int) -> None:
        """Show it in place of the file that was read."""
        self.app.pop_screen()
        super().show_scanned(file)

    def press_f7(self) -> None:
        """Back to one's own screen, with this file."""
        self.operator.work_on(self.file_id)

    def press_f3(self) -> None:
        """The SOP as written, at the file's step."""
        if self.view is not None:
            self.open_sop(self.view)

    def press_f4(self) -> None:
        """From the history to the limits, and back."""
        self.action_section("riwayat" if self.section == "batas" else "batas")

    def press_f5(self) -> None:
        """The file's papers."""
        self.open_papers(self.file_id)

    def press_f10(self) -> None:
        """Close the file."""
        self.app.pop_screen()

    def action_section(self, name: str) -> None:
        """Show another section, from its top."""
        self.section = name
        self._show_section()
        self.refresh_bars()

    def action_turn(self, by: int) -> None:
        """The next section, or the one before."""
        names = [name for name, _ in SECTIONS]
        self.action_section(names[(names.index(self.section) + by) % len(names)])

    def action_open_related(self) -> None:
        """Open the follow-up or parent file; of several, the one picked."""
        if self.view is None:
            return
        related = self.view.related
        if len(related) == 1:
            self.open_case(related[0].id)
        elif related:
            rows = list(related_words(self.view))
            self.app.push_screen(Pick("Berkas terkait", rows), self._open_picked)
        else:
            self.say("Berkas ini tidak punya berkas induk atau lanjutan.")

    def _open_picked(self, file: int | None) -> None:
        if file is not None:
            self.open_case(file)

    def action_see_nik(self) -> None:
        """Show the NIK in full; the look is kept in the journal."""
        self.see_nik(self.file_id)
