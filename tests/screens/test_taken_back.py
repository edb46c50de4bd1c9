"""F9 at Loket 2: the last answer, its visit and its form, and nothing older unasked."""

from __future__ import annotations

from loket.desk.case import lists
from loket.desk.case.file_view import view
from loket.desk.intake import correcting
from loket.desk.intake.correcting import Correction
from screens.counter.form import RegistrationForm
from tests.screens.arrivals import queue_up, register, tick_all
from tests.screens.counter import at_work
from tests.screens.house import House, Open


async def test_what_was_done_some_time_ago_is_undone_only_after_a_question(
    house: House, program: Open
) -> None:
    ref = house.complete(house.register())
    house.pass_minutes(2)
    async with at_work(house, program, "fo2") as clerk:
        clerk.sees("F9 Urung 00001")
        await clerk.press("f9")
        clerk.sees("Urungkan “→ Analis Dokumen Perizinan” pada 00001?", "Ya, urungkan")
        await clerk.press("escape")
        assert view(house.desk, house.who("fo2"), ref.file).step.sequence == 6  # type: ignore[union-attr]
        await clerk.press("f9", "enter")
        clerk.sees("00001: diurungkan (", "di tangan Anda")
        await clerk.press("f9")
        clerk.sees("Pendaftaran 00001 batal, dan nomor itu tidak dipakai lagi.")


async def test_f9_takes_back_the_last_answer_and_never_an_older_act_unasked(
    house: House, program: Open
) -> None:
    ref = house.complete(house.register())
    queue_up(house, 2)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "l")
        clerk.sees("DILEWATI 1", "F9 Urung A-001")
        await clerk.press("f9")
        clerk.sees("DIPANGGIL 1", "A-001: diurungkan (", "H hadir")
        await clerk.press("h")
        await clerk.press("f9")
        clerk.sees("DIPANGGIL 1", "H hadir")
        await clerk.press("f9")
        clerk.sees("MENUNGGU 2", "F9 Urung A-002")
        house.pass_minutes(2)
        await clerk.press("f9")
        clerk.sees("Urungkan “diberikan” pada A-002?")
        await clerk.press("enter", "f9", "enter", "f9")
        clerk.sees("Urungkan “→ Analis Dokumen Perizinan” pada 00001?")
        await clerk.press("escape")
    assert view(house.desk, house.who("fo2"), ref.file).step.sequence == 6  # type: ignore[union-attr]


async def test_after_a_visit_was_closed_its_outcome_is_undone_first_and_then_its_file(
    house: House, program: Open
) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await register(clerk)
        await tick_all(clerk, 9)
        await clerk.press("f8", "f2", "enter")
        clerk.sees("A-001: berkas masuk.", "F9 Urung A-001")
        await clerk.press("f9")
        clerk.sees("A-001: diurungkan (", "DILAYANI 1", "F9 Urung 00001")
        await clerk.press("f9")
        clerk.sees("00001: diurungkan (", "DI TANGAN ANDA 1", "F8 bisa diteruskan.")


async def test_a_registration_taken_back_shows_its_form_again_as_it_was_typed(
    house: House, program: Open
) -> None:
    queue_up(house, 3)
    async with at_work(house, program, "fo2") as clerk:
        await register(clerk, "Siti Amniah")
        await clerk.press("f9")
        clerk.sees("Pendaftaran 00001 batal, dan nomor itu tidak dipakai lagi.")
        await clerk.press("enter")  # what is voided comes back under no number: Enter leaves it
        clerk.sees("00001 Izin Reklame", "Siti Amniah")
        await clerk.press("f9", "left", "enter")
        clerk.sees("00001: diurungkan (", "NIK 2102015508900012", "Siti Amniah", "F8 Daftarkan")
        clerk.sees("▸  A-001")
        form = clerk.app.screen.query_one(RegistrationForm)
        form.fill({"name": ""})
        form.focus_field("name")
        await clerk.settle()
        await clerk.write("Siti Aminah")
        await clerk.press("f8")
        clerk.sees("00002", "Siti Aminah", "DILAYANI 1")
        await clerk.press("a", "f9")
        clerk.sees("1 tanda dan catatan kelengkapan yang sudah")
        await clerk.press("enter")
        clerk.sees("00002", "Siti Aminah", "✓ ada")
        await clerk.press("f9", "left", "enter")
        clerk.sees("00002: diurungkan (")
        assert form.values()["name"] == "Siti Aminah"  # as it was sent, not as it stood before
        await clerk.press("f8")
        clerk.sees("00003", "Siti Aminah")
    (row,) = lists.all_open(house.desk, house.who("fo2"))
    assert row.work.number == "00003"


async def test_f9_on_a_file_says_that_the_half_typed_form_is_kept(house: House, program: Open) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await register(clerk)
        await tick_all(clerk, 9)
        await clerk.press("f8", "f8")
        await clerk.write("2102014508900013")
        await clerk.press("f9")
        clerk.sees(
            "00001: diurungkan (→ Analis Dokumen Perizinan). Isian disimpan; F10, lalu F8 membukanya lagi."
        )
        await clerk.press("f10", "f8")
        assert clerk.app.screen.query_one(RegistrationForm).values()["nik"] == "2102014508900013"


async def test_of_two_registrations_taken_back_in_one_visit_each_brings_its_own_form(
    house: House, program: Open
) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await register(clerk)
        await clerk.press("f3", "right", "right", "f8")
        clerk.sees("00002")
        form = clerk.app.screen.query_one(RegistrationForm)
        await clerk.press("f9", "left", "enter")
        clerk.sees("00002: diurungkan (")
        second = form.values()["service"]
        await clerk.press("f9", "left", "enter")
        clerk.sees("00001: diurungkan (", "Siti Aminah")
        first = form.values()["service"]
        assert first != second
        await clerk.press("f8")
        clerk.sees("00003")
        await clerk.press("f10", "f8")
        clerk.sees("terbuka lagi")  # the one that was taken back before it is lost no more than that one
        assert form.values()["service"] == second


async def test_what_is_being_typed_waits_beneath_the_form_of_a_registration_taken_back(
    house: House, program: Open
) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await register(clerk)
        await clerk.press("f10", "f8")
        form = clerk.app.screen.query_one(RegistrationForm)
        form.focus_field("name")
        await clerk.settle()
        await clerk.write("Tono Contoh")
        await clerk.press("f9", "left", "enter")
        clerk.sees("00001: diurungkan (", "Siti Aminah")
        await clerk.press("f8")
        clerk.sees("00002", "Siti Aminah")
        await clerk.press("f10", "f8")
        clerk.sees("Tono Contoh")


async def test_a_form_half_typed_comes_back_with_the_visit_that_was_ended_too_soon(
    house: House, program: Open
) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h", *"2102", "enter", *"Siti", "f2", "enter", "left", "enter")
        clerk.sees("A-001: hanya bertanya.", "Tidak ada nomor yang menunggu.")
        await clerk.press("f9")
        clerk.sees("A-001: diurungkan (", "NIK 2102", "Siti", "DILAYANI 1")


async def test_a_number_given_by_mistake_is_taken_back(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f7")
        await clerk.pick("Beri nomor antrean")
        await clerk.press("down", "enter")
        clerk.sees("Nomor A-001 diberikan.", "F9 Urung A-001")
        await clerk.press("f9")
        clerk.sees("A-001: diurungkan (", "Tidak ada nomor yang menunggu.", "F9·Urung")


async def test_an_act_of_another_day_is_told_by_its_day(house: House, program: Open) -> None:
    house.complete(house.register("Satu Contoh"))
    house.pass_minutes(3 * 24 * 60)
    house.complete(house.register("Dua Contoh"))
    async with at_work(house, program, "fo2", (120, 36)) as clerk:
        shown = {str(row.cells[0]): row.cells[2].text for row in clerk.app.screen.queue.rows}  # type: ignore[attr-defined]
        assert shown == {"00001": "20-11", "00002": "F9"}


async def test_a_correction_of_a_file_looked_up_is_taken_back_where_the_clerk_is(
    house: House, program: Open
) -> None:
    other = house.complete(house.register("Rina Wati"))
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        correcting.correct(
            house.desk, house.who("fo2", "2"), other, Correction({"name": "Rina Wita"}, "salah dengar")
        )
        await clerk.look_again()
        clerk.sees("▸ A-001", "F9 Urung data")
        await clerk.press("f9")
        clerk.sees("00001: perbaikan data diurungkan.", "▸ A-001", "F2 memanggil nomor ini.")
        assert "00001 SIP Bidan" not in clerk.screen
