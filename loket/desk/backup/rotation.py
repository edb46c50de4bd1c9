"""What an archive is called, and which archives go once there is a newer one. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

OPEN, PROTECTED = ".tar.gz", ".kunci.tar"
_NOT_WHOLE = "-tidak-utuh"
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


def outdated(office: str, names: Iterable[str], *, daily: int, weekly: int) -> list[str]:
    """Which archives of an office may go.

    The last one stays of each of so many days, and of each of so many weeks, on which there are any; of those
    that do not count only the last. The newest that counts always stays.
    """
    names = list(names)
    found, kept = counting(office, names), set[str]()
    for most, part in ((max(daily, 1), "%Y-%m-%d"), (weekly, "%G-%V")):
        last = dict[str, str]()
        for name in found:
            last.setdefault(f"{_made(office, name, ''):{part}}", name)
        kept |= set(list(last.values())[:most])
    return [*(name for name in found if name not in kept), *_newest_first(office, names, _NOT_WHOLE)[1:]]


def _newest_first(office: str, names: Iterable[str], mark: str) -> list[str]:
    made = [(at, name) for name in names if (at := _made(office, name, mark)) is not None]
    return [name for _, name in sorted(made, reverse=True)]


def _made(office: str, name: str, mark: str) -> datetime | None:
    """When an archive of that office was made; None of any other file."""
    ends = "|".join(map(re.escape, (OPEN, PROTECTED)))
    found = re.fullmatch(rf"loket-{re.escape(office)}-(\d{{8}}-\d{{6}})-\d+{mark}(?:{ends})", name)
    try:
        return datetime.strptime(found[1], _STAMP) if found else None
    except ValueError:
        return None
