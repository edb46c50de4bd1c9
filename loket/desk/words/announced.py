"""A call as it is spoken in the hall: "Nomor antrean A, nol dua belas, silakan menuju Loket dua".

And its counter as the hall reads it from afar.
"""

from __future__ import annotations

import re

_DIGITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_TO_ITS_NUMBER = re.compile(r"\D*\d+\w?\b")


def announced(number: str, counter: str) -> str:
    """The sentence for a number as it is written (`A-012`) and the counter's name."""
    series, _, running = number.rpartition("-")
    where = spoken_counter(counter)
    return f"Nomor antrean {' '.join(series)}, {digits_words(running)}, silakan menuju {where}."


def digits_words(digits: str) -> str:
    """Digits as they are read out: `012` is "nol dua belas"; of four and more one by one."""
    bare = digits.lstrip("0")
    if len(bare) > 3:
        return " ".join(_DIGITS[int(digit)] for digit in digits)
    noughts = ["nol"] * (len(digits) - len(bare))
    return " ".join([*noughts, *([_below_thousand(int(bare))] if bare else [])])


def spoken_counter(name: str) -> str:
    """A counter's name up to its number, as its sign shows it: "Loket 2 Pendaftaran" is "Loket dua"."""
    return re.sub(r"(\d+)(\w?)", lambda part: f"{digits_words(part[1])} {part[2]}".strip(), _sign(name))


def large_counter(name: str) -> tuple[str, ...]:
    """The same to be shown large, and shorter for who has less room: `LOKET 12`, `12`.

    Of a counter without a number as many of its first words as there is room for, but not "Loket" alone.
    """
    sign = _sign(name).upper()
    words = sign.removeprefix("LOKET ").split()
    return tuple(dict.fromkeys([sign, *(" ".join(words[:end]) for end in range(len(words), 0, -1))]))


def _sign(name: str) -> str:
    found = _TO_ITS_NUMBER.match(name)
    return found.group() if found else name


def _below_thousand(number: int) -> str:
    """1 to 999 in words."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    parts = [("seratus" if hundreds == 1 else f"{_DIGITS[hundreds]} ratus") if hundreds else ""]
    match tens:
        case 0:
            parts.append(_DIGITS[ones] if ones else "")
        case 1 if ones < 2:
            parts.append(("sepuluh", "sebelas")[ones])
        case 1:
            parts.append(f"{_DIGITS[ones]} belas")
        case _:
            parts += [f"{_DIGITS[tens]} puluh", _DIGITS[ones] if ones else ""]
    return " ".join(filter(None, parts))
