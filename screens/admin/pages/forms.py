"""Syarat and Isian: what each permit's form asks for, requirement by requirement and field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from loket.office.choices import FIELD_TYPES
from loket.office.editing import Place, Put, entries, table
from loket.office.forms import DATES, SHAPES, UNCONFIRMED, FieldType, when_words
from loket.office.shelf import FORM, Key
from loket.sop.model import REQUEST_KINDS, Fact
from loket.text import capitalized
from screens.admin.documents import new_id, prepared
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
    Typed,
)
from screens.admin.pages.sops import in_use
from screens.admin.sections import adding, changing, moving, removing
from screens.widgets.columns import Column
from screens.widgets.several import BETWEEN

REQUIREMENTS, FIELDS = "syarat", "isian"
_KEPT = "Berkas yang sudah berjalan tetap menurut formulir pada hari pendaftarannya."


def read_requirements(now: Now) -> Listing:
    """The requirements of all forms."""
    items = [item for key in _forms(now) for item in _requirements(now, key)]
    return Listing(items, _to_permit(now, "Syarat", items))


def read_fields(now: Now) -> Listing:
    """The technical fields of all forms; of one without any a row to begin at."""
    items = [item for key in _forms(now) for item in _technical(now, key)]
    return Listing(items, _to_permit(now, "Isian", items))


def _forms(now: Now) -> Sequence[Key]:
    return sorted(key for key in now.seen.texts if key[0] == FORM)


def _requirements(now: Now, key: Key) -> Iterator[Item]:
    known, group, facts = entries(now.seen.texts, key, REQUIREMENTS), _title(now, key), _facts(now, key)
    fields = partial(_requirement_fields, facts)
    for entry in known:
        at = Place(key, REQUIREMENTS, entry["id"])
        must = "wajib" if entry.get("wajib", True) else "bila ada"
        shape, copies = entry.get("bentuk", SHAPES[0]), entry.get("jumlah", 1)
        yield Item(
            f"{key[1]}/{entry['id']}",
            (entry["nama"], f"{shape} ×{copies}" if copies > 1 else shape, must),
            (
                entry["nama"],
                f"{capitalized(must)}, {shape}, {copies} lembar. {_for(entry)}{_when(entry, facts)}",
                f"Sumber: {entry.get('sumber', UNCONFIRMED)}.",
                entry.get("catatan", ""),
            ),
            (
                _new(now, at, f"Syarat baru: {group}", known, fields()),
                changing(now, at, entry, fields),
                removing(now, at, entry),
                Deed("f7", _SEVERAL, does="more", fill=partial(sourcing, now, key, entry["id"])),
                *moving(now, at, entry),
            ),
            group=group,
        )


_SEVERAL = "Isi sumber beberapa syarat sekaligus"


def sourcing(now: Now, key: Key, at: str = "") -> Filling:
    """A source for several requirements of a form: all that have none are chosen, else the one `at`."""
    known = entries(now.seen.texts, key, REQUIREMENTS)
    unsure = [entry["id"] for entry in known if entry.get("sumber", UNCONFIRMED) == UNCONFIRMED]
    fields = (
        Blank(
            "sumber",
            "Sumber",
            hint="Peraturan atau keputusan tempat persyaratan ini tertulis, misalnya Perbup 12/2025.",
        ),
        Blank(
            "syarat",
            "Berlaku bagi",
            "several",
            BETWEEN.join(unsure or [at]),
            [(entry["id"], entry["nama"]) for entry in known],
            hint="Spasi memilih; yang sumbernya lain dilepas dulu, lalu diisi sendiri.",
        ),
    )

    def prepare(typed: Typed) -> Prepared:
        if not typed["sumber"]:
            raise Faulty({"sumber": "Sumber perlu diisi."})
        if not typed["syarat"]:
            raise Faulty({"syarat": "Belum ada syarat yang dipilih."})
        chosen = typed["syarat"].split(BETWEEN)
        edits = [Put(Place(key, REQUIREMENTS, id), {"sumber": typed["sumber"]}) for id in chosen]
        return prepared(now, edits, f"Sumber {len(chosen)} syarat diisi.")

    return Filling(f"Sumber syarat: {_title(now, key)}", fields, prepare)


def _technical(now: Now, key: Key) -> Iterator[Item]:
    known, group, facts = entries(now.seen.texts, key, FIELDS), _title(now, key), _facts(now, key)
    fields = partial(_technical_fields, facts, known)
    if not known:
        new = _new(now, Place(key, FIELDS), f"Isian baru: {group}", known, fields())
        yield Item(
            f"{key[1]}/", ("Belum ada isian", "", ""), ("F3 menambah isian.",), (new,), group, "redup", False
        )
    for entry in known:
        at = Place(key, FIELDS, entry["kunci"])
        type_words = FIELD_TYPES[entry.get("jenis", FieldType.TEXT)]
        must = "wajib" if entry.get("wajib", True) else "bila ada"
        choices = "; ".join(entry.get("pilihan", {}).values())
        yield Item(
            f"{key[1]}/{entry['kunci']}",
            (entry["label"], type_words, must),
            (
                entry["label"],
                f"{type_words}{_unit(entry)}, {must}. {_when(entry, facts)}",
                f"Pilihan: {choices}." if choices else "",
            ),
            (
                _new(now, at, f"Isian baru: {group}", known, fields()),
                changing(now, at, entry, partial(fields, entry["kunci"])),
                removing(now, at, entry),
                *moving(now, at, entry),
            ),
            group=group,
        )


def _new(
    now: Now, at: Place, title: str, known: Sequence[Mapping[str, Any]], fields: Sequence[Blank]
) -> Deed:
    """A new requirement or field, behind the one at the cursor."""
    label, name = ("id", "nama") if at.section == REQUIREMENTS else ("kunci", "label")

    def more(typed: Typed) -> Mapping[str, str]:
        return {label: new_id(typed[name], known, label)}

    return adding(now, at, title, lambda: fields, more)


def _title(now: Now, key: Key) -> str:
    """What a form is called, and the permits that ask for it where they are called otherwise."""
    own = str(table(now.seen.texts, key).get("nama", key[1]))
    permits = [service.name for service in now.office.services.values() if service.form == key[1]]
    others = [name for name in permits if name.casefold() != own.casefold()]
    return f"{', '.join(others)} (formulir {own})" if others else own


def _to_permit(now: Now, page: str, items: Sequence[Item]) -> Sequence[Deed]:
    """F8: to the form of a permit, whose name is typed."""
    first = {item.group: item.id for item in reversed(items) if item.group}
    rows = [(id, group) for group, id in first.items()]
    return [Deed("f8", "Cari izin", does="find permit", picks=(page, rows[::-1]))] if len(rows) > 1 else []


def _unit(entry: Mapping[str, Any]) -> str:
    return f" ({entry['satuan']})" if entry.get("satuan") else ""


def _for(entry: Mapping[str, Any]) -> str:
    kinds = entry.get("untuk") or REQUEST_KINDS
    return "" if set(kinds) == set(REQUEST_KINDS) else f"Hanya untuk {', '.join(kinds)}. "


def _facts(now: Now, key: Key) -> Mapping[str, Fact]:
    """What the SOPs of the permits that ask for a form lay down about their files."""
    sops = {service.procedure for service in now.office.services.values() if service.form == key[1]}
    return {name: fact for here, _ in in_use(now) if here.id in sops for name, fact in here.facts.items()}


def _when(entry: Mapping[str, Any], facts: Mapping[str, Fact]) -> str:
    """On what of the file it depends."""
    return f"Hanya bila {when_words(entry['bila'], facts)}." if entry.get("bila") else ""


def _condition(facts: Mapping[str, Fact]) -> Sequence[Blank]:
    """On what of the file it is to depend; nothing where the SOPs lay nothing down."""
    options = [
        (f"{name}={value}", f"{fact.name}: {words}")
        for name, fact in facts.items()
        for value, words in fact.values.items()
    ]
    hint = "Spasi memilih. Tanpa pilihan: selalu diminta. Beberapa dari satu hal: bila salah satunya."
    return [Blank("bila", "Hanya bila", "facts", options=options, hint=hint)] if options else []


def _requirement_fields(facts: Mapping[str, Fact]) -> tuple[Blank, ...]:
    kinds = [(kind, capitalized(kind)) for kind in REQUEST_KINDS]
    return (
        Blank("nama", "Persyaratan", hint=_KEPT),
        Blank("wajib", "Wajib", "flag", YES),
        Blank("untuk", "Untuk permohonan", "several", BETWEEN.join(REQUEST_KINDS), kinds),
        Blank("bentuk", "Bentuk", "choice", SHAPES[0], [(shape, capitalized(shape)) for shape in SHAPES]),
        Blank("jumlah", "Jumlah lembar", "number", "1"),
        Blank("catatan", "Catatan", hint="Tampil pada daftar periksa, misalnya latar merah."),
        Blank("sumber", "Sumber", hint="Peraturan yang memintanya. Kosong: perlu dikonfirmasi kantor."),
        Blank(
            "surat_kuasa",
            "Ini surat kuasa",
            "flag",
            NO,
            hint="Ya: bertanda ada bila sudah dilihat saat mendaftar.",
        ),
        *_condition(facts),
    )


def _technical_fields(
    facts: Mapping[str, Fact], known: Sequence[Mapping[str, Any]], own: str = ""
) -> tuple[Blank, ...]:
    types = list(FIELD_TYPES.items())
    keys = [entry["kunci"] for entry in known]
    above = known[: keys.index(own)] if own in keys else known
    dates = [(e["kunci"], e["label"]) for e in above if e.get("jenis", FieldType.TEXT) in DATES]
    before = Blank(
        "tidak_sebelum", "Tidak sebelum", "choice", options=[("", "—"), *dates], hint="Tanggal di atasnya."
    )
    return (
        Blank("label", "Isian", hint=_KEPT),
        Blank("jenis", "Jenis", "choice", FieldType.TEXT, types, hint="← → menggantinya."),
        Blank("wajib", "Wajib", "flag", YES),
        Blank("satuan", "Satuan", hint="Tampil di belakang angka, misalnya m."),
        Blank("pilihan", "Pilihan", "pairs", hint="Hanya bagi jenis Pilihan: satu sebaris, misalnya Hotel."),
        *([before] if dates else []),
        *_condition(facts),
    )


_WHEN_HELP = (
    "Hanya bila: diminta menurut apa yang ditetapkan tentang berkas itu, misalnya skala usahanya.",
    "Isian itu ada pada izin yang SOP-nya menetapkan sesuatu (ketetapan); pada yang lain tidak.",
)
REQUIREMENTS_PAGE = Page(
    "Syarat",
    "Persyaratan setiap izin. " + _KEPT,
    (Column("name", weight=2), Column("shape", from_width=60), Column("must")),
    read_requirements,
    still=True,
    help=_WHEN_HELP,
)
FIELDS_PAGE = Page(
    "Isian",
    "Isian teknis setiap izin. " + _KEPT,
    (Column("name", weight=2), Column("type", weight=1), Column("must")),
    read_fields,
    still=True,
    help=_WHEN_HELP,
)
