"""Printer: where each counter prints, which queues there are to choose from, and a page to try one out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from loket.desk.papers import printing, stations
from loket.desk.papers.printing import Terminal
from loket.desk.papers.stations import Station
from loket.office.editing import Place, Put
from loket.office.printer import PRINTERS, ROLL, USUAL, Printer, PrinterWay
from screens.admin.documents import prepared, profile
from screens.admin.page import (
    NO,
    YES,
    Blank,
    Deed,
    Faulty,
    Filling,
    Item,
    Listing,
    Now,
    Page,
    Prepared,
    Slow,
    Typed,
)
from screens.widgets.columns import Column

_STATIONS, _QUEUES = "Di mana surat dicetak", "Antrean cetak di komputer ini"
_NETWORK = str(PrinterWay.NETWORK)
_NO_ROLL = (PrinterWay.TERMINAL, PrinterWay.FILE)
_NOT_PRINTED = "Di sini tidak dicetak, jadi tidak ada halaman uji."
_FILED = (
    "Disimpan ke berkas: letaknya ditanya tiap kali, biasanya folder Documents atau Dokumen petugas di"
    " komputer yang menjalankan Loket."
)


def read(now: Now) -> Listing:
    """The stations, then the queues that there are."""
    queues = printing.queues() or ()
    here = [_station(now, station, queues) for station in stations.stations(now.desk)]
    return Listing([*here, *(_queue(now, name) for name in queues), *([] if queues else [_NO_QUEUE])])


_NO_QUEUE = Item(
    "queues",
    ("Belum ada.", ""),
    ("Antrean cetak dipasang pada komputer ini dengan CUPS (lpadmin), lalu tampil di sini.",),
    group=_QUEUES,
    style="redup",
    counts=False,
)


def _station(now: Now, station: Station, queues: Sequence[str]) -> Item:
    where = station.printer.where
    change = partial(_changing, now, station, queues)
    filed = station.printer.way is PrinterWay.FILE
    tell = Deed("f8", "Cetak uji", does="try printer", tells=lambda: (_NOT_PRINTED, _FILED))
    return Item(
        station.id,
        (station.name, where if station.printer != USUAL else "bawaan"),
        (
            f"{station.name}. Printer: {where}.",
            _FILED if filed else "F8 mencetak halaman uji di sana, juga bagi yang bekerja di sana.",
        ),
        (
            Deed("f4", "Ubah", does="change", fill=change),
            tell if filed else _trying(now, station.name, station.printer),
        ),
        group=_STATIONS,
    )


def _queue(now: Now, name: str) -> Item:
    printer = Printer(PrinterWay.QUEUE, name)
    there = stations.stations(now.desk)
    users = [station.name for station in there if replace(station.printer, roll=False) == printer]
    used = f"Dipakai {', '.join(users)}." if users else "Belum dipakai; F4 pada sebuah loket memilihnya."
    return Item(
        printer.written,
        (name, ""),
        (printer.where, used),
        (_trying(now, printer.where, printer),),
        group=_QUEUES,
    )


def _trying(now: Now, place: str, printer: Printer) -> Deed:
    def tries(terminal: Terminal) -> str:
        return f"Halaman uji {stations.try_out(now.desk, now.who, place, printer, terminal)}."

    return Deed(
        "f8",
        "Cetak uji",
        does="try printer",
        slow=Slow("Halaman uji dikirim …", "Tidak tercetak", tries),
    )


def _changing(now: Now, station: Station, queues: Sequence[str]) -> Filling:
    printer = replace(station.printer, roll=False)
    networked = printer.way is PrinterWay.NETWORK
    before = _NETWORK if networked else printer.written
    offered = [(Printer(PrinterWay.QUEUE, name).written, f"antrean {name}") for name in queues]
    options = [(USUAL.written, PRINTERS[USUAL.written]), *offered]
    if printer.way is PrinterWay.QUEUE and before not in dict(options):
        options.append((before, f"{printer.where} (tidak ditemukan di komputer ini)"))
    options += [(kept, told) for kept, told in PRINTERS.items() if kept]
    address = printer.address if networked else ""
    fields = (
        Blank("printer", "Printer", "choice", before, options, f"← → memilih. {_FILED}"),
        Blank(
            "address",
            "Alamat printer",
            value=address,
            hint="Di jaringan kantor, misalnya 192.168.1.9",
            when=("printer", (_NETWORK,)),
        ),
        Blank(
            "roll",
            "Printer struk",
            "flag",
            YES if station.printer.roll else NO,
            hint="Ya: kertas gulungan (ESC/POS), dipotong sendiri; tiket nomor antrean dengan angka besar.",
            when=("printer", [kept for kept, _ in options if kept not in _NO_ROLL]),
        ),
    )

    def prepare(typed: Typed) -> Prepared:
        chosen, given = typed["printer"], typed["address"]
        if chosen == _NETWORK and not given:
            raise Faulty({"address": "Alamat printer belum diisi."})
        written = f"{_NETWORK}:{given}" if chosen == _NETWORK else chosen
        if typed["roll"] == YES and chosen not in _NO_ROLL:
            written = f"{ROLL}:{written}".rstrip(":")
        at = Place(profile(now), *(("loket", station.id) if station.id else ("pengaturan",)))
        puts = [Put(at, {"printer": written or None})] if written != station.printer.written else []
        try:
            return prepared(now, puts, f"Printer {station.name} diubah.", at)
        except Faulty as wrong:
            said = wrong.at.get("printer")
            raise Faulty({"address": said} if said else {}, wrong.lines) from None

    return Filling(f"Printer {station.name}", fields, prepare)


PAGE = Page(
    "Printer",
    "Di mana surat dari tiap loket dicetak, printer yang dapat dipilih, dan halaman uji.",
    (Column("name", weight=1), Column("printer", weight=1)),
    read,
    still=True,
    help=(
        "Antrean: printer yang dipasang pada komputer tempat Loket berjalan (CUPS). Di jaringan: alamatnya,",
        "porta 9100. Di samping terminal: PuTTY meneruskan surat ke printer komputer yang dipakai masuk.",
        "Printer struk di jaringan ditanya sebelum dan sesudah mencetak: kertasnya, tutupnya.",
    ),
)
