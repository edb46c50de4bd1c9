"""People, applicants, calendar, texts, surveys, numbers, SOP texts: what is kept beside files and numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loket.store import (
    applicants,
    calendar,
    documents,
    drafts,
    files,
    journal,
    meta,
    numbers,
    people,
    surveys,
    texts,
)
from loket.store.calendar import DayRow
from loket.store.engine import Store
from loket.store.errors import NipTaken
from loket.store.journal import Stamp
from tests.store.office import BACK, DOCUMENT, FRONT, START, kept_surveys, register
from tests.store.sealed import sealed

BY = Stamp(START, 3, "admin")
NIP = "199001012015011009"


def test_people_are_added_changed_and_set_aside(store: Store) -> None:
    with store.write() as conn:
        person = people.add(conn, NIP, "Contoh Sembilan", "hash", [BACK, FRONT, BACK], BY)
        assert people.by_nip(conn, NIP) == people.Person(person, NIP, "Contoh Sembilan", True, (BACK, FRONT))
        assert people.password_hash(conn, person) == "hash"
        people.set_roles(conn, person, [FRONT], BY)
        people.set_password(conn, person, "hash2", BY)
        people.change(conn, person, NIP, "Contoh Sepuluh", BY)
        people.set_active(conn, person, False, BY)
        assert people.names(conn, person) == ((NIP, "Contoh Sembilan"), (NIP, "Contoh Sepuluh"))
        assert people.by_id(conn, person) == people.Person(person, NIP, "Contoh Sepuluh", False, (FRONT,))
        assert people.password_hash(conn, person) == "hash2"
        assert people.staff(conn)[-1].id == person
        assert [p.name for p in people.staff(conn)][:2] == ["Contoh Dua", "Contoh Satu"]
        entries = journal.history(conn, "person", person)
    assert [e.kind for e in entries] == ["added", "roles_set", "password_set", "changed", "deactivated"]
    assert entries[1].data == {"before": [BACK, FRONT], "roles": [FRONT]}
    assert all("Contoh" not in str(e.data) and "hash" not in str(e.data) for e in entries)


def test_a_nip_belongs_to_one_person(store: Store) -> None:
    with store.write() as conn:
        taken = people.staff(conn)[0].nip
        with pytest.raises(NipTaken):
            people.add(conn, taken, "Contoh", "x", [], BY)
        person = people.add(conn, NIP, "Contoh", "x", [], BY)
        with pytest.raises(NipTaken):
            people.change(conn, person, taken, "Contoh", BY)
        people.change(conn, person, NIP, "Contoh Lain", BY)
        assert people.by_nip(conn, "0") is None
        with pytest.raises(KeyError):
            people.password_hash(conn, 99)


def test_applicants_are_found_by_what_people_know_of_them(store: Store) -> None:
    with store.write() as conn:
        assert [a.id for a in applicants.search(conn, "SITI")] == [1]
        assert [a.id for a in applicants.search(conn, "0812 0000")] == [1]
        assert [a.id for a in applicants.search(conn, "contoh sehat")] == [1]
        assert [a.id for a in applicants.search(conn, "0000000000000001")] == [1]
        assert applicants.search(conn, "000000000000000") == applicants.search(conn, " ") == ()
        assert applicants.search(conn, "SITI") == (applicants.by_id(conn, 1),)
    with sealed(store, START) as conn:
        applicants.renew(conn, 1, applicants.CleanApplicant("Sítí Baru", phone="0899000111"), 1, START)
        assert [a.name for a in applicants.search(conn, "siti baru")] == ["Sítí Baru"]
        assert applicants.search(conn, "0000000000000001") == ()
        with pytest.raises(KeyError):
            applicants.by_id(conn, 99)


def test_a_nik_is_found_whole_alone_also_where_it_is_the_npwp(store: Store) -> None:
    nik = "0000000000000001"
    with sealed(store, START) as conn:
        for npwp in (nik, "0000 0000 0000 0001", f"{nik}000001"):
            changed = applicants.CleanApplicant("Siti", nik, npwp=npwp, nib="1234567890123")
            applicants.renew(conn, 1, changed, 1, START)
            assert applicants.search(conn, "00000001") == applicants.search(conn, nik[1:]) == ()
            assert [a.id for a in applicants.search(conn, nik)] == [1]
            assert [a.id for a in applicants.search(conn, "34567890")] == [1]
        changed = applicants.CleanApplicant("Siti", nik, npwp="01.312.166.0-091.000")
        applicants.renew(conn, 1, changed, 1, START)
        assert [a.id for a in applicants.search(conn, "13121660")] == [1]


def test_every_change_of_the_calendar_raises_its_revision(store: Store) -> None:
    off = DayRow("2026-03-20", "cuti_bersama", "Cuti bersama Idulfitri", "SKB 2025", "perkiraan")
    short = DayRow("2026-03-20", "khusus", "Piket", "SE 1", "ditetapkan", ((480, 720), (780, 900)))
    with store.write() as conn:
        assert calendar.revision(conn) == 0
        assert calendar.put_days(conn, (off, DayRow("2026-12-25", "libur_nasional", "Natal")), BY) == 1
        assert calendar.put_days(conn, (short,), BY) == 2
        assert calendar.days(conn, "2026-03-01", "2026-03-31") == (off, short)
        sure = DayRow("2026-03-20", "cuti_bersama", "Cuti", "SKB 2026")
        assert calendar.put_days(conn, (sure,), BY) == 3
        assert calendar.days(conn)[0].status == "ditetapkan"
        assert calendar.put_days(conn, (), BY, instead_of=(short,)) == 4
        assert calendar.revision(conn) == 4
        assert len(calendar.days(conn)) == 2
        kinds = [entry.kind for entry in journal.history(conn, "calendar", 1)]
    assert kinds == ["days_put"] * 4


def test_remarks_marks_and_fields_belong_to_their_file(store: Store) -> None:
    with sealed(store, START) as conn:
        file_id, other = register(conn, "00231"), register(conn, "00232")
        said = texts.add_remark(conn, 1, START, "STR belum dilegalisir", file_id)
        assert texts.remarks(conn, file_id) == {said: "STR belum dilegalisir"}
        texts.set_mark(conn, file_id, "str", "kurang", "fotokopi", 1, START)
        texts.set_mark(conn, file_id, "str", "ada", "", 2, START + 1)
        texts.set_mark(conn, file_id, "foto", "periksa", "", 1, START)
        assert texts.marks(conn, file_id)["str"] == texts.Mark("str", "ada", "", 2, START + 1)
        assert sorted(texts.marks(conn, file_id)) == ["foto", "str"]
        texts.set_fields(conn, files.file_row(conn, file_id), {"luas": "100", "jenis": "a"}, 1, START)
        texts.set_fields(conn, files.file_row(conn, file_id), {"luas": "120"}, 2, START + 1)
        assert texts.written(conn, file_id).fields == {"jenis": "a", "luas": "120"}
        assert not texts.marks(conn, other)
        assert not texts.written(conn, other).fields
        assert not texts.remarks(conn, other)


def test_a_half_typed_form_is_offered_back_until_dropped(store: Store) -> None:
    with store.write() as conn:
        drafts.save_draft(conn, 1, "intake", "", {"nama": "Si"}, START)
        drafts.save_draft(conn, 1, "intake", "", {"nama": "Siti"}, START + 1)
        drafts.save_draft(conn, 1, "tolak", "7", {"alasan": ""}, START + 2)
        assert drafts.draft(conn, 1, "intake", "") == drafts.Draft("intake", "", {"nama": "Siti"}, START + 1)
        assert drafts.draft(conn, 1, "tolak", "7") == drafts.Draft("tolak", "7", {"alasan": ""}, START + 2)
        assert drafts.draft(conn, 2, "intake", "") is None
        drafts.drop_draft(conn, 1, "intake", "")
        assert drafts.draft(conn, 1, "intake", "") is None


@pytest.mark.of_file
def test_surveys_lead_to_nobody(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = (5, 3, 9, 1, 7, 2, 8)
    drawn = iter(ids)
    monkeypatch.setattr("loket.store.surveys.secrets.randbits", lambda _bits: next(drawn))
    said = [*[({"u1": 4}, {"umur": "30-39"}, "2025-11-20")] * 6, ({"u1": 1}, {}, "2025-11-19")]
    for answers, about, day in said:
        with store.write() as conn:
            surveys.keep(conn, "izin-contoh", answers, about, day, surveys.unsealed(conn, day), BY)
    with store.read() as conn:
        rows = [row for row in kept_surveys(conn) if row.submitted_on == "2025-11-20"]
        assert {row.id for row in rows} == {*ids[:6]}, "drawn, not counted in the order in which people came"
        assert all((row.answers, row.respondent) == ({"u1": 4}, {"umur": "30-39"}) for row in rows)
        columns = {row[1] for row in conn.exec_driver_sql("PRAGMA table_info(survey)")}
    assert columns == {"id", "service", "submitted_on", "answers", "respondent"}


def test_numbers_count_within_series_and_period(store: Store) -> None:
    with store.write() as conn:
        drawn = [numbers.next_number(conn, "berkas", "2025") for _ in range(3)]
        assert drawn == [1, 2, 3]
        assert numbers.next_number(conn, "berkas", "2026") == 1
        assert numbers.next_number(conn, "A", "2025") == 1


def test_the_text_of_an_sop_stays_as_it_was(store: Store) -> None:
    with store.write() as conn:
        others = replace(DOCUMENT, source="lain"), replace(DOCUMENT, office="lain")
        for version in (DOCUMENT, *others, DOCUMENT):
            documents.keep(conn, version)
        assert documents.kept(conn, documents.SOP, DOCUMENT.sha) == DOCUMENT
        assert len(documents.versions(conn, documents.SOP)) == 3
        with pytest.raises(KeyError):
            documents.kept(conn, documents.SOP, "tidak ada")


def test_single_values_are_replaced(store: Store) -> None:
    with store.write() as conn:
        assert meta.get(conn, "contoh") is None
        meta.put(conn, "contoh", "1")
        meta.put(conn, "contoh", "2")
        assert meta.get(conn, "contoh") == "2"
