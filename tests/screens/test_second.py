"""Who has a file under way already: named as soon as they are known, asked about before there is another."""

from __future__ import annotations

from loket.desk.case import lists
from loket.desk.queue import calling
from screens.counter.screen import CounterScreen
from screens.file.case import CaseScreen
from tests.screens.counter import Clerk, at_work
from tests.screens.house import NIK, SITI, House, Open

RUNNING = "Masih berjalan: 00001 Izin Reklame · CV Contoh, BO/Analis Dokumen Perizinan sejak 08.05."


def under_way(house: House) -> list[str]:
    """The numbers of all files under way."""
    return sorted(row.work.number for row in lists.all_open(house.desk, house.who("fo2")))


def sign(clerk: Clerk) -> tuple[str, bool]:
    """What the form says is under way, and whether in colour."""
    screen = clerk.app.screen
    assert isinstance(screen, CounterScreen)
    shown = screen.form.query_one("#running")
    return (str(shown.render()), shown.has_class("-marked")) if shown.display else ("", False)


async def at_the_form(house: House, clerk: Clerk) -> None:
    """Siti, who has a file of the service under way, stands at the counter, and her NIK is typed."""
    await clerk.press("f2", "h")
    await clerk.write(NIK)


def siti_is_back(house: House) -> None:
    house.complete(house.register(SITI, service="reklame", company="CV Contoh"))
    calling.issue_ticket(house.desk, house.who("fo2", "2"), "reklame")


async def test_what_is_under_way_is_told_in_colour_and_goes_with_service_and_nik(
    house: House, program: Open
) -> None:
    siti_is_back(house)
    async with at_work(house, program, "fo2") as clerk:
        await at_the_form(house, clerk)
        assert sign(clerk) == (f"{RUNNING} F4 membukanya.", True)
        await clerk.press("tab", "tab", "tab", "right")
        assert sign(clerk) == (f"Nomor A-001 untuk Izin Reklame. {RUNNING} F4 membukanya.", True)
        await clerk.press("left")
        assert sign(clerk)[1]
        await clerk.press("up", "up", "up", "end", "backspace")
        assert sign(clerk) == ("", False)
        await clerk.press("f4")
        clerk.sees("F4 belum bisa")


async def test_what_another_counter_registers_meanwhile_is_told_too(house: House, program: Open) -> None:
    siti_is_back(house)
    async with at_work(house, program, "fo2") as clerk:
        await at_the_form(house, clerk)
        house.register(SITI, service="reklame")
        await clerk.look_again()
        assert "Masih berjalan: 00002 Izin Reklame" in sign(clerk)[0]
        assert "(dan 1 lagi)" in sign(clerk)[0]


async def test_the_file_under_way_is_a_key_away_and_the_form_stays(house: House, program: Open) -> None:
    siti_is_back(house)
    async with at_work(house, program, "fo2") as clerk:
        await at_the_form(house, clerk)
        await clerk.press("f4")
        assert isinstance(clerk.app.screen, CaseScreen)
        clerk.sees("00001", "Izin Reklame")
        await clerk.press("f10")
        clerk.sees(NIK, "Masih berjalan: 00001")


async def test_another_of_the_same_service_is_registered_only_when_that_is_meant(
    house: House, program: Open
) -> None:
    siti_is_back(house)
    async with at_work(house, program, "fo2") as clerk:
        await at_the_form(house, clerk)
        for back in (("enter",), ("escape",)):
            await clerk.press("f8")
            clerk.sees("00001 Izin Reklame", "CV Contoh, BO/Analis Dokumen Perizinan sejak 08.05")
            clerk.sees("▸ Kembali ke isian", "Lihat 00001 (isian ini tetap)", "Tetap daftarkan yang baru")
            await clerk.press(*back)
            clerk.sees(NIK)
            assert under_way(house) == ["00001"]
        await clerk.press("f8", "down", "enter")
        assert isinstance(clerk.app.screen, CaseScreen)
        await clerk.press("f10")
        clerk.sees(NIK)
        await clerk.press("f8", "down", "down", "enter")
        clerk.sees("00002 Izin Reklame")
        assert under_way(house) == ["00001", "00002"]


async def test_who_is_meant_is_asked_first_and_then_whether_another_is(house: House, program: Open) -> None:
    siti_is_back(house)
    async with at_work(house, program, "fo2") as clerk:
        await at_the_form(house, clerk)
        await clerk.press("backspace")
        await clerk.write("3")
        await clerk.press("enter", *"Siti Aminah", "f8")
        clerk.sees("Nama ini sudah dikenal")
        await clerk.press("down", "enter", "left", "enter")
        clerk.sees("Masih berjalan", "Lihat 00001")
        await clerk.press("end", "enter")
        clerk.sees("00002 Izin Reklame")
