"""The board of the hall: what it says, to whom it says nothing, and when it is old."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from loket.desk.people import devices
from loket.desk.people.devices import DeviceKind
from loket.desk.queue import booking, calling, pausing, stopping
from loket.lengths import HOUR
from loket.office.booking_list import Wanted
from loket.store.tickets import TicketRow
from screens.hall.board import BoardApp
from tests.desk.editions import edit
from tests.desk.test_lanes import NO_QUESTIONS
from tests.screen_text import screen_text
from tests.screens.hall import by_the_clock_of, sees
from tests.screens.house import House


@pytest.fixture
def key(house: House) -> str:
    return devices.give(house.desk, None, DeviceKind.BOARD, "Papan ruang tunggu").key


@pytest.fixture(autouse=True)
def _clock(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    by_the_clock_of(house, monkeypatch)


@asynccontextmanager
async def shown(
    house: House, key: str, size: tuple[int, int] = (120, 36)
) -> AsyncIterator[tuple[BoardApp, Pilot[int]]]:
    app = BoardApp(house.path, key)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


def come(house: House, errand: str = "daftar") -> TicketRow:
    return calling.issue_ticket(house.desk, house.who("fo2", "2"), errand=errand)


def call(house: House, role: str = "fo2", station: str = "2") -> None:
    called = calling.call_next(house.desk, house.who(role, station))
    assert called is not None


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_it_says_who_was_called_where_and_who_waits_for_what(
    house: House, key: str, size: tuple[int, int]
) -> None:
    for errand in ("daftar", "ambil", "ambil", "daftar"):
        come(house, errand)
    house.pass_minutes(12)
    async with shown(house, key, size) as (app, pilot):
        sees(app, "Belum ada nomor yang dipanggil.", "2 Mendaftar", "terlama 12 mnt")
        call(house)
        house.pass_minutes(1)
        call(house, "fo4", "4")
        app.look()
        await pilot.pause()
        sees(app, "→ Loket 4 Pengambilan", "08.17 A-001 Loket 2 Pendaftaran", "1 Mengambil izin")
        assert screen_text(app).count("█") > 60
        named = [row for row in screen_text(app).splitlines() if "Bertanya" in row or "konsultasi" in row]
        begins, goes_on = named[0].index("Bertanya"), named[-1].index("konsultasi")
        assert goes_on == begins if len(named) == 2 else size == (120, 36)
        house.pass_minutes(1)
        calling.recall(house.desk, house.who("fo2", "2"), 1)
        app.look()
        await pilot.pause()
        sees(app, "→ Loket 2 Pendaftaran · panggilan ke-2", "B-001 Loket 4")


async def test_after_a_restart_it_says_the_same(house: House, key: str) -> None:
    come(house)
    call(house)
    texts = []
    for _ in range(2):
        async with shown(house, key) as (app, _):
            texts.append(screen_text(app))
    assert texts[0] == texts[1]
    assert "→ Loket 2" in texts[0]


async def test_a_new_day_begins_without_the_calls_of_yesterday(house: House, key: str) -> None:
    come(house)
    call(house)
    async with shown(house, key) as (app, pilot):
        house.pass_minutes(24 * 60)
        app.look()
        await pilot.pause()
        sees(app, "Sab 21 Nov", "Belum ada nomor yang dipanggil.")


async def test_a_call_to_a_counter_that_was_taken_out_since_still_says_where(house: House, key: str) -> None:
    come(house, "ambil")
    call(house, "fo4", "4")
    edit(house.desk, ('[[loket]]\nid = "4"\nnama', '[[loket]]\nid = "6"\nnama'))
    async with shown(house, key) as (app, _):
        sees(app, "→ Loket 4")


async def test_whose_number_was_passed_over_still_reads_where_and_no_earlier_one_stands_large(
    house: House, key: str
) -> None:
    for errand in ("daftar", "ambil"):
        come(house, errand)
    call(house)
    house.pass_minutes(1)
    call(house, "fo4", "4")
    rudi = house.who("fo4", "4")
    calling.no_show(house.desk, rudi, 2)
    async with shown(house, key) as (app, pilot):
        sees(app, "→ Loket 4 Pengambilan dan Legalisasi · terlewat, silakan melapor", "08.05 A-001 Loket 2")
        calling.back(house.desk, rudi, 2)
        app.look()
        await pilot.pause()
        sees(app, "08.05 A-001 Loket 2")
        assert "→" not in screen_text(app)
        assert "█" not in screen_text(app)
        assert "Belum ada" not in screen_text(app)


async def test_who_waits_for_what_is_offered_no_more_is_counted(house: House, key: str) -> None:
    come(house, "tanya")
    edit(house.desk, *NO_QUESTIONS)
    async with shown(house, key) as (app, _):
        sees(app, "1 keperluan lain")


async def test_it_names_nobody(house: House, key: str) -> None:
    house.register("Siti Contoh")
    come(house)
    call(house)
    async with shown(house, key) as (app, _):
        assert "Contoh" not in screen_text(app).replace("Karimun", "")


@pytest.mark.parametrize("fate", ["revoked", "unknown", "a kiosk's"])
async def test_a_key_that_is_no_boards_shows_nothing(house: House, key: str, fate: str) -> None:
    come(house)
    call(house)
    if fate == "revoked":
        devices.revoke(house.desk, None, 1)
    elif fate == "a kiosk's":
        key = devices.give(house.desk, None, DeviceKind.KIOSK, "Kios depan").key
    else:
        key = "AAAAA-BBBBB"
    async with shown(house, key) as (app, _):
        if fate == "a kiosk's":
            sees(app, "Ini kunci kios, yang tetap berlaku untuk loket kios; bukan kunci papan.")
        else:
            sees(app, "Kunci papan ini tidak berlaku lagi. Minta kunci baru kepada admin.")
        assert "A-001" not in screen_text(app)
        assert "█" not in screen_text(app)


async def test_a_key_taken_away_empties_a_board_that_is_open(house: House, key: str) -> None:
    come(house)
    call(house)
    async with shown(house, key) as (app, pilot):
        devices.revoke(house.desk, None, 1)
        app.look()
        await pilot.pause()
        sees(app, "Kunci papan ini tidak berlaku lagi.")
        assert "█" not in screen_text(app)


async def test_what_cannot_be_read_is_told_to_be_old_and_comes_back(
    house: House, key: str, tmp_path: Path
) -> None:
    come(house)
    call(house)
    async with shown(house, key) as (app, pilot):
        house.path.rename(tmp_path / "pergi.db")
        house.pass_minutes(5)
        app.look()
        await pilot.pause()
        sees(app, "Papan tidak terbaca sejak 08.05. Dengarkan panggilan petugas.", "→ Loket 2")
        (tmp_path / "pergi.db").rename(house.path)
        for _ in range(21):
            app.look()
        await pilot.pause()
        sees(app, "Tunggu nomor Anda dipanggil")


async def test_it_says_which_counter_is_closed_for_a_while_and_not_why(house: House, key: str) -> None:
    pausing.pause(house.desk, house.who("fo2", "2"), pausing.Pause.TROUBLE)
    async with shown(house, key) as (app, _):
        sees(app, "Loket 2 Pendaftaran tutup sementara")
        assert "gangguan" not in screen_text(app)


async def test_it_says_until_when_no_numbers_are_given(house: House, key: str) -> None:
    stopping.stop(house.desk, house.who("fo2", "2"), stopping.Stop.BREAK, house.now + HOUR)
    async with shown(house, key) as (app, pilot):
        sees(app, "Kios tutup sampai 09.05 (istirahat). Yang sudah punya nomor tetap dilayani.")
        house.pass_minutes(60)
        app.look()
        await pilot.pause()
        sees(app, "Tunggu nomor Anda dipanggil")


async def test_it_says_in_turn_by_which_rule_somebody_goes_first(house: House, key: str) -> None:
    edit(house.desk, ("[pengaturan]\n", "[pengaturan]\nprioritas_banding = 2\n"))
    soon = Wanted(date(2026, 11, 20), 9 * 60, "tanya", name="Rina Contoh")
    booking.book(house.desk, house.who("fo2", "2"), [soon])
    async with shown(house, key) as (app, pilot):
        said = set[tuple[int, str]]()
        for _ in range(3):
            words = app.query_one("#board-said")
            said.add((words.size.height, str(words.render()).split()[0]))
            house.now += 10_000
            app.draw()
            await pilot.pause()
        assert said == {(2, "Tunggu"), (2, "Lansia,"), (2, "Yang")}
