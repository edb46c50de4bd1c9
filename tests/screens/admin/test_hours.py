"""Jam: patterns, the door and special days are typed as people write hours; what moves is told before."""

from __future__ import annotations

from datetime import date

from loket.desk.calendar import days
from loket.desk.edition import kept
from loket.office.shelf import PROFILE
from tests.screens.admin.office import admin_at_work, office
from tests.screens.house import House, Open


async def test_hours_are_typed_as_people_write_them(house: House, program: Open) -> None:
    house.complete(house.register())
    async with admin_at_work(house, program, (100, 30)) as admin:
        await admin.go("Jam", "Jam pelayanan")
        await admin.press("enter")
        await admin.fill(senin="07.30 s.d. 12.00; 13.00-15.00", rabu="tutup", perlu_konfirmasi="tidak")
        await admin.press("f8")
        admin.sees("rabu 07.30-12.00, 13.00-16.00 menjadi tutup", "Batas waktu 1 berkas bergeser")
        admin.sees("catatan dikosongkan, semula “SOP")  # it was of the hours before
        await admin.press("escape")
        await admin.fill(tetap="ya")
        await admin.press("f8")
        assert "catatan dikosongkan" not in admin.screen
        await admin.press("escape")
        await admin.fill(tetap="tidak")
        await admin.press("f8")
        await admin.say_why("Perbup 2/2026")
        admin.sees("Jam pelayanan diubah.")
    week = office(house).patterns[0].week
    assert week[0] == ((450, 720), (780, 900))
    assert week[2] == ()
    assert "SOP tidak menyebut jam pelayanan" not in kept.texts(house.desk)[PROFILE, "karimun"]
    assert not any(line.startswith("Jam “Jam pelayanan”") for line in office(house).to_confirm)


async def test_what_is_no_hour_is_said_at_its_day(house: House, program: Open) -> None:
    async with admin_at_work(house, program, (100, 30)) as admin:
        await admin.go("Jam", "Jam pelayanan")
        await admin.press("enter")
        await admin.fill(selasa="07.30-7.00", jumat="pagi")
        await admin.press("f8")
        admin.sees("bukan jam", "Perbaiki isian yang ditandai")
    assert office(house).patterns[0].week[1]


async def test_a_new_pattern_begins_from_the_usual_hours(house: House, program: Open) -> None:
    async with admin_at_work(house, program, (100, 30)) as admin:
        await admin.go("Jam")
        await admin.press("f3")
        admin.sees("07.30-12.00, 13.00-16.00")
        await admin.fill(
            nama="Ramadan 1449 H", mulai="28 Januari 2028", sampai="26-2-2028", senin="08.00-14.00"
        )
        await admin.save()
        admin.sees("Ramadan 1449 H ditambahkan.")
        await admin.press("end")
        await admin.go("Jam", "Ramadan 1449 H")
        await admin.press("f6")
        await admin.say_why()
    assert [pattern.name for pattern in office(house).patterns][-1] != "Ramadan 1449 H"


async def test_two_patterns_of_one_name_are_refused(house: House, program: Open) -> None:
    async with admin_at_work(house, program, (100, 30)) as admin:
        await admin.go("Jam")
        await admin.press("f3")
        await admin.fill(nama="Jam pelayanan")
        await admin.press("f8")
        admin.sees("sudah dipakai")


async def test_the_door_is_open_at_other_hours_than_the_clocks_run(house: House, program: Open) -> None:
    async with admin_at_work(house, program, (100, 30)) as admin:
        await admin.go("Jam", "jam-pintu")
        await admin.press("enter")
        await admin.fill(**dict.fromkeys(("senin", "selasa", "rabu", "kamis", "jumat"), "08.00-15.00"))
        await admin.save()
        admin.sees("Jam pintu diubah.", "Senin–Jumat: 08.00-15.00; Sabtu–Minggu: tutup")
        await admin.press("enter")
        await admin.fill(jumat="08.00-11.00")
        await admin.save()
    door = office(house).door
    assert door is not None
    assert (door[0], door[4], door[6]) == (((480, 900),), ((480, 660),), ())


async def test_a_special_day_has_its_own_hours(house: House, program: Open) -> None:
    async with admin_at_work(house, program, (100, 30)) as admin:
        await admin.go("Jam")
        await admin.press("f7")
        await admin.pick("Jam khusus")
        await admin.fill(name="Senam bersama", first="27-11-2026", hours="09.00-11.30, 13.00-16.30")
        await admin.save()
        admin.sees("Senam bersama dicatat.", "Hari khusus")
        await admin.go("Jam", "2026-11-27/khusus")
        await admin.press("enter")
        await admin.fill(first="4-12-2026", last="5-12-2026", hours="tutup")
        await admin.save()
    found = days.days(house.desk, date(2026, 11, 27), date(2026, 12, 5))
    assert [(day.date, day.hours) for day in found] == [("2026-12-04", ()), ("2026-12-05", ())]


async def test_what_is_wrong_about_a_special_day_is_said_at_its_field(house: House, program: Open) -> None:
    async with admin_at_work(house, program, (100, 30)) as admin:
        await admin.go("Jam")
        await admin.press("f7")
        await admin.pick("Jam khusus")
        await admin.fill(first="kapan-kapan", last="1-1-2020", hours="pagi")
        await admin.press("f8")
        admin.sees("Bukan tanggal", "bukan jam", "Belum diisi")


async def test_the_door_is_open_on_a_date_that_is_no_working_day_and_no_deadline_moves(
    house: House, program: Open
) -> None:
    house.complete(house.register())
    async with admin_at_work(house, program, (100, 30)) as admin:
        await admin.go("Jam")
        await admin.press("f7")
        await admin.pick("Jam pintu pada tanggal tertentu")
        await admin.fill(nama="Sabtu di MPP", mulai="21-11-2026", jam="09.00-12.00")
        await admin.press("f8")
        admin.sees("Jam pintu Sabtu di MPP")
        assert "bergeser" not in admin.screen
        await admin.say_why("Permintaan MPP")
        admin.sees("Sabtu di MPP ditambahkan.", "Sabtu di MPP, 21-11-2026: 09.00-12.00")
    (days,) = office(house).door_days
    assert (days.first, days.last, days.hours) == (date(2026, 11, 21),) * 2 + (((540, 720),),)
