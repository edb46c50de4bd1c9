"""What a colleague voids, withdraws or takes over does not vanish from under one's eyes."""

from __future__ import annotations

from loket.desk.case.perform import perform
from loket.desk.case.record import Ref
from loket.desk.last_acts import Known, next_undo, undo
from loket.flow.acts import Take, TakeOver, Withdraw
from tests.screens.counter import Clerk, at_work
from tests.screens.house import House, Open


def three(house: House) -> list[Ref]:
    return [house.complete(house.register(name)) for name in ("Satu Contoh", "Dua Contoh", "Tiga Contoh")]


def struck(clerk: Clerk) -> str:
    """The words on the screen that are struck through."""
    strips = clerk.app.screen._compositor.render_strips()
    return "".join(s.text for strip in strips for s in strip if s.style is not None and s.style.strike)


async def test_a_withdrawn_file_stays_struck_through_where_it_stood_until_it_was_seen(
    house: House, program: Open
) -> None:
    refs = three(house)
    async with at_work(house, program, "bo") as clerk:
        perform(house.desk, house.who("fo2", "2"), refs[1], Withdraw(0), remark="pemohon batal")
        await clerk.look_again()
        assert "00002 Dua Contoh" in struck(clerk)
        lines = [line for line in clerk.screen.splitlines() if "0000" in line[:8]]
        assert [line[3:8] for line in lines[:3]] == ["00001", "00002", "00003"]
        assert "dicabut" in lines[1]
        await clerk.press("down")
        clerk.sees("00002 SIP Bidan")
        assert "00002 Dua Contoh" in struck(clerk)
        await clerk.press("f2")
        clerk.sees("F2 belum bisa: berkas sudah selesai (dicabut)")
        await clerk.press("down")
        assert "Dua Contoh" not in clerk.screen
        clerk.sees("MENUNGGU 2", "▸  00003")


async def test_a_file_taken_over_stays_struck_through_in_ones_own_hands(house: House, program: Open) -> None:
    first, *_ = three(house)
    first = perform(house.desk, house.who("bo"), first, Take())
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("end")
        perform(house.desk, house.who("penyelia"), first, TakeOver(0), remark="petugas sakit")
        await clerk.look_again()
        assert "00001 Satu Contoh" in struck(clerk)
        clerk.sees("TIDAK LAGI DI TANGAN ANDA 1", "diambil alih")
        await clerk.press("home", "f2")
        clerk.sees("F2 belum bisa: diambil alih rekan")
        await clerk.press("home", "down")
        assert not struck(clerk)
        assert "DI TANGAN ANDA" not in clerk.screen


async def test_what_is_given_back_stands_there_as_before(house: House, program: Open) -> None:
    refs = three(house)
    async with at_work(house, program, "bo") as clerk:
        perform(house.desk, house.who("fo2", "2"), refs[1], Withdraw(0), remark="pemohon batal")
        await clerk.look_again()
        assert "Dua Contoh" in struck(clerk)
        withdrawn = next_undo(house.desk, house.who("fo2", "2"), Known())
        assert withdrawn is not None
        undo(house.desk, house.who("fo2", "2"), withdrawn)
        await clerk.look_again()
        assert not struck(clerk)
        clerk.sees("MENUNGGU 3", "00002 Dua Contoh")


async def test_what_goes_on_by_the_sop_leaves_the_list_as_ever(house: House, program: Open) -> None:
    first, *_ = three(house)
    async with at_work(house, program, "bo") as clerk:
        house.step("bo", first, "benar")
        await clerk.look_again()
        assert "Satu Contoh" not in clerk.screen
        assert not struck(clerk)
