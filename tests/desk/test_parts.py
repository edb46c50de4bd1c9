"""Several at work on parts of one file: nobody is in another's way or acts on what they did not see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from loket.desk import integrity
from loket.desk.case import lists, overview
from loket.desk.case.overview import Group, group
from loket.desk.case.perform import perform
from loket.desk.case.record import Ref
from loket.desk.errors import Changed
from loket.desk.papers import delivery, parts
from loket.desk.papers.printing import Came
from loket.desk.promises import standing
from loket.flow.acts import Act, Choose, Refused, Take, Undo, Why
from loket.flow.countdown import moment
from loket.flow.standing import Standing
from tests.desk.own_office import Own, open_own
from tests.desk.test_races import two_desks, whole
from tests.flow.test_strands import RUANG

BPN, PUPR, DLH = 1, 2, 3
SURVEY = """
[[langkah]]
urut = 4
nama = "Meninjau lapangan"
jenis = "assessment"
cabang = [{ id = "selesai", label = "Lanjut", ke = 5 }]

[[langkah.serentak]]
id = "bpn"
sebutan = "ATR/BPN di lapangan"
peran = ["bpn"]
cabang = [{ id = "ukur", label = "Sudah diukur" }]

[[langkah.serentak]]
id = "forum"
sebutan = "Forum di lapangan"
peran = ["forum"]
cabang = [{ id = "lihat", label = "Sudah dilihat" }]
"""
_START, _END = RUANG.split("[[langkah]]\nurut = 4\n")
TWICE = _START.replace('arah = "mundur", ke = 2', "ke = 4") + SURVEY + _END[_END.index("\n[[langkah]]") :]
"""A part may take the file away to a step of parts again."""


@pytest.fixture
def ruang(tmp_path: Path) -> Iterator[Own]:
    office = open_own(tmp_path, TWICE)
    yield office
    assert integrity.examine(office.desk).whole
    office.desk.store.close()


def sent_out(office: Own) -> int:
    """A file that lies with all three."""
    file = office.come().file
    perform(office.desk, office.who("fo"), office.ref(file), Take())
    perform(office.desk, office.who("fo"), office.ref(file), Choose("teruskan"))
    return file


def at(office: Own, file: int, strand: int) -> Ref:
    return replace(office.ref(file), strand=strand)


def do(office: Own, key: str, ref: Ref, act: Act, why: str = "") -> Ref:
    return perform(office.desk, office.who(key), ref, act, remark=why)


def test_what_others_do_on_their_parts_is_in_nobodys_way(ruang: Own) -> None:
    file = sent_out(ruang)
    seen = at(ruang, file, BPN)
    taken = do(ruang, "pupr", at(ruang, file, PUPR), Take())
    do(ruang, "bpn", seen, Take())
    do(ruang, "pupr", taken, Choose("setuju"))
    with pytest.raises(Refused) as second:
        do(ruang, "bpn2", seen, Take())
    assert second.value.why is Why.TAKEN


@pytest.mark.of_both
def test_a_file_that_is_late_in_several_parts_is_one_late_file(ruang: Own) -> None:
    file = sent_out(ruang)
    do(ruang, "bpn", at(ruang, file, BPN), Take())
    do(ruang, "pupr", at(ruang, file, PUPR), Take())
    ruang.go_to("2026-11-27 12:00")
    found = overview.look(ruang.desk, ruang.who("penyelia"))
    now = moment(ruang.desk.working_time(), ruang.at)
    rows = sum(group(each.row, now, 1) is Group.OVERDUE for each in found.files)
    assert rows > 1
    for each in (found, overview.look(ruang.desk, ruang.who("penyelia"), limit=1)):  # whole, and cut
        assert (each.late, each.late_here, each.grouped[Group.OVERDUE]) == (1, 1, rows)


@pytest.mark.of_both
def test_of_a_broken_promise_whoever_has_a_part_of_the_file_is_named(ruang: Own) -> None:
    file = sent_out(ruang)
    delivery.out(ruang.desk, ruang.who("fo"), file, parts.RECEIPT, Came.PRINTED, date(2026, 11, 19))
    do(ruang, "bpn", at(ruang, file, BPN), Take())
    ruang.go_to("2026-11-27 12:00")
    (over,) = standing.broken(ruang.desk, ruang.who("penyelia")).promises
    assert [held.name or held.role for held in over.held] == ["pupr", "dlh", "Petugas bpn"]
    assert standing.broken(ruang.desk, ruang.who("pupr")).in_all == 1
    assert standing.broken(ruang.desk, ruang.who("fo")).in_all == 0


def test_what_another_took_back_on_their_part_is_in_nobodys_way(ruang: Own) -> None:
    file = sent_out(ruang)
    taken = do(ruang, "pupr", at(ruang, file, PUPR), Take())
    seen = at(ruang, file, BPN)
    perform(ruang.desk, ruang.who("pupr"), at(ruang, file, PUPR), Undo(taken.version))
    do(ruang, "bpn", seen, Take())


def test_who_saw_a_part_of_the_step_before_acts_on_nothing(ruang: Own) -> None:
    file = sent_out(ruang)
    seen = at(ruang, file, BPN)
    do(ruang, "pupr", at(ruang, file, PUPR), Take())
    do(ruang, "pupr", at(ruang, file, PUPR), Choose("ulang"))
    assert {i.step for i in ruang.state(file).opens} == {4}
    with pytest.raises(Changed):
        do(ruang, "bpn", seen, Take())
    do(ruang, "bpn", at(ruang, file, BPN), Take())


def test_who_saw_what_was_taken_back_since_acts_on_nothing(ruang: Own) -> None:
    file = sent_out(ruang)
    do(ruang, "pupr", at(ruang, file, PUPR), Take())
    away = do(ruang, "pupr", at(ruang, file, PUPR), Choose("ulang"))
    seen = at(ruang, file, BPN)
    perform(ruang.desk, ruang.who("pupr"), at(ruang, file, 0), Undo(away.version))
    with pytest.raises(Changed):
        do(ruang, "bpn", seen, Take())


def test_each_part_is_a_row_of_its_own_on_the_list_of_whoever_it_waits_for(ruang: Own) -> None:
    file = sent_out(ruang)
    for key, strand in (("bpn", BPN), ("pupr", PUPR), ("dlh", DLH)):
        assert [r.key for r in lists.pile(ruang.desk, ruang.who(key)).waiting] == [(file, strand)]
    assert len(lists.all_open(ruang.desk, ruang.who("penyelia"))) == 3
    do(ruang, "bpn", at(ruang, file, BPN), Take())
    do(ruang, "bpn", at(ruang, file, BPN), Choose("tolak"), "tidak sesuai")
    assert lists.all_open(ruang.desk, ruang.who("penyelia")) == ()
    assert [r.key[0] for r in lists.find(ruang.desk, ruang.who("fo"), "001")] == [file]


def part_of(files: list[int], strand: int) -> list[int]:
    return [number for file in files for number in (file, strand)]


def test_two_take_two_parts_at_the_same_moment(ruang: Own) -> None:
    found = [sent_out(ruang) for _ in range(6)]
    said = two_desks(ruang, "take_parts", part_of(found, BPN), part_of(found, PUPR), "bpn", "pupr")
    assert said == [["ok"] * 6] * 2
    for file in found:
        holders = {i.strand: i.person for i in ruang.state(file).opens}
        assert holders == {BPN: ruang.ids["bpn"], PUPR: ruang.ids["pupr"], DLH: None}
    whole(ruang, found)


def test_of_two_who_take_the_same_part_one_is_told_who_was_first(ruang: Own) -> None:
    found = [sent_out(ruang) for _ in range(6)]
    said = two_desks(ruang, "take_parts", part_of(found, BPN), part_of(found, BPN), "bpn", "bpn2")
    for file, both in zip(found, zip(*said, strict=True), strict=True):
        here = ruang.state(file).at(BPN)
        assert here is not None
        assert here.standing is Standing.WORKING
        assert sorted(word == "ok" for word in both) == [False, True]
        assert "Sudah di tangan" in next(word for word in both if word != "ok")
    whole(ruang, found)
