"""Standard times as SOPs write them: `10 menit`, `1,5 jam`, `2 hari`, `6 hari kerja`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from loket.sop.model import Duration, Unit

_SINGLE = re.compile(r"(-?\d+(?:[.,]\d+)?)\s*([a-z]+(?: kerja)?)")
_COMPOUND = re.compile(r"(\d+)\s+jam\s+(\d+)\s+menit")
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
}
_FORMS = '"10 menit", "1,5 jam", "1 jam 30 menit", "2 hari" atau "6 hari kerja"'


class BadDuration(Exception):
    """A time that cannot be read; `wrong` says why and `right` what it should look like."""

    def __init__(self, text: str, wrong: str, right: str) -> None:
        self.text, self.wrong, self.right = text, wrong, right
        super().__init__(f"{wrong}; {right}")


def parse_duration(text: str) -> Duration:
    """Read a standard time. Capital letters and the width of spaces do not matter.

    Hours become whole minutes (1,5 jam = 90); days and working days stay what they are. A blank cell and `-`
    are not times: the caller decides what they mean.

    Raises:
        BadDuration: unknown unit, negative or zero, not whole minutes, or no time at all.
    """
    words = " ".join(text.lower().split())
    if both := _COMPOUND.fullmatch(words):
        hours, minutes = int(both[1]), int(both[2])
        if hours and 0 < minutes < 60:
            return Duration(hours * 60 + minutes, Unit.HOURS, text.strip())
    match = _SINGLE.fullmatch(words)
    if match is None:
        raise BadDuration(text, f'"{text}" bukan waktu yang dikenal', _FORMS)
    number, name = match[1], match[2]
    amount = Fraction(number.replace(",", "."))
    if name not in set(Unit):
        unit = _MEANT.get(name)
        right = f'"{number.lstrip("-")} {unit}"' if unit else _FORMS
        raise BadDuration(text, f'satuan "{name}" pada "{text}" tidak dikenal', right)
    return Duration(_whole(text, amount, Unit(name)), Unit(name), text.strip())


def _whole(text: str, amount: Fraction, unit: Unit) -> int:
    """The amount in the unit's whole steps: minutes for menit and jam, days for the other two."""
    if amount <= 0:
        positive = str(abs(amount) if amount.denominator == 1 else float(abs(amount))).replace(".", ",")
        right = (
            f'"{positive} {unit}"'
            if amount
            else "lebih dari nol; bila tidak ada batas, kunci ini tidak ditulis"
        )
        raise BadDuration(text, f'waktu "{text}" tidak lebih dari nol', right)
    if "." in text:
        raise BadDuration(
            text, f'"{text}" memakai titik', f'koma desimal: "{text.strip().replace(".", ",")}"'
        )
    steps = amount * 60 if unit is Unit.HOURS else amount
    if steps.denominator != 1:
        whole = "menit" if unit in (Unit.HOURS, Unit.MINUTES) else "hari"
        near = max(1, round(steps))
        right = f'bilangan {whole} yang bulat, misalnya "{near} {whole if unit is Unit.HOURS else unit}"'
        raise BadDuration(text, f'"{text}" bukan bilangan {whole} yang bulat', right)
    return int(steps)


def sums(times: Iterable[Duration | None]) -> dict[Unit, int] | None:
    """Standard times added up per unit; hours join minutes. None when one of them is not stated.

    Minutes and days are never converted into each other, so the result may have several entries.
    """
    totals: dict[Unit, int] = {}
    for time in times:
        if time is None:
            return None
        unit = Unit.MINUTES if time.unit is Unit.HOURS else time.unit
        totals[unit] = totals.get(unit, 0) + time.amount
    return totals
