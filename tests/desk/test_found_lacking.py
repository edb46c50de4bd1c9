"""What a later desk found lacking is looked at again there, before the file goes on past it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from loket.desk.case import entries
from loket.desk.case.file_view import lacking
from loket.desk.case.perform import perform
from loket.desk.errors import Changed, NotReady
from loket.flow.acts import Choose, Resubmit, Take
from loket.sop.model import Demand
from tests.desk.own_office import Own, open_own
from tests.desk.test_parts import BPN, PUPR, at, do, sent_out
from tests.desk.undo import f9
from tests.flow.test_strands import RUANG

LATER = """
id = "kemudian"
nama = "Yang kurang ditemukan kemudian"
mulai = [2]

[peran]
fo = "Front Office"
tim = "Tim Teknis"
kadis = "Kepala Dinas"

[ketetapan.saran]
nama = "Saran Tim Teknis"
pilihan = { setuju = "Setuju", tolak = "Tolak" }

[dokumen]
sumber = "Dikarang untuk pengujian"

[[langkah]]
urut = 1
nama = "Mengajukan"
jenis = "pemohon"
sebelum_pendaftaran = true
cabang = [{ id = "ajukan", label = "Ajukan", ke = 2 }]

[[langkah]]
urut = 2
nama = "Kelengkapan"
jenis = "kelengkapan"
peran = ["fo"]
cabang = [{ id = "lengkap", label = "Lengkap", ke = 3 }]

[[langkah]]
urut = 3
nama = "Kajian"
jenis = "penilaian"
peran = ["tim"]
cabang = [
  { id = "setuju", label = "Saran: setuju", ke = 4, mencatat = { saran = "setuju" } },
  { id = "tolak", label = "Saran: tolak", ke = 4, mencatat = { saran = "tolak" } },
  { id = "kurang", label = "Kembalikan", arah = "kembali", kembali_ke = 1, lanjut_di = 3 },
  { id = "gugur", label = "Tolak (akhir)", arah = "tolak", hasil = "ditolak", selesai = true },
]

[[langkah]]
urut = 4
nama = "Penetapan"
jenis = "umum"
peran = ["kadis"]
cabang = [
  { id = "izin", label = "Tetapkan", selesai = true, hasil = "terbit", bila = { saran = ["setuju"] } },
  { id = "surat", label = "Tolak", selesai = true, hasil = "ditolak", bila = { saran = ["tolak"] } },
]
"""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Own]:
    office = open_own(tmp_path, LATER)
    yield office
    office.desk.store.close()


@pytest.fixture
def ruang(tmp_path: Path) -> Iterator[Own]:
    office = open_own(tmp_path, RUANG)
    yield office
    office.desk.store.close()


def mark(office: Own, file: int, key: str, mark: str) -> None:
    office.wait(1)
    entries.set_mark(office.desk, office.who(key), file, "surat", mark)


def assessed(office: Own) -> int:
    """In the hands of the technical team, complete by what the front office saw."""
    file = office.come().file
    office.take(file, "fo")
    mark(office, file, "fo", "ada")
    office.choose(file, "fo", "lengkap")
    office.take(file, "tim")
    return file


def returned(office: Own) -> int:
    """Back in the hands of the team that returned it for its letter."""
    file = assessed(office)
    office.wait(1)
    perform(office.desk, office.who("tim"), office.ref(file), Choose("kurang", missing=("surat",)))
    office.wait(1)
    perform(office.desk, office.who("loket"), office.ref(file), Resubmit())
    office.wait(1)
    office.take(file, "tim")
    return file


def test_what_a_later_desk_returned_for_is_marked_there_before_the_file_goes_on(office: Own) -> None:
    file = returned(office)
    assert office.view(file, "tim").demands(Demand.REQUIREMENTS)
    with pytest.raises(NotReady) as refused:
        office.choose(file, "tim", "setuju")
    assert refused.value.lacking == ("Surat permohonan",)
    mark(office, file, "tim", "periksa")
    with pytest.raises(NotReady) as refused:
        office.choose(file, "tim", "setuju")
    assert refused.value.unchecked == ("Surat permohonan",)
    mark(office, file, "tim", "ada")
    mark(office, file, "tim", "kurang")  # a key pressed too soon can be put right
    mark(office, file, "tim", "ada")
    office.choose(file, "tim", "setuju")
    assert not office.view(file, "kadis").demands(Demand.REQUIREMENTS)
    office.take(file, "kadis")
    with pytest.raises(Changed):
        mark(office, file, "kadis", "kurang")
    office.choose(file, "kadis", "izin")
    assert office.state(file).outcome == "terbit"


@pytest.mark.parametrize("branch", ["kurang", "gugur"])
def test_what_lacks_keeps_no_file_from_going_back_or_being_refused(office: Own, branch: str) -> None:
    office.choose(returned(office), "tim", branch, reason="masih kurang")


def test_an_advice_to_refuse_needs_nothing_that_lacks_nor_does_what_follows(office: Own) -> None:
    file = returned(office)
    assert lacking(office.view(file, "tim")) is None
    office.choose(file, "tim", "tolak")
    assert not office.view(file, "kadis").demands(Demand.REQUIREMENTS)
    office.take(file, "kadis")
    office.choose(file, "kadis", "surat")
    assert office.state(file).outcome == "ditolak"


def test_a_return_that_was_taken_back_leaves_nothing_to_look_at(office: Own) -> None:
    file = assessed(office)
    office.wait(1)
    perform(office.desk, office.who("tim"), office.ref(file), Choose("kurang", missing=("surat",)))
    f9(office.desk, office.who("tim"))
    assert not office.view(file, "tim").demands(Demand.REQUIREMENTS)
    office.choose(file, "tim", "setuju")


def test_what_one_part_returned_for_is_that_parts_to_look_at(ruang: Own) -> None:
    file = sent_out(ruang)
    ruang.wait(1)
    do(ruang, "bpn", at(ruang, file, BPN), Take())
    do(ruang, "pupr", at(ruang, file, PUPR), Take())
    perform(
        ruang.desk, ruang.who("bpn"), at(ruang, file, BPN), Choose("kurang", missing=("surat",), strand=BPN)
    )
    do(ruang, "pupr", at(ruang, file, PUPR), Choose("setuju"))
    do(ruang, "loket", at(ruang, file, BPN), Resubmit())
    do(ruang, "bpn", at(ruang, file, BPN), Take())
    with pytest.raises(NotReady) as refused:
        do(ruang, "bpn", at(ruang, file, BPN), Choose("sesuai"))
    assert refused.value.lacking == ("Surat permohonan",)
    mark(ruang, file, "bpn", "ada")
    do(ruang, "bpn", at(ruang, file, BPN), Choose("sesuai"))


BOTH_CHECK = RUANG.replace('waktu = "60 menit"\n', 'waktu = "60 menit"\nmeminta = ["persyaratan"]\n')


def received_by_one_of_two(office: Own) -> int:
    """Two parts go through the requirements; what one returned for is in the hands of who received it."""
    file = sent_out(office)
    do(office, "bpn", at(office, file, BPN), Take())
    do(office, "pupr", at(office, file, PUPR), Take())
    missing = Choose("kurang", missing=("surat",), strand=BPN)
    perform(office.desk, office.who("bpn"), at(office, file, BPN), missing)
    do(office, "semua", at(office, file, BPN), Resubmit())
    do(office, "semua", at(office, file, BPN), Take())
    return file


def test_what_a_colleague_marked_at_another_part_stays_when_a_receipt_is_taken_back(tmp_path: Path) -> None:
    office = open_own(tmp_path, BOTH_CHECK)
    file = received_by_one_of_two(office)
    mark(office, file, "semua", "ada")
    mark(office, file, "pupr", "periksa")
    mark(office, file, "pupr", "ada")
    f9(office.desk, office.who("semua"))
    f9(office.desk, office.who("semua"))
    view = office.view(file)
    assert (view.checklist[0].mark, view.here is not None and view.here.standing) == (
        "ada",
        "menunggu pemohon",
    )
    office.desk.store.close()


def test_a_mark_of_the_clerk_who_takes_the_receipt_back_gives_way_to_the_colleagues(tmp_path: Path) -> None:
    office = open_own(tmp_path, BOTH_CHECK)
    file = received_by_one_of_two(office)
    mark(office, file, "pupr", "periksa")
    mark(office, file, "semua", "ada")
    f9(office.desk, office.who("semua"))
    f9(office.desk, office.who("semua"))
    assert office.view(file).checklist[0].mark == "periksa"
    office.desk.store.close()
