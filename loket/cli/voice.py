"""`loket suara`: the voice that calls the numbers out in the hall, one after another, each to its end."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from functools import partial
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from loket import speech
from loket.cli.asking import ask
from loket.cli.board import hall_named
from loket.cli.data import data_place
from loket.cli.device_key import KEY
from loket.cli.failed import Failed
from loket.cli.opened import Data
from loket.cli.steady import Steady
from loket.desk.errors import KeyRefused, SpokenElsewhere
from loket.desk.office import Desk
from loket.desk.opening import open_desk
from loket.desk.queue.announcing import said, to_say
from loket.desk.watching import Feed, watch
from loket.desk.words.announced import announced
from loket.desk.words.refusals import good_elsewhere
from loket.location import Location

LOOK_SECONDS, AGAIN_SECONDS = 0.25, 5.0
"""How often it looks for calls; how long after what kept it, and after nothing was called, it asks anew."""
PLAYERS = (
    ("aplay", "-q"),
    ("paplay",),
    ("pw-play",),
    ("ffplay", "-autoexit", "-nodisp", "-loglevel", "quiet"),
    ("afplay",),
)
_HANGS = 30.0  # seconds, which no call takes
_WAITS = (
    "Panggilan sedang disuarakan program lain; program ini menunggu, dan meneruskannya bila itu berhenti."
)
_REFUSED = "Kunci suara ini tidak berlaku. Minta kunci baru kepada admin."
_NO_VOICE = "Suara belum dipasang: pip install 'loket[suara]'."
_NO_PLAYER = f"Pemutar suara tidak ada di komputer ini ({', '.join(player[0] for player in PLAYERS)})."
_RINGS = "Panggilan dibunyikan dengan lonceng terminal dan ditulis."
_GONGS = "Panggilan dibunyikan dengan gong."
_NOT_PLAYED = "Panggilan ini tidak dapat diputar; periksa pengeras suara."
_TO_A_PLAYER = "Arahkan suaranya ke pemutar, misalnya: loket suara --alir | aplay."
_GONE = "Pengeras suara di ujung lain tidak menerima lagi."

Hall = Annotated[str, typer.Option("--ruang", metavar="NAMA", help="hanya ruang tunggu itu")]
Stream = Annotated[bool, typer.Option("--alir", help="tulis suaranya (WAV) ke keluaran standar")]


def add_to(app: typer.Typer) -> None:
    """Hang the command into the tree."""
    app.command("suara", help=f"Suara panggilan di ruang tunggu. Kuncinya dari {KEY}, atau ditanyakan.")(
        speak
    )


def speak(stream: Stream = False, hall: Hall = "", data: Data = None) -> int:
    """Call out what is called, until the program is stopped."""
    with redirect_stdout(sys.stderr):  # nothing but sound goes to the loudspeaker
        key = os.environ.get(KEY) or ask("Kunci suara", hidden=True)
    voice = Steady(data, _Voice(data_place(data), key, hall_named(hall, data), _way(stream=stream)).turn)
    while True:
        time.sleep(LOOK_SECONDS if voice.turn() else AGAIN_SECONDS)


class _Voice:
    """The hall's voice on an office that it keeps open; `say` comes back once a sentence was heard."""

    def __init__(self, place: Location, key: str, hall: str, say: Callable[[str], None]) -> None:
        self._place, self._key, self._hall, self._say = place, key, hall, say
        self._desk: Desk | None = None
        self._feed: Feed | None = None
        self._looks = 0

    def turn(self) -> str:
        """Say what is to be said now; what it waits for, if for anything. Raises Failed."""
        try:
            if self._desk is None or self._feed is None:
                self._desk = open_desk(self._place, settle=False)
                self._feed, self._looks = watch(self._desk), 0
            if self._feed.poll() or self._looks <= 0:
                self._looks = round(AGAIN_SECONDS / LOOK_SECONDS)
                self._call_out(self._desk)
            self._looks -= 1
        except KeyRefused as error:
            raise Failed(good_elsewhere(error) or _REFUSED, 1) from None
        except SpokenElsewhere:
            self._looks = 0
            return _WAITS
        except BaseException:
            self._close()
            raise
        return ""

    def _call_out(self, desk: Desk) -> None:
        while (call := to_say(desk, self._key, self._hall)) is not None:
            self._say(announced(call.number, call.counter))
            said(desk, call, self._hall)

    def _close(self) -> None:
        if self._feed is not None:
            self._feed.close()
        if self._desk is not None:
            self._desk.store.close()
        self._desk, self._feed = None, None


def _way(*, stream: bool) -> Callable[[str], None]:
    """How a sentence is said here. Raises Failed."""
    player = next(([found, *rest] for name, *rest in PLAYERS if (found := which(name))), None)
    if not speech.can_speak():
        print(_NO_VOICE, _GONGS if stream or player is not None else _RINGS, file=sys.stderr)
    elif player is None and not stream:
        print(_NO_PLAYER, _RINGS, file=sys.stderr)
    if stream:
        if sys.stdout.isatty():
            raise Failed(_TO_A_PLAYER)
        _write(speech.endless_head())
        return _streamed
    return partial(_played, player) if player is not None else _rung


def _sound(sentence: str) -> bytes:
    """A gong, and the sentence where it can be spoken."""
    return speech.gong() + (speech.spoken(sentence) if speech.can_speak() else b"")


def _streamed(sentence: str) -> None:
    """Write its sound, and wait as long as it is heard: what is said next is chosen then."""
    sound = _sound(sentence)
    _write(sound)
    time.sleep(speech.seconds(sound))


def _write(sound: bytes) -> None:
    try:
        sys.stdout.buffer.write(sound)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else leaving fails once more
        raise Failed(_GONE, 1) from None


def _played(player: list[str], sentence: str) -> None:
    with TemporaryDirectory() as folder:
        sound = Path(folder) / "panggilan.wav"
        sound.write_bytes(speech.wav(_sound(sentence)))
        try:
            subprocess.run(
                [*player, sound], stdin=subprocess.DEVNULL, capture_output=True, timeout=_HANGS, check=True
            )
        except (OSError, subprocess.SubprocessError):
            print(_NOT_PLAYED, file=sys.stderr)
            _rung(sentence)
        else:
            print(sentence, flush=True)


def _rung(sentence: str) -> None:
    print(f"\a{sentence}", flush=True)
