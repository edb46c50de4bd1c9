"""Putting right what a clock that was ahead had dated: which file, when its first act happened, and why."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from loket.dates import read_moment
from loket.desk import ahead
from loket.desk.words.clock import moment
from loket.flow.acts import Refused
from screens.widgets.dialogs import Ask, Pick, do

if TYPE_CHECKING:
    from loket.desk.ahead import Ahead, AheadFile
    from screens.shell.screen import LoketScreen

TITLE = "Bertanggal jam yang maju"
WHEN = "Tulis tanggal dan jamnya seperti 18-11-2026 09.10."
CLOSED_AT_COUNTER = "Nomor antrean ditutup di loket pendaftaran, di bawah HARI DEPAN."


def put_right(screen: LoketScreen, found: Ahead) -> None:
    """Let one be picked: of a file the times are asked, a queue number is closed elsewhere."""
    rows = [(partial(_ask_when, screen, file), file.number, _state(screen, file)) for file in found.files]
    rows += [
        (partial(screen.say, CLOSED_AT_COUNTER), t.number, f"nomor antrean {t.day[8:]}-{t.day[5:7]}")
        for t in found.numbers
    ]
    screen.app.push_screen(Pick(TITLE, rows), do)


def _state(screen: LoketScreen, file: AheadFile) -> str:
    first = screen.working.local(file.acts[0].at)
    return f"diperbaiki {first:%d-%m %H.%M}" if file.corrected is not None else f"{first:%d-%m-%Y %H.%M}"


def _ask_when(screen: LoketScreen, file: AheadFile) -> None:
    """When the first of the acts happened; the day that is likely stands there already."""
    time = screen.working

    def instant(typed: str) -> int | None:
        told = read_moment(typed, time.date_of(screen.desk.now()))
        return None if told is None else time.instant(*told)

    def wrong(typed: str) -> str:
        if (at := instant(typed)) is None:
            return WHEN
        try:
            file.shift(at, screen.desk.now())
        except Refused as refused:
            return screen.live.sentence(refused) or ""
        return ""

    def when(typed: str | None) -> None:
        if typed is not None and (at := instant(typed)) is not None:
            _ask_why(screen, file, at)

    likely = f"{time.local(file.likely):%d-%m-%Y %H.%M}" if file.likely is not None else ""
    label = f"Tindakan pertama tercatat {moment(time, file.acts[0].at)}. Sebenarnya kapan?"
    asked = Ask(f"{file.number}: waktu sebenarnya", label, initial=likely, save="Lanjut", wrong=wrong)
    screen.app.push_screen(asked, when)


def _ask_why(screen: LoketScreen, file: AheadFile, at: int) -> None:
    done = f"{file.number}: waktu {len(file.acts)} tindakan diperbaiki."

    def given(reason: str) -> None:
        screen.act(
            lambda: ahead.redate(screen.desk, screen.who, file, at, reason), lambda _: screen.say(done)
        )

    label = f"Tindakan pertama menjadi {moment(screen.working, at)}, yang lain mengikuti. Alasannya?"
    screen.ask(file.ref.file, "jam maju", Ask(file.number, label, multiline=True, save="Perbaiki"), given)
