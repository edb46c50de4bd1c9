"""Ticking requirements, entering data, looking at a NIK, and typing that survives a killed terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from loket.desk import drafts
from loket.desk.authority import Who
from loket.desk.case import entries
from loket.desk.case.perform import perform, receive
from loket.desk.errors import Changed, NotReady
from loket.desk.papers import delivery, parts
from loket.desk.papers.printing import Came
from loket.desk.people import staff
from loket.flow.acts import Choose, Note, PutBack, Refused, Resubmit, Take, Why, Withdraw
from loket.store import people, texts, values
from loket.store.journal import Stamp
from tests.desk.kantor import open_kantor
from tests.desk.karimun import NIK, PASSWORD, Karimun, bring_to, nip, open_karimun, register, tick_all
from tests.desk.undo import f9, undo_event


@pytest.fixture
def office(tmp_path: Path) -> Karimun:
    return open_karimun(tmp_path)


def first_item(office: Karimun, file: int) -> str:
    return office.view(file).checklist[0].requirement.id


def notes(office: Karimun, file: int) -> list[tuple[str, dict[str, object]]]:
    return [(e.act.what, dict(e.act.data)) for e in office.events(file) if isinstance(e.act, Note)]


def test_each_mark_and_each_word_in_its_note_is_journaled_without_the_word(office: Karimun) -> None:
    file = register(office).file
    item, fo2 = first_item(office, file), office.who("fo2")
    entries.set_mark(office.desk, fo2, file, item, "kurang", "belum")
    entries.set_mark(office.desk, fo2, file, item, "kurang", "belum \x1b]52;c;eA==\x07ditandatangani")
    entries.set_mark(office.desk, fo2, file, item, "ada")
    assert notes(office, file) == [
        ("syarat", {"item": item, "tanda": "kurang"}),
        ("syarat", {"item": item, "tanda": "kurang"}),
        ("syarat", {"item": item, "tanda": "ada"}),
    ]
    assert office.view(file).checklist[0].mark == "ada"
    with office.desk.store.read() as conn:
        kept = [(value.words, value.person) for value in values.every(conn, texts.MARK, file)]
    by = office.ids["fo2"]
    words = ['["kurang","belum"]', '["kurang","belum ]52;c;eA==ditandatangani"]', '["ada",""]']
    assert kept == [(each, by) for each in words]


def test_a_note_is_emptied_under_the_same_mark_and_stays_in_the_history(office: Karimun) -> None:
    file = register(office).file
    item, fo2 = first_item(office, file), office.who("fo2")
    entries.set_mark(office.desk, fo2, file, item, "kurang", "belum ditandatangani")
    entries.set_mark(office.desk, fo2, file, item, "kurang", "")
    assert (office.view(file).checklist[0].mark, office.view(file).checklist[0].note) == ("kurang", "")
    with office.desk.store.read() as conn:
        kept = [value.words for value in values.every(conn, texts.MARK, file)]
    assert kept == ['["kurang","belum ditandatangani"]', '["kurang",""]']


def test_what_is_typed_is_cleaned(office: Karimun) -> None:
    file = register(office).file
    item = first_item(office, file)
    entries.set_mark(
        office.desk, office.who("fo2"), file, item, "kurang", " belum\n\x1b]52;c;eA==\x07 ditandatangani "
    )
    note = office.view(file).checklist[0].note
    assert note.isprintable()
    assert note.startswith("belum")


def test_a_mark_does_not_make_the_clerks_own_version_old(office: Karimun) -> None:
    ref = register(office)
    tick_all(office, ref.file)
    assert perform(office.desk, office.who("fo2"), ref, Choose("lengkap")).file == ref.file


def test_a_colleague_of_another_desk_may_not_tick(office: Karimun) -> None:
    file = register(office).file
    item = first_item(office, file)
    for role in ("bo", "fo4", "kadis"):
        with pytest.raises(Refused) as refused:
            entries.set_mark(office.desk, office.who(role), file, item, "ada")
        assert refused.value.person == office.ids["fo2"]
    assert notes(office, file) == []


def test_the_front_office_ticks_what_lies_on_its_own_pile_only(office: Karimun) -> None:
    ref = register(office)
    item = first_item(office, ref.file)
    perform(office.desk, office.who("fo2"), ref, PutBack())
    entries.set_mark(office.desk, office.who("fo2"), ref.file, item, "ada")
    with pytest.raises(Refused) as refused:
        entries.set_mark(office.desk, office.who("fo4"), ref.file, item, "kurang")
    assert refused.value.why is Why.NOT_YOUR_STEP
    with pytest.raises(Refused):
        entries.set_mark(office.desk, office.who("bo"), ref.file, item, "kurang")


def test_requirements_are_ticked_where_the_sop_checks_them_only(office: Karimun) -> None:
    ref = bring_to(office, 6)
    perform(office.desk, office.who("bo"), ref, Take())
    with pytest.raises(Changed):
        entries.set_mark(office.desk, office.who("bo"), ref.file, first_item(office, ref.file), "kurang")
    assert office.view(ref.file).checklist[0].mark == "ada"


def test_who_lost_the_role_ticks_nothing_any_more(office: Karimun) -> None:
    file = register(office).file
    with office.desk.store.write() as conn:
        people.set_roles(conn, office.ids["fo2"], ["fo5"], Stamp(office.at))
    with pytest.raises(Refused) as refused:
        entries.set_mark(office.desk, office.who("fo2"), file, first_item(office, file), "ada")
    assert refused.value.why is Why.NOT_YOUR_STEP


def test_what_a_returned_file_lacked_is_ticked_when_it_is_brought(office: Karimun) -> None:
    ref = register(office)
    item = first_item(office, ref.file)
    entries.set_mark(office.desk, office.who("fo2"), ref.file, item, "kurang", "belum berlaku")
    perform(office.desk, office.who("fo2"), ref, Choose("tidak", missing=(item,)))
    entries.set_mark(office.desk, office.who("fo2"), ref.file, item, "ada")
    assert office.view(ref.file).checklist[0].mark == "ada"
    with pytest.raises(Refused):
        entries.set_mark(office.desk, office.who("fo4"), ref.file, item, "kurang")


def last_act(office: Karimun, file: int) -> int:
    last = office.view(file).state.last
    assert last is not None
    return last.seq


def test_what_a_later_desk_returns_for_is_lacking_until_it_was_looked_at_again(office: Karimun) -> None:
    ref = bring_to(office, 6)
    item = first_item(office, ref.file)
    assert office.view(ref.file).checklist[0].mark == "ada"
    bo, fo2 = office.who("bo"), office.who("fo2")
    taken = perform(office.desk, bo, ref, Take())
    returned = perform(office.desk, bo, taken, Choose("tidak", missing=(item,)))
    assert office.view(ref.file).checklist[0].mark == "kurang"
    told = {"item": item, "tanda": "kurang", "semula": "ada", "kembali": str(last_act(office, ref.file))}
    assert notes(office, ref.file)[-1] == ("syarat", told)
    undone = undo_event(office.desk, bo, ref.file, last_act(office, ref.file))
    assert office.view(ref.file).checklist[0].mark == "ada"
    returned = perform(office.desk, bo, undone, Choose("tidak", missing=(item,)))
    back = perform(office.desk, fo2, returned, Resubmit())
    back = perform(office.desk, fo2, back, Take())
    with pytest.raises(NotReady) as not_ready:
        perform(office.desk, fo2, back, Choose("lengkap"))
    assert len(not_ready.value.lacking) == 1


def test_a_return_is_taken_back_with_its_marks_after_its_list_was_printed_too(office: Karimun) -> None:
    ref, bo = bring_to(office, 6), office.who("bo")
    item = first_item(office, ref.file)
    returned = perform(
        office.desk, bo, perform(office.desk, bo, ref, Take()), Choose("tidak", missing=(item,))
    )
    delivery.out(office.desk, bo, returned.file, parts.DEFICIENCY, Came.SENT)
    undo_event(office.desk, bo, ref.file, last_act(office, ref.file))
    assert office.view(ref.file).checklist[0].mark == "ada"


def test_a_mark_given_back_is_told_in_the_history(office: Karimun) -> None:
    ref, bo = bring_to(office, 6), office.who("bo")
    item = first_item(office, ref.file)
    taken = perform(office.desk, bo, ref, Take())
    perform(office.desk, bo, taken, Choose("tidak", missing=(item,)))
    undo_event(office.desk, bo, ref.file, last_act(office, ref.file))
    assert notes(office, ref.file)[-1] == ("syarat", {"item": item, "tanda": "ada"})


def test_a_mark_made_by_hand_since_the_return_stays_when_the_return_is_taken_back(office: Karimun) -> None:
    ref, bo, fo2 = bring_to(office, 6), office.who("bo"), office.who("fo2")
    item = first_item(office, ref.file)
    taken = perform(office.desk, bo, ref, Take())
    perform(office.desk, bo, taken, Choose("tidak", missing=(item,)))
    for mark in ("ada", "kurang"):
        entries.set_mark(office.desk, fo2, ref.file, item, mark)
    undo_event(office.desk, bo, ref.file, last_act(office, ref.file))
    assert office.view(ref.file).checklist[0].mark == "kurang"


def test_what_was_ticked_of_papers_not_brought_after_all_goes_back_with_their_receipt(
    office: Karimun,
) -> None:
    ref, fo2 = register(office), office.who("fo2")
    lacking, other, third = (item.requirement.id for item in office.view(ref.file).checklist[:3])
    entries.set_mark(office.desk, fo2, ref.file, lacking, "kurang", "buram")
    entries.set_mark(office.desk, fo2, ref.file, other, "ada")
    ref = perform(office.desk, fo2, office.view(ref.file).ref, Choose("tidak", missing=(lacking,)))
    receive(office.desk, fo2, ref, Resubmit())
    for item, mark in ((lacking, "ada"), (other, "kurang"), (other, "ada"), (third, "ada")):
        entries.set_mark(office.desk, fo2, ref.file, item, mark, "buram" if item == lacking else "")
    f9(office.desk, fo2)
    found = {item.requirement.id: (item.mark, item.note) for item in office.view(ref.file).checklist}
    assert office.view(ref.file).was_returned  # it lies with the applicant as before
    assert (found[lacking], found[other], found[third]) == (("kurang", "buram"), ("ada", ""), ("periksa", ""))
    told = [data for what, data in notes(office, ref.file) if what == "syarat"]
    assert told[-2:] == [{"item": lacking, "tanda": "kurang"}, {"item": third, "tanda": "periksa"}]


def test_an_ended_file_is_not_marked_any_more(office: Karimun) -> None:
    ref = register(office)
    item = first_item(office, ref.file)
    perform(office.desk, office.who("fo2"), ref, Withdraw(0), remark="tidak jadi")
    with pytest.raises(Refused) as refused:
        entries.set_mark(office.desk, office.who("fo2"), ref.file, item, "ada")
    assert refused.value.why is Why.ENDED


def test_what_is_not_asked_for_is_not_kept(office: Karimun) -> None:
    file = register(office).file
    with pytest.raises(KeyError):
        entries.set_mark(office.desk, office.who("fo2"), file, "tidak-ada", "ada")
    with pytest.raises(KeyError):
        entries.set_mark(office.desk, office.who("fo2"), file, first_item(office, file), "hilang")
    ref = bring_to(office, 6)
    perform(office.desk, office.who("bo"), ref, Take())
    with pytest.raises(Changed):
        entries.save_fields(office.desk, office.who("bo"), ref.file, {"nik": NIK})


def test_a_letter_typed_after_the_file_went_on_to_ones_own_next_step_is_told_and_not_kept(
    tmp_path: Path,
) -> None:
    pariaman = open_kantor(tmp_path, "pariaman")
    file, fo = pariaman.register().file, pariaman.who("fo")
    for branch in ("lanjut", "akun-jadi"):
        pariaman.do(file, "fo", branch)
    asked = {field.key for field in pariaman.view(file, "fo").fields}
    pariaman.do(file, "fo", "rendah")
    seen = pariaman.view(file, "fo")
    late = asked - {field.key for field in seen.fields}
    with pytest.raises(Changed) as changed:
        entries.save_fields(pariaman.desk, fo, file, dict.fromkeys(late, "x"))
    assert pariaman.says(changed.value).startswith("Berkas sudah berubah")
    assert pariaman.view(file, "fo").values == seen.values


def test_data_is_entered_by_who_holds_the_file(office: Karimun) -> None:
    ref = bring_to(office, 6)
    key = office.view(ref.file).fields[0].key
    with pytest.raises(Refused):
        entries.save_fields(office.desk, office.who("bo"), ref.file, {key: "belum diambil"})
    ref = perform(office.desk, office.who("bo"), ref, Take())
    entries.save_fields(office.desk, office.who("bo"), ref.file, {key: "  Klinik\tContoh "})
    view = office.view(ref.file)
    assert view.values == {key: "Klinik Contoh"}
    assert view.ref.version == ref.version + 1
    assert notes(office, ref.file)[-1] == ("data", {"isian": [key]})
    entries.save_fields(office.desk, office.who("bo"), ref.file, {key: "Klinik Contoh"})
    assert office.view(ref.file).ref == view.ref, "the same again is no change"


def test_what_was_printed_by_who_does_not_hold_the_file_is_recorded_in_no_role(office: Karimun) -> None:
    ref = register(office)
    for role, recorded in (("kabid", None), ("fo2", "fo2")):
        delivery.out(office.desk, office.who(role), ref.file, parts.RECEIPT, Came.SENT)
        event = office.events(ref.file)[-1]
        assert (event.person, event.role) == (office.ids[role], recorded)


def test_looking_at_a_nik_is_remembered_without_the_nik(office: Karimun) -> None:
    file = register(office).file
    assert entries.see_nik(office.desk, office.who("fo2"), file) == f"NIK {NIK}"
    event = office.events(file)[-1]
    assert (event.act, event.person, event.role) == (Note("nik_dilihat"), office.ids["fo2"], "fo2")
    assert NIK not in repr(office.journal("file", file))


@pytest.mark.parametrize("role", ["fo5", "kabid", "bo"])
def test_whom_a_file_does_not_concern_sees_no_nik_and_leaves_no_entry(office: Karimun, role: str) -> None:
    file = register(office).file
    before = office.events(file)
    with pytest.raises(Refused):
        entries.see_nik(office.desk, office.who(role), file)
    assert office.events(file) == before


def test_a_survey_asks_for_nobodys_nik(office: Karimun) -> None:
    ref = perform(office.desk, office.who("fo5"), bring_to(office, 11), Take())
    with pytest.raises(Refused):
        entries.see_nik(office.desk, office.who("fo5"), ref.file)


def test_who_surveys_and_assesses_sees_a_nik_only_where_they_assess(office: Karimun) -> None:
    roles = ("fo5", "kasi")
    person = staff.add(office.desk, None, nip=nip(70), name="Rangkap", password=PASSWORD, roles=roles)
    both = Who(person, "5")
    file = bring_to(office, 6).file
    with pytest.raises(Refused):
        entries.see_nik(office.desk, both, file)
    at_kasi = bring_to(office, 7).file
    assert entries.see_nik(office.desk, both, at_kasi) == f"NIK {NIK}"
    assert notes(office, at_kasi)[-1] == ("nik_dilihat", {})


@pytest.mark.parametrize("role", ["bo", "fo2", "fo4", "penyelia", "admin"])
def test_the_desk_at_which_a_file_is_the_front_office_and_who_supervises_see_the_nik(
    office: Karimun, role: str
) -> None:
    file = bring_to(office, 6).file
    assert entries.see_nik(office.desk, office.who(role), file) == f"NIK {NIK}"


def test_what_was_being_typed_is_there_again_until_it_is_sent(office: Karimun) -> None:
    sari, budi = office.who("fo2"), office.who("bo")
    drafts.save(office.desk, sari, "intake", "A-001", {"nama": "Siti"})
    drafts.save(office.desk, sari, "intake", "A-001", {"nama": "Siti Contoh", "kuasa": True})
    drafts.save(office.desk, budi, "intake", "A-001", {"nama": "lain"})
    found = drafts.load(office.desk, sari, "intake", "A-001")
    assert found is not None
    assert found.data == {"nama": "Siti Contoh", "kuasa": True}
    drafts.drop(office.desk, sari, "intake", "A-001")
    assert drafts.load(office.desk, sari, "intake", "A-001") is None
    assert drafts.load(office.desk, budi, "intake", "A-001") is not None
