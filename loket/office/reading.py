"""Reads TOML that an office wrote by hand, and notes every fault instead of stopping at the first.

A fault names the file, the key, what is wrong and what would be right, in Indonesian: it is read by
whoever keeps the office's files, not by a programmer.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

_LIST = 'Tulis misalnya ["…", "…"].'


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a file of the office; `key` is a key path such as `layanan[2].awalan`."""

    file: str
    key: str
    what: str
    right: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.what} {self.right}".rstrip()


class ProfileFaults(Exception):
    """A file of the office cannot be used; `faults` holds everything that is wrong with it."""

    def __init__(self, faults: Collection[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


def read_toml(path: Path, faults: list[Fault]) -> Table:
    """The file's top table; a file that cannot be read at all gives an empty table and one fault."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        faults.append(Fault(path.name, "(berkas)", "tidak dapat dibaca.", f"({error})"))
        data = {}
    except tomllib.TOMLDecodeError as error:
        faults.append(Fault(path.name, "(berkas)", "bukan TOML yang benar.", f"Perbaiki dahulu: {error}."))
        data = {}
    return Table(data, path.name, "", faults)


class Table:
    """One table of the file. Every getter returns something usable, after noting what was wrong."""

    def __init__(self, data: Mapping[str, Any], file: str, at: str, faults: list[Fault]) -> None:
        self._data = data
        self._file = file
        self._at = at
        self._faults = faults
        self._asked: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self._data

    @property
    def names(self) -> tuple[str, ...]:
        """The keys that stand in the file."""
        return tuple(self._data)

    def fault(self, key: str, what: str, right: str) -> None:
        """Note a fault of this table's `key`."""
        self._faults.append(Fault(self._file, f"{self._at}{key}", what, right))

    def text(self, key: str, default: str | None = None) -> str:
        """A single line of text; required when no default is given."""
        value = self._get(key, default is None, "Isi dengan teks.")
        if isinstance(value, str) and (value.strip() or default is not None):
            return value.strip()
        if isinstance(value, str):
            self.fault(key, "kosong.", "Isi dengan teks.")
        elif value is not None:
            self.fault(key, f"harus teks, bukan {_shown(value)}.", "Tulis di antara tanda kutip.")
        return default or ""

    def ident(self, key: str = "id") -> str:
        """An id: small letters, digits, `-` and `_`."""
        value = self.text(key)
        if value and not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", value):
            self.fault(key, f"“{value}” tidak dapat menjadi id.", "Pakai huruf kecil, angka, - atau _.")
        return value

    def texts(self, key: str, default: Collection[str] | None = None) -> tuple[str, ...]:
        """A list of texts; required when no default is given."""
        value = self._get(key, default is None, _LIST)
        if value is None:
            return tuple(default or ())
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fault(key, f"harus daftar teks, bukan {_shown(value)}.", _LIST)
            return ()
        return tuple(item.strip() for item in value)

    def whole(self, key: str, default: int | None = None, least: int = 0) -> int:
        """A whole number, at least `least`; required when no default is given."""
        value = self._get(key, default is None, "Isi dengan bilangan bulat.")
        if isinstance(value, int) and not isinstance(value, bool) and value >= least:
            return value
        if value is not None:
            self.fault(key, f"harus bilangan bulat, bukan {_shown(value)}.", f"Paling kecil {least}.")
        return least if default is None else default

    def flag(self, key: str, default: bool = False) -> bool:
        """A yes or no."""
        value = self._get(key)
        if value is not None and not isinstance(value, bool):
            self.fault(key, f"harus true atau false, bukan {_shown(value)}.", "Tulis tanpa tanda kutip.")
        return value if isinstance(value, bool) else default

    def day(self, key: str) -> date | None:
        """A date, or None where the key is absent."""
        value = self._get(key)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        if value is not None:
            self.fault(
                key, f"harus tanggal, bukan {_shown(value)}.", "Tulis misalnya 2026-02-19, tanpa kutip."
            )
        return None

    def choice(self, key: str, allowed: Collection[str], default: str | None = None) -> str:
        """One of the allowed words; required when no default is given."""
        value = self.text(key, default)
        if value in allowed:
            return value
        if value:
            self.fault(key, f"“{value}” tidak dikenal.", f"Yang ada: {', '.join(allowed)}.")
        return default or next(iter(allowed), "")

    def choices(
        self, key: str, allowed: Collection[str], default: Collection[str] | None = None
    ) -> tuple[str, ...]:
        """Several of the allowed words; those that are not are noted and left out."""
        values = self.texts(key, default)
        for value in values:
            if value not in allowed:
                self.fault(key, f"“{value}” tidak dikenal.", f"Yang ada: {', '.join(allowed)}.")
        return tuple(value for value in values if value in allowed)

    def table(self, key: str) -> Table:
        """The table under `key`; an empty one where it is absent."""
        value = self._get(key)
        if value is not None and not isinstance(value, Mapping):
            self.fault(key, "harus tabel.", f"Tulis judul [{self._at}{key}] di baris sendiri.")
            value = None
        return Table(value or {}, self._file, f"{self._at}{key}.", self._faults)

    def tables(self, key: str, required: bool = True) -> list[Table]:
        """The tables written as `[[key]]`, in order."""
        value = self._get(key, required, f"Tulis paling sedikit satu [[{key}]].")
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
            self.fault(key, "harus berupa bagian berulang.", f"Tulis judul [[{self._at}{key}]].")
            return []
        places = (f"{self._at}{key}[{number}]." for number in range(1, len(value) + 1))
        return [Table(item, self._file, at, self._faults) for item, at in zip(value, places, strict=True)]

    def close(self) -> None:
        """Note every key that nobody asked for: most often a slip of the pen."""
        for key in self._data:
            if key not in self._asked:
                self.fault(
                    key, "kunci ini tidak dikenal.", f"Kunci yang ada: {', '.join(sorted(self._asked))}."
                )

    def _get(self, key: str, required: bool = False, right: str = "") -> Any:
        """The value as it stands in the file; None where it is absent, which is a fault if required."""
        self._asked.add(key)
        if key not in self._data and required:
            self.fault(key, "belum ada.", right)
        return self._data.get(key)


def unique(tables: list[Table], ids: list[str], key: str = "id") -> None:
    """Note every id that has been used before."""
    seen: set[str] = set()
    for table, value in zip(tables, ids, strict=True):
        if value and value in seen:
            table.fault(key, f"“{value}” sudah dipakai.", "Setiap id hanya boleh dipakai sekali.")
        seen.add(value)


def _shown(value: object) -> str:
    """A value as it stands in a fault: short, and never the whole of somebody's text."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"“{text}”" if len(text) <= 40 else f"“{text[:37]}…”"
