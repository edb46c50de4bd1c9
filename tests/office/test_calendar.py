"""Hari libur dari CSV dan kalender kantor: vektor hari kerja dan menit loket dari keempat kantor."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.lengths import MINUTE
from loket.office.calendar import office_calendar, seed_holidays
from loket.office.holiday_list import read_holidays
from loket.office.profile import load_office, offices
from loket.sla.calendar import DayOverride, Holiday, compile_calendar
from loket.sla.clocks import WorkingTime
from loket.sla.judge import Budget, Clock, due

HEAD = "tanggal,jenis,nama,dasar,status\n"


def test_hari_libur_bawaan_dapat_dibaca_semua() -> None:
    days = seed_holidays()
    assert len(days) == 79
    assert {day.status for day in days if day.date.year < 2027} == {"ditetapkan"}
    assert "perkiraan" in {day.status for day in days if day.date.year == 2027}


def test_kalender_sampai_akhir_tahun_terakhir_yang_libur_nasionalnya_diketahui() -> None:
    office = load_office("karimun")
    local = Holiday(date(2031, 10, 12), "libur_daerah", "Hari jadi", "Perbup")
    calendar = office_calendar(office, [*seed_holidays(), local], revision=3)
    assert (calendar.first, calendar.last) == (date(2025, 1, 1), date(2027, 12, 31))
    assert calendar.revision == 3


def test_pengecualian_kantor_ikut_dalam_kalender() -> None:
    flood = DayOverride(date(2026, 11, 20), (), "banjir")
    calendar = office_calendar(load_office("karimun"), [*seed_holidays(), flood], revision=1)
    assert calendar.overrides == (flood,)


def test_tanpa_libur_nasional_tidak_ada_yang_diketahui() -> None:
    with pytest.raises(ValueError, match="national"):
        office_calendar(load_office("karimun"), [], revision=1)


def national(day: str) -> Holiday:
    return Holiday(date.fromisoformat(day), "libur_nasional", "Libur Contoh", "contoh")


@pytest.mark.parametrize(
    ("added", "kept", "span"),
    [
        ("2028-01-01", "2027-12-31", ("2025-01-01", "2027-12-31")),
        ("2028-01-01", "2028-12-31", ("2025-01-01", "2028-12-31")),
        ("2024-01-01", "2027-12-31", ("2024-01-01", "2027-12-31")),
        ("2022-01-01", "2027-12-31", ("2025-01-01", "2027-12-31")),
        ("2030-01-01", "2028-12-31", ("2025-01-01", "2027-12-31")),
    ],
    ids=["not opened", "opened", "one year earlier", "over a gap in the past", "opened, its days gone again"],
)
def test_kalender_terbuka_sampai_yang_disimpan(added: str, kept: str, span: tuple[str, str]) -> None:
    days = (*seed_holidays(), national(added))
    calendar = office_calendar(load_office("karimun"), days, 1, date.fromisoformat(kept))
    assert (calendar.first.isoformat(), calendar.last.isoformat()) == span


@pytest.mark.parametrize("office_id", offices())
def test_jam_kantor_37_setengah_jam_dan_ramadan_32_setengah_jam_seminggu(office_id: str) -> None:
    office = load_office(office_id)
    weekly = [sum(end - start for day in p.week for start, end in day) / 60 for p in office.patterns]
    assert weekly == [37.5, 32.5, 32.5]
    compile_calendar(office_calendar(office, seed_holidays(), revision=1))


def working_time_of(office_id: str) -> WorkingTime:
    return compile_calendar(office_calendar(load_office(office_id), seed_holidays(), revision=1))


@pytest.mark.parametrize("office_id", offices())
@pytest.mark.parametrize(
    ("received", "days", "last"),
    [
        ("2026-03-17", 1, "2026-03-25"),
        ("2026-05-13", 6, "2026-05-25"),
        ("2026-11-20", 5, "2026-11-27"),
        ("2026-12-30", 3, "2027-01-06"),
        ("2025-08-15", 2, "2025-08-20"),
    ],
)
def test_hari_kerja_tidak_menghitung_hari_penerimaan(
    office_id: str, received: str, days: int, last: str
) -> None:
    time = working_time_of(office_id)
    start = time.instant(date.fromisoformat(received), 9 * 60)
    assert time.date_of(time.closing(time.day(start) + days)).isoformat() == last


@pytest.mark.parametrize("office_id", offices())
@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2026-11-20 11:00", 60, "2026-11-20 13:30"),
        ("2026-11-20 16:00", 60, "2026-11-23 08:00"),
        ("2026-11-21 10:00", 5, "2026-11-23 07:35"),
        ("2026-03-17 14:30", 60, "2026-03-25 08:00"),
    ],
)
def test_menit_hanya_berjalan_pada_jam_pelayanan(office_id: str, start: str, minutes: int, end: str) -> None:
    time = working_time_of(office_id)
    begun = datetime.fromisoformat(start)
    instant = time.instant(begun.date(), begun.hour * 60 + begun.minute)
    found = due(time, Budget(Clock.WORK, minutes * MINUTE), instant)
    assert time.local(found).strftime("%Y-%m-%d %H:%M") == end


def test_semua_kesalahan_csv_ditegur_per_baris(tmp_path: Path) -> None:
    path = tmp_path / "libur.csv"
    path.write_text(
        HEAD
        + "2028-01-01,libur_nasional,Tahun Baru,SKB,ditetapkan\n"
        + "1 Januari,libur,Tahun Baru,SKB,pasti\n"
        + "2028-02-30,libur_nasional,,,ditetapkan\n"
        + "\n"
        + "2028-05-01,libur_nasional,Hari Buruh,SKB\n"
        + "2028-01-01,libur_nasional,Tahun Baru,SKB,ditetapkan\n",
        encoding="utf-8",
    )
    days, faults = read_holidays(path)
    assert [day.date for day in days] == [date(2028, 1, 1)]
    lines = [fault.key for fault in faults]
    assert lines == ["baris 3"] * 3 + ["baris 4"] * 3 + ["baris 6", "baris 7"]


def test_judul_kolom_yang_salah_dikatakan(tmp_path: Path) -> None:
    path = tmp_path / "libur.csv"
    path.write_text("date,kind\n2028-01-01,libur_nasional\n", encoding="utf-8")
    days, faults = read_holidays(path)
    assert not days
    assert "judul kolom" in str(faults[0])


def test_csv_dari_lembar_kerja_dengan_tanda_bom_tetap_terbaca(tmp_path: Path) -> None:
    path = tmp_path / "libur.csv"
    path.write_text(
        HEAD + '2028-01-01,libur_nasional,"Tahun Baru, Masehi",SKB,ditetapkan\r\n', encoding="utf-8-sig"
    )
    days, faults = read_holidays(path)
    assert not faults
    assert days[0].name == "Tahun Baru, Masehi"


HEADING = "Tanggal{0}Jenis{0}Nama{0}Dasar{0}Status\r\n"
LINE = "17/08/2028{0}Libur Nasional{0}Hari Kemerdekaan – “HUT RI”{0}SKB Contoh{0}Ditetapkan\r\n"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_yang_disimpan_lembar_kerja_terbaca(tmp_path: Path, separator: str, encoding: str) -> None:
    path = tmp_path / "libur.csv"
    path.write_bytes((HEADING + LINE).format(separator).encode(encoding))
    days, faults = read_holidays(path)
    assert faults == ()
    expected = Holiday(date(2028, 8, 17), "libur_nasional", "Hari Kemerdekaan – “HUT RI”", "SKB Contoh")
    assert days == (expected,)


@pytest.mark.parametrize("when", ["17/08/2028", "17-08-2028", "17 Agustus 2028", "17-Agu-28", "2028-08-17"])
def test_tanggal_dalam_csv_seperti_ditulis_orang(tmp_path: Path, when: str) -> None:
    path = tmp_path / "libur.csv"
    path.write_text(f"sep=;\n\ntanggal;jenis;nama;dasar;status\n{when};libur_daerah;A;B;perkiraan\n", "utf-8")
    days, faults = read_holidays(path)
    assert [str(fault) for fault in faults] == []
    assert days[0].date == date(2028, 8, 17)


def test_kolom_boleh_bertukar_tempat_dan_bertambah(tmp_path: Path) -> None:
    path = tmp_path / "libur.csv"
    path.write_text(
        "No,Nama,Tanggal,Jenis,Status,Dasar\n1,Contoh,1/5/2028,Cuti Bersama,perkiraan,SKB\n", "utf-8"
    )
    days, faults = read_holidays(path)
    assert faults == ()
    assert days == (Holiday(date(2028, 5, 1), "cuti_bersama", "Contoh", "SKB", "perkiraan"),)


@pytest.mark.parametrize(
    "raw",
    [
        b"PK\x03\x04lembar kerja",
        b"\xd0\xcf\x11\xe0",
        b"tanggal\x00jenis",
        b"\x81\x8d",
        b"\xff\xfe1",
        b"",
        b"\n\n",
    ],
)
def test_yang_bukan_csv_ditegur_sekali(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "libur.csv"
    path.write_bytes(raw)
    days, faults = read_holidays(path)
    assert days == ()
    assert len(faults) == 1


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_berkas_apa_pun_dibaca_atau_ditegur(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    path = tmp_path_factory.mktemp("libur") / "libur.csv"
    for start in (b"", b"tanggal;jenis;nama;dasar;status\n"):
        path.write_bytes(start + raw)
        days, faults = read_holidays(path)
        assert all(fault.wrong and fault.right for fault in faults)
        assert bool(start) or faults or days


@pytest.mark.parametrize(
    ("when", "names"),
    [
        ("2021-05-13", ("Hari Raya Idul Fitri 1442 H", "Kenaikan Yesus Kristus")),
        ("2028-05-25", ("Kenaikan Yesus Kristus", "Tahun Baru Islam 1450 H")),
    ],
)
def test_dua_hari_libur_pada_satu_tanggal_diterima(tmp_path: Path, when: str, names: tuple[str, str]) -> None:
    path = tmp_path / "libur.csv"
    lines = [f"{when},libur_nasional,{name},SKB {at},ditetapkan\n" for at, name in enumerate(names)]
    path.write_text(HEAD + "".join(lines), "utf-8")
    days, faults = read_holidays(path)
    assert faults == ()
    assert days == (Holiday(date.fromisoformat(when), "libur_nasional", "; ".join(names), "SKB 0; SKB 1"),)


def test_satu_keputusan_cukup_untuk_tanggal_yang_juga_diperkirakan(tmp_path: Path) -> None:
    path = tmp_path / "libur.csv"
    path.write_text(
        HEAD
        + "2028-05-25,libur_nasional,Tahun Baru Islam 1450 H,hisab,perkiraan\n"
        + "2028-05-25,libur_nasional,Kenaikan Yesus Kristus,SKB,ditetapkan\n",
        "utf-8",
    )
    (day,), _ = read_holidays(path)
    assert day.status == "ditetapkan"


def test_a_year_whose_days_are_not_known_is_not_reached_over(tmp_path: Path) -> None:
    office = load_office("karimun")
    far = Holiday(date(2030, 1, 1), "libur_nasional", "Tahun Baru", "contoh", "ditetapkan")
    calendar = office_calendar(office, (*seed_holidays(), far), revision=1)
    assert calendar.last == date(2027, 12, 31)
