"""SOP: steps with who performs them and their minutes, given to others and changed; roles still needed."""

from __future__ import annotations

from loket.desk.case.perform import perform
from loket.desk.people import staff
from loket.flow.acts import Take, Void
from tests.desk.editions import edit
from tests.screens.admin.office import admin_at_work, office
from tests.screens.house import House, Open

SOP = "karimun-sicantik"
SIZE = (100, 32)


async def test_each_step_stands_there_with_who_performs_it_and_its_minutes(
    house: House, program: Open
) -> None:
    async with admin_at_work(house, program, SIZE) as admin:
        await admin.go("SOP", f"{SOP}/6")
        admin.sees("Penerbitan izin dengan siCantik Cloud", "Analis Dokumen Perizinan", "5 menit")
        await admin.go("SOP", f"{SOP}/1")
        admin.sees("Langkah ini bukan pekerjaan petugas kantor.")
        await admin.press("f4")
        admin.sees("F4 belum bisa")


async def test_a_step_is_given_to_another_role_with_other_minutes_for_files_to_come(
    house: House, program: Open
) -> None:
    running = house.complete(house.register())
    async with admin_at_work(house, program, SIZE) as admin:
        await admin.go("SOP", f"{SOP}/6")
        await admin.press("enter")
        await admin.fill(roles="kasi", time="sebentar")
        await admin.press("f8")
        admin.sees("Perbaiki isian yang ditandai")
        await admin.fill(time="20 menit")
        await admin.press("f8")
        admin.sees("Langkah 6", "Kepala Seksi Perizinan", "20 menit")
        await admin.say_why("SK Kepala Dinas 7/2026")
        admin.sees("Langkah 6 diubah. Edisi 2 berlaku.", "Menurut SOP:", "Kepala Seksi", "diubah")
        now = house.desk.upcoming(SOP).step(6)
        assert (now.roles, now.time.whole and now.time.whole.text) == (("kasi",), "20 menit")
        await admin.press("f7")
        await admin.pick("Kembali seperti SOP")
        await admin.say_why()
        assert house.desk.upcoming(SOP).step(6).roles == ("bo",)
        minutes = house.desk.upcoming(SOP).step(6).time.whole
        assert minutes is not None
        assert minutes.text == "5 menit"
    perform(house.desk, house.who("bo"), running, Take())


async def test_a_role_goes_once_its_steps_are_others_and_no_file_waits_for_it(
    house: House, program: Open
) -> None:
    asker = '[[peran]]\nid = "surveyor"\nnama = "Petugas Survei"\nberanda = "survey"\n\n[[layanan]]'
    edit(house.desk, ("[[layanan]]", asker))
    running = house.register()
    async with admin_at_work(house, program, SIZE) as admin:
        staff.change(house.desk, None, house.ids["fo5"], active=False)
        await admin.go("Peran", "fo5")
        await admin.press("f6")
        admin.sees("FO/Petugas Loket 5 masih mengerjakan langkah 11 (Survei Kepuasan", "halaman SOP")
        await admin.press("enter")
        await admin.go("SOP", f"{SOP}/11")
        await admin.press("enter")
        await admin.fill(roles="fo4")
        await admin.press("f8")
        admin.sees("Survei diisi di layar Survei kepuasan, dan tidak satu pun peran ini")
        await admin.fill(roles="surveyor")
        await admin.save()
        await admin.go("Peran", "fo5")
        await admin.press("f6")
        admin.sees("Peran FO/Petugas Loket 5 masih diperlukan 1 berkas yang berjalan:", "00001")
        await admin.press("enter")
        perform(house.desk, house.who("fo2"), running, Void(), remark="salah daftar")
        await admin.look_again()
        await admin.press("f6")
        admin.sees("FO/Petugas Loket 5", "Loket 5 Pengaduan")
        await admin.say_why("Loket 5 ditutup")
        admin.sees("FO/Petugas Loket 5 dihapus.")
    assert "fo5" not in office(house).roles
    counter = office(house).counter("5")
    assert counter is not None
    assert counter.roles == ()


async def test_a_first_step_of_who_does_not_register_is_told_before(house: House, program: Open) -> None:
    async with admin_at_work(house, program, (120, 36)) as admin:
        await admin.go("SOP", f"{SOP}/5")
        await admin.press("enter")
        await admin.fill(roles="bo")
        await admin.press("f8")
        admin.sees("Perhatikan: langkah pertama SOP", "mendaftarkan berkas.")
