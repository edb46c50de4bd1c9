"""Who does not come, and who is on duty in another role: their files, their rights, and for how long."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from loket.desk import roster, uncovered
from loket.desk.authority import Who, actor
from loket.desk.case import directing
from loket.desk.case.perform import perform
from loket.desk.case.record import Ref
from loket.desk.edition.changing import seen
from loket.desk.edition.unsure import matters
from loket.desk.errors import ClockDoubted, Invalid
from loket.desk.integrity import examine
from loket.desk.people import sessions, sign_in
from loket.flow.acts import Free, Refused, Take, Why
from loket.flow.standing import Standing
from loket.lengths import DAY
from loket.store import journal
from tests.desk.karimun import NAMES, PASSWORD, Karimun, bring_to, open_karimun

TODAY = date(2026, 11, 18)


@pytest.fixture
def office(tmp_path: Path) -> Karimun:
    return open_karimun(tmp_path)


def taken(office: Karimun) -> Ref:
    """A file that the back office has in hand."""
    return perform(office.desk, office.who("bo"), complete(office), Take())


def away(office: Karimun, role: str, first: date = TODAY, last: date | None = None) -> roster.Entered:
    who = office.who("admin")
    return roster.enter(office.desk, who, office.ids[role], first, last or first, "sakit")


def duty(office: Karimun, role: str, also: str, first: date = TODAY) -> roster.Entered:
    return roster.enter(office.desk, office.who("admin"), office.ids[role], first, first, role=also)


def test_the_files_of_who_is_away_are_free_at_once(office: Karimun) -> None:
    ref = taken(office)
    assert away(office, "bo").freed == 1
    view = office.view(ref.file)
    assert [(at.standing, at.person) for at in view.state.opens] == [(Standing.WAITING, None)]
    assert (view.events[-1].act, view.people[office.ids["bo"]]) == (Free(office.ids["bo"]), NAMES["bo"])
    assert whole(office)


def test_by_a_clock_in_doubt_nothing_is_freed_and_nothing_entered(office: Karimun) -> None:
    """What was refused was not done: once the clock is right it is entered, not there already."""
    ref = taken(office)
    office.at -= DAY
    with pytest.raises(ClockDoubted):
        away(office, "bo", TODAY - timedelta(days=1))
    assert roster.coming(office.desk, office.who("admin")) == ()
    assert away(office, "bo", TODAY).freed == 0  # from a later day on: that frees nobody now
    office.at += DAY
    assert holder(office, ref.file) == office.ids["bo"]
    assert roster.free_hands(office.desk) == 1
    assert whole(office)


def test_what_an_absence_frees_is_one_transaction_with_its_entry(office: Karimun) -> None:
    taken(office)
    with office.desk.store.read() as conn:
        before = journal.last_id(conn)
        away(office, "bo")
        of_one = {entry.together for entry in journal.read_since(conn, before)}
    assert of_one == {None, before + 1}


def test_files_that_another_absence_frees_are_not_counted(office: Karimun) -> None:
    taken(office)
    away(office, "bo", TODAY + timedelta(days=1))
    office.go_to("2026-11-19 07:45+07:00")
    assert away(office, "kasi", TODAY + timedelta(days=1)).freed == 0
    assert roster.free_hands(office.desk) == 1


def test_who_is_away_later_keeps_the_files_until_that_day(office: Karimun) -> None:
    ref = taken(office)
    assert away(office, "bo", TODAY + timedelta(days=1)).freed == 0
    assert holder(office, ref.file) == office.ids["bo"]
    office.go_to("2026-11-19 07:45+07:00")
    assert roster.free_hands(office.desk) == 1
    assert holder(office, ref.file) is None
    assert roster.free_hands(office.desk) == 0


def test_who_comes_after_all_keeps_what_they_take_from_then_on(office: Karimun) -> None:
    ref = taken(office)
    away(office, "bo")
    seen = office.view(ref.file).ref
    again = perform(office.desk, office.who("bo"), seen, Take())
    assert roster.free_hands(office.desk) == 0
    assert holder(office, again.file) == office.ids["bo"]


@pytest.mark.of_both
def test_nobody_is_offered_who_is_away(office: Karimun) -> None:
    ref, penyelia = complete(office), office.who("penyelia")
    assert office.ids["bo"] in [c.person for c in directing.candidates(office.desk, penyelia, ref)]
    away(office, "bo")
    assert office.ids["bo"] not in [c.person for c in directing.candidates(office.desk, penyelia, ref)]


def test_the_counter_of_who_is_away_is_free(office: Karimun) -> None:
    sessions.begin(office.desk, office.who("fo2"))
    away(office, "fo2")
    duty(office, "fo4", "fo2")
    assert sessions.begin(office.desk, Who(office.ids["fo4"], "2")) == ()


def test_on_duty_one_may_do_what_the_role_may_and_no_longer_than_that_day(office: Karimun) -> None:
    ref = complete(office)
    with pytest.raises(Refused) as refused:
        perform(office.desk, office.who("fo4"), ref, Take())
    assert refused.value.why is Why.NOT_YOUR_STEP
    duty(office, "fo4", "bo")
    perform(office.desk, office.who("fo4"), ref, Take())
    office.go_to("2026-11-19 07:45+07:00")
    with office.desk.store.read() as conn:
        assert actor(conn, office.desk, office.who("fo4")).roles == ("fo4",)


def test_on_duty_one_signs_in_to_the_screens_and_counters_of_that_role(office: Karimun) -> None:
    duty(office, "bo", "fo4")
    person = sign_in.sign_in(office.desk, office.nip("bo"), PASSWORD)
    assert sign_in.homes(office.desk, person) == ("backoffice", "issuance")
    assert [counter.id for counter in sign_in.counters(office.desk, person)] == ["4"]


def test_on_duty_one_may_be_given_a_file_of_that_role(office: Karimun) -> None:
    ref, penyelia = complete(office), office.who("penyelia")
    duty(office, "kabid", "bo")
    assert office.ids["kabid"] in [c.person for c in directing.candidates(office.desk, penyelia, ref)]
    given = directing.assign(office.desk, penyelia, ref, office.ids["kabid"], "Budi sakit")
    assert holder(office, given.file) == office.ids["kabid"]


def test_an_entry_that_is_taken_back_holds_no_more_from_that_day(office: Karimun) -> None:
    done = away(office, "bo", TODAY, TODAY + timedelta(days=4))
    office.go_to("2026-11-20 08:00+07:00")
    roster.end(office.desk, office.who("admin"), done.entry)
    assert roster.coming(office.desk, office.who("admin")) == ()
    with pytest.raises(Invalid):
        roster.end(office.desk, office.who("admin"), done.entry)
    assert whole(office)


def test_what_is_listed_says_who_when_and_why(office: Karimun) -> None:
    away(office, "bo", TODAY, TODAY + timedelta(days=1))
    duty(office, "fo4", "bo", TODAY + timedelta(days=3))
    told = [(d.name, d.role, d.last, d.reason) for d in roster.coming(office.desk, office.who("admin"))]
    assert told == [
        ("Budi Contoh", "", TODAY + timedelta(days=1), "sakit"),
        ("Fitri Contoh", "bo", TODAY + timedelta(days=3), ""),
    ]


@pytest.mark.parametrize(
    ("role", "first", "last", "also", "field"),
    [
        ("bo", 1, 0, "", "last"),
        ("bo", -3, -1, "", "last"),
        ("bo", 0, 366, "", "last"),
        ("bo", 0, 0, "tidak-ada", "role"),
        ("bo", 0, 0, "bo", "role"),
        ("kasi", 1, 2, "", "first"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(
    office: Karimun, role: str, first: int, last: int, also: str, field: str
) -> None:
    away(office, "kasi", TODAY, TODAY + timedelta(days=1))
    days = (TODAY + timedelta(days=first), TODAY + timedelta(days=last))
    with pytest.raises(Invalid) as invalid:
        roster.enter(office.desk, office.who("admin"), office.ids[role], *days, role=also)
    assert list(invalid.value.faults) == [field]


def test_only_an_admin_keeps_the_roster(office: Karimun) -> None:
    with pytest.raises(Refused):
        roster.enter(office.desk, office.who("penyelia"), office.ids["bo"], TODAY, TODAY)
    with pytest.raises(Refused):
        roster.coming(office.desk, office.who("bo"))


def complete(office: Karimun) -> Ref:
    """A file that waits at the back office."""
    return bring_to(office, 6)


def holder(office: Karimun, file: int) -> int | None:
    return office.view(file).state.opens[0].person


def whole(office: Karimun) -> bool:
    return examine(office.desk).whole


def test_the_history_of_the_roster_says_who_entered_and_took_back_what(office: Karimun) -> None:
    off = away(office, "bo", last=TODAY + timedelta(days=2)).entry
    on = duty(office, "kasi", "bo", TODAY + timedelta(days=1)).entry
    office.wait(24 * 60)
    roster.end(office.desk, office.who("admin"), off)
    roster.end(office.desk, None, on)
    told = [roster.told(office.desk, each) for each in roster.history(office.desk, office.who("admin"))]
    admin, bo, kasi = (NAMES[role] for role in ("admin", "bo", "kasi"))
    assert [line.partition(" ")[2].partition(" ")[2] for line in told] == [
        f"dicabut seluruhnya: {kasi}: piket BO/Analis Dokumen Perizinan Kam 19 Nov 2026",
        f"oleh {admin}: dicabut, berakhir: {bo}: tidak masuk Rab 18 Nov 2026 (sakit)",
        f"oleh {admin}: {kasi}: piket BO/Analis Dokumen Perizinan Kam 19 Nov 2026",
        f"oleh {admin}: {bo}: tidak masuk Rab 18 Nov s.d. Jum 20 Nov 2026 (sakit)",
    ]
    with pytest.raises(Refused):
        roster.history(office.desk, office.who("bo"))


def test_a_role_that_nobody_has_while_somebody_is_away_is_named_until_it_is_given(office: Karimun) -> None:
    """From Wednesday to next Monday: the weekend is nobody's, and on Friday somebody has it."""
    monday, friday = TODAY + timedelta(days=5), TODAY + timedelta(days=2)
    names = (NAMES["kadis"],)
    role = "kadis"
    told = uncovered.while_away(office.desk, office.ids["kadis"], TODAY, monday)
    assert told == (uncovered.Uncovered(role, names, TODAY, monday),)
    assert uncovered.coming(office.desk) == ()
    away(office, "kadis", TODAY, monday)
    assert uncovered.coming(office.desk) == told
    line = f"Rab 18 Nov s.d. Sen 23 Nov: tanpa Kepala Dinas, karena {NAMES['kadis']} tidak masuk."
    assert uncovered.line(office.desk, told[0]) == line
    assert f"{line} Catat piket." in [m.words for m in matters(office.desk, seen(office.desk))]
    duty(office, "kabid", "kadis", friday)
    days = [(each.first, each.last) for each in uncovered.coming(office.desk)]
    assert days == [(TODAY, friday - timedelta(days=1)), (monday, monday)]
    away(office, "kabid", friday)
    (_, _, on_friday, _) = uncovered.coming(office.desk)
    assert (on_friday.role, on_friday.missed) == (role, (NAMES["kabid"], NAMES["kadis"]))
