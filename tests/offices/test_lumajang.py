"""Lumajang's PBG at its screens: two bodies in one row, a payment between, and oversight after the permit."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.offices.office import does_at_counter, opened, pays, registers, trial
from tests.stories.clerk import at_the_keyboard

PEOPLE = {
    "sekretariat": "Sari Dewi",
    "tpt": "Andi Saputra",
    "tpa": "Rina Marlina",
    "kadis_teknis": "Budi Hartono",
    "operator": "Hendra Gunawan",
    "kadis_perizinan": "Dewi Lestari",
    "penilik": "Joko Santoso",
}


def test_a_file_reaches_every_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert trial(tmp_path, monkeypatch, capsys, "lumajang") == ["terbit", "selesai"]


async def test_from_the_secretariat_over_two_bodies_and_the_payment_to_oversight(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = opened(tmp_path, monkeypatch, "lumajang", PEOPLE)
    async with at_the_keyboard(office) as clerk:
        await clerk.signs_in("Sari")
        await registers(clerk, "Siti Aminah")
        await clerk.sends_on()
        clerk.sees("→ TPT dan TPA. F9 urung")
        await clerk.signs_out()
        await clerk.signs_in("Andi")
        clerk.sees("Langkah 3 Pemeriksaan kebenaran dokumen", "Bagian TPT · TPA juga belum menjawab")
        clerk.sees("Batas 3-25 hari kerja")
        await clerk.presses("f2")
        await clerk.sends_on()
        clerk.sees("Dokumen sesuai · menunggu TPA")
        await clerk.signs_out()
        await clerk.does("Rina", "Dokumen sesuai → Sekretariat")
        await does_at_counter(clerk, "Sari", "→ Kepala Dinas Teknis")
        await clerk.does("Budi", "Sahkan, teruskan ke Dinas Perizinan")
        await clerk.does("Hendra", "Tagihan disampaikan kepada pemohon")
        await clerk.it_is("2026-11-27 08:00+07:00")
        await pays(clerk, "Hendra", "Lunas, teruskan ke Kepala Dinas")
        await clerk.does("Dewi", "Sahkan PBG")
        await clerk.signs_in("Hendra")
        clerk.sees("MENUNGGU DIAMBIL 1")
        await clerk.presses("f2")
        await clerk.fills_in()
        await clerk.sends_on()
        clerk.sees("Sudah diserahkan")
        await clerk.signs_out()
        await clerk.it_is("2027-05-24 08:00+07:00")
        await clerk.signs_in("Joko")
        await clerk.presses("f2", "left", "enter")
        await clerk.signs_out()
        await clerk.does("Joko", "Bangunan selesai")
    assert (office.outcome(1), office.outcome(2)) == ("terbit", "selesai")
    office.journal()


async def test_what_one_body_sends_back_is_told_as_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = opened(tmp_path, monkeypatch, "lumajang", {**PEOPLE, "penyelia": "Gita Contoh"})
    office.lay_at(3, "pbg", "Sari")
    async with at_the_keyboard(office) as clerk:
        await clerk.signs_in("Andi")
        await clerk.presses("f2", "f6")
        await clerk.types("Gambar kurang")
        await clerk.presses("enter")
        clerk.sees("Dikembalikan Andi Saputra 08.00: Gambar kurang", "Menunggu pemohon sejak 08.00.")
        await clerk.presses("f5")
        clerk.sees("DAFTAR KEKURANGAN BERKAS", "Oleh : TPT", "Gambar kurang")
        await clerk.presses("f10")
        await clerk.signs_out()
        await clerk.signs_in("Rina")
        clerk.sees("Bagian TPA · TPT: menunggu pemohon")
        clerk.does_not_see("Dikembalikan Andi")
        await clerk.signs_out()
        await clerk.signs_in("Gita")
        clerk.sees("TPT: –", "TPA: 1 (baru saja)")
        await clerk.presses("f4")
        clerk.sees("TPT: menunggu pemohon sejak 08.00", "Sebab TPT: Gambar kurang")
        await clerk.presses("2")
        clerk.sees("TPT · 08.00 – sekarang · Andi Saputra", "TPA · 08.00 – sekarang")
    office.journal()
