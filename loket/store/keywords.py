"""By what each file is found: beginnings of the words of names, parts of numbers.

A search takes of what was typed the longest beginning that is kept, and goes through the files that have it:
those under way first, the newest before others, until it has enough. So a search costs the same however many
files there are. Of longer words the file's own columns say whether it has the rest too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from loket.matching import parts_begin, signs, words_begin
from loket.store.searching import numbers_in, words_in
from loket.store.sql import Connection, TextClause, canonical, containing, run, text
from loket.store.values import ERASED

_STEPS = (2, 3, 4, 6)
"""Beginnings of so many letters and digits are kept."""
_MANY = 10_000
"""A beginning that so many files have is not counted further."""
_NUMBER, _EXACT, _WHOLE, _SERVICE = "#", "!", "=", "~"
_ENDS = {"phone": ("+", "-", (5, 8)), "numbers": ("$", "&", (8,))}
"""Telephones, NIB and NPWP: their first and last digits are kept, so many of them."""

# each number that a permit had: one that was put right is kept, and its columns say that it is none any more
_PERMIT = (
    "(SELECT CAST(json_group_array(v.text) AS TEXT) FROM value v WHERE v.kind = 'field' AND v.owner = {0}.id"
    " AND v.key = 'izin_nomor' AND v.text <> '')"
)
_SHOWN = f"""SELECT f.id, f.ended_at, f.service, f.number, f.outside_number, {_PERMIT.format("f")} AS permits,
  f.applicant, f.company, f.came_name, ap.name, ap.company AS firm, coalesce(co.name, '') AS comer,
  f.phone_digits || ' ' || ap.phone_digits || ' ' || coalesce(co.phone_digits, '') AS phone,
  f.numbers || ' ' || ap.numbers || ' ' || coalesce(co.numbers, '') AS numbers,
  f.identities, ap.nik, ap.id_number, coalesce(co.nik, '') AS other_nik,
  coalesce(co.id_number, '') AS other_document,
  coalesce(pa.number, '') AS parent, coalesce(pa.outside_number, '') AS parent_outside,
  {_PERMIT.format("pa")} AS parent_permits
FROM file f JOIN applicant ap ON ap.id = f.applicant_id LEFT JOIN applicant co ON co.id = f.came_id
LEFT JOIN file pa ON pa.id = f.parent_id """
_FAMILY = text(
    _SHOWN + "WHERE f.id IN (SELECT id FROM file WHERE id = :file"
    " UNION SELECT id FROM file WHERE parent_id IS NOT NULL AND parent_id = :file)"
)
_OF_PERSON = text(
    _SHOWN + "WHERE f.id IN (SELECT id FROM file WHERE applicant_id = :person"
    " UNION SELECT id FROM file WHERE came_id IS NOT NULL AND came_id = :person)"
)
_PAGE = text(_SHOWN + "WHERE f.id > :after ORDER BY f.id LIMIT :limit")
_KEPT = text("SELECT key, open FROM keyword WHERE file_id = :file")
_ADD_NUMBER = text(
    "INSERT INTO keyword (key, open, file_id)"
    " SELECT each.value, f.ended_at IS NULL, f.id FROM file f, json_each(:keys) each WHERE f.id IN"
    " (SELECT id FROM file WHERE id = :file UNION SELECT id FROM file"
    " WHERE parent_id IS NOT NULL AND parent_id = :file) ON CONFLICT DO NOTHING"
)
_DROP = text("DELETE FROM keyword WHERE file_id = :file AND key NOT IN (SELECT value FROM json_each(:keys))")
_ADD = text(
    "INSERT INTO keyword (key, open, file_id)"
    " SELECT each.value, f.ended_at IS NULL, f.id FROM json_each(:keys) each JOIN file f ON f.id = :file"
    " WHERE true ON CONFLICT DO NOTHING"
)
_MOVE = text("UPDATE keyword SET open = NOT open WHERE file_id = :file AND open <> :open")
_HOW_MANY = text(
    "SELECT each.value AS key, (SELECT count(*) FROM (SELECT 1 FROM keyword WHERE key = each.value"
    " LIMIT :most) found) AS files FROM json_each(:keys) each"
)
_CHUNK = 500
_SAYS = {
    "name": "f.names_folded LIKE :{0} ESCAPE '\\' OR ap.name_folded LIKE :{0} ESCAPE '\\'"
    " OR ap.company_folded LIKE :{0} ESCAPE '\\' OR co.name_folded LIKE :{0} ESCAPE '\\'",
    "signs": "f.signs LIKE :{0} ESCAPE '\\' OR pa.signs LIKE :{0} ESCAPE '\\'",
    "phone": "f.phone_digits LIKE :{0} ESCAPE '\\' OR ap.phone_digits LIKE :{0} ESCAPE '\\'"
    " OR co.phone_digits LIKE :{0} ESCAPE '\\'",
    "numbers": "f.numbers LIKE :{0} ESCAPE '\\' OR ap.numbers LIKE :{0} ESCAPE '\\'"
    " OR co.numbers LIKE :{0} ESCAPE '\\'",
}
"""What says that a file has all of what was typed, also what is longer than a beginning."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way in which a file may have what was typed: by all of these keys, and, if need be, more by columns.

    `rest`: the sort of columns (`_SAYS`), and what they must have.
    """

    keys: tuple[str, ...]
    rest: tuple[tuple[str, str], ...] = ()


def write_new(conn: Connection, file_id: int) -> None:
    """Let a file that was registered just now be found."""
    (row,) = run(conn, _FAMILY, file=file_id)
    run(conn, _ADD, file=file_id, keys=canonical(sorted(_keys(row.by_name()))))


def write(conn: Connection, file_id: int) -> None:
    """Let a file, and its follow-ups, be found by what is known of it now."""
    _write(conn, run(conn, _FAMILY, file=file_id))


def write_of_person(conn: Connection, person: int) -> None:
    """The same of all files that somebody applied for or came for."""
    _write(conn, run(conn, _OF_PERSON, person=person))


def write_all(conn: Connection) -> None:
    """The same of every file there is."""
    after = 0
    while rows := run(conn, _PAGE, after=after, limit=_CHUNK).all():
        _write(conn, rows)
        after = rows[-1].id


def _write(conn: Connection, rows: Iterable[Any]) -> None:
    for row in rows:
        keys = canonical(sorted(_keys(row.by_name())))
        run(conn, _DROP, file=row.id, keys=keys)
        run(conn, _ADD, file=row.id, keys=keys)


def write_permit(conn: Connection, file_id: int, permit: str) -> None:
    """Let a file, and its follow-ups, be found by the number of its permit too."""
    run(conn, _ADD_NUMBER, file=file_id, keys=canonical(sorted({*_of_numbers([permit])})))


def move(conn: Connection, file_id: int, *, still_open: bool) -> None:
    """A file ended, or is under way again: it has another place among those that are found with it."""
    run(conn, _MOVE, file=file_id, open=still_open)


def kept(conn: Connection, file_id: int) -> set[tuple[str, bool]]:
    """By what a file is found, and whether as one under way."""
    return {(row.key, bool(row.open)) for row in run(conn, _KEPT, file=file_id)}


def right(conn: Connection, file_id: int) -> set[tuple[str, bool]]:
    """The same as it is to be; nothing where who applies is gone."""
    row = next((row for row in run(conn, _FAMILY, file=file_id) if row.id == file_id), None)
    if row is None:
        return set()
    return {(key, row.ended_at is None) for key in _keys(row.by_name())}


def _keys(file: Mapping[str, Any]) -> set[str]:
    return {
        *_of_names(file[name] for name in ("applicant", "company", "came_name", "name", "firm", "comer")),
        *_of_numbers(file[name] for name in ("number", "outside_number", "parent", "parent_outside")),
        *_of_numbers((*json.loads(file["permits"]), *json.loads(file["parent_permits"]))),
        *(f"{_EXACT}{_plain(file[name])}" for name in ("number", "outside_number") if file[name]),
        *_of_ends("phone", file["phone"]),
        *_of_ends("numbers", file["numbers"]),
        *(f"{_WHOLE}{number}" for number in file["identities"].split()),
        *(
            f"{_WHOLE}{file[name]}"
            for name in ("nik", "id_number", "other_nik", "other_document")
            if file[name]
        ),
        f"{_SERVICE}{file['service']}",
    }


def _of_names(names: Iterable[str]) -> Iterator[str]:
    for name in {*names} - {ERASED}:
        for rest in words_begin(name):
            yield from _beginnings(rest)


def _of_numbers(numbers: Iterable[str]) -> Iterator[str]:
    for number in numbers:
        for rest in parts_begin(number):
            yield from (_NUMBER + said for said in _beginnings(rest))


def _beginnings(word: str) -> Iterator[str]:
    if len(word) == 1:
        yield word
    yield from (word[:step] for step in _STEPS if step <= len(word))


def _of_ends(sort: str, numbers: str) -> Iterator[str]:
    first, last, steps = _ENDS[sort]
    for number in numbers.split():
        for step in steps:
            if step <= len(number):
                yield from (first + number[:step], last + number[-step:])


def _plain(number: str) -> str:
    """A number as it is compared whole, the zeros before it left out."""
    return signs(number).lstrip("0")


def ways(typed: str, services: Iterable[str]) -> Iterator[Way]:
    """In which ways a file may have what was typed; `services` are the ids of those that the words name."""
    words, numbers = words_in(typed), numbers_in(typed)
    if any(c.isdigit() for c in typed) and (number := signs(typed)):
        yield Way((f"{_EXACT}{_plain(typed)}",))
        yield _way("signs", (number,), _NUMBER)
    for said in (words, *_joined(words)):
        if said:
            yield _way("name", said)
    for sort, (first, last, steps) in _ENDS.items():
        if number := numbers[sort]:
            step, rest = max(step for step in steps if step <= len(number)), ((sort, number),)
            yield Way((first + number[:step],), rest)
            yield Way((last + number[-step:],), rest)
    yield from (Way((f"{_WHOLE}{numbers[name]}",)) for name in ("nik", "document") if numbers[name])
    yield from (Way((f"{_SERVICE}{service}",)) for service in services)


def _joined(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Two words that follow one another may be one where they are kept.

    Not where its longest beginning that is kept is the first of them alone: so begin too many others.
    """
    for at in range(1, len(words)):
        if len(words[at - 1]) < _STEPS[-1]:
            yield (*words[: at - 1], words[at - 1] + words[at], *words[at + 1 :])


def _way(sort: str, words: tuple[str, ...], mark: str = "") -> Way:
    """All words, each by its longest beginning that is kept; of one letter none beside others.

    Of numbers the columns are always asked: those of permits that were put right have their keys still.
    """
    keys = dict[str, None]()
    rest = list[tuple[str, str]]()
    long = [word for word in words if len(word) > 1]
    for word in words:
        step = max((step for step in _STEPS if step <= len(word)), default=len(word))
        if word in long or not long:
            keys[mark + word[:step]] = None
        if step < len(word) or mark or (long and word not in long):
            rest.append((sort, word))
    return Way(tuple(keys), tuple(rest))


def found(conn: Connection, typed: str, services: Iterable[str], limit: int) -> list[int]:
    """The ids of the files that have what was typed, of each way the first so many."""
    each = [*ways(typed, services)]
    asked = sorted({key for way in each for key in way.keys})
    if not asked:
        return []
    many = {row.key: row.files for row in run(conn, _HOW_MANY, keys=json.dumps(asked), most=_MANY)}
    ids = dict[int, None]()
    for way in each:
        if all(many[key] for key in way.keys):
            # the rarest leads: the others are asked of its files alone
            keys = sorted(way.keys, key=lambda key: (many[key], -len(key)))
            values = {f"key{at}": key for at, key in enumerate(keys)}
            values |= {f"rest{at}": containing(said) for at, (_, said) in enumerate(way.rest)}
            shape = _searching(len(keys), tuple(sort for sort, _ in way.rest))
            ids |= dict.fromkeys(run(conn, shape, **values, limit=limit).scalars())
    return [*ids]


@cache
def _searching(keys: int, rest: tuple[str, ...]) -> TextClause:
    """The statement for so many keys and what else columns must say."""
    beside = "".join(f" CROSS JOIN keyword k{at}" for at in range(1, keys))
    same = "".join(
        f" AND k{at}.key = :key{at} AND k{at}.open = k0.open AND k{at}.file_id = k0.file_id"
        for at in range(1, keys)
    )
    if rest:
        beside += (
            " JOIN file f ON f.id = k0.file_id JOIN applicant ap ON ap.id = f.applicant_id"
            " LEFT JOIN applicant co ON co.id = f.came_id LEFT JOIN file pa ON pa.id = f.parent_id"
        )
        same += "".join(f" AND ({_SAYS[sort].format(f'rest{at}')})" for at, sort in enumerate(rest))
    return text(
        f"SELECT k0.file_id FROM keyword k0{beside} WHERE k0.key = :key0{same}"
        " ORDER BY k0.open DESC, k0.file_id DESC LIMIT :limit"
    )
