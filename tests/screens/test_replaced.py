"""The data are taken away or replaced under an open program: it says so, and acknowledges nothing more."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from screens.widgets.top_bar import CONNECTED, DISCONNECTED
from tests.opened import live
from tests.screens.counter import Clerk, at_work
from tests.screens.house import NIK, House, Open

UNREADABLE = DISCONNECTED.removeprefix("○ ")

NAME = "Siti Contoh"


def other(house: House) -> Path:
    """A copy of the data, as a backup that is put in their place."""
    copy = Path(f"{house.path}.lain")
    with closing(sqlite3.connect(house.path)) as conn, closing(sqlite3.connect(copy)) as into:
        conn.backup(into)
    return copy


def contents(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as conn:
        return list(conn.iterdump())


@pytest.mark.usefixtures("drawn")  # what lies beneath a question is looked at
async def test_data_that_were_replaced_are_told_once_and_nothing_goes_into_them(
    house: House, program: Open
) -> None:
    copy = other(house)
    async with at_work(house, program, "fo2", (120, 36)) as clerk:
        await clerk.press("f7")
        await clerk.pick("Daftarkan berkas tanpa nomor")
        await clerk.write(NIK)
        await clerk.press("enter")
        await clerk.write(NAME)
        for log in ("-wal", "-shm"):
            Path(f"{house.path}{log}").unlink()
        os.replace(copy, house.path)
        before = contents(house.path)
        await clerk.look_again()
        clerk.sees("Data kantor diganti", "tutup Loket (F10), lalu buka lagi.", UNREADABLE)
        await clerk.press("enter")
        await clerk.look_again()
        clerk.sees(NAME, UNREADABLE)
        assert "Data kantor diganti" not in clerk.screen
        await clerk.press("f8")
        clerk.sees("data kantor diganti. Tutup Loket (F10), buka lagi.", NAME)
    assert contents(house.path) == before


async def test_data_that_come_back_are_worked_on_and_nothing_typed_is_lost(
    house: House, program: Open
) -> None:
    away = Path(f"{house.path}.pergi")
    async with at_work(house, program, "fo2", (120, 36)) as clerk:
        await clerk.press("f7")
        await clerk.pick("Daftarkan berkas tanpa nomor")
        await clerk.write(NIK)
        house.path.rename(away)
        await clerk.look_again()
        clerk.sees("Data kantor tidak ada di tempatnya", "Beri tahu admin sekarang.")
        await clerk.press("enter", "enter")
        await clerk.write(NAME)
        live(clerk.app).changes.look()
        away.rename(house.path)
        live(clerk.app).writes.go_on()
        await clerk.look_again()
        clerk.sees(NAME, CONNECTED)
        await clerk.press("f8")
        clerk.sees("Persyaratan")
    assert any(NAME in str(draft) for draft in house.half_typed())


async def test_before_anybody_signs_in_it_is_told_too(house: House, program: Open) -> None:
    app = program()
    async with app.run_test(size=(80, 24)) as pilot:
        clerk = Clerk(app, pilot)
        await clerk.settle()
        shutil.move(house.path, f"{house.path}.pergi")
        await clerk.look_again()
        clerk.sees("Data kantor tidak ada di tempatnya")
        shutil.move(f"{house.path}.pergi", house.path)
