"""What changed between two versions of an office's documents is told where and what, in a person's words."""

from __future__ import annotations

import pytest

from loket.office.differences import differences
from loket.office.shelf import Key, Texts
from loket.office.whole import read_named

KARIMUN = read_named("karimun").texts
PROFILE: Key = ("profile", "karimun")
SOP: Key = ("sop", "karimun-sicantik")
SICANTIK = "SOP Penerbitan izin dengan siCantik Cloud (Karimun)"


def told(key: Key, old: str, new: str) -> tuple[str, ...]:
    assert old in KARIMUN[key]
    return differences(KARIMUN, {**KARIMUN, key: KARIMUN[key].replace(old, new, 1)})


def test_the_same_documents_differ_in_nothing() -> None:
    assert differences(KARIMUN, dict(KARIMUN)) == ()


@pytest.mark.parametrize(
    ("key", "old", "new", "line"),
    [
        (
            PROFILE,
            'hari = "hari kerja"',
            'hari = "hari kalender"',
            "Pengaturan: arti hari “hari kerja” menjadi “hari kalender”",
        ),
        (
            PROFILE,
            'id = "reklame"\n',
            'id = "reklame"\njangka_waktu = "3 hari kerja"\n',
            "Layanan Izin Reklame: Standar Pelayanan “3 hari kerja”, semula belum diisi",
        ),
        (
            PROFILE,
            '[[jam]]\nnama = "Jam pelayanan"\nsenin = ["07.30-12.00", "13.00-16.00"]',
            '[[jam]]\nnama = "Jam pelayanan"\nsenin = ["07.30-12.00"]',
            "Jam pelayanan: senin 07.30-12.00, 13.00-16.00 menjadi 07.30-12.00",
        ),
        (
            SOP,
            'nama = "Pemeriksaan kelengkapan"',
            'nama = "Cek"',
            f"{SICANTIK}: langkah 5 Pemeriksaan kelengkapan: nama “Pemeriksaan kelengkapan” menjadi “Cek”",
        ),
        (
            SOP,
            "\nmulai = ",
            "\n# catatan\nmulai = ",
            f"{SICANTIK}: hanya tata letak atau keterangan berkas",
        ),
        (
            PROFILE,
            'id = "1"\nnama = "Loket 1"\nperan = []',
            'id = "1"\nnama = "Loket 1"\nperan = ["fo2", "kasi"]',
            "Loket 1: yang duduk di sana belum ada menjadi FO/Petugas Loket 2, Kepala Seksi Perizinan",
        ),
        (PROFILE, '[[loket]]\nid = "3"\nnama = "Loket 3"\nperan = []\n', "", "Loket 3: dihapus"),
        (
            PROFILE,
            "[[jam]]",
            '[[pejabat]]\nnama = "Dewi Contoh, S.H."\njabatan = "Kepala Dinas"\n\n[[jam]]',
            "Pejabat Dewi Contoh, S.H.: baru",
        ),
        (
            PROFILE,
            "[pengaturan]",
            '[peran_langkah.karimun-sicantik]\n8 = ["bo"]\n\n[pengaturan]',
            f"Langkah 8 Persetujuan Kepala Bidang, {SICANTIK}: dikerjakan BO/Analis Dokumen Perizinan,"
            " semula menurut SOP",
        ),
        (
            PROFILE,
            '    "Siapa saja yang boleh memanggil nomor di Loket 4 dan Loket 5.",\n',
            "",
            "Yang masih harus dipastikan: “Siapa saja yang boleh memanggil nomor di Loket 4 dan Loket 5.”"
            " tidak disebut lagi",
        ),
    ],
)
def test_one_change_is_one_line(key: Key, old: str, new: str, line: str) -> None:
    assert told(key, old, new) == (line,)


def test_what_came_and_went_is_named() -> None:
    form: Key = ("form", "apotek")
    without: Texts = {key: text for key, text in KARIMUN.items() if key != form}
    assert differences(KARIMUN, without) == ("Formulir Izin Apotek: tidak dipakai lagi",)
    assert differences(without, KARIMUN) == ("Formulir Izin Apotek: baru",)


def test_steps_in_another_order_are_told_so() -> None:
    old: Texts = {SOP: "[[langkah]]\nurut = 1\n[[langkah]]\nurut = 2\n[[langkah]]\nurut = 3"}
    new: Texts = {SOP: '[[langkah]]\nurut = 3\n[[langkah]]\nurut = 1\nnama = "A"'}
    assert differences(old, new) == (
        "SOP karimun-sicantik: langkah 1: nama “A”, semula belum diisi",
        "SOP karimun-sicantik: langkah 2: dihapus",
        "SOP karimun-sicantik: langkah: urutannya lain",
    )
