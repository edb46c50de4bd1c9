"""After the permit: the certificate that its applicant begins, and the oversight that keeps nothing open."""

from __future__ import annotations

import pytest

from loket.desk.case import lists, overview
from loket.desk.case.lists import PileRow
from loket.desk.case.overview import Group
from loket.desk.case.perform import perform
from loket.flow.acts import Refused, Resubmit, Why
from loket.flow.countdown import moment
from loket.flow.deadline import Still
from loket.flow.standing import Standing
from loket.flow.state import Aside
from tests.after.office import Menyusul
from tests.desk.kantor import NIK
from tests.desk.undo import undo_event


def undo(office: Menyusul, file: int, key: str) -> None:
    last = office.state(file).last
    assert last is not None
    undo_event(office.desk, office.who(key), file, last.seq)


def numbers(rows: tuple[PileRow, ...]) -> list[str]:
    return [row.work.number for row in rows]


def under_way(office: Menyusul) -> list[str]:
    return [f.row.work.number for f in overview.look(office.desk, office.who("penyelia")).files]


def test_the_hand_over_ends_the_permit_and_opens_what_the_applicant_begins(menyusul: Menyusul) -> None:
    permit = menyusul.handed_over()
    assert menyusul.state(permit).outcome == "terbit"
    assert menyusul.state(permit).ended_at is not None
    slf = menyusul.follow_up(permit, "slf")
    here = menyusul.here(slf.id)
    assert (slf.number, here.standing, here.aside) == ("003", Standing.APPLICANT, Aside.TO_BEGIN)
    apart = lists.apart_after(menyusul.desk, menyusul.who("operator"), permit)
    told = [(r.work.number, r.step and r.step.name) for r in apart]
    assert told == [("002", "Pengawasan konstruksi"), ("003", "Mengunggah as-built drawing")]
    assert menyusul.view(permit).apart == {slf.id: Aside.TO_BEGIN, slf.id - 1: Aside.OVERSIGHT}


def test_it_waits_apart_from_those_who_have_to_complete_theirs(menyusul: Menyusul) -> None:
    slf = menyusul.follow_up(menyusul.handed_over(), "slf").id
    who = menyusul.who("operator")
    waiting, in_all = lists.to_begin(menyusul.desk, who)
    assert (numbers(waiting), in_all) == (["003"], 1)
    assert lists.with_applicants(menyusul.desk, who) == ((), 0)
    menyusul.do(slf, "operator", "kembali")
    menyusul.do(slf, "kadis", "kurang")
    assert lists.to_begin(menyusul.desk, who) == ((), 0)
    assert numbers(lists.with_applicants(menyusul.desk, who)[0]) == ["003"]


def test_months_later_it_is_found_comes_in_and_ends_as_any_other(menyusul: Menyusul) -> None:
    permit = menyusul.handed_over()
    slf = menyusul.follow_up(permit, "slf").id
    menyusul.go_to("2027-05-19 09:00")
    who = menyusul.who("operator")
    parent = menyusul.view(permit).row.number
    assert numbers(lists.find(menyusul.desk, who, parent))[0] == parent
    assert set(numbers(lists.find(menyusul.desk, who, parent))) == {"001", "002", "003"}
    assert "003" in numbers(lists.find(menyusul.desk, who, NIK))
    (row,) = lists.to_begin(menyusul.desk, who)[0]
    assert row.clock is Still.NOT_STARTED
    perform(menyusul.desk, who, menyusul.ref(slf), Resubmit())
    (waiting,) = lists.pile(menyusul.desk, menyusul.who("kadis")).waiting
    assert waiting.work.file_id == slf
    menyusul.do(slf, "kadis", "terbit")
    assert menyusul.view(slf).row.outcome == "terbit"


def test_neither_is_counted_or_listed_among_the_permits_under_way(menyusul: Menyusul) -> None:
    permit = menyusul.handed_over()
    menyusul.register("operator", "pbg")
    menyusul.go_to("2027-05-19 09:00")
    assert under_way(menyusul) == ["004"]
    look = overview.look(menyusul.desk, menyusul.who("penyelia"))
    assert sum(c.count for c in look.counts if not c.aside) == 1
    assert {(c.role, c.aside): c.count for c in look.counts if c.aside} == {
        ("pemohon", Aside.TO_BEGIN): 1,
        ("penilik", Aside.OVERSIGHT): 1,
    }
    now = moment(menyusul.desk.working_time(), menyusul.at)
    for aside, group in ((Aside.TO_BEGIN, Group.TO_BEGIN), (Aside.OVERSIGHT, Group.OVERSIGHT)):
        (file,) = overview.look(menyusul.desk, menyusul.who("penyelia"), overview.Filter(aside=aside)).files
        assert overview.group(file.row, now, 2) is group
        assert menyusul.follow_up(permit, file.row.work.service).number == file.row.work.number


def test_oversight_stays_on_the_pile_of_its_inspector_until_it_is_done(menyusul: Menyusul) -> None:
    watched = menyusul.follow_up(menyusul.issued(), "pengawasan").id
    who = menyusul.who("penilik")
    pile = lists.pile(menyusul.desk, who)
    assert (numbers(pile.overseen), pile.waiting) == (["002"], ())
    menyusul.take(watched, "penilik")
    pile = lists.pile(menyusul.desk, who)
    assert (numbers(pile.in_hand), pile.overseen) == (["002"], ())
    assert under_way(menyusul) == ["001"]
    menyusul.choose(watched, "penilik", "selesai")
    assert menyusul.view(watched).row.outcome == "selesai"


def test_undoing_the_hand_over_takes_back_what_it_opened(menyusul: Menyusul) -> None:
    permit = menyusul.handed_over()
    slf = menyusul.follow_up(permit, "slf").id
    undo(menyusul, permit, "operator")
    assert menyusul.view(slf).row.outcome == "dibatalkan"
    assert menyusul.here(permit).standing is Standing.WORKING
    assert lists.to_begin(menyusul.desk, menyusul.who("operator")) == ((), 0)
    menyusul.hand_over(permit)
    assert numbers(lists.to_begin(menyusul.desk, menyusul.who("operator"))[0]) == ["004"]


def test_what_the_applicant_has_begun_keeps_the_hand_over(menyusul: Menyusul) -> None:
    permit = menyusul.handed_over()
    slf = menyusul.follow_up(permit, "slf").id
    perform(menyusul.desk, menyusul.who("operator"), menyusul.ref(slf), Resubmit())
    with pytest.raises(Refused) as refused:
        undo(menyusul, permit, "operator")
    assert refused.value.why is Why.UNDO_TOO_LATE
    undo(menyusul, slf, "operator")
    assert menyusul.here(slf).aside is Aside.TO_BEGIN
    undo(menyusul, permit, "operator")
    assert menyusul.view(slf).row.outcome == "dibatalkan"


def test_undoing_the_signature_takes_the_oversight_back(menyusul: Menyusul) -> None:
    permit = menyusul.issued()
    watched = menyusul.follow_up(permit, "pengawasan").id
    undo(menyusul, permit, "kadis")
    assert menyusul.view(watched).row.outcome == "dibatalkan"
    assert lists.pile(menyusul.desk, menyusul.who("penilik")).overseen == ()
