"""What the admin's home tells is so: of reasons, hours, sources, counts, and of the office's own name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from loket.desk import roster
from screens.admin.accepting import Accept
from screens.admin.home import PAGES
from screens.widgets.pager import Pager
from tests.opened import operator
from tests.screen_text import screen_text
from tests.screens.admin.office import admin_at_work, newest
from tests.screens.house import House, Open, enter
from tests.widgets.stage import on_stage


async def test_a_reason_of_before_is_written_over_by_the_next(house: House, program: Open) -> None:
    async with admin_at_work(house, program) as admin:
        await admin.go("Loket", "3")
        await admin.press("f6")
        await admin.say_why("Rapat 1 Desember")
        await admin.go("Loket", "1")
        await admin.press("f6")
        await admin.write("Tidak dipakai")
        await admin.press("enter")
    assert newest(house).reason == "Tidak dipakai"


async def test_a_reason_is_offered_again_only_once_something_was_changed_for_it(
    house: House, program: Open
) -> None:
    async with admin_at_work(house, program, (100, 32)) as admin:
        await admin.go("Petugas")
        await admin.press("f3")
        await admin.fill(name="Sari Contoh", reason="salah tempat")
        await admin.press("f8")
        admin.sees("belum dipilih. Pilih dari: FO/Petugas Loket 2,")
        await admin.press("f10")
        admin.sees("Buang isian ini?")
        await admin.press("left", "enter")
        await admin.go("Loket", "3")
        await admin.press("f6")
        assert "salah tempat" not in admin.screen
        await admin.say_why("kantor 199001012020012099")
        admin.sees("memuat nomor seperti NIK atau NIP")
        await admin.say_why("Rapat 1 Desember")
        await admin.go("Loket", "1")
        await admin.press("f6")
        admin.sees("Alasan (seperti perubahan tadi; ketik bila lain)", "Rapat 1 Desember")
        await admin.press("escape", "enter")  # nothing is deleted; another change of the same page
        await admin.fill(nama="Loket Depan")
        await admin.press("f8")
        admin.sees("Alasan (rapat, surat, peraturan …)")
        assert "Rapat 1 Desember" not in admin.screen


async def test_a_renamed_office_has_its_new_name_at_the_next_sign_in(house: House, program: Open) -> None:
    async with admin_at_work(house, program) as admin:
        await admin.go("Pengaturan", "nama")
        await admin.press("enter")
        await admin.fill(nama="DPMPTSP Kabupaten Contoh")
        await admin.save()
        await admin.press("f10")
        await admin.pick("Ganti orang")
        admin.sees("DPMPTSP Kabupaten Contoh")


async def test_the_hours_of_the_whole_week_are_listed(house: House, program: Open) -> None:
    async with admin_at_work(house, program, (140, 36)) as admin:
        await admin.go("Jam", "Jam pelayanan")
        (item,) = [item for item in admin.home.listing.items if item.id == "Jam pelayanan"]
        assert "Jumat: 07.30-11.30" in str(item.cells[2])
        assert "Minggu: tutup" in str(item.cells[2])


async def test_what_came_with_the_first_profile_is_not_said_to_be_the_office_s(
    house: House, program: Open
) -> None:
    async with admin_at_work(house, program, (100, 32)) as admin:
        await admin.go("Pengaturan", "tempat")
        admin.sees("Asal: dari profil awal.")
        await admin.press("enter")
        await admin.fill(tempat="Tanjung Balai")
        await admin.save()
        await admin.go("Pengaturan", "tempat")
        admin.sees("Asal: ditulis kantor.")


async def test_a_form_without_fields_counts_none(house: House, program: Open) -> None:
    async with admin_at_work(house, program, (100, 32)) as admin:
        await admin.go("Layanan")
        await admin.press("f3")
        await admin.fill(nama="Izin Optik", awalan="B", kode_izin="OPT")
        await admin.save()
        await admin.go("Isian", "izin-optik/")
        admin.sees("Izin Optik 0", "Belum ada isian")


async def test_who_is_on_duty_is_told_so_at_the_sign_in(house: House, program: Open) -> None:
    async with admin_at_work(house, program) as admin:
        day = date(2026, 11, 20)
        roster.enter(house.desk, None, house.ids["admin"], day, day, role="fo4")
        await admin.press("f10")
        await admin.pick("Ganti orang")
        await enter(admin.pilot, house, "admin")
        admin.sees("Hari ini Anda piket sebagai Petugas Loket 4")


async def test_the_buttons_stay_in_sight_however_much_there_is_to_read() -> None:
    lines = [
        f"  000{at:02} batas hukum: Sel 24 Nov 12.00 menjadi Rab 25 Nov 12.00, hari kerja" for at in range(30)
    ]
    title = "Kam 24 Des 2026: Cuti bersama Kelahiran Yesus Kristus, dipindahkan dari hari Senin"
    async with on_stage(size=(80, 24)) as (stage, pilot):
        stage.push_screen(Accept(title, lines, "", moves="Batas waktu 30 berkas bergeser"))
        await pilot.pause()
        await pilot.pause()
        assert "Simpan      Tidak jadi" in screen_text(stage)
        assert "dari 60 baris" in screen_text(stage)
        read = stage.screen.query_one(Pager).size.height
        await pilot.press("end")
        assert "Batas waktu 30 berkas bergeser" in screen_text(stage)  # above what is read, wherever one is
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        assert "Isian ini perlu diisi." in screen_text(stage)
        assert "Simpan      Tidak jadi" in screen_text(stage)
        await pilot.press("a")
        for size in ((80, 20), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            await pilot.pause()
            assert "Simpan      Tidak jadi" in screen_text(stage)
        assert stage.screen.query_one(Pager).size.height == read  # there is room again
        await pilot.press("up", "b")
        assert (field := stage.screen.focused) is not None
        assert getattr(field, "value", "") == "ab", "what is typed while reading is the reason's"
        await pilot.resize_terminal(120, 36)
        await pilot.pause()
        await pilot.pause()
        assert "1–15 dari" in screen_text(stage), "what is read says where it is"


async def test_f10_leads_back_to_what_is_still_to_be_done(house: House, program: Open) -> None:
    async with admin_at_work(house, program, (100, 32)) as admin:
        row = "kantor:Tempat penandatanganan pada tanda terima (Karimun)."
        await admin.go("Perlu dilengkapi", row)
        await admin.press("enter")
        admin.sees("Tempat tanda tangan: Karimun", "F10 Kembali")
        await admin.press("f10")
        assert admin.home.page.name == "Perlu dilengkapi"
        assert admin.home.rows.cursor_id == row
        await admin.press("f10")
        admin.sees("Ganti orang")


async def test_the_form_of_a_permit_is_found_by_its_name(house: House, program: Open) -> None:
    async with admin_at_work(house, program, (100, 32)) as admin:
        await admin.go("Syarat")
        await admin.press("f8", *"apotek", "enter")
        assert str(admin.home.rows.cursor_id).startswith("apotek/")


async def test_a_deletion_is_told_with_what_follows_from_it(house: House, program: Open) -> None:
    async with admin_at_work(house, program) as admin:
        await admin.go("Loket", "2")
        await admin.press("f6")
        admin.sees("Enter Hapus", "Loket 2 Pendaftaran: dihapus", "Tidak ada lagi loket yang")


async def test_hours_are_written_alike_and_what_is_none_is_told_plainly(house: House, program: Open) -> None:
    async with admin_at_work(house, program, (100, 32)) as admin:
        await admin.go("Jam", "Jam pelayanan")
        await admin.press("enter")
        await admin.fill(senin="pagi")
        await admin.press("f8")
        admin.sees("“pagi” bukan jam. Tulis misalnya 07.30-12.00, 13.00-16.00; bila tutup: tutup.")
        await admin.fill(senin="08:15 - 12:00")
        await admin.press("f8")
        admin.sees("menjadi 08.15-12.00")


async def test_f1_says_what_the_page_and_each_field_is_for(house: House, program: Open) -> None:
    async with admin_at_work(house, program, (120, 40)) as admin:
        await admin.go("Layanan", "reklame")
        await admin.press("f1")
        admin.sees("Standar Pelayanan: waktu yang dijanjikan kantor", "Batas hukum: hari kerja")
        await admin.press("f10", "enter", "f1")
        admin.sees("Huruf antrean", "boleh sama dengan layanan lain")
        assert "langkah SOP berkas" not in admin.screen


async def test_the_list_of_people_says_who_does_not_come_today(house: House, program: Open) -> None:
    day = date(2026, 11, 20)
    roster.enter(house.desk, None, house.ids["bo"], day, day)
    async with admin_at_work(house, program, (120, 36)) as admin:
        await admin.go("Petugas", str(house.ids["bo"]))
        admin.sees("Hari ini tidak masuk.")


async def test_what_was_said_of_a_page_goes_with_it(house: House, program: Open) -> None:
    async with admin_at_work(house, program, (100, 32)) as admin:
        await admin.go("Loket", "3")
        await admin.press("f6")
        await admin.say_why()
        admin.sees("Loket 3 dihapus.")
        await admin.go("Peran")
        assert "Loket 3 dihapus." not in admin.screen
        await admin.go("Pengaturan", "jeda_menit")
        admin.sees("Layar menutup sendiri: 30 menit")


async def test_on_the_smallest_screen_only_sentences_are_cut(house: House, program: Open) -> None:
    roster.enter(house.desk, None, house.ids["bo"], date(2026, 11, 20), date(2026, 12, 2), "cuti")
    # and the longest names
    sentences = {"Perlu dilengkapi", "Loket", "Jam", "SOP", "Pengaturan", "Bukan di sini"}
    async with admin_at_work(house, program) as admin:
        for page in (page for page in PAGES if page.name not in sentences):
            await admin.go(page.name)
            rows = [line[24:] for line in admin.screen.splitlines()[1:13]]
            assert [row for row in rows if "…" in row] == [], page.name


async def test_the_keys_are_where_one_is_led_and_never_in_an_empty_list(house: House, program: Open) -> None:
    async with admin_at_work(house, program, (100, 32)) as admin:
        await admin.go("Perangkat")
        await admin.press("right")
        assert admin.app.focused is admin.home.pages  # there is nothing yet
        for name in ("Kios depan", "Papan A"):
            await admin.press("f3")
            await admin.fill(name=name, reason="baru")
            await admin.press("f8", "enter")
            assert admin.app.focused is admin.home.rows
            assert name in str(admin.home.item)  # F6 would be for this one
            await admin.press("left")
        await admin.go("Petugas", str(house.ids["bo"]))
        await admin.press("enter")
        await admin.fill(reason="salah buka")
        await admin.press("f8")
        admin.sees("Tidak ada yang berubah.")
        await admin.go("Perlu dilengkapi")
        await admin.press("enter")
        assert admin.home.page.name == "Petugas"
        assert "Tidak ada yang berubah." not in admin.screen


async def test_the_history_of_documents_says_in_each_row_what_changed(house: House, program: Open) -> None:
    async with admin_at_work(house, program, (120, 36)) as admin:
        await admin.go("Loket", "1")
        await admin.press("enter")
        await admin.fill(nama="Loket Depan", peran="fo2")
        await admin.save("Rapat 5 November")
        await admin.go("Riwayat dokumen")
        admin.sees("menjadi “Loket Depan”", "+1 lain", "Alasan: Rapat 5 November.")


async def test_the_settings_are_called_so_though_their_admin_has_a_counter(
    house: House, program: Open
) -> None:
    async with admin_at_work(house, program, (100, 32)) as admin:
        who = operator(admin.app)
        who.who = replace(who.who, station="4")
        admin.home.refresh_top()
        await admin.settle()
        admin.sees("Pengaturan · Ayu Contoh")


async def test_a_reason_that_is_too_long_stands_there_to_be_shortened(house: House, program: Open) -> None:
    async with admin_at_work(house, program, (100, 32)) as admin:
        await admin.go("Petugas", str(house.ids["bo"]))
        await admin.press("f6")
        await admin.say_why(f"pindah {'jauh ' * 30}")
        admin.sees("Paling panjang 120 huruf.", "jauh jauh")
        await admin.say_why("pindah")
        admin.sees("tidak dapat masuk lagi.")
