"""A database that is busy or away for a while costs nobody what they typed, and the program no rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from loket.desk import watching
from loket.desk.case import entries, lists
from loket.desk.case.file_view import FileView, view
from loket.desk.case.perform import perform
from loket.desk.intake import registration
from loket.desk.people import preferences, staff
from loket.flow.acts import Take, Void
from loket.store.errors import StoreBusy, StoreTrouble, StoreUnreachable
from screens.desk.screen import DeskScreen
from screens.shell.asking import WAITING
from screens.shell.theme import DARK
from screens.widgets.top_bar import DISCONNECTED
from tests.desk.karimun import filled
from tests.opened import live, operator
from tests.screens.arrivals import queue_up, register
from tests.screens.counter import Clerk, at_work
from tests.screens.house import House, Open, enter, hear, until


class Away:
    """The database takes and gives nothing until `back`; `asked` counts who asked in vain."""

    def __init__(self, trouble: StoreTrouble, really: Callable[..., Any]) -> None:
        self.trouble, self.really = trouble, really
        self.back = False
        self.asked = 0

    def __call__(self, *given: Any, **named: Any) -> Any:
        if self.back:
            return self.really(*given, **named)
        self.asked += 1
        raise self.trouble


def in_hand(house: House, name: str = "Siti Aminah") -> FileView:
    """A file that the back office has taken, its data filled in."""
    ref = perform(house.desk, house.who("bo"), house.complete(house.register(name)), Take())
    found = view(house.desk, house.who("bo"), ref.file)
    entries.save_fields(house.desk, house.who("bo"), ref.file, filled(found))
    return found


async def leave(clerk: Clerk) -> None:
    """Change the person, files in hand or not."""
    for _ in range(3):
        if "Tutup layar ini" not in clerk.screen:
            await clerk.press("f10")
    await clerk.press("home", "down", "enter")
    if "Ya, ganti orang" in clerk.screen:
        await clerk.press("enter")


async def test_a_list_that_cannot_be_read_is_not_asked_for_without_a_pause(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.complete(house.register())
    async with at_work(house, program, "bo") as clerk:
        away = Away(StoreUnreachable(house.path), lists.pile)
        monkeypatch.setattr(lists, "pile", away)
        clerk.app.screen.changed()  # type: ignore[attr-defined]
        for _ in range(5):
            await clerk.settle()
        clerk.sees("Data kantor tidak terbaca", "Siti Aminah")
        assert away.asked <= 2


async def test_a_list_that_could_not_be_read_comes_back_without_a_key(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.shell.asking.AGAIN_SECONDS", 0.05)
    async with at_work(house, program, "bo") as clerk:
        away = Away(StoreUnreachable(house.path), lists.pile)
        monkeypatch.setattr(lists, "pile", away)
        house.complete(house.register("Rudi Contoh"))
        await clerk.look_again()
        await until(clerk.pilot, lambda: away.asked >= 3)
        assert "Rudi" not in clerk.screen
        away.back = True
        await until(clerk.pilot, lambda: "Rudi" in clerk.screen)


async def test_what_was_typed_is_kept_though_another_file_is_shown_and_the_person_gone(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = in_hand(house)
    in_hand(house, "Rudi Contoh")
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("home", "enter", "home")
        away = Away(StoreBusy(house.path), entries.save_fields)
        monkeypatch.setattr(entries, "save_fields", away)
        await clerk.pilot.press("B", "A", "R", "U")
        await clerk.press("f10", "down")
        clerk.sees("Data kantor belum dapat ditulis; yang diketik disimpan begitu bisa.")
        await clerk.press("up")
        await leave(clerk)
        assert live(clerk.app).person is None
        away.back = True
        live(clerk.app).writes.go_on()  # by itself after a moment
        await clerk.settle()
    kept = view(house.desk, house.who("bo"), found.ref.file).values
    assert "BARU" in kept[found.fields[0].key]


@pytest.mark.parametrize("busy", [False, True])
async def test_who_comes_straight_back_to_a_file_finds_what_they_typed(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch, busy: bool
) -> None:
    found = in_hand(house)
    in_hand(house, "Rudi Contoh")
    key = found.fields[0].key
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("home", "enter", "home")
        away = Away(StoreBusy(house.path), entries.save_fields)
        away.back = not busy
        monkeypatch.setattr(entries, "save_fields", away)
        await clerk.pilot.press("B", "A", "R", "U", "escape", "down", "up")
        await clerk.settle()
        assert "BARU" in typed_at(clerk)[key]
        await clerk.press("down", "up")
        assert "BARU" in typed_at(clerk)[key]
        away.back = True
        live(clerk.app).writes.go_on()
        await clerk.settle()
        await clerk.press("down", "up")
        assert "BARU" in typed_at(clerk)[key]
    assert "BARU" in view(house.desk, house.who("bo"), found.ref.file).values[key]


def typed_at(clerk: Clerk) -> dict[str, str]:
    """What stands in the fields of the file that is shown."""
    screen = clerk.app.screen
    assert isinstance(screen, DeskScreen)
    assert screen.data_form is not None
    return screen.data_form.values()


async def test_what_was_typed_in_the_last_moment_before_leaving_is_kept(house: House, program: Open) -> None:
    found = in_hand(house)
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("enter", "home")
        await clerk.pilot.press("B", "A", "R", "U")
        await leave(clerk)
        assert live(clerk.app).person is None
    kept = view(house.desk, house.who("bo"), found.ref.file).values
    assert "BARU" in kept[found.fields[0].key]


async def test_marks_are_written_for_who_made_them_when_somebody_else_has_sat_down(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = house.register()
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("enter")
        away = Away(StoreBusy(house.path), entries.set_mark)
        monkeypatch.setattr(entries, "set_mark", away)
        await clerk.press("a", "k")
        await leave(clerk)
        await enter(clerk.pilot, house, "bo")
        away.back = True
        live(clerk.app).writes.go_on()
        await clerk.settle()
    found = view(house.desk, house.who("fo2"), ref.file)
    assert [item.mark for item in found.checklist[:2]] == ["ada", "kurang"]
    assert {event.person for event in found.events} == {house.ids["fo2"]}


async def test_who_comes_back_to_a_file_on_a_desk_finds_the_marks_that_wait_for_the_database(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = house.register()
    house.register("Rudi Contoh")
    async with at_work(house, program, "fo2") as clerk:
        clerk.app.push_screen(DeskScreen("Meja"))
        await clerk.settle()
        away = Away(StoreBusy(house.path), entries.set_mark)
        monkeypatch.setattr(entries, "set_mark", away)
        await clerk.press("home", "enter", "a", "k", "c")
        await clerk.write("buram")
        await clerk.press("enter", "f10", "down", "up")
        clerk.sees("00001 SIP Bidan", "✓ ada", "✗ kurang", "└ buram")
        away.back = True
        live(clerk.app).writes.go_on()
        await clerk.settle()
    found = view(house.desk, house.who("fo2"), ref.file)
    assert [item.mark for item in found.checklist[:2]] == ["ada", "kurang"]


async def test_what_a_rule_refuses_after_its_screen_is_gone_is_told(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = house.register()
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("enter")
        away = Away(StoreBusy(house.path), entries.set_mark)
        monkeypatch.setattr(entries, "set_mark", away)
        await clerk.press("a")
        await leave(clerk)
        perform(
            house.desk,
            house.who("fo2"),
            view(house.desk, house.who("fo2"), ref.file).ref,
            Void(),
            remark="salah",
        )
        away.back = True
        live(clerk.app).writes.go_on()
        await clerk.settle()
        clerk.sees("Ketikan batal: Berkas sudah selesai")


async def test_the_draft_of_a_registration_does_not_come_back_after_it(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue_up(house, 1)
    register = registration.register
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h")
        form = clerk.app.screen.form  # type: ignore[attr-defined]
        form.fill({"nik": "2102015508900012", "name": "Siti Aminah"})
        await clerk.settle()

        def slow(*given: Any, **named: Any) -> Any:
            """While the registration is under way the hands type on, and a moment goes by."""
            clerk.app.call_from_thread(form.fill, {"address": "Jl. Contoh 1"})
            clerk.app.call_from_thread(form.edited_now)
            return register(*given, **named)

        monkeypatch.setattr(registration, "register", slow)
        await clerk.press("f8")
        (kept,) = house.half_typed()
        assert kept["address"] == ""
        await hear(clerk.pilot)
        clerk.sees("Siti Aminah")
        await clerk.press("f10", "f8")
        assert form.values()["name"] == ""


async def test_the_time_set_for_an_act_stays_while_the_act_is_refused(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.screens.test_desk import set_a_time, taken

    file = house.complete(house.register()).file
    house.pass_minutes(30)
    async with at_work(house, program, "bo") as clerk:
        await set_a_time(clerk, "08.10")
        away = Away(StoreBusy(house.path), perform)
        monkeypatch.setattr("screens.desk.screen.perform", away)
        await clerk.press("f2")
        assert len(taken(house, file)) == 1  # at Loket 2
        away.back = True
        await clerk.press("f2")
    at, recorded = taken(house, file)[-1]
    assert recorded - at == 25 * 60_000


async def test_staff_that_cannot_be_read_again_end_no_program_and_are_read_at_the_next_look(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(house, program, "bo") as clerk:
        away = Away(StoreUnreachable(house.path), watching.present)
        monkeypatch.setattr("screens.live.changes.present", away)
        added = staff.add(
            house.desk,
            None,
            nip="199001012020012099",
            name="Hadi Contoh",
            password="kata-sandi-contoh",
            roles=("bo",),
        )
        await clerk.look_again()
        clerk.sees(DISCONNECTED.removeprefix("○ "))
        away.back = True
        await clerk.look_again()
        assert live(clerk.app).changes.connected
        assert live(clerk.app).names[added] == "Hadi Contoh"


async def test_another_look_is_shown_at_once_and_kept_for_good_when_the_database_is_free(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(house, program, "bo") as clerk:
        away = Away(StoreBusy(house.path), preferences.keep)
        monkeypatch.setattr(preferences, "keep", away)
        operator(clerk.app).next_look()
        await clerk.settle()
        assert clerk.app.theme == DARK
        away.back = True
        live(clerk.app).writes.go_on()
        await clerk.settle()
    house.pass_minutes(90 * 24 * 60)
    async with at_work(house, program, "bo") as clerk:
        assert clerk.app.theme == DARK


async def test_an_act_that_waits_for_another_program_says_so_and_then_what_became_of_it(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.shell.asking.PATIENT_SECONDS", 0.05)
    house.complete(house.register())
    async with at_work(house, program, "bo") as clerk:
        with house.desk.store.write():
            await clerk.pilot.press("f2")
            await until(clerk.pilot, lambda: WAITING in clerk.screen)
            await clerk.pilot.press("down", "f2")
            clerk.sees(WAITING)
        await clerk.settle()
        clerk.sees("DI TANGAN ANDA 1")
        assert WAITING not in clerk.screen


async def test_an_act_that_is_answered_at_once_says_nothing_of_waiting(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.shell.asking.PATIENT_SECONDS", 0.3)
    house.complete(house.register())
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("f2")
        await clerk.pilot.pause(0.4)
        assert not clerk.app.screen.waited  # type: ignore[attr-defined]
        assert WAITING not in clerk.screen


async def test_a_mark_that_waits_to_be_written_is_counted_before_a_registration_is_taken_back(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await register(clerk)
        monkeypatch.setattr(entries, "set_mark", Away(StoreBusy(house.path), entries.set_mark))
        await clerk.pilot.press("a")
        await clerk.pilot.press("f9")
        await until(clerk.pilot, lambda: "1 tanda dan catatan kelengkapan yang sudah" in clerk.screen)
        monkeypatch.undo()
        await clerk.press("escape")
