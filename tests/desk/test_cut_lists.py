"""Lists that are cut: none is lost behind those of another counter, or behind what waits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from loket.desk.case import lists
from loket.desk.case.perform import choose, perform
from loket.flow.acts import Choose, Rest, Take
from loket.flow.standing import Standing
from loket.sop.model import Kind
from tests.desk.own_office import Own, open_own

STEPS = """
id = "meja"
nama = "SOP meja"
mulai = [2]
peran = { fo = "FO", satu = "Loket satu", dua = "Loket dua" }
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
cabang = [{ id = "satu", label = "Lewat satu", ke = 3 }, { id = "dua", label = "Lewat dua", ke = 4 }]

[[langkah]]
urut = 3
nama = "Menyerahkan"
jenis = "penyerahan"
menunggu_diambil = true
peran = ["satu"]
cabang = [{ id = "serah", label = "Sudah diserahkan", selesai = true, hasil = "terbit" }]

[[langkah]]
urut = 4
nama = "Menyerahkan di sini"
jenis = "penyerahan"
menunggu_diambil = true
peran = ["dua"]
cabang = [{ id = "serah", label = "Sudah diserahkan", selesai = true, hasil = "terbit" }]
"""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Own]:
    own = open_own(tmp_path, STEPS)
    yield own
    own.desk.store.close()


def ready(office: Own, way: str) -> int:
    """A permit that lies ready at that counter."""
    office.wait(1)
    file, fo = office.come().file, office.who("fo")
    perform(office.desk, fo, office.ref(file), Take())
    choose(office.desk, fo, office.ref(file), Choose(way), {})
    return file


def listed(found: tuple[tuple[lists.PileRow, ...], int]) -> tuple[list[int], int]:
    rows, in_all = found
    return [row.work.file_id for row in rows], in_all


def test_the_longest_are_listed_and_how_many_there_are_is_told(office: Own) -> None:
    first, second, third = ready(office, "satu"), ready(office, "dua"), ready(office, "satu")
    who = office.who("semua")
    assert listed(lists.to_collect(office.desk, who)) == ([first, second, third], 3)
    assert listed(lists.to_collect(office.desk, who, limit=2)) == ([first, second], 3)


def test_those_of_one_counter_are_not_lost_behind_another_s(office: Own) -> None:
    for _ in range(3):
        ready(office, "satu")
    own = ready(office, "dua")
    found = lists.to_collect(office.desk, office.who("semua"), roles={"dua"}, limit=1)
    assert listed(found) == ([own], 1)


def test_nor_behind_those_of_another_kind_of_step(office: Own) -> None:
    own = ready(office, "dua")
    who = office.who("semua")
    assert listed(lists.to_collect(office.desk, who, frozenset({Kind.SURVEY}))) == ([], 0)
    assert listed(lists.to_collect(office.desk, who, frozenset({Kind.HANDOVER}))) == ([own], 1)


def test_what_rests_or_a_colleague_has_is_not_lost_behind_all_that_waits(office: Own) -> None:
    resting, held, *waiting = (office.come().file for _ in range(5))
    fo, fo2 = office.who("fo"), office.who("fo2")
    perform(office.desk, fo, office.ref(resting), Take())
    perform(office.desk, fo, office.ref(resting), Rest(0), agency="Dinas Kesehatan")
    perform(office.desk, fo, office.ref(held), Take())
    pile = lists.pile(office.desk, fo2, limit=2)
    assert [row.work.file_id for row in pile.waiting] == waiting[:2]
    assert pile.in_all(Standing.WAITING) == 3
    assert [row.work.file_id for row in pile.resting] == [resting]
    assert [row.work.file_id for row in pile.with_others] == [held]


def test_however_files_lie_on_a_desk_the_list_says_how_many_there_are(office: Own) -> None:
    files, fo, fo2 = [office.come().file for _ in range(7)], office.who("fo"), office.who("fo2")
    for file in files[:4]:
        perform(office.desk, fo, office.ref(file), Take())
    for file in files[:2]:
        perform(office.desk, fo, office.ref(file), Rest(0), agency="Dinas Kesehatan")
    pile = lists.pile(office.desk, fo2, limit=1)
    assert len(pile.waiting) == len(pile.resting) == len(pile.with_others) == 1
    told = {how: pile.in_all(how) for how in Standing if pile.in_all(how)}
    assert told == {Standing.WAITING: 3, Standing.AGENCY: 2, Standing.WORKING: 2}
    assert pile.in_all(Standing.AGENCY, Standing.WORKING) == 4
    assert pile.cut[Standing.WAITING] == {"Mencatat": 3}
    assert lists.pile(office.desk, fo, limit=1).in_all(Standing.WORKING) == 0  # they are in their own hands
    assert lists.pile(office.desk, fo2).cut == {}


def test_so_it_does_of_the_kinds_of_steps_that_a_screen_is_for(office: Own) -> None:
    for _ in range(3):
        office.come()
    ready(office, "satu")
    who = office.who("semua")
    assert lists.pile(office.desk, who, frozenset({Kind.GENERAL}), limit=2).in_all(Standing.WAITING) == 3
    there = lists.pile(office.desk, who, frozenset({Kind.HANDOVER}), limit=1)
    assert (there.in_all(Standing.WAITING), there.in_all(Standing.COLLECTION)) == (0, 1)
