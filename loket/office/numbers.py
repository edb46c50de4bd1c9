"""File numbers as an office writes them: a template with tokens, filled from a counter.

The counter itself lies in the store. Tokens: `{urut}` or `{urut:05}` (running number, zero-padded),
`{tahun}`, `{bulan}` (two digits), `{bulan_romawi}`, `{kode_izin}`, `{unit}`, `{klasifikasi}`.
A template with `{tahun}` starts at 1 again each year; without it the number runs on for ever.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

TOKENS = ("urut", "tahun", "bulan", "bulan_romawi", "kode_izin", "unit", "klasifikasi")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_TOKEN = re.compile(r"\{([^{}]*)\}")
_RUNNING = re.compile(r"urut(?::0?([1-9]))?")


def template_fault(template: str) -> str:
    """What is wrong with the template, in Indonesian; empty when it can be used."""
    tokens = _TOKEN.findall(template)
    if re.search(r"[{}]", _TOKEN.sub("", template)):
        return "memuat kurung kurawal yang tidak berpasangan"
    unknown = [t for t in tokens if t not in TOKENS and not _RUNNING.fullmatch(t)]
    if unknown:
        return "memuat " + ", ".join("{" + t + "}" for t in unknown) + " yang tidak dikenal"
    if sum(1 for t in tokens if _RUNNING.fullmatch(t)) != 1:
        return "tidak memuat {urut} tepat satu kali"
    return ""


def runs_per_year(template: str) -> bool:
    """Whether the running number starts again each year."""
    return "{tahun}" in template


def short_number(template: str, number: str, year: int) -> str:
    """What tells `number` apart on a list: its running part; of another year than `year` that year too.

    A number that the template did not give is shown whole.
    """
    parts = _parts(template, number)
    if parts is None:
        return number
    given = parts.get("tahun", f"{year:04}")
    return parts["urut"] if int(given) == year else f"{parts['urut']}/{given}"


def running_part(template: str, number: str) -> tuple[int, int | None] | None:
    """The running part of a number, and its year where the template has one; None for one it did not give."""
    parts = _parts(template, number)
    if parts is None:
        return None
    return int(parts["urut"]), int(parts["tahun"]) if "tahun" in parts else None


def _parts(template: str, number: str) -> dict[str, str] | None:
    """What of `number` stands for the template's tokens that lists need; None where it did not give it."""
    found = _pattern(template).fullmatch(number)
    return found.groupdict() if found is not None else None


@lru_cache(maxsize=16)
def _pattern(template: str) -> re.Pattern[str]:
    """What numbers look like that the template gives."""
    pattern, end = "", 0
    for token in _TOKEN.finditer(template):
        pattern += re.escape(template[end : token.start()])
        pattern += "(?P=tahun)" if token[1] == "tahun" and "<tahun>" in pattern else _part(token[1])
        end = token.end()
    return re.compile(pattern + re.escape(template[end:]))


def _part(token: str) -> str:
    """What may stand in a number where the template has `token`, with a name for what a list needs."""
    if running := _RUNNING.fullmatch(token):
        return rf"(?P<urut>[0-9]{{{running[1] or 1},}})"
    return {"tahun": "(?P<tahun>[0-9]{4})", "bulan": "[0-9]{2}"}.get(token, ".+?")


def format_number(
    template: str, running: int, on: date, *, permit: str = "", unit: str = "", classification: str = ""
) -> str:
    """The number that `template` gives to the `running`-th file, registered on the local date `on`."""
    words = {
        "tahun": f"{on.year:04}",
        "bulan": f"{on.month:02}",
        "bulan_romawi": _ROMAN[on.month - 1],
        "kode_izin": permit,
        "unit": unit,
        "klasifikasi": classification,
    }

    def fill(found: re.Match[str]) -> str:
        if number := _RUNNING.fullmatch(found[1]):
            return str(running).zfill(int(number[1] or 0))
        return words[found[1]]

    return _TOKEN.sub(fill, template)
