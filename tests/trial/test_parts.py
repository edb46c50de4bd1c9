"""A step that several do at once, tried: every order of their answers, and what may hold them up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import count, permutations, product

import pytest

from loket.sop import parse_procedure
from loket.sop.model import Procedure
from loket.trial.findings import Trial
from loket.trial.people import TrialOffice, made_up
from loket.trial.together import trials
from loket.trial.walk import Node
from loket.trial.words import lines, reasons_said
from tests.trial.walking import File, ends

TOGETHER = """
id = "tata-ruang"
nama = "Persetujuan tata ruang (contoh)"
mulai = [2]
[peran]
fo = "Petugas Loket"
bpn = "ATR/BPN"
pupr = "PUPR"
dlh = "DLH"
[ketetapan.bpn]
nama = "Pertimbangan BPN"
pilihan = { setuju = "Setuju", keberatan = "Keberatan" }
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
nama = "Menerima"
jenis = "umum"
peran = ["fo"]
waktu = "10 menit"
cabang = [{ id = "teruskan", label = "Teruskan", ke = 3 }]
[[langkah]]
urut = 3
nama = "Pertimbangan"
jenis = "penilaian"
orang_minimal = 2
[[langkah.serentak]]
id = "bpn"
sebutan = "ATR/BPN"
peran = ["bpn"]
waktu = "10 hari kerja"
cabang = [
  { id = "setuju", label = "Setuju", mencatat = { bpn = "setuju" } },
  { id = "keberatan", label = "Keberatan", mencatat = { bpn = "keberatan" } },
  { id = "kurang", label = "Minta dilengkapi", arah = "kembali" },
]
[[langkah.serentak]]
id = "pupr"
sebutan = "PUPR"
peran = ["pupr"]
waktu = "3 hari kerja"
cabang = [
  { id = "setuju", label = "Setuju" },
  { id = "tolak", label = "Tolak permohonan (akhir)", arah = "tolak", hasil = "ditolak", selesai = true },
]
[[langkah.serentak]]
id = "dlh"
sebutan = "DLH"
peran = ["dlh"]
tidak_ditunggu = true
cabang = [{ id = "catat", label = "Dicatat" }]
[[langkah.cabang]]
id = "lanjut"
label = "Semua sudah menjawab"
ke = 4
bila = { bpn = ["setuju"] }
[[langkah.cabang]]
id = "ditolak"
label = "ATR/BPN keberatan"
hasil = "ditolak"
selesai = true
bila = { bpn = ["keberatan"] }
[[langkah]]
urut = 4
nama = "Menyerahkan"
jenis = "umum"
peran = ["fo"]
cabang = [{ id = "serahkan", label = "Serahkan", hasil = "terbit", selesai = true }]
"""


def tried(*changes: tuple[str, str]) -> Trial:
    text = TOGETHER
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    procedure = parse_procedure(text)
    return trials([procedure.id], {procedure.id: procedure}, made_up)[0]


def said(found: Trial) -> list[tuple[int, list[str]]]:
    """The part of each place where files stick, and why; each is a real one."""
    told = []
    for trouble in found.troubles:
        file = File.of(found.walk.procedure, trouble.node.events)
        assert trouble.fails or trouble.node.closed or not ends(file, found.walk.setting.people)
        told.append((trouble.reasons[0].place.strand, reasons_said(found, trouble)))
    return told


def test_the_parts_answer_in_any_order_and_one_may_end_it_at_once() -> None:
    found = tried()
    assert (said(found), found.never, found.sticks) == ([], (), False)
    assert {(end.outcome, end.last) for end in found.ends} == {
        ("terbit", (4, 0, "serahkan")),
        ("ditolak", (3, 2, "tolak")),
        ("ditolak", (3, 0, "ditolak")),
    }
    orders = set()
    for node in found.walk.nodes:
        orders |= {tuple(o) for o in _orders(node)}
    assert orders >= set(permutations((1, 2)))


def _orders(node: Node) -> list[list[int]]:
    """In which orders parts are seen to answer in two moves from here."""
    return [
        [one.place.strand, other.place.strand]
        for one, between in node.moves
        for other, _ in between.moves
        if one.place.strand and other.place.strand and one.place.strand != other.place.strand
    ]


def test_each_state_of_the_parts_is_looked_at_once() -> None:
    """Three parts lie open, with the applicant, or have answered; more is not told apart than the answers."""
    assert len(tried().walk.nodes) <= 30


def many(count: int, *, says: str = "", people: int = 1, role: str = "") -> Trial:
    """A trial in which so many parts may return; what each `says` is recorded, and decides the way on."""
    numbers = range(1, count + 1)
    answers = {
        n: [(value, f", mencatat = {{ b{n} = '{value}' }}") for value in says.split()] for n in numbers
    }
    text = TOGETHER.split("[ketetapan.bpn]")[0]
    text += "".join(f'd{n} = "Dinas {n}"\n' for n in numbers)
    for n in numbers if says else ():
        text += f'[ketetapan.b{n}]\nnama = "B{n}"\npilihan = {{ ya = "Ya", tidak = "Tidak" }}\n'
    text += "[dokumen]" + TOGETHER.split("[dokumen]")[1].split("[[langkah.serentak]]")[0]
    text = text.replace("orang_minimal = 2", f"orang_minimal = {people}")
    for n in numbers:
        text += f'[[langkah.serentak]]\nid = "d{n}"\nsebutan = "Dinas {n}"\nperan = ["{role or f"d{n}"}"]\n'
        text += 'waktu = "1 hari kerja"\ncabang = [{ id = "kurang", label = "Kurang", arah = "kembali" },'
        for value, records in answers[n] or [("jawab", "")]:
            text += f'{{ id = "{value}", label = "{value}"{records} }},'
        text += "]\n"
    agreed = ", ".join(f'b{n} = ["ya"]' for n in numbers)
    text += (
        f'[[langkah.cabang]]\nid = "lanjut"\nlabel = "Lanjut"\nke = 4\n{says and f"bila = {{ {agreed} }}"}\n'
    )
    for n in numbers if says else ():
        asked = [f'b{other} = ["ya"]' for other in range(1, n)] + [f'b{n} = ["tidak"]']
        text += f'[[langkah.cabang]]\nid = "tolak{n}"\nlabel = "Tolak"\nhasil = "ditolak"\nselesai = true\n'
        text += f"bila = {{ {', '.join(asked)} }}\n"
    procedure = parse_procedure(text + "[[langkah]]" + TOGETHER.rsplit("[[langkah]]", 1)[1])
    return trials([procedure.id], {procedure.id: procedure}, made_up)[0]


@pytest.mark.parametrize(
    ("tried", "states"),
    [
        (partial(many, 8), 120),
        (partial(many, 8, people=8), 120),
        (partial(many, 8, people=8, role="bpn"), 270),
        (partial(many, 6, says="ya tidak"), 500),
    ],
    ids=["any", "different people", "different people of one role", "their answers decide"],
)
def test_what_comes_to_the_same_is_not_walked_again(tried: Callable[[], Trial], states: int) -> None:
    """Who of those alike answered, in which order, and who lies with the applicant beside it."""
    found = tried()
    assert len(found.walk.nodes) <= states
    assert (found.sticks, found.never, found.walk.cut) == (False, (), False)
    parts = found.walk.procedure.step(3).parts
    branches = [(3, part.strand, branch.id) for part in parts for branch in part.branches]
    answers = {(3, part.strand, branch.id) for part in parts for branch in part.branches if branch.answers}
    for one, other in product(branches, branches):
        if one[1] != other[1]:
            assert (one, other) in found.pairs
    for answer in answers:
        assert any(one == answer and other[1] == 0 for one, other in found.pairs)
        assert ((answer, (3, 0, f"tolak{answer[1]}")) in found.pairs) is (answer[2] == "tidak")


def test_of_what_is_done_at_once_the_longest_time_counts() -> None:
    (issued,) = (end for end in tried().ends if end.outcome == "terbit")
    assert (issued.length.minutes, dict(issued.length.days)) == (10, {"hari kerja": 10})


def test_an_answer_after_which_there_is_no_way_on() -> None:
    found = tried(('bila = { bpn = ["keberatan"] }', 'bila = { bpn = ["belum"] }'))
    reasons = {sentence for _, told in said(found) for sentence in told}
    assert any("sesudah semua bagian menjawab, tidak ada cabang maju yang terbuka" in r for r in reasons)


def test_a_part_whose_role_nobody_has() -> None:
    procedure = parse_procedure(TOGETHER)

    def without_pupr(of: Procedure) -> TrialOffice:
        setting = made_up(of)
        return replace(setting, people=tuple(p for p in setting.people if p.roles != ("pupr",)))

    found = trials([procedure.id], {procedure.id: procedure}, without_pupr)[0]
    assert {(strand, *told) for strand, told in said(found)} == {(2, "tidak ada yang berperan PUPR")}


def test_more_people_than_there_are_parts() -> None:
    found = tried(("orang_minimal = 2", "orang_minimal = 4"))
    assert {"langkah ini perlu 4 orang yang berbeda" in told[0] for _, told in said(found)} == {True}


def test_a_role_that_answers_twice_is_held_by_two_people() -> None:
    found = tried(('peran = ["pupr"]', 'peran = ["bpn"]'))
    assert found.walk.setting.crowded == {"bpn": 2}
    assert said(found) == []


@pytest.mark.parametrize("word", ["3 ATR/BPN: Setuju", "3 PUPR: Tolak permohonan (akhir)"])
def test_a_way_names_the_part(word: str) -> None:
    told = " ".join(" ".join(lines(tried())).split())
    assert word in told


def test_a_trial_ends_in_time_and_says_that_not_all_was_tried() -> None:
    procedure = many(6).walk.procedure
    seconds = count(0, 1.0)
    (found,) = trials([procedure.id], {procedure.id: procedure}, made_up, lambda: float(next(seconds)))
    assert found.walk.cut
    assert len(found.walk.nodes) < len(many(6).walk.nodes)
    assert "Terlalu banyak keadaan" in "\n".join(lines(found))
