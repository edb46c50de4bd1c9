"""What a scanned text opens: the file or queue number that is written so, on whichever screen it comes."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Protocol

from loket.desk.case import file_view, lists
from loket.desk.case.file_view import FileView
from loket.desk.queue.line import find_number
from loket.identity import NIK_DIGITS
from loket.matching import signs
from loket.text import clean
from screens.shell.screen import LoketScreen

if TYPE_CHECKING:
    from loket.desk.queue.line import TicketRow
    from screens.shell.crash import CrashReport

_NUMBER = re.compile(r"(?=.*\d)(?!(?:.*?\d\W?){8})[A-Z0-9./-]{1,24}")
"""What may be repeated on the screen. More digits can be a NIK, small letters a password."""

AT_ONCE = "Huruf yang tiba sekaligus dibaca sebagai pindaian: tekan satu per satu."
"""What is said of what no number is written like: keys that were held, or bunched on a slow line."""


class Scanned(Protocol):
    """Who is signed in, as a scan sees them."""

    @property
    def own_screen(self) -> LoketScreen: ...

    def back_to_own(self) -> LoketScreen: ...

    def work_on(self, file: int) -> None: ...


def open_scanned(app: CrashReport, operator: Scanned | None, text: str) -> None:
    """Open what is written so; of anything else say that it is not known. Nothing is done with it."""
    words, screen = clean(text), app.screen
    if not isinstance(screen, LoketScreen):
        app.say("Pindaian tidak dibuka: jawab dulu pertanyaan ini.")
    elif operator is None:
        screen.say(_unknown(words))
    else:
        screen.read(lambda: _find(screen, words), partial(_open, app, operator, words), group="scan")


def _find(screen: LoketScreen, words: str) -> FileView | TicketRow | bool:
    """The file, else today's queue number; True where there are several. Runs in the reading thread."""
    desk, who, spelled = screen.desk, screen.who, signs(words)
    files = {
        row.work.file_id
        for row in lists.find(desk, who, words)
        if spelled in map(signs, (row.work.number, row.work.outside_number, screen.listed(row.work.number)))
    }
    if len(files) == 1:
        return file_view.view(desk, who, files.pop())
    return find_number(desk, who, words) or bool(files)


def _open(app: CrashReport, operator: Scanned, words: str, found: FileView | TicketRow | bool) -> None:
    screen, own = app.screen, operator.own_screen
    if not isinstance(screen, LoketScreen):
        return  # a question came meanwhile
    if found is False:
        screen.say(_unknown(words, own.before_nik))
        return
    for each in (screen, own):
        each.say("")  # what was said of another scan
    if not isinstance(found, FileView):
        if found is True or not own.show_number(found):
            screen.find(words)
        else:
            operator.back_to_own()
    elif own.why_not_work(found) is None:
        operator.work_on(found.ref.file)
    else:
        screen.show_scanned(found.ref.file)


def _unknown(words: str, before_nik: str = "") -> str:
    """That it is not known; of a NIK, which no desk opens, what comes before it."""
    if before_nik and len(words) == NIK_DIGITS and words.isdecimal():
        return f"Itu NIK. {before_nik}"
    if len(set(words)) == 1 or not any(map(str.isdecimal, words)):
        return AT_ONCE
    if _NUMBER.fullmatch(words):
        return f"Pindaian “{words}” tidak dikenal."
    return "Pindaian itu tidak dikenal sebagai nomor berkas, antrean, atau aplikasi."
