"""At the keyboard: what depends on a field follows at once, and one key goes the way that the SOP chooses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from loket.desk.authority import Who
from loket.desk.case import entries, file_view
from loket.desk.intake.cleaning import Registration
from loket.store.applicants import NewApplicant
from tests import registering
from tests.stories.clerk import Clerk, at_the_keyboard
from tests.stories.office import NIK, Office, open_office
from tests.ways.office import PROFILE

PEOPLE = {
    "fo": "Sari Dewi",
    "tim": "Lina Kartika",
    "kabid": "Budi Hartono",
    "kadis": "Dewi Lestari",
    "penyelia": "Gita Contoh",
}


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    office = open_office(tmp_path, monkeypatch, str(PROFILE), PEOPLE)
    yield office
    office.desk.store.close()


def come(office: Office, service: str, kind: str = "baru", **values: str) -> int:
    """A file in the hands of the front office, its requirements there and these fields filled in."""
    who = Who(office.who("Sari").person, "1")
    applicant = NewApplicant("Siti Aminah", NIK, "081270000012")
    file = registering.register(office.desk, who, Registration(service, kind, applicant)).file
    if values:
        entries.save_fields(office.desk, who, file, values)
        for item in file_view.view(office.desk, who, file).checklist:
            entries.set_mark(office.desk, who, file, item.requirement.id, "ada")
    return file


async def opens(clerk: Clerk, number: str) -> None:
    """Sari sits down and opens a file that she has in hand."""
    await clerk.signs_in("Sari")
    await clerk.goes_to(number)
    await clerk.presses("enter")


async def test_requirements_fields_and_way_follow_the_choice_at_once(office: Office) -> None:
    come(office, "ukl-upl")
    async with at_the_keyboard(office) as clerk:
        await opens(clerk, "001")
        clerk.sees(
            "Surat permohonan", "Jenis usaha", "(pilih)", "Langkah b–c Pemeriksaan", "Mencatat data usaha"
        )
        clerk.does_not_see("prinsip", "kamar", "menurut SOP")
        await clerk.presses("a", "down")
        await clerk.presses("h")
        clerk.sees("Persetujuan prinsip hotel", "Jumlah kamar", "F8 menurut SOP: Hotel dan gudang: teruskan")
        await clerk.presses("up", "down", "a", "down", "down")
        await clerk.types("20")
        await clerk.presses("up", "w")
        clerk.sees("F8 menurut SOP: Warung makan: langsung ke Kepala Dinas")
        clerk.does_not_see("prinsip", "kamar")
        await clerk.presses("h")
        clerk.sees("✓ ada Persetujuan prinsip hotel")
        clerk.sees("Jumlah kamar", "20")
        await clerk.presses("w", "down")
        await clerk.types("Jalan Contoh 1")
        await clerk.presses("f8")
        clerk.sees("Kepala Dinas")
    view = file_view.view(office.desk, office.who("Gita"), 1)
    assert view.here is not None
    assert view.here.step == 5
    assert view.state.facts["usaha"] == "warung"
    assert view.values == {"usaha": "warung", "kamar": "20", "alamat": "Jalan Contoh 1"}


async def test_before_anything_is_chosen_f8_says_which_field_is_missing(office: Office) -> None:
    come(office, "ukl-upl", alamat="Jalan Contoh 1")
    async with at_the_keyboard(office) as clerk:
        await opens(clerk, "001")
        await clerk.presses("f8")
        clerk.sees("Jenis usaha")
        clerk.sees("perlu diisi")


async def test_a_way_that_service_and_kind_choose_takes_one_key(
    office: Office,
) -> None:
    come(office, "amdal", "perubahan", usaha="hotel", kamar="20", alamat="Jalan Contoh 1")
    async with at_the_keyboard(office) as clerk:
        await opens(clerk, "001")
        await clerk.presses("f8")
        await clerk.signs_out()
        await clerk.signs_in("Lina")
        await clerk.presses("f2")
        clerk.sees("F8 menurut SOP: Dokumen AMDAL: susun berita acara sidang")
        await clerk.presses("f8", "f2")
        clerk.sees("F8 menurut SOP: Perubahan: cocokkan dengan izin lama")
        await clerk.presses("f8")
        await clerk.signs_out()
        await clerk.signs_in("Dewi")
        await clerk.presses("f2")
        clerk.does_not_see("F8 menurut SOP")
        await clerk.presses("f4")
        clerk.sees("Dokumen AMDAL: susun berita acara sidang · menurut SOP · Lina Kartika")
