"""A receipt printer in the network, asked by its real-time status (ESC/POS) before it prints and after.

It is believed to have printed only once it says so; one that says nothing, or goes away when it has got all,
is none the worse: a paper may be out.
"""

from __future__ import annotations

import socket
from contextlib import suppress

from loket.flow.queue.acts import NotPrinted

_PATIENCE = 1.0
"""Seconds for one answer: it is given even while the printer prints, or cannot."""
_PRINTING = 4.0
"""Seconds until a short paper is printed."""
_STATUS = b"\x10\x04"  # DLE EOT n: answered at once, whatever waits to be printed
_FENCE = b"\x1dr\x01"  # GS r 1: answered once all before it is printed
_FORGET = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"  # DLE DC4 8: clear what is not printed yet
_PRINTER, _WHY_OFF, _PAPER = 1, 2, 4
_MOST = 16
"""Bytes that are looked at for an answer: some printers also tell of themselves unasked."""


def asked(connection: socket.socket) -> NotPrinted | bool:
    """What keeps the printer from printing; else whether it said that nothing does. OSError: it is gone."""
    connection.settimeout(_PATIENCE)
    said = {}
    try:
        for about in (_PRINTER, _WHY_OFF, _PAPER):
            connection.sendall(_STATUS + bytes([about]))
            said[about] = _answer(connection, mask=0b10010011, fixed=0b00010010)
    except TimeoutError:
        return False
    if said[_WHY_OFF] & 0x04:
        return NotPrinted.COVER
    if said[_PAPER] & 0x60 or said[_WHY_OFF] & 0x20:
        return NotPrinted.PAPER
    return NotPrinted.FAULT if said[_WHY_OFF] & 0x40 or said[_PRINTER] & 0x08 else True


def send(connection: socket.socket, paper: bytes) -> NotPrinted | bool:
    """Send the paper where nothing hinders: what then did; else whether it is known to have printed.

    Raises:
        OSError: the printer went away before it had got all.
    """
    before = asked(connection)
    if isinstance(before, NotPrinted):
        return before
    connection.settimeout(_PRINTING)
    connection.sendall(paper)
    came = before and _came_of(connection)
    if came is False:
        connection.settimeout(_PATIENCE)
        let_go(connection)
    return came


def _came_of(connection: socket.socket) -> NotPrinted | bool:
    """What a printer that answers says of a paper that it has got, as `send`: if it goes away, so far."""
    done = False
    try:
        done = _done(connection)
        after = asked(connection)
        if isinstance(after, NotPrinted) and not done:
            connection.sendall(_FORGET)  # else the rest comes out with new paper, when nobody counts on it
            return after
    except OSError:
        return done
    # where the paper ended with the last line, or the knife stands still, that line may hang inside
    return done and not isinstance(after, NotPrinted)


def _done(connection: socket.socket) -> bool:
    """Whether the printer says that it is through: else it hangs, or does not know of this question."""
    connection.sendall(_FENCE)
    try:
        _answer(connection, mask=0b10010000, fixed=0)
    except TimeoutError:
        return False
    return True


def let_go(connection: socket.socket) -> None:
    """Wait a while until the printer, which has got all, closes: breaking off then takes nothing back."""
    with suppress(OSError):
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(1024):
            pass


def _answer(connection: socket.socket, *, mask: int, fixed: int) -> int:
    """The next byte that has these fixed bits, as an answer to that question has. TimeoutError, OSError."""
    for _ in range(_MOST):
        said = connection.recv(1)
        if not said:
            raise ConnectionResetError
        if said[0] & mask == fixed:
            return said[0]
    raise TimeoutError
