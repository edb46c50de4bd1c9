"""Words as sound, spoken by eSpeak NG without a network, where the extra `loket[suara]` is installed; a gong.

Sound is what players take as WAV: one channel of 16-bit samples.
"""

from __future__ import annotations

import ctypes
import struct
from array import array
from functools import cache
from math import exp, pi, sin
from threading import Lock

RATE = 22_050
"""Samples a second."""
_SYNCHRONOUS, _UTF8, _SPEED = 2, 1, 1
_WORDS_A_MINUTE = 140
_WIDTH = 2  # bytes of a sample
_PAUSE = bytes(_WIDTH * RATE // 2)
_ENDLESS = 0x7FFF_F000
_ONE_AT_A_TIME = Lock()  # the library knows one voice and one callback
_Heard = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)


def can_speak() -> bool:
    """Whether the extra is there, and runs here."""
    try:
        _library()
    except (ImportError, OSError):
        return False
    return True


def spoken(words: str) -> bytes:
    """The samples of these words, with half a second of silence around them, where `can_speak`."""
    with _ONE_AT_A_TIME:
        library, made = _library(), bytearray()

        def heard(samples: int | None, count: int, _events: int | None) -> int:
            if samples and count > 0:
                made.extend(ctypes.string_at(samples, count * _WIDTH))
            return 0

        kept = _Heard(heard)  # for as long as the library may call it
        library.espeak_SetSynthCallback(kept)
        text = words.encode()
        library.espeak_Synth(text, len(text) + 1, 0, 0, 0, _UTF8, None, None)
    return _PAUSE + bytes(made) + _PAUSE


@cache
def gong() -> bytes:
    """The samples of two notes that fade away, a third apart, the lower one last."""
    notes = [(659.3, 0.5), (523.3, 0.9)]
    made = array("h")
    for pitch, long in notes:
        turn = 2 * pi * pitch / RATE
        made.extend(round(12_000 * exp(-5 * at / RATE) * sin(turn * at)) for at in range(round(long * RATE)))
    return made.tobytes()


def seconds(samples: bytes) -> float:
    """How long they sound."""
    return len(samples) / _WIDTH / RATE


def wav(samples: bytes) -> bytes:
    """The samples as a whole WAV file."""
    return _head(len(samples)) + samples


def endless_head() -> bytes:
    """The head of a WAV file of which nobody knows how long it will be."""
    return _head(_ENDLESS)


def _head(size: int) -> bytes:
    form = struct.pack("<HHIIHH", 1, 1, RATE, RATE * _WIDTH, _WIDTH, _WIDTH * 8)
    return (
        b"RIFF"
        + struct.pack("<I", size + 36)
        + b"WAVEfmt "
        + struct.pack("<I", 16)
        + form
        + (b"data" + struct.pack("<I", size))
    )


@cache
def _library() -> ctypes.CDLL:
    """The library, with its Indonesian voice. Raises OSError, ImportError."""
    import espeakng_loader  # type: ignore[import-untyped]  # the extra

    library = ctypes.CDLL(espeakng_loader.get_library_path())
    rate = library.espeak_Initialize(_SYNCHRONOUS, 0, espeakng_loader.get_data_path().encode(), 0)
    if rate != RATE or library.espeak_SetVoiceByName(b"id") != 0:
        raise OSError("espeak-ng has no Indonesian voice here")
    library.espeak_SetParameter(_SPEED, _WORDS_A_MINUTE, 0)
    return library
