"""Reading TOML tables key by key while noting every mistake instead of stopping at the first.

A `Table` remembers which keys were asked for; what is left over at the end is unknown to the format.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeVar

from loket.sop.durations import BadDuration, parse_duration
from loket.sop.faults import Fault
from loket.sop.model import Duration, Kind

_Choice = TypeVar("_Choice", bound=StrEnum)
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
_STRAIGHT = 'tanda kutip lurus ("), bukan “ ” dari pengolah kata'
# What Python's reader says of broken TOML, and what its writer is told: wrong, right. The last one fits all.
_BROKEN = {
    "Invalid value": ("nilai yang tidak dapat dibaca", f"teks di antara {_STRAIGHT}; bilangan; true; false"),
    "Expected '=' after": ("tanda = tidak ditemukan", f"kunci = nilai; teks di antara {_STRAIGHT}"),
    "Expected newline or end": ("ada sisa di belakang nilai", "satu kunci sebaris; keterangan didahului #"),
    "Cannot overwrite": ("kunci ini sudah ditulis di atas", "setiap kunci hanya sekali"),
    "Cannot declare": (
        "tabel ini sudah ditulis di atas",
        "setiap [tabel] sekali; yang berulang [[tabel]]",
    ),
    "Illegal character": (
        "karakter yang tidak boleh",
        "teks sebaris di antara tanda kutip, tanpa kendali",
    ),
    "Unclosed array": ("daftar belum ditutup", "tanda ] di akhir daftar, koma di antara isinya"),
    "Unclosed inline table": (
        "tabel { } belum ditutup",
        "tanda } pada baris yang sama, koma di antara isinya",
    ),
    "": ("bukan TOML yang sah", "kunci = nilai, teks di antara tanda kutip, kurung berpasangan"),
}
EMPTY = "tidak diisi"
MOST = 100_000
"""No number in these files counts more: steps, people, days, sheets."""
_KINDS = {str: "teks", bool: "true/false", int: "bilangan", list: "daftar", dict: "tabel", float: "pecahan"}


def kind_of(value: object) -> str:
    """What a TOML value is, in words."""
    return _KINDS.get(type(value), "tanggal atau jam")


def parsed(text: str | Fault, file: str) -> dict[str, Any] | Fault:
    """What a TOML text holds, or where it breaks off; of one that could not be read, why."""
    if isinstance(text, Fault):
        return text
    try:
        return tomllib.loads(text)
    except ValueError as error:  # also what Python itself refuses: a number of thousands of digits
        said = str(error)
        place = _PLACE.search(said)
        where = f"baris {place[1]}, kolom {place[2]}" if place else "akhir berkas"
        wrong, right = next((told for word, told in _BROKEN.items() if word in said), _BROKEN[""])
        return Fault(file, where, wrong, right)


def nearest(word: str, known: list[str], usual: list[str] | None = None) -> str:
    """What the writer probably meant among `known`, else all of them (or of the `usual` ones)."""
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    return f'"{close[0]}"' if close else "salah satu dari " + ", ".join(f'"{k}"' for k in usual or known)


class Table:
    """One table of an SOP file. Reading a key gives a usable value even where a fault was noted."""

    def __init__(
        self,
        values: Mapping[str, Any],
        key: str,
        file: str,
        faults: list[Fault],
        unread: set[str] | None = None,
    ) -> None:
        """`unread` holds every key, in all tables of the file, whose value could not be read."""
        self.values, self.key, self.file, self.faults = values, key, file, faults
        self.unread: set[str] = set() if unread is None else unread
        self._known: list[str] = []

    def fault(self, name: str, wrong: str, right: str) -> None:
        """Note a mistake at key `name` of this table."""
        path = self.path(name)
        self.unread.add(path)
        self.faults.append(Fault(self.file, path, wrong, right))

    def path(self, name: str) -> str:
        """Where key `name` of this table stands in the file."""
        return f"{self.key}.{name}" if self.key and name else self.key or name

    def failed(self, name: str) -> bool:
        """Whether a mistake was noted at key `name` of this table."""
        return self.path(name) in self.unread

    def has(self, name: str) -> bool:
        """Whether the writer gave this key."""
        return name in self.values

    def _value(self, name: str, kind: type, right: str) -> Any:
        self._known.append(name)
        value = self.values.get(name)
        if value is not None and type(value) is not kind:
            self.fault(name, f"berisi {kind_of(value)}", right)
            return None
        return value

    def text(self, name: str, *, required: bool = False, right: str = "teks") -> str:
        """A text, stripped of surrounding white space; empty when missing."""
        value: str | None = self._value(name, str, right)
        if required and not (value or "").strip() and not self.failed(name):
            self.fault(name, EMPTY, right)
        return (value or "").strip()

    def flag(self, name: str) -> bool:
        """A switch; false when missing."""
        return bool(self._value(name, bool, "true atau false, tanpa tanda kutip"))

    def number(self, name: str, *, required: bool = False, least: int = 1, most: int = MOST) -> int | None:
        """A whole number from `least` to `most`; None when missing."""
        value: int | None = self._value(name, int, "bilangan bulat tanpa tanda kutip")
        if value is None:
            if required and name not in self.values:
                self.fault(name, EMPTY, "bilangan bulat, misalnya 1")
            return None
        if not least <= value <= most:
            said = str(value) if abs(value) <= MOST else "bilangan yang terlalu besar"
            self.fault(name, f"berisi {said}", f"bilangan bulat dari {least} sampai {most}")
            return None
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; empty when missing."""
        return tuple(v.strip() for v in self._list(name, str, 'daftar teks, misalnya ["fo", "bo"]'))

    def numbers(self, name: str) -> tuple[int, ...]:
        """A list of whole numbers; empty when missing."""
        return tuple(self._list(name, int, "daftar bilangan, misalnya [7, 8]"))

    def _list(self, name: str, kind: type, right: str) -> list[Any]:
        values: list[Any] = self._value(name, list, right) or []
        for bad in [v for v in values if type(v) is not kind][:1]:
            self.fault(name, f"memuat {kind_of(bad)}", right)
        return [v for v in values if type(v) is kind]

    def text_rows(self, name: str) -> tuple[tuple[str, ...], ...]:
        """A list of lists of texts; empty when missing."""
        right = 'daftar berisi daftar teks, misalnya [["Nomor SOP", "001"]]'
        rows = self._list(name, list, right)
        if any(type(cell) is not str for row in rows for cell in row):
            self.fault(name, "memuat isi yang bukan teks", right)
        return tuple(tuple(str(cell) for cell in row) for row in rows)

    def mapping(self, name: str) -> dict[str, str]:
        """A table of texts by name; empty when missing."""
        values: dict[str, Any] = self._value(name, dict, 'tabel, misalnya { risiko = "rendah" }') or {}
        for key, value in values.items():
            if type(value) is not str:
                self.fault(f"{name}.{key}", f"berisi {kind_of(value)}", "teks")
        return {key: value for key, value in values.items() if type(value) is str}

    def choice(self, name: str, choices: type[_Choice], default: _Choice | None = None) -> _Choice | None:
        """One of the fixed words of the format; `default` when missing, None when it is none of them."""
        words = [c.value for c in choices]
        value = self.text(name, required=default is None, right=nearest("", words))
        if not value:
            return default
        if value not in words:
            self.fault(name, f'"{value}" tidak dikenal', nearest(value, words))
            return None
        return choices(value)

    def kind(self, name: str) -> Kind | None:
        """The kind of a step, in English or in the word of the field; required."""
        known = {word: kind for kind in Kind for word in (kind.word, kind.value)}
        value = self.text(name, required=True, right=nearest("", [kind.word for kind in Kind]))
        if value and value not in known:
            close = nearest(value, list(known), [kind.word for kind in Kind])
            self.fault(name, f'"{value}" tidak dikenal', close)
        return known.get(value)

    def choices(self, name: str, choices: type[_Choice]) -> tuple[_Choice, ...]:
        """Several of the fixed words of the format; those that are none of them are noted and left out."""
        words, known = self.texts(name), [c.value for c in choices]
        for wrong in (word for word in words if word not in known):
            self.fault(name, f'"{wrong}" tidak dikenal', nearest(wrong, known))
        return tuple(choices(word) for word in words if word in known)

    def conditions(self, name: str) -> dict[str, tuple[str, ...]]:
        """For each fact the values that are asked for; a single one may stand without brackets."""
        below, found = self.table(name), dict[str, tuple[str, ...]]()
        for fact, value in below.values.items():
            values = [value] if isinstance(value, str) else value
            if isinstance(values, list) and values and all(isinstance(v, str) for v in values):
                found[fact] = tuple(values)
            else:
                below.fault(fact, f"berisi {kind_of(value)}", 'daftar teks, misalnya ["rendah"]')
        return found

    def duration(self, name: str) -> Duration | None:
        """A standard time; None when missing."""
        value = self.text(name, right='waktu sebagai teks, misalnya "10 menit"')
        return self.read_duration(name, value) if value else None

    def read_duration(self, name: str, value: str) -> Duration | None:
        """The standard time `value` that stood at `name`; None, and a fault, when it is none."""
        try:
            return parse_duration(value)
        except BadDuration as bad:
            self.fault(name, bad.wrong, bad.right)
            return None

    def table(self, name: str, *, required: bool = False) -> Table:
        """A table below this one; an empty one when missing."""
        value = self._value(name, dict, f"tabel [{name}]")
        if value is None and required and name not in self.values:
            self.fault(name, "tidak ada", f"tabel [{name}]")
        faults = [] if self.failed(name) else self.faults  # of what is no table nothing more is said
        return Table(value or {}, self.path(name), self.file, faults, self.unread)

    def tables(self, name: str, label: Callable[[Mapping[str, Any]], object] = lambda _: None) -> list[Table]:
        """A list of tables; `label` finds the name of one in key paths, else it is counted (`#2`)."""
        right = f"daftar tabel [[{name}]]"
        path, found = self.path(name), []
        for place, values in enumerate(self._list(name, dict, right), start=1):
            named = label(values)
            word = named if isinstance(named, (int, str)) and named != "" else f"#{place}"
            found.append(Table(values, f"{path}[{word}]", self.file, self.faults, self.unread))
        return found

    def close(self) -> None:
        """Note every key that nobody asked for; the one that was probably meant is then not missing."""
        for name in (name for name in self.values if name not in self._known):
            right = nearest(name, sorted(set(self._known)))
            self.fault(name, "kunci tidak dikenal", right)
            meant = right.strip('"')
            if meant in self._known and meant not in self.values:
                self.unread.add(self.path(meant))
                self.faults[:] = [f for f in self.faults if (f.key, f.wrong) != (self.path(meant), EMPTY)]
