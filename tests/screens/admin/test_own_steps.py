"""SOP: steps of the office's own behind the last of an SOP, and who gives the sign-offs of its steps."""

from __future__ import annotations

from pathlib import Path

import pytest

from loket.desk.edition.changing import seen
from loket.desk.edition.kept import history
from screens.admin.page import Faulty
from screens.admin.pages import sops
from tests.desk.kantor import open_kantor
from tests.screens.admin.at_page import AtThePage

SKP, PUSKESMAS, MEMPAWAH = "purwakarta-skp", "purwakarta-puskesmas", "mempawah-ss"


class AtSops(AtThePage):
    """At the page SOP."""

    def steps(self, sop: str) -> list[str]:
        seen(self.desk)  # the desk goes by the newest edition
        return [step.name for step in self.desk.upcoming(sop).steps if step.office_addition]


def at_the_page(folder: Path, office: str) -> AtSops:
    return AtSops(open_kantor(folder, office).desk, sops.PAGE)


def test_a_step_of_the_office_is_added_moved_changed_and_taken_out_in_its_sop_alone(tmp_path: Path) -> None:
    page = at_the_page(tmp_path, "purwakarta")
    notify, hand_over, archive = page.steps(SKP)
    told = page.fill(
        f"{SKP}/1",
        "Tambah langkah",
        nama="Menelepon pemohon",
        jenis="pemberitahuan",
        peran="fo",
        waktu="5 menit",
    )
    assert told[0].startswith("Langkah tambahan kantor Menelepon pemohon, SOP ")
    assert page.steps(SKP) == [notify, hand_over, archive, "Menelepon pemohon"]
    page.do(f"{SKP}/104", "Pindah ke atas")
    assert page.steps(SKP) == [notify, hand_over, "Menelepon pemohon", archive]
    page.do(f"{PUSKESMAS}/102", "Pindah ke atas")
    page.fill(f"{PUSKESMAS}/101", "Ubah", kata_kerja="Sudah diterima pemohon")
    page.do(f"{SKP}/101", "Hapus")
    assert page.steps(PUSKESMAS) == [hand_over, notify, archive]
    assert page.steps(SKP) == [hand_over, "Menelepon pemohon", archive]
    handed = page.desk.upcoming(PUSKESMAS).step(101)
    assert (handed.kind, handed.branches[0].label) == ("handover", "Sudah diterima pemohon")
    assert "Menelepon" in history(page.desk)[-2].differences[0]


def test_what_is_wrong_with_a_step_of_the_office_is_said_at_its_field(tmp_path: Path) -> None:
    page = at_the_page(tmp_path, "purwakarta")
    first = page.steps(SKP)[0]
    for field, typed in (("peran", {"nama": "Arsip"}), ("nama", {"nama": first, "peran": "fo"})):
        with pytest.raises(Faulty) as wrong:
            page.fill(f"{SKP}/1", "Tambah langkah", **typed)
        assert [*wrong.value.at] == [field]


def test_a_step_comes_only_behind_a_result_that_the_sop_gives(tmp_path: Path) -> None:
    page = at_the_page(tmp_path, "karimun")
    deed = page.deed("karimun-sicantik/6", "Tambah langkah")
    assert deed.fill is not None
    after = next(entry for entry in deed.fill().entries if entry.name == "setelah")
    assert [outcome for outcome, _ in after.options] == [
        "ditolak"
    ]  # who has the permit is at its end already
    assert after.value == "ditolak"


def test_a_sign_off_is_given_to_another_role_and_back(tmp_path: Path) -> None:
    page = at_the_page(tmp_path, "mempawah")
    told = page.fill(f"{MEMPAWAH}/4", "Ubah", **{"2": "jf"})
    assert told[0].startswith("Paraf 2 langkah 4 ")
    assert page.desk.upcoming(MEMPAWAH).step(4).signing_roles(1) == ("jf",)
    page.do(f"{MEMPAWAH}/4", "Kembali seperti SOP")
    assert page.desk.upcoming(MEMPAWAH).step(4).signing_roles(1) == ("koordinator",)
