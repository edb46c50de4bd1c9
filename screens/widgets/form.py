"""A form: fields in their order, their values together, and a message when a draft should be saved."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from textual import events, on
from textual.containers import VerticalScroll
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, TextArea

from screens.widgets.check_list import CheckList
from screens.widgets.fields import Choice, Field, FormField, TextField, is_field
from screens.widgets.several import Several

_REST_SECONDS, _TYPING_SECONDS = 0.5, 1.5
"""What was typed is kept after so short a rest of the hands, and after so long a time without one."""


class Form(VerticalScroll, can_focus=False):
    """Holds fields, at any depth; each is known by its `name`."""

    @dataclass
    class Edited(Message):
        """Somebody changed the form: what `take` gives is to be kept.

        It says so and no more. An act that overtakes it takes what was typed along, and leaves it nothing.
        """

        form: Form

        @property
        def control(self) -> Form:
            """The form it came from, for `@on` with a selector."""
            return self.form

    @dataclass
    class Corrected(Message):
        """Somebody typed anew into a field that was wrong, or put it out of sight; `left` are wrong yet."""

        left: int

    suggested: Mapping[str, str] = MappingProxyType({})
    """With what fields were filled that nobody has typed: it is taken only once it was accepted."""
    above: Widget | None = None
    """What Up leads to from the first field, where something to work on stands there."""
    _taken: Mapping[str, str] = MappingProxyType({})
    times_taken = 0
    """How often something that was typed here was taken."""
    _due: tuple[Timer, ...] = ()
    _wrong: frozenset[str] = frozenset()

    def on_mount(self) -> None:
        self._taken = self.values()

    def fields(self) -> Iterator[FormField]:
        """The fields that have a name, from top to bottom."""
        for widget in self.walk_children(Widget):
            if is_field(widget):
                yield widget

    def field_stops(self) -> Sequence[Widget]:
        """What Enter, Down and Up go through: everything shown in the form that can take the focus."""
        unseen = (field for field in self.walk_children(Field) if not field.display)
        hidden = {widget for field in unseen for widget in field.walk_children(Widget)}
        shown = [widget for widget in self.walk_children(Widget) if widget.focusable and widget not in hidden]
        return [*([self.above] if self.above is not None else []), *shown]

    def show_only(self, names: Collection[str]) -> None:
        """Show these fields and no other; what stands in the others is kept."""
        for field in self.walk_children(Field):
            field.display = field.field.name in names

    def values(self) -> dict[str, str]:
        """The value of each field by its name, cleaned."""
        return {field.name: field.field_value() for field in self.fields() if field.name}

    def load(self, values: Mapping[str, str]) -> None:
        """Fill the fields named in `values`; this is no edit. Names the form does not have are left aside."""
        self.fill(values)
        self.take()

    def fill(self, values: Mapping[str, str]) -> None:
        """Fill the fields named in `values` as if somebody had typed them."""
        for field in self.fields():
            if field.name is not None and field.name in values:
                field.load_value(values[field.name])

    def error(self, name: str, sentence: str, *, mild: bool = False) -> None:
        """Say below the field `name` what is amiss, or (`mild`) unusual; an empty sentence takes it away."""
        for field in self.walk_children(Field):
            if field.field.name == name:
                field.error(sentence, mild=mild)

    def spilled(self) -> dict[str, str]:
        """Of each field into which not all went that was typed, that it is so, by its name."""
        fields = (field.field for field in self.walk_children(Field) if field.display)
        return {f.name: f.spilled for f in fields if isinstance(f, TextField) and f.name and f.spilled}

    def clear_errors(self) -> None:
        """Take every sentence below a field away."""
        self._wrong = frozenset()
        for field in self.walk_children(Field):
            field.error("")

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """A sentence at each field that is wrong, and the cursor in the first of them."""
        self.clear_errors()
        self._wrong = frozenset(faults)
        for name, sentence in faults.items():
            self.error(name, sentence)
        first = next((f.name for f in self.fields() if f.name in faults), None)
        if first is not None:
            self.focus_field(first)

    def focus_field(self, name: str, *, to_go_on: bool = False) -> None:
        """Put the cursor into a field, where typing takes the place of what stands there.

        With `to_go_on` it goes behind that, which stays.
        """
        for field in self.walk_children(Field):
            if field.field.name == name and field.display:
                if isinstance(field.field, TextField):
                    field.field.select_on_focus = not to_go_on  # until it is left
                    if not to_go_on:
                        field.field.select_all()  # also where the cursor was in it already
                field.field.focus()

    def edited_now(self) -> None:
        """Post `Edited` if anything changed that was not taken yet."""
        if self.values() != self._taken:
            self.post_message(self.Edited(self))

    def accept(self) -> None:
        """What was only suggested counts as typed from now on."""
        self._taken = {**self._taken, **dict.fromkeys(self.suggested, "")}

    def take(self) -> dict[str, str]:
        """What was changed and not taken before; whoever takes it keeps it."""
        for timer in self._due:
            timer.stop()
        self._due = ()
        values, before = self.values(), self._taken
        self._taken = values
        changed = {key: value for key, value in values.items() if before.get(key) != value}
        self.times_taken += bool(changed)
        return changed

    def renew(self, values: Mapping[str, str]) -> None:
        """Show what was written elsewhere since; what is being typed here stays."""
        now = self.values()
        free = {name: value for name, value in values.items() if now[name] == self._taken.get(name)}
        self.fill(free)
        shown = self.values()
        self._taken = {**self._taken, **{name: shown[name] for name in free}}

    def suggest(self, values: Mapping[str, str]) -> None:
        """Other words are suggested by now: they stand where the ones before do still.

        A form that is just being put up, or taken down, has no fields yet, or any more.
        """
        now, before = self.values(), self.suggested
        stand = {name for name, words in before.items() if now.get(name) == words}
        others = {name: values[name] for name in stand & values.keys() if values[name] != before[name]}
        self.suggested = {**before, **others}
        self.renew(others)

    def give_back(self, values: Mapping[str, str]) -> None:
        """What was taken and could not be kept is changed still: the next take has it again."""
        self._taken = {key: value for key, value in self._taken.items() if values.get(key) != value}

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Choice.Changed)
    @on(CheckList.Changed)
    @on(Several.Changed)
    def _changed(
        self,
        event: Input.Changed | TextArea.Changed | Choice.Changed | CheckList.Changed | Several.Changed,
    ) -> None:
        """What is typed is kept at the first rest of the hands; who types on without one is kept too.

        What was said of a field holds no more once it is typed anew; a field of one line sees to that itself.
        """
        if not isinstance(event, Input.Changed) and event.control.name:
            self.error(event.control.name, "")
        self._correct(event.control.name)
        if not self._due:
            if self.values() == self._taken:
                return
            self._due = (self.set_timer(_TYPING_SECONDS, self.edited_now),)
        longest, *rest = self._due
        for timer in rest:
            timer.stop()
        self._due = (longest, self.set_timer(_REST_SECONDS, self.edited_now))

    def _correct(self, name: str | None) -> None:
        """What is said of that field, or of one that nobody sees now, holds no more."""
        seen = {field.field.name for field in self.walk_children(Field) if field.display}
        left = frozenset(wrong for wrong in self._wrong if wrong != name and wrong in seen)
        if left != self._wrong:
            self._wrong = left
            self.post_message(self.Corrected(len(left)))

    @on(events.DescendantBlur)
    def _field_left(self) -> None:
        """A field that was left is kept at once."""
        self.edited_now()
