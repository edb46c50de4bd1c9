"""Hari libur: days are added, moved, decreed and pasted; which deadlines move is told before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from loket.desk.calendar import days
from loket.desk.integrity import examine
from tests.screens.admin.office import Admin, admin_at_work
from tests.screens.house import House, Open

CHRISTMAS_LEAVE = "2026-12-24/cuti_bersama"


def on(house: House, day: str) -> list[tuple[str, str]]:
    when = date.fromisoformat(day)
    return [(entry.kind, entry.name) for entry in days.days(house.desk, when, when)]


async def paste(admin: Admin, text: str, **values: str) -> None:
    await admin.go("Hari libur")
    await admin.press("f7", "enter")
    await admin.write(text)
    await admin.fill(**{"decree": "SKB Contoh", **values})
    await admin.press("f8")


async def test_a_day_off_is_added_and_what_moves_is_told_before(house: House, program: Open) -> None:
    house.complete(house.register())
    async with admin_at_work(house, program, (100, 30)) as admin:
        await admin.go("Hari libur")
        await admin.press("f3")
        await admin.fill(date="24 November 2026", name="HUT Karimun", kind="libur_daerah", decree="Perbup 9")
        await admin.press("f8")
        admin.sees("+ Sel 24 Nov 2026 libur daerah HUT Karimun (Perbup 9)", "Batas waktu 1 berkas bergeser")
        assert admin.screen.index("1 berkas bergeser") < admin.screen.index("+ Sel 24 Nov")  # comes first
        assert on(house, "2026-11-24") == []
        await admin.say_why("Edaran Bupati")
        admin.sees("HUT Karimun dicatat. Batas waktu 1 berkas bergeser.")
    assert on(house, "2026-11-24") == [("libur_daerah", "HUT Karimun")]
    assert examine(house.desk).whole


async def test_the_list_begins_with_what_comes_and_a_day_is_moved(house: House, program: Open) -> None:
    async with admin_at_work(house, program, (100, 30)) as admin:
        await admin.go("Hari libur")
        assert admin.home.rows.cursor_id == CHRISTMAS_LEAVE
        await admin.press("enter")
        await admin.fill(date="28-12-2026")
        await admin.press("f8")
        admin.sees("+ Sen 28 Des 2026", "− Kam 24 Des 2026")
        await admin.say_why()
    assert on(house, "2026-12-24") == []
    assert [kind for kind, _ in on(house, "2026-12-28")] == ["cuti_bersama"]


@pytest.mark.parametrize("asked", [False, True], ids=["while it is filled in", "while the reason is asked"])
async def test_a_day_that_another_admin_moved_meanwhile_is_not_moved_twice(
    house: House, program: Open, asked: bool
) -> None:
    when = date(2026, 12, 24)
    (day,) = days.days(house.desk, when, when)
    async with admin_at_work(house, program) as admin:
        await admin.go("Hari libur", CHRISTMAS_LEAVE)
        await admin.press("enter")
        await admin.fill(date="28-12-2026")
        if asked:
            await admin.press("f8")
        days.change_days(house.desk, None, [replace(day, date="2026-12-29")], without=[day])
        if asked:
            await admin.say_why()
        else:
            await admin.press("f8")
        admin.sees("(Kam 24 Des 2026) baru saja diubah", "lalu ulangi.")
    assert on(house, "2026-12-28") == []
    assert [kind for kind, _ in on(house, "2026-12-29")] == ["cuti_bersama"]


async def test_a_day_in_the_place_of_another_says_which_that_is_before_it_counts(
    house: House, program: Open
) -> None:
    (_, old), *_ = on(house, "2026-12-24")
    async with admin_at_work(house, program, (100, 30)) as admin:
        await admin.go("Hari libur")
        await admin.press("f3")
        await admin.fill(date="24-12-2026", name="Cuti Natal", kind="cuti_bersama", decree="SKB Contoh")
        await admin.press("f8")
        admin.sees("+ Kam 24 Des 2026 cuti bersama Cuti Natal", f"− Kam 24 Des 2026 cuti bersama {old}"[:40])
        await admin.press("escape")
        assert on(house, "2026-12-24") == [("cuti_bersama", old)]


async def test_a_day_off_is_taken_out_only_with_a_reason(house: House, program: Open) -> None:
    async with admin_at_work(house, program) as admin:
        await admin.go("Hari libur", CHRISTMAS_LEAVE)
        await admin.press("f6", "escape")
        assert on(house, "2026-12-24")
        await admin.press("f6")
        await admin.say_why()
    assert on(house, "2026-12-24") == []


async def test_an_estimate_is_decreed(house: House, program: Open) -> None:
    (estimate, *_) = [
        day for day in days.days(house.desk, date(2027, 1, 1), date.max) if day.status == "perkiraan"
    ]
    async with admin_at_work(house, program) as admin:
        await admin.go("Hari libur", f"{estimate.date}/{estimate.kind}")
        await admin.press("f8")
        await admin.fill(decree="SKB 2027")
        await admin.save()
        admin.sees("ditetapkan.")
    when = date.fromisoformat(estimate.date)
    assert [(day.status, day.decree) for day in days.days(house.desk, when, when)] == [
        ("ditetapkan", "SKB 2027")
    ]


async def test_a_pasted_list_is_shown_before_it_counts(house: House, program: Open) -> None:
    async with admin_at_work(house, program, (100, 30)) as admin:
        await paste(admin, "30-11-2026 Pilkada susulan\n1 dan 2 Desember 2026\tCuti bersama Contoh")
        admin.sees(
            "3 hari baru.",
            "+ Sen 30 Nov 2026 libur nasional: Pilkada",
            "Tidak ada batas waktu yang bergeser",
        )
        await admin.say_why()
        admin.sees("3 hari dalam daftar dicatat.")
    assert on(house, "2026-12-01") == [("cuti_bersama", "Cuti bersama Contoh")]


async def test_what_is_no_day_is_told_by_its_line_and_what_was_pasted_stays(
    house: House, program: Open
) -> None:
    async with admin_at_work(house, program, (100, 30)) as admin:
        await paste(admin, "30-11-2026 Pilkada\nbesok libur")
        admin.sees("Baris 2: “besok libur” tanpa tanggal.")
        await admin.press("enter")
        admin.sees("30-11-2026 Pilkada")
    assert on(house, "2026-11-30") == []


async def test_a_whole_list_takes_out_what_it_no_longer_has(house: House, program: Open) -> None:
    national = [
        day
        for day in days.days(house.desk, date(2026, 1, 1), date(2026, 12, 31))
        if day.kind == "libur_nasional"
    ]
    text = "\n".join(f"{day.date} {day.name}" for day in national[:-1])
    async with admin_at_work(house, program, (100, 36)) as admin:
        await paste(admin, text, whole="ya", decree=national[0].decree)
        admin.sees("−", national[-1].name[:12])
        await admin.say_why()
    assert on(house, national[-1].date) == []


async def test_a_file_is_imported(house: House, program: Open, tmp_path: Path) -> None:
    csv = tmp_path / "libur.csv"
    csv.write_text("tanggal,jenis,nama,dasar,status\n30-11-2026,libur daerah,Contoh,Perbup,ditetapkan\n")
    async with admin_at_work(house, program) as admin:
        await admin.go("Hari libur")
        await admin.press("f7", "down", "enter")
        await admin.fill(path=str(tmp_path / "tidak-ada.csv"))
        await admin.press("f8")
        admin.sees("Belum dapat disimpan")
        await admin.press("enter")
        await admin.fill(path=str(csv))
        await admin.save()
        admin.sees("1 hari dalam daftar dicatat.")
    assert on(house, "2026-11-30") == [("libur_daerah", "Contoh")]
