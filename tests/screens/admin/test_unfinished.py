"""Perlu dilengkapi: what is still to be filled in or confirmed comes first, leads there, and is confirmed."""

from __future__ import annotations

from loket.desk.edition import beside, kept
from loket.desk.edition.changing import seen
from loket.desk.edition.unsure import About, Matter, matters
from loket.desk.people import staff
from loket.flow.acts import Right
from loket.office.editing import Put
from loket.office.forms import UNCONFIRMED
from screens.admin.pages.unfinished import PAGE
from tests.desk.editions import edit
from tests.office.test_whole import files_of, lay
from tests.screens.admin.at_page import AtThePage
from tests.screens.admin.office import Admin, admin_at_work, newest, office
from tests.screens.house import PASSWORD, House, Open

PLACE = "Tempat penandatanganan pada tanda terima (Karimun)."


def told(house: House, about: About) -> list[Matter]:
    return [matter for matter in matters(house.desk, seen(house.desk)) if matter.about is about]


def lie_beside(house: House) -> None:
    """The office's documents in the folder beside the data, with another short name."""
    lay(beside.folder(house.desk), files_of("karimun"))
    profile = beside.folder(house.desk) / "offices" / "karimun.toml"
    profile.write_text(profile.read_text("utf-8").replace('singkatan = "', 'singkatan = "X '), "utf-8")


async def confirm(admin: Admin, row: str) -> None:
    await admin.go("Perlu dilengkapi", row)
    await admin.press("f8")


async def test_an_admin_sees_first_what_is_still_to_be_done(house: House, program: Open) -> None:
    async with admin_at_work(house, program) as admin:
        admin.sees(
            "Perlu dilengkapi",
            "Baru ada satu admin",
            "F3: menambah admin",
            "Loket 1: belum ada peran",
            PLACE[:40],
        )
        await admin.press("enter")
        admin.sees("Boleh masuk", "Ayu Contoh")
        assert admin.home.page.name == "Petugas"


async def test_what_is_confirmed_with_a_reason_is_no_more_to_be_done(house: House, program: Open) -> None:
    async with admin_at_work(house, program) as admin:
        before = len(admin.listed())
        await confirm(admin, f"kantor:{PLACE}")
        await admin.say_why("Surat Kadis 3/2026")
        admin.sees("Sudah pasti. Edisi 2 berlaku.", f"Perlu dilengkapi {before - 1}")
        await confirm(admin, "jam:Jam pelayanan")
        await admin.press("enter")
        assert len(admin.listed()) == before - 2
    assert PLACE not in office(house).to_confirm
    assert newest(house).reason == "Surat Kadis 3/2026"
    assert [matter.id for matter in told(house, About.HOURS)] == ["Ramadan 1448 H (perkiraan)"]


async def test_the_requirements_of_a_form_are_confirmed_with_their_source(
    house: House, program: Open
) -> None:
    (matter, *_) = told(house, About.FORM)
    async with admin_at_work(house, program) as admin:
        await confirm(admin, f"formulir:{matter.id}")
        await admin.press("f1", "f10")
        (*others, last) = [put.at.label for put in matter.confirming if isinstance(put, Put)]
        await admin.fill(sumber="Perbup 12/2025", syarat=",".join(others))
        await admin.save()
        admin.sees(f"Sumber {len(others)} syarat diisi.")
        await admin.go("Syarat", f"{matter.id.split('/')[0]}/{last}")
        await admin.press("f7")
        await admin.pick("Isi sumber beberapa syarat sekaligus")
        await admin.fill(sumber="Perda 3/2024")  # the one that is left is chosen
        await admin.save()
        admin.sees("Sumber 1 syarat diisi.")
    assert matter.id not in [left.id for left in told(house, About.FORM)]
    form = house.desk.form(matter.id.split("/")[0])
    assert form is not None
    assert {"Perbup 12/2025", "Perda 3/2024"} <= {r.source for r in form.requirements}
    assert UNCONFIRMED not in {r.source for r in form.requirements}


async def test_a_second_admin_and_a_missing_role_are_told_of_once(house: House) -> None:
    roles = {matter.id for matter in told(house, About.ROLE)}
    assert roles == {"admin"}
    for number in (1, 2):
        nip = f"19900101202001205{number}"
        staff.add(house.desk, None, nip=nip, name=f"Ayu {number}", password=PASSWORD, roles=["admin"])
        assert len(told(house, About.PEOPLE)) == (number == 1)
    assert told(house, About.ROLE) == []


async def test_a_role_that_nobody_has_is_given_to_somebody_new_from_where_it_is_told(
    house: House, program: Open
) -> None:
    async with admin_at_work(house, program) as admin:
        staff.change(house.desk, None, house.ids["kadis"], active=False)
        await admin.look_again()
        await admin.go("Perlu dilengkapi", "peran:kadis")
        await admin.press("f3")
        admin.sees("[✓] Kepala Dinas")
        secret = {"password": PASSWORD, "again": PASSWORD}
        await admin.fill(name="Hari Contoh", nip="199001012020011098", **secret, reason="baru")
        await admin.press("f8")
        admin.sees("Hari Contoh sudah dapat masuk.")
        assert "peran:kadis" not in admin.listed()


async def test_documents_in_the_folder_beside_the_data_are_offered_until_they_are_left(
    house: House, program: Open
) -> None:
    lie_beside(house)
    async with admin_at_work(house, program) as admin:
        await admin.go("Perlu dilengkapi", "folder kantor")
        await admin.press("f8")
        admin.sees("Nama pendek “DPMPTSP Karimun” menjadi “X DPMPTSP Karimun”")
        await admin.press("f10", "f7")
        await admin.pick("Tidak dipakai")
        admin.sees("Ya, tidak dipakai")
        await admin.say_why("sudah usang")
        admin.sees("Bila isinya diubah, ditawarkan lagi.")
        assert told(house, About.BESIDE) == []


async def test_a_folder_of_an_earlier_edition_is_taken_in_only_by_whoever_means_it(
    house: House, program: Open
) -> None:
    lie_beside(house)
    kept.note(house.desk, beside.folder(house.desk))
    async with admin_at_work(house, program, (100, 32)) as admin:
        await confirm(admin, f"kantor:{PLACE}")
        admin.sees("Enter Sudah pasti")
        await admin.say_why()
        await confirm(admin, "folder kantor")
        admin.sees("Folder ini dari edisi 1, sedangkan yang berlaku edisi 2", "juga membatalkan")
        await admin.press("enter")
        assert newest(house).number == 2
        await admin.press("f8", "up", "up")
        await admin.say_why()
    assert newest(house).number == 3
    assert kept.noted(house.desk, beside.folder(house.desk)) == 3  # for the next `loket kantor pasang`


def test_a_folder_with_faults_says_so_where_it_is_offered(house: House) -> None:
    lie_beside(house)
    profile = beside.folder(house.desk) / "offices" / "karimun.toml"
    profile.write_text(profile.read_text("utf-8").replace('zona = "', 'zona = "x'), "utf-8")
    (matter,) = told(house, About.BESIDE)
    assert "1 kesalahan, belum dapat dipakai" in matter.words


def test_a_counter_whose_people_may_call_nobody_is_told_of(house: House) -> None:
    edit(house.desk, ('nama = "Loket 3"\nperan = []', 'nama = "Loket 3"\nperan = ["kasi"]'))
    told_of = {matter.id: matter.words for matter in told(house, About.COUNTER)}
    assert told_of["3"].startswith("Loket 3: peran yang duduk di sana tidak punya hak memanggil nomor.")
    assert "2" not in told_of
    nip = "199001012020012099"
    staff.add(house.desk, None, nip=nip, name="Hani Contoh", password=PASSWORD, roles=("admin",))
    page = AtThePage(house.desk, PAGE)
    page.do("loket:3", "Beri hak")
    assert Right.COUNTER in office(house).roles["kasi"].rights
    assert "3" not in {matter.id for matter in told(house, About.COUNTER)}
