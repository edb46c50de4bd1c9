"""The next matter of who stands at the counter: with one key, and without typing anybody twice."""

from __future__ import annotations

import re
from typing import Any

import pytest

from loket.desk.case import file_view, lists
from loket.desk.case.file_view import FileView
from loket.desk.intake import registration
from loket.desk.intake.cleaning import Registration
from loket.desk.queue import calling, line
from loket.store.applicants import NewApplicant
from screens.counter.at_counter import FileKey
from screens.counter.screen import CounterScreen
from tests.screens.counter import Clerk, at_work
from tests.screens.house import NIK, SITI, House, Open

RINA_NIK, TONO_NIK = "2102014508900013", "2102014508900014"
MOST = 6
"""Keys from “Satu lagi” to F8, both counted, where only the service is another."""


def files(house: House) -> list[FileView]:
    """The files under way, as they were registered."""
    who = house.who("fo2")
    ids = sorted(row.work.file_id for row in lists.all_open(house.desk, who))
    return [file_view.view(house.desk, who, file) for file in ids]


def form(clerk: Clerk) -> dict[str, str]:
    screen = clerk.app.screen
    assert isinstance(screen, CounterScreen)
    assert screen.shown is screen.form
    return screen.form.values()


async def served(house: House, clerk: Clerk) -> None:
    """A number is called, and its person is there."""
    calling.issue_ticket(house.desk, house.who("fo2", "2"), "reklame")
    await clerk.look_again()
    await clerk.press("f2", "h")


async def siti_registered(house: House, clerk: Clerk) -> None:
    await served(house, clerk)
    await clerk.write(NIK)
    await clerk.press("enter", *SITI, "enter", *"081270000011", "f8")
    clerk.sees("00001 Izin Reklame", "F3 Satu lagi")


@pytest.mark.parametrize(("size", "rows"), [((80, 24), 2), ((120, 36), 1)])
async def test_the_keys_of_loket_2_stand_still_through_a_visit(
    house: House, program: Open, size: tuple[int, int], rows: int
) -> None:
    def places() -> list[tuple[str, int, int]]:
        lines = clerk.screen.splitlines()[-rows:]
        return [(m[0], at, m.start()) for at, line in enumerate(lines) for m in re.finditer(r"F\d+", line)]

    async with at_work(house, program, "fo2", size) as clerk:
        before = places()
        assert len(before) == 10
        await siti_registered(house, clerk)
        assert places() == before
        calling.issue_ticket(house.desk, house.who("fo2", "2"), "reklame")
        for key in ("f10", "f2", "enter", "f2", "h", "f10", "f7", "escape"):
            await clerk.press(key)
            assert places() in (before, []), key


async def rina_for_siti(house: House, clerk: Clerk) -> None:
    """Rina came with a power of attorney of Siti's."""
    await served(house, clerk)
    await clerk.press("up", "k", "enter", *"Rina Wati", "enter")
    await clerk.write(RINA_NIK)
    await clerk.press("enter", *"081270000022", "enter", "right", "enter")
    await clerk.write(NIK)
    await clerk.press("enter", *SITI, "enter", *"081270000011", "f8")
    clerk.sees("00001 Izin Reklame", "Rina Wati")


async def test_a_second_matter_of_one_person_takes_six_keys_where_only_the_service_differs(
    house: House, program: Open
) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await siti_registered(house, clerk)
        keys = ("f3", "right", "f8")
        assert len(keys) <= MOST
        await clerk.press(*keys)
        first, second = files(house)
        assert second.row.service != first.row.service
        assert second.applicant.id == first.applicant.id
        assert second.applicant.phone == first.applicant.phone == "081270000011"
        clerk.sees("00002", "Siti Aminah")


async def test_however_far_the_other_service_is_six_keys_reach_it(house: House, program: Open) -> None:
    services = len(house.desk.office.counter_services)
    assert 1 + services // 2 + 1 <= MOST


async def test_both_matters_belong_to_the_number_that_is_served(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await siti_registered(house, clerk)
        await clerk.press("f3")
        clerk.sees("A-001 · dilayani sejak 08.05")
        await clerk.press("right", "f8")
        matters = line.queue(house.desk, house.who("fo2", "2")).matters
        assert sorted(matter.row.number for matter in matters) == ["00001", "00002"]


async def test_of_who_came_for_another_the_next_applicant_alone_is_typed(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await rina_for_siti(house, clerk)
        keys = ["f3", "down", "enter", "right", "enter", "f8"]
        assert len(keys) <= MOST  # the rest is the next applicant
        await clerk.press(keys[0])
        clerk.sees("Satu lagi untuk siapa?", f"▸ Orang yang sama: {SITI}", "Kuasa yang sama: Rina Wati")
        await clerk.press(*keys[1:3])
        assert clerk.field == "proxy_seen"
        clerk.sees("Dikenal: NIK 210201******0013", "○ ada")
        assert [form(clerk)[name] for name in ("nik", "name", "phone")] == ["", "", ""]
        await clerk.press(*keys[3:5])
        await clerk.write(TONO_NIK)
        await clerk.press("enter", *"Tono Contoh", "enter", *"081270000033", *keys[5:])
        first, second = files(house)
        assert (second.applicant.name, second.row.came_name, second.row.came_phone) == (
            "Tono Contoh",
            "Rina Wati",
            "081270000022",
        )
        assert (second.row.service, second.row.came_id) == (first.row.service, first.row.came_id)
        assert second.row.came_version == first.row.came_version


async def test_the_letter_of_who_comes_is_looked_at_anew(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await rina_for_siti(house, clerk)
        keys = ["f3", "enter", "right", "f8"]
        await clerk.press(*keys)
        clerk.sees("1 isian belum benar.", "Surat kuasa belum dilihat.")
        assert clerk.field == "proxy_seen"
        await clerk.press("right", "f8")
        assert len([*keys, "right", "f8"]) <= MOST
        first, second = files(house)
        assert second.applicant.id == first.applicant.id
        assert (second.row.came_id, second.row.proxy_seen) == (first.row.came_id, True)


async def test_another_name_is_another_kuasa_without_the_nik_of_the_first(
    house: House, program: Open
) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await rina_for_siti(house, clerk)
        await clerk.press("f3", "enter")
        screen = clerk.app.screen
        assert isinstance(screen, CounterScreen)
        screen.form.focus_field("came_name")
        await clerk.press(*"Wati Lain")
        assert "210201******0013" not in clerk.screen
        await clerk.press("down", "down", "down", "right", "f8")
        clerk.sees("Masih berjalan")
        await clerk.press("end", "enter")
        first, second = files(house)
        assert second.row.came_name == "Wati Lain"
        assert second.row.came_id != first.row.came_id


async def test_the_company_is_that_of_the_file_and_all_else_as_it_is_known_now(
    house: House, program: Open
) -> None:
    first = house.complete(house.register(SITI, service="reklame", company="CV Satu"))
    house.complete(house.register(SITI, service="sip-bidan", company="CV Dua"))
    async with at_work(house, program, "fo2") as clerk:
        screen = clerk.app.screen
        assert isinstance(screen, CounterScreen)
        screen.open_file(first.file)
        await clerk.press("f3")
        assert (form(clerk)["company"], form(clerk)["phone"]) == ("CV Satu", "081200001111")
        assert clerk.field == "service"


async def test_a_known_applicant_in_the_hall_is_registered_again_with_one_key(
    house: House, program: Open
) -> None:
    house.give_back(house.register("Tono Contoh"), reason="KTP kabur")
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("home")
        clerk.sees("▸ 00001 Tono Contoh", "F3 Satu lagi")
        await clerk.press("f3")
        clerk.sees("Berkas tanpa nomor antrean", "Sudah dikenal: Tono Contoh")
        await clerk.press("right", "f8")
        assert [view.applicant.name for view in files(house)] == ["Tono Contoh", "Tono Contoh"]


async def test_after_the_file_has_gone_on_the_next_is_still_of_who_is_served(
    house: House, program: Open
) -> None:
    house.register("Tono Contoh")
    async with at_work(house, program, "fo2") as clerk:
        await served(house, clerk)
        await clerk.write(NIK)
        await clerk.press("enter", *SITI, "enter", *"081270000011", "f8", *"aaaaaaaaa", "f8")
        clerk.sees("▸ A-001", "F3 Satu lagi", "F3 bila orang atau kuasanya sama.")
        await clerk.press("f3")
        clerk.sees(f"Sudah dikenal: {SITI}")
        await clerk.press("f6", "left", "enter", "f10", "down")
        clerk.sees("▸ 00001 Tono Contoh")
        await clerk.press("f3")
        clerk.sees("Yang dilayani: Siti Aminah")
        await clerk.press("down", "enter")
        clerk.sees("Sudah dikenal: Tono Contoh")


async def test_f9_brings_the_second_form_back_and_leaves_the_first_file(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await rina_for_siti(house, clerk)
        await clerk.press("f3", "enter", "right", "f8", "right", "f8")
        assert len(files(house)) == 2
        await clerk.press("f9", "left", "enter")
        assert [view.row.number for view in files(house)] == ["00001"]
        clerk.sees("A-001 · dilayani sejak 08.05", f"Sudah dikenal: {SITI}")
        clerk.sees("Dikenal: NIK 210201******0013")
        values = form(clerk)
        assert (values["name"], values["came_name"], values["proxy_seen"]) == (SITI, "Rina Wati", "ya")
        await clerk.press("f8")
        assert [view.row.came_name for view in files(house)] == ["Rina Wati", "Rina Wati"]


async def test_what_is_half_typed_for_the_number_is_not_lost_to_it(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await siti_registered(house, clerk)
        await clerk.press("f10", "f8")
        await clerk.write(TONO_NIK)
        await clerk.press("enter", *"Tono", "f10", "f3")
        assert (form(clerk)["nik"], form(clerk)["name"]) == (TONO_NIK, "Tono")
        clerk.sees(f"Isian Tono, bukan {SITI} belum didaftarkan:", "F8 mendaftarkannya, F6")


async def test_a_registration_begun_after_one_file_is_not_taken_for_that_of_another(
    house: House, program: Open
) -> None:
    for name in ("Tono Contoh", "Umar Contoh"):
        house.give_back(house.register(name), reason="KTP kabur")
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("home", "f3", "f10")
        clerk.app.screen.queue.select(FileKey(2, 0))  # type: ignore[attr-defined]
        await clerk.settle()
        await clerk.press("f3")
        assert form(clerk)["name"] == "Tono Contoh"
        clerk.sees("Isian Tono Contoh, bukan Umar Contoh belum didaftarkan:")


async def test_a_called_number_keeps_f3_to_be_called_once_more(house: House, program: Open) -> None:
    house.register("Tono Contoh")
    calling.issue_ticket(house.desk, house.who("fo2", "2"), "reklame")
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2")
        clerk.sees("F3 Ulang")
        house.pass_minutes(0.5)
        await clerk.press("f3")
        clerk.sees("dipanggil 08.05 · 2 kali")


async def test_who_has_no_nik_is_registered_again_with_the_same_keys(house: House, program: Open) -> None:
    john = NewApplicant("John Contoh", phone="081270000044", id_kind="paspor", id_number="X0123456")
    asked = Registration("reklame", "baru", john)
    registration.register(house.desk, house.who("fo2", "2"), asked)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("home", "f3")
        clerk.sees("Sudah dikenal: John Contoh", "Masih berjalan: 00001")
        assert "X0123456" not in clerk.screen
        await clerk.press("right", "f8")
        first, second = files(house)
        assert first.applicant.id == second.applicant.id


async def test_the_same_service_again_is_asked_about(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await siti_registered(house, clerk)
        await clerk.press("f3", "f8")
        clerk.sees("Masih berjalan", "▸ Kembali ke isian", "Lihat 00001")


async def test_no_nik_of_who_is_taken_over_is_on_the_screen_or_in_the_draft(
    house: House, program: Open
) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await rina_for_siti(house, clerk)
        await clerk.press("f3", "enter", "f10")
        (draft,) = [kept for kept in house.half_typed() if kept["came_nik"] == ""]
        kept: dict[str, Any] = draft
        assert NIK not in str(kept)
        assert RINA_NIK not in str(kept)
        assert NIK not in clerk.screen
    assert kept["came_as"] == "kuasa"


async def test_with_another_person_s_file_under_the_cursor_it_is_asked_who_is_meant(
    house: House, program: Open
) -> None:
    house.give_back(house.register("Tono Contoh"), reason="KTP kabur")
    async with at_work(house, program, "fo2") as clerk:
        await served(house, clerk)
        await clerk.write(NIK)
        await clerk.press("enter", *SITI, "enter", *"081270000011", "f8", "f10")
        clerk.app.screen.queue.select(FileKey(1, 0))  # type: ignore[attr-defined]
        await clerk.settle()
        await clerk.press("f3")
        clerk.sees("A-001: daftarkan lagi untuk siapa?", f"▸ Yang dilayani: {SITI}", "Tono Contoh")
        await clerk.press("enter")
        clerk.sees(f"Sudah dikenal: {SITI}")
        await clerk.press("f6", "left", "enter", "f10")
        clerk.app.screen.queue.select(FileKey(1, 0))  # type: ignore[attr-defined]
        await clerk.settle()
        await clerk.press("f3", "down", "enter")
        clerk.sees("Sudah dikenal: Tono Contoh")


async def test_a_service_other_than_the_number_s_is_said_in_colour(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await served(house, clerk)
        assert "Nomor A-001 untuk" not in clerk.screen
        await clerk.press(*["enter"] * 3)
        assert clerk.field == "service"
        await clerk.press("s")
        clerk.sees("Nomor A-001 untuk Izin Reklame.")
        assert clerk.app.screen.query_one("#running").has_class("-marked")
        await clerk.press("tab", "shift+tab", "i")  # right after the S it would go on with that word
        assert "Nomor A-001 untuk" not in clerk.screen


async def test_right_after_the_visit_was_closed_the_next_is_of_who_was_served(
    house: House, program: Open
) -> None:
    house.register("Tono Contoh")
    async with at_work(house, program, "fo2") as clerk:
        await served(house, clerk)
        await clerk.write(NIK)
        await clerk.press("enter", *SITI, "enter", *"081270000011", "f8", *"aaaaaaaaa", "f8", "f2", "enter")
        clerk.sees("▸ 00001 Tono Contoh")
        await clerk.press("f3")
        clerk.sees("Daftarkan lagi untuk siapa?", f"▸ Yang baru dilayani: {SITI}", "Tono Contoh")
        await clerk.press("enter")
        clerk.sees(f"Sudah dikenal: {SITI}", "Berkas tanpa nomor antrean")


async def test_a_visit_without_a_file_registers_nobody_else_unasked(house: House, program: Open) -> None:
    house.give_back(house.register("Tono Contoh"), reason="KTP kabur")
    async with at_work(house, program, "fo2") as clerk:
        await served(house, clerk)
        await clerk.press("f10", "home", "f3")
        clerk.sees("F3 belum bisa: yang dilayani belum punya berkas; Enter membuka yang lain")
        await clerk.press("f2", "enter")
        clerk.sees("hanya bertanya", "▸ 00001 Tono Contoh")
        await clerk.press("f3")
        clerk.sees("F3 belum bisa: yang dilayani belum punya berkas; Enter membuka yang lain")
        await clerk.press("enter", "f3")
        clerk.sees("Sudah dikenal: Tono Contoh")


async def test_with_nothing_else_to_point_at_who_was_just_served_is_registered_again_unasked(
    house: House, program: Open
) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await siti_registered(house, clerk)
        calling.issue_ticket(house.desk, house.who("fo2", "2"), "reklame")
        await clerk.press(*"aaaaaaaaa", "f8", "f2", "enter")
        clerk.sees("▸ A-002")
        await clerk.press("f3")
        clerk.sees(f"Sudah dikenal: {SITI}")
        await clerk.press("f6", "left", "enter", "f10", "f2", "h", "f10", "f3")
        clerk.sees("F3 belum bisa: yang dilayani belum punya berkas; Enter membuka yang lain")
