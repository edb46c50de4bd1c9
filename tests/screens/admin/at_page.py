"""An admin at a page of their home, without a screen: its forms filled and its acts done as they would be."""

from __future__ import annotations

from dataclasses import dataclass

from loket.desk.authority import Who
from loket.desk.edition.changing import seen
from loket.desk.office import Desk
from loket.desk.people import staff
from loket.flow.acts import Right
from screens.admin.page import Deed, Now, Page


@dataclass
class AtThePage:
    """An admin at a page of an office, without a screen before it."""

    desk: Desk
    page: Page

    @property
    def now(self) -> Now:
        rights = self.desk.office.rights_of
        who = next(m.id for m in staff.staff(self.desk, None) if Right.ADMINISTER in rights(m.roles))
        return Now(self.desk, Who(who), seen(self.desk))

    def deed(self, row: str, label: str) -> Deed:
        listing = self.page.read(self.now)
        item = next((item for item in listing.items if item.id == row), None)
        deeds = (*listing.deeds, *(item.deeds if item is not None else ()))
        return next(deed for deed in deeds if deed.label == label)

    def fill(self, row: str, label: str, **typed: str) -> tuple[str, ...]:
        """Fill the form, save it, and give what was told before."""
        deed = self.deed(row, label)
        assert deed.fill is not None
        filling = deed.fill()
        first = {entry.name: entry.options[0][0] for entry in filling.entries if entry.kind == "choice"}
        values = {entry.name: entry.value or first.get(entry.name, "") for entry in filling.entries}
        assert typed.keys() <= values.keys(), values
        prepared = filling.prepare({**values, **typed})
        prepared.do("Rapat")
        return tuple(prepared.lines)

    def do(self, row: str, label: str) -> None:
        deed = self.deed(row, label)
        assert deed.prepare is not None
        deed.prepare().do("Rapat")
