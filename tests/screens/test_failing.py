"""Whatever fails at a counter: one calm sentence, a report that names nobody, and the work goes on."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from contextlib import suppress
from threading import Event
from typing import Any

import pytest
from textual import events
from textual.app import ComposeResult
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from loket.desk import drafts
from loket.desk.case.file_view import view
from loket.desk.words.trouble import found_out
from loket.log import LOG
from loket.store.errors import StoreBusy, StoreUnreachable
from screens.entry.lock import LockScreen
from screens.entry.sign_in import SignInScreen
from screens.live.ahead import prepare
from screens.lookup.help import HelpScreen
from screens.shell.asking import FAILED
from screens.shell.crash import TROUBLED
from screens.shell.screen import LoketScreen
from screens.shell.writing import Write
from screens.supervise.screen import SupervisorScreen
from screens.widgets.dialogs import Dialog
from screens.widgets.key_bar import KeyBar
from screens.widgets.top_bar import CONNECTED, DISCONNECTED, UNREAD, TopBar
from screens.widgets.work_list import WorkList
from tests.opened import live, operator
from tests.rest import draw
from tests.screens.arrivals import queue_up
from tests.screens.counter import Clerk, at_work
from tests.screens.house import House, Open, enter, settle

NIK, NAME = "2102019999990042", "Contoh Binti Rekaan"


class Unknown(Exception):
    """What no sentence is written for; its words name somebody."""

    def __init__(self) -> None:
        super().__init__(f"{NAME} {NIK}")


def fail(*_: object, **__: object) -> Any:
    nik, name = NIK, NAME  # what stands in local variables must not get out either
    raise Unknown from KeyError(nik + name)


class Once:
    """Fails the first time that it is called, and does what it should ever after."""

    def __init__(self, call: Callable[..., Any]) -> None:
        self.call, self.left = call, 1

    def __call__(self, *given: Any, **named: Any) -> Any:
        if self.left:
            self.left -= 1
            fail()
        return self.call(*given, **named)


def log(house: House) -> str:
    path = house.path.parent / LOG
    return path.read_text("utf-8") if path.exists() else ""


def is_calm(house: House, clerk: Clerk, *words: str) -> None:
    """The program runs, says one of its sentences, and has written a report that names nobody."""
    assert clerk.app.is_running
    assert clerk.app.return_code is None
    clerk.sees(*(words or (TROUBLED,)))
    report = log(house)
    assert "test_failing.Unknown" in report
    for secret in (NIK, NAME, "Rekaan"):
        assert secret not in report
        assert secret not in clerk.screen


def told(unforeseen: list[Exception]) -> None:
    """The failure was no other than the one that was made."""
    assert unforeseen
    assert {type(getattr(error, "error", error)) for error in unforeseen} == {Unknown}
    unforeseen.clear()


async def failed(unforeseen: list[Exception], times: int = 1) -> None:
    """Wait until it has failed so often: when a timer runs no test can say."""
    while len(unforeseen) < times:
        await asyncio.sleep(0.001)


def once(monkeypatch: pytest.MonkeyPatch, owner: type, name: str) -> None:
    """Let this method fail the next time that it is called."""
    call = Once(getattr(owner, name))
    monkeypatch.setattr(owner, name, lambda *given, **named: call(*given, **named))


async def test_a_key_that_fails_is_told_and_works_when_pressed_again(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch, unforeseen: list[Exception]
) -> None:
    async with at_work(house, program, "penyelia") as clerk:
        once(monkeypatch, LoketScreen, "press_f1")
        await clerk.press("f1")
        is_calm(house, clerk)
        told(unforeseen)
        await clerk.press("f1")
        assert isinstance(clerk.app.screen, HelpScreen)


@pytest.mark.parametrize("owner", [LoketScreen, WorkList, KeyBar])
async def test_a_part_whose_message_failed_still_hears(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch, unforeseen: list[Exception], owner: type
) -> None:
    async with at_work(house, program, "penyelia") as clerk:
        part = clerk.app.screen if owner is LoketScreen else clerk.app.screen.query_one(owner)
        part.post_message(events.Callback(callback=fail))
        await clerk.settle()
        is_calm(house, clerk)
        told(unforeseen)
        heard: list[bool] = []
        part.call_later(heard.append, True)
        await clerk.settle()
        assert heard


@pytest.mark.parametrize("how", ["call_next", "call_later", "call_after_refresh", "timer"])
async def test_what_was_put_off_and_fails_is_told(
    house: House, program: Open, unforeseen: list[Exception], how: str
) -> None:
    async with at_work(house, program, "penyelia") as clerk:
        screen, done = clerk.app.screen, asyncio.Event()
        if how == "timer":
            screen.set_timer(0.05, fail)
            screen.set_timer(0.06, done.set)
            await done.wait()
        else:
            getattr(screen, how)(fail)
            screen.refresh()
        await clerk.settle()
        is_calm(house, clerk)
        told(unforeseen)


async def test_a_worker_that_fails_is_told(house: House, program: Open, unforeseen: list[Exception]) -> None:
    async with at_work(house, program, "penyelia") as clerk:
        clerk.app.run_worker(fail, thread=True)
        await clerk.settle()
        is_calm(house, clerk)
        told(unforeseen)


async def test_what_fails_each_second_is_told_once_and_counted(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch, unforeseen: list[Exception]
) -> None:
    async with at_work(house, program, "penyelia") as clerk:
        monkeypatch.setattr(SupervisorScreen, "tick", fail)
        for at in range(25):
            clerk.app.set_timer(0.0001, live(clerk.app).tick)
            await failed(unforeseen, at + 1)
            await clerk.settle()
            if at == 1:
                is_calm(house, clerk)
                clerk.app.say("F9 urung.")
        told(unforeseen)
        clerk.sees("F9 urung.")
        assert log(house).count("SupervisorScreen") == 0
        assert log(house).count("test_failing.Unknown") == 2
        assert "  10x" in log(house)


class Unshowable(LoketScreen):
    """A screen that fails while it is made, the first time or always."""

    def __init__(self, where: str) -> None:
        super().__init__()
        self.where = where

    def compose(self) -> ComposeResult:
        yield TopBar()
        if self.where == "compose":
            fail()
        yield Unwilling(self.where)
        yield KeyBar()

    def on_mount(self) -> None:
        if self.where == "mount":
            fail()
        super().on_mount()


class Unwilling(Widget):
    """A part that fails to be made, measured or drawn."""

    def __init__(self, where: str) -> None:
        super().__init__()
        self.where = where
        self.styles.height = "auto"

    def on_mount(self) -> None:
        if self.where == "part":
            fail()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return fail() if self.where == "layout" else 1

    def render_line(self, y: int) -> Strip:
        return fail() if self.where == "render" else Strip.blank(10)


class UnshowableDialog(Dialog[None]):
    """A dialog that cannot be made."""

    def body(self) -> ComposeResult:
        yield fail()


@pytest.mark.usefixtures("drawn")
@pytest.mark.parametrize("where", ["compose", "mount", "part", "layout", "render"])
async def test_a_screen_that_cannot_be_shown_is_closed(
    house: House, program: Open, unforeseen: list[Exception], where: str
) -> None:
    async with at_work(house, program, "penyelia") as clerk:
        before = clerk.app.screen
        clerk.app.push_screen(Unshowable(where))
        await clerk.settle()
        is_calm(house, clerk)
        told(unforeseen)
        assert clerk.app.screen is before
        await clerk.press("f1")
        assert isinstance(clerk.app.screen, HelpScreen)


async def test_a_dialog_that_cannot_be_shown_is_closed(
    house: House, program: Open, unforeseen: list[Exception]
) -> None:
    async with at_work(house, program, "penyelia") as clerk:
        before = clerk.app.screen
        clerk.app.push_screen(UnshowableDialog("Contoh", None))
        await clerk.settle()
        is_calm(house, clerk)
        told(unforeseen)
        assert clerk.app.screen is before


@pytest.mark.usefixtures("drawn")
@pytest.mark.parametrize("where", ["compose", "mount", "layout", "render"])
async def test_who_has_no_screen_that_can_be_shown_is_back_at_the_sign_in(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch, unforeseen: list[Exception], where: str
) -> None:
    monkeypatch.setattr("screens.live.operator.first_screen", lambda *_: Unshowable(where))
    app = program()
    async with app.run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "penyelia")
        clerk = Clerk(app, pilot)
        is_calm(house, clerk)
        told(unforeseen)
        assert isinstance(app.screen, SignInScreen)
        assert live(app).person is None


async def test_a_cover_that_cannot_be_shown_lets_nobody_in(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch, unforeseen: list[Exception]
) -> None:
    async with at_work(house, program, "penyelia") as clerk:
        monkeypatch.setattr(LockScreen, "on_mount", fail)
        operator(clerk.app).cover()
        await clerk.settle()
        is_calm(house, clerk)
        told(unforeseen)
        assert isinstance(clerk.app.screen, SignInScreen)
        assert live(clerk.app).person is None


@pytest.mark.usefixtures("drawn")
async def test_a_sign_in_that_cannot_be_shown_any_more_ends_the_program(
    program: Open, monkeypatch: pytest.MonkeyPatch, unforeseen: list[Exception]
) -> None:
    app = program()
    with suppress(Unknown):  # what fails while it ends, the pilot raises
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            monkeypatch.setattr(KeyBar, "render_line", fail)
            app.screen.query_one(KeyBar).refresh()
            for _ in range(1000):
                if not app.is_running:
                    break
                await draw(app)
                await asyncio.sleep(0.01)
    assert app.return_code == 1
    told(unforeseen)


@pytest.mark.usefixtures("drawn")
@pytest.mark.parametrize(("part", "name"), [(TopBar, "render_line"), (KeyBar, "get_content_height")])
async def test_a_part_that_fails_once_to_be_drawn_is_drawn_again(
    house: House,
    program: Open,
    monkeypatch: pytest.MonkeyPatch,
    unforeseen: list[Exception],
    part: type[Widget],
    name: str,
) -> None:
    async with at_work(house, program, "penyelia") as clerk:
        before = clerk.app.screen
        once(monkeypatch, part, name)
        before.query_one(part).refresh(layout=True)
        while not unforeseen:  # drawn by a timer, for which no test waits
            await draw(clerk.app)
            await asyncio.sleep(0.001)
        await clerk.settle()
        is_calm(house, clerk, TROUBLED, "Gita Contoh")
        told(unforeseen)
        assert clerk.app.screen is before


async def test_a_list_that_cannot_be_read_says_so_and_is_read_again(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch, unforeseen: list[Exception]
) -> None:
    ref = house.complete(house.register())
    async with at_work(house, program, "bo") as clerk:
        screen = clerk.app.screen
        assert isinstance(screen, LoketScreen)
        with monkeypatch.context() as broken:
            broken.setattr("loket.desk.case.lists.pile", fail)
            for _ in range(3):
                screen.look_again()
                await clerk.settle()
            is_calm(house, clerk, FAILED["read"])
            clerk.app.say("")
            screen.look_again()
            await clerk.settle()
            clerk.sees(UNREAD)
            told(unforeseen)
        screen.look_again()
        await clerk.settle()
        clerk.sees(CONNECTED[0])
        assert screen.query_one(WorkList).cursor_id == (ref.file, 0)


async def test_an_act_that_fails_is_not_recorded_and_can_be_done_again(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch, unforeseen: list[Exception]
) -> None:
    house.complete(house.register())
    async with at_work(house, program, "bo") as clerk:
        with monkeypatch.context() as broken:
            broken.setattr("screens.desk.screen.perform", fail)
            await clerk.press("f2")
            is_calm(house, clerk, FAILED["act"])
            told(unforeseen)
        await clerk.press("f2")
        clerk.sees("diambil.")


async def test_only_trouble_of_the_database_is_called_disconnected(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch, unforeseen: list[Exception]
) -> None:
    async with at_work(house, program, "penyelia") as clerk:
        app = clerk.app
        with monkeypatch.context() as broken:
            broken.setattr(type(live(app).changes.feed), "poll", fail)
            app.set_timer(0.0001, live(app).changes.look)
            await failed(unforeseen)
            await clerk.settle()
            is_calm(house, clerk)
            told(unforeseen)
            clerk.sees(CONNECTED[0])
        with monkeypatch.context() as broken:

            def gone(_: object) -> None:
                raise StoreUnreachable(house.path)

            broken.setattr(type(live(app).changes.feed), "poll", gone)
            house.pass_minutes(3)
            await clerk.look_again()
            clerk.sees(f"○ data 08.05, {DISCONNECTED.removeprefix('○ ')}")
        with monkeypatch.context() as lost:  # an act of which no answer came
            lost.setattr(type(live(app).changes.feed), "unsure", True)
            lost.setattr(type(live(app).changes.feed), "settle", lambda _: True)
            await clerk.look_again()
        clerk.sees(CONNECTED[0])
        clerk.sees(found_out(kept=True))


async def test_what_waits_behind_an_answer_that_cannot_be_brought_is_written(
    house: House, program: Open, unforeseen: list[Exception]
) -> None:
    async with at_work(house, program, "penyelia") as clerk:
        writes, written = live(clerk.app).writes, list[str]()
        go_on = Event()
        writes.put(Write(go_on.wait, fail, lasting=False))
        writes.put(Write(lambda: written.append("satu"), lambda *_: None, lasting=True))
        go_on.set()
        await clerk.settle()
        assert written == ["satu"]
        told(unforeseen)


async def test_the_collector_runs_again_though_nothing_could_be_read_ahead(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_: object) -> None:
        raise StoreBusy(house.path)

    monkeypatch.setattr("screens.live.ahead.read_ahead", busy)
    gc.disable()
    try:
        prepare(house.desk)
        assert gc.isenabled()
    finally:
        gc.enable()


async def test_data_that_could_not_be_kept_is_kept_with_the_next(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch, unforeseen: list[Exception]
) -> None:
    ref = house.complete(house.register())
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("f2")
        with monkeypatch.context() as broken:
            broken.setattr("loket.desk.case.entries.save_fields", fail)
            await clerk.write("STR-1")
            await clerk.press("down")
            is_calm(house, clerk, FAILED["keep"])
            told(unforeseen)
        await clerk.press("down")
        await clerk.write("Praktik Contoh")
        await clerk.press("down")
        kept = view(house.desk, house.who("bo"), ref.file).values
        assert {"STR-1", "Praktik Contoh"} <= set(kept.values())


async def test_a_draft_that_could_not_be_read_opens_when_it_can(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch, unforeseen: list[Exception]
) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h")
        await clerk.press("down")
        await clerk.write("Siti Aminah")
        await clerk.press("f10", "f10")
    load = drafts.load
    with monkeypatch.context() as broken:
        broken.setattr(drafts, "load", fail)
        async with at_work(house, program, "fo2") as clerk:
            is_calm(house, clerk, FAILED["read"])
            told(unforeseen)
            broken.setattr(drafts, "load", load)
            screen = clerk.app.screen
            assert isinstance(screen, LoketScreen)
            screen.look_again()
            await clerk.settle()
            clerk.sees("Siti Aminah", "terbuka lagi")


async def test_who_came_is_told_with_the_file_when_it_could_not_be_told_before(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch, unforeseen: list[Exception]
) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2")
        with monkeypatch.context() as broken:
            broken.setattr("loket.desk.queue.calling.present", fail)
            await clerk.press("h")
            is_calm(house, clerk, FAILED["act"])
            told(unforeseen)
        await clerk.write("2102015508900012")
        await clerk.press("enter")
        await clerk.write("Siti Aminah")
        await clerk.press("f8")
        clerk.sees("00001 Izin Reklame", "DILAYANI 1")
