"""Steps that follow each other at one desk: the file stays in hand, and one key takes back both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from loket.desk import integrity, last_acts
from loket.desk.case.perform import choose, perform
from loket.desk.intake.cleaning import Registration
from loket.flow.acts import Choose, Take
from loket.flow.standing import Standing
from loket.store import people
from loket.store.applicants import NewApplicant
from loket.store.journal import Stamp
from tests import registering
from tests.desk.kantor import NIK
from tests.desk.own_office import Own, open_own

STEPS = """
id = "meja"
nama = "SOP meja"
mulai = [2]
peran = { fo = "FO", tim = "Tim" }
dokumen = { sumber = "Dikarang untuk pengujian" }

[[langkah]]
urut = 1
nama = "Datang"
jenis = "applicant"
sebelum_pendaftaran = true
cabang = [{ id = "maju", label = "Maju", ke = 2 }]

[[langkah]]
urut = 2
nama = "Mencatat"
jenis = "general"
peran = ["fo"]
cabang = [{ id = "catat", label = "Sudah dicatat", ke = 3 }]

[[langkah]]
urut = 3
nama = "Memeriksa"
jenis = "verification"
orang_minimal = 2
paraf = [{ peran = ["fo"], sebutan = "Diperiksa" }, { peran = ["fo"], sebutan = "Diperiksa ulang" }]
cabang = [{ id = "sah", label = "Sah", ke = 4 }]

[[langkah]]
urut = 4
nama = "Menilai"
jenis = "assessment"
peran = ["tim"]
cabang = [{ id = "nilai", label = "Sudah dinilai", selesai = true, hasil = "terbit" }]
"""


@pytest.fixture
def meja(tmp_path: Path) -> Iterator[Own]:
    office = open_own(tmp_path, STEPS)
    yield office
    assert integrity.examine(office.desk).whole
    office.desk.store.close()


def standing(office: Own, file: int) -> tuple[int, int, Standing, int | None]:
    (here,) = office.state(file).opens
    return here.step, here.sign_off, here.standing, here.person


def taken(office: Own) -> int:
    file = office.come().file
    perform(office.desk, office.who("fo"), office.ref(file), Take())
    return file


def test_the_next_step_of_the_same_desk_is_in_hand_at_once(meja: Own) -> None:
    file, fo = taken(meja), meja.who("fo")
    assert choose(meja.desk, fo, meja.ref(file), Choose("catat"), {}).in_hand
    assert standing(meja, file) == (3, 0, Standing.WORKING, fo.person)


def test_one_key_takes_back_the_choice_and_the_taking(meja: Own) -> None:
    file, fo = taken(meja), meja.who("fo")
    choose(meja.desk, fo, meja.ref(file), Choose("catat"), {})
    asked = last_acts.next_undo(meja.desk, fo, {})
    assert asked is not None
    assert asked.act.main.kind == "chosen"
    last_acts.undo(meja.desk, fo, asked)
    assert standing(meja, file) == (2, 0, Standing.WORKING, fo.person)


def test_where_the_sop_asks_for_another_person_the_file_lies_on_the_pile(meja: Own) -> None:
    file, fo = taken(meja), meja.who("fo")
    choose(meja.desk, fo, meja.ref(file), Choose("catat"), {})
    assert not choose(meja.desk, fo, meja.ref(file), Choose("sah"), {}).in_hand
    assert standing(meja, file) == (3, 1, Standing.WAITING, None)


def test_the_step_of_another_desk_is_for_whoever_sits_there(meja: Own) -> None:
    file, fo = taken(meja), meja.who("fo")
    choose(meja.desk, fo, meja.ref(file), Choose("catat"), {})
    choose(meja.desk, fo, meja.ref(file), Choose("sah"), {})
    second = meja.who("fo2")
    perform(meja.desk, second, meja.ref(file), Take())
    assert not choose(meja.desk, second, meja.ref(file), Choose("sah"), {}).in_hand
    assert standing(meja, file) == (4, 0, Standing.WAITING, None)


AT_REST = ("pembayaran", "penyerahan")
PARTS = """
jenis = "assessment"
cabang = [{ id = "catat", label = "Sudah dicatat", ke = 3 }]
[[langkah.serentak]]
id = "satu"
sebutan = "Satu"
peran = ["fo"]
cabang = [{ id = "jawab", label = "Sudah dijawab" }]
[[langkah.serentak]]
id = "dua"
sebutan = "Dua"
peran = ["tim"]
cabang = [{ id = "jawab", label = "Sudah dijawab" }]
"""
_FIRST = """
jenis = "general"
peran = ["fo"]
cabang = [{ id = "catat", label = "Sudah dicatat", ke = 3 }]
"""


@pytest.mark.parametrize("first", [*(_FIRST.replace("general", kind) for kind in AT_REST), PARTS])
def test_who_performs_the_first_step_registers_though_nobody_can_take_it_at_once(
    tmp_path: Path, first: str
) -> None:
    office = open_own(tmp_path, STEPS.replace(_FIRST, first))
    asked = Registration("layanan", "baru", NewApplicant("Contoh Siti", NIK, "081200001111"))
    file = registering.register(office.desk, office.who("semua"), asked).file
    assert {here.step for here in office.state(file).opens} == {2}


def test_the_next_step_of_one_s_other_desk_stays_on_its_pile(tmp_path: Path) -> None:
    office = open_own(tmp_path, STEPS, surveyor="tim")
    file, all_roles = office.come().file, office.who("semua")
    perform(office.desk, all_roles, office.ref(file), Take())
    choose(office.desk, all_roles, office.ref(file), Choose("catat"), {})
    choose(office.desk, all_roles, office.ref(file), Choose("sah"), {})
    second = office.who("fo2")
    with office.desk.store.write() as conn:
        people.set_roles(conn, second.person, ("fo", "tim"), Stamp(office.at))
    perform(office.desk, second, office.ref(file), Take())
    assert not choose(office.desk, second, office.ref(file), Choose("sah"), {}).in_hand
