"""A demo of an office in which others register a file than those who work on it first."""

import shutil
from pathlib import Path

import pytest

from loket.cli import run
from loket.demo import office as demo
from loket.desk.opening import open_desk
from loket.resources import resource
from loket.store import files, journal

OTHERS = ["mempawah.toml", "pariaman.toml", "purwakarta.toml"]


def test_the_demo_plays_an_office_whose_first_performers_register_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "dokumen" / "sop"
    own.mkdir(parents=True)
    shutil.copytree(resource("data", "offices"), own.parent / "offices", ignore=lambda *_: OTHERS)
    text = resource("data", "sop", "karimun-sicantik.toml").read_text("utf-8")
    changed = text.replace(
        'jenis = "completeness"\nperan = ["fo2"]', 'jenis = "completeness"\nperan = ["bo"]'
    )
    assert changed != text
    (own / "karimun-sicantik.toml").write_text(changed, encoding="utf-8")
    monkeypatch.setenv("LOKET_DATA", str(tmp_path / "loket.db"))
    assert run(["demo", "--kantor", str(own.parent)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[-1].startswith("Selesai: berkas ")
    assert any(line.startswith("5.") and "Analis Dokumen" in line for line in told)
    demo.make(tmp_path / "loket.db", str(own.parent), host_now=1_700_000_000_000)
    desk = open_desk(tmp_path / "loket.db", clock=lambda: 1_700_000_000_000)
    with desk.store.read() as conn:
        assert journal.verify_chain(conn) is None
        rows = [files.file_row(conn, number) for number in range(1, 56)]
    assert {"terbit", "ditolak", "dicabut", None} <= {row.outcome for row in rows}
    desk.store.close()
