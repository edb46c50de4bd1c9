"""The office's documents in editions: taken in whole or not at all, seen by all; files keep theirs."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

import pytest
from hypothesis import Phase, given, reject, settings
from hypothesis import strategies as st

from loket import modes
from loket.desk.calendar import moving
from loket.desk.case.file_view import view
from loket.desk.edition import beside, kept
from loket.desk.edition import install as room
from loket.desk.edition.changing import accept
from loket.desk.edition.install import Plan, install, plan
from loket.desk.errors import OtherEdition, Unreadable
from loket.desk.intake.registration import starts
from loket.desk.integrity import examine
from loket.desk.opening import open_desk
from loket.desk.reminders import reminders
from loket.flow.acts import Refused
from loket.office import editing
from loket.office.editing import Add, Edit, Move, Place, Put, entries, new_label
from loket.office.profile import offices
from loket.office.reading import ProfileFaults
from loket.office.shelf import FORM, PROFILE, SOP, Kept, Key, Texts, place_of
from loket.office.whole import Whole, read_named
from loket.sop.model import Procedure
from loket.store import documents, editions
from loket.text import clean
from tests import places
from tests.desk.editions import edit, edited, force
from tests.desk.kantor import open_kantor
from tests.desk.karimun import Karimun, bring_to, instant, open_karimun, register
from tests.examples import tries
from tests.killed import dies_at
from tests.office.test_whole import DAMAGES, files_of, lay

SICANTIK: Key = (SOP, "karimun-sicantik")
NAMED, RENAMED = 'nama = "Pemeriksaan kelengkapan"', 'nama = "Cek berkas"'
CALENDAR_DAYS = ('hari = "hari kerja"', 'hari = "hari kalender"')
SHORT = ('singkatan = "', 'singkatan = "X ')


@pytest.fixture
def office(tmp_path: Path) -> Any:
    office = open_karimun(tmp_path)
    yield office
    office.desk.store.close()


def number(office: Karimun) -> int:
    with office.desk.store.read() as conn:
        return editions.read(conn, editions.newest(conn)).number


def step_names(procedure: Procedure) -> set[str]:
    return {step.name for step in procedure.steps}


def first_step(office: Karimun, file: int) -> str:
    step = view(office.desk, office.who("fo2"), file).step
    assert step is not None
    return step.name


def test_a_new_office_begins_with_its_first_edition(office: Karimun) -> None:
    (first,) = kept.history(office.desk)
    assert (first.number, first.by, first.reason, first.differences) == (1, "", "", ())
    assert kept.texts(office.desk) == read_named("karimun").texts
    assert office.desk.form("sip-bidan") is not None
    assert len(office.desk.questions()) == 9


def test_who_reads_an_older_moment_works_by_the_edition_of_then(office: Karimun) -> None:
    """Another thread saw the newer edition meanwhile: neither of the two loses a service by it."""
    desk = office.desk
    with ThreadPoolExecutor(1) as colleague, desk.at_one_moment():
        before = starts(desk, "sip-bidan")
        colleague.submit(lambda: edit(desk, (NAMED, RENAMED), key=SICANTIK)).result()
        assert desk.in_force.edition.number == 2
        assert starts(desk, "sip-bidan") == before != ()
    assert [name for _, name in starts(desk, "sip-bidan")] == ["Cek berkas"]
    assert first_step(office, register(office).file) == "Cek berkas"


def test_a_document_that_is_not_there_yet_is_read_once_it_is(office: Karimun) -> None:
    desk = office.desk
    with ThreadPoolExecutor(1) as colleague, desk.at_one_moment(), desk.store.read() as conn:
        desk.newest(conn)
        colleague.submit(lambda: edit(desk, (NAMED, RENAMED), key=SICANTIK)).result()
        sha = desk.in_force.documents[SICANTIK]
        with pytest.raises(Unreadable):
            desk.procedure(conn, sha)
    with desk.store.read() as conn:
        assert "Cek berkas" in step_names(desk.procedure(conn, sha))


def test_who_installed_what_and_why_is_told(office: Karimun) -> None:
    would = edited(office.desk, SHORT)
    admin = office.who("admin")
    done = install(office.desk, admin, would, onto=1, reason="Perbup 1/2026")
    assert done is not None
    newest, _ = kept.history(office.desk)
    assert (
        (newest.number, newest.at, newest.reason)
        == (done.number, office.at, "Perbup 1/2026")
        == (2, office.at, "Perbup 1/2026")
    )
    assert newest.by
    (line,) = newest.differences
    assert line.startswith("Nama pendek ")
    entry = office.journal("office", 1)[-1]
    assert (entry.kind, entry.person_id, entry.role) == ("installed", admin.person, "admin")
    assert "Perbup" not in str(entry.data)
    assert examine(office.desk).whole


def test_only_an_admin_installs(office: Karimun) -> None:
    with pytest.raises(Refused):
        install(office.desk, office.who("kasi"), edited(office.desk, SHORT), onto=1)
    assert number(office) == 1


def test_what_is_the_same_makes_no_edition(office: Karimun) -> None:
    whole = edited(office.desk)
    assert plan(office.desk, whole) == Plan(1, (), ())
    assert install(office.desk, None, whole, onto=1) is None
    assert number(office) == 1


@pytest.mark.parametrize("name", offices())
def test_to_export_and_to_install_changes_nothing(name: str, tmp_path: Path) -> None:
    office = open_kantor(tmp_path, name)
    exported, places = kept.export(office.desk, tmp_path / "keluar")
    assert exported == 1
    assert {place_of(*key) for key in kept.texts(office.desk)} == set(places)
    whole = read_named(str(tmp_path / "keluar"))
    assert plan(office.desk, whole).differences == ()
    assert install(office.desk, None, whole, onto=1) is None
    assert kept.noted(office.desk, tmp_path / "keluar") == 1
    with pytest.raises(FileExistsError):
        kept.export(office.desk, tmp_path / "keluar")
    office.desk.store.close()


WORDS = st.text(min_size=1).filter(lambda words: clean(words) != "")


@st.composite
def sound_edit(draw: st.DrawFn, texts: Mapping[Key, str]) -> Edit:
    """A requirement reworded, added, moved; a name of the office, whatever letters it has."""
    key = draw(st.sampled_from(sorted(key for key in texts if key[0] == FORM)))
    known = [str(entry["id"]) for entry in entries(texts, key, "syarat")]
    at = Place(key, "syarat", draw(st.sampled_from(known)))
    said: dict[str, Any] = {"nama": draw(WORDS), "catatan": draw(WORDS), "wajib": draw(st.booleans())}
    match draw(st.integers(0, 3)):
        case 0:
            return Put(at, said)
        case 1:
            return Add(at, {"id": new_label("baru", known), **said, "jumlah": draw(st.integers(1, 9))})
        case 2:
            return Move(at, draw(st.integers(-3, 3)))
    profile = next(key for key in texts if key[0] == PROFILE)
    return Put(Place(profile), {"nama": draw(WORDS), "kop": [draw(WORDS)], "tempat": draw(WORDS)})


@given(st.data(), st.sampled_from(offices()))
@settings(max_examples=tries(8), deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_to_export_and_to_install_changes_nothing_of_any_office(data: st.DataObject, name: str) -> None:
    with TemporaryDirectory() as folder:
        desk, out = open_kantor(Path(folder), name).desk, Path(folder) / "keluar"
        before = kept.texts(desk)
        for _ in range(data.draw(st.integers(1, 4))):
            before = editing.edited(before, [data.draw(sound_edit(before))])
        done = install(desk, None, sound(name, before), onto=1)
        kept.export(desk, out)
        whole = read_named(str(out))
        assert dict(whole.texts) == dict(kept.texts(desk)) == dict(before)
        onto = done.number if done is not None else 1
        assert plan(desk, whole).differences == ()
        assert install(desk, None, whole, onto=onto) is None
        assert kept.noted(desk, out) == onto
        desk.store.close()


def sound(name: str, texts: Texts) -> Whole:
    """The office of these documents, where they are sound."""
    try:
        return read_named(name, Kept(texts))
    except ProfileFaults:
        reject()


@pytest.mark.parametrize("name", DAMAGES)
def test_no_damaged_office_gets_in_and_the_one_in_force_goes_on(
    office: Karimun, name: str, tmp_path: Path
) -> None:
    folder = lay(tmp_path / "rusak", DAMAGES[name][0](files_of("karimun")))
    with pytest.raises(ProfileFaults):
        read_named(str(folder))
    assert number(office) == 1
    assert register(office).file == 1


def test_an_office_opens_with_numbers_that_were_within_bounds_once_and_is_told_until_they_are(
    office: Karimun, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = (PROFILE, "karimun")
    far = ("[pengaturan]\n", "[pengaturan]\npanggilan_terbanyak = 5000\nnomor_terakhir_menit = 1400\n")
    force(office.desk, profile, far, SHORT)
    opened = open_desk(office.desk.store.place, clock=lambda: office.at)
    assert (opened.office.short[:2], opened.in_force.behind) == ("X ", False)
    assert (opened.office.settings.calls, opened.office.settings.last_number_minutes) == (100, 420)
    assert reminders(opened) == (
        "pengaturan.panggilan_terbanyak berisi 5000, seharusnya bilangan bulat dari 1 sampai 100;"
        " sampai dibetulkan dipakai yang terdekat.",
        "pengaturan.nomor_terakhir_menit berisi 1400, seharusnya paling banyak 420 menit, dari buka sampai"
        " tutup pada Senin 08.00–12.00, 12.30–15.00; sampai dibetulkan dipakai yang terdekat.",
    )
    with pytest.raises(ProfileFaults):
        edit(opened, SHORT)  # nothing else is taken in meanwhile
    edit(opened, ("panggilan_terbanyak = 5000\nnomor_terakhir_menit = 1400", "panggilan_terbanyak = 3"))
    assert reminders(opened) == ()
    monkeypatch.setattr(modes, "others_read", lambda path: path == opened.store.path)
    assert [
        said.startswith("Data kantor terbaca semua akun komputer ini.") for said in reminders(opened)
    ] == [True]
    opened.store.close()


def test_a_file_keeps_the_sop_and_the_form_that_it_began_with(office: Karimun) -> None:
    before = register(office)
    asked = [item.requirement.id for item in view(office.desk, office.who("fo2"), before.file).checklist]
    edit(office.desk, (NAMED, RENAMED), key=SICANTIK)
    edit(office.desk, (f'id = "{asked[0]}"', 'id = "lain"'), key=(FORM, "sip-bidan"))
    after = register(office)
    assert [first_step(office, ref.file) for ref in (before, after)] == [
        "Pemeriksaan kelengkapan",
        "Cek berkas",
    ]
    checklists = [view(office.desk, office.who("fo2"), ref.file).checklist for ref in (before, after)]
    assert [seen[0].requirement.id for seen in checklists] == [asked[0], "lain"]


def test_a_program_that_is_open_acts_by_an_edition_that_another_installed(office: Karimun) -> None:
    other = open_desk(office.desk.store.place, clock=lambda: office.at)
    edit(other, (NAMED, RENAMED), key=SICANTIK)
    assert first_step(office, register(office).file) == "Cek berkas"
    edit(other, ('hak = ["loket"]', "hak = []"))
    other.store.close()
    with pytest.raises(Refused):
        register(office)


def test_who_installs_second_changes_nothing_and_is_told(office: Karimun) -> None:
    mine, theirs = (
        edited(office.desk, SHORT),
        edited(office.desk, ('hari = "hari kerja"', 'hari = "hari kalender"')),
    )
    assert install(office.desk, None, theirs, onto=1) is not None
    with pytest.raises(OtherEdition) as other:
        install(office.desk, None, mine, onto=1)
    assert other.value.number == 2
    assert number(office) == 2


def test_a_service_that_has_files_stays(office: Karimun) -> None:
    register(office)
    without = edited(office.desk, ('id = "sip-bidan"', 'id = "sip-bidan-baru"'))
    with pytest.raises(ProfileFaults, match="layanan SIP Bidan dihapus, padahal ada 1 berkasnya"):
        install(office.desk, None, without, onto=1)
    assert number(office) == 1


@pytest.mark.of_both
def test_an_office_that_nobody_could_administer_is_refused(office: Karimun) -> None:
    whole = edited(office.desk, ('id = "admin"', 'id = "pengelola"'))
    with pytest.raises(ProfileFaults, match="tidak seorang petugas pun punya peran admin"):
        install(office.desk, None, whole, onto=1)


def test_another_offices_documents_are_refused(office: Karimun) -> None:
    with pytest.raises(ProfileFaults, match='"pariaman" bukan kantor ini'):
        plan(office.desk, read_named("pariaman"))


def test_documents_beside_the_data_are_offered_until_they_are_taken_in(office: Karimun) -> None:
    assert not beside.offered(office.desk)
    profile = lie_beside(office)
    assert not beside.offered(office.desk)
    profile.write_text(profile.read_text("utf-8").replace(*SHORT), "utf-8")
    assert beside.offered(office.desk)
    proposal = beside.taken_in(office.desk)
    assert accept(office.desk, office.who("admin"), proposal, "dari program lama") is not None
    assert office.desk.office.short == read_named(str(profile)).office.short
    assert not beside.offered(office.desk)
    edit(office.desk, (SHORT[1], SHORT[0]))
    assert not beside.offered(office.desk)


@pytest.mark.of_both
def test_documents_beside_the_data_that_are_not_wanted_are_offered_again_only_as_others(
    office: Karimun,
) -> None:
    profile = lie_beside(office)
    profile.write_text(profile.read_text("utf-8").replace(*SHORT), "utf-8")
    with pytest.raises(Refused):
        beside.leave(office.desk, office.who("bo"))
    assert beside.offered(office.desk)
    beside.leave(office.desk, office.who("admin"), "sudah usang")
    assert not beside.offered(office.desk)
    profile.write_text(profile.read_text("utf-8").replace(SHORT[1], SHORT[1] + " baru"), "utf-8")
    assert beside.offered(office.desk)
    assert beside.taken_in(office.desk).plan.differences


def lie_beside(office: Karimun) -> Path:
    """The office's documents as they came with the program, in the folder beside the data; their profile."""
    lay(beside.folder(office.desk), files_of("karimun"))
    return beside.folder(office.desk) / "offices" / "karimun.toml"


STEPS = {room: 17, moving: 60, editions: 7, documents: 7}
"""In which files it is killed, and before each how manieth line in a test that is not to last."""


@pytest.mark.parametrize("module", STEPS, ids=lambda module: module.__name__)
def test_killed_at_any_step_it_leaves_the_old_or_the_new_edition(
    office: Karimun, tmp_path: Path, module: ModuleType
) -> None:
    ref, files, place = bring_to(office, 6), files_of("karimun"), place_of(PROFILE, "karimun")
    files[place] = files[place].replace("batas_hukum_hari = 5", "batas_hukum_hari = 6")
    whole, path = read_named(str(lay(tmp_path / "baru", files))), office.desk.store.path
    office.desk.store.close()
    saved = {file: file.read_bytes() for file in path.parent.glob(f"{path.name}*") if file.is_file()}

    def do() -> None:
        desk = open_desk(path, clock=lambda: office.at)
        room.install(desk, None, whole, onto=1)
        desk.store.close()

    def found() -> int:
        """Which edition is in force once somebody opens the office, by which all is reckoned."""
        office.desk = open_desk(path, clock=lambda: office.at)
        edition = number(office)
        assert office.desk.office.settings.legal_days == 4 + edition
        (due,) = {limit.verdict.due for limit in office.view(ref.file).stands if limit.limit.kind == "hukum"}
        assert due == instant(f"2026-11-2{4 + edition} 16:00+07:00")
        assert examine(office.desk).whole
        office.desk.store.close()
        return edition

    step, every, left = 0, max(1, STEPS[module] // tries(1)), set[int]()
    while dies_at(step, module, do):
        left.add(found())
        for file in path.parent.glob(f"{path.name}*"):
            if file.is_file() and file not in saved:
                file.unlink()
        for file, contents in saved.items():
            file.write_bytes(contents)
        step += every
    assert left <= {1, 2}
    assert found() == 2


def test_an_older_edition_put_back_behind_the_programs_back_is_named(office: Karimun) -> None:
    edit(office.desk, SHORT)
    first = "SELECT min(id) FROM journal WHERE kind = 'installed'"
    with office.desk.store.write() as conn:
        conn.exec_driver_sql(f"UPDATE meta SET value = ({first}) WHERE key = 'edition'")
    (wrong,) = examine(office.desk).wrong
    assert wrong.named == ("edisi dokumen",)


ACTS = (
    "UPDATE document SET source = 'x'",
    "DELETE FROM document",
    "INSERT OR REPLACE INTO document SELECT * FROM document",
)


@pytest.mark.parametrize("act", ACTS)
def test_a_version_that_was_kept_stays_as_it_is(office: Karimun, act: str) -> None:
    with pytest.raises(Exception, match="stays as it is"), office.desk.store.write() as conn:
        conn.exec_driver_sql(act)
    assert examine(office.desk).whole


def test_a_document_of_an_edition_that_is_gone_is_named(office: Karimun) -> None:
    edit(office.desk, SHORT)
    with office.desk.store.write() as conn:
        places.unguarded(conn, "document_no_delete")
        conn.exec_driver_sql("DELETE FROM document WHERE kind = 'profile' AND instr(source, 'X DPM') = 0")
    gone = next(wrong for wrong in examine(office.desk).wrong if wrong.kind == "document_gone")
    assert gone.named[0].startswith("karimun (")
