"""Room on the screen: a late file in a small window, and a window in which nobody can work."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from textual._compositor import Compositor
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.widget import Widget
from textual.widgets import Static

from loket.desk.case.file_view import view
from screens.counter.screen import CounterScreen
from screens.desk.screen import DeskScreen
from screens.file.case import CaseScreen
from screens.widgets.fields import TextField
from tests.opened import operator
from tests.screens.counter import Clerk, at_work
from tests.screens.house import NIK, House, Open

DAY = 24 * 60
WARNING = "dapat dianggap dikabulkan"


def late_file(house: House) -> int:
    """With the back office since long after every limit of it ran out."""
    file = house.complete(house.register("Satu Contoh")).file
    house.pass_minutes(9 * DAY)
    return file


async def resize(clerk: Clerk, width: int, height: int) -> None:
    await clerk.pilot.resize_terminal(width, height)
    await clerk.settle()


def foot(clerk: Clerk) -> list[str]:
    """The lines of the limits under the file."""
    limits = clerk.app.screen.query_one("#pane-limits").content_region
    lines = clerk.screen.splitlines()[limits.y : limits.bottom]
    return [line[limits.x : limits.right].rstrip() for line in lines]


async def test_the_limits_of_a_late_file_leave_its_form_in_sight(house: House, program: Open) -> None:
    file = late_file(house)
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("f2")
        first, second = foot(clerk)
        assert first.startswith("Batas hukum · LEWAT")
        others = len(view(house.desk, house.who("bo"), file).running) - 1
        assert second == f"Lapor pimpinan · dan {others} batas lain (F4)"
        form = clerk.app.screen.query_one("#pane-body")
        assert form.region.height >= 10
        await clerk.press("f4", "4")
        clerk.sees(WARNING, "Seluruh SOP", "Batas hukum")


async def test_where_there_is_room_every_limit_stands_with_the_file(house: House, program: Open) -> None:
    late_file(house)
    async with at_work(house, program, "bo", size=(120, 36)) as clerk:
        clerk.sees(WARNING, "Seluruh SOP", "Batas hukum")
        await resize(clerk, 80, 24)
        clerk.sees("batas lain (F4)")
        await resize(clerk, 120, 36)
        clerk.sees(WARNING)


async def test_of_a_file_in_time_the_limit_that_runs_out_first_is_told(house: House, program: Open) -> None:
    house.complete(house.register())
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("f2")
        first, second = foot(clerk)
        assert first.startswith("Batas 5 menit · sisa 5 mnt")
        assert second == "dan 2 batas lain (F4)"


async def test_a_window_too_small_says_so_and_loses_nothing(house: House, program: Open) -> None:
    ref = house.complete(house.register())
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("f2")
        before = view(house.desk, house.who("bo"), ref.file).here
        await clerk.press(*"abc")
        await resize(clerk, 79, 20)
        clerk.sees("terlalu kecil: 79 × 20", "sedikitnya 80 × 20")
        await resize(clerk, 40, 10)
        clerk.sees("40 × 10")
        assert "Nomor STR" not in clerk.screen
        await clerk.press("x", "f10", "f8")
        await resize(clerk, 80, 20)
        screen = clerk.app.screen
        assert isinstance(screen, DeskScreen)
        assert isinstance(screen.focused, TextField)
        assert screen.focused.value == "abc"
        assert view(house.desk, house.who("bo"), ref.file).here == before
        await clerk.press("d", "enter")
        assert "abcd" in clerk.screen


async def test_a_question_in_a_window_too_small_is_still_asked_afterwards(
    house: House, program: Open
) -> None:
    house.complete(house.register())
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("f10")
        clerk.sees("Ganti orang")
        await resize(clerk, 60, 20)
        assert "Ganti orang" not in clerk.screen
        await clerk.press("escape")
        await resize(clerk, 80, 24)
        clerk.sees("Ganti orang")


async def test_a_screen_newly_shown_is_styled_once(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.complete(house.register())
    async with at_work(house, program, "bo") as clerk:
        styled = list[DOMNode]()
        update = Stylesheet.update_nodes

        def kept(sheet: Stylesheet, nodes: Iterable[DOMNode], animate: bool = False) -> None:
            styled.extend(nodes := list(nodes))
            update(sheet, nodes, animate)

        monkeypatch.setattr(Stylesheet, "update_nodes", kept)
        await clerk.press("f4")
        assert isinstance(clerk.app.screen, CaseScreen)
        assert clerk.app.screen not in styled


async def test_at_the_counter_a_limit_says_at_once_as_much_as_there_is_room_for(
    house: House, program: Open
) -> None:
    ref = house.register()
    async with at_work(house, program, "fo2") as clerk:
        operator(clerk.app).own_screen.show_file(ref.file)
        await clerk.settle()
        clerk.sees("Batas 10 menit · sisa 10 mnt · s.d. 08.15")
        await resize(clerk, 120, 36)
        clerk.sees("Batas 10 menit · sisa 10 mnt · paling lambat 08.15")


async def test_a_line_whose_words_change_again_after_a_layout_has_room_for_the_last(
    house: House, program: Open
) -> None:
    async with at_work(house, program, "fo2") as clerk:
        screen = clerk.app.screen
        assert isinstance(screen, CounterScreen)
        screen.open_form(None)
        await clerk.write(NIK)
        line = next(line for line in screen.query(".form--about").results(Static) if line.display)
        line.update("satu")
        for around in line.ancestors:
            if isinstance(around, Widget):
                around._clear_arrangement_cache()  # a part beside it asked to be laid out
        screen._refresh_layout()
        for _ in range(3):  # what is learned of the NIK meanwhile takes the words' place
            line.update("kata " * 20)
            await clerk.settle()
            if "kata" in str(line.content):
                break
        assert line.size.height > 1


async def test_a_letter_typed_lays_out_no_other_part(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(house, program, "fo2") as clerk:
        assert isinstance(clerk.app.screen, CounterScreen)
        clerk.app.screen.open_form(None)
        await clerk.settle()
        await clerk.press("down", *"Sari")
        laid_out = list[str]()
        reflow = Compositor.reflow

        def kept(compositor: Compositor, *given: Any) -> Any:
            laid_out.append("")
            return reflow(compositor, *given)

        monkeypatch.setattr(Compositor, "reflow", kept)
        await clerk.press(*"Contoh")
        clerk.sees("SariContoh")
        assert len(laid_out) <= 1  # what was begun a moment before may end now
