"""All seven procedures at the desks of their own offices, to every one of their ends.

A run is written as its log: a line names step, role and what was done there. `bo>kasi` lay on the pile of the
first and was taken by the second; `kembali` is the applicant bringing it back, `datang` coming to collect,
`lewati` an optional step that is not needed, `tunggu` a file that waits for its parent. Lines that begin with
`induk` are about the parent of a follow-up file. The table must hold the intervals of these lines, no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest

from loket.desk.errors import NotReady
from loket.flow.fold import replay
from loket.office.closing import part_of, with_closing
from loket.office.profile import load_office
from loket.sla import State
from loket.sop import catalogue
from loket.sop.model import Kind
from tests.desk.kantor import Kantor

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
        8 kabid perbaiki
        7 kasi validasi
        8 kabid setuju
        9 kadis perbaiki
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
                10 kadis perbaiki
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
        6 kabid perbaiki
        5 bo terverifikasi
        5 kasi terverifikasi
        6 kabid verifikasi
        7 opd perbaikan
        1 pemohon kembali
        7 opd layak
        8 kadis perbaiki
        6 kabid verifikasi
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
        5 kasi perbaiki
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
        5 kadis perbaiki
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
    assert (view.state.at(0), view.row.outcome) == (None, run.outcome)
    assert (view.row.ended_at, view.row.version) == (office.at, view.state.seq)
    assert office.log(file) == rows
    assert office.intervals(file) == view.state.intervals == replay(view.procedure, view.events).intervals
    assert all(stand.verdict.state in CLOSED for stand in view.stands)
    assert office.journal("file", file)[-1].seq == view.row.version
    held = {i.person for i in view.state.intervals} - {None}
    assert all(event.role for event in view.events if event.person in held)


def test_every_branch_that_an_office_can_choose_is_chosen() -> None:
    chosen: dict[str, set[Taken]] = {}
    passed: dict[str, set[Taken]] = {}
    for name in ("karimun", "purwakarta", "pariaman", "mempawah"):
        office = load_office(name)
        for service in office.services.values():
            procedure = with_closing(catalogue()[service.procedure], part_of(office, service.procedure))
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
    story = [line for line in karimun.history(file) if "ditandai" not in line and "diisi" not in line]
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


def test_whoever_hands_the_permit_over_names_the_receiver_though_the_step_is_an_approval(
    kantor: Offices,
) -> None:
    office = kantor("pariaman")
    run = next(run for run in RUNS if run.service == "sip" and run.outcome == "terbit")
    up_to = replace(run, way=run.way.partition("8 fo terbit")[0])
    file, _ = walk(office, up_to)
    office.take(file, "fo")
    assert [field.key for field in office.view(file).fields] == [
        *("izin_nomor", "izin_tanggal", "izin_sampai"),
        *("penerima", "identitas"),
    ]
    with pytest.raises(NotReady) as refused:
        office.choose(file, "fo", "terbit")
    assert "Nama penerima" in refused.value.empty
    office.fill(file, "fo")
    office.choose(file, "fo", "terbit")
    assert office.here(file).step == 9
    assert office.view(file).values["penerima"] == "contoh"
