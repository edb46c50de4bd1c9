"""A supervisor directs the work: gives a file to somebody, reminds, and writes a remark on a file."""

from __future__ import annotations

from loket.desk.case import directing, file_view, lists
from loket.desk.case.perform import perform
from loket.desk.people import staff
from loket.flow.acts import Choose, Take
from loket.lengths import MINUTE
from loket.store import files, texts
from screens.file.case import CaseScreen
from screens.supervise.screen import SupervisorScreen
from tests.desk.karimun import filled
from tests.opened import live
from tests.screen_text import screen_text
from tests.screens.house import PASSWORD, House, Open, enter, hear, press, settle
from tests.store.sealed import sealed


async def test_a_file_is_given_to_somebody_who_may_do_it_and_f9_takes_it_back(
    house: House, program: Open
) -> None:
    house.complete(house.register())
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "penyelia")
        await press(pilot, "f8")
        picking = screen_text(pilot.app)
        assert "Tugaskan 00001 kepada siapa?" in picking
        assert "Andi Contoh" in picking
        assert "Budi Contoh" not in picking
        await press(pilot, "enter", *"Sakit", "enter")
        assert "00001: ditugaskan kepada Andi Contoh. F9 urung." in screen_text(pilot.app)
        (held,) = lists.in_hand(house.desk, house.who("bo"))
        assert held.work.number == "00001"
        await press(pilot, "f9")
        assert lists.in_hand(house.desk, house.who("bo")) == ()


async def test_who_is_given_a_file_sees_it_at_once_with_by_whom_and_why(house: House, program: Open) -> None:
    ref = house.complete(house.register())
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "bo")
        directing.assign(house.desk, house.who("penyelia"), ref, house.ids["bo"], "Pemohon lansia")
        await hear(pilot)
        seen = screen_text(pilot.app)
        assert "00001 ditugaskan kepada Anda oleh Gita Contoh: Pemohon lansia" in seen
        assert "DI TANGAN ANDA" in seen
        assert "Ditugaskan oleh Gita Contoh" in seen
        due = house.now + 10 * MINUTE
        directing.remember(house.desk, house.who("penyelia"), ref, "Pemohon datang", due)
        await hear(pilot)
        seen = screen_text(pilot.app)
        assert "◇ Siti Aminah" in seen
        assert "ingat 08.15: Pemohon datang (Gita Contoh)" in " ".join(seen.split())
        house.pass_minutes(10)
        live(pilot.app).tick()  # nobody acts: time alone sets it off
        await settle(pilot)
        seen = screen_text(pilot.app)
        assert "00001 ◆ INGAT Siti" in seen
        assert "◆ INGAT 08.15: Pemohon datang" in seen
        assert "◆ INGAT 00001: sudah waktunya." in seen, "also said to who looks elsewhere on the screen"


async def test_of_a_file_that_was_assigned_nobody_says_that_its_holder_took_it(
    house: House, program: Open
) -> None:
    ref = house.complete(house.register())
    directing.assign(house.desk, house.who("penyelia"), ref, house.ids["bo"], "Pemohon lansia")
    house.ids["hadi"] = staff.add(
        house.desk, None, nip="199001012020011099", name="Hadi Contoh", password=PASSWORD, roles=["bo"]
    )
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "hadi")
        await press(pilot, "end", "f2")
        assert "Sudah di tangan Andi Contoh sejak 08.05." in screen_text(pilot.app)


async def test_a_reminder_is_said_to_whoever_has_the_file_and_stays_until_it_moves_on(
    house: House, program: Open
) -> None:
    ref = perform(house.desk, house.who("bo"), house.complete(house.register()), Take())
    async with program().run_test(size=(120, 36)) as pilot:
        await enter(pilot, house, "bo")
        directing.remind(house.desk, house.who("penyelia"), ref, "Mohon didahulukan")
        await hear(pilot)
        assert "00001 diingatkan Gita Contoh: Mohon didahulukan" in screen_text(pilot.app)
        house.pass_minutes(1)
        view = file_view.view(house.desk, house.who("bo"), ref.file)
        assert view.here is not None
        assert view.here.person == house.ids["bo"]
        assert "Diingatkan Gita Contoh" in screen_text(pilot.app)
    view = file_view.view(house.desk, house.who("bo"), ref.file)
    with sealed(house.desk.store, house.now) as conn:
        texts.set_fields(conn, files.file_row(conn, ref.file), filled(view), house.ids["bo"], house.now)
    house.step("kasi", perform(house.desk, house.who("bo"), view.ref, Choose("benar")), "validasi")
    async with program().run_test(size=(120, 36)) as pilot:
        await enter(pilot, house, "kabid")
        await press(pilot, "down")
        assert "Diingatkan" not in screen_text(pilot.app)


async def test_a_reminder_is_said_too_where_the_staff_changed_at_the_same_time(
    house: House, program: Open
) -> None:
    ref = perform(house.desk, house.who("bo"), house.complete(house.register()), Take())
    async with program().run_test(size=(120, 36)) as pilot:
        await enter(pilot, house, "bo")
        staff.add(
            house.desk, None, nip="198803032013032041", name="Ayu Contoh", password=PASSWORD, roles=["bo"]
        )
        directing.remind(house.desk, house.who("penyelia"), ref, "Mohon didahulukan")
        await hear(pilot)
        assert "00001 diingatkan Gita Contoh: Mohon didahulukan" in screen_text(pilot.app)


async def test_two_reminders_at_one_look_are_both_said(house: House, program: Open) -> None:
    refs = [house.complete(house.register(name)) for name in ("Satu Contoh", "Dua Contoh")]
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "bo")
        for ref, words in zip(refs, ("Mohon didahulukan", "Pemohon menelepon"), strict=True):
            directing.remind(house.desk, house.who("penyelia"), ref, words)
        await hear(pilot)
        seen = " ".join(screen_text(pilot.app).replace("─", " ").split())
        assert "00001 diingatkan Gita Contoh: Mohon didahulukan" in seen
        assert "00002 diingatkan Gita Contoh: Pemohon menelepon" in seen


async def test_a_supervisor_reminds_and_remarks_with_keys_and_the_history_tells_it(
    house: House, program: Open
) -> None:
    house.complete(house.register())
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "penyelia")
        assert "Lembar pagi hari ini siap dibaca dan dicetak: tekan L." in screen_text(pilot.app)
        await press(pilot, "l")
        assert "LEMBAR PAGI Jumat, 20 November 2026" in screen_text(pilot.app)
        await press(pilot, "f10", "f3")
        assert "Ingatkan BO" in screen_text(pilot.app)
        await press(pilot, *"Cepat", "enter")
        await press(pilot, "c")
        await press(pilot, *"Menelepon", "enter")
        assert "catatan tersimpan" in screen_text(pilot.app)
        await press(pilot, "f4")
        history = screen_text(pilot.app)
        await press(pilot, "f10", "ctrl+n", "home", "down", "enter")
        latest = screen_text(pilot.app)
        await press(pilot, "enter")
        assert "Diingatkan: Cepat" in screen_text(pilot.app)
    assert "catatan" in latest
    assert "diingatkan" in latest
    assert "Gita Contoh" in latest
    assert "Diingatkan: Cepat · Gita Contoh" in history
    assert "Catatan: Menelepon · Gita Contoh" in history


async def test_a_clerk_at_the_front_writes_a_remark_from_the_history(house: House, program: Open) -> None:
    ref = house.complete(house.register())
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "fo2", CaseScreen(ref.file))
        await press(pilot, "c")
        await press(pilot, *"Menelepon", "enter")
        assert "Catatan: Menelepon · Sari Contoh" in screen_text(pilot.app)


async def test_what_is_bright_in_the_history_leads_where_it_says(house: House, program: Open) -> None:
    house.complete(house.register("Andi Satu"))
    second = house.complete(house.register("Budi Dua"))
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "penyelia", CaseScreen(second.file))
        assert "Kerjakan" not in screen_text(pilot.app)
        assert "Tunjukkan" in screen_text(pilot.app)
        await press(pilot, "f7")
        assert isinstance(pilot.app.screen, SupervisorScreen)
        assert pilot.app.screen.file is not None
        assert pilot.app.screen.file.row.work.number == "00002"


async def test_the_late_are_counted_for_the_whole_office_and_the_narrowed_list_beside_it(
    house: House, program: Open
) -> None:
    perform(house.desk, house.who("bo"), house.complete(house.register("Andi Satu")), Take())
    perform(house.desk, house.who("bo"), house.complete(house.register("Budi Dua")), Take())
    house.complete(house.register("Citra Tiga"))
    house.pass_minutes(30)
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "penyelia")
        assert "LEWAT 2" in screen_text(pilot.app)
        await press(pilot, "2")
        assert "LEWAT 2, di sini 0" in screen_text(pilot.app)


async def test_help_explains_the_columns_and_the_keys_that_narrow_the_list(
    house: House, program: Open
) -> None:
    house.complete(house.register())
    async with program().run_test(size=(120, 60)) as pilot:
        await enter(pilot, house, "penyelia")
        await press(pilot, "f1")
        await settle(pilot)
        seen = screen_text(pilot.app)
    assert all(word in seen for word in ("← →", "1–9", "Tunggu", "Kerja", "(6 hari)", "LEWAT"))
