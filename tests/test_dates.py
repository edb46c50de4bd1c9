"""Tanggal dan jam seperti diketik orang: satu pembaca untuk seluruh program, apa pun yang diketik."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.dates import read_clock, read_date, read_days, read_moment, read_span

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    "typed",
    [
        "31-12-2027",
        "31/12/2027",
        "31.12.2027",
        "31 12 2027",
        "2027-12-31",
        "31/12/27",
        "31 Desember 2027",
        "31 desember 2027",
        " 31  DES  2027 ",
        "31 Des. 2027",
        "31-Des-27",
        "31 Desember, 2027",
    ],
)
def test_satu_tanggal_boleh_ditulis_dengan_banyak_cara(typed: str) -> None:
    assert read_date(typed) == date(2027, 12, 31)


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("1 Januari 2027", 1),
        ("1 Pebruari 2027", 2),
        ("1 Mrt 2027", 3),
        ("1 Mei 2027", 5),
        ("1 Jun 2027", 6),
        ("1 Juli 2027", 7),
        ("1 Agt 2027", 8),
        ("1 Ags 2027", 8),
        ("1 Agustus 2027", 8),
        ("1 Sept 2027", 9),
        ("1 Okt 2027", 10),
        ("1 Nopember 2027", 11),
    ],
)
def test_nama_bulan_boleh_disingkat_dan_menurut_ejaan_lama(typed: str, month: int) -> None:
    assert read_date(typed) == date(2027, month, 1)


@pytest.mark.parametrize(("typed", "year"), [("1-1-69", 2069), ("1-1-70", 1970), ("1-1-05", 2005)])
def test_tahun_dua_angka(typed: str, year: int) -> None:
    assert read_date(typed) == date(year, 1, 1)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "31-02-2026",
        "13/13/2026",
        "1 Ja 2027",
        "1 Janu 2027 lagi",
        "1-1-99999999999999999999",
        "1-1-0001",
        "0001-01-01",
        "9999-12-31",
        "1-1-127",
        "1.1-2027",
        "2027-1-1",
        "١-١-٢٠٢٧",
    ],
)
def test_yang_bukan_tanggal_atau_tahunnya_tidak_masuk_akal(typed: str) -> None:
    assert read_date(typed) is None


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("09.40", 580), ("9:40", 580), ("00.00", 0), ("23.59", 1439), ("24.00", 1440), (" 09.40 ", 580)],
)
def test_jam(typed: str, minutes: int) -> None:
    assert read_clock(typed) == minutes


@pytest.mark.parametrize(
    "typed", ["08.60", "08.75", "24.01", "25.00", "9", "9.4", "", "09.40.10", "٠٩.٤٠", "-1.30"]
)
def test_yang_bukan_jam(typed: str) -> None:
    assert read_clock(typed) is None


@pytest.mark.parametrize("typed", ["07.30-12.00", "7:30 – 12:00", "07.30 s.d. 12.00", "07.30 sd 12.00"])
def test_rentang_jam(typed: str) -> None:
    assert read_span(typed) == (450, 720)


@pytest.mark.parametrize(
    "typed", ["08.75-12.00", "12.00-08.00", "08.00-08.00", "08.00", "08.00-12.00-13.00", ""]
)
def test_yang_bukan_rentang_jam(typed: str) -> None:
    assert read_span(typed) is None


@pytest.mark.parametrize(
    ("typed", "day", "minutes"),
    [
        ("09.12", TODAY, 552),
        ("besok", date(2026, 11, 21), 0),
        ("besok 9.12", date(2026, 11, 21), 552),
        ("19-11-2026", date(2026, 11, 19), 0),
        ("19-11-26 09.12", date(2026, 11, 19), 552),
        ("19 November 2026 09:12", date(2026, 11, 19), 552),
        ("19 Nov 2026, 9.12", date(2026, 11, 19), 552),
        ("2026-11-19T09:12", date(2026, 11, 19), 552),
        ("19-NOV-2026", date(2026, 11, 19), 0),
        ("2026-11-19 09.12", date(2026, 11, 19), 552),
    ],
)
def test_tanggal_jam_atau_keduanya(typed: str, day: date, minutes: int) -> None:
    assert read_moment(typed, TODAY) == (day, minutes)


def test_days_from_the_first_to_the_last_are_told_in_one_line() -> None:
    november = date(2026, 11, 1), date(2026, 11, 30)
    for typed in (
        "1-11-2026 s.d. 30-11-2026",
        "1 November 2026 sampai 30 Nov 2026",
        "2026-11-01 – 30/11/2026",
    ):
        assert read_days(typed) == november
    assert read_days("1-11-2026 sd hari ini", november[1]) == november
    assert read_days("30-11-2026") == (november[1], november[1])
    for typed in ("", "November", "30-11-2026 s.d. 1-11-2026", "1-11-2026 s.d.", "1 s.d. 2 s.d. 3"):
        assert read_days(typed) is None


def test_a_date_may_be_told_from_today() -> None:
    today = date(2026, 12, 31)
    days = [read_date(words, today) for words in ("hari ini", " Besok ", "lusa", "02-01-2027", "kemarin")]
    assert days == [today, date(2027, 1, 1), date(2027, 1, 2), date(2027, 1, 2), None]
    assert read_date("besok") is None


@pytest.mark.parametrize("typed", ["", "lalu", "19-11-2026 08.60", "09.12 19-11-2026x", "1-1-" + "9" * 5000])
def test_yang_bukan_saat(typed: str) -> None:
    assert read_moment(typed, TODAY) is None


NUMBERS = st.text("0123456789-/.: TJanDeskt", max_size=40) | st.text() | st.just("9" * 5000)


@given(NUMBERS)
def test_apa_pun_yang_diketik_dibaca_atau_tidak(typed: str) -> None:
    assert read_date(typed) is None or 1900 <= read_date(typed).year < 2200  # type: ignore[union-attr]
    clock, span, moment = read_clock(typed), read_span(typed), read_moment(typed, TODAY)
    assert clock is None or 0 <= clock <= 24 * 60
    assert span is None or 0 <= span[0] < span[1] <= 24 * 60
    assert moment is None or 0 <= moment[1] <= 24 * 60


@given(st.dates(date(1970, 1, 1), date(2069, 12, 31)))
def test_tanggal_yang_ditulis_program_dibaca_kembali(day: date) -> None:
    for form in ("%d-%m-%Y", "%d/%m/%y", "%Y-%m-%d"):
        assert read_date(day.strftime(form)) == day
