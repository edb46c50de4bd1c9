"""Erasing somebody, to its edges: other people's files, half-typed forms, what would bring them back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from loket.desk import drafts
from loket.desk.authority import Who, actor
from loket.desk.case import directing, entries, lists
from loket.desk.case.attachments import attach
from loket.desk.case.perform import perform
from loket.desk.case.record import record
from loket.desk.errors import Forgotten, WhoIsIt
from loket.desk.intake.applicant import NewApplicant, find_applicant
from loket.desk.intake.cleaning import Registration
from loket.desk.intake.doubt import Answer
from loket.desk.integrity import examine
from loket.desk.last_acts import next_undo, undo
from loket.desk.note_names import FIELDS_NOTE
from loket.desk.privacy import disclosure, erasing
from loket.flow.acts import Note, Withdraw
from loket.store import applicants, blobs, files, texts
from loket.text import uncapitalized
from screens.file.undo import what_stays
from tests import places, registering
from tests.desk.kantor import NIK, Kantor, at_step
from tests.desk.undo import f9

BELA_NIK, RINA_NIK = "2102014508900005", "2102014508900004"
BELA = NewApplicant("Contoh Bela", BELA_NIK, "081200003333")
ZULFIKAR = NewApplicant("Zulfikar Wijaya", NIK, "081277665544")
RINA: Any = {"came_as": "kuasa", "came_name": "Rosmalinda Contoh", "came_nik": RINA_NIK, "proxy_seen": True}
GONE = "Data orangnya sudah dihapus; berkas ini tetap berakhir."
FORMER = "Data orang yang semula sudah dihapus; perbaikan ini tetap."


@pytest.fixture
def sari(karimun: Kantor) -> Who:
    return karimun.who("fo2")


@pytest.fixture(autouse=True)
def stays_whole(karimun: Kantor) -> Any:
    yield
    found = examine(karimun.desk)
    assert found.whole, found


def registered(office: Kantor, asked: NewApplicant = ZULFIKAR, **more: Any) -> int:
    new = Registration(**{"service": "apotek", "kind": "baru", "applicant": asked, **more})
    return registering.register(office.desk, office.who("fo2"), new).file


def correct(office: Kantor, file: int, reason: str = "salah ketik", **changed: str) -> None:
    """Put right; where it is asked who is meant, it is the first who is shown."""
    said: tuple[Answer, ...] = ()
    while True:
        try:
            registering.correct(office.desk, office.who("fo2"), office.ref(file), changed, reason, said)
        except WhoIsIt as doubt:
            asked = frozenset(person.version for person in doubt.known)
            said += (Answer(doubt.whom, asked, doubt.known[0].id),)
        else:
            return


def noted(office: Kantor, file: int, note: str, remark: str) -> None:
    """A requirement found lacking, with a note, and a remark for all to see."""
    item = office.view(file, "fo2").checklist[0].requirement.id
    entries.set_mark(office.desk, office.who("fo2"), file, item, "kurang", note)
    directing.remark(office.desk, office.who("fo2"), office.ref(file), remark)


def end(office: Kantor, file: int) -> None:
    perform(office.desk, office.who("fo2"), office.ref(file), Withdraw(0), remark="pindah ke Beringin")


def erased(office: Kantor, nik: str = NIK) -> erasing.Erased:
    (found,) = disclosure.matches(office.desk, None, nik)
    return erasing.erase(office.desk, None, found.known.id, reason="retensi", decree="800/1")


def bytes_of(office: Kantor) -> bytes:
    return places.bytes_of(office.desk.store.place)


def left(office: Kantor, *words: str) -> set[str]:
    raw = bytes_of(office)
    return {word for word in words if word.encode() in raw or word.casefold().encode() in raw}


# what was written on files of others


def test_what_was_written_on_a_file_that_showed_them_once_goes_once_that_has_ended(karimun: Kantor) -> None:
    registered(karimun, BELA)
    file = registered(karimun)
    noted(karimun, file, "Zulfikar belum paraf", "anak Pak Wijaya")
    correct(karimun, file, "bukan Zulfikar", nik=BELA_NIK, name="Contoh Bela")
    end(karimun, file)
    done = erased(karimun)
    assert (done.files, done.once) == ((karimun.view(file).row.number,), ())
    assert left(karimun, "Zulfikar", "Wijaya", "Beringin", NIK) == set()
    assert karimun.view(file).applicant.name == "Contoh Bela"


def test_where_that_file_is_under_way_it_is_named_and_goes_when_asked_for_later(karimun: Kantor) -> None:
    registered(karimun, BELA)
    file = registered(karimun)
    noted(karimun, file, "Zulfikar belum paraf", "anak Pak Wijaya")
    correct(karimun, file, "bukan dia", nik=BELA_NIK, name="Contoh Bela")
    done = erased(karimun)
    assert done.once == (karimun.view(file).row.number,)
    assert done.files == ()
    assert left(karimun, NIK, "Zulfikar") == {"Zulfikar"}
    assert "Zulfikar belum paraf" in str(karimun.view(file).checklist)
    end(karimun, file)
    again = erased(karimun, f"orang ke-{done.person}")
    assert (again.files, again.once) == ((karimun.view(file).row.number,), ())
    assert left(karimun, "Zulfikar", "Wijaya") == set()


def test_of_who_only_came_for_the_applicant_what_was_written_goes_too(karimun: Kantor) -> None:
    file = registered(karimun, BELA, **RINA)
    noted(karimun, file, "Rosmalinda lupa materai", "Bu Ros akan datang lagi")
    end(karimun, file)
    assert left(karimun, "Rosmalinda", "Bu Ros") == {"Rosmalinda", "Bu Ros"}
    assert erased(karimun, RINA_NIK).files == (karimun.view(file).row.number,)
    assert left(karimun, "Rosmalinda", "Bu Ros", RINA_NIK) == set()
    assert karimun.view(file).applicant.name == "Contoh Bela"


@pytest.mark.of_both
def test_of_the_applicants_own_data_only_what_names_who_came_goes(karimun: Kantor) -> None:
    file = registered(karimun, BELA, **RINA)
    typed = {"penerima": "rosmalinda  CONTOH", "izin_nomor": "503/12/2026"}
    keep_fields(karimun, file, typed)
    end(karimun, file)
    erased(karimun, RINA_NIK)
    assert karimun.view(file).values == {"penerima": "(dihapus)", "izin_nomor": "503/12/2026"}


# the number of another system


def test_the_number_of_another_system_goes_with_their_file(karimun: Kantor) -> None:
    """By it they would be found there; versions of it that were put right go too."""
    file = registered(karimun, outside_number="SIC-2026-700001")
    correct(karimun, file, outside_number="SIC-2026-700002")
    (found,) = disclosure.matches(karimun.desk, None, NIK)
    told = disclosure.disclose(karimun.desk, None, found.known.id).files[0].kept
    assert [disclosure.in_words(kept) for kept in told if kept.kind == files.OUTSIDE] == [
        "SIC-2026-700001",
        "SIC-2026-700002",
    ]
    end(karimun, file)
    erased(karimun)
    assert left(karimun, "SIC-2026-700001", "SIC-2026-700002", "sic2026700002", "2026700002") == set()
    assert karimun.view(file).row.outside_number == "(dihapus)"
    assert "Data diperbaiki: (dihapus) ((dihapus)) · Petugas fo2" in karimun.history(file)


def test_on_the_file_of_somebody_else_it_goes_where_it_names_them(karimun: Kantor) -> None:
    """It was typed before the file showed them, or under a name that they had then."""
    named, other = (
        registered(karimun, BELA, outside_number=number) for number in ("ROSMALINDA Contoh/7", "SIC-2026-7")
    )
    for file in (named, other):
        correct(karimun, file, **RINA)
    end(karimun, other)
    done = erased(karimun, RINA_NIK)
    assert (done.underway, done.files) == (
        (karimun.view(named).row.number,),
        (karimun.view(other).row.number,),
    )
    end(karimun, named)
    erased(karimun, f"orang ke-{done.person}")
    assert left(karimun, "ROSMALINDA", RINA_NIK) == set()
    numbers = [karimun.view(file).row.outside_number for file in (named, other)]
    assert numbers == ["(dihapus)", "SIC-2026-7"]


def test_their_former_name_in_it_goes_also_where_only_a_running_file_is_left_of_them(
    karimun: Kantor,
) -> None:
    end(karimun, registered(karimun, BELA, **RINA))
    running = registered(karimun, BELA, outside_number="Rosmalinda Contoh/7")
    correct(karimun, running, came_as="kuasa", came_name="Rina Contoh", came_nik=RINA_NIK, proxy_seen="ya")
    done = erased(karimun, RINA_NIK)
    assert done.underway == (karimun.view(running).row.number,)
    end(karimun, running)
    erased(karimun, f"orang ke-{done.person}")
    assert left(karimun, "Rosmalinda", RINA_NIK) == set()


def keep_fields(office: Kantor, file: int, typed: dict[str, str]) -> None:
    """Data of a file, as the steps that ask for them would keep them."""
    with office.desk.store.write() as conn:
        person = actor(conn, office.desk, office.who("fo2"))
        texts.set_fields(conn, files.file_row(conn, file), typed, person.person, office.at)
        note = Note(FIELDS_NOTE, {"isian": sorted(typed)})
        record(conn, office.desk, person, office.ref(file), note)


def test_what_the_newest_says_stays_while_a_file_is_under_way(karimun: Kantor) -> None:
    running = registered(karimun)
    ended = registered(karimun, replace(ZULFIKAR, phone="081299998888"))
    end(karimun, ended)
    done = erased(karimun)
    assert (done.files, done.underway) == (
        (karimun.view(ended).row.number,),
        (karimun.view(running).row.number,),
    )
    (found,) = disclosure.matches(karimun.desk, None, NIK)
    assert found.known.phone == "081299998888"
    assert [row.work.number for row in lists.find(karimun.desk, karimun.who("fo2"), NIK)]


def test_their_nik_goes_where_somebody_else_had_it_by_mistake(karimun: Kantor) -> None:
    file = registered(karimun, replace(BELA, nik=NIK))
    correct(karimun, file, nik=BELA_NIK)
    end(karimun, registered(karimun))
    erased(karimun)
    assert left(karimun, NIK) == set()
    (found,) = disclosure.matches(karimun.desk, None, BELA_NIK)
    assert found.known.name == "Contoh Bela"


def test_a_number_that_they_had_by_mistake_stays_whose_it_is(karimun: Kantor) -> None:
    file = registered(karimun, replace(ZULFIKAR, nik=BELA_NIK))
    correct(karimun, file, nik=NIK)
    end(karimun, file)
    of_bela = registered(karimun, BELA)
    correct(karimun, of_bela, phone="081200009999")
    draft(karimun, "nomor:77", nik=BELA_NIK, name="Bela")
    erased(karimun)
    assert left(karimun, "Zulfikar", NIK) == set()
    assert kept(karimun) == {"nomor:77"}
    with karimun.desk.store.read() as conn:
        versions = applicants.versions(conn, karimun.view(of_bela).row.applicant_id)
    assert [each.name for each in versions] == ["Contoh Bela"] * 2


# what has to wait for a file of somebody else


def test_data_that_name_them_go_once_the_other_file_has_ended_though_nobody_knows_the_name_by_then(
    karimun: Kantor,
) -> None:
    registered(karimun, BELA)
    file = registered(karimun)
    keep_fields(karimun, file, {"penerima": "Zulfikar Wijaya", "izin_nomor": "503/12/2026"})
    correct(karimun, file, "bukan dia", nik=BELA_NIK, name="Contoh Bela")
    done = erased(karimun)
    assert done.once == (karimun.view(file).row.number,)
    assert left(karimun, NIK, "Zulfikar") == {"Zulfikar"}
    keep_fields(karimun, file, {"penerima": "Contoh Bela"})
    keep_fields(karimun, file, {"penerima": "ZULFIKAR WIJAYA"})
    assert erased(karimun, f"orang ke-{done.person}").once == done.once
    end(karimun, file)
    assert erased(karimun, f"orang ke-{done.person}").once == ()
    assert left(karimun, "Zulfikar", "ZULFIKAR") == set()
    assert karimun.view(file).values == {"penerima": "(dihapus)", "izin_nomor": "503/12/2026"}


def test_so_does_a_scan_that_is_named_after_them(karimun: Kantor, tmp_path: Path) -> None:
    registered(karimun, BELA)
    file, folder = registered(karimun), blobs.folder(karimun.desk.store.path)
    for name in ("KTP Zulfikar Wijaya.pdf", "peta.pdf"):
        scan = tmp_path / name
        scan.write_bytes(b"%PDF-1.7 " + name.encode() + b" %%EOF")
        attach(karimun.desk, karimun.who("fo2"), file, scan)
    correct(karimun, file, "bukan dia", nik=BELA_NIK, name="Contoh Bela")
    done = erased(karimun)
    assert len([*blobs.lying(folder)]) == 2
    end(karimun, file)
    erased(karimun, f"orang ke-{done.person}")
    assert [each.name for each in karimun.view(file).attached] == ["peta.pdf"]
    assert len([*blobs.lying(folder)]) == 1
    assert examine(karimun.desk).whole


def test_so_do_data_with_a_former_name_of_who_came(karimun: Kantor) -> None:
    ended = registered(karimun, BELA, **RINA)
    end(karimun, ended)
    running = registered(karimun, BELA, **RINA)
    keep_fields(karimun, running, {"penerima": "Rosmalinda Contoh"})
    correct(karimun, running, came_name="Rina Contoh")
    done = erased(karimun, RINA_NIK)
    assert (done.underway, done.once) == ((karimun.view(running).row.number,), ())
    end(karimun, running)
    erased(karimun, RINA_NIK)
    assert left(karimun, "Rosmalinda", RINA_NIK) == set()


@pytest.mark.parametrize("as_proxy", [False, True])
def test_their_nik_on_a_file_of_somebody_else_is_named_and_goes_once_that_has_ended(
    karimun: Kantor, as_proxy: bool
) -> None:
    """The other's name stays, on the file and in searches."""
    wrong = {"came_as": "kuasa", "came_name": "Rosmalinda Contoh", "came_nik": NIK, "proxy_seen": True}
    asked, more = (BELA, wrong) if as_proxy else (replace(BELA, nik=NIK, npwp=NIK), {})
    file, other = (registered(karimun, asked, **more) for _ in range(2))
    correct(karimun, other, **({"came_nik": RINA_NIK} if as_proxy else {"nik": BELA_NIK}))
    end(karimun, registered(karimun))
    done = erased(karimun)
    assert done.once == (karimun.view(file).row.number,)
    assert left(karimun, NIK) == {NIK}
    end(karimun, file)
    assert erased(karimun, f"orang ke-{done.person}").once == ()
    assert left(karimun, NIK, "Zulfikar") == set()
    seen = karimun.view(file)
    assert seen.applicant.name == "Contoh Bela"
    assert seen.came is None or seen.came.name == "Rosmalinda Contoh"
    assert [row.work.number for row in lists.find(karimun.desk, karimun.who("fo2"), seen.row.number)]
    (found,) = disclosure.matches(karimun.desk, None, RINA_NIK if as_proxy else BELA_NIK)
    assert found.known.name == ("Rosmalinda Contoh" if as_proxy else "Contoh Bela")
    assert "Ralat: data" in " ".join(karimun.history(file))


@pytest.mark.parametrize("wrong", [{"npwp": NIK}, {"id_kind": "paspor", "id_number": "X7654321"}])
def test_their_nik_goes_as_the_npwp_of_somebody_else_and_so_does_their_passport(
    karimun: Kantor, wrong: dict[str, str]
) -> None:
    file, other = (registered(karimun, replace(BELA, **wrong)) for _ in range(2))
    correct(karimun, other, **dict.fromkeys(wrong, ""))
    end(karimun, file)
    end(karimun, registered(karimun, replace(ZULFIKAR, **wrong)))
    erased(karimun)
    assert left(karimun, NIK, "X7654321") == set()
    assert karimun.view(file).applicant.name == "Contoh Bela"


def test_their_former_nik_with_somebody_else_goes_though_their_own_file_runs(karimun: Kantor) -> None:
    wrong = "2102014508900009"
    of_bela = registered(karimun, replace(BELA, nik=wrong))
    correct(karimun, of_bela, nik=BELA_NIK)
    first = registered(karimun, replace(ZULFIKAR, nik=wrong))
    end(karimun, first)
    correct(karimun, registered(karimun, replace(ZULFIKAR, nik=wrong)), nik=NIK)
    done = erased(karimun)
    assert done.underway
    assert left(karimun, wrong) == set()


# what would bring them back


def test_a_withdrawal_is_not_taken_back_once_its_applicant_is_erased(karimun: Kantor, sari: Who) -> None:
    file = registered(karimun)
    end(karimun, file)
    known: Any = {}
    seen = next_undo(karimun.desk, sari, known)
    assert seen is not None
    erased(karimun)
    asked = next_undo(karimun.desk, sari, known)
    assert asked is not None
    assert asked.why is not None
    assert (asked.free, karimun.says(asked.why)) == ((), GONE)
    with pytest.raises(Forgotten) as refused:
        undo(karimun.desk, sari, seen)
    assert karimun.says(refused.value) == GONE
    assert karimun.state(file).outcome == "dicabut"


def test_f9_goes_past_it_and_says_that_they_were_erased_not_that_others_went_on(
    karimun: Kantor, sari: Who
) -> None:
    rosmalinda = NewApplicant("Rosmalinda Contoh", RINA_NIK, "081200004444")
    of_bela, file, moved = (registered(karimun, each) for each in (BELA, ZULFIKAR, rosmalinda))
    for each in (of_bela, file):
        end(karimun, each)
    karimun.do(moved, "fo2", "lengkap")
    karimun.take(moved, "bo")
    erased(karimun)
    asked = next_undo(karimun.desk, sari, {})
    assert asked is not None
    assert asked.numbers == ("00001",)
    assert what_stays(asked, karimun.says) == [
        "00003 sudah dilanjutkan orang lain.",
        f"00002: {uncapitalized(GONE)}",
    ]


def test_nor_once_who_came_is_erased_nor_while_another_file_of_theirs_keeps_the_name(
    karimun: Kantor, sari: Who
) -> None:
    of_kuasa, running, ended = registered(karimun, BELA, **RINA), registered(karimun), registered(karimun)
    end(karimun, ended)
    end(karimun, of_kuasa)
    erased(karimun, RINA_NIK)
    assert erased(karimun).still == (karimun.view(ended).row.number,)
    undone = f9(karimun.desk, sari)
    assert undone is None or not {of_kuasa, ended} & {part[0].subject_id for part in undone.free}
    assert [karimun.state(f).outcome for f in (of_kuasa, ended)] == ["dicabut", "dicabut"]
    assert karimun.view(running).applicant.name == "Zulfikar Wijaya"


def test_a_refusal_is_not_taken_back_either(karimun: Kantor) -> None:
    file = at_step(karimun, 8)
    karimun.do(file, "kabid", "tolak")
    seen = next_undo(karimun.desk, karimun.who("kabid"), {})
    assert seen is not None
    erased(karimun)
    with pytest.raises(Forgotten) as refused:
        undo(karimun.desk, karimun.who("kabid"), seen)
    assert karimun.says(refused.value) == GONE
    assert karimun.state(file).outcome == "ditolak"


def test_a_file_withdrawn_after_it_showed_them_once_may_be_opened_again(karimun: Kantor, sari: Who) -> None:
    registered(karimun, BELA)
    file = registered(karimun)
    correct(karimun, file, nik=BELA_NIK, name="Contoh Bela")
    end(karimun, file)
    erased(karimun)
    f9(karimun.desk, sari)
    assert karimun.state(file).outcome is None
    assert karimun.view(file).applicant.name == "Contoh Bela"


def test_a_correction_that_would_show_them_again_says_why_it_stays(karimun: Kantor) -> None:
    registered(karimun, BELA)
    file = registered(karimun)
    correct(karimun, file, nik=BELA_NIK, name="Contoh Bela")
    seen = next_undo(karimun.desk, karimun.who("fo2"), {})
    assert seen is not None
    erased(karimun)
    with pytest.raises(Forgotten) as refused:
        undo(karimun.desk, karimun.who("fo2"), seen)
    assert karimun.says(refused.value) == FORMER


def test_nobody_is_offered_an_erased_person_to_register_with(karimun: Kantor, sari: Who) -> None:
    end(karimun, registered(karimun))
    erased(karimun)
    assert find_applicant(karimun.desk, sari, "dihapus") == ()
    assert find_applicant(karimun.desk, sari, "(dihapus)") == ()


def test_who_comes_again_after_they_were_erased_is_somebody_new(karimun: Kantor, sari: Who) -> None:
    """What is taken back or erased of the one touches nothing of the other."""
    before = registered(karimun)
    end(karimun, before)
    first = erased(karimun).person
    file = registered(karimun, replace(ZULFIKAR, phone="081299990000"))
    (found,) = find_applicant(karimun.desk, sari, NIK)
    assert found.id != first
    correct(karimun, file, phone="081299991111")
    f9(karimun.desk, sari)
    assert erased(karimun, f"orang ke-{first}").values == 0
    assert karimun.view(file).applicant.phone == "081299990000"
    assert karimun.view(before).applicant.name == "(dihapus)"
    end(karimun, file)
    erased(karimun)
    assert left(karimun, NIK, "Zulfikar", "081299990000", "081299991111") == set()


# half-typed forms


def draft(office: Kantor, subject: str, **typed: Any) -> None:
    drafts.save(office.desk, office.who("fo2"), "pendaftaran", subject, typed)


def kept(office: Kantor) -> set[str]:
    with office.desk.store.read() as conn:
        return {subject for (subject,) in conn.exec_driver_sql("SELECT subject FROM draft")}


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "ANI"},
        {"name": "Contoh Bela", "nik": NIK},
        {"came_name": "ani"},
        {"remark": "titipan bu Ani, besok"},
        {"remark": f"NIK {NIK[:8]} {NIK[8:]}"},
        {"phone": "+62 812 7766 5544"},
        {"shown": {"id": 1, "name": "A."}},
    ],
)
def test_a_form_half_typed_that_names_them_goes(karimun: Kantor, typed: dict[str, Any]) -> None:
    end(karimun, registered(karimun, replace(ZULFIKAR, name="Ani")))
    (person,) = find_applicant(karimun.desk, karimun.who("fo2"), NIK)
    if "shown" in typed:
        typed = {"shown": {**typed["shown"], "id": person.id}}
    draft(karimun, "nomor:77", **typed)
    draft(karimun, "tanpa nomor", name="Contoh Bela", phone="081200009999")
    erased(karimun)
    assert kept(karimun) == {"tanpa nomor"}


@pytest.mark.parametrize(
    "typed",
    [{"name": "Rohani"}, {"name": "Ani Rahma"}, {"remark": "bersama Rohani"}, {"came_name": "Hani"}],
)
def test_a_form_half_typed_of_somebody_else_stays(karimun: Kantor, typed: dict[str, Any]) -> None:
    end(karimun, registered(karimun, replace(ZULFIKAR, name="Ani")))
    draft(karimun, "nomor:77", **typed)
    erased(karimun)
    assert kept(karimun) == {"nomor:77"}


def test_a_name_is_known_however_it_is_parted_or_shortened(karimun: Kantor) -> None:
    end(karimun, registered(karimun, replace(ZULFIKAR, name="Muh. Sya'ban Putra")))
    draft(karimun, "nomor:77", remark="surat untuk moh syakban", name="Contoh Bela")
    draft(karimun, "nomor:78", remark="surat untuk Muh Syaban Putra, besok")
    draft(karimun, "nomor:79", name="Muhammad Syabanputra")
    erased(karimun)
    assert kept(karimun) == {"nomor:77"}


def test_while_a_file_is_under_way_only_forms_with_former_words_go(karimun: Kantor) -> None:
    end(karimun, registered(karimun))
    running = registered(karimun)
    correct(karimun, running, name="Zulfikar Contoh")
    draft(karimun, "nomor:77", name="Zulfikar Wijaya")
    draft(karimun, "nomor:78", name="Zulfikar Contoh")
    erased(karimun)
    assert kept(karimun) == {"nomor:78"}
