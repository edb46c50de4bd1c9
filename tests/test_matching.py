"""What counts as the same name or number in a search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.matching import asked, folded, is_number, kept_signs, signs

NAMES = [
    ("nur'aini", "Nur’aini Contoh"),
    ("nuraini", "Nur Aini Contoh"),
    ("nur aini", "Nuraini Contoh"),
    ("contoh nur", "Nur’aini Contoh"),
    ("niaga contoh", "PT Contoh Niaga"),
    ("PT. Contoh", "PT Contoh Niaga"),
    ("contoh niaga, pt", "PT Contoh Niaga"),
    ("mohammad contoh", "Muhammad Contoh"),
    ("moh. contoh", "Mohamad Contoh"),
    ("muhammad", "Moh. Contoh"),
    ("achmad", "Ahmad Contoh"),
    ("moham", "Muhammad Contoh"),
    ("muh", "Muhlis Contoh"),
    ("abdul", "Abd. Contoh"),
    ("khairul", "Chairul Contoh"),
    ("sahrial", "Syahrial Contoh"),
    ("nurhayaty", "Nurhayati Contoh"),
    ("suriani", "Suryani Contoh"),
    ("dharmawan", "Darmawan Contoh"),
    ("abdurrahman", "Abdul Rahman Contoh"),
    ("abdul rahman", "Abdurrahman Contoh"),
    ("moh. usman", "Usman Contoh"),
    ("rizqi", "Riski Contoh"),
    ("soekarno", "Sukarno Contoh"),
    ("sukarno", "Soekarno Contoh"),
    ("djoko", "Joko Contoh"),
    ("Hj. Siti Aminah, S.Keb.", "Siti Aminah"),
    ("siti aminah", "Hj. Siti Aminah, S.Keb."),
    ("bpk contoh", "Contoh"),
    ("josé", "Jose Contoh"),
]
"""What people type, and the name that it finds."""


def finds(typed: str, name: str) -> bool:
    return all(word in folded(name) for word in asked(typed))


@pytest.mark.parametrize(("typed", "name"), NAMES)
def test_a_name_is_found_however_it_is_spelled(typed: str, name: str) -> None:
    assert finds(typed, name)


@pytest.mark.parametrize(("typed", "name"), [("siti", "Sari Contoh"), ("niaga siti", "PT Contoh Niaga")])
def test_every_word_must_be_in_the_name(typed: str, name: str) -> None:
    assert not finds(typed, name)


def test_a_title_alone_is_looked_for() -> None:
    assert finds("haji", "Haji Contoh")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("lhkpn/2026/000123", "LHKPN/2026/000123"),
        ("2026000123", "LHKPN/2026/000123"),
        ("12345", "12/DPM/345"),
        ("12dpm345", "12/DPM/345"),
        ("0059", "SS-0059/2026"),
        ("a006", "A-006"),
    ],
)
def test_a_number_is_found_by_its_signs_or_its_digits(typed: str, number: str) -> None:
    assert signs(typed) in kept_signs(number)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("2102 0155 0890 0012", True), ("0812-0000-1111", True), ("A-006", False), ("", False), ("-", False)],
)
def test_what_is_typed_for_a_number(typed: str, number: bool) -> None:
    assert is_number(typed) == number


@given(st.text(max_size=60))
def test_whatever_is_kept_is_found_by_its_own_words(name: str) -> None:
    assert finds(name, name)


@given(st.text(max_size=40))
def test_a_number_stays_the_same_without_its_strokes(number: str) -> None:
    assert signs(signs(number)) == signs(number)
