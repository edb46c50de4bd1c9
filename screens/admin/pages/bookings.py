"""Pesanan: who booked a time at the counters, from today on; entered, taken in from a list, cancelled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from loket.dates import DATE_FORMS, read_clock, read_date
from loket.desk.errors import Invalid
from loket.desk.queue import booking
from loket.desk.queue.booking import Listed
from loket.desk.words.changes import told
from loket.desk.words.wanted import wanted_words
from loket.office.booking_list import COLUMNS, Wanted
from loket.office.reading import ProfileFaults
from loket.sla.words import short_date
from screens.admin.page import Blank, Deed, Faulty, Filling, Item, Listing, Now, Page, Prepared, Typed
from screens.widgets.columns import Column

_ASKED, _LISTED = "permintaan pemesan", "daftar pesanan"
_LATER = ("", "Ditanyakan di loket")
_PLACES = {"minute": "time"}
"""In which fields of the form stands what a desk calls otherwise."""


def read(now: Now) -> Listing:
    """The bookings of today and later."""
    deeds = (
        Deed("f3", "Tambah", does="add", fill=lambda: _adding(now)),
        Deed("f7", "Ambil daftar dari berkas CSV", does="more", fill=lambda: _importing(now)),
        Deed("f7", "Riwayat pesanan", does="more", tells=lambda: _history(now)),
    )
    return Listing([_item(now, each) for each in booking.listed(now.desk, now.who)], deeds)


NEWEST = 200


def _history(now: Now) -> Sequence[str]:
    found = booking.history(now.desk, now.who, NEWEST)
    return [told(now.desk, change) for change in found] or ["Belum ada yang dicatat."]


def _item(now: Now, listed: Listed) -> Item:
    booked, time = listed.booking, now.desk.working_time()
    wanted = wanted_words(now.office, booked.errand, booked.service)
    stands = f"Sudah datang: {listed.number}." if listed.number else "Belum datang."
    at, day = f"{time.local(booked.slot):%H.%M}", short_date(date.fromisoformat(booked.day), year=True)

    def cancel() -> Prepared:
        def do(reason: str) -> str:
            booking.cancel(now.desk, now.who, booked, reason)
            return f"Pesanan {booked.code} dibatalkan."

        return Prepared(do, (f"Pesanan {day} {at} ({wanted}) dibatalkan.",), why=True, offers=_ASKED)

    why = f"sudah datang: {listed.number}" if listed.number else None
    return Item(
        f"{booked.day}/{booked.code}",
        (at, booked.code, booked.name, wanted, listed.number),
        (f"{day} {at} · {wanted}", f"{booked.name or 'Tanpa nama'}, kode {booked.code}. {stands}"),
        (Deed("f6", "Batalkan", does="cancel booking", prepare=cancel, why=why),),
        group=day,
    )


def _adding(now: Now) -> Filling:
    services = [(service.id, service.name) for service in now.office.counter_services]
    errands = [(errand.id, errand.name) for errand in now.office.errands.values()]
    today = now.desk.working_time().date_of(now.desk.now())
    fields = (
        Blank("day", "Tanggal", value=f"{today:%d-%m-%Y}", hint=f"Misalnya {DATE_FORMS}."),
        Blank("time", "Jam", hint="Misalnya 09.30."),
        Blank("errand", "Keperluan", "choice", errands[0][0], errands),
        Blank("service", "Layanan", "choice", "", [_LATER, *services], hint="Bila berkas didaftarkan."),
        Blank("name", "Nama", hint="Tidak pernah tampil di ruang tunggu; dilupakan sesudah harinya lewat."),
        Blank("code", "Kode", hint="Kosong: dibuatkan. 3–8 huruf dan angka, ada angkanya; bukan nama, NIK."),
    )

    def prepare(typed: Typed) -> Prepared:
        wanted = _wanted(typed)
        try:
            booking.check(now.desk, wanted)
        except Invalid as wrong:
            raise Faulty({_PLACES.get(at, at): said for at, said in wrong.faults.items()}) from None

        def do(reason: str) -> str:
            (booked,) = booking.book(now.desk, now.who, (wanted,), reason)
            return f"Dicatat dengan kode {booked.code}: sebutkan kepada pemesan."

        return Prepared(do, read=True)

    return Filling("Pesanan baru", fields, prepare, kept=False, why=True, offers=_ASKED)


def _wanted(typed: Typed) -> Wanted:
    """The booking that was typed. Raises Faulty."""
    day, minute = read_date(typed["day"]), read_clock(typed["time"])
    wrong = dict[str, str]()
    if day is None:
        wrong["day"] = f"Bukan tanggal. Tulis {DATE_FORMS}."
    if minute is None:
        wrong["time"] = "Bukan jam. Tulis seperti 09.30."
    if day is None or minute is None:
        raise Faulty(wrong)
    return Wanted(day, minute, typed["errand"], typed["service"], typed["name"], typed["code"])


def _importing(now: Now) -> Filling:
    where = Blank(
        "path", "Letak berkas CSV", hint=f"Kolom {', '.join(COLUMNS)}; misalnya /home/kantor/pesanan.csv"
    )

    def prepare(typed: Typed) -> Prepared:
        try:
            found = booking.read_list(now.desk, Path(typed["path"]).expanduser())
        except ProfileFaults as wrong:
            raise Faulty({}, list(map(str, wrong.faults))) from None

        def do(reason: str) -> str:
            booking.book(now.desk, now.who, found, reason)
            return f"{len(found)} pesanan dicatat."

        return Prepared(do, tuple(_by_day(found)), why=True, offers=_LISTED)

    return Filling("Ambil daftar pesanan", (where,), prepare)


def _by_day(found: tuple[Wanted, ...]) -> Iterator[str]:
    for day, those in groupby(sorted(found, key=lambda each: each.day), key=lambda each: each.day):
        yield f"{short_date(day, year=True)}: {len(list(those))} pesanan"


PAGE = Page(
    "Pesanan",
    "Yang memesan jam di loket, mulai hari ini; F7 mengambil daftar dari berkas CSV.",
    (
        Column("time"),
        Column("code"),
        Column("name", weight=1),
        Column("wanted", weight=1, from_width=60),
        Column("number"),
    ),
    read,
    empty="Belum ada pesanan.",
    help=(
        "Yang datang mengetik kodenya di kios (K), atau menyebut namanya di loket (F7, Ctrl+N).",
        "Urutannya menurut jam pesanan, diatur di halaman Pengaturan (Antrean).",
        "F9 tidak berlaku di layar admin: yang keliru dibatalkan (F6); yang telanjur dibatalkan ditambah lagi"
        " (F3) dengan kodenya.",
        "Yang diminta kembali pada suatu jam dicatat di sini juga: ia didahulukan karena dijanjikan.",
    ),
)
