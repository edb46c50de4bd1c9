"""Jadwal and Sedang masuk: who does not come, who is on duty, who is signed in, from the admin's home."""

from __future__ import annotations

from datetime import date

from loket.desk import roster
from loket.desk.case.perform import perform
from loket.desk.people import sessions
from loket.flow.acts import Take
from tests.screens.admin.office import admin_at_work
from tests.screens.house import House, Open

TODAY = date(2026, 11, 20)


async def test_who_does_not_come_today_is_entered_from_the_list_of_people(
    house: House, program: Open
) -> None:
    perform(house.desk, house.who("bo"), house.complete(house.register()), Take())
    async with admin_at_work(house, program) as admin:
        await admin.go("Petugas", str(house.ids["bo"]))
        await admin.press("f7")
        await admin.pick("Tidak masuk hari ini")
        admin.sees("Petugas", "Andi Contoh", "20-11-2026", "berhalangan")
        await admin.press("f8")
        admin.sees("Andi Contoh dicatat tidak masuk. 1 berkasnya kembali ke")
        admin.sees("Jum 20 Nov: tanpa BO/Analis Dokumen Perizinan,", "Bila perlu catat piket: F8")
        await admin.press("enter")
        await admin.go("Perlu dilengkapi", "jadwal:bo/2026-11-20/2026-11-20")
        await admin.press("f8")
        admin.sees("Piket sebagai", "BO/Analis Dokumen", "20-11-2026", "menggantikan yang tidak masuk")
        await admin.press("f10")
        await admin.go("Jadwal")
        admin.sees("tidak masuk", "Jum 20 Nov", "Alasan: berhalangan")
        await admin.press("f8")
        admin.sees("Piket sebagai", "BO/Analis Dokumen", "20-11-2026")  # as the row at the cursor has it
        await admin.press("f10", "f6")
        await admin.say_why("masuk juga")
        admin.sees("Tidak ada yang tercatat tidak masuk atau piket.")
    assert roster.coming(house.desk, None) == ()


async def test_who_is_on_duty_and_what_is_wrong_about_it(house: House, program: Open) -> None:
    async with admin_at_work(house, program, (120, 36)) as admin:
        await admin.go("Jadwal")
        await admin.press("f8")
        await admin.fill(person=str(house.ids["bo"]), first="kemarin")
        await admin.press("f8")
        assert admin.screen.count("Bukan tanggal.") == 1
        await admin.fill(first="besok", role="bo")
        await admin.press("f8")
        admin.sees("Peran itu sudah dimiliki Andi Contoh.")
        await admin.fill(role="fo4", reason="")
        await admin.press("f8")
        admin.sees("Alasannya belum diisi.")
        await admin.fill(other="1234567890123456")
        await admin.press("f8")
        admin.sees("memuat nomor seperti NIK")
        await admin.fill(other="pameran layanan")
        await admin.press("f8")
        admin.sees(
            "Andi Contoh dicatat piket.", "piket Petugas Loket 4", "Sab 21 Nov", "Alasan: pameran layanan"
        )
    assert [(d.person, d.role) for d in roster.coming(house.desk, None)] == [(house.ids["bo"], "fo4")]


async def test_who_is_signed_in_is_listed_and_signed_out(house: House, program: Open) -> None:
    sessions.begin(house.desk, house.who("fo2", "2"))
    async with admin_at_work(house, program) as admin:
        await admin.go("Sedang masuk")
        admin.sees("Sari Contoh", "Loket 2", "Ayu Contoh")
        await admin.press("f6")
        admin.sees("Layar Sari Contoh ditutup; ketikannya tersimpan.")
        await admin.say_why("lupa keluar")
        admin.sees("Sari Contoh dikeluarkan.")
    assert "Sari Contoh" not in [each.name for each in sessions.signed_in(house.desk, None)]
