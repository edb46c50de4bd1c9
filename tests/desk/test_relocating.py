"""An office moves from a file to a server and back, whole; nobody goes on working in the one it left."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from loket.cli import run
from loket.desk import blobs as room
from loket.desk import relocating
from loket.desk.integrity import examine
from loket.desk.opening import open_desk
from loket.desk.people import sessions
from loket.desk.relocating import Moved, Told, relocate
from loket.lengths import HOUR
from loket.location import BESIDE_VARIABLE, Location, Server
from loket.store import blobs, founding, journal, moving
from loket.store.errors import Fate, StoreReplaced, StoreTrouble
from loket.store.feed import Feed
from tests import servers
from tests.desk.karimun import PASSWORD, Karimun, bring_to, nip, open_karimun
from tests.killed import dies_at

Printed = pytest.CaptureFixture[str]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Karimun]:
    """A Karimun in a file, with a file under way and a scan."""
    monkeypatch.setenv("LOKET_KATA_SANDI", PASSWORD)
    monkeypatch.setenv(BESIDE_VARIABLE, str(tmp_path / "berkas"))
    found = open_karimun(tmp_path)
    bring_to(found, 7)
    with room.keeping(found.desk, found.who("fo2"), io.BytesIO(b"%PDF-1.7 contoh")):
        pass
    yield found
    found.desk.store.close()


@pytest.fixture
def server() -> Iterator[Server]:
    """A database in which nothing is."""
    place = servers.new_database()
    founding.of_server().discard(place)
    yield place
    servers.drop(place)


def moved(office: Karimun, source: Location, target: Location, *, told: Told = lambda *_: None) -> Moved:
    desk = open_desk(source, clock=lambda: office.at, left=True)
    try:
        return relocate(desk, target, office.who("admin"), told)
    finally:
        desk.store.close()


def contents(place: Location, upto: int) -> tuple[dict[str, list[Any]], list[Any]]:
    """All rows there, but for the journal's from then on, and what `periksa` finds."""
    desk = open_desk(place, settle=False)
    try:
        found = examine(desk)
        with desk.store.read() as conn:
            rows = {
                table.name: sorted(
                    repr(tuple(int(v) if isinstance(v, bool) else v for v in row))
                    for row in conn.exec_driver_sql(
                        f"SELECT {', '.join(c.name for c in table.columns)} FROM {table.name}"
                    )
                    if not (table.name == "journal" and row[0] > upto)
                    and not (table.name == "meta" and row[0] in moving._OWN)
                )
                for table in moving._tables()
                if table.name != "journal_head"
            }
        return rows, [found.whole, found.files, found.numbers, found.wrong]
    finally:
        desk.store.close()


def works(place: Location) -> bool:
    """Whether somebody can work there."""
    try:
        open_desk(place, settle=False).store.close()
    except StoreTrouble:
        return False
    return True


def test_it_moves_to_a_server_and_back_with_every_row_and_scan(
    office: Karimun, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long that takes: of a disk that is slow nothing is given back as of a program that slept."""
    passed = [0]
    monkeypatch.setattr("loket.store.sqlite.database.running_clock", lambda: passed[0])

    def slowly(*_: object) -> None:
        passed[0] += HOUR

    store, feed = office.desk.store, Feed(office.desk.store)
    path = Path(str(store.place))
    with store.read() as conn:
        last = journal.last_id(conn)
    before = contents(path, last)
    there = moved(office, path, server, told=slowly)
    assert (there.files, there.lacking, there.aside) == (1, 0, None)
    assert contents(server, last) == before
    with pytest.raises(StoreReplaced) as told, store.write():
        pass
    assert (told.value.fate, told.value.to) == (Fate.MOVED, str(server))
    with pytest.raises(StoreReplaced) as seen:
        feed.poll()
    assert seen.value.fate is Fate.MOVED
    feed.close()
    assert not works(path)
    back = moved(office, server, path, told=slowly)
    assert isinstance(back.aside, Path)
    assert (back.aside / path.name).is_file()
    assert contents(path, last) == before
    assert not works(server)
    again = moved(office, path, server)
    assert again.aside is not None
    desk = open_desk(server)
    with desk.store.read() as conn:
        entries = journal.every_of_kind(conn, "office", journal.OFFICE, journal.MOVED)
    desk.store.close()
    assert [dict(entry.data) for entry in entries] == [
        {"from": "file", "to": "server"},
        {"from": "server", "to": "file"},
        {"from": "file", "to": "server"},
    ]


def copies(office: Karimun, tmp_path: Path) -> Callable[[int], Path]:
    office.desk.store.close()
    start = tmp_path / "asal"
    start.mkdir()
    for file in tmp_path.glob("karimun.db*"):
        shutil.move(file, start / file.name)

    def copy(number: int) -> Path:
        return Path(shutil.copytree(start, tmp_path / f"salinan-{number}")) / "karimun.db"

    return copy


@pytest.mark.parametrize(("module", "stride"), [(relocating, 60), (founding, 6)])
def test_killed_at_any_step_one_of_the_two_is_the_office_or_the_move_is_made_again(
    office: Karimun, tmp_path: Path, module: ModuleType, stride: int
) -> None:
    copy, step = copies(office, tmp_path), 0
    while True:
        source = copy(step)
        target = source.with_name("baru") / "loket.db"
        target.parent.mkdir()
        killed = dies_at(step, module, lambda at=source, to=target: moved(office, at, to))  # type: ignore[misc]
        assert (works(source), works(target)) in {(True, False), (False, False), (False, True)}
        if not works(target):
            assert not target.exists()
            moved(office, source, target)
        assert works(target)
        if not killed:
            return
        step += stride


def test_what_could_not_take_its_place_leaves_the_office_where_it_was(
    office: Karimun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, target = Path(str(office.desk.store.place)), tmp_path / "baru.db"

    def full(*_: object) -> None:
        raise OSError(28, "disk penuh")

    monkeypatch.setattr(founding, "_name", full)
    with pytest.raises(OSError, match="disk penuh"):
        moved(office, path, target)
    assert works(path)
    assert not target.exists()
    assert sorted(file.name for file in tmp_path.iterdir() if "baru" in file.name) == []


def pindah(printed: Printed, *words: object) -> tuple[int, str]:
    code = run(["pindah", *map(str, words)])
    said = printed.readouterr()
    return code, said.out + said.err


def test_it_stays_where_people_are_signed_in_or_the_target_is_not_empty(
    office: Karimun, tmp_path: Path, capsys: Printed
) -> None:
    path, target = office.desk.store.path, tmp_path / "baru.db"
    admin = ("--ya", "--sebagai", nip(9))
    target.write_text("surat")
    code, said = pindah(capsys, path, target, *admin)
    assert (code, said) == (
        2,
        f"Di {target} sudah ada data; tidak ada yang diubah. Pilih tempat yang kosong.\n",
    )
    target.unlink()
    code, said = pindah(capsys, path, target)
    assert code == 1
    assert "Dalam skrip tulis --ya." in said
    assert pindah(capsys, path, target, "--ya")[1].endswith(
        "Sebutkan admin yang mengubahnya: --sebagai NIP.\n"
    )
    sessions.begin(office.desk, office.who("fo2"))
    code, said = pindah(capsys, path, target, *admin)
    assert code == 1
    assert "Masih ada yang masuk; tidak ada yang diubah:" in said
    assert "Sari Contoh · Loket 2" in said
    sessions.leave(office.desk, office.who("fo2"))
    (scan,) = (file for file, _ in blobs.lying(blobs.folder(path)))
    scan.unlink()
    code, said = pindah(capsys, path, target, *admin)
    assert code == 1
    assert "1 lampiran hilang atau berubah; tidak ada yang dipindahkan." in said
    assert works(path)
    assert not target.exists()
    code, said = pindah(capsys, path, target, *admin, "--tetap")
    assert code == 0, said
    assert "1 lampiran memang sudah tidak ada di tempat lama." in said
    assert run(["petugas", "daftar", "--data", str(path)]) == 1
    assert f"Kantor ini sudah pindah ke {target}; buka dengan letak itu (--data)." in capsys.readouterr().err
    assert pindah(capsys, path, tmp_path / "lain.db", *admin) == (
        2,
        f"Kantor ini sudah pindah ke {target}. Pindahkan dari sana.\n",
    )


def test_who_stops_it_in_the_middle_is_told_that_nothing_moved(
    office: Karimun, tmp_path: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    path, target = office.desk.store.path, tmp_path / "baru.db"
    monkeypatch.setattr("loket.cli.moving.Progress.told", stopped)
    code, said = pindah(capsys, path, target, "--ya", "--sebagai", nip(9))
    assert code == 130
    assert said.endswith("\nDihentikan; tidak ada yang dipindahkan.\n")
    assert works(path)
    assert not target.exists()
