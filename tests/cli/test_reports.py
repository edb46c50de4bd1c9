"""What `loket laporan` prints and writes: in a spreadsheet text is text, and no file is lost."""

from __future__ import annotations

import json
import re
import stat
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest

from loket.cli import run
from loket.cli.tables import Column, Sort, Table, as_csv, as_workbook
from loket.desk.queue import calling, line
from loket.flow.queue.acts import Outcome, OutOfTurn
from loket.lengths import MINUTE
from tests.desk.kantor import open_kantor

Printed = pytest.CaptureFixture[str]
TRICKY = ("=1+1", "+62812", "-5", "@SUM", "007", "\t=2", "A-001")
TABLE = Table(
    "Coba",
    (Column("Teks"), Column("Nomor", Sort.COUNT), Column("Lama", Sort.LENGTH), Column("Hari", Sort.DATE)),
    [(text, 7, 90 * MINUTE, date(2026, 11, 18)) for text in TRICKY] + [("kosong", None, None, None)],
)


def test_in_a_spreadsheet_text_is_text_and_a_date_a_date(tmp_path: Path) -> None:
    path = tmp_path / "coba.xlsx"
    path.write_bytes(as_workbook([TABLE, TABLE_TOO], datetime(2026, 11, 18, 9)))
    book = zipfile.ZipFile(path)
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    words = re.findall(r"<t[^>]*>([^<]*)</t>", book.read("xl/sharedStrings.xml").decode())
    assert "<f>" not in sheet
    cells = re.findall(r'<c r="([A-Z]+)(\d+)"(?: s="\d+")?(?: t="(\w+)")?><v>([^<]*)</v>', sheet)
    texts = [words[int(value)] for column, row, sort, value in cells if column == "A" and row != "1"]
    assert texts == [text.strip() for text in TRICKY] + ["kosong"]
    assert {sort for column, row, sort, _ in cells if column == "A"} == {"s"}
    first = {
        column: (sort, float(value)) for column, row, sort, value in cells if row == "2" and column != "A"
    }
    assert first == {"B": ("", 7.0), "C": ("", 0.0625), "D": ("", 46344.0)}
    assert "dd-mm-yyyy" in book.read("xl/styles.xml").decode()
    assert [*re.findall(r'<sheet name="(\w+)"', book.read("xl/workbook.xml").decode())] == ["Coba", "Dua"]


TABLE_TOO = Table("Dua", (Column("Teks"),), [["isi"]])


def test_in_csv_no_cell_is_a_formula_or_loses_its_first_digit() -> None:
    head, *rows = as_csv(TABLE).decode("utf-8-sig").splitlines()
    assert head == "Teks,Nomor,Lama (detik),Hari"
    told = [row.partition(",")[0] for row in rows]
    assert told == ["'=1+1", "'+62812", "'-5", "'@SUM", "'007", "'=2", "A-001", "kosong"]
    assert rows[0].endswith(",7,5400,2026-11-18")
    assert rows[-1] == "kosong,,,"


def test_a_period_is_printed_or_written_and_nothing_overwritten(tmp_path: Path, capsys: Printed) -> None:
    office = open_kantor(tmp_path, "karimun")
    sari = office.who("fo2")
    for _ in range(3):
        calling.issue_ticket(office.desk, sari, errand="daftar")
    called = calling.call(office.desk, sari, line.queue(office.desk, sari).waiting[-1], OutOfTurn.FRAIL)
    calling.present(office.desk, sari, called.id)
    office.wait(12)
    calling.finish(office.desk, sari, called.id, Outcome.ASKED)
    office.desk.store.close()
    data = ("--data", str(office.desk.store.path), "--dari", "18-11-2026", "--sampai", "18-11-2026")

    def told(*command: str) -> str:
        assert run(["laporan", *command, *data]) == 0
        return capsys.readouterr().out

    assert "datang     3: dilayani 1, masih terbuka 2" in told("antrean")
    assert "09.00  A-003 Loket 2 Pendaftaran (Mendaftar): tidak kuat menunggu" in told("urutan")
    assert '"mean": 720000' in told("antrean", "--bentuk", "json")
    assert json.loads(told("urutan", "--bentuk", "json"))["out_of_turn"][0]["number"] == "A-003"
    assert "keperluan,Mendaftar,3,1,0,0,0,0,2,1,0,0,0,0,1,720,720,720,0" in told("antrean", "--bentuk", "csv")
    assert "2026-11-18,pukul 09.00,dipanggil di luar giliran,A-003" in told("urutan", "--bentuk", "csv")
    for name in ("a.xlsx", "a.csv", "a.txt", "a.pdf"):
        path = tmp_path / name
        assert told("antrean", "--ke", str(path)) == ""
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        before = path.read_bytes()
        assert run(["laporan", "urutan", "--ke", str(path), *data]) == 2
        assert "sudah ada; tidak ditimpa" in capsys.readouterr().err
        assert path.read_bytes() == before
        told("urutan", "--ke", str(path), "--timpa")
        assert path.read_bytes() != before
    assert sorted(each.name for each in tmp_path.glob(".a*")) == []


def test_what_cannot_be_is_told_in_a_sentence(tmp_path: Path, capsys: Printed) -> None:
    office = open_kantor(tmp_path, "karimun")
    office.desk.store.close()
    for command, said in (
        (("--bentuk", "doc"), "tabel, csv, xlsx, json"),
        (("--bentuk", "xlsx"), "--ke FILE.xlsx"),
        (("--dari", "kemarin"), "bukan tanggal"),
        (("--dari", "18-11-2026", "--sampai", "17-11-2026"), "sebelum hari pertama"),
        (("--ke", "/tidak/ada/a.csv"), "Tidak dapat menulis /tidak/ada/a.csv"),
    ):
        assert run(["laporan", "antrean", *command, "--data", str(office.desk.store.path)]) in (1, 2)
        told = capsys.readouterr()
        assert said in told.err
        assert told.out == ""
