"""A permit has a number where one is issued: a refusal that is printed has none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from loket.desk.case import entries, file_view, lists
from loket.desk.case.file_view import lacking
from loket.desk.case.perform import perform
from loket.desk.errors import NotReady
from loket.desk.integrity import examine
from loket.desk.words.refusals import at_fields, not_ready
from loket.flow.acts import Choose, Take
from loket.store import files
from loket.store.files import PERMIT_NUMBER
from loket.store.sql import text
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


def printing(office: Kantor, number: str) -> int:
    """A file whose permit is about to be printed with this number."""
    file, fo4 = at_step(office, 10), office.who("fo4")
    perform(office.desk, fo4, office.ref(file), Take())
    dated = {"izin_tanggal": "31-01-2026", "izin_sampai": "31-12-2029"}
    entries.save_fields(office.desk, fo4, file, {PERMIT_NUMBER: number, **dated})
    return file


def sent_on(office: Kantor, file: int) -> None:
    perform(office.desk, office.who("fo4"), office.ref(file), Choose("dicetak"))


def test_one_number_is_one_permit(karimun: Kantor) -> None:
    first, second = printing(karimun, "503/12/SIPB/2026"), printing(karimun, "503/12/SIPB/2026")
    with pytest.raises(NotReady) as refused:
        sent_on(karimun, second)
    assert not_ready(refused.value) == "Nomor izin ini sudah dipakai berkas 00001."
    assert at_fields(refused.value) == {PERMIT_NUMBER: "Sudah dipakai berkas 00001."}
    seen = lacking(file_view.view(karimun.desk, karimun.who("fo4"), second))
    assert seen is not None
    assert at_fields(seen) == at_fields(refused.value)
    sent_on(karimun, first)
    with pytest.raises(NotReady):
        sent_on(karimun, second)
    entries.save_fields(karimun.desk, karimun.who("fo4"), second, {PERMIT_NUMBER: "503/13/SIPB/2026"})
    sent_on(karimun, second)


def test_a_number_that_was_put_right_or_is_of_a_voided_file_is_free(karimun: Kantor) -> None:
    first, second = printing(karimun, "503/12"), printing(karimun, "503/13")
    entries.save_fields(karimun.desk, karimun.who("fo4"), first, {PERMIT_NUMBER: "503/14"})
    third = printing(karimun, "503/12")
    sent_on(karimun, third)
    with karimun.desk.store.write() as conn:
        conn.execute(text("UPDATE file SET outcome = 'dibatalkan' WHERE id = :id"), {"id": second})
    sent_on(karimun, printing(karimun, "503/13"))


@pytest.mark.of_file
def test_the_number_of_a_permit_is_looked_up_by_an_index(karimun: Kantor) -> None:
    with karimun.desk.store.read() as conn:
        rows = conn.execute(text(f"EXPLAIN QUERY PLAN {files.WITH_PERMIT}"), {"file": 1})
        plan = [row.detail for row in rows]
    assert any("ix_value_permit" in step for step in plan)
    assert not any("SCAN" in step for step in plan)
