"""What a command asks of whoever typed it: at a terminal with its question, at a pipe from the next line.

A password is never an argument, where every user of the host could read it: it is typed unseen, comes from
standard input, or stands in LOKET_KATA_SANDI.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import typer

from loket.people import password_fault

PASSWORD_VARIABLE = "LOKET_KATA_SANDI"


def ask(what: str, fault: Callable[[str], str] | None = None, *, hidden: bool = False) -> str:
    """What a person types, asked again while `fault` has a sentence; at a pipe, the next line."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n") if hidden else sys.stdin.readline().strip()
    while True:
        typed = str(typer.prompt(what, hide_input=hidden))
        wrong = fault(typed) if fault else ""
        if not wrong:
            return typed
        print(wrong)


def ask_perhaps(what: str) -> str:
    """What a person at a terminal types, or nothing."""
    return str(typer.prompt(what, default="", show_default=False)).strip()


def ask_own_password(whose: str) -> str:
    """The password of whoever runs the command."""
    return os.environ.get(PASSWORD_VARIABLE) or ask(f"Kata sandi {whose}", hidden=True)


def ask_new_password(what: str, *known: str) -> str:
    """A password to be kept, typed twice alike and not shown; at a pipe, its next line.

    `known` are words that it may not be.
    """
    while True:
        typed = ask(what, lambda text: password_fault(text, *known), hidden=True)
        if not sys.stdin.isatty() or ask(f"{what} sekali lagi", hidden=True) == typed:
            return typed
        print("Kedua kata sandi tidak sama; mohon ketik lagi.")


def agreed(question: str) -> bool:
    """Whether whoever sits at the terminal says yes; without one nobody does."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    answer = str(typer.prompt(f"{question} (y/t)", default="t", show_default=False))
    return answer.strip().lower() in ("y", "ya")
