"""How a supervisor looks at the files: what narrows the list and how it stands, as a value and in words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from loket.desk.case.lists import RowKey
from loket.desk.case.overview import EVERYTHING, Filter, Order
from loket.flow.alarm import What
from loket.flow.standing import Standing
from loket.flow.state import Aside
from loket.text import capitalized

ORDERS: Mapping[Order, str] = {
    Order.DUE: "batas terdekat",
    Order.LEGAL: "batas hukum",
    Order.LONGEST: "terlama di sana",
    Order.NUMBER: "nomor",
}
_SHORTER = {Standing.APPLICANT: "Pemohon", Standing.AGENCY: "Pihak lain"}
STANDINGS: Sequence[tuple[Standing | Aside | None, str]] = (
    (None, "Semua"),
    *((each, _SHORTER.get(each, capitalized(each.value))) for each in Standing),
    (Aside.TO_BEGIN, "Lanjutan"),
    (Aside.OVERSIGHT, "Pengawasan"),
)
"""What the number keys and Tab list: files under way, those that stand so, or those that lie apart."""
KEYS = "1234567890"
"""The keys of the first of them."""


_PART = "Sebagian berkas"


@dataclass(frozen=True, slots=True)
class View:
    """What narrows the list, and its order."""

    chosen: Filter = EVERYTHING
    order: Order = Order.DUE

    @property
    def standing(self) -> Standing | Aside | None:
        """Which of `STANDINGS` is listed."""
        return self.chosen.aside or self.chosen.standing

    @property
    def narrows(self) -> bool:
        """Whether it leaves files out, of those under way or of those that lie apart so."""
        return replace(self.chosen, aside=Aside.NOT) != EVERYTHING

    def standing_so(self, standing: Standing | Aside | None) -> View:
        """The same of files that stand so."""
        apart = standing if isinstance(standing, Aside) else Aside.NOT
        narrowed = standing if isinstance(standing, Standing) else None
        return self.narrowed(standing=narrowed, aside=apart)

    def narrowed(self, **parts: Any) -> View:
        """The same with other parts of its filter."""
        return replace(self, chosen=replace(self.chosen, **parts))

    @property
    def name(self) -> str:
        """What the screen is called while it is looked at so: a shipped view, or else a part of the files."""
        every = self if self.narrows or self.chosen.aside else WHOLE
        shipped = next((name for name, view in SHIPPED if view == every), _PART)
        return shipped.partition(":")[0].partition(",")[0]

    def parts(self, desk_name: Callable[[str], str], names: Mapping[int, str]) -> Sequence[tuple[str, View]]:
        """What makes it differ from the whole list, each in words, and the view without it."""
        chosen, found = self.chosen, list[tuple[str, View]]()
        if chosen.pressing:
            found.append(("Mendesak", self.narrowed(pressing=False)))
        if chosen.legal:
            found.append(("Dengan batas hukum", self.narrowed(legal=False)))
        if chosen.role is not None:
            found.append((desk_name(chosen.role), self.narrowed(role=None)))
        if chosen.person is not None:
            words = f"di tangan {names.get(chosen.person, 'petugas')}"
            found.append((words, self.narrowed(person=None)))
        if self.standing is not None:
            found.append((dict(STANDINGS)[self.standing], self.standing_so(None)))
        if chosen.words:
            found.append((f"kata {chosen.words}", self.narrowed(words="")))
        if self.order is not Order.DUE:
            found.append((f"urut {ORDERS[self.order]}", replace(self, order=Order.DUE)))
        return found

    def next_order(self) -> View:
        """The same in the next order."""
        orders = list(Order)
        return replace(self, order=orders[(orders.index(self.order) + 1) % len(orders)])


WHOLE = View()
_PRESSING, _LEGAL = View(Filter(pressing=True)), View(Filter(legal=True), Order.LEGAL)
SHIPPED: Sequence[tuple[str, View]] = (
    ("Semua berkas", WHOLE),
    ("Mendesak: lewat, hari ini, mendekati", _PRESSING),
    ("Menunggu pemohon, terlama dulu", View(Filter(standing=Standing.APPLICANT), Order.LONGEST)),
    ("Menunggu pihak lain, terlama dulu", View(Filter(standing=Standing.AGENCY), Order.LONGEST)),
    ("Batas hukum, yang terdekat dulu", _LEGAL),
)
"""The views that every supervisor has, by what they are called."""
ALARMING: Mapping[What, View] = {What.OVERDUE: _PRESSING, What.LEGAL: _LEGAL}
"""Where the files are that such alarms are about, of which there are several."""


@dataclass(frozen=True, slots=True)
class Left:
    """How somebody left the list: the view, the last that they made up themselves, the row of the cursor."""

    view: View = WHOLE
    own: View | None = None
    cursor: RowKey | None = None

    def data(self) -> Mapping[str, Any]:
        """As it is kept."""
        return {
            "view": _data(self.view),
            **({"own": _data(self.own)} if self.own is not None else {}),
            **({"cursor": [*self.cursor]} if self.cursor is not None else {}),
        }


def left_from(data: Mapping[str, Any], roles: Collection[str]) -> Left:
    """What was kept, as far as this office still has it."""
    at = data.get("cursor")
    own = _view(data["own"], roles) if "own" in data else None
    return Left(_view(data.get("view", {}), roles), own, (at[0], at[1]) if at else None)


def _data(view: View) -> Mapping[str, str | bool | int]:
    chosen = view.chosen
    return {
        "role": chosen.role or "",
        "standing": chosen.standing or "",
        "person": chosen.person or 0,
        "aside": chosen.aside.value,
        "pressing": chosen.pressing,
        "legal": chosen.legal,
        "words": chosen.words,
        "order": view.order.name,
    }


def _view(data: Mapping[str, Any], roles: Collection[str]) -> View:
    """The whole list where what was kept is none of this program's."""
    try:
        role, standing = data["role"], data["standing"]
        chosen = Filter(
            role if role in roles else None,
            Standing(standing) if standing else None,
            int(data["person"]) or None,
            Aside(data["aside"]),
            bool(data["pressing"]),
            bool(data["legal"]),
            data["words"],
        )
        return View(chosen, Order[data["order"]])
    except (KeyError, ValueError):
        return WHOLE
