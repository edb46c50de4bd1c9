"""A procedure as plain data with the keys of its TOML file, and all inferences as one page.

`as_data` holds every word of both layers: reading it again gives the same procedure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from loket.sop.model import (
    OFFICE_ONLY,
    AllowedTime,
    Branch,
    Direction,
    Document,
    Fact,
    Inference,
    Limits,
    Milestone,
    Origin,
    Party,
    Procedure,
    SopRow,
    Step,
)

READINGS_HEAD = """# Where the reading of an SOP was inferred

The seven documents leave much unsaid: performers' cells are empty, arrows are lost, refusals lead nowhere.
This page lists everything the program reads into them, as it stands in `data/sop/*.toml`. It is made by
`loket sop tafsir > docs/readings.md`; a test fails when it is out of date. An office that reads a document
differently changes its own copy of the file.
"""


def as_data(procedure: Procedure) -> dict[str, Any]:
    """The procedure as nested dicts and lists, ready for JSON; what is empty or usual is left out."""
    return _filled(
        id=procedure.id,
        nama=procedure.name,
        lanjutan=procedure.follow_up,
        produk=procedure.product,
        mulai=list(procedure.starts),
        peran=dict(procedure.roles),
        ketetapan={name: _fact(fact) for name, fact in procedure.facts.items()},
        batas=_limits(procedure.limits),
        tafsir=_inferences(procedure.inferences),
        dokumen=_document(procedure.document),
        langkah=[_step(step) for step in procedure.steps],
    )


def _filled(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", False, [], {})}


def _inferences(inferences: Iterable[Inference]) -> list[dict[str, str]]:
    return [{"tentang": inference.about, "alasan": inference.reason} for inference in inferences]


def _fact(fact: Fact) -> dict[str, Any]:
    origin = "" if fact.origin is Origin.BRANCH else fact.origin.value
    return _filled(nama=fact.name, asal=origin, isian=fact.field, pilihan=dict(fact.values))


def _limits(limits: Limits) -> dict[str, Any]:
    return _filled(
        keseluruhan=_time(limits.whole),
        keseluruhan_langkah=list(limits.whole_steps),
        keseluruhan_sejak=limits.whole_from.value if limits.whole_from is not Milestone.REGISTERED else None,
        keseluruhan_pihak=_parties(limits.whole_parties),
        masalah=limits.trouble.text if limits.trouble else None,
        masalah_sejak=limits.trouble_from.value if limits.trouble else None,
        keterangan=limits.remark,
        kelompok=[
            _filled(langkah=list(group.steps), waktu=_time(group.time), pihak=_parties(group.parties))
            for group in limits.groups
        ],
    )


def _parties(parties: frozenset[Party]) -> list[str] | None:
    return sorted(parties) if parties != OFFICE_ONLY else None


def _document(document: Document) -> dict[str, Any]:
    return {
        "sumber": document.source,
        "kepala": list(document.heading),
        "identitas": [list(pair) for pair in document.identity],
        "bagian": [{"judul": part.title, "isi": list(part.items)} for part in document.sections],
        "kepala_tabel": [list(row) for row in document.table_heads],
        "pelaksana": list(document.performers),
        "kejanggalan": list(document.irregularities),
        "keputusan_teks": document.decree,
        "baris_lain": [_row(row) for row in document.other_rows],
    }


def _row(row: SopRow) -> dict[str, Any]:
    """Every cell, blank ones too: a blank cell is a fact about the document."""
    return {
        "no": row.number,
        "kegiatan": row.activity,
        "tanda": dict(row.marks),
        "kelengkapan": row.requirements,
        "waktu": row.time,
        "output": row.output,
        "keterangan": row.remarks,
    }


def _rows(step: Step) -> dict[str, Any] | list[dict[str, Any]]:
    rows = [_row(row) for row in step.rows]
    return rows[0] if len(rows) == 1 else rows


def _step(step: Step) -> dict[str, Any]:
    return _filled(
        urut=step.sequence,
        serentak=[_part(part) for part in step.parts],
        nama=step.name,
        jenis=step.kind.value,
        peran=list(step.roles),
        pihak=step.party.value,
        waktu=_time(step.time),
        opsional=step.optional,
        sebelum_pendaftaran=step.before_registration,
        menunggu_diambil=step.awaits_collection,
        tidak_menahan=step.passes,
        menunggu_induk=step.awaits_parent,
        orang_minimal=step.min_people if step.min_people > 1 else None,
        tambahan_kantor=step.office_addition,
        meminta=sorted(step.demands),
        dicatat_oleh=list(step.recorders),
        di=step.elsewhere,
        baris=step.row_of,
        dokumen=_rows(step) if step.row_of is None else None,
        paraf=[
            _filled(
                peran=list(s.roles),
                sebutan=s.label,
                waktu=_time(s.time),
                meminta=sorted(s.demands),
                dicatat_oleh=list(s.recorders),
                di=s.elsewhere,
            )
            for s in step.sign_offs
        ],
        cabang=[_branch(branch) for branch in step.branches],
        tafsir=_inferences(step.inferences),
    )


def _part(part: Step) -> dict[str, Any]:
    """One of those who do a step at the same time; what it has of the step is left out."""
    of_step = {"urut", "nama", "jenis"}
    data = {key: value for key, value in _step(part).items() if key not in of_step}
    return _filled(id=part.id, sebutan=part.name, tidak_ditunggu=not part.needed) | data


def _time(time: AllowedTime) -> str | dict[str, str] | list[dict[str, Any]] | None:
    if time.cases:
        return [
            _filled(bila={name: list(values) for name, values in case.when.items()}, waktu=_time(case))
            for case in time.cases
        ]
    if time.by_role:
        return {role: duration.text for role, duration in time.by_role.items()}
    if time.standard:
        return "standar pelayanan"
    return time.whole.text if time.whole else None


def _branch(branch: Branch) -> dict[str, Any]:
    back = branch.direction is Direction.RETURN
    return _filled(
        id=branch.id,
        label=branch.label,
        arah=branch.direction.value,
        ke=None if back else branch.target,
        kembali_ke=branch.target if back else None,
        lanjut_di=branch.resume,
        selesai=branch.target is None and not branch.answers and not back,
        hasil=branch.outcome,
        menyatakan_lengkap=branch.declares_complete,
        menyatakan_benar=branch.declares_correct,
        keputusan=branch.decides,
        mencatat=dict(branch.records),
        bila={name: list(values) for name, values in branch.when.items()},
        oleh=list(branch.by),
        membuka=branch.opens,
    )


def readings_markdown(procedures: Mapping[str, Procedure]) -> str:
    """Every inference of these procedures as a Markdown page."""
    lines = [READINGS_HEAD]
    for procedure in procedures.values():
        lines += [f"## {procedure.id}", "", procedure.name, ""]
        lines += [f"- **{i.about}.** {i.reason}" for i in procedure.inferences]
        for step in (step for step in procedure.steps if step.inferences):
            lines += ["", f"### {step.sequence} {step.name}", ""]
            lines += [f"- **{i.about}.** {i.reason}" for i in step.inferences]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"
