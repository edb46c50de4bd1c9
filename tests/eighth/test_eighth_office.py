"""What an outsider writes with docs/sop.md and docs/offices.md runs: a cashier, a payment, a time by signer.

Nothing here is known to the program: files of the folder `kantor` are put beside the database, and everything
else is done through the commands and the desk.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from loket.cli import run
from loket.desk.authority import Who
from loket.desk.case import lists
from loket.flow.acts import Refused, Why
from loket.flow.limits import LimitKind
from loket.flow.standing import Standing
from loket.sop.model import Party
from screens.wording.acts import lies_with
from screens.wording.place import holder, standing_line, why
from tests.desk.editions import edit
from tests.desk.kantor import Kantor
from tests.desk.karimun import instant
from tests.desk.set_up import PASSWORD, set_up

OWN = Path(__file__).parent / "kantor"
PROFILE = OWN / "offices" / "kabupaten-contoh.toml"
GEDUNG = ("sop", "gedung")
STAFF = {"fo": "a", "pengelola": None, "kasir": "b", "kabid": None, "kadis": None, "penyelia": None}
STEP, WHOLE, LEGAL = LimitKind.STEP, LimitKind.WHOLE, LimitKind.LEGAL


class Contoh(Kantor):
    """The office of Kabupaten Contoh, at its own clock (WITA)."""

    def who(self, key: str, station: str | None = None) -> Who:
        return Who(self.ids[key], station or STAFF[key])

    def go_to(self, text: str) -> None:
        self.at = instant(f"{text}+08:00")


@pytest.fixture
def contoh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Contoh]:
    """The office as its admin sets it up."""
    with set_up(Contoh, PROFILE, STAFF, tmp_path, monkeypatch, "2026-11-18 09:00+08:00") as contoh:
        yield contoh


def test_the_procedure_and_the_office_fit_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sop", "periksa", str(OWN / "sop" / "gedung.toml"), "--kantor", str(PROFILE)]) == 0
    assert capsys.readouterr().out == "gedung: tidak ada kesalahan (8 langkah).\n"


def test_what_was_taken_in_goes_by_its_id_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The walk of docs/sop.md: checked, tried, and made an office of, which needs the folder no more."""
    folder = str(tmp_path / "dokumen")
    shutil.copytree(OWN, folder)
    monkeypatch.setenv("LOKET_DATA", str(tmp_path))
    monkeypatch.setenv("LOKET_KATA_SANDI", PASSWORD)
    assert run(["kantor", "periksa", folder]) == 0
    assert run(["sop", "periksa", "gedung", "--kantor", folder]) == 0
    assert run(["sop", "coba", "--kantor", folder]) == 0
    assert "tidak ada berkas yang tertahan" in " ".join(capsys.readouterr().out.split())
    named = ["--nip", "197001012000011001", "--nama", "Admin Contoh"]
    assert run(["init", "--kantor", folder, *named]) == 0
    shutil.rmtree(folder)
    capsys.readouterr()
    assert run(["sop", "periksa", "gedung", "--kantor", "kabupaten-contoh"]) == 0
    assert run(["sop", "coba", "--kantor", "kabupaten-contoh"]) == 0
    assert "tidak ada berkas yang tertahan" in " ".join(capsys.readouterr().out.split())


def test_the_demo_plays_this_office_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LOKET_DATA", str(tmp_path / "loket.db"))
    assert run(["demo", "--kantor", str(OWN)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in told[1:-1]] == [f"{n}." for n in range(1, 9)] + ["Tambahan"]
    assert "Kasir" in told[4]
    assert told[-1].startswith("Selesai: berkas 001/GSG/2026 terbit")
    assert list(tmp_path.iterdir()) == []


def _to_the_signature(contoh: Contoh, days: str) -> int:
    """A file that was paid for and waits for a signature, 19 November at 10.21."""
    file = contoh.register("fo", "gedung").file
    assert contoh.limit(file, STEP) == ("tepat_waktu", "18 Nov 09:10")
    contoh.do(file, "fo", "lengkap", minutes=5)
    contoh.do(file, "pengelola", days, minutes=30)
    contoh.do(file, "kasir", "tagih", minutes=5)
    contoh.go_to("2026-11-19 10:00")
    contoh.do(file, "fo", "kembali")
    contoh.do(file, "kasir", "kurang", minutes=4)
    contoh.wait(10)
    contoh.do(file, "fo", "kembali")
    contoh.do(file, "kasir", "lunas", minutes=3)
    return file


def test_what_was_once_returned_for_a_paper_is_no_reason_to_wait_for_the_payment(contoh: Contoh) -> None:
    file = contoh.register("fo", "gedung").file
    contoh.do(file, "fo", "kurang", minutes=5)
    assert why(contoh.view(file)) == ["Alasan contoh"]
    contoh.do(file, "fo", "kembali")
    contoh.do(file, "fo", "lengkap", minutes=5)
    contoh.do(file, "pengelola", "sehari", minutes=30)
    contoh.do(file, "kasir", "tagih", minutes=5)
    here = contoh.view(file)
    assert standing_line(here, contoh.desk.office.roles).text.startswith("Menunggu pembayaran sejak")
    assert why(here) == []


def test_a_file_goes_from_the_counter_over_the_cashier_to_the_key(contoh: Contoh) -> None:
    file = _to_the_signature(contoh, "sehari")
    assert lists.pile(contoh.desk, contoh.who("kabid")).waiting[0].work.file_id == file
    contoh.do(file, "kabid", "tandatangani", minutes=20)
    assert contoh.here(file).standing is Standing.COLLECTION
    contoh.do(file, "fo", "datang")
    contoh.do(file, "fo", "diserahkan", minutes=3)
    contoh.do(file, "fo", "selesai", minutes=2)
    state = contoh.state(file)
    assert (state.outcome, state.at(0)) == ("terbit", None)
    assert list(dict.fromkeys(i.step for i in contoh.intervals(file))) == [2, 3, 4, 5, 6, 7, 8, 101]
    assert contoh.view(file).row.number == "001/GSG/2026"


def test_each_deadline_follows_the_file(contoh: Contoh) -> None:
    file = contoh.register("fo", "gedung").file
    contoh.do(file, "fo", "lengkap", minutes=5)
    assert contoh.limit(file, LEGAL) == ("tepat_waktu", "25 Nov 16:00")
    contoh.wait(1)
    contoh.take(file, "pengelola")
    assert contoh.limit(file, STEP) == ("tepat_waktu", "18 Nov 14:06")  # four hours, an hour closed
    contoh.do(file, "pengelola", "sehari", minutes=30)
    contoh.do(file, "kasir", "tagih", minutes=5)
    before = contoh.limits(file)[WHOLE]
    contoh.go_to("2026-11-24 10:00")
    resting = contoh.limits(file)  # a bill that lies with its payer costs the office no time
    assert STEP not in resting or resting[STEP].due is None
    assert (resting[WHOLE].used, resting[WHOLE].due) == (before.used, None)


def test_a_step_of_another_agency_is_not_told_as_the_applicants(contoh: Contoh) -> None:
    bank = (
        'nama = "Membayar sewa"\njenis = "applicant"',
        'nama = "Bukti bank"\njenis = "applicant"\npihak = "instansi"',
    )
    edit(contoh.desk, bank, key=GEDUNG)
    file = contoh.register("fo", "gedung").file
    contoh.do(file, "fo", "lengkap", minutes=5)
    contoh.do(file, "pengelola", "sehari", minutes=30)
    contoh.do(file, "kasir", "tagih", minutes=5)
    here, roles, view = contoh.here(file), contoh.desk.office.roles, contoh.view(file)
    assert here.party is Party.AGENCY
    (row,) = lists.all_open(contoh.desk, contoh.who("penyelia"))
    assert holder(row, roles).text == "menunggu pihak lain"
    assert standing_line(view, roles).text.startswith("Menunggu pihak lain sejak")
    assert lies_with(view.procedure, here, contoh.desk.office) == "pihak lain"
    with pytest.raises(Refused) as refused:
        contoh.take(file, "kasir")
    assert contoh.says(refused.value).startswith("Menunggu pihak lain sejak")
    contoh.do(file, "fo", "kembali")
    assert contoh.here(file).step == 6


def test_an_agency_that_the_sop_names_is_told_by_its_name(contoh: Contoh) -> None:
    paying = 'nama = "Membayar sewa"\njenis = "applicant"'
    bank = 'nama = "Bukti"\njenis = "applicant"\npihak = "instansi"\nperan = ["bank"]'
    role = ("[peran]", '[peran]\nbank = "Bank BPD/Kas Daerah"')
    edit(contoh.desk, (paying, bank), role, key=GEDUNG)
    file = contoh.register("fo", "gedung").file
    contoh.do(file, "fo", "lengkap", minutes=5)
    contoh.do(file, "pengelola", "sehari", minutes=30)
    contoh.do(file, "kasir", "tagih", minutes=5)
    here, roles, view = contoh.here(file), contoh.desk.office.roles, contoh.view(file)
    (row,) = lists.all_open(contoh.desk, contoh.who("penyelia"))
    assert holder(row, roles).text == "menunggu Bank BPD/Kas Daerah"
    assert standing_line(view, roles).text.startswith("Menunggu Bank BPD/Kas Daerah sejak")
    assert lies_with(view.procedure, here, contoh.desk.office) == "Bank BPD/Kas Daerah"
    with pytest.raises(Refused) as refused:
        contoh.take(file, "kasir")
    assert contoh.says(refused.value).startswith("Menunggu Bank BPD/Kas Daerah sejak")


def test_the_one_signs_within_hours(contoh: Contoh) -> None:
    file = _to_the_signature(contoh, "sehari")
    contoh.take(file, "kabid")
    assert contoh.limit(file, STEP)[1] == "19 Nov 13:21"


def test_the_other_signs_within_a_working_day(contoh: Contoh) -> None:
    file = _to_the_signature(contoh, "lebih")
    assert contoh.limit(file, STEP)[1] == "20 Nov 16:00"
    contoh.take(file, "kabid")
    with pytest.raises(Refused) as refused:
        contoh.choose(file, "kabid", "tandatangani-lebih")
    assert refused.value.why is Why.NOT_YOUR_STEP
