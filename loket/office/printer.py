"""Where a counter prints, as an office writes it: `cups:tiket`, `tcp:192.168.1.9`, `terminal`, `berkas`.

`struk:` before one of the first two: it is a receipt printer, which is sent other bytes and can be asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

RAW_PORT = 9100
"""The port at which printers in a network take what is to be printed (JetDirect)."""


class PrinterWay(StrEnum):
    """How a paper comes to the printer."""

    QUEUE = "cups"
    NETWORK = "tcp"
    TERMINAL = "terminal"
    FILE = "berkas"


@dataclass(frozen=True, slots=True)
class Printer:
    """A queue of the computer's (without a name the usual one), a network printer, the terminal's; or none.

    Where there is none a paper is saved to a file. The terminal prints on what stands beside it: PuTTY and
    others hand on what they are sent between two signs (ANSI printing). `roll`: it is a receipt printer.
    """

    way: PrinterWay
    name: str = ""
    port: int = 0
    roll: bool = False

    @property
    def told(self) -> str:
        """What it is called: `printer tiket`, `printer 192.168.1.9`, `printer di terminal ini`, `berkas`."""
        match self.way:
            case PrinterWay.TERMINAL:
                return "printer di terminal ini"
            case PrinterWay.FILE:
                return "berkas"
        return f"printer {self.name}".rstrip()

    @property
    def where(self) -> str:
        """Where it prints, for a list of printers."""
        if self.roll:
            return f"{replace(self, roll=False).where}, printer struk"
        match self.way:
            case PrinterWay.NETWORK:
                return f"jaringan {self.address}"
            case PrinterWay.QUEUE if self.name:
                return f"antrean {self.name}"
        return PRINTERS[self.written]

    @property
    def address(self) -> str:
        """Of a printer in the network, where it is; without its port where that is the usual one."""
        host = f"[{self.name}]" if ":" in self.name else self.name
        return host if self.port == RAW_PORT else f"{host}:{self.port}"

    @property
    def written(self) -> str:
        """As an office writes it; nothing for the computer's usual one."""
        where = str(self.way)
        match self.way:
            case PrinterWay.QUEUE:
                where = f"{self.way}:{self.name}" if self.name else ""
            case PrinterWay.NETWORK:
                where = f"{self.way}:{self.address}"
        return ":".join(filter(None, (ROLL, where))) if self.roll else where


ROLL = "struk"
"""The word of a receipt printer; alone it is the computer's usual one."""
USUAL = Printer(PrinterWay.QUEUE)
PRINTERS = {
    "": "bawaan komputer",
    PrinterWay.NETWORK: "di jaringan: alamatnya di bawah",
    PrinterWay.TERMINAL: "di samping terminal",
    PrinterWay.FILE: "disimpan ke berkas",
}
"""What may be chosen beside the queues, as it is written."""
_RIGHT = "cups:NAMA-ANTREAN, tcp:ALAMAT:9100, {}; printer struk: struk:tcp:ALAMAT:9100"
RIGHT, RIGHT_AT_KIOSK = _RIGHT.format("terminal, atau berkas"), _RIGHT.format("atau berkas (tidak dicetak)")
"""How a printer is written; a kiosk's terminal, at which strangers stand, prints nothing."""
_QUEUE = re.compile(r"(?i:cups):([^\s/#'\"?]{1,127})")
_NETWORK = re.compile(r"(?i:tcp):(\[[0-9A-Fa-f:.]+\]|[^\s:/\[\]]+)(?::([0-9]{1,5}))?")


def printer_fault(text: str) -> str:
    """What is wrong with a text that is no printer."""
    way, _, name = re.sub(f"^(?i:{ROLL}):", "", text).partition(":")
    if way.lower() == PrinterWay.QUEUE and (signs := sorted(set(re.findall(r"[\s/#'\"?]", name)))):
        told = " atau ".join("spasi" if sign.isspace() else sign for sign in signs)
        return f'"{text}": nama antrean printer tidak dapat berisi {told}'
    return f'"{text}" bukan letak printer'


def read_printer(text: str) -> Printer | None:
    """The printer that is written so; the computer's usual one where nothing is; None for what is none."""
    if not text:
        return USUAL
    word, _, rest = text.partition(":")
    if word.lower() == ROLL:
        bare = read_printer(rest)
        if bare is None or bare.roll or bare.way not in (PrinterWay.QUEUE, PrinterWay.NETWORK):
            return None
        return replace(bare, roll=True)
    if (way := text.lower()) in (PrinterWay.TERMINAL, PrinterWay.FILE):
        return Printer(PrinterWay(way))
    if found := _QUEUE.fullmatch(text):
        return Printer(PrinterWay.QUEUE, found[1])
    found = _NETWORK.fullmatch(text)
    port = int(found[2] or RAW_PORT) if found else 0
    return Printer(PrinterWay.NETWORK, found[1].strip("[]"), port) if found and 0 < port < 65536 else None
