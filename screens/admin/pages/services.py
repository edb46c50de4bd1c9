"""Layanan: which permits the office serves, by which SOP and form, in what time, in which queue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from loket.office.editing import (
    Add,
    Edit,
    NewDocument,
    Place,
    Put,
    Value,
    edited,
    entries,
    new_label,
    table,
    written,
)
from loket.office.needed import roles_for
from loket.office.shelf import FORM, SOP, First, Kept, Key, shipped
from loket.sop import parse_procedure
from loket.sop.model import REQUEST_KINDS
from loket.text import capitalized
from screens.admin.documents import profile
from screens.admin.page import YES, Blank, Item, Listing, Now, Page, Typed
from screens.admin.pages.errands import LETTERS, QUOTA_HINT, thresholds
from screens.admin.pages.sops import sop_lines
from screens.admin.sections import adding, changing, moving, removing
from screens.widgets.columns import Column

SECTION = "layanan"
NEW = "+"
"""A form of its own; with the id of another behind it, one that begins as that one is."""
_FIRST = {"id": "ktp", "nama": "KTP pemohon"}
"""With what a new form begins: one has at least one requirement."""
NEARLY_HINT = "Berapa hari kerja sebelum batasnya; kosong: seperti di halaman Pengaturan."


def read(now: Now) -> Listing:
    """The services, in the order of the profile."""
    at = Place(profile(now), SECTION)
    services = entries(now.seen.texts, at.key, SECTION)
    taken = {
        *now.office.services,
        *shipped().names(FORM),
        *(name for kind, name in now.seen.texts if kind == FORM),
    }

    def more(typed: Typed) -> Mapping[str, Value]:
        id = new_label(typed["nama"], taken)
        return {"id": id, "formulir": id} if typed["formulir"].startswith(NEW) else {"id": id}

    def also(typed: Typed) -> Sequence[Edit]:
        chosen, id = typed["formulir"], new_label(typed["nama"], taken)
        if not chosen.startswith(NEW):
            return _needed(now, typed, chosen)
        needed = _needed(now, typed, id)
        head = {"id": id, "nama": typed["nama"] or id}
        if chosen == NEW:
            return (*needed, NewDocument((FORM, id), written({**head, "syarat": [_FIRST]})))
        like = (FORM, chosen.removeprefix(NEW))
        copy = edited({like: now.seen.texts[like]}, [Put(Place(like), head)])
        return (*needed, NewDocument((FORM, id), copy[like]))

    new = adding(now, at, "Layanan baru", lambda: _fields(now, new=True), more, also=also)
    return Listing([_item(now, service) for service in services], [new])


def _needed(now: Now, typed: Typed, form: str) -> tuple[Add, ...]:
    """What the office lacks for the SOP and comes with the service: roles, and services of follow-ups."""
    shelf, known, office = First((Kept(now.seen.texts), shipped())), now.office, profile(now)
    roles, services, sops = dict[str, Add](), list[Add](), [typed["sop"]]
    for sop in sops:
        document = shelf.find(SOP, sop)
        if document is None:
            continue
        procedure = parse_procedure(document)
        for role in roles_for(procedure, known):
            values: dict[str, Value] = {
                "id": role.id,
                "nama": role.name,
                "beranda": role.home,
                "hak": sorted(role.rights),
            }
            roles.setdefault(role.id, Add(Place(office, "peran"), values))
        if sop != typed["sop"] and not known.services_of(sop):
            id = new_label(procedure.name, known.services)
            said: dict[str, Value] = {
                "id": id,
                "nama": procedure.name,
                "sop": sop,
                "formulir": form,
                "di_loket": False,
            }
            services.append(Add(Place(office, SECTION), said))
        sops += [opened for opened in sorted(procedure.opened) if opened not in sops]
    return (*roles.values(), *services)


def _item(now: Now, service: Mapping[str, Any]) -> Item:
    at = Place(profile(now), SECTION, service["id"])
    time = service.get("jangka_waktu") or "belum dinyatakan"
    apart = (
        ""
        if service.get("di_loket", True)
        else "Tidak diminta di loket: dibuka program atau tidak dilayani lagi."
    )

    def along(typed: Typed) -> Sequence[Edit]:
        return _needed(now, typed, typed["formulir"])

    return Item(
        service["id"],
        (service.get("awalan", ""), service["nama"], time),
        (
            service["nama"],
            f"SOP: {_name(now, (SOP, service['sop']))}",
            f"Formulir: {_name(now, (FORM, service['formulir']))}. Standar Pelayanan: {time}.",
            f"Jatah sehari: {service['jatah']} nomor." if service.get("jatah") else "",
            apart or service.get("catatan", ""),
        ),
        (
            changing(now, at, service, lambda: _fields(now), along),
            removing(now, at, service),
            *moving(now, at, service),
        ),
        style="redup" if apart else "",
    )


def _name(now: Now, key: Key) -> str:
    """What a document calls itself."""
    return str(table(now.seen.texts, key).get("nama", key[1])) if key in now.seen.texts else key[1]


def _named(now: Now, kind: str) -> list[tuple[str, str]]:
    """The documents of a kind to choose from: the office's own, then those that only the program has."""
    own = sorted(name for of, name in now.seen.texts if of == kind)
    others = [name for name in shipped().names(kind) if name not in own]
    named = [(name, _name(now, (kind, name))) for name in own]
    return named + [(name, f"{_shipped_name((kind, name))} (bawaan program)") for name in others]


def _shipped_name(key: Key) -> str:
    """What a document that only the program has calls itself."""
    found = shipped().find(*key)
    return str(table({key: str(found.text)}, key).get("nama", key[1])) if found is not None else key[1]


def _form_lines(now: Now, name: str) -> Sequence[str]:
    """What a form asks for, also one that the office does not use yet."""
    key = (FORM, name.removeprefix(NEW))
    found = First((Kept(now.seen.texts), shipped())).find(*key)
    if found is None:
        return ("Formulir baru: syarat dan isiannya ditulis sesudah ini, di halaman Syarat dan Isian.",)
    texts = {key: str(found.text)}
    lines = [str(table(texts, key).get("nama", key[1]))]
    for section, word in (("syarat", "nama"), ("isian", "label")):
        known = entries(texts, key, section)
        lines += [f"{capitalized(section)}{':' if known else ': belum ada'}"]
        lines += [f"– {entry[word]}" for entry in known]
    return lines


def _fields(now: Now, *, new: bool = False) -> tuple[Blank, ...]:
    blank = [(NEW, "Formulir baru")] if new else []
    forms = sorted(name for kind, name in now.seen.texts if kind == FORM)
    copies = [(f"{NEW}{name}", f"Salinan {_name(now, (FORM, name))}") for name in forms]
    kinds = [(kind, capitalized(kind)) for kind in REQUEST_KINDS]
    return (
        Blank("nama", "Nama layanan", hint="Seperti tertulis pada izinnya."),
        Blank(
            "sop",
            "SOP",
            "choice",
            options=_named(now, SOP),
            hint="Jalan berkasnya; peran yang belum ada ikut dibuat. ← →, atau ketik awal sebuah katanya.",
            shows=partial(sop_lines, now),
        ),
        Blank(
            "formulir",
            "Formulir",
            "choice",
            options=[*blank, *_named(now, FORM), *(copies if new else [])],
            hint="Syarat dan isiannya; yang baru diisi di halaman Syarat. ← →, atau ketik awal katanya.",
            shows=partial(_form_lines, now),
        ),
        Blank("awalan", "Huruf antrean", hint=f"{LETTERS} layanan lain.", capitals=True),
        Blank(
            "kode_izin", "Kode izin", hint="Untuk nomor berkas; wajib bila pola nomornya memakai {kode_izin}."
        ),
        Blank("jangka_waktu", "Standar Pelayanan", hint="Misalnya 5 hari kerja. Kosong: belum dinyatakan."),
        Blank("jatah", "Jatah sehari", "number", hint=QUOTA_HINT),
        *thresholds(),
        Blank("batas_hukum", "Batas hukum (hari kerja)", "number", hint="Kosong: seperti pengaturan kantor."),
        Blank("hampir_hari", "Mendekati batas", "number", hint=NEARLY_HINT),
        Blank("jenis_permohonan", "Jenis permohonan", "several", REQUEST_KINDS[0], kinds),
        Blank(
            "di_loket",
            "Diminta di loket",
            "flag",
            YES,
            hint="Tidak: berkas lanjutan, atau tidak dilayani lagi.",
        ),
        Blank(
            "laman",
            "Laman persyaratan",
            hint="Untuk QR di kios, misalnya https://… Kosong: QR memuat daftarnya.",
        ),
        Blank("catatan", "Perlu dipastikan", hint="Apa yang masih harus dipastikan tentang layanan ini."),
    )


PAGE = Page(
    "Layanan",
    "Izin yang dilayani: SOP, formulir, huruf antrean, Standar Pelayanan.",
    (Column("prefix"), Column("name", weight=2), Column("time", weight=1)),
    read,
    help=(
        "Standar Pelayanan: waktu yang dijanjikan kantor kepada pemohon, tertulis pada tanda terima.",
        "Batas hukum: hari kerja dari lengkap sampai keputusan menurut undang-undang; selalu dihitung juga.",
        "SOP: jalan berkasnya dan waktu tiap langkah. Formulir: syarat dan isian yang diminta.",
    ),
)
