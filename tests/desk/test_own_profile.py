"""An office changes its profile while files are under way: each file ends by the steps it began with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest
from sqlalchemy import text

from loket.desk.case import lists, overview
from loket.desk.errors import Unreadable
from loket.desk.opening import open_desk
from loket.resources import resource
from loket.sop import load
from loket.sop.faults import SopFaults
from loket.store import documents
from tests import places
from tests.desk.editions import edit
from tests.desk.kantor import Kantor

COPYING = """
[[tambahan]]
sop = "purwakarta-skp"
nama = "Menggandakan dokumen"
jenis = "print"
peran = ["bo"]
setelah = ["terbit", "ditolak"]
"""
WAY: Mapping[int, tuple[str, str]] = {
    4: ("fo", "lengkap"),
    5: ("bo", "teruskan"),
    6: ("tim_teknis", "setuju"),
    7: ("bo", "naskah-izin"),
    8: ("kasi", "validasi"),
    9: ("kabid", "validasi"),
    10: ("kadis", "izin"),
}


def closing_step(name: str) -> str:
    """The step of that name of the SKP's own part, as the shipped profile writes it."""
    parts = resource("data", "offices", "purwakarta.toml").read_text("utf-8").split("[[tambahan]]")
    return next("[[tambahan]]" + p for p in parts if "purwakarta-skp" in p and f'nama = "{name}"' in p)


@dataclass
class Purwakarta:
    """An office whose profile its admin changes."""

    kantor: Kantor

    def reopen(self) -> None:
        """Open the office anew."""
        place = self.kantor.desk.store.place
        self.kantor.desk.store.close()
        self.kantor.desk = open_desk(place, clock=lambda: self.kantor.at)

    def edits(self, *changes: tuple[str, str]) -> None:
        """Install the profile with each text changed for another, and open the office anew."""
        edit(self.kantor.desk, *changes)
        self.reopen()

    def steps(self, file: int) -> list[str]:
        """The office's own steps of a file, by name."""
        return [step.name for step in self.kantor.view(file, "fo").procedure.steps if step.office_addition]

    def seen_everywhere(self, file: int) -> None:
        """The file is on a pile, in the overview and found, and can be read."""
        view = self.kantor.view(file, "fo")
        assert view.step is not None
        pile = lists.pile(self.kantor.desk, self.kantor.who(view.step.roles[0]))
        assert file in {row.work.file_id for row in (*pile.waiting, *pile.resting)}
        assert [
            row.work.file_id for row in lists.find(self.kantor.desk, self.kantor.who("fo"), view.row.number)
        ] == [file]
        assert file in {
            f.row.work.file_id for f in overview.look(self.kantor.desk, self.kantor.who("fo")).files
        }


@pytest.fixture
def office(kantor: Callable[..., Kantor]) -> Purwakarta:
    return Purwakarta(kantor("purwakarta"))


def test_a_closing_step_put_before_the_others_moves_no_file_under_way(office: Purwakarta) -> None:
    kantor = office.kantor
    file = kantor.register().file
    kantor.bring_to(file, 102, {**WAY, 101: ("fo", "selesai")})
    before = kantor.history(file)

    office.edits((closing_step("Memberi tahu pemohon"), COPYING + closing_step("Memberi tahu pemohon")))

    office.seen_everywhere(file)
    assert kantor.history(file) == before
    assert office.steps(file) == [
        "Memberi tahu pemohon", "Menyerahkan dokumen kepada pemohon", "Mengarsipkan berkas",
    ]  # fmt: skip
    for line in (("fo", "datang"), ("fo", "selesai"), ("fo", "selesai")):
        kantor.do(file, *line)
    assert kantor.state(file).outcome == "terbit"

    later = kantor.register().file
    assert office.steps(later)[0] == "Menggandakan dokumen"
    kantor.bring_to(later, 101, WAY)
    assert kantor.here(later).role == "bo"


def test_a_closing_step_taken_away_takes_no_file_with_it(office: Purwakarta) -> None:
    kantor = office.kantor
    archiving, ended = kantor.register().file, kantor.register().file
    way = {**WAY, 101: ("fo", "selesai")}
    for file in (archiving, ended):
        kantor.bring_to(file, 102, way)
        kantor.do(file, "fo", "datang")
        kantor.do(file, "fo", "selesai")
    kantor.do(ended, "fo", "selesai")
    before = kantor.history(ended)

    office.edits((closing_step("Memberi tahu pemohon"), ""), (closing_step("Mengarsipkan berkas"), ""))

    office.seen_everywhere(archiving)
    assert kantor.history(ended) == before
    kantor.do(archiving, "fo", "selesai")
    assert kantor.state(archiving).outcome == "terbit"
    later = kantor.register().file
    kantor.bring_to(later, 101, WAY)
    kantor.do(later, "fo", "datang")
    kantor.do(later, "fo", "selesai")
    assert kantor.state(later).outcome == "terbit"


def test_who_performs_a_step_is_kept_with_the_file(office: Purwakarta) -> None:
    kantor = office.kantor
    old = kantor.register().file

    office.edits(('7 = ["bo"]', '7 = ["kasi"]'))

    new = kantor.register().file
    for file, role in ((old, "bo"), (new, "kasi")):
        kantor.bring_to(file, 7, WAY)
        assert kantor.here(file).role == role
        office.seen_everywhere(file)


def test_a_step_that_others_may_perform_now_stays_on_the_old_performers_desk_for_older_files(
    office: Purwakarta,
) -> None:
    kantor = office.kantor
    office.edits(('7 = ["bo"]', '7 = ["kasi"]'))
    old = kantor.register().file
    office.edits(('7 = ["kasi"]', '7 = ["kasi", "bo"]'))
    new = kantor.register().file
    for file in (old, new):
        kantor.bring_to(file, 7, WAY)
    waiting = lists.pile(kantor.desk, kantor.who("bo")).waiting
    assert [row.work.file_id for row in waiting] == [new]


def test_a_form_that_changes_asks_nothing_more_of_files_under_way(office: Purwakarta) -> None:
    """Each file is shown and judged by the form it began with; only the next one by the new list."""
    kantor = office.kantor
    old = kantor.register().file
    asked = [item.requirement.id for item in kantor.view(old, "fo").checklist]
    form = kantor.desk.office.services[kantor.view(old, "fo").row.service].form
    more = '[[syarat]]\nid = "surat-baru"\nnama = "Surat yang baru diminta"\n\n[[isian]]'
    changes = ((f'id = "{asked[0]}"', 'id = "surat-ganti"'), ("[[isian]]", more))
    edit(kantor.desk, *changes, key=("form", form))

    assert [item.requirement.id for item in kantor.view(old, "fo").checklist] == asked
    new = [item.requirement.id for item in kantor.view(kantor.register().file, "fo").checklist]
    assert new == ["surat-ganti", *asked[1:], "surat-baru"]
    kantor.do(old, "fo", "lengkap")
    assert kantor.here(old).step == 5


def test_a_form_that_cannot_be_read_any_more_takes_no_list_with_it(office: Purwakarta) -> None:
    kantor = office.kantor
    broken, sound = kantor.register().file, kantor.register().file
    with kantor.desk.store.write() as conn:
        spoiled = "INSERT INTO document VALUES ('x', 'form', 'x', 'id = 7', '')"
        conn.exec_driver_sql(spoiled)
        conn.exec_driver_sql(f"UPDATE file SET form_sha = 'x' WHERE id = {broken}")
    with pytest.raises(Unreadable):
        kantor.view(broken, "fo")
    kantor.do(sound, "fo", "lengkap")
    office.seen_everywhere(sound)


def test_a_profile_that_stays_makes_no_second_version(office: Purwakarta) -> None:
    kantor = office.kantor
    kantor.register()
    office.edits(("Pintu Kabupaten", "Pintu Kab."))
    kantor.register()
    with kantor.desk.store.read() as conn:
        assert len(documents.versions(conn, documents.SOP)) == 2  # one of each SOP


def test_an_sop_that_a_later_program_would_refuse_still_rules_its_files(office: Purwakarta) -> None:
    """Its step 6 may be skipped though it decides: once sound, now a fault."""
    kantor = office.kantor
    file = kantor.register().file
    kantor.bring_to(file, 6, WAY)
    with kantor.desk.store.write() as conn:
        places.unguarded(conn, "document_no_update")
        own = "kind = 'sop' AND name = 'purwakarta-skp'"
        old = conn.exec_driver_sql(f"SELECT source FROM document WHERE {own}").scalar_one()
        refused = old.replace("urut = 6\n", "urut = 6\nopsional = true\n", 1)
        assert refused != old
        conn.execute(text(f"UPDATE document SET source = :source WHERE {own}"), {"source": refused})
    with pytest.raises(SopFaults):
        load(refused)
    office.reopen()
    office.seen_everywhere(file)
