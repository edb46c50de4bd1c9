"""A permit has a number where one is issued: a refusal that is printed has none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from loket.desk.case import entries, lists
from loket.desk.case.perform import perform
from loket.desk.errors import NotReady
from loket.desk.integrity import examine
from loket.flow.acts import Choose, Take
from loket.store.files import PERMIT_NUMBER
from tests import registering
from tests.desk.kantor import Kantor, at_step
from tests.desk.own_office import Own, open_own

STEPS = """
id = "surat"
nama = "SOP surat"
mulai = [2]
peran = { kadis = "Kadis", cetak = "Pencetakan" }
dokumen = { sumber = "Dikarang untuk pengujian" }

[[langkah]]
urut = 1
nama = "Mengajukan"
jenis = "applicant"
sebelum_pendaftaran = true
cabang = [{ id = "maju", label = "Maju", ke = 2 }]

[[langkah]]
urut = 2
nama = "Memutuskan"
jenis = "general"
peran = ["kadis"]
cabang = [
  { id = "izin", label = "Tetapkan", ke = 3, hasil = "terbit" },
  { id = "surat", label = "Surat penolakan", ke = 3, hasil = "ditolak" },
]

[[langkah]]
urut = 3
nama = "Mencetak"
jenis = "print"
peran = ["cetak"]
cabang = [{ id = "cetak", label = "Sudah dicetak", selesai = true }]
"""


@pytest.fixture
def surat(tmp_path: Path) -> Iterator[Own]:
    office = open_own(tmp_path, STEPS)
    yield office
    office.desk.store.close()


def printed(office: Own, decision: str) -> None:
    file = office.come().file
    for key, branch in (("kadis", decision), ("cetak", "cetak")):
        perform(office.desk, office.who(key), office.ref(file), Take())
        perform(office.desk, office.who(key), office.ref(file), Choose(branch))


def test_a_permit_is_not_printed_without_its_number(surat: Own) -> None:
    with pytest.raises(NotReady) as lacks:
        printed(surat, "izin")
    assert "Nomor izin" in lacks.value.empty


def test_a_letter_of_refusal_is(surat: Own) -> None:
    printed(surat, "surat")


def test_a_file_is_found_by_the_number_of_its_permit_as_it_was_put_right(karimun: Kantor) -> None:
    file, fo4 = at_step(karimun, 10), karimun.who("fo4")
    perform(karimun.desk, fo4, karimun.ref(file), Take())

    def found(typed: str) -> list[int]:
        return [row.work.file_id for row in lists.find(karimun.desk, fo4, typed)]

    assert found("503/12/SIPB") == []
    for number in ("503/12/SIPB/2026", "503/21/SIPB/2026"):
        entries.save_fields(karimun.desk, fo4, file, {PERMIT_NUMBER: number})
    assert [found(typed) for typed in ("503/12/SIPB", "503/21/sipb", "503.21.SIPB.2026", "00001")] == [
        [],
        [file],
        [file],
        [file],
    ]
    registering.correct(karimun.desk, fo4, karimun.ref(file), {"phone": "081200009999"}, "salah ketik")
    assert found("503/21/SIPB") == [file]
    assert examine(karimun.desk).whole
