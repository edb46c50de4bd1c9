"""Petugas and Peran: people are added, changed, stopped and given passwords; roles with their rights."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from loket.desk.errors import SignInFailed
from loket.desk.people import staff
from loket.desk.people.sign_in import sign_in
from loket.flow.acts import Right
from tests.screens.admin.office import NIP, admin_at_work, office
from tests.screens.house import PASSWORD, House, Open

NEW_NIP = "199001012020011098"
HARI = {
    "name": "Hari Contoh",
    "nip": NEW_NIP,
    "password": PASSWORD,
    "again": PASSWORD,
    "reason": "pegawai baru",
}


def member(house: House, name: str) -> staff.Member:
    return next(member for member in staff.staff(house.desk) if member.name == name)


async def test_somebody_new_may_sign_in_with_the_password_given(house: House, program: Open) -> None:
    async with admin_at_work(house, program) as admin:
        await admin.go("Petugas")
        await admin.press("f3")
        await admin.fill(**HARI, roles="bo,kasi")
        await admin.press("f8")
        admin.sees("Hari Contoh sudah dapat masuk.")
    assert sign_in(house.desk, NEW_NIP, PASSWORD).roles == ("bo", "kasi")


async def test_who_has_no_nip_has_the_office_s_number(house: House, program: Open) -> None:
    async with admin_at_work(house, program) as admin:
        await admin.go("Petugas")
        await admin.press("f3")
        await admin.fill(**{**HARI, "nip": "THL-07"}, has_nip="tidak", roles="bo")
        await admin.press("f8")
        admin.sees("Hari Contoh sudah dapat masuk.")
    assert sign_in(house.desk, "THL-07", PASSWORD).name == "Hari Contoh"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"again": "lain"}, "Yang kedua berbeda"),
        ({"nip": "123"}, "NIP"),
        ({"nip": NIP}, "sudah dipakai petugas lain"),
        ({"roles": ""}, "Peran belum dipilih"),
        ({"password": "x", "again": "x"}, "paling sedikit 8"),
        ({"name": ""}, "Nama petugas belum diisi"),
    ],
)
async def test_what_is_wrong_about_somebody_is_said_at_its_field(
    house: House, program: Open, typed: Mapping[str, str], said: str
) -> None:
    async with admin_at_work(house, program, (100, 30)) as admin:
        await admin.go("Petugas")
        await admin.press("f3")
        await admin.fill(**{**HARI, "roles": "bo", **typed})
        await admin.press("f8")
        admin.sees(said, "Petugas baru")


async def test_a_name_and_roles_are_put_right(house: House, program: Open) -> None:
    async with admin_at_work(house, program) as admin:
        await admin.go("Petugas", str(house.ids["bo"]))
        await admin.press("enter")
        await admin.fill(name="Andi Betul", roles="bo,fo2")
        await admin.press("f8")
        admin.sees("Alasannya belum diisi.")
        await admin.fill(reason="SK mutasi")
        await admin.press("f8")
        admin.sees("Andi Betul diubah.")
        await admin.press("f7", "end", "enter")
        admin.sees("Ayu Contoh: Andi Betul:", "(SK mutasi)")
    assert set(member(house, "Andi Betul").roles) == {"bo", "fo2"}


async def test_who_left_may_not_sign_in_and_may_again(house: House, program: Open) -> None:
    async with admin_at_work(house, program) as admin:
        await admin.go("Petugas", str(house.ids["bo"]))
        await admin.press("f6", "escape")
        assert member(house, "Andi Contoh").active
        await admin.press("f6")
        await admin.say_why("pensiun")
        admin.sees("Andi Contoh tidak dapat masuk lagi.", "Tidak boleh masuk")
        assert not member(house, "Andi Contoh").active
        await admin.press("f6")  # why they left is no reason why they come back
        assert "pensiun" not in admin.screen
        await admin.say_why("dipanggil lagi")
        assert member(house, "Andi Contoh").active


async def test_the_last_admin_stays(house: House, program: Open) -> None:
    async with admin_at_work(house, program) as admin:
        await admin.go("Petugas", str(house.ids["admin"]))
        await admin.press("f6")
        await admin.say_why()
        admin.sees("Harus tetap ada satu admin yang aktif.")
    assert member(house, "Ayu Contoh").active


async def test_a_new_password_and_no_more_waiting(house: House, program: Open) -> None:
    andi = member(house, "Andi Contoh")
    for _ in range(5):
        with pytest.raises(SignInFailed):
            sign_in(house.desk, andi.nip, "salah-sekali")
    async with admin_at_work(house, program) as admin:
        admin.sees("Kata sandi salah")
        await admin.press("enter")
        await admin.go("Petugas", str(andi.id))
        await admin.press("f7", "enter")
        await admin.fill(password="kata-sandi-lain", again="kata-sandi-lain", reason="lupa")
        await admin.press("f8")
        admin.sees("Kata sandi Andi Contoh sudah diganti.")
        await admin.press("f7", "down", "enter")
        admin.sees("tidak perlu menunggu lagi", "diminta yang bersangkutan")
        await admin.press("enter")
        admin.sees("boleh langsung mencoba lagi")
    assert sign_in(house.desk, andi.nip, "kata-sandi-lain").id == andi.id


async def test_a_role_is_added_with_its_screen_and_rights(house: House, program: Open) -> None:
    async with admin_at_work(house, program) as admin:
        await admin.go("Peran")
        await admin.press("f3")
        await admin.fill(nama="Sekretaris Dinas", beranda="verification", hak="penyelia")
        await admin.save()
        admin.sees("Sekretaris Dinas ditambahkan.")
        await admin.go("Peran", "sekretaris-dinas")
        admin.sees("belum ada")
    role = office(house).roles["sekretaris-dinas"]
    assert (role.home, set(role.rights)) == ("verification", {Right.SUPERVISE})


async def test_a_role_that_somebody_has_or_an_sop_names_stays(house: House, program: Open) -> None:
    async with admin_at_work(house, program, (100, 30)) as admin:
        await admin.go("Peran", "kasi")
        await admin.press("f6")
        admin.sees("F6 belum bisa: masih dipegang Budi Contoh")
        staff.change(house.desk, None, house.ids["kasi"], active=False)
        await admin.look_again()
        await admin.press("f6")
        admin.sees(
            "Belum dapat dilakukan", "Kepala Seksi Perizinan masih mengerjakan langkah 7", "halaman SOP"
        )
    assert "kasi" in office(house).roles
