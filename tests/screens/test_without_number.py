"""The kiosk without a number: what a permit asks for, and where other offices' matters are seen to."""

from __future__ import annotations

import pytest
import segno

from loket.desk.errors import KeyRefused, Missing
from loket.desk.papers.printing import Came
from loket.desk.papers.requirements import requirements
from loket.desk.people import devices
from loket.desk.people.devices import DeviceKind
from loket.desk.queue import day_sheet, referring
from loket.paper.requirements import for_telephone
from screens.hall import printer as kiosk_printer
from screens.hall import without_number
from screens.hall.kiosk import IDLE
from screens.hall.without_number import READ
from screens.widgets.qr import QUIET
from tests.desk.editions import edit, unlisted
from tests.screen_text import screen_text
from tests.screens.hall import by_the_clock_of
from tests.screens.house import House
from tests.screens.test_kiosk import ROLL, Stage, given, kiosk
from tests.widgets.test_qr import seen

PAGE = "https://kantor.example/apotek"
LEADS = "T Tanpa nomor: apa syaratnya, ke kantor mana?"
COUNTED = "Urusan kependudukan (KTP, KK), ke Disdukcapil: {} di kios"


@pytest.fixture
def key(house: House, monkeypatch: pytest.MonkeyPatch) -> str:
    by_the_clock_of(house, monkeypatch)
    return devices.give(house.desk, None, DeviceKind.KIOSK, "Kios pintu depan").key


def code_of(text: str) -> list[list[bool]]:
    return [[bool(module) for module in line] for line in segno.make_qr(text, error="l").matrix]


def drawn(at: Stage) -> list[list[bool]]:
    """The code on the screen without the light around it, of which half a line is to spare."""
    return [line[QUIET:-QUIET] for line in seen(at.app)[QUIET : -QUIET - 1]]


def sheet(house: House) -> str:
    return " ".join(day_sheet.sheet(house.desk, house.who("fo2", "2"))[1].split())


@pytest.mark.parametrize(("size", "whole"), [((80, 24), False), ((120, 36), True)])
async def test_what_a_permit_asks_for_is_found_by_letters_and_taken_home_on_a_telephone(
    house: House, key: str, size: tuple[int, int], whole: bool
) -> None:
    edit(house.desk, ('id = "apotek"\n', f'id = "apotek"\nlaman = "{PAGE}"\n'))
    lists = list(for_telephone(requirements(house.desk, "reklame")))
    async with kiosk(house, key, size=size) as at:
        at.sees(LEADS)
        await at.press("t", "1", *"rek", "1")
        at.sees("Syarat Izin Reklame", "WAJIB 1. Surat permohonan (asli)", "BILA ADA 8. NIB (fotokopi). Bagi")
        at.sees("6. Izin reklame lama (asli), hanya perpanjangan, perubahan", "tanyakan di loket.")
        parts = next(texts for texts in lists if whole or max(map(len, texts)) <= 106)
        assert (len(parts) > 2) is not whole
        if not whole:
            at.sees(f"1 Simpan di HP (QR, {len(parts)} kode)")
        await at.press("1")
        for part, text in enumerate(parts, 1):
            at.sees(
                "Arahkan kamera HP",
                "0 Kembali",
                *([] if whole else [f"ke kode {part}", f"dari {len(parts)};"]),
            )
            assert drawn(at) == code_of(text)
            await at.press(*([] if part == len(parts) else ["1"]))
        await at.press("0")
        at.sees("WAJIB")
        await at.press("0", "t", "1", *"apo", "1", "1")
        assert drawn(at) == code_of(PAGE)
        await at.press("0", "0")
        at.sees("Untuk apa Anda datang?")
    assert given(house) == []


async def test_a_long_list_is_read_on_with_one_key_and_no_line_is_lost(house: House, key: str) -> None:
    async with kiosk(house, key, size=(80, 14)) as at:
        await at.press("t", "1", "1")
        read = list[str]()
        for part in (1, 2):
            at.sees(f"1 Lanjut membaca ({part} dari 2)")
            read += [line.strip() for line in screen_text(at.app).splitlines()]
            await at.press("1")
        at.sees("1 Lanjut membaca (1 dari 2)", "1. Surat permohonan")
        names = [each.name for each in requirements(house.desk, "reklame").needed]
        assert [name for name in names if not any(name in line for line in read)] == []
        await at.pass_ms(READ - 1)
        at.sees("Syarat Izin Reklame")
        await at.pass_ms(1)
        at.sees("Untuk apa Anda datang?")


async def test_what_others_handle_is_counted_once_it_was_shown_to_its_end(house: House, key: str) -> None:
    hours = ", ".join(["Senin sampai Jumat 08.00-15.00"] * 16)
    edit(house.desk, ('ke = "Disdukcapil"', f'ke = "Disdukcapil"\njam = "{hours}"'))
    async with kiosk(house, key, size=(80, 12)) as at:
        await at.press("t", "2", *"ktp", "1")
        at.sees("Urusan kependudukan (KTP, KK)", "Silakan ke Disdukcapil.", "Lanjut membaca (1 dari 2)")
        assert "Disdukcapil" not in sheet(house)
        for _ in range(3):
            await at.press("1")
        assert COUNTED.format(1) in sheet(house)
        await at.press("0", "t", "2", "1", "1")
        assert COUNTED.format(2) in sheet(house)
    assert given(house) == []


async def test_a_list_and_a_referral_are_printed_with_one_key(
    house: House, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[str] = []

    def prints(text: str, *_: object) -> Came:
        printed.append(text)
        return Came.PRINTED

    monkeypatch.setattr(kiosk_printer, "print_paper", prints)
    async with kiosk(house, key, ROLL) as at:
        await at.press("t", "1", "2")
        assert printed == []
        await at.press("1")
        at.sees("1 Cetak ambil kertasnya")
        await at.press("0", "t", "2", "1", "1")
        at.sees("1 Cetak ambil kertasnya")
    listed, referral = printed
    assert "Syarat SIP Bidan" in listed
    assert "Silakan ke Disdukcapil." in referral
    assert max(map(len, (listed + referral).splitlines())) <= 32


async def test_while_no_numbers_are_given_it_still_tells_but_gives_none(house: House, key: str) -> None:
    house.pass_minutes(4 * 60)
    async with kiosk(house, key) as at:
        at.sees("Tutup. Nomor diberikan lagi pukul 13.00.", LEADS)
        await at.press("1", "t", "1", "1")
        at.sees("Syarat Izin Reklame")
        await at.press("0")
        at.sees("Tutup.")
    assert given(house) == []


async def test_an_office_without_a_list_of_others_tells_what_permits_ask_for_alone(
    house: House, key: str
) -> None:
    edit(house.desk, *unlisted(house.desk.office))
    async with kiosk(house, key) as at:
        at.sees("T Tanpa nomor: apa syaratnya?")
        await at.press("t")
        at.sees("Syarat izin apa? Ketik beberapa huruf namanya.", "1 Izin Reklame", "0 Kembali")
        await at.pass_ms(IDLE)
        at.sees("Syarat izin apa?")


async def test_what_cannot_be_read_or_counted_stands_in_nobodys_way(
    house: House, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise Missing("formulir", "reklame")

    def refuses(*_: object) -> None:
        raise KeyRefused("kios")

    monkeypatch.setattr(without_number, "requirements", fails)
    monkeypatch.setattr(referring, "shown", refuses)
    async with kiosk(house, key) as at:
        await at.press("t", "1", "1")
        at.sees("Syaratnya tidak dapat ditampilkan. Tanyakan kepada petugas.")
        await at.press("0", "t", "2", "1")
        at.sees("Silakan ke Disdukcapil.")
