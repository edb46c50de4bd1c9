"""Signing in: the list of people beside the keys."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

import pytest

from loket.desk import roster
from loket.desk.authority import Who
from loket.desk.case.perform import perform
from loket.desk.errors import SignInFailed
from loket.desk.people import sessions, staff
from loket.desk.people.sign_in import sign_in
from loket.flow.acts import Take
from loket.store import people
from loket.store.journal import Stamp
from screens.entry.sign_in import some_of
from tests.opened import live, operator
from tests.screens.counter import Clerk, at_work
from tests.screens.house import PASSWORD, House, Open, hear

TODAY = date(2026, 11, 20)


async def test_up_from_the_password_leads_back_to_the_name(program: Open) -> None:
    app = program()
    async with app.run_test() as pilot:
        clerk = Clerk(app, pilot)
        await clerk.settle()
        await clerk.press(*"andi", "enter", "up", *["backspace"] * 4, *"budi")
        clerk.sees("Nama / nomor budi", "▸ Budi Contoh")


async def test_a_name_wiped_out_again_makes_nobody_new(house: House, program: Open) -> None:
    for number in "123":
        more = {"name": f"Yuli Contoh {number}", "password": PASSWORD, "roles": ("fo4",)}
        staff.add(house.desk, None, nip=f"ktr-{number}", without_nip=True, **more)  # type: ignore[arg-type]
    app = program()
    async with app.run_test(size=(80, 20)) as pilot:
        clerk = Clerk(app, pilot)
        await clerk.settle()
        await clerk.press(*"sari", "ctrl+u")
        clerk.sees("▸ ", " dari ")
        assert " baru" not in clerk.screen


async def test_whose_roles_the_office_has_no_more_is_told_at_the_sign_in(house: House, program: Open) -> None:
    with house.desk.store.write() as conn:
        people.set_roles(conn, house.ids["bo"], ("peran_lama",), Stamp(house.now))
    app = program()
    async with app.run_test() as pilot:
        clerk = Clerk(app, pilot)
        await clerk.settle()
        await clerk.press(*"andi", "enter")
        await clerk.write(PASSWORD)
        await clerk.press("enter")
        clerk.sees("Peran Anda tidak ada lagi di kantor ini. Hubungi admin.")


@asynccontextmanager
async def asked_for_the_counter(house: House, program: Open) -> AsyncIterator[Clerk]:
    """Yuli, who has two counters, has given her password and is asked at which one she sits."""
    staff.add(
        house.desk,
        None,
        nip="199001012020011098",
        name="Yuli Contoh",
        password=PASSWORD,
        roles=("fo2", "fo4"),
    )
    app = program()
    async with app.run_test(size=(80, 30)) as pilot:
        clerk = Clerk(app, pilot)
        await clerk.settle()
        await clerk.press(*"yuli", "enter")
        await clerk.write(PASSWORD)
        await clerk.press("enter")
        clerk.sees("Pilih loket")
        yield clerk


async def test_who_has_two_counters_goes_in_at_the_one_they_choose(house: House, program: Open) -> None:
    async with asked_for_the_counter(house, program) as clerk:
        await clerk.press("right", "enter")
        assert operator(clerk.app).who.station == "4"


async def test_at_a_station_its_counter_is_chosen_and_who_does_not_serve_it_is_asked(
    house: House, program: Open
) -> None:
    yuli = {"nip": "199001012020011098", "name": "Yuli Contoh", "roles": ("fo2", "fo4")}
    staff.add(house.desk, None, password=PASSWORD, **yuli)  # type: ignore[arg-type]
    app = program()
    app.station = "4"
    async with app.run_test(size=(80, 30)) as pilot:
        clerk = Clerk(app, pilot)
        await clerk.settle()
        clerk.sees(f"{house.desk.office.name} · Loket 4")
        for name, told, *then in (("yuli", "Loket 4"), ("sari", "bukan untuk peran Anda", "enter")):
            await clerk.press(*name, "enter")
            await clerk.write(PASSWORD)
            await clerk.press("enter")
            clerk.sees(told)
            await clerk.press(*then)
            assert (operator(app).who.station, sessions.signed_in(house.desk, None)[-1].counter) == (
                "2" if then else "4",
            ) * 2
            assert sessions.signed_in(house.desk, None)[-1].place.startswith("stasiun 4, ")
            live(app).sign_out()
            await clerk.settle()


@pytest.mark.parametrize(
    "away",
    [
        ("up", "up", *["backspace"] * 4, *"andi", *["backspace"] * 4, *"yuli", "enter", "enter"),
        ("escape", *"yuli", "enter", "enter"),
    ],
    ids=["another name is typed", "everything is emptied"],
)
async def test_a_password_counts_for_the_name_it_was_given_for_until_that_is_left(
    away: tuple[str, ...], house: House, program: Open
) -> None:
    async with asked_for_the_counter(house, program) as clerk:
        for key in away:
            await clerk.pilot.press(key)
        await clerk.settle()
        assert live(clerk.app).person is None
        clerk.sees("Petugas atau kata sandi tidak cocok")


async def test_a_password_given_stands_in_its_field_no_more(house: House, program: Open) -> None:
    async with asked_for_the_counter(house, program) as clerk:
        clerk.sees("Kata sandi")
        assert "•" not in clerk.screen


async def test_who_does_not_answer_for_a_minute_gives_the_password_again(house: House, program: Open) -> None:
    async with asked_for_the_counter(house, program) as clerk:
        house.pass_minutes(1)
        await clerk.look_again()
        clerk.sees("ketik kata sandi sekali lagi")
        await clerk.press("enter")
        assert live(clerk.app).person is None
        await clerk.write(PASSWORD)
        await clerk.press("enter", "enter")
        clerk.sees("Loket 2 Pendaftaran · Yuli Contoh")


async def test_a_minute_counts_from_the_password_whatever_the_clock_shows_meanwhile(
    house: House, program: Open
) -> None:
    async with asked_for_the_counter(house, program) as clerk:
        house.pass_minutes(5)
        await clerk.press("enter")
        assert live(clerk.app).person is None


async def tries(clerk: Clerk, name: str, *passwords: str) -> None:
    """At the sign-in, give these passwords for a name, one after the other."""
    await clerk.press("escape", *name, "enter")
    for password in passwords:
        await clerk.write(password)
        await clerk.press("enter")


async def test_who_guesses_is_told_how_long_to_wait_and_who_signs_in_that_it_was_tried(
    house: House, program: Open
) -> None:
    app = program()
    async with app.run_test() as pilot:
        clerk = Clerk(app, pilot)
        await clerk.settle()
        await tries(clerk, "andi", *["salah-sekali"] * 5)
        clerk.sees("Kata sandi salah 5 kali; coba lagi pukul 08.06, atau hubungi admin.")
        await tries(clerk, "andi", PASSWORD)
        clerk.sees("Kata sandi salah 5 kali; coba lagi pukul 08.06, atau hubungi admin.")
        house.pass_minutes(1)
        await tries(clerk, "andi", PASSWORD)
        clerk.sees("Kata sandi salah", "5 kali gagal masuk dengan nama Anda sejak 08.05.", "Tutup")
        await clerk.press("enter")
        clerk.sees("Analis Dokumen Perizinan · Andi Contoh")


async def test_a_slip_is_told_in_passing(house: House, program: Open) -> None:
    app = program()
    async with app.run_test() as pilot:
        clerk = Clerk(app, pilot)
        await clerk.settle()
        await tries(clerk, "andi", "salah-sekali", PASSWORD)
        clerk.sees(
            "Analis Dokumen Perizinan · Andi Contoh", "1 kali gagal masuk dengan nama Anda sejak 08.05."
        )


async def test_who_supervises_is_told_whom_somebody_tried_to_be(house: House, program: Open) -> None:
    app = program()
    house.desk.place = "ssh 192.0.2.7"
    nip = next(member.nip for member in staff.staff(house.desk) if member.id == house.ids["bo"])
    for _ in range(5):
        with pytest.raises(SignInFailed):
            sign_in(house.desk, nip, "salah-sekali")
    async with app.run_test() as pilot:
        clerk = Clerk(app, pilot)
        await clerk.settle()
        await tries(clerk, "gita", PASSWORD)
        clerk.sees("5 kali gagal masuk sejak 08.05 dengan nama Andi Contoh, di", "ssh 192.0.2.7.")


async def test_what_is_asked_at_the_sign_in_is_asked_one_after_the_other(house: House, program: Open) -> None:
    house.register()
    app = program()
    async with app.run_test(size=(80, 24)) as pilot:
        clerk = Clerk(app, pilot)
        await clerk.settle()
        await tries(clerk, "andi", *["salah-sekali"] * 5)
        house.pass_minutes(12 * 24 * 60)
        await tries(clerk, "andi", PASSWORD)
        clerk.sees("5 kali gagal masuk dengan nama Anda", "Tutup")
        assert len(app.screen_stack) == 3  # sign-in, desk, and the one question
        await clerk.press("enter")
        clerk.sees("tindakan terakhir tercatat 12 hari yang lalu. Benar?")
        assert len(app.screen_stack) == 3
        await clerk.press("left", "enter")
        clerk.sees("Jam komputer dipastikan benar.")
        assert len(app.screen_stack) == 2


async def test_what_was_to_be_told_to_one_person_is_not_told_to_the_next(house: House, program: Open) -> None:
    colleague = staff.add(
        house.desk, None, nip="199001012020011098", name="Yuli Contoh", password=PASSWORD, roles=("fo2",)
    )
    sessions.begin(house.desk, Who(colleague, "2"))
    app = program()
    async with app.run_test(size=(80, 24)) as pilot:
        clerk = Clerk(app, pilot)
        await clerk.settle()
        await tries(clerk, "sari", *["salah-sekali"] * 5)
        house.pass_minutes(1)
        await tries(clerk, "sari", PASSWORD)
        clerk.sees("5 kali gagal masuk dengan nama Anda", "Tutup")
        live(app).sign_out()
        await clerk.settle()
        assert len(app.screen_stack) == 1


async def test_who_is_away_today_is_told_so_and_their_file_waits_for_others(
    house: House, program: Open
) -> None:
    perform(house.desk, house.who("bo"), house.complete(house.register()), Take())
    app = program()
    async with app.run_test(size=(80, 24)) as pilot:
        clerk = Clerk(app, pilot)
        await clerk.settle()
        roster.enter(house.desk, None, house.ids["bo"], TODAY, TODAY)
        await tries(clerk, "andi", PASSWORD)
        clerk.sees("Anda tercatat tidak masuk sampai", "MENUNGGU 1", "Kembali ke tumpukan: Andi")


async def test_whom_an_admin_signs_out_is_told_and_another_is_not(house: House, program: Open) -> None:
    async with at_work(house, program, "bo") as clerk:
        own = next(s for s in sessions.signed_in(house.desk, None) if s.person == house.ids["bo"])
        sessions.begin(house.desk, house.who("kasi"))
        for each in sessions.signed_in(house.desk, None):
            if each.person == house.ids["kasi"]:
                sessions.end(house.desk, None, each.id)
        await hear(clerk.pilot)
        assert "Layar ditutup" not in clerk.screen
        sessions.end(house.desk, None, own.id)
        await hear(clerk.pilot)
        clerk.sees("Layar ditutup", "Sesi ini diakhiri admin; masuk lagi untuk melanjutkan.")
    assert sessions.signed_in(house.desk, None) == ()


async def test_on_duty_one_goes_to_the_screen_of_that_role(house: House, program: Open) -> None:
    roster.enter(house.desk, None, house.ids["bo"], TODAY, TODAY, role="fo4")
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("f10")
        clerk.sees("Pengambilan")


@pytest.mark.parametrize(
    ("width", "words"),
    [
        (40, "Loket 2, Loket 3, Arsip"),
        (23, "Loket 2, Loket 3, Arsip"),
        (22, "Loket 2 … (2 lagi)"),
        (16, "Loke… … (2 lagi)"),
    ],
)
def test_roles_that_do_not_fit_are_counted(width: int, words: str) -> None:
    assert some_of(("Loket 2", "Loket 3", "Arsip"), width) == words


def test_a_single_role_takes_all_the_room() -> None:
    assert some_of(("Kepala Bidang",), 8) == "Kepala…"
    assert some_of((), 8) == ""


async def test_contract_staff_sign_in_by_their_number(house: House, program: Open) -> None:
    more = {"name": "Yuli Contoh", "password": PASSWORD, "roles": ("fo4",)}
    staff.add(house.desk, None, nip="ktr-014", without_nip=True, **more)  # type: ignore[arg-type]
    app = program()
    async with app.run_test() as pilot:
        clerk = Clerk(app, pilot)
        await clerk.settle()
        await clerk.press(*"ktr-014", "enter")
        clerk.sees("▸ Yuli Contoh")
        await clerk.write(PASSWORD)
        await clerk.press("enter")
        clerk.sees("· Yuli Contoh")
