"""The made-up office of the folder `kantor`, whose SOPs choose ways by service, kind and field."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from loket.cli import run
from loket.desk.authority import Who
from loket.desk.case import entries
from loket.desk.case.record import Ref
from loket.desk.intake import registration
from loket.desk.intake.registration import Registration
from loket.desk.opening import open_desk
from loket.desk.people.staff import by_nip
from loket.store.applicants import NewApplicant
from tests.desk.kantor import NIK, Kantor
from tests.desk.karimun import instant

OWN = Path(__file__).parent / "kantor"
PROFILE = OWN / "offices" / "kabupaten-jalan.toml"
STAFF = {"fo": "1", "tim": None, "kabid": None, "kadis": None, "penyelia": None}
PASSWORD = "rahasia-contoh"


class Jalan(Kantor):
    """The office of Kabupaten Jalan."""

    def who(self, key: str, station: str | None = None) -> Who:
        return Who(self.ids[key], station or STAFF[key])

    def come(self, service: str, kind: str = "baru") -> Ref:
        """A file of this service in the hands of the front office."""
        applicant = NewApplicant("Contoh Siti", NIK, "081200001111")
        return registration.register(self.desk, self.who("fo"), Registration(service, kind, applicant))

    def write(self, file: int, **values: str) -> None:
        """The front office fills in these fields."""
        entries.save_fields(self.desk, self.who("fo"), file, values)


@contextmanager
def jalan_at(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Jalan]:
    """The office as its admin sets it up, on Wednesday 18 November 2026 at 9."""
    for kind in ("sop", "forms"):
        shutil.copytree(OWN / kind, folder / "kantor" / kind)
    database = folder / "loket.db"
    monkeypatch.setenv("LOKET_KATA_SANDI", PASSWORD)
    data, admin = ["--data", str(database)], "197001012000011001"
    assert run(["init", "--kantor", str(PROFILE), "--nip", admin, "--nama", "Admin Contoh", *data]) == 0
    nips = {role: f"19800101200501200{place}" for place, role in enumerate(STAFF, start=1)}
    for role, nip in nips.items():
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
        added = ["petugas", "tambah", nip, f"Contoh {role.title()}", "--peran", role, "--sebagai", admin]
        assert run([*added, *data]) == 0
    at = instant("2026-11-18 09:00+07:00")
    office = Jalan(open_desk(database, clock=lambda: at), at)
    office.desk.now = lambda: office.at
    office.ids = {role: by_nip(office.desk, nip).id for role, nip in nips.items()}
    yield office
    office.desk.store.close()
    assert run(["periksa", "--data", str(database)]) == 0
