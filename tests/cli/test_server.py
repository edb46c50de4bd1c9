"""The commands on an office that a PostgreSQL server has: what they say and keep is as of one in a file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from loket.cli import run
from loket.demo import office as demo
from loket.desk import blobs as room
from loket.desk.authority import Who
from loket.desk.case.perform import perform
from loket.desk.founding import create_office
from loket.desk.intake.cleaning import Registration
from loket.desk.opening import open_desk, system_clock
from loket.desk.people import staff
from loket.desk.reminders import OTHER_FOLDER, reminders
from loket.desk.restored import missing
from loket.flow.acts import Withdraw
from loket.lengths import HOUR
from loket.location import BESIDE_VARIABLE, Server, beside
from loket.log import LOG
from loket.office.whole import read_named
from loket.store import blobs, founding
from loket.store.applicants import NewApplicant
from tests import registering, servers
from tests.desk.karimun import NIK, PASSWORD, nip

Printed = pytest.CaptureFixture[str]
ADMIN, CLERK = nip(9), nip(1)
MORNING = int(datetime.fromisoformat("2026-11-18 09:00+07:00").timestamp()) * 1000


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A database in which nothing is, and a folder for what lies beside it."""
    monkeypatch.setenv("LOKET_KATA_SANDI", PASSWORD)
    monkeypatch.setenv(BESIDE_VARIABLE, str(tmp_path / "berkas"))
    place = servers.new_database()
    founding.of_server().discard(place)
    yield place
    servers.drop(place)


def does(printed: Printed, *arguments: object) -> tuple[int, str]:
    code = run([*map(str, arguments)])
    said = printed.readouterr()
    assert "Traceback" not in said.err
    return code, said.out + said.err


def worked_in(server: Server) -> None:
    """A clerk registers somebody, attaches a scan, and the applicant withdraws."""
    desk = open_desk(server, clock=lambda: MORNING)
    ids = [
        staff.add(desk, None, nip=CLERK, name="Sari Contoh", password=PASSWORD, roles=["fo2"]),
        *(member.id for member in staff.staff(desk)),
    ]
    who = Who(ids[0], "2")
    applicant = NewApplicant("Siti Contoh", NIK, "081200000012", address="Jalan Contoh 1")
    ref = registering.register(desk, who, Registration("sip-bidan", "baru", applicant))
    with room.keeping(desk, who, io.BytesIO(b"%PDF-1.7 contoh")):
        pass
    perform(desk, who, ref, Withdraw(0), remark="batal")
    desk.store.close()


def test_an_office_on_a_server_is_made_backed_up_put_back_and_forgets(
    server: Server, tmp_path: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, admin = ("--data", server.url), ("--sebagai", ADMIN)
    code, said = does(capsys, "init", "--kantor", "karimun", "--nip", ADMIN, "--nama", "Ayu Contoh", *here)
    assert code == 0, said
    assert does(capsys, "init", "--kantor", "karimun", *here)[1].startswith(f"Data kantor {server} sudah ada")
    worked_in(server)
    assert does(capsys, "periksa", *here)[0] == 0
    code, said = does(capsys, "cadangkan", *here)
    assert code == 0, said
    (archive,) = (tmp_path / "berkas").glob("*.cadangan/*.tar.gz")
    code, said = does(capsys, "latihan-pulih", *here)
    assert code == 0, said
    assert "1 berkas, 1 lampiran." in said
    assert "Cadangan: selesai." in does(capsys, "tugas", "--sekali", *here)[1]
    assert (tmp_path / "berkas" / LOG).is_file()
    (scan,) = (file for file, _ in blobs.lying(blobs.folder(beside(server))))
    scan.unlink()
    code, said = does(capsys, "pulihkan", archive, "--ya", *admin, *here)
    assert code == 0, said
    assert scan.is_file()
    code, said = does(capsys, "periksa", *here)
    assert code == 0, said
    code, said = does(
        capsys, "pdp", "hapus", NIK, "--alasan", "Retensi", "--penetapan", "1/2026", "--ya", *admin, *here
    )
    assert code == 0, said
    assert "isian dari 1 berkas dihapus" in said
    assert "periksa, lalu hapus: loket_disisihkan_" in said
    assert does(capsys, "pdp", "bersihkan", *here)[0] == 0
    assert does(capsys, "periksa", *here)[0] == 0

    monkeypatch.setenv(BESIDE_VARIABLE, str(tmp_path / "komputer-lain"))
    code, said = does(capsys, "periksa", *here)
    assert code == 1
    assert "bukan folder kantor ini. Sebut foldernya pada LOKET_BERKAS." in said
    desk = open_desk(server)
    assert OTHER_FOLDER in reminders(desk)
    with (
        pytest.raises(OSError, match="bukan folder lampiran kantor ini"),
        room.keeping(desk, None, io.BytesIO()),
    ):
        pass
    desk.store.close()
    assert not [*blobs.lying(blobs.folder(beside(server)))]


def test_a_demo_on_a_server_makes_room_for_the_next_and_leaves_an_office_alone(server: Server) -> None:
    whole = read_named("karimun")
    demo.empty_stage(server, whole, host_now=system_clock()).desk.store.close()
    again = demo.empty_stage(server, whole, host_now=system_clock() + HOUR).desk
    assert missing(again) is None
    again.store.close()
    founding.of_server().discard(server)
    with founding.in_the_making(server) as making:
        create_office(making, whole, now=MORNING)
    with pytest.raises(demo.NotADemo):
        demo.empty_stage(server, whole, host_now=system_clock())
