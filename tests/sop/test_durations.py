"""Standard times are read as the SOPs write them, and refused with what would be right."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.sop.durations import BadDuration, parse_duration
from loket.sop.model import Unit


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("10 menit", 10, Unit.MINUTES),
        ("5 Menit", 5, Unit.MINUTES),
        ("1 jam", 60, Unit.HOURS),
        ("1,5 Jam", 90, Unit.HOURS),
        ("1 jam 30 menit", 90, Unit.HOURS),
        ("0,25 jam", 15, Unit.HOURS),
        ("2 hari", 2, Unit.DAYS),
        ("6 hari kerja", 6, Unit.WORKING_DAYS),
        ("  6  HARI   Kerja ", 6, Unit.WORKING_DAYS),
        ("7 (tujuh) hari kerja", 7, Unit.WORKING_DAYS),
        ("14 (Empat Belas) Hari Kerja", 14, Unit.WORKING_DAYS),
        ("21(dua puluh satu) hari", 21, Unit.DAYS),
        ("100 ( seratus ) menit", 100, Unit.MINUTES),
        ("1 (satu) jam 30 (tiga puluh) menit", 90, Unit.HOURS),
        ("1.000 menit", 1000, Unit.MINUTES),
        ("1.250 (seribu dua ratus lima puluh) menit", 1250, Unit.MINUTES),
        ("2.000 hari", 2000, Unit.DAYS),
        ("14 hari kalender", 14, Unit.CALENDAR_DAYS),
        ("1 x 24 jam", 1, Unit.CALENDAR_DAYS),
        ("3 (tiga) x 24 Jam", 3, Unit.CALENDAR_DAYS),
        ("2×24 jam", 2, Unit.CALENDAR_DAYS),
        ("2 minggu", 14, Unit.CALENDAR_DAYS),
    ],
)
def test_times_of_the_documents_are_read(text: str, amount: int, unit: Unit) -> None:
    duration = parse_duration(text)
    assert (duration.amount, duration.unit, duration.text) == (amount, unit, text.strip())


@pytest.mark.parametrize(
    ("text", "least", "most", "unit"),
    [
        ("3-25 hari", 3, 25, Unit.DAYS),
        ("3–25 hari kerja", 3, 25, Unit.WORKING_DAYS),
        ("3 - 25 Hari Kerja", 3, 25, Unit.WORKING_DAYS),
        ("3 s.d. 25 hari kerja", 3, 25, Unit.WORKING_DAYS),
        ("3 s/d 25 hari kerja", 3, 25, Unit.WORKING_DAYS),
        ("3 sampai dengan 25 hari kerja", 3, 25, Unit.WORKING_DAYS),
        ("3 (tiga) sampai 25 (dua puluh lima) hari kerja", 3, 25, Unit.WORKING_DAYS),
        ("3 hari s.d. 25 hari", 3, 25, Unit.DAYS),
        ("15 - 30 menit", 15, 30, Unit.MINUTES),
        ("1-1,5 jam", 60, 90, Unit.HOURS),
        ("1-2 minggu", 7, 14, Unit.CALENDAR_DAYS),
    ],
)
def test_a_range_is_its_most_and_keeps_its_least(text: str, least: int, most: int, unit: Unit) -> None:
    duration = parse_duration(text)
    assert (duration.least, duration.amount, duration.unit, duration.text) == (least, most, unit, text)


def test_what_can_be_waited_for_is_no_limit() -> None:
    duration = parse_duration(" Dapat Ditunggu ")
    assert (duration.unit, duration.reckoned, duration.text) == (Unit.WAITED_FOR, False, "Dapat Ditunggu")
    assert parse_duration("10 menit").reckoned


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("5 mnt", '"5 menit"'),
        ("-3 jam", '"3 jam"'),
        ("-1,5 jam", '"1,5 jam"'),
        ("3 hk", '"3 hari kerja"'),
        ("1.5 jam", '"1,5 jam"'),
        ("1,3333 jam", '"80 menit"'),
        ("1,5 hari", '"2 hari"'),
        ("0 menit", "lebih dari nol"),
        ("jam 3", '"10 menit"'),
        ("1 jam 75 menit", '"10 menit"'),
        ("-", '"10 menit"'),
        ("", '"10 menit"'),
        ("4 bulan", '"6 hari kerja"'),
        ("4 bulan", '"dapat ditunggu"'),
        ("1,5 minggu", '"2 minggu"'),
        ("-2 minggu", '"2 minggu"'),
        ("0,5 x 24 jam", '"1 x 24 jam"'),
        ("0 x 24 jam", "lebih dari nol"),
        ("25-3 hari kerja", '"3-25 hari kerja"'),
        ("3-3 hari", '"3 hari"'),
        ("3 hari - 25 hari kerja", 'satu satuan saja: "3-25 hari kerja"'),
        ("3-25 hk", '"3-25 hari kerja"'),
        ("0-3 hari", "lebih dari nol"),
        ("dapat di tunggu", '"dapat ditunggu"'),
        ("3 dapat ditunggu", '"dapat ditunggu"'),
        ("2 hari kalender kerja", '"14 hari kalender"'),
        ("7 (delapan) hari kerja", '"7 (tujuh)"'),
        ("1.000 jam", '"1000 jam" bila titik itu pemisah ribuan'),
        ("1.000 jam", 'koma desimal: "1,000 jam"'),
        ("-1.000 menit", '"1.000 menit"'),
        ("99999999999 hari", "paling banyak 6 angka"),
        ("99999999999 jam 5 menit", "paling banyak 6 angka"),
        (f"{'9' * 5000} hari", "paling banyak 6 angka"),
        (f"1,{'3' * 5000} jam", "paling banyak 6 angka"),
        ("٣ hari", '"2 hari"'),
    ],
)
def test_a_wrong_time_says_what_would_be_right(text: str, right: str) -> None:
    with pytest.raises(BadDuration) as caught:
        parse_duration(text)
    assert right in caught.value.right
    assert caught.value.wrong


AS_TIMES = st.from_regex(
    r"(-?[0-9]{0,12}[.,]?[0-9]{0,9} ?(\([a-z ]{0,9}\))? ?(-|s\.d\.|x 24 jam)? ?){1,2}"
    r"(menit|jam|hari|hari kerja|hari kalender|minggu|hk)?",
    fullmatch=True,
)


@given(st.text() | AS_TIMES)
def test_no_text_does_anything_but_parse_or_be_refused(text: str) -> None:
    with suppress(BadDuration):
        read = parse_duration(text)
        assert 0 < read.amount < 1_000_000 * 60 if read.reckoned else not read.amount
        assert read.least is None or 0 < read.least < read.amount


@given(st.integers(1, 10_000), st.sampled_from([unit for unit in Unit if unit is not Unit.WAITED_FOR]))
def test_what_is_written_out_is_read_back(number: int, unit: Unit) -> None:
    duration = parse_duration(f"{number} {unit}")
    assert duration.amount == (number * 60 if unit is Unit.HOURS else number)
