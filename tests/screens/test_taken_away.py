"""What others end, or take from one's hands, does not vanish from under one's eyes."""

from __future__ import annotations

from textual.events import Key

from loket.desk.case import directing
from loket.desk.case.file_view import view
from loket.desk.case.perform import perform, return_to_pile
from loket.desk.case.record import Ref
from loket.desk.last_acts import Known, next_undo, undo
from loket.desk.people import staff
from loket.flow.acts import Take, TakeOver, Withdraw
from screens.desk.screen import DeskScreen
from tests.screens.arrivals import queue_up
from tests.screens.counter import Clerk, at_work
from tests.screens.house import PASSWORD, House, Open


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
        clerk.sees("TIDAK LAGI DI TANGAN ANDA 1", "pada rekan")
        await clerk.press("home", "f2")
        clerk.sees("F2 belum bisa: sekarang pada rekan")
        await clerk.press("home", "down")
        assert not struck(clerk)
        assert "DI TANGAN ANDA" not in clerk.screen


async def test_a_decided_file_that_was_taken_over_is_not_told_as_ended(house: House, program: Open) -> None:
    ref = perform(house.desk, house.who("fo4"), house.signed(house.complete(house.register())), Take())
    async with at_work(house, program, "fo4") as clerk:
        perform(house.desk, house.who("penyelia"), ref, TakeOver(0), remark="petugas sakit")
        await clerk.look_again()
        clerk.sees("TIDAK LAGI DI TANGAN ANDA 1", "pada rekan")
        await clerk.press("f2")
        clerk.sees("F2 belum bisa: sekarang pada rekan")


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


async def test_a_file_put_back_by_another_stays_struck_through_and_can_be_taken_again(
    house: House, program: Open
) -> None:
    first, *_ = three(house)
    first = perform(house.desk, house.who("bo"), first, Take())
    async with at_work(house, program, "bo") as clerk:
        return_to_pile(house.desk, house.who("penyelia"), first, "petugas sakit")
        await clerk.look_again()
        assert "00001 Satu Contoh" in struck(clerk)
        clerk.sees("TIDAK LAGI DI TANGAN ANDA 1", "di tumpukan")
        await clerk.press("f2")
        assert not struck(clerk)
        clerk.sees("DI TANGAN ANDA 1", "00001: diambil.")


async def test_a_file_assigned_to_somebody_else_stays_struck_through(house: House, program: Open) -> None:
    first, *_ = three(house)
    first = perform(house.desk, house.who("bo"), first, Take())
    budi = staff.add(
        house.desk, None, nip="199001012020011099", name="Hadi Contoh", password=PASSWORD, roles=("bo",)
    )
    async with at_work(house, program, "bo") as clerk:
        directing.assign(house.desk, house.who("penyelia"), first, budi, "petugas sakit")
        await clerk.look_again()
        assert "00001 Satu Contoh" in struck(clerk)
        clerk.sees("TIDAK LAGI DI TANGAN ANDA 1", "pada rekan")
        assigned = next_undo(house.desk, house.who("penyelia"), Known())
        assert assigned is not None
        undo(house.desk, house.who("penyelia"), assigned)
        await clerk.look_again()
        assert not struck(clerk)
        clerk.sees("DI TANGAN ANDA 1")


async def test_a_file_whose_assignment_is_taken_back_stays_struck_through(
    house: House, program: Open
) -> None:
    first, *_ = three(house)
    directing.assign(house.desk, house.who("penyelia"), first, house.ids["bo"], "Pemohon lansia")
    async with at_work(house, program, "bo") as clerk:
        assigned = next_undo(house.desk, house.who("penyelia"), Known())
        assert assigned is not None
        undo(house.desk, house.who("penyelia"), assigned)
        await clerk.look_again()
        clerk.sees("TIDAK LAGI DI TANGAN ANDA 1", "di tumpukan")


async def test_letters_for_a_form_that_went_from_under_the_hands_are_no_commands(
    house: House, program: Open
) -> None:
    first, *_ = three(house)
    first = perform(house.desk, house.who("bo"), first, Take())
    async with at_work(house, program, "bo") as clerk:
        screen = clerk.app.screen
        assert isinstance(screen, DeskScreen)
        when = 0.0

        async def hit(letter: str, after: float) -> None:
            nonlocal when
            when += after
            key = Key(letter, letter)
            key.time = when
            clerk.app.post_message(key)
            await clerk.settle()

        async def typing() -> None:
            nonlocal when
            await clerk.press("enter")
            assert screen.pane.has_focus_within
            when = Key("k", "k").time - 60  # all of it is past: the keyboard waits for no moment to come
            await hit("k", 0)

        await typing()
        first = view(house.desk, house.who("bo"), first.file).ref
        first = return_to_pile(house.desk, house.who("penyelia"), first, "petugas sakit")
        await clerk.look_again()
        for letter in "nt":
            await hit(letter, 0.3)
        assert "Yang melihat NIK" not in clerk.screen
        assert not screen.pile.marked
        clerk.sees("Isiannya baru saja tertutup: huruf sesudahnya tidak dipakai.")
        await hit("n", 5)
        clerk.sees("Yang melihat NIK lengkap tercatat.")
        await clerk.press("escape")
        await clerk.press("f2")
        await typing()
        first = view(house.desk, house.who("bo"), first.file).ref
        return_to_pile(house.desk, house.who("penyelia"), first, "petugas sakit")
        await clerk.look_again()
        await hit("n", 0.3)
        assert "Yang melihat NIK" not in clerk.screen
        await clerk.press("down")
        await hit("n", 0.3)
        clerk.sees("Yang melihat NIK lengkap tercatat.")


async def test_marks_on_their_way_into_a_checklist_that_was_taken_away_say_nothing_of_a_called_number(
    house: House, program: Open
) -> None:
    ref = house.register()
    async with at_work(house, program, "fo2") as clerk:
        queue_up(house, 1)
        await clerk.look_again()
        await clerk.press("f2")
        clerk.app.screen.show_file(ref.file)  # type: ignore[attr-defined]
        await clerk.settle()
        await clerk.press("a")
        clerk.sees("DIPANGGIL 1", "✓ ada")
        seen = view(house.desk, house.who("penyelia"), ref.file).ref
        perform(house.desk, house.who("penyelia"), seen, TakeOver(0), remark="petugas dipanggil")
        await clerk.look_again()
        await clerk.press("l")
        clerk.sees("DIPANGGIL 1", "Isiannya baru saja tertutup: huruf sesudahnya tidak dipakai.")
        await clerk.press("down", "l")
        clerk.sees("DILEWATI 1")
