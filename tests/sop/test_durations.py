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
    ],
)
def test_times_of_the_documents_are_read(text: str, amount: int, unit: Unit) -> None:
    duration = parse_duration(text)
    assert (duration.amount, duration.unit, duration.text) == (amount, unit, text.strip())


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
        ("4 minggu", '"6 hari kerja"'),
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
    r"-?[0-9]{0,12}[.,]?[0-9]{0,9} ?(\([a-z ]{0,9}\))? ?(menit|jam|hari|hari kerja|hk)", fullmatch=True
)


@given(st.text() | AS_TIMES)
def test_no_text_does_anything_but_parse_or_be_refused(text: str) -> None:
    with suppress(BadDuration):
        assert 0 < parse_duration(text).amount < 1_000_000 * 60


@given(st.integers(1, 10_000), st.sampled_from(list(Unit)))
def test_what_is_written_out_is_read_back(number: int, unit: Unit) -> None:
    duration = parse_duration(f"{number} {unit}")
    assert duration.amount == (number * 60 if unit is Unit.HOURS else number)
