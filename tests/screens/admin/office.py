"""An admin at the keyboard of their home, in the made-up Karimun."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from loket.desk.edition import kept
from loket.desk.people import staff
from loket.office.model import Office
from screens.admin.filling import FillingScreen
from screens.admin.home import AdminScreen
from tests.screens.counter import Clerk, at_work
from tests.screens.house import PASSWORD, House, Open

NIP = "199001012020012099"


class Admin(Clerk):
    """Somebody who keeps the office."""

    @property
    def home(self) -> AdminScreen:
        found = next(screen for screen in self.app.screen_stack if isinstance(screen, AdminScreen))
        assert isinstance(found, AdminScreen)
        return found

    async def go(self, page: str, row: str = "") -> None:
        """To a row of a page, by its id."""
        home = self.home
        home.pages.focus()
        home.pages.select(page)
        await self.settle()
        await self.press("right")
        if row:
            assert home.rows.select(row), [item.id for item in home.listing.items]
            await self.settle()

    async def fill(self, **values: str) -> None:
        """Type into the fields of the form, as somebody who goes from one to the next."""
        screen = self.app.screen
        assert isinstance(screen, FillingScreen), self.screen
        names = {field.name for field in screen.form.fields()}
        assert values.keys() <= names, names
        screen.form.fill(values)
        await self.settle()

    async def save(self, reason: str = "Rapat") -> None:
        """F8, and the reason."""
        await self.press("f8")
        await self.say_why(reason)

    async def say_why(self, reason: str = "Rapat") -> None:
        self.sees("Alasan")
        await self.press("ctrl+u")
        await self.write(reason)
        await self.press("enter")

    def listed(self) -> Sequence[str]:
        """The rows of the page, by their ids."""
        return [item.id for item in self.home.listing.items]


def office(house: House) -> Office:
    """The office as it is now."""
    with house.desk.store.read() as conn:
        return house.desk.newest(conn).office


def newest(house: House) -> kept.InstalledEdition:
    """The edition in force, as its history tells it."""
    return kept.history(house.desk)[0]


@asynccontextmanager
async def admin_at_work(
    house: House, program: Open, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Admin]:
    """The program with an admin signed in."""
    house.ids["admin"] = staff.add(
        house.desk, None, nip=NIP, name="Ayu Contoh", password=PASSWORD, roles=["admin"]
    )
    async with at_work(house, program, "admin", size) as clerk:
        yield Admin(clerk.app, clerk.pilot)
