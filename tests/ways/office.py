"""The made-up office of the folder `kantor`, whose SOPs choose ways by service, kind and field."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from loket.desk.authority import Who
from loket.desk.case import entries
from loket.desk.case.record import Ref
from loket.desk.intake.cleaning import Registration
from loket.store.applicants import NewApplicant
from tests import registering
from tests.desk.kantor import NIK, Kantor
from tests.desk.set_up import set_up

OWN = Path(__file__).parent / "kantor"
PROFILE = OWN / "offices" / "kabupaten-jalan.toml"
STAFF = {"fo": "1", "tim": None, "kabid": None, "kadis": None, "penyelia": None}


class Jalan(Kantor):
    """The office of Kabupaten Jalan."""

    def who(self, key: str, station: str | None = None) -> Who:
        return Who(self.ids[key], station or STAFF[key])

    def come(self, service: str, kind: str = "baru") -> Ref:
        """A file of this service in the hands of the front office."""
        applicant = NewApplicant("Contoh Siti", NIK, "081200001111")
        return registering.register(self.desk, self.who("fo"), Registration(service, kind, applicant))

    def write(self, file: int, **values: str) -> None:
        """The front office fills in these fields."""
        entries.save_fields(self.desk, self.who("fo"), file, values)


def jalan_at(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AbstractContextManager[Jalan]:
    """The office as its admin sets it up, on Wednesday 18 November 2026 at 9."""
    return set_up(Jalan, PROFILE, STAFF, folder, monkeypatch)
