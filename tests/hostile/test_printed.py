"""Hostile texts on paper and on the command line."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from loket.cli import run
from loket.desk.authority import Who
from loket.desk.case import file_view, lists
from loket.desk.opening import open_desk
from loket.desk.papers import deficiency, receipt
from tests.hostile.payloads import PAYLOADS, obeyed
from tests.snapshots.demo_office import frozen_now

Printed = pytest.CaptureFixture[str]


def test_no_paper_carries_a_control_character(spoilt: Path) -> None:
    desk = open_desk(spoilt, clock=frozen_now)
    clerk = Who(1, "2")
    rows = lists.find(desk, clerk, "00", limit=200)
    assert len(rows) > 50
    for row in rows:
        view = file_view.view(desk, clerk, row.work.file_id)
        for paper in (receipt.receipt_text(desk, clerk, view), deficiency.deficiency_text(desk, clerk, view)):
            assert not obeyed(paper.replace("\f", ""), lines=True), repr(paper)
    desk.store.close()


@pytest.mark.parametrize("command", [("petugas", "daftar"), ("kalender", "tampil")])
def test_no_command_prints_a_control_character(
    command: tuple[str, ...], spoilt: Path, capsys: Printed
) -> None:
    assert run([*command, "--data", str(spoilt)]) == 0
    out = capsys.readouterr().out
    assert "PT" in out
    assert not obeyed(out, lines=True)


@pytest.mark.parametrize("text", PAYLOADS.values(), ids=list(PAYLOADS))
def test_no_refusal_repeats_a_control_character(
    text: str, demo: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = text.replace("\0", "")  # no command line can hold one
    monkeypatch.setattr("sys.stdin", io.StringIO())
    for arguments in (
        ("petugas", "tambah", text, f"Ayu {text}", "--data", str(demo)),
        ("petugas", "tambah", "199001012015011099", text, "--peran", text, "--data", str(demo)),
        ("petugas", "ubah", "199001012015011099", "--sebagai", text, "--data", str(demo)),
        ("sop", "tampil", text),
        (f"perintah {text}",),
        ("batas", text, "60 menit", "--kantor", "karimun"),
    ):  # fmt: skip
        assert run(arguments) != 0
        said = capsys.readouterr()
        assert not obeyed(said.out + said.err, lines=True), (arguments, said)
