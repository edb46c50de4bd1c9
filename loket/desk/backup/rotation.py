"""What an archive is called, and which archives go once there is a newer one. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

OPEN, PROTECTED = ".tar.gz", ".kunci.tar"
_NOT_WHOLE = "-tidak-utuh"
_EITHER = f"(?:{_NOT_WHOLE})?"
_STAMP = "%Y%m%d-%H%M%S"


def name_of(office: str, at: datetime, entry: int, *, protected: bool, whole: bool) -> str:
    """What an archive made at that time (the office's) is called, whose journal ends with that entry.

    One that does not count says so.
    """
    mark, end = "" if whole else _NOT_WHOLE, PROTECTED if protected else OPEN
    return f"loket-{office}-{at:{_STAMP}}-{entry}{mark}{end}"


def counting(office: str, names: Iterable[str]) -> list[str]:
    """The archives of an office that count, by their names, the newest first."""
    return _newest_first(office, names, "")


def dated_after(office: str, names: Iterable[str], at: datetime) -> list[str]:
    """Those that count and are dated after that time (the office's), as by a clock that was ahead."""
    return [name for name in counting(office, names) if _dated(office, name) > at.replace(tzinfo=None)]


def outdated(office: str, names: Iterable[str], new: str, *, daily: int, weekly: int) -> list[str]:
    """Which archives of an office may go, now that `new` was made.

    The last one stays of each of so many days, and of each of so many weeks, on which there are any; of those
    that do not count only the last. `new` always stays, and is the last whatever the others are called: one
    dated after it is by another clock, drives out none, and stays until time has passed it.
    """
    names = list(names)
    found, bad = (_until(office, new, _newest_first(office, names, mark)) for mark in ("", _NOT_WHOLE))
    kept = set[str]()
    for most, part in ((max(daily, 1), "%Y-%m-%d"), (weekly, "%G-%V")):
        last = dict[str, str]()
        for name in found:
            last.setdefault(f"{_dated(office, name):{part}}", name)
        kept |= set(list(last.values())[:most])
    return [*(name for name in found if name not in kept), *bad[1:]]


def _until(office: str, new: str, names: list[str]) -> list[str]:
    """Those that are not dated after `new`; it comes first, where it is one of them."""
    later = {name for name in names if _dated(office, name) > _dated(office, new)}
    return [*(name for name in names if name == new), *(name for name in names if name not in {new, *later})]


def _newest_first(office: str, names: Iterable[str], mark: str) -> list[str]:
    made = [(at, name) for name in names if (at := _made(office, name, mark)) is not None]
    return [name for _, name in sorted(made, reverse=True)]


def _dated(office: str, name: str) -> datetime:
    """As what time an archive says it was made, whether it counts or not; no other file says any."""
    return _made(office, name, _EITHER) or datetime.min


def _made(office: str, name: str, mark: str) -> datetime | None:
    """When an archive of that office was made; None of any other file."""
    ends = "|".join(map(re.escape, (OPEN, PROTECTED)))
    found = re.fullmatch(rf"loket-{re.escape(office)}-(\d{{8}}-\d{{6}})-\d+{mark}(?:{ends})", name)
    try:
        return datetime.strptime(found[1], _STAMP) if found else None
    except ValueError:
        return None
