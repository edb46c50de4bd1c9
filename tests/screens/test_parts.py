"""Several at work on one file: each screen that stays open says how the others' parts stand."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from loket.desk.case import entries, file_view, lists
from loket.desk.case.perform import perform
from loket.flow.acts import Act, Choose, Rest, Resubmit, Take
from loket.store import people
from loket.store.journal import Stamp
from screens.desk.marked import same_step
from tests.desk.kantor import open_kantor
from tests.offices.test_lumajang import PEOPLE
from tests.stories.clerk import at_the_keyboard
from tests.stories.office import Office, open_office
from tests.stories.test_other_offices import registers

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


async def test_what_was_taken_back_of_one_part_has_the_cursor_again(office: Office) -> None:
    file, both = office.lay_at(3, "pbg", "Sari"), office.who("Andi").person
    with office.desk.store.write() as conn:
        people.set_roles(conn, both, ["tpt", "tpa"], Stamp(office.desk.now()))
    for strand in (TPT, TPA):
        do(office, "Andi", file, strand, Take())
    for item in file_view.view(office.desk, office.who("Andi"), file).checklist:
        entries.set_mark(office.desk, office.who("Andi"), file, item.requirement.id, "ada")
    async with at_the_keyboard(office, size=(120, 36)) as clerk:
        await clerk.signs_in("Andi")
        do(office, "Andi", file, TPA, Choose("sesuai"))
        await clerk.settles()
        clerk.sees("Bagian TPT · yang lain sudah menjawab")
        await clerk.presses("f9")
        clerk.sees("diurungkan", "Bagian TPA · TPT juga belum menjawab")


def test_files_at_two_sign_offs_of_one_step_are_not_decided_together(tmp_path: Path) -> None:
    office = open_kantor(tmp_path, "pariaman")
    first, second = (office.register("fo", "sip").file for _ in range(2))
    for file in (first, second):
        for branch in ("lanjut", "akun-jadi", "terisi"):
            office.do(file, "fo", branch)
    office.do(second, "bo", "terverifikasi")
    rows = lists.pile(office.desk, office.who("rangkap")).waiting
    rows = tuple(row for row in rows if row.work.file_id in (first, second))
    assert sorted((row.work.step, row.work.sign_off) for row in rows) == [(5, 0), (5, 1)]
    assert same_step(rows) is None
    assert same_step(rows[:1]) is rows[0].step
    office.desk.store.close()


async def test_the_number_names_every_part_that_its_file_lies_with(office: Office) -> None:
    async with at_the_keyboard(office, size=(120, 36)) as clerk:
        await clerk.signs_in("Sari")
        await registers(clerk, "PBG")
        await clerk.fills_in()
        await clerk.sends_on()
        assert clerk.screen.count("→ TPT dan TPA") == 3  # just done, on the number's card, and said


REASON = " ".join(f"Alasan nomor {number}: gambar struktur tidak terbaca." for number in range(1, 17))


def returned(office: Office) -> int:
    """TPA has sent its part back to the applicant, for a long reason."""
    file, rina = office.lay_at(3, "pbg", "Sari"), office.who("Rina")
    do(office, "Rina", file, TPA, Take())
    ref = file_view.view(office.desk, rina, file, TPA).ref
    act = Choose("tidak-sesuai", missing=("struktur",), strand=TPA)
    perform(office.desk, rina, ref, act, remark=REASON)
    return file


async def test_a_part_that_is_with_the_applicant_stands_so_at_its_desk_and_at_the_counter(
    office: Office,
) -> None:
    returned(office)
    async with at_the_keyboard(office) as clerk:
        for name in ("Sari", "Rina"):
            await clerk.signs_in(name)
            clerk.sees("MENUNGGU PEMOHON 1")
            clerk.does_not_see("TERTUNDA")
            await clerk.signs_out()
        await clerk.signs_in("Rina")
        clerk.sees("F2 Diterima")
        await clerk.presses("f2")
        clerk.sees("DI TANGAN ANDA 1")


async def test_why_a_file_was_returned_is_read_to_the_end(office: Office) -> None:
    file = returned(office)
    async with at_the_keyboard(office, size=(120, 36)) as clerk:
        await clerk.signs_in("Andi")
        clerk.sees("Alasan nomor 16: gambar struktur tidak terbaca.)")
        await clerk.presses("f4")
        clerk.sees("Alasan nomor 1: gambar")
        await clerk.presses("end")
        clerk.sees("Alasan nomor 16: gambar struktur tidak terbaca.)")
        await clerk.presses("f10")
        await clerk.signs_out()
        do(office, "Sari", file, TPA, Resubmit())
        await clerk.signs_in("Rina")
        await clerk.presses("f2")
        clerk.sees("Dikembalikan Rina Marlina", "Alasan nomor 16: gambar struktur tidak terbaca.")


async def test_the_head_above_a_history_keeps_the_limits_whatever_the_reason(office: Office) -> None:
    returned(office)
    async with at_the_keyboard(office) as clerk:
        await clerk.signs_in("Rina")
        await clerk.presses("f4")
        clerk.sees(
            "Sebab TPA: Dokumen standar teknis: struktur; Alasan nomor 1", "…", "Batas 3-25 hari kerja"
        )
