"""An office of its own folder as its admin sets it up: `loket init`, then a person for each role."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

from loket.cli import run
from loket.desk.opening import open_desk
from loket.desk.people.staff import by_nip
from tests.desk.kantor import Kantor
from tests.desk.karimun import instant

PASSWORD = "rahasia-contoh"
Own = TypeVar("Own", bound=Kantor)


@contextmanager
def set_up(
    kind: type[Own],
    profile: Path,
    staff: Iterable[str],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    at: str = "2026-11-18 09:00+07:00",
) -> Iterator[Own]:
    """The office of that profile, whose SOPs and forms lie beside it, with one person for each role.

    They are called by their role. Afterwards `loket periksa` finds nothing amiss.
    """
    database = folder / "loket.db"
    monkeypatch.setenv("LOKET_KATA_SANDI", PASSWORD)
    data, admin = ["--data", str(database)], "197001012000011001"
    assert run(["init", "--kantor", str(profile), "--nip", admin, "--nama", "Admin Contoh", *data]) == 0
    nips = {role: f"19800101200501200{place}" for place, role in enumerate(staff, start=1)}
    for role, nip in nips.items():
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
        added = ["petugas", "tambah", nip, f"Contoh {role.title()}", "--peran", role, "--sebagai", admin]
        assert run([*added, *data]) == 0
    now = instant(at)
    office = kind(open_desk(database, clock=lambda: now), now)
    office.desk.now = lambda: office.at
    office.ids = {role: by_nip(office.desk, nip).id for role, nip in nips.items()}
    yield office
    office.desk.store.close()
    assert run(["periksa", *data]) == 0
