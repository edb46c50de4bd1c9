"""Layanan, Syarat, Isian, Pengaturan, Pejabat, Riwayat: an office's documents kept at the admin's screen."""

from __future__ import annotations

from loket.desk.edition.kept import texts
from loket.office.editing import entries
from loket.office.forms import FieldType
from loket.office.shelf import FORM
from tests.desk.editions import edit
from tests.screens.admin.office import admin_at_work, newest, office
from tests.screens.house import House, Open

SIZE = (100, 32)


async def test_a_service_with_a_form_of_its_own_is_added(house: House, program: Open) -> None:
    async with admin_at_work(house, program, SIZE) as admin:
        await admin.go("Layanan")
        await admin.press("f3")
        await admin.fill(nama="Izin Optik", awalan="B", jangka_waktu="7 hari kerja", kode_izin="OPT")
        await admin.save("Perbup 5/2026")
        admin.sees("Izin Optik ditambahkan.")
        await admin.go("Syarat", "izin-optik/ktp")
        await admin.press("f3")
        await admin.fill(nama="Ijazah refraksionis", bentuk="fotokopi", jumlah="2")
        await admin.save()
        await admin.go("Isian", "izin-optik/")
        await admin.press("f3")
        await admin.fill(label="Jenis usaha", jenis="pilihan", pilihan="Optik\nlab = Laboratorium")
        await admin.save()
        admin.sees("Jenis usaha ditambahkan.")
    service = office(house).services["izin-optik"]
    assert (service.form, service.prefix, service.kinds) == ("izin-optik", "B", ("baru",))
    assert service.standard is not None
    form = house.desk.form("izin-optik")
    assert form is not None
    assert [(r.name, r.copies) for r in form.requirements] == [("KTP pemohon", 1), ("Ijazah refraksionis", 2)]
    (field,) = form.fields
    assert (field.type, field.choices) == (FieldType.CHOICE, {"optik": "Optik", "lab": "Laboratorium"})


async def test_what_is_wrong_about_a_service_is_said_at_its_field(house: House, program: Open) -> None:
    async with admin_at_work(house, program, SIZE) as admin:
        await admin.go("Layanan", "reklame")
        await admin.press("enter")
        await admin.fill(awalan="abc", jangka_waktu="secepatnya")
        await admin.press("f8")
        admin.sees("bukan awalan nomor", "Perbaiki isian yang ditandai")
        await admin.fill(awalan="C", jangka_waktu="3 hari kerja")
        await admin.save()
        admin.sees("Izin Reklame diubah.")
    assert office(house).services["reklame"].prefix == "C"


async def test_a_service_with_files_stays(house: House, program: Open) -> None:
    house.register(service="reklame")
    async with admin_at_work(house, program, SIZE) as admin:
        await admin.go("Layanan", "reklame")
        await admin.press("f6")
        admin.sees("Belum dapat dilakukan", "padahal ada 1 berkasnya")
    assert "reklame" in office(house).services


async def test_a_requirement_is_reworded_moved_and_taken_out_and_running_files_keep_theirs(
    house: House, program: Open
) -> None:
    ref = house.register()
    before = texts(house.desk)
    ids = [entry["id"] for entry in entries(before, (FORM, "sip-bidan"), "syarat")]
    async with admin_at_work(house, program, SIZE) as admin:
        await admin.go("Syarat", f"sip-bidan/{ids[0]}")
        await admin.press("enter")
        await admin.fill(nama="Surat permohonan bermeterai", wajib="tidak", untuk="baru")
        await admin.press("f8")
        admin.sees("1 berkas yang sudah berjalan tetap menurut SOP dan formulir yang lama.")
        await admin.say_why()
        await admin.press("f7")
        await admin.pick("Pindah ke bawah")
        await admin.say_why()
        await admin.go("Syarat", f"sip-bidan/{ids[2]}")
        await admin.press("f6")
        await admin.say_why()
    after = [entry["id"] for entry in entries(texts(house.desk), (FORM, "sip-bidan"), "syarat")]
    assert after == [ids[1], ids[0], *ids[3:]]
    assert ref.file == 1


async def test_a_setting_says_what_it_means_and_where_it_comes_from(house: House, program: Open) -> None:
    async with admin_at_work(house, program, SIZE) as admin:
        await admin.go("Pengaturan", "jeda_menit")
        admin.sees("Layar menutup sendiri", "30", "bawaan program", "tidak pernah.")
        await admin.press("enter")
        await admin.fill(jeda_menit="15")
        await admin.save()
        await admin.go("Pengaturan", "jeda_menit")
        admin.sees("Asal: ditulis kantor.")
        await admin.go("Pengaturan", "nomor_berkas")
        await admin.press("enter")
        await admin.fill(nomor_berkas="{tahun}")
        await admin.press("f8")
        admin.sees("Perbaiki isian yang ditandai")
        await admin.fill(nomor_berkas="{urut:04}/{tahun}")
        await admin.save()
    assert office(house).settings.lock_minutes == 15
    assert office(house).settings.number_template == "{urut:04}/{tahun}"


async def test_officials_are_kept_with_their_nip_and_since_when(house: House, program: Open) -> None:
    async with admin_at_work(house, program, SIZE) as admin:
        await admin.go("Pejabat")
        admin.sees("Belum ada pejabat.")
        await admin.press("f3")
        await admin.fill(nama="Dewi Contoh, S.H.", jabatan="Kepala Dinas", nip="123", sejak="besok")
        await admin.press("f8")
        admin.sees("bukan tanggal")
        await admin.fill(sejak="2 Januari 2026")
        await admin.press("f8")
        admin.sees("bukan NIP")
        await admin.fill(nip="19900101 201501 2 001")
        await admin.save()
        admin.sees("Dewi Contoh, S.H. ditambahkan.", "NIP 19900101 201501 2 001")
    (official,) = office(house).officials
    assert (official.position, official.nip) == ("Kepala Dinas", "199001012015012001")


async def test_the_history_tells_each_edition_and_puts_one_back(house: House, program: Open) -> None:
    async with admin_at_work(house, program, SIZE) as admin:
        edit(house.desk, ('nama = "Loket 3"', 'nama = "Loket Tengah"'))
        await admin.look_again()
        await admin.go("Riwayat dokumen", "2")
        admin.sees("“Loket 3” menjadi “Loket Tengah”")
        await admin.press("f7")
        admin.sees("edisi ini yang berlaku")
        await admin.press("escape")
        await admin.go("Riwayat dokumen", "1")
        await admin.press("f7", "enter")
        admin.sees("“Loket Tengah” menjadi “Loket 3”")
        await admin.say_why("Keliru")
        admin.sees("Kembali ke edisi 1. Edisi 3 berlaku.")
    assert newest(house).reason == "Keliru"
    assert office(house).counters[2].name == "Loket 3"


async def test_an_office_s_own_words_and_comments_stay(house: House, program: Open) -> None:
    key = ("profile", "karimun")
    before = texts(house.desk)[key]
    async with admin_at_work(house, program, SIZE) as admin:
        await admin.go("Pengaturan", "hampir_hari")
        await admin.press("enter")
        await admin.fill(hampir_hari="2")
        await admin.save()
    assert texts(house.desk)[key] == before.replace("hampir_hari = 1\n", "hampir_hari = 2\n")


async def test_what_an_sop_needs_and_the_office_lacks_comes_with_the_service(
    house: House, program: Open
) -> None:
    async with admin_at_work(house, program, SIZE) as admin:
        await admin.go("Layanan")
        await admin.press("f3")
        await admin.fill(nama="Izin Optik", awalan="B", kode_izin="OPT", sop="mempawah-ss")
        await admin.press("f8")
        admin.sees("Peran Front Officer: baru")
        await admin.say_why()
        admin.sees("Izin Optik ditambahkan.")
    assert office(house).roles["ahli_madya"].home == "verification"


async def test_a_new_permit_begins_with_a_copy_of_another_s_form(house: House, program: Open) -> None:
    async with admin_at_work(house, program, SIZE) as admin:
        await admin.go("Layanan")
        await admin.press("f3")
        await admin.fill(nama="SIP Perawat Gigi", awalan="B", kode_izin="SIPG", formulir="+sip-bidan")
        await admin.save()
        admin.sees("SIP Perawat Gigi ditambahkan.")
    copied, original = house.desk.form("sip-perawat-gigi"), house.desk.form("sip-bidan")
    assert copied is not None
    assert original is not None
    assert copied.requirements == original.requirements
    assert copied.fields == original.fields
    assert office(house).services["sip-perawat-gigi"].form == "sip-perawat-gigi"


async def test_what_is_chosen_for_a_new_permit_is_seen_before_it_is_taken(
    house: House, program: Open
) -> None:
    async with admin_at_work(house, program) as admin:
        await admin.go("Layanan")
        await admin.press("f3", "down", "f4")
        admin.sees("Surat Keterangan Penelitian (Purwakarta)", "Layanan bantuan OSS RBA (Pariaman)")
        await admin.press(*"mempawah", "enter", "f5")
        admin.sees("Pelayanan Sertifikat Standar (Mempawah)", "Front Officer")
        await admin.press("enter", "down", "f5")
        admin.sees("syarat dan isiannya ditulis sesudah ini")
        await admin.press("enter")
        await admin.fill(formulir="apotek")
        await admin.press("f5")
        admin.sees("Izin Apotek", "Syarat:", "KTP pemohon")
