"""The demo's staff: somebody for every role of the office, and what the sign-in says about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loket.demo.route import longest_way
from loket.desk.office import Desk
from loket.flow.acts import Right
from loket.office.model import Office
from loket.people import hash_password
from loket.sop.model import Direction, Procedure
from loket.store import people
from loket.store.journal import Stamp

PASSWORD = "loket-demo"

_NAMES = (
    "Sari Dewi", "Andi Saputra", "Rina Marlina", "Budi Hartono", "Intan Lestari", "Hendra Gunawan",
    "Maya Puspita", "Agus Setiawan", "Nur Aini", "Yusuf Maulana", "Ratna Wulandari", "Eko Prasetyo",
    "Citra Kartika", "Rudi Firmansyah", "Tuti Handayani", "Fajar Nugroho", "Wati Susilawati", "Joko Santoso",
    "Indah Permata", "Rahmat Hidayat", "Sinta Anggraini", "Dedi Kurniawan", "Yanti Oktavia", "Arif Wibowo",
)  # fmt: skip
_WIDTH = 68  # what the sign-in has for it on 80 columns


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the demo office. The NIP is plainly made up: everybody was born on a 1 January.

    One of them is contract staff and has another number.
    """

    name: str
    nip: str
    roles: tuple[str, ...]


def colleagues(office: Office) -> tuple[Colleague, ...]:
    """One person for each role, two where people come or files are entered, and one who holds two roles."""
    held = [(role.id,) for role in office.roles.values()]
    busy = [role.id for role in office.roles.values() if role.home in ("intake", "backoffice")]
    everybody = [*held, *((role,) for role in busy), _two_roles(office)]
    contract = len(held)
    return tuple(
        Colleague(_name(number), f"KTR-{number:03}" if number == contract else _nip(number), roles)
        for number, roles in enumerate(everybody)
    )


def _two_roles(office: Office) -> tuple[str, ...]:
    """Two counter roles where the office has two, else two roles that follow each other."""
    at_counters = [role.id for role in office.roles.values() if Right.COUNTER in role.rights]
    if len(at_counters) > 1:
        return tuple(at_counters[:2])
    others = [role.id for role in office.roles.values() if role.home in ("backoffice", "verification")]
    return tuple(dict.fromkeys((*at_counters, *others)))[:2]


def _name(number: int) -> str:
    rounds, place = divmod(number, len(_NAMES))
    return _NAMES[place] if not rounds else f"{_NAMES[place]} {rounds + 1}"


def _nip(number: int) -> str:
    woman = 1 + (number + 1) % 2
    return f"19{70 + number % 25:02}0101201501{woman}{number + 1:03}"


def hire(desk: Desk, staff: tuple[Colleague, ...]) -> dict[str, list[int]]:
    """Enter everybody with the same password (hashed once, which takes long), and give the ids by role."""
    hashed = hash_password(PASSWORD)
    by_role: dict[str, list[int]] = {}
    with desk.store.write() as conn:
        for person in staff:
            who = people.add(conn, person.nip, person.name, hashed, person.roles, Stamp(desk.now()))
            for role in person.roles:
                by_role.setdefault(role, []).append(who)
    return by_role


def sign_in_hint(office: Office, procedure: Procedure) -> tuple[str, ...]:
    """What the sign-in says: the password, and through whose hands a file of `procedure` goes.

    `procedure` is the one the office works by, its own steps behind the SOP's included.
    """
    staff = colleagues(office)
    hands = _hands(procedure, longest_way(procedure), staff)
    start = next((p for p in staff if hands and p.name in hands[0][0]), staff[0])
    role = office.roles[start.roles[0]].name
    return (
        f"Kantor contoh, semuanya rekaan. Kata sandi semua petugas: {PASSWORD}",
        f"Mulai dari {start.name} · {role} · NIP {start.nip}",
        *_wrapped("Satu berkas berjalan: ", [f"{_first_names(names)}{choice}" for names, choice in hands]),
    )


def _hands(
    procedure: Procedure, way: Sequence[tuple[int, str]], staff: Sequence[Colleague]
) -> list[tuple[tuple[str, ...], str]]:
    """Who has the file on this way, one after the other, with what they choose where the SOP parts.

    Those who have it at the same time are named together.
    """
    hands: list[tuple[tuple[str, ...], str]] = []
    for sequence, chosen in way:
        step = procedure.step(sequence)
        ways = {b.target for b in step.branches if b.direction is Direction.FORWARD}
        branch = step.branch(chosen)
        choice = f" (“{branch.label}”)" if branch is not None and len(ways) > 1 else ""
        turns = [step.parts] if step.parts else [(step,)] * max(1, len(step.sign_offs))
        for number, places in enumerate(turns):
            performers = (place.handling_roles(0 if place.strand else number) for place in places)
            found = (next((p.name for p in staff if p.roles[0] in roles), None) for roles in performers)
            names = tuple(dict.fromkeys(name for name in found if name is not None))
            if names and hands and hands[-1][0] == names:
                hands[-1] = (names, hands[-1][1] + choice)
            elif names:
                hands.append((names, choice))
    return hands


def _first_names(names: Sequence[str]) -> str:
    return " dan ".join(name.partition(" ")[0] for name in names)


def _wrapped(opening: str, names: list[str]) -> list[str]:
    lines = [opening]
    for place, name in enumerate(names):
        word = name if place == len(names) - 1 else f"{name} → "
        if len(lines[-1]) + len(word.rstrip()) > _WIDTH:
            lines.append("  ")
        lines[-1] += word
    return [line.rstrip() for line in lines]
