"""What changed between two versions of an office's documents is told where and what, in the file's words."""

from __future__ import annotations

import pytest

from loket.office.differences import differences
from loket.office.shelf import Key, Texts
from loket.office.whole import read_named

KARIMUN = read_named("karimun").texts
PROFILE: Key = ("profile", "karimun")
SOP: Key = ("sop", "karimun-sicantik")


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
            "profil karimun: pengaturan hari: “hari kerja” menjadi “hari kalender”",
        ),
        (
            PROFILE,
            'id = "reklame"\n',
            'id = "reklame"\njangka_waktu = "3 hari kerja"\n',
            "profil karimun: layanan reklame jangka waktu: “3 hari kerja”, semula tidak ditulis",
        ),
        (
            PROFILE,
            '[[jam]]\nnama = "Jam pelayanan"\nsenin = ["07.30-12.00", "13.00-16.00"]',
            '[[jam]]\nnama = "Jam pelayanan"\nsenin = ["07.30-12.00"]',
            "profil karimun: jam Jam pelayanan senin: “07.30-12.00”, “13.00-16.00” menjadi “07.30-12.00”",
        ),
        (
            SOP,
            'nama = "Pemeriksaan kelengkapan"',
            'nama = "Cek"',
            "SOP karimun-sicantik: langkah 5 nama: “Pemeriksaan kelengkapan” menjadi “Cek”",
        ),
        (
            SOP,
            "\nmulai = ",
            "\n# catatan\nmulai = ",
            "SOP karimun-sicantik: hanya tata letak atau keterangan berkas",
        ),
    ],
)
def test_one_change_is_one_line(key: Key, old: str, new: str, line: str) -> None:
    assert told(key, old, new) == (line,)


def test_what_came_and_went_is_named() -> None:
    form: Key = ("form", "apotek")
    without: Texts = {key: text for key, text in KARIMUN.items() if key != form}
    assert differences(KARIMUN, without) == ("formulir apotek: tidak dipakai lagi",)
    assert differences(without, KARIMUN) == ("formulir apotek: baru",)


def test_steps_in_another_order_are_told_so() -> None:
    old: Texts = {SOP: "[[langkah]]\nurut = 1\n[[langkah]]\nurut = 2\n[[langkah]]\nurut = 3"}
    new: Texts = {SOP: '[[langkah]]\nurut = 3\n[[langkah]]\nurut = 1\nnama = "A"'}
    assert differences(old, new) == (
        "SOP karimun-sicantik: langkah 1 nama: “A”, semula tidak ditulis",
        "SOP karimun-sicantik: langkah 2: dihapus",
        "SOP karimun-sicantik: langkah: urutannya lain",
    )
