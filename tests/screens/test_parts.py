"""Several at work on one file: each screen that stays open says how the others' parts stand."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from loket.desk.case import entries, file_view
from loket.desk.case.perform import perform
from loket.flow.acts import Act, Rest, Take
from tests.offices.test_lumajang import PEOPLE
from tests.stories.clerk import at_the_keyboard
from tests.stories.office import Office, open_office

LUMAJANG = Path(__file__).parents[1] / "offices" / "lumajang"
TPT, TPA = 1, 2


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """Lumajang, where both bodies go through the requirements too."""
    shutil.copytree(LUMAJANG, tmp_path / "kantor")
    sop = tmp_path / "kantor" / "sop" / "lumajang-pbg.toml"
    part = 'peran = ["{}"]\ncabang'
    text = sop.read_text("utf-8")
    for role in ("tpt", "tpa"):
        assert part.format(role) in text
        asked = part.format(role).replace("\n", '\nmeminta = ["persyaratan"]\n')
        text = text.replace(part.format(role), asked)
    sop.write_text(text, "utf-8")
    profile = str(tmp_path / "kantor" / "offices" / "lumajang.toml")
    office = open_office(tmp_path, monkeypatch, profile, {**PEOPLE, "penyelia": "Gita Contoh"})
    yield office
    office.desk.store.close()


def do(office: Office, name: str, file: int, strand: int, act: Act, agency: str = "") -> None:
    who = office.who(name)
    ref = file_view.view(office.desk, who, file, strand).ref
    perform(office.desk, who, ref, act, agency=agency)


async def test_the_panel_of_a_part_follows_what_the_other_marks_and_waits_for(office: Office) -> None:
    file = office.lay_at(3, "pbg", "Sari")
    async with at_the_keyboard(office, size=(120, 36)) as clerk:
        await clerk.signs_in("Andi")
        await clerk.presses("f2")
        clerk.sees("Bagian TPT · TPA juga belum menjawab")
        clerk.does_not_see("struktur kurang")
        do(office, "Rina", file, TPA, Take())
        entries.set_mark(office.desk, office.who("Rina"), file, "struktur", "kurang", "gambar buram")
        await clerk.settles()
        clerk.sees("gambar buram")
        do(office, "Rina", file, TPA, Rest(0), agency="Satpol PP")
        await clerk.settles()
        clerk.sees("Bagian TPT · TPA: menunggu Satpol PP")


async def test_who_reads_a_part_sees_what_the_other_marked_since(office: Office) -> None:
    file = office.lay_at(3, "pbg", "Sari")
    async with at_the_keyboard(office, size=(120, 36)) as clerk:
        await clerk.signs_in("Andi")
        clerk.sees("3 dari 3 ada")
        do(office, "Rina", file, TPA, Take())
        entries.set_mark(office.desk, office.who("Rina"), file, "struktur", "kurang", "gambar buram")
        await clerk.settles()
        clerk.sees("2 dari 3 ada", "gambar buram")
