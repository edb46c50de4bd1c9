"""Standard times as SOPs write them: `10 menit`, `7 (tujuh) hari kerja`, `3–25 hari`, `1 x 24 jam`."""

from __future__ import annotations

import re
from fractions import Fraction

from loket.sop.model import Duration, Unit
from loket.text import fit

_NUMBER = r"[0-9]+(?:[.,][0-9]+)?"
_UNIT = r"[a-z]+(?: kerja| kalender)?"
_SINGLE = re.compile(rf"(-?{_NUMBER}) ?({_UNIT})")
_RANGE = re.compile(
    rf"({_NUMBER}) ?({_UNIT})? ?(?:-|–|—|s\.? ?/? ?d\.?|sampai(?: dengan)?|hingga) ?({_NUMBER}) ?({_UNIT})"
)
_WHOLE_DAYS = re.compile(rf"(-?{_NUMBER}) ?[x×*] ?24 ?jam")
_COMPOUND = re.compile(r"([0-9]+) jam ([0-9]+) menit")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_SPELLED = re.compile(r"([0-9.,]+) ?\( ?([a-z ]+?) ?\) ?")
_DIGITS = re.compile(r"[0-9]+")
_MOST_DIGITS = 6
_ONES = (
    "nol", "satu", "dua", "tiga", "empat", "lima",
    "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
)  # fmt: skip
_SIZES = ((1000, "ribu"), (100, "ratus"), (10, "puluh"))
_MEANT = {
    "mnt": Unit.MINUTES,
    "min": Unit.MINUTES,
    "minute": Unit.MINUTES,
    "minutes": Unit.MINUTES,
    "m": Unit.MINUTES,
    "j": Unit.HOURS,
    "hour": Unit.HOURS,
    "hours": Unit.HOURS,
    "h": Unit.DAYS,
    "hr": Unit.DAYS,
    "day": Unit.DAYS,
    "days": Unit.DAYS,
    "hk": Unit.WORKING_DAYS,
    "hr kerja": Unit.WORKING_DAYS,
    "hr kalender": Unit.CALENDAR_DAYS,
}
_WEEKS = "minggu"
_FORMS = (
    '"10 menit", "1,5 jam", "1 jam 30 menit", "2 hari", "6 hari kerja", "3-25 hari kerja", '
    '"14 hari kalender", "1 x 24 jam", "2 minggu" atau "dapat ditunggu"'
)


class BadDuration(Exception):
    """A time that cannot be read; `wrong` says why and `right` what it should look like."""

    def __init__(self, text: str, wrong: str, right: str) -> None:
        self.text, self.wrong, self.right = text, wrong, right
        super().__init__(f"{wrong}; {right}")


def parse_duration(text: str) -> Duration:
    """Read a standard time. Capital letters and the width of spaces do not matter.

    Hours become whole minutes (1,5 jam = 90); days stay what they are, save that `1 x 24 jam` is one calendar
    day and a week seven. A number may be spelled out behind it, as laws do. Of a range both ends are read. A
    blank cell and `-` are not times: the caller decides what they mean.

    Raises:
        BadDuration: unknown unit, negative, zero or beyond all measure, not whole minutes, a range that does
            not rise, or no time at all.
    """
    words = _SPELLED.sub(lambda found: _unspelled(text, found), " ".join(text.lower().split()))
    if any(len(digits) > _MOST_DIGITS for digits in _DIGITS.findall(words)):
        wrong = f'angka pada "{fit(text, 40)}" terlalu panjang'
        raise BadDuration(text, wrong, f"paling banyak {_MOST_DIGITS} angka")
    if words == Unit.WAITED_FOR:
        return Duration(0, Unit.WAITED_FOR, text.strip())
    if both := _COMPOUND.fullmatch(words):
        hours, minutes = int(both[1]), int(both[2])
        if hours and 0 < minutes < 60:
            return Duration(hours * 60 + minutes, Unit.HOURS, text.strip())
    if days := _WHOLE_DAYS.fullmatch(words):
        number = _whole(text, days[1], Unit.CALENDAR_DAYS, "x 24 jam")
        return Duration(number, Unit.CALENDAR_DAYS, text.strip())
    if ends := _RANGE.fullmatch(words):
        return _range(text, ends)
    match = _SINGLE.fullmatch(words)
    if match is None:
        raise BadDuration(text, f'"{text}" bukan waktu yang dikenal', _FORMS)
    amount, unit = _amount(text, match[1], match[2], match[1])
    return Duration(amount, unit, text.strip())


def _range(text: str, ends: re.Match[str]) -> Duration:
    """`3-25 hari`: judged by its most. Raises BadDuration when its ends do not rise or differ in unit."""
    first, own, last, name = ends[1], ends[2], ends[3], ends[4]
    least, unit = _amount(text, first, own or name, f"{first}-{last}")
    most, other = _amount(text, last, name, f"{first}-{last}")
    if unit is not other:
        raise BadDuration(text, f'"{text}" memakai dua satuan', f'satu satuan saja: "{first}-{last} {name}"')
    if least >= most:
        right = f'"{last}-{first} {name}"' if least > most else f'"{last} {name}"'
        raise BadDuration(text, f'rentang "{text}" tidak naik', right)
    return Duration(most, unit, text.strip(), least)


def _amount(text: str, number: str, name: str, figures: str) -> tuple[int, Unit]:
    """A number with its unit, by whole steps of the unit; a week is seven calendar days.

    `figures` is what would stand before the right unit.
    """
    if name == _WEEKS:
        return 7 * _whole(text, number, Unit.CALENDAR_DAYS, _WEEKS), Unit.CALENDAR_DAYS
    if name not in set(Unit) - {Unit.WAITED_FOR}:
        unit = _MEANT.get(name)
        right = f'"{figures.lstrip("-")} {unit}"' if unit else _FORMS
        raise BadDuration(text, f'satuan "{name}" pada "{text}" tidak dikenal', right)
    return _whole(text, number, Unit(name), name), Unit(name)


def _unspelled(text: str, found: re.Match[str]) -> str:
    """`7 (tujuh) ` as `7 `. Raises BadDuration when figure and word are not the same number."""
    number, word = found[1], found[2]
    figure = number.replace(".", "") if _THOUSANDS.fullmatch(number) else number
    if not (figure.isdigit() and len(figure) <= _MOST_DIGITS):
        return f"{number} "
    if _in_words(int(figure)) != word:
        right = f'"{number} ({_in_words(int(figure))})" atau angkanya saja'
        raise BadDuration(text, f'angka dan huruf pada "{text}" berbeda', right)
    return f"{number} "


def _whole(text: str, number: str, unit: Unit, name: str) -> int:
    """The number in the unit's whole steps: minutes for menit and jam, else days; `name` is as written."""
    figure = number.lstrip("-")
    thousands = _THOUSANDS.fullmatch(figure) is not None
    amount = Fraction(figure.replace(".", "") if thousands else figure.replace(",", "."))
    if not amount:
        right = "lebih dari nol; bila tidak ada batas, kunci ini tidak ditulis"
        raise BadDuration(text, f'waktu "{text}" tidak lebih dari nol', right)
    if number != figure:
        raise BadDuration(text, f'waktu "{text}" tidak lebih dari nol', f'"{figure} {name}"')
    if "." in figure and (unit is Unit.HOURS or not thousands):
        right = f'koma desimal: "{figure.replace(".", ",")} {name}"'
        if thousands:  # 1.500 hours, or one and a half as the English write it
            right = f'"{figure.replace(".", "")} {name}" bila titik itu pemisah ribuan, atau {right}'
        raise BadDuration(text, f'"{text}" memakai titik', right)
    steps = amount * 60 if unit is Unit.HOURS else amount
    if steps.denominator != 1:
        whole = "menit" if unit in (Unit.HOURS, Unit.MINUTES) else _WEEKS if name == _WEEKS else "hari"
        near = max(1, round(steps))
        right = f'bilangan {whole} yang bulat, misalnya "{near} {whole if unit is Unit.HOURS else name}"'
        raise BadDuration(text, f'"{text}" bukan bilangan {whole} yang bulat', right)
    return int(steps)


def _in_words(number: int) -> str:
    """A number below a million spelled out: 7 `tujuh`, 14 `empat belas`, 100 `seratus`."""
    if number < len(_ONES):
        return _ONES[number]
    if number < 20:
        return f"{_ONES[number - 10]} belas"
    size, name = next((size, name) for size, name in _SIZES if number >= size)
    count, rest = divmod(number, size)
    head = f"se{name}" if count == 1 else f"{_in_words(count)} {name}"
    return f"{head} {_in_words(rest)}" if rest else head
