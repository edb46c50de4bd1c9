"""Whether what people typed is as the journal sealed it: each value by one entry, and none without."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from loket.desk.agreement.finding import Finding, Kind, finding
from loket.desk.agreement.journaled import Journaled
from loket.store import (
    amends,
    applicants,
    bookings,
    calendar,
    devices,
    editions,
    files,
    people,
    reasons,
    roster,
    texts,
    tickets,
    values,
)
from loket.store.sql import Connection
from loket.store.values import Value

_WORDS = {
    texts.REMARK: "alasan atau keterangan",
    texts.MARK: "tanda syarat",
    texts.FIELD: "isian",
    texts.ATTACHMENT: "nama lampiran",
    amends.OF_FILE: "kompensasi",
    files.REGISTERED: "data pendaftaran",
    files.OUTSIDE: "no. aplikasi",
}
"""What a value is called that belongs to a file."""


def compare(conn: Connection, journaled: Journaled, numbers: Mapping[int, str]) -> tuple[Finding, ...]:
    """Every value with its commitment; `numbers` are those of the files."""
    changed, added, untold, not_erased = list[str](), list[str](), list[str](), list[str]()
    left, gone_rightly = dict(journaled.kept), journaled.erased | journaled.forgotten
    after = 0
    while page := values.page(conn, after):
        for value, seal in page:
            entry, sealed = left.pop(value.id, (0, ""))
            name = _named(value, numbers, entry)
            if not entry:
                added.append(name)
            elif value.words is None and value.id not in gone_rightly:
                untold.append(name)
            elif value.words is not None and value.id in gone_rightly:
                not_erased.append(name)
            elif seal is not None and seal != sealed:
                changed.append(name)
        after = page[-1][0].id
    gone = [f"nilai {value} (catatan ke-{entry})" for value, (entry, _) in left.items()]
    return (
        *finding(Kind.VALUE, changed),
        *finding(Kind.VALUE_GONE, gone),
        *finding(Kind.VALUE_ADDED, added),
        *finding(Kind.ERASED_UNTOLD, untold),
        *finding(Kind.NOT_ERASED, not_erased),
    )


def _named(value: Value, numbers: Mapping[int, str], entry: int) -> str:
    """What a value is, and by which entry it was sealed: `isian berkas 00012 (catatan ke-88)`."""
    behind = f" (catatan ke-{entry})" if entry else ""
    if value.kind in _WORDS:
        return f"{_WORDS[value.kind]} berkas {numbers.get(value.owner, f'ke-{value.owner}')}{behind}"
    owner = _OWNERS.get(value.kind)
    return f"{owner(value) if owner is not None else f'{value.kind} {value.owner}'}{behind}"


_OWNERS: Mapping[str, Callable[[Value], str]] = {
    applicants.KIND: lambda value: f"data orang ke-{value.owner}",
    people.STAFF: lambda value: f"nama petugas ke-{value.owner}",
    reasons.REASON: lambda _: "alasan perubahan",
    roster.ROSTER: lambda value: f"alasan jadwal ke-{value.key} petugas ke-{value.owner}",
    devices.NAME: lambda value: f"nama perangkat ke-{value.owner}",
    calendar.DAY: lambda value: f"hari {value.key}",
    calendar.TIMES: lambda _: "jam kantor",
    calendar.REASON: lambda value: f"alasan perubahan kalender ke-{value.owner}",
    editions.REASON: lambda value: f"alasan edisi {value.owner}",
    amends.OF_NUMBER: lambda value: f"kompensasi nomor antrean ke-{value.owner}",
    bookings.KIND: lambda value: f"pesanan {value.owner} {value.key}",
    tickets.SENT_TO: lambda value: f"kantor tujuan nomor antrean ke-{value.owner}",
}
