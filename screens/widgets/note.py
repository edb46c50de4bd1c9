"""A field for several lines of text; apart from the others, for the sign-in must not wait for TextArea."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import TextArea

from loket.text import clean_lines, scrub
from screens.widgets.focus import move_focus


class NoteField(TextArea):
    """Several lines of text. Ctrl+J begins a new line, and so does Enter unless it saves.

    Tab leaves, and so do Up and Down past its ends.
    """

    takes_text = True
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+j,shift+enter", "new_line", show=False)]

    def __init__(
        self,
        name: str,
        label: str = "",
        value: str = "",
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(
            clean_lines(value),
            soft_wrap=True,
            tab_behavior="focus",
            highlight_cursor_line=False,
            name=name,
            id=id,
            classes=classes,
            compact=True,
        )
        self.label = label
        self.cursor_blink = False

    def field_value(self) -> str:
        """The note as it should be kept."""
        return clean_lines(self.text)

    def load_value(self, value: str) -> None:
        """Show a note that was kept."""
        self.load_text(clean_lines(value))

    def action_new_line(self) -> None:
        """Go on in a new line."""
        self.insert("\n")

    def action_cursor_down(self, select: bool = False) -> None:
        if self.cursor_at_last_line and not select:
            move_focus(self, 1)
        else:
            super().action_cursor_down(select)

    def action_cursor_up(self, select: bool = False) -> None:
        if self.cursor_at_first_line and not select:
            move_focus(self, -1)
        else:
            super().action_cursor_up(select)

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        lines = "\n".join(scrub(line) for line in event.text.splitlines())
        result = self.replace(lines, *self.selection)
        self.move_cursor(result.end_location)
