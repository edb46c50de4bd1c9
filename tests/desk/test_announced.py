"""How a call is read out in the hall."""

import pytest

from loket.desk.words.announced import announced, digits_words, large_counter, spoken_counter


@pytest.mark.parametrize(
    ("number", "counter", "sentence"),
    [
        ("A-012", "Loket 2 Pendaftaran", "Nomor antrean A, nol dua belas, silakan menuju Loket dua."),
        ("B-007", "Loket Informasi", "Nomor antrean B, nol nol tujuh, silakan menuju Loket Informasi."),
        ("AB-100", "Loket 4", "Nomor antrean A B, seratus, silakan menuju Loket empat."),
    ],
)
def test_a_call_is_one_sentence(number: str, counter: str, sentence: str) -> None:
    assert announced(number, counter) == sentence


@pytest.mark.parametrize(
    ("digits", "words"),
    [
        ("001", "nol nol satu"),
        ("010", "nol sepuluh"),
        ("011", "nol sebelas"),
        ("019", "nol sembilan belas"),
        ("020", "nol dua puluh"),
        ("099", "nol sembilan puluh sembilan"),
        ("100", "seratus"),
        ("101", "seratus satu"),
        ("110", "seratus sepuluh"),
        ("111", "seratus sebelas"),
        ("215", "dua ratus lima belas"),
        ("340", "tiga ratus empat puluh"),
        ("999", "sembilan ratus sembilan puluh sembilan"),
        ("1024", "satu nol dua empat"),
    ],
)
def test_digits_are_read_as_in_the_hall(digits: str, words: str) -> None:
    assert digits_words(digits) == words


def test_no_two_numbers_sound_alike() -> None:
    assert len({digits_words(f"{number:03}") for number in range(1, 2000)}) == 1999


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Loket 4 Pengambilan dan Legalisasi", "Loket empat"),
        ("Loket 12", "Loket dua belas"),
        ("Loket 2A Pendaftaran", "Loket dua A"),
        ("Loket Informasi", "Loket Informasi"),
    ],
)
def test_a_counter_is_called_as_its_sign_says(name: str, words: str) -> None:
    assert spoken_counter(name) == words


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Loket 7 Pendaftaran", ("LOKET 7", "7")),
        ("Loket Informasi", ("LOKET INFORMASI", "INFORMASI")),
        ("Kasir dan Informasi", ("KASIR DAN INFORMASI", "KASIR DAN", "KASIR")),
    ],
)
def test_a_counter_is_shown_large_as_its_sign_says(name: str, shown: tuple[str, ...]) -> None:
    assert large_counter(name) == shown
