"""At the keyboard: what follows a permit is told, lies apart, and comes in later."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from loket.desk.authority import Who
from loket.desk.case import entries, file_view
from loket.desk.case.perform import perform
from loket.flow.acts import Arrive, Choose, Take
from tests.after.office import PROFILE
from tests.stories.clerk import Clerk, at_the_keyboard
from tests.stories.office import Office, open_office

PEOPLE = {
    "operator": "Sari Dewi",
    "kadis": "Dewi Lestari",
    "penilik": "Lina Kartika",
    "penyelia": "Gita Contoh",
}


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    office = open_office(tmp_path, monkeypatch, str(PROFILE), PEOPLE)
    yield office
    office.desk.store.close()


def at_the_hand_over(office: Office) -> int:
    """A permit whose applicant stands at the counter, in the clerk's hands."""
    file, clerk = office.lay_at(4, "pbg", "Sari"), Who(office.who("Sari").person, "1")
    for act in (Arrive(), Take()):
        perform(office.desk, clerk, file_view.view(office.desk, clerk, file).ref, act)
    return file


def hand_over(office: Office) -> None:
    """A permit that its applicant has."""
    file, clerk = at_the_hand_over(office), Who(office.who("Sari").person, "1")
    fields = {field.key: "Siti Aminah" for field in file_view.view(office.desk, clerk, file).fields}
    entries.save_fields(office.desk, clerk, file, fields)
    perform(office.desk, clerk, file_view.view(office.desk, clerk, file).ref, Choose("diserahkan"))


async def opens(clerk: Clerk, words: str) -> None:
    await clerk.goes_to(words)
    await clerk.presses("enter")


async def test_at_the_hand_over_the_clerk_reads_what_the_applicant_is_to_begin(office: Office) -> None:
    at_the_hand_over(office)
    async with at_the_keyboard(office) as clerk:
        await clerk.signs_in("Sari")
        await opens(clerk, "001")
        await clerk.presses("tab")
        await clerk.fills_in()
        await clerk.sends_on()
        clerk.sees("Berkas lanjutan 003 menunggu pemohon: Mengunggah as-built drawing. F9 urung.")
        clerk.sees("… LANJUTAN PADA PEMOHON 1")


async def test_later_it_is_received_from_its_folded_group(office: Office) -> None:
    hand_over(office)
    office.it_is("2026-11-27 09:00+07:00")
    async with at_the_keyboard(office) as clerk:
        await clerk.signs_in("Sari")
        await opens(clerk, "LANJUTAN PADA PEMOHON")
        await opens(clerk, "003")
        clerk.sees("Mengunggah as-built drawing")
        await clerk.presses("f8")
        clerk.does_not_see("LANJUTAN PADA PEMOHON")
        await clerk.signs_out()
        await clerk.signs_in("Dewi")
        clerk.sees("003")


async def test_the_inspector_has_it_apart_and_the_permits_file_names_it(office: Office) -> None:
    hand_over(office)
    async with at_the_keyboard(office) as clerk:
        await clerk.signs_in("Lina")
        clerk.sees("PENGAWASAN 1")
        await clerk.presses("f4")
        clerk.sees("Pengawasan oleh Penilik sejak")
        clerk.sees("Berkas induk 001 · terbit")
        await clerk.presses("enter")
        clerk.sees("Pengawasan 002 · berjalan")
        clerk.sees("Berkas lanjutan 003 · menunggu pemohon")


async def test_a_supervisor_counts_both_apart_and_lists_them_by_a_key(office: Office) -> None:
    hand_over(office)
    office.it_is("2026-11-27 09:00+07:00")
    async with at_the_keyboard(office) as clerk:
        await clerk.signs_in("Gita")
        for words in ("1 Semua: 0", "8 Lanjutan: 1", "9 Pengawasan: 1", "Tidak ada berkas terbuka di sini."):
            clerk.sees(words)
        clerk.does_not_see("LEWAT")
        await clerk.presses("9")
        clerk.sees("PENGAWASAN 1", "sejak 20 Nov")
        await clerk.presses("8")
        clerk.sees("LANJUTAN PADA PEMOHON")
        clerk.sees("003")


async def test_oversight_ends_only_when_that_is_meant_and_has_no_receipt(office: Office) -> None:
    hand_over(office)
    async with at_the_keyboard(office) as clerk:
        await clerk.signs_in("Lina")
        await clerk.presses("enter")
        clerk.sees("Izin induk: sudah terbit")
        await clerk.presses("f10", "f5")
        clerk.sees("Berkas ini tidak punya surat untuk pemohon.")
        clerk.does_not_see("TANDA TERIMA")
        await clerk.presses("f5")
        clerk.sees("F5 belum bisa: berkas ini tidak punya surat untuk pemohon")
        await clerk.presses("f10", "f2", "f8")
        clerk.sees("002: Bangunan selesai", "Pengawasan atas 001 Persetujuan Bangunan Gedung berakhir")
        clerk.sees("dan tidak dibuka lagi kecuali dengan F9 hari ini.", "Tidak jadi")
        await clerk.presses("escape")
        clerk.sees("DI TANGAN ANDA 1")
        await clerk.presses("f8", "left", "enter")
        clerk.sees("002: Bangunan selesai. F9 urung.")
        await clerk.presses("f9")
        clerk.sees("DI TANGAN ANDA 1")
        await clerk.presses("t", "f8")
        clerk.sees("Pengawasan itu berakhir, dan tidak dibuka lagi kecuali dengan F9 hari ini.")


async def test_who_opens_oversight_is_told_so(office: Office) -> None:
    office.lay_at(3, "pbg", "Sari")
    async with at_the_keyboard(office) as clerk:
        await clerk.signs_in("Dewi")
        await clerk.presses("f2")
        await clerk.sends_on()
        clerk.sees("001: Terbitkan PBG. Pengawasan dibuka: 002. F9 urung.")
