"""Small questions over a screen. F10 and Esc close every one of them; no letter ever confirms anything.

Each shows its own keys where the screen beneath has its: those do nothing meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Input, Static, TextArea

from loket.text import clean, fit, in_parts, scrub
from screens.widgets.fields import FieldError, FormField, TextField, is_field
from screens.widgets.key_bar import Key, KeyBar
from screens.widgets.letters import meant
from screens.widgets.note import NoteField
from screens.widgets.pager import Pager
from screens.widgets.room import Arranging, Roomy
from screens.widgets.rows import Id, text_of
from screens.widgets.work_list import Cell, Column, Row, WorkList

Result = TypeVar("Result")

NO = "Tidak jadi"
_MOST_LINES = 8
_FEW = 4
_MARKING = ("t", "s")
LINE_CELLS = 58
"""As much of a line as a question has room for."""


def _line(text: str, classes: str) -> Static:
    """A line, folded between its parts where it is too long."""
    return Static(Content("\n".join(in_parts(clean(text, 2000), LINE_CELLS))), classes=classes)


def _button(label: str, id: str) -> Button:
    button = Button(Content(clean(label, 40)), id=id, compact=True)
    button.active_effect_duration = 0
    return button


def _label(stop: Widget | None) -> str:
    """What Enter does there: a button's own word; in a list it goes on."""
    return str(stop.label) if isinstance(stop, Button) else "Berikutnya"


class Dialog(ModalScreen[Result], Roomy, Generic[Result]):
    """A titled box in the middle of the screen; `_nothing` is the answer when it is closed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f10", "close", "Tutup", show=False, priority=True),
        Binding("left,up", "shift(-1)", show=False),
        Binding("right,down", "shift(1)", show=False),
    ]

    CLOSES: ClassVar[str] = "Tutup"
    AUTO_FOCUS = ""  # else the first button, a dangerous one too, has the focus for a moment

    def __init__(self, title: str, nothing: Result) -> None:
        super().__init__(classes="dialog")
        self._compositor = Arranging()
        self._heading = title
        self._nothing = nothing

    def body(self) -> ComposeResult:
        """What stands between title and buttons."""
        yield from ()

    def buttons(self) -> Sequence[Button]:
        """The buttons, from left to right."""
        return ()

    def own_keys(self) -> Sequence[Key]:
        """What Enter (it comes first) and other keys do now, but for closing."""
        return (Key("Enter", _label(self.focused)),)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog--box"):
            yield _line(self._heading, "dialog--title")
            yield from self.body()
            if buttons := self.buttons():
                with Horizontal(classes="dialog--buttons"):
                    yield from buttons
        bar = KeyBar()
        beneath = [
            other.size.height for screen in self.app.screen_stack for other in screen.query_children(KeyBar)
        ]
        bar.styles.min_height = max(beneath, default=0)
        yield bar

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """It is on top: each part was styled as it came."""
        event.refresh_styles = False

    @on(events.DescendantFocus)
    def _show_keys(self) -> None:
        enter, *others = self.own_keys()
        same = enter.label == self.CLOSES
        keys = [Key("Enter/Esc", self.CLOSES), *others] if same else [enter, *others, Key("Esc", self.CLOSES)]
        self.query_one(KeyBar).set_keys(keys)

    def field_stops(self) -> Sequence[Widget]:
        """What Enter and the arrows go through."""
        return [widget for widget in self.query("*") if widget.focusable]

    @property
    def _long(self) -> list[Widget]:
        """What can be scrolled."""
        return [*self.query(Pager), *self.query(".dialog--above, .dialog--lines")]

    @on(events.Resize)
    def _measure(self) -> None:
        """There may be more room than before, or less."""
        for part in self._long:
            part.styles.max_height = None
        self.call_after_refresh(self.keep_buttons)

    def keep_buttons(self) -> None:
        """However much there is to read, the buttons stay in sight: what can be scrolled gives way."""
        buttons, long = self.query(".dialog--buttons"), self._long
        if not buttons or not long:
            return
        box = self.query_one(".dialog--box")
        over = buttons.first().region.bottom - box.content_region.bottom
        if over > 0:
            long[0].styles.max_height = max(1, long[0].size.height - over)

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Answer, once: who answers again finds the question gone."""
        if self.app.screen is not self:
            return AwaitComplete()
        return super().dismiss(result)

    def action_close(self) -> None:
        self.dismiss(self._nothing)

    def action_shift(self, by: int) -> None:
        stops = list(self.field_stops())
        if self.focused in stops:
            stops[max(0, min(len(stops) - 1, stops.index(self.focused) + by))].focus()


class Confirm(Dialog[bool]):
    """A question to be answered with one of two buttons: Enter says yes, but to a dangerous one "Tidak jadi".

    Dangerous is what throws away or leaves behind something typed or marked, ends a file or its number, takes
    from a colleague or from somebody on record, or leaves a trace that no F9 takes back; a question is it
    always or never.

    `lines` name what it is about, one beneath the other; who reads on is told how many more there are.
    """

    CLOSES = NO

    def __init__(
        self,
        title: str,
        sentence: str,
        yes: str = "Ya, teruskan",
        no: str = NO,
        *,
        lines: Sequence[str] = (),
        dangerous: bool = False,
    ) -> None:
        super().__init__(title, False)
        self._lines = lines if len(lines) <= _MOST_LINES else [*lines[: _MOST_LINES - 1]]
        self._more = len(lines) - len(self._lines)
        self._sentence, self._yes, self._no = sentence, yes, no
        self._dangerous = dangerous

    def body(self) -> ComposeResult:
        for words in self._lines:
            yield _line(fit(clean(words), LINE_CELLS), "dialog--text")
        if self._more:
            yield _line(f"dan {self._more} lagi", "dialog--label")
        if self._sentence:
            yield _line(self._sentence, "dialog--text")

    def buttons(self) -> Sequence[Button]:
        yes = _button(self._yes, "yes")
        yes.set_class(self._dangerous, "-dangerous")
        return (yes, _button(self._no, "no"))

    def own_keys(self) -> Sequence[Key]:
        return (*super().own_keys(), Key("← →", "Pilih"))

    def on_mount(self) -> None:
        self.query_one("#no" if self._dangerous else "#yes").focus()

    @on(Button.Pressed)
    def _answer(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")


class Ask(Dialog[str | None]):
    """Asks for one text, a line or (`multiline`) a note; None when closed. Enter and Ctrl+S save.

    `fault` says what was amiss with `initial` when it was given before; `wrong` what is amiss with a text
    that is typed now (empty: nothing). `above`, which `above_label` names, stands before it: Up leads there.
    `typed` is what stood there, and above it, when it was closed. `dangerous`: Enter says "Tidak jadi" until
    somebody goes to the text, as in a `Confirm`.
    """

    CLOSES = NO
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Simpan", show=False, priority=True),
        Binding("enter", "save_typed", show=False, priority=True),
        *(Binding(f"f{number}", "say_keys", show=False, priority=True) for number in range(1, 10)),
    ]

    def __init__(
        self,
        title: str,
        label: str,
        required: bool = True,
        multiline: bool = False,
        initial: str = "",
        *,
        password: bool = False,
        save: str = "Simpan",
        fault: str = "",
        wrong: Callable[[str], str] = lambda _: "",
        above: Widget | None = None,
        above_label: str = "",
        dangerous: bool = False,
    ) -> None:
        super().__init__(title, None)
        self._label, self._required, self._save = label, required, save
        self._fault, self._wrong, self._dangerous = fault, wrong, dangerous
        self._above, self._above_label = above, above_label
        self._field: NoteField | TextField
        if multiline:
            self._field = NoteField("isi", value=initial)
        else:
            self._field = TextField("isi", value=initial, password=password)
        self.initial = self.typed = self._stands_there()
        self._error = FieldError()
        self._said_of = ""

    def body(self) -> ComposeResult:
        if self._above is not None:
            if self._above_label:
                yield _line(self._above_label, "dialog--label dialog--above-label")
            with VerticalScroll(classes="dialog--above", can_focus=False):
                yield self._above
        yield _line(self._label, "dialog--label")
        yield self._field
        yield self._error

    def buttons(self) -> Sequence[Button]:
        return (_button(self._save, "save"), _button(NO, "no"))

    def own_keys(self) -> Sequence[Key]:
        if self.focused is not self._field:
            return super().own_keys()
        many = (Key("Ctrl+J", "Baris baru"),) if not isinstance(self._field, TextField) else ()
        up = (Key("↑", "Ke atas"),) if self._above is not None else ()
        return (Key("Enter", self._save), *many, *up)

    def on_mount(self) -> None:
        (self.query_one("#no") if self._dangerous else self._field).focus()
        self._say(self._fault)

    def _say(self, sentence: str) -> None:
        """What is amiss with the text as it stands there."""
        self._said_of = self._field.field_value()
        self._error.say(sentence)
        if sentence:
            self.call_after_refresh(self.keep_buttons)

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed(self) -> None:
        """What was said of another text holds no more."""
        if self._field.field_value() != self._said_of:
            self._error.say("")

    @on(TextField.Refused)
    def _told(self, event: TextField.Refused) -> None:
        event.stop()
        self._say(event.sentence)

    @on(Button.Pressed)
    def _answer(self, event: Button.Pressed) -> None:
        if event.button.id == "save":
            self.action_save()
        else:
            self.dismiss(None)

    def recall(self, typed: tuple[str, ...]) -> None:
        """Show what stood there when the same was asked before."""
        for field, value in zip(self._fields(), typed, strict=True):
            field.load_value(value)

    def _fields(self) -> list[FormField]:
        """What is filled in: the text, and what stands above it where that can be."""
        return [part for part in (self._field, self._above) if part is not None and is_field(part)]

    def _stands_there(self) -> tuple[str, ...]:
        return tuple(field.field_value() for field in self._fields())

    def dismiss(self, result: str | None = None) -> AwaitComplete:
        self.typed = self._stands_there()
        return super().dismiss(result)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter saves from the text; on a button it is the button's."""
        return self.focused is self._field if action == "save_typed" else True

    def action_say_keys(self) -> None:
        """A key of the screen beneath does nothing here, and says so."""
        does = _label(self.focused) if isinstance(self.focused, Button) else self._save
        keys = "Enter atau Esc" if does == NO else f"Enter {does.lower()}, Esc"
        self._say(f"Selesaikan isian ini dulu: {keys} tidak jadi.")

    def action_save_typed(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        value = self._field.field_value()
        wrong = self._field.spilled if isinstance(self._field, TextField) else ""
        wrong = wrong or ("Isian ini perlu diisi." if self._required and not value else self._wrong(value))
        if wrong:
            self._say(wrong)
            self._field.focus()
        else:
            self.dismiss(value)


def said(row: Row[Any]) -> str:
    """What a row says, whole."""
    return " ".join(map(text_of, row.cells))


def holds(text: str, words: Sequence[str]) -> bool:
    """Whether each of the words (in small letters) is somewhere in a text."""
    return all(word in text.casefold() for word in words)


class Pick(Dialog[Id | None], Generic[Id]):
    """A list to pick one from with Enter; None when closed. What is typed narrows it, and the cursor goes to
    the row that begins so.

    `rows` are (id, words) or (id, words, words at the right); `lines` stand above them. The cursor begins on
    the row `likely`, else on the first that can be picked. A row in `why` cannot be: it is dim, and says why.
    With `together` rows can be marked: of the row under the cursor and those it makes the answer.
    """

    takes_text = True

    def __init__(
        self,
        title: str,
        rows: Sequence[tuple[Id, str] | tuple[Id, str, str]],
        *,
        empty: str = "Tidak ada yang cocok.",
        lines: Sequence[str] = (),
        likely: Id | None = None,
        why: Mapping[Id, str] | None = None,
        together: Callable[[Id, Sequence[Id]], Id] | None = None,
    ) -> None:
        super().__init__(title, None)
        self._lines, self._why, self._together = lines, why or {}, together
        first = next((row[0] for row in rows if row[0] not in self._why), None)
        self._likely = first if likely is None else likely
        self._all = tuple(
            Row(row[0], (self._words(*row[:2]), Cell(row[2] if len(row) == 3 else "", "redup")))
            for row in rows
        )
        columns = (Column("words", weight=1), Column("right", most=24, align="right"))
        self._list = WorkList[Id](columns, empty=empty, markable=together is not None)
        self._typed = ""
        self._search = Static("", markup=False, classes="dialog--search")

    def _words(self, row: Id, words: str) -> Cell:
        return Cell(f"{words}: {self._why[row]}", "redup") if row in self._why else Cell(words)

    def body(self) -> ComposeResult:
        for words in self._lines:
            yield _line(words, "dialog--text")
        yield self._search
        yield self._list

    def own_keys(self) -> Sequence[Key]:
        letters = (Key("Huruf", "Cari"),) if len(self._all) > _FEW else ()
        marks = (Key("T", "Tandai"),) if self._together is not None else ()
        return (Key("Enter", "Pilih"), Key("↑ ↓", "Pindah"), *marks, *letters)

    def on_mount(self) -> None:
        count, most = len(self._all), self._most_rows()
        self._list.styles.height = max(1, min(count, most) + (count > most))
        self._narrow()
        if self._likely is not None:
            self._list.select(self._likely)
        self._list.focus()

    def _narrow(self) -> None:
        typed = self._typed.casefold().strip()
        found = self._found(typed.split())
        self._list.set_rows(found, of=self._typed)
        if typed and found:
            at = meant(typed, [said(row) for row in found], 0)
            self._list.select(found[at or 0].id)
        self._tell_why(self._list.cursor_id)
        self._search.update(Content(f"Cari: {self._typed}▏" if self._typed else "Ketik untuk mencari"))
        self._search.display = bool(self._typed) or len(self._all) > self._most_rows()

    def _most_rows(self) -> int:
        """How many rows are seen at a time."""
        return 12

    def _found(self, words: Sequence[str]) -> list[Row[Id]]:
        """The rows that hold all of these words."""
        return [row for row in self._all if holds(said(row), words)]

    def on_key(self, event: events.Key) -> None:
        if self._together is not None and not self._typed and event.key.casefold() in _MARKING:
            return
        if event.key == "backspace":
            self._typed = self._typed[:-1]
        elif event.character == "/" and not self._typed:
            event.stop()  # it begins a search elsewhere
            return
        elif event.character is not None and event.is_printable:
            self._typed = scrub(self._typed + event.character)[:60]
        else:
            return
        event.stop()
        self._narrow()

    @on(WorkList.Highlighted)
    @on(WorkList.Opened)
    def _picked(self, event: WorkList.Highlighted[Id] | WorkList.Opened[Id]) -> None:
        self._tell_why(event.id)
        if not isinstance(event, WorkList.Opened):
            return
        marked = [row.id for row in self._all if row.id in self._list.marked]
        if marked and self._together is not None:
            self.dismiss(self._together(event.id, marked))
        elif event.id not in self._why:
            self.dismiss(event.id)

    def _tell_why(self, row: Id | None) -> None:
        """Why a row cannot be picked stands whole above the keys: in the list there may be no room for it."""
        why = self._why.get(row) if row is not None else None
        self.query_one(KeyBar).explain(f"Belum bisa: {why}." if why else "")


Do = Callable[[], None]
"""What a row of a menu does."""


def do(picked: Do | None) -> None:
    """Do it, if any was picked."""
    if picked is not None:
        picked()


class Message(Dialog[None]):
    """Something to read and close."""

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__(title, None)
        self._text = lines

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="dialog--lines", can_focus=False):
            for line in self._text:
                yield _line(line or " ", "dialog--text")

    def buttons(self) -> Sequence[Button]:
        return (_button("Tutup", "close"),)

    def own_keys(self) -> Sequence[Key]:
        return (Key("Enter", "Tutup"), Key("↑ ↓", "Baca"))

    def on_mount(self) -> None:
        self.query_one("#close").focus()

    def action_shift(self, by: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    @on(Button.Pressed)
    def _close(self) -> None:
        self.dismiss(None)
