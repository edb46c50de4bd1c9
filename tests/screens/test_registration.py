"""The registration form: whose data stand in it, and what becomes of what is typed there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any

import pytest

from loket.desk.case import file_view
from loket.desk.intake import correcting, registration
from loket.desk.intake.applicant import Applicant, NewApplicant
from loket.desk.intake.cleaning import Registration
from loket.store import applicants
from screens.counter.fields import RegistrationFields
from screens.counter.screen import CounterScreen
from screens.shell.stack import keep_typed
from screens.widgets.fields import TextField
from tests.screens.counter import Clerk, at_work
from tests.screens.house import NIK, House, Open, until

ANI, BELA, NOBODY = "2102014508900012", "2102014508900013", "2102014508900014"


@pytest.fixture
def two_known(house: House) -> None:
    """Ani and Bela, whose NIK differ in the last digit, have come before."""
    people = (
        NewApplicant("Ani Contoh", ANI, "081200000001", address="Jalan Contoh 1"),
        NewApplicant("Bela Contoh", BELA, "081200000002", address="Jalan Contoh 2"),
    )
    for person in people:
        registration.register(house.desk, house.who("fo2", "2"), Registration("sip-bidan", "baru", person))


def on_record(house: House, nik: str) -> Applicant | None:
    with house.desk.store.read() as conn:
        return applicants.by_nik(conn, nik)


def counter(clerk: Clerk) -> CounterScreen:
    screen = clerk.app.screen
    assert isinstance(screen, CounterScreen)
    return screen


async def without_number(clerk: Clerk) -> None:
    """The form of a file that came without a queue number, the cursor in the NIK."""
    counter(clerk).open_form(None)
    await clerk.settle()


async def type_into(clerk: Clerk, name: str, text: str) -> None:
    """Let a field hold this text and nothing else."""
    clerk.app.screen.query_one(RegistrationFields).focus_field(name)
    await clerk.settle()
    field = clerk.app.focused
    assert isinstance(field, TextField)
    field.value = ""
    await clerk.write(text)


def filled(clerk: Clerk) -> tuple[str, str, str]:
    values = counter(clerk).form.values()
    return values["name"], values["phone"], values["address"]


@pytest.mark.usefixtures("two_known")
async def test_a_corrected_nik_writes_nobody_s_data_over_another_s(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        before = on_record(house, ANI), on_record(house, BELA)
        await without_number(clerk)
        await clerk.write(ANI)
        assert filled(clerk) == ("Ani Contoh", "081200000001", "Jalan Contoh 1")
        await clerk.press("backspace")
        assert filled(clerk) == ("", "", "")
        await clerk.press("3")
        assert filled(clerk) == ("Bela Contoh", "081200000002", "Jalan Contoh 2")
        await clerk.press("f8")
        clerk.sees("00003 Izin Reklame")
        assert (on_record(house, ANI), on_record(house, BELA)) == before


@pytest.mark.usefixtures("two_known")
async def test_a_known_nik_of_a_kuasa_fills_in_who_they_are_and_another_one_takes_that_away(
    house: House, program: Open
) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.press("up", "k")

        def came() -> tuple[str, str]:
            values = counter(clerk).form.values()
            return values["came_name"], values["came_phone"]

        await type_into(clerk, "came_nik", ANI)
        assert came() == ("Ani Contoh", "081200000001")
        clerk.sees("Dikenal: NIK 210201******0012")
        await clerk.press("backspace")
        assert came() == ("", "")
        await type_into(clerk, "came_phone", "081200000009")
        await type_into(clerk, "came_nik", BELA)
        assert came() == ("Bela Contoh", "081200000009")
        await clerk.press("f10")
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        assert came() == ("Bela Contoh", "081200000009")
        await type_into(clerk, "nik", NOBODY)
        await type_into(clerk, "name", "Tono Contoh")
        counter(clerk).form.fill({"proxy_seen": "ya"})
        await clerk.press("f8")
        clerk.sees("00003 Izin Reklame", "Tono Contoh", "Bela Contoh")
    bela = on_record(house, BELA)
    assert bela is not None
    assert (bela.phone, bela.address) == ("081200000009", "Jalan Contoh 2")


@pytest.mark.usefixtures("two_known")
async def test_who_is_not_known_gets_nothing_of_the_person_shown_before(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.write(ANI)
        await clerk.press("backspace", "4")
        clerk.sees("Belum dikenal: pemohon baru.")
        assert filled(clerk) == ("", "", "")
        await clerk.press("f8")
        clerk.sees("Nama pemohon belum diisi.")
        assert on_record(house, NOBODY) is None


@pytest.mark.usefixtures("two_known")
async def test_what_the_clerk_typed_stays_though_the_person_changes(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await type_into(clerk, "name", "Ani Contoh")
        await type_into(clerk, "nik", ANI)
        await type_into(clerk, "phone", "081200000009")
        await type_into(clerk, "nik", BELA)
        assert filled(clerk) == ("Ani Contoh", "081200000009", "Jalan Contoh 2")


@pytest.mark.usefixtures("two_known")
async def test_somebody_else_found_by_name_or_phone_takes_the_place_of_the_first(
    house: House, program: Open
) -> None:
    async with at_work(house, program, "fo2") as clerk:
        before = on_record(house, BELA)
        await without_number(clerk)
        await type_into(clerk, "name", "Contoh")
        await clerk.press("f3", "enter")
        assert filled(clerk) == ("Ani Contoh", "081200000001", "Jalan Contoh 1")
        await type_into(clerk, "name", "")
        await type_into(clerk, "phone", "081200000002")
        await clerk.press("f3", "enter")
        assert filled(clerk) == ("Bela Contoh", "081200000002", "Jalan Contoh 2")
        await clerk.press("f8")
        clerk.sees("00003 Izin Reklame")
        assert on_record(house, BELA) == before


@pytest.mark.usefixtures("two_known")
async def test_the_nik_of_who_was_found_by_name_is_on_no_screen_and_in_no_draft(
    house: House, program: Open
) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await type_into(clerk, "name", "Bela")
        await clerk.press("f3", "enter")
        clerk.sees("Sudah dikenal: Bela Contoh", "210201******0013")
        await type_into(clerk, "address", "Jalan Contoh 9")
        await clerk.press("f10")
    with house.desk.store.read() as conn:
        (draft,) = conn.exec_driver_sql("SELECT data FROM draft").scalars()
    assert BELA not in draft
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.press("enter")
        clerk.sees("Sudah dikenal: Bela Contoh")
        await clerk.press("f8")
        clerk.sees("00003 Izin Reklame")
        kept = on_record(house, BELA)
        assert kept is not None
        assert kept.address == "Jalan Contoh 9"


@pytest.mark.usefixtures("two_known")
async def test_what_is_typed_takes_the_place_of_what_was_filled_in(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.write(ANI)
        assert filled(clerk)[0] == "Ani Contoh"
        await clerk.press("enter", *"Ani", "space", *"Baru", "enter", *"0899", "up", "end", *"h")
        assert filled(clerk)[:2] == ("Ani Baruh", "0899")


async def test_a_nik_typed_anew_over_a_half_typed_one_is_that_nik(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.press(*NIK[:10], "enter")
        clerk.sees("NIK harus 16 angka")
        await clerk.press("up", *NIK, "enter", *"Ani")
        values = counter(clerk).form.values()
        assert (values["nik"], values["name"]) == (NIK, "Ani")


async def test_what_did_not_fit_into_a_field_hinders_the_registration_until_it_is_edited(
    house: House, program: Open
) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.press(*NIK, "9", "enter", *"Ani", "enter", *"081270000011", "f8")
        clerk.sees("1 isian belum benar.", "selebihnya tidak masuk")
        counter(clerk).look_again()  # others registered something meanwhile
        await clerk.settle()
        clerk.sees("1 isian belum benar.", "selebihnya tidak masuk")
        assert on_record(house, NIK) is None
        await clerk.press(*NIK, "f8")
        assert on_record(house, NIK) is not None


@pytest.mark.usefixtures("two_known")
async def test_a_nik_corrected_in_a_draft_taken_up_again_leaves_nothing_of_the_first_person(
    house: House, program: Open
) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.write(ANI)
        await type_into(clerk, "address", "Jalan Contoh 9")
        await clerk.press("f10")
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        clerk.sees("Sudah dikenal: Ani Contoh")
        assert filled(clerk) == ("Ani Contoh", "081200000001", "Jalan Contoh 9")
        await type_into(clerk, "nik", BELA)
        assert filled(clerk) == ("Bela Contoh", "081200000002", "Jalan Contoh 9")


@contextmanager
def held_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A database that is slow to take a registration, until here it ends."""
    gate, register = Event(), registration.register

    def slowly(*given: Any, **named: Any) -> Any:
        gate.wait(20)
        return register(*given, **named)

    with monkeypatch.context() as patch:
        patch.setattr(registration, "register", slowly)
        yield
        gate.set()


async def test_what_is_typed_while_a_registration_is_under_way_is_for_what_comes_of_it(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.write(ANI)
        await type_into(clerk, "name", "Ani Contoh")
        with held_up(monkeypatch):
            await clerk.pilot.press("f8", "a", "f10")
            assert counter(clerk).form.values()["name"] == "Ani Contoh"
        await clerk.settle()
        clerk.sees("00001 Ani Contoh", "F2·Panggil")
        await clerk.press("enter")
        clerk.sees("✓ ada")
        await clerk.press("f10")
        await without_number(clerk)
        await clerk.press(*"2102")
        assert counter(clerk).form.values()["nik"] == "2102"


async def test_a_refused_registration_lies_open_again_with_all_that_stood_in_it(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.write(ANI)
        with held_up(monkeypatch):
            await clerk.pilot.press("f8", *"Ani")
            assert counter(clerk).form.values()["name"] == ""
        await clerk.settle()
        clerk.sees(ANI, "Nama Ani")


async def test_an_emptied_form_leaves_no_nik_behind(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.write(ANI)
        await type_into(clerk, "name", "Ani Contoh")
        await clerk.press("enter")
        (draft,) = house.half_typed()
        assert draft["nik"] == ANI
        await type_into(clerk, "name", "")
        await type_into(clerk, "nik", "")
        await clerk.press("f10")
        assert house.half_typed() == []


async def test_a_draft_that_was_not_taken_up_stays_while_nothing_is_typed(
    house: House, program: Open
) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.write(ANI)
        await clerk.press("f10")
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.press("escape")
        counter(clerk).form.focus_field("service")
        await clerk.press("right", "f10")
        (draft,) = house.half_typed()
        assert draft["nik"] == ANI


async def test_after_a_crash_the_registration_stands_there_and_typing_goes_on(
    house: House, program: Open
) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.press(*ANI, "enter", *"Ani Contoh")
        keep_typed(clerk.app)
        await clerk.settle()
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        clerk.sees(f"NIK {ANI}", "Nama Ani Contoh", "Isian yang tersimpan 08.05 terbuka lagi.")
        await clerk.press(*"081200000001", "f8")
        clerk.sees("00001 Izin Reklame", "Ani Contoh")


async def test_what_was_kept_for_somebody_else_is_thrown_away_by_one_key(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.press(*ANI, "enter", *"Ani Contoh", "f10")
        await without_number(clerk)
        await clerk.press("f6", "enter")
        clerk.sees(ANI, "Ani Contoh")
        await clerk.press("f6", "left", "enter", *BELA)
        clerk.sees(f"NIK {BELA}")
        assert counter(clerk).form.values()["name"] == ""
        await clerk.press("f10")
        await without_number(clerk)
        clerk.sees(f"NIK {BELA}")
        assert counter(clerk).form.values()["name"] == ""


async def test_a_time_of_receipt_that_cannot_be_is_told_when_its_field_is_left(
    house: House, program: Open
) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await type_into(clerk, "arrived_at", "31-02-2026")
        await clerk.press("enter")
        clerk.sees("Tulis jam hari ini (09.12), atau")
        await type_into(clerk, "arrived_at", "07.50")
        await clerk.press("enter")
        assert "Tulis jam hari ini" not in clerk.screen


async def test_what_was_said_of_a_nik_goes_when_it_is_another(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.press(*ANI)
        clerk.sees("Belum dikenal: pemohon baru.")
        await clerk.press("backspace", "backspace", "enter")
        clerk.sees("NIK harus 16 angka; yang diketik")
        assert "Belum dikenal" not in clerk.screen


@pytest.mark.usefixtures("two_known")
async def test_a_known_nik_under_another_name_is_asked_about_and_esc_keeps_what_was_typed(
    house: House, program: Open
) -> None:
    async with at_work(house, program, "fo2") as clerk:
        before = on_record(house, ANI)
        await without_number(clerk)
        await clerk.write(ANI)
        await type_into(clerk, "name", "Ana Contoh")
        await type_into(clerk, "phone", "081200000005")
        await clerk.press("f8")
        clerk.sees("NIK ini atas nama lain", "Diketik: Ana Contoh · NIK 210201******0012")
        clerk.sees("Tercatat: Ani Contoh · NIK 210201******0012")
        assert "HP 081200000005" in clerk.screen
        assert "HP 081200000001" in clerk.screen
        for key in ("escape", "enter"):  # the row that Enter takes goes back as Esc does
            await clerk.press(key)
            assert filled(clerk) == ("Ana Contoh", "081200000005", "Jalan Contoh 1")
            assert clerk.app.focused is not None
            assert clerk.app.focused.name == "nik"
            assert on_record(house, ANI) == before
            await clerk.press("f8")
        await clerk.press("down", "enter")
        clerk.sees("00003 Izin Reklame", "Ana Contoh")
        clerk.sees("Berkas 00001 masih memakai data lama; perbaiki juga di sana.")
        after = on_record(house, ANI)
        assert before is not None
        assert after is not None
        assert (after.id, after.name, after.phone) == (before.id, "Ana Contoh", "081200000005")


@pytest.mark.usefixtures("two_known")
async def test_who_is_looked_for_by_name_is_told_apart_by_nik_and_phone(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await type_into(clerk, "name", "Ani Contoh")
        await clerk.press("f3")
        clerk.sees("Ani Contoh · HP …0001", "210201******0012")


@pytest.mark.usefixtures("two_known")
async def test_a_nik_that_was_mistyped_before_is_put_right_where_it_was_and_the_form_waits(
    house: House, program: Open
) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.write(ANI)
        await type_into(clerk, "name", "Tono Contoh")
        await clerk.press("f8")
        clerk.sees("NIK ini atas nama lain", "Orang lain: NIK keliru di 00001, perbaiki di sana")
        await clerk.press("end", "enter")
        clerk.sees("Perbaiki data · 00001", "Ani Contoh")
        assert clerk.app.focused is not None
        assert clerk.app.focused.name == "nik"  # what is known to be wrong is typed at once
        await type_into(clerk, "nik", NOBODY)
        await type_into(clerk, "remark", "salah ketik")
        await clerk.press("f8")
        clerk.sees("00001: data diperbaiki.", "Tono Contoh")
        await clerk.press("f8")
        clerk.sees("00003 Izin Reklame", "Tono Contoh")
        tono, ani = on_record(house, ANI), on_record(house, NOBODY)
        assert (tono and tono.name, ani and ani.name) == ("Tono Contoh", "Ani Contoh")


@pytest.mark.usefixtures("two_known")
async def test_a_namesake_is_asked_about_and_may_be_somebody_else(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.write(NOBODY)
        await type_into(clerk, "name", "Ani Contoh")
        await clerk.press("f8")
        clerk.sees("Nama ini sudah dikenal", "Orang yang sama: NIK-nya dibetulkan", "Orang lain yang senama")
        await clerk.press("down", "down", "enter")
        clerk.sees("00003 Izin Reklame")
        ani, other = on_record(house, ANI), on_record(house, NOBODY)
        assert ani is not None
        assert other is not None
        assert ani.id != other.id


@pytest.mark.usefixtures("two_known")
async def test_a_nik_on_record_gives_way_to_another_only_after_a_second_question(
    house: House, program: Open
) -> None:
    slip = f"{ANI[:-1]}{(int(ANI[-1]) + 5) % 10}"
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.write(slip)
        await type_into(clerk, "name", "Ani Contoh")
        await clerk.press("f8", "down", "enter")
        clerk.sees("Ganti NIK yang tercatat?", "Cocokkan yang diketik dengan KTP")
        await clerk.press("enter")
        assert on_record(house, ANI) is not None
        assert on_record(house, slip) is None
        assert clerk.app.focused is not None
        assert clerk.app.focused.name == "nik"
        await clerk.press("f8", "down", "enter", "left", "enter")
        clerk.sees("00003 Izin Reklame")
        assert on_record(house, ANI) is None
        assert on_record(house, slip) is not None


async def test_a_second_telephone_stands_behind_what_a_usual_case_needs(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        names = [field.name for field in counter(clerk).form.fields()]
        assert names.index("second_phone") > names.index("kind")
        await clerk.write(ANI)
        await type_into(clerk, "name", "Ani Contoh")
        await type_into(clerk, "phone", "081200000001")
        await type_into(clerk, "second_phone", "0813-0000-123456")
        await clerk.press("tab")
        clerk.sees("Nomor HP biasanya 10 sampai 13")
        await clerk.press("f10")
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        clerk.sees("HP lain       0813-0000-123456")
        await clerk.press("f8")
        clerk.sees("Nomor HP biasanya 10 sampai 13")
        await clerk.press("f8", "f4", "6")
        clerk.sees("081200000001 · 08130000123456", "Telepon      081200000001 · 08130000123456")


async def test_who_a_colleague_registered_meanwhile_is_known_here_too(house: House, program: Open) -> None:
    """Also while the name is typed: that stays, and is asked about where it is another."""
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.write(NIK)
        clerk.sees("Belum dikenal: pemohon baru.")
        await type_into(clerk, "name", "Siti A")
        house.register()
        await clerk.look_again()
        clerk.sees("Sudah dikenal: Siti Aminah")
        assert "Belum dikenal" not in clerk.screen
        assert filled(clerk)[:2] == ("Siti A", "081200001111")
        await clerk.press("f8")
        clerk.sees("NIK ini atas nama lain")


async def test_what_is_filled_in_beneath_the_cursor_gives_way_to_what_is_typed(
    house: House, program: Open
) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.write(NIK)
        await clerk.press("enter", "enter")
        house.register()
        await clerk.look_again()
        assert filled(clerk)[1] == "081200001111"
        await clerk.press(*"0813", "tab")
        assert filled(clerk)[1] == "0813"


async def test_the_form_that_was_sent_stays_in_sight_until_its_file_is_there(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, read = Event(), file_view.view

    def held_up(*asked: Any) -> Any:
        go.wait(20)
        return read(*asked)

    async with at_work(house, program, "fo2") as clerk:
        house.register("Contoh Lain")
        await clerk.look_again()
        await clerk.press("enter", "f10")  # another file was shown before
        await without_number(clerk)
        await clerk.write(NIK)
        await type_into(clerk, "name", "Siti Aminah")
        before = clerk.screen
        monkeypatch.setattr("screens.file.host.view", held_up)
        await clerk.pilot.press("f8")
        await until(clerk.pilot, lambda: on_record(house, NIK) is not None)
        await until(clerk.pilot, lambda: counter(clerk).shown is counter(clerk).file)
        counter(clerk).form.look_again()  # as where the news of one's own act comes before its answer
        looking = {"applicant", "running"}
        await until(clerk.pilot, lambda: all(w.is_finished for w in clerk.app.workers if w.group in looking))
        await clerk.pilot.pause()
        assert right(clerk.screen) == right(before)
        go.set()
        await clerk.settle()
        clerk.sees("00002 Izin Reklame", "Siti Aminah")
        await clerk.press("f10")
        await without_number(clerk)
        assert filled(clerk) == ("", "", "")


def right(screen: str) -> list[str]:
    """What stands at the right of the list, above the keys."""
    lines = screen.splitlines()[1:-3]
    return [line.partition("│")[2].rstrip() for line in lines]


async def test_whom_f3_finds_it_tells_apart_by_their_last_file_too(house: House, program: Open) -> None:
    house.register("Siti Contoh")
    house.register("Sita Contoh")
    house.register("Siti Contoh", service="reklame", company="CV Contoh")
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await type_into(clerk, "name", "Sit Contoh")
        await clerk.press("f3")
        clerk.sees("Siti Contoh · HP …1111 · 00003 Izin", "Sita Contoh · HP …1111 · 00002 SIP")


async def test_who_is_found_by_the_business_is_told_by_it_first(house: House, program: Open) -> None:
    house.register("Siti Contoh", service="reklame", company="CV Contoh Sumber Rejeki")
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await type_into(clerk, "name", "rejeki")
        await clerk.press("f3")
        clerk.sees("▸  CV Contoh Sumber Rejeki · ")


async def test_what_f3_says_of_an_empty_form_goes_once_something_is_typed(
    house: House, program: Open
) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.press("f3")
        clerk.sees("Tulis dulu sebagian nama atau nomor HP, lalu F3.")
        await clerk.write("S")
        assert "Tulis dulu" not in clerk.screen


async def test_where_f3_finds_more_than_it_lists_it_says_so(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("loket.desk.intake.applicant.LISTED", "screens.counter.form.LISTED"):
        monkeypatch.setattr(module, 2)
    for name in ("Siti Contoh", "Sita Contoh", "Situ Contoh"):
        house.register(name)
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await type_into(clerk, "name", "Sit Contoh")
        await clerk.press("f3")
        clerk.sees("2 yang pertama menurut nama.", "Sita Contoh", "Siti Contoh")
        assert "Situ Contoh ·" not in clerk.screen


@pytest.mark.usefixtures("two_known")
async def test_what_was_filled_in_of_whose_the_nik_was_is_nobody_else_s_once_that_is_put_right(
    house: House, program: Open
) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.write(ANI)
        await type_into(clerk, "name", "Wati Contoh")
        assert filled(clerk) == ("Wati Contoh", "081200000001", "Jalan Contoh 1")
        await clerk.press("f8")
        await clerk.pick("Orang lain: NIK keliru di 00001")
        await type_into(clerk, "nik", NOBODY)
        await type_into(clerk, "remark", "salah baca KTP")
        await clerk.press("f8")
        assert filled(clerk) == ("Wati Contoh", "", "")
        clerk.sees("Belum dikenal: pemohon baru.")
        await clerk.press("f8")
        wati, ani = on_record(house, ANI), on_record(house, NOBODY)
        assert wati is not None
        assert ani is not None
        assert (wati.name, wati.address) == ("Wati Contoh", "")
        assert (ani.name, ani.address) == ("Ani Contoh", "Jalan Contoh 1")


@pytest.mark.usefixtures("two_known")
async def test_so_it_is_when_a_colleague_puts_it_right(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.write(ANI)
        said = correcting.Correction({"nik": NOBODY}, "salah baca KTP")
        ref = file_view.view(house.desk, house.who("fo2"), 1).ref
        correcting.correct(house.desk, house.who("fo2", "2"), ref, said)
        await clerk.look_again()
        assert filled(clerk) == ("", "", "")
        clerk.sees("Belum dikenal: pemohon baru.")


@pytest.mark.usefixtures("two_known")
async def test_and_of_who_came_for_the_applicant(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.press("up", "k")
        await type_into(clerk, "came_nik", ANI)
        values = counter(clerk).form.values()
        assert (values["came_name"], values["came_phone"]) == ("Ani Contoh", "081200000001")
        ref = file_view.view(house.desk, house.who("fo2"), 1).ref
        said = correcting.Correction({"nik": NOBODY}, "salah baca KTP")
        correcting.correct(house.desk, house.who("fo2", "2"), ref, said)
        await clerk.look_again()
        values = counter(clerk).form.values()
        assert (values["came_name"], values["came_phone"]) == ("", "")


@pytest.mark.usefixtures("two_known")
async def test_a_form_left_half_typed_opens_without_what_it_had_of_whose_the_nik_was(
    house: House, program: Open
) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        await clerk.write(ANI)
        await type_into(clerk, "email", "wati@contoh.id")
        await clerk.press("f10")
    ref = file_view.view(house.desk, house.who("fo2"), 1).ref
    said = correcting.Correction({"nik": NOBODY}, "salah baca KTP")
    correcting.correct(house.desk, house.who("fo2", "2"), ref, said)
    async with at_work(house, program, "fo2") as clerk:
        await without_number(clerk)
        values = counter(clerk).form.values()
        assert (values["nik"], values["email"]) == (ANI, "wati@contoh.id")
        assert filled(clerk) == ("", "", "")
