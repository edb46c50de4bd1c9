"""The computer's clock: when it is asked about, who may answer, and what is refused until somebody has."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.desk import clock, drafts
from loket.desk.case import entries
from loket.desk.case.perform import perform
from loket.desk.clock import Asked
from loket.desk.errors import ClockDoubted
from loket.desk.office import Desk
from loket.desk.opening import open_desk
from loket.desk.people import staff
from loket.desk.people.sign_in import sign_in
from loket.desk.queue import calling
from loket.desk.time.clock import LONG_AGO, Basis, Doubt, anybody_may_tell, doubts
from loket.desk.watching import clock_basis
from loket.desk.words.clock import question
from loket.desk.words.refusals import refusal
from loket.flow.acts import PutBack, Refused, Why
from loket.lengths import DAY, HOUR, MINUTE
from loket.store.journal import CLOCK_AFFIRMED, CLOCK_DENIED
from tests import places
from tests.desk.karimun import MORNING, NAMES, Karimun, instant, open_karimun, register

NOW = instant(MORNING)
END = instant("2027-12-31 23:59+07:00")
TOLERANCE = 2 * MINUTE


def basis(last: int = NOW, apart: int | None = 0, end: int = END) -> Basis:
    return Basis(last, apart, end, TOLERANCE)


@pytest.mark.parametrize(
    ("told", "now", "elapsed", "found"),
    [
        (basis(), NOW, NOW, ()),
        (basis(), NOW - TOLERANCE, NOW - TOLERANCE, ()),
        (basis(), NOW - TOLERANCE - 1, NOW - TOLERANCE - 1, (Doubt.BACK,)),
        (basis(), NOW + TOLERANCE, NOW, ()),
        (basis(), NOW + TOLERANCE + 1, NOW, (Doubt.JUMPED,)),
        (basis(NOW - HOUR), NOW - TOLERANCE - 1, NOW, (Doubt.JUMPED,)),
        (basis(), NOW - DAY, NOW, (Doubt.BACK, Doubt.JUMPED)),
        (basis(apart=None), NOW + HOUR, NOW, ()),
        (basis(), NOW + HOUR, None, ()),
        (basis(), NOW + LONG_AGO, NOW + LONG_AGO, ()),
        (basis(), NOW + LONG_AGO + 1, NOW + LONG_AGO + 1, (Doubt.LONG,)),
        (basis(last=0), NOW, NOW, ()),
        (basis(last=END - DAY), END, END, (Doubt.BEYOND,)),
        (basis(last=END), END + DAY, END + DAY, ()),
        (basis(last=0), END, END, (Doubt.BEYOND,)),
        (basis(), NOW + 500 * DAY, NOW + 500 * DAY, (Doubt.BEYOND, Doubt.LONG)),
    ],
)
def test_the_clock_is_asked_about(
    told: Basis, now: int, elapsed: int | None, found: tuple[Doubt, ...]
) -> None:
    assert doubts(told, now, elapsed) == found


@given(
    last=st.integers(NOW - 20 * DAY, NOW + 600 * DAY),
    steps=st.lists(st.integers(0, LONG_AGO), max_size=20),
    drift=st.integers(-TOLERANCE, TOLERANCE),
)
def test_a_clock_that_runs_on_with_acts_is_never_asked_about_again(
    last: int, steps: list[int], drift: int
) -> None:
    """Once it was answered for, that is once an act stands at its time, also beyond the calendar."""
    now, told = last, basis(last, apart=last)
    for step in steps:
        now += step
        elapsed = now - last + drift
        if told.last < told.end <= now:
            assert doubts(told, now, elapsed) == (Doubt.BEYOND,)
        else:
            assert doubts(told, now, elapsed) == ()
        told = basis(now, apart=last)


@given(last=st.integers(1, END), now=st.integers(0, 2 * END), elapsed=st.integers(0, END))
def test_what_is_found_is_what_is_the_case(last: int, now: int, elapsed: int) -> None:
    found = doubts(basis(last, apart=NOW), now, elapsed)
    assert (Doubt.BACK in found) == (last - now > TOLERANCE)
    assert (Doubt.JUMPED in found) == (not -TOLERANCE <= now - elapsed - NOW <= TOLERANCE)
    assert (Doubt.LONG in found) == (now - last > LONG_AGO)
    assert not {Doubt.BACK, Doubt.LONG} <= set(found)
    assert anybody_may_tell(found) == (found in ((), (Doubt.LONG,)))


# at the desks


@pytest.fixture
def office(tmp_path: Path) -> Karimun:
    return open_karimun(tmp_path)


def seen(office: Karimun, role: str, desk: Desk | None = None) -> Asked:
    desk = desk or office.desk
    about = clock.asked(desk, clock_basis(desk), [role])
    assert about is not None, "nothing speaks against the clock"
    return about


def believed(desk: Desk) -> bool:
    return clock.asked(desk, clock_basis(desk), ["fo2"]) is None


def says(office: Karimun, role: str) -> str:
    return question(seen(office, role), office.desk.working_time())


def tell(office: Karimun, role: str, *, right: bool = True) -> None:
    clock.answer(office.desk, office.who(role), seen(office, role), right=right)


def another_program(office: Karimun) -> Desk:
    """As it would be opened now."""
    return open_desk(office.desk.store.place, clock=lambda: office.at)


def test_after_long_holidays_whoever_signs_in_says_that_the_clock_is_right(office: Karimun) -> None:
    ref = register(office)
    office.at += 12 * DAY
    sign_in(office.desk, office.nip("fo2"), "kata-sandi-contoh")
    assert says(office, "fo2") == (
        "Jam komputer ini menunjukkan Sen 30 Nov 2026 09.00; tindakan terakhir tercatat 12 hari yang lalu."
        " Benar?"
    )
    with pytest.raises(ClockDoubted) as refused:
        perform(office.desk, office.who("fo2"), ref, PutBack())
    sentence = refusal(refused.value, {}, office.desk.working_time(), office.at)
    assert sentence == "Jam komputer diragukan (Sen 30 Nov 2026 09.00); pastikan dulu."
    tell(office, "fo2")
    assert believed(office.desk)
    assert believed(another_program(office))
    perform(office.desk, office.who("fo2"), ref, PutBack())


def test_a_clock_that_went_back_is_answered_for_by_who_supervises(office: Karimun) -> None:
    ref = register(office)
    office.at -= DAY
    assert says(office, "fo2") == (
        "Jam komputer ini menunjukkan Sel 17 Nov 2026 09.00; padahal tindakan terakhir tercatat"
        " Rab 18 Nov 2026 09.00. Minta penyelia atau admin memastikannya."
    )
    with pytest.raises(Refused) as refused:
        tell(office, "fo2")
    assert refused.value.why is Why.NOT_ALLOWED
    with pytest.raises(ClockDoubted) as doubted:
        perform(office.desk, office.who("fo2"), ref, PutBack())
    sentence = refusal(doubted.value, {}, office.desk.working_time(), office.at)
    assert sentence == "Jam komputer diragukan (Sel 17 Nov 2026 09.00); minta penyelia memastikan."
    assert says(office, "admin").endswith(" Benar?")
    tell(office, "penyelia")
    assert believed(office.desk)
    assert believed(another_program(office))


def test_until_then_reading_typing_and_signing_in_go_on(office: Karimun) -> None:
    ref = register(office)
    office.at -= DAY
    assert office.view(ref.file, "fo2").row.id == ref.file
    entries.set_mark(
        office.desk, office.who("fo2"), ref.file, office.view(ref.file).checklist[0].requirement.id, "ada"
    )
    drafts.save(office.desk, office.who("fo2"), "tempat", "", {"nama": "setengah"})
    sign_in(office.desk, office.nip("bo"), "kata-sandi-contoh")
    assert office.view(ref.file).checklist[0].mark == "ada"
    for act in (
        lambda: register(office),
        lambda: calling.issue_ticket(office.desk, office.who("fo2"), "sip-bidan"),
        lambda: calling.call_next(office.desk, office.who("fo2")),
        lambda: entries.see_nik(office.desk, office.who("fo2"), ref.file),
    ):
        with pytest.raises(ClockDoubted):
            act()


def test_signing_in_marking_and_staff_are_no_answer_for_the_clock(office: Karimun) -> None:
    """A year ahead is not believed because somebody signed in by that clock, or has another password."""
    ref = register(office)
    office.at += 365 * DAY
    sign_in(office.desk, office.nip("fo2"), "kata-sandi-contoh")
    staff.set_password(office.desk, office.who("admin"), office.ids["bo"], "kata-sandi-lainnya")
    item = office.view(ref.file).checklist[0].requirement.id
    entries.set_mark(office.desk, office.who("fo2"), ref.file, item, "ada")
    assert Doubt.LONG in seen(office, "fo2").found


def test_a_year_ahead_that_was_believed_leaves_nothing_behind_once_it_is_put_right(office: Karimun) -> None:
    register(office)
    office.at += 365 * DAY
    tell(office, "penyelia")
    register(office)
    office.at -= 365 * DAY
    tell(office, "penyelia")
    assert believed(office.desk)
    register(office)
    office.at += DAY
    assert believed(office.desk)


def test_an_answer_is_kept_with_who_gave_it_and_what_was_shown(office: Karimun) -> None:
    register(office)
    was, office.at = office.at, office.at - DAY
    tell(office, "penyelia", right=False)
    assert Doubt.BACK in seen(office, "penyelia").found
    tell(office, "penyelia")
    _, _, *answers = office.journal("office", 1)  # the first two: the office was made, its documents taken in
    told = [(e.kind, e.person_id, e.role, e.data) for e in answers]
    shown = {"doubts": ["mundur"], "shown": office.at, "last": was, "elapsed": None}
    by = (office.ids["penyelia"], "penyelia")
    first = office.journal("office", 1)[0].id  # the office itself was made at that time
    assert told == [
        (CLOCK_DENIED, *by, {**shown, "ahead": None}),
        (CLOCK_AFFIRMED, *by, {**shown, "ahead": first}),
    ]
    assert all(name not in str(told) for name in NAMES.values())


def test_beyond_the_calendar_the_clock_is_asked_about_once(office: Karimun) -> None:
    end = office.desk.working_time().days[-1].date
    register(office)
    office.at = office.desk.working_time().instant(end, 23 * 60)
    tell(office, "fo2")
    register(office)
    office.at += 9 * HOUR
    assert says(office, "admin") == (
        f"Jam komputer ini menunjukkan Sab 1 Jan {end.year + 1} 08.00; kalender kantor hanya sampai"
        f" Jum 31 Des {end.year}. Benar?"
    )
    with pytest.raises(Refused):
        tell(office, "fo2")
    tell(office, "admin")
    office.at += DAY
    assert believed(office.desk)


# in an open program


@pytest.fixture
def two(office: Karimun) -> tuple[Desk, Desk]:
    """Two programs that stay open, on one computer; its running clock is never set."""
    office.running = 5 * HOUR

    def program() -> Desk:
        return open_desk(office.desk.store.place, clock=lambda: office.at, elapsed=lambda: office.running)

    return program(), program()


def pass_by(office: Karimun, ms: int) -> None:
    office.at += ms
    office.running += ms


def test_a_clock_that_jumps_in_an_open_program_is_asked_about(
    office: Karimun, two: tuple[Desk, Desk]
) -> None:
    one, other = two
    register(office)
    pass_by(office, HOUR)
    assert believed(one)
    office.at += 3 * HOUR + 4 * MINUTE
    about = seen(office, "fo2", one)
    assert question(about, one.working_time()) == (
        "Jam komputer ini menunjukkan Rab 18 Nov 2026 13.04; jam itu maju 3 jam sejak Loket dibuka."
        " Minta penyelia atau admin memastikannya."
    )
    assert about.found == seen(office, "fo2", other).found == (Doubt.JUMPED,)
    clock.answer(one, office.who("penyelia"), seen(office, "penyelia", one), right=True)
    assert believed(one)
    assert believed(other), "the answer holds for every program"
    pass_by(office, HOUR)
    office.at -= HOUR
    assert seen(office, "fo2", other).found == (Doubt.JUMPED,), "the next jump is another"


@pytest.mark.parametrize("damaged", ["x", "[]", "{}", '{"elapsed":"x"}'])
def test_an_answer_that_cannot_be_read_any_more_is_asked_for_anew_and_holds_nobody_up(
    office: Karimun, two: tuple[Desk, Desk], damaged: str
) -> None:
    desk, _ = two
    ref = register(office)
    office.at += HOUR
    clock.answer(desk, office.who("penyelia"), seen(office, "penyelia", desk), right=True)
    with desk.store.write() as conn:
        places.unguarded(conn, "journal_no_update")
        conn.exec_driver_sql(f"UPDATE journal SET data = '{damaged}' WHERE kind = '{CLOCK_AFFIRMED}'")
    assert seen(office, "fo2", desk).found == (Doubt.JUMPED,)
    clock.answer(desk, office.who("penyelia"), seen(office, "penyelia", desk), right=True)
    perform(desk, office.who("fo2"), ref, PutBack())


def test_a_clock_that_is_put_right_again_needs_no_answer(office: Karimun, two: tuple[Desk, Desk]) -> None:
    office.at += DAY
    assert seen(office, "fo2", two[0]).found == (Doubt.JUMPED,)
    office.at -= DAY
    assert believed(two[0])


def test_an_answer_counts_for_the_clock_that_was_shown(office: Karimun, two: tuple[Desk, Desk]) -> None:
    desk, _ = two
    office.at += HOUR
    about = seen(office, "penyelia", desk)
    pass_by(office, 5 * MINUTE)
    office.at += 365 * DAY
    with pytest.raises(ClockDoubted):
        clock.answer(desk, office.who("penyelia"), about, right=True)


def test_a_clock_a_year_ahead_forgets_nothing_half_typed(office: Karimun) -> None:
    register(office)
    drafts.save(office.desk, office.who("fo2"), "tempat", "", {"nama": "setengah"})
    office.at += 365 * DAY
    desk = another_program(office)
    assert drafts.load(desk, office.who("fo2"), "tempat", "") is not None


def test_every_act_asks_whether_the_clock_is_believed() -> None:
    """What acts on files and numbers writes through `Desk.write`; not what is typed, marked, or looked at."""
    rooms = Path(clock.__file__).parent
    acting = [rooms / name for name in ("survey.py", "last_acts.py", "ahead.py")]
    acting += [file for room in ("case", "queue", "intake") for file in sorted((rooms / room).glob("*.py"))]
    past = {}
    for file in acting:
        for function in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(function, ast.FunctionDef) and "store.write(" in ast.unparse(function):
                past[function.name] = file.name
    kept = {"set_mark": "entries.py", "save_fields": "entries.py", "asking": "doubt.py"}
    assert past == {**kept, "to_say": "announcing.py", "said": "announcing.py"}  # what a voice has said
