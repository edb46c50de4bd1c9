"""All seven procedures at the desks of their own offices, to every one of their ends.

A run is written as its log: a line names step, role and what was done there. `bo>kasi` lay on the pile of the
first and was taken by the second; `kembali` is the applicant bringing it back, `datang` coming to collect,
`lewati` an optional step that is not needed, `tunggu` a file that waits for its parent. Lines that begin with
`induk` are about the parent of a follow-up file. The table must hold the intervals of these lines, no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from loket.desk import files, lists
from loket.flow.limits import LimitKind
from loket.flow.state import replay
from loket.office.closing import with_closing
from loket.office.profile import load_office
from loket.sla import State
from loket.sop import catalogue
from loket.sop.model import Kind
from tests.desk.kantor import KARIMUN_WAY, Kantor

Offices = Callable[..., Kantor]
Taken = tuple[int, str]
NO_BRANCH = {"kembali", "datang", "lewati", "tunggu"}
CLOSED = {State.MET, State.LATE, State.NOT_STARTED}


@dataclass(frozen=True)
class Run:
    """A file's whole way in an office, and how it ends; `start` None: where the SOP usually begins."""

    office: str
    service: str
    title: str
    outcome: str
    way: str
    start: int | None = None


@dataclass(frozen=True)
class Line:
    parent: bool
    step: int
    pile: str
    role: str
    done: str

    @property
    def rows(self) -> list[tuple[int, str, str]]:
        waiting = (self.step, "menunggu", self.pile)
        match self.done:
            case "kembali":
                return [(self.step, "menunggu pemohon", self.pile)]
            case "datang":
                return [(self.step, "menunggu diambil", self.pile)]
            case "tunggu":
                return [(self.step, "menunggu pihak lain", self.pile)]
            case _:
                return [waiting, (self.step, "dikerjakan", self.role)]


def lines(run: Run) -> Iterator[Line]:
    for text in run.way.strip().splitlines():
        words = text.split()
        parent = words[0] == "induk"
        step, role, done = words[1:] if parent else words
        pile, _, by = role.partition(">")
        yield Line(parent, int(step), pile, by or pile, done)


RUNS = (
    Run(
        "karimun",
        "sip-bidan",
        "terbit sesudah dikembalikan dari setiap meja",
        "terbit",
        """
        5 fo2 tidak
        4 pemohon kembali
        5 fo2 lengkap
        6 bo tidak
        4 pemohon kembali
        5 fo2 lengkap
        6 bo benar
        7 kasi tidak
        4 pemohon kembali
        5 fo2 lengkap
        6 bo benar
        7 kasi perbaiki-data
        6 bo benar
        7 kasi validasi
        8 kabid setuju
        9 kadis tetapkan
        10 fo4 dicetak
        11 fo5 datang
        11 fo5 terisi
        12 fo4 diserahkan
        """,
    ),
    Run(
        "karimun",
        "apotek",
        "ditolak Kepala Bidang",
        "ditolak",
        """
        5 fo2 lengkap
        6 bo benar
        7 kasi validasi
        8 kabid tolak
        """,
    ),
    *(
        run
        for service in ("skp", "puskesmas")
        for run in (
            Run(
                "purwakarta",
                service,
                "terbit sejak akun, naskah dua kali diperbaiki",
                "terbit",
                """
                2 fo tolak-akun
                1 pemohon kembali
                2 fo setujui
                3 pemohon kembali
                4 fo tidak
                3 pemohon kembali
                4 fo lengkap
                5 bo teruskan
                6 tim_teknis setuju
                7 bo naskah-izin
                8 kasi perbaiki
                7 bo naskah-izin
                8 kasi validasi
                9 kabid perbaiki
                7 bo naskah-izin
                8 kasi validasi
                9 kabid validasi
                10 kadis izin
                101 fo selesai
                102 fo datang
                102 fo selesai
                103 fo selesai
                """,
                start=2,
            ),
            Run(
                "purwakarta",
                service,
                "ditolak atas rekomendasi Tim Teknis",
                "ditolak",
                """
                4 fo lengkap
                5 bo teruskan
                6 tim_teknis tolak
                7 bo surat-penolakan
                8 kasi validasi
                9 kabid validasi
                10 kadis penolakan
                101 fo selesai
                102 fo datang
                102 fo selesai
                103 fo selesai
                """,
            ),
        )
    ),
    *(
        Run(
            "pariaman",
            "nib-ss",
            f"risiko {risk}, terbit sendiri di OSS",
            "terbit",
            f"""
            2 fo lanjut
            3 fo data-ditolak
            1 pemohon kembali
            3 fo akun-jadi
            4 fo {risk}
            5 fo terbit
            9 arsip diarsipkan
            10 dalaks diteruskan
            """,
        )
        for risk in ("rendah", "menengah-rendah")
    ),
    Run(
        "pariaman",
        "nib-ss",
        "risiko menengah tinggi, diperbaiki, layak",
        "terbit",
        """
        2 fo lanjut
        3 fo akun-jadi
        4 fo menengah-tinggi
        6 bo ajukan
        7 opd perbaikan
        1 pemohon kembali
        7 opd layak
        8 bo terbit
        9 arsip diarsipkan
        10 dalaks diteruskan
        """,
    ),
    Run(
        "pariaman",
        "nib-ss",
        "risiko tinggi, tidak layak",
        "ditolak",
        """
        2 fo lanjut
        3 fo akun-jadi
        4 fo tinggi
        6 bo ajukan
        7 opd tidak-layak
        """,
    ),
    Run(
        "pariaman",
        "sip",
        "terbit sesudah diperbaiki",
        "terbit",
        """
        2 fo lanjut
        3 fo data-ditolak
        1 pemohon kembali
        3 fo akun-jadi
        4 fo terisi
        5 bo terverifikasi
        5 kasi terverifikasi
        6 kabid verifikasi
        7 opd perbaikan
        1 pemohon kembali
        7 opd layak
        8 kadis terbit
        8 fo terbit
        9 arsip diarsipkan
        """,
    ),
    Run(
        "pariaman",
        "sip",
        "tidak layak",
        "ditolak",
        """
        2 fo lanjut
        3 fo akun-jadi
        4 fo terisi
        5 bo terverifikasi
        5 kasi terverifikasi
        6 kabid verifikasi
        7 opd tidak-layak
        """,
    ),
    Run(
        "pariaman",
        "sigap",
        "risiko rendah: dicatat sesudah izin terbit dan diarsipkan",
        "selesai",
        """
        induk 2 fo lanjut
        induk 3 fo akun-jadi
        induk 4 fo rendah
        induk 5 fo terbit
        2 fo terinput
        3 fo arsip
        """,
    ),
    Run(
        "pariaman",
        "sigap",
        "risiko tinggi: menunggu izin, dua kali tidak valid, lalu selesai",
        "selesai",
        """
        induk 2 fo lanjut
        induk 3 fo akun-jadi
        induk 4 fo tinggi
        2 fo terinput
        3 fo back-office
        4 bo terunggah
        5 kasi perlu-rekomendasi
        6 opd persetujuan
        7 bo tunggu
        induk 6 bo ajukan
        induk 7 opd layak
        induk 8 bo terbit
        7 bo izin-terunggah
        8 kasi tidak-valid
        7 bo izin-terunggah
        8 kasi valid
        8 kabid tidak-valid
        7 bo izin-terunggah
        8 kasi valid
        8 kabid valid
        """,
    ),
    Run(
        "pariaman",
        "sigap",
        "rekomendasi ditolak OPD",
        "ditolak",
        """
        induk 2 fo lanjut
        induk 3 fo akun-jadi
        induk 4 fo menengah-tinggi
        2 fo terinput
        3 fo back-office
        4 bo terunggah
        5 kasi perlu-rekomendasi
        6 opd penolakan
        """,
    ),
    Run(
        "pariaman",
        "sigap",
        "izin induk tidak terbit",
        "ditolak",
        """
        induk 2 fo lanjut
        induk 3 fo akun-jadi
        induk 4 fo tinggi
        2 fo terinput
        3 fo back-office
        4 bo terunggah
        5 kasi tanpa-rekomendasi
        7 bo tunggu
        induk 6 bo ajukan
        induk 7 opd tidak-layak
        7 bo tidak-terbit
        """,
    ),
    Run(
        "mempawah",
        "sertifikat-standar",
        "terbit sesudah dikembalikan dari paraf dan tanda tangan",
        "terbit",
        """
        2 fo lewati
        3 tim_teknis lengkap
        4 jf tidak-valid
        1 pemohon kembali
        4 jf valid
        4 koordinator valid
        4 ahli_madya tidak-valid
        1 pemohon kembali
        4 jf valid
        4 koordinator valid
        4 ahli_madya valid
        5 kadis ditolak
        1 pemohon kembali
        4 jf valid
        4 koordinator valid
        4 ahli_madya valid
        5 kadis tandatangani
        6 fo diberi-tahu
        8 fo diarsipkan
        """,
    ),
    Run(
        "mempawah",
        "sertifikat-standar",
        "ditolak Tim Teknis sesudah didampingi",
        "ditolak",
        """
        2 fo didampingi
        3 tim_teknis tolak
        """,
    ),
)


def front(kantor: Kantor) -> str:
    return "fo2" if kantor.desk.office.id == "karimun" else "fo"


def walk(kantor: Kantor, run: Run) -> tuple[int, list[tuple[int, str, str]]]:
    """Walk the run; the file it is about, and the intervals its lines stand for."""
    follow_up = run.service == "sigap"
    main = kantor.register(service="nib-ss" if follow_up else run.service, start=run.start).file
    child = 0
    rows: list[tuple[int, str, str]] = []
    for line in lines(run):
        if follow_up and not line.parent:
            child = child or kantor.view(main).related[0].id
            rows += line.rows
        elif not line.parent:
            rows += line.rows
        file = child if follow_up and not line.parent else main
        here = kantor.here(file)
        assert (here.step, here.role) == (line.step, line.pile), f"{run.title}: {line}"
        if line.done != "tunggu":
            kantor.do(file, front(kantor) if line.done == "kembali" else line.role, line.done)
    return child or main, rows


@pytest.mark.parametrize("run", RUNS, ids=lambda r: f"{r.service}: {r.title}")
def test_the_file_goes_the_way_of_the_sop_to_its_end(kantor: Offices, run: Run) -> None:
    office = kantor(run.office)
    file, rows = walk(office, run)
    view = office.view(file)
    assert (view.state.open, view.row.outcome) == (None, run.outcome)
    assert (view.row.ended_at, view.row.version) == (office.at, view.state.seq)
    assert office.log(file) == rows
    assert office.intervals(file) == view.state.intervals == replay(view.procedure, view.events).intervals
    assert all(verdict.state in CLOSED for _, verdict in view.judged)
    assert office.journal("file", file)[-1].seq == view.row.version
    held = {i.person for i in view.state.intervals} - {None}
    assert all(event.role for event in view.events if event.person in held)


def test_every_branch_that_an_office_can_choose_is_chosen() -> None:
    chosen: dict[str, set[Taken]] = {}
    passed: dict[str, set[Taken]] = {}
    for name in ("karimun", "purwakarta", "pariaman", "mempawah"):
        office = load_office(name)
        for service in office.services.values():
            procedure = with_closing(catalogue()[service.procedure], office)
            passed.setdefault(procedure.id, set()).update(
                (step.sequence, branch.id)
                for step in procedure.steps
                if step.kind is not Kind.APPLICANT and not step.passes
                for branch in step.branches
            )
            chosen.setdefault(procedure.id, set()).update(
                (line.step, line.done)
                for run in RUNS
                if run.service == service.id
                for line in lines(run)
                if not line.parent and line.done not in NO_BRANCH
            )
    assert chosen == passed
    assert len(chosen) == 7


def test_the_whole_story_of_one_file_as_it_is_told(karimun: Kantor) -> None:
    file, _ = walk(karimun, RUNS[1])
    story = [line for line in karimun.history(file) if "ditandai" not in line]
    assert story == [
        "Didaftarkan Petugas fo2",
        "Diambil Petugas fo2",
        "Lengkap: beri tanda terima, teruskan ke Back Office · Petugas fo2",
        "Diambil Petugas bo",
        "Lengkap dan benar, teruskan ke Kepala Seksi · Petugas bo",
        "Diambil Petugas kasi",
        "Validasi, teruskan ke Kepala Bidang · Petugas kasi",
        "Diambil Petugas kabid",
        "Tolak permohonan (akhir) (Alasan contoh) · Petugas kabid",
    ]


def test_karimun_counts_minutes_from_the_taking_and_the_legal_line_from_the_receipt(karimun: Kantor) -> None:
    file = karimun.register().file
    assert karimun.limit(file, LimitKind.STEP) == ("tepat_waktu", "18 Nov 09:10")
    assert karimun.limit(file, LimitKind.WHOLE) == ("tepat_waktu", "18 Nov 09:45")
    assert LimitKind.LEGAL not in karimun.limits(file)
    karimun.go_to("2026-11-18 09:08")
    assert karimun.limit(file, LimitKind.STEP) == ("hampir_lewat", "18 Nov 09:10")
    karimun.tick(file, "fo2")
    karimun.choose(file, "fo2", "lengkap")
    assert karimun.limit(file, LimitKind.STEP) == ("belum_mulai", "-")
    assert karimun.limit(file, LimitKind.WHOLE) == ("berhenti", "-")
    assert karimun.limit(file, LimitKind.LEGAL) == ("tepat_waktu", "25 Nov 16:00")
    karimun.go_to("2026-11-18 11:58")
    karimun.take(file, "bo")
    assert karimun.limit(file, LimitKind.STEP) == ("tepat_waktu", "18 Nov 13:03")  # the lunch break between
    assert karimun.limit(file, LimitKind.WHOLE) == ("tepat_waktu", "18 Nov 13:35")  # 8 minutes are used
    karimun.go_to("2026-11-18 13:04")
    assert karimun.limit(file, LimitKind.STEP) == ("lewat", "18 Nov 13:03")
    assert karimun.limits(file)[LimitKind.STEP].remaining == -1 * 60_000


def test_karimuns_legal_line_rests_while_the_file_is_with_the_applicant(karimun: Kantor) -> None:
    file = karimun.register().file
    karimun.do(file, "fo2", "lengkap", minutes=5)
    karimun.do(file, "bo", "tidak")
    assert karimun.limit(file, LimitKind.LEGAL) == ("berhenti", "-")
    assert karimun.limit(file, LimitKind.WHOLE) == ("berhenti", "-")
    karimun.go_to("2026-11-20 10:00")
    karimun.do(file, "fo2", "kembali")
    assert karimun.limit(file, LimitKind.LEGAL) == ("tepat_waktu", "27 Nov 16:30")
    karimun.do(file, "fo2", "lengkap")
    karimun.bring_to(file, 10, KARIMUN_WAY)
    assert karimun.limits(file)[LimitKind.LEGAL].state is State.MET
    karimun.go_to("2026-12-11 10:00")
    karimun.do(file, "fo4", "dicetak", minutes=6)
    assert karimun.limits(file)[LimitKind.LEGAL].state is State.MET


def test_each_visit_of_a_step_has_its_whole_time_and_the_sum_goes_on(karimun: Kantor) -> None:
    file = karimun.register().file
    karimun.do(file, "fo2", "tidak", minutes=9)
    karimun.do(file, "fo2", "kembali")
    assert [(i.step, i.visit) for i in karimun.intervals(file)] == [(5, 1), (5, 1), (4, 1), (5, 2)]
    karimun.go_to("2026-11-18 10:00")
    karimun.take(file, "fo2")
    assert karimun.limit(file, LimitKind.STEP) == ("tepat_waktu", "18 Nov 10:10")
    assert karimun.limit(file, LimitKind.WHOLE) == ("tepat_waktu", "18 Nov 10:36")  # 9 of 45 are used


def test_the_time_a_permit_lies_ready_is_the_applicants(karimun: Kantor) -> None:
    file = karimun.register().file
    karimun.bring_to(file, 11, KARIMUN_WAY)
    used = karimun.limits(file)[LimitKind.WHOLE].used
    assert karimun.here(file).party == "pemohon"
    karimun.go_to("2026-11-25 08:00")
    karimun.do(file, "fo5", "datang")
    assert karimun.limits(file)[LimitKind.WHOLE].used == used
    karimun.do(file, "fo5", "terisi", minutes=2)
    karimun.do(file, "fo4", "diserahkan", minutes=3)
    assert karimun.limits(file)[LimitKind.WHOLE].used == used + 5 * 60_000


def test_purwakarta_counts_days_from_the_arrival_and_its_hours_from_the_taking(kantor: Offices) -> None:
    office = kantor("purwakarta")
    file = office.register().file
    assert office.limit(file, LimitKind.STEP) == ("tepat_waktu", "18 Nov 10:00")
    assert LimitKind.WHOLE not in office.limits(file)
    office.do(file, "fo", "lengkap", minutes=1)
    office.do(file, "bo", "teruskan")
    assert office.here(file).step == 6
    assert office.limit(file, LimitKind.STEP) == ("tepat_waktu", "20 Nov 16:30")  # on the pile already
    office.go_to("2026-11-20 08:00")
    assert office.limit(file, LimitKind.STEP) == ("hampir_lewat", "20 Nov 16:30")
    office.go_to("2026-11-23 07:00")
    assert office.limit(file, LimitKind.STEP) == ("lewat", "20 Nov 16:30")


def test_puskesmas_shares_six_days_among_four_steps_and_sending_back_never_resets_them(
    kantor: Offices,
) -> None:
    office = kantor("purwakarta")
    file = office.register(service="puskesmas").file
    assert office.limit(file, LimitKind.STEP) == ("tepat_waktu", "26 Nov 16:00")  # 6 hari kerja
    assert LimitKind.GROUP not in office.limits(file)
    office.do(file, "fo", "lengkap")
    assert office.limit(file, LimitKind.LEGAL) == ("tepat_waktu", "25 Nov 16:00")
    office.do(file, "bo", "teruskan")
    assert office.limit(file, LimitKind.STEP) == ("tepat_waktu", "27 Nov 16:30")  # 7 hari kerja
    office.go_to("2026-11-19 09:00")
    office.do(file, "tim_teknis", "setuju")
    assert office.limit(file, LimitKind.GROUP) == ("tepat_waktu", "27 Nov 16:30")  # six days from Thursday
    assert LimitKind.STEP not in office.limits(file)
    office.go_to("2026-11-23 09:00")
    office.do(file, "bo", "naskah-izin")
    office.do(file, "kasi", "perbaiki")
    office.do(file, "bo", "naskah-izin")
    assert office.limit(file, LimitKind.GROUP) == ("tepat_waktu", "27 Nov 16:30")
    office.go_to("2026-11-26 09:00")
    assert office.limit(file, LimitKind.LEGAL) == ("lewat", "25 Nov 16:00")  # the SOP's days exceed the law's
    office.do(file, "kasi", "validasi")
    office.do(file, "kabid", "validasi")
    office.do(file, "kadis", "izin")
    assert office.limits(file)[LimitKind.GROUP].state is State.MET
    assert office.limits(file)[LimitKind.LEGAL].state is State.LATE


def test_oss_has_ninety_minutes_and_trouble_gives_five_days_from_the_request(kantor: Offices) -> None:
    office = kantor("pariaman")
    file = office.register().file
    assert office.limit(file, LimitKind.WHOLE) == ("tepat_waktu", "18 Nov 10:30")
    assert LimitKind.LEGAL not in office.limits(file)
    office.go_to("2026-11-18 09:03")
    who = office.who("fo")
    files.mark_trouble(office.desk, who, office.ref(file), "OSS tidak dapat dibuka")
    assert office.limit(file, LimitKind.TROUBLE) == ("tepat_waktu", "25 Nov 16:00")
    assert office.limit(file, LimitKind.STEP) == ("berhenti", "-")
    assert office.limit(file, LimitKind.WHOLE) == ("berhenti", "-")
    office.go_to("2026-11-19 10:00")
    files.solve_trouble(office.desk, who, office.ref(file))
    assert office.limit(file, LimitKind.STEP) == ("tepat_waktu", "19 Nov 10:02")  # 3 of 5 minutes were used
    assert office.limit(file, LimitKind.WHOLE) == ("tepat_waktu", "19 Nov 11:27")
    assert office.limit(file, LimitKind.TROUBLE) == ("tepat_waktu", "25 Nov 16:00")


def test_what_the_technical_agency_takes_is_not_the_offices_time(kantor: Offices) -> None:
    office = kantor("pariaman")
    file = office.register().file
    for key, done in (("fo", "lanjut"), ("fo", "akun-jadi"), ("fo", "tinggi"), ("bo", "ajukan")):
        office.do(file, key, done, minutes=4)
    used = office.limits(file)[LimitKind.WHOLE].used
    assert used == 4 * 4 * 60_000
    office.go_to("2026-11-25 10:00")
    office.do(file, "opd", "layak", minutes=120)
    assert office.limits(file)[LimitKind.WHOLE].used == used
    assert LimitKind.STEP not in {k for k in office.limits(file) if office.here(file).step == 7}


def test_two_sign_offs_share_the_five_minutes_of_sicantik(kantor: Offices) -> None:
    office = kantor("pariaman")
    file = office.register(service="sip").file
    for done in ("lanjut", "akun-jadi", "terisi"):
        office.do(file, "fo", done)
    office.do(file, "bo", "terverifikasi", minutes=3)
    office.go_to("2026-11-18 11:00")
    office.take(file, "kasi")
    assert office.limit(file, LimitKind.STEP) == ("tepat_waktu", "18 Nov 11:02")
    assert office.limit(file, LimitKind.WHOLE) == ("tepat_waktu", "18 Nov 13:24")


def test_mempawahs_whole_is_the_sum_of_its_office_steps(kantor: Offices) -> None:
    office = kantor("mempawah")
    file = office.register().file
    assert office.limit(file, LimitKind.STEP) == ("tepat_waktu", "18 Nov 09:20")
    assert office.limit(file, LimitKind.WHOLE) == ("tepat_waktu", "18 Nov 11:05")  # 125 minutes
    office.do(file, "fo", "lewati")
    office.do(file, "tim_teknis", "lengkap", minutes=10)
    assert office.limit(file, LimitKind.LEGAL) == ("tepat_waktu", "25 Nov 16:00")
    for key in ("jf", "koordinator", "ahli_madya"):
        office.do(file, key, "valid", minutes=10)
    office.do(file, "kadis", "tandatangani")
    assert office.limits(file)[LimitKind.LEGAL].state is State.MET


def test_past_the_calendars_end_a_file_goes_on_without_a_deadline(kantor: Offices) -> None:
    office = kantor("karimun", "2027-12-31 16:25+07:00")
    file = office.register().file
    assert office.limits(file)[LimitKind.STEP].state is State.UNKNOWN
    office.do(file, "fo2", "lengkap")
    assert office.limits(file)[LimitKind.LEGAL].due is None
    assert file in {row.work.file_id for row in lists.pile(office.desk, office.who("bo")).waiting}
