"""Fields of a form: text, a choice of few; a note is in note.py.

Enter and Down go to the next field and never send: scanners end what they type with Enter, so Enter must be
harmless. A field is told apart by its `name`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Protocol, TypeGuard

from rich.segment import Segment
from rich.style import Style
from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, Static

from loket.text import cells, clean, digits, fit, scrub, wrap
from screens.widgets.focus import move_focus
from screens.widgets.letters import Missed, meant

if TYPE_CHECKING:
    from screens.widgets.note import NoteField
    from screens.widgets.several import Several


class FormField(Protocol):
    """What a form asks of a field: its name, its value as text, and to take a value back."""

    name: str | None

    def field_value(self) -> str: ...

    def load_value(self, value: str) -> None: ...


def is_field(widget: Widget) -> TypeGuard[FormField]:
    """Whether it is a field with a name. Asked of every part at every key: a check of all members is slow."""
    return bool(widget.name) and hasattr(widget, "field_value")


_MOVES = [
    Binding("down,enter", "go(1)", "Isian berikutnya", show=False),
    Binding("up", "go(-1)", "Isian sebelumnya", show=False),
]


_ONLY_DIGITS = "Hanya angka yang masuk di sini."
_DIGITS = re.compile("[0-9]*")
_REST_SECONDS = 1.0
"""After so long a letter is the first of another word."""
_NO_ANSWER = "Tidak ada pilihan yang berawalan {letter}; ← → menggantinya."


class TextField(Input):
    """One line of text. A paste is cleaned first and cut at the end only where it exceeds `max_length`.

    `digits` keeps nothing but digits, so `3174 0123 4567 8901` may be pasted as it is written. A `password`
    keeps its spaces. What does not get in is told, never lost without a word. Who comes by a key finds all of
    it selected: typing takes its place.
    """

    @dataclass
    class Refused(Message):
        """Something `typed` or pasted did not get into `field`, where `at` it was; `sentence` says why."""

        field: TextField
        sentence: str
        typed: str = ""
        at: int = 0

    virtual_size = Reactive(Size(0, 0), layout=False)  # else each letter lays out the whole screen
    takes_text = True
    BINDINGS: ClassVar[list[BindingType]] = [*_MOVES]
    spilled = ""
    """That more was typed or pasted than gets in, until the field is edited: what stands here is cut off."""

    def __init__(
        self,
        name: str,
        label: str = "",
        value: str = "",
        *,
        digits: bool = False,
        max_length: int = 300,
        placeholder: str = "",
        password: bool = False,
        id: str | None = None,
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        self.digits, self._as_typed = digits, password
        super().__init__(
            self._tidy(value)[:max_length],
            placeholder=placeholder,
            password=password,
            max_length=max_length,
            name=name,
            id=id,
            classes=classes,
            disabled=disabled,
        )
        # as `compact=True` would have it, which styles each field once more before it is anywhere
        self.set_reactive(TextField.compact, True)
        self.add_class("-textual-compact", update=False)
        self.label = label
        self.cursor_blink = False

    def _tidy(self, text: str) -> str:
        if self._as_typed:
            return scrub(text)
        return digits(text) if self.digits else clean(text, 4000)

    def validate_value(self, value: str) -> str:
        """Nothing unsafe gets in, whichever way it came."""
        self.spilled = ""
        return scrub(value)

    def field_value(self) -> str:
        """The value as it should be kept."""
        return self._tidy(self.value)

    def load_value(self, value: str) -> None:
        """Show a value that was kept."""
        self.value = self._tidy(value)[: self.max_length]
        self.cursor_position = len(self.value)

    def on_blur(self) -> None:
        self.select_on_focus = True

    @property
    def scroll_offset(self) -> Offset:
        """Whoever is not in the field reads how it begins."""
        return super().scroll_offset if self.has_focus else Offset(0, 0)

    def action_go(self, by: int) -> None:
        move_focus(self, by)

    async def action_submit(self) -> None:
        move_focus(self, 1)

    def replace(self, text: str, start: int, end: int) -> None:
        if self.digits and not _DIGITS.fullmatch(text):
            self.post_message(self.Refused(self, _ONLY_DIGITS, text, start))
        else:
            super().replace(text, start, end)

    def restricted(self) -> None:
        self._spill()

    def _spill(self) -> None:
        """Not all got in: say so."""
        letters = "angka" if self.digits else "huruf"
        self.spilled = f"Paling banyak {self.max_length} {letters}; selebihnya tidak masuk. Ketik ulang."
        self.post_message(self.Refused(self, self.spilled))

    @property
    def _most(self) -> int:
        return self.max_length or sys.maxsize

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        start, end = sorted(self.selection)
        text = self._tidy(event.text)
        room = max(0, self._most - len(self.value) + end - start)
        if text[:room]:
            self.replace(text[:room], start, end)
        if len(text) > room:
            self._spill()
        elif self.digits and len(self.value) < self._most and any(map(str.isalpha, event.text)):
            for sign in clean(event.text):
                if _DIGITS.fullmatch(sign):
                    start += 1
                else:
                    self.post_message(self.Refused(self, _ONLY_DIGITS, sign, start))


class Choice(Widget, can_focus=True):
    """One of a few: Left and Right change it, or the letters with which a word of an answer begins.

    Letters that follow each other within a second are taken together; where no answer has them, or after a
    rest, the last begins anew. What no word begins with is told.

    `options` are (value, words).
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"choice--chosen", "choice--other"}
    BINDINGS: ClassVar[list[BindingType]] = [
        *_MOVES,
        Binding("left", "turn(-1)", "Pilihan sebelumnya", show=False),
        Binding("right", "turn(1)", "Pilihan berikutnya", show=False),
    ]

    @dataclass
    class Changed(Message):
        """Somebody chose `value`."""

        choice: Choice
        value: str

        @property
        def control(self) -> Choice:
            """The field it came from, for `@on` with a selector."""
            return self.choice

    def __init__(
        self,
        name: str,
        label: str,
        options: Sequence[tuple[str, str]],
        value: str | None = None,
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.label = label
        self._options = tuple((kept, clean(words)) for kept, words in options)
        self._at = 0
        self._letters, self._typed_at = "", 0.0
        self._missed = False
        if value is not None:
            self.load_value(value)

    @property
    def value(self) -> str:
        """The value chosen; empty where there is nothing to choose from."""
        return self._options[self._at][0] if self._options else ""

    @property
    def options(self) -> Sequence[tuple[str, str]]:
        """All answers, as (value, words)."""
        return self._options

    @property
    def one_seen(self) -> bool:
        """Whether only the chosen answer is seen, for want of room for all of them."""
        return not self._beside

    def choose(self, value: str) -> None:
        """Choose one of the answers, as somebody does at the keyboard."""
        self._choose([kept for kept, _ in self._options].index(value))

    def field_value(self) -> str:
        """The value as it should be kept."""
        return self.value

    def load_value(self, value: str) -> None:
        """Choose `value` without a message; one that is not offered changes nothing."""
        values = [kept for kept, _ in self._options]
        if value in values:
            self._at = values.index(value)
            self.refresh()

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer other answers; the chosen one stays where it is still among them."""
        chosen = self.value
        self._options = tuple((kept, clean(words)) for kept, words in options)
        self._at = 0
        self.load_value(chosen)
        self.refresh()

    def _choose(self, at: int) -> None:
        if self._options and at % len(self._options) != self._at:
            self._at = at % len(self._options)
            self.refresh()
            self.post_message(self.Changed(self, self.value))

    def action_go(self, by: int) -> None:
        move_focus(self, by)

    def action_turn(self, by: int) -> None:
        self._choose(self._at + by)

    def on_key(self, event: events.Key) -> None:
        letter = (event.character or "").casefold()
        if not letter.isalnum():
            if event.key != "space":
                self._letters = ""
            return
        if event.time - self._typed_at > _REST_SECONDS:
            self._letters = ""
        self._typed_at = event.time
        answers = [words for _, words in self._options]
        for letters, first in ((self._letters + letter, 0), (letter, 1)):
            at = meant(letters, answers, self._at + (first if len(letters) > 1 else 1))
            if at is not None:
                event.stop()
                self._letters = letters
                self._say_missed("")
                self._choose(at)
                return
        self._letters = ""
        self._say_missed(_NO_ANSWER.format(letter=letter.upper()))

    def on_blur(self) -> None:
        self._letters = ""
        self._say_missed("")

    def _say_missed(self, sentence: str) -> None:
        if sentence or self._missed:
            self._missed = bool(sentence)
            self.post_message(Missed(sentence))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 1

    def render_line(self, y: int) -> Strip:
        width, base = self.size.width, self.rich_style
        if y or not self._options:
            return Strip.blank(width, base)
        chosen = base + self._part("chosen")
        if self._beside:
            segments = []
            for at, (_, words) in enumerate(self._options):
                mine = at == self._at
                style = chosen if mine else base + self._part("other")
                segments += [Segment(f"{'●' if mine else '○'} {words}", style), Segment("  ", base)]
        else:
            chosen_words, (place, short) = self._options[self._at][1], self._places
            if cells(chosen_words) + cells(place) + 4 > width:
                place = short
            words = fit(chosen_words, max(8, width - 4 - cells(place)))
            arrows = ("◂ ", " ▸") if self.has_focus else ("  ", "  ")
            segments = [
                Segment(arrows[0], base),
                Segment(words, chosen),
                Segment(arrows[1], base),
                Segment(place, base + self._part("other")),
            ]
        return Strip(segments).adjust_cell_length(width, base)

    @property
    def cut(self) -> str:
        """The answer chosen, where there is no room for all of it; else nothing."""
        words = self._options[self._at][1] if self._options and not self._beside else ""
        return words if cells(words) + cells(self._places[1]) + 4 > self.size.width else ""

    @property
    def _beside(self) -> bool:
        """Whether all answers have room beside each other."""
        return sum(cells(words) + 4 for _, words in self._options) <= self.size.width

    @property
    def _places(self) -> tuple[str, str]:
        """Which of how many answers is chosen, and the same in short."""
        at, count = self._at + 1, len(self._options)
        return f"  {at} dari {count}", f"  {at}/{count}"

    def _part(self, name: str) -> Style:
        return self.get_component_rich_style(f"choice--{name}", partial=True)


def say_in(line: Static, words: str) -> None:
    """Say it in a line that takes no room while it says nothing; the same again lays nothing out."""
    words = clean(words)
    line.display = bool(words)
    if str(line.content) != words:
        line.update(Content(words))


class FieldError(Static):
    """A sentence under a field about what is amiss there; takes no room while there is none."""

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self.display = False

    def say(self, sentence: str, *, mild: bool = False) -> None:
        """Show a sentence, a `mild` one as a warning; an empty one takes it away."""
        self.set_class(mild, "-mild")
        say_in(self, sentence)


class Field(Vertical):
    """A field with its label to the left, which it draws itself, and room for a sentence below.

    How much room the label has is the left margin of `.field--value`.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"field--label"}

    def __init__(self, field: TextField | NoteField | Choice | Several, *, id: str | None = None) -> None:
        super().__init__(field, id=id)
        self.field = field
        field.add_class("field--value", update=False)
        self._label = clean(field.label)
        self._error: FieldError | None = None

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """All lines of the label have room."""
        return max(super().get_content_height(container, viewport, width), len(self._label_lines))

    def render_line(self, y: int) -> Strip:
        base, lines = self.rich_style, self._label_lines
        label = base + self.get_component_rich_style("field--label", partial=True)
        words = [Segment(lines[y], label)] if y < len(lines) else []
        return Strip(words).adjust_cell_length(self.size.width, base)

    @property
    def label_region(self) -> Region:
        """Where on the screen the label is read."""
        x, y = self.region.offset
        return Region(x, y, self.field.styles.margin.left, len(self._label_lines))

    @property
    def _label_lines(self) -> list[str]:
        return wrap(self._label, max(1, self.field.styles.margin.left - 1))

    @on(Input.Changed)
    def _typed(self) -> None:
        """What was said of it holds no more."""
        self.error("")

    @on(TextField.Refused)
    def _told(self, event: TextField.Refused) -> None:
        self.error(event.sentence)

    @on(Missed)
    def _missed(self, event: Missed) -> None:
        self.error(event.sentence, mild=True)

    def on_descendant_focus(self) -> None:
        """What is said below the field that gets the cursor is in sight with it."""
        self.add_class("-here")
        if self._error is not None and self._error.display:
            self.scroll_visible(animate=False)

    def on_descendant_blur(self) -> None:
        self.remove_class("-here")

    def on_resize(self) -> None:
        """So is what is said while it has the cursor."""
        if self.has_class("-here"):
            self.scroll_visible(animate=False)

    def error(self, sentence: str, *, mild: bool = False) -> None:
        """Say what is amiss, or (`mild`) only unusual; an empty sentence takes it away."""
        if self._error is None:
            if not sentence:
                return
            self._error = FieldError()
            self.mount(self._error)
        self._error.styles.margin = (max(0, len(self._label_lines) - self.field.size.height), 0, 0, 0)
        self._error.say(sentence, mild=mild)
