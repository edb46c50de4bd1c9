"""The work list under a clerk's hands, while others change it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.lengths import MINUTE
from loket.text import cells
from screens.widgets.columns import Column, place
from screens.widgets.work_list import Cell, Row, WorkList
from tests.screen_text import click_actions, screen_text, unsafe_characters
from tests.widgets.stage import HOSTILE, Stage, on_stage, watch_repaints

COLUMNS = (
    Column("nomor", weight=2, most=8),
    Column("nama", weight=1),
    Column("sisa", most=16, align="right"),
)


def remaining(row: Row[int | str], now_ms: int) -> Cell:
    due = row.countdown
    assert isinstance(due, int)
    left = (due - now_ms) // MINUTE
    return Cell(f"{left} mnt", "aman") if left > 0 else Cell("! LEWAT", "lewat")


def work_list() -> WorkList[int | str]:
    return WorkList(COLUMNS, countdown_column="sisa", render_countdown=remaining, markable=True)


def rows(*numbers: int, group: str | None = "MENUNGGU") -> list[Row[int | str]]:
    return [Row(n, (f"{n:05}", f"Pemohon {n}"), group=group) for n in numbers]


def line_of(stage: Stage, words: str) -> int:
    return next(y for y, line in enumerate(screen_text(stage).splitlines()) if words in line)


async def test_rows_stand_under_their_headings() -> None:
    async with on_stage(work := work_list()) as (stage, pilot):
        work.set_rows([*rows(1, 2), *rows(3, group="DILEWATI")])
        await pilot.pause()
        lines = screen_text(stage).splitlines()
        assert lines[0] == " MENUNGGU 2"
        assert lines[1].startswith("▸  00001")
        assert lines[3] == " DILEWATI 1"


async def test_a_long_name_goes_on_into_what_the_time_beside_it_leaves_free() -> None:
    async with on_stage(work := work_list(), size=(34, 6)) as (stage, pilot):
        name = "Sertifikat Standar Besar"
        work.set_rows([Row(n, (f"{n:05}", name), countdown=due) for n, due in ((1, 3 * MINUTE), (2, 0))])
        await pilot.pause()
        lines = screen_text(stage).splitlines()
        assert lines[0].endswith("Sertifikat Standa… 3 mnt")
        assert lines[1].endswith("Sertifikat Stan… ! LEWAT")
        work.tick(3 * MINUTE)
        await pilot.pause()
        assert "Sertifikat Stan… ! LEWAT" in screen_text(stage).splitlines()[0]


async def test_the_right_edge_stays_free_and_a_row_of_one_cell_has_the_whole_line() -> None:
    async with on_stage(work := work_list(), size=(30, 6)) as (stage, pilot):
        whole: Row[int | str] = Row("m", ("MENUNGGU KELENGKAPAN 3",))
        work.set_rows([Row(1, ("00001", "Pemohon", "12345678901234567")), whole])
        await pilot.pause()
        lines = screen_text(stage).splitlines()
        assert lines[1].rstrip() == "   MENUNGGU KELENGKAPAN 3"
        assert lines[0].endswith("…")
        assert cells(lines[0]) == 29


async def test_an_empty_list_says_so() -> None:
    async with on_stage(WorkList(COLUMNS, empty="Tidak ada yang menunggu.")) as (stage, _pilot):
        assert "Tidak ada yang menunggu." in screen_text(stage)


async def test_an_empty_list_says_so_in_as_many_lines_as_it_takes() -> None:
    async with on_stage(WorkList(COLUMNS, empty="Tidak ada yang menunggu."), size=(20, 4)) as (stage, pilot):
        assert screen_text(stage).splitlines()[:2] == [" Tidak ada yang", " menunggu."]
        await pilot.resize_terminal(30, 4)
        assert screen_text(stage).splitlines()[0] == " Tidak ada yang menunggu."


async def test_a_list_that_fits_hides_nothing_when_rows_above_the_cursor_have_left() -> None:
    async with on_stage(work := work_list()) as (stage, pilot):
        work.set_rows([*rows(1, 2, group="DI TANGAN ANDA"), *rows(11, 12, 13, group="MENUNGGU")])
        await pilot.press("down", "down", "down", "down")
        work.set_rows(rows(11, 12, 13, group="MENUNGGU"))
        await pilot.pause()
        assert work.cursor_id == 13
        assert [line_of(stage, words) for words in ("MENUNGGU 3", "00011", "00013")] == [0, 1, 3]
        work.set_rows(rows(13, 14, group="MENUNGGU"))
        await pilot.pause()
        assert [line_of(stage, words) for words in ("MENUNGGU 2", "00013", "00014")] == [0, 1, 2]


async def test_a_list_that_fits_shows_what_arrives_above_the_cursor() -> None:
    async with on_stage(work := work_list()) as (stage, pilot):
        work.set_rows(rows(*range(10, 20)))
        await pilot.press("down", "down", "down")
        work.set_rows([*rows(1, 2, 3, group="MENDESAK"), *rows(*range(10, 20))])
        await pilot.pause()
        assert work.cursor_id == 13
        assert [line_of(stage, words) for words in ("MENDESAK 3", "00001", "00013")] == [0, 1, 8]
        assert "baru" not in screen_text(stage)


async def test_what_arrives_above_leaves_no_lines_empty_below() -> None:
    async with on_stage(work := work_list(), size=(80, 12)) as (stage, pilot):
        work.set_rows(rows(*range(10, 16)))
        await pilot.press("down", "down", "down")
        work.set_rows([*rows(*range(8), group="MENDESAK"), *rows(*range(10, 16))])
        await pilot.pause()
        assert line_of(stage, "00015") == 10
        assert "baru ↑" in screen_text(stage)


async def test_the_cursor_stays_on_its_file_and_the_file_on_its_line_when_others_arrive() -> None:
    async with on_stage(work := work_list(), size=(80, 12)) as (stage, pilot):
        work.set_rows(rows(*range(10, 40)))
        await pilot.press("down", "down", "down")
        assert work.cursor_id == 13
        before = line_of(stage, "00013")
        work.set_rows([*rows(1, 2, 3, group="MENDESAK"), *rows(*range(10, 40))])
        await pilot.pause()
        assert work.cursor_id == 13
        assert line_of(stage, "00013") == before
        assert "+3 baru ↑" in screen_text(stage)
        await pilot.press("home")
        assert work.cursor_id == 1
        assert "baru" not in screen_text(stage)


async def test_at_the_top_of_a_list_that_keeps_it_what_comes_above_the_cursor_is_seen() -> None:
    listed: WorkList[int | str] = WorkList((Column("number"),), keeps_top=True)
    async with on_stage(listed, size=(80, 8)) as (stage, _):
        listed.set_rows(rows(*range(10, 30)))
        listed.set_rows(rows(5, *range(10, 30)))
        assert line_of(stage, "5") < line_of(stage, "10")
        assert listed.cursor_id == 10
        listed.set_rows(rows(*range(10), *range(10, 30)))
        assert listed.cursor_id == 10
        assert line_of(stage, "10") > 0  # no row pushes that of the cursor out


async def test_new_files_out_of_sight_below_are_announced_until_seen() -> None:
    async with on_stage(work := work_list(), size=(80, 12)) as (stage, pilot):
        work.set_rows(rows(*range(30)))
        await pilot.pause()
        assert line_of(stage, "MENUNGGU 30") == 0
        work.set_rows(rows(*range(32)))
        await pilot.pause()
        assert "+2 baru ↓" in screen_text(stage)
        await pilot.press("end")
        assert "baru" not in screen_text(stage)
        assert "32 dari 32" in screen_text(stage)


async def test_a_file_that_left_hands_the_cursor_to_its_neighbour() -> None:
    async with on_stage(work := work_list()) as (stage, pilot):
        work.set_rows(rows(1, 2, 3, 4))
        await pilot.press("down")
        followed = []
        for left in (rows(1, 3, 4), rows(1, 4), rows(1), []):
            work.set_rows(left)
            followed.append(work.cursor_id)
        assert followed == [3, 4, 1, None]
        await pilot.press("enter", "down", "t", "home", "pagedown")
        assert not stage.of(WorkList.Opened)


async def test_enter_opens_the_file_under_the_cursor_even_after_a_new_order() -> None:
    async with on_stage(work := work_list()) as (stage, pilot):
        work.set_rows(rows(1, 2, 3))
        await pilot.press("down", "down")
        work.set_rows(rows(3, 1, 2))
        await pilot.press("enter")
        await pilot.pause()
        assert [event.id for event in stage.of(WorkList.Opened)] == [3]


async def test_each_row_the_cursor_comes_to_is_told() -> None:
    async with on_stage(work := work_list()) as (stage, pilot):
        work.set_rows(rows(1, 2))
        await pilot.press("down", "down", "up")
        await pilot.pause()
        assert [event.id for event in stage.of(WorkList.Highlighted)] == [1, 2, 1]


async def test_t_marks_or_unmarks_and_goes_on_and_a_file_that_left_is_no_longer_marked() -> None:
    async with on_stage(work := work_list()) as (stage, pilot):
        work.set_rows(rows(1, 2, 3))
        await pilot.press("t", "T")
        await pilot.pause()
        assert work.marked == {1, 2}
        assert " ● 00002" in screen_text(stage)
        assert "▸  00003" in screen_text(stage)
        assert "2 ditandai" in screen_text(stage)
        await pilot.press("up", "t")
        work.set_rows(rows(2, 3))
        await pilot.pause()
        assert work.marked == set()
        assert [event.marked for event in stage.of(WorkList.MarksChanged)] == [
            {1}, {1, 2}, {1}, set(),
        ]  # fmt: skip


async def test_where_nothing_can_be_marked_t_is_left_to_others() -> None:
    async with on_stage(work := WorkList[int | str](COLUMNS)) as (_stage, pilot):
        work.set_rows(rows(1))
        await pilot.press("t")
        assert work.marked == set()


async def test_s_marks_all_under_the_heading_of_the_cursor_or_none_of_them() -> None:
    async with on_stage(work := work_list()) as (stage, pilot):
        work.set_rows([*rows(1, 2, 3), *rows(4, 5, group="TERTUNDA")])
        await pilot.press("t")
        assert "1 ditandai · S semua" in screen_text(stage)
        await pilot.press("s")
        assert work.marked == {1, 2, 3}
        await pilot.press("end", "s")
        assert work.marked == {1, 2, 3, 4, 5}
        await pilot.press("s")
        assert work.marked == {1, 2, 3}
        assert stage.of(WorkList.MarksChanged)[-1].marked == {1, 2, 3}


async def test_a_tick_repaints_only_the_cells_whose_words_changed_and_orders_nothing() -> None:
    async with on_stage(work := work_list()) as (stage, pilot):
        work.set_rows(
            [
                Row(n, (f"{n:05}", "x"), countdown=n * 10 * MINUTE + (30_000 if n == 2 else 0))
                for n in (3, 2, 1)
            ]
        )
        work.tick(0)
        await pilot.pause()
        asked = watch_repaints(work)
        work.tick(20_000)
        assert asked.count(None) == 0
        assert [(region.y, region.width, region.height) for region in asked if region] == [
            (0, 10, 1),
            (2, 10, 1),
        ]
        asked.clear()
        work.tick(25_000)
        assert asked == []
        work.tick(60 * MINUTE)
        await pilot.pause()
        assert [row.id for row in work.rows] == [3, 2, 1]
        lines = screen_text(stage).splitlines()
        assert [line.split()[-1] for line in lines[:3]] == ["LEWAT", "LEWAT", "LEWAT"]


async def test_a_clock_is_asked_again_only_when_its_words_may_have_changed() -> None:
    asked: list[tuple[int, int]] = []

    def told(row: Row[int | str], now_ms: int) -> Cell:
        assert isinstance(row.id, int)
        asked.append((row.id, now_ms))
        return Cell(f"{now_ms} ms", until=now_ms + 1000 * (row.id - 1))

    work = WorkList(COLUMNS, countdown_column="sisa", render_countdown=told)
    async with on_stage(work) as (stage, pilot):
        work.set_rows([Row(n, ("", ""), countdown=n) for n in (1, 4)])
        await pilot.pause()
        asked.clear()
        for second in range(1, 5):
            work.tick(second * 1000)
        assert asked == [(1, 1000), (1, 2000), (1, 3000), (4, 3000), (1, 4000)]
        asked.clear()
        work.tick(500)
        assert asked == [(1, 500), (4, 500)]
        await pilot.pause()
        assert screen_text(stage).count("500 ms") == 2


async def test_only_lines_that_changed_are_repainted() -> None:
    async with on_stage(work := work_list()) as (_stage, pilot):
        work.set_rows(rows(1, 2, 3, 4))
        await pilot.pause()
        asked = watch_repaints(work)
        work.set_rows(rows(1, 2, 3, 4))
        assert asked == []
        changed = rows(1, 2, 3, 4)
        changed[2] = Row(3, ("00003", "Nama lain"), group="MENUNGGU")
        work.set_rows(changed)
        assert [region.y for region in asked if region] == [3]
        asked.clear()
        await pilot.press("down")
        assert sorted(y for region in asked if region for y in region.line_range) == [1, 2]


PILE = (
    Column("nomor", weight=3, most=18),
    Column("nama", weight=2),
    Column("layanan", weight=1, from_width=40),
    Column("sisa", align="right"),
)


def widths(needs: Sequence[int], width: int, columns: Sequence[Column] = PILE) -> list[int]:
    return [span[1] if span else 0 for span in place(columns, needs, width)]


def test_a_column_is_as_wide_as_what_stands_in_it_and_left_out_where_nothing_does() -> None:
    assert widths((5, 10, 8, 12), 41) == [5, 10, 8, 12]
    assert widths((5, 10, 8, 12), 51) == [5, 15, 13, 12]
    assert widths((5, 10, 0, 12), 41) == [5, 20, 0, 12]
    assert widths((5, 10, 8, 12), 39) == [5, 20, 0, 12]
    assert place(PILE, (5, 10, 8, 12), 41) == [(0, 5), (7, 10), (19, 8), (29, 12)]


def test_where_room_is_scarce_the_service_gives_way_before_the_name() -> None:
    assert widths((5, 20, 24, 12), 60) == [5, 20, 17, 12]
    assert widths((5, 24, 24, 12), 44) == [5, 15, 6, 12]
    assert widths((30, 24, 24, 12), 60) == [18, 18, 6, 12]


@given(
    needs=st.lists(st.integers(0, 60), min_size=4, max_size=4),
    width=st.integers(0, 200),
)
def test_columns_never_overlap_nor_leave_the_list_and_what_has_room_is_whole(
    needs: list[int], width: int
) -> None:
    end = 0
    for span in place(PILE, needs, width):
        if span is not None:
            start, wide = span
            assert start >= end or not wide
            assert start + wide <= max(width, start)
            end = start + wide
    capped = [min(needs[0], 18), *needs[1:]]
    if width >= sum(capped) + 6 and width >= 40:
        assert all(given >= need for given, need in zip(widths(needs, width), capped, strict=True))


async def test_a_name_is_whole_where_the_other_columns_leave_room() -> None:
    name = "Contoh Bahari Nusantara, PT"
    async with on_stage(work := WorkList[int](PILE), size=(60, 8)) as (stage, pilot):
        work.set_rows([Row(1, ("00001", name, "Izin Reklame", "2 hari"), group="MENUNGGU")])
        await pilot.pause()
        assert name in screen_text(stage)
        work.set_rows([Row(1, ("00001", f"{name} Karimun Raya", "Izin Reklame", "2 hari"), group="MENUNGGU")])
        await pilot.pause()
        assert f"{name} Kar" in screen_text(stage)
        assert "Izin…" in screen_text(stage)


async def test_a_clock_that_grows_is_never_cut() -> None:
    async with on_stage(work := work_list(), size=(40, 8)) as (stage, pilot):
        work.tick(0)
        work.set_rows([Row(1, ("00001", "Pemohon dengan nama yang panjang sekali"), countdown=9 * MINUTE)])
        await pilot.pause()
        before = screen_text(stage)
        work.tick(10 * MINUTE)
        await pilot.pause()
        assert "9 mnt" in before
        assert "! LEWAT" in screen_text(stage)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (20, 5), (3, 2)])
async def test_hostile_names_are_shown_harmlessly(size: tuple[int, int]) -> None:
    async with on_stage(work := work_list(), size=size) as (stage, pilot):
        work.set_rows([Row(name, (name, name, Cell(name, "lewat")), group=name) for name in HOSTILE])
        await pilot.press("t", "down", "end")
        await pilot.pause()
        assert unsafe_characters(stage) == set()
        assert click_actions(stage) == []
        assert all(cells(line) <= size[0] for line in screen_text(stage).splitlines())


async def test_what_another_choice_lists_is_not_new() -> None:
    async with on_stage(work := work_list(), size=(80, 12)) as (stage, pilot):
        work.set_rows(rows(1, 2), of="narrowed")
        work.set_rows(rows(*range(30)), of="all")
        await pilot.pause()
        assert "baru" not in screen_text(stage)
        work.set_rows(rows(*range(31)), of="all")
        await pilot.pause()
        assert "+1 baru" in screen_text(stage)
