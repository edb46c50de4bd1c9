"""Pengaturan: each setting with its meaning, what it is now, and whether the office wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from loket.desk.edition.unsure import settled
from loket.office.choices import KIOSK, WITHOUT, ZONES
from loket.office.editing import Place, table
from loket.office.model import KIOSK_HOURS, LEGAL_STARTS, WITHOUT_NUMBER, DayReading, MinutesFrom
from loket.office.shelf import shipped
from loket.text import capitalized, fit
from screens.admin.documents import filled, prepared, profile, put
from screens.admin.page import Blank, Deed, Filling, Item, Listing, Now, Page, Prepared, Typed
from screens.widgets.columns import Column


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting: its field, whose value is what holds while the office writes none; what it means."""

    entry: Blank
    meaning: str
    section: str = ""
    unit: str = ""


_SECTION = "pengaturan"
_WRITTEN, _BROUGHT = "ditulis kantor", "dari profil awal"
_OFFICE = (
    Setting(Blank("nama", "Nama kantor"), "Nama kantor selengkapnya, pada tanda terima dan layar."),
    Setting(Blank("singkatan", "Nama pendek"), "Nama pendek untuk layar."),
    Setting(Blank("kop", "Kop", "lines"), "Baris kop pada tanda terima dan surat, satu sebaris."),
    Setting(Blank("tempat", "Tempat tanda tangan"), "Tempat di depan tanggal pada tanda terima."),
    Setting(Blank("zona", "Zona waktu", "choice", options=list(ZONES.items())), "Zona waktu kantor."),
    Setting(
        Blank("cara_bertanya", "Cara bertanya"),
        "Satu kalimat pada tanda terima: bagaimana pemohon menanyakan berkasnya.",
    ),
)
_TIMES = (
    Setting(
        Blank("hari", "Arti hari", "choice", options=[(day.value, capitalized(day)) for day in DayReading]),
        "Arti “hari” yang ditulis SOP tanpa “kerja”.",
        _SECTION,
    ),
    Setting(
        Blank(
            "menit_sejak",
            "Menit dihitung sejak",
            "choice",
            MinutesFrom.TAKEN,
            [(m.value, capitalized(m)) for m in MinutesFrom],
        ),
        "Sejak kapan menit dan jam suatu langkah dihitung: berkas diambil, atau tiba.",
        _SECTION,
    ),
    Setting(
        Blank("batas_hukum_hari", "Batas keputusan", "number", "5"),
        "Batas keputusan dalam hari kerja (UU 30/2014 jo. UU 6/2023: 5).",
        _SECTION,
        "hari kerja",
    ),
    Setting(
        Blank(
            "batas_hukum_sejak",
            "Batas keputusan sejak",
            "choice",
            LEGAL_STARTS[0],
            [(m.value, capitalized(m)) for m in LEGAL_STARTS],
        ),
        "Sejak berkas dinyatakan lengkap, atau benar.",
        _SECTION,
    ),
    Setting(
        Blank("hampir_hari", "Mendekati batas", "number", "1"),
        "Berapa hari kerja sebelum batasnya sebuah berkas disebut mendekati di layar penyelia.",
        _SECTION,
        "hari kerja",
    ),
    Setting(
        Blank("ingatkan_kalender_hari", "Ingatkan kalender", "number", "60"),
        "Berapa hari sebelum kalender habis program mengingatkan.",
        _SECTION,
        "hari",
    ),
    Setting(
        Blank("selisih_jam_detik", "Selisih jam komputer", "number", "120"),
        "Selisih jam komputer, dalam detik, yang masih dibiarkan; lebih dari itu jam ditanyakan dulu.",
        _SECTION,
        "detik",
    ),
)
_NUMBERS = (
    Setting(
        Blank("nomor_berkas", "Pola nomor berkas"),
        "Misalnya {urut:05} atau {urut:04}/{kode_izin}/{tahun}; juga {bulan}, {bulan_romawi}, {unit},"
        " {klasifikasi}. Dengan {tahun} mulai lagi dari 1 setiap tahun.",
        _SECTION,
    ),
    Setting(Blank("unit", "Unit"), "Teks untuk {unit} dalam pola nomor.", _SECTION),
    Setting(Blank("klasifikasi", "Klasifikasi"), "Teks untuk {klasifikasi} dalam pola nomor.", _SECTION),
)
_SCREENS = (
    Setting(
        Blank("jeda_menit", "Layar menutup sendiri", "number", "30"),
        "Sesudah berapa menit tanpa sentuhan; tidak selagi nomor dilayani. 0: tidak pernah.",
        _SECTION,
        "menit",
    ),
)
_BACKUPS = (
    Setting(
        Blank("cadangan_harian", "Cadangan harian", "number", "7"),
        "Dari berapa hari terakhir satu cadangan disimpan; yang terbaru tidak pernah dihapus.",
        _SECTION,
        "hari",
    ),
    Setting(
        Blank("cadangan_mingguan", "Cadangan mingguan", "number", "5"),
        "Dari berapa minggu terakhir satu cadangan disimpan.",
        _SECTION,
        "minggu",
    ),
    Setting(
        Blank("ingatkan_cadangan_hari", "Ingatkan cadangan", "number", "2"),
        "Sesudah berapa hari tanpa cadangan layar penyelia menyebutnya berwarna.",
        _SECTION,
        "hari",
    ),
)
_SCANS = (
    Setting(
        Blank("folder_lampiran", "Folder lampiran"),
        "Letaknya di komputer yang menjalankan loket tugas, misalnya /srv/lampiran. PDF, PNG, JPEG di sana"
        " yang namanya dimulai nomor berkas (00012 - KTP.pdf) dilampirkan padanya, lalu pindah ke selesai.",
        _SECTION,
    ),
)
_MORNING = (
    Setting(
        Blank("cetak_lembar_pagi", "Lembar pagi dicetak"),
        "Pukul berapa loket tugas mencetaknya pada hari kerja, misalnya 07.45, di printer kantor."
        " Kosong: tidak dicetak sendiri; penyelia membukanya dengan L atau Ctrl+N.",
        _SECTION,
    ),
)
_QUEUE = (
    Setting(
        Blank("prioritas_banding", "Didahulukan", "number", "0"),
        "Berapa nomor (lansia, ibu hamil …) paling banyak mendahului di antara dua nomor biasa."
        " 0: semua menurut kedatangan.",
        _SECTION,
        "banding 1",
    ),
    Setting(
        Blank("prioritas_menit", "Paling lama menunggu", "number", "45"),
        "Sesudah menunggu berapa menit nomor biasa tidak didahului lagi.",
        _SECTION,
        "menit",
    ),
    Setting(
        Blank("panggilan_terbanyak", "Panggilan terbanyak", "number", "3"),
        "Berapa kali satu nomor dipanggil, ulangannya termasuk.",
        _SECTION,
        "kali",
    ),
    Setting(
        Blank("jeda_panggilan_detik", "Jeda panggilan", "number", "10"),
        "Berapa detik sesudah dipanggil sebuah nomor boleh dipanggil ulang.",
        _SECTION,
        "detik",
    ),
    Setting(
        Blank("pesanan_mendahului_menit", "Pesanan mendahului", "number", "15"),
        "Yang memesan jam dan datang pada waktunya mendahului yang datang sejak sekian menit sebelum jamnya.",
        _SECTION,
        "menit",
    ),
    Setting(
        Blank("pesanan_terlambat_menit", "Pesanan terlambat", "number", "15"),
        "Sekian menit sesudah jamnya pesanan masih pada waktunya; yang lebih lambat menurut kedatangannya.",
        _SECTION,
        "menit",
    ),
    Setting(
        Blank("nomor_terakhir_menit", "Nomor terakhir", "number", "0"),
        "Berapa menit sebelum pintu tutup hari itu nomor tidak diberikan lagi; yang menunggu tetap dilayani.",
        _SECTION,
        "menit sebelum tutup",
    ),
    Setting(
        Blank("perhatian_menit", "Perlu perhatian", "number", "20"),
        "Sesudah menunggu berapa menit antrean disebut padat di layar penyelia; keperluan atau layanan boleh"
        " punya angkanya sendiri.",
        _SECTION,
        "menit",
    ),
    Setting(
        Blank("tindakan_menit", "Perlu tindakan", "number", "40"),
        "Sesudah menunggu berapa menit antrean disebut melimpah, dan penyelia diberi tahu.",
        _SECTION,
        "menit",
    ),
    Setting(
        Blank("melimpah_nomor", "Melimpah sejak", "number", "15"),
        "Berapa nomor menunggu untuk satu keperluan, sehingga antreannya disebut melimpah juga sebelum ada"
        " yang menunggu lama. 0: hanya menurut lamanya.",
        _SECTION,
        "nomor",
    ),
    Setting(
        Blank("tidak_memanggil_menit", "Tidak memanggil", "number", "10"),
        "Sesudah berapa menit tanpa panggilan, padahal ada yang menunggu, penyelia diberi tahu. Loket yang"
        " sedang melayani tidak dihitung.",
        _SECTION,
        "menit",
    ),
    Setting(
        Blank(
            "kios_jam",
            "Kios memberi nomor",
            "choice",
            KIOSK_HOURS[0],
            list(KIOSK.items()),
        ),
        "Selama pintu buka: jam pintu, atau jam kerja bila jam pintu tidak diisi; hari libur tidak.",
        _SECTION,
    ),
    Setting(
        Blank(
            "tanpa_nomor",
            "Datang tanpa nomor",
            "choice",
            WITHOUT_NUMBER[0],
            list(WITHOUT.items()),
        ),
        "Diberi nomor: yang mendaftar, melengkapi, atau mengambil di loket tanpa nomor mendapatnya di sana"
        " dan langsung dilayani, tercatat dan dihitung seperti yang lain.",
        _SECTION,
    ),
)
GROUPS: Mapping[str, tuple[Setting, ...]] = {
    "Kantor": _OFFICE,
    "Waktu": _TIMES,
    "Nomor berkas": _NUMBERS,
    "Antrean": _QUEUE,
    "Layar": _SCREENS,
    "Cadangan": _BACKUPS,
    "Lampiran": _SCANS,
    "Lembar pagi": _MORNING,
}


def read(now: Now) -> Listing:
    """All settings, in groups."""
    head = table(now.seen.texts, profile(now))
    below = table(now.seen.texts, profile(now), _SECTION)
    came = shipped().find(*profile(now))
    brought = {profile(now): str(came.text)} if came is not None else {profile(now): ""}
    first, first_below = table(brought, profile(now)), table(brought, profile(now), _SECTION)
    return Listing(
        [
            _item(now, setting, (below, first_below) if setting.section else (head, first), group)
            for group, settings in GROUPS.items()
            for setting in settings
        ]
    )


def _item(now: Now, setting: Setting, known: tuple[Mapping[str, Any], Mapping[str, Any]], group: str) -> Item:
    """A setting; `known` is what the office has written, and what the profile held with which it began."""
    values, brought = known
    entry = filled(setting.entry, values)
    words = dict(entry.options).get(entry.value, entry.value.replace("\n", " / "))
    source = _WRITTEN if entry.name in values else "bawaan program"
    if entry.name in values and values[entry.name] == brought.get(entry.name):
        source = _BROUGHT
    words = f"{words} {setting.unit}" if words and setting.unit else words
    if not words:
        words, source = "—", "belum diisi"
    return Item(
        entry.name,
        (entry.label, fit(words, 200), "" if source == _WRITTEN else source),
        (f"{entry.label}: {words}", setting.meaning, f"Asal: {source}."),
        (Deed("f4", "Ubah", does="change", fill=lambda: _changing(now, setting, entry)),),
        group=group,
    )


def _changing(now: Now, setting: Setting, entry: Blank) -> Filling:
    at = Place(profile(now), setting.section)

    def prepare(typed: Typed) -> Prepared:
        edits = put(at, (entry,), typed)
        if edits and typed[entry.name] and not setting.section:
            edits += settled(now.office, now.seen, entry.name)
        return prepared(now, edits, f"{entry.label} diubah.", at)

    return Filling(setting.meaning, (entry,), prepare)


PAGE = Page(
    "Pengaturan",
    "Nama dan kop kantor, cara waktu dihitung, nomor berkas, layar.",
    (Column("label"), Column("value", weight=1), Column("source", from_width=70)),
    read,
    still=True,
)
