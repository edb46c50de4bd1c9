"""What a window's size changes: a wide one gives lists more room; one too small to work in is covered.

Beneath a cover that says so nothing is done unseen, nor lost.
"""

from __future__ import annotations

from textual import events, on
from textual._compositor import Compositor, CompositorMap
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

LEAST = Size(80, 20)
"""Cells below which lists, forms and their keys have no room beside each other."""
WIDE = 100
"""Columns from which on the style sheet's `-wide` holds."""


def too_small(window: Size) -> bool:
    """Whether nobody can work in a window of that size."""
    return window.width < LEAST.width or window.height < LEAST.height


class TooSmall(Static):
    """Lies over a whole screen and names the size that is needed."""

    def __init__(self, window: Size) -> None:
        super().__init__(markup=False)
        self.tell(window)

    def tell(self, window: Size) -> None:
        """Say how large the window is now."""
        self.update(
            Content(
                f"Jendela ini terlalu kecil: {window.width} × {window.height}.\n"
                f"Loket perlu sedikitnya {LEAST.width} × {LEAST.height}.\n\n"
                "Besarkan jendelanya, atau kecilkan hurufnya.\n"
                "Yang sudah diketik tetap ada; sementara itu tombol tidak berlaku."
            )
        )


class Arranging(Compositor):
    """Gives each part the room that it needs at last, however often its words change in a moment.

    Textual remembers a part's size until the part asks to be laid out, and takes two askings in a row for
    one: words that changed again after a layout in between would stand in the room of the words before. Here
    the size of a part that asks is forgotten after each layout.
    """

    def _arrange_root(
        self, root: Widget, size: Size, visible_only: bool = True
    ) -> tuple[CompositorMap, set[Widget]]:
        arranged = super()._arrange_root(root, size, visible_only)
        for part in arranged[1]:
            if part._layout_required:
                part._box_model_cache.clear()
        return arranged


class Roomy(Widget):
    """What a screen is besides: `-wide` in a wide window, and covered while its window is too small."""

    @on(events.Compose)
    def _window_known(self) -> None:
        """Textual's breakpoints come after the parts, and each of them would be styled twice."""
        self.set_class(self.app.size.width >= WIDE, "-wide")

    @on(events.Resize)
    def _window_changed(self, event: events.Resize) -> None:
        """Cover the screen, or show it again; where the cursor stands stays."""
        self.set_class(event.size.width >= WIDE, "-wide")
        covers = self.query(TooSmall)
        if not too_small(event.size):
            covers.remove()
        elif covers:
            covers.first().tell(event.size)
        else:
            self.mount(TooSmall(event.size))
