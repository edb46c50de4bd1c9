"""Jam: the hours of each week pattern, when the door is open for people, and days with hours of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from loket.dates import DATE_FORMS, read_date, read_span
from loket.desk.calendar import days
from loket.desk.calendar.day_words import hours_words
from loket.desk.calendar.days import OVERRIDE, DayRow
from loket.office.editing import Place, entries, table
from loket.office.hours import WEEKDAYS, week_words
from loket.sla import DayOverride
from loket.sla.words import short_date
from loket.text import capitalized
from screens.admin.documents import NOTHING, as_typed, filled, prepared, profile, put, spans
from screens.admin.page import NO, Blank, Deed, Faulty, Filling, Item, Listing, Now, Page, Prepared, Typed
from screens.admin.pages.days import changed, history_deed
from screens.admin.sections import adding, changing, moving, removing
from screens.widgets.columns import Column

SECTION, DOOR, DOOR_DAYS = "jam", "jam_pintu", "pintu_khusus"
HINT = "Misalnya 07.30-12.00, 13.00-16.00; tutup."
_AS_ABOVE = f"{HINT.removesuffix('.')}; tanda = seperti hari di atasnya."
_MOST_DAYS = 62


def read(now: Now) -> Listing:
    """The patterns, later ones beating those before; the door; the special days from today on."""
    at = Place(profile(now), SECTION)
    patterns = entries(now.seen.texts, at.key, SECTION)
    today = now.desk.working_time().date_of(now.desk.now())
    special = [day for day in days.days(now.desk, today, date.max) if day.kind == OVERRIDE]
    apart = entries(now.seen.texts, at.key, DOOR_DAYS)
    door = adding(now, Place(at.key, DOOR_DAYS), "Jam pintu pada tanggal tertentu", _door_fields)
    deeds = (
        adding(now, at, "Pola jam baru", lambda: _as_usual(_fields(), patterns)),
        replace(door, key="f7", label="Jam pintu pada tanggal tertentu", does="more"),
        Deed("f7", "Jam khusus pada satu atau beberapa hari", does="more", fill=lambda: _special(now)),
        history_deed(now),
    )
    items = [
        *(_item(now, pattern) for pattern in patterns),
        _door(now, patterns),
        *(_door_item(now, days) for days in apart),
        *(_special_item(now, day) for day in special),
    ]
    return Listing(items, deeds)


def _item(now: Now, pattern: Mapping[str, Any]) -> Item:
    at = Place(profile(now), SECTION, pattern["nama"])
    first, last = pattern.get("mulai"), pattern.get("sampai")
    when = f"{_day(first)} – {_day(last)}" if first or last else "selalu"
    unsure = ("Masih harus dipastikan.",) if pattern.get("perlu_konfirmasi") else ()
    return Item(
        pattern["nama"],
        (pattern["nama"], when, _week(pattern)),
        (f"{pattern['nama']}: {when}", _week(pattern), *unsure),
        (
            _changing(now, at, pattern),
            removing(now, at, pattern),
            *moving(now, at, pattern),
        ),
        group="Jam kerja: waktu berkas berjalan",
    )


_KEPT = Blank("tetap", "Catatan tetap", "flag", NO, hint="Tidak: catatan di atas hilang bila jamnya diubah.")


def _changing(now: Now, at: Place, pattern: Mapping[str, Any]) -> Deed:
    """Other hours for a pattern: its note, which is about those of before, goes unless it is said to stay."""
    deed = changing(now, at, pattern, _fields)
    note, fill = pattern.get("catatan", ""), deed.fill
    if not note or fill is None:
        return deed

    def asked() -> Filling:
        filling = fill()
        before = {entry.name: entry.value for entry in filling.entries}

        def prepare(typed: Typed) -> Prepared:
            others = any(typed[name] != before[name] for name in (*WEEKDAYS, "mulai", "sampai"))
            goes = others and typed["catatan"] == note and typed[_KEPT.name] == NO
            return filling.prepare({**typed, "catatan": ""} if goes else typed)

        return replace(filling, entries=(*filling.entries, _KEPT), prepare=prepare)

    return replace(deed, fill=asked)


def _day(day: date | None) -> str:
    return f"{day:%d-%m-%Y}" if day is not None else "…"


def _week(values: Mapping[str, Any]) -> str:
    """The hours of a week in words, as they are typed."""
    return week_words([as_typed("hours", values.get(day, [])) for day in WEEKDAYS])


def _weekdays() -> tuple[Blank, ...]:
    first, *others = WEEKDAYS
    hints = {first: HINT} | dict.fromkeys(others, _AS_ABOVE)
    return tuple(Blank(day, capitalized(day), "hours", "tutup", hint=hint) for day, hint in hints.items())


def _as_usual(fields: Sequence[Blank], patterns: Sequence[Mapping[str, Any]]) -> tuple[Blank, ...]:
    """The fields of new hours, with those of the first pattern to begin from."""
    usual = {day: patterns[0].get(day) for day in WEEKDAYS} if patterns else {}
    return tuple(filled(entry, usual) for entry in fields)


def _fields() -> tuple[Blank, ...]:
    return (
        Blank("nama", "Nama pola", hint="Misalnya Ramadan 1448 H."),
        *_weekdays(),
        Blank("mulai", "Mulai", "date", hint="Kosong bersama Sampai: selalu. Yang lebih bawah menang."),
        Blank("sampai", "Sampai", "date", hint="Tanggal terakhir pola ini berlaku."),
        Blank("perlu_konfirmasi", "Masih harus dipastikan", "flag", NO),
        Blank("catatan", "Catatan"),
    )


def _door(now: Now, patterns: Sequence[Mapping[str, Any]]) -> Item:
    at = Place(profile(now), DOOR)
    values = table(now.seen.texts, at.key, DOOR)
    known = tuple(filled(entry, values) for entry in _weekdays())
    fields = known if values else _as_usual(known, patterns)

    def prepare(typed: Typed) -> Prepared:
        begin = fields if values else [replace(entry, value=NOTHING) for entry in fields]  # then all days
        return prepared(now, put(at, begin, typed), "Jam pintu diubah.", at)

    about = _week(values) if values else "Belum diisi: tidak disebut pada surat."
    return Item(
        "jam-pintu",
        ("Jam pintu", "" if values else "belum diisi", _week(values) if values else ""),
        (
            "Kapan pemohon dilayani, seperti tercetak pada tanda terima dan daftar kekurangan;"
            " waktu berkas tetap berjalan menurut jam kerja.",
            about,
        ),
        (
            Deed(
                "f4",
                "Ubah",
                does="change",
                fill=lambda: Filling("Jam pintu", fields, prepare, ready=not values),
            ),
        ),
        group="Jam pintu: pemohon dilayani",
    )


def _door_item(now: Now, days: Mapping[str, Any]) -> Item:
    at = Place(profile(now), DOOR_DAYS, days["nama"])
    first, last = days["mulai"], days.get("sampai")
    when = _day(first) if last in (None, first) else f"{_day(first)} – {_day(last)}"
    hours = as_typed("hours", days["jam"])
    return Item(
        f"pintu/{days['nama']}",
        (days["nama"], when, hours),
        (f"{days['nama']}, {when}: {hours}", "Hanya pintunya: waktu berkas tidak bergeser karenanya."),
        (changing(now, at, days, _door_fields), removing(now, at, days)),
        group="Jam pintu: pemohon dilayani",
    )


def _door_fields() -> tuple[Blank, ...]:
    return (
        Blank("nama", "Untuk apa", hint="Misalnya pelayanan Sabtu di MPP, piket cuti bersama."),
        Blank("mulai", "Tanggal", "date", hint=f"Misalnya {DATE_FORMS}."),
        Blank(
            "sampai", "Sampai", "date", hint="Kosong: hanya hari itu. Kalau diisi: setiap hari sampai itu."
        ),
        Blank("jam", "Pintu buka", "hours", "tutup", hint=HINT),
    )


def _special_item(now: Now, day: DayRow) -> Item:
    when = short_date(date.fromisoformat(day.date), year=True)
    return Item(
        f"{day.date}/{day.kind}",
        (day.name, f"{when} · {hours_words(day)}", ""),
        (f"{when}: {day.name}", f"Jam: {hours_words(day)}", f"Dasar: {day.decree or 'belum ditulis'}"),
        (
            Deed("f4", "Ubah", does="change", fill=lambda: _special(now, day)),
            Deed(
                "f6", "Hapus", does="remove", prepare=lambda: changed(now, (), (day,), f"{day.name} dihapus.")
            ),
        ),
        group="Hari khusus: apel, senam, setengah hari",
    )


def _special(now: Now, day: DayRow | None = None) -> Filling:
    known = day or DayRow("", OVERRIDE, "")
    when = f"{date.fromisoformat(known.date):%d-%m-%Y}" if known.date else ""
    hours = hours_words(known).replace("–", "-") if day is not None else ""
    fields = (
        Blank("name", "Untuk apa", value=known.name, hint="Misalnya apel, senam, banjir."),
        Blank("first", "Tanggal", value=when, hint=f"Misalnya {DATE_FORMS}."),
        Blank("last", "Sampai", hint="Kosong: hanya hari itu. Kalau diisi: setiap hari sampai tanggal ini."),
        Blank("hours", "Jam hari itu", "hours", hours, hint=HINT),
        Blank("decree", "Dasar", value=known.decree),
    )

    def prepare(typed: Typed) -> Prepared:
        rows = _special_rows(typed)
        return changed(now, rows, (day,) if day is not None else (), f"{typed['name']} dicatat.")

    return Filling(known.name or "Jam khusus", fields, prepare)


def _special_rows(typed: Typed) -> tuple[DayRow, ...]:
    """The days that were typed. Raises Faulty."""
    first, wrong = read_date(typed["first"]), dict[str, str]()
    last = read_date(typed["last"]) if typed["last"] else first
    read = [(words, read_span(words)) for words in spans(typed["hours"])]
    if first is None:
        wrong["first"] = f"Bukan tanggal. Tulis {DATE_FORMS}."
    if last is None:
        wrong["last"] = f"Bukan tanggal. Tulis {DATE_FORMS}."
    elif first is not None and not 0 <= (last - first).days < _MOST_DAYS:
        wrong["last"] = f"Tidak sebelum tanggal pertama, dan paling banyak {_MOST_DAYS} hari."
    for words, span in read:
        if span is None:
            wrong["hours"] = f"“{words}” bukan jam. {HINT}"
    if not typed["hours"]:
        wrong["hours"] = f"Belum diisi. {HINT}"
    if not typed["name"]:
        wrong["name"] = "Belum diisi."
    if wrong or first is None or last is None:
        raise Faulty(wrong)
    hours = tuple(span for _, span in read if span is not None)
    every = (first + timedelta(days=count) for count in range((last - first).days + 1))
    return tuple(days.override_row(DayOverride(day, hours, typed["name"], typed["decree"])) for day in every)


PAGE = Page(
    "Jam",
    "Jam kerja seminggu, jam pintu, dan hari dengan jam sendiri.",
    (Column("name", weight=2), Column("when"), Column("hours", weight=1, from_width=76)),
    read,
    help=(
        "Jam kerja: selama itu waktu berkas berjalan. Jam pintu: selama itu pemohon dilayani.",
        "Piket selama istirahat: jam pintu tanpa istirahat; waktu berkas tetap berhenti.",
        "Pintu buka pada hari yang bukan hari kerja (Sabtu di MPP): F7, Jam pintu pada tanggal tertentu.",
        "Apel, senam, atau setengah hari: F7, Jam khusus.",
    ),
)
