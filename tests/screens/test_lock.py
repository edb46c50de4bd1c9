"""Away for a moment: the screen is covered, and whoever comes back finds it as it was."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest

from loket.desk.case import directing
from loket.office.profile import load_office
from loket.resources import resource
from loket.store import people
from loket.store.journal import Stamp
from screens.entry.lock import LockScreen
from screens.shell.routes import OpenFind
from tests.opened import live
from tests.screens.arrivals import queue_up
from tests.screens.counter import Clerk, at_work
from tests.screens.house import NIK, PASSWORD, SITI, House, Open, hear, until


async def comes_back(clerk: Clerk, password: str = PASSWORD) -> None:
    await clerk.write(password)
    await clerk.press("enter")


async def test_a_clerk_leaves_in_the_middle_of_a_registration_and_finds_it_again(
    house: House, program: Open
) -> None:
    house.register()
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h", *NIK)
        clerk.sees("Sudah dikenal: Siti Aminah")
        await clerk.press("ctrl+l")
        clerk.sees("Sari Contoh sedang jeda sejak 08.05.", "F8 Buka lagi", "F10 Ganti orang")
        clerk.sees("Masih terbuka: 1 nomor dilayani, 1 berkas di tangan.")
        for of_the_office in (SITI, "A-001", NIK[:6], "00001"):
            assert of_the_office not in clerk.screen
        await comes_back(clerk)
        clerk.sees(f"NIK {NIK}", "Sudah dikenal: Siti Aminah", "A-001 · dilayani sejak")
        await clerk.press("enter", "end", *" Baru")
        clerk.sees("Siti Aminah Baru")


async def test_a_dialog_is_covered_too_and_goes_on(house: House, program: Open) -> None:
    house.complete(house.register())
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("f2", "f7")
        await clerk.pick("Tunda")
        await clerk.press(*"Dink", "ctrl+l")
        assert "Dink" not in clerk.screen
        await comes_back(clerk)
        await clerk.press(*"es")
        clerk.sees("Dinkes")


async def test_what_is_addressed_to_who_is_away_is_said_when_they_are_back(
    house: House, program: Open
) -> None:
    ref = house.complete(house.register())
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("ctrl+l")
        directing.remind(house.desk, house.who("penyelia"), ref, "Siti Aminah menunggu")
        await hear(clerk.pilot)
        assert "diingatkan" not in clerk.screen
        await comes_back(clerk)
        clerk.sees("00001 diingatkan Gita Contoh: Siti Aminah menunggu")


async def test_the_menu_of_the_first_screen_begins_with_it(house: House, program: Open) -> None:
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("f10", "enter")
        clerk.sees("Andi Contoh sedang jeda sejak 08.05.")


async def test_nothing_opens_over_a_covered_screen(house: House, program: Open) -> None:
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("ctrl+l", "ctrl+f", "ctrl+l", "f1", "f2", "escape")
        assert isinstance(clerk.app.screen, LockScreen)
        clerk.app.post_message(OpenFind())
        await clerk.settle()
        assert len(clerk.app.screen_stack) == 3


async def test_what_is_answered_meanwhile_waits_until_the_person_is_back(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    from loket.desk.intake import applicant

    house.register()
    asked, go_on, find = Event(), Event(), applicant.find_applicant

    def slow(*given: object) -> object:
        asked.set()
        go_on.wait(30)
        return find(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("screens.counter.form.find_applicant", slow)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f7")
        await clerk.pick("Daftarkan berkas tanpa nomor")
        await clerk.press("down", "down", *"siti")
        await clerk.pilot.press("f3")
        await until(clerk.pilot, asked.is_set)
        await clerk.pilot.press("ctrl+l")
        await clerk.pilot.pause()
        go_on.set()
        await clerk.settle()
        clerk.sees("sedang jeda")
        assert SITI not in clerk.screen
        await comes_back(clerk)
        clerk.sees("Yang mirip “siti”", SITI)


@pytest.mark.usefixtures("drawn")  # what lies beneath a question is looked at
async def test_a_wrong_password_does_not_uncover_and_guessing_gets_slow(house: House, program: Open) -> None:
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("ctrl+l", "enter")
        clerk.sees("Kata sandi tidak cocok. Coba lagi.")
        for _ in range(4):
            await comes_back(clerk, "salah-sekali")
        clerk.sees("Kata sandi salah 5 kali; coba lagi pukul 08.06")
        await comes_back(clerk)
        clerk.sees("Kata sandi salah 5 kali; coba lagi pukul 08.06")
        house.pass_minutes(1)
        await comes_back(clerk)
        clerk.sees(
            "5 kali gagal masuk dengan nama Anda sejak 08.05.", "Analis Dokumen Perizinan · Andi Contoh"
        )


async def test_another_person_starts_afresh_and_the_first_finds_what_they_typed(
    house: House, program: Open
) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h", *NIK, "enter", *"Siti Baru", "ctrl+l", "f10")
        clerk.sees("Sari Contoh belum kembali.", "Tidak jadi")
        await clerk.press("escape")
        clerk.sees("Sari Contoh sedang jeda sejak 08.05.")
        await clerk.press("f10", "enter")  # a hand too fast signs nobody out
        clerk.sees("Sari Contoh sedang jeda sejak 08.05.")
        await clerk.press("f10", "left", "enter")
        assert live(clerk.app).person is None
        await clerk.press(*"andi", "enter")
        await comes_back(clerk)
        clerk.sees("Analis Dokumen Perizinan · Andi Contoh")
        await clerk.press("f10", "down", "enter")
        await clerk.press(*"sari", "enter")
        await comes_back(clerk)
        clerk.sees("Isian yang tersimpan 08.05 terbuka lagi.", "Siti Baru")


async def test_a_screen_that_nobody_touches_covers_itself(house: House, program: Open) -> None:
    async with at_work(house, program, "bo") as clerk:
        house.pass_minutes(29)
        await clerk.press("down")
        house.pass_minutes(29)
        await clerk.look_again()
        clerk.sees("Analis Dokumen Perizinan · Andi Contoh", "F2·Ambil")
        house.set_clock(-300)
        await clerk.look_again()
        house.pass_minutes(30)
        await clerk.look_again()
        clerk.sees("Andi Contoh sedang jeda sejak 04.33.")


async def test_never_while_somebody_is_being_served(house: House, program: Open) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h", "ctrl+f")
        house.pass_minutes(90)
        await clerk.look_again()
        clerk.sees("Cari")
        await clerk.press("escape", "escape", "f2", "enter")
        house.pass_minutes(30)
        await clerk.look_again()
        clerk.sees("Sari Contoh sedang jeda")


async def test_nobody_is_away_at_the_sign_in(house: House, program: Open) -> None:
    app = program()
    async with app.run_test() as pilot:
        clerk = Clerk(app, pilot)
        await clerk.settle()
        house.pass_minutes(90)
        await clerk.look_again()
        await clerk.press("ctrl+l")
        clerk.sees("Nama / nomor")


@pytest.mark.parametrize(("line", "minutes"), [("", 30), ("jeda_menit = 5", 5), ("jeda_menit = 0", 0)])
def test_the_office_says_after_how_long(tmp_path: Path, line: str, minutes: int) -> None:
    text = resource("data", "offices", "karimun.toml").read_text("utf-8")
    own = tmp_path / "karimun.toml"
    own.write_text(text.replace("[pengaturan]", f"[pengaturan]\n{line}"), "utf-8")
    assert load_office(own).settings.lock_minutes == minutes


# who works here no more


def give(house: House, person: str, *roles: str) -> None:
    with house.desk.store.write() as conn:
        people.set_roles(conn, house.ids[person], roles, Stamp(house.now))


async def test_who_is_taken_off_the_staff_is_signed_out_at_once_and_told_why(
    house: House, program: Open
) -> None:
    house.complete(house.register())
    async with at_work(house, program, "bo") as clerk:
        clerk.sees(SITI)
        with house.desk.store.write() as conn:
            people.set_active(conn, house.ids["bo"], False, Stamp(house.now))
        await hear(clerk.pilot)
        assert SITI not in clerk.screen
        assert live(clerk.app).person is None
        clerk.sees("Layar ditutup", "Akun Anda dinonaktifkan.", "hubungi admin")
        await clerk.press("enter")
        clerk.sees("Nama / nomor")
        assert "Andi Contoh" not in clerk.screen


async def test_who_loses_a_role_signs_in_again_and_finds_what_they_typed(house: House, program: Open) -> None:
    queue_up(house, 1)
    give(house, "fo2", "fo2", "kasi")
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h", *NIK, "enter", *"Siti Baru", "ctrl+l")
        give(house, "fo2", "fo2")
        await hear(clerk.pilot)
        clerk.sees("Layar ditutup", "Peran Anda diubah; masuk lagi")
        await clerk.press("enter", *"sari", "enter")
        await comes_back(clerk)
        await clerk.press("enter")
        clerk.sees("Siti Baru")


async def test_who_is_given_a_role_goes_on_and_has_its_screen_too(house: House, program: Open) -> None:
    async with at_work(house, program, "bo") as clerk:
        give(house, "bo", "bo", "fo2")
        await hear(clerk.pilot)
        await clerk.press("f10")
        clerk.sees("Ke layar Pendaftaran")
