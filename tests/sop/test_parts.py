"""What can be wrong with a step that several do at once, and what its parts may lay down about a file."""

from __future__ import annotations

from itertools import product

import pytest

from loket.sop import load, parse_procedure
from loket.sop.check.whole import check
from loket.trial.people import made_up
from loket.trial.together import trials
from tests.sop.test_faults import faults_of, the_fault

TOGETHER = """
id = "uji"
nama = "Uji"
mulai = [1]
[peran]
fo = "FO"
bpn = "BPN"
pupr = "PUPR"
[ketetapan.luas]
nama = "Luas"
asal = "isian"
isian = "luas"
pilihan = { kecil = "Kecil", besar = "Besar" }
[ketetapan.tanah]
nama = "Tanah"
pilihan = { sesuai = "Sesuai", keberatan = "Keberatan" }
[dokumen]
sumber = "Dikarang untuk pengujian"
[[langkah]]
urut = 1
nama = "Pertimbangan"
jenis = "penilaian"
[[langkah.serentak]]
id = "bpn"
sebutan = "BPN"
peran = ["bpn"]
cabang = [{ id = "ya", label = "Sesuai" }]
[[langkah.serentak]]
id = "pupr"
sebutan = "PUPR"
peran = ["pupr"]
cabang = [{ id = "ya", label = "Setuju" }]
[[langkah.cabang]]
id = "ya"
label = "Semua sudah menjawab"
ke = 2
[[langkah]]
urut = 2
nama = "Menyerahkan"
jenis = "umum"
peran = ["fo"]
cabang = [{ id = "serahkan", label = "Serahkan", hasil = "terbit", selesai = true }]
"""
BPN = 'cabang = [{ id = "ya", label = "Sesuai" }]'
PUPR = 'cabang = [{ id = "ya", label = "Setuju" }]'
ON = 'id = "ya"\nlabel = "Semua sudah menjawab"\nke = 2\n'
BY_SIZE = (
    'id = "kecil"\nlabel = "Kecil"\nke = 2\nbila = { luas = ["kecil"] }\n'
    '[[langkah.cabang]]\nid = "besar"\nlabel = "Besar"\nke = 2\nbila = { luas = ["besar"] }\n'
)
DATA = 'meminta = ["data"]\n'


def together(*changes: tuple[str, str]) -> str:
    text = TOGETHER
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def test_the_sound_one_is_sound() -> None:
    assert load(TOGETHER).id == "uji"


@pytest.mark.parametrize(
    "asking", [DATA, 'paraf = [{ peran = ["bpn"], sebutan = "paraf", meminta = ["data"] }]\n']
)
def test_what_one_of_them_fills_in_may_say_where_the_file_goes(asking: str) -> None:
    assert load(together((BPN, asking + BPN), (ON, BY_SIZE))).id == "uji"


def test_what_only_one_fills_in_who_is_not_waited_for_may_stay_open() -> None:
    text = together((PUPR, "tidak_ditunggu = true\n" + DATA + PUPR), (ON, BY_SIZE))
    assert "luas = (belum dicatat)" in the_fault(text).wrong


def test_an_answer_that_a_choice_closes_is_not_given_with_it() -> None:
    answer = '{{ id = "{0}", label = "Ya", bila = {{ luas = ["{0}"] }}, mencatat = {{ tanah = "{1}" }} }}'
    answers = answer.format("kecil", "sesuai"), answer.format("besar", "keberatan")
    ways = BY_SIZE.replace('"kecil"]', '"kecil"], tanah = ["sesuai"]')
    ways = ways.replace('"besar"]', '"besar"], tanah = ["keberatan"]')
    assert load(together((BPN, f"{DATA}cabang = [{', '.join(answers)}]"), (ON, ways))).id == "uji"


def test_each_choice_of_what_is_filled_in_needs_a_way_on() -> None:
    only = BY_SIZE.partition("[[")[0]
    assert "luas = besar" in the_fault(together((BPN, DATA + BPN), (ON, only))).wrong


def test_what_one_recorded_goes_with_the_file_that_another_takes_away() -> None:
    """BPN may object before PUPR sends the file on at once, to where only what is in order goes on."""
    said = 'cabang = [{ id = "ya", label = "Ya", mencatat = { tanah = "keberatan" } }]'
    away = 'cabang = [{ id = "ya", label = "Ya" }, { id = "kini", label = "Langsung", ke = 2 }]'
    before = (
        '[[langkah]]\nurut = 3\nnama = "Menerima"\njenis = "umum"\nperan = ["fo"]\n'
        'cabang = [{ id = "ya", label = "Ya", ke = 1, mencatat = { tanah = "sesuai" } }]\n'
    )
    ways = (
        ("mulai = [1]", "mulai = [3]"),
        (ON, 'id = "ya"\nlabel = "Habis"\nselesai = true\n'),
        ("hasil = ", 'bila = { tanah = ["sesuai"] }, hasil = '),
    )
    assert load(together((PUPR, away), *ways) + before).id == "uji"
    fault = the_fault(together((BPN, said), (PUPR, away), *ways) + before)
    assert (fault.key, "tanah = keberatan" in fault.wrong) == ("langkah[2].cabang", True)


@pytest.mark.parametrize(
    ("bpn", "pupr", "ways"),
    [
        *product(
            ["", DATA],
            ["", DATA, "tidak_ditunggu = true\n", "tidak_ditunggu = true\n" + DATA],
            [ON, BY_SIZE, BY_SIZE.partition("[[")[0]],
        )
    ],
)
def test_what_a_check_says_of_the_parts_a_trial_finds(bpn: str, pupr: str, ways: str) -> None:
    procedure = parse_procedure(together((BPN, bpn + BPN), (PUPR, pupr + PUPR), (ON, ways)))
    found = trials([procedure.id], {procedure.id: procedure}, made_up)[0]
    assert bool(check(procedure)) == bool(found.troubles)


def test_a_part_does_not_hang_on_what_another_records() -> None:
    said = 'cabang = [{ id = "ya", label = "Ya", mencatat = { tanah = "sesuai" } }]'
    hung = 'cabang = [{ id = "ya", label = "Ya" }, { id = "b", label = "B", bila = { tanah = ["sesuai"] } }]'
    assert "langkah[1].serentak[pupr].cabang[b].bila" in faults_of(together((BPN, said), (PUPR, hung)))


def test_nor_on_what_another_fills_in() -> None:
    hung = 'cabang = [{ id = "ya", label = "Ya" }, { id = "b", label = "B", bila = { luas = ["kecil"] } }]'
    fault = the_fault(together((BPN, DATA + BPN), (PUPR, hung)))
    assert fault.key == "langkah[1].serentak[pupr].cabang[b].bila"
    assert "luas dicatat atau diisi bagian lain" in fault.wrong
    assert load(together((PUPR, DATA + hung))).id == "uji"


def test_an_answer_leads_on() -> None:
    """A refusal takes the whole file away; a no that does not decide is a fact, on which the step goes by."""
    no = '{ id = "tidak", label = "Keberatan", arah = "tolak" }'
    fault = the_fault(together((BPN, BPN.replace(" }]", f" }}, {no}]"))))
    assert fault.key == "langkah[1].serentak[bpn].cabang[tidak].arah"
    assert "selesai = true atau ke" in fault.right
    assert "mencatat" in fault.right
    assert the_fault(together((BPN, f"cabang = [{no}]"))).key == fault.key


def test_the_result_is_said_by_the_steps_own_branch() -> None:
    fault = the_fault(together((BPN, BPN.replace(" }]", ', hasil = "terbit" }]'))))
    assert fault.key == "langkah[1].serentak[bpn].cabang[ya].hasil"
    assert "cabang langkah" in fault.right
    ended = ', arah = "tolak", hasil = "ditolak", selesai = true }]'
    both = BPN.replace(" }]", ' }, { id = "t", label = "T"' + ended)
    assert load(together((BPN, both))).id == "uji"
