"""Signing in: the list of people beside the keys."""

from __future__ import annotations

import pytest

from loket.store import people
from loket.store.journal import Stamp
from screens.signin import some_of
from tests.screens.counter import Clerk
from tests.screens.house import PASSWORD, House, Open


async def test_up_from_the_password_leads_back_to_the_name(program: Open) -> None:
    app = program()
    async with app.run_test() as pilot:
        clerk = Clerk(app, pilot)
        await clerk.settle()
        await clerk.press(*"andi", "enter", "up", *["backspace"] * 4, *"budi")
        clerk.sees("Nama / NIP budi", "▸ Budi Contoh")


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
