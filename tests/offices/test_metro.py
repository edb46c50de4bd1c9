"""Metro's PBG and SLF: begun in another office, a payment between, months between the two."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.offices.office import opened, pays, registers, trial
from tests.stories.clerk import at_the_keyboard

PEOPLE = {
    "dinas_teknis": "Sari Dewi",
    "operator": "Andi Saputra",
    "pengawas": "Budi Hartono",
    "kadis": "Dewi Lestari",
}


def test_a_file_reaches_every_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert trial(tmp_path, monkeypatch, capsys, "metro") == ["terbit", "terbit"]


async def test_from_the_technical_office_to_the_permit_and_months_later_to_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = opened(tmp_path, monkeypatch, "metro", PEOPLE)
    async with at_the_keyboard(office) as clerk:
        await clerk.signs_in("Sari")
        await registers(clerk, "Siti Aminah")
        clerk.sees("Langkah 1 Penetapan retribusi dan standar teknis")
        await clerk.sends_on()
        clerk.sees("→ Operator")
        await clerk.signs_out()
        await clerk.does("Andi", "di tangan Anda: Pencetakan SKRD")
        await clerk.does("Andi", "SKRD dicetak dan disampaikan")
        await pays(clerk, "Budi", "Bukti pembayaran sesuai · di tangan Anda: Notifikasi ke Kepala Dinas.")
        await clerk.does("Budi", "Kepala Dinas sudah diberi tahu")
        await clerk.does("Dewi", "Terbitkan PBG. Berkas lanjutan 0002/SLF/2026 menunggu pemohon: ")
        await clerk.it_is("2027-05-24 08:00+07:00")
        await clerk.signs_in("Sari")
        clerk.sees("tindakan terakhir tercatat 185 hari yang lalu. Benar?")
        await clerk.presses("left", "enter")
        clerk.sees("LANJUTAN PADA PEMOHON 1")
        await clerk.presses("ctrl+f")
        await clerk.types("0002")
        await clerk.waits_for("0002/SLF/2026")
        await clerk.presses("f7")
        clerk.sees("0002/SLF/2026", "Mengunggah as-built drawing", "F8 Diterima")
        await clerk.presses("f8")
        clerk.does_not_see("LANJUTAN PADA PEMOHON")
        await clerk.signs_out()
        await clerk.does("Dewi", "Terbitkan SLF dan SBKBG")
    assert (office.outcome(1), office.outcome(2)) == ("terbit", "terbit")
    office.journal()
