"""A person may see what is kept of them and who looked; on decree they are erased, to the last byte."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from loket.desk import drafts
from loket.desk.case import entries, lists
from loket.desk.case.perform import perform
from loket.desk.errors import Invalid
from loket.desk.intake.cleaning import Registration
from loket.desk.integrity import examine
from loket.desk.last_acts import next_undo
from loket.desk.papers import delivery, parts
from loket.desk.papers.printing import Came
from loket.desk.privacy import access, disclosure, erasing
from loket.desk.queue import calling
from loket.desk.queue.referring import SentTo
from loket.flow.acts import Refused, Withdraw
from loket.flow.queue.acts import Outcome
from loket.store import access as stored
from loket.store.applicants import NewApplicant
from loket.store.journal import OFFICE, PERSON_ERASED, last_of_kind, verify_chain
from tests import places, registering
from tests.desk.kantor import Kantor

NIK = "2102015508850077"
WORDS = (
    "081388997766",
    "Zulfikar",
    "Wijayakusuma",
    "081277665544",
    "Jalan Rambutan",
    "Kenanga Abadi",
    "Beringin",
)
"""What stands nowhere but in what is typed of this person."""
PROXY = "Rosmalinda"
REASON, DECREE = "Retensi berakhir", "800/12/2026"


@pytest.fixture
def office(karimun: Kantor) -> Iterator[Kantor]:
    yield karimun
    karimun.desk.store.close()


def registered(office: Kantor) -> int:
    """A file of theirs, brought by somebody for them, with something lacking and a remark."""
    typed = NewApplicant(
        name="Zulfikar Wijayakusuma",
        nik=NIK,
        phone="0812 7766 5544",
        second_phone="0813 8899 7766",
        address="Jalan Rambutan 5",
        company="CV Kenanga Abadi",
    )
    new = Registration("sip-bidan", "baru", typed)
    new = replace(new, came_as="kuasa", came_name=f"{PROXY} Contoh", proxy_seen=True)
    file = registering.register(office.desk, office.who("fo2"), new).file
    item = office.view(file, "fo2").checklist[0].requirement.id
    entries.set_mark(office.desk, office.who("fo2"), file, item, "kurang", "Zulfikar belum tanda tangan")
    drafts.save(office.desk, office.who("fo2"), "pendaftaran", f"berkas:{file}", {"nama": "Zulfikar"})
    return file


def withdrawn(office: Kantor) -> int:
    file = registered(office)
    perform(office.desk, office.who("fo2"), office.ref(file), Withdraw(0), remark="pindah ke Beringin")
    return file


def in_the_files(office: Kantor, *words: str) -> set[str]:
    """Which of these words are kept anywhere, in free pages, logs and statistics too."""
    raw = places.bytes_of(office.desk.store.place)
    return {word for word in words if word.encode() in raw or word.casefold().encode() in raw}


def one(office: Kantor) -> int:
    (found,) = disclosure.matches(office.desk, office.who("admin"), NIK)
    return found.known.id


def test_whoever_asks_sees_all_that_is_kept_and_who_looked(office: Kantor) -> None:
    file = registered(office)
    assert entries.see_nik(office.desk, office.who("fo2"), file) == f"NIK {NIK}"
    delivery.out(office.desk, office.who("fo2"), file, parts.RECEIPT, Came.SENT)
    answer = disclosure.disclose(office.desk, office.who("admin"), one(office))
    told = str(answer)
    assert all(word in told for word in (NIK, "Zulfikar", "Kenanga Abadi", "belum tanda tangan"))
    assert [look.what for look in answer.looks] == ["Dikirim ke printer: tanda terima", "NIK dilihat lengkap"]
    assert {look.who for look in answer.looks} == {"Petugas fo2"}
    latest = access.looks(office.desk, office.who("admin"), limit=1)
    assert [look.what for look in latest] == ["Semua data seorang pemohon ditampilkan"]


@pytest.mark.parametrize("key", ["fo2", "bo", "penyelia"])
def test_only_an_admin_sees_shows_or_erases(office: Kantor, key: str) -> None:
    withdrawn(office)
    person, who = one(office), office.who(key)
    uses: tuple[Callable[[], object], ...] = (
        lambda: disclosure.matches(office.desk, who, NIK),
        lambda: disclosure.disclose(office.desk, who, person),
        lambda: access.looks(office.desk, who),
        lambda: erasing.erase(office.desk, who, person, reason=REASON, decree=DECREE),
    )
    for use in uses:
        with pytest.raises(Refused):
            use()
    assert in_the_files(office, NIK) == {NIK}


def test_that_a_person_was_shown_and_erased_says_who_did_in_which_role(office: Kantor) -> None:
    withdrawn(office)
    admin, person = office.who("admin"), one(office)
    disclosure.disclose(office.desk, admin, person)
    erasing.erase(office.desk, admin, person, reason=REASON, decree=DECREE)
    with office.desk.store.read() as conn:
        shown, erased = (last_of_kind(conn, "office", OFFICE, kind) for kind in (stored.SHOWN, PERSON_ERASED))
    assert shown is not None
    assert erased is not None
    assert {(entry.person_id, entry.role) for entry in (shown, erased)} == {(admin.person, "admin")}


def test_where_a_numbers_person_was_sent_is_forgotten_with_whom_it_names(office: Kantor) -> None:
    withdrawn(office)
    sari = office.who("fo2")
    for words in ("Disdukcapil, a.n. Zulfikar Wijayakusuma", "Samsat, a.n. Tono Contoh"):
        ticket = calling.issue_ticket(office.desk, sari, errand="tanya")
        calling.call(office.desk, sari, ticket)
        calling.present(office.desk, sari, ticket.id)
        calling.finish(office.desk, sari, ticket.id, Outcome.REFERRED, SentTo(words=words))
    (shown,) = disclosure.disclose(office.desk, office.who("admin"), one(office)).in_queue
    assert shown.words.startswith("Disdukcapil")
    erasing.erase(office.desk, office.who("admin"), one(office), reason=REASON, decree=DECREE)
    assert in_the_files(office, "Wijayakusuma", "Tono") == {"Tono"}
    assert examine(office.desk).whole


@pytest.mark.of_both
def test_of_an_erased_person_no_byte_is_left_and_the_rest_stays_whole(office: Kantor, engine: str) -> None:
    file, other = withdrawn(office), office.register().file
    if engine == "server":
        with places.behind(office.desk.store.place) as conn:
            conn.exec_driver_sql("ANALYZE")  # as a server does by itself: what stands in its tables it notes
    assert in_the_files(office, NIK, *WORDS) == {NIK, *WORDS}
    before = office.state(file)
    done = erasing.erase(office.desk, office.who("admin"), one(office), reason=REASON, decree=DECREE)
    assert done.swept
    assert (done.files, done.underway) == ((office.view(file, "fo2").row.number,), ())
    assert in_the_files(office, NIK, *WORDS) == set()
    assert office.state(file) == before, "figures, dates and ends stay"
    assert examine(office.desk).whole
    with office.desk.store.read() as conn:
        assert verify_chain(conn) is None
    assert "(dihapus)" in " ".join(office.history(file))
    assert office.view(other, "fo2").applicant.name


def test_who_came_for_somebody_is_a_person_of_their_own(office: Kantor) -> None:
    file = withdrawn(office)
    (found,) = disclosure.matches(office.desk, office.who("admin"), PROXY)
    came = found.known.id
    assert PROXY in str(disclosure.disclose(office.desk, office.who("admin"), came))
    erasing.erase(office.desk, office.who("admin"), came, reason=REASON, decree=DECREE)
    assert in_the_files(office, PROXY) == set()
    assert office.view(file, "fo2").applicant.name == "Zulfikar Wijayakusuma"
    assert examine(office.desk).whole


def test_what_a_file_under_way_needs_stays_until_it_has_ended(office: Kantor) -> None:
    ended, running = withdrawn(office), registered(office)
    done = erasing.erase(office.desk, office.who("admin"), one(office), reason=REASON, decree=DECREE)
    assert done.underway == (office.view(running, "fo2").row.number,)
    assert done.still == (office.view(ended, "fo2").row.number,)
    assert office.view(running, "fo2").applicant.name == "Zulfikar Wijayakusuma"
    assert "Beringin" not in " ".join(office.history(ended))
    perform(office.desk, office.who("fo2"), office.ref(running), Withdraw(0), remark="dicabut juga")
    erasing.erase(office.desk, office.who("admin"), one(office), reason=REASON, decree=DECREE)
    assert in_the_files(office, NIK, *WORDS) == set()
    assert examine(office.desk).whole


def test_nothing_is_erased_while_all_of_it_is_needed_or_without_a_decree(office: Kantor) -> None:
    registered(office)
    person = one(office)
    for reason, decree in ((REASON, DECREE), ("", DECREE), (REASON, " ")):
        with pytest.raises(Invalid):
            erasing.erase(office.desk, office.who("admin"), person, reason=reason, decree=decree)
    assert in_the_files(office, NIK) == {NIK}


@pytest.mark.parametrize(
    ("reason", "decree"), [("Permintaan Zulfikar", DECREE), (REASON, f"surat {NIK}"), ("NIK " + NIK, DECREE)]
)
def test_a_reason_that_names_the_person_is_refused(office: Kantor, reason: str, decree: str) -> None:
    withdrawn(office)
    with pytest.raises(Invalid) as invalid:
        erasing.erase(office.desk, office.who("admin"), one(office), reason=reason, decree=decree)
    assert invalid.value.faults == {"reason": erasing.NAMED}
    assert in_the_files(office, NIK) == {NIK}


def test_what_was_corrected_of_an_erased_version_is_not_taken_back_and_told_as_erased(office: Kantor) -> None:
    withdrawn(office)
    running = registered(office)
    who = office.who("fo2")
    said = {"name": "Zulfikar Contoh"}
    registering.correct(office.desk, who, office.ref(running), said, "salah ketik")
    erasing.erase(office.desk, office.who("admin"), one(office), reason=REASON, decree=DECREE)
    told = " ".join(office.history(running))
    assert "data (dihapus)" in told
    assert "NIK –" not in told
    asked = next_undo(office.desk, who, {})
    assert asked is None or not any(act.kind == "corrected" for part in asked.free for act in part)


def test_words_that_went_without_a_decree_are_found_out(office: Kantor) -> None:
    withdrawn(office)
    with office.desk.store.write() as conn:
        conn.exec_driver_sql("UPDATE value SET text = NULL, salt = NULL WHERE kind = 'remark'")
    assert not examine(office.desk).whole


def test_lists_and_search_go_on_without_the_name(office: Kantor) -> None:
    file = withdrawn(office)
    erasing.erase(office.desk, office.who("admin"), one(office), reason=REASON, decree=DECREE)
    number = office.view(file, "fo2").row.number
    found = lists.find(office.desk, office.who("fo2"), number)
    assert [row.work.applicant for row in found] == ["(dihapus)"]
    assert not lists.find(office.desk, office.who("fo2"), "Zulfikar")
    assert not disclosure.matches(office.desk, office.who("admin"), NIK)
