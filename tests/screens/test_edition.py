"""What an admin installs is seen in the programs that are open, without their being opened anew."""

from __future__ import annotations

from loket.desk.queue import calling
from screens.counter.form import RegistrationForm
from screens.widgets.fields import Choice
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


async def test_whose_counter_was_taken_out_calls_nobody_unheard(house: House, program: Open) -> None:
    calling.issue_ticket(house.desk, house.who("fo2", "2"), errand="ambil")
    async with at_work(house, program, "fo4") as clerk:
        clerk.sees("Antrean 1")
        edit(house.desk, ('peran = ["fo4"]', "peran = []"))
        await clerk.look_again()
        clerk.sees("Layar ditutup", "Loket Anda tidak ada lagi")


async def test_the_next_form_offers_the_services_that_there_are_by_then(house: House, program: Open) -> None:
    calling.issue_ticket(house.desk, house.who("fo2", "2"), errand="daftar")
    nurse = 'id = "sip-perawat"\nnama = "SIP Perawat"'
    async with at_work(house, program, "fo2") as clerk:
        edit(house.desk, (nurse, 'id = "sip-ners"\nnama = "SIP Ners"'))
        await clerk.look_again()
        await clerk.press("f2", "h")
        form = clerk.app.screen.query_one(RegistrationForm)
        (services,) = (field for field in form.query(Choice) if field.name == "service")
        services.load_value("sip-ners")
        assert form.values()["service"] == "sip-ners"
        assert "sip-ners" in form.starts
