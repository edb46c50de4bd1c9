"""A paper at a printer: a queue of CUPS, one in the network, the terminal's; and what is known of it then."""

from __future__ import annotations

import os
import re
import shutil
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from enum import Enum, auto
from pathlib import Path
from typing import NoReturn

import pytest

from loket.desk.errors import PrintFailed
from loket.desk.papers import printing, roll_printer
from loket.desk.papers.print_job import JobState, job_state
from loket.desk.papers.printing import Came
from loket.flow.queue.acts import NotPrinted
from loket.office.printer import USUAL, Printer, PrinterWay, read_printer
from loket.paper import escpos

PAPER = "TANDA TERIMA – 1\nNama   “Siti Contoh”\f"
AS_ASCII = b'TANDA TERIMA - 1\r\nNama   "Siti Contoh"\f'


def nowhere(_: str) -> None:
    raise AssertionError("nothing goes to the terminal")


@pytest.mark.parametrize(
    ("written", "printer"),
    [
        ("", USUAL),
        ("terminal", Printer(PrinterWay.TERMINAL)),
        ("berkas", Printer(PrinterWay.FILE)),
        ("cups:tiket", Printer(PrinterWay.QUEUE, "tiket")),
        ("tcp:192.168.1.9", Printer(PrinterWay.NETWORK, "192.168.1.9", 9100)),
        ("tcp:printer-loket2:9101", Printer(PrinterWay.NETWORK, "printer-loket2", 9101)),
        ("tcp:[fe80::1]:9100", Printer(PrinterWay.NETWORK, "fe80::1", 9100)),
        ("struk", Printer(PrinterWay.QUEUE, roll=True)),
        ("struk:cups:tiket", Printer(PrinterWay.QUEUE, "tiket", roll=True)),
        ("struk:tcp:192.168.1.9", Printer(PrinterWay.NETWORK, "192.168.1.9", 9100, roll=True)),
        ("struk:terminal", None),
        ("struk:berkas", None),
        ("struk:struk", None),
        ("cups:", None),
        ("cups:tiket lain", None),
        ("tcp:", None),
        ("tcp:192.168.1.9:0", None),
        ("tcp:192.168.1.9:70000", None),
        ("usb:1", None),
    ],
)
def test_where_a_counter_prints_is_written_in_three_ways(written: str, printer: Printer | None) -> None:
    assert read_printer(written) == printer
    if printer is not None:
        assert read_printer(printer.written) == printer


class Listener:
    """A printer in the network: it takes what comes, and closes; `resets`: by breaking the connection off.

    `cut`: it breaks off before all has come, of a paper that does not fit into a `narrow` connection.
    """

    def __init__(self, *, cut: bool = False, resets: bool = False) -> None:
        self.got, self._cut, self._resets = b"", cut, resets
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _NARROW)
        self.printer = Printer(PrinterWay.NETWORK, "127.0.0.1", self._socket.getsockname()[1])
        self._thread = threading.Thread(target=self._take)
        self._thread.start()

    def _take(self) -> None:
        connection, _ = self._socket.accept()
        with closing(connection):
            while data := connection.recv(1024):
                self.got += data
                if self._cut:
                    break_off(connection)
                    return
            if self._resets:
                break_off(connection)

    def close(self) -> None:
        self._thread.join()
        self._socket.close()


_NARROW, LONG = 4096, 20_000
"""Bytes that a narrow connection holds, or a few times that; how often a longer one has a paper."""


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connections that take no long paper before somebody reads it at the other end."""
    create = socket.create_connection

    def connected(address: tuple[str, int], timeout: float) -> socket.socket:
        connection = create(address, timeout)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _NARROW)
        return connection

    monkeypatch.setattr(socket, "create_connection", connected)


def break_off(connection: socket.socket) -> None:
    """Let a connection end as a printer's that loses its power does."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def test_a_printer_in_the_network_gets_every_byte_and_it_is_called_sent() -> None:
    with closing(Listener()) as listener:
        assert printing.print_paper(PAPER, listener.printer, nowhere) is Came.SENT
    assert listener.got == AS_ASCII


@pytest.mark.usefixtures("narrow")
def test_a_printer_in_the_network_that_goes_away_did_not_print() -> None:
    with closing(Listener(cut=True)) as listener, pytest.raises(PrintFailed, match="putus di tengah"):
        printing.print_paper(PAPER * LONG, listener.printer, nowhere)


def test_one_that_has_got_all_and_then_breaks_off_was_sent_the_paper() -> None:
    with closing(Listener(resets=True)) as listener:
        assert printing.print_paper(PAPER, listener.printer, nowhere) is Came.SENT
    assert listener.got == AS_ASCII


def test_a_printer_that_is_switched_off_is_told_by_its_address() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as reserved:
        port = reserved.getsockname()[1]
    with pytest.raises(PrintFailed, match=r"Printer 127\.0\.0\.1 tidak menjawab"):
        printing.print_paper(PAPER, Printer(PrinterWay.NETWORK, "127.0.0.1", port), nowhere)


class Gone(Enum):
    """When a receipt printer goes away; UNHEARD: it has got all, and has not said yet that it is through."""

    IN_MID_TICKET = auto()
    UNHEARD = auto()
    ONCE_PRINTED = auto()


class RollPrinter(Listener):
    """A receipt printer in the network, which answers what it is asked.

    `well`, or what it says of itself: (about, bits); `after`: only once a paper has come, which it then does
    not print, but for one that is `done`. `mute`: it says nothing. `gone`: when it goes away.
    """

    def __init__(
        self,
        says: tuple[int, int] = (1, 0),
        *,
        after: bool = False,
        done: bool = False,
        mute: bool = False,
        gone: Gone | None = None,
    ) -> None:
        self._says, self._after, self._done, self._mute, self._gone = says, after, done, mute, gone
        super().__init__()
        self.printer = replace(self.printer, roll=True)

    def _take(self) -> None:
        connection, _ = self._socket.accept()
        with closing(connection):
            while data := connection.recv(1024):
                asked = re.split(rb"(\x10\x04[\x01\x02\x04]|\x1dr\x01)", data)
                self.got += b"".join(asked[::2])
                if self._gone is Gone.IN_MID_TICKET and self.got:
                    break_off(connection)
                    return
                for question in asked[1::2]:
                    if question == b"\x1dr\x01" and self._gone is Gone.UNHEARD:
                        return
                    connection.sendall(self._answer(question))
                    if question == b"\x1dr\x01" and self._gone is Gone.ONCE_PRINTED:
                        return

    def _answer(self, question: bytes) -> bytes:
        if self._mute:
            return b""
        about, bits = self._says
        if question == b"\x1dr\x01":
            return b"" if self._after and not self._done else b"\x00"
        told = question[2] == about and (self.got or not self._after)
        return bytes([0b00010010 | (bits if told else 0)])


ROLLED = escpos.roll(escpos.large("A-001"))


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roll_printer, "_PATIENCE", 0.1)
    monkeypatch.setattr(roll_printer, "_PRINTING", 0.1)


def test_a_receipt_printer_that_says_to_the_end_that_all_is_well_has_printed() -> None:
    with closing(RollPrinter()) as listener:
        assert printing.print_paper(PAPER, listener.printer, nowhere, ROLLED) is Came.PRINTED
    assert listener.got == ROLLED
    with closing(RollPrinter()) as listener:
        assert printing.print_paper(PAPER, listener.printer, nowhere) is Came.PRINTED
    assert b"Nama \x93Siti Contoh\x94\n" in listener.got


@pytest.mark.usefixtures("impatient")
def test_of_one_that_says_nothing_nobody_knows() -> None:
    with closing(RollPrinter(mute=True)) as listener:
        assert printing.print_paper(PAPER, listener.printer, nowhere, ROLLED) is Came.SENT
    assert listener.got == ROLLED


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize(
    ("says", "why"),
    [
        ((4, 0x60), NotPrinted.PAPER),
        ((2, 0x20), NotPrinted.PAPER),
        ((2, 0x04), NotPrinted.COVER),
        ((2, 0x40), NotPrinted.FAULT),
        ((1, 0x08), NotPrinted.FAULT),
    ],
)
def test_one_that_cannot_print_says_why_before_it_is_sent_anything_or_in_mid_ticket(
    says: tuple[int, int], why: NotPrinted, *, after: bool
) -> None:
    with closing(RollPrinter(says, after=after)) as listener, pytest.raises(PrintFailed) as failed:
        printing.print_paper(PAPER, listener.printer, nowhere, ROLLED)
    forgets = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
    assert (failed.value.why, listener.got) == (why, ROLLED + forgets if after else b"")
    with closing(RollPrinter(says)) as listener:
        assert printing.hindrance(listener.printer) is why


def test_one_whose_paper_ends_with_the_last_line_may_have_printed_it() -> None:
    with closing(RollPrinter((4, 0x60), after=True, done=True)) as listener:
        assert printing.print_paper(PAPER, listener.printer, nowhere, ROLLED) is Came.SENT
    assert listener.got == ROLLED


@pytest.mark.usefixtures("narrow")
def test_one_that_goes_away_in_mid_ticket_or_is_switched_off_did_not_print() -> None:
    with (
        closing(RollPrinter(gone=Gone.IN_MID_TICKET)) as listener,
        pytest.raises(PrintFailed, match="putus di tengah"),
    ):
        printing.print_paper(PAPER, listener.printer, nowhere, ROLLED * LONG)
    with pytest.raises(PrintFailed) as failed:
        printing.print_paper(PAPER, listener.printer, nowhere, ROLLED)
    assert failed.value.why is printing.hindrance(listener.printer) is NotPrinted.OFF


@pytest.mark.parametrize(("gone", "came"), [(Gone.UNHEARD, Came.SENT), (Gone.ONCE_PRINTED, Came.PRINTED)])
def test_one_that_goes_away_once_it_has_got_all_did_not_break_off(gone: Gone, came: Came) -> None:
    with closing(RollPrinter(gone=gone)) as listener:
        assert printing.print_paper(PAPER, listener.printer, nowhere, ROLLED) is came
    assert listener.got == ROLLED


def test_a_printer_that_keeps_the_line_open_was_sent_the_paper_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(printing, "_ANSWER_SECONDS", 0.1)
    with closing(RollPrinter(mute=True)) as listener:
        plain = replace(listener.printer, roll=False)
        assert printing.print_paper(PAPER, plain, nowhere) is Came.SENT


def test_a_terminal_prints_what_stands_between_its_signs() -> None:
    sent: list[str] = []
    assert printing.print_paper(PAPER + "\x1b[31m", Printer(PrinterWay.TERMINAL), sent.append) is Came.SENT
    assert sent == ["\x1b[5i" + AS_ASCII.decode().rstrip("\f") + "\f[31m\f\x1b[4i"]


def _silent(*command: str, **_: object) -> NoReturn:
    raise subprocess.TimeoutExpired(command, 20)


@pytest.mark.skipif(os.name != "posix", reason="lp is a command of Unix")
def test_a_queue_gets_the_text_and_is_silent_or_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lp = tmp_path / "lp"
    lp.write_text(f'#!/bin/sh\ncat > "{tmp_path}/dicetak"\necho "$@" > "{tmp_path}/pilihan"\n')
    lp.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    loket2 = Printer(PrinterWay.QUEUE, "loket2")
    assert printing.print_paper(PAPER, loket2, nowhere) is Came.SENT
    assert (tmp_path / "dicetak").read_text(encoding="utf-8") == PAPER
    assert (tmp_path / "pilihan").read_text().split() == ["-t", "Loket", "-d", "loket2"]
    printing.print_paper(PAPER, replace(loket2, roll=True), nowhere, ROLLED)
    assert (tmp_path / "dicetak").read_bytes() == ROLLED
    assert (tmp_path / "pilihan").read_text().split() == ["-t", "Loket", "-d", "loket2", "-o", "raw"]
    with monkeypatch.context() as hasty:
        hasty.setattr(printing, "_ask", _silent)
        assert printing.print_paper("x", loket2, nowhere) is Came.SENT  # a job may come out all the same
    lp.write_text("#!/bin/sh\nexit 1\n")
    with pytest.raises(PrintFailed, match="loket2 menolak"):
        printing.print_paper("x", loket2, nowhere)
    monkeypatch.setenv("PATH", str(tmp_path / "kosong"))
    with pytest.raises(PrintFailed, match="lp"):
        printing.print_paper("x", USUAL, nowhere)


class Cups:
    """A printing system of the test's own, with one queue whose printer is a file."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.paper = folder, folder / "kertas"
        for name in ("etc/ppd", "spool/tmp", "cache", "state", "log", "bin/backend"):
            (folder / name).mkdir(parents=True)
        for name in ("daemon", "filter", "monitor", "notifier", "cgi-bin"):
            (folder / "bin" / name).symlink_to(f"/usr/lib/cups/{name}")
        printer = folder / "bin/backend/kertas"
        printer.write_text(f'#!/bin/sh\n[ $# -eq 0 ] || cat ${{6:+"$6"}} > "{self.paper}"\n')
        printer.chmod(0o700)
        self._port = _free_port()
        (folder / "etc/cups-files.conf").write_text(
            f"ServerBin {folder}/bin\nServerRoot {folder}/etc\n"
            f"RequestRoot {folder}/spool\nTempDir {folder}/spool/tmp\n"
            f"CacheDir {folder}/cache\nStateDir {folder}/state\nErrorLog {folder}/log/error\n"
            f"AccessLog {folder}/log/access\nPageLog {folder}/log/page\nSystemGroup root\n"
        )
        (folder / "etc/cupsd.conf").write_text(
            f"Listen 127.0.0.1:{self._port}\nBrowsing Off\nDefaultAuthType None\nPreserveJobHistory Yes\n"
            "<Location />\nOrder allow,deny\nAllow all\n</Location>\n"
            "<Policy default>\n<Limit All>\nOrder allow,deny\nAllow all\n</Limit>\n</Policy>\n"
        )
        configured = ("-c", str(folder / "etc/cupsd.conf"), "-s", str(folder / "etc/cups-files.conf"))
        self._daemon = subprocess.Popen(["/usr/sbin/cupsd", "-f", *configured], stderr=subprocess.DEVNULL)
        self.server = f"127.0.0.1:{self._port}"
        self._set_up()

    def _set_up(self) -> None:
        end = time.monotonic() + 20
        made = ("-p", "tiket", "-E", "-v", "kertas:/", "-m", "raw")
        while subprocess.run(["/usr/sbin/lpadmin", "-h", self.server, *made], capture_output=True).returncode:
            assert time.monotonic() < end, (self.folder / "log/error").read_text()
            threading.Event().wait(0.05)

    def stop_queue(self) -> None:
        subprocess.run(["/usr/sbin/cupsdisable", "-h", self.server, "tiket"], check=True)

    def cancel(self, job: str) -> None:
        subprocess.run(["/usr/bin/cancel", "-h", self.server, job], check=True)

    def close(self) -> None:
        self._daemon.terminate()
        self._daemon.wait(20)


def _free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as reserved:
        return int(reserved.getsockname()[1])


@pytest.fixture
def cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cups]:
    with closing(Cups(tmp_path / "cups")) as running:
        monkeypatch.setenv("CUPS_SERVER", running.server)
        yield running


WITH_CUPS = pytest.mark.skipif(shutil.which("cupsd", path="/usr/sbin") is None, reason="no CUPS here")


@WITH_CUPS
def test_a_queue_that_has_printed_says_so(cups: Cups) -> None:
    assert (printing.queues(), printing.has_printer(USUAL)) == (("tiket",), True)
    assert printing.print_paper(PAPER, Printer(PrinterWay.QUEUE, "tiket"), nowhere) is Came.PRINTED
    assert cups.paper.read_text(encoding="utf-8") == PAPER


@WITH_CUPS
def test_a_paper_for_a_queue_that_stands_still_waits_there(
    cups: Cups, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "_QUEUE_SECONDS", 0.2)
    tiket = Printer(PrinterWay.QUEUE, "tiket")
    assert (printing.hindrance(tiket), printing.hindrance(USUAL)) == (True, False)
    cups.stop_queue()
    assert printing.hindrance(tiket) is printing.hindrance(replace(tiket, name="lain")) is NotPrinted.REFUSED
    assert printing.print_paper(PAPER, tiket, nowhere) is Came.QUEUED
    assert not cups.paper.exists()


@WITH_CUPS
def test_a_paper_that_was_cancelled_at_its_queue_was_not_printed(
    cups: Cups, monkeypatch: pytest.MonkeyPatch
) -> None:
    cups.stop_queue()
    looks = 0

    def looked(server: str, job: int) -> JobState | None:
        nonlocal looks
        looks += 1
        if looks == 2:
            cups.cancel(f"tiket-{job}")
        return job_state(server, job)

    monkeypatch.setattr(printing, "job_state", looked)
    with pytest.raises(PrintFailed, match="membatalkan"):
        printing.print_paper(PAPER, Printer(PrinterWay.QUEUE, "tiket"), nowhere)


@WITH_CUPS
def test_a_queue_that_there_is_not_refuses(cups: Cups) -> None:
    with pytest.raises(PrintFailed, match="lain menolak"):
        printing.print_paper(PAPER, Printer(PrinterWay.QUEUE, "lain"), nowhere)
