"""An office that is made for one SOP of its own: somebody for each role, and a second one of some."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from loket.desk.authority import Who
from loket.desk.case.record import Ref
from loket.desk.founding import create_office
from loket.desk.intake.cleaning import Registration
from loket.desk.opening import open_desk
from loket.office.shelf import Kept
from loket.office.whole import read_named
from loket.sop import load
from loket.sop.model import APPLICANT_ROLE, SYSTEM_ROLE
from loket.store import people
from loket.store.applicants import NewApplicant
from loket.store.journal import Stamp
from tests import places, registering
from tests.desk.kantor import NIK, WEDNESDAY, Kantor
from tests.desk.karimun import instant

FRONT, CHIEF = "loket", "penyelia"
PROFILE = """
id = "kabupaten-acak"
nama = "Dinas Contoh Kabupaten Acak"
singkatan = "DPMPTSP Acak"
kop = ["PEMERINTAH KABUPATEN ACAK"]
zona = "+07:00"

[[loket]]
id = "1"
nama = "Loket 1"
peran = ["loket"]

[[jam]]
nama = "Jam pelayanan"
senin = ["08.00-16.00"]
selasa = ["08.00-16.00"]
rabu = ["08.00-16.00"]
kamis = ["08.00-16.00"]
jumat = ["08.00-16.00"]
sabtu = []
minggu = []

[pengaturan]
hari = "hari kerja"
nomor_berkas = "{urut:03}"

[[peran]]
id = "loket"
nama = "Petugas Loket"
beranda = "intake"
hak = ["loket"]

[[peran]]
id = "penyelia"
nama = "Penyelia"
beranda = "supervisor"
hak = ["penyelia", "admin"]
"""
ROLE = """
[[peran]]
id = "{id}"
nama = "{id}"
beranda = "{home}"
"""
SERVICE = """
[[layanan]]
id = "layanan"
nama = "Layanan contoh"
sop = "{sop}"
awalan = "A"
formulir = "contoh"
"""
FORM = """
id = "contoh"
nama = "Izin contoh"
syarat = [{ id = "surat", nama = "Surat permohonan" }]
"""


@dataclass
class Own(Kantor):
    """The office; people are called by their role, a second one of it by `ROLE2`, who has all by `semua`."""

    def who(self, key: str, station: str | None = None) -> Who:
        return Who(self.ids[key], station or ("1" if key == FRONT else None))

    def come(self) -> Ref:
        """A file in the hands of the front office, or on the pile of whoever begins."""
        asked = Registration("layanan", "baru", NewApplicant("Contoh Siti", NIK, "081200001111"))
        return registering.register(self.desk, self.who(FRONT), asked)


def open_own(folder: Path, sop: str, at: str = WEDNESDAY, surveyor: str = "") -> Own:
    """The office that works by the SOP of this text; the role that is called fills the survey."""
    procedure = load(sop)
    acting = [role for role in procedure.roles if role not in (SYSTEM_ROLE, APPLICANT_ROLE, FRONT, CHIEF)]
    homes = {role: "survey" if role == surveyor else "verification" for role in acting}
    peran = "".join(ROLE.format(id=role, home=home) for role, home in homes.items())
    profile = PROFILE + peran + SERVICE.format(sop=procedure.id)
    written = {("sop", procedure.id): sop, ("form", "contoh"): FORM, ("profile", "kabupaten-acak"): profile}
    place, now = places.empty(folder / "kantor.db"), instant(at)
    create_office(place, read_named("kabupaten-acak", Kept(written)), now=now)
    own = Own(open_desk(place, clock=lambda: now), now)
    own.desk.now = lambda: own.at
    staff = {FRONT: (FRONT,), CHIEF: (CHIEF,), "semua": (FRONT, *acting)}
    staff |= {f"{role}{n}": (role,) for role in acting for n in ("", "2")}
    with own.desk.store.write() as conn:
        for number, (key, roles) in enumerate(staff.items(), 1):
            nip = f"1990010120150120{number:02}"
            own.ids[key] = people.add(conn, nip, f"Petugas {key}", "tanpa sandi", roles, Stamp(now))
    return own
