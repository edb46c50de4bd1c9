"""Badung's IMB at its screens: to and fro between two officials, and requirements by the kind of building."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.offices.office import opened, pays, registers, trial
from tests.stories.clerk import at_the_keyboard

PEOPLE = {
    "cs": "Sari Dewi",
    "kabid": "Budi Hartono",
    "tim_teknis": "Andi Saputra",
    "kaban": "Dewi Lestari",
    "petugas": "Hendra Gunawan",
}


def test_a_file_reaches_every_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert trial(tmp_path, monkeypatch, capsys, "badung") == ["ditolak", "terbit"]


async def test_a_hotel_from_the_counter_to_the_permit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = opened(tmp_path, monkeypatch, "badung", PEOPLE)
    async with at_the_keyboard(office) as clerk:
        await clerk.signs_in("Sari")
        await registers(clerk, "Siti Aminah")
        clerk.sees("Langkah 3–4 Verifikasi dan registrasi", "Seluruh SOP")
        clerk.does_not_see("Persetujuan prinsip")
        await clerk.presses("h")
        clerk.sees("Persetujuan prinsip", "Dokumen lingkungan")
        await clerk.presses("up", "home", "a", "a", "a", "down")
        await clerk.presses("down")
        await clerk.types("300")
        await clerk.sends_on()
        clerk.sees("→ Kepala Bidang")
        await clerk.signs_out()
        await clerk.does("Budi", "Tugaskan Tim Teknis")
        await clerk.does("Andi", "Kajian selesai")
        await clerk.does("Budi", "Teruskan ke Kepala Badan")
        await clerk.does("Dewi", "Buat Surat Izin", way="Buat Surat Izin")
        await clerk.does("Budi", "menyampaikan pembayaran")
        await clerk.does("Andi", "Tagihan disampaikan")
        await pays(clerk, "Sari", "→ Kepala Badan")
        await clerk.signs_in("Dewi")
        await clerk.presses("f2")
        clerk.sees("F8 menurut SOP: Surat Izin ditandatangani")
        await clerk.sends_on()
        await clerk.signs_out()
        await clerk.does("Budi", "Perintahkan petugas menyerahkan")
        await clerk.signs_in("Hendra")
        clerk.sees("MENUNGGU DIAMBIL 1")
        await clerk.presses("f2")
        await clerk.fills_in()
        await clerk.sends_on()
        clerk.sees("Surat sudah diserahkan")
        await clerk.signs_out()
    assert office.outcome(1) == "terbit"
    office.journal()
