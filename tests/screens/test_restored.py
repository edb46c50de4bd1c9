"""Who signs in on data that were restored: a supervisor is asked, a clerk works on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from loket.desk import restored
from tests.opened import live
from tests.screens.counter import at_work
from tests.screens.house import House, Open, settle

ASKED = "Apakah data ini dipulihkan dari cadangan?"


@pytest.fixture
def older(house: House) -> House:
    """The house as it was before its last file."""
    put_back(house)
    return house


def put_back(house: House) -> None:
    """Put an older copy of the data in their place."""
    copy = Path(f"{house.path}.lama")
    close(house)
    shutil.copyfile(house.path, copy)
    house.register()
    close(house)
    shutil.copyfile(copy, house.path)


def close(house: House) -> None:
    house.desk.store.close()
    house._desk = None


async def test_a_supervisor_is_asked_until_they_have_said_yes(older: House, program: Open) -> None:
    async with at_work(older, program, "penyelia") as clerk:
        clerk.sees("Data kantor", "tidak ada; yang terakhir di sini", ASKED, "Ya, dipulihkan")
        await clerk.press("enter")
        clerk.sees("Cari loket.db dan -wal yang terakhir; saat masuk ditanyakan lagi.")
    async with at_work(older, program, "penyelia") as clerk:
        await clerk.press("left", "enter")
        clerk.sees("Dicatat: data kantor dipulihkan dari cadangan.")
    assert restored.missing(older.desk) is None
    async with at_work(older, program, "penyelia") as clerk:
        assert ASKED not in clerk.screen


async def test_nobody_else_is_kept_from_work(older: House, program: Open) -> None:
    app = program()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert live(app).lost is not None
    async with at_work(older, program, "bo") as clerk:
        assert ASKED not in clerk.screen
    assert restored.missing(older.desk) is not None
