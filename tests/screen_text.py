"""What a screen shows, as text: for tests that read a screen as a clerk does."""

from __future__ import annotations

from textual.app import App
from textual.strip import Strip


def screen_strips(app: App[object]) -> list[Strip]:
    """The lines of the screen on top as they would be drawn. Textual has no public way to them."""
    return app.screen._compositor.render_strips()


def screen_text(app: App[object]) -> str:
    """The words on the screen, one line per line, without the spaces at their ends."""
    return "\n".join(strip.text.rstrip() for strip in screen_strips(app))


def unsafe_characters(app: App[object]) -> set[str]:
    """Characters on the screen that a terminal would obey instead of showing; must be none."""
    shown = "".join(strip.text for strip in screen_strips(app))
    return {char for char in shown if char < "\x20" or "\x7f" <= char <= "\x9f" or "\u202a" <= char <= "\u202e"}


def click_actions(app: App[object]) -> list[object]:
    """Actions hidden in what is shown, that a click would run; must be none."""
    metas = [segment.style.meta for strip in screen_strips(app) for segment in strip if segment.style]
    return [meta["@click"] for meta in metas if "@click" in meta]
