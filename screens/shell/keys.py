"""Keys out of a terminal's bytes, however they are cut into reads.

Textual knows what each sequence means; here it is told where one begins and ends, so that what is malformed
is left out by itself and nothing after it is lost.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Iterator
from string import digits

from textual import events
from textual._keyboard_protocol import FUNCTIONAL_KEYS
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.message import Message

_ESC = "\x1b"
_WHOLE = re.compile(
    r"[^\x1b]+"
    r"|\x1b(?=\x1b)"  # the key Esc, and something after it
    r"|\x1b\[M.{3}"  # the mouse, as old terminals tell it
    r"|\x1b\[\[[A-E]"  # F1 to F5 of a Linux console
    r"|\x1b\[(?![M[])[0-?]*[ -/]*[@-~]"  # a key with its modifiers, the mouse, or an answer of the terminal
    r"|\x1bO[0-9;]*[ -:<-~]"  # a function key
    r"|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)"  # words of the terminal that are no keys
    r"|\x1b[^\x1b\[\]OPX^_]",  # a key with Alt
    re.DOTALL,
)
_BEGUN = re.compile(
    r"\x1b(?:\[(?:M.{0,2}|\[|[0-?]*[ -/]*)|O[0-9;]*|[\]PX^_][^\x07\x1b]*(?:\x1b\Z)?)?", re.DOTALL
)
_NUMBERED = re.compile(r"\x1b\[(\d+)[;:\d]*~")
_MORE_NUMBERS = dict(zip(("25", "26", "28", "29", "31", "32", "33", "34"), range(13, 21), strict=True))
"""F13 to F20 by their numbers, as PuTTY sends Shift with F3 to F10 too."""
_MORE_LETTERS = {f"\x1bO{letter}": f"f{number}" for number, letter in enumerate("TUVWXYZ[", 5)}
"""F5 to F12 as PuTTY sends them when it is set to VT100+."""
_LONGEST = 4096
"""Characters of a sequence; one that has more is none."""
_PASTE_RESTS = 10
"""So many rests end a paste whose end the terminal never tells: else no key would come through any more."""


class KeyReader:
    """Takes bytes as they are read, and gives keys, pastes and the terminal's answers.

    Bytes that are no UTF-8 come as `�`. Sequences that are malformed or unknown come as nothing.
    """

    def __init__(self) -> None:
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._parser = XTermParser()
        self._left = ""
        self._rests = 0

    def feed(self, data: bytes) -> list[Message]:
        """What these bytes bring to an end; what they only begin waits for the next."""
        self._rests = 0
        return self._take(self._decode(data))

    def rest(self) -> list[Message]:
        """No byte came for a moment: what was begun and can be a key is one, anything else is left out."""
        found = self._take(self._decode(b"", final=True))
        left = self._left
        if left.startswith(BRACKETED_PASTE_START):
            self._rests += 1
            if self._rests >= _PASTE_RESTS:
                self._left = ""
                found.append(_paste(left[len(BRACKETED_PASTE_START) :]))
            return found
        self._left = ""
        return [*found, *(self._key(left) if left else ())]

    def _take(self, text: str) -> list[Message]:
        self._left += text
        return [message for piece in self._pieces() for message in self._told(piece)]

    def _pieces(self) -> Iterator[str]:
        """Cut off what is whole, and drop what can never become so."""
        while text := self._left:
            if text.startswith(BRACKETED_PASTE_START):
                end = text.find(BRACKETED_PASTE_END)
                if end < 0:
                    return
                size = end + len(BRACKETED_PASTE_END)
            elif whole := _WHOLE.match(text):
                size = whole.end()
            else:
                begun = _BEGUN.match(text)
                assert begun is not None  # every other text begins with Esc
                if begun.end() == len(text) <= _LONGEST:
                    return
                self._left = text[begun.end() :]
                continue
            self._left = text[size:]
            yield text[:size]

    def _told(self, piece: str) -> list[Message]:
        """What a whole piece means."""
        if piece.startswith(BRACKETED_PASTE_START):
            return [_paste(piece[len(BRACKETED_PASTE_START) : -len(BRACKETED_PASTE_END)])]
        if piece.startswith(f"{_ESC}[") and len(piece) > 2:
            return self._asked(piece)
        if piece.startswith(_ESC):
            return self._key(piece)
        return self._asked(piece)

    def _asked(self, piece: str) -> list[Message]:
        """Ask Textual; where it stumbles or waits for more, the piece means nothing, and it begins anew.

        It takes the number of a function key that it does not know for the code of a letter.
        """
        if (numbered := _NUMBERED.fullmatch(piece)) and f"{numbered[1]}~" not in FUNCTIONAL_KEYS:
            more = _MORE_NUMBERS.get(numbered[1])
            return [] if more is None else [events.Key(f"f{more}", None)]
        try:
            found = list(self._parser.feed(piece))
            if self._parser._timeout_time is None:
                return found
        except (ValueError, OverflowError):
            pass
        self._parser = XTermParser()
        return []

    def _key(self, piece: str) -> list[Message]:
        """Esc, a function key, or a key with Alt: a digit is none of the signs that a Mac makes of it.

        No letter is asked for with Alt: Esc came quickly before it, or both came late over a line.
        """
        if len(piece) == 2 and piece[1] in digits:
            return [events.Key(f"alt+{piece[1]}", None)]
        if (name := _MORE_LETTERS.get(piece)) is not None:
            return [events.Key(name, None)]
        known = self._parser._sequence_to_key_events
        found = list(known(piece))
        if not found and len(piece) == 2:
            found = [*known(_ESC), *known(piece[1])]
        return [key for key in found if key.key != "<ignore>"]


def _paste(text: str) -> events.Paste:
    return events.Paste(text.replace("\x00", ""))
