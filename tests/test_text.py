"""What people type can be kept and shown without harm."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from loket.identity import mask_nik
from loket.text import (
    capitalized,
    cells,
    clean,
    clean_lines,
    digits,
    fit,
    in_parts,
    pad,
    scrub,
    uncapitalized,
)

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()), max_size=60)
UNSAFE = {"Cc", "Cf", "Cs", "Co", "Cn"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Siti \t  Aminah \r\n", "Siti Aminah"),
        ("PT Maju\x1b]52;c;aGFsbw==\x07", "PT Maju]52;c;aGFsbw=="),
        ("\x9b2JRina", "2JRina"),
        ("Budi\u202egnap\u202c", "Budignap"),
        ("Ra\u200bni\ufeff", "Rani"),
        ("e\u0301", "é"),
        ("\u0301Ayu", "Ayu"),
        ("a\ud800b", "ab"),
        ("[/bold] PT", "[/bold] PT"),
        ("\u3164\u3164", ""),
        ("baris\u2028dua", "baris dua"),
    ],
)
def test_a_name_is_cleaned_when_it_enters(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@given(ANY_TEXT)
def test_clean_text_is_harmless_and_stays_as_it_is(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not {unicodedata.category(char) for char in once} & UNSAFE
    assert "  " not in once
    assert once == once.strip()


@given(ANY_TEXT)
def test_scrubbed_text_has_no_unsafe_characters(text: str) -> None:
    assert not {unicodedata.category(char) for char in scrub(text)} & UNSAFE


def test_letters_are_as_wide_as_the_screen_draws_them() -> None:
    drawn = [char for char in map(chr, range(0x20, 0x20000)) if clean(char) == char]
    assert [hex(ord(char)) for char in drawn if cells(char) != cell_len(char)] == []


def test_a_name_is_cut_to_the_limit() -> None:
    assert len(clean("x" * 900)) == 300
    assert clean("ab cd", limit=3) == "ab"


def test_a_tower_of_marks_is_lowered() -> None:
    assert len(clean("a" + "\u0316" * 50)) == 5


def test_a_note_keeps_its_lines() -> None:
    assert clean_lines("satu \r\n\r\n\r\n\x1b[2Jdua\n\n") == "satu\n\n[2Jdua"


@given(ANY_TEXT)
def test_a_note_cleaned_twice_is_the_same(text: str) -> None:
    assert clean_lines(clean_lines(text)) == clean_lines(text)


@pytest.mark.parametrize(
    ("nik", "shown"),
    [
        ("2101020101900012", "210102******0012"),
        ("2101 0201 0190 0012", "210102******0012"),
        ("12345", "*****"),
        ("", ""),
    ],
)
def test_the_middle_of_a_nik_is_hidden(nik: str, shown: str) -> None:
    assert mask_nik(nik) == shown


def test_only_digits_are_kept_of_a_number() -> None:
    assert digits("3174 0123-4567/8901") == "3174012345678901"
    assert digits("٣١٧٤²") == ""


@pytest.mark.parametrize(
    ("text", "begun", "within"),
    [
        ("ATR/BPN menyetujui", "ATR/BPN menyetujui", "ATR/BPN menyetujui"),
        ("PUPR", "PUPR", "PUPR"),
        ("validasi oleh Kasi", "Validasi oleh Kasi", "validasi oleh Kasi"),
        ("Menunggu di meja BO", "Menunggu di meja BO", "menunggu di meja BO"),
        ("", "", ""),
    ],
)
def test_at_the_beginning_of_a_line_or_within_it_abbreviations_keep_their_capitals(
    text: str, begun: str, within: str
) -> None:
    assert capitalized(text) == begun
    assert uncapitalized(text) == within


def test_wide_letters_take_two_cells_and_marks_none() -> None:
    assert cells("漢字") == 4
    assert cells("n\u0303a") == 2
    assert fit("漢字漢字", 5) == "漢字…"
    assert fit("漢字漢字", 4) == "漢…"


@given(ANY_TEXT.map(clean), st.integers(0, 40))
def test_text_is_cut_and_filled_to_exact_cells(text: str, width: int) -> None:
    assert cells(fit(text, width)) <= width
    for align in ("left", "right", "center"):
        assert cells(pad(text, width, align)) == width


def test_a_line_is_broken_between_its_parts_only_where_that_saves_one() -> None:
    person = "Fadli · PT Contoh Bahari 56 · NIK 219999******9055"
    assert in_parts(person, 60) == [person]
    assert in_parts(person, 40) == ["Fadli · PT Contoh Bahari 56", "NIK 219999******9055"]
    assert in_parts(person, 10) == ["Fadli · PT Contoh Bahari 56 · NIK 219999******9055"]
