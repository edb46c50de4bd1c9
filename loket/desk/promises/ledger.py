"""The ledger of who waited longer than promised: for what, what they were offered for it, and by whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from loket.desk.authority import Who, actor, runs_queue
from loket.desk.errors import Invalid
from loket.desk.note_names import AMENDS_NOTE
from loket.desk.office import Desk
from loket.desk.promises.standing import Promised, broken
from loket.desk.queue.amends import tell_file
from loket.store import amends, people, tickets
from loket.store.amends import Amends
from loket.store.journal import Stamp
from loket.store.sql import Connection
from loket.text import clean_lines

NO_KIND = "Kantor belum punya kompensasi itu. Isi [[kompensasi]] dalam profil kantor, atau pilih yang lain."
BY_ARRIVAL = (
    "Kantor ini memanggil menurut kedatangan saja, jadi tidak seorang pun didahulukan. Pilih yang lain, atau"
    " isi prioritas_banding dalam profil kantor dulu."
)
NO_APPLICANT = (
    "Dari nomor ini tidak ada berkas: siapa yang kelak didahulukan tidak diketahui. Pilih kompensasi lain."
)
_MOST_LETTERS = 500


@dataclass(frozen=True, slots=True)
class Offered:
    """What somebody was offered: how the office calls it, by whom, and with which number it was used."""

    amends: Amends
    name: str
    by: str
    used: str = ""


@dataclass(frozen=True, slots=True)
class Owed:
    """A broken promise, and what was offered for it, the earliest first."""

    promised: Promised
    offered: tuple[Offered, ...]


def ledger(desk: Desk, who: Who) -> tuple[Owed, ...]:
    """The broken promises of the last ninety days and all that are not decided, the latest first."""
    found = broken(desk, who)
    with desk.store.snapshot() as conn:
        offered = of_files(conn, desk, [each.file for each in found])
    return tuple(Owed(each, offered.get(each.file, ())) for each in found)


def offer(desk: Desk, who: Who, file: int, kind: str, note: str = "") -> None:
    """Note what the applicant of a file was offered because they waited longer than promised.

    Raises:
        Invalid: the office has nothing of that kind.
        Refused: for who neither calls numbers nor supervises.
    """
    with desk.write() as conn:
        person = actor(conn, desk, who)
        stamp = Stamp(desk.now(), who.person, runs_queue(person), person.station)
        known = desk.newest(conn).office.compensations.get(kind)
        if known is None:
            raise Invalid({"kind": NO_KIND})
        if known.precedes and not desk.newest(conn).office.settings.policy.ratio:
            raise Invalid({"kind": BY_ARRIVAL})
        tell_file(conn, desk, person, file, kind, AMENDS_NOTE)
        words = clean_lines(note)[:_MOST_LETTERS]
        amends.offer(conn, (amends.OF_FILE, file), kind, words, stamp, precedes=known.precedes)


def of_files(conn: Connection, desk: Desk, files: Iterable[int]) -> dict[int, tuple[Offered, ...]]:
    """What was offered for these files."""
    kinds = desk.newest(conn).office.compensations
    names = {member.id: member.name for member in people.staff(conn)}
    found: dict[int, tuple[Offered, ...]] = {}
    for each in amends.of_files(conn, files):
        assert each.file is not None
        name = kinds[each.kind].name if each.kind in kinds else each.kind
        used = tickets.load(conn, each.used).number if each.used is not None else ""
        offered = Offered(each, name, names.get(each.person or 0, ""), used)
        found[each.file] = (*found.get(each.file, ()), offered)
    return found
