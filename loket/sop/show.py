"""A procedure as lines of plain text: the document as written and, beside it, the reading.

From `BESIDE` columns on, the reading is a column of the table; in a narrower terminal it stands beneath
its row. Performers are letters, explained above the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from string import ascii_uppercase
from textwrap import wrap

from loket.sop.model import (
    OFFICE_ONLY,
    AllowedTime,
    Branch,
    Direction,
    Inference,
    Kind,
    Milestone,
    Origin,
    Party,
    Procedure,
    SignOff,
    SopRow,
    Step,
)
from loket.text import capitalized, uncapitalized

BESIDE = 120
_LEAST = 80
_NUMBER, _MARKS, _TIME = 3, 7, 8
_READING = "KETERANGAN KANTOR"
_BLANK = "tidak dicantumkan"


def lines(procedure: Procedure, width: int) -> list[str]:
    """The whole procedure, no line wider than `width` (at least 80 columns)."""
    width = max(width, _LEAST)
    document = procedure.document
    text = [f"{procedure.id} · {procedure.name}", ""]
    text += ["DOKUMEN", *_block(document.source, width, "  "), ""]
    text += [line for part in document.heading for line in _block(part, width, "  ")] + [""]
    for title, value in document.identity:
        text += _labelled(title, value, width)
    for section in document.sections:
        text += ["", *_block(section.title, width, "  ")]
        text += [line for item in section.items for line in _block(item, width, "    ", hang=3)]
    text += ["", "  Pelaksana"]
    for letter, name in zip(ascii_uppercase, document.performers, strict=False):
        text += _block(f"{letter}  {name}", width, "    ", hang=3)
    text += ["", "  Kepala tabel"]
    for head in document.table_heads:
        text += _block(" | ".join(cell for cell in head if cell), width, "    ", hang=2)
    text += ["", "TABEL", *_table(procedure, width)]
    text += _rest(procedure, width)
    return text


def _rest(procedure: Procedure, width: int) -> list[str]:
    """What stands after the table: limits, inferences about the whole, irregularities, decree."""
    document = procedure.document
    text = ["", _READING, *_limits(procedure, width)]
    text += _block("Mulai dari langkah " + " atau ".join(map(str, procedure.starts)), width, "  ")
    if procedure.follow_up:
        text += ["  Berkas lanjutan, dibuka oleh berkas lain"]
    text += [line for said in _origins(procedure) for line in _block(said, width, "  ", hang=2)]
    text += [
        line for inference in procedure.inferences for line in _block(_said(inference), width, "  ", hang=2)
    ]
    if document.irregularities:
        text += ["", "KEJANGGALAN DOKUMEN"]
        text += [
            line for item in document.irregularities for line in _block("- " + item, width, "  ", hang=2)
        ]
    if document.decree:
        text += ["", "KEPUTUSAN"]
        text += [line for part in document.decree.splitlines() for line in _block(part.strip(), width, "  ")]
    return text


def reading(step: Step, procedure: Procedure) -> list[str]:
    """What the program does with a step, in short sentences; of one with parts also what each part does."""
    said = [f"Langkah {step.sequence}: {step.name}"]
    if step.parts:
        said.append(f"Serentak: {', '.join(part.name for part in step.parts)} · {step.kind.word}")
    else:
        said += [f"{_performed(step, procedure)} · {step.kind.word}"]
        said += [f"Waktu {time_words(step.time, procedure)}"]
    said += [capitalized(words) for words in shared_times(step, procedure)]
    said += _asked(step, procedure)
    marks = {
        "Tambahan kantor": step.office_addition,
        "Opsional": step.optional,
        "Dicatat saat pendaftaran, waktu tidak diketahui": step.before_registration,
        "Menunggu diambil sampai pemohon datang": step.awaits_collection,
        capitalized(payer_words(step, procedure)): step.kind is Kind.PAYMENT and not step.parts,
        "Berkas tidak berhenti di sini": step.passes,
        "Menunggu hasil berkas induk": step.awaits_parent,
    }
    said += [words for words, holds in marks.items() if holds]
    for part in step.parts:
        wait = "" if part.needed else " · tidak ditunggu"
        said.append(f"Bagian {part.name}: {uncapitalized(_performed(part, procedure))}{wait}")
        said.append(f"Waktu {time_words(part.time, procedure)}")
        said += [capitalized(payer_words(part, procedure))] if part.kind is Kind.PAYMENT else []
        said += [*_asked(part, procedure), *(_way(branch, procedure) for branch in part.branches)]
    said += ["Sesudah semua menjawab:"] if step.parts else []
    said += [_way(branch, procedure) for branch in step.branches]
    said += [_said(inference) for inference in step.inferences]
    return said


def _performed(step: Step, procedure: Procedure) -> str:
    who = ", ".join(dict.fromkeys(procedure.roles.get(role, role) for role in step.roles))
    recorded = f" · {words}" if (words := recorded_words(step, procedure)) else ""
    return f"Oleh {who} · pihak {step.party}{recorded}"


def shared_times(step: Step, procedure: Procedure) -> list[str]:
    """The times that it shares with other steps, and with which."""
    return [
        f"waktu bersama langkah {', '.join(map(str, group.steps))}: {time_words(group.time, procedure)}"
        for group in procedure.limits.groups
        if step.sequence in group.steps
    ]


def payer_words(place: Step, procedure: Procedure) -> str:
    """For whom a payment waits, and who may receive that person."""
    roles = [procedure.roles.get(role, role) for role in place.handling_roles(0)]
    who = " atau ".join(dict.fromkeys([*roles, "peran dengan hak loket"]))
    return f"menunggu pembayar, bukti setornya diterima {who}"


def recorded_words(place: Step | SignOff, procedure: Procedure) -> str:
    """Where it is really done and who records it here; empty where that is not said."""
    by = [procedure.roles.get(role, role) for role in place.recorders]
    where = f"di {place.elsewhere}" if place.elsewhere else ""
    return ", ".join(filter(None, [where, f"dicatat {' / '.join(by)}" if by else ""]))


def _asked(step: Step, procedure: Procedure) -> list[str]:
    """Its sign-offs, and what it asks for beyond its kind."""
    said = []
    for place, sign_off in enumerate(step.sign_offs, start=1):
        own = f", {time_words(sign_off.time, procedure)}" if sign_off.time.stated else ""
        recorded = f", {words}" if (words := recorded_words(sign_off, procedure)) else ""
        said.append(f"Paraf {place}: {sign_off.label} ({', '.join(sign_off.roles)}{own}{recorded})")
    if demands := {*step.demands, *(demand for s in step.sign_offs for demand in s.demands)}:
        said.append(f"Meminta juga: {', '.join(sorted(demands))}")
    if step.min_people > 1:
        said.append(f"Sedikitnya {step.min_people} orang yang berbeda")
    return said


def _said(inference: Inference) -> str:
    return f"Tafsir, {inference.about}: {inference.reason}"


def time_words(time: AllowedTime, procedure: Procedure) -> str:
    """A time that may be taken, in the words of the SOP."""
    if time.cases:
        return "; ".join(_case(case, procedure) for case in time.cases)
    if time.by_role:
        return "; ".join(f"{procedure.roles.get(r, r)} {d.text}" for r, d in time.by_role.items())
    if time.standard:
        return "menurut Standar Pelayanan"
    return time.whole.text if time.whole else _BLANK


def _case(case: AllowedTime, procedure: Procedure) -> str:
    asked = " dan ".join(_fact(procedure, name, values) for name, values in case.when.items())
    time = time_words(case, procedure)
    return f"{time} bila {asked}" if asked else f"selain itu {time}"


def _way(branch: Branch, procedure: Procedure) -> str:
    arrow = {
        Direction.FORWARD: "jawaban" if branch.answers else f"→ {branch.target}",
        Direction.BACK: f"← {branch.target}",
        Direction.RETURN: _returned(branch),
        Direction.REJECT: f"× {branch.target}",
    }[branch.direction]
    if branch.target is None and not branch.answers and branch.direction is not Direction.RETURN:
        arrow = "■ selesai"
    notes = branch_notes(branch, procedure)
    return f"{arrow}: {branch.label}" + (f" [{'; '.join(notes)}]" if notes else "")


def _returned(branch: Branch) -> str:
    """To the applicant: the whole file, or one part of a step alone."""
    if branch.target is None:
        return "↩ pemohon, bagian ini saja"
    return f"↩ pemohon ({branch.target}), lanjut di {branch.resume}"


def branch_notes(branch: Branch, procedure: Procedure) -> list[str]:
    """What a branch says of the file, and when and by whom it may be chosen."""
    notes = [f"hasil {branch.outcome}"] if branch.outcome else []
    notes += [f"menyatakan {milestone}" for milestone in branch.declared]
    notes += ["keputusan"] if branch.decides else []
    notes += [f"mencatat {_fact(procedure, k, (v,))}" for k, v in branch.records.items()]
    notes += [f"bila {_fact(procedure, k, v)}" for k, v in branch.when.items()]
    by = [procedure.roles.get(role, role) for role in branch.by]
    notes += [f"oleh {', '.join(by)}"] if by else []
    notes += [f"membuka {branch.opens}"] if branch.opens else []
    return notes


def _fact(procedure: Procedure, name: str, values: Iterable[str]) -> str:
    fact = procedure.facts.get(name)
    return f"{name} " + " / ".join(fact.values.get(v, v) if fact else v for v in values)


def _origins(procedure: Procedure) -> list[str]:
    """The facts that no branch records, and the one that says what is issued."""
    words = {Origin.SERVICE: "layanan", Origin.REQUEST: "jenis permohonan"}
    said = [
        f"{fact.name}: menurut {words.get(fact.origin, f'isian {fact.field}')}"
        for fact in procedure.facts.values()
        if fact.origin is not Origin.BRANCH
    ]
    product = procedure.facts.get(procedure.product)
    return said + ([f"Yang terbit: {' atau '.join(product.values.values())}"] if product is not None else [])


def _limits(procedure: Procedure, width: int) -> list[str]:
    limits = procedure.limits
    said = [whole_words(procedure)]
    said += [
        f"Bersama, langkah {', '.join(map(str, g.steps))}: {time_words(g.time, procedure)}"
        + _counting(g.parties)
        for g in limits.groups
    ]
    if limits.trouble:
        said.append(f"Bila ada masalah: {limits.trouble.text} sejak {limits.trouble_from}")
    said += [limits.remark] if limits.remark else []
    return [line for sentence in said for line in _block(sentence, width, "  ", hang=2)]


def whole_words(procedure: Procedure) -> str:
    """The time for the whole: for which steps, since when, and whose time counts."""
    limits = procedure.limits
    whole = f"Keseluruhan: {time_words(limits.whole, procedure)}"
    if limits.whole_steps:
        whole += f" (langkah {', '.join(map(str, limits.whole_steps))})"
    if limits.whole_from is not Milestone.REGISTERED:
        whole += f", sejak {limits.whole_from}"
    return whole + _counting(limits.whole_parties)


def _counting(parties: frozenset[Party]) -> str:
    """Whose time counts, where it is not the office's alone."""
    whose = " dan ".join(party for party in Party if party in parties)
    return f", waktu {whose}" if parties != OFFICE_ONLY else ""


def _block(text: str, width: int, indent: str, hang: int = 0) -> list[str]:
    return wrap(text, width, initial_indent=indent, subsequent_indent=indent + " " * hang) or [""]


def _labelled(title: str, value: str, width: int) -> list[str]:
    return _block(f"{title:<18} {value or '(kosong)'}", width, "  ", hang=19)


def _table(procedure: Procedure, width: int) -> list[str]:
    """The document's rows, each once with its reading; rows that are no step stand at the end."""
    cards: list[tuple[tuple[SopRow, ...], list[str]]] = [
        (rows, [line for step in steps for line in reading(step, procedure)])
        for rows, steps in procedure.rows_of_steps
    ]
    cards += [((row,), ["Bukan langkah sebuah berkas."]) for row in procedure.document.other_rows]
    letters = dict(zip(procedure.document.performers, ascii_uppercase, strict=False))
    columns = _columns([row for rows, _ in cards for row in rows])
    beside = width >= BESIDE
    widths = _widths(columns, width * 2 // 3 if beside else width)
    titles = [_TITLES[column] for column in columns]
    if beside:
        widths.append(width - sum(widths) - 3 * len(widths))
        titles.append(_READING)
    rule = "─" * width
    text = [] if "pelaksana" in columns else ["  Sel pelaksana pada semua baris kosong."]
    text += [rule, *_cells(titles, widths), rule]
    for rows, said in cards:
        every = [_row_cells(row, letters) for row in rows or (None,)]
        printed = [[cells[column] for column in columns] for cells in every]
        if beside:
            text += _beside(printed, "\n".join(said), widths)
        else:
            text += [line for cells in printed for line in _cells(cells, widths)]
            text += [line for sentence in said for line in _block(sentence, width, "  » ", hang=2)]
        text.append(rule)
    return text


_TITLES = {
    "no": "No",
    "kegiatan": "Kegiatan",
    "pelaksana": "Pel.",
    "kelengkapan": "Kelengkapan",
    "waktu": "Waktu",
    "output": "Output",
    "keterangan": "Keterangan",
}


def _columns(rows: Sequence[SopRow]) -> list[str]:
    """The columns of the document's table, without those in which every cell is blank."""
    used = {
        "no": any(row.number for row in rows),
        "pelaksana": any(row.marks for row in rows),
        "keterangan": any(row.remarks for row in rows),
    }
    return [column for column in _TITLES if used.get(column, True)]


def _widths(columns: Sequence[str], room: int) -> list[int]:
    """Column widths that with their separators fit `room`; Kegiatan is half as wide again as the others."""
    fixed = {"no": _NUMBER, "pelaksana": _MARKS, "waktu": _TIME}
    shares = {column: 3 if column == "kegiatan" else 2 for column in columns if column not in fixed}
    free = room - 3 * (len(columns) - 1) - sum(fixed.get(column, 0) for column in columns)
    return [fixed.get(column) or free * shares[column] // sum(shares.values()) for column in columns]


def _row_cells(row: SopRow | None, letters: dict[str, str]) -> dict[str, str]:
    if row is None:
        return dict.fromkeys(_TITLES, "") | {"kegiatan": "(tidak ada barisnya di dokumen)"}
    return {
        "no": row.number,
        "kegiatan": row.activity,
        "pelaksana": "\n".join(
            f"{letters.get(heading, heading)} {mark}" for heading, mark in row.marks.items()
        ),
        "kelengkapan": row.requirements,
        "waktu": row.time,
        "output": row.output,
        "keterangan": row.remarks,
    }


def _cells(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    """One table row, each cell wrapped in its own column."""
    return _drawn(_wrapped(cells, widths), widths)


def _beside(rows: Iterable[Sequence[str]], said: str, widths: Sequence[int]) -> list[str]:
    """Table rows under each other, and beside all of them what is said; the last width is its own."""
    printed = [line for cells in rows for line in _wrapped(cells, widths)]
    blank = ("",) * (len(widths) - 1)
    lines = zip_longest(printed, _wrapped([said], widths[-1:]), fillvalue=None)
    return _drawn(((*(cells or blank), *(words or ("",))) for cells, words in lines), widths)


def _wrapped(cells: Sequence[str], widths: Sequence[int]) -> list[tuple[str, ...]]:
    columns = [
        [
            line
            for part in cell.split("\n")
            for line in wrap(part, width, subsequent_indent=" " * ("\n" in cell))
        ]
        for cell, width in zip(cells, widths, strict=False)
    ]
    return list(zip_longest(*columns, fillvalue=""))


def _drawn(lines: Iterable[Sequence[str]], widths: Sequence[int]) -> list[str]:
    return [" │ ".join(f"{c:<{w}}" for c, w in zip(line, widths, strict=True)).rstrip() for line in lines]
