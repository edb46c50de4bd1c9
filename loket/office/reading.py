"""Reads TOML that an office wrote by hand, and notes every fault instead of stopping at the first.

The table of the SOP files is used here too, with the few getters that only an office's files need. A fault
names the file, the key, what is wrong and what would be right, in Indonesian: it is read by whoever keeps
the office's files, not by a programmer.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

from loket.sop import tables
from loket.sop.faults import Fault, fault_lines
from loket.sop.source import Written


class ProfileFaults(Exception):
    """A file of the office cannot be used; `faults` holds everything that is wrong with it."""

    def __init__(self, faults: Collection[Fault]) -> None:
        super().__init__("\n".join(fault_lines(faults)))
        self.faults = tuple(faults)


def top_table(source: Written) -> Table:
    """The top table of a document. Raises ProfileFaults where it cannot be read at all."""
    values = tables.parsed(source.text, source.file)
    if isinstance(values, Fault):
        raise ProfileFaults([values])
    return Table(values, "", source.file, [])


class Table(tables.Table):
    """One table of the file. Every getter returns something usable, after noting what was wrong."""

    def ident(self, name: str = "id") -> str:
        """A required id: small letters, digits, `-` and `_`."""
        value = self.text(name, required=True)
        if value and not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", value):
            self.fault(name, f'"{value}" tidak dapat menjadi id', "huruf kecil, angka, - atau _ tanpa spasi")
        return value

    def number(
        self, name: str, *, required: bool = False, least: int = 1, most: int = tables.MOST
    ) -> int | None:
        """As of any file; for one beyond its bounds the nearest stands, and that is noted."""
        found = super().number(name, required=required, least=least, most=most)
        written = self.values.get(name)
        if found is not None or type(written) is not int:
            return found
        self.faults[-1] = replace(self.faults[-1], beyond=True)
        return min(max(written, least), most)

    def whole(self, name: str, default: int, least: int = 0, most: int = tables.MOST) -> int:
        """A whole number from `least` to `most`."""
        value = self.number(name, least=least, most=most)
        return default if value is None else value

    def switch(self, name: str, default: bool) -> bool:
        """A switch that may be on when missing."""
        value = self.flag(name)
        return value if self.has(name) else default

    def day(self, name: str) -> date | None:
        """A date, or None where the key is absent."""
        value: date | None = self._value(name, date, "tanggal tanpa tanda kutip, misalnya 2026-02-19")
        return value

    def pick(self, name: str, allowed: Collection[str], default: str = "") -> str:
        """One of the allowed words; required when no default is given."""
        value = self.text(name, required=not default) or default
        if value and value not in allowed:
            self.fault(name, f'"{value}" tidak dikenal', tables.nearest(value, list(allowed)))
            return default
        return value

    def picks(self, name: str, allowed: Collection[str]) -> tuple[str, ...]:
        """Several of the allowed words; those that are not are noted and left out."""
        values = self.texts(name)
        for value in values:
            if value not in allowed:
                self.fault(name, f'"{value}" tidak dikenal', tables.nearest(value, list(allowed)))
        return tuple(value for value in values if value in allowed)

    def section(self, name: str) -> Table:
        """The table `[name]`; an empty one where it is absent."""
        below = self.table(name)
        return Table(below.values, below.key, below.file, below.faults, below.unread)

    def sections(self, name: str, label: str = "id", *, required: bool = False) -> list[Table]:
        """The tables written as `[[name]]`, in order; key paths call each by its `label`."""
        if required and not self.has(name):
            self.fault(name, "belum ada", f"paling sedikit satu [[{name}]]")
        found = self.tables(name, lambda values: values.get(label))
        return [Table(below.values, below.key, below.file, below.faults, below.unread) for below in found]

    def finish(self) -> None:
        """Note unknown keys of this (the top) table, then raise ProfileFaults if there is any fault."""
        self.close()
        if self.faults:
            raise ProfileFaults(self.faults)


def unique(found: Collection[Table], key: str = "id") -> None:
    """Note every id that has been used before."""
    seen: set[Any] = set()
    for table in found:
        value = table.values.get(key)
        if isinstance(value, str) and value in seen:
            table.fault(key, f'"{value}" sudah dipakai', "id yang lain; setiap id hanya sekali")
        elif isinstance(value, str):
            seen.add(value)
