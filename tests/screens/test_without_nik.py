"""The registration form for who has no NIK: the usual case sees nothing of it."""

from __future__ import annotations

import pytest

from loket.desk.intake import registration
from loket.desk.intake.applicant import Applicant, NewApplicant
from loket.desk.intake.cleaning import Registration
from loket.store import applicants
from tests.screens.counter import Clerk, at_work
from tests.screens.house import NIK, House, Open
from tests.screens.test_registration import counter, filled, type_into, without_number

PASSPORT = "X0123456"
JOHN = NewApplicant("John Contoh", phone="081200003333", id_kind="paspor", id_number=PASSPORT)
BELOW = "SKTT: isi di bawahnya."
ASKED = "Pengenal ● paspor ○ KITAS ○ SKTT"


def on_record(house: House, number: str = PASSPORT, kind: str = "paspor") -> Applicant:
    with house.desk.store.read() as conn:
        (known,) = applicants.by_document(conn, number, kind)
    return known


def known(house: House, person: NewApplicant = JOHN) -> Applicant:
    registration.register(house.desk, house.who("fo2", "2"), Registration("sip-bidan", "baru", person))
    return on_record(house)


def focused(clerk: Clerk) -> str | None:
    assert clerk.app.focused is not None
    return clerk.app.focused.name


def asks(clerk: Clerk) -> bool:
    return "Pengenal" in clerk.screen


async def test_the_usual_case_is_asked_for_a_nik_alone(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        assert not asks(clerk)
        await clerk.press(*NIK[:12], "enter")
        clerk.sees("NIK harus 16 angka")
        assert not asks(clerk)


async def test_letters_in_the_nik_ask_for_another_document_and_a_whole_nik_asks_no_more(
    house: House, program: Open
) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.press("h")
        clerk.sees(BELOW, ASKED)
        await clerk.press(*NIK, "enter", *"Siti")
        assert not asks(clerk)
        assert filled(clerk)[0] == "Siti"


async def test_who_has_a_passport_is_registered_with_it(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.press(*"x0123456", "enter")
        clerk.sees("Belum dikenal: pemohon baru.", "Nomor x0123456")
        assert counter(clerk).form.values()["nik"] == ""
        await clerk.press(*"John", "f8")
        clerk.sees("00001 Izin Reklame", "John · paspor X****456")
        await clerk.press("n")
        clerk.sees("John · paspor X0123456")
        await clerk.press("f4")
        clerk.sees("Paspor dilihat lengkap")
    assert on_record(house).name == "John"


async def test_whose_number_was_moved_below_is_looked_up_and_the_cursor_is_behind_it(
    house: House, program: Open
) -> None:
    """A name typed next would else choose the kind by its first letter."""
    known(house)
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.press(*"x0123456", "enter")
        clerk.sees("Sudah dikenal: John Contoh")
        assert filled(clerk)[0] == "John Contoh"
        assert focused(clerk) == "name"
        await clerk.press("up", "up")
        assert focused(clerk) == "id_kind"


async def test_where_the_kind_has_to_be_looked_at_the_cursor_is_there(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.press(*"2c00ab-00012", "enter")
        clerk.sees("Nomor paspor biasanya 6 sampai 9")
        assert focused(clerk) == "id_kind"
        await clerk.press("k", "enter", "enter", *"John")
        assert filled(clerk)[0] == "John"


@pytest.mark.parametrize("number", ["x0123456", "2c00ab-0001"])
async def test_a_number_typed_where_the_nik_stands_goes_whole_where_it_belongs(
    house: House, program: Open, number: str
) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.press(*number, "enter")
        values = counter(clerk).form.values()
        assert (values["nik"], values["id_number"]) == ("", number)
        clerk.sees(ASKED, f"Nomor {number}")
        await clerk.press("f6", "left", "enter")
        await clerk.write(number.upper())
        await clerk.press("enter")
        assert counter(clerk).form.values()["id_number"] == number.upper()


async def test_a_letter_by_mistake_in_a_whole_nik_is_told_and_changes_nothing(
    house: House, program: Open
) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.press(*NIK, "x")
        clerk.sees("NIK hanya angka. Paspor, KITAS,", "SKTT: kosongkan NIK dulu.")
        assert "Paling banyak" not in clerk.screen
        assert not asks(clerk)
        await clerk.press("enter", *"Siti", "f8")
        clerk.sees("00001 Izin Reklame", "Siti")


async def test_another_kind_is_chosen_by_its_letter(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.press("x", "down", "k", "enter", *"2c00ab-0001", "enter", *"John", "f8")
        clerk.sees("John · KITAS 2******001")


async def test_digits_too_few_for_a_nik_lead_there_too(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.press(*"012345678", "enter")
        clerk.sees("NIK harus 16 angka", ASKED)


async def test_nobody_is_registered_with_neither_and_the_form_says_how(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await type_into(clerk, "name", "John Contoh")
        await clerk.press("f8")
        clerk.sees("NIK belum diisi", ASKED)


async def test_a_draft_keeps_what_was_typed_of_another_document(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.press("x", "down", "s", "enter", *"474/0001", "f10")
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        clerk.sees("Pengenal ○ paspor ○ KITAS ● SKTT", "Nomor 474/0001")


async def test_who_is_known_by_a_passport_is_shown_and_forgotten_with_it(house: House, program: Open) -> None:
    john = known(house)
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.press("x", "down", "enter", *"x 0123456".replace(" ", ""), "enter")
        clerk.sees("Sudah dikenal: John Contoh", "paspor X****456")
        assert filled(clerk)[:2] == ("John Contoh", "081200003333")
        await type_into(clerk, "id_number", "x0123457")
        assert filled(clerk) == ("", "", "")
        await type_into(clerk, "id_number", "x0123456")
        await clerk.press("enter", "f8")
        clerk.sees("00002 Izin Reklame")
    assert on_record(house) == john


async def test_who_was_found_by_name_gets_the_nik_that_they_have_now(house: House, program: Open) -> None:
    john = known(house)
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await type_into(clerk, "name", "John")
        await clerk.press("f3", "enter")
        clerk.sees("Sudah dikenal: John Contoh", "paspor X****456")
        await type_into(clerk, "nik", NIK)
        assert filled(clerk)[0] == "John Contoh"
        await clerk.press("f8")
        clerk.sees("00002 Izin Reklame", "NIK 210201******0012", "paspor X****456", "X****456")
    after = on_record(house)
    assert (after.id, after.nik) == (john.id, NIK)


async def test_a_passport_of_another_name_is_asked_about(house: House, program: Open) -> None:
    john = known(house)
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await type_into(clerk, "name", "Jane Contoh")
        await type_into(clerk, "nik", "x")
        await clerk.press("down", "down", *"x0123456", "f8")
        clerk.sees("Paspor ini sudah dikenal", "Diketik: Jane Contoh · paspor X****456", "John Contoh")
        await clerk.press("down", "enter")
        clerk.sees("00002 Izin Reklame", "Jane Contoh · paspor X****456")
    assert (on_record(house).id, on_record(house).name) == (john.id, "Jane Contoh")


async def test_who_comes_for_the_applicant_may_have_a_passport(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.press("up", "right", "down", *"John", "enter", "x")
        clerk.sees(ASKED)
        await clerk.press("down", "enter", *"x0123456")
        await type_into(clerk, "nik", NIK)
        await type_into(clerk, "name", "Siti Aminah")
        counter(clerk).form.focus_field("proxy_seen")
        await clerk.press("right", "f8", "f4", "6")
        clerk.sees("kuasa John · paspor X****456")
    assert on_record(house).name == "John"


async def test_who_comes_and_is_known_by_a_passport_is_shown_and_forgotten_with_it(
    house: House, program: Open
) -> None:
    john = known(house)
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)

        def came() -> tuple[str, str]:
            values = counter(clerk).form.values()
            return values["came_name"], values["came_phone"]

        await clerk.press("up", "k", "down", "down", *"x0123456", "enter")
        assert came() == ("John Contoh", "081200003333")
        clerk.sees("Dikenal: paspor X****456")
        assert focused(clerk) == "came_phone"
        await type_into(clerk, "came_id_number", "x0123457")
        await clerk.press("enter")
        assert came() == ("", "")
        await type_into(clerk, "came_id_number", "x0123456")
        await clerk.press("enter")
        assert came() == ("John Contoh", "081200003333")
        await clerk.press("f10")
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        clerk.sees("Dikenal: paspor X****456")
        await type_into(clerk, "nik", NIK)
        await type_into(clerk, "name", "Siti Aminah")
        counter(clerk).form.fill({"proxy_seen": "ya"})
        await clerk.press("f8")
        clerk.sees("00002 Izin Reklame", "Siti Aminah")
    assert on_record(house) == john


async def test_a_passport_typed_in_the_nik_goes_below_also_where_f8_comes_next(
    house: House, program: Open
) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.press(*"A1234567", "f8")
        clerk.sees("Nomor A1234567", "Nama pemohon belum diisi.")
        assert "yang diketik 7" not in clerk.screen
