"""Requirements at Loket 2: marked, certified whole, returned for what lacks; no mark is lost."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any

import pytest

from loket.desk.case import entries
from loket.desk.case.file_view import view
from loket.store.errors import StoreBusy
from screens.counter.at_counter import look
from tests.screens.arrivals import queue_up, register, registered, tick_all
from tests.screens.counter import at_work
from tests.screens.house import House, Open


async def test_where_all_was_checked_f8_says_by_which_key_the_file_goes_back(
    house: House, program: Open
) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await register(clerk)
        await clerk.press("k", *"aaaaaa")
        clerk.sees("F8 belum bisa: 1 kurang, 1 belum diperiksa")
        assert "F6 mengembalikan" not in clerk.screen
        await clerk.press("a")
        clerk.sees("F8 belum bisa: 1 kurang; F6 mengembalikan")


async def test_what_lacks_is_returned_and_the_applicant_comes_back(house: House, program: Open) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await register(clerk)
        await clerk.press("a", "k", "c")
        await clerk.write("belum ditandatangani")
        await clerk.press("ctrl+s")
        clerk.sees("F8 belum bisa: 1 kurang, 4 belum diperiksa", "└ belum ditandatangani")
        await clerk.press("f6")
        clerk.sees("Kembalikan untuk dilengkapi: 00001", "KTP pemohon: belum ditandatangani")
        clerk.sees("4 persyaratan", "belum diperiksa: periksa dulu")
        await clerk.press("enter")
        clerk.sees("00001 → pemohon", "MENUNGGU PEMOHON 1")
        await clerk.press("f2")
        clerk.sees("▸ Dikembalikan")
        await clerk.press("enter")
        house.pass_minutes(15)
        await clerk.press("home")
        house.pass_minutes(15)
        await clerk.press("enter")
        clerk.sees("─ Kekurangan Jum 20 Nov (1 lainnya sudah ada)", "F8 Diterima")
        await clerk.press("f8")
        await clerk.look_again()
        clerk.sees("DI TANGAN ANDA 1", "▸ ✗ kurang   KTP pemohon", "sisa 10 mnt", "08.45")
        await tick_all(clerk, 9)
        await clerk.press("f8")
        clerk.sees("00001 → Analis Dokumen Perizinan")
    returned = view(house.desk, house.who("fo2"), registered(house)).returned
    assert returned is not None
    assert returned.missing == ("ktp",)


async def test_why_a_file_was_returned_stands_on_it_when_it_comes_back(house: House, program: Open) -> None:
    house.give_back(house.register(), "ktp", reason="KTP sudah tidak berlaku")
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("home", "enter")
        clerk.sees("Alasan dikembalikan: KTP sudah tidak", "berlaku", "Kekurangan Jum 20 Nov")


async def test_marks_typed_fast_are_all_kept(house: House, program: Open) -> None:
    ref = house.register()
    count = len(view(house.desk, house.who("fo2"), ref.file).checklist)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("enter")
        for left in range(count, 0, -3):
            await clerk.pilot.press(*["a"] * min(left, 3), *["f8"] * (left <= 3))
            await clerk.settle()
        await clerk.settle()
        clerk.sees("→ Analis Dokumen Perizinan")
    kept = view(house.desk, house.who("fo2"), ref.file).checklist
    assert {item.mark for item in kept} == {"ada"}


async def test_marks_stay_when_the_hall_could_not_be_read(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = house.register()
    free, write = Event(), entries.set_mark

    def waits(*given: Any) -> object:
        free.wait(5)
        return write(*given)

    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("enter")
        monkeypatch.setattr(entries, "set_mark", waits)
        monkeypatch.setattr("screens.counter.screen.look", _busy_once(house, look))
        await clerk.pilot.press("a", "a", "a")
        clerk.app.screen.changed()  # type: ignore[attr-defined]
        await clerk.pilot.pause(0.2)
        free.set()
        await clerk.settle()
    kept = view(house.desk, house.who("fo2"), ref.file).checklist
    assert [item.mark for item in kept[:3]] == ["ada"] * 3


async def test_marks_that_found_the_database_busy_are_kept_with_the_next(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = house.register()
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("enter")
        monkeypatch.setattr(entries, "set_mark", _busy_once(house, entries.set_mark))
        await clerk.pilot.press("a", "a")
        await clerk.settle()
        await clerk.press("a")
        await clerk.settle()
    kept = view(house.desk, house.who("fo2"), ref.file).checklist
    assert [item.mark for item in kept[:3]] == ["ada"] * 3


def _busy_once(house: House, ask: Callable[..., object]) -> Callable[..., object]:
    """The database is busy for the first who asks and free for all others."""
    left = [StoreBusy(house.path)]

    def asked(*given: Any) -> object:
        if left:
            raise left.pop()
        return ask(*given)

    return asked


async def test_f9_right_after_s_takes_back_what_s_has_marked_and_nothing_older(
    house: House, program: Open
) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await register(clerk)
        await clerk.press("k")
        clerk.sees("F9 Urung 00001")
        await clerk.press("s")
        clerk.sees("5 ditandai ada, “bila ada” tidak; S lagi, atau F9, mengurungkannya.", "F9 Urung S")
        await clerk.press("f9")
        clerk.sees("Tanda dari S diurungkan.", "F9 Urung 00001")
        assert clerk.screen.count("? periksa") == 8
        assert clerk.screen.count("✗ kurang") == 1
    marks = view(house.desk, house.who("fo2"), registered(house)).checklist
    assert [item.mark for item in marks].count("ada") == 0


async def test_s_certifies_no_paper_that_nobody_had_to_bring(house: House, program: Open) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await register(clerk)
        await clerk.press("s")
        clerk.sees("6 ditandai ada, “bila ada” tidak; S lagi, atau F9, mengurungkannya.")
        clerk.sees("? periksa Surat kuasa (bila ada)", "F8 bisa diteruskan.")
        await clerk.press("a", "s")
        clerk.sees("Yang wajib sudah ditandai. Yang “bila ada”: A bila dibawa.")
    marks = view(house.desk, house.who("fo2"), registered(house)).checklist
    assert all(item.mark == "periksa" for item in marks if not item.requirement.obligatory)
