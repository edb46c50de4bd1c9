"""Several accounts of a computer have one office together, and nobody else has it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from loket import modes
from loket.desk import sharing
from loket.desk.backup.making import make
from loket.desk.backup.places import places
from loket.desk.backup.restoring import restore
from loket.desk.founding import create_office
from loket.desk.opening import open_desk, system_clock
from loket.desk.people import staff
from loket.desk.sharing import NotShared
from loket.desk.words.trouble import opening_failed
from loket.log import LOG, note
from loket.store.errors import StoreUnreachable
from loket.store.sqlite.database import lock_path
from tests.accounts import SEVERAL_ACCOUNTS, as_somebody

GROUP, AYU, BUDI, STRANGER = 54000, 54001, 54002, 54003


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that all accounts may pass, and Ayu alone writes."""
    with TemporaryDirectory(prefix="loket-") as above:
        os.chmod(above, 0o755)
        folder = Path(above) / "kantor"
        folder.mkdir(0o700)
        os.chown(folder, AYU, AYU)
        yield folder


def founded(data: Path, *, shared: bool) -> None:
    if shared:
        sharing.give(data, GROUP)
    create_office(data, "karimun", now=system_clock())
    worked(data, "199001012020011001")


def worked(data: Path, nip: str) -> None:
    """Somebody opens the office, does something in it, and backs it up."""
    desk = open_desk(data)
    with closing(desk.store):
        staff.add(desk, None, nip=nip, name="Contoh", password="kata-sandi-contoh", roles=["admin"])
        assert make(desk, places(data)).whole
    assert note(data.parent / LOG, "mulai")


def put_back(data: Path) -> None:
    newest = max(places(data)[0].iterdir(), key=lambda archive: archive.name)
    assert restore(newest, data, None, lambda _: None) is not None


def refused(data: Path) -> None:
    with pytest.raises(StoreUnreachable) as closed:
        open_desk(data)
    assert "loket kantor hak" in opening_failed(closed.value)


@SEVERAL_ACCOUNTS
def test_whoever_is_of_the_group_opens_acts_backs_up_and_puts_back_and_nobody_else_opens(
    folder: Path, tmp_path: Path
) -> None:
    own, data = tmp_path / "sendiri" / "loket.db", folder / "loket.db"
    founded(own, shared=False)  # so all is imported that other accounts may not read
    put_back(own)
    assert as_somebody(AYU, GROUP, partial(founded, data, shared=True)) == 0
    assert as_somebody(BUDI, GROUP, partial(worked, data, "199001012020011002")) == 0
    lock_path(data).unlink()
    assert as_somebody(BUDI, GROUP, partial(put_back, data)) == 0
    assert as_somebody(AYU, GROUP, partial(worked, data, "199001012020011003")) == 0
    assert as_somebody(STRANGER, STRANGER, partial(refused, data)) == 0
    assert sharing.wrong(data) == ()
    assert {path.stat().st_gid for path in (folder, *folder.rglob("*"))} == {GROUP}
    assert sharing.wrong(own) == ()
    assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in own.parent.rglob("*")} == {0}


@pytest.mark.skipif(not hasattr(os, "getegid"), reason="no groups of accounts here")
def test_what_is_made_for_the_group_is_theirs_from_the_moment_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.chmod(0o2770)
    seen, share = list[bool](), modes.share
    lock = lock_path(tmp_path / "loket.db")

    def watched(made: int | Path, folder: Path) -> None:
        seen.append(lock.exists())
        share(made, folder)

    monkeypatch.setattr(modes, "share", watched)
    os.close(modes.opened(lock, os.O_RDWR))
    assert seen[0] is False
    assert {path: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {lock: 0o660}


@SEVERAL_ACCOUNTS
def test_what_was_made_for_one_account_is_given_to_the_group(folder: Path) -> None:
    data = folder / "loket.db"
    for name in (data.name, "loket.db.lock", "loket.db.blobs/ab/cd", LOG):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch(0o644)
    (folder / "loket.db.lain").symlink_to("/etc/passwd")
    found = sharing.wrong(data, GROUP)
    assert [each.path.name for each in found] == [
        "kantor", LOG, "loket.db", "loket.db.blobs", "ab", "cd", "loket.db.lock",
    ]  # fmt: skip
    sharing.give(data, GROUP)
    for each in found:
        sharing.put_right(each)
    assert sharing.wrong(data) == ()
    assert (data.stat().st_gid, stat.S_IMODE(data.stat().st_mode)) == (GROUP, 0o660)


@SEVERAL_ACCOUNTS
def test_a_folder_with_other_things_or_that_the_group_does_not_reach_is_not_given(folder: Path) -> None:
    (folder / "surat.odt").touch()
    with pytest.raises(NotShared, match=r"berisi yang bukan data kantor \(surat.odt\)"):
        sharing.give(folder / "loket.db", GROUP)
    with pytest.raises(NotShared, match=f"tidak dapat melewati folder {folder}"):
        sharing.give(folder / "dalam" / "loket.db", GROUP)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
