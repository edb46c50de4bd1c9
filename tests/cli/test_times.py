"""`loket batas` and `loket kalender`, as typed."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.cli import run
from loket.cli.failed import Failed
from loket.cli.typed import read_date, read_hours, read_moment
from loket.desk.calendar import days
from loket.desk.founding import create_office
from loket.desk.opening import open_desk
from tests.cli.test_asking import at_a_terminal
from tests.desk.editions import edit
from tests.desk.karimun import PASSWORD, bring_to, instant, open_karimun

Printed = pytest.CaptureFixture[str]


def batas(*arguments: str) -> int:
    return run(["batas", *arguments, "--kantor", "karimun"])


@pytest.mark.parametrize(
    ("start", "allowed", "due"),
    [
        ("2026-03-17 14:30", "60 menit", "2026-03-25T08:00:00+07:00"),
        ("17-03-2026 14.30", "1 jam", "2026-03-25T08:00:00+07:00"),
        ("2026-03-17 14.30", "60 menit", "2026-03-25T08:00:00+07:00"),
        ("2026-03-17T07:30:00Z", "60 menit", "2026-03-25T08:00:00+07:00"),
        ("2026-03-17T15:30+08:00", "60 menit", "2026-03-25T08:00:00+07:00"),
        ("2026-11-20 11:00", "60 menit", "2026-11-20T13:30:00+07:00"),
        ("2026-11-20 16:00", "60 menit", "2026-11-23T08:00:00+07:00"),
        ("21-11-2026 10:00", "5 menit", "2026-11-23T07:35:00+07:00"),
        ("2026-03-17", "1 hari kerja", "2026-03-25T16:00:00+07:00"),
        ("13-05-2026", "6 hari", "2026-05-25T16:00:00+07:00"),
        ("2026-12-30", "3 hari kerja", "2027-01-06T16:00:00+07:00"),
    ],
)
def test_the_instant_stands_alone_on_a_line(start: str, allowed: str, due: str, capsys: Printed) -> None:
    assert batas(start, allowed) == 0
    assert capsys.readouterr().out == f"{due}\n"


@pytest.mark.parametrize("office", ["karimun", "pariaman", "purwakarta", "mempawah"])
def test_every_office_counts_by_its_hours(office: str, capsys: Printed) -> None:
    assert run(["batas", "2026-03-17 14:30", "60 menit", "--kantor", office]) == 0
    assert capsys.readouterr().out == "2026-03-25T08:00:00+07:00\n"


def test_time_stands_still_in_a_pause(capsys: Printed) -> None:
    pauses = ("--jeda", "2026-11-18 09:10..2026-11-18 10:00", "--jeda", "2026-11-18 09:50..18-11-2026 10.30")
    assert batas("2026-11-18 09:00", "20 menit", *pauses) == 0
    assert capsys.readouterr().out == "2026-11-18T10:40:00+07:00\n"


def test_a_pause_after_the_time_ran_out_changes_nothing(capsys: Printed) -> None:
    assert batas("2026-11-18 09:00", "5 menit", "--jeda", "2026-11-18 09:10..2026-11-19 10:00") == 0
    assert capsys.readouterr().out == "2026-11-18T09:05:00+07:00\n"


def test_the_arithmetic_is_told_interval_by_interval(capsys: Printed) -> None:
    assert batas("2026-03-17 14:30", "60 menit", "--jelaskan") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "2026-03-25T08:00:00+07:00"
    assert lines[1] == "Sel 17 Mar 14.30–15.00   30 menit   jumlah 30 menit"
    assert lines[2].startswith("18–24 Mar   tutup: ")
    assert lines[-1] == "paling lambat Rab 25 Mar 2026 08.00"


def test_a_bare_day_says_how_it_is_read(capsys: Printed) -> None:
    assert batas("2026-11-18", "2 hari", "--jelaskan") == 0
    assert "“2 hari” dibaca hari kerja" in capsys.readouterr().out


def test_programs_read_json(capsys: Printed) -> None:
    assert (
        batas("2026-03-17 14:30", "60 menit", "--json", "--jeda", "17-03-2026 14:40..17-03-2026 14:50") == 0
    )
    told = json.loads(capsys.readouterr().out)
    assert told["batas"] == "2026-03-25T08:10:00+07:00"
    assert told["jeda"] == [{"mulai": "2026-03-17T14:40:00+07:00", "selesai": "2026-03-17T14:50:00+07:00"}]
    assert sum(line["dihitung"] for line in told["rincian"]) == 60 * 60_000


def test_an_estimated_holiday_on_the_way_is_said_beside_the_answer(capsys: Printed) -> None:
    assert batas("2027-03-01", "9 hari kerja") == 0
    printed = capsys.readouterr()
    assert printed.out == "2027-03-22T16:00:00+07:00\n"
    assert "perkiraan" in printed.err


@pytest.mark.parametrize(("start", "day"), [("2027-12-29", "01-01-2028"), ("2019-02-03", "03-02-2019")])
def test_past_the_calendar_nothing_is_guessed(start: str, day: str, capsys: Printed) -> None:
    assert batas(start, "9 hari kerja") == 3
    printed = capsys.readouterr()
    assert (printed.out, day in printed.err) == ("", True)
    assert printed.err.startswith("batas waktu belum dapat dihitung")
    assert batas(start, "9 hari kerja", "--json") == 3
    assert json.loads(capsys.readouterr().out)["batas"] is None


@pytest.mark.parametrize(
    "arguments",
    [
        ["31-02-2026", "5 menit", "--kantor", "karimun"],
        ["kemarin", "5 menit", "--kantor", "karimun"],
        ["2026-W12", "5 menit", "--kantor", "karimun"],
        ["14:30", "5 menit", "--kantor", "karimun"],
        ["2026-03-17 25:00", "5 menit", "--kantor", "karimun"],
        ["2026-03-17 08.60", "5 menit", "--kantor", "karimun"],
        ["0001-01-01 00:00", "5 menit", "--kantor", "karimun"],
        ["0001-01-01T00:00:00+07:00", "5 menit", "--kantor", "karimun"],
        ["9999-12-31T23:59-12:00", "5 menit", "--kantor", "karimun"],
        ["2026-03-17", "99999999999 hari", "--kantor", "karimun"],
        ["2026-03-17", "99999999999 jam", "--kantor", "karimun"],
        ["2026-03-17", f"{'9' * 5000} menit", "--kantor", "karimun"],
        ["2026-03-17", "5 mnt", "--kantor", "karimun"],
        ["2026-03-17", "-3 jam", "--kantor", "karimun"],
        ["2026-03-17", "5 menit", "--kantor", "bogor"],
        ["2026-03-17", "5 menit"],
        ["2026-03-17"],
        ["2026-03-17", "5 menit", "--kantor", "karimun", "--jeda", "2026-03-18"],
        ["2026-03-17", "5 menit", "--kantor", "karimun", "--jeda", "2026-03-19..2026-03-18"],
        ["2026-03-17", "5 menit", "--kantor", "karimun", "--cepat"],
    ],
)
def test_what_cannot_be_read_is_one_sentence(arguments: list[str], capsys: Printed) -> None:
    assert run(["batas", *arguments]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1
    assert not any(english in printed.err for english in ("Error", "Invalid", "Missing", "No such"))


WORDS = st.text("0123456789-/.:, TZ+WDes", max_size=40) | st.text() | st.just("9" * 5000)


@given(WORDS)
def test_any_text_is_a_moment_a_date_or_hours_or_is_refused_in_a_sentence(text: str) -> None:
    for read in (lambda typed: read_moment(typed, 420), read_date, read_hours):
        with suppress(Failed):
            assert read(text) is not None


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "loket.db"
    create_office(path, "karimun", now=instant("2026-11-18 09:00+07:00"))
    return path


def test_the_offices_own_calendar_counts_where_it_is_named(database: Path, capsys: Printed) -> None:
    at = ("--data", str(database))
    assert run(["kalender", "tambah", "20-11-2026", "Pilkades", "--dasar", "SK Bupati 1/2026", *at]) == 0
    assert run(["batas", "2026-11-19", "1 hari kerja", *at]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "2026-11-23T16:00:00+07:00"
    assert run(["batas", "2026-11-19", "1 hari kerja", "--kantor", "karimun"]) == 0
    assert capsys.readouterr().out == "2026-11-20T16:30:00+07:00\n"
    assert run(["batas", "2026-11-19", "1 hari", "--kantor", "pariaman", *at]) == 2


def test_the_hours_that_the_office_installed_count_by_its_id_alone(
    database: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_desk(database)
    edit(desk, ('kamis = ["07.30-12.00", "13.00-16.00"]', 'kamis = ["07.30-12.00", "13.00-15.00"]'))
    desk.store.close()
    monkeypatch.setenv("LOKET_DATA", str(database))
    assert run(["batas", "2026-11-18", "1 hari kerja", "--kantor", "karimun"]) == 0
    assert capsys.readouterr().out == "2026-11-19T15:00:00+07:00\n"


def test_the_calendar_shows_what_was_entered(database: Path, capsys: Printed) -> None:
    at = ("--data", str(database))
    assert run(["kalender", "tambah", "20-11-2026", "Pilkades", "--dasar", "SK Bupati 1/2026", *at]) == 0
    assert run(["kalender", "tambah", "2026-11-24", "Rapat kerja", "--jam", "07.30-12.00", *at]) == 0
    assert run(["kalender", "tambah", "2026-11-25", "Banjir", "--tutup", *at]) == 0
    assert run(["kalender", "tampil", "--tahun", "2026", *at]) == 0
    shown = capsys.readouterr().out
    assert "Jum 20 Nov 2026 libur daerah    Pilkades (SK Bupati 1/2026)" in shown
    assert "Sel 24 Nov 2026 khusus: 07.30–12.00 Rapat kerja" in shown
    assert "Rab 25 Nov 2026 khusus: tutup   Banjir" in shown
    assert "Hari Suci Nyepi" in shown
    assert "2027" not in shown


def test_a_day_that_stands_in_the_place_is_named_and_stays_unless_that_is_meant(
    database: Path, capsys: Printed
) -> None:
    at = ("--data", str(database))
    enter = ["kalender", "tambah", "20-11-2026"]
    assert run([*enter, "Pilkades", *at]) == run([*enter, "Pilkades", *at]) == 0  # the same again is no other
    capsys.readouterr()
    assert run([*enter, "Pilkada", *at]) == 2
    refused = capsys.readouterr().err
    assert "Sudah tercatat: Jum 20 Nov 2026 libur daerah    Pilkades" in refused
    assert "--ganti" in refused
    assert "Ganti dengan yang baru? (y/t)" in at_a_terminal([*enter, "Pilkada", *at], [("(y/t): ", "t")])
    assert run([*enter, "Banjir", "--tutup", *at]) == 0  # what is of another kind stands beside it
    assert run(["kalender", "tampil", "--tahun", "2026", *at]) == 0
    assert "Pilkades" in capsys.readouterr().out
    assert run([*enter, "Pilkada", "--ganti", *at]) == 0
    assert "  diganti: Jum 20 Nov 2026 libur daerah    Pilkades" in capsys.readouterr().out.splitlines()


def test_who_enters_a_decree_reads_how_many_files_it_moves(
    tmp_path: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = open_karimun(tmp_path)
    bring_to(office, 6)
    csv = tmp_path / "libur.csv"
    csv.write_text("tanggal,jenis,nama,dasar,status\n2026-11-20,libur_daerah,Contoh,SK Contoh,ditetapkan\n")
    monkeypatch.setenv("LOKET_KATA_SANDI", PASSWORD)
    at = ("--data", str(office.desk.store.path), "--sebagai", office.nip("admin"))
    assert run(["kalender", "impor", str(csv), *at]) == 0
    assert run(["kalender", "impor", str(csv), *at]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "1 hari dicatat; batas waktu 1 berkas bergeser.",
        "Sudah tercatat; tidak ada yang berubah.",
    ]


def test_a_year_is_opened_by_its_list_and_not_by_one_day(
    database: Path, tmp_path: Path, capsys: Printed
) -> None:
    at = ("--data", str(database))
    assert run(["kalender", "tambah", "01-01-2028", "Tahun Baru", "--jenis", "libur_nasional", *at]) == 0
    recorded, closed = capsys.readouterr().out.splitlines()
    assert recorded == "1 hari dicatat."
    assert closed.startswith("Tahun 2028 belum dibuka: kalender kantor baru sampai Jum 31 Des 2027.")
    assert "loket kalender impor" in closed
    assert run(["batas", "2028-08-16", "1 hari kerja", *at]) == 3
    csv = tmp_path / "libur.csv"
    csv.write_text("tanggal,jenis,nama,dasar,status\n2028-08-17,libur_nasional,HUT RI,SKB,ditetapkan\n")
    capsys.readouterr()
    assert run(["kalender", "impor", str(csv), *at]) == 0
    recorded, closed = capsys.readouterr().out.splitlines()
    assert recorded == "1 hari dicatat."
    assert closed.startswith(
        "Tahun 2028 belum dibuka: daftarnya baru memuat 2 libur nasional, tahun lain paling"
    )
    assert run(["batas", "2028-08-16", "1 hari kerja", *at]) == 3
    capsys.readouterr()
    assert run(["kalender", "impor", str(csv), "--buka-tahun", *at]) == 0
    assert capsys.readouterr().out == "Kalender kantor sekarang sampai Min 31 Des 2028.\n"
    assert run(["batas", "2028-08-16", "1 hari kerja", *at]) == 0
    assert capsys.readouterr().out == "2028-08-18T16:30:00+07:00\n"


def without(day: str, database: Path, path: Path) -> list[str]:
    """The command that imports the year's list as it is kept, without one day."""
    desk = open_desk(database)
    year = days.days(desk, date(int(day[:4]), 1, 1), date(int(day[:4]), 12, 31))
    desk.store.close()
    lines = [
        f'{row.date},{row.kind},"{row.name}","{row.decree}",{row.status}' for row in year if row.date != day
    ]
    path.write_text("\n".join(["tanggal,jenis,nama,dasar,status", *lines]), "utf-8")
    return ["kalender", "impor", str(path), "--data", str(database)]


def test_a_day_that_a_new_list_no_longer_has_is_shown_and_withdrawn_by_an_option(
    database: Path, tmp_path: Path, capsys: Printed
) -> None:
    bring = without("2026-12-24", database, tmp_path / "libur.csv")
    assert run(bring) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[:2] == [
        "Sudah tercatat; tidak ada yang berubah.",
        "1 hari yang sudah ditetapkan tidak ada lagi dalam daftar itu:",
    ]
    assert told[2].startswith("  Kam 24 Des 2026 cuti bersama")
    assert "--cabut-yang-hilang" in told[3]
    assert run([*bring, "--cabut-yang-hilang"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "1 hari dicabut."
    assert told[1].startswith("  dicabut: Kam 24 Des 2026")


@pytest.mark.parametrize(("answer", "done"), [("y", "1 hari dicabut."), ("t", "tidak ada yang berubah.")])
def test_at_a_terminal_it_is_asked_after_the_days_were_shown(
    database: Path, tmp_path: Path, answer: str, done: str
) -> None:
    bring = without("2026-12-24", database, tmp_path / "libur.csv")
    told = at_a_terminal(bring, [("Cabut dari kalender? (y/t): ", answer)])
    shown, _, after = told.partition("Cabut dari kalender?")
    assert "Kam 24 Des 2026 cuti bersama" in shown
    assert done in after


@pytest.mark.parametrize(("answer", "opened"), [("y", True), ("", False)])
def test_at_a_terminal_a_short_list_opens_its_year_only_when_that_is_meant(
    database: Path, tmp_path: Path, answer: str, opened: bool
) -> None:
    csv = tmp_path / "libur.csv"
    csv.write_text("Tanggal;Jenis;Nama;Dasar;Status\n17/08/2028;Libur Nasional;HUT RI;SKB;ditetapkan\n")
    bring = ["kalender", "impor", str(csv), "--data", str(database)]
    told = at_a_terminal(bring, [("Yang tidak ada di dalamnya dihitung hari kerja. (y/t): ", answer)])
    assert "memuat 1 libur nasional tahun 2028; tahun lain paling sedikit 17." in told
    assert ("sampai Min 31 Des 2028" in told) is opened


def test_who_imports_a_decree_reads_which_estimates_it_leaves(
    database: Path, tmp_path: Path, capsys: Printed
) -> None:
    csv = tmp_path / "libur.csv"
    csv.write_text("tanggal,jenis,nama,dasar,status\n2027-01-01,libur_nasional,Contoh,SKB,ditetapkan\n")
    bring = ["kalender", "impor", str(csv), "--data", str(database)]
    assert run(bring) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "1 hari dicatat."
    assert told[1] == "25 perkiraan tidak ada dalam berkas itu, dan tetap dihitung libur:"
    assert any("8 Mar 2027" in line and "Nyepi" in line for line in told)
    assert "--ganti-perkiraan" in told[-1]
    assert run([*bring, "--ganti-perkiraan"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "25 perkiraan dicabut."
    assert len(told) == 26
    assert run(bring) == 0
    assert capsys.readouterr().out == "Sudah tercatat; tidak ada yang berubah.\n"


def test_a_wrong_file_is_refused_with_every_fault(database: Path, tmp_path: Path, capsys: Printed) -> None:
    csv = tmp_path / "libur.csv"
    csv.write_text(
        "tanggal,jenis,nama,dasar,status\nx,libur_daerah,Contoh,SK,ditetapkan\n2026-01-02,libur,,,\n"
    )
    assert run(["kalender", "impor", str(csv), "--data", str(database)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 5


@pytest.mark.parametrize(
    "arguments",
    [
        ["32-11-2026", "Contoh"],
        ["20-11-2026", "Contoh", "--jenis", "libur"],
        ["20-11-2026", "Contoh", "--jam", "pagi"],
        ["20-11-2026", "Contoh", "--jam", "12.00-07.30"],
        ["20-11-2026", "Contoh", "--jam", "08.75-12.00"],
        ["20-11-2026", "Contoh", "--jam", "08.00-11.60"],
        ["20-11-2026", "Contoh", "--jam", ""],
        ["1-1-99999999999999999999", "Contoh"],
        ["20-11-2026", "Contoh", "--jam", "08.00-12.00", "--tutup"],
        ["20-11-2026", " "],
    ],
)
def test_a_day_that_cannot_be_entered_is_one_sentence(
    arguments: list[str], database: Path, capsys: Printed
) -> None:
    assert run(["kalender", "tambah", *arguments, "--data", str(database)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_range_is_reckoned_by_its_most_and_what_is_no_limit_is_not_reckoned(
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = ["batas", "2026-11-20 10:00"]
    assert run([*asked, "3-25 hari kerja", "--kantor", "karimun", "--jelaskan"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[:2] == ["2026-12-29T16:00:00+07:00", "“3-25 hari kerja” dinilai menurut yang paling lama"]
    assert run([*asked, "dapat ditunggu", "--kantor", "karimun"]) == 2
    assert "bukan batas waktu" in capsys.readouterr().err
