"""The made-up office of the folder `kantor`: nobody of it signs, nobody is of another agency."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from loket.desk.case import file_view
from loket.desk.case.file_view import FileView
from loket.desk.case.perform import perform
from loket.desk.case.record import Ref
from loket.desk.intake.cleaning import Registration
from loket.flow.acts import Choose, Take
from loket.store.applicants import NewApplicant
from tests import registering
from tests.stories.office import NIK, Office, instant, open_office

OWN = Path(__file__).parent / "kantor"
PEOPLE = {"fo": "Sari Contoh", "bo": "Budi Contoh", "sekretariat": "Rina Contoh", "penyelia": "Gita Contoh"}
MORNING = "2026-11-18 09:00+07:00"


@contextmanager
def ruang_at(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """The office on Wednesday 18 November 2026 at 9."""
    profile = str(OWN / "offices" / "kabupaten-ruang.toml")
    office = open_office(folder, monkeypatch, profile, PEOPLE, MORNING)
    yield office
    office.desk.store.close()


def come(office: Office) -> int:
    """A file that the agencies are asked about."""
    new = Registration("kkpr", "baru", NewApplicant("Contoh Siti", NIK, "081200001111"))
    ref = registering.register(office.desk, office.who("Sari"), new)
    perform(office.desk, office.who("Sari"), ref, Choose("teruskan"))
    return ref.file


def see(office: Office, name: str, file: int, strand: int | None = None) -> FileView:
    return file_view.view(office.desk, office.who(name), file, strand)


def records(
    office: Office, name: str, file: int, branch: str, role: str = "", at: str = "", strand: int = 0
) -> Ref:
    """Somebody takes the file and chooses, or records that `role` did so at that time elsewhere."""
    who, ref = office.who(name), see(office, name, file, strand).ref
    ref = perform(office.desk, who, ref, Take())
    act = Choose(branch)
    if role:
        act = Choose(branch, for_role=role, acted_at=instant(at) if at else office.now)
    return perform(office.desk, who, ref, act)


def answered(office: Office) -> int:
    """A file that both agencies have answered within the hour, on the back office's pile."""
    file = come(office)
    for minutes, strand, branch, role in ((30, 1, "sesuai", "bpn"), (15, 2, "setuju", "pupr")):
        office.minutes_pass(minutes)
        records(office, "Sari", file, branch, role, strand=strand)
    office.minutes_pass(15)
    return file


def initialled(office: Office) -> int:
    """A file that waits for the head of section, who signs in siCantik."""
    file = answered(office)
    records(office, "Budi", file, "tetap")
    return file
