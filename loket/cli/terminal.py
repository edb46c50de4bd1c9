"""Whether the screens can be drawn and typed at here, or a shell only asks how a command goes on."""

from __future__ import annotations

import os
import sys

from loket.cli.failed import Failed

COMPLETING = "_LOKET_COMPLETE"
"""Set by a shell that asks how a command goes on (`loket pelengkap`)."""
SCREENS = "[--data LETAK] [--kantor ID] [--stasiun LOKET] [--tetikus]"
"""What the program may be given without a command, for the screens."""


def needs_terminal() -> None:
    """Do nothing where the screens can be drawn and typed at: in a terminal, or in a browser's place of one.

    Raises:
        Failed: something of it goes to a file or to another program; who sits at the terminal reads that.
    """
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if "TEXTUAL_DRIVER" in os.environ or all(stream.isatty() for stream in streams):
        return
    sentence = "Layar kerja memerlukan terminal; jalankan loket langsung di sana, tanpa |, < dan >."
    if sys.stdout.isatty() and not sys.stderr.isatty():
        print(sentence)
    raise Failed(sentence)
