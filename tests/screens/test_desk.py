"""A desk behind the counters: what is typed and chosen there belongs to the file it was meant for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from loket.desk.authority import Who
from loket.desk.case import entries, lists, record
from loket.desk.case.file_view import FileView, view
from loket.desk.case.perform import perform
from loket.desk.case.record import Ref
from loket.desk.intake import correcting
from loket.desk.intake.cleaning import Registration
from loket.desk.intake.correcting import Correction
from loket.desk.intake.registration import register
from loket.desk.office import Desk
from loket.desk.people import staff
from loket.flow.acts import Choose, MarkTrouble, PutBack, Rest, Resume, Take, TakeOver, Withdraw
from loket.flow.standing import Standing
from loket.flow.state import Aside
from loket.office.forms import FieldType
from loket.sop.model import Direction
from loket.store.applicants import NewApplicant
from loket.store.errors import StoreBusy
from screens.desk.screen import CUT, DeskScreen, by_step
from screens.file.undo import Known, last_undoable
from screens.shell.screen import HALF_TYPED
from screens.widgets.fields import TextField
from screens.widgets.form import Form
from tests.desk.karimun import filled
from tests.desk.undo import undo_event
from tests.picking import keys_to
from tests.screens.counter import Clerk, at, at_work
from tests.screens.house import NIK, PASSWORD, House, Open, hear
from tests.screens.test_keeping import Away, in_hand


async def set_a_time(clerk: Clerk, time: str) -> None:
    """The next act on the file under the cursor is recorded as having happened at this time."""
    await clerk.press("f7")
    await clerk.pick("Tindakan berikutnya")
    await clerk.write(time)
    await clerk.press("ctrl+s")
    await clerk.write("listrik padam")
    await clerk.press("ctrl+s")


def taken(house: House, file: int) -> list[tuple[int, int]]:
    """When the file was taken each time, and when that was recorded."""
    events = view(house.desk, house.who("bo"), file).events
    return [(e.at, e.recorded) for e in events if isinstance(e.act, Take)]


async def test_an_empty_desk_says_so_and_that_what_comes_is_listed_by_itself(
    house: House, program: Open
) -> None:
    async with at_work(house, program, "bo") as clerk:
        assert clerk.halves == (
            "Tidak ada berkas di meja ini.",
            "Berkas yang sampai ke meja ini tampil di kiri dengan sendirinya.",
        )
        house.complete(house.register())
        await clerk.look_again()
        clerk.sees("MENUNGGU 1", "Siti Aminah", "F2 Ambil")


async def test_a_heading_takes_the_room_that_a_wider_window_has(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.desk.screen._BESIDE_STEP", 10)  # as if the step's name were longer
    house.step("fo4", house.signed(house.complete(house.register())), "dicetak")
    house.signed(house.complete(house.register("Tono Dicetak")))
    house.surveyed(view(house.desk, house.who("fo5"), 1).ref)
    async with at_work(house, program, "fo4") as clerk:
        clerk.sees("MENUNGGU · Penyerahan Surat… 1")
        await clerk.pilot.resize_terminal(120, 36)
        await clerk.settle()
        clerk.sees("MENUNGGU · Penyerahan Surat Izin 1")


async def test_the_cursor_is_painted_before_a_file_is_read_and_of_those_passed_over_none_is(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    refs = [house.complete(house.register(f"Contoh {at}")) for at in range(5)]
    read: list[int] = []
    after_frame: list[Callable[[], object]] = []

    def seen(desk: Desk, who: Who, file: int, strand: int | None = None) -> FileView:
        read.append(file)
        return view(desk, who, file, strand)

    def held_up(_: DeskScreen, call: Callable[[], object]) -> bool:
        after_frame.append(call)
        return True

    async with at_work(house, program, "bo") as clerk:
        with monkeypatch.context() as frames:
            frames.setattr("screens.file.host.view", seen)
            frames.setattr("screens.shell.asking.FRAME_PATIENCE_SECONDS", 20)
            frames.setattr(DeskScreen, "call_after_refresh", held_up)
            await clerk.pilot.press("down", "down", "down")
            clerk.sees("▸ 00004 Contoh 3")
            assert read == []
            for call in after_frame:
                call()
            await clerk.settle()
        assert read == [refs[3].file]
        clerk.sees("Contoh 3 · NIK")


async def test_a_time_set_for_one_file_is_not_given_to_another(house: House, program: Open) -> None:
    first, second = (house.complete(house.register(name)).file for name in ("Satu Contoh", "Dua Contoh"))
    house.pass_minutes(30)
    async with at_work(house, program, "bo") as clerk:
        await set_a_time(clerk, "08.10")
        clerk.sees("00001: tindakan berikutnya dicatat terjadi pukul 08.10.")
        await clerk.press("f2")
        assert taken(house, first)[-1] == (at(8, 10), at(8, 35))

        await clerk.press("f10", "end")
        await set_a_time(clerk, "08.20")
        await clerk.press("home")
        clerk.sees("Jam 08.20 yang dicatat menyusul tidak jadi dipakai.")
        await clerk.press("end", "f2")
    assert taken(house, second)[-1] == (at(8, 35), at(8, 35))


async def test_a_time_set_stays_for_the_act_that_can_take_it(house: House, program: Open) -> None:
    file = house.complete(house.register()).file
    house.pass_minutes(30)
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("f2", "f10")
        await set_a_time(clerk, "08.35")
        house.pass_minutes(2)
        await clerk.press("f9", "enter")
        clerk.sees("00001: diurungkan (")
        await clerk.press("f2")
    assert taken(house, file)[-1] == (at(8, 35), at(8, 37))


async def test_a_time_that_an_act_since_has_made_impossible_is_said_to_be_unused(
    house: House, program: Open
) -> None:
    in_hand(house)
    house.pass_minutes(30)
    async with at_work(house, program, "bo") as clerk:
        await set_a_time(clerk, "08.20")
        await clerk.press("f7")
        await clerk.pick("Ada gangguan")
        await clerk.write("jaringan putus")
        await clerk.press("enter")
        clerk.sees("Jam 08.20 yang dicatat menyusul tidak jadi dipakai.", "00001 ! Siti")


async def test_a_time_that_went_with_an_act_is_not_said_to_be_unused(house: House, program: Open) -> None:
    file = in_hand(house).ref.file
    house.pass_minutes(30)
    async with at_work(house, program, "bo") as clerk:
        await set_a_time(clerk, "08.20")
        await clerk.press("f8")
        clerk.sees("F9 urung.")
    assert view(house.desk, house.who("bo"), file).events[-1].at == at(8, 20)


async def test_a_time_that_is_not_possible_is_refused_when_it_is_typed(house: House, program: Open) -> None:
    file = house.complete(house.register()).file
    house.pass_minutes(30)
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("f2", "f10", "f7")
        await clerk.pick("Tindakan berikutnya")
        await clerk.write("08.20")
        await clerk.press("enter")
        clerk.sees("Hanya hari ini, sejak tindakan terakhir (08.35)", "tindakan itu (F9).")
        await clerk.press("escape", "f9")
        await set_a_time(clerk, "08.20")
        await clerk.press("f2")
    assert taken(house, file)[-1] == (at(8, 20), at(8, 35))


async def test_a_question_is_answered_with_enter_and_its_button_says_what_will_be_done(
    house: House, program: Open
) -> None:
    file = house.complete(house.register()).file
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("f2", "f10", "f7")
        await clerk.pick("Tunda")
        clerk.sees("Menunggu siapa?", "Lanjut")
        await clerk.write("Dinas Kesehatan, Pengendalian Penduduk dan Keluarga Berencana Kabupaten")
        await clerk.press("enter")
        clerk.sees("Terlalu panjang: paling banyak 60 huruf.")
        await clerk.press("ctrl+u")
        await clerk.write("Dinkes")
        await clerk.press("enter")
        clerk.sees("Apa sebabnya?", "Enter Tunda", "Ctrl+J Baris baru")
        await clerk.write("rekomendasi belum ada")
        await clerk.press("enter")
        clerk.sees("Ditunda; batas langkah berhenti.", "TERTUNDA 1")
        await clerk.press("f7")
        await clerk.pick("Lanjutkan")
        await clerk.press("f6")
        clerk.sees("Kembalikan", "Tidak jadi")
        await clerk.press("f10")
    told = view(house.desk, house.who("bo"), file)
    assert "rekomendasi belum ada" in told.remarks.values()
    assert told.here is not None
    assert told.here.person == house.ids["bo"]


async def test_after_kurang_the_next_requirement_is_marked_and_c_notes_what_lacks(
    house: House, program: Open
) -> None:
    ref = house.register()
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("enter", "up", "k", "c")
        await clerk.write("belum ditandatangani")
        await clerk.press("enter", "a")
        clerk.sees("1 kurang", "└ belum ditandatangani")
        marks = view(house.desk, house.who("fo2"), ref.file).checklist
        assert [item.mark for item in marks[:2]] == ["kurang", "ada"]
        await clerk.press("f10", "enter")
        assert "▸ ✗ kurang" in clerk.screen
        await clerk.press("a", "up")
        clerk.sees("▸ ✓ ada")
        assert "belum ditandatangani" not in clerk.screen  # that was no note on what is there
        await clerk.press("k", "up")
        clerk.sees("▸ ✗ kurang", "└ belum ditandatangani")


@pytest.mark.parametrize("first", ["c", "k"])
async def test_what_lacks_and_the_note_on_it_are_of_one_paper_whichever_comes_first(
    house: House, program: Open, first: str
) -> None:
    ref = house.register()
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("enter", "up", *(["c"] if first == "c" else ["k", "c"]))
        await clerk.write("fotokopi buram")
        await clerk.press("enter", *(["k", "a"] if first == "c" else ["a"]))
        lacking, there = view(house.desk, house.who("fo2"), ref.file).checklist[:2]
    assert (lacking.mark, lacking.note) == ("kurang", "fotokopi buram")
    assert (there.mark, there.note) == ("ada", "")


async def test_a_note_that_was_left_is_there_again(house: House, program: Open) -> None:
    ref = house.register()
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("enter", "up", "c")
        await clerk.write("fotokopi buram")
        await clerk.press("escape")
        clerk.sees("Belum disimpan; yang diketik tampil lagi")
        assert view(house.desk, house.who("fo2"), ref.file).checklist[0].note == ""
        await clerk.press("down", "c")
        assert "fotokopi buram" not in clerk.screen
        await clerk.press("escape", "up", "c")
        clerk.sees("fotokopi buram")
        await clerk.press("enter")
        assert view(house.desk, house.who("fo2"), ref.file).checklist[0].note == "fotokopi buram"


async def test_a_note_on_a_file_that_was_taken_away_meanwhile_is_there_when_it_comes_back(
    house: House, program: Open
) -> None:
    ref = house.register()
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("enter", "up", "c")
        await clerk.write("fotokopi buram")
        seen = view(house.desk, house.who("penyelia"), ref.file)
        away = perform(house.desk, house.who("penyelia"), seen.ref, TakeOver(0), remark="Sari dipanggil")
        await clerk.look_again()
        await clerk.press("enter")
        perform(house.desk, house.who("penyelia"), away, PutBack())
        await clerk.look_again()
        await clerk.press("f2", "up", "c")
        clerk.sees("fotokopi buram")


async def test_a_reason_typed_for_a_refusal_that_was_not_meant_yet_is_there_again(
    house: House, program: Open
) -> None:
    ref = house.step("kasi", house.step("bo", house.complete(house.register()), "benar"), "validasi")
    perform(house.desk, house.who("kabid"), ref, Take())
    async with at_work(house, program, "kabid") as clerk:
        await clerk.press("home", "f6", "down", "enter")
        await clerk.write("tidak memenuhi syarat")
        await clerk.press("enter")
        clerk.sees("Permohonan ini berakhir ditolak.")
        await clerk.press("enter", "f6", "down", "enter")
        clerk.sees("tidak memenuhi syarat")


async def test_data_changed_on_another_screen_are_named_before_the_file_goes_on_with_them(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.live.office.POLL_SECONDS", 3600)  # before this screen has heard of them
    seen = in_hand(house)
    field = next(f for f in seen.fields if f.type is FieldType.TEXT)
    async with at_work(house, program, "bo", (120, 36)) as clerk:
        await clerk.press("enter")
        entries.save_fields(house.desk, house.who("bo"), seen.ref.file, {field.key: "Jalan Lain 9"})
        await clerk.press("f8")
        clerk.sees(f"Diubah di layar lain: {field.label}. Periksa, lalu F8 lagi.", "Jalan Lain 9")
        assert view(house.desk, house.who("bo"), seen.ref.file).step == seen.step
        await clerk.press("f8")
        clerk.sees("F9 urung")
    assert view(house.desk, house.who("bo"), seen.ref.file).values[field.key] == "Jalan Lain 9"


async def test_data_changed_on_another_screen_show_unless_they_are_being_typed_here(
    house: House, program: Open
) -> None:
    seen = in_hand(house)
    first, second = [f.key for f in seen.fields if f.type is FieldType.TEXT][:2]
    async with at_work(house, program, "bo", (120, 36)) as clerk:
        await clerk.press("enter")
        form = clerk.app.screen.query_one(Form)
        form.focus_field(first)
        await clerk.pilot.press("x")
        others = {first: "Lain Satu", second: "Lain Dua"}
        entries.save_fields(house.desk, house.who("bo"), seen.ref.file, others)
        clerk.app.screen.changed()  # type: ignore[attr-defined]
        await clerk.settle()
        values = form.values()
        assert (values[first], values[second]) == ("x", "Lain Dua")


async def test_a_file_that_rests_says_for_whom_and_why_and_f2_by_which_key_it_goes_on(
    house: House, program: Open
) -> None:
    taken = perform(house.desk, house.who("bo"), house.complete(house.register()), Take())
    perform(house.desk, house.who("bo"), taken, Rest(0), agency="Dinkes", remark="menunggu rekomendasi")
    async with at_work(house, program, "bo", (120, 36)) as clerk:
        await clerk.press("home")
        clerk.sees("Menunggu Dinkes sejak 08.05.", "menunggu rekomendasi")
        await clerk.press("f2")
        clerk.sees("F2 belum bisa: menunggu Dinkes sejak 08.05; F7: Lanjutkan")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_of_a_trouble_the_pane_says_what_it_is_and_that_time_stands_still(
    house: House, program: Open, size: tuple[int, int]
) -> None:
    taken = perform(house.desk, house.who("fo4"), house.signed(house.complete(house.register())), Take())
    house.pass_minutes(1.5)
    perform(house.desk, house.who("fo4"), taken, MarkTrouble(0), remark="siCantik mati")
    async with at_work(house, program, "fo4", size) as clerk:
        await clerk.press("home")
        clerk.sees("Gangguan: siCantik mati", "· waktu berhenti")


async def test_beside_the_list_shows_what_a_colleague_does_with_the_file_under_the_cursor(
    house: House, program: Open
) -> None:
    seen, holder = in_hand(house), house.who("bo")
    house.ids["zul"] = staff.add(
        house.desk, None, nip="199001012020011099", name="Zul Contoh", password=PASSWORD, roles=("bo",)
    )
    async with at_work(house, program, "zul", (120, 36)) as clerk:
        await clerk.press("home")
        clerk.sees("Di tangan Andi Contoh")
        field = next(f for f in seen.fields if f.type is FieldType.TEXT)
        entries.save_fields(house.desk, holder, seen.ref.file, {field.key: "Jalan Terbaru 9"})
        await hear(clerk.pilot)
        clerk.sees("Jalan Terbaru 9")
        house.pass_minutes(1)
        ref = view(house.desk, holder, seen.ref.file).ref
        perform(house.desk, holder, ref, MarkTrouble(0), remark="OSS mati")
        await hear(clerk.pilot)
        clerk.sees("Gangguan: OSS mati", "! Siti Aminah", "Jalan Terbaru 9")


async def test_a_file_that_goes_on_again_has_the_cursor_at_its_work(house: House, program: Open) -> None:
    taken = perform(house.desk, house.who("bo"), house.complete(house.register()), Take())
    perform(house.desk, house.who("bo"), taken, Rest(0), agency="Dinkes")
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("home", "enter", "f7")
        await clerk.pick("Lanjutkan")
        clerk.sees("Dilanjutkan")
        await clerk.press(*"satu")
        clerk.sees("satu")
        assert isinstance(clerk.app.focused, TextField)
        assert clerk.app.focused.value == "satu"


async def test_after_a_file_is_sent_on_f10_leaves_at_once(house: House, program: Open) -> None:
    file = house.complete(house.register()).file
    ref = house.step("bo", view(house.desk, house.who("bo"), file).ref, "benar")
    async with at_work(house, program, "kasi") as clerk:
        await clerk.press("f2")
        clerk.sees("00001: diambil.")
        await clerk.press("enter", "f8", "f10")
        clerk.sees("Tutup layar ini", "Keluar dari Loket")
    assert ref.file == file


@pytest.mark.parametrize("busy", [False, True])
async def test_what_was_typed_goes_with_the_file_that_is_sent_on_at_once(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch, busy: bool
) -> None:
    ref = perform(house.desk, house.who("bo"), house.complete(house.register()), Take())
    found = view(house.desk, house.who("bo"), ref.file)
    entries.save_fields(house.desk, house.who("bo"), ref.file, filled(found))
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("enter", "home")
        away = Away(StoreBusy(house.path), entries.save_fields)
        away.back = not busy
        monkeypatch.setattr(entries, "save_fields", away)
        await clerk.pilot.press("B", "A", "R", "U")
        screen = clerk.app.screen
        assert isinstance(screen, DeskScreen)
        assert screen.data_form is not None
        screen.data_form.edited_now()  # by itself after a moment
        screen.action_key("f8")  # before the screen has heard of that
        await clerk.settle()
        if busy:
            clerk.sees("DI TANGAN ANDA 1")
            away.back = True
            await clerk.press("f8")
        clerk.sees("F9 urung")
    kept = view(house.desk, house.who("bo"), ref.file).values
    assert "BARU" in kept[found.fields[0].key]


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_files_marked_with_t_are_counted_on_f8_which_decides_them_all(
    house: House, program: Open, size: tuple[int, int]
) -> None:
    for name in ("Satu Contoh", "Dua Contoh", "Tiga Contoh"):
        house.step("bo", house.complete(house.register(name)), "benar")
    async with at_work(house, program, "kasi", size) as clerk:
        clerk.sees("T Tandai", "F8·Validasi")
        await clerk.press("t", "t")
        clerk.sees("2 ditandai", "F8 Validasi 2")
        await clerk.press("f8", "enter")
        clerk.sees("2 berkas diteruskan.", "MENUNGGU 1", "F8·Validasi")
        await clerk.press("enter")
        assert "T Tandai" not in clerk.screen
        await clerk.press("f10", "f1")
        clerk.sees("untuk memutus beberapa berkas sekaligus")


async def test_of_many_files_each_that_could_not_go_on_is_told_with_its_whole_reason(
    house: House, program: Open
) -> None:
    refs = [
        house.step("bo", house.complete(house.register(name)), "benar")
        for name in ("Satu Contoh", "Dua Contoh", "Tiga Contoh", "Empat Contoh")
    ]
    second = staff.add(
        house.desk, None, nip="199001012020011099", name="Hadi Contoh", password=PASSWORD, roles=("kasi",)
    )
    async with at_work(house, program, "kasi") as clerk:
        await clerk.press("s", "f8")
        perform(house.desk, Who(second), refs[1], Take())
        await clerk.press("enter")
        clerk.sees("3 berkas diteruskan. 1 tetap bertanda: Sedang dikerjakan Hadi Contoh sejak", "08.13.")


async def test_of_many_files_that_could_not_go_on_for_several_reasons_each_is_named_with_its_own(
    house: House, program: Open
) -> None:
    refs = [
        house.step("bo", house.complete(house.register(name)), "benar")
        for name in ("Satu Contoh", "Dua Contoh", "Tiga Contoh", "Empat Contoh")
    ]
    second = staff.add(
        house.desk, None, nip="199001012020011099", name="Hadi Contoh", password=PASSWORD, roles=("kasi",)
    )
    async with at_work(house, program, "kasi") as clerk:
        await clerk.press("s", "f8")
        for at in (1, 2):
            perform(house.desk, Who(second), refs[at], Take())
        perform(house.desk, house.who("fo2", "2"), refs[3], Withdraw(0), remark="pindah")
        await clerk.press("enter")
        clerk.sees("1 berkas diteruskan. 2 tetap bertanda. 1 sudah tidak di")
        clerk.sees("00002, 00003: Sedang dikerjakan Hadi Contoh sejak")
        clerk.sees("00004: Berkas sudah selesai (dicabut).")
        await clerk.press("enter")
        clerk.sees("1 berkas diteruskan.", "MENUNGGU")


async def test_of_many_files_those_that_a_colleague_took_back_meanwhile_are_told_as_gone(
    house: House, program: Open
) -> None:
    refs = [
        house.step("kasi", house.step("bo", house.complete(house.register(name)), "benar"), "validasi")
        for name in ("Satu Contoh", "Dua Contoh", "Tiga Contoh")
    ]
    async with at_work(house, program, "kabid") as clerk:
        await clerk.press("s", "f8")
        for ref in refs[:2]:
            undo_event(house.desk, house.who("kasi"), ref.file, ref.version)
        await clerk.press("enter")
        clerk.sees("1 berkas diteruskan. 2 sudah tidak di meja ini: kini di")
        assert "tetap bertanda" not in clerk.screen
        assert "…." not in clerk.screen


async def test_files_of_different_steps_are_not_decided_together_and_f8_says_so_at_once(
    house: House, program: Open
) -> None:
    house.signed(house.complete(house.register("Satu Contoh")))
    printed = house.step("fo4", house.signed(house.complete(house.register("Dua Contoh"))), "dicetak")
    house.surveyed(printed)
    async with at_work(house, program, "fo4") as clerk:
        await clerk.press("home", "t", "t")
        clerk.sees("2 ditandai", "F8·Teruskan 2")
        await clerk.press("f8")
        clerk.sees("F8 belum bisa: tandai berkas dari langkah yang sama saja")


async def test_f9_names_its_file_asks_after_a_minute_and_puts_it_under_the_cursor_again(
    house: House, program: Open
) -> None:
    refs = [house.complete(house.register(name)) for name in ("Satu Contoh", "Dua Contoh", "Tiga Contoh")]
    for ref in refs:
        house.step("bo", ref, "benar")
    async with at_work(house, program, "kasi") as clerk:
        clerk.sees("F9·Urung")
        await clerk.press("down", "f2", "f8")
        clerk.sees("F9 Urung 00002")
        await clerk.press("home", "f9")
        clerk.sees("00002: diurungkan (", "DI TANGAN ANDA 1", "▸  00002", "F9 Urung 00002", "F8 Validasi")
        await clerk.press("f8")
        house.pass_minutes(5)
        await clerk.press("f9")
        clerk.sees("Urungkan “→ Kepala Bidang Perizinan Terkait” pada 00002?", "Ya, urungkan")
        await clerk.press("f10")
        assert "DI TANGAN ANDA" not in clerk.screen
        await clerk.press("f9", "enter")
        clerk.sees("00002: diurungkan (", "DI TANGAN ANDA 1")


def test_on_a_later_day_f9_offers_no_act_of_the_day_before(house: House) -> None:
    known = Known()
    ref, bo = house.complete(house.register("Satu Contoh")), house.who("bo")
    house.step("bo", ref, "benar")
    done = last_undoable(house.desk, bo, known)
    assert done is not None
    assert done.place == (ref.file, 0)
    house.pass_minutes(24 * 60)
    assert last_undoable(house.desk, bo, known) is None


async def test_f9_says_why_the_latest_act_cannot_be_taken_back(house: House, program: Open) -> None:
    ref, bo, sari = house.complete(house.register()), house.who("bo"), house.who("fo2", "2")
    ref = perform(house.desk, bo, ref, Take())
    ref = correcting.correct(house.desk, bo, ref, Correction({"name": "Siti Amanah"}, "salah ketik"))
    correcting.correct(house.desk, sari, ref, Correction({"name": "Siti Imanah"}, "salah dengar"))
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("f9")
        clerk.sees("F9 belum bisa: 00001: diperbaiki Sari Contoh 08.05; minta ia urung dulu")


async def test_f9_asks_before_it_reaches_past_an_act_that_others_have_gone_on_with(
    house: House, program: Open
) -> None:
    for name in ("Satu Contoh", "Dua Contoh"):
        house.step("bo", house.complete(house.register(name)), "benar")
    async with at_work(house, program, "kasi") as clerk:
        await clerk.press("f2", "f8", "f2", "f8")
        clerk.sees("F9 Urung 00002")
        perform(house.desk, house.who("kabid"), view(house.desk, house.who("kabid"), 2).ref, Take())
        await clerk.look_again()
        clerk.sees("F9 Urung 00001")
        await clerk.press("f9")
        clerk.sees("00002 sudah dilanjutkan orang lain.")
        clerk.sees("Urungkan “→ Kepala Bidang Perizinan Terkait” pada 00001?")
        await clerk.press("enter")
        clerk.sees("00001: diurungkan (", "DI TANGAN ANDA 1")


async def test_f9_names_no_file_that_somebody_else_has_gone_on_with(house: House, program: Open) -> None:
    ref = house.step("bo", house.complete(house.register()), "benar")
    async with at_work(house, program, "kasi") as clerk:
        await clerk.press("f2", "f8")
        clerk.sees("F9 Urung 00001")
        perform(house.desk, house.who("kabid"), view(house.desk, house.who("kabid"), ref.file).ref, Take())
        await clerk.look_again()
        clerk.sees("F9·Urung")


async def test_an_applicant_who_goes_again_before_the_hand_over_is_waited_for_again(
    house: House, program: Open
) -> None:
    ref = house.surveyed(house.step("fo4", house.signed(house.complete(house.register())), "dicetak"))
    async with at_work(house, program, "fo4") as clerk:
        await clerk.press("f2", "f10", "f7")
        await clerk.pick("Pemohon pergi lagi (belum diambil)")
        clerk.sees("Menunggu diambil lagi.", "MENUNGGU DIAMBIL 1")
        await clerk.press("f7")
        clerk.sees("Pemohon datang mengambil")
    assert view(house.desk, house.who("fo4"), ref.file).state.at(0) is not None


async def test_what_was_decided_together_is_named_before_and_taken_back_together(
    house: House, program: Open
) -> None:
    refs = [
        house.step("bo", house.complete(house.register(name)), "benar")
        for name in ("Satu Contoh", "Dua Contoh", "Tiga Contoh")
    ]
    async with at_work(house, program, "kasi") as clerk:
        await clerk.press("t", "t", "t", "f8")
        clerk.sees("00001 Satu Contoh", "00002 Dua Contoh", "00003 Tiga Contoh", "Validasi 3 berkas")
        await clerk.press("enter")
        clerk.sees("3 berkas diteruskan.", "F9 Urung 3 berkas")
        perform(
            house.desk, house.who("kabid"), view(house.desk, house.who("kabid"), refs[2].file).ref, Take()
        )
        await clerk.look_again()
        await clerk.press("f9")
        clerk.sees("00003 sudah dilanjutkan orang lain.", "Urungkan 2 berkas?", "00001, 00002")
        await clerk.press("enter")
        clerk.sees("2 berkas: diurungkan (", "MENUNGGU 2")


async def test_what_was_decided_together_is_taken_back_after_the_screen_was_left(
    house: House, program: Open
) -> None:
    for name in ("Satu Contoh", "Dua Contoh"):
        house.step("bo", house.complete(house.register(name)), "benar")
    async with at_work(house, program, "kasi") as clerk:
        await clerk.press("t", "t", "f8", "enter")
    async with at_work(house, program, "kasi") as clerk:
        clerk.sees("F9 Urung 2 berkas")
        await clerk.press("f9", "enter")
        clerk.sees("2 berkas: diurungkan (", "MENUNGGU 2")


async def test_many_files_decided_together_are_named_as_far_as_there_is_room(
    house: House, program: Open
) -> None:
    for letter in "ABCDEFGHIJ":
        house.step("bo", house.complete(house.register(f"Orang {letter} Contoh")), "benar")
    async with at_work(house, program, "kasi") as clerk:
        await clerk.press(*["t"] * 10, "f8")
        clerk.sees("00007 Orang G Contoh", "dan 3 lagi", "Validasi 10 berkas")


async def test_files_of_several_steps_stand_under_their_steps(house: House, program: Open) -> None:
    house.signed(house.complete(house.register("Satu Contoh")))
    printed = house.step("fo4", house.signed(house.complete(house.register("Dua Contoh"))), "dicetak")
    house.surveyed(printed)
    async with at_work(house, program, "fo4") as clerk:
        clerk.sees("MENUNGGU · Mencetak", "MENUNGGU · Penyerahan")


def test_each_way_to_lie_on_a_desk_is_counted_in_a_group_of_its_own_or_with_its_like() -> None:
    counted = [how for ways in CUT.values() for how in ways]
    assert sorted(counted, key=str) == sorted(
        {*Standing, Aside.OVERSIGHT, None} - {Standing.WAITING}, key=str
    )


def test_steps_that_read_the_same_on_a_narrow_list_stay_in_one_order(house: House) -> None:
    for letter in "ABCD":
        house.complete(house.register(f"Orang {letter} Contoh"))
    found = lists.pile(house.desk, house.who("bo")).waiting
    names = ("Entri data teknis SKP", "Entri data teknis SIM", "Cetak", "Entri data teknis SKP")
    named = zip(found, names, strict=True)
    rows = [replace(row, step=replace(row.step, name=name)) for row, name in named if row.step]
    narrow = by_step("MENUNGGU", rows, 32, {})
    assert [(heading, [row.work.number for row in group]) for heading, group, _ in narrow] == [
        ("MENUNGGU · Entri data tekni…", ["00001", "00002", "00004"]),
        ("MENUNGGU · Cetak", ["00003"]),
    ]
    assert len(by_step("MENUNGGU", rows, 60, {})) == 3
    first, *_ = by_step("MENUNGGU", rows, 36, {})
    assert first[0] == "MENUNGGU · Entri data teknis SKP"


def test_of_a_list_that_is_cut_each_step_says_how_many_wait_there(house: House) -> None:
    for letter in "AB":
        house.complete(house.register(f"Orang {letter} Contoh"))
    found = zip(lists.pile(house.desk, house.who("bo")).waiting, ("Entri", "Cetak"), strict=True)
    rows = [replace(row, step=replace(row.step, name=name)) for row, name in found if row.step]
    groups = by_step("MENUNGGU", rows, 60, {"Entri": 150, "Cetak": 60})
    assert [(heading, in_all) for heading, _, in_all in groups] == [
        ("MENUNGGU · Entri", 150),
        ("MENUNGGU · Cetak", 60),
    ]
    hidden = by_step("MENUNGGU", rows, 60, {"Entri": 150, "Cetak": 60, "Paraf": 7})
    assert [(heading, in_all) for heading, _, in_all in hidden] == [("MENUNGGU", 217)]


async def test_the_record_comes_first_and_the_sop_last(house: House, program: Open) -> None:
    house.step("bo", house.complete(house.register()), "benar")
    async with at_work(house, program, "kasi", (120, 36)) as clerk:
        shown = clerk.screen
        assert shown.index("Data") < shown.index("Persyaratan") < shown.index("Menurut SOP")


async def test_the_letters_that_mark_are_named_on_a_small_screen_too(house: House, program: Open) -> None:
    house.register()
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("enter")
        clerk.sees("A/K/S/C")


async def test_f10_in_a_form_says_that_the_next_one_closes(house: House, program: Open) -> None:
    house.complete(house.register())
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("f2", "f10")
        clerk.sees("Kembali ke daftar; F10 sekali lagi menutup layar ini.")
        await clerk.press("tab")
        assert "sekali lagi menutup" not in clerk.screen
        await clerk.press("f10")
        await clerk.press("f10")
        clerk.sees("Tutup layar ini")


async def test_at_the_pile_n_asks_before_a_nik_is_shown(house: House, program: Open) -> None:
    house.complete(house.register())
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("n")
        clerk.sees("Yang melihat NIK lengkap tercatat.")
        assert NIK not in clerk.screen
        await clerk.press("left", "enter")
        clerk.sees(f"NIK {NIK}")


async def test_of_a_colleagues_file_the_pane_says_who_has_it_and_f2_leaves_the_cursor_there(
    house: House, program: Open
) -> None:
    refs = [
        house.step("bo", house.complete(house.register(n)), "benar") for n in ("Satu Contoh", "Dua Contoh")
    ]
    second = staff.add(
        house.desk, None, nip="199001012015011099", name="Hana Contoh", password=PASSWORD, roles=["kasi"]
    )
    perform(house.desk, Who(second), refs[0], Take())
    async with at_work(house, program, "kasi") as clerk:
        await clerk.press("end")
        clerk.sees("Di tangan Hana Contoh sejak 08.09. F7:")
        await clerk.press("f2")
        clerk.sees("Sudah di tangan Hana Contoh sejak", "▸  00001")
        await clerk.press("f7")
        clerk.sees("Ambil alih dari rekan")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_f8_says_at_each_field_what_is_amiss_until_it_is_typed_anew(
    house: House, program: Open, size: tuple[int, int]
) -> None:
    ref = perform(house.desk, house.who("bo"), house.complete(house.register()), Take())
    good = filled(view(house.desk, house.who("bo"), ref.file))
    keys = list(good)
    dates = [key for key, value in good.items() if value == "31-12-2029"]
    wrong = {**good, keys[0]: "", dates[0]: "kapan saja"}
    entries.save_fields(house.desk, house.who("bo"), ref.file, wrong)
    async with at_work(house, program, "bo", size) as clerk:
        await clerk.press("f8")
        clerk.sees("Isian ini perlu diisi.", "Bukan tanggal; contoh 31-01-2026,")
        assert clerk.app.focused is not None
        assert clerk.app.focused.name == keys[0]
        await clerk.press("x")
        assert "Isian ini perlu diisi." not in clerk.screen
        clerk.sees("Bukan tanggal; contoh 31-01-2026,")
        await clerk.press("f8")
        assert clerk.app.focused.name == dates[0]
        await clerk.look_again()
        clerk.sees("Bukan tanggal; contoh 31-01-2026,")


async def test_a_wrong_date_is_told_when_its_field_is_left(house: House, program: Open) -> None:
    ref = perform(house.desk, house.who("bo"), house.complete(house.register()), Take())
    good = filled(view(house.desk, house.who("bo"), ref.file))
    date = next(key for key, value in good.items() if value == "31-12-2029")
    async with at_work(house, program, "bo") as clerk:
        await clerk.press_until("enter", lambda: clerk.field == date)
        await clerk.press(*"31-02-2029", "enter")
        clerk.sees("Bukan tanggal; contoh 31-01-2026,")
        await clerk.press("up", *["backspace"] * 10, *"28-02-2029", "enter")
        assert "Bukan tanggal" not in clerk.screen


async def test_an_end_before_the_beginning_is_told_when_its_field_is_left_and_at_f8(
    house: House, program: Open
) -> None:
    ref = perform(house.desk, house.who("bo"), house.complete(house.register(service="reklame")), Take())
    good = filled(view(house.desk, house.who("bo"), ref.file))
    typed = {**good, "mulai": "01-12-2026", "sampai": ""}
    entries.save_fields(house.desk, house.who("bo"), ref.file, typed)
    async with at_work(house, program, "bo", (120, 36)) as clerk:
        await clerk.press_until("enter", lambda: clerk.field == "sampai")
        await clerk.press(*"30-11-2026", "up")
        clerk.sees("Lebih awal dari Dipasang mulai")
        await clerk.press("f8")
        clerk.sees("F8 belum bisa", "Lebih awal dari Dipasang mulai")
        await clerk.press(*["backspace"] * 10, *"01-12-2026", "f8")
        clerk.sees("F9 urung")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_later_desk_that_returns_a_file_names_what_is_missing(
    house: House, program: Open, size: tuple[int, int]
) -> None:
    ref = house.step("bo", house.complete(house.register()), "benar")
    async with at_work(house, program, "kasi", size) as clerk:
        await clerk.press("f2", "f6", "enter")
        clerk.sees("Yang kurang", "✓ ada", "Surat permohonan", "Alasan")
        await clerk.press("enter")
        clerk.sees("Tulis alasannya, atau tandai apa yang kurang.", "Tidak jadi")
        await clerk.press("up", "down", "k", "a", "c", "down", "k", "k")
        clerk.sees("✗ kurang KTP pemohon")
        assert clerk.screen.count("✗ kurang") == 1
        for _ in range(6):
            await clerk.press("enter")
        assert "Yang kurang" not in clerk.screen
    found = view(house.desk, house.who("fo2"), ref.file)
    assert found.returned is not None
    assert (found.returned.missing, found.returned.reason) == (("ktp",), "")
    assert [item.mark for item in found.checklist[:3]] == ["ada", "kurang", "ada"]


async def test_what_was_named_as_missing_is_there_again_after_esc(house: House, program: Open) -> None:
    ref = house.step("bo", house.complete(house.register()), "benar")
    async with at_work(house, program, "kasi", (120, 36)) as clerk:
        await clerk.press("f2", "f6", "enter", "up", "down", "k", "escape")
        clerk.sees(HALF_TYPED)
        await clerk.press("f6", "enter")
        clerk.sees("✗ kurang KTP pemohon")
        assert clerk.screen.count("✗ kurang") == 1
        await clerk.press("up", "down", "k", "escape", "f6", "enter")
        assert "✗ kurang" not in clerk.screen
        await clerk.press("up", "down", "k", "ctrl+s")
    found = view(house.desk, house.who("fo2"), ref.file)
    assert found.returned is not None
    assert found.returned.missing == ("ktp",)


async def test_a_later_desk_may_return_a_file_with_a_reason_alone(house: House, program: Open) -> None:
    ref = house.complete(house.register())
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("f2", "f6")
        await clerk.pilot.press(*"kabur")
        await clerk.press("enter")
    found = view(house.desk, house.who("fo2"), ref.file)
    assert found.returned is not None
    assert (found.returned.missing, found.returned.reason) == ((), "kabur")
    assert {item.mark for item in found.checklist} == {"ada"}


def latest(house: House, file: int) -> record.Ref:
    """The file as it is now."""
    return view(house.desk, house.who("bo"), file).ref


def back_from(house: House, file: int) -> str:
    """How the Kasi gives it back to the back office."""
    offers = view(house.desk, house.who("kasi"), file).offers
    branches = [offer.branch for offer in offers if offer.branch is not None and offer.refusal is None]
    return next(branch.id for branch in branches if branch.direction is Direction.BACK)


async def test_an_undo_that_was_refused_moves_no_cursor_when_its_file_comes_back(
    house: House, program: Open
) -> None:
    first = in_hand(house).ref
    second = house.complete(house.register("Dua Contoh")).file
    kasi = house.who("kasi")
    async with at_work(house, program, "bo") as clerk:
        sent = perform(house.desk, house.who("bo"), latest(house, first.file), Choose("benar"))
        house.pass_minutes(3)
        await clerk.look_again()
        await clerk.press("f9")
        perform(house.desk, kasi, sent, Take())
        await clerk.press("enter")
        clerk.sees("Berkas sudah berjalan (Budi Contoh 08.08).")
        await clerk.look_again()
        await clerk.press("f2", "home")
        perform(
            house.desk,
            kasi,
            latest(house, first.file),
            Choose(back_from(house, first.file)),
            remark="salah ketik",
        )
        await clerk.look_again()
        screen = clerk.app.screen
        assert isinstance(screen, DeskScreen)
        assert (screen.pile.cursor_id, len(screen.rows)) == ((second, 0), 2)
        assert isinstance(screen.focused, TextField)


async def test_a_file_that_is_not_on_the_list_is_not_sought_on_later_ones(
    house: House, program: Open
) -> None:
    elsewhere = house.register("Satu Contoh")
    house.complete(house.register("Dua Contoh"))
    async with at_work(house, program, "bo") as clerk:
        screen = clerk.app.screen
        assert isinstance(screen, DeskScreen)
        screen.show_file(elsewhere.file)
        await clerk.settle()
        before = screen.pile.cursor_id
        house.complete(elsewhere)
        await clerk.look_again()
        assert len(screen.rows) == 2
        assert screen.pile.cursor_id == before


async def test_a_file_that_was_put_back_leaves_the_cursor_in_the_list(house: House, program: Open) -> None:
    in_hand(house, "Satu Contoh")
    async with at_work(house, program, "bo") as clerk:
        screen = clerk.app.screen
        assert isinstance(screen, DeskScreen)
        await clerk.press("enter", "f7")
        await clerk.press(*keys_to(clerk.app, "Taruh kembali di tumpukan"))
        clerk.sees("Ditaruh kembali.", "T Tandai")
        assert screen.focused is screen.pile


async def test_a_file_put_aside_at_once_leaves_the_cursor_in_the_list_though_it_is_shown_in_hand_later(
    house: House, program: Open
) -> None:
    taken = in_hand(house, "Satu Contoh")
    async with at_work(house, program, "bo") as clerk:
        screen = clerk.app.screen
        assert isinstance(screen, DeskScreen)
        screen.take_up(taken.ref.file)
        screen.put_down()
        screen._show_file(taken)  # read before it was put aside
        await clerk.settle()
        assert screen.focused is screen.pile


async def test_the_list_has_the_cursor_though_what_was_typed_in_is_taken_away_only_then(
    house: House, program: Open
) -> None:
    taken = in_hand(house, "Satu Contoh")
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("enter")
        screen = clerk.app.screen
        assert isinstance(screen, DeskScreen)
        assert screen.focused is not screen.pile
        screen.pane.show(taken, mine=False)  # as it is once put aside, told before the act was
        screen.put_down()
        await clerk.settle()
        assert screen.focused is screen.pile


async def test_a_pile_that_was_read_before_a_file_was_sent_on_does_not_move_the_cursor(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = in_hand(house, "Satu Contoh")
    also_in_hand = in_hand(house, "Dua Contoh").ref.file
    house.complete(house.register("Tiga Contoh"))
    (branch,) = (o.branch for o in sent.offers if o.branch is not None and o.branch.id == "benar")
    async with at_work(house, program, "bo") as clerk:
        screen = clerk.app.screen
        assert isinstance(screen, DeskScreen)
        screen.pile.select((sent.ref.file, 0))
        asked: list[tuple[Callable[[], object], Callable[[object], None]]] = []
        with monkeypatch.context() as held:
            held.setattr(screen, "read", lambda call, then, **_: asked.append((call, then)))
            screen.changed()
            call, then = asked[0]
            before = call()
            perform(house.desk, house.who("bo"), sent.ref, Choose("benar"))
            screen.gone(sent, branch, in_hand=False)
            then(before)
        await clerk.look_again()
        assert screen.pile.cursor_id == (also_in_hand, 0)


async def test_a_file_of_others_that_was_looked_up_leaves_the_cursor_in_the_list_for_the_next(
    house: House, program: Open
) -> None:
    own = in_hand(house, "Satu Contoh").ref.file
    waiting = house.complete(house.register("Dua Contoh")).file
    async with at_work(house, program, "bo") as clerk:
        screen = clerk.app.screen
        assert isinstance(screen, DeskScreen)
        screen.show_file(waiting)
        await clerk.settle()
        await clerk.press("home")
        assert screen.pile.cursor_id == (own, 0)
        assert screen.focused is screen.pile


async def test_only_a_take_that_is_refused_sends_the_cursor_on(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.complete(house.register("Satu Contoh"))
    house.complete(house.register("Dua Contoh"))
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("f2")
        screen = clerk.app.screen
        assert isinstance(screen, DeskScreen)
        await clerk.press("f10", "f7")
        await clerk.pick("Tunda")
        await clerk.write("Dinkes")
        await clerk.press("enter", "enter")
        clerk.sees("TERTUNDA 1")
        resting = next(file for file, row in screen.rows.items() if row.work.standing is Standing.AGENCY)
        screen.pile.select(resting)
        await clerk.settle()
        away = Away(StoreBusy(house.path), perform)
        screen.act(lambda: away(screen.desk, screen.who, latest(house, resting[0]), Resume()), print)
        await clerk.settle()
        clerk.sees("Belum tercatat")
        assert screen.pile.cursor_id == resting


def to_hand_over(house: House, proxy: str = "") -> Ref:
    """A printed permit whose applicant has come; `proxy` registered it for them."""
    applicant = NewApplicant("Siti Aminah", NIK, "081200001111")
    came = {"came_as": "kuasa", "came_name": proxy, "proxy_seen": True} if proxy else {}
    given = Registration("sip-bidan", "baru", applicant, **came)  # type: ignore[arg-type]
    ref = house.complete(register(house.desk, house.who("fo2", "2"), given))
    return house.surveyed(house.step("fo4", house.signed(ref), "dicetak"))


@pytest.mark.parametrize(("proxy", "receiver"), [("Rina Contoh", "Rina Contoh"), ("", "Siti Aminah")])
async def test_who_came_is_suggested_as_receiver_and_kept_by_what_is_sent_on(
    house: House, program: Open, proxy: str, receiver: str
) -> None:
    ref = to_hand_over(house, proxy)
    async with at_work(house, program, "fo4") as clerk:
        await clerk.press("f2")
        clerk.sees(receiver, "Nama terisi dari permohonan; ubah bila", "diambil orang lain.")
        if proxy:
            clerk.sees("Kuasa Rina Contoh", "surat kuasa ada")
        await clerk.press("down")
        await clerk.write("KTP")
        await clerk.press("f10")
        assert view(house.desk, house.who("fo4"), ref.file).values.get("penerima", "") == ""
        await clerk.press("f8")
        clerk.sees("F9 urung")
    found = view(house.desk, house.who("fo4"), ref.file)
    assert found.values["penerima"] == receiver
    assert found.state.at(0) is None


async def test_a_kuasa_who_is_put_right_by_a_colleague_is_the_receiver_who_is_suggested(
    house: House, program: Open
) -> None:
    ref = to_hand_over(house, "Rina Contoh")
    async with at_work(house, program, "fo4") as clerk:
        await clerk.press("f2")
        clerk.sees("Kuasa Rina Contoh")
        held = view(house.desk, house.who("fo2", "2"), ref.file)
        given = Correction({"came_name": "Rini Contoh"}, "salah dengar")
        correcting.correct(house.desk, house.who("fo2", "2"), held.ref, given)
        await clerk.look_again()
        clerk.sees("Kuasa Rini Contoh")
        assert "Rina Contoh" not in clerk.screen
        await clerk.press("down")
        await clerk.write("KTP")
        await clerk.press("f8")
    assert view(house.desk, house.who("fo4"), ref.file).values["penerima"] == "Rini Contoh"


async def test_typing_at_once_replaces_the_receiver_who_was_suggested(house: House, program: Open) -> None:
    ref = to_hand_over(house, "Rina Contoh")
    async with at_work(house, program, "fo4") as clerk:
        await clerk.press("f2")
        await clerk.pilot.press(*"Budi", "enter")
        await clerk.write("KTP")
        await clerk.press("up", "end", "x", "f8")
    assert view(house.desk, house.who("fo4"), ref.file).values["penerima"] == "Budix"


async def test_data_that_did_not_fit_into_their_field_hinder_f8_until_it_is_edited(
    house: House, program: Open
) -> None:
    ref = to_hand_over(house)
    async with at_work(house, program, "fo4") as clerk:
        await clerk.press("f2")
        await clerk.write("n" * 301)
        await clerk.press("down")
        await clerk.write("KTP")
        await clerk.press("f8")
        clerk.sees("F8 belum bisa: paling banyak 300 huruf")
        assert view(house.desk, house.who("fo4"), ref.file).here is not None
        await clerk.press(*"Budi", "f8")
    assert view(house.desk, house.who("fo4"), ref.file).values["penerima"] == "Budi"


async def test_f2_on_a_file_in_hand_takes_no_other_and_leaves_the_cursor_there(
    house: House, program: Open
) -> None:
    own = in_hand(house, "Satu Contoh").ref.file
    waiting = house.complete(house.register("Dua Contoh")).file
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("home", "f2")
        clerk.sees("F2 belum bisa: sudah di tangan Anda", "▸  00001", "MENUNGGU 1")
        screen = clerk.app.screen
        assert isinstance(screen, DeskScreen)
        assert screen.view is not None
        assert screen.view.ref.file == own
    here = view(house.desk, house.who("bo"), waiting).state.at(0)
    assert here is not None
    assert here.person is None


async def test_where_the_file_that_one_types_for_goes_away_nothing_is_typed_into_the_next(
    house: House, program: Open
) -> None:
    gone, other = (house.complete(house.register(name)) for name in ("Satu Contoh", "Dua Contoh"))
    for ref in (gone, other):
        perform(house.desk, house.who("bo"), ref, Take())
    async with at_work(house, program, "bo") as clerk:
        screen = clerk.app.screen
        assert isinstance(screen, DeskScreen)
        assert screen.pile.cursor_id == (gone.file, 0)
        await clerk.press("enter")
        await clerk.write("Klinik")
        assert screen.pane.has_focus_within
        ref = view(house.desk, house.who("fo2", "2"), gone.file).ref
        perform(house.desk, house.who("fo2", "2"), ref, Withdraw(0), remark="dicabut")
        await clerk.look_again()
        await clerk.write("Mawar")
        assert screen.pile.cursor_id == (gone.file, 0)
        await clerk.press("escape", "down")
        assert screen.pile.cursor_id == (other.file, 0)
    assert not view(house.desk, house.who("bo"), other.file).values


async def test_the_latest_act_on_a_file_is_read_first(house: House, program: Open) -> None:
    house.step("bo", house.complete(house.register()), "benar")
    async with at_work(house, program, "kasi", (120, 36)) as clerk:
        lines = clerk.screen.splitlines()
        first = lines[next(at for at, line in enumerate(lines) if "Terakhir" in line)]
        assert "Lengkap dan benar, teruskan ke Kepala Seksi" in first
        assert "Didaftarkan" not in first


async def test_an_act_that_was_taken_back_is_marked_among_the_latest(house: House, program: Open) -> None:
    ref = house.complete(house.register())
    ref = perform(house.desk, house.who("bo"), ref, Take())
    undo_event(house.desk, house.who("bo"), ref.file, ref.version)
    async with at_work(house, program, "bo", (120, 36)) as clerk:
        clerk.sees("Diurungkan Andi Contoh", "Diambil Andi Contoh (diurungkan)")


async def test_after_a_permit_is_printed_the_next_one_is_taken_and_nobody_is_taken_to_have_come(
    house: House, program: Open
) -> None:
    first, _ = (house.signed(house.complete(house.register(name))) for name in ("Satu Contoh", "Dua Contoh"))
    house.step("fo4", house.signed(house.complete(house.register("Tiga Contoh"))), "dicetak")
    house.worked_on("fo4", first)
    async with at_work(house, program, "fo4") as clerk:
        await clerk.press("f8")
        clerk.sees("MENUNGGU DIAMBIL 2", "▸  00002 Dua Contoh", "F2 Ambil")
        await clerk.press("f2")
        clerk.sees("00002: diambil.")


async def test_f2_struck_after_f8_says_whose_applicant_it_would_have_come(
    house: House, program: Open
) -> None:
    house.step("fo4", house.signed(house.complete(house.register("Satu Contoh"))), "dicetak")
    handed = house.register("Dua Contoh")
    handed = house.surveyed(house.step("fo4", house.signed(house.complete(handed)), "dicetak"))
    house.worked_on("fo4", handed)
    async with at_work(house, program, "fo4") as clerk:
        await clerk.press("home", "f8")
        clerk.sees("▸  00001 Satu Contoh", "F2 Datang")
        await clerk.press("f2")
        clerk.sees("00001 Satu Contoh: F2 sekali lagi bila pemohonnya datang.", "MENUNGGU DIAMBIL 1")
        await clerk.press("f2")
        clerk.sees("00001: pemohon datang.")
