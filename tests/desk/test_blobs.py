"""Files kept beside the database: once for the same contents, never changed, and nothing half when killed."""

from __future__ import annotations

from pathlib import Path

import pytest

from loket.cli import run
from loket.desk import blobs as room
from loket.desk.agreement.finding import Kind
from loket.desk.integrity import Findings, examine
from loket.location import written
from loket.store import blobs
from loket.store.blobs import Contents
from tests import places
from tests.desk.karimun import Karimun, open_karimun
from tests.killed import dies_at

PDF = b"%PDF-1.7 contoh"
Printed = pytest.CaptureFixture[str]


@pytest.fixture
def office(tmp_path: Path) -> Karimun:
    return open_karimun(tmp_path)


def scan(folder: Path, contents: bytes = PDF) -> Path:
    """A file that somebody brought."""
    file = folder / "pindaian"
    file.write_bytes(contents)
    return file


def kept(office: Karimun, folder: Path, contents: bytes = PDF) -> Path:
    """Where what somebody of the front office kept lies."""
    with (
        scan(folder, contents).open("rb") as source,
        room.keeping(office.desk, office.who("fo2"), source) as (_, blob),
    ):
        pass
    return blobs.place(blobs.folder(office.desk.store.path), blob.contents.sha)


def wrong(found: Findings) -> dict[Kind, tuple[str, ...]]:
    return {each.kind: each.named for each in found.wrong}


@pytest.mark.parametrize(
    ("contents", "kind"),
    [
        (PDF, "application/pdf"),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0....", "image/jpeg"),
        (b"%PD", "application/octet-stream"),
        (b"", "application/octet-stream"),
        (b"x" * 3_000_000, "application/octet-stream"),
    ],
)
def test_what_is_kept_is_what_was_given(office: Karimun, tmp_path: Path, contents: bytes, kind: str) -> None:
    place = kept(office, tmp_path, contents)
    assert place.read_bytes() == contents
    assert (place.stat().st_mode & 0o777, place.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    (blob,) = room.listed(office.desk).kept
    assert (blob.contents.size, blob.contents.type, blob.person) == (len(contents), kind, office.ids["fo2"])
    assert blob.contents == blobs.read(place)
    assert blob.at == office.at
    assert examine(office.desk).whole


def test_the_same_contents_are_kept_once_and_as_they_were_first(office: Karimun, tmp_path: Path) -> None:
    first = kept(office, tmp_path)
    stamp = first.stat()
    assert kept(office, tmp_path) == first
    assert (first.stat().st_ino, first.stat().st_mtime_ns) == (stamp.st_ino, stamp.st_mtime_ns)
    assert len(room.listed(office.desk).kept) == 1


def test_what_is_gone_or_changed_is_named(office: Karimun, tmp_path: Path) -> None:
    gone, changed, longer = (kept(office, tmp_path, PDF + end) for end in (b"1", b"2", b"3"))
    gone.unlink()
    changed.write_bytes(PDF + b"9")
    longer.write_bytes(PDF + b"33")
    assert wrong(examine(office.desk)) == {
        Kind.BLOB_GONE: ("lampiran ke-1",),
        Kind.BLOB: ("lampiran ke-2", "lampiran ke-3"),
    }
    assert room.listed(office.desk).missing == {1}


@pytest.mark.parametrize("column", ["sha", "size", "type", "person_id", "at"])
def test_each_column_that_is_changed_is_named(office: Karimun, tmp_path: Path, column: str) -> None:
    kept(office, tmp_path)
    new = {"sha": "'x'", "type": "'x'", "person_id": "2"}.get(column, f"{column} + 1")
    with places.behind(office.desk.store.place) as conn:
        conn.exec_driver_sql(f"UPDATE blob SET {column} = {new}")
    assert wrong(examine(office.desk))[Kind.BLOB_ROW] == ("lampiran ke-1",)


def test_a_row_that_is_gone_is_named(office: Karimun, tmp_path: Path) -> None:
    kept(office, tmp_path)
    with places.behind(office.desk.store.place) as conn:
        conn.exec_driver_sql("DELETE FROM blob")
    assert wrong(examine(office.desk)) == {Kind.BLOB_ROW: ("lampiran ke-1",)}


def test_they_are_listed(office: Karimun, tmp_path: Path, capsys: Printed) -> None:
    data = ["lampiran", "tampil", "--data", written(office.desk.store.place)]
    assert run(data) == 0
    assert capsys.readouterr().out == "Belum ada lampiran.\n"
    place = kept(office, tmp_path)
    stray = place.with_name("x" * 62)
    stray.write_bytes(b"x")
    assert run(data) == 0
    listed = capsys.readouterr().out
    assert "application/pdf" in listed
    assert f"Tidak tercatat: {stray}" in listed
    place.unlink()
    assert run(data) == 1
    assert "TIDAK ADA" in capsys.readouterr().out


def test_a_kill_at_any_step_leaves_nothing_half(office: Karimun, tmp_path: Path) -> None:
    folder, source, step = tmp_path / "isi", scan(tmp_path, PDF * 90_000), 0
    whole = blobs.read(source)

    def put() -> None:
        with source.open("rb") as opened:
            assert blobs.put(folder, opened) == whole

    seen = set[Contents | None]()
    while dies_at(step, blobs, put):
        lying = dict(blobs.lying(folder)) if folder.exists() else {}
        assert all(blobs.read(file).sha == sha for file, sha in lying.items() if sha)
        seen.add(next((blobs.read(file) for file, sha in lying.items() if sha), None))
        step += 1
    assert seen == {None, whole}  # both before and after it was named
    strays = [file for file, sha in blobs.lying(folder) if not sha]
    assert {file.suffix for file in strays} == {blobs.PART}
