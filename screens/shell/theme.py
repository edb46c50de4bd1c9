"""The three looks of the program, light, dark and high contrast, and the names its style sheet uses.

Every pair of colours that meets on the screen is listed in `PAIRS`; a test computes their contrast.
"""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.theme import Theme

LIGHT = "loket-terang"
DARK = "loket-gelap"
CONTRAST = "loket-kontras"

Palette = dict[str, str]

_TERANG: Palette = {
    "page": "#faf9f6",
    "panel": "#efede6",
    "field": "#efede6",
    "field-focus": "#ffffff",
    "text": "#22272b",
    "muted": "#5c6166",
    "line": "#cbc8be",
    "accent": "#0b5566",
    "cursor": "#cfe4e8",
    "cursor-blurred": "#e8e6de",
    "dimmed": "#686b6c",
    "aman": "#1f5e3a",
    "mendekati": "#7d4500",
    "lewat": "#a31515",
    "istirahat": "#4a5a86",
    "badge": "#0b5566",
    "badge-text": "#ffffff",
}

_GELAP: Palette = {
    "page": "#16191c",
    "panel": "#20252a",
    "field": "#262c31",
    "field-focus": "#0d0f11",
    "text": "#dcdedb",
    "muted": "#a2a9ad",
    "line": "#3d454b",
    "accent": "#86c5d1",
    "cursor": "#264148",
    "cursor-blurred": "#262c31",
    "dimmed": "#949c9f",
    "aman": "#92cba4",
    "mendekati": "#e9bd72",
    "lewat": "#ffa096",
    "istirahat": "#aebfee",
    "badge": "#86c5d1",
    "badge-text": "#0d1214",
}

_KONTRAS: Palette = {
    "page": "#000000",
    "panel": "#000000",
    "field": "#1c1c1c",
    "field-focus": "#000000",
    "text": "#ffffff",
    "muted": "#d6d6d6",
    "line": "#9a9a9a",
    "accent": "#7fe9ff",
    "cursor": "#003c46",
    "cursor-blurred": "#2a2a2a",
    "dimmed": "#bdbdbd",
    "aman": "#8cf5a8",
    "mendekati": "#ffdc5e",
    "lewat": "#ffb0a8",
    "istirahat": "#c7d2ff",
    "badge": "#ffffff",
    "badge-text": "#000000",
}

PALETTES: dict[str, Palette] = {LIGHT: _TERANG, DARK: _GELAP, CONTRAST: _KONTRAS}

_ON_ROWS = ("text", "muted", "accent", "aman", "mendekati", "lewat", "istirahat")
_GROUNDS = ("page", "panel", "cursor", "cursor-blurred", "field", "field-focus")
PAIRS: tuple[tuple[str, str], ...] = (
    *((ink, ground) for ink in _ON_ROWS for ground in _GROUNDS),
    ("dimmed", "page"),
    ("dimmed", "panel"),
    ("badge-text", "badge"),
)
"""Each ink and the ground it is drawn on."""


def _theme(name: str, palette: Palette, *, dark: bool) -> Theme:
    ours = {f"loket-{key}": value for key, value in palette.items()}
    return Theme(
        name=name,
        primary=palette["accent"],
        secondary=palette["istirahat"],
        accent=palette["accent"],
        warning=palette["mendekati"],
        error=palette["lewat"],
        success=palette["aman"],
        foreground=palette["text"],
        background=palette["page"],
        surface=palette["field"],
        panel=palette["panel"],
        dark=dark,
        variables={
            **ours,
            "text": palette["text"],
            "text-muted": palette["muted"],
            "text-disabled": palette["dimmed"],
            "border": palette["accent"],
            "border-blurred": palette["line"],
            "input-cursor-background": palette["text"],
            "input-cursor-foreground": palette["page"],
            "input-cursor-text-style": "none",
            "input-selection-background": palette["badge"],
            "input-selection-foreground": palette["badge-text"],
            "button-focus-text-style": "bold",
            "scrollbar": palette["line"],
            "scrollbar-hover": palette["line"],
            "scrollbar-active": palette["muted"],
            "scrollbar-background": palette["page"],
            "scrollbar-background-hover": palette["page"],
            "scrollbar-background-active": palette["page"],
            "scrollbar-corner-color": palette["page"],
        },
    )


THEMES: tuple[Theme, ...] = (
    _theme(LIGHT, _TERANG, dark=False),
    _theme(DARK, _GELAP, dark=True),
    _theme(CONTRAST, _KONTRAS, dark=True),
)


def install(app: App[Any], theme: str = LIGHT) -> None:
    """Give `app` the three looks and put on `theme`.

    To be called in the app's `__init__`: the style sheet, read before mounting, uses the names defined here.
    """
    for each in THEMES:
        app.register_theme(each)
    app.theme = theme
    app.animation_level = "none"
