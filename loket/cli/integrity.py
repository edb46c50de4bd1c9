"""`loket periksa`: whether an office's data are whole, a plain sentence for each thing that is not.

The head that it prints is the anchor of later: whoever can write the database can rebuild it from any entry
on, journal and all, and is found out only by a head that was kept elsewhere. So it is short enough to be
written down by hand: of the hash the first 16 hexadecimal digits. Somebody who wanted to hit these by chance
would have to make 2^64 journals.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

import typer

from loket.cli.failed import Failed
from loket.cli.opened import Data, opened
from loket.desk.agreement.finding import Finding, Kind
from loket.desk.integrity import Findings, Head, examine
from loket.desk.words.restored import absent

NAMED = 20
GIVE_ROLE = "Beri peran itu kepada petugas (loket petugas), atau kembalikan ke profil kantor."
MISDATED = "Terhitung lagi pada tindakan berikutnya atas berkas itu."
AHEAD = "Waktu berkas diperbaiki penyelia (F6 di Semua berkas); nomor antrean ditutup di loket."
BEHIND = "edisi terbaru tidak terbaca program ini; yang dipakai edisi sebelumnya. Perbarui program ini."
RESTORE = "Bandingkan dengan cadangan, atau hubungi pemelihara program."
_SENTENCES: Mapping[Kind, tuple[str, str, str]] = {
    Kind.SCHEMA: ("Basis data", "{} tidak seperti dibuat program ini", "Hubungi pemelihara program."),
    Kind.DANGLING: ("Basis data", "di tabel {} ada rujukan ke baris yang hilang", "Pulihkan dari cadangan."),
    Kind.ENTRY: ("Riwayat", "catatan ke-{} tidak terbaca", RESTORE),
    Kind.GAP: ("Riwayat", "hilang catatan {}", RESTORE),
    Kind.FILE_GONE: ("Berkas", "{} ada di riwayat, tetapi tidak ada lagi di daftar", RESTORE),
    Kind.REGISTRATION: ("Berkas", "data pendaftaran {} bukan yang dicatat saat mendaftar", RESTORE),
    Kind.SEARCH: ("Pencarian", "{} tidak akan ditemukan dengan namanya", "Hubungi pemelihara program."),
    Kind.VALUE: ("Isian", "{} bukan lagi yang dicatat", RESTORE),
    Kind.VALUE_GONE: ("Isian", "{} hilang", RESTORE),
    Kind.VALUE_ADDED: ("Isian", "{} tidak ada di riwayat", RESTORE),
    Kind.ERASED_UNTOLD: ("Isian", "{} kosong tanpa penghapusan yang tercatat", RESTORE),
    Kind.NOT_ERASED: ("Isian", "{} tercatat dihapus, tetapi masih ada", "Hapus lagi dengan loket pdp hapus."),
    Kind.APPLICANT: ("Pemohon", "{} di pencarian bukan data terakhir yang dicatat", RESTORE),
    Kind.DEVICE: ("Perangkat", "ke-{} tidak sesuai riwayat", "Beri kunci baru: loket perangkat ganti."),
    Kind.ROSTER: ("Jadwal petugas", "catatan ke-{} tidak sesuai riwayat", "Betulkan dengan loket jadwal."),
    Kind.PERSON: (
        "Petugas",
        "{} tidak sesuai riwayat",
        "Tanyakan kepada admin; betulkan dengan loket petugas.",
    ),
    Kind.DAY: ("Kalender", "{} bukan yang dicatat", "Catat lagi dengan loket kalender."),
    Kind.OFFICE: ("Kantor", "{} bukan yang dicatat", RESTORE),
    Kind.DOCUMENT: ("Dokumen kantor", "teks {} sudah diubah", RESTORE),
    Kind.DOCUMENT_GONE: ("Dokumen kantor", "{} hilang", RESTORE),
    Kind.BLOB: ("Lampiran", "isi {} bukan lagi yang disimpan", RESTORE),
    Kind.BLOB_GONE: ("Lampiran", "{} tidak ada di foldernya", "Ambil dari cadangan (loket pulihkan)."),
    Kind.BLOB_ROW: ("Lampiran", "{} bukan yang dicatat", RESTORE),
    Kind.FOLDER: ("Lampiran", "folder {} bukan folder kantor ini", "Sebut foldernya pada LOKET_BERKAS."),
    Kind.SURVEY: ("Survei", "jumlah atau isi survei {} bukan yang dicatat", RESTORE),
    Kind.UNREADABLE: ("Pemeriksaan", "{} tidak dapat diperiksa, ada nilai yang rusak", RESTORE),
    Kind.SERIES: (
        "Penomoran",
        "seri {} tertinggal di belakang nomor yang sudah ada",
        "Nomor yang sudah ada dilewati sendiri pada nomor berikutnya.",
    ),
}
_ANCHOR = re.compile(r"([0-9]+):([0-9a-f]{16,64})")


def _anchor(typed: str) -> Head:
    """The head that somebody wrote down. Raises Failed."""
    found = _ANCHOR.fullmatch(re.sub(r"[\s-]", "", typed).lower())
    if found is None:
        raise Failed(
            "Isi --jangkar belum benar; tulis seperti yang dicetak loket periksa: 1234:9f3a-77b1-02cd-88e0."
        )
    return Head(int(found[1]), found[2])


def add_to(app: typer.Typer) -> None:
    """Hang the command into the tree."""
    app.command("periksa", help="Periksa apakah data kantor utuh.")(check)


Anchor = Annotated[
    str | None, typer.Option("--jangkar", metavar="NOMOR:SIDIK", help="ujung riwayat yang dicetak dahulu")
]


def check(data: Data = None, anchor: Anchor = None) -> int:
    """Print what was found, a sentence each; exit code 1 when something is not whole."""
    known = _anchor(anchor) if anchor is not None else None
    with opened(data, settle=False, broken=True) as desk:
        found = examine(desk, known)
    print("\n".join([*sentences(found), *_anchored(found, known)]))
    return 0 if found.whole else 1


def sentences(found: Findings) -> list[str]:
    """What was found, a sentence each."""
    if not found.sound:
        return ["Basis data: ada bagian yang rusak. Pulihkan dari cadangan."]
    of_tables = [_sentence(wrong) for wrong in found.wrong if wrong.kind in (Kind.SCHEMA, Kind.DANGLING)]
    said = [
        *(of_tables or ["Basis data: utuh."]),
        f"Riwayat: {_journal(found)}",
        f"Berkas: {_agreeing(found.files, found.differing)}",
    ]
    if found.numbers:
        said.append(f"Nomor antrean: {_agreeing(found.numbers, found.numbers_differing)}")
    if found.erased:
        said.append(f"Data pribadi: {found.erased} isian dihapus menurut penetapan.")
    said += [s for s in map(_sentence, found.wrong) if s not in of_tables]
    if found.mended:
        said.append(
            f"Penomoran: seri {_named(found.mended)} pernah tertinggal; nomor yang sudah ada dilewati."
        )
    if found.misdated:
        said.append(f"Batas waktu: di daftar {_named(found.misdated)} lain dari hitungan. {MISDATED}")
    if found.ahead:
        said.append(f"Jam komputer: {_named(found.ahead)} bertanggal jam yang maju. {AHEAD}")
    if found.stranded:
        said.append(
            f"Peran: {_named(found.stranded)} menunggu peran yang tidak dipegang siapa pun. {GIVE_ROLE}"
        )
    return [*said, f"Dokumen kantor: {BEHIND}"] if found.behind else said


def _sentence(found: Finding) -> str:
    label, wrong, advice = _SENTENCES[found.kind]
    return f"{label}: {wrong.format(_named(found.named))}. {advice}"


def _anchored(found: Findings, anchor: Head | None) -> list[str]:
    """Whether the journal passes through an earlier head, and the present one to be written down."""
    if not found.sound:
        return []
    said = []
    if found.lost is not None:
        known = f"{absent(found.lost)}, padahal ada waktu Loket terakhir ditutup"
        said.append(f"Riwayat: {known}. Bila data dipulihkan, penyelia atau admin memastikannya saat masuk.")
    if anchor is not None and found.anchored:
        said.append(f"Jangkar: catatan ke-{anchor.number} masih seperti waktu dicetak.")
    elif anchor is not None:
        wrong = "bukan lagi yang dicetak dahulu" if anchor.number <= found.head.number else "tidak ada"
        said.append(
            f"Jangkar: catatan ke-{anchor.number} {wrong}; riwayat sebelum atau pada catatan itu diganti"
            " atau terpotong. Bandingkan dengan cadangan."
        )
    return [*said, f"Ujung riwayat: {found.head.written}. Catat di luar komputer ini untuk --jangkar."]


def _journal(found: Findings) -> str:
    if found.broken_at is None:
        return f"utuh ({found.entries} catatan)."
    wrong = "diubah, hilang, atau tidak pada tempatnya"
    return f"catatan ke-{found.broken_at} {wrong}. Bandingkan dengan cadangan."


def _agreeing(examined: int, differing: tuple[str, ...]) -> str:
    if not differing:
        return f"{examined} diperiksa, semuanya sesuai riwayat."
    wrong = f"{len(differing)} dari {examined} tidak sesuai riwayat"
    return f"{wrong}: {_named(differing)}. Hubungi pemelihara program."


def _named(numbers: tuple[str, ...]) -> str:
    more = len(numbers) - NAMED
    return ", ".join(numbers[:NAMED]) + (f" dan {more} lagi" if more > 0 else "")
