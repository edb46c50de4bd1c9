"""Ctrl+K: all that can be done on the screen beneath now, found by typing, and done as its key does it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from loket.text import capitalized, clean
from screens.lookup.help import FIND, LETTERS, PAUSE, QUEUE, sentence
from screens.widgets.dialogs import Do, Pick, do
from screens.widgets.key_bar import Key, in_order
from screens.widgets.rows import Row, Urgency
from screens.widgets.work_list import Column, WorkList

if TYPE_CHECKING:
    from screens.shell.screen import LoketScreen

_SAID_OF_LETTERS = {letter: said for letter, said in LETTERS if letter}
_BESIDE = 15
"""Lines of a window besides the rows: the box, its title, what is typed, what is said, the keys."""
_OF_F7 = "Salah satu tindakan di F7."
_TURNS = "Memilih apa yang tampil; tidak ada yang dilakukan dengan berkasnya."
_SIGNS = {"left": "←", "right": "→"}


@dataclass(frozen=True)
class Doing:
    """Something that can be done, or `why` not now; `said` explains it."""

    key: str
    label: str
    said: str
    do: Do
    why: str | None = None

    @property
    def words(self) -> str:
        """What it is called; why it cannot be done now."""
        return self.label if self.why is None else f"{self.label} · belum bisa: {self.why}"

    @property
    def told(self) -> str:
        """What is said below the list: first, whole, why it cannot be done now."""
        return self.said if self.why is None else f"Belum bisa: {self.why}. {self.said}"

    @property
    def style(self) -> Urgency:
        """Dimmed while it cannot be done."""
        return "" if self.why is None else "redup"


class KeyList(Pick[Do]):
    """All of them; below, what the one under the cursor does."""

    def __init__(self, doings: Sequence[Doing]) -> None:
        super().__init__("Semua tombol", ())
        self._doings = {doing.do: doing for doing in doings}
        self._all = tuple(Row(doing.do, (doing.key, doing.words), style=doing.style) for doing in doings)
        self._list = WorkList[Do]((Column("key"), Column("words", weight=1)), empty="Tidak ada yang cocok.")
        self._said = Static("", markup=False, classes="dialog--said")

    def body(self) -> ComposeResult:
        yield from super().body()
        yield self._said

    def _most_rows(self) -> int:
        """As many as leave room for what is said below them."""
        return min(super()._most_rows(), self.app.size.height - _BESIDE)

    def _found(self, words: Sequence[str]) -> list[Row[Do]]:
        """By their names first; then those whose explanation holds the words."""
        named = super()._found(words)
        told = (row for row in self._all if all(w in self._doings[row.id].said.casefold() for w in words))
        return [*named, *(row for row in told if row not in named)]

    @on(WorkList.Highlighted)
    def _explain(self) -> None:
        self._tell()

    def _narrow(self) -> None:
        super()._narrow()
        self._tell()

    def _tell(self) -> None:
        at = self._list.cursor_id
        self._said.update(Content(clean(self._doings[at].told) if at is not None else ""))


def list_keys(screen: LoketScreen, press: Callable[[str], None]) -> None:
    """Show them; one that cannot be done now says why on the screen, as its key does."""
    screen.app.push_screen(KeyList(doings(screen, press)), do)


def doings(screen: LoketScreen, press: Callable[[str], None]) -> list[Doing]:
    """The keys of the bar in their order, what F7 holds, the letters of the list, what works anywhere."""
    keys = [key for key in in_order(screen.keys()) if key is not None]
    bar = {key.key for key in keys}
    found = [_of_bar(key, press) for key in keys]
    f7 = next((at for at, key in enumerate(keys, 1) if key.key == "f7" and key.why is None), None)
    if f7 is not None:
        found[f7:f7] = [Doing("F7 ›", label, _OF_F7, act, why) for act, label, why in screen.further()]
    found += [
        Doing(letter.upper(), label, _SAID_OF_LETTERS[letter.upper()], partial(press, letter))
        for letter, label in _letters(screen)
        if letter not in bar
    ]
    found += [
        Doing(_SIGNS.get(key, capitalized(key)), words, _TURNS, partial(press, key))
        for key, words in screen.turns()
    ]
    return [
        *found,
        *([Doing("Ctrl+F", "Cari berkas", FIND, partial(press, "ctrl+f"))] if screen.FINDS else []),
        *([Doing("Ctrl+N", "Antrean", QUEUE, partial(press, "ctrl+n"))] if screen.calls else []),
        Doing("Ctrl+L", "Jeda", PAUSE, partial(press, "ctrl+l")),
    ]


def _of_bar(key: Key, press: Callable[[str], None]) -> Doing:
    return Doing(capitalized(key.key), key.label, sentence(key), partial(press, key.key), key.why)


def _letters(screen: LoketScreen) -> list[tuple[str, str]]:
    """The letters that mark where the cursor is, with their words; each once, though it is bound twice."""
    bindings = (active.binding for active in screen.active_bindings.values() if active.enabled)
    said = [(b.key, b.description) for b in bindings if b.description and b.key.islower()]
    return [(letter, words) for letter, words in said if letter.upper() in _SAID_OF_LETTERS]
