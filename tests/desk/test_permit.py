"""A permit has a number where one is issued: a refusal that is printed has none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from loket.desk.case.perform import perform
from loket.desk.errors import NotReady
from loket.flow.acts import Choose, Take
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
