"""A form of the admin's that was half typed when the program ended is there again; passwords never are."""

from __future__ import annotations

from loket.desk import drafts
from screens.admin.filling import PLACE
from tests.screens.admin.office import NIP, Admin, admin_at_work
from tests.screens.counter import at_work
from tests.screens.house import PASSWORD, House, Open


async def test_what_was_half_typed_is_there_again_and_goes_once_it_is_saved(
    house: House, program: Open
) -> None:
    async with admin_at_work(house, program) as admin:
        await admin.go("Petugas")
        await admin.press("f3")
        await admin.fill(name="Hari Contoh", nip=NIP, password=PASSWORD, again=PASSWORD)
        admin.home.app.screen.keep_typed()  # type: ignore[attr-defined]
        await admin.settle()
    with house.desk.store.read() as conn:
        assert PASSWORD not in str(conn.exec_driver_sql("SELECT * FROM draft").fetchall())
    async with at_work(house, program, "admin", (80, 24)) as clerk:
        admin = Admin(clerk.app, clerk.pilot)
        await admin.go("Petugas")
        await admin.press("f3")
        admin.sees("Hari Contoh", "terbuka lagi.")
        await admin.fill(
            nip="199001012020011098", roles="bo", password=PASSWORD, again=PASSWORD, reason="baru"
        )
        await admin.press("f8")
        admin.sees("Hari Contoh sudah dapat masuk.")
        await admin.press("f3")
        assert "terbuka lagi" not in admin.screen
        await admin.fill(name="Lain Contoh")
        await admin.press("f10", "left", "enter")
        await admin.press("f3")
        assert "Lain Contoh" not in admin.screen
    assert drafts.load(house.desk, house.who("admin"), PLACE, "Petugas//Petugas baru") is None
