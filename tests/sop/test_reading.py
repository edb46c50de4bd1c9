"""The reading of the seven SOPs, step by step and way by way, against the office's description of each.

One line per step: sequence, kind, performers, time, marks; then its branches. `a>6` forward to 6, `a<6`
back, `a@4/5` to the applicant at 4 and resumed at 5, `a!` an end, `a!9` a refusal by way of 9. After a
branch: L declared complete, K decision, =result, +fact recorded, ?fact asked, ^follow-up opened.
"""

from collections.abc import Iterable

import pytest

from loket.sop.durations import parse_duration
from loket.sop.model import Branch, Direction, Duration, Kind, Party, Procedure, Step, TroubleStart, Unit
from tests.sop.shipped import SEVEN, shipped

READINGS = {
    "karimun-sicantik": """
        1 applicant pemohon 5m pre : lanjut>2
        2 applicant pemohon 15m pre : lanjut>3
        3 applicant pemohon 15m pre : lanjut>4
        4 applicant pemohon 15m pre : ajukan>5
        5 completeness fo2 10m : lengkap>6 L | tidak@4/5
        6 entry bo 5m : benar>7 | tidak@4/5
        7 verification kasi 5m : validasi>8 | perbaiki-data<6 | tidak@4/5
        8 approval kabid 5m : setuju>9 | perbaiki<7 | tolak! K =ditolak
        9 signature kadis 5m : tetapkan>10 K =terbit | perbaiki<8
        10 print fo4 5m : dicetak>11
        11 survey fo5 5m collect : terisi>12
        12 handover fo4 5m : diserahkan!
    """,
    "purwakarta-skp": """
        1 applicant pemohon . pre : ajukan>2
        2 account fo 60m : setujui>3 | tolak-akun@1/2
        3 applicant pemohon . pre : ajukan>4
        4 completeness fo 60m : lengkap>5 L | tidak@3/4
        5 entry bo 60m : teruskan>6
        6 assessment tim_teknis 2d : setuju>7 +rekomendasi=setuju | tolak>7 +rekomendasi=tolak
        7 draft bo,kasi 60m : naskah-izin>8 ?rekomendasi=setuju | surat-penolakan>8 ?rekomendasi=tolak
        8 verification kasi 60m : validasi>9 | perbaiki<7
        9 verification kabid 60m : validasi>10 | perbaiki<7
        10 signature kadis 1d : izin! K =terbit ?rekomendasi=setuju \
| penolakan! K =ditolak ?rekomendasi=tolak | perbaiki<9
    """,
    "purwakarta-puskesmas": """
        1 applicant pemohon . pre : ajukan>2
        2 account fo 60m : setujui>3 | tolak-akun@1/2
        3 applicant pemohon . pre : ajukan>4
        4 completeness fo 6w : lengkap>5 L | tidak@3/4
        5 entry bo 60m : teruskan>6
        6 assessment tim_teknis 7w : setuju>7 +rekomendasi=setuju | tolak>7 +rekomendasi=tolak
        7 draft bo,kasi . : naskah-izin>8 ?rekomendasi=setuju | surat-penolakan>8 ?rekomendasi=tolak
        8 verification kasi . : validasi>9 | perbaiki<7
        9 verification kabid . : validasi>10 | perbaiki<7
        10 signature kadis . : izin! K =terbit ?rekomendasi=setuju \
| penolakan! K =ditolak ?rekomendasi=tolak | perbaiki<9
    """,
    "pariaman-oss": """
        1 applicant pemohon . pre : datang>2
        2 inform fo 5m : lanjut>3
        3 assist fo 10m : akun-jadi>4 | data-ditolak@1/3
        4 assist fo 40m : rendah>5 +risiko=rendah | menengah-rendah>5 +risiko=menengah_rendah \
| menengah-tinggi>6 +risiko=menengah_tinggi ^pariaman-sigap | tinggi>6 +risiko=tinggi ^pariaman-sigap
        5 issue fo 5m : terbit>9 =terbit ^pariaman-sigap
        6 submit bo 15m : ajukan>7
        7 assessment opd . agency : layak>8 | perbaikan@1/7 | tidak-layak! =ditolak
        8 issue bo 5m : terbit>9 =terbit
        9 archive arsip 5m : diarsipkan>10
        10 oversight dalaks 5m : diteruskan!
    """,
    "pariaman-sicantik": """
        1 applicant pemohon . pre : datang>2
        2 inform fo 5m : lanjut>3
        3 assist fo 10m : akun-jadi>4 | data-ditolak@1/3
        4 assist fo 40m : terisi>5 +risiko=tanpa ^pariaman-sigap
        5 entry bo,kasi 5m sign(bo;kasi)/2 : terverifikasi>6
        6 verification kabid 5m : verifikasi>7 | perbaiki<5
        7 assessment opd . agency : layak>8 | perbaikan@1/7 | tidak-layak! =ditolak
        8 approval kadis,fo 5m sign(kadis;fo)/1 : terbit>9 =terbit | perbaiki<6
        9 archive arsip 5m : diarsipkan!
    """,
    "pariaman-sigap": """
        1 applicant pemohon . pre : lanjut>2
        2 record fo 10m : terinput>3
        3 record fo 5m : arsip>9 ?risiko=rendah/menengah_rendah \
| back-office>4 ?risiko=menengah_tinggi/tinggi/tanpa
        4 record bo 10m : terunggah>5
        5 verification kasi 15m : perlu-rekomendasi>6 | tanpa-rekomendasi>7 | perbaiki<4
        6 assessment opd standard agency : persetujuan>7 | penolakan!9 =ditolak
        7 record bo 10m parent : izin-terunggah>8 ?induk=terbit | tidak-terbit>9 =ditolak ?induk=ditolak
        8 verification kasi,kabid 10m sign(kasi;kabid)/2 : valid>9 | tidak-valid<7
        9 archive sistem 1m passes : diarsipkan!
    """,
    "mempawah-ss": """
        1 applicant pemohon 20m pre : ajukan>2
        2 assist fo 20m optional : didampingi>3
        3 assessment tim_teknis 30m : lengkap>4 L | tolak! K =ditolak
        4 verification jf,koordinator,ahli_madya 35m sign(jf;koordinator;ahli_madya)/2 \
: valid>5 | tidak-valid@1/4
        5 signature kadis 10m : tandatangani>6 K =terbit | ditolak@1/4 | perbaiki<4
        6 notify fo 10m : diberi-tahu>7
        7 applicant pemohon 10m passes : diunduh>8
        8 archive fo,jf 20m : diarsipkan!
    """,
}
STARTS = {
    "karimun-sicantik": (5,),
    "mempawah-ss": (2,),
    "pariaman-oss": (2,),
    "pariaman-sicantik": (2,),
    "pariaman-sigap": (2,),
    "purwakarta-puskesmas": (4, 2),
    "purwakarta-skp": (4, 2),
}
SHORT = {Unit.MINUTES: "m", Unit.HOURS: "m", Unit.DAYS: "d", Unit.WORKING_DAYS: "w"}


def in_short(step: Step) -> str:
    whole = step.time.whole
    time = "standard" if step.time.standard else f"{whole.amount}{SHORT[whole.unit]}" if whole else "."
    marks = {
        "pre": step.before_registration,
        "optional": step.optional,
        "collect": step.awaits_collection,
        "passes": step.passes,
        "parent": step.awaits_parent,
        "agency": step.party is Party.AGENCY,
    }
    words = [
        str(step.sequence),
        step.kind,
        ",".join(step.roles),
        time,
        *(m for m, holds in marks.items() if holds),
    ]
    if step.sign_offs:
        words.append(f"sign({';'.join(','.join(s.roles) for s in step.sign_offs)})/{step.min_people}")
    return " ".join(words) + " : " + " | ".join(way(branch) for branch in step.branches)


def way(branch: Branch) -> str:
    arrow = {Direction.FORWARD: ">", Direction.BACK: "<", Direction.RETURN: "@", Direction.REJECT: "!"}
    words = branch.id + (arrow[branch.direction] + str(branch.target) if branch.target else "!")
    words += f"/{branch.resume}" if branch.resume else ""
    words += " L" * branch.declares_complete + " K" * branch.decides
    words += f" ={branch.outcome}" if branch.outcome else ""
    words += "".join(f" +{name}={value}" for name, value in branch.records.items())
    words += "".join(f" ?{name}={'/'.join(values)}" for name, values in branch.when.items())
    return words + (f" ^{branch.opens}" if branch.opens else "")


@pytest.mark.parametrize("name", SEVEN)
def test_steps_and_ways(name: str) -> None:
    expected = [line.strip() for line in READINGS[name].strip().splitlines()]
    assert [in_short(step) for step in shipped()[name].steps] == expected


@pytest.mark.parametrize("name", SEVEN)
def test_where_a_registered_file_begins(name: str) -> None:
    assert shipped()[name].starts == STARTS[name]
    assert shipped()[name].follow_up == (name == "pariaman-sigap")


def sums(times: Iterable[Duration | None]) -> dict[Unit, int] | None:
    """Standard times added up per unit; hours join minutes. None when one of them is not stated.

    Minutes and days are never converted into each other.
    """
    totals: dict[Unit, int] = {}
    for time in times:
        if time is None:
            return None
        unit = Unit.MINUTES if time.unit is Unit.HOURS else time.unit
        totals[unit] = totals.get(unit, 0) + time.amount
    return totals


def cell_sums(procedure: Procedure) -> dict[Unit, int] | None:
    """What the printed time cells add up to; blank cells and dashes are left out."""
    rows = [*(s.row for s in procedure.steps if s.row), *procedure.document.other_rows]
    return sums(parse_duration(r.time) for r in rows if r.time not in ("", "-") and "Standar" not in r.time)


def test_the_printed_times_add_up_as_counted_by_hand() -> None:
    seven = shipped()
    minutes = {name: (cell_sums(seven[name]) or {}).get(Unit.MINUTES) for name in SEVEN}
    assert minutes == {
        "karimun-sicantik": 95,
        "mempawah-ss": 155,
        "pariaman-oss": 90,
        "pariaman-sicantik": 75,
        "pariaman-sigap": 83,
        "purwakarta-puskesmas": 120,
        "purwakarta-skp": 360,
    }
    assert cell_sums(seven["purwakarta-skp"]) == {Unit.MINUTES: 360, Unit.DAYS: 3}
    assert cell_sums(seven["purwakarta-puskesmas"]) == {Unit.MINUTES: 120, Unit.WORKING_DAYS: 19}


@pytest.mark.parametrize("name", SEVEN)
def test_the_reading_keeps_the_printed_time_unless_it_says_otherwise(name: str) -> None:
    for step in shipped()[name].steps:
        assert step.row is not None
        if step.time.whole is not None:
            assert step.time.whole.text.lower() == step.row.time.lower()
        elif not step.time.standard:
            in_group = any(step.sequence in g.steps for g in shipped()[name].limits.groups)
            assert step.row.time in ("", "-") or in_group


def test_office_times_where_no_whole_is_stated() -> None:
    def office_minutes(name: str) -> dict[Unit, int] | None:
        return sums(s.time.whole for s in shipped()[name].steps if s.party is Party.OFFICE)

    assert office_minutes("karimun-sicantik") == {Unit.MINUTES: 45}
    assert office_minutes("mempawah-ss") == {Unit.MINUTES: 125}


def test_limits_beyond_single_steps() -> None:
    limits = {name: shipped()[name].limits for name in SEVEN}
    stated = {name: limit.whole.whole.amount for name, limit in limits.items() if limit.whole.whole}
    assert stated == {"pariaman-oss": 90, "pariaman-sicantik": 90, "pariaman-sigap": 60}
    assert limits["pariaman-sigap"].whole_steps == (2, 3, 4, 5, 6, 7, 8)
    sigap = shipped()["pariaman-sigap"]
    assert sums(sigap.step(n).time.whole for n in (2, 3, 4, 5, 7, 8)) == {Unit.MINUTES: 60}
    (group,) = limits["purwakarta-puskesmas"].groups
    assert group.steps == (7, 8, 9, 10)
    assert group.time.whole == Duration(6, Unit.WORKING_DAYS, "6 hari kerja")
    trouble = {n: (x.trouble.amount, x.trouble_from) for n, x in limits.items() if x.trouble}
    assert trouble == {
        "pariaman-oss": (5, TroubleStart.REQUEST),
        "pariaman-sicantik": (5, TroubleStart.REQUEST),
        "pariaman-sigap": (1, TroubleStart.SOLVING),
    }


def test_the_legal_line_runs_in_four_procedures() -> None:
    lines = {name for name in SEVEN if shipped()[name].has_legal_line}
    assert lines == {"karimun-sicantik", "purwakarta-skp", "purwakarta-puskesmas", "mempawah-ss"}


@pytest.mark.parametrize("name", SEVEN)
def test_an_applicant_acts_on_the_applicants_account(name: str) -> None:
    for step in shipped()[name].steps:
        assert (step.kind is Kind.APPLICANT) == (step.party is Party.APPLICANT)


@pytest.mark.parametrize("name", [n for n in SEVEN if n != "karimun-sicantik"])
def test_performers_that_the_document_leaves_blank_are_marked_as_inferred(name: str) -> None:
    procedure = shipped()[name]
    assert all(step.row is not None and not step.row.marks for step in procedure.steps)
    assert any(inference.about == "Pelaksana" for inference in procedure.inferences)


@pytest.mark.parametrize(
    ("name", "sequence", "word"),
    [
        ("karimun-sicantik", 5, "tidak lengkap"),
        ("karimun-sicantik", 6, "tidak lengkap"),
        ("karimun-sicantik", 7, "tidak sah"),
        ("karimun-sicantik", 8, "tidak setuju"),
        ("karimun-sicantik", 12, "Pelaksana"),
        ("purwakarta-skp", 2, "tidak disetujui"),
        ("purwakarta-skp", 7, "Pelaksana"),
        ("purwakarta-skp", 8, "belum benar"),
        ("purwakarta-skp", 9, "belum benar"),
        ("purwakarta-puskesmas", 7, "Pelaksana"),
        ("pariaman-oss", 5, "Cabang"),
        ("pariaman-oss", 6, "Pelaksana"),
        ("pariaman-oss", 8, "Pelaksana"),
        ("pariaman-sicantik", 8, "Dua paraf"),
        ("pariaman-sigap", 5, "tidak diperlukan"),
        ("pariaman-sigap", 8, "tidak valid"),
        ("mempawah-ss", 6, "Pelaksana"),
    ],
)
def test_each_inference_stands_at_its_step(name: str, sequence: int, word: str) -> None:
    assert any(word in i.about for i in shipped()[name].step(sequence).inferences)
