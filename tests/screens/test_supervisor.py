"""The supervisor's list: every open file by urgency, and taking over from somebody with a reason."""

from __future__ import annotations

from threading import Event
from typing import Any

import pytest

from loket.desk.backup.making import make
from loket.desk.case import file_view, overview, record
from loket.desk.case.overview import Group, Overview, group
from loket.desk.case.perform import perform, return_to_pile
from loket.flow.acts import PutBack, Take, TakeOver
from loket.flow.countdown import Countdown, moment
from loket.flow.standing import Standing
from loket.lengths import MINUTE
from screens.file.case import CaseScreen
from screens.supervise import files
from screens.supervise.rows import desk_names
from screens.supervise.screen import SupervisorScreen
from tests.opened import live
from tests.screen_text import click_actions, screen_text, unsafe_characters
from tests.screens.counter import Clerk, at_work
from tests.screens.house import House, Open, enter, hear, settle, until
from tests.widgets.stage import HOSTILE, watch_repaints


async def test_files_stand_by_urgency_and_what_rests_says_for_whom(house: House, program: Open) -> None:
    late = perform(house.desk, house.who("bo"), house.complete(house.register("Andi Terlambat")), Take())
    house.give_back(house.register("Rina Tertunda"), reason="Pasfoto buram")
    house.complete(house.register("Siti Berjalan"))
    house.pass_minutes(6)
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "penyelia")
        assert isinstance(pilot.app.screen, SupervisorScreen)
        lines = screen_text(pilot.app).splitlines()
    at = {word: next(y for y, text in enumerate(lines) if word in text) for word in WORDS}
    assert [at[word] for word in WORDS] == sorted(at[word] for word in WORDS)
    assert "LEWAT 1 mnt" in lines[at["Andi Terlambat"]]
    assert "menunggu pemohon" in lines[at["Rina Tertunda"]]
    assert late.file == 1


def count(screen: SupervisorScreen) -> int:
    return len(screen.open_files.rows)


WORDS = ("LEWAT 1", "Andi Terlambat", "BERJALAN 1", "Siti Berjalan", "TERTUNDA 1", "Rina Tertunda")


def test_waiting_and_working_time_stand_apart(house: House) -> None:
    ref = house.register()
    house.pass_minutes(4)
    ref = house.complete(ref)
    house.pass_minutes(30)
    ref = perform(house.desk, house.who("bo"), ref, Take())
    house.pass_minutes(2)
    (file,) = overview.look(house.desk, house.who("penyelia")).files
    time = house.desk.working_time()
    assert (file.over.waited, file.over.worked) == (30 * MINUTE, 4 * MINUTE)
    assert file.so_far(moment(time, house.now)) == (30 * MINUTE, 6 * MINUTE)
    saturday = house.now + 60 * 24 * MINUTE  # no working time after Friday's closing
    assert file.so_far(moment(time, saturday)) == file.so_far(moment(time, saturday + 60 * MINUTE))
    assert file.so_far(moment(time, time.horizon[1] + MINUTE)) == (30 * MINUTE, None)


def test_the_counts_say_how_many_wait_and_since_when(house: House) -> None:
    house.complete(house.register())
    since = house.now
    house.pass_minutes(9)
    house.complete(house.register())
    counts = overview.look(house.desk, house.who("penyelia")).counts
    waiting = next(count for count in counts if count.role == "bo" and count.standing is Standing.WAITING)
    assert (waiting.count, waiting.since) == (2, since)


def test_a_file_is_near_on_the_last_working_day_before_it_is_due(house: House) -> None:
    house.complete(house.register())
    (file,) = overview.look(house.desk, house.who("penyelia")).files
    assert isinstance(file.row.clock, Countdown)
    time, due, day = house.desk.working_time(), file.row.clock.deadline.at, 24 * 60 * MINUTE

    def seen(at: int) -> Group:
        return group(file.row, moment(time, at), near_days=1)

    assert (seen(due - 4 * day), seen(due - day)) == (Group.RUNNING, Group.NEAR)
    assert (seen(due - MINUTE), seen(due + MINUTE)) == (Group.TODAY, Group.OVERDUE)


def test_a_desk_is_named_by_the_shortest_name_that_no_other_has(house: House) -> None:
    names = desk_names(house.desk.office)
    assert names["bo"] == "BO"
    assert names["fo2"] == "Petugas Loket 2"
    assert names["kabid"] == "Kepala Bidang"
    assert len(set(names.values())) == len(names)


async def test_the_top_says_how_many_wait_at_each_desk(house: House, program: Open) -> None:
    house.complete(house.register())
    house.pass_minutes(12)
    house.complete(house.register())
    async with program().run_test(size=(120, 36)) as pilot:
        await enter(pilot, house, "penyelia")
        assert "BO: 2 (12 mnt)" in screen_text(pilot.app)


async def test_desks_and_standings_narrow_the_list(house: House, program: Open) -> None:
    house.complete(house.register("Siti Menunggu"))
    perform(house.desk, house.who("bo"), house.complete(house.register("Rudi Dikerjakan")), Take())
    house.register("Tono Diloket")
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "penyelia")
        await pilot.press("3")
        await settle(pilot)
        working = screen_text(pilot.app)
        await pilot.press("right")
        await settle(pilot)
        counter = screen_text(pilot.app)
        await pilot.press("left", "1")
        await settle(pilot)
        everything = screen_text(pilot.app)
    assert "Rudi Dikerjakan" in working
    assert "Siti Menunggu" not in working
    assert "Tono Diloket" in counter
    assert "Rudi Dikerjakan" not in counter
    assert all(name in everything for name in ("Siti Menunggu", "Rudi Dikerjakan", "Tono Diloket"))


async def test_a_chosen_desk_stays_on_the_line_when_its_last_file_has_left(
    house: House, program: Open
) -> None:
    ref = house.complete(house.register())
    house.register("Tono Diloket")
    async with at_work(house, program, "penyelia") as clerk:
        await clerk.press("right", "right")
        clerk.sees("Semua meja Petugas Loket 2: – [BO: 1 (baru saja)]")
        house.step("bo", ref, "benar")
        await clerk.look_again()
        clerk.sees(
            "Semua meja Petugas Loket 2: – [BO: –] Kepala Seksi: 1", "Tidak ada berkas terbuka untuk “BO”."
        )
        await clerk.press("right")
        clerk.sees("[Kepala Seksi: 1", "Siti Aminah")


async def test_an_empty_list_says_what_it_was_narrowed_to(house: House, program: Open) -> None:
    async with at_work(house, program, "penyelia") as clerk:
        clerk.sees("[1 Semua: 0] 2 Menunggu: 0", "Tidak ada berkas terbuka di sini.")
        house.register("Tono Diloket")
        await clerk.look_again()
        await clerk.press("right", "4")
        clerk.sees("1 Semua: 1 2 Menunggu: 0 3 Dikerjakan: 1 [4 Pemohon: 0]")
        clerk.sees("Tidak ada berkas terbuka untuk “Petugas Loket 2 · Pemohon”.")
        await clerk.press("4")
        clerk.sees("[1 Semua: 1]", "Tono Diloket")


async def test_tab_goes_through_what_is_on_the_line_also_where_numbers_end(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.complete(house.register("Siti Menunggu"))
    house.register("Tono Diloket")
    monkeypatch.setattr(files, "KEYS", "12")
    async with at_work(house, program, "penyelia", size=(120, 36)) as clerk:
        clerk.sees("[1 Semua: 2]", " Dikerjakan: 1", " Menunggu diambil: 0")
        await clerk.press("shift+tab")
        clerk.sees("[Menunggu diambil: 0]")
        await clerk.press("tab", "tab", "tab")
        clerk.sees("[Dikerjakan: 1]", "Tono Diloket", "Saring: Dikerjakan 1 dari 2 berkas")
        assert "Siti Menunggu" not in clerk.screen
        await clerk.press("2")
        clerk.sees("[2 Menunggu: 1]", "Siti Menunggu")


async def test_filters_stand_on_one_line_hold_together_and_are_there_again(
    house: House, program: Open
) -> None:
    house.complete(house.register("Siti Menunggu"))
    perform(house.desk, house.who("bo"), house.complete(house.register("Rudi Dikerjakan")), Take())
    house.complete(house.register("Wati Menunggu"))
    async with at_work(house, program, "penyelia", size=(120, 36)) as clerk:
        await clerk.press("2", "slash")
        await clerk.write("wati")
        await clerk.press("enter", "u", "u")
        clerk.sees("Saring: Menunggu · kata wati · urut terlama di sana 1 dari 3 berkas", "Wati Menunggu")
        clerk.sees("1 Semua: 1 [2 Menunggu: 1] 3 Dikerjakan: 0")
        assert "Rudi Dikerjakan" not in clerk.screen
        await clerk.press("backspace")
        clerk.sees("Saring: Menunggu · kata wati 1 dari 3 berkas", "BERJALAN 1")
        await clerk.press("backspace")
        clerk.sees(
            "Saring: Menunggu 2 dari 3 berkas", "Siti Menunggu", "▸ 00003"
        )  # the cursor stays on its file
    async with at_work(house, program, "penyelia", size=(120, 36)) as clerk:
        clerk.sees("Saring: Menunggu 2 dari 3 berkas", "▸ 00003")
        await clerk.press("v")
        await clerk.pick("Semua berkas")
        await clerk.press("v")
        clerk.sees("Susunan saya: Menunggu", "Mendesak")
        await clerk.press("escape")
        assert "Saring" not in clerk.screen
        clerk.sees("Rudi Dikerjakan")


async def test_a_number_key_without_files_of_its_own_does_nothing(house: House, program: Open) -> None:
    house.register("Tono Diloket")
    async with at_work(house, program, "penyelia") as clerk:
        await clerk.press("0")
        clerk.sees("[1 Semua: 1]", "Tono Diloket")


async def test_taking_over_asks_why_and_the_file_can_be_put_on_the_pile(house: House, program: Open) -> None:
    perform(house.desk, house.who("bo"), house.complete(house.register()), Take())
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "penyelia")
        await pilot.press("f2")
        await settle(pilot)
        assert "dari Andi Contoh" in screen_text(pilot.app)
        await pilot.press(*"Sak", "escape")
        await settle(pilot)
        assert "Belum disimpan; yang diketik tampil lagi" in screen_text(pilot.app)
        await pilot.press("escape")
        await settle(pilot)
        assert "Tidak ada yang ditutup di sini. F10" in screen_text(pilot.app)
        await pilot.press("f2")
        await settle(pilot)
        assert "Sak" in screen_text(pilot.app)
        await pilot.press(*"it", "ctrl+s")
        await settle(pilot)
        assert "F7 menaruhnya" in screen_text(pilot.app)
        await pilot.press("f7")
        await settle(pilot)
        assert "00001 ditaruh di tumpukan." in screen_text(pilot.app)
    (file,) = overview.look(house.desk, house.who("penyelia")).files
    assert file.row.work.standing is Standing.WAITING


async def test_a_file_that_nobody_has_cannot_be_taken_over(house: House, program: Open) -> None:
    house.complete(house.register())
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "penyelia")
        await pilot.press("f2")
        await settle(pilot)
        assert "F2 belum bisa: tidak sedang dikerjakan siapa pun" in screen_text(pilot.app)


async def test_pages_come_as_one_goes_down(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "PAGE", 3)
    monkeypatch.setattr(files, "AHEAD", 1)
    for at in range(8):
        house.complete(house.register(f"Contoh {at}"))
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "penyelia")
        screen = pilot.app.screen
        assert isinstance(screen, SupervisorScreen)
        assert count(screen) == 3
        for _ in range(8):
            await pilot.press("down")
            await settle(pilot)
        assert count(screen) == 8
        perform(house.desk, house.who("bo"), record.Ref(1, screen.files.files[1, 0].row.work.version), Take())
        await hear(pilot)
        assert count(screen) == 8
        await pilot.press("home")
        perform(house.desk, house.who("bo"), record.Ref(2, screen.files.files[2, 0].row.work.version), Take())
        await hear(pilot)
        assert count(screen) == 3, "what was left behind is read no more"


async def test_the_next_page_comes_also_when_a_colleague_acts_while_it_is_read(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "PAGE", 3)
    monkeypatch.setattr(files, "AHEAD", 1)
    refs = [house.complete(house.register(f"Contoh {at}")) for at in range(8)]
    asked, go_on, look = Event(), Event(), overview.look

    def slow_at_first(*args: Any, **options: Any) -> Overview:
        if not asked.is_set():
            asked.set()
            go_on.wait(20)
        return look(*args, **options)

    async with at_work(house, program, "penyelia") as clerk:
        screen = clerk.app.screen
        assert isinstance(screen, SupervisorScreen)
        monkeypatch.setattr(overview, "look", slow_at_first)
        await clerk.pilot.press("down", "down")
        await until(clerk.pilot, asked.is_set)
        perform(house.desk, house.who("bo"), refs[0], Take())
        live(clerk.app).changes.look()
        await until(clerk.pilot, lambda: screen.files.files[1, 0].row.work.standing is Standing.WORKING)
        go_on.set()
        await clerk.settle()
        assert count(screen) == 6


async def test_a_file_that_was_found_is_shown_also_where_it_is_on_a_page_that_was_not_read(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "PAGE", 3)
    monkeypatch.setattr(files, "AHEAD", 1)
    refs = [house.complete(house.register(f"Contoh {at}")) for at in range(8)]
    async with at_work(house, program, "penyelia") as clerk:
        screen = clerk.app.screen
        assert isinstance(screen, SupervisorScreen)
        screen.show_file(refs[7].file)
        await clerk.settle()
        assert screen.open_files.cursor_id == (refs[7].file, 0)
        clerk.sees("Contoh 7")


async def test_the_row_under_the_cursor_stays_when_time_and_people_move_on(
    house: House, program: Open
) -> None:
    refs = [house.complete(house.register(f"Contoh {at}")) for at in range(4)]
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "penyelia")
        screen = pilot.app.screen
        assert isinstance(screen, SupervisorScreen)
        await pilot.press("down", "down")
        here = screen.open_files.cursor_id
        perform(house.desk, house.who("bo"), refs[3], Take())
        await hear(pilot)
        assert screen.open_files.cursor_id == here
        house.pass_minutes(20)
        screen.tick(house.now)
        assert screen.open_files.cursor_id == here
        await settle(pilot)
        assert "LEWAT 1" in screen_text(pilot.app)


async def test_enter_opens_the_file(house: House, program: Open) -> None:
    ref = house.complete(house.register())
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "penyelia")
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, CaseScreen)
        assert pilot.app.screen.file_id == ref.file


async def test_hostile_names_harm_nothing(house: House, program: Open) -> None:
    ref = house.complete(house.register())
    async with program().run_test(size=(120, 36)) as pilot:
        await enter(pilot, house, "penyelia")
        for name in HOSTILE:
            house.spoil(ref, name)
            screen = pilot.app.screen
            assert isinstance(screen, SupervisorScreen)
            screen.changed()
            await settle(pilot)
            assert "00001" in screen_text(pilot.app)
            assert unsafe_characters(pilot.app) == set()
            assert click_actions(pilot.app) == []


async def test_the_supervisor_takes_back_what_was_taken_over_or_put_back(house: House, program: Open) -> None:
    perform(house.desk, house.who("bo"), house.complete(house.register()), Take())
    house.complete(house.register())
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "penyelia")
        await pilot.press("f2")
        await settle(pilot)
        await pilot.press(*"Sakit", "enter")
        await settle(pilot)
        house.pass_minutes(1)
        await pilot.press("f7")
        await settle(pilot)
        house.pass_minutes(2)
        await pilot.press("end", "f9")
        await settle(pilot)
        assert "Urungkan “ditaruh kembali” pada 00001?" in screen_text(pilot.app)
        await pilot.press("enter")
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, SupervisorScreen)
        assert screen.open_files.cursor_id == (1, 0)
        assert "F9 Urung 00001" in screen_text(pilot.app)
        await pilot.press("f9", "enter")
        await settle(pilot)
    (file,) = (f for f in overview.look(house.desk, house.who("penyelia")).files if f.row.work.file_id == 1)
    assert file.row.work.person_name == "Andi Contoh"


async def test_f9_asks_a_supervisor_before_it_reaches_past_an_act_that_others_have_gone_on_with(
    house: House, program: Open
) -> None:
    first, second = (house.complete(house.register(name)) for name in ("Satu Contoh", "Dua Contoh"))
    for ref in (first, second):
        taken = perform(house.desk, house.who("bo"), ref, Take())
        return_to_pile(house.desk, house.who("penyelia"), taken, "sakit")
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "penyelia")
        assert "F9 Urung 00002" in screen_text(pilot.app)
        perform(
            house.desk, house.who("bo"), file_view.view(house.desk, house.who("bo"), second.file).ref, Take()
        )
        pilot.app.screen.changed()  # type: ignore[attr-defined]
        await settle(pilot)
        assert "F9 Urung 00001" in screen_text(pilot.app)
        await pilot.press("f9")
        await settle(pilot)
        assert "Urungkan “ditaruh kembali” pada 00001?" in screen_text(pilot.app)
        await pilot.press("enter")
        await settle(pilot)
    here = file_view.view(house.desk, house.who("penyelia"), first.file).state.at(0)
    assert here is not None
    assert here.person == house.ids["bo"]


async def test_how_many_are_late_is_never_cut_however_many_desks_there_are(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.complete(house.register())
    house.pass_minutes(60 * 24 * 9)
    many = {f"meja{at}": f"Meja yang namanya {at}" for at in range(12)}
    monkeypatch.setattr(files.OpenFiles, "_desks", many)
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "penyelia")
        assert "LEWAT 1" in "\n".join(screen_text(pilot.app).splitlines()[1:5])


async def test_a_permit_to_be_collected_stands_under_one_word_on_every_screen(
    house: House, program: Open
) -> None:
    house.step("fo4", house.signed(house.complete(house.register())), "dicetak")
    for role in ("fo4", "penyelia"):
        async with program().run_test(size=(120, 36)) as pilot:
            await enter(pilot, house, role)
            assert "MENUNGGU DIAMBIL 1" in screen_text(pilot.app)
            assert "TERTUNDA" not in screen_text(pilot.app)


async def test_a_colleagues_file_goes_back_to_the_pile_in_one_act_with_its_reason(
    house: House, program: Open
) -> None:
    ref = perform(house.desk, house.who("bo"), house.complete(house.register()), Take())
    async with program().run_test(size=(120, 36)) as pilot:
        await enter(pilot, house, "penyelia")
        await pilot.press("f7")
        await settle(pilot)
        assert "Taruh kembali 00001 dari Andi Contoh" in screen_text(pilot.app)
        await pilot.press(*"sakit", "enter")
        await settle(pilot)
        assert "00001 ditaruh di tumpukan." in screen_text(pilot.app)
    (file,) = overview.look(house.desk, house.who("penyelia")).files
    assert (file.row.work.file_id, file.row.work.standing) == (ref.file, Standing.WAITING)
    seen = file_view.view(house.desk, house.who("penyelia"), ref.file)
    assert [type(event.act) for event in seen.events[-2:]] == [TakeOver, PutBack]
    assert "sakit" in seen.remarks.values()


async def test_a_backup_that_is_old_presses_and_one_of_today_does_not(house: House, program: Open) -> None:
    def first_line(clerk: Clerk) -> str:
        return next(text for text in clerk.screen.splitlines() if "← →" in text)

    async with at_work(house, program, "penyelia") as clerk:
        clerk.sees("belum ada cadangan")
        assert "!" not in first_line(clerk)
    house.pass_minutes(3 * 24 * 60)
    async with at_work(house, program, "penyelia") as clerk:
        assert "! belum ada cadangan" in first_line(clerk)
        make(house.desk, [house.path.with_name("cadangan")])
        await clerk.look_again()
        clerk.sees("cadangan hari ini")
        assert "!" not in first_line(clerk)


async def test_of_a_file_that_changed_its_row_alone_is_repainted(house: House, program: Open) -> None:
    refs = [house.complete(house.register(f"Siti Contoh {n}")) for n in "ABC"]
    taken = perform(house.desk, house.who("bo"), refs[1], Take())
    async with program().run_test(size=(120, 36)) as pilot:
        await enter(pilot, house, "penyelia")
        screen = pilot.app.screen
        assert isinstance(screen, SupervisorScreen)
        asked = [
            watch_repaints(part) for part in (screen.open_files, screen.hall.counters, screen.hall.lanes)
        ]
        perform(house.desk, house.who("penyelia"), taken, TakeOver(0), remark="sakit")
        await hear(pilot)
        lines = [y for region in asked[0] if region for y in region.line_range]
        shown, top = screen_text(pilot.app).splitlines(), screen.open_files.region.y
    assert [top + y for y in lines] == [y for y, words in enumerate(shown) if "Siti Contoh B" in words]
    assert asked[1:] == [[], []]
