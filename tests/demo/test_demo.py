"""The demo office: staff to sign in as, files in every state, a past in working hours, its own clock."""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from loket.cli.commands import run_command
from loket.cli.failed import Failed
from loket.demo import office as demo
from loket.demo.clock import MORNING
from loket.demo.people import PASSWORD, colleagues
from loket.desk.authority import Who
from loket.desk.case import lists
from loket.desk.case.fields import OWN_FIELDS
from loket.desk.founding import create_office
from loket.desk.note_names import REMARK_NOTE, REMINDED_NOTE
from loket.desk.office import Desk
from loket.desk.opening import open_desk
from loket.desk.people import staff
from loket.desk.people.sign_in import sign_in
from loket.desk.queue.line import queue
from loket.flow.acts import Right
from loket.flow.queue.state import TicketStanding
from loket.flow.standing import Standing
from loket.lengths import DAY, MINUTE
from loket.office.forms import FieldType
from loket.office.profile import load_office
from loket.sla import State
from loket.store import files, journal, meta, texts
from loket.store.files import FileRow
from loket.store.journal import Entry
from tests.demo.played import HOST, played

OFFICES = ("karimun", "mempawah", "pariaman", "purwakarta")


@pytest.fixture(scope="module")
def demos(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Each office's demo database, made when first asked for. Tests read it, or take a copy."""

    @cache
    def made(office_id: str) -> Path:
        return Path(shutil.copytree(played(office_id), tmp_path_factory.mktemp("demo") / "made")) / "demo.db"

    return made


@pytest.fixture
def made(demos: Callable[[str], Path]) -> Path:
    """Karimun's demo database."""
    return demos("karimun")


@pytest.fixture
def desk(made: Path) -> Iterator[Desk]:
    opened = open_at(made, HOST)
    yield opened
    opened.store.close()


def open_at(path: Path, host: int) -> Desk:
    """The office as a program opens it when the host's clock shows `host`."""
    office = open_desk(path)
    with office.store.read() as conn:
        offset = int(meta.get(conn, "clock_offset") or 0)
    office.now = lambda: host + offset
    return office


def entries(desk: Desk) -> list[Entry]:
    with desk.store.read() as conn:
        return list(journal.read_since(conn, 0, 100_000))


def all_files(desk: Desk) -> list[FileRow]:
    numbers = sorted({e.subject_id for e in entries(desk) if e.subject == "file"})
    with desk.store.read() as conn:
        return [files.file_row(conn, number) for number in numbers]


def test_it_has_some_sixty_files_in_every_standing_and_with_every_outcome(desk: Desk) -> None:
    rows = all_files(desk)
    assert 55 <= len(rows) <= 70
    assert {row.outcome for row in rows} == {"terbit", "ditolak", "dicabut", "dibatalkan", None}
    here = Counter(row.work.standing for row in lists.all_open(desk, Who(1)))
    assert set(here) == set(Standing) - {Standing.PAYMENT}  # its SOP knows no payment
    assert any(row.work.trouble for row in lists.all_open(desk, Who(1)))


@pytest.mark.parametrize("office", OFFICES)
def test_nothing_was_done_before_its_file_was_registered(demos: Callable[[str], Path], office: str) -> None:
    """Permits and payments are dated by the day on which somebody typed them."""
    desk = open_at(demos(office), HOST)
    happened = {field.key for field in OWN_FIELDS if field.type is FieldType.HAPPENED}
    dated = set[str]()
    for row in all_files(desk):
        with desk.store.read() as conn:
            typed = texts.written(conn, row.id).fields
        for key in happened & typed.keys():
            day = datetime.strptime(typed[key], "%d-%m-%Y").replace(tzinfo=UTC).date()
            assert desk.working_time().date_of(row.opened_at) <= day, (row.number, key)
            dated.add(key)
    desk.store.close()
    assert dated


def test_every_desk_of_the_sop_has_something_to_do(desk: Desk) -> None:
    rows = lists.all_open(desk, Who(1))
    waiting = {row.work.step for row in rows if row.work.standing is Standing.WAITING}
    assert {5, 6, 7, 8, 9, 10, 11, 12} <= waiting


def test_companies_and_persons_come_themselves_or_send_somebody_or_write(desk: Desk) -> None:
    rows = all_files(desk)
    assert {row.came_as for row in rows} == {"pemohon", "kuasa"}
    assert {bool(row.company) for row in rows} == {True, False}
    assert {row.kind for row in rows} == {"baru", "perpanjangan", "perubahan"}
    assert {row.service for row in rows} == set(desk.office.services)
    assert {"loket", "surel", "sicantik", "oss"} <= {row.channel for row in rows}


def test_some_files_are_late_some_nearly_and_most_are_not(desk: Desk) -> None:
    from loket.desk.case.file_view import view

    states = Counter[State]()
    for row in lists.all_open(desk, Who(1)):
        states.update({stand.verdict.state for stand in view(desk, Who(1), row.work.file_id).stands})
    assert states[State.OVERDUE] >= 3
    assert states[State.AT_RISK] >= 1
    assert states[State.ON_TIME] >= 5


def test_the_journal_is_whole_and_intervals_abut(desk: Desk) -> None:
    with desk.store.read() as conn:
        assert journal.verify_chain(conn) is None
        for row in all_files(desk):
            log = files.intervals(conn, row.id)
            assert [i.seq for i in log] == list(range(1, len(log) + 1))
            assert all(a.end == b.start for a, b in pairwise(log))
            assert log[-1].end == row.ended_at


def test_everything_happened_in_order_inside_working_hours_on_the_last_ten_days(desk: Desk) -> None:
    time, past = desk.working_time(), entries(desk)
    assert [e.recorded for e in past] == sorted(e.recorded for e in past)
    days = {time.date_of(e.at) for e in past}
    assert len(days) == 11
    for entry in past:
        closes = time.closes_at(entry.at - 1)
        assert time.is_open(entry.at) or closes == entry.at, time.local(entry.at)


def test_what_can_go_wrong_on_a_day_has_gone_wrong_on_some_file(desk: Desk) -> None:
    kinds = {e.kind for e in entries(desk)}
    assert {"put_back", "taken_over", "rested", "resubmitted", "trouble_marked"} <= kinds
    assert any(e.late is not None for e in entries(desk))


@pytest.mark.parametrize("office_id", OFFICES)
def test_the_supervisor_has_assigned_reminded_and_remarked(
    office_id: str, demos: Callable[[str], Path]
) -> None:
    desk = open_at(demos(office_id), HOST)
    done = Counter(e.kind if e.kind != "noted" else str(e.data["what"]) for e in entries(desk))
    assert (done["assigned"], done[REMINDED_NOTE], done[REMARK_NOTE]) == (1, 1, 1)
    desk.store.close()


def test_the_analyst_has_a_file_in_hand_as_somebody_at_work(desk: Desk) -> None:
    first = next(member for member in staff.staff(desk) if member.roles == ("bo",))
    (held,) = lists.in_hand(desk, Who(first.id))
    assert held.step is not None
    assert "bo" in held.step.roles


def test_it_begins_on_a_working_morning_whatever_the_date_and_goes_on_from_there(made: Path) -> None:
    for host in (HOST, HOST + 3 * MINUTE):
        office = open_at(made, host)
        local = office.working_time().local(office.now()).replace(tzinfo=None)
        assert (local - MORNING).total_seconds() == (host - HOST) / 1000
        assert office.working_time().is_open(office.now())
        office.store.close()


def test_this_morning_people_wait_one_is_called_one_was_passed_over(desk: Desk) -> None:
    first = staff.by_nip(desk, colleagues(desk.office)[0].nip)
    seen = queue(desk, Who(first.id, "2"))
    assert seen.current is not None
    assert seen.current.standing is TicketStanding.CALLED
    assert len(seen.waiting) == 5
    assert desk.now() - seen.waiting[0].issued_at == 12 * MINUTE
    assert len(seen.passed) == 1
    assert len(seen.left_over) == 2


def hint_of(office: str, folder: Path) -> tuple[str, ...]:
    """What the sign-in of that office's demo says."""
    create_office(folder / "demo.db", office, now=HOST)
    return demo.hint(folder / "demo.db")


def test_one_can_sign_in_as_the_people_it_names(made: Path, tmp_path: Path) -> None:
    desk = open_at(Path(shutil.copy(made, tmp_path)), HOST)
    told = "\n".join(demo.hint(made))
    assert PASSWORD in told
    first = colleagues(desk.office)[0]
    assert first.name in told
    assert first.nip in told
    assert sign_in(desk, first.nip, PASSWORD).roles == first.roles
    desk.store.close()


@pytest.mark.parametrize(
    ("office_id", "way"),
    [
        ("karimun", "Sari → Andi → Rina → Budi → Intan → Hendra → Maya → Hendra"),
        ("purwakarta", "Sari → Andi → Rina → Andi → Budi → Intan → Hendra → Sari"),
        ("pariaman", "Sari (“Data terisi, risiko menengah tinggi”) → Andi → Intan → Andi → Maya → Agus"),
    ],
)
def test_the_way_it_tells_is_the_way_a_file_goes(office_id: str, way: str, tmp_path: Path) -> None:
    told = " ".join(" ".join(hint_of(office_id, tmp_path)).split())
    assert told.endswith(f"Satu berkas berjalan: {way}")


@pytest.mark.parametrize("office_id", OFFICES)
def test_every_role_has_somebody_and_somebody_has_two(office_id: str, tmp_path: Path) -> None:
    office = load_office(office_id)
    people = colleagues(office)
    assert {role for person in people for role in person.roles} == set(office.roles)
    assert any(len(person.roles) == 2 for person in people)
    assert len({person.nip for person in people}) == len({person.name for person in people}) == len(people)
    counter = [p for p in people if Right.COUNTER in office.rights_of(p.roles)]
    assert len(counter) >= 2
    hint = hint_of(office_id, tmp_path)
    assert len(hint) <= 4
    assert all(len(line) <= 68 for line in hint)


@pytest.mark.parametrize("office_id", [name for name in OFFICES if name != "karimun"])
def test_every_office_has_a_demo(office_id: str, demos: Callable[[str], Path]) -> None:
    desk = open_at(demos(office_id), HOST)
    rows = all_files(desk)
    assert 55 <= len(rows) <= 95
    assert {"terbit", "ditolak", "dicabut", "dibatalkan"} <= {row.outcome for row in rows}
    with desk.store.read() as conn:
        assert journal.verify_chain(conn) is None
    parents = {row.parent_id for row in rows}
    assert (parents != {None}) == (office_id == "pariaman")
    if office_id == "pariaman":
        works = [row.work for row in lists.all_open(desk, Who(1))]
        assert any(work.standing is Standing.AGENCY and not work.waits_for for work in works)
    desk.store.close()


def test_the_same_office_always_comes_out_the_same(demos: Callable[[str], Path], tmp_path: Path) -> None:
    demo.make(tmp_path / "again.db", "mempawah", host_now=HOST + DAY)
    made = []
    for path in (demos("mempawah"), tmp_path / "again.db"):
        desk = open_at(path, HOST)
        made.append([unsalted(entry) for entry in entries(desk)])
        desk.store.close()
    assert made[0] == made[1]


def unsalted(entry: Entry) -> Entry:
    """All but what is drawn (salts), and how far the host's clock was."""
    data = {key: told for key, told in entry.data.items() if key not in ("clock_offset", "password")}
    return replace(entry, kept=dict.fromkeys(entry.kept, ""), data=data, prev_hash="", hash="")


def test_going_on_takes_up_the_clock_at_the_last_thing_recorded(made: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(made, tmp_path))
    next_week = HOST + 7 * DAY
    demo.go_on(path, host_now=next_week)
    desk = open_at(path, next_week)
    assert desk.now() == entries(desk)[-1].recorded
    desk.store.close()


def test_going_on_leaves_a_clock_alone_by_which_somebody_still_works(made: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(made, tmp_path))
    before = open_at(path, HOST + 20 * MINUTE)
    demo.go_on(path, host_now=HOST + 20 * MINUTE)
    after = open_at(path, HOST + 20 * MINUTE)
    assert before.now() == after.now()
    before.store.close()
    after.store.close()


def test_an_office_at_work_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "loket.db"
    create_office(path, "karimun", now=HOST)
    kept = path.read_bytes()
    with pytest.raises(demo.NotADemo):
        demo.empty_stage(path, "karimun", host_now=HOST)
    with pytest.raises(demo.NotADemo):
        demo.go_on(path, host_now=HOST)
    assert path.read_bytes() == kept


def test_what_an_office_left_whose_database_is_gone_is_not_thrown_away(tmp_path: Path) -> None:
    left = tmp_path / "loket.db-wal"
    left.write_bytes(b"pekerjaan terakhir")
    with pytest.raises(demo.NotADemo):
        demo.empty_stage(tmp_path / "loket.db", "karimun", host_now=HOST)
    assert left.read_bytes() == b"pekerjaan terakhir"


def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(f"sys.{stream}.isatty", lambda: True)


def test_on_a_terminal_the_screens_open_on_it_with_the_hint(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(shutil.copy(made, tmp_path))
    opened: dict[str, object] = {}

    def run(data: Path, **how: object) -> int:
        opened.update(how, data=data)
        return 0

    monkeypatch.setattr("screens.app.run", run)
    at_a_terminal(monkeypatch)
    assert run_command(["demo", "--lanjut", "--data", str(path)]) == 0
    assert opened == {"data": path, "office": "karimun", "mouse": False, "hint": demo.hint(path)}


def test_on_a_terminal_a_real_office_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "loket.db"
    create_office(path, "karimun", now=HOST)
    at_a_terminal(monkeypatch)
    with pytest.raises(Failed, match="bukan contoh"):
        run_command(["demo", "--data", str(path)])


@pytest.mark.parametrize("lasting", [["--lanjut"], []])
def test_a_demo_of_another_programs_tables_is_made_anew(
    lasting: list[str], made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(shutil.copy(made, tmp_path))
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("UPDATE meta SET value = 'lain' WHERE key LIKE 'schema%'")
        conn.commit()
    monkeypatch.setattr(demo, "fill", lambda _: None)
    monkeypatch.setattr("screens.app.run", lambda *_, **__: 0)
    at_a_terminal(monkeypatch)
    assert run_command(["demo", *lasting, "--data", str(path)]) == 0
    desk = open_desk(path)
    assert all_files(desk) == []
    desk.store.close()


def test_an_office_of_another_programs_tables_is_no_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "loket.db"
    create_office(path, "karimun", now=HOST)
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("UPDATE meta SET value = 'lain' WHERE key LIKE 'schema%'")
        conn.commit()
    kept = path.read_bytes()
    at_a_terminal(monkeypatch)
    with pytest.raises(Failed, match="bukan contoh"):
        run_command(["demo", "--lanjut", "--data", str(path)])
    assert path.read_bytes() == kept
