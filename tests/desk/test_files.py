"""Acts on a file at the desks: who comes second, what is recorded late, taken back or not allowed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest
from sqlalchemy.exc import DatabaseError

from loket.desk.case import entries, lists
from loket.desk.case.perform import choose_many, perform, receive, return_to_pile
from loket.desk.case.record import Late, Ref
from loket.desk.errors import Changed, NotReady
from loket.desk.note_names import PRINTED_NOTE
from loket.desk.papers import delivery, parts
from loket.desk.papers.printing import Came
from loket.desk.people import staff
from loket.flow.acts import (
    Arrive,
    Choose,
    MarkTrouble,
    Note,
    PutBack,
    Refused,
    Rest,
    Resubmit,
    Take,
    TakeOver,
    Undo,
    Void,
    Why,
    Withdraw,
)
from loket.flow.limits import LimitKind
from loket.flow.standing import Standing
from loket.lengths import MINUTE
from loket.store import journal
from loket.store import lists as stored_lists
from loket.store.journal import Stamp
from loket.store.sql import Connection
from tests import places
from tests.desk.kantor import KARIMUN_WAY, Kantor, at_back_office, at_step, why
from tests.desk.karimun import instant
from tests.desk.undo import f9, undo_event

# Who comes second


def test_who_comes_second_reads_who_has_it_and_since_when(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    seen = karimun.ref(file)
    karimun.go_to("2026-11-18 09:14")
    perform(karimun.desk, karimun.who("andi"), seen, Take())
    karimun.wait(1)
    with pytest.raises(Refused) as refused:
        perform(karimun.desk, karimun.who("budi"), seen, Take())
    assert karimun.says(refused.value) == "Sudah di tangan Andi sejak 09.14."
    karimun.go_to("2026-11-19 08:00")
    assert karimun.says(refused.value) == "Sudah di tangan Andi sejak Rab 18 Nov 09.14."
    assert karimun.here(file).person == karimun.ids["andi"]


def test_a_list_read_while_a_colleague_writes_has_each_file_once(
    karimun: Kantor, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, andi = at_back_office(karimun), karimun.who("andi")
    seen, held_by = karimun.take(file, "andi"), stored_lists.held_by

    def meanwhile(conn: Connection, person: int) -> tuple[stored_lists.WorkRow, ...]:
        found = held_by(conn, person)
        perform(karimun.desk, andi, seen, PutBack())
        return found

    monkeypatch.setattr(stored_lists, "held_by", meanwhile)
    pile = lists.pile(karimun.desk, andi)
    assert ([row.work.file_id for row in pile.in_hand], pile.waiting) == ([file], ())


def test_who_took_it_already_is_told_so(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    karimun.take(file, "andi")
    with pytest.raises(Refused) as refused:
        karimun.take(file, "andi")
    assert why(karimun, refused) == (Why.ALREADY_YOURS, "Sudah ada di tangan Anda sejak 09.02.")


def test_nobody_decides_on_a_file_that_a_colleague_holds(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    karimun.go_to("2026-11-18 09:14")
    karimun.take(file, "andi")
    with pytest.raises(Refused) as refused:
        karimun.choose(file, "budi", "benar")
    assert why(karimun, refused) == (Why.NOT_HOLDER, "Sedang dikerjakan Andi sejak 09.14.")


def test_who_read_an_older_state_decides_nothing(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    seen = karimun.take(file, "andi")
    perform(karimun.desk, karimun.who("andi"), seen, PutBack())
    karimun.take(file, "andi")
    karimun.fill(file, "andi")
    again = karimun.ref(file)
    with pytest.raises(Changed) as changed:
        perform(karimun.desk, karimun.who("andi"), seen, Choose("benar"))
    assert karimun.says(changed.value).startswith("Berkas sudah berubah;")
    assert karimun.ref(file) == again


def test_a_note_in_between_disturbs_nobody(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    seen = karimun.take(file, "andi")
    karimun.fill(file, "andi")
    entries.see_nik(karimun.desk, karimun.who("penyelia"), file)
    delivery.out(karimun.desk, karimun.who("fo2"), file, parts.RECEIPT, Came.SENT)
    perform(karimun.desk, karimun.who("andi"), seen, Choose("benar"))
    assert karimun.here(file).step == 7


def test_a_colleague_takes_over_with_a_reason(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    karimun.take(file, "andi")
    karimun.wait(3)
    perform(karimun.desk, karimun.who("budi"), karimun.ref(file), TakeOver(0), remark="Andi sakit")
    assert (karimun.here(file).person, karimun.here(file).role) == (karimun.ids["budi"], "bo")
    assert karimun.history(file)[-1] == "Diambil alih Budi: Andi sakit"
    assert karimun.limits(file)[LimitKind.STEP].used == 3 * MINUTE
    with pytest.raises(Refused):
        karimun.choose(file, "andi", "benar")


def test_a_supervisor_frees_a_file_and_signs_nothing(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    karimun.take(file, "andi")
    perform(karimun.desk, karimun.who("penyelia"), karimun.ref(file), TakeOver(0), remark="Andi cuti")
    with pytest.raises(Refused) as refused:
        karimun.choose(file, "penyelia", "benar")
    assert refused.value.why is Why.NOT_YOUR_STEP
    perform(karimun.desk, karimun.who("penyelia"), karimun.ref(file), PutBack())
    karimun.take(file, "budi")


@pytest.mark.parametrize("empty", ["", "  ", "\x1b\x07"])
def test_where_a_reason_is_asked_for_blanks_are_none(karimun: Kantor, empty: str) -> None:
    file = at_back_office(karimun)
    seen = karimun.take(file, "andi")
    desk, andi = karimun.desk, karimun.who("andi")
    acts: tuple[Callable[[], Ref], ...] = (
        lambda: perform(desk, karimun.who("budi"), seen, TakeOver(0), remark=empty),
        lambda: perform(desk, andi, seen, Choose("tidak"), remark=empty),
        lambda: perform(desk, andi, seen, MarkTrouble(0), remark=empty),
        lambda: perform(desk, karimun.who("fo2"), seen, Withdraw(0), remark=empty),
    )
    for act in acts:
        with pytest.raises(Refused) as refused:
            act()
        assert why(karimun, refused) == (Why.REASON_NEEDED, "Tulis alasannya atau apa yang kurang.")
    assert karimun.ref(file) == seen


def test_what_is_typed_as_a_reason_is_cleaned(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    karimun.take(file, "andi")
    karimun.choose(file, "andi", "tidak", reason="KTP\x1b]52;c;eA==\x07 buram\u202e\ntanpa cap")
    returned = karimun.view(file).returned
    assert returned is not None
    assert returned.reason == "KTP]52;c;eA== buram\ntanpa cap"


def test_a_return_asks_only_for_what_the_checklist_has(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    seen = karimun.take(file, "andi")
    with pytest.raises(KeyError):
        perform(karimun.desk, karimun.who("andi"), seen, Choose("tidak", missing=("KTP milik Siti",)))
    assert karimun.ref(file) == seen


def test_the_name_of_an_agency_is_refused_where_it_is_too_long_and_never_cut(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    seen = karimun.take(file, "andi")
    with pytest.raises(Refused) as refused:
        perform(karimun.desk, karimun.who("andi"), seen, Rest(0), agency=61 * "x")
    assert why(karimun, refused) == (Why.TOO_LONG, "Terlalu panjang: paling banyak 60 huruf.")
    perform(karimun.desk, karimun.who("andi"), seen, Rest(0), agency=60 * "x")
    assert karimun.history(file)[-1] == f"Menunggu {60 * 'x'} · Andi"


def test_the_agency_a_file_waits_for_is_cleaned(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    seen = karimun.take(file, "andi")
    with pytest.raises(Refused) as refused:
        perform(karimun.desk, karimun.who("andi"), seen, Rest(0), agency=" \x07 ")
    assert refused.value.why is Why.REASON_NEEDED
    perform(karimun.desk, karimun.who("andi"), seen, Rest(0), agency="Din\x1bkes", remark="rekomendasi")
    assert karimun.here(file).party == "instansi"
    assert "Dinkes" not in str([(e.kind, e.data) for e in karimun.journal("file", file)])
    (row,) = (r for r in lists.all_open(karimun.desk, karimun.who("andi")) if r.work.file_id == file)
    assert row.work.waits_for == "Dinkes"
    refusals = [o.refusal for o in karimun.view(file, "budi").offers if o.refusal is not None]
    told = {karimun.says(refusal) for refusal in refusals if refusal.why is Why.WITH_AGENCY}
    assert told == {"Menunggu Dinkes sejak 09.02."}
    with pytest.raises(Refused) as refused:
        karimun.take(file, "budi")
    assert why(karimun, refused) == (Why.WITH_AGENCY, "Menunggu Dinkes sejak 09.02.")
    assert karimun.history(file)[-1] == "Menunggu Dinkes: rekomendasi · Andi"


# Late recording


def test_what_happened_in_a_power_cut_is_recorded_afterwards(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    karimun.go_to("2026-11-18 10:30")
    at = karimun.at - 60 * MINUTE
    perform(karimun.desk, karimun.who("andi"), karimun.ref(file), Take(), late=Late(at, "listrik padam"))
    event = karimun.events(file)[-1]
    assert (event.at, event.recorded) == (at, karimun.at)
    assert karimun.here(file).start == at
    assert karimun.limit(file, LimitKind.STEP) == ("lewat", "18 Nov 09:35")
    assert karimun.history(file)[-1] == "Diambil Andi · dicatat menyusul: listrik padam"


@pytest.mark.parametrize("moment", ["2026-11-18 08:59", "2026-11-18 10:31"])
def test_late_is_after_the_last_event_and_not_in_the_future(karimun: Kantor, moment: str) -> None:
    file = at_back_office(karimun)
    karimun.go_to(moment)
    at = karimun.at
    karimun.go_to("2026-11-18 10:30")
    with pytest.raises(Refused) as refused:
        perform(karimun.desk, karimun.who("andi"), karimun.ref(file), Take(), late=Late(at, "listrik padam"))
    assert why(karimun, refused) == (
        Why.TOO_EARLY,
        "Hanya hari ini, sejak tindakan terakhir (09.02).",
    )


def test_what_is_ticked_and_printed_now_does_not_stop_a_late_completion(karimun: Kantor) -> None:
    file = karimun.register().file
    registered = karimun.at
    karimun.go_to("2026-11-18 10:30")
    karimun.tick(file, "fo2")
    delivery.out(karimun.desk, karimun.who("fo2"), file, parts.RECEIPT, Came.SENT)
    desk, sari = karimun.desk, karimun.who("fo2")
    late = Late(registered + 12 * MINUTE, "listrik padam")
    perform(desk, sari, karimun.ref(file), Choose("lengkap"), late=late)
    assert karimun.here(file).start == late.at
    late = Late(late.at - MINUTE, "listrik padam")
    with pytest.raises(Refused) as refused:
        perform(desk, karimun.who("andi"), karimun.ref(file), Take(), late=late)
    assert refused.value.why is Why.TOO_EARLY
    karimun.go_to("2026-11-18 10:40")
    karimun.take(file, "andi")
    recorded = [event.recorded for event in karimun.events(file)]
    assert recorded == sorted(recorded)


def test_yesterday_is_too_late_to_record(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    at = karimun.at + MINUTE
    karimun.go_to("2026-11-19 08:00")
    with pytest.raises(Refused) as refused:
        perform(karimun.desk, karimun.who("andi"), karimun.ref(file), Take(), late=Late(at, "listrik padam"))
    assert refused.value.why is Why.TOO_EARLY


def test_recording_late_needs_its_reason(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    karimun.wait(30)
    with pytest.raises(Refused) as refused:
        perform(karimun.desk, karimun.who("andi"), karimun.ref(file), Take(), late=Late(karimun.at, " "))
    assert refused.value.why is Why.REASON_NEEDED


def test_two_late_acts_keep_their_order(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    first = karimun.at + 5 * MINUTE
    karimun.go_to("2026-11-18 10:30")
    seen = perform(
        karimun.desk, karimun.who("andi"), karimun.ref(file), Take(), late=Late(first, "listrik padam")
    )
    karimun.fill(file, "andi")
    perform(
        karimun.desk,
        karimun.who("andi"),
        seen,
        Choose("benar"),
        late=Late(first + 4 * MINUTE, "listrik padam"),
    )
    worked = karimun.intervals(file)[-2]
    assert (worked.start, worked.end) == (first, first + 4 * MINUTE)


def test_a_late_time_that_was_typed_wrongly_is_undone_and_typed_again(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    desk, andi = karimun.desk, karimun.who("andi")
    karimun.go_to("2026-11-18 14:00")
    wrong = Late(instant("2026-11-18 10:40+07:00"), "listrik padam")
    taken = perform(desk, andi, karimun.ref(file), Take(), late=wrong)
    undone = undo_event(desk, andi, file, taken.version)
    meant = Late(instant("2026-11-18 10:20+07:00"), "listrik padam")
    perform(desk, andi, undone, Take(), late=meant)
    assert karimun.here(file).start == meant.at
    assert [i.end for i in karimun.intervals(file)][-2:] == [meant.at, None]
    recorded = [event.recorded for event in karimun.events(file)]
    assert recorded == sorted(recorded)


def test_a_late_act_in_the_minute_of_the_last_one_follows_it(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    karimun.go_to("2026-11-18 09:14:30")
    seen = karimun.take(file, "andi")
    karimun.go_to("2026-11-18 10:30")
    karimun.fill(file, "andi")
    late = Late(instant("2026-11-18 09:14+07:00"), "listrik padam")
    perform(karimun.desk, karimun.who("andi"), seen, Choose("benar"), late=late)
    assert karimun.here(file).start == instant("2026-11-18 09:14:30+07:00")


# The clock


def test_what_is_done_by_a_clock_set_back_follows_at_once_and_is_recorded_as_it_was(karimun: Kantor) -> None:
    """Two acts ten minutes apart stay ten minutes apart, though the file's times cannot go back."""
    file = at_back_office(karimun)
    karimun.go_to("2026-11-18 10:00")
    karimun.take(file, "andi")
    karimun.go_to("2026-11-18 09:30")
    perform(karimun.desk, karimun.who("andi"), karimun.ref(file), PutBack())
    karimun.wait(10)
    karimun.take(file, "andi")
    assert [karimun.clock(e.recorded) for e in karimun.events(file)[-2:]] == ["18 Nov 09:30", "18 Nov 09:40"]
    starts = [karimun.clock(i.start) for i in karimun.intervals(file)[-3:]]
    assert starts == ["18 Nov 10:00", "18 Nov 10:00", "18 Nov 10:00"]
    karimun.go_to("2026-11-18 10:05")
    perform(karimun.desk, karimun.who("andi"), karimun.ref(file), PutBack())
    assert karimun.clock(karimun.here(file).start) == "18 Nov 10:05"


def test_a_late_act_does_not_let_a_files_times_go_back_either(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    at = karimun.at + MINUTE
    karimun.go_to("2026-11-18 10:00")
    perform(karimun.desk, karimun.who("andi"), karimun.ref(file), Take(), late=Late(at, "listrik padam"))
    karimun.go_to("2026-11-18 09:30")
    perform(karimun.desk, karimun.who("andi"), karimun.ref(file), PutBack())
    taken, waits = karimun.intervals(file)[-2:]
    assert taken.start == at
    assert (taken.end, karimun.clock(waits.start)) == (waits.start, "18 Nov 09:30")


# Taking back


def test_after_an_undo_the_interval_before_goes_on_as_if_unbroken(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    taken = karimun.take(file, "andi")
    before = karimun.intervals(file)
    karimun.wait(2)
    karimun.fill(file, "andi")
    chosen = karimun.choose(file, "andi", "benar")
    karimun.wait(2)
    undo_event(karimun.desk, karimun.who("andi"), file, chosen.version)
    assert karimun.intervals(file) == before
    assert [type(e.act) for e in karimun.events(file)[-4:]] == [Take, Note, Choose, Undo]
    assert taken.version + 3 == karimun.ref(file).version
    assert karimun.limits(file)[LimitKind.STEP].used == 4 * MINUTE


def test_undo_ends_where_the_next_person_has_acted(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    karimun.do(file, "andi", "benar")
    done = karimun.ref(file)
    karimun.go_to("2026-11-18 09:20")
    karimun.take(file, "kasi")
    with pytest.raises(Refused) as refused:
        undo_event(karimun.desk, karimun.who("andi"), file, done.version)
    assert refused.value.why is Why.UNDO_TOO_LATE
    assert karimun.says(refused.value).endswith("Berkas sudah berjalan (Petugas kasi 09.20).")


def test_an_act_is_undone_on_the_offices_day_only(karimun: Kantor) -> None:
    karimun.go_to("2026-11-18 23:50")
    file = karimun.register().file
    karimun.choose(file, "fo2", "tidak", reason="KTP kabur")
    returned = karimun.ref(file)
    karimun.go_to("2026-11-19 00:01")  # at Greenwich it is still the 18th
    with pytest.raises(Refused) as refused:
        undo_event(karimun.desk, karimun.who("fo2"), file, returned.version)
    assert why(karimun, refused) == (
        Why.UNDO_ANOTHER_DAY,
        "Urung hanya pada hari yang sama; ini dari Rab 18 Nov 23.50.",
    )
    (offer,) = (o for o in karimun.view(file, "fo2").offers if o.act == Undo(returned.version))
    assert offer.refusal is not None
    assert karimun.here(file).standing is Standing.APPLICANT


def test_nobody_undoes_for_another(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    seen = karimun.take(file, "andi")
    with pytest.raises(Refused):
        undo_event(karimun.desk, karimun.who("budi"), file, seen.version)


def test_the_end_of_a_file_can_be_taken_back_too(karimun: Kantor) -> None:
    file = at_step(karimun, 8)
    karimun.do(file, "kabid", "tolak")
    assert karimun.view(file).row.outcome == "ditolak"
    undo_event(karimun.desk, karimun.who("kabid"), file, karimun.ref(file).version)
    row = karimun.view(file).row
    assert (row.outcome, row.ended_at, row.decided_at) == (None, None, None)
    assert karimun.here(file).person == karimun.ids["kabid"]


def test_one_act_after_the_other_can_be_taken_back(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    taken = karimun.take(file, "andi")
    rested = perform(karimun.desk, karimun.who("andi"), taken, Rest(0), agency="Dinkes")
    undo_event(karimun.desk, karimun.who("andi"), file, rested.version)
    undo_event(karimun.desk, karimun.who("andi"), file, taken.version)
    assert (karimun.here(file).standing, karimun.here(file).person) == (Standing.WAITING, None)


# Withdrawing and voiding


def test_an_applicant_withdraws(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    perform(karimun.desk, karimun.who("fo2"), karimun.ref(file), Withdraw(0), remark="Pindah kabupaten")
    assert karimun.view(file).row.outcome == "dicabut"
    assert karimun.history(file)[-1] == "Dicabut pemohon: Pindah kabupaten · Petugas fo2"
    with pytest.raises(Refused) as refused:
        karimun.take(file, "andi")
    assert why(karimun, refused) == (Why.ENDED, "Berkas sudah selesai (dicabut).")


def test_what_is_decided_is_not_withdrawn(karimun: Kantor) -> None:
    file = at_step(karimun, 10)
    with pytest.raises(Refused) as refused:
        perform(karimun.desk, karimun.who("fo2"), karimun.ref(file), Withdraw(0), remark="Berubah pikiran")
    assert why(karimun, refused) == (Why.DECIDED, "Sudah diputus: terbit.")


def test_a_voided_number_is_never_used_again(karimun: Kantor) -> None:
    first = karimun.register()
    perform(karimun.desk, karimun.who("fo2"), first, Void(), remark="salah pemohon")
    second = karimun.register()
    numbers = [karimun.view(ref.file).row.number for ref in (first, second)]
    assert numbers == ["00001", "00002"]
    assert karimun.view(first.file).row.outcome == "dibatalkan"
    assert karimun.history(first.file)[-1] == "Pendaftaran dibatalkan: salah pemohon · Petugas fo2"
    assert isinstance(karimun.events(first.file)[-1].act, Void)


def test_what_has_gone_on_is_not_voided(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    with pytest.raises(Refused):
        perform(karimun.desk, karimun.who("fo2"), karimun.ref(file), Void(), remark="salah")
    assert karimun.view(file).row.outcome is None


# Many at once


def test_many_are_decided_and_what_fails_stays_with_its_reason(karimun: Kantor) -> None:
    ready = [at_step(karimun, 8) for _ in range(3)]
    held, elsewhere = at_step(karimun, 8), at_back_office(karimun)
    other = staff.add(
        karimun.desk,
        None,
        nip="199001012015012999",
        name="Kabid Lain",
        password="sandi-contoh",
        roles=["kabid"],
    )
    perform(karimun.desk, replace(karimun.who("kabid"), person=other), karimun.ref(held), Take())
    refs = tuple(karimun.ref(file) for file in (*ready, held, elsewhere))
    journal = karimun.journal("file", ready[0])
    done = choose_many(karimun.desk, karimun.who("kabid"), refs, "setuju")
    assert [d.refused is None for d in done] == [True, True, True, False, False]
    assert [karimun.here(file).step for file in (*ready, held, elsewhere)] == [9, 9, 9, 8, 6]
    reasons = [d.refused.why for d in done if isinstance(d.refused, Refused)]
    assert reasons == [Why.NOT_HOLDER, Why.NOT_YOUR_STEP]
    assert [e.kind for e in karimun.journal("file", ready[0])[len(journal) :]] == ["taken", "chosen"]
    assert [d.ref for d in done] == [karimun.ref(d.ref.file) for d in done]


def test_a_file_that_fails_among_many_is_left_as_it_was(karimun: Kantor) -> None:
    """It is not even taken; its reference is the one the person has seen."""
    file = at_back_office(karimun)
    seen = karimun.ref(file)
    (done,) = choose_many(karimun.desk, karimun.who("andi"), (seen,), "benar")
    assert isinstance(done.refused, NotReady)
    assert done.ref == seen == karimun.ref(file)
    assert karimun.here(file).standing is Standing.WAITING


def test_a_fault_of_the_program_is_not_taken_for_a_refusal(karimun: Kantor) -> None:
    with pytest.raises(KeyError):
        choose_many(karimun.desk, karimun.who("kabid"), (Ref(999, 1),), "setuju")


def test_a_refusal_writes_nothing(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    before = written(karimun)
    for key in ("kasi", "fo2"):
        with pytest.raises(Refused):
            perform(karimun.desk, karimun.who(key), karimun.ref(file), TakeOver(0), remark="coba")
    assert written(karimun) == before


def written(office: Kantor) -> tuple[int, ...]:
    with office.desk.store.read() as conn:
        counts = [f"(SELECT count(*) FROM {table})" for table in ("journal", "interval", "value")]
        return tuple(conn.exec_driver_sql(f"SELECT {', '.join(counts)}").one())


def test_a_long_pile_says_how_many_wait_in_all(karimun: Kantor) -> None:
    for _ in range(4):
        at_back_office(karimun)
    found = lists.pile(karimun.desk, karimun.who("bo"), limit=2)
    assert (len(found.waiting), found.in_all(Standing.WAITING)) == (2, 4)


def test_what_one_holds_is_on_the_list_however_many_are_more_urgent(karimun: Kantor) -> None:
    for _ in range(2):
        at_back_office(karimun)
    karimun.go_to("2026-12-01 09:00")
    own = at_back_office(karimun)
    karimun.take(own, "bo")
    found = lists.pile(karimun.desk, karimun.who("bo"), limit=1)
    assert [row.work.file_id for row in found.in_hand] == [own]
    assert (len(found.waiting), found.in_all(Standing.WAITING)) == (1, 2)


def test_files_of_other_kinds_hide_none_of_the_kinds_asked_for(karimun: Kantor) -> None:
    for _ in range(3):
        at_back_office(karimun)
    karimun.go_to("2026-12-01 09:00")
    file = at_step(karimun, 7)
    kinds = frozenset({karimun.view(file).procedure.step(7).kind})
    assert [row.work.file_id for row in lists.pile(karimun.desk, karimun.who("rangkap"), kinds).waiting] == [
        file
    ]
    found = lists.pile(karimun.desk, karimun.who("rangkap"), kinds, limit=2)
    assert [row.work.file_id for row in found.waiting] == [file]


# What a file waited for


def with_applicant(office: Kantor) -> int:
    """A file that its applicant has to complete."""
    file = office.register().file
    office.do(file, "fo2", "tidak", minutes=2)
    return file


def test_what_was_lacking_is_received_and_taken_in_one(karimun: Kantor) -> None:
    file = with_applicant(karimun)
    karimun.wait(30)
    receive(karimun.desk, karimun.who("fo2"), karimun.ref(file), Resubmit())
    assert karimun.here(file).person == karimun.ids["fo2"]
    assert [type(event.act) for event in karimun.events(file)][-2:] == [Resubmit, Take]


def test_one_f9_takes_back_both_that_one_key_did(karimun: Kantor) -> None:
    file = with_applicant(karimun)
    karimun.wait(30)
    desk, sari, running = karimun.desk, karimun.who("fo2"), count(karimun.at, 20)
    desk.now = lambda: next(running)
    receive(desk, sari, karimun.ref(file), Resubmit())
    f9(desk, sari)
    assert karimun.here(file).standing is Standing.APPLICANT
    assert [type(event.act) for event in karimun.events(file)][-4:] == [Resubmit, Take, Undo, Undo]


def test_one_f9_gives_a_file_put_back_by_the_supervisor_to_its_colleague_again(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    seen, putu = karimun.take(file, "andi"), karimun.who("penyelia")
    karimun.wait(5)
    return_to_pile(karimun.desk, putu, seen, "Andi sakit")
    karimun.wait(1)
    f9(karimun.desk, putu)
    assert karimun.here(file).person == karimun.ids["andi"]


def test_what_one_key_received_and_another_took_is_taken_back_one_by_one(karimun: Kantor) -> None:
    file, fo2 = with_applicant(karimun), karimun.who("fo2")
    received = perform(karimun.desk, fo2, karimun.ref(file), Resubmit())
    perform(karimun.desk, fo2, received, Take())
    f9(karimun.desk, fo2)
    assert (karimun.here(file).standing, karimun.here(file).person) == (Standing.WAITING, None)
    f9(karimun.desk, fo2)
    assert karimun.here(file).standing is Standing.APPLICANT


def test_a_file_with_more_than_ten_thousand_entries_is_worked_on_as_any_other(karimun: Kantor) -> None:
    file, andi = at_back_office(karimun), karimun.who("andi")
    printed = {"what": PRINTED_NOTE, "data": {}}
    with karimun.desk.store.write() as conn:
        for seq in range(karimun.ref(file).version + 1, 10_002):
            journal.append(conn, "file", file, "noted", printed, Stamp(karimun.at, 1), seq=seq)
        conn.exec_driver_sql(f"UPDATE file SET version = {seq} WHERE id = {file}")
    taken = perform(karimun.desk, andi, karimun.ref(file), Take())
    perform(karimun.desk, andi, taken, PutBack())
    f9(karimun.desk, andi)
    assert (taken.version, karimun.here(file).person) == (10_002, andi.person)


def test_what_two_keys_did_is_taken_back_one_by_one(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    seen, putu = karimun.take(file, "andi"), karimun.who("penyelia")
    over = perform(karimun.desk, putu, seen, TakeOver(0), remark="Andi sakit")
    karimun.wait(1)
    perform(karimun.desk, putu, over, PutBack())
    f9(karimun.desk, putu)
    assert karimun.here(file).person == karimun.ids["penyelia"]


def test_after_a_batch_is_taken_back_what_waited_waits_and_what_was_in_hand_is_in_hand(
    karimun: Kantor,
) -> None:
    waiting, in_hand = at_step(karimun, 8), at_step(karimun, 8)
    desk, kabid = karimun.desk, karimun.who("kabid")
    seen = karimun.ref(waiting), karimun.take(in_hand, "kabid")
    choose_many(desk, kabid, seen, "setuju")
    f9(desk, kabid)
    assert karimun.here(waiting).standing is Standing.WAITING
    assert karimun.here(in_hand).person == karimun.ids["kabid"]
    assert [type(event.act) for event in karimun.events(waiting)][-4:] == [Take, Choose, Undo, Undo]


def test_what_cannot_be_taken_is_not_received_either(karimun: Kantor) -> None:
    file = with_applicant(karimun)
    with karimun.desk.store.write() as conn:
        places.refusing(conn, "never", "INSERT ON journal", "NEW.kind = 'taken'")
    with pytest.raises(DatabaseError):
        receive(karimun.desk, karimun.who("fo2"), karimun.ref(file), Resubmit())
    assert karimun.here(file).standing is Standing.APPLICANT


def test_what_belongs_to_another_desk_is_received_and_waits_there(karimun: Kantor) -> None:
    file = karimun.register().file
    karimun.bring_to(file, 11, KARIMUN_WAY)
    assert karimun.here(file).standing is Standing.COLLECTION
    receive(karimun.desk, karimun.who("fo2"), karimun.ref(file), Arrive())
    assert (karimun.here(file).standing, karimun.here(file).person) == (Standing.WAITING, None)
