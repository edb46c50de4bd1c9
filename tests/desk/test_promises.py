"""What applicants were told: kept as it was told, at risk the working day before, broken once it is over."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from loket.desk import last_acts
from loket.desk.calendar import days
from loket.desk.case import entries
from loket.desk.case.perform import perform, receive
from loket.desk.case.record import Ref
from loket.desk.errors import AlreadyOffered, AlreadyTold, Invalid, NothingOwed
from loket.desk.integrity import examine
from loket.desk.lookout import alarms, morning
from loket.desk.papers import delivery, parts
from loket.desk.papers.apology import apology_text
from loket.desk.papers.printing import Came
from loket.desk.papers.receipt import receipt_text
from loket.desk.people import sessions
from loket.desk.privacy.access import looks
from loket.desk.promises import ledger, moved, standing
from loket.desk.promises.finish import told
from loket.desk.queue import amends, calling
from loket.desk.queue.ticket import ticket_at_counter
from loket.desk.queue.turns import in_turn
from loket.desk.words.refusals import refusal
from loket.flow.acts import Choose, Note, PutBack, Refused, Resubmit, Take
from loket.flow.alarm import What
from loket.flow.fold import replay
from loket.flow.promise import TOLD, Stay
from loket.flow.queue.acts import Outcome, Priority
from loket.flow.standing import Standing
from loket.lengths import MINUTE
from loket.sla import Holiday
from loket.sla.words import long_date
from loket.store import tickets
from loket.store.journal import COMPENSATED
from screens.wording.history import event_words
from tests.desk.editions import edit
from tests.desk.karimun import NIK, Karimun, bring_to, filled, open_karimun, register, tick_all
from tests.flow.test_promise import walked, works


@pytest.fixture
def office(tmp_path: Path) -> Karimun:
    return open_karimun(tmp_path)


def give_receipt(office: Karimun, file: int) -> date | None:
    """Its receipt is printed for the applicant; gives the date that it promises."""
    day = told(office.desk, office.view(file))
    delivery.out(office.desk, office.who("fo2"), file, parts.RECEIPT, Came.PRINTED, day)
    return day


def promised(office: Karimun) -> Ref:
    """A file at the back office whose applicant was told a date."""
    ref = register(office)
    tick_all(office, ref.file)
    give_receipt(office, ref.file)
    return perform(office.desk, office.who("fo2"), _now(office, ref), Choose("lengkap"))


def _now(office: Karimun, ref: Ref) -> Ref:
    return office.view(ref.file).ref


def numbers(found: standing.Listed) -> list[int]:
    return [each.file for each in found.promises]


def counted(office: Karimun) -> tuple[int, int]:
    """How many are at risk, and how many broken to which nobody saw: on the list as in the alarms' count."""
    supervisor = office.who("penyelia")
    with office.desk.store.snapshot() as conn:
        _, unseen = standing.falling(conn, office.desk, office.desk.working_time().date_of(office.at))
    assert standing.broken(office.desk, supervisor).pressing == len(unseen)
    return standing.at_risk(office.desk, supervisor).in_all, len(unseen)


def test_the_date_on_the_receipt_is_kept_as_it_was_told(office: Karimun) -> None:
    ref = register(office)
    assert give_receipt(office, ref.file) is None  # whether it is complete nobody knows yet
    assert office.view(ref.file).row.promised_on is None
    tick_all(office, ref.file)
    day = give_receipt(office, ref.file)
    assert day is not None
    assert long_date(day) in " ".join(
        receipt_text(office.desk, office.who("fo2"), office.view(ref.file)).split()
    )
    row = office.view(ref.file).row
    assert (row.promised_on, row.promised_at) == (day.isoformat(), office.at)
    assert examine(office.desk).whole


def test_it_is_at_risk_the_working_day_before_and_broken_once_it_is_over(office: Karimun) -> None:
    ref = promised(office)
    day = date.fromisoformat(office.view(ref.file).row.promised_on or "")
    assert day == date(2026, 11, 25)
    by = {role: office.who(role) for role in ("penyelia", "bo", "kasi")}
    office.go_to("2026-11-23 15:00+07:00")
    assert numbers(standing.at_risk(office.desk, by["penyelia"])) == []
    office.go_to("2026-11-24 08:00+07:00")
    assert numbers(standing.at_risk(office.desk, by["penyelia"])) == [ref.file]
    assert numbers(standing.at_risk(office.desk, by["bo"])) == [ref.file]  # it waits for them
    assert numbers(standing.at_risk(office.desk, by["kasi"])) == []
    perform(office.desk, by["bo"], _now(office, ref), Take())
    office.go_to("2026-11-25 16:00+07:00")
    assert counted(office) == (1, 0)
    office.go_to("2026-11-26 07:31+07:00")
    assert counted(office) == (0, 1)
    perform(office.desk, by["bo"], _now(office, ref), PutBack())
    (over,) = standing.broken(office.desk, by["penyelia"]).promises
    (held,) = over.held  # who had it then, whoever has it now
    assert (over.falls, held.name, held.role) == (day, "Budi Contoh", "bo")


@pytest.mark.of_both
def test_a_broken_promise_stays_what_was_told_also_once_it_was_decided(office: Karimun) -> None:
    ref, by = bring_to(office, 9), {role: office.who(role) for role in ("fo2", "kadis", "penyelia")}
    give_receipt(office, ref.file)
    office.go_to("2026-12-07 09:00+07:00")
    delivery.out(office.desk, by["fo2"], ref.file, parts.RECEIPT, Came.PRINTED, date(2026, 12, 24))
    perform(office.desk, by["kadis"], _now(office, ref), Take())
    entries.save_fields(office.desk, by["kadis"], ref.file, filled(office.view(ref.file)))
    perform(office.desk, by["kadis"], _now(office, ref), Choose("tetapkan"))
    (late,) = standing.broken(office.desk, by["penyelia"]).promises
    assert (late.told, late.broken) == (date(2026, 11, 25), True)
    assert counted(office) == (0, 1)  # it was decided, and nobody saw to it yet
    ledger.offer(office.desk, by["penyelia"], ref.file, amends.NOTHING.id, "pemohon tidak keberatan")
    assert counted(office) == (0, 0)
    assert numbers(standing.broken(office.desk, by["penyelia"])) == [ref.file]
    assert numbers(standing.broken(office.desk, by["penyelia"], date(2026, 11, 26))) == []


def test_what_is_at_risk_and_broken_is_what_the_journal_says_day_by_day(office: Karimun) -> None:
    """Files that are returned, brought back and left lying at random, against a slow look at their events."""
    chance, files, seen = random.Random(12), list[int](), set[tuple[int, bool]]()
    for past in range(24):
        office.go_to(f"{date(2026, 11, 18) + timedelta(days=past)} 09:00+07:00")
        if past < 5:
            files.append(promised(office).file)
        for file in files:
            office.wait(chance.randrange(20))
            if chance.random() < 0.25:
                _something(office, file)
        found = standing.pressing(office.desk, office.who("penyelia"))
        assert found == _walked(office, files)
        seen |= {(file, over) for file, (_, over) in found.items()}
    assert {over for _, over in seen} == {False, True}
    assert examine(office.desk).whole


def test_files_that_lie_with_their_applicants_hide_no_broken_promise_and_what_is_cut_is_counted(
    office: Karimun,
) -> None:
    supervisor = office.who("penyelia")
    resting, first, second = (promised(office).file for _ in range(3))
    _something(office, resting)
    office.go_to("2026-11-26 09:00+07:00")
    found = standing.broken(office.desk, supervisor, limit=1)
    assert (numbers(found), found.in_all, found.pressing) == ([second], 2, 2)
    assert numbers(standing.broken(office.desk, supervisor, limit=2)) == [second, first]
    assert [*standing.pressing(office.desk, supervisor)] == [first, second]


def _something(office: Karimun, file: int) -> None:
    """The back office returns it; its applicant brings it back, and is told a date anew."""
    view, fo2, bo = office.view(file), office.who("fo2"), office.who("bo")
    assert view.here is not None
    if view.here.standing is Standing.APPLICANT:
        receive(office.desk, fo2, view.ref, Resubmit())
        give_receipt(office, file)
    elif view.here.step == 6:
        ref = perform(office.desk, bo, view.ref, Take()) if view.here.person is None else view.ref
        perform(office.desk, bo, ref, Choose("tidak"), remark="fotonya buram")
    else:
        perform(office.desk, fo2, view.ref, Choose("lengkap"))


def _walked(office: Karimun, files: list[int]) -> dict[int, tuple[date, bool]]:
    found = dict[int, tuple[date, bool]]()
    today, soon = office.view(files[0]).time.date_of(office.at), office.view(files[0]).time.date_of(office.at)
    soon += timedelta(days=1)
    while not works(soon, office.view(files[0]).time):
        soon += timedelta(days=1)
    for file in files:
        events = office.events(file)
        state = replay(office.view(file).procedure, events)
        said = [(e.act.data[TOLD], e.at) for e in events if isinstance(e.act, Note) and TOLD in e.act.data]
        if not said or state.is_decided:
            continue
        day, at = said[-1]
        lay = [Stay(i.standing, i.start, i.end) for i in state.intervals]
        falls = walked(date.fromisoformat(day), at, lay, office.view(file).time)
        if falls is not None and falls <= soon:
            found[file] = (falls, falls < today)
    return found


# the ledger


def late(office: Karimun) -> int:
    """A file whose applicant was told 25 November; it is the 26th."""
    file = promised(office).file
    office.go_to("2026-11-26 09:00+07:00")
    return file


def test_what_is_offered_for_a_broken_promise_is_in_the_ledger_and_goes_with_f9(office: Karimun) -> None:
    file, putu = late(office), office.who("penyelia")
    ledger.offer(office.desk, putu, file, "maaf", "lewat telepon")
    (owed,) = ledger.ledger(office.desk, putu).owed
    assert [(o.name, o.by, o.amends.note) for o in owed.offered] == [
        ("Surat permohonan maaf", "Putu Contoh", "lewat telepon")
    ]
    assert "Kompensasi: Surat permohonan maaf · Putu Contoh" in _history(office, file)
    letter = " ".join(apology_text(office.desk, putu, office.view(file)).split())
    assert "Dijanjikan selesai: paling lambat Rabu, 25 November 2026" in letter
    assert "permohonan ini belum diputuskan pada tanggal yang kami janjikan" in letter
    assert "Yang kami berikan" not in letter  # nothing beside the letter itself
    asked = last_acts.next_undo(office.desk, putu, {})
    assert asked is not None
    assert asked.act.main.kind == COMPENSATED
    last_acts.undo(office.desk, putu, asked)
    assert [each.offered for each in ledger.ledger(office.desk, putu).owed] == [()]
    assert "Kompensasi dicabut: Surat permohonan maaf · Putu Contoh" in _history(office, file)
    assert apology_text(office.desk, putu, office.view(file)) == ""
    assert last_acts.next_undo(office.desk, putu, {}) is None
    assert examine(office.desk).whole
    with pytest.raises(Invalid):
        ledger.offer(office.desk, putu, file, "uang")
    with pytest.raises(Invalid):  # nothing says why nothing is
        ledger.offer(office.desk, putu, file, amends.NOTHING.id, " ")


def test_of_two_who_see_to_a_broken_promise_the_second_reads_who_was_first(office: Karimun) -> None:
    kept, putu, sari = register(office).file, office.who("penyelia"), office.who("fo2")
    late(office)
    seen = ledger.ledger(office.desk, putu).owed
    assert [each.refused for each in ledger.offer_each(office.desk, putu, seen, "maaf")] == [None]
    (second,) = ledger.offer_each(office.desk, sari, seen, amends.NOTHING.id, "sudah ditelepon")
    assert second.refused is not None
    said = refusal(second.refused, {}, office.desk.working_time(), office.at)
    assert said == "Sudah dicatat: Surat permohonan maaf, oleh Putu Contoh, 09.00. Lihat lagi dulu."
    edit(office.desk, ("[pengaturan]\n", "[pengaturan]\nprioritas_banding = 1\n"))
    seen = ledger.ledger(office.desk, putu).owed  # who saw what was offered may offer more
    again, other = (
        ledger.offer_each(office.desk, putu, seen, kind)[0].refused for kind in ("maaf", "didahulukan")
    )
    assert (isinstance(again, AlreadyOffered), other) == (True, None)
    with pytest.raises(Invalid):  # nobody was promised anything
        ledger.offer(office.desk, putu, kept, "maaf")


@pytest.mark.of_both
def test_who_was_promised_goes_first_once_when_they_come_next(office: Karimun) -> None:
    """By the number of the file or the NIK; a number that is cancelled leaves it unused."""
    file, fo2 = late(office), office.who("fo2")
    with pytest.raises(NothingOwed):
        amends.give(office.desk, fo2, "00001", "", "")
    with pytest.raises(Invalid):  # by arrival alone nobody goes first
        ledger.offer(office.desk, fo2, file, "didahulukan")
    edit(office.desk, ("[pengaturan]\n", "[pengaturan]\nprioritas_banding = 1\n"))
    ledger.offer(office.desk, fo2, file, "didahulukan")
    first = calling.issue_ticket(office.desk, fo2, "sip-bidan")
    errand = first.errand
    theirs = amends.give(office.desk, fo2, "1", errand, "sip-bidan")
    assert theirs.priority is Priority.AMENDS
    with pytest.raises(NothingOwed):
        amends.give(office.desk, fo2, NIK, errand, "sip-bidan")
    asked = last_acts.next_undo(office.desk, fo2, {})
    assert asked is not None
    last_acts.undo(office.desk, fo2, asked)  # the number is cancelled
    waits = calling.issue_ticket(office.desk, fo2, "sip-bidan")
    assert amends.prefer(office.desk, fo2, waits.id, NIK).priority is Priority.AMENDS
    with office.desk.store.snapshot() as conn:
        line = in_turn(conn, office.desk, "2", tickets.of_day(conn, waits.day))
    assert [number.id for number in line] == [waits.id, first.id]
    (owed,) = ledger.ledger(office.desk, office.who("penyelia")).owed
    assert [o.used for o in owed.offered] == [waits.number]
    last = last_acts.next_undo(office.desk, fo2, {})
    assert last is not None
    assert last.act.main.kind != COMPENSATED
    assert examine(office.desk).whole


def _history(office: Karimun, file: int) -> list[str]:
    view = office.view(file)
    return [event_words(view, at) for at in range(len(view.events))]


# what moved since it was told


def test_whom_a_late_decree_concerns_stands_in_a_list_until_they_were_told(office: Karimun) -> None:
    ref, putu, admin = promised(office), office.who("penyelia"), office.who("admin")
    office.wait(1)
    row = days.holiday_row(Holiday(date(2026, 11, 20), "libur_nasional", "Hari Contoh", "SKB 9/2026"))
    days.change_days(office.desk, admin, [row], reason="Pimpinan minta")
    assert office.view(ref.file).row.promised_on == "2026-11-25"  # what was told stays told
    (each,) = moved.moved(office.desk, putu).promises
    assert (each.told, each.now) == (date(2026, 11, 25), date(2026, 11, 26))
    rings = alarms.look(office.desk, putu).standing
    assert [(known.words, known.files) for known in rings if known.alarm.what is What.MOVED] == [
        ("1 janji bergeser, pemohonnya belum diberi tahu", (ref.file,))
    ]
    (named,) = morning.morning(office.desk, putu).moved.files
    assert (named.number, named.words) == ("00001", "Rab 25 Nov → Kam 26 Nov")
    text = " ".join(moved.sheet(office.desk, putu).text.split())
    for words in (
        "081200000012",
        "Rabu, 25 November 2026 bergeser menjadi paling lambat Kamis, 26",
        "9/2026",
    ):
        assert words in text
    (seen,) = (look for look in looks(office.desk, admin) if look.what.startswith("Nomor telepon"))
    assert (seen.who, [name.partition(" (")[0] for name in seen.whose]) == ("Putu Contoh", ["Siti Contoh"])
    assert "Pimpinan minta" not in text  # what the admin wrote for the office stays in the history
    assert any("Pimpinan minta" in line for line in _history(office, ref.file))
    cut = moved.moved(office.desk, putu, limit=0)
    assert (cut.promises, cut.unlooked) == ((), 1)
    assert "Dan 1 berkas lagi" in " ".join(moved.sheet(office.desk, putu, limit=0).text.split())
    (told,) = moved.tell_each(office.desk, putu, [each])
    assert told.refused is None
    assert moved.moved(office.desk, putu).promises == ()
    assert What.MOVED not in {known.alarm.what for known in alarms.look(office.desk, putu).standing}
    with pytest.raises(AlreadyTold, match=r"^Pemohon berkas 00001 sudah diberi tahu oleh Putu Contoh, "):
        moved.tell(office.desk, admin, ref.file, each.now)
    assert office.view(ref.file).row.promised_on == "2026-11-26"
    assert "Pemohon diberi tahu, dijanjikan selesai Kam 26 Nov 2026 · Putu Contoh" in _history(
        office, ref.file
    )
    assert examine(office.desk).whole


# who waited longer for their number than they were told


@pytest.mark.of_both
def test_a_ticket_says_how_long_and_who_waits_longer_is_in_the_ledger(office: Karimun) -> None:
    fo2, putu = office.who("fo2"), office.who("penyelia")
    sessions.begin(office.desk, fo2)
    quick = calling.issue_ticket(office.desk, fo2, "sip-bidan")
    calling.call_next(office.desk, fo2)
    slow = calling.issue_ticket(office.desk, fo2, "sip-bidan")
    text = " ".join(ticket_at_counter(office.desk, slow).text.split())
    assert "Perkiraan menunggu sampai 25 menit." in text
    office.wait(3)
    calling.present(office.desk, fo2, quick.id)
    calling.finish(office.desk, fo2, quick.id, Outcome.ASKED)
    office.wait(22)
    assert ledger.numbers(office.desk, putu).owed == ()
    with pytest.raises(Invalid, match="isian"):
        ledger.offer_number(office.desk, putu, slow.id, "maaf")
    with pytest.raises(Refused):
        ledger.numbers(office.desk, fo2)
    office.wait(1)  # who still waits has waited until now
    calling.call_next(office.desk, fo2)
    office.wait(60)
    (owed,) = ledger.numbers(office.desk, putu).owed
    assert (owed.waited.number, owed.waited.told, owed.waited.waited) == ("A-002", 25, 26 * MINUTE)
    calling.present(office.desk, fo2, slow.id)
    other = next(errand for errand in office.desk.office.errands.values() if errand.id != slow.errand)
    calling.transfer(office.desk, fo2, slow.id, other.id)
    assert [each.wanted for each in ledger.numbers(office.desk, putu).owed] == [owed.wanted]  # as was told
    ledger.offer_number(office.desk, putu, slow.id, "maaf")
    (owed,) = ledger.numbers(office.desk, putu).owed
    assert [each.name for each in owed.offered] == ["Surat permohonan maaf"]
    edit(office.desk, ("[pengaturan]\n", "[pengaturan]\nprioritas_banding = 1\n"))
    with pytest.raises(Invalid):  # nobody knows who that was
        ledger.offer_number(office.desk, putu, slow.id, "didahulukan", seen={owed.offered[0].amends.key})
    assert examine(office.desk).whole
