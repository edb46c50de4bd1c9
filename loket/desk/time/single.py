"""The single values by which times are reckoned (`meta`): what each is called, and whether it can be read."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date

from loket.office.times import times_from
from loket.store import meta
from loket.store.sql import Connection

CLOCK, REVISION, HORIZON, TIMES = "selisih jam", "revisi kalender", "akhir kalender", "jam kantor"
EDITION = "edisi dokumen"
_MOVED = "pemindahan batas waktu"
_READ: Mapping[str, tuple[str, Callable[[str], object]]] = {
    meta.CLOCK_OFFSET: (CLOCK, lambda kept: int(kept or 0)),
    meta.CALENDAR_REVISION: (REVISION, lambda kept: int(kept or 0)),
    meta.HORIZON: (HORIZON, date.fromisoformat),
    meta.TIMES: (TIMES, lambda kept: times_from(json.loads(kept))),
    meta.MOVE: (_MOVED, lambda kept: json.loads(kept or "null")),
    meta.EDITION: (EDITION, int),
    meta.LEFT_OUT: (_MOVED, lambda kept: json.loads(kept or "null")),
}


def unreadable(conn: Connection) -> tuple[str, ...]:
    """What those are called that cannot be read."""
    found = dict[str, None]()
    for key, (name, read) in _READ.items():
        try:
            read(meta.get(conn, key) or "")
        except (LookupError, TypeError, ValueError, AttributeError):
            found[name] = None
    return tuple(found)
