"""Karangasem's PKKPR at its screens: two agencies at once, then the Forum."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from loket.demo.people import sign_in_hint
from loket.sop import load
from tests.offices.office import HERE, opened, registers, trial
from tests.stories.clerk import Clerk, at_the_keyboard
from tests.stories.office import Office

PEOPLE = {
    "fo": "Sari Dewi",
    "dpmptsp": "Andi Saputra",
    "bpn": "Rina Marlina",
    "pupr": "Budi Hartono",
    "forum": "Intan Lestari",
    "survei": "Hendra Gunawan",
    "penyelia": "Gita Contoh",
}
NUMBER = "0001/PKKPR/2026"


def test_a_file_reaches_every_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert trial(tmp_path, monkeypatch, capsys, "karangasem") == ["ditolak", "terbit"]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    office = opened(tmp_path, monkeypatch, "karangasem", PEOPLE)
    yield office
    office.journal()
    office.desk.store.close()


def with_both(office: Office) -> int:
    """A file that lies with both agencies at once."""
    return office.lay_at(4, "pkkpr", "Sari")


async def test_from_the_counter_over_both_agencies_and_the_forum_to_the_applicant(office: Office) -> None:
    async with at_the_keyboard(office) as clerk:
        await clerk.signs_in("Sari")
        await registers(clerk, "Siti Aminah")
        await clerk.sends_on()
        clerk.sees(f"{NUMBER} → DPMPTSP")
        await clerk.signs_out()
        await clerk.does("Andi", "Teruskan ke PUPR dan ATR/BPN. F9 urung")

        await clerk.does("Budi", f"{NUMBER}: Hasil PUPR disampaikan · menunggu ATR/BPN. F9 urung")
        await rina_returns_her_part(clerk)
        await sari_receives_it(clerk)
        await clerk.does("Rina", "→ Forum Penataan Ruang Kabupaten. F9 urung")

        await clerk.does("Intan", "Sesuai: DPMPTSP menerbitkan PKKPR")
        await clerk.does("Andi", "PKKPR terbit")
        await clerk.signs_in("Sari")
        clerk.sees("MENUNGGU DIAMBIL 1")
        await clerk.goes_to("0001")
        await clerk.presses("enter", "f8", "f2")
        await clerk.fills_in()
        await clerk.sends_on()
        clerk.sees("→ Petugas Survei")
        await clerk.signs_out()
        await hendra_asks_how_it_was(clerk)
        await clerk.does("Andi", "Sudah diarsipkan")
    assert office.outcome(1) == "terbit"


async def rina_returns_her_part(clerk: Clerk) -> None:
    await clerk.signs_in("Rina")
    clerk.sees("Langkah c Pertimbangan PUPR dan ATR/BPN", "Bagian ATR/BPN · yang lain sudah menjawab")
    clerk.sees("F8·Jawab")
    await clerk.presses("f4")
    clerk.sees("PUPR · Diambil Budi Hartono")
    await clerk.presses("f10")
    await clerk.presses("f2", "f6")
    await clerk.types("Peta tidak terbaca")
    await clerk.presses("enter")
    clerk.sees("MENUNGGU PEMOHON 1", "Dikembalikan Rina Marlina 08.00: Peta tidak terbaca")
    await clerk.signs_out()


async def sari_receives_it(clerk: Clerk) -> None:
    """What the one agency sent back comes back at the counter, and goes on there alone."""
    await clerk.signs_in("Sari")
    clerk.sees("MENUNGGU PEMOHON 1")
    await clerk.goes_to("0001")
    await clerk.presses("enter")
    clerk.sees("Alasan dikembalikan: Peta tidak terbaca")
    clerk.sees("c Pertimbangan PUPR dan ATR/BPN · ATR/BPN menunggu pemohon sejak 08.00")
    await clerk.presses("f8")
    clerk.sees("kelengkapan di", "Bagian ATR/BPN · yang lain sudah menjawab")
    await clerk.signs_out()


async def hendra_asks_how_it_was(clerk: Clerk) -> None:
    await clerk.signs_in("Hendra")
    clerk.sees("0001")
    await clerk.presses("f2")
    clerk.sees("1 dari 9")
    await clerk.presses(*["4"] * 9, "f8")
    clerk.sees("Terima kasih. Survei tersimpan")
    await clerk.signs_out()


async def test_whoever_opens_a_part_reads_which_it_is_and_who_has_to_answer_yet(office: Office) -> None:
    with_both(office)
    async with at_the_keyboard(office) as clerk:
        await clerk.signs_in("Budi")
        clerk.sees(
            "Langkah c Pertimbangan PUPR dan ATR/BPN", "Bagian PUPR · ATR/BPN juga belum menjawab", "F8·Jawab"
        )
        await clerk.presses("f2", "f4")
        clerk.sees("Langkah c Pertimbangan PUPR dan ATR/BPN", "ATR/BPN: menunggu di meja ATR/BPN sejak 08.00")
        clerk.sees("PUPR: di tangan Budi Hartono sejak 08.00", "PUPR · Diambil Budi Hartono")


async def test_an_answer_taken_back_reads_in_the_sops_words(office: Office) -> None:
    with_both(office)
    async with at_the_keyboard(office) as clerk:
        await clerk.signs_in("Rina")
        await clerk.presses("f2")
        await clerk.signs_out()
        await clerk.signs_in("Budi")
        await clerk.presses("f2", "f8")
        clerk.sees("Hasil PUPR disampaikan · menunggu ATR/BPN")
        await clerk.presses("f9")
        clerk.sees("diurungkan", "F8 Jawab")
        await clerk.presses("f4")
        clerk.sees("PUPR · Hasil PUPR disampaikan · Budi Hartono")
        clerk.does_not_see(" hasil · Budi")
        await clerk.presses("f10")
        await clerk.presses("f8")
        clerk.sees("Hasil PUPR disampaikan · menunggu ATR/BPN")


async def test_one_part_may_rest_or_be_in_trouble_while_the_other_goes_on(office: Office) -> None:
    file = with_both(office)
    async with at_the_keyboard(office) as clerk:
        await clerk.signs_in("Rina")
        await clerk.presses("f2", "f7")
        await clerk.picks("Tunda")
        await clerk.types("Kantor Pertanahan")
        await clerk.presses("enter", "enter")
        clerk.sees("TERTUNDA 1", "Bagian ATR/BPN · PUPR juga belum menjawab")
        await clerk.signs_out()
        await clerk.does("Budi", "menunggu ATR/BPN. F9 urung")
        await clerk.signs_in("Rina")
        await clerk.presses("f7")
        await clerk.picks("Lanjutkan")
        await clerk.presses("f7")
        await clerk.picks("Ada gangguan")
        await clerk.types("Aplikasi pertanahan mati")
        await clerk.presses("enter")
        clerk.sees("! Siti")
        await clerk.presses("f7")
        await clerk.picks("Gangguan selesai")
        await clerk.presses("f8")
        clerk.sees("→ Forum Penataan Ruang Kabupaten")
    assert [i.step for i in office.state(file).opens] == [5]


async def test_the_supervisor_and_the_search_say_with_whom_each_part_is(office: Office) -> None:
    with_both(office)
    async with at_the_keyboard(office, (120, 36)) as clerk:
        await clerk.signs_in("Gita")
        clerk.sees("ATR/BPN: 1 (baru saja)", "PUPR: 1 (baru saja)", "BERJALAN 2")
        await clerk.presses("ctrl+f")
        await clerk.types("0001")
        await clerk.waits_for("menunggu PUPR dan ATR/BPN")
        clerk.sees("· Pertimbangan PUPR dan ATR/BPN", "PUPR: menunggu di meja PUPR sejak 08.00")
        await clerk.presses("f10")
        await clerk.signs_out()
        await clerk.signs_in("Rina")
        clerk.sees("ATR/BPN menerbitkan pertimbangan teknis pertanahan")  # the row, as the SOP has it
        await clerk.presses("f2", "f6")
        await clerk.types("Peta tidak terbaca")
        await clerk.presses("enter")
        await clerk.signs_out()
        await clerk.signs_in("Gita")
        clerk.sees("menunggu pem", "4 Pemohon: 1")
        await clerk.presses("ctrl+f")
        await clerk.types("0001")
        await clerk.waits_for("menunggu pemohon (ATR/BPN) dan PUPR")
        clerk.sees("ATR/BPN: menunggu pemohon sejak 08.00")


def test_the_demo_names_both_who_have_a_file_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = opened(tmp_path, monkeypatch, "karangasem", PEOPLE).desk.office
    sop = load((HERE / "karangasem" / "sop" / "karangasem-pkkpr.toml").read_text("utf-8"))
    assert "Andi → Rina dan Budi → Intan → Andi" in " ".join(sign_in_hint(office, sop))
