"""The screens that lie over one another: all of them, and the one that is seen beneath any question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App

from screens.shell.screen import LoketScreen


def screens(app: App[Any]) -> list[LoketScreen]:
    """What is shown and lies beneath, without the questions over it."""
    return [screen for screen in app.screen_stack if isinstance(screen, LoketScreen)]


def tell_seen(app: App[Any], do: Callable[[LoketScreen], None]) -> None:
    """Tell the screen that is seen, beneath any question."""
    top = next(reversed(screens(app)), None)
    if top is not None and top.whole:
        do(top)


def keep_typed(app: App[Any]) -> None:
    """Keep what was typed on any screen."""
    for screen in screens(app):
        if screen.whole:
            screen.keep_typed()
