"""What others did elsewhere is on record as such: for whom, when, by whom it was recorded."""

from __future__ import annotations

import pytest

from loket.desk.case import lists
from loket.desk.case.perform import Elsewhere, choose_many, perform
from loket.desk.integrity import examine
from loket.desk.words.history import done_elsewhere
from loket.flow.accounts import Account, spent
from loket.flow.acts import Choose, Refused, Take, Undo, Why
from loket.flow.standing import Standing
from tests.elsewhere.office import answered, come, initialled, records, see
from tests.stories.office import Office, instant


def told(office: Office, file: int) -> list[str]:
    view = see(office, "Sari", file)
    said = []
    for event in view.events:
        if (where := view.places.get(event.seq)) is not None:
            step = view.procedure.at(where.step, where.strand)
            said.append(
                done_elsewhere(event, step, where.sign_off, view.procedure.roles, view.people, view.time)
            )
    return [words for words in said if words]


def test_the_whole_way_of_a_file_of_which_most_is_done_elsewhere(office: Office) -> None:
    file = initialled(office)
    office.it_is("2026-11-18 14:30+07:00")
    records(office, "Rina", file, "tetap", "kabid", "2026-11-18 13:00+07:00")
    records(office, "Rina", file, "tetap", "kadis", "2026-11-18 14:05+07:00")
    records(office, "Sari", file, "serah")
    assert office.outcome(file) == "terbit"
    assert told(office, file) == [
        "ATR/BPN 18-11-2026 09.30, dicatat Front Office (Sari Contoh)",
        "Dinas PUPR 18-11-2026 09.45, dicatat Front Office (Sari Contoh)",
        "Kepala Bidang di siCantik 18-11-2026 13.00, dicatat Sekretariat (Rina Contoh)",
        "Kepala Dinas di siCantik 18-11-2026 14.05, dicatat Sekretariat (Rina Contoh)",
    ]
    found = examine(office.desk)
    assert found.whole
    assert found.stranded == ()
    office.journal()


def test_time_runs_for_who_acts_elsewhere_until_it_is_recorded(office: Office) -> None:
    file = come(office)
    office.minutes_pass(60)
    records(office, "Sari", file, "sesuai", "bpn", "2026-11-18 09:30+07:00", strand=1)
    view = see(office, "Sari", file)
    answer = next(i for i in view.state.intervals if i.ended_by == "sesuai")
    assert answer.end == office.now
    spans = {a.account: a.elapsed for a in spent(view.state.intervals, view.time, office.now)}
    assert spans[Account.AGENCY] == 60 * 60_000


def test_a_desk_lists_what_its_people_may_record(office: Office) -> None:
    file = initialled(office)

    def waiting(name: str) -> list[tuple[int, str | None]]:
        pile = lists.pile(office.desk, office.who(name))
        return [(row.work.file_id, row.roles.get(row.work.role or "")) for row in pile.waiting]

    assert waiting("Rina") == [(file, "Kepala Bidang")]
    assert waiting("Budi") == waiting("Sari") == []
    other = come(office)
    assert waiting("Sari") == [(other, "ATR/BPN"), (other, "Dinas PUPR")]
    view = see(office, "Rina", file)
    assert view.here is not None
    assert (view.here.standing, view.here.role) == (Standing.WAITING, "kabid")


def test_a_time_that_cannot_be_is_refused_and_nothing_is_written(office: Office) -> None:
    file = initialled(office)
    office.minutes_pass(30)
    who = office.who("Rina")
    ref = perform(office.desk, who, see(office, "Rina", file).ref, Take())
    for wrong in ("2026-11-18 09:59+07:00", "2026-11-18 10:31+07:00"):
        with pytest.raises(Refused) as refused:
            perform(office.desk, who, ref, Choose("tetap", for_role="kabid", acted_at=instant(wrong)))
        assert (refused.value.why, refused.value.at) == (Why.NOT_DONE_THEN, instant("2026-11-18 10:00+07:00"))
    assert see(office, "Rina", file).ref.version == ref.version
    perform(office.desk, who, ref, Choose("tetap", for_role="kabid", acted_at=office.now))


def test_a_record_is_taken_back_by_who_made_it(office: Office) -> None:
    file = initialled(office)
    ref = records(office, "Rina", file, "tetap", "kabid")
    perform(office.desk, office.who("Rina"), ref, Undo(ref.version))
    view = see(office, "Rina", file)
    assert view.here is not None
    assert (view.here.sign_off, view.here.person) == (1, office.who("Rina").person)
    assert view.state.carried(0).signers == (office.who("Budi").person,)


def test_many_are_recorded_by_one_key_and_what_cannot_be_so_stays(office: Office) -> None:
    files = [initialled(office)]
    office.minutes_pass(60)
    files.append(answered(office))
    records(office, "Budi", files[-1], "tetap")
    refs = tuple(see(office, "Rina", file).ref for file in files)
    elsewhere = Elsewhere("kabid", instant("2026-11-18 10:30+07:00"))
    done = choose_many(office.desk, office.who("Rina"), refs, "tetap", elsewhere)
    assert [d.refused.why if isinstance(d.refused, Refused) else None for d in done] == [
        None,
        Why.NOT_DONE_THEN,
    ]
    assert [see(office, "Rina", file).here.sign_off for file in files] == [2, 1]  # type: ignore[union-attr]


def test_the_journal_names_roles_and_nobody(office: Office) -> None:
    file = initialled(office)
    records(office, "Rina", file, "tetap", "kabid")
    chosen = [e for e in office.journal() if e.kind == "chosen" and e.subject_id == file][-1]
    assert chosen.data["for_role"] == "kabid"
    assert chosen.data["acted_at"] == office.now
    assert chosen.role == "sekretariat"
