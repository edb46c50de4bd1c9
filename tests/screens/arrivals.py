"""Who comes to Loket 2: a queue, a colleague at another counter, and the keys that register."""

from __future__ import annotations

from loket.desk.case import lists
from loket.desk.people import staff
from loket.desk.queue import calling
from loket.store import amends
from loket.store.journal import Stamp
from tests.screens.counter import Clerk
from tests.screens.house import NIK, PASSWORD, House


def colleague(house: House) -> None:
    """Somebody else at a registration counter."""
    house.ids["andi"] = staff.add(
        house.desk, None, nip="199001012020011099", name="Andi Dua", password=PASSWORD, roles=("fo2",)
    )


def queue_up(house: House, count: int) -> None:
    services = list(house.desk.office.counter_services)
    for number in range(count):
        service = services[number % len(services)].id
        calling.issue_ticket(house.desk, house.who("fo2", "2"), service)


def owed_it(house: House, file: int) -> None:
    """The applicant of a file was offered to go first once."""
    stamp = Stamp(house.now, house.who("penyelia").person, "penyelia")
    with house.desk.store.write() as conn:
        amends.offer(conn, (amends.OF_FILE, file), "didahulukan", "", stamp, precedes=True)


def registered(house: House) -> int:
    """The only file that was registered."""
    (row,) = lists.all_open(house.desk, house.who("fo2"))
    return row.work.file_id


async def register(clerk: Clerk, name: str = "Siti Aminah") -> None:
    """From the called number to the file in hand."""
    await clerk.press("f2", "h")
    await clerk.write(NIK)
    await clerk.press("enter")
    await clerk.write(name)
    await clerk.press("enter")
    await clerk.write("081270000011")
    await clerk.press("f8")


async def tick_all(clerk: Clerk, count: int) -> None:
    await clerk.press(*["a"] * count)
