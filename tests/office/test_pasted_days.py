"""A list of days off is read as people paste it."""

from __future__ import annotations

import pytest

from loket.office.calendar import seed_holidays
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


SKB_2027 = """\
LAMPIRAN
KEPUTUSAN BERSAMA MENTERI CONTOH NOMOR 1 TAHUN 2026
TENTANG HARI LIBUR NASIONAL DAN CUTI BERSAMA TAHUN 2027
A. HARI LIBUR NASIONAL TAHUN 2027
NO\tTANGGAL\tHARI\tKETERANGAN
(1)\t(2)\t(3)\t(4)
1.\t1 Januari\tJumat\tTahun Baru 2027 Masehi
2.\t5 Januari\tSelasa\tIsra Mikraj Nabi Muhammad S.A.W.
3.\t6 Februari\tSabtu\tTahun Baru Imlek 2578 Kongzili
4.\t8 Maret\tSenin\tHari Suci Nyepi (Tahun Baru Saka 1949)
5.\t10-11 Maret\tRabu-Kamis\tIdul Fitri 1448 Hijriah
6.\t26 Maret\tJumat\tWafat Yesus Kristus
7.\t28 Maret\tMinggu\tKebangkitan Yesus Kristus (Paskah)
8.\t1 Mei\tSabtu\tHari Buruh Internasional
9.\t6 Mei\tKamis\tKenaikan Yesus Kristus
10.\t17 Mei\tSenin\tIdul Adha 1448 Hijriah
11.\t20 Mei\tKamis\tHari Raya Waisak 2571 BE
12.\t1 Juni\tSelasa\tHari Lahir Pancasila
13.\t6 Juni\tMinggu\t1 Muharam Tahun Baru Islam 1449 Hijriah
14.\t15 Agustus\tMinggu\tMaulid Nabi Muhammad S.A.W.
15.\t17 Agustus\tSelasa\tProklamasi Kemerdekaan
16.\t25 Desember\tSabtu\tKelahiran Yesus Kristus
17.\t26 Desember\tMinggu\tIsra Mikraj Nabi Muhammad S.A.W.
B. CUTI BERSAMA TAHUN 2027
NO\tTANGGAL\tHARI\tKETERANGAN
1\t2\t3\t4
1.\t5 Februari\tJumat\tTahun Baru Imlek 2578 Kongzili
2.\t9, 12, dan 15 Maret\tSelasa, Jumat, dan Senin\tIdul Fitri 1448 Hijriah
3.\t25 Maret\tKamis\tWafat Yesus Kristus
4.\t18 Mei\tSelasa\tIdul Adha 1448 Hijriah
5.\t19 Mei\tRabu\tHari Raya Waisak 2571 BE
6.\t24 Desember\tJumat\tKelahiran Yesus Kristus
Ditetapkan di Jakarta
pada tanggal 17 September 2026
"""


@pytest.mark.parametrize("between", ["\t", " "], ids=["columns", "words"])
def test_the_decree_in_its_own_layout_is_the_year(between: str) -> None:
    found = read(SKB_2027.replace("\t", between))
    known = {(day.date.isoformat(), day.kind) for day in seed_holidays() if day.date.year == 2027}
    assert {(day, kind) for day, kind, _ in found} == known
    assert [name for day, _, name in found if day[:7] == "2027-03"] == [
        "Hari Suci Nyepi (Tahun Baru Saka 1949)",
        *["Idul Fitri 1448 Hijriah"] * 5,
        "Wafat Yesus Kristus",
        "Wafat Yesus Kristus",
        "Kebangkitan Yesus Kristus (Paskah)",
    ]


@pytest.mark.parametrize(
    ("days", "weekdays"),
    [
        ("10-11 Maret 2027", "Rabu-Kamis"),
        ("12 dan 15 Maret 2027", "Jumat dan Senin"),
        ("12 dan 15 Maret 2027", "(Jumat dan Senin)"),
        ("12, dan 15 Maret 2027", "Jum’at, dan Senin"),
        ("10 s.d. 12 Maret 2027", "Rabu s.d. Jumat"),
        ("10 – 11 Maret 2027", "Rabu – Kamis"),
    ],
)
def test_weekdays_are_no_part_of_a_name(days: str, weekdays: str) -> None:
    lines = (
        f"1 {days} {weekdays} Idul Fitri",
        f"1\t{days}\t{weekdays}\tIdul Fitri",
        f"{weekdays}, {days}: Idul Fitri",
    )
    assert [{name for _, _, name in read(line)} for line in lines] == [{"Idul Fitri"}] * 3


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("1. 31 Mei dan 1 Juni\tSenin dan Selasa\tIdul Adha", ("2027-05-31", "2027-06-01")),
        ("1. 31 Mei 2027, 1-2 Juni 2027 Idul Adha", ("2027-05-31", "2027-06-01", "2027-06-02")),
        ("30 Mei s.d. 1 Juni 2027 Idul Adha", ("2027-05-30", "2027-05-31", "2027-06-01")),
        ("31 Desember 2026 dan 1 Januari 2027 Idul Adha", ("2026-12-31", "2027-01-01")),
    ],
)
def test_the_days_of_a_row_may_be_of_two_months(line: str, days: tuple[str, ...]) -> None:
    assert read(f"Libur nasional 2027\n{line}") == [(day, "libur_nasional", "Idul Adha") for day in days]


def test_a_heading_says_the_year_and_the_kind_of_what_comes_below() -> None:
    text = "Cuti bersama 2027:\n24 Desember Natal\nLibur daerah tahun 2028\n12 Oktober HUT Contoh"
    assert read(text) == [
        ("2027-12-24", "cuti_bersama", "Natal"),
        ("2028-10-12", "libur_daerah", "HUT Contoh"),
    ]


@pytest.mark.parametrize("line", ["Cuti bersama Idul Fitri", "Libur nasional Pilkada", "besok libur"])
def test_a_row_without_its_day_is_no_heading(line: str) -> None:
    with pytest.raises(Unread, match="tanpa tanggal"):
        read(f"A. HARI LIBUR NASIONAL TAHUN 2027\n{line}")
