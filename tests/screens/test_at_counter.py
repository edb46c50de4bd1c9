"""Loket 2's column: its groups share the height, and what it shows is of one moment."""

from __future__ import annotations

from typing import Any

import pytest

from loket.desk.authority import Who
from loket.desk.case import lists
from loket.desk.case.file_view import view
from loket.desk.case.perform import perform
from loket.desk.people import staff
from loket.desk.queue import line
from loket.flow.acts import PutBack, Take
from screens.counter.at_counter import CounterGroup, FileKey, MoreKey, NumberKey, look, shorten
from screens.counter.screen import CounterScreen
from screens.file.undo import Known
from screens.widgets.rows import text_of
from screens.widgets.work_list import Row
from tests.screens.arrivals import colleague, queue_up, register, registered
from tests.screens.counter import at_work
from tests.screens.house import NIK, PASSWORD, House, Open


async def test_looking_never_acts(house: House, program: Open) -> None:
    queue_up(house, 3)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("down", "down", "enter")
        clerk.sees("Bukan giliran pertama")
        await clerk.press("up", "enter", "h", "l", "n")
    queue = line.queue(house.desk, house.who("fo2", "2"))
    assert [t.number for t in queue.waiting] == ["A-001", "A-002", "A-003"]


async def test_more_of_a_group_is_read_on_from_where_it_was_cut(house: House, program: Open) -> None:
    queue_up(house, 30)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("end")
        clerk.sees("… 13 lagi")
        await clerk.press("enter")
        screen = clerk.app.screen
        assert isinstance(screen, CounterScreen)
        (row,) = (row for row in screen.queue.rows if row.id == screen.queue.cursor_id)
        assert str(row.cells[0]) == "A-018"
        clerk.sees("A-018")


async def test_a_file_to_be_completed_is_opened_as_was_said_though_its_group_is_shortened(
    house: House, program: Open
) -> None:
    for name in ("Rina Contoh", "Tono Contoh", "Umar Contoh", "Wati Contoh", "Siti Aminah"):
        house.give_back(house.register(name), reason="KTP kabur")
        house.pass_minutes(1)
    queue_up(house, 20)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h")
        clerk.sees("00002 Tono Contoh", "… 3 lagi")
        await clerk.write(NIK)
        clerk.sees("00005 menunggu kelengkapan pemohon ini: F10, lalu Enter.", "▸  A-001")
        await clerk.press("f10", "enter")
        clerk.sees("00005 SIP Bidan", "F8 Diterima")


async def test_another_person_s_act_shows_without_a_key(house: House, program: Open) -> None:
    ref = house.register()
    perform(house.desk, house.who("fo2", "2"), ref, PutBack())
    colleague(house)
    async with at_work(house, program, "fo2") as clerk:
        clerk.sees("BERKAS DI MEJA INI 1")
        await clerk.press("enter")
        clerk.sees("menunggu di meja", "F2 Ambil")
        seen = view(house.desk, house.who("andi"), ref.file)
        perform(house.desk, house.who("andi", "1"), seen.ref, Take())
        await clerk.look_again()
        clerk.sees("di tangan Andi Dua")
        await clerk.press("f8")
        clerk.sees("F8 belum bisa: sedang dikerjakan Andi Dua sejak 08.05")


def lines_of(name: str, count: int, start: int = 0) -> CounterGroup:
    """Rows of numbers, the first of them `start`."""
    return CounterGroup(name, tuple(Row(NumberKey(n), (str(n), "", "")) for n in range(start, start + count)))


def test_groups_share_the_height_and_say_what_is_left_out() -> None:
    long, short = lines_of("MENUNGGU", 40), lines_of("BARU SAJA", 1, 90)
    rows, counts = shorten([long, short], 10, frozenset())
    assert len(rows) + 2 == 10
    assert counts == {"MENUNGGU": 40, "BARU SAJA": 1}
    assert [row.id for row in rows[-2:]] == [MoreKey("MENUNGGU"), NumberKey(90)]
    whole, _ = shorten([long, short], 10, frozenset({"MENUNGGU"}))
    assert len(whole) == 41


def test_the_people_who_wait_have_half_the_lines_and_what_matters_least_is_folded_first() -> None:
    names = (
        "DIPANGGIL",
        "MENUNGGU",
        "BERKAS DI MEJA INI",
        "MENUNGGU PEMOHON",
        "DILEWATI",
        "KEMARIN",
        "BARU SAJA",
    )
    found = [lines_of(name, count) for name, count in zip(names, (1, 40, 4, 3, 1, 2, 3), strict=True)]
    rows, _ = shorten(found, 20, frozenset())
    headings = len({row.group for row in rows if row.group is not None})
    assert len(rows) + headings == 20
    assert sum(row.group == "MENUNGGU" for row in rows) == 10
    folded = [text_of(row.cells[0]) for row in rows if row.group is None]
    assert folded == ["… MENUNGGU PEMOHON 3", "… DILEWATI 1", "… KEMARIN 2", "… BARU SAJA 3"]
    opened, _ = shorten(found, 20, frozenset({"KEMARIN"}))
    assert sum(row.group == "KEMARIN" for row in opened) == 2
    assert sum(row.group == "MENUNGGU" for row in opened) >= 9


@pytest.mark.parametrize("height", range(12, 30))
def test_no_line_stays_empty_while_a_group_lacks_some(height: int) -> None:
    counts = {"DIPANGGIL": 1, "MENUNGGU": 5, "BERKAS DI MEJA INI": 4, "MENUNGGU PEMOHON": 3, "KEMARIN": 2}
    found = [lines_of(name, count, at * 100) for at, (name, count) in enumerate(counts.items())]
    rows, _ = shorten(found, height, frozenset())
    left = [row for row in rows if isinstance(row.id, MoreKey)]
    used = len(rows) + len({row.group for row in rows if row.group is not None})
    assert used <= height
    # one line is no use: what is folded needs two more, for its heading and a row
    assert height - used <= (1 if left else height)


def test_a_group_never_folds_the_row_under_the_cursor_away() -> None:
    found = [lines_of("MENUNGGU", 40), lines_of("MENUNGGU PEMOHON", 6, 50), lines_of("BARU SAJA", 3, 90)]
    for cursor in map(NumberKey, (54, 92, 15)):
        rows, _ = shorten(found, 12, frozenset(), cursor)
        assert cursor in [row.id for row in rows]


def test_files_that_rest_are_one_line_until_they_are_asked_for() -> None:
    found = [lines_of("DI TANGAN ANDA", 1), lines_of("TERTUNDA", 2, 50)]
    rows, _ = shorten(found, 20, frozenset())
    assert [row.id for row in rows] == [NumberKey(0), MoreKey("TERTUNDA")]
    opened, _ = shorten(found, 20, frozenset({"TERTUNDA"}))
    assert [row.id for row in opened][1:] == [NumberKey(50), NumberKey(51)]


def test_a_seat_has_the_files_of_the_roles_that_sit_there(house: House) -> None:
    both = staff.add(
        house.desk, None, nip="199001012020011097", name="Eko Dua", password=PASSWORD, roles=("fo2", "fo4")
    )
    signed = house.signed(house.complete(house.register()))
    ref = house.register("Bela Contoh")
    perform(house.desk, house.who("fo2"), ref, PutBack())

    def seen(station: str | None) -> set[int]:
        at_counter = look(house.desk, Who(both, station), ("fo2", "fo4"), Known())
        return {row.work.file_id for row in (*at_counter.pile.waiting, *at_counter.to_collect)}

    assert (seen("2"), seen("4")) == ({ref.file}, {signed.file})
    assert seen(None) == {ref.file, signed.file}


async def test_the_cursor_is_on_the_file_that_is_shown(house: House, program: Open) -> None:
    queue_up(house, 2)
    async with at_work(house, program, "fo2") as clerk:
        await register(clerk)
        screen = clerk.app.screen
        assert isinstance(screen, CounterScreen)
        assert screen.queue.cursor_id == FileKey(registered(house), 0)
        await clerk.press("escape")
        assert screen.queue.cursor_id is not None


async def test_what_is_read_together_is_of_one_moment(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        screen, seen = clerk.app.screen, list[Any]()
        assert isinstance(screen, CounterScreen)

        def call() -> Any:
            before = lists.find(screen.desk, screen.who, "Siti")
            house.register()  # by a colleague, meanwhile
            return before, lists.find(screen.desk, screen.who, "Siti")

        screen.read(call, seen.append, group="together")
        await clerk.settle()
        assert seen == [((), ())]
        assert len(lists.find(screen.desk, screen.who, "Siti")) == 1
