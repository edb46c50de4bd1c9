"""`loket suara`: each call is heard, one after the other, also after a restart; without a voice a bell."""

from __future__ import annotations

import array
import io
import sqlite3
import sys
import time
import wave
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from loket import speech
from loket.cli import run
from loket.cli.voice import AGAIN_SECONDS, LOOK_SECONDS
from loket.desk import opening
from loket.desk.people import devices
from loket.desk.people.devices import DeviceKind
from loket.desk.queue import calling
from loket.store import tickets
from tests.desk.karimun import Karimun, open_karimun

FIRST = "Nomor antrean A, nol nol satu, silakan menuju Loket dua."
SECOND = "Nomor antrean A, nol nol dua, silakan menuju Loket dua."
OF_FOUR = "Nomor antrean B, nol nol satu, silakan menuju Loket empat."
Printed = pytest.CaptureFixture[str]
needs_voice = pytest.mark.skipif(not speech.can_speak(), reason="the extra loket[suara] is not installed")


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bytes]]:
    """Each sentence that is spoken, with its sound: the same words sound a little otherwise each time.

    A gong goes before it.
    """
    made, speak = list[tuple[str, bytes]](), speech.spoken

    def spoken(words: str) -> bytes:
        sound = speak(words)
        made.append((words, speech.gong() + sound))
        return sound

    monkeypatch.setattr(speech, "spoken", spoken)
    return made


@pytest.fixture
def hall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Karimun:
    """An office by whose clock the program goes, three people in its hall, and the key of its voice."""
    office = open_karimun(tmp_path)
    monkeypatch.setattr(opening, "system_clock", lambda: office.at)
    monkeypatch.setattr(opening, "running_clock", lambda: office.running)
    for errand in ("daftar", "daftar", "ambil"):
        calling.issue_ticket(office.desk, office.who("fo2"), errand=errand)
    monkeypatch.setenv("LOKET_KUNCI", devices.give(office.desk, None, DeviceKind.VOICE, "Suara").key)
    monkeypatch.setattr("loket.cli.voice.which", lambda name: None)
    return office


def call(office: Karimun, role: str = "fo2") -> Callable[[], int]:
    """Somebody is called; whoever stood called there before did not come."""

    def done() -> int:
        who = office.who(role)
        with office.desk.store.read() as conn:
            had = tickets.had_by(conn, who.person, office.desk.today(conn))
        if had is not None:
            calling.no_show(office.desk, who, had.id)
        called = calling.call_next(office.desk, who)
        assert called is not None
        return called.id

    return done


class _Stopped(BaseException):
    """Somebody has stopped the program between two turns."""


def speaks(
    office: Karimun, monkeypatch: pytest.MonkeyPatch, *between: Callable[[], object], way: str = ""
) -> None:
    """The program runs: a turn before the first of `between`, one after each of them."""
    left = list(between)

    def pause(seconds: float) -> None:
        if seconds in (LOOK_SECONDS, AGAIN_SECONDS):
            if not left:
                raise _Stopped
            left.pop(0)()

    monkeypatch.setattr(time, "sleep", pause)
    with pytest.raises(_Stopped):
        run(["suara", *way.split(), "--data", str(office.desk.store.path)])


@needs_voice
def test_the_calls_are_heard_in_their_order_also_after_a_restart(
    hall: Karimun,
    said: list[tuple[str, bytes]],
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    call(hall)()
    call(hall, "fo4")()
    speaks(hall, monkeypatch, way="--alir")
    assert [words for words, _ in said] == [FIRST, OF_FOUR]
    assert capfdbinary.readouterr().out == speech.endless_head() + said[0][1] + said[1][1]
    speaks(hall, monkeypatch, call(hall), way="--alir")
    assert [words for words, _ in said] == [FIRST, OF_FOUR, SECOND]
    assert capfdbinary.readouterr().out == speech.endless_head() + said[2][1]


@needs_voice
def test_a_wav_has_a_sentence_in_it_with_silence_around() -> None:
    for sentence in (FIRST, SECOND, OF_FOUR):
        samples = speech.spoken(sentence)
        with wave.open(io.BytesIO(speech.wav(samples))) as sound:
            assert (sound.getnchannels(), sound.getsampwidth()) == (1, 2)
            assert 4 < sound.getnframes() / sound.getframerate() < 9
            waves = array.array("h", sound.readframes(sound.getnframes()))
        assert max(waves) > 8_000
        loud = [i for i, wave_ in enumerate(waves) if abs(wave_) > 500]
        assert loud[0] > speech.RATE / 4  # nothing of the sentence before or after is in it
        assert len(waves) - loud[-1] > speech.RATE / 4


@needs_voice
def test_the_machines_player_plays_each_to_its_end(
    hall: Karimun,
    said: list[tuple[str, bytes]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: Printed,
) -> None:
    heard = tmp_path / "heard.wav"
    player = tmp_path / "aplay"
    player.write_text(f'#!/bin/sh\ncat "$2" >> {heard}\n')
    player.chmod(0o755)
    monkeypatch.setattr("loket.cli.voice.which", lambda name: str(player) if name == "aplay" else None)
    call(hall)()
    speaks(hall, monkeypatch, call(hall))
    assert heard.read_bytes() == b"".join(speech.wav(sound) for _, sound in said)
    assert capsys.readouterr().out == f"{FIRST}\n{SECOND}\n"
    player.write_text("#!/bin/sh\nexit 1\n")
    speaks(hall, monkeypatch, call(hall, "fo4"))
    told = capsys.readouterr()
    assert told.out == f"\a{OF_FOUR}\n"
    assert told.err == "Panggilan ini tidak dapat diputar; periksa pengeras suara.\n"


def test_without_a_voice_a_bell_rings_and_the_words_are_written_or_a_gong_sounds(
    hall: Karimun, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(speech, "can_speak", lambda: False)
    speaks(hall, monkeypatch, call(hall))
    told = capfdbinary.readouterr()
    assert told.out.decode() == f"\a{FIRST}\n"
    assert told.err.startswith(b"Suara belum dipasang: pip install 'loket[suara]'.")
    speaks(hall, monkeypatch, call(hall), way="--alir")
    assert capfdbinary.readouterr().out == speech.endless_head() + speech.gong()


def test_a_hall_that_the_office_does_not_have_is_told_and_on_a_terminal_no_word_is_broken(
    hall: Karimun, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    assert run(["suara", "--ruang", "Lantai 9", "--data", str(hall.desk.store.path)]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert max(map(len, lines)) <= 40
    assert " ".join(lines).startswith("Kantor ini belum membagi ruang tunggu. Jalankan tanpa --ruang, atau")


def test_a_second_voice_says_once_that_it_waits(
    hall: Karimun, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    monkeypatch.setattr("loket.desk.queue.announcing.has_ended", lambda program: False)
    with monkeypatch.context() as first:
        first.setattr("loket.desk.queue.announcing.program", lambda: "first")
        speaks(hall, first)
    capsys.readouterr()
    speaks(hall, monkeypatch, call(hall), lambda: None)
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("Panggilan sedang disuarakan program lain") == 1


def test_a_key_taken_away_ends_it(hall: Karimun, monkeypatch: pytest.MonkeyPatch, capsys: Printed) -> None:
    left: list[Callable[[], object]] = [lambda: devices.revoke(hall.desk, None, 1)]
    monkeypatch.setattr(time, "sleep", lambda _: left.pop(0)())
    assert run(["suara", "--data", str(hall.desk.store.path)]) == 1
    assert capsys.readouterr().err.endswith("Kunci suara ini tidak berlaku. Minta kunci baru kepada admin.\n")


def test_data_that_were_put_back_from_elsewhere_are_told_once_and_gone_on_with(
    hall: Karimun, monkeypatch: pytest.MonkeyPatch, capsys: Printed, tmp_path: Path
) -> None:
    path, before, after = hall.desk.store.path, tmp_path / "before.db", tmp_path / "after.db"
    with closing(sqlite3.connect(path)) as here, closing(sqlite3.connect(before)) as there:
        here.backup(there)
    call(hall)()
    hall.desk.store.close()
    path.rename(after)
    before.rename(path)
    speaks(hall, monkeypatch, path.unlink, lambda: None, lambda: after.rename(path))
    told = capsys.readouterr()
    assert told.out == f"\a{FIRST}\n"
    assert len(told.err.splitlines()) < 4
    assert "data kantor" in told.err


def test_sound_is_not_written_to_a_terminal(
    hall: Karimun, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    monkeypatch.setattr(speech, "can_speak", lambda: True)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert run(["suara", "--alir", "--data", str(hall.desk.store.path)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == "Arahkan suaranya ke pemutar, misalnya: loket suara --alir | aplay.\n"
