"""All seven procedures, walked along every branch and every loop to every end.

A run is written as its log. A line names step, role and what was done there; `bo>kasi` is a file that lay
on the pile of the first and was taken by the second. Some words are no branches: `kembali` (the applicant
brings it back), `diambil` (the applicant comes to collect), `lewati` (an optional step is not needed),
`induk=…` (the parent's result). The file must be where each line says, and the intervals those of the lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pytest

from loket.flow.acts import Act, Actor, Arrive, Choose, ParentEnded, Resubmit, Skip, Take
from loket.flow.state import Interval, forward
from loket.sop.model import Direction, Kind, Procedure
from tests.flow.office import Walk, clerk, registered, seven

REASON = 1
Taken = tuple[int, str]
Row = tuple[int, str, str]


@dataclass(frozen=True)
class Run:
    """A file's whole way, and how it ends; `start` None: where the SOP usually begins."""

    procedure: str
    title: str
    outcome: str
    way: str
    start: int | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    step: int
    pile: str
    role: str
    done: str

    @property
    def rows(self) -> list[Row]:
        """The intervals that this line of a run stands for."""
        waiting = (self.step, "menunggu", self.pile)
        match self.done:
            case "kembali":
                return [(self.step, "menunggu pemohon", self.role)]
            case "diambil":
                return [(self.step, "menunggu diambil", self.role)]
            case "lewati":
                return [waiting]
            case done if done.startswith("induk="):
                return [(self.step, "menunggu pihak lain", self.role)]
            case _:
                return [waiting, (self.step, "dikerjakan", self.role)]


def lines(run: Run) -> Iterator[Line]:
    for text in run.way.strip().splitlines():
        step, role, done = text.split()
        yield Line(int(step), role.split(">")[0], role.split(">")[-1], done)


def staff(procedure: Procedure) -> Mapping[str, Actor]:
    """One person for each role; every front office may register."""
    signing = {r for step in procedure.steps for sign_off in step.sign_offs for r in sign_off.roles}
    roles = sorted(signing | {r for step in procedure.steps for r in step.roles})
    return {
        role: clerk(n, role, counter=role if role.startswith("fo") else "") for n, role in enumerate(roles, 1)
    }


def walk_along(run: Run) -> tuple[Walk, set[Taken]]:
    """Walk the run; the branches it took, those of steps that the program passes by itself included."""
    procedure = seven()[run.procedure]
    people = staff(procedure)
    front = next(p for role, p in people.items() if role.startswith("fo"))
    walk = registered(procedure, start=run.start, facts=run.facts, by=front)
    taken: set[Taken] = set()
    for line in lines(run):
        assert (walk.here.step, walk.here.role) == (line.step, line.pile), f"{run.title}: {line}"
        here, resume = walk.here, walk.state.resume
        _do(walk, people.get(line.role, front), front, line)
        by_itself = line.done == "diambil" or line.done.startswith("induk=")
        resumed = line.done == "kembali" and resume is not None
        if not by_itself and not resumed:
            taken |= _branches_from(procedure, walk, here, line)
    return walk, taken


def _do(walk: Walk, person: Actor, front: Actor, line: Line) -> None:
    special: dict[str, Act] = {"kembali": Resubmit(), "diambil": Arrive(), "lewati": Skip()}
    if line.done.startswith("induk="):
        walk.by_program(ParentEnded(line.done.removeprefix("induk=")))
    elif line.done in special:
        walk.do(person if line.done == "lewati" else front, special[line.done])
    else:
        branch = walk.procedure.step(line.step).branch(line.done)
        assert branch is not None, f"{line} is no branch of the SOP"
        walk.do(person, Take())
        walk.do(person, Choose(line.done, None if branch.direction is Direction.FORWARD else REASON))


def _branches_from(procedure: Procedure, walk: Walk, here: Interval, line: Line) -> set[Taken]:
    step = procedure.step(here.step)
    branch = step.branch(line.done) or forward(step, walk.state.facts)
    taken = {(here.step, branch.id)}
    while branch.target is not None and (passed := procedure.step(branch.target)).passes:
        branch = forward(passed, walk.state.facts)
        taken.add((passed.sequence, branch.id))
    return taken


KARIMUN = (
    Run(
        "karimun-sicantik",
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
        11 fo5 diambil
        11 fo5 terisi
        12 fo4 diserahkan
        """,
    ),
    Run(
        "karimun-sicantik",
        "ditolak Kepala Bidang",
        "ditolak",
        """
        5 fo2 lengkap
        6 bo benar
        7 kasi validasi
        8 kabid tolak
        """,
    ),
)


def purwakarta(procedure: str) -> tuple[Run, ...]:
    """The two documents of Purwakarta go the same way; only their times differ."""
    return (
        Run(
            procedure,
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
            7 bo>kasi naskah-izin
            8 kasi validasi
            9 kabid perbaiki
            7 bo naskah-izin
            8 kasi validasi
            9 kabid validasi
            10 kadis izin
            """,
            start=2,
        ),
        Run(
            procedure,
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
            """,
        ),
    )


OSS = (
    Run(
        "pariaman-oss",
        "risiko rendah, terbit sendiri",
        "terbit",
        """
        2 fo lanjut
        3 fo data-ditolak
        1 pemohon kembali
        3 fo akun-jadi
        4 fo rendah
        5 fo terbit
        9 arsip diarsipkan
        10 dalaks diteruskan
        """,
    ),
    Run(
        "pariaman-oss",
        "risiko menengah rendah",
        "terbit",
        """
        2 fo lanjut
        3 fo akun-jadi
        4 fo menengah-rendah
        5 fo terbit
        9 arsip diarsipkan
        10 dalaks diteruskan
        """,
    ),
    Run(
        "pariaman-oss",
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
        "pariaman-oss",
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
)

SICANTIK = (
    Run(
        "pariaman-sicantik",
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
        "pariaman-sicantik",
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
)

SIGAP = (
    Run(
        "pariaman-sigap",
        "risiko rendah: dicatat dan diarsipkan",
        "selesai",
        """
        2 fo terinput
        3 fo arsip
        """,
        facts={"risiko": "rendah", "induk": "terbit"},
    ),
    Run(
        "pariaman-sigap",
        "risiko tinggi: dua kali tidak valid, lalu selesai",
        "selesai",
        """
        2 fo terinput
        3 fo back-office
        4 bo terunggah
        5 kasi perlu-rekomendasi
        6 opd persetujuan
        7 bo induk=terbit
        7 bo izin-terunggah
        8 kasi tidak-valid
        7 bo izin-terunggah
        8 kasi valid
        8 kabid tidak-valid
        7 bo izin-terunggah
        8 kasi valid
        8 kabid valid
        """,
        facts={"risiko": "tinggi"},
    ),
    Run(
        "pariaman-sigap",
        "rekomendasi ditolak OPD",
        "ditolak",
        """
        2 fo terinput
        3 fo back-office
        4 bo terunggah
        5 kasi perlu-rekomendasi
        6 opd penolakan
        """,
        facts={"risiko": "menengah_tinggi"},
    ),
    Run(
        "pariaman-sigap",
        "izin induk tidak terbit",
        "ditolak",
        """
        2 fo terinput
        3 fo back-office
        4 bo terunggah
        5 kasi tanpa-rekomendasi
        7 bo induk=dicabut
        7 bo tidak-terbit
        """,
        facts={"risiko": "tanpa"},
    ),
)

MEMPAWAH = (
    Run(
        "mempawah-ss",
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
        8 fo>jf diarsipkan
        """,
    ),
    Run(
        "mempawah-ss",
        "ditolak Tim Teknis sesudah didampingi",
        "ditolak",
        """
        2 fo didampingi
        3 tim_teknis tolak
        """,
    ),
)

RUNS = (
    *KARIMUN,
    *purwakarta("purwakarta-skp"),
    *purwakarta("purwakarta-puskesmas"),
    *OSS,
    *SICANTIK,
    *SIGAP,
    *MEMPAWAH,
)


@pytest.mark.parametrize("run", RUNS, ids=lambda r: f"{r.procedure}: {r.title}")
def test_the_file_goes_the_way_of_the_sop_to_its_end(run: Run) -> None:
    walk, _ = walk_along(run)
    assert (walk.state.open, walk.state.outcome) == (None, run.outcome)
    assert walk.log() == [row for line in lines(run) for row in line.rows]
    assert walk.state.ended_at == walk.now


def branches_in(procedure: Procedure) -> set[Taken]:
    """Every branch a registered file can take.

    From an applicant's step that is only ever reached by a return, a file leaves by the return's own
    `lanjut_di`; the step's own branch belongs to what happened before registration.
    """
    found: set[Taken] = set()
    waiting, seen = list(procedure.starts), set[int]()
    while waiting:
        if (sequence := waiting.pop()) in seen:
            continue
        seen.add(sequence)
        for branch in procedure.step(sequence).branches:
            found.add((sequence, branch.id))
            lands = branch.resume if branch.direction is Direction.RETURN else branch.target
            waiting += [] if lands is None else [lands]
    return found


@pytest.mark.parametrize("name", sorted({run.procedure for run in RUNS}))
def test_every_branch_is_taken_by_some_run(name: str) -> None:
    taken = {branch for run in RUNS if run.procedure == name for branch in walk_along(run)[1]}
    assert taken == branches_in(seven()[name])


def test_every_procedure_has_runs() -> None:
    assert {run.procedure for run in RUNS} == set(seven())
    assert len(seven()) == 7


@pytest.mark.parametrize("name", sorted({run.procedure for run in RUNS}))
def test_what_no_file_passes_is_the_applicants_before_registration(name: str) -> None:
    procedure = seven()[name]
    passed = {sequence for sequence, _ in branches_in(procedure)}
    for step in procedure.steps:
        if step.sequence not in passed:
            assert (step.kind, step.before_registration) == (Kind.APPLICANT, True), step.name
