"""F10 at a home screen: another look, another password, what is to be known of the office, another person."""

from __future__ import annotations

import pytest

from loket.desk import staff
from loket.desk.staff import SignInFailed
from tests.screens.counter import Clerk, at_work
from tests.screens.house import PASSWORD, House, Open

NEW = "loket dua  pagi"


async def change_password(clerk: Clerk, *typed: str) -> None:
    await clerk.press("f10")
    await clerk.press(
        *["down"] * clerk.screen[: clerk.screen.index("Ganti kata sandi")].count("Ganti"), "enter"
    )
    for words in typed:
        await clerk.write(words)
        await clerk.press("ctrl+s")


def sign_in(house: House, password: str) -> None:
    nip = next(member.nip for member in staff.staff(house.desk) if member.id == house.ids["bo"])
    staff.sign_in(house.desk, nip, password)


async def test_a_person_changes_their_own_password(house: House, program: Open) -> None:
    async with at_work(house, program, "bo") as clerk:
        await change_password(clerk, PASSWORD, NEW, NEW)
        clerk.sees("Kata sandi sudah diganti.")
        assert NEW not in clerk.screen
    sign_in(house, NEW)
    with pytest.raises(SignInFailed):
        sign_in(house, PASSWORD)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("bukan-itu", NEW, NEW), "Kata sandi lama tidak cocok."),
        ((PASSWORD, NEW, NEW.upper()), "yang lama tetap berlaku"),
        ((PASSWORD, "pendek", "pendek"), "Kata sandi paling sedikit 8 huruf atau angka."),
    ],
)
async def test_a_slip_leaves_the_old_password(
    house: House, program: Open, typed: tuple[str, ...], sentence: str
) -> None:
    async with at_work(house, program, "bo") as clerk:
        await change_password(clerk, *typed)
        clerk.sees(sentence)
    sign_in(house, PASSWORD)


async def test_escape_at_the_sign_in_empties_it_and_ends_nothing(program: Open) -> None:
    app = program()
    async with app.run_test() as pilot:
        clerk = Clerk(app, pilot)
        await clerk.settle()
        await clerk.press(*"andi")
        await clerk.press("escape", "escape")
        clerk.sees("F10 keluar dari Loket.", "ketik sebagian nama")
        assert app.return_code is None


async def test_who_is_at_work_may_close_the_program(house: House, program: Open) -> None:
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("f10", "end", "enter")
        assert clerk.app.return_code == 0
