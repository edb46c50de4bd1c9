"""A form: fields in their order, their values together, and a message when a draft should be saved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from textual import on
from textual.containers import VerticalScroll
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, TextArea

from screens.widgets.check_list import CheckList
from screens.widgets.fields import Choice, Field, FormField

_KEPT_EVERY_SECONDS = 1.5


class Form(VerticalScroll, can_focus=False):
    """Holds fields, at any depth; each is known by its `name`."""

    @dataclass
    class Edited(Message):
        """Somebody changes the form, and a moment has gone by: `values` are to be kept.

        They are all of it; `changed` are those that were not handed out before.
        """

        form: Form
        values: dict[str, str]
        changed: dict[str, str]

        @property
        def control(self) -> Form:
            """The form it came from, for `@on` with a selector."""
            return self.form

    _handed: Mapping[str, str] = MappingProxyType({})
    _timer: Timer | None = None

    def on_mount(self) -> None:
        self._handed = self.values()

    def fields(self) -> Iterator[FormField]:
        """The fields that have a name, from top to bottom."""
        for widget in self.query("*"):
            if isinstance(widget, FormField) and widget.name:
                yield widget

    def field_stops(self) -> Sequence[Widget]:
        """What Enter, Down and Up go through: everything in the form that can take the focus."""
        return [widget for widget in self.query("*") if widget.focusable]

    def values(self) -> dict[str, str]:
        """The value of each field by its name, cleaned."""
        return {field.name: field.field_value() for field in self.fields() if field.name}

    def load(self, values: Mapping[str, str]) -> None:
        """Fill the fields named in `values`; this is no edit. Names the form does not have are left aside."""
        self.fill(values)
        self._rest()
        self._handed = self.values()

    def fill(self, values: Mapping[str, str]) -> None:
        """Fill the fields named in `values` as if somebody had typed them."""
        for field in self.fields():
            if field.name is not None and field.name in values:
                field.load_value(values[field.name])

    def error(self, name: str, sentence: str, *, mild: bool = False) -> None:
        """Say below the field `name` what is amiss, or (`mild`) unusual; an empty sentence takes it away."""
        for field in self.query(Field):
            if field.field.name == name:
                field.error(sentence, mild=mild)

    def clear_errors(self) -> None:
        """Take every sentence below a field away."""
        for field in self.query(Field):
            field.error("")

    def edited_now(self) -> None:
        """Post `Edited` at once if anything changed since it was last posted, for leaving a screen."""
        if edited := self.edited():
            self.post_message(edited)

    def edited(self) -> Edited | None:
        """The message about what was not handed out yet, for who takes the form away and must see to it."""
        self._rest()
        values, before = self.values(), self._handed
        if values == before:
            return None
        self._handed = values
        return self.Edited(self, values, {key: v for key, v in values.items() if before.get(key) != v})

    def _rest(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Choice.Changed)
    @on(CheckList.Changed)
    def _changed(self) -> None:
        """Who types on without a rest is kept too: the first key of a stretch sets the time, not the last."""
        if self._timer is None and self.values() != self._handed:
            self._timer = self.set_timer(_KEPT_EVERY_SECONDS, self.edited_now)
