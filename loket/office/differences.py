"""What differs between two versions of an office's documents, in words for whoever runs the office.

Documents are compared as they are read, so that nothing is told of layout or remarks but that they differ.
Whatever has a name is called by it, never by its id: `Loket 2 Pendaftaran: yang duduk di sana Front Officer
menjadi Front Officer, Penyelia`. What the profile holds needs no document before it.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from loket.office.choices import CHOICES
from loket.office.forms import when_words
from loket.office.printer import read_printer
from loket.office.shelf import DECREE, FORM, KINDS, PROFILE, SOP, SURVEY, Key, Texts
from loket.sop.model import Fact
from loket.text import capitalized, fit, scrub

_CALLED = {PROFILE: "profil kantor", SOP: "SOP", DECREE: "keputusan", FORM: "formulir", SURVEY: "survei"}
_LABELS = (("id",), ("kunci",), ("kode",), ("urut",), ("tentang",), ("sop", "nama"), ("nama",), ("judul",))
"""By which keys the tables of a list are known, the first that all of them have, each other values."""
_NAMES = ("nama", "label", "judul", "tentang")
"""By which key such a table is called, the first that it has."""
_ENTRIES = {
    "keperluan": "Keperluan",
    "bukan_kewenangan": "Bukan kewenangan",
    "kompensasi": "Kompensasi",
    "loket": "",
    "peran": "Peran",
    "layanan": "Layanan",
    "jam": "Jam",
    "pintu_khusus": "Jam pintu",
    "pejabat": "Pejabat",
    "tambahan": "Langkah tambahan kantor",
}
"""What the entries of a section are, before their names."""
_KEYS = {
    "keperluan.awalan": "huruf antrean",
    "keperluan.mendaftar": "mendaftarkan berkas",
    "bukan_kewenangan.ke": "kantor tujuan",
    "kompensasi.didahulukan": "didahulukan pada kedatangan berikutnya",
    "kompensasi.surat": "dengan surat permohonan maaf",
    "kompensasi.perlu_konfirmasi": "masih harus dipastikan",
    "keperluan.hasil": "hasil bila tanpa berkas",
    "keperluan.jatah": "jatah sehari (nomor)",
    "keperluan.perhatian_menit": "perhatian sesudah menunggu (menit)",
    "keperluan.tindakan_menit": "tindakan sesudah menunggu (menit)",
    "loket.peran": "yang duduk di sana",
    "loket.keperluan": "memanggil untuk",
    "loket.layanan": "hanya layanan",
    "loket.ruang": "ruang tunggu",
    "peran.beranda": "layar sesudah masuk",
    "layanan.sop": "SOP",
    "layanan.awalan": "huruf antrean",
    "layanan.jangka_waktu": "Standar Pelayanan",
    "layanan.jatah": "jatah sehari (nomor)",
    "layanan.perhatian_menit": "perhatian sesudah menunggu (menit)",
    "layanan.tindakan_menit": "tindakan sesudah menunggu (menit)",
    "layanan.hampir_hari": "mendekati batas (hari kerja)",
    "layanan.di_loket": "diminta di loket",
    "layanan.laman": "laman persyaratan",
    "layanan.catatan": "yang perlu dipastikan",
    "jam.perlu_konfirmasi": "masih harus dipastikan",
    "pengaturan.hari": "arti hari",
    "pengaturan.menit_sejak": "menit dihitung sejak",
    "pengaturan.batas_hukum_hari": "batas keputusan (hari kerja)",
    "pengaturan.batas_hukum_sejak": "batas keputusan sejak",
    "pengaturan.hampir_hari": "mendekati batas (hari kerja)",
    "pengaturan.nomor_berkas": "pola nomor berkas",
    "pengaturan.prioritas_banding": "yang mendahului di antara dua nomor biasa",
    "pengaturan.prioritas_menit": "nomor biasa paling lama didahului (menit)",
    "pengaturan.panggilan_terbanyak": "panggilan terbanyak",
    "pengaturan.jeda_panggilan_detik": "jeda panggilan (detik)",
    "pengaturan.cetak_lembar_pagi": "lembar pagi dicetak sendiri pukul",
    "pengaturan.nomor_terakhir_menit": "nomor terakhir sebelum pintu tutup (menit)",
    "pengaturan.pesanan_mendahului_menit": "pesanan mendahului yang datang sejak sekian menit sebelum jamnya",
    "pengaturan.pesanan_terlambat_menit": "pesanan boleh terlambat (menit)",
    "pengaturan.perhatian_menit": "perhatian sesudah menunggu (menit)",
    "pengaturan.tindakan_menit": "tindakan sesudah menunggu (menit)",
    "pengaturan.melimpah_nomor": "antrean melimpah sejak (nomor menunggu)",
    "pengaturan.tidak_memanggil_menit": "tidak memanggil disebut sesudah (menit)",
    "pengaturan.kios_jam": "kapan kios memberi nomor",
    "pengaturan.tanpa_nomor": "yang datang ke loket tanpa nomor",
    "pengaturan.jeda_menit": "layar menutup sendiri (menit)",
    "pengaturan.selisih_jam_detik": "selisih jam komputer (detik)",
    "nama": "nama kantor",
    "singkatan": "nama pendek",
    "tempat": "tempat tanda tangan",
    "perlu_konfirmasi": "yang masih harus dipastikan",
}
"""What a key of the profile means, where its own word does not say it: `section.key`, or one of its head."""
_STEPS = {"peran_langkah": "dikerjakan", "waktu_langkah": "waktu"}
"""Sections in which an office chooses something for steps of SOPs."""
_IDS = {
    "loket.keperluan": "keperluan",
    "loket.layanan": "layanan",
    "layanan.formulir": FORM,
    "isian.tidak_sebelum": "isian",
    "peran": "peran",
    "printer": "printer",
    "sop": SOP,
}
"""Of what the ids are that stand at a `section.key`, or at that key anywhere."""
_NONE = {"loket.keperluan": "semua keperluan", "loket.layanan": "semua layanan"}
"""What it means where a list names none, or there is no list."""
_USUAL = {
    "layanan.di_loket": "ya",
    "syarat.wajib": "ya",
    "isian.wajib": "ya",
    "syarat.untuk": "semua",
    "peran.hak": "tidak ada",
    "printer": "bawaan",
}
"""What holds as long as nothing is written; of what is on or off else that it is off."""
_TOLD_OF_NEW = {"loket": ("peran",), "layanan": ("sop",)}
"""Of what is new in a section, what is told of it, by its key."""
_SPAN = re.compile(r"\d{1,2}[.:]\d{2} ?(-|–|s)")
_LONGEST = 200
_SENTENCE = 30
_LAYOUT = "hanya tata letak atau keterangan berkas"
_NEW, _GONE, _EMPTY = "baru", "dihapus", "belum ada"


def differences(before: Texts, after: Texts) -> tuple[str, ...]:
    """Every difference, a line each; none where the documents are the same."""
    lines, names = list[str](), _names(before, after)
    for key in sorted(before.keys() | after.keys(), key=lambda key: (KINDS.index(key[0]), key[1])):
        old, new = before.get(key), after.get(key)
        document = capitalized(called(key, old or new or ""))
        if old is None or new is None:
            lines.append(f"{document}: {_NEW if old is None else 'tidak dipakai lagi'}")
        elif old != new:
            found = [scrub(line) for line in _of_document(key[0], old, new, names)]
            if key[0] == PROFILE and found:
                lines += map(capitalized, found)
            else:
                lines += [f"{document}: {line}" for line in found or [_LAYOUT]]
    return tuple(lines)


def called(key: Key, text: str = "") -> str:
    """What a document is called: `SOP Izin gedung`, where its `text` names it; else by its id."""
    if key[0] in (PROFILE, SURVEY):
        return _CALLED[key[0]]
    name = _read(text).get("nama") if key[0] in (SOP, FORM) else None
    return f"{_CALLED[key[0]]} {name if isinstance(name, str) else key[1]}"


@dataclass(frozen=True, slots=True)
class _Told:
    """How values are told: ids by their names, `none` at all, and what holds while nothing is written."""

    names: Mapping[str, str]
    none: str = _EMPTY
    usual: str = ""

    def unwritten(self, other: Any) -> str:
        """What holds while nothing is written where `other` stands else; empty where nothing does."""
        return self.usual or ("tidak" if isinstance(other, bool) else "")


_PLAIN = _Told({})


@dataclass(frozen=True, slots=True)
class _Names:
    """What is called how: ids by what they are of; the steps of SOPs; what these lay down."""

    known: Mapping[str, Mapping[str, str]]
    steps: Mapping[tuple[str, str], str]
    facts: Mapping[str, Fact]

    def of(self, section: str, key: str) -> _Told:
        """How what stands there is told."""
        if section in ("jam", "jam_pintu", "pintu_khusus"):
            return _Told({}, "tutup")
        at = f"{section}.{key}" if section else key
        usual = _USUAL.get(at) or _USUAL.get(key, "")
        of = "peran" if section == "peran_langkah" else _IDS.get(at) or _IDS.get(key, "")
        names = self.known.get(of) or CHOICES.get(at, {})
        return _Told(names, _NONE.get(at, _EMPTY), usual or _NONE.get(at, ""))


def _names(*versions: Texts) -> _Names:
    known = defaultdict[str, dict[str, str]](dict)
    steps, facts = dict[tuple[str, str], str](), dict[str, Fact]()
    for texts in versions:
        for (kind, name), text in texts.items():
            read = _read(text) if kind in (PROFILE, SOP, FORM) else {}
            if kind == PROFILE:
                for section in ("peran", "keperluan", "layanan"):
                    known[section] |= _called(read, section, "id", "nama")
                known["printer"] |= _printers(read)
            else:
                known[kind][name] = str(read.get("nama", name))
                known["isian"] |= _called(read, "isian", "kunci", "label")
            steps |= {
                (name, number): step for number, step in _called(read, "langkah", "urut", "nama").items()
            }
            facts |= _facts(read.get("ketetapan"))
    return _Names(known, steps, facts)


def _called(read: Mapping[str, Any], section: str, id: str, name: str) -> dict[str, str]:
    """What the entries of a section are called, by their ids."""
    return {str(e[id]): str(e[name]) for e in _tables(read, section) if {id, name} <= e.keys()}


def _printers(read: Mapping[str, Any]) -> dict[str, str]:
    """What the printers that are written in a profile are called."""
    settings = read.get("pengaturan")
    places = [*_tables(read, "loket"), *([settings] if isinstance(settings, dict) else [])]
    written = {str(place.get("printer", "")) for place in places}
    return {text: printer.where for text in written if (printer := read_printer(text)) is not None}


def _facts(read: Any) -> dict[str, Fact]:
    """What an SOP lays down about files, as far as it can be read."""
    found = read.items() if isinstance(read, dict) else ()
    return {
        name: Fact(str(fact.get("nama", name)), fact["pilihan"])
        for name, fact in found
        if isinstance(fact, dict) and isinstance(fact.get("pilihan"), dict)
    }


def _read(text: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}


def _tables(read: Mapping[str, Any], section: str) -> Sequence[Mapping[str, Any]]:
    found = read.get(section, [])
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def _of_document(kind: str, old: str, new: str, names: _Names) -> Iterator[str]:
    if kind == DECREE:
        yield "isinya lain"
        return
    before, after = tomllib.loads(old), tomllib.loads(new)
    for key in dict.fromkeys((*before, *after)):
        was, now = before.get(key), after.get(key)
        if kind == PROFILE and key in _STEPS:
            yield from _of_steps(key, was or {}, now or {}, names)
        elif was != now:
            yield from _of_key(kind, key, was, now, names)


def _of_steps(section: str, old: Any, new: Any, names: _Names) -> Iterator[str]:
    """What an office chose for steps of SOPs."""
    for sop in dict.fromkeys((*old, *new)):
        was, now = old.get(sop, {}), new.get(sop, {})
        for step in dict.fromkeys((*was, *now)):
            if was.get(step) == now.get(step):
                continue
            known = names.of(section, step)
            number, _, sign = step.partition("-")
            what = f"langkah {number} {names.steps.get((sop, number), '')}".strip()
            what = f"paraf {sign} {what}" if sign else what
            place = f"{what}, SOP {names.known[SOP].get(sop, sop)}: {_STEPS[section]}"
            before = _words(was[step], known) if step in was else "menurut SOP"
            after = _words(now[step], known) if step in now else "seperti SOP lagi"
            yield f"{place} {after}, semula {before}"


def _of_key(kind: str, key: str, old: Any, new: Any, names: _Names) -> Iterator[str]:
    """The differences of a key of the head: a value, a table, or a list of tables."""
    if isinstance(new if old is None else old, dict) and not isinstance(new, list):
        word = _word("", key)
        for inner in dict.fromkeys((*(old or {}), *(new or {}))):
            was, now = (old or {}).get(inner), (new or {}).get(inner)
            place = f"{word}: {_word(key if kind == PROFILE else '', inner)}"
            yield from _value(place, was, now, names.of(key, inner))
    elif (tables := _by_label(old or [], new or [])) is not None and (old or new):
        were, are = tables
        for label in dict.fromkeys((*were, *are)):
            yield from _of_entry(kind, key, label, were.get(label), are.get(label), names)
        if [label for label in were if label in are] != [label for label in are if label in were]:
            yield f"{_word('', key)}: urutannya lain"
    else:
        word = _word("", key) if kind == PROFILE else key.replace("_", " ")
        yield from _value(word, old, new, names.of("", key) if kind == PROFILE else _PLAIN)


def _of_entry(kind: str, section: str, label: str, old: Any, new: Any, names: _Names) -> Iterator[str]:
    """The differences of an entry of a list, which is called by its name of before."""
    place = _entry_name(kind, section, label, old if old is not None else new)
    if section == "tambahan":
        sop = str((old if old is not None else new).get("sop"))
        place += f", SOP {names.known[SOP].get(sop, sop)}"
    if old is None or new is None:
        yield f"{place}: {_GONE if new is None else _new(kind, section, new, names)}"
        return
    for key in dict.fromkeys((*old, *new)):
        if kind == FORM and key == "bila":
            yield from _of_condition(place, old.get(key), new.get(key), names)
            continue
        word = _word(section, key) if kind == PROFILE else key.replace("_", " ")
        yield from _value(f"{place}: {word}", old.get(key), new.get(key), names.of(section, key))


def _new(kind: str, section: str, entry: Mapping[str, Any], names: _Names) -> str:
    """That there is such an entry now, with what nobody should choose by mistake."""
    told = _TOLD_OF_NEW.get(section, ()) if kind == PROFILE else ()
    words = (f"{_word(section, key)} {_words(entry.get(key, []), names.of(section, key))}" for key in told)
    return ", ".join([_NEW, *words])


def _of_condition(place: str, old: Any, new: Any, names: _Names) -> Iterator[str]:
    was, now = (f"“{when_words(when or {}, names.facts)}”" for when in (old, new))
    if old != new and new:
        yield f"{place}: hanya bila {now}, semula {was if old else 'selalu'}"
    elif old != new:
        yield f"{place}: tidak lagi hanya bila {was}"


def _entry_name(kind: str, section: str, label: str, entry: Mapping[str, Any]) -> str:
    name = str(next((entry[key] for key in _NAMES if key in entry), label))
    if section == "langkah" and "urut" in entry:
        return f"langkah {entry['urut']} {name}" if name != label else f"langkah {label}"
    before = _ENTRIES.get(section) if kind == PROFILE else section.replace("_", " ")
    if before == "":  # counters are called so themselves
        before = "" if name.casefold().startswith(section) else capitalized(section)
    elif before is None:
        before = section.replace("_", " ")
    elif name.casefold().startswith(f"{before.casefold()} "):
        before = ""
    return f"{before} {name}".strip()


def _value(place: str, old: Any, new: Any, told: _Told) -> Iterator[str]:
    """The difference of one value, or of each of those that a table in it holds."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            yield from _value(f"{place} {key.replace('_', ' ')}", old.get(key), new.get(key), told)
    elif (tables := _by_label(old, new)) is not None:
        were, are = tables
        for label in dict.fromkeys((*were, *are)):
            yield from _value(f"{place} {label}", were.get(label), are.get(label), told)
        if [label for label in were if label in are] != [label for label in are if label in were]:
            yield f"{place}: urutannya lain"
    elif _is_table(old) or _is_table(new):
        yield f"{place}: {_NEW if old is None else _GONE}"
    elif old is None:
        yield f"{place} {_words(new, told)}, semula {told.unwritten(new) or 'belum diisi'}"
    elif new is None:
        yield f"{place} {told.unwritten(old) or 'dikosongkan'}, semula {_words(old, told)}"
    elif isinstance(old, list) and isinstance(new, list) and _sentences([*old, *new]):
        yield from _of_list(place, old, new, told)
    else:
        yield f"{place} {_words(old, told)} menjadi {_words(new, told)}"


def _sentences(values: list[Any]) -> bool:
    return any(isinstance(value, str) and len(value) > _SENTENCE for value in values)


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(e, dict) for e in value))


def _of_list(place: str, old: list[Any], new: list[Any], told: _Told) -> Iterator[str]:
    """What is gone from a long list, and what came, a line each; where neither, its order."""
    gone, came = [e for e in old if e not in new], [e for e in new if e not in old]
    yield from (f"{place}: {_words(entry, told)} tidak disebut lagi" for entry in gone)
    yield from (f"{place}: {_words(entry, told)} ditambahkan" for entry in came)
    if not gone and not came:
        yield f"{place}: urutannya lain"


def _by_label(old: object, new: object) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """Two lists of tables by what tells the tables apart; None where these are none, or nothing does."""
    if not (isinstance(old, list) and isinstance(new, list)):
        return None
    for label in _LABELS if all(isinstance(entry, dict) for entry in (*old, *new)) else ():
        sides = [
            {
                "/".join(str(entry[key]) for key in label): entry
                for entry in side
                if entry.keys() >= set(label)
            }
            for side in (old, new)
        ]
        if [len(side) for side in sides] == [len(old), len(new)]:
            return sides[0], sides[1]
    return None


def _word(section: str, key: str) -> str:
    return _KEYS.get(f"{section}.{key}" if section else key, key.replace("_", " "))


def _words(value: object, told: _Told) -> str:
    """A value in a line: ids by their names, texts in quotes, of very long ones the beginning."""
    match value:
        case str():
            plain = fit(" ".join(value.split()), _LONGEST)
            return told.names[value] if value in told.names else plain if _SPAN.match(plain) else f"“{plain}”"
        case bool():
            return "ya" if value else "tidak"
        case list():
            return fit(", ".join(_words(entry, told) for entry in value) or told.none, 2 * _LONGEST)
        case dict():
            each = (f"{key.replace('_', ' ')} {_words(part, told)}" for key, part in value.items())
            return fit(", ".join(each) or _EMPTY, 2 * _LONGEST)
        case date():
            return f"{value:%d-%m-%Y}"
        case _:
            return str(value)
