"""Where the office serves nobody without a number, whoever came to a counter without one gets it there."""

from __future__ import annotations

import pytest

from loket.desk import integrity, last_acts
from loket.desk.case.perform import perform
from loket.desk.errors import CounterBusy
from loket.desk.intake import registration
from loket.desk.queue import calling, day_sheet, line, stopping
from loket.desk.queue.on_the_spot import number_for, serve
from loket.desk.queue.stopping import Stop
from loket.flow.acts import Arrive, Depart
from loket.flow.queue.acts import Outcome
from loket.flow.queue.state import TicketStanding
from loket.store import tickets
from loket.store.tickets import TicketRow
from tests.desk.editions import edit
from tests.desk.kantor import KARIMUN_WAY, Kantor
from tests.desk.test_files import with_applicant


@pytest.fixture
def strict(karimun: Kantor) -> Kantor:
    edit(karimun.desk, ("[pengaturan]\n", '[pengaturan]\ntanpa_nomor = "diberi nomor"\n'))
    return karimun


def to_collect(office: Kantor) -> int:
    file = office.register().file
    office.bring_to(file, 11, KARIMUN_WAY)
    return file


def number(office: Kantor, ticket: int) -> TicketRow:
    with office.desk.store.read() as conn:
        return tickets.load(conn, ticket)


def test_who_collects_without_one_is_given_one_and_served_in_the_same_moment(strict: Kantor) -> None:
    rudi, file = strict.who("fo5"), to_collect(strict)
    given = number_for(strict.desk, rudi, file)
    assert given is not None
    row = number(strict, given)
    assert (row.number, row.errand, row.service, row.standing) == ("B-001", "ambil", "", "dilayani")
    assert (row.ticket.person, row.ticket.station) == (rudi.person, "5")
    (entry,) = strict.journal("ticket", given)
    assert (entry.kind, entry.data["served"]) == ("given", True)
    assert number_for(strict.desk, rudi, file) == given
    strict.wait(6)
    calling.finish(strict.desk, rudi, given, Outcome.COLLECTED)
    _, sheet = day_sheet.sheet(strict.desk, rudi)
    assert "Lama kunjungan : tersingkat 6 mnt" in " ".join(sheet.split())
    assert "tanpa pernah dipanggil" not in sheet
    assert integrity.examine(strict.desk).sound


def test_an_errand_says_what_probably_came_of_its_number(strict: Kantor) -> None:
    office, sari = strict.desk.office, strict.who("fo2")
    found = {errand: calling.issue_ticket(strict.desk, sari, errand=errand) for errand in office.errands}
    assert {errand: line.likely(office, row, None).value for errand, row in found.items()} == {
        "daftar": "hanya bertanya",
        "lengkapi": "hanya bertanya",
        "ambil": "izin diambil",
        "legalisir": "selesai dilayani",
        "tanya": "hanya bertanya",
        "pengaduan": "selesai dilayani",
    }
    assert line.likely(office, found["pengaduan"], Outcome.FILED) is Outcome.FILED


def test_a_permit_was_collected_where_its_applicant_came_for_it_and_stayed(strict: Kantor) -> None:
    rudi, file = strict.who("fo5"), to_collect(strict)
    given = number_for(strict.desk, rudi, file)
    assert given is not None
    ref = registration.receive(strict.desk, rudi, given, strict.ref(file), Arrive())
    assert line.queue(strict.desk, rudi).came_of_it is Outcome.COLLECTED
    perform(strict.desk, rudi, ref, Depart())
    assert line.queue(strict.desk, rudi).came_of_it is Outcome.FILED


def test_nobody_is_kept_away_for_want_of_numbers(strict: Kantor) -> None:
    sari = strict.who("fo2")
    stopping.stop(strict.desk, sari, Stop.FULL, None)
    assert serve(strict.desk, sari, "daftar").standing is TicketStanding.SERVED


def test_somebody_who_was_called_and_has_not_come_is_seen_to_first(strict: Kantor) -> None:
    sari, file = strict.who("fo2"), with_applicant(strict)
    calling.issue_ticket(strict.desk, sari)
    calling.call_next(strict.desk, sari)
    with pytest.raises(CounterBusy):
        number_for(strict.desk, sari, file)


def test_where_the_office_lets_people_be_served_so_and_behind_the_counters_none_is_given(
    karimun: Kantor,
) -> None:
    file = with_applicant(karimun)
    assert number_for(karimun.desk, karimun.who("fo2"), file) is None
    edit(karimun.desk, ("[pengaturan]\n", '[pengaturan]\ntanpa_nomor = "diberi nomor"\n'))
    assert number_for(karimun.desk, karimun.who("bo"), file) is None


def test_it_is_taken_back_by_whoever_gave_it(strict: Kantor) -> None:
    sari = strict.who("fo2")
    given = serve(strict.desk, sari, "daftar")
    asked = last_acts.next_undo(strict.desk, sari, {})
    assert asked is not None
    last_acts.undo(strict.desk, sari, asked)
    assert number(strict, given.id).ticket.outcome is Outcome.VOIDED
    assert integrity.examine(strict.desk).sound
