"""F10 at a home screen: another look, another password, what is to be known of the office, another person."""

from __future__ import annotations

import asyncio
from threading import Event

import pytest

from loket.desk import reminders
from loket.desk.case import entries
from loket.desk.errors import SignInFailed
from loket.desk.people import staff
from loket.desk.people.sign_in import sign_in
from loket.flow.acts import Refused, Why
from loket.store import people
from loket.store.errors import StoreUnreachable
from loket.store.journal import Stamp
from screens.desk.screen import DeskScreen
from tests.opened import live
from tests.screens.arrivals import queue_up
from tests.screens.counter import Clerk, at_work
from tests.screens.house import PASSWORD, House, Open, until
from tests.screens.test_keeping import Away

NEW = "loket dua  pagi"


async def change_password(clerk: Clerk, *typed: str) -> None:
    await clerk.press("f10")
    above = clerk.screen[: clerk.screen.index("Ganti kata sandi")]
    await clerk.press(*["down"] * (above.count("Jeda") + above.count("Ganti")), "enter")
    for words in typed:
        await clerk.write(words)
        await clerk.press("ctrl+s")


def signs_in(house: House, password: str) -> None:
    nip = next(member.nip for member in staff.staff(house.desk) if member.id == house.ids["bo"])
    sign_in(house.desk, nip, password)


async def test_a_key_that_comes_before_a_desk_is_drawn_or_after_it_is_left_ends_no_program(
    house: House, program: Open
) -> None:
    house.complete(house.register())
    async with at_work(house, program, "bo") as clerk:
        desk = DeskScreen("Meja")
        clerk.app.push_screen(desk)
        for key in ("f8", "f2", "f10"):
            desk.action_key(key)
        desk.refresh_bars()
        await clerk.settle()
        clerk.app.pop_screen()
        while desk.query("#pane"):
            await asyncio.sleep(0)
        desk.action_key("f8")
        desk.refresh_bars()
        desk._highlighted()
        desk._typed()
        await clerk.settle()
        clerk.sees("Siti Aminah")


@pytest.mark.parametrize(
    ("role", "title"),
    [
        ("kasi", "Kepala Seksi Perizinan"),
        ("kadis", "Kepala Dinas"),
        ("bo", "Analis Dokumen Perizinan"),
    ],
)
async def test_a_desk_goes_by_ones_own_role(house: House, program: Open, role: str, title: str) -> None:
    async with at_work(house, program, role, (120, 36)) as clerk:
        clerk.sees(f" {title} · ")
        await clerk.press("f10")
        assert f"Ke layar {title}" not in clerk.screen


async def test_rows_stand_in_the_same_place_for_everybody(house: House, program: Open) -> None:
    staff.change(house.desk, None, house.ids["bo"], roles=("bo", "fo2", "admin"))
    for role in ("kasi", "bo"):
        async with at_work(house, program, role) as clerk:
            await clerk.press("f10")
            rows = [line.strip(" │▸") for line in clerk.screen.splitlines() if "│  " in line]
            first = next(at for at, row in enumerate(rows) if "Jeda" in row)
            assert "Ganti orang" in rows[first + 1]
            assert "Keluar dari Loket" in rows[first + 5]


async def test_a_person_changes_their_own_password(house: House, program: Open) -> None:
    async with at_work(house, program, "bo") as clerk:
        await change_password(clerk, PASSWORD, NEW, NEW)
        clerk.sees("Kata sandi sudah diganti.")
        assert NEW not in clerk.screen
    signs_in(house, NEW)
    with pytest.raises(SignInFailed):
        signs_in(house, PASSWORD)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("bukan-itu", NEW, NEW), "Kata sandi lama tidak cocok."),
        ((PASSWORD, NEW, NEW.upper()), "yang lama tetap berlaku"),
        ((PASSWORD, "pendek", "pendek"), "Kata sandi paling sedikit 8 huruf atau angka."),
    ],
)
async def test_a_slip_leaves_the_old_password(
    house: House, program: Open, typed: tuple[str, ...], sentence: str
) -> None:
    async with at_work(house, program, "bo") as clerk:
        await change_password(clerk, *typed)
        clerk.sees(sentence)
    signs_in(house, PASSWORD)


async def test_what_is_to_be_known_of_the_office_waits_for_the_database(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(house, program, "bo") as clerk:
        away = Away(StoreUnreachable(house.path), reminders.reminders)
        monkeypatch.setattr("screens.entry.leaving.reminders", away)
        await clerk.press("f10", "end", "up", "enter")
        clerk.sees("Data kantor tidak terbaca atau tertulis.", "Analis Dokumen Perizinan · Andi Contoh")


async def test_an_act_refused_while_the_program_ends_is_told_at_its_end(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.complete(house.register())
    asked, go_on = Event(), Event()

    def refused(*given: object, **named: object) -> None:
        asked.set()
        go_on.wait(30)
        raise Refused(Why.TAKEN)

    monkeypatch.setattr("screens.desk.screen.perform", refused)
    async with at_work(house, program, "bo") as clerk:
        await clerk.pilot.press("f2")
        await until(clerk.pilot, asked.is_set)
        clerk.app.exit(0)
    go_on.set()
    async with asyncio.timeout(20):
        while live(clerk.app).writes.left:
            await asyncio.sleep(0.01)
    assert clerk.app.finish() == ("Tindakan terakhir batal: 1 tindakan belum tercatat. Periksa berkasnya.",)


async def test_escape_at_the_sign_in_empties_it_and_ends_nothing(program: Open) -> None:
    app = program()
    async with app.run_test() as pilot:
        clerk = Clerk(app, pilot)
        await clerk.settle()
        await clerk.press(*"andi")
        await clerk.press("escape", "escape")
        clerk.sees("F10 keluar dari Loket.", "ketik sebagian nama")
        assert app.return_code is None


async def test_who_is_at_work_may_close_the_program(house: House, program: Open) -> None:
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("f10", "end", "enter")
        assert clerk.app.return_code == 0


async def test_an_admin_reads_who_looked_at_personal_data_and_nobody_else_is_offered_it(
    house: House, program: Open
) -> None:
    ref = house.register()
    entries.see_nik(house.desk, house.who("fo2", "2"), ref.file)
    with house.desk.store.write() as conn:
        people.set_roles(conn, house.ids["penyelia"], ["penyelia", "admin"], Stamp(house.now))
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("f10")
        assert "Pengaturan" not in clerk.screen
    async with at_work(house, program, "penyelia") as clerk:
        await clerk.press("f10")
        await clerk.pick("Ke layar Pengaturan")
        await clerk.press("left", "end")
        clerk.sees("Akses data", "NIK dilihat lengkap", "· loket 2 · berkas", "Siti Aminah")
        await clerk.press("f10")
        await clerk.pick("Ke layar Semua berkas")
        assert "NIK" not in clerk.screen


async def test_who_was_given_a_password_is_offered_one_of_their_own(house: House, program: Open) -> None:
    staff.change(house.desk, None, house.ids["penyelia"], roles=("penyelia", "admin"))
    staff.set_password(house.desk, house.who("penyelia"), house.ids["bo"], PASSWORD)
    offer = "Kata sandi Anda dibuat orang lain"
    async with at_work(house, program, "bo") as clerk:
        clerk.sees(offer)
        await clerk.press("down", "enter")
        assert offer not in clerk.screen
    async with at_work(house, program, "bo") as clerk:
        clerk.sees(offer)
        await clerk.press("enter")
        for words in (PASSWORD, NEW, NEW):
            await clerk.write(words)
            await clerk.press("ctrl+s")
        clerk.sees("Kata sandi sudah diganti.")
    signs_in(house, NEW)


async def test_who_leaves_with_numbers_held_and_files_in_hand_reads_what_to_do_and_may_go(
    house: House, program: Open
) -> None:
    house.register()
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h", "f10", "f7")
        await clerk.pick("Tahan A-001")
        await clerk.press("f10", "down", "enter")
        clerk.sees(
            "A-001 ditahan 08.05 · rekan juga dapat memanggilnya",
            "00001 di tangan · F7 menaruhnya kembali",
            "Masih di tangan Anda",
        )
        await clerk.press("enter")
        clerk.sees("Kata sandi")
