"""Offices of others, as data in folders of their own: each is tried and opened as its admin would."""

from __future__ import annotations

from pathlib import Path

import pytest

from loket.cli import run
from tests.stories.clerk import Clerk
from tests.stories.office import Office, open_office

HERE = Path(__file__).parent
NIK = "5107014508900012"  # made up


def opened(folder: Path, monkeypatch: pytest.MonkeyPatch, office: str, people: dict[str, str]) -> Office:
    """The office, with `people` by role, on Friday 20 November 2026 at 8 by its own clock."""
    profile = (HERE / office / "offices" / f"{office}.toml").read_text("utf-8")
    zone = next(line for line in profile.splitlines() if line.startswith("zona")).split('"')[1]
    return open_office(folder, monkeypatch, str(HERE / office), people, f"2026-11-20 08:00{zone}")


def trial(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], office: str
) -> list[str]:
    """The ends that `loket sop coba` tells of; nothing sticks, and every branch is taken."""
    monkeypatch.setenv("LOKET_DATA", str(folder / "loket.db"))
    for sop in sorted((HERE / office / "sop").glob("*.toml")):
        assert run(["sop", "periksa", sop.stem, "--kantor", str(HERE / office)]) == 0
        assert "tidak ada kesalahan" in capsys.readouterr().out
    assert run(["sop", "coba", "--kantor", str(HERE / office)]) == 0
    told = capsys.readouterr().out
    assert "tidak ada berkas yang tertahan" in " ".join(told.split())
    assert "Tidak pernah dilalui" not in told
    return [line.split(", di langkah ")[0].strip() for line in told.splitlines() if ", di langkah " in line]


async def registers(clerk: Clerk, name: str, nik: str = NIK) -> None:
    """Enter a file that came without a queue number, all its requirements there; it is in hand."""
    await clerk.presses("f7")
    await clerk.picks("Daftarkan berkas tanpa nomor")
    await clerk.types(nik)
    await clerk.presses("enter")
    await clerk.types(name)
    await clerk.presses("enter", "enter", "enter", "f8")
    await clerk.fills_in()


async def does_at_counter(clerk: Clerk, name: str, says: str) -> None:
    """Somebody whose screen is that of a counter takes the file there, fills in its form, sends it on."""
    await clerk.signs_in(name)
    await clerk.goes_to("0001")
    await clerk.presses("enter", "f2")
    await clerk.fills_in()
    await clerk.sends_on()
    clerk.sees(says)
    await clerk.signs_out()


async def pays(clerk: Clerk, name: str, says: str) -> None:
    """The payer brings the proof to the desk of `name`, where it is checked and sent on."""
    await clerk.signs_in(name)
    clerk.sees("MENUNGGU PEMBAYARAN 1")
    await clerk.goes_to("0001")
    if "F2 Bukti setor" not in clerk.screen and "F8 Bukti setor" not in clerk.screen:
        await clerk.presses("enter")
    await clerk.presses("f2" if "F2 Bukti setor" in clerk.screen else "f8")
    if "DI TANGAN ANDA" not in clerk.screen:
        await clerk.presses("f2")
    clerk.sees("Nomor bukti setor", "Tanggal setor")
    await clerk.types("BS-01")
    await clerk.presses("enter")
    await clerk.types("20-11-2026")
    await clerk.sends_on()
    clerk.sees(says)
    await clerk.signs_out()
