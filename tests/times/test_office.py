"""An office whose SOP says its times as SOPs do: what its desks, its papers and its lists make of them.

Nothing here is known to the program: the files of the folder `kantor` are put beside the database.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text as sql

from loket.cli import run
from loket.desk.authority import Who
from loket.desk.case.file_view import explained
from loket.desk.case.lists import pile
from loket.desk.founding import create_office
from loket.desk.opening import open_desk
from loket.desk.papers.receipt import receipt_text
from loket.desk.words.deadline import limit_line
from loket.flow.countdown import moment
from loket.flow.limits import LimitKind
from loket.office.profile import load_office
from loket.office.times import times_data, times_from, times_of
from loket.sop.model import Milestone
from loket.store import people
from loket.store.journal import Stamp
from screens.widgets.styles import Inks
from screens.wording.case import data_lines, history_lines, limit_lines
from tests.desk.editions import edit
from tests.desk.kantor import Kantor, due_of
from tests.desk.karimun import instant

OWN = Path(__file__).parent / "kantor"
PROFILE = OWN / "offices" / "kabupaten-waktu.toml"
STAFF = ("sekretariat", "tpt", "kasi", "kadistek", "operator", "kadis", "penyelia")
MONDAY = "2026-11-02 09:00+07:00"
STEP, GROUP, WHOLE, LEGAL = LimitKind.STEP, LimitKind.GROUP, LimitKind.WHOLE, LimitKind.LEGAL
INK: Inks = defaultdict(str)


def text_of(lines: Iterable[object]) -> str:
    return "\n".join(map(str, lines))


def words(text: str) -> str:
    """A text without the width of its columns."""
    return " ".join(text.split())


class Waktu(Kantor):
    """The office of Kabupaten Waktu."""

    def who(self, key: str, station: str | None = None) -> Who:
        return Who(self.ids[key], station or ("1" if key == "sekretariat" else None))

    def lines(self, file: int, kind: LimitKind) -> str:
        """A limit as the file's screens have it."""
        seen = self.view(file)
        (stand,) = (stand for stand in seen.stands if stand.limit.kind is kind)
        return limit_line(stand, seen.time, moment(seen.time, seen.now))

    def page(self, file: int) -> str:
        """All limits of a file with their arithmetic, as F4 has them."""
        seen = self.view(file)
        return text_of(limit_lines(seen, explained(seen), INK))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Waktu]:
    path, at = tmp_path / "loket.db", instant(MONDAY)
    create_office(path, str(PROFILE), now=at)
    desk = open_desk(path, clock=lambda: at)
    with desk.store.write() as conn:
        for number, role in enumerate(STAFF, 1):
            nip = f"1990010120150120{number:02}"
            people.add(conn, nip, f"Petugas {role}", "tanpa sandi", (role,), Stamp(at))
    waktu = Waktu(desk, at, {role: number for number, role in enumerate(STAFF, 1)})
    desk.now = lambda: waktu.at
    yield waktu
    desk.store.close()


def at_the_team(office: Waktu, size: str = "besar", service: str = "pbg") -> int:
    file = office.register("sekretariat", service).file
    office.do(file, "sekretariat", size, minutes=10)
    return file


def correct(office: Waktu, size: str = "besar", service: str = "pbg") -> int:
    """A file declared complete on Monday and correct on Wednesday, at 09.30 or so."""
    file = at_the_team(office, size, service)
    office.go_to("2026-11-04 09:30")
    office.do(file, "tpt", "benar", minutes=10)
    return file


def test_the_procedure_and_the_office_fit_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sop", "periksa", str(OWN / "sop" / "pbg.toml"), "--kantor", str(PROFILE)]) == 0
    assert capsys.readouterr().out == "pbg: tidak ada kesalahan (9 langkah).\n"


def test_the_demo_plays_this_office_and_tells_its_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LOKET_DATA", str(tmp_path / "loket.db"))
    assert run(["demo", "--kantor", str(OWN)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in told[1:-1]] == [f"{n}." for n in range(1, 10)]
    assert told[3].endswith("terpakai 5 hari kerja, sisa 20 dari 3-25 hari kerja")
    assert told[6].endswith("dapat ditunggu")
    assert told[-1].startswith("Selesai: berkas 001 terbit")


def test_a_range_is_shown_as_written_on_the_file_and_its_most_is_on_the_list(office: Waktu) -> None:
    file = at_the_team(office)
    assert office.lines(file, STEP) == "Batas 3-25 hari kerja · paling lambat Sen 7 Des 16.00"
    assert "Waktu 3-25 hari kerja · " in office.page(file)
    (row,) = pile(office.desk, office.who("tpt")).waiting
    assert office.clock(due_of(row)) == "07 Dec 16:00"


def test_complete_and_correct_are_told_with_their_two_dates(office: Waktu) -> None:
    file = at_the_team(office)
    assert "Dinyatakan benar" not in text_of(data_lines(office.view(file), INK))
    office.go_to("2026-11-04 09:30")
    office.do(file, "tpt", "benar", minutes=10)
    seen = office.view(file)
    data, told = words(text_of(data_lines(seen, INK))), text_of(history_lines(seen, INK))
    assert "Dinyatakan lengkap Sen 2 Nov 09.10 Dinyatakan benar 09.41" in data
    assert "Lengkap, lebih dari 500 m² · Petugas sekretariat · dinyatakan lengkap" in told
    assert "Dokumen benar, teruskan · Petugas tpt · dinyatakan benar" in told
    assert (seen.row.complete_at, seen.row.correct_at) == (seen.state.complete_at, seen.state.correct_at)


def test_the_check_of_the_data_compares_when_a_file_was_declared_correct(
    office: Waktu, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    correct(office)
    assert run(["periksa", "--data", str(tmp_path / "loket.db")]) == 0
    with office.desk.store.write() as conn:
        conn.execute(sql("UPDATE file SET correct_at = correct_at + 1"))
    capsys.readouterr()
    assert run(["periksa", "--data", str(tmp_path / "loket.db")]) == 1
    assert "001" in capsys.readouterr().out


def test_the_legal_line_is_the_services_and_starts_as_the_office_says(office: Waktu) -> None:
    file = at_the_team(office)
    assert LEGAL not in office.limits(file)
    office.go_to("2026-11-04 09:30")
    office.do(file, "tpt", "benar", minutes=10)
    assert office.limit(file, LEGAL)[1] == "24 Nov 16:00"
    page = office.page(file)
    assert "Waktu 14 hari kerja · sejak dinyatakan benar" in page


def test_deadlines_follow_a_profile_that_changes_the_legal_line(office: Waktu) -> None:
    file = correct(office)
    edit(office.desk, ("batas_hukum = 14\n", ""))
    assert office.limit(file, LEGAL)[1] == "11 Nov 16:00"
    assert any(line.startswith("Batas waktu bergeser dari") for line in office.history(file))
    edit(office.desk, ('batas_hukum_sejak = "benar"\n', ""))
    assert office.limit(file, LEGAL)[1] == "09 Nov 16:00"


def test_the_whole_waits_for_its_moment_in_words(office: Waktu) -> None:
    file = at_the_team(office)
    assert office.lines(file, WHOLE) == "Seluruh SOP · dihitung sejak dinyatakan benar"
    office.go_to("2026-11-04 09:30")
    office.do(file, "tpt", "benar", minutes=10)
    assert office.limit(file, WHOLE)[1] == "14 Dec 16:00"
    page = office.page(file)
    assert "sejak dinyatakan benar · atas waktu kantor dan pihak lain" in page


@pytest.mark.parametrize(("size", "time"), [("besar", "2 hari kerja"), ("kecil", "1 hari kerja")])
def test_a_steps_time_goes_by_what_was_recorded(office: Waktu, size: str, time: str) -> None:
    assert office.lines(correct(office, size), STEP).startswith(f"Batas {time} · ")


def test_what_is_waited_for_stands_where_a_time_would(office: Waktu) -> None:
    file = correct(office)
    for key, branch in (("sekretariat", "dihitung"), ("kasi", "sahkan"), ("kadistek", "sahkan")):
        office.do(file, key, branch, minutes=5)
    assert office.lines(file, STEP) == "Batas: dapat ditunggu"
    page = office.page(file)
    assert "Batas: dapat ditunggu" in page
    office.go_to("2026-11-30 09:00")
    assert "LEWAT" not in office.lines(file, STEP)
    (row,) = pile(office.desk, office.who("operator")).waiting
    assert row.work.file_id == file


def test_a_receipt_says_that_the_applicant_may_wait_for_it(office: Waktu) -> None:
    file = office.register("sekretariat", "pbg-rumah").file
    paper = receipt_text(office.desk, office.who("sekretariat"), office.view(file))
    assert "Perkiraan selesai : dapat ditunggu" in words(paper)


def test_a_receipt_says_from_when_the_decision_is_due(office: Waktu) -> None:
    file = correct(office)
    paper = receipt_text(office.desk, office.who("sekretariat"), office.view(file))
    assert "batas keputusan, 14 hari kerja sejak benar" in words(paper)


def test_a_receipt_goes_by_the_whole_from_its_moment_and_by_whose_time_counts(office: Waktu) -> None:
    """From the payment on the applicant's days count too: the date stands also while the file is theirs."""
    file = office.register("sekretariat", "salinan").file

    def receipt() -> str:
        return words(receipt_text(office.desk, office.who("sekretariat"), office.view(file)))

    assert "Perkiraan selesai : belum dapat dihitung (dihitung sejak pembayaran)" in receipt()
    assert office.lines(file, WHOLE) == "Seluruh SOP · dihitung sejak pembayaran"
    office.do(file, "sekretariat", "kembali")
    office.do(file, "operator", "lunas", minutes=5)
    assert "paling lambat Senin, 9 November 2026 (menurut jumlah waktu SOP)" in receipt()
    office.do(file, "kadis", "tidak", minutes=5)
    office.go_to("2026-11-05 09:00")
    assert "paling lambat Senin, 9 November 2026 (menurut jumlah waktu SOP)" in receipt()
    assert office.lines(file, WHOLE) == "Seluruh SOP · paling lambat Sen 9 Nov 16.00"


def test_every_time_of_a_profile_is_kept_whole() -> None:
    profile = load_office(PROFILE)
    kept = times_of(profile)
    assert kept.service_legal_days == {"pbg": 14}
    assert kept.legal_from is Milestone.CORRECT
    assert times_from(times_data(kept)) == kept
