"""What a step demands beyond its kind, as the SOP says: requirements, data, who received the permit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from loket.desk.case import entries, file_view
from loket.desk.case.fields import OF_DEMAND, PROOF_FIELDS, amiss, every_amiss, tidied
from loket.desk.case.perform import perform
from loket.desk.errors import Changed, NotReady
from loket.flow.acts import Act, Choose, Take
from loket.office.forms import FieldType, TechnicalField
from loket.sop.model import Demand
from tests import shipped
from tests.desk.kantor import Kantor
from tests.desk.own_office import open_own

Offices = Callable[[str], Kantor]


def test_in_mempawah_the_technical_team_checks_the_requirements_and_writes_the_data(kantor: Offices) -> None:
    office = kantor("mempawah")
    file = office.register().file
    office.do(file, "fo", "lewati")
    office.take(file, "tim_teknis")
    with pytest.raises(NotReady) as refused:
        office.choose(file, "tim_teknis", "lengkap")
    assert "NIB" in refused.value.unchecked
    office.tick(file, "tim_teknis")
    with pytest.raises(NotReady) as refused:
        office.choose(file, "tim_teknis", "lengkap")
    assert "Kode KBLI" in refused.value.empty
    office.fill(file, "tim_teknis")
    office.choose(file, "tim_teknis", "lengkap")
    office.take(file, "jf")
    with pytest.raises(Changed):
        entries.set_mark(office.desk, office.who("jf"), file, "nib", "kurang")


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("18-11-2026", ""),
        ("17 november 2026", ""),
        ("19-11-2026", "belum tiba; paling akhir hari ini"),
        ("1-1-2062", "belum tiba; paling akhir hari ini"),
        ("kemarin", "bukan tanggal; contoh 31-01-2026"),
    ],
)
def test_what_was_paid_or_done_already_has_no_date_to_come(typed: str, wrong: str) -> None:
    paid = next(field for field in PROOF_FIELDS if field.label == "Tanggal setor")
    of_a_form = TechnicalField("tgl_str", "Tanggal STR", FieldType("tanggal_lalu"), obligatory=True)
    for field in (paid, of_a_form):
        assert amiss(field, typed, date(2026, 11, 18)) == wrong
        assert wrong or len(tidied(field.type, typed)) == len("18-11-2026")


@pytest.mark.parametrize(
    ("begins", "ends", "said"),
    [
        ("1-12-2026", "30-11-2026", "lebih awal dari Dipasang mulai; periksa keduanya"),
        ("1-12-2026", "1-12-2026", ""),
        ("1-12-2026", "5 januari 2027", ""),
        ("besok", "30-11-2026", ""),
        ("1-12-2026", "besok", "bukan tanggal; contoh 31-01-2026"),
        ("1-12-2026", "", "isian ini perlu diisi"),
    ],
)
def test_what_ends_does_not_end_before_it_began(begins: str, ends: str, said: str) -> None:
    fields = shipped.form("reklame").fields
    typed = {field.key: "1" for field in fields} | {"mulai": begins, "sampai": ends}
    told = every_amiss(fields, typed, date(2026, 11, 18))
    assert told.get("sampai", "") == said
    assert shipped.form("skp").fields[-2].not_before == "mulai"


def test_what_is_planned_may_be_yet_to_come() -> None:
    planned = TechnicalField("mulai", "Dipasang mulai", FieldType("tanggal"), obligatory=True)
    assert amiss(planned, "1-1-2027", date(2026, 11, 18)) == ""


def test_each_demand_asks_for_fields_or_for_what_the_desk_looks_at() -> None:
    assert {*OF_DEMAND, Demand.DATA, Demand.REQUIREMENTS, Demand.SURVEY} == set(Demand)


PAYMENT = """
id = "retribusi"
nama = "SOP retribusi"
mulai = [2]
peran = { kasir = "Kasir", kadis = "Kadis" }
dokumen = { sumber = "Dikarang untuk pengujian" }

[[langkah]]
urut = 1
nama = "Mengajukan"
jenis = "applicant"
sebelum_pendaftaran = true
cabang = [{ id = "maju", label = "Maju", ke = 2 }]

[[langkah]]
urut = 2
nama = "Menerima setoran"
jenis = "general"
peran = ["kasir"]
meminta = ["setoran"]
cabang = [{ id = "maju", label = "Maju", ke = 3 }]

[[langkah]]
urut = 3
nama = "Memeriksa"
jenis = "general"
peran = ["kadis"]
cabang = [
  { id = "benar", label = "Benar", selesai = true, hasil = "terbit" },
  { id = "lagi", label = "Setor lagi", ke = 2, arah = "mundur" },
]
"""


def test_when_a_step_comes_again_it_asks_anew_when_that_was_done(tmp_path: Path) -> None:
    office = open_own(tmp_path, PAYMENT)
    file, paid = office.come().file, {"setor_bukti": "STS 12", "setor_tanggal": "18-11-2026"}

    def does(key: str, act: Act, remark: str = "") -> None:
        office.at += 60_000
        perform(office.desk, office.who(key), office.ref(file), act, remark=remark)

    def values() -> Mapping[str, str]:
        return file_view.view(office.desk, office.who("kasir"), file).values

    does("kasir", Take())
    entries.save_fields(office.desk, office.who("kasir"), file, paid)
    does("kasir", Choose("maju"))
    does("kadis", Take())
    assert values() == paid
    does("kadis", Choose("lagi"), "kurang bayar")
    does("kasir", Take())
    assert values() == {"setor_bukti": "STS 12"}
    with pytest.raises(NotReady) as refused:
        does("kasir", Choose("maju"))
    assert refused.value.empty == ("Tanggal setor",)
    entries.save_fields(office.desk, office.who("kasir"), file, paid)
    does("kasir", Choose("maju"))
    assert values() == paid
    office.desk.store.close()
