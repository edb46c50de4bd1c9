"""Loket 2's registration form: what is told at a field, what hinders, and what was typed is kept."""

from __future__ import annotations

from dataclasses import replace

from loket.desk.case import lists
from loket.desk.intake import applicant, registration
from loket.desk.intake.cleaning import Registration
from loket.desk.queue import line
from screens.counter.form import RegistrationForm
from screens.counter.screen import CounterScreen
from tests.screens.arrivals import queue_up, registered
from tests.screens.counter import at_work
from tests.screens.house import NIK, House, Open


async def test_a_wrong_form_says_so_at_its_fields(house: House, program: Open) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h", "up", "k", "f8")
        clerk.sees("isian belum benar.", "Nama kuasa belum diisi.")
        clerk.sees("Surat kuasa belum dilihat.")
        screen = clerk.app.screen
        assert isinstance(screen, CounterScreen)
        assert screen.focused is not None
        assert screen.focused.name == "came_name"
        await clerk.write("Rina Wati")
        await clerk.press("enter", "enter", "enter", "right", "enter")
        await clerk.write("2102013102900012")
        clerk.sees("Angka ke-7 sampai ke-12 NIK")
    assert not lists.all_open(house.desk, house.who("fo2"))


async def test_a_known_applicant_is_filled_in_and_their_return_pointed_at(
    house: House, program: Open
) -> None:
    ref = house.register("Siti Aminah")
    house.give_back(ref, reason="KTP kabur")
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h")
        await clerk.write(NIK)
        clerk.sees("Sudah dikenal: Siti Aminah", "081200001111")
        clerk.sees("00001 menunggu kelengkapan pemohon ini")
        await clerk.press("f10", "enter", "f8")
        clerk.sees("5 Pemeriksaan kelengkapan", "di tangan Anda")


async def test_what_was_said_of_an_applicant_goes_with_them(house: House, program: Open) -> None:
    house.give_back(house.register("Siti Aminah"), reason="KTP kabur")
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h")
        await clerk.write(NIK)
        clerk.sees("00001 menunggu kelengkapan pemohon ini")
        await clerk.press("backspace")
        assert "menunggu kelengkapan pemohon ini" not in clerk.screen


async def test_a_number_that_cannot_be_right_is_told_when_its_field_is_left(
    house: House, program: Open
) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2", size=(120, 36)) as clerk:
        await clerk.press("f2", "h", *"21020155089", "enter")
        clerk.sees("NIK harus 16 angka; yang diketik 11.", "Nama")
        await clerk.press("enter", *"081234abc", "enter")
        clerk.sees("Nomor telepon memuat selain angka; periksa lagi.")
        await clerk.press("up", "up", "up", "end", *"00012", "enter")
        clerk.sees("Belum dikenal: pemohon baru.")
        assert "NIK harus" not in clerk.screen


async def test_what_was_said_of_a_nik_goes_when_it_is_typed_on(house: House, program: Open) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2", size=(120, 36)) as clerk:
        await clerk.press("f2", "h", *"2102015508900012")
        clerk.sees("Belum dikenal: pemohon baru.")
        await clerk.press("backspace", "backspace", "enter")
        clerk.sees("NIK harus 16 angka; yang diketik 14.")
        assert "Belum dikenal" not in clerk.screen


async def test_two_telephone_numbers_pasted_into_one_field_are_told_whole(
    house: House, program: Open
) -> None:
    queue_up(house, 1)
    two = "0812-7000-0011 / 0813-7000-0022"
    async with at_work(house, program, "fo2", size=(120, 36)) as clerk:
        await clerk.press("f2", "h", "enter", "enter", *two, "enter")
        clerk.sees(two, "Tulis satu nomor telepon saja.")


async def test_who_is_known_is_known_again_from_a_draft(house: House, program: Open) -> None:
    house.register()
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h")
        await clerk.write(NIK)
        await clerk.press("f10")
    async with at_work(house, program, "fo2") as clerk:
        clerk.sees("Sudah dikenal: Siti Aminah")


async def test_a_form_closed_with_esc_says_that_it_is_kept_and_opens_as_it_was(
    house: House, program: Open
) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h", *"2102", "escape")
        clerk.sees("Isian disimpan; F8 membukanya lagi.", "F8 daftarkan berkas")
        await clerk.press("f8", *"0155")
        clerk.sees("NIK 21020155", "A-001 · dilayani sejak")
        await clerk.press("f10", "f2", "enter")
        clerk.sees("Isian pendaftaran belum didaftarkan.", "Ya, tanpa mendaftar")
        await clerk.press("left", "enter")
        clerk.sees("Tidak ada nomor yang menunggu.")
        await clerk.press("f7")
        await clerk.pick("Daftarkan berkas tanpa nomor")
        await clerk.press("escape")
        assert "Isian disimpan" not in clerk.screen


async def test_a_draft_with_an_older_number_takes_the_newer_one_away_from_nobody(
    house: House, program: Open
) -> None:
    house.register()
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h")
        await clerk.write(NIK)
        clerk.sees("081200001111")
        await clerk.press("f10")
        (known,) = applicant.find_applicant(house.desk, house.who("fo2"), NIK)
        newer = Registration("apotek", "baru", replace(known, phone="081200009999"), shown=known)
        registration.register(house.desk, house.who("fo2"), newer)
        await clerk.press("f8", "enter")
        clerk.sees("Sudah dikenal: Siti Aminah", "081200001111")
        await clerk.press("f8")
    (known,) = applicant.find_applicant(house.desk, house.who("fo2"), NIK)
    assert known.phone == "081200009999"


async def test_typing_survives_a_killed_terminal(house: House, program: Open) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h", "enter")
        await clerk.write("Siti Ami")
        screen = clerk.app.screen
        assert isinstance(screen, CounterScreen)
        screen.form.edited_now()  # what happens by itself after a moment's rest
        await clerk.settle()
    house.pass_minutes(7)
    async with at_work(house, program, "fo2") as clerk:
        clerk.sees("Isian yang tersimpan 08.05 terbuka lagi. F6 mengosongkannya.")
        clerk.sees("Siti Ami", "A-001 · dilayani sejak 08.05")
        await clerk.press("f2", "enter")
        clerk.sees("Isian pendaftaran belum didaftarkan.")
        await clerk.press("left", "enter")
        clerk.sees("Tidak ada nomor yang menunggu.")
    assert line.queue(house.desk, house.who("fo2", "2")).current is None


async def test_who_types_on_after_h_without_looking_up_loses_no_letter(house: House, program: Open) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2")
        await clerk.pilot.press("h", "up", "k", "enter", *"Rina", "enter", "enter", *"0812", "f1")
        await clerk.settle()
        await clerk.press("f10")
        clerk.sees("● kuasa", "Nama kuasa Rina", "HP kuasa 0812")


async def test_what_cannot_be_right_is_told_at_its_field_and_refused(house: House, program: Open) -> None:
    queue_up(house, 1)
    wrong = {
        "name": ("Siti2102059907900001", "Di nama ada nomor."),
        "phone": ("0812A-7001 2345", "Di tengah nomor telepon ada huruf; tulis angkanya saja."),
        "nib": ("123", "NIB 13 angka"),
        "npwp": ("abc", "NPWP hanya berisi angka"),
        "email": ("siti@@x", "Surel ditulis seperti"),
    }
    async with at_work(house, program, "fo2", (120, 36)) as clerk:
        await clerk.press("f2", "h")
        await clerk.write(NIK)
        form = clerk.app.screen.query_one(RegistrationForm)
        for name, (typed, _) in wrong.items():
            form.focus_field(name)
            await clerk.settle()
            await clerk.write(typed)
        await clerk.press("tab")
        clerk.sees(*(sentence for _, sentence in wrong.values()))
        await clerk.press("f8")
        clerk.sees("5 isian belum benar.")


async def test_an_unusual_number_is_told_and_hinders_nothing(house: House, program: Open) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2", (120, 36)) as clerk:
        await clerk.press("f2", "h")
        form = clerk.app.screen.query_one(RegistrationForm)
        for name, typed in (
            ("nik", NIK),
            ("name", "Siti Aminah"),
            ("phone", "12345"),
            ("npwp", "1"),
        ):
            form.focus_field(name)
            await clerk.settle()
            await clerk.write(typed)
        form.focus_field("address")
        await clerk.settle()
        clerk.sees("tidak seperti nomor HP", "NPWP biasanya 15 atau 16 angka")
        await clerk.press("f8")
    assert registered(house)


async def test_what_is_unusual_is_seen_once_before_f8_registers_it(house: House, program: Open) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h")
        await clerk.write(NIK)
        await clerk.press("enter", *"Siti Aminah", "enter", *"00061234", "f8")
        clerk.sees("Nomor ini tidak seperti nomor HP", "periksa yang berwarna", "F8 sekali lagi")
        assert not lists.all_open(house.desk, house.who("fo2"))
        assert clerk.app.focused is not None
        assert clerk.app.focused.name == "phone"
        await clerk.press("f8")
        clerk.sees("00001", "Siti Aminah")
    assert registered(house)


async def test_another_unusual_number_is_seen_anew(house: House, program: Open) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h")
        await clerk.write(NIK)
        await clerk.press("enter", *"Siti Aminah", "enter", *"00061234", "f8", "end", "backspace", "5", "f8")
        clerk.sees("tidak seperti nomor HP")
        assert not lists.all_open(house.desk, house.who("fo2"))
        await clerk.press("f8")
    assert registered(house)


async def test_what_is_known_of_somebody_is_asked_about_no_more(house: House, program: Open) -> None:
    queue_up(house, 2)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h")
        await clerk.write(NIK)
        await clerk.press("enter", *"Siti Aminah", "enter", *"00061234", "f8", "f8", "f2", "enter", "f2", "h")
        await clerk.write(NIK)
        await clerk.press("f8")
        clerk.sees("00002 SIP Bidan")


async def test_for_another_service_than_the_numbers_f8_asks_once(house: House, program: Open) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h")
        await clerk.write(NIK)
        await clerk.press("enter", *"Siti Aminah", "enter", *"081270000011", "enter", "right", "f8")
        clerk.sees("Nomor A-001 untuk Izin Reklame.", "▸ Kembali ke isian", "Tetap daftarkan")
        await clerk.press("enter")
        assert clerk.app.focused is not None
        assert clerk.app.focused.name == "service"
        assert not lists.all_open(house.desk, house.who("fo2"))
        form = clerk.app.screen.query_one(RegistrationForm)
        form.fill({"name": ""})
        await clerk.press("f8", "end", "enter")
        clerk.sees("Nama pemohon belum diisi")
        await clerk.press(*"Siti Aminah", "f8")  # it was said of this form already
        clerk.sees("00001", "Siti Aminah")
    assert registered(house)


async def test_a_letter_of_no_service_is_told(house: House, program: Open) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2", (120, 36)) as clerk:
        await clerk.press("f2", "h")
        form = clerk.app.screen.query_one(RegistrationForm)
        form.focus_field("service")
        await clerk.settle()
        for letter in ("q", "n", "7"):
            await clerk.press(letter)
            clerk.sees(f"Tidak ada pilihan yang berawalan {letter.upper()}")
        await clerk.press("i")
        assert "berawalan" not in clerk.screen
        await clerk.press("q")
        clerk.sees("berawalan Q")
        await clerk.press("enter")
        assert "berawalan" not in clerk.screen


async def test_what_was_said_of_a_field_goes_when_it_is_corrected(house: House, program: Open) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2", size=(120, 36)) as clerk:
        await clerk.press("f2", "h", "enter", "f8")
        clerk.sees("Nama pemohon belum diisi.")
        screen = clerk.app.screen
        assert isinstance(screen, CounterScreen)
        screen.form.focus_field("name")
        await clerk.settle()
        await clerk.write("Siti Aminah")
        assert "Nama pemohon belum diisi." not in clerk.screen


async def test_how_many_fields_are_wrong_is_told_until_they_are_put_right(
    house: House, program: Open
) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2", size=(120, 36)) as clerk:
        await clerk.press("f2", "h")
        await clerk.write("2102015508900012")
        await clerk.press("up", "k", "f8")
        clerk.sees("3 isian belum benar.", "Nama kuasa belum diisi.", "Surat kuasa belum dilihat.")
        await clerk.write("Rina Wati")
        clerk.sees("2 isian belum benar.")
        screen = clerk.app.screen
        assert isinstance(screen, CounterScreen)
        screen.form.focus_field("came_as")
        await clerk.press("left")
        clerk.sees("1 isian belum benar.", "Nama pemohon belum diisi.")
        screen.form.focus_field("name")
        await clerk.settle()
        await clerk.write("Siti Aminah")
        assert "belum benar" not in clerk.screen
