"""Nomor berkas menurut templat yang ditulis kantor."""

from __future__ import annotations

from datetime import date

import pytest

from loket.office.numbers import format_number, short_number, template_fault

NOVEMBER = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("template", "number"),
    [
        ("{urut}", "7"),
        ("{urut:05}", "00007"),
        ("503/{urut:04}/{kode_izin}/{unit}/{tahun}", "503/0007/SIPD/DPM-PTSP/2026"),
        ("{klasifikasi}/{urut:03}/{bulan_romawi}/{tahun}", "000.8/007/XI/2026"),
        ("{tahun}{bulan}-{urut:02}", "202611-07"),
    ],
)
def test_nomor_ditulis_seperti_templatnya(template: str, number: str) -> None:
    assert template_fault(template) == ""
    found = format_number(template, 7, NOVEMBER, permit="SIPD", unit="DPM-PTSP", classification="000.8")
    assert found == number


@pytest.mark.parametrize(
    "template", ["{tahun}", "{urut}{urut}", "{nomor}-{urut}", "{urut", "urut}", "", "{urut:x}"]
)
def test_templat_yang_tidak_dapat_dipakai_dikatakan_sebabnya(template: str) -> None:
    assert template_fault(template)


def test_nomor_yang_melewati_lebarnya_tidak_dipotong() -> None:
    assert format_number("{urut:03}", 12345, NOVEMBER) == "12345"


@pytest.mark.parametrize(
    ("template", "number", "short"),
    [
        ("{urut:05}", "00058", "00058"),
        ("SS-{urut:04}/{tahun}", "SS-0059/2026", "0059"),
        ("SS-{urut:04}/{tahun}", "SS-0059/2025", "0059/2025"),
        ("{urut:04}/{kode_izin}/{tahun}", "0016/PKM/2026", "0016"),
        ("{tahun}-{urut:05}", "2026-00012", "00012"),
        ("{tahun}-{urut:05}", "2025-00012", "00012/2025"),
        ("503/{urut:04}/{kode_izin}/{unit}/{tahun}", "503/12345/SIPD/DPM-PTSP/2026", "12345"),
        ("{tahun}{bulan}-{urut:02}", "202611-07", "07"),
        ("{tahun}/{urut}/{tahun}", "2026/7/2026", "7"),
    ],
)
def test_daftar_menulis_bagian_nomor_yang_membedakan_berkas(template: str, number: str, short: str) -> None:
    assert short_number(template, number, 2026) == short


def test_nomor_dari_templat_lama_ditulis_utuh() -> None:
    assert short_number("SS-{urut:04}/{tahun}", "0059/SKP/2025", 2026) == "0059/SKP/2025"
