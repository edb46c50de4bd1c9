"""The made-up office of the folder `kantor`, where a certificate and an oversight follow the permit."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from loket.desk.authority import Who
from loket.store.files import FileRow
from tests.desk.kantor import Kantor
from tests.desk.set_up import set_up

OWN = Path(__file__).parent / "kantor"
PROFILE = OWN / "offices" / "kota-menyusul.toml"
STAFF = {"operator": "1", "kadis": None, "penilik": None, "penyelia": None}


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


def menyusul_at(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AbstractContextManager[Menyusul]:
    """The office as its admin sets it up, on Wednesday 18 November 2026 at 9."""
    return set_up(Menyusul, PROFILE, STAFF, folder, monkeypatch)
