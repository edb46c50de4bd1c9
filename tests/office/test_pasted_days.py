"""A list of days off is read as people paste it."""

from __future__ import annotations

import pytest

from loket.office.pasted_days import Unread, read_pasted


def read(text: str, kind: str = "libur_nasional") -> list[tuple[str, str, str]]:
    found = read_pasted(text, kind, "SKB", "ditetapkan")
    assert {(off.decree, off.status) for off in found} <= {("SKB", "ditetapkan")}
    return [(off.date.isoformat(), off.kind, off.name) for off in found]


@pytest.mark.parametrize(
    "line",
    [
        "17-08-2026 Proklamasi Kemerdekaan",
        "17/08/2026\tProklamasi Kemerdekaan",
        "17.08.2026; Proklamasi Kemerdekaan",
        "2026-08-17 Proklamasi Kemerdekaan",
        "17 Agustus 2026 Proklamasi Kemerdekaan",
        "Senin, 17 Agustus 2026: Proklamasi Kemerdekaan",
        "12.\t17 Agustus 2026\tSenin\tProklamasi Kemerdekaan",
        "12\tSenin\t17 Agt 2026\tProklamasi Kemerdekaan",
        "Proklamasi Kemerdekaan – 17 Agustus 2026 (Senin)",
    ],
)
def test_one_day_however_it_is_written(line: str) -> None:
    assert read(line) == [("2026-08-17", "libur_nasional", "Proklamasi Kemerdekaan")]


def test_several_days_of_one_line() -> None:
    days = read("18, 20 dan 23-24 Maret 2026 Cuti bersama Idulfitri 1447 H")
    assert [day for day, _, _ in days] == ["2026-03-18", "2026-03-20", "2026-03-23", "2026-03-24"]
    assert {kind for _, kind, _ in days} == {"cuti_bersama"}
    assert [day for day, _, _ in read("21 s.d. 22 Maret 2026 Idulfitri")] == ["2026-03-21", "2026-03-22"]


def test_a_whole_table_with_its_heading_and_empty_lines() -> None:
    heading = "No\tTanggal\tHari\tKeterangan\n"
    text = f"{heading}1\t1 Januari 2026\tKamis\tTahun Baru\n\n2\t16 Januari 2026\tJumat\tIsra"
    assert (
        read(text)
        == read(text.replace("\t", " "))
        == [
            ("2026-01-01", "libur_nasional", "Tahun Baru"),
            ("2026-01-16", "libur_nasional", "Isra"),
        ]
    )


def test_two_names_of_one_day_are_one_day() -> None:
    assert read("13-05-2026 Idul Fitri\n13-05-2026 Kenaikan") == [
        ("2026-05-13", "libur_nasional", "Idul Fitri; Kenaikan")
    ]


def test_a_local_day_stays_what_it_is_said_to_be() -> None:
    assert read("12-10-2026 Cuti bersama daerah", "libur_daerah")[0][1] == "libur_daerah"


def test_all_lines_that_are_no_days_are_told() -> None:
    with pytest.raises(Unread) as wrong:
        read("17-08-2026\nbesok libur\n31-02-2026 Tidak ada\n1-1-2026 Tahun Baru")
    assert [line.split(":")[0] for line in wrong.value.lines] == ["Baris 1", "Baris 2", "Baris 3"]


def test_nothing_is_no_day() -> None:
    assert read_pasted("", "libur_nasional", "", "ditetapkan") == ()


@pytest.mark.parametrize(
    "line", ["1. 1 Januari Jumat Tahun Baru 2027 Masehi", "1 Januari\tTahun Baru 2027 Masehi"]
)
def test_a_line_without_a_year_is_of_the_one_it_names(line: str) -> None:
    assert read(line) == [("2027-01-01", "libur_nasional", "Tahun Baru 2027 Masehi")]


def test_a_line_without_a_year_is_of_the_year_that_is_said() -> None:
    found = read_pasted("18 dan 19 Maret Cuti bersama Nyepi", "libur_nasional", "SKB", "ditetapkan", 2027)
    assert [off.date.isoformat() for off in found] == ["2027-03-18", "2027-03-19"]
    with pytest.raises(Unread, match="tanpa tahun: isi Tahun"):
        read("17 Agustus Proklamasi Kemerdekaan")
