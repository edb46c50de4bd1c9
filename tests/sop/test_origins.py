"""Facts that come from elsewhere than a branch: what is read of them, and what can be wrong with them."""

from __future__ import annotations

import pytest

from loket.sop import load
from loket.sop.export import as_data
from loket.sop.model import Origin
from loket.sop.show import lines
from tests.sop.test_faults import HEAD, faults_of, step, the_fault
from tests.sop.test_rows import SOP

BUILDING = """[ketetapan.bangunan]
nama = "Jenis bangunan"
asal = "isian"
isian = "bangunan"
pilihan = { hotel = "Hotel", rumah = "Rumah" }
"""
FORWARD = 'id = "{0}"\nlabel = "Ya"\nke = 3\nbila = {{ {1} = ["{0}"] }}\n'


def fact(words: str) -> str:
    return HEAD.replace("[dokumen]", words + "[dokumen]")


def test_where_a_fact_comes_from_is_read_and_told() -> None:
    procedure = load(SOP)
    assert {name: f.origin for name, f in procedure.facts.items()} == {
        "izin": Origin.SERVICE,
        "permohonan": Origin.REQUEST,
        "usaha": Origin.FIELD,
    }
    assert as_data(procedure)["ketetapan"]["usaha"]["isian"] == "usaha"
    shown = "\n".join(lines(procedure, 100))
    assert "Jenis usaha: menurut isian usaha" in shown
    assert "Yang terbit: PKPLH atau SKKLH" in shown


def test_what_is_brought_forth_is_told_in_words_where_it_is_known() -> None:
    procedure = load(SOP)
    assert procedure.product_of({"izin": "amdal"}) == "SKKLH"
    assert procedure.product_of({}) == ""


def test_a_fact_of_a_field_names_the_field() -> None:
    fault = the_fault(fact(BUILDING.replace('isian = "bangunan"\n', "")) + step())
    assert fault.key == "ketetapan.bangunan.isian"
    fault = the_fault(fact(BUILDING.replace('asal = "isian"', 'asal = "layanan"')) + step())
    assert (fault.key, fault.right) == ("ketetapan.bangunan.isian", 'hanya bersama asal = "isian"')


def test_no_branch_records_what_comes_from_elsewhere() -> None:
    way = 'id = "ya"\nlabel = "Ya"\nselesai = true\nmencatat = { bangunan = "hotel" }'
    assert the_fault(fact(BUILDING) + step(2, way)).key == "langkah[2].cabang[ya].mencatat.bangunan"


def test_an_application_is_one_of_three_kinds() -> None:
    words = (
        '[ketetapan.jenis]\nnama = "J"\nasal = "permohonan"\npilihan = { baru = "Baru", ulang = "Ulang" }\n'
    )
    fault = the_fault(fact(words) + step())
    assert (fault.key, fault.wrong) == ("ketetapan.jenis.pilihan", "ulang bukan jenis permohonan")


def test_what_is_brought_forth_is_a_declared_fact() -> None:
    assert the_fault(HEAD.replace("mulai = [2]", 'mulai = [2]\nproduk = "izin"') + step()).key == "produk"


@pytest.mark.parametrize(
    ("kind", "ways", "blocked"),
    [
        ("entry", ("hotel", "rumah"), []),
        ("entry", ("hotel",), ["langkah[2].cabang"]),
        ("verification", ("hotel", "rumah"), ["langkah[2].cabang"]),
    ],
)
def test_each_choice_of_a_field_has_a_way_out_once_it_was_asked_for(
    kind: str, ways: tuple[str, ...], blocked: list[str]
) -> None:
    out = "---\n".join(FORWARD.format(way, "bangunan") for way in ways)
    text = fact(BUILDING) + step(2, out, f'jenis = "{kind}"') + step(3)
    assert ([*faults_of(text)] if blocked else load(text).id) == (blocked or "uji")


@pytest.mark.parametrize(("values", "blocked"), [("baru", False), ("baru,perubahan", True)])
def test_each_kind_of_application_has_a_way_out(values: str, blocked: bool) -> None:
    choices = ", ".join(f'{value} = "{value}"' for value in values.split(","))
    words = f'[ketetapan.jenis]\nnama = "J"\nasal = "permohonan"\npilihan = {{ {choices} }}\n'
    text = fact(words) + step(2, FORWARD.format("baru", "jenis")) + step(3)
    assert ([*faults_of(text)] if blocked else load(text).id) == (["langkah[2].cabang"] if blocked else "uji")
