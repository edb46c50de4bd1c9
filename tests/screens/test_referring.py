"""A number that was another office's matter: where to is asked, kept with its outcome, and shown on paper."""

from __future__ import annotations

import pytest

from loket.desk.queue import calling, day_sheet
from tests.desk.editions import edit, unlisted
from tests.screens.arrivals import queue_up
from tests.screens.counter import at_work
from tests.screens.house import House, Open
from tests.screens.test_prints import takes


def sheet(house: House) -> str:
    return " ".join(day_sheet.sheet(house.desk, house.who("fo2", "2"))[1].split())


async def test_at_loket_2_the_paper_is_one_key_away_and_f9_takes_it_back(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    takes(monkeypatch, sent)
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h", "f10", "f7")
        await clerk.pick("Rujuk satu urusan A-001 ke kantor lain")
        clerk.sees("A-001: ke mana?")
        await clerk.press("end", "enter", *"Samsat", "enter")
        clerk.sees("RUJUKAN", "Silakan ke Samsat.")
        await clerk.press("f10")
        clerk.sees("A-001: satu urusan dirujuk; dilayani terus. F9 urung.")
        await clerk.press("f9", "f2")
        await clerk.pick("Bukan kewenangan")
        clerk.sees("A-001: ke mana?", "▸ Urusan kependudukan (KTP, KK) → Disdukcapil", "Kantor lain")
        await clerk.press("escape")
        clerk.sees("dilayani sejak 08.05")
        await clerk.press("f2")
        await clerk.pick("Bukan kewenangan")
        await clerk.press("enter")
        clerk.sees("A-001", "RUJUKAN", "Silakan ke Disdukcapil.")
        await clerk.press("f5", "enter", "f10")
        assert "1 Urusan kependudukan (KTP, KK), ke Disdukcapil: 1 di loket" in sheet(house)
        await clerk.press("f9")
        clerk.sees("dilayani sejak 08.05")
    assert "Silakan ke Disdukcapil." in sent[0]
    assert "Disdukcapil" not in sheet(house)


async def test_without_a_list_it_is_written_and_without_a_printer_no_paper_is_shown(
    house: House, program: Open
) -> None:
    no_printer = ('peran = ["fo4"]', 'peran = ["fo4"]\nprinter = "berkas"')
    edit(house.desk, no_printer, *unlisted(house.desk.office))
    calling.issue_ticket(house.desk, house.who("fo2", "2"), errand="ambil")
    async with at_work(house, program, "fo4") as clerk:
        await clerk.press("ctrl+n", "enter", "ctrl+n", "enter", "ctrl+n")
        await clerk.pick("Selesai: bukan kewenangan")
        clerk.sees("B-001: ke mana?", "Kantor tujuan")
        await clerk.press(*"Samsat", "enter")
        clerk.sees("B-001: bukan kewenangan kantor ini.", "F9 Urung B-001")
    assert "1 ditulis sendiri: 1 di loket" in sheet(house)
