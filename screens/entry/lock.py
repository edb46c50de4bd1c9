"""Away for a moment (Jeda): a screen that covers the person's work, which stays beneath it as it is.

Nothing of the office is to be seen on it, and who left comes back with their password. Somebody else signs
in afresh: then what was left beneath is gone, and what was typed is kept for who typed it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from loket.desk.people.sign_in import come_back
from loket.desk.queue.left_open import left_open
from loket.text import clean
from screens.entry.sign_in import SignInField
from screens.shell.screen import LoketScreen
from screens.widgets.dialogs import Confirm
from screens.widgets.fields import Field
from screens.widgets.key_bar import Key, KeyBar
from screens.widgets.top_bar import TopBar
from screens.wording.left_open import open_counts

if TYPE_CHECKING:
    from loket.desk.people.sign_in import Warned
    from loket.desk.queue.left_open import LeftOpen

_OTHERS = "Ganti orang"
_STAYS = "Isian di bawah layar ini tetap seperti tadi."


class Password(SignInField):
    """The password: nothing is chosen here with the arrows."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("down,up", "app.stay", show=False, priority=True)]


class LockScreen(LoketScreen):
    """Who is away, since when, and the password that brings them back."""

    title_words = "Jeda"
    LISTED = False
    ESC_EMPTIES = True
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "clear", show=False)]

    def __init__(self, since: int) -> None:
        super().__init__()
        self._since = since
        self._password = Password("password", "Kata sandi", password=True)

    def compose(self) -> ComposeResult:
        yield TopBar()
        with Vertical(id="away"):
            yield Static("", id="away-who", markup=False)
            yield Field(self._password)
            yield Static(_STAYS, id="away-hint", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """The cursor stands in the password."""
        super().on_mount()
        words = f"{self.operator.person.name} sedang jeda sejak {self.working.local(self._since):%H.%M}."
        self.query_one("#away-who", Static).update(Content(clean(words)))
        self.read(lambda: left_open(self.desk, self.who), self._show_open, group="left open")
        self._password.focus()

    def _show_open(self, found: LeftOpen) -> None:
        """How much is open: no number nor file is named on a covered screen."""
        if counts := open_counts(found):
            self.query_one("#away-hint", Static).update(Content(f"{_STAYS} Masih terbuka: {counts}."))

    def keys(self) -> tuple[Key, ...]:
        """Back, or somebody else."""
        return (Key("f8", "Buka lagi"), Key("f10", _OTHERS))

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.press_f8()

    def press_f8(self) -> None:
        """Bring the person back, who proves who they are."""
        password = self._password.value
        self._password.value = ""
        self.act(lambda: come_back(self.desk, self.who, password), self._back)

    def _back(self, warned: tuple[Warned, ...]) -> None:
        self.operator.uncover(warned)

    def press_f10(self) -> None:
        """Let somebody else sign in; what that means for who is away is said before."""
        words = (
            f"{self.operator.person.name} belum kembali. Isiannya yang sudah tersimpan, nomor dan berkas di"
            " tangannya tetap; yang lain ditutup."
        )
        asked = Confirm(_OTHERS, words, yes="Ya, ganti orang", dangerous=True)
        self.app.push_screen(asked, lambda yes: self.live.sign_out() if yes else None)

    def action_clear(self) -> None:
        """Empty the password; a slip of the hand signs nobody out."""
        self._password.value = ""
