"""What the office lacks, or this program cannot read, is told at the counter; all else goes on."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from loket.desk.case.record import Ref
from loket.office.shelf import PROFILE
from screens.wording.lists import UNREADABLE
from tests.desk.editions import force
from tests.screens.counter import at_work
from tests.screens.house import House, Open


def gain_service(house: House) -> None:
    """An edition of before has a service whose SOP nobody wrote."""
    new = (
        '[[layanan]]\nid = "baru-sekali"\nnama = "Izin baru"\nsop = "belum-ditulis"\nawalan = "Z"\n'
        'formulir = "reklame"\n\n[[layanan]]\n'
    )
    force(house.desk, (PROFILE, "karimun"), ("[[layanan]]\n", new))


def of_a_newer_program(house: House, ref: Ref) -> None:
    """The file runs under an SOP with a key that this program does not know."""
    with closing(sqlite3.connect(house.path)) as conn, conn:
        conn.execute(
            "INSERT INTO document (sha, kind, name, source, office)"
            " SELECT 'baru', kind, name, 'kunci_baru = 1' || char(10) || source, office"
            " FROM document WHERE kind = 'sop' LIMIT 1"
        )
        conn.execute("UPDATE file SET procedure_sha = 'baru' WHERE id = ?", (ref.file,))


async def test_a_service_without_sop_holds_up_nobody_at_loket_2(house: House, program: Open) -> None:
    house.complete(house.register())
    gain_service(house)
    async with at_work(house, program, "fo2") as clerk:
        starts = clerk.app.screen.form.starts  # type: ignore[attr-defined]
        assert starts["sip-bidan"]
        assert not starts["baru-sekali"]
        await clerk.press("f7")
        clerk.sees("Beri nomor antrean")


async def test_a_file_that_cannot_be_read_stands_apart_and_says_what_to_do(
    house: House, program: Open
) -> None:
    house.complete(house.register())
    strange = house.complete(house.register("Contoh Kedua"))
    of_a_newer_program(house, strange)
    async with at_work(house, program, "bo") as clerk:
        clerk.sees("MENUNGGU", f"{UNREADABLE}", "Siti Aminah", "Contoh Kedua")
        await clerk.press("down")
        clerk.sees("Berkas ini tidak terbaca program ini. Perbarui Loket atau tanya admin.")
        await clerk.press("up", "f2")
        clerk.sees("diambil.")


async def test_the_supervisor_and_loket_2_see_it_too(house: House, program: Open) -> None:
    of_a_newer_program(house, house.register())
    for role in ("penyelia", "fo2"):
        async with at_work(house, program, role) as clerk:
            clerk.sees(UNREADABLE, "Siti Aminah")
