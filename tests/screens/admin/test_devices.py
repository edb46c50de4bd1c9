"""Perangkat: a key is made, read once, renewed, taken away."""

from __future__ import annotations

import re

from loket.desk.people import devices
from tests.screens.admin.office import Admin, admin_at_work
from tests.screens.house import House, Open

KEY = re.compile(r"(?:[2-9A-Z]{5}-){4}[2-9A-Z]{5}")


def knows(house: House, key: str) -> bool:
    with house.desk.store.read() as conn:
        return devices.known(conn, key) is not None


def read_key(admin: Admin) -> str:
    found = KEY.search(admin.screen)
    assert found is not None, admin.screen
    return found[0]


async def test_a_kiosk_gets_a_key_that_is_read_once_and_loses_it(house: House, program: Open) -> None:
    async with admin_at_work(house, program) as admin:
        await admin.go("Perangkat")
        admin.sees("Belum ada perangkat.")
        await admin.press("f3")
        await admin.fill(name="Kios pintu depan", reason="kios baru")
        await admin.press("f8")
        admin.sees("catat sekarang")
        first = read_key(admin)
        assert knows(house, first)
        await admin.press("enter")
        admin.sees("Kios pintu depan", "Kios nomor antrean")
        assert KEY.search(admin.screen) is None
        await admin.press("f8")
        await admin.say_why("hilang")
        second = read_key(admin)
        assert (knows(house, first), knows(house, second)) == (False, True)
        await admin.press("enter")
        for key, said in ((first, "tidak satu perangkat pun"), (second, "milik Kios pintu depan")):
            await admin.press("f7")
            await admin.pick("Periksa sebuah kunci")
            await admin.fill(key=key.lower().replace("-", ""))
            await admin.press("f8")
            admin.sees(said)
            await admin.press(*(("f10", "left", "enter") if key == first else ("enter",)))
        await admin.press("f6")
        await admin.say_why("rusak")
        admin.sees("Kunci Kios pintu depan dicabut.")
        await admin.press("f7", "end", "enter")
        admin.sees("dicabut (rusak)", "kunci baru (hilang)", "(kios baru)")
    assert not knows(house, second)
