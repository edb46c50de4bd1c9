"""Pesanan: a booked time is entered, taken in from a list, or cancelled; what is amiss stands where it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from loket.desk.people import staff
from screens.admin.page import Faulty
from screens.admin.pages.bookings import PAGE
from tests.screens.admin.at_page import AtThePage
from tests.screens.house import PASSWORD, House

LIST = "tanggal,jam,keperluan,nama,kode\n20-11-2026,09.00,tanya,Rina Contoh,AB12\n"


def test_it_is_entered_listed_by_its_time_and_cancelled(house: House, tmp_path: Path) -> None:
    staff.add(
        house.desk, None, nip="199001012020012099", name="Hani Contoh", password=PASSWORD, roles=("admin",)
    )
    page = AtThePage(house.desk, PAGE)
    page.fill(
        "", "Tambah", time="10.30", errand="daftar", service="sip-bidan", name="Tono Contoh", code="TN1"
    )
    with pytest.raises(Faulty) as wrong:
        page.fill("", "Tambah", day="kemarin", time="pagi", name="Tono Contoh")
    assert {*wrong.value.at} == {"day", "time"}
    with pytest.raises(Faulty) as wrong:
        page.fill("", "Tambah", time="24.00")
    assert {*wrong.value.at} == {"time", "name"}
    path = tmp_path / "pesanan.csv"
    path.write_text(LIST)
    told = page.fill("", "Ambil daftar dari berkas CSV", path=str(path))
    assert told == ("Jum 20 Nov 2026: 1 pesanan",)
    with pytest.raises(Faulty) as wrong:
        page.fill("", "Ambil daftar dari berkas CSV", path=str(path))
    assert ["baris 2" in line and "AB12 sudah dipakai" in line for line in wrong.value.lines] == [True]
    rows = [item.cells for item in PAGE.read(page.now).items]
    assert rows == [
        ("09.00", "AB12", "Rina Contoh", "Bertanya atau konsultasi", ""),
        ("10.30", "TN1", "Tono Contoh", "SIP Bidan", ""),
    ]
    page.do("2026-11-20/AB12", "Batalkan")
    assert [item.id for item in PAGE.read(page.now).items] == ["2026-11-20/TN1"]
    tells = page.deed("", "Riwayat pesanan").tells
    assert tells is not None
    assert [line.partition(" oleh ")[2] for line in tells()] == [
        "Hani Contoh: Jum 20 Nov AB12: dibatalkan (Rapat)",
        "Hani Contoh: Jum 20 Nov AB12: dicatat (Rapat)",
        "Hani Contoh: Jum 20 Nov TN1: dicatat (Rapat)",
    ]
