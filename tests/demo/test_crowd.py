"""The demo's living hall: people come and are served; whoever sits at a screen is left alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from loket.cli.crowd import live
from loket.cli.failed import Failed
from loket.demo.crowd import MOST_WAITING, Crowd
from loket.demo.visits import visit
from loket.desk import integrity
from loket.desk.authority import Who
from loket.desk.people import sessions
from loket.desk.queue import line
from loket.flow.queue.state import BUSY, TicketStanding
from loket.flow.standing import Standing
from loket.store import tickets
from loket.store.tickets import TicketRow
from tests.desk.kantor import Kantor, open_kantor


@pytest.fixture
def karimun(tmp_path: Path) -> Iterator[Kantor]:
    office = open_kantor(tmp_path, "karimun")
    yield office
    office.desk.store.close()


def go_on(office: Kantor, crowd: Crowd, minutes: float, step: float = 0.25) -> list[str]:
    """What is told while the clock goes on."""
    told = list[str]()
    for _ in range(round(minutes / step)):
        told += crowd.turn()
        office.wait(step)
    return told


def all_of_today(office: Kantor) -> list[TicketRow]:
    with office.desk.store.read() as conn:
        return [tickets.load(conn, each) for each in tickets.all_of_day(conn, office.desk.today(conn))]


def test_a_morning_goes_by_itself_and_every_office_book_stays_whole(karimun: Kantor) -> None:
    crowd = Crowd(karimun.desk, "contoh", speed=5)
    told = go_on(karimun, crowd, 12)
    numbers = all_of_today(karimun)
    assert len({number.errand for number in numbers}) > 2
    assert any(number.priority for number in numbers)
    assert len({number.ticket.outcome for number in numbers if number.ended_at}) > 2
    assert {number.ticket.station for number in numbers} >= {"2", "4", "5"}
    for words in (
        "datang: ",
        "dipanggil ke Loket 2",
        "berkasnya didaftarkan",
        "dilewati",
        "selesai: berkas masuk",
    ):
        assert any(words in line for line in told), f"{words}\n" + "\n".join(told)
    assert integrity.examine(karimun.desk).sound


def test_what_becomes_of_a_number_is_chance_and_the_same_whenever_it_is_asked() -> None:
    plans = [visit("a", number, registers=True) for number in range(200)]
    assert plans == [visit("a", number, registers=True) for number in range(200)]
    assert plans != [visit("b", number, registers=True) for number in range(200)]
    assert {plan.answers for plan in plans} == {0, 1, 2}
    for what in ("returns", "fetches", "strays", "brings", "lacks"):
        assert 0 < sum(getattr(plan, what) for plan in plans) < 200


def test_for_whoever_sits_at_a_screen_and_at_their_counter_nothing_is_done(karimun: Kantor) -> None:
    sari, rudi = karimun.who("fo2"), karimun.who("fo4")
    sessions.begin(karimun.desk, sari)
    sessions.begin(karimun.desk, rudi)
    crowd = Crowd(karimun.desk, "contoh", speed=5)
    told = go_on(karimun, crowd, 10)
    assert any("dipanggil ke Loket 5" in line for line in told)
    assert not any("Loket 2" in line or "Loket 4" in line for line in told)
    assert len(line.queue(karimun.desk, sari).waiting) < MOST_WAITING + 6


def test_whoever_signs_in_with_a_number_open_keeps_it_and_is_left_alone(karimun: Kantor) -> None:
    crowd = Crowd(karimun.desk, "contoh", speed=5)
    go_on(karimun, crowd, 1)
    had = next(number for number in all_of_today(karimun) if number.standing in BUSY)
    assert had.ticket.person is not None
    sessions.begin(karimun.desk, Who(had.ticket.person, had.ticket.station))
    go_on(karimun, crowd, 8)
    assert had in all_of_today(karimun)
    crowd.leave()
    assert had in all_of_today(karimun)


def test_behind_the_counters_files_go_on_but_at_the_desk_of_whoever_sits_at_a_screen(karimun: Kantor) -> None:
    file = karimun.register().file
    karimun.do(file, "fo2", "lengkap", minutes=2)
    for key in ("kasi", "rangkap"):
        sessions.begin(karimun.desk, Who(karimun.ids[key]))
    told = go_on(karimun, Crowd(karimun.desk, "contoh", speed=10), 4)
    assert any("berkas 00001 selesai di" in line for line in told)
    here = karimun.here(file)
    assert (here.role, here.standing) == ("kasi", Standing.WAITING)
    assert integrity.examine(karimun.desk).sound


@pytest.mark.parametrize("when", ["2026-11-18 02:00", "2026-11-22 10:00"])
def test_it_lives_at_night_and_on_a_sunday_too(karimun: Kantor, when: str) -> None:
    karimun.go_to(when)
    told = go_on(karimun, Crowd(karimun.desk, "contoh", speed=5), 1.5)
    assert any("datang" in line for line in told)
    assert any("dipanggil" in line for line in told)


def test_when_it_stops_nobody_is_left_standing_at_a_counter(karimun: Kantor) -> None:
    crowd = Crowd(karimun.desk, "contoh")
    go_on(karimun, crowd, 3, 0.5)
    assert any(number.standing in BUSY for number in all_of_today(karimun))
    crowd.leave()
    standing = {number.standing for number in all_of_today(karimun)}
    assert not standing & {*BUSY}
    assert TicketStanding.WAITING in standing
    go_on(karimun, crowd, 1, 0.5)
    assert any(number.standing in BUSY for number in all_of_today(karimun))


@pytest.mark.parametrize("end", ["Ctrl+C", "the data are gone"])
def test_the_command_goes_on_until_it_is_stopped_or_its_data_are_gone(
    end: str,
    tmp_path: Path,
    karimun: Kantor,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = karimun.desk.store.path
    turns = iter(range(3))

    def sleep(_: float) -> None:
        if next(turns, None) is None:
            if end == "Ctrl+C":
                raise KeyboardInterrupt
            path.rename(tmp_path / "pergi.db")

    monkeypatch.setattr("time.sleep", sleep)
    if end == "Ctrl+C":
        assert live(path, "karimun", 1) == 0
    else:
        with pytest.raises(Failed, match="Kantor contoh berhenti"):
            live(path, "karimun", 1)
    said = capsys.readouterr().out
    assert "papan   LOKET_KUNCI=" in said
    assert "datang" in said
    assert ("Selesai" in said) is (end == "Ctrl+C")
