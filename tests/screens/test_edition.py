"""What an admin installs is seen in the programs that are open, without their being opened anew."""

from __future__ import annotations

from tests.desk.editions import edit
from tests.screens.counter import at_work
from tests.screens.house import House, Open

ROLE = 'id = "bo"\nnama = "BO/Analis Dokumen Perizinan"'


async def test_an_open_program_shows_an_edition_that_was_installed_meanwhile(
    house: House, program: Open
) -> None:
    house.complete(house.register())
    async with at_work(house, program, "penyelia") as clerk:
        clerk.sees("BO: 1")
        edit(house.desk, (ROLE, 'id = "bo"\nnama = "Pengolah"'))
        await clerk.look_again()
        clerk.sees("Pengolah: 1")
