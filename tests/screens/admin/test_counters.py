"""Loket: counters added, changed and taken out at the admin's screen; what is wrong stands at its field."""

from __future__ import annotations

from tests.desk.editions import edit
from tests.screens.admin.office import admin_at_work, newest, office
from tests.screens.house import House, Open


async def test_a_counter_is_added_with_who_sits_there(house: House, program: Open) -> None:
    async with admin_at_work(house, program) as admin:
        await admin.go("Loket")
        await admin.press("f3")
        await admin.fill(id="6", nama="Loket 6 Konsultasi", peran="fo2,fo5")
        await admin.press("f8")
        admin.sees("Loket 6 Konsultasi: baru, yang duduk di sana", "FO/Petugas Loket 5")
        await admin.say_why("Loket konsultasi dibuka")
        admin.sees("Loket 6 Konsultasi ditambahkan. Edisi 2 berlaku.")
        assert admin.listed() == ["1", "2", "3", "4", "5", "6"]
        assert admin.home.rows.cursor_id == "6"
    counter = office(house).counter("6")
    assert counter is not None
    assert counter.roles == ("fo2", "fo5")
    assert (newest(house).by, newest(house).reason) == ("Ayu Contoh", "Loket konsultasi dibuka")


async def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(house: House, program: Open) -> None:
    async with admin_at_work(house, program) as admin:
        await admin.go("Loket")
        await admin.press("f3")
        await admin.fill(id="Loket Enam", nama="Loket 6")
        await admin.press("f8")
        admin.sees("tidak dapat menjadi id", "Loket Enam", "Perbaiki isian yang ditandai")
        await admin.fill(id="2")
        await admin.press("f8")
        admin.sees("sudah dipakai")
        await admin.fill(id="6")
        await admin.save()
        admin.sees("Loket 6 ditambahkan.")
    assert newest(house).number == 2


async def test_a_counter_is_taken_out_only_with_a_reason(house: House, program: Open) -> None:
    async with admin_at_work(house, program) as admin:
        await admin.go("Loket", "3")
        await admin.press("f6")
        admin.sees("Loket 3: dihapus")
        await admin.press("escape")
        assert "3" in admin.listed()
        await admin.press("f6")
        await admin.say_why()
        assert "3" not in admin.listed()


async def test_another_admin_was_faster_and_both_changes_stand(house: House, program: Open) -> None:
    async with admin_at_work(house, program) as admin:
        await admin.go("Loket", "1")
        await admin.press("enter")
        await admin.fill(nama="Loket Depan")
        await admin.press("f8")
        edit(house.desk, ('nama = "Loket 3"', 'nama = "Loket Tengah"'))
        await admin.say_why()
        admin.sees("Sementara itu diubah admin lain:", "“Loket 3” menjadi “Loket Tengah”")
        await admin.press("enter")
        admin.sees("Loket Depan diubah. Edisi 3 berlaku.")
    names = [counter.name for counter in office(house).counters]
    assert (names[0], names[2]) == ("Loket Depan", "Loket Tengah")


async def test_what_was_typed_is_thrown_away_only_when_that_is_meant(house: House, program: Open) -> None:
    async with admin_at_work(house, program) as admin:
        await admin.go("Loket", "1")
        await admin.press("f4")
        await admin.fill(nama="Loket Depan")
        await admin.press("f10")
        admin.sees("Yang sudah diketik di sini dibuang")
        await admin.press("enter")
        admin.sees("Loket Depan")
        await admin.press("f10", "left", "enter")
        admin.sees("Loket 2 Pendaftaran")
    assert newest(house).number == 1


async def test_what_a_counter_still_calls_for_is_taken_out_after_it_was_taken_off_that_counter(
    house: House, program: Open
) -> None:
    async with admin_at_work(house, program) as admin:
        await admin.go("Keperluan", "legalisir")
        await admin.press("f6")
        admin.sees("Loket 4 Pengambilan dan Legalisasi masih memanggil untuk ini; lepaskan dulu di")
        edit(house.desk, ('keperluan = ["ambil", "legalisir"]', 'keperluan = ["ambil"]'))
        await admin.look_again()
        await admin.press("f6")
        await admin.say_why("Legalisir tidak ada lagi")
        admin.sees("Legalisir dihapus.")
    assert "legalisir" not in office(house).errands


async def test_what_stands_in_the_way_at_a_counter_names_it_once(house: House, program: Open) -> None:
    served = 'keperluan = ["daftar", "lengkapi", "tanya"]'
    edit(house.desk, (served, f'{served}\nlayanan = ["reklame"]'))
    async with admin_at_work(house, program) as admin:
        await admin.go("Layanan", "reklame")
        await admin.press("f6")
        admin.sees("Belum dapat dilakukan", "Loket 2 Pendaftaran, layanan")
        assert "Loket Loket" not in admin.screen


async def test_what_other_offices_handle_is_written_like_what_people_come_for(
    house: House, program: Open
) -> None:
    async with admin_at_work(house, program) as admin:
        await admin.go("Bukan di sini", "kependudukan")
        admin.sees("Ke Disdukcapil")
        await admin.press("f3")
        await admin.fill(nama="Paspor", ke="Kantor Imigrasi", jam="Senin sampai Jumat 08.00-15.00")
        await admin.save()
        admin.sees("Paspor ditambahkan. Edisi 2 berlaku.")
        await admin.go("Kompensasi", "maaf")  # and so is what is offered to who waited too long
        admin.sees("Surat permohonan maaf dapat dicetak.", "Masih harus dipastikan kantor.")
        await admin.press("f3")
        await admin.fill(nama="Suvenir")
        await admin.save()
        admin.sees("Suvenir ditambahkan. Edisi 3 berlaku.")
    souvenir = office(house).compensations["suvenir"]
    assert (souvenir.name, souvenir.precedes, souvenir.slip, souvenir.sure) == ("Suvenir", False, False, True)
    added = office(house).referrals["paspor"]
    assert (added.name, added.office, added.address) == ("Paspor", "Kantor Imigrasi", "")
    assert added.hours == "Senin sampai Jumat 08.00-15.00"
