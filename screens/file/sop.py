"""An SOP to read: the document as written, with the office's reading beside each row and marked as such."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from screens.shell.screen import LoketScreen
from screens.widgets.key_bar import Key, KeyBar
from screens.widgets.pager import Pager
from screens.widgets.styles import inks, line, tab
from screens.widgets.top_bar import TopBar
from screens.wording.sop import document, findings, matrix

if TYPE_CHECKING:
    from loket.sop.model import Procedure

SECTIONS = (("langkah", "Langkah"), ("dokumen", "Dokumen"), ("tafsir", "Kejanggalan dan tafsir"))


class SopScreen(LoketScreen):
    """`procedure` as written, opened at `step` (its sequence) where one is given."""

    title_words = "SOP"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "turn(1)", show=False, priority=True),
        Binding("shift+tab", "turn(-1)", show=False, priority=True),
        *(Binding(str(at), f"section('{name}')", show=False) for at, (name, _) in enumerate(SECTIONS, 1)),
    ]

    def __init__(self, procedure: Procedure, step: int | None = None) -> None:
        super().__init__()
        self.procedure = procedure
        self.step = step
        self.section = SECTIONS[0][0]
        self._width = 0

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield Static(Content.styled(self.procedure.name, "bold"), id="sop-head", markup=False)
        yield Static("", id="sop-sections", markup=False)
        yield Pager(id="sop-pages")
        yield KeyBar()

    @property
    def pages(self) -> Pager:
        """The section that is read."""
        return self.query_one("#sop-pages", Pager)

    def on_resize(self, event: events.Resize) -> None:
        """The lines are broken anew to the width."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        width = self.pages.size.width - 2
        ink = inks(self.app)
        strip = [
            tab(f"{at} {words}", ink, chosen=name == self.section)
            for at, (name, words) in enumerate(SECTIONS, 1)
        ]
        self.query_one("#sop-sections", Static).update(line(*strip))
        if self.section == "dokumen":
            self.pages.set_lines(document(self.procedure, width, ink))
        elif self.section == "tafsir":
            self.pages.set_lines(findings(self.procedure, width, ink))
        else:
            table = matrix(self.procedure, width, ink)
            self.pages.set_lines(table.lines)
            if self.step is not None:
                self.pages.action_move(table.at.get(self.step, 0))

    def keys(self) -> tuple[Key, ...]:
        """An SOP is only read."""
        return (Key("f1", "Bantu"), Key("f10", "Tutup"))

    def press_f10(self) -> None:
        """Close the SOP."""
        self.app.pop_screen()

    def action_section(self, name: str) -> None:
        """Show another part, from its top; the table from the step that was asked for."""
        self.section = name
        self._show()

    def action_turn(self, by: int) -> None:
        """The next part, or the one before."""
        names = [name for name, _ in SECTIONS]
        self.action_section(names[(names.index(self.section) + by) % len(names)])
