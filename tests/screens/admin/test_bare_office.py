"""An office that begins with nothing: a service brings the roles of its SOP; then counters and people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from loket.desk.authority import Who
from loket.desk.edition import unsure
from loket.desk.edition.changing import seen
from loket.desk.founding import create_office
from loket.desk.intake.cleaning import Registration
from loket.desk.integrity import examine
from loket.desk.office import Desk
from loket.desk.opening import open_desk
from loket.desk.people import staff
from loket.flow.acts import Right
from loket.office.naming import bare
from loket.store.applicants import NewApplicant
from screens.admin.page import Faulty
from screens.admin.pages import counters, errands, hours, people, services, settings, unfinished
from tests import registering
from tests.desk.karimun import instant
from tests.screens.admin.at_page import AtThePage
from tests.screens.admin.office import NIP
from tests.screens.house import PASSWORD

NOW = instant("2026-11-20 09:00+07:00")
SICANTIK = "karimun-sicantik"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    create_office(tmp_path / "kantor.db", bare("DPMPTSP Kota Contoh"), now=NOW)
    desk = open_desk(tmp_path / "kantor.db", clock=lambda: NOW)
    staff.add(desk, None, nip=NIP, name="Ayu Contoh", password=PASSWORD, roles=["admin"])
    yield desk
    desk.store.close()


def matters(desk: Desk) -> list[str]:
    return [matter.words for matter in unsure.matters(desk, seen(desk))]


def test_nothing_of_another_office_is_in_it(desk: Desk) -> None:
    office = desk.office
    assert (office.id, office.name, office.letterhead) == (
        "dpmptsp-kota-contoh",
        "DPMPTSP Kota Contoh",
        ("DPMPTSP KOTA CONTOH",),
    )
    assert (office.counters, [*office.services], [*office.roles]) == ((), [], ["penyelia", "admin"])
    assert matters(desk)[0].startswith("Belum ada layanan.")
    assert "Belum ada loket: siapa duduk di mana." in matters(desk)
    assert examine(desk).whole


def test_a_service_brings_the_roles_of_its_sop_and_then_people_register(desk: Desk) -> None:
    page = AtThePage(desk, services.PAGE)
    told = page.fill("", "Tambah", nama="Izin Klinik", sop=SICANTIK, awalan="A")
    assert "Peran FO/Petugas Loker 2: baru" in told
    page.fill("", "Tambah", nama="Izin Optik", sop=SICANTIK, awalan="B")
    (unsure_of,) = [words for words in matters(desk) if words.startswith("SOP “")]
    assert unsure_of.endswith("(Karimun)” bukan dari kantor ini: cocokkan langkah, pelaksana, dan waktunya.")
    AtThePage(desk, unfinished.PAGE).do(f"kantor:{unsure_of}", "Sudah pasti")
    assert unsure_of not in matters(desk)
    office = page.now.office
    homes = {role.id: role.home for role in office.roles.values()}
    assert homes == {
        "penyelia": "supervisor",
        "admin": "admin",
        "fo2": "intake",
        "bo": "backoffice",
        "kasi": "verification",
        "kabid": "verification",
        "kadis": "verification",
        "fo4": "issuance",
        "fo5": "survey",
    }
    assert office.rights_of(["fo2"]).keys() == {Right.COUNTER}
    AtThePage(desk, counters.PAGE).fill("", "Tambah", id="1", nama="Loket 1", peran="fo2")
    sari = {"name": "Sari Contoh", "nip": "199001012020011002", "roles": "fo2"}
    AtThePage(desk, people.PAGE).fill("", "Tambah", **sari, password=PASSWORD, again=PASSWORD)
    clerk = next(member.id for member in staff.staff(desk) if member.name == "Sari Contoh")
    applicant = NewApplicant("Siti Contoh", "2102015508900012")
    registering.register(desk, Who(clerk, "1"), Registration("izin-klinik", "baru", applicant))
    assert examine(desk).whole


def test_errands_are_entered_in_any_order(desk: Desk) -> None:
    """Until one of them registers, people register in the line of their service."""
    AtThePage(desk, services.PAGE).fill("", "Tambah", nama="Izin Klinik", sop=SICANTIK, awalan="b")
    page = AtThePage(desk, errands.PAGE)
    page.fill("", "Tambah", nama="Daftar", awalan="a")
    office = page.now.office
    registering, other = office.errands.values()
    assert (other.prefix, office.series(registering.id, "izin-klinik")) == ("A", "B")
    assert (registering.registers, other.registers) == (True, False)
    lacking = "Keperluan: belum ada yang mendaftarkan berkas; pendaftaran antre dengan huruf layanannya."
    assert lacking in matters(desk)
    page.fill("", "Tambah", nama="Mendaftar", awalan="C", mendaftar="ya")
    page.fill("", "Tambah", nama="Mengambil", awalan="D", hasil="izin diambil")
    assert [(errand.prefix, errand.outcome) for errand in page.now.office.errands.values()] == [
        ("A", "selesai dilayani"),
        ("C", "hanya bertanya"),
        ("D", "izin diambil"),
    ]
    assert lacking not in matters(desk)
    assert examine(desk).whole


def test_the_form_of_a_counter_says_where_what_people_come_for_is_entered(desk: Desk) -> None:
    def hint() -> str:
        deed = AtThePage(desk, counters.PAGE).deed("", "Tambah")
        assert deed.fill is not None
        return next(entry.hint for entry in deed.fill().entries if entry.name == "keperluan")

    assert hint().startswith("Belum ada keperluan: halaman Keperluan.")
    AtThePage(desk, errands.PAGE).fill("", "Tambah", nama="Ambil izin", awalan="A")
    assert hint().startswith("Spasi memilih.")


def test_hours_of_a_week_are_typed_once(desk: Desk) -> None:
    """The door's begin as the office works, and a day may be as the one above it."""
    page = AtThePage(desk, hours.PAGE)
    begin = page.deed("jam-pintu", "Ubah")
    assert begin.fill is not None
    filling = begin.fill()
    assert filling.ready
    assert [entry.value for entry in filling.entries][3:6] == [
        "07.30-12.00, 13.00-16.00",
        "07.30-11.30, 13.00-16.30",
        "tutup",
    ]
    as_above = dict.fromkeys(("selasa", "rabu", "kamis"), "=")
    page.fill("jam-pintu", "Ubah", senin="8.00-15.00", **as_above, jumat="08.00-11.00", sabtu="sda")
    door = page.now.office.door
    assert door is not None
    assert [*door] == [((480, 900),)] * 4 + [((480, 660),)] * 2 + [()]
    page.fill("Jam kerja", "Ubah", kamis="07.00-14.00", jumat="=")
    assert page.now.office.patterns[0].week[3:5] == (((420, 840),),) * 2
    with pytest.raises(Faulty) as wrong:
        page.fill("Jam kerja", "Ubah", senin="=")
    assert wrong.value.at.keys() == {"senin"}


PLACE = "Tempat penandatanganan pada tanda terima."


def test_what_is_filled_in_at_its_place_is_settled_and_nothing_is_confirmed_while_it_is_empty(
    desk: Desk,
) -> None:
    confirm = AtThePage(desk, unfinished.PAGE).deed(f"kantor:{PLACE}", "Sudah pasti")
    assert confirm.why == "belum diisi; Enter ke tempatnya"
    told = AtThePage(desk, settings.PAGE).fill("tempat", "Ubah", tempat="Kota Contoh")
    assert f"Yang masih harus dipastikan: “{PLACE}” tidak disebut lagi" in told
    assert PLACE not in matters(desk)
    assert "Zona waktu kantor: WIB, kecuali diganti." in matters(desk)
    assert (
        AtThePage(desk, unfinished.PAGE)
        .deed("kantor:Zona waktu kantor: WIB, kecuali diganti.", "Sudah pasti")
        .why
        is None
    )


def test_a_service_brings_the_services_of_its_follow_ups(desk: Desk) -> None:
    AtThePage(desk, services.PAGE).fill("", "Tambah", nama="NIB", sop="pariaman-oss", awalan="A")
    follow_up, nib = desk.office.services.values()
    assert (nib.id, nib.at_counter, follow_up.procedure, follow_up.at_counter) == (
        "nib",
        True,
        "pariaman-sigap",
        False,
    )
    assert follow_up.form == nib.form == "nib"
    borrowed = [words.split("”")[0] for words in matters(desk) if "bukan dari kantor ini" in words]
    assert borrowed == ["SOP “Layanan bantuan OSS RBA (Pariaman)", "SOP “Pencatatan di SIGAP (Pariaman)"]
    AtThePage(desk, services.PAGE).fill("nib", "Ubah", sop=SICANTIK)
    AtThePage(desk, services.PAGE).do("pencatatan-di-sigap-pariaman", "Hapus")
    assert not any("(Pariaman)” bukan dari kantor ini" in words for words in matters(desk))
