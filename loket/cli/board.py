"""`loket papan`: the board of the hall, on a screen of its own."""

from __future__ import annotations

import os

import typer

from loket.cli.asking import ask
from loket.cli.data import data_path
from loket.cli.opened import Data
from loket.cli.terminal import needs_terminal

KEY = "LOKET_KUNCI"
"""The environment's name for a device's key, which stands in no list of processes there."""


def add_to(app: typer.Typer) -> None:
    """Hang the command into the tree."""
    app.command("papan", help=f"Papan panggilan di ruang tunggu. Kuncinya dari {KEY}, atau ditanyakan.")(show)


def show(data: Data = None) -> int:
    """Show the board until its window is closed."""
    needs_terminal()
    key = os.environ.get(KEY) or ask("Kunci papan", hidden=True)
    from screens.hall.board import BoardApp  # Textual: no other command waits for it

    return BoardApp(data_path(data), key).run() or 0
