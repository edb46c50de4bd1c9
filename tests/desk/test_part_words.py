"""What is told of a part is its own: why it rests, who sent it back, what its applicant owes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from loket.desk.case.file_view import FileView, view
from loket.desk.case.perform import perform
from loket.flow.acts import Choose, MarkTrouble, Rest, Resubmit, Take
from screens.wording.place import part_line, sent_back, why
from tests.desk.own_office import Own, open_own
from tests.desk.test_parts import BPN, DLH, PUPR, TWICE, at, do, sent_out

FORUM = 2
SOP = TWICE.replace(
    '{ id = "lihat", label = "Sudah dilihat" }',
    '{ id = "lihat", label = "Sudah dilihat" },'
    ' { id = "balik", label = "Ulang pertimbangan", arah = "mundur", ke = 3 }',
)


@pytest.fixture
def ruang(tmp_path: Path) -> Iterator[Own]:
    office = open_own(tmp_path, SOP)
    yield office
    office.desk.store.close()


def taken(office: Own) -> int:
    """A file of which each of the three has their part in hand."""
    file = sent_out(office)
    for key, strand in (("bpn", BPN), ("pupr", PUPR), ("dlh", DLH)):
        do(office, key, at(office, file, strand), Take())
    return file


def seen(office: Own, file: int, strand: int, key: str = "penyelia") -> FileView:
    return view(office.desk, office.who(key), file, strand)


def rest(office: Own, key: str, file: int, strand: int, agency: str, reason: str) -> None:
    act, ref = Rest(0, strand=strand), at(office, file, strand)
    perform(office.desk, office.who(key), ref, act, agency=agency, remark=reason)


def test_each_part_that_rests_or_is_in_trouble_tells_its_own_reason(ruang: Own) -> None:
    file = taken(ruang)
    rest(ruang, "bpn", file, BPN, "Satpol PP", "peta bidang")
    rest(ruang, "pupr", file, PUPR, "Dinkes", "uji air")
    assert why(seen(ruang, file, BPN)) == ["peta bidang"]
    assert why(seen(ruang, file, PUPR)) == ["uji air"]


def test_each_part_in_trouble_tells_its_own(ruang: Own) -> None:
    file = taken(ruang)
    do(ruang, "bpn", at(ruang, file, BPN), MarkTrouble(0), "listrik padam")
    do(ruang, "pupr", at(ruang, file, PUPR), MarkTrouble(0), "printer rusak")
    assert why(seen(ruang, file, BPN)) == ["! Gangguan: listrik padam"]
    assert why(seen(ruang, file, PUPR)) == ["! Gangguan: printer rusak"]


def test_what_one_part_sent_back_whole_every_part_there_reads(ruang: Own) -> None:
    file = taken(ruang)
    do(ruang, "pupr", at(ruang, file, PUPR), Choose("ulang"))
    do(ruang, "forum", at(ruang, file, FORUM), Take())
    do(ruang, "forum", at(ruang, file, FORUM), Choose("balik"), "peta sudah lama")
    for strand in (BPN, PUPR, DLH):
        assert sent_back(seen(ruang, file, strand)).endswith(": peta sudah lama")
    do(ruang, "bpn", at(ruang, file, BPN), Take())
    do(ruang, "bpn", at(ruang, file, BPN), Choose("kurang"), "tanda batas")
    assert sent_back(seen(ruang, file, BPN)).endswith(": tanda batas")
    assert sent_back(seen(ruang, file, PUPR)).endswith(": peta sudah lama")


def test_what_a_part_of_an_earlier_step_sent_back_is_not_told_of_the_parts_of_a_later_one(ruang: Own) -> None:
    file = taken(ruang)
    do(ruang, "bpn", at(ruang, file, BPN), Choose("kurang"), "tanda batas")
    assert seen(ruang, file, BPN).returned is not None
    assert seen(ruang, file, PUPR).returned is None
    do(ruang, "loket", at(ruang, file, BPN), Resubmit())
    do(ruang, "pupr", at(ruang, file, PUPR), Choose("ulang"))
    for strand in (BPN, FORUM):
        assert seen(ruang, file, strand).returned is None
        assert sent_back(seen(ruang, file, strand)) == ""


def test_a_part_says_of_the_others_for_whom_each_waits(ruang: Own) -> None:
    file = taken(ruang)
    assert part_line(seen(ruang, file, PUPR)) == "Bagian PUPR · ATR/BPN juga belum menjawab"
    rest(ruang, "pupr", file, PUPR, "Satpol PP", "")
    assert part_line(seen(ruang, file, BPN)) == "Bagian ATR/BPN · PUPR: menunggu Satpol PP"
    do(ruang, "bpn", at(ruang, file, BPN), Choose("kurang"), "tanda batas")
    assert part_line(seen(ruang, file, PUPR)) == "Bagian PUPR · ATR/BPN: menunggu pemohon"
