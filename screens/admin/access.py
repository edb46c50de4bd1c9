"""Who looked at personal data: the admin's list of whole NIKs seen, papers printed, data put out."""

from __future__ import annotations

from rich.text import Text
from textual.app import ComposeResult

from loket.desk.privacy import access
from screens.shell.screen import LoketScreen
from screens.widgets.key_bar import Key, KeyBar
from screens.widgets.pager import Pager
from screens.widgets.top_bar import TopBar

NEWEST = 500
NOBODY = "Belum ada yang melihat NIK lengkap, mencetak, atau menampilkan data."


class AccessScreen(LoketScreen):
    """The latest looks at personal data, newest first."""

    title_words = "Akses data pribadi"

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield Pager(id="looks")
        yield KeyBar()

    @property
    def looks(self) -> Pager:
        """The list."""
        return self.query_one("#looks", Pager)

    def changed(self) -> None:
        """Read the list again; the lines in view stay."""

        def read() -> list[str]:
            time = self.desk.working_time()
            return [access.worded(look, time) for look in access.looks(self.desk, self.who, limit=NEWEST)]

        self.read(read, self._show, group="looks")

    def _show(self, looks: list[str]) -> None:
        lines = [Text(look) for look in looks or [NOBODY]]
        if len(looks) == NEWEST:
            lines.append(Text(f"{NEWEST} yang terbaru. Selebihnya: loket pdp akses --sebanyak 5000"))
        self.looks.set_lines(lines, keep_place=True)

    def keys(self) -> tuple[Key, ...]:
        """It is only read."""
        return (Key("f1", "Bantu"), Key("f10", "Tutup"))

    def press_f10(self) -> None:
        """Close the list."""
        self.app.pop_screen()
