"""Acts dated by a clock that was ahead: who sees them, and how a supervisor puts them right."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket.desk import ahead
from loket.desk.ahead import AheadFile
from loket.desk.case.perform import perform
from loket.desk.errors import Changed
from loket.desk.integrity import examine
from loket.desk.queue import calling
from loket.flow.acts import PutBack, Redate, Refused, Take, Why
from loket.flow.fold import in_force
from loket.flow.queue.acts import Outcome
from loket.lengths import MINUTE
from loket.store import files
from tests.desk.kantor import Kantor, at_back_office, open_kantor
from tests.examples import tries

REASON = "jam komputer maju sehari"


@pytest.fixture
def karimun(tmp_path: Path) -> Kantor:
    return open_kantor(tmp_path, "karimun")


def the_one(office: Kantor) -> AheadFile:
    (file,) = ahead.look(office.desk).files
    return file


def taken_a_day_ahead(office: Kantor) -> int:
    """A file of 09.02, taken and put back on the next day's 09.10 and 09.20; then it is 09.30 of its own."""
    file = at_back_office(office)
    office.go_to("2026-11-19 09:10")
    office.take(file, "andi")
    office.wait(10)
    perform(office.desk, office.who("andi"), office.ref(file), PutBack())
    office.go_to("2026-11-18 09:30")
    return file


def moments(office: Kantor, file: int) -> list[str]:
    return [office.clock(i.start) for i in office.intervals(file)]


def test_what_a_clock_that_was_ahead_dated_is_named_until_it_is_put_right(karimun: Kantor) -> None:
    file = taken_a_day_ahead(karimun)
    at_back_office(karimun)
    found = the_one(karimun)
    assert (found.ref.file, [type(e.act) for e in found.acts]) == (file, [Take, PutBack])
    assert karimun.clock(found.likely) == "18 Nov 09:10"
    number = karimun.view(file).row.number
    assert examine(karimun.desk).ahead == (number,)
    ahead.redate(karimun.desk, karimun.who("penyelia"), found, found.likely or 0, REASON)
    assert ahead.look(karimun.desk).named == ()
    whole = examine(karimun.desk)
    assert (whole.whole, whole.ahead) == (True, ())
    assert the_one(karimun).corrected == karimun.at, "today it can be put right once more"
    karimun.go_to("2026-11-19 08:00")
    assert ahead.look(karimun.desk).files == ()


def test_put_right_the_times_and_limits_of_a_file_are_those_that_it_would_have_had(
    karimun: Kantor, tmp_path: Path
) -> None:
    (tmp_path / "lain").mkdir()
    other = open_kantor(tmp_path / "lain", "karimun")
    same = at_back_office(other)
    for moment, act in (("09:10", Take()), ("09:20", PutBack()), ("09:30", Take())):
        other.go_to(f"2026-11-18 {moment}")
        perform(other.desk, other.who("andi"), other.ref(same), act)

    file = taken_a_day_ahead(karimun)
    assert moments(karimun, file)[-2:] == ["19 Nov 09:10", "19 Nov 09:20"]
    found = the_one(karimun)
    ahead.redate(karimun.desk, karimun.who("penyelia"), found, found.likely or 0, REASON)
    assert moments(karimun, file)[-2:] == ["18 Nov 09:10", "18 Nov 09:20"]
    karimun.take(file, "andi")
    assert karimun.intervals(file) == other.intervals(same)
    assert karimun.limits(file) == other.limits(same)
    assert karimun.history(file)[-2] == f"Waktu yang keliru diperbaiki: {REASON} · Petugas penyelia"
    seen = {type(e.act): karimun.clock(e.at) for e in karimun.view(file).events}
    assert seen[PutBack] == "18 Nov 09:20"
    with karimun.desk.store.read() as conn:
        written = files.load(conn, file)[1]
    assert [karimun.clock(e.at) for e in written if isinstance(e.act, PutBack)] == ["19 Nov 09:20"]
    other.desk.store.close()


def test_what_was_done_after_the_clock_was_put_right_comes_right_with_it(karimun: Kantor) -> None:
    """Until then it is taken to have followed the acts of tomorrow at once."""
    file = taken_a_day_ahead(karimun)
    karimun.take(file, "budi")
    assert moments(karimun, file)[-1] == "19 Nov 09:20"
    found = the_one(karimun)
    ahead.redate(karimun.desk, karimun.who("penyelia"), found, found.likely or 0, REASON)
    assert moments(karimun, file)[-3:] == ["18 Nov 09:10", "18 Nov 09:20", "18 Nov 09:30"]


@pytest.mark.of_both
def test_a_registration_a_year_ahead_is_put_right_with_the_day_it_came(karimun: Kantor) -> None:
    karimun.go_to("2027-11-18 09:10")
    file = karimun.register().file
    karimun.go_to("2026-11-18 09:30")
    found = the_one(karimun)
    assert karimun.clock(found.likely) == "18 Nov 09:10"
    ahead.redate(karimun.desk, karimun.who("admin"), found, found.likely or 0, REASON)
    row = karimun.view(file).row
    assert (row.arrived_at, row.opened_at) == (found.likely, found.likely)
    assert examine(karimun.desk).whole


@pytest.mark.parametrize("minutes", [-28, 12])
def test_they_happened_after_what_came_before_and_are_past(karimun: Kantor, minutes: int) -> None:
    taken_a_day_ahead(karimun)  # after 09.02, and ten minutes long until 09.30
    found = the_one(karimun)
    then = (found.likely or 0) + minutes * MINUTE
    with pytest.raises(Refused) as refused:
        ahead.redate(karimun.desk, karimun.who("penyelia"), found, then, REASON)
    assert refused.value.why is Why.NOT_THEN
    assert karimun.says(refused.value) == "Hanya antara 09.02 dan sekarang, semua tindakannya."


def test_only_who_supervises_puts_times_right_and_says_why(karimun: Kantor) -> None:
    file = taken_a_day_ahead(karimun)
    found = the_one(karimun)
    with pytest.raises(Refused) as refused:
        ahead.redate(karimun.desk, karimun.who("andi"), found, found.likely or 0, REASON)
    assert refused.value.why is Why.NOT_ALLOWED
    with pytest.raises(Refused) as unsaid:
        ahead.redate(karimun.desk, karimun.who("penyelia"), found, found.likely or 0, " ")
    assert unsaid.value.why is Why.REASON_NEEDED
    karimun.take(file, "budi")
    with pytest.raises(Changed):
        ahead.redate(karimun.desk, karimun.who("penyelia"), found, found.likely or 0, REASON)


def test_a_clerk_who_has_the_file_before_them_is_not_held_up_by_corrected_times(karimun: Kantor) -> None:
    file = taken_a_day_ahead(karimun)
    before, found = karimun.ref(file), the_one(karimun)
    ahead.redate(karimun.desk, karimun.who("penyelia"), found, found.likely or 0, REASON)
    assert perform(karimun.desk, karimun.who("andi"), before, Take()).version == before.version + 2


def test_what_is_right_after_all_is_listed_no_more(karimun: Kantor) -> None:
    """It was the clock that went back that was wrong, and somebody said so once it was put right."""
    at_back_office(karimun)
    karimun.go_to("2020-01-06 09:00")
    karimun.go_to("2026-11-18 09:30")
    assert ahead.look(karimun.desk).files == ()


def test_numbers_of_a_day_to_come_are_named_until_they_are_closed(karimun: Kantor) -> None:
    karimun.go_to("2026-11-19 09:00")
    number = calling.issue_ticket(karimun.desk, karimun.who("fo2"), "sip-bidan")
    karimun.go_to("2026-11-18 09:10")
    assert ahead.look(karimun.desk).named == examine(karimun.desk).ahead == ("A-001",)
    calling.finish(karimun.desk, karimun.who("fo2"), number.id, Outcome.LEFT)
    assert ahead.look(karimun.desk).named == ()


WAYS = st.lists(st.tuples(st.sampled_from(["maju", "benar"]), st.integers(0, 9)), min_size=1, max_size=12)


@settings(max_examples=tries(10), deadline=None)
@given(ways=WAYS, days=st.integers(1, 400))
def test_whatever_was_done_meanwhile_its_times_abut_and_add_up_once_they_are_put_right(
    ways: list[tuple[str, int]], days: int
) -> None:
    """Two clerks take and put back; the clock is set ahead and right again as it comes."""
    with TemporaryDirectory() as folder:
        office = open_kantor(Path(folder), "karimun")
        file, off, right = at_back_office(office), 0, []
        for way, minutes in ways:
            office.wait(minutes)
            wanted = days * 24 * 60 if way == "maju" else 0
            office.wait(wanted - off)
            off = wanted
            here = office.here(file)
            perform(office.desk, office.who("andi"), office.ref(file), PutBack() if here.person else Take())
            right.append(office.at - off * MINUTE)
        office.wait(-off)
        for found in ahead.look(office.desk).files:
            shift = days * 24 * 60 * MINUTE
            ahead.redate(office.desk, office.who("penyelia"), found, found.acts[0].at - shift, REASON)
        with office.desk.store.read() as conn:
            happened = [e.at for e in in_force(files.load(conn, file)[1])][-len(ways) :]
        assert happened == right
        intervals = office.intervals(file)
        assert all(one.end == other.start for one, other in pairwise(intervals))
        spent = sum((office.at if i.end is None else i.end) - i.start for i in intervals)
        assert spent == office.at - intervals[0].start
        assert examine(office.desk).whole
        assert not any(isinstance(e.act, Redate) for e in office.events(file)) or "maju" in dict(ways)
        office.desk.store.close()
