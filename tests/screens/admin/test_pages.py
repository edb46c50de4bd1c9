"""Each page of the admin's home, over the four offices: rows open, and saved as they are change nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest

from loket.desk.authority import Who
from loket.desk.edition.changing import seen
from loket.desk.people import staff
from loket.flow.acts import Right
from loket.office.profile import offices
from screens.admin.home import PAGES
from screens.admin.names import by_names
from screens.admin.page import Deed, Faulty, Item, Now, Page, Prepared
from screens.lookup.help import ACTIONS
from tests.desk.kantor import open_kantor
from tests.screens.house import PASSWORD


@pytest.fixture(params=offices())
def now(request: pytest.FixtureRequest, tmp_path: Path) -> Now:
    desk = open_kantor(tmp_path, request.param).desk
    admin = next(r.id for r in desk.office.roles.values() if Right.ADMINISTER in r.rights)
    id = staff.add(desk, None, nip="199001012020012099", name="Ayu Contoh", password=PASSWORD, roles=[admin])
    return Now(desk, Who(id, None), seen(desk))


def rows(now: Now) -> list[tuple[Page, Item, Deed]]:
    found = [(page, item) for page in PAGES for item in page.read(now).items]
    return [(page, item, deed) for page, item in found for deed in item.deeds]


def test_each_row_s_form_saved_as_it_is_changes_nothing(now: Now) -> None:
    filled = 0
    for page, item, deed in rows(now):
        if deed.key == "f4" and deed.fill is not None and page.name != "Petugas":
            filling = deed.fill()
            if filling.ready:  # it begins from what is proposed: the door's hours from the office's
                assert item.id == "jam-pintu"
                continue
            prepared = filling.prepare({entry.name: entry.value for entry in filling.entries})
            assert not prepared.lines, (page.name, item.id, prepared.lines)
            filled += 1
    assert filled > 40


def test_each_page_is_sound_and_each_matter_leads_to_a_row(now: Now) -> None:
    pages = {page.name: {item.id for item in page.read(now).items} for page in PAGES}
    assert len(pages) == len(PAGES)
    for page, item, deed in rows(now):
        assert deed.does in ACTIONS
        if deed.goes is not None:
            name, row = deed.goes
            assert name in pages, (page.name, item.id)
            assert not row or row in pages[name], (item.id, row)
    for page in PAGES:
        items = page.read(now).items
        assert len({item.id for item in items}) == len(items), page.name
        assert all(len(item.cells) <= len(page.columns) for item in items), page.name


def test_what_can_be_taken_out_is_told_or_why_it_cannot_be(now: Now) -> None:
    removals = [(page, item, deed.prepare) for page, item, deed in rows(now) if deed.does == "remove"]
    lines = [lines_of(prepare) for page, _, prepare in removals if page.name != "Hari libur" and prepare]
    assert len(lines) > 10
    assert all(lines)


@pytest.mark.parametrize("now", ["purwakarta"], indirect=True)
def test_what_was_chosen_is_told_by_its_name_on_the_form(now: Now) -> None:
    told = 0
    for name in ("Loket", "Printer", "Peran", "Isian"):
        row = next(page for page in PAGES if page.name == name).read(now).items[1]
        filling = next(deed.fill() for deed in row.deeds if deed.key == "f4" and deed.fill)
        typed = {entry.name: entry.value for entry in filling.entries}
        for entry in filling.entries:
            for id, words in (option for option in entry.options if option[0] not in ("", entry.value)):
                if lines := lines_of(partial(filling.prepare, {**typed, entry.name: id})):
                    assert words.casefold() in lines[0].casefold(), (name, entry.name, lines)
                    told += 1
                    break
    assert told > 5
    fault = by_names('satu peran dengan hak = ["loket"]', now)
    assert fault == "satu peran dengan hak “Loket: memanggil nomor, mendaftarkan”"


def lines_of(prepare: Callable[[], Prepared]) -> Sequence[str]:
    """What is told before, or of what hinders it."""
    try:
        return prepare().lines
    except Faulty as wrong:
        return wrong.lines
