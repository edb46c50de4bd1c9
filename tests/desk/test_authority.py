"""Who may do what with a file, and what must be there before a step is completed."""

from __future__ import annotations

import pytest

from loket.desk import drafts
from loket.desk.case import entries, lists, overview
from loket.desk.case.file_view import lacking
from loket.desk.case.perform import perform
from loket.desk.errors import NotReady
from loket.desk.queue import line
from loket.flow.acts import Choose, Note, PutBack, Refused, Take, Why, Withdraw
from loket.flow.standing import Standing
from loket.store import people
from loket.store.journal import Stamp
from tests.desk.kantor import NIK, Kantor, at_back_office, at_step, why
from tests.desk.undo import undo_event


def set_roles(office: Kantor, key: str, *roles: str) -> None:
    with office.desk.store.write() as conn:
        people.set_roles(conn, office.ids[key], roles, Stamp(office.at))


def test_nobody_acts_outside_their_roles(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    for key in ("fo2", "kasi", "kadis", "fo4", "penyelia", "admin"):
        with pytest.raises(Refused) as refused:
            karimun.take(file, key)
        assert why(karimun, refused) == (
            Why.NOT_YOUR_STEP,
            "Bukan tugas peran Anda: Entri data dan verifikasi berkas.",
        )
    for key in ("andi", "kadis", "admin"):
        with pytest.raises(Refused):
            karimun.register(key)
        with pytest.raises(Refused):
            perform(karimun.desk, karimun.who(key), karimun.ref(file), Withdraw(0), remark="coba")


def test_a_role_taken_away_counts_at_once(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    set_roles(karimun, "andi", "fo5")
    with pytest.raises(Refused) as refused:
        karimun.take(file, "andi")
    assert refused.value.why is Why.NOT_YOUR_STEP


def test_where_a_branch_leads_and_whether_to_ones_own_desk_follows_the_roles_as_they_are_now(
    karimun: Kantor,
) -> None:
    file = at_back_office(karimun)
    karimun.take(file, "andi")

    def ways() -> dict[str, tuple[int | None, bool]]:
        found = karimun.view(file, "andi").ways
        return {name: (way.stop.step if way.stop else None, way.own) for name, way in found.items()}

    assert ways()["benar"] == (7, False)
    set_roles(karimun, "andi", "bo", "kasi")
    assert ways()["benar"] == (7, True)
    assert not any(own for name, (_, own) in ways().items() if name != "benar")


def test_who_lost_the_role_can_only_put_the_file_back(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    last = karimun.take(file, "andi").version
    karimun.fill(file, "andi")
    set_roles(karimun, "andi", "fo5")
    with pytest.raises(Refused) as refused:
        karimun.choose(file, "andi", "benar")
    assert refused.value.why is Why.NOT_YOUR_STEP
    for values in ({"no_str": "STR-9"}, {}):
        with pytest.raises(Refused) as refused:
            entries.save_fields(karimun.desk, karimun.who("andi"), file, values)
        assert refused.value.why is Why.NOT_YOUR_STEP
    offers = {type(o.act): o.refusal for o in karimun.view(file, "andi").offers}
    assert offers[Choose] is not None
    with pytest.raises(Refused) as refused:
        undo_event(karimun.desk, karimun.who("andi"), file, last)
    assert refused.value.why is Why.NOT_ALLOWED
    perform(karimun.desk, karimun.who("andi"), karimun.ref(file), PutBack())
    assert karimun.here(file).standing is Standing.WAITING


def test_a_counter_that_serves_none_of_the_persons_roles_is_not_recorded(karimun: Kantor) -> None:
    file = karimun.register().file
    elsewhere = karimun.who("fo2", "4")
    perform(karimun.desk, elsewhere, karimun.ref(file), PutBack())
    perform(karimun.desk, karimun.who("sinta", "1"), karimun.ref(file), Take())
    assert [event.station for event in karimun.events(file)] == ["2", "2", None, None]


def test_who_may_no_longer_sign_in_does_nothing(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    with karimun.desk.store.write() as conn:
        people.set_active(conn, karimun.ids["andi"], False, Stamp(karimun.at))
    with pytest.raises(Refused) as refused:
        karimun.take(file, "andi")
    assert why(karimun, refused) == (
        Why.DEACTIVATED,
        "Akun Anda sudah dinonaktifkan; hubungi admin.",
    )
    desk, andi = karimun.desk, karimun.who("andi")
    for use in (
        lambda: drafts.save(desk, andi, "intake", "A-001", {"nama": "Siti"}),
        lambda: drafts.load(desk, andi, "intake", "A-001"),
        lambda: drafts.drop(desk, andi, "intake", "A-001"),
        lambda: lists.pile(desk, andi),
        lambda: lists.find(desk, andi, "00001"),
        lambda: lists.all_open(desk, andi),
        lambda: lists.with_applicants(desk, andi),
        lambda: lists.to_collect(desk, andi),
        lambda: lists.under_way(desk, andi, 1),
        lambda: lists.recent(desk, andi),
        lambda: line.queue(desk, andi),
        lambda: line.find_number(desk, andi, "A-001"),
        lambda: line.came_of(desk, andi, 1),
        lambda: overview.look(desk, andi),
        lambda: karimun.view(file, "andi"),
        lambda: entries.see_nik(desk, andi, file),
    ):
        with pytest.raises(Refused):
            use()


def test_a_file_is_shown_with_a_masked_nik_and_whole_to_who_asks_and_is_journaled(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    assert karimun.view(file, "andi").applicant.nik == "210201******0012"
    assert entries.see_nik(karimun.desk, karimun.who("andi"), file) == f"NIK {NIK}"
    note = karimun.events(file)[-1]
    assert (note.act, note.person) == (Note("nik_dilihat"), karimun.ids["andi"])


def test_each_act_records_the_role_in_which_it_was_done(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    karimun.do(file, "rangkap", "benar")
    karimun.do(file, "rangkap", "validasi")
    done = [(e.role, e.person, e.station) for e in karimun.events(file) if e.person == karimun.ids["rangkap"]]
    assert done == [(role, karimun.ids["rangkap"], None) for role in ("bo", "bo", "bo", "kasi", "kasi")]
    assert {(e.role, e.station) for e in karimun.events(file)[:2]} == {("fo2", "2")}


def test_a_note_of_who_holds_the_file_is_in_the_role_of_the_step(karimun: Kantor) -> None:
    file = karimun.register().file
    karimun.tick(file, "fo2")
    notes = [e for e in karimun.events(file) if isinstance(e.act, Note)]
    assert {e.role for e in notes} == {"fo2"}


# What must be there


def test_requirements_must_all_be_looked_at_and_none_lacking(karimun: Kantor) -> None:
    ref = karimun.register()
    names = [i.requirement.name for i in karimun.view(ref.file).checklist if i.requirement.obligatory]
    with pytest.raises(NotReady) as missing:
        karimun.choose(ref.file, "fo2", "lengkap")
    assert missing.value.unchecked == tuple(names)
    assert karimun.says(missing.value) == f"Belum bisa diteruskan: {len(names)} belum diperiksa."
    karimun.tick(ref.file, "fo2")
    entries.set_mark(karimun.desk, karimun.who("fo2"), ref.file, "str", "kurang", "sudah habis")
    with pytest.raises(NotReady) as missing:
        karimun.choose(ref.file, "fo2", "lengkap")
    assert missing.value.lacking == ("STR yang masih berlaku",)
    assert karimun.says(missing.value) == "Belum bisa diteruskan: 1 kurang."


def test_what_is_brought_only_where_there_is_one_stops_nothing(karimun: Kantor) -> None:
    ref = karimun.register()
    karimun.tick(ref.file, "fo2")
    (item,) = (i.requirement for i in karimun.view(ref.file).checklist if not i.requirement.obligatory)
    entries.set_mark(karimun.desk, karimun.who("fo2"), ref.file, item.id, "kurang", "belum ditandatangani")
    karimun.choose(ref.file, "fo2", "lengkap")
    assert karimun.here(ref.file).step == 6


def test_an_optional_requirement_may_be_asked_for_in_a_return(karimun: Kantor) -> None:
    ref = karimun.register()
    (item,) = (i.requirement for i in karimun.view(ref.file).checklist if not i.requirement.obligatory)
    entries.set_mark(karimun.desk, karimun.who("fo2"), ref.file, item.id, "kurang")
    perform(karimun.desk, karimun.who("fo2"), karimun.ref(ref.file), Choose("tidak", missing=(item.id,)))
    returned = karimun.view(ref.file).returned
    assert returned is not None
    assert returned.missing == (item.id,)


def test_what_lacks_does_not_stop_the_return(karimun: Kantor) -> None:
    ref = karimun.register()
    entries.set_mark(karimun.desk, karimun.who("fo2"), ref.file, "str", "kurang")
    perform(karimun.desk, karimun.who("fo2"), karimun.ref(ref.file), Choose("tidak", missing=("str",)))
    state = karimun.state(ref.file)
    assert state.carried(0).resume == 5
    assert karimun.here(ref.file).standing is Standing.APPLICANT


def test_what_must_be_entered_must_be_entered(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    karimun.take(file, "andi")
    entries.save_fields(karimun.desk, karimun.who("andi"), file, {"no_str": "STR-1", "praktik_ke": "  "})
    with pytest.raises(NotReady) as missing:
        karimun.choose(file, "andi", "benar")
    assert karimun.says(missing.value) == (
        "Belum diisi: Nama tempat praktik, Alamat tempat praktik, Tempat praktik ke."
    )


def test_what_does_not_fit_its_field_is_kept_and_stops_the_step(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    karimun.take(file, "andi")
    karimun.fill(file, "andi")

    def type_in(key: str, value: str) -> str:
        entries.save_fields(karimun.desk, karimun.who("andi"), file, {key: value})
        view = karimun.view(file, "andi")
        assert view.values[key] == value
        lacks = lacking(view)
        return karimun.says(lacks) if lacks is not None else ""

    date = "STR berlaku sampai: bukan tanggal; contoh 31-01-2026, seumur hidup"
    for wrong in ("31 Januari", "31-02-2026", "31 Foo 2026", "seumur", "1", "31-01-026"):
        assert type_in("str_sampai", wrong) == f"{date}."
    number = "Tempat praktik ke: tulis angka saja, seperti 12 atau 2,5"
    assert type_in("praktik_ke", "satu") == f"{date} (dan 1 lagi)."
    with pytest.raises(NotReady) as missing:
        karimun.choose(file, "andi", "benar")
    assert missing.value.unreadable == (date, number)
    assert type_in("str_sampai", "") == f"{number}."
    for wrong in ("2,", "-1", "٣", "1 2"):
        assert type_in("praktik_ke", wrong) == f"{number}."
    for right in ("2", "1.250,75"):
        assert type_in("praktik_ke", right) == ""
    expired = "STR berlaku sampai: sudah lewat; periksa tahunnya, atau minta yang berlaku"
    assert type_in("str_sampai", "17-11-2026") == f"{expired}."
    with pytest.raises(NotReady):
        karimun.choose(file, "andi", "benar")
    assert type_in("str_sampai", "18-11-2026") == ""
    karimun.choose(file, "andi", "benar")


@pytest.mark.of_both
def test_the_permit_is_handed_over_to_somebody_named_after_the_survey_only(karimun: Kantor) -> None:
    file = at_step(karimun, 11)
    with pytest.raises(Refused) as refused:
        karimun.take(file, "fo5")
    assert refused.value.why is Why.AT_REST
    karimun.do(file, "fo5", "datang")
    karimun.take(file, "fo5")
    with pytest.raises(NotReady) as missing:
        karimun.choose(file, "fo5", "terisi")
    assert karimun.says(missing.value) == "Survei kepuasan belum diisi pemohon."
    karimun.do(file, "fo5", "terisi")
    karimun.take(file, "fo4")
    with pytest.raises(NotReady) as missing:
        karimun.choose(file, "fo4", "diserahkan")
    assert karimun.says(missing.value) == "Belum diisi: Nama penerima, Identitas atau surat kuasa."
    karimun.do(file, "fo4", "diserahkan")
    assert karimun.view(file).row.outcome == "terbit"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("31/12/27", "31-12-2027"),
        ("1.2.2027", "01-02-2027"),
        (" 31/12/2027 ", "31-12-2027"),
        ("5-6-85", "05-06-1985"),
        ("31 Desember 2027", "31-12-2027"),
        ("31 Des 2027", "31-12-2027"),
        ("2027-12-31", "31-12-2027"),
        ("Seumur  Hidup", "seumur hidup"),
    ],
)
def test_a_date_may_be_typed_as_people_write_it_and_is_kept_in_one_way(
    karimun: Kantor, typed: str, kept: str
) -> None:
    file = at_back_office(karimun)
    karimun.take(file, "andi")
    karimun.fill(file, "andi")
    entries.save_fields(karimun.desk, karimun.who("andi"), file, {"str_sampai": typed})
    view = karimun.view(file, "andi")
    assert view.values["str_sampai"] == kept
    lacks = lacking(view)
    assert lacks is None or "sudah lewat" in karimun.says(lacks)
