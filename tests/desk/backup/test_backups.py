"""Backups: of one moment while people work, tried out before they count, put back under open programs."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
import tarfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest

from loket.cli.backup import told
from loket.desk import blobs as room
from loket.desk.authority import Who
from loket.desk.backup import making, restoring, scratch, tried
from loket.desk.backup.latest import Latest, latest
from loket.desk.backup.making import Made, make
from loket.desk.backup.restoring import Ready, restore
from loket.desk.backup.rotation import counting
from loket.desk.backup.scratch import UnderWay
from loket.desk.errors import NotTheOffice
from loket.desk.founding import create_office
from loket.desk.integrity import examine
from loket.desk.opening import open_desk
from loket.desk.restored import missing
from loket.flow.acts import Refused
from loket.store import archive as archives
from loket.store import blobs
from loket.store.archive import ArchiveBroken, Protected
from loket.store.errors import Fate, StoreBusy, StoreReplaced
from loket.store.sqlite import placing
from tests.desk.karimun import Karimun, bring_to, open_karimun, register
from tests.examples import tries
from tests.killed import dies_at
from tests.started import Program

SECRET = "kata sandi cadangan contoh"

pytestmark = pytest.mark.of_file


@pytest.fixture
def office(tmp_path: Path) -> Karimun:
    """A Karimun with files, one of them ended, and something kept beside it."""
    office = open_karimun(tmp_path)
    register(office)
    bring_to(office, 7)
    keep(office, b"%PDF-1.7 contoh")
    return office


def keep(office: Karimun, contents: bytes) -> None:
    with room.keeping(office.desk, office.who("fo2"), BytesIO(contents)):
        pass


def place(office: Karimun) -> Path:
    return office.desk.store.path.with_name("cadangan")


def backed_up(office: Karimun, passphrase: str | None = None) -> Made:
    return make(office.desk, [place(office)], passphrase)


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as conn:
        return list(conn.iterdump())


def beside(path: Path) -> dict[str, bytes]:
    """What is kept beside a database, by its contents."""
    return {sha: file.read_bytes() for file, sha in blobs.lying(blobs.folder(path))}


def journal(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as conn:
        return conn.execute("SELECT * FROM journal ORDER BY id").fetchall()


def by(who: Who | None) -> Callable[[Ready], Who | None]:
    return lambda _: who


@contextmanager
def came_out(archive: Path, folder: Path, passphrase: str | None = None) -> Iterator[Path]:
    """The database of an archive, restored into a new folder."""
    folder.mkdir()
    archives.unpack(archive, folder, passphrase)
    yield folder / archives.DATABASE
    shutil.rmtree(folder)


@pytest.mark.usefixtures("cheap_passphrases")
@pytest.mark.parametrize("passphrase", [None, SECRET])
def test_a_backup_holds_all_that_there_is(office: Karimun, tmp_path: Path, passphrase: str | None) -> None:
    before, path = dump(office.desk.store.path), office.desk.store.path
    made = backed_up(office, passphrase)
    assert made.whole
    (archive,) = made.archives
    assert archive.stat().st_mode & 0o777 == 0o600
    assert (b"Siti Contoh" in archive.read_bytes()) is False
    with came_out(archive, tmp_path / "isi", passphrase) as restored:
        assert dump(restored) == before
        kept = [file.relative_to(blobs.folder(path)) for file, _ in blobs.lying(blobs.folder(path))]
        assert [
            file.relative_to(blobs.folder(restored)) for file, _ in blobs.lying(blobs.folder(restored))
        ] == kept
    left = {file.name for file in path.parent.iterdir()}
    assert not any(".sementara-" in name or name.endswith(".part") for name in left)


@pytest.mark.usefixtures("cheap_passphrases")
def test_a_protected_backup_opens_with_its_passphrase_alone(office: Karimun, tmp_path: Path) -> None:
    (archive,) = backed_up(office, SECRET).archives
    (tmp_path / "isi").mkdir()
    for passphrase in (None, "lain"):
        with pytest.raises(Protected):
            archives.unpack(archive, tmp_path / "isi", passphrase)
        assert not list((tmp_path / "isi").iterdir())


def test_a_protected_backup_opens_by_age_alone(
    office: Karimun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As whoever has lost the program would: the two files of it, each in the format of age."""
    import pyrage

    # what age answered when the backup was tried it need not find again
    monkeypatch.setattr(pyrage.passphrase, "decrypt", cache(pyrage.passphrase.decrypt))
    (archive,) = backed_up(office, SECRET).archives
    with pytest.raises(Protected), came_out(archive, tmp_path / "isi", "lain"):
        pass
    with tarfile.open(archive) as tar:
        key, contents = (tar.extractfile(name) for name in tar.getnames())
        assert key is not None
        assert contents is not None
        identity = pyrage.x25519.Identity.from_str(pyrage.passphrase.decrypt(key.read(), SECRET).decode())
        plain = pyrage.decrypt(contents.read(), [identity])
    with tarfile.open(fileobj=io.BytesIO(plain)) as tar:
        assert tar.getnames()[:2] == ["manifest.json", "loket.db"]


def test_when_the_last_was_made_is_known_and_when_that_is_long_ago(office: Karimun) -> None:
    office.go_to("2026-11-18 10:00+07:00")
    assert latest(office.desk) == Latest(None, 0, old=False, wanted=True)
    office.go_to("2026-11-21 10:00+07:00")
    assert (latest(office.desk).days, latest(office.desk).old) == (3, True)
    backed_up(office)
    assert (latest(office.desk).at, latest(office.desk).days, latest(office.desk).old) == (
        office.at,
        0,
        False,
    )
    office.go_to("2026-11-24 07:00+07:00")
    assert (latest(office.desk).days, latest(office.desk).old) == (3, True)


def test_it_is_told_in_the_journal_with_what_the_archive_is(office: Karimun) -> None:
    made = backed_up(office)
    entry = office.journal("office", 1)[-1]
    (archive,) = made.archives
    assert entry.kind == "backed_up"
    assert entry.data == {
        "archive": archive.name,
        "sha": blobs.read(archive).sha,
        "size": archive.stat().st_size,
        "head": made.manifest.number,
    }
    assert entry.id == made.manifest.number + 1
    assert examine(office.desk).whole


def test_of_an_office_that_is_not_whole_no_backup_counts_and_no_older_one_goes(office: Karimun) -> None:
    good = backed_up(office)
    with closing(sqlite3.connect(office.desk.store.path)) as conn, conn:
        conn.execute("UPDATE file SET number = '99999' WHERE id = 1")
    office.go_to("2027-01-18 09:00+07:00")
    bad = backed_up(office)
    assert (bad.whole, bad.gone) == (False, ())
    assert latest(office.desk).at != office.at
    assert counting(making.series(office.desk), [file.name for file in place(office).iterdir()]) == [
        good.archives[0].name
    ]


def test_an_attachment_that_is_missing_makes_a_backup_that_does_not_count(office: Karimun) -> None:
    for file, _ in list(blobs.lying(blobs.folder(office.desk.store.path))):
        file.unlink()
    assert not backed_up(office).whole


def test_a_second_place_has_the_same(office: Karimun, tmp_path: Path) -> None:
    made = make(office.desk, [place(office), tmp_path / "usb" / "loket"])
    first, second = made.archives
    assert (first.name, first.read_bytes()) == (second.name, second.read_bytes())
    assert second.parent == tmp_path / "usb" / "loket"


def test_a_place_that_cannot_be_written_is_told_and_the_others_have_it(
    office: Karimun, tmp_path: Path
) -> None:
    """The first counts all the same: it is known, and tried again and again it fills no disk."""
    (tmp_path / "penuh").write_text("bukan folder")
    for _ in range(3):
        office.wait(15)
        done = make(office.desk, [place(office), tmp_path / "penuh", tmp_path / "usb"])
        assert [(missed.place, bool(missed.why)) for missed in done.missed] == [(tmp_path / "penuh", True)]
        assert latest(office.desk).at == office.at
        for folder in (place(office), tmp_path / "usb"):
            assert [file.name for file in folder.iterdir()] == [done.archives[0].name]


def test_what_another_office_or_other_data_make_in_the_same_place_is_let_be(
    office: Karimun, tmp_path: Path
) -> None:
    (tmp_path / "lain").mkdir()
    folder, other = place(office), open_karimun(tmp_path / "lain")
    with making._part(folder, office.desk.store.path, "karimun-baru") as new:
        new.write_bytes(b"setengah jadi")
        with making._part(folder, other.desk.store.path, "karimun") as same:
            same.write_bytes(b"setengah jadi")
            backed_up(office)
            assert (new.exists(), same.exists()) == (True, True)


def test_two_offices_that_began_alike_keep_their_backups_in_one_folder(
    office: Karimun, tmp_path: Path
) -> None:
    create_office(tmp_path / "lain.db", "karimun", now=office.at)
    folder, other = place(office), open_desk(tmp_path / "lain.db", clock=lambda: office.at)
    ours = backed_up(office)
    theirs = make(other, [folder])
    other.store.close()
    office.wait(60)
    again = backed_up(office)
    assert (theirs.gone, again.gone) == ((), ours.archives)
    assert {file.name for file in folder.iterdir()} == {again.archives[0].name, theirs.archives[0].name}


def test_two_copies_of_one_office_take_nothing_of_each_other_away(office: Karimun, tmp_path: Path) -> None:
    (begun,) = make(office.desk, [tmp_path / "usb"]).archives
    restore(begun, tmp_path / "salinan.db", None, by(None))
    copy = open_desk(tmp_path / "salinan.db", clock=lambda: office.at)
    theirs = make(copy, [place(office)])
    copy.store.close()
    office.wait(60)
    first = backed_up(office)
    office.wait(60)
    again = backed_up(office)
    (there,) = theirs.archives
    assert (first.gone, again.gone, again.strange) == ((), first.archives, (there.name,))
    assert any("yang tidak disebut riwayat ini" in line for line in told(again, "kini"))


def test_what_was_made_by_a_clock_that_went_ahead_drives_out_nothing(office: Karimun) -> None:
    place(office).mkdir()
    ahead = {
        place(office) / f"loket-{making.series(office.desk)}-2027{month:02}{day:02}-200000-9.tar.gz"
        for month in (3, 4)
        for day in range(1, 29)
    }
    for file in ahead:
        file.touch()
    for _ in range(2):
        office.wait(15)
        new = backed_up(office).archives[0]
    assert set(place(office).iterdir()) == {new, *ahead}


def test_old_ones_go_as_the_office_says(office: Karimun) -> None:
    for day in range(1, 29):
        office.go_to(f"2027-02-{day:02} 20:00+07:00")
        backed_up(office)
    names = counting(making.series(office.desk), [file.name for file in place(office).iterdir()])
    assert [name.split("-")[3][6:] for name in names] == [
        "28",
        "27",
        "26",
        "25",
        "24",
        "23",
        "22",
        "21",
        "14",
        "07",
    ]


def test_two_at_once_are_one_after_the_other(office: Karimun) -> None:
    with ThreadPoolExecutor(1) as other, scratch.scratch(office.desk.store.path):
        assert isinstance(other.submit(backed_up, office).exception(), UnderWay)
    assert backed_up(office).whole


# what an archive may be that is none


def altered(archive: Path, change: Callable[[str, bytes], list[tuple[str, bytes]]]) -> None:
    """Pack it anew with other members."""
    with tarfile.open(archive) as tar:
        members = [(name, tar.extractfile(name)) for name in tar.getnames()]
        contents = [pair for name, file in members if file is not None for pair in change(name, file.read())]
    with tarfile.open(archive, "w:gz") as tar:
        for name, data in contents:
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))


def manifest(**other: object) -> Callable[[str, bytes], list[tuple[str, bytes]]]:
    def change(name: str, data: bytes) -> list[tuple[str, bytes]]:
        return [
            (name, json.dumps({**json.loads(data), **other}).encode() if name == "manifest.json" else data)
        ]

    return change


WRONG: dict[str, Callable[[str, bytes], list[tuple[str, bytes]]]] = {
    "a byte of the database": lambda name, data: [(name, data[:-1] + b"x" if name == "loket.db" else data)],
    "a byte of what is beside it": lambda name, data: [(name, data + b"x" if "blobs" in name else data)],
    "no database": lambda name, data: [] if name == "loket.db" else [(name, data)],
    "no manifest": lambda name, data: [] if name == "manifest.json" else [(name, data)],
    "twice": lambda name, data: [(name, data)] * 2,
    "above it": lambda name, data: [(name, data), ("../loket.db", data)],
    "elsewhere": lambda name, data: [(name, data), ("/tmp/loket.db", data)],
    "a manifest of something else": lambda name, data: [(name, b"[]" if name == "manifest.json" else data)],
    "a manifest that lacks something": lambda name, data: [
        (name, b"{}" if name == "manifest.json" else data)
    ],
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_not_as_its_manifest_says_is_refused(office: Karimun, tmp_path: Path, wrong: str) -> None:
    (archive,) = backed_up(office).archives
    altered(archive, WRONG[wrong])
    (tmp_path / "isi").mkdir()
    with pytest.raises(ArchiveBroken):
        archives.unpack(archive, tmp_path / "isi")
    assert {file.name for file in (tmp_path / "isi").iterdir()} <= {"loket.db", "loket.db.blobs"}


@pytest.mark.usefixtures("cheap_passphrases")
@pytest.mark.parametrize("passphrase", [None, SECRET])
def test_an_archive_cut_anywhere_is_refused(office: Karimun, tmp_path: Path, passphrase: str | None) -> None:
    (archive,) = backed_up(office, passphrase).archives
    contents = archive.read_bytes()
    for part in (0, 1, 10, 600, len(contents) // 2, len(contents) * 2 // 3):
        archive.write_bytes(contents[:part])
        folder = tmp_path / f"isi-{part}"
        folder.mkdir()
        with pytest.raises(ArchiveBroken):
            archives.unpack(archive, folder, passphrase)


@pytest.mark.parametrize("other", [{"number": 3}, {"hash": "x"}, {"counts": {}}])
def test_a_manifest_that_tells_of_another_journal_does_not_count(
    office: Karimun, tmp_path: Path, other: dict[str, object]
) -> None:
    (archive,) = backed_up(office).archives
    altered(archive, manifest(**other))
    (tmp_path / "isi").mkdir()
    with tried.tried(archive, tmp_path / "isi", None) as found:
        assert not found.whole


# put back


def test_an_open_program_notices_and_is_opened_again_on_what_was_put_back(office: Karimun) -> None:
    path = office.desk.store.path
    made = backed_up(office)
    was = dump(path)
    keep(office, b"sesudah cadangan")
    register(office)
    ended = journal(path)
    aside = restore(made.archives[0], path, None, by(office.who("admin")))
    assert isinstance(aside, Path)
    with pytest.raises(StoreReplaced) as noticed:
        register(office)
    assert noticed.value.fate is Fate.OTHER
    office.desk.store.close()

    restored = journal(path)
    assert restored[:-1] == ended[: made.manifest.number]
    office.desk = open_desk(path, clock=lambda: office.at)
    entry = office.journal("office", 1)[-1]
    assert (entry.kind, entry.person_id) == ("restored", office.ids["admin"])
    assert entry.data == {"left": made.manifest.number, "ended": len(ended)}
    assert missing(office.desk) is None
    assert examine(office.desk).whole
    assert len(room.listed(office.desk).strays) == 1  # what was kept since is still there
    register(office)

    assert aside is not None
    assert journal(aside / path.name) == ended
    assert len(was) < len(dump(aside / path.name))


def test_who_is_no_admin_puts_nothing_back(office: Karimun) -> None:
    made, before = backed_up(office), dump(office.desk.store.path)
    with pytest.raises(Refused):
        restore(made.archives[0], office.desk.store.path, None, by(office.who("bo")))
    register(office)
    assert len(dump(office.desk.store.path)) > len(before)


def test_another_office_is_not_put_in_its_place(office: Karimun, tmp_path: Path) -> None:
    made = backed_up(office)
    other = tmp_path / "lain.db"
    shutil.copyfile(office.desk.store.path, other)
    with closing(sqlite3.connect(other)) as conn, conn:
        conn.execute("UPDATE meta SET value = 'pariaman' WHERE key = 'office'")
    before = dump(other)
    with pytest.raises(NotTheOffice):
        restore(made.archives[0], other, None, by(None))
    assert dump(other) == before


@pytest.mark.parametrize("what", ["nothing", "damaged", "emptied", "only its log"])
def test_it_is_put_where_nothing_can_be_read(office: Karimun, what: str) -> None:
    made, path = backed_up(office), office.desk.store.path
    register(office)
    log = Path(f"{path}-wal").read_bytes()
    office.desk.store.close()
    Path(f"{path}-wal").write_bytes(log)
    match what:
        case "nothing":
            path.unlink()
            Path(f"{path}-wal").unlink()
        case "damaged":
            path.write_bytes(b"Kepada Yth. " * 1000)
        case "emptied":
            path.write_bytes(b"")
        case _:
            path.unlink()
    aside = restore(made.archives[0], path, None, by(None))
    assert not isinstance(aside, str)
    desk = open_desk(path)
    assert examine(desk).whole
    desk.store.close()
    kept = {file.name: file.read_bytes() for file in aside.iterdir()} if aside is not None else {}
    assert (kept.get(f"{path.name}-wal") == log) == (what != "nothing")


def test_while_others_read_on_nothing_is_put_in_place_nor_any_attachment(
    office: Karimun, tmp_path: Path
) -> None:
    made, path = backed_up(office), office.desk.store.path
    register(office)
    shutil.rmtree(blobs.folder(path))
    with (
        came_out(made.archives[0], tmp_path / "isi") as new,
        closing(sqlite3.connect(path)) as reader,
    ):
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM journal").fetchone()
        register(office)
        with pytest.raises(StoreBusy):
            placing.put_in_place(new, path, tmp_path / "sisih", patience=0)
    assert (beside(path), (tmp_path / "sisih").exists()) == ({}, False)


def test_it_is_put_where_a_link_leads(office: Karimun, tmp_path: Path) -> None:
    made, path = backed_up(office), office.desk.store.path
    office.desk.store.close()
    link = tmp_path / "tautan.db"
    link.symlink_to(path)
    restore(made.archives[0], link, None, by(None))
    assert link.is_symlink()
    assert len(journal(path)) == made.manifest.number + 1


# killed


def states(path: Path) -> tuple[int, bool]:
    """How far the journal at a place goes, and whether all there is whole.

    That it lacks what it once had may still have to be asked: where it ended is noted in a file of its own.
    """
    desk = open_desk(path, settle=False, broken=True)
    try:
        return len(journal(path)), replace(examine(desk), lost=None).whole
    finally:
        desk.store.close()


STEPS = {making: 17, archives: 60, blobs: 60, placing: 7, restoring: 13, scratch: 5, tried: 7}
"""In which files it is killed, and before each how manieth line in a test that is not to last."""


@pytest.mark.parametrize("module", STEPS, ids=lambda module: module.__name__)
@pytest.mark.parametrize("work", ["cadangkan", "pulihkan"])
def test_killed_at_any_step_the_old_or_the_new_is_there_whole(
    office: Karimun, module: ModuleType, work: str
) -> None:
    path, folder, whose = office.desk.store.path, place(office), making.series(office.desk)
    folders = [folder, path.parent / "usb"]
    first = make(office.desk, folders)
    office.wait(60)
    register(office)
    office.desk.store.close()
    before, at, saved = len(journal(path)), office.at, lying(path, folders, whose)

    def do() -> None:
        if work == "pulihkan":
            restore(first.archives[0], path, None, by(None))
            return
        desk = open_desk(path, clock=lambda: at)
        make(desk, folders)
        desk.store.close()

    step, every, last, known = 0, max(1, STEPS[module] // tries(1)), before, set[bytes]()
    while dies_at(step, module, do):
        length, whole = states(path)
        assert whole
        assert length in (last, last + 1 if work == "cadangkan" else first.manifest.number + 1)
        last = length
        there = {archive.read_bytes(): archive for each in folders for archive in counted(each, whose)}
        for archive in (archive for contents, archive in there.items() if contents not in known):
            target = path.with_name("dicoba")
            target.mkdir()
            with tried.tried(archive, target, None) as found:
                assert found.whole
            shutil.rmtree(target)
        known |= there.keys()  # what was whole once is tried again only where it is another since
        step += every
        for each in folders:  # rotation takes none before the new one counts there
            assert counted(each, whose)
        if work == "cadangkan":  # else each has more to go through than the one before, for ever
            lie_again(saved, lying(path, folders, whose))
            last = before
    make_again(path, at, folders)


def lying(path: Path, folders: list[Path], whose: str) -> dict[Path, bytes]:
    """The database's files, while nobody has it open, and the archives that count."""
    files = [file for file in path.parent.glob(f"{path.name}*") if file.is_file()]
    archives = [archive for folder in folders for archive in counted(folder, whose)]
    return {file: file.read_bytes() for file in (*files, *archives)}


def lie_again(saved: Mapping[Path, bytes], now: Iterable[Path]) -> None:
    """These files are as they were, of these none is there besides; what else was left lies there yet."""
    for file in now:
        if file not in saved:
            file.unlink()
    for file, contents in saved.items():
        file.write_bytes(contents)


def counted(folder: Path, whose: str) -> list[Path]:
    return [folder / name for name in counting(whose, [file.name for file in folder.iterdir()])]


def make_again(path: Path, at: int, folders: list[Path]) -> None:
    """What a killed program left is in nobody's way, and goes."""
    desk = open_desk(path, clock=lambda: at)
    made = make(desk, folders)
    assert (made.whole, made.missed) == (True, ())
    desk.store.close()
    left = [*path.parent.iterdir(), *(file for folder in folders for file in folder.iterdir())]
    assert not [file for file in left if ".sementara-" in file.name or file.name.endswith(".part")]


# under load

WORKING = """
import sys
from pathlib import Path
from threading import Thread
from loket.desk.authority import Who
from loket.desk.case.perform import perform
from loket.desk.case.record import Ref
from loket.desk.opening import open_desk
from loket.flow.acts import PutBack
from tests.desk.backup.test_backups import keep
from tests.desk.karimun import Karimun, register
path, at, person = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
desk = open_desk(path, clock=lambda: at)
office = Karimun(desk, at, {"fo2": person})
goes_on = [True]
Thread(target=lambda: (sys.stdin.readline(), goes_on.clear()), daemon=True).start()
print("ready", flush=True)
count = 0
while goes_on:
    ref = register(office, f"Apotek Contoh {count % 7}")
    perform(desk, office.who("fo2"), ref, PutBack())
    count += 1
    if count % 5 == 0:
        keep(office, b"%PDF " + str((person, count)).encode())
desk.store.close()
print(count, flush=True)
"""


def test_each_backup_under_load_is_the_office_as_it_was_at_a_moment(office: Karimun, tmp_path: Path) -> None:
    path = office.desk.store.path
    working = [Program("-c", WORKING, path, str(office.at), str(office.ids["fo2"])) for _ in range(2)]
    made, backups = list[Made](), 100 if tries(1) > 1 else 2  # a hundred in `make soak`
    try:
        for program in working:
            assert program.stdout.readline() == "ready\n"
        for _ in range(backups):
            office.at += 24 * 60 * 60_000
            made.append(backed_up(office))
            assert made[-1].whole
            restored_equal(office, made[-1], tmp_path / "isi")
        said = [program.communicate("\n") for program in working]
    finally:
        for program in working:
            program.kill()
    assert all(int(count) > 0 for count in said)
    assert len({each.manifest.number for each in made}) == len(made)
    assert examine(office.desk).whole


def restored_equal(office: Karimun, made: Made, folder: Path) -> None:
    """What comes out is the journal of the source up to its head, and all that this tells."""
    with came_out(made.archives[0], folder) as restored:
        entries = journal(restored)
        assert len(entries) == made.manifest.number
        assert entries == journal(office.desk.store.path)[: len(entries)]
