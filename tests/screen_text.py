"""What a screen shows, as text: for tests that read a screen as a clerk does."""

from __future__ import annotations

import unicodedata
from typing import Any

from textual.app import App
from textual.strip import Strip


def screen_strips(app: App[Any]) -> list[Strip]:
    """The lines of the screen on top as they would be drawn. Textual has no public way to them."""
    return app.screen._compositor.render_strips()


def screen_text(app: App[Any]) -> str:
    """The words on the screen, one line per line, without the spaces at their ends."""
    return "\n".join(strip.text.rstrip() for strip in screen_strips(app))


def unsafe_characters(app: App[Any]) -> set[str]:
    """Characters on the screen that a terminal would obey instead of showing; must be none."""
    shown = "".join(strip.text for strip in screen_strips(app))
    return {char for char in shown if unicodedata.category(char) in ("Cc", "Cf", "Cs")}


def click_actions(app: App[Any]) -> list[object]:
    """Actions hidden in what is shown, that a click would run; must be none."""
    metas = [segment.style.meta for strip in screen_strips(app) for segment in strip if segment.style]
    return [meta["@click"] for meta in metas if "@click" in meta]
