"""The made-up office of the folder `kantor`, where a certificate and an oversight follow the permit."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from loket.cli import run
from loket.desk.authority import Who
from loket.desk.opening import open_desk
from loket.desk.people.staff import by_nip
from loket.store.files import FileRow
from tests.desk.kantor import Kantor
from tests.desk.karimun import instant

OWN = Path(__file__).parent / "kantor"
PROFILE = OWN / "offices" / "kota-menyusul.toml"
STAFF = {"operator": "1", "kadis": None, "penilik": None, "penyelia": None}
PASSWORD = "rahasia-contoh"


class Menyusul(Kantor):
    """The office of Kota Menyusul."""

    def who(self, key: str, station: str | None = None) -> Who:
        return Who(self.ids[key], station or STAFF[key])

    def issued(self) -> int:
        """A permit that has just been signed; its oversight has begun."""
        file = self.register("operator", "pbg").file
        self.do(file, "operator", "lengkap")
        self.do(file, "kadis", "terbit")
        return file

    def handed_over(self) -> int:
        """A permit that its applicant has; the certificate is to follow."""
        file = self.issued()
        self.do(file, "operator", "datang")
        self.hand_over(file)
        return file

    def hand_over(self, file: int) -> None:
        self.do(file, "operator", "diserahkan")

    def follow_up(self, file: int, service: str) -> FileRow:
        (found,) = (r for r in self.view(file).related if r.parent_id == file and r.service == service)
        return found


@contextmanager
def menyusul_at(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Menyusul]:
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
    office = Menyusul(open_desk(database, clock=lambda: at), at)
    office.desk.now = lambda: office.at
    office.ids = {role: by_nip(office.desk, nip).id for role, nip in nips.items()}
    yield office
    office.desk.store.close()
    assert run(["periksa", "--data", str(database)]) == 0
