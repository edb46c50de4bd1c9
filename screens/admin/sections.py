"""What can be done with the entries of a `[[section]]`: one is added, changed, moved, taken out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from loket.office.editing import Edit, Move, Place, Put, Remove, Value, label_of
from screens.admin.documents import add, filled, prepared, put
from screens.admin.page import Blank, Deed, Filling, Now, Prepared, Typed

More = Callable[[Typed], Mapping[str, Value]]
"""What a new entry has besides what was typed, its id where none is typed."""


def adding(
    now: Now,
    at: Place,
    title: str,
    fields: Callable[[], Sequence[Blank]],
    more: More = lambda _: {},
    *,
    label: str = "Tambah",
    also: Callable[[Typed], Sequence[Edit]] = lambda _: (),
) -> Deed:
    """A new entry, behind the one that `at` calls or the last; `also` are edits that have to come before."""

    def prepare(entries: Sequence[Blank], typed: Typed) -> Prepared:
        new = add(at, entries, typed, **more(typed))
        place = Place(at.key, at.section, label_of(new.values))
        return prepared(now, [*also(typed), new], f"{_name(new.values)} ditambahkan.", place)

    def fill() -> Filling:
        entries = fields()
        return Filling(title, entries, partial(prepare, entries))

    return Deed("f3", label, does="add", fill=fill)


def changing(
    now: Now,
    at: Place,
    values: Mapping[str, Any],
    fields: Callable[[], Sequence[Blank]],
    also: Callable[[Typed], Sequence[Edit]] = lambda _: (),
) -> Deed:
    """Other values for an entry; `also` are edits that have to come before."""

    def prepare(entries: Sequence[Blank], typed: Typed) -> Prepared:
        edits = put(at, entries, typed)
        called = {key: value for edit in edits if isinstance(edit, Put) for key, value in edit.values.items()}
        place = Place(at.key, at.section, label_of({**values, **called}))
        edits = [*also(typed), *edits] if edits else edits
        return prepared(now, edits, f"{_name({**values, **called})} diubah.", place)

    def fill() -> Filling:
        entries = tuple(filled(entry, values) for entry in fields())
        return Filling(_name(values), entries, partial(prepare, entries))

    return Deed("f4", "Ubah", does="change", fill=fill)


def removing(now: Now, at: Place, values: Mapping[str, Any]) -> Deed:
    """An entry taken out."""
    said = f"{_name(values)} dihapus."
    return Deed("f6", "Hapus", does="remove", prepare=lambda: prepared(now, [Remove(at)], said))


def moving(now: Now, at: Place, values: Mapping[str, Any], up: int = 1, down: int = 1) -> tuple[Deed, Deed]:
    """An entry further up, or down: so many places of its section."""
    said = f"{_name(values)} dipindahkan."

    def deed(label: str, by: int) -> Deed:
        return Deed("f7", label, does="more", prepare=lambda: prepared(now, [Move(at, by)], said))

    return deed("Pindah ke atas", -up), deed("Pindah ke bawah", down)


def _name(values: Mapping[str, Any]) -> str:
    """What an entry is called for the admin."""
    return str(values.get("nama") or values.get("label") or label_of(values))
