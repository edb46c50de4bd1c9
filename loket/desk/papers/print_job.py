"""What a print server says of a job: one question in its protocol (IPP, RFC 8011), by hand.

The commands of CUPS do not tell a job that was printed from one that was cancelled or given up.
"""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from contextlib import closing
from enum import IntEnum
from http.client import HTTPConnection, HTTPException

_PORT = 631
_SECONDS = 5
_GET_JOB_ATTRIBUTES = 0x0009
_OPERATION, _END = 0x01, 0x03
_INTEGER, _KEYWORD, _URI, _CHARSET, _LANGUAGE = 0x21, 0x44, 0x45, 0x47, 0x48
_FIRST_VALUE_TAG = 0x10
_STATE = "job-state"


class JobState(IntEnum):
    """How a job stands (RFC 8011, 5.3.7)."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9


def job_state(server: str, job: int) -> JobState | None:
    """How the job stands; None where the server does not say.

    `server` as `lpstat -H` names it: a host, with its port or without, or the path of a socket.
    """
    body = (
        struct.pack(">BBHI", 2, 0, _GET_JOB_ATTRIBUTES, 1)
        + bytes([_OPERATION])
        + _attribute(_CHARSET, "attributes-charset", b"utf-8")
        + _attribute(_LANGUAGE, "attributes-natural-language", b"en")
        + _attribute(_URI, "printer-uri", b"ipp://localhost/")
        + _attribute(_INTEGER, "job-id", struct.pack(">I", job))
        + _attribute(_KEYWORD, "requested-attributes", _STATE.encode())
        + bytes([_END])
    )
    try:
        with closing(_connection(server)) as connection:
            connection.request("POST", "/", body, {"Content-Type": "application/ipp", "Host": "localhost"})
            answer = connection.getresponse().read()
        return JobState(dict(_values(answer))[_STATE])
    except (OSError, HTTPException, ValueError, KeyError, IndexError, struct.error):
        return None


def _attribute(tag: int, name: str, value: bytes) -> bytes:
    return struct.pack(">BH", tag, len(name)) + name.encode() + struct.pack(">H", len(value)) + value


def _values(answer: bytes) -> Iterator[tuple[str, int]]:
    """The attributes of an answer that are four bytes long, by name."""
    at = 8
    while at < len(answer) and answer[at] != _END:
        if answer[at] < _FIRST_VALUE_TAG:
            at += 1
            continue
        (length,) = struct.unpack_from(">H", answer, at + 1)
        name = answer[at + 3 : at + 3 + length].decode()
        at += 3 + length
        (length,) = struct.unpack_from(">H", answer, at)
        if length == 4:
            yield name, struct.unpack_from(">i", answer, at + 2)[0]
        at += 2 + length


def _connection(server: str) -> HTTPConnection:
    if not server.startswith("/"):
        host, _, port = server.rpartition(":")
        return HTTPConnection(host or server, int(port) if host else _PORT, timeout=_SECONDS)
    connection = HTTPConnection("localhost", timeout=_SECONDS)
    connection.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.sock.settimeout(_SECONDS)
    connection.sock.connect(server)
    return connection
