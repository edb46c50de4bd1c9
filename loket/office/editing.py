"""An edit of an office's documents: a value, applied to their texts; comments, order and own words stay.

A text is taken as blocks, one for its head and one for each `[table]` and `[[entry]]`, a comment right above
going with it. So nothing but the block that is meant is written anew.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

import tomlkit
from tomlkit.items import Array, InlineTable, Item

from loket.office.shelf import Key, Texts

Value = str | int | bool | date | Sequence[str] | Mapping[str, str] | Mapping[str, list[str]]
"""What an admin gives a key."""
Values = Mapping[str, Value | None]
"""Values by their keys; None takes the key away."""

_LABELS = ("id", "kunci", "nama")
"""By which of its keys an entry is called, the first that it has."""
_END = "\n"
_HEADER = re.compile(r"[ \t]*\[")


@dataclass(frozen=True, slots=True)
class Place:
    """A table of a document: its head, `[section]`, or the entry of `[[section]]` that is called `label`.

    A section may lie in another: `peran_langkah.gedung`.
    """

    key: Key
    section: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Put:
    """Give keys of a table these values."""

    at: Place
    values: Values


@dataclass(frozen=True, slots=True)
class Add:
    """Write a new entry of a section behind its last, or behind the entry `at` names."""

    at: Place
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Remove:
    """Take an entry out."""

    at: Place


@dataclass(frozen=True, slots=True)
class Move:
    """Put an entry so many places further down; at either end it stays."""

    at: Place
    by: int


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document that there was not."""

    key: Key
    text: str


Edit = Put | Add | Remove | Move | NewDocument


class NotThere(Exception):
    """What is to be edited is not in the documents: taken out meanwhile, or written in another manner."""

    def __init__(self, at: Place) -> None:
        name = at.label or at.section or at.key[1]
        super().__init__(f"“{name}” tidak ada dalam dokumen; mungkin baru saja dihapus.")
        self.at = at


class AlreadyThere(Exception):
    """A document of that name is there."""

    def __init__(self, key: Key) -> None:
        super().__init__(f"“{key[1]}” sudah ada; beri nama lain.")
        self.key = key


def edited(texts: Texts, edits: Iterable[Edit]) -> Texts:
    """The texts after these edits, one after the other. Raises NotThere, AlreadyThere."""
    now = dict(texts)
    for edit in edits:
        if isinstance(edit, NewDocument):
            if edit.key in now:
                raise AlreadyThere(edit.key)
            now[edit.key] = edit.text
        elif (text := now.get(edit.at.key)) is None:
            raise NotThere(edit.at)
        else:
            now[edit.at.key] = "".join(block.text for block in _applied(_blocks(text), edit))
    return now


def rebased(edit: Edit, before: Texts, now: Texts) -> Edit:
    """An edit as it was meant, where others changed its lists meanwhile: what they did stays."""
    if not isinstance(edit, Put):
        return edit
    was, here = _at(before, edit.at), _at(now, edit.at)
    values = dict(edit.values)
    for key, wanted in edit.values.items():
        old, new = was.get(key), here.get(key)
        if (
            isinstance(wanted, list | tuple)
            and isinstance(old, list)
            and isinstance(new, list)
            and old != new
        ):
            kept = [word for word in new if word in wanted or word not in old]
            values[key] = [*kept, *(word for word in wanted if word not in old and word not in kept)]
    return Put(edit.at, values)


def _at(texts: Texts, at: Place) -> Mapping[str, Any]:
    """What a table holds; nothing where there is none."""
    if at.key not in texts:
        return {}
    if not at.label:
        return table(texts, at.key, at.section)
    return next((e for e in entries(texts, at.key, at.section) if label_of(e) == at.label), {})


def written(values: Mapping[str, Any]) -> str:
    """A new document that holds these values, tables in lists among them."""
    return tomlkit.dumps(values)


def entries(texts: Texts, key: Key, section: str) -> tuple[Mapping[str, Any], ...]:
    """The entries of `[[section]]` as they are written."""
    found = _read(texts[key]).get(section, [])
    return tuple(entry for entry in found if isinstance(entry, dict)) if isinstance(found, list) else ()


def table(texts: Texts, key: Key, section: str = "") -> Mapping[str, Any]:
    """What stands in `[section]`, or in the head of the document."""
    found: Any = _read(texts[key])
    for name in section.split(".") if section else ():
        found = found.get(name, {}) if isinstance(found, dict) else {}
    return found if isinstance(found, dict) else {}


@lru_cache(maxsize=128)
def _read(text: str) -> Mapping[str, Any]:
    """What a text holds; kept, for an admin's screen asks at every change of the database."""
    return tomllib.loads(text)


def label_of(values: Mapping[str, Any]) -> str:
    """What an entry is called; steps of the office's own have their names once in each SOP."""
    if "sop" in values and "id" not in values:
        return f"{values['sop']}/{values.get('nama', '')}"
    return str(next((values[key] for key in _LABELS if key in values), ""))


def new_label(name: str, taken: Iterable[str]) -> str:
    """An id made of a name, which nothing else has: `pasfoto-berwarna-2`."""
    taken = set(taken)
    base = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40].strip("-") or "baru"
    tries = (base if count == 1 else f"{base}-{count}" for count in range(1, len(taken) + 2))
    return next(word for word in tries if word not in taken)


@dataclass(frozen=True, slots=True)
class _Block:
    """A stretch of a text: what `path` its header names, nothing for the head; of a list of tables or not."""

    text: str
    path: tuple[str, ...] = ()
    listed: bool = False

    @property
    def values(self) -> Mapping[str, Any]:
        """The keys of the table alone, without those of tables below it."""
        found: Any = tomllib.loads(self.text)
        for name in self.path:
            found = found[name]
            found = found[0] if isinstance(found, list) else found
        return found if isinstance(found, dict) else {}


def _blocks(text: str) -> list[_Block]:
    """The text in blocks, which together are the text. What begins a line inside a value begins no block."""
    blocks, held = list[_Block](), list[str]()
    for line in _lines(text):
        if _HEADER.match(line) and _whole("".join(held)):
            above = next((at for at in range(len(held), 0, -1) if not _comment(held[at - 1])), 0)
            if held[:above] or not blocks:
                blocks.append(_block("".join(held[:above])))
            held = held[above:]
        held.append(line)
    blocks.append(_block("".join(held)))
    return blocks


def _lines(text: str) -> list[str]:
    """The lines with their ends; whatever else might end one may stand in a value."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _whole(text: str) -> bool:
    """Whether a text ends where another line may begin."""
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


def _block(text: str) -> _Block:
    header = next((line for line in _lines(text) if line.strip() and not _comment(line)), "")
    if not _HEADER.match(header):
        return _Block(text)
    found: Any = tomllib.loads(header)
    path = list[str]()
    while isinstance(found, dict) and found:
        ((name, found),) = found.items()
        path.append(name)
        found = found[0] if isinstance(found, list) else found
    return _Block(text, tuple(path), header.lstrip().startswith("[["))


def _applied(blocks: list[_Block], edit: Put | Add | Remove | Move) -> list[_Block]:
    match edit:
        case Put(at, values):
            found = _find(blocks, at)
            if found is None and all(value is None for value in values.values()):
                return blocks
            if found is None:
                new = _Block(f"\n[{at.section}]\n", tuple(at.section.split(".")))
                blocks = [*blocks[:-1], _ended(blocks[-1]), new]
                found = len(blocks) - 1
            end = _run(blocks, at).end if at.label else found + 1
            below = [block for block in blocks[found + 1 : end] if block.path[1] not in values]
            return [*blocks[:found], _put(blocks[found], values), *below, *blocks[end:]]
        case Add(at, values):
            runs = _runs(blocks, at.section)
            behind = next((run for run in runs if run.label == at.label), None) if at.label else None
            if at.label and behind is None:
                raise NotThere(at)
            end = (behind or runs[-1]).end if runs else len(blocks)
            if not runs and at.section in tomllib.loads("".join(block.text for block in blocks)):
                raise NotThere(at)  # a list that is written in one line
            before = _ended(blocks[end - 1])
            apart = before.text.endswith("\n\n")
            new = _put(
                _Block(f"{'' if apart else _END}[[{at.section}]]\n", (at.section,), listed=True), values
            )
            new = replace(new, text=new.text + _END) if apart and blocks[end:] else new
            return [*blocks[: end - 1], before, new, *blocks[end:]]
        case Remove(at):
            run = _run(blocks, at)
            return [*blocks[: run.start], *blocks[run.end :]]
        case Move(at, by):
            run, runs = _run(blocks, at), _runs(blocks, at.section)
            order = list(runs)
            here = order.index(run)
            order.insert(max(0, min(len(runs) - 1, here + by)), order.pop(here))
            return list(_reordered(blocks, runs, order))


@dataclass(frozen=True, slots=True)
class _Run:
    """An entry: its block and those of the tables below it, `blocks[start:end]`."""

    label: str
    start: int
    end: int


def _runs(blocks: Sequence[_Block], section: str) -> list[_Run]:
    found = list[_Run]()
    for start, block in enumerate(blocks):
        if block.path == (section,) and block.listed:
            end = start + 1
            while end < len(blocks) and blocks[end].path[:1] == (section,) and len(blocks[end].path) > 1:
                end += 1
            found.append(_Run(label_of(block.values), start, end))
    return found


def _run(blocks: Sequence[_Block], at: Place) -> _Run:
    found = next((run for run in _runs(blocks, at.section) if run.label == at.label), None)
    if found is None:
        raise NotThere(at)
    return found


def _find(blocks: Sequence[_Block], at: Place) -> int | None:
    """The block of a table; None for a `[section]` that is yet to be written."""
    if at.label:
        return _run(blocks, at).start
    path = tuple(at.section.split(".")) if at.section else ()
    found = next((n for n, block in enumerate(blocks) if block.path == path and not block.listed), None)
    here: Any = tomllib.loads("".join(block.text for block in blocks))
    for name in path:
        here = here.get(name) if isinstance(here, dict) else None
    if found is None and here is not None:
        raise NotThere(at)  # it is written in one line
    return found


def _reordered(blocks: Sequence[_Block], runs: Sequence[_Run], order: Sequence[_Run]) -> Iterator[_Block]:
    """The blocks with the entries in another order, each in the place of another."""
    at = 0
    for place, run in zip(runs, order, strict=True):
        yield from blocks[at : place.start]
        yield from map(_ended, blocks[run.start : run.end])
        at = place.end
    yield from blocks[at:]


def _ended(block: _Block) -> _Block:
    """The block with the end of its last line."""
    text = block.text if not block.text or block.text.endswith("\n") else f"{block.text}\n"
    return replace(block, text=text)


def _put(block: _Block, values: Values) -> _Block:
    """The block with other values; those that are as they were are left as they are written."""
    body, tail = _parted(block.text)
    document: Any = tomlkit.parse(body)
    into = document
    for name in block.path:
        into = into[name]
        into = into[0] if isinstance(into, list) else into
    old = block.values
    for key, value in values.items():
        if value is None:
            if key in old:
                del into[key]
        elif key not in old or old[key] != _plain(value):
            known = into.get(key)
            if isinstance(known, Array) and isinstance(value, Sequence) and not isinstance(value, str):
                _renew(known, value)
            else:
                into[key] = _item(value)
    return replace(block, text=tomlkit.dumps(document) + tail)


def _parted(text: str) -> tuple[str, str]:
    """A block up to its last value, and the comments and empty lines behind it."""
    lines = _lines(text)
    end = len(lines)
    while end and (not lines[end - 1].strip() or _comment(lines[end - 1])):
        end -= 1
        if not _whole("".join(lines[:end])):
            end += 1
            break
    body = "".join(lines[:end])
    return (body if not body or body.endswith("\n") else f"{body}\n"), "".join(lines[end:])


def _plain(value: Value) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    return value if isinstance(value, str | int | date) else list(value)


def _item(value: Value) -> Item:
    if isinstance(value, Mapping):
        inline: InlineTable = tomlkit.inline_table()
        inline.update(value)
        return inline
    item: Item = tomlkit.item(_plain(value))
    return item


def _renew(array: Array, wanted: Sequence[str]) -> None:
    """Make a list hold other words; what stays keeps its line and its comment."""
    steps = SequenceMatcher(None, [str(word) for word in array], list(wanted), autojunk=False).get_opcodes()
    for what, start, end, first, last in reversed(steps):
        if what in ("delete", "replace"):
            for at in reversed(range(start, end)):
                del array[at]
        if what in ("insert", "replace"):
            for offset, word in enumerate(wanted[first:last]):
                array.insert(start + offset, word)
