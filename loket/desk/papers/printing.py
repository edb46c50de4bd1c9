"""A paper goes to the printer: a queue of the computer's, one in the network, or the person's own terminal.

What came of it is told as far as anybody can know: that it has printed says a queue, or a receipt printer
that is asked (`roll_printer`). None is waited for longer than seconds.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import time
import unicodedata
from collections.abc import Callable
from enum import StrEnum
from shutil import which

from loket.desk.errors import PrintFailed
from loket.desk.papers import roll_printer
from loket.desk.papers.print_job import JobState, job_state
from loket.flow.queue.acts import NotPrinted
from loket.office.printer import Printer, PrinterWay
from loket.paper import escpos
from loket.text import capitalized

_ANSWER_SECONDS = 20
_CONNECT_SECONDS = 5
_LIST_SECONDS = 1
_QUEUE_SECONDS = 15
_LOOK_SECONDS = 0.25
_BEGIN, _END = "\x1b[5i", "\x1b[4i"
"""Between these a terminal prints what it is sent (ECMA-48: media copy)."""
_JOB = re.compile(r"request id is \S+-(\d+) ")
_PLAIN = str.maketrans({"–": "-", "—": "-", "·": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "..."})

Terminal = Callable[[str], None]
"""Writes to the person's terminal."""


class Came(StrEnum):
    """What became of a paper, by the word that the journal keeps."""

    PRINTED = "dicetak"
    SENT = "dikirim ke printer"
    QUEUED = "menunggu di antrean printer"
    SAVED = "disimpan"


def has_printer(printer: Printer) -> bool:
    """Whether there is one to send to; where the computer does not say in time, there may be."""
    if printer.way is PrinterWay.FILE:
        return False
    if printer.way is not PrinterWay.QUEUE or printer.name:
        return True
    known = queues()
    return which("lp") is not None if known is None else bool(known)


def queues() -> tuple[str, ...] | None:
    """The printing queues of this computer, by their names; None where it does not say, or not in time."""
    lpstat = which("lpstat")
    try:
        known = _ask(lpstat, "-e", seconds=_LIST_SECONDS) if lpstat is not None else None
    except (OSError, subprocess.TimeoutExpired):
        known = None
    if known is None or known.returncode:
        return None
    return tuple(sorted(known.stdout.decode(errors="replace").split()))


def print_paper(text: str, printer: Printer, terminal: Terminal, rolled: bytes = b"") -> Came:
    """Send the paper, and say what is known of it. Takes until the printer has answered, seconds at most.

    `rolled`: what a receipt printer gets; without it the text in short lines.

    Raises:
        PrintFailed: it did not go out, or not whole.
    """
    rolled = (rolled or escpos.plain(text)) if printer.roll else b""
    match printer.way:
        case PrinterWay.QUEUE:
            return _to_queue(rolled or text.encode(), printer)
        case PrinterWay.NETWORK:
            return _to_network(rolled or plain(text).encode("ascii"), printer)
        case PrinterWay.TERMINAL:
            terminal(f"{_BEGIN}{plain(text)}{_END}")
            return Came.SENT
        case PrinterWay.FILE:
            raise PrintFailed("Di sini surat tidak dicetak. Simpan ke berkas, lalu cetak dari sana.")


def hindrance(printer: Printer) -> NotPrinted | bool:
    """What keeps a printer from printing; else whether it says that nothing does. Takes seconds at most."""
    if printer.way is PrinterWay.QUEUE and printer.name:
        return _stopped(printer.name)
    if printer.way is not PrinterWay.NETWORK:
        return False
    try:
        with _reached(printer) as connection:
            return roll_printer.asked(connection) if printer.roll else False
    except OSError:
        return NotPrinted.BROKE_OFF
    except PrintFailed as failed:
        return failed.why


def _stopped(queue: str) -> NotPrinted | bool:
    """That a queue of the computer's is not there or stands still; else whether it says that it goes."""
    lpstat = which("lpstat")
    try:
        known = _ask(lpstat, "-p", queue, seconds=_LIST_SECONDS) if lpstat is not None else None
    except (OSError, subprocess.TimeoutExpired):
        known = None
    if known is None:
        return False
    return NotPrinted.REFUSED if known.returncode or b" disabled since" in known.stdout else True


def plain(text: str) -> str:
    """The paper in ASCII, its lines and its end told, for a printer that knows of nothing else."""
    kept = unicodedata.normalize("NFKD", text.translate(_PLAIN)).encode("ascii", "ignore").decode()
    kept = "".join(char for char in kept if char in "\n\f" or char.isprintable())
    return kept.rstrip("\f").replace("\n", "\r\n") + "\f"


def _to_network(paper: bytes, printer: Printer) -> Came:
    """To a printer that takes what comes; only a receipt printer says more."""
    said: NotPrinted | bool = False
    try:
        with _reached(printer) as connection:
            if printer.roll:
                said = roll_printer.send(connection, paper)
            else:
                connection.settimeout(_ANSWER_SECONDS)
                connection.sendall(paper)
                roll_printer.let_go(connection)
    except OSError:
        raise _failed(NotPrinted.BROKE_OFF, printer) from None
    if isinstance(said, NotPrinted):
        raise _failed(said, printer)
    return Came.PRINTED if said else Came.SENT


def _reached(printer: Printer) -> socket.socket:
    try:
        return socket.create_connection((printer.name, printer.port), timeout=_CONNECT_SECONDS)
    except OSError:
        raise _failed(NotPrinted.OFF, printer) from None


_FAULTS = {
    NotPrinted.OFF: "{} tidak menjawab. Periksa daya dan kabelnya, lalu cetak lagi.",
    NotPrinted.BROKE_OFF: "Sambungan ke {} putus di tengah. Periksa kertasnya, lalu cetak lagi.",
    NotPrinted.PAPER: "Kertas {} habis. Isi kertasnya, lalu cetak lagi.",
    NotPrinted.COVER: "Tutup {} terbuka. Tutup rapat, lalu cetak lagi.",
    NotPrinted.FAULT: "{} terganggu. Periksa kertas dan pisaunya, nyalakan ulang, lalu cetak lagi.",
    NotPrinted.REFUSED: "{} menolak. Periksa nama dan keadaan printer.",
}


def _failed(why: NotPrinted, printer: Printer) -> PrintFailed:
    return PrintFailed(capitalized(_FAULTS[why].format(printer.told)), why)


def _to_queue(paper: bytes, printer: Printer) -> Came:
    lp, lpstat = which("lp"), which("lpstat")
    if lp is None:
        raise PrintFailed(
            "Komputer ini tidak punya perintah cetak (lp). Simpan ke berkas, lalu cetak dari sana."
        )
    there = ["-d", printer.name] if printer.name else []
    as_it_is = ["-o", "raw"] if printer.roll else []
    try:
        sent = _ask(lp, "-t", "Loket", *there, *as_it_is, given=paper)
    except subprocess.TimeoutExpired:
        return Came.SENT  # it may have the paper: that it is silent does not say that it is off
    except OSError:
        sent = None
    if sent is None or sent.returncode:
        raise _failed(NotPrinted.REFUSED, printer)
    job = _JOB.search(sent.stdout.decode(errors="replace"))
    return _came_of(lpstat, int(job[1])) if job and lpstat else Came.SENT


def _came_of(lpstat: str, job: int) -> Came:
    """Wait a while until the queue has done with the job; raises PrintFailed where it did not print it."""
    try:
        server = _ask(lpstat, "-H").stdout.decode(errors="replace").strip()
    except (OSError, subprocess.TimeoutExpired):
        return Came.SENT
    end = time.monotonic() + _QUEUE_SECONDS
    while time.monotonic() < end:
        match job_state(server, job):
            case None:
                return Came.SENT
            case JobState.COMPLETED:
                return Came.PRINTED
            case JobState.CANCELED | JobState.ABORTED:
                raise PrintFailed("Printer membatalkan surat itu. Periksa keadaan printer, lalu cetak lagi.")
        time.sleep(_LOOK_SECONDS)
    return Came.QUEUED


def _ask(command: str, *arguments: str, given: bytes = b"", seconds: float = _ANSWER_SECONDS) -> _Asked:
    """Run a command of the printing system, whose answers are read in English. OSError, TimeoutExpired."""
    spoken = os.environ | {"LC_ALL": "C"}
    return subprocess.run(
        [command, *arguments], input=given, capture_output=True, timeout=seconds, env=spoken
    )


_Asked = subprocess.CompletedProcess[bytes]
