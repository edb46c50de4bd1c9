"""What an admin is told of a change before they accept it."""

from __future__ import annotations

from dataclasses import replace

from loket.office.consequences import consequences
from loket.office.profile import load_office


def test_who_waits_for_what_no_counter_is_there_for_any_more_is_called_at_all() -> None:
    before = load_office("karimun")
    moved = [
        replace(each, errands=tuple(e for e in each.errands if e != "ambil")) for each in before.counters
    ]
    told = "Mengambil izin: tidak ada lagi loketnya; nomor yang menunggu dipanggil di semua loket."
    assert [*consequences(before, replace(before, counters=tuple(moved)))] == [told]
    assert [*consequences(before, before)] == []


def test_where_nobody_sits_any_more_no_number_is_called() -> None:
    before = load_office("karimun")
    told = [*consequences(before, replace(before, counters=()))]
    assert told[-1].endswith("nomor antrean tidak dapat dipanggil di loket mana pun.")
    assert not any("semua loket" in line for line in told)
