"""Reading an SOP from TOML: both layers, and every mistake in how it is written.

The format is described in docs/sop.md. Whether what was read makes sense is for `loket.sop.sound` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from loket.sop.faults import Fault, SopFaults
from loket.sop.model import (
    APPLICANT_ROLE,
    SYSTEM_ROLE,
    Branch,
    Demand,
    Direction,
    Document,
    Fact,
    Inference,
    Kind,
    Origin,
    Party,
    Procedure,
    Section,
    SignOff,
    Step,
)
from loket.sop.read_rows import read_row, read_rows, with_shared_rows
from loket.sop.read_times import read_limits, read_time
from loket.sop.source import Beside, Written, unfiled
from loket.sop.tables import EMPTY, MOST, Table, parsed
from loket.text import scrub


def parse_procedure(source: str | Written) -> Procedure:
    """Read a procedure that was found sound and kept when it was in force.

    It is not checked again: a file ends by the rules it began with, also where a later program would refuse
    them. A decree that a mere text names comes from the program's own data, or stays empty: no rule depends
    on it.

    Raises:
        SopFaults: when the text is none that this program can read.
    """
    procedure, faults, _ = read(unfiled(source) if isinstance(source, str) else source)
    if faults or procedure is None:
        raise SopFaults(faults)
    return procedure


def read(source: Written) -> tuple[Procedure | None, list[Fault], set[str]]:
    """The procedure as far as it can be read, what is wrong, and the keys that could not be read."""
    file = source.file
    values = parsed(source.text, file)
    if isinstance(values, Fault):
        return None, [values], set()
    faults: list[Fault] = []
    faults += [_unprintable(file, key) for key, text in _texts(values, "") if not _printable(text)]
    top = Table(values, "", file, faults)
    procedure = _procedure(top, source.beside)
    top.close()
    return procedure, faults, top.unread


def _texts(value: object, key: str) -> Iterator[tuple[str, str]]:
    """Every text of a TOML value, names of keys included, with its place."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, list):
        for place, entry in enumerate(value, start=1):
            yield from _texts(entry, f"{key}[#{place}]")
    elif isinstance(value, dict):
        for name, entry in value.items():
            yield f"{key} (nama kunci)", name
            yield from _texts(entry, f"{key}.{name}".lstrip("."))


def _printable(text: str) -> bool:
    """Whether no terminal could take part of the text for a command; line breaks are harmless."""
    line = text.replace("\n", " ")
    return scrub(line) == line


def _unprintable(file: str, key: str) -> Fault:
    return Fault(file, key, "memuat karakter kendali atau tak terlihat", "huruf, angka, dan tanda baca biasa")


def _procedure(top: Table, beside: Beside) -> Procedure:
    document = top.table("dokumen", required=True)
    steps = top.tables("langkah", _sequence)
    if not steps and not top.has("langkah"):
        top.fault("langkah", "tidak ada satu pun", "sedikitnya satu [[langkah]]")
    roles = top.mapping("peran")
    return Procedure(
        id=_identifier(top, "id"),
        name=top.text("nama", required=True, right="nama SOP untuk layar"),
        document=_document(document, beside),
        roles=roles,
        facts=_facts(top),
        steps=_billed(with_shared_rows(_step(s, place, roles) for place, s in enumerate(steps, start=1))),
        starts=top.numbers("mulai"),
        limits=read_limits(top.table("batas")),
        follow_up=top.flag("lanjutan"),
        product=top.text("produk"),
        inferences=_inferences(top),
    )


def _sequence(values: Mapping[str, Any]) -> int | None:
    """A step's `urut`, where it has one that can be read."""
    urut = values.get("urut")
    return urut if type(urut) is int and 1 <= urut <= MOST else None


def _identifier(table: Table, name: str) -> str:
    value = table.text(name, required=True, right="kata tanpa spasi, misalnya karimun-sicantik")
    if value and not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", value):
        table.fault(name, f'"{value}" memuat huruf yang tidak boleh', "huruf kecil, angka, - dan _ saja")
    return value


def _inferences(table: Table) -> tuple[Inference, ...]:
    found = []
    for entry in table.tables("tafsir"):
        about = entry.text("tentang", required=True)
        found.append(Inference(about, entry.text("alasan", required=True)))
        entry.close()
    return tuple(found)


def _facts(top: Table) -> dict[str, Fact]:
    facts = {}
    declared = top.table("ketetapan")
    for name in declared.values:
        entry = declared.table(name)
        origin = entry.choice("asal", Origin, Origin.BRANCH) or Origin.BRANCH
        facts[name] = Fact(
            name=entry.text("nama", required=True),
            values=entry.mapping("pilihan"),
            origin=origin,
            field=entry.text("isian", required=origin is Origin.FIELD, right="kunci isian pada formulir"),
        )
        if origin is not Origin.FIELD and entry.has("isian"):
            entry.fault("isian", f'dipakai pada asal "{origin}"', 'hanya bersama asal = "isian"')
        if not facts[name].values and not entry.has("pilihan"):
            entry.fault("pilihan", EMPTY, 'misalnya { rendah = "Rendah", tinggi = "Tinggi" }')
        entry.close()
    return facts


def _document(table: Table, beside: Beside) -> Document:
    pairs = table.text_rows("identitas")
    if any(len(pair) != 2 for pair in pairs):
        table.fault("identitas", "ada baris yang bukan sepasang", '["judul", "isi"] pada setiap baris')
    document = Document(
        source=table.text("sumber", required=bool(table.values), right="asal dokumen"),
        heading=table.texts("kepala"),
        identity=tuple((pair[0], pair[1]) for pair in pairs if len(pair) == 2),
        sections=tuple(_section(entry) for entry in table.tables("bagian")),
        table_heads=table.text_rows("kepala_tabel"),
        performers=table.texts("pelaksana"),
        irregularities=table.texts("kejanggalan"),
        decree=_decree(table, beside),
        other_rows=tuple(read_row(entry) for entry in table.tables("baris_lain")),
    )
    table.close()
    return document


def _decree(table: Table, beside: Beside) -> str:
    name = table.text("keputusan")
    text = beside(name) if name else ""
    if text is None:
        table.fault("keputusan", f'berkas teks "{name}" tidak ditemukan', "nama berkas di folder yang sama")
    return (text or "").strip()


def _section(table: Table) -> Section:
    section = Section(table.text("judul", required=True), table.texts("isi"))
    table.close()
    return section


def _billed(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Where no step asks for the bill (`tagihan`), the payment itself asks for it together with the proof."""
    if any(Demand.BILL in step.demands for step in steps):
        return steps
    asked = frozenset({Demand.BILL})
    return tuple(
        replace(step, demands=step.demands | asked) if step.kind is Kind.PAYMENT else step for step in steps
    )


def _step(table: Table, place: int, names: Mapping[str, str]) -> Step:
    """The step that is the `place`th of its file, by which it goes (below zero) without a readable `urut`."""
    kind = table.kind("jenis") or Kind.GENERAL
    applicant = kind is Kind.APPLICANT
    party = table.choice("pihak", Party, Party.APPLICANT if applicant else Party.OFFICE) or Party.OFFICE
    passes = table.flag("tidak_menahan")
    sign_offs = tuple(_sign_off(entry) for entry in table.tables("paraf"))
    parts = tuple(_part(entry, number, kind) for number, entry in enumerate(_parts(table), start=1))
    nobody = APPLICANT_ROLE if applicant else SYSTEM_ROLE if passes or parts else None
    step = Step(
        sequence=table.number("urut", required=True) or -place,
        name=table.text("nama", required=True, right="nama pendek untuk layar"),
        kind=kind,
        roles=_performers(table, sign_offs, nobody),
        party=party,
        time=read_time(table, by_role=True),
        branches=tuple(_branch(entry) for entry in table.tables("cabang", lambda values: values.get("id"))),
        rows=read_rows(table),
        row_of=table.number("baris"),
        sign_offs=sign_offs,
        min_people=table.number("orang_minimal") or 1,
        optional=table.flag("opsional"),
        before_registration=table.flag("sebelum_pendaftaran"),
        awaits_collection=table.flag("menunggu_diambil"),
        passes=passes,
        awaits_parent=table.flag("menunggu_induk"),
        office_addition=table.flag("tambahan_kantor"),
        demands=frozenset(table.choices("meminta", Demand)),
        recorders=table.texts("dicatat_oleh"),
        elsewhere=table.text("di"),
        inferences=_inferences(table),
        parts=parts,
    )
    table.close()
    own = (replace(part, time=part.time if part.time.stated else step.time) for part in parts)
    parts = tuple(_of_agency(replace(part, sequence=step.sequence), names) for part in own)
    return _of_agency(replace(step, parts=parts), names)


def _of_agency(step: Step, names: Mapping[str, str]) -> Step:
    """A step of another agency knows who performs it, in the SOP's words."""
    if step.party is not Party.AGENCY:
        return step
    return replace(step, agency=" / ".join(names[role] for role in step.roles if role in names))


def _parts(table: Table) -> list[Table]:
    return table.tables("serentak", lambda values: values.get("id"))


def _part(table: Table, number: int, kind: Kind) -> Step:
    """One of those who do a step at the same time, as a step in itself."""
    sign_offs = tuple(_sign_off(entry) for entry in table.tables("paraf"))
    part = Step(
        sequence=0,
        strand=number,
        id=_identifier(table, "id"),
        name=table.text("sebutan", required=True, right="sebutan pendek untuk layar"),
        kind=kind,
        roles=_performers(table, sign_offs, None),
        party=table.choice("pihak", Party, Party.OFFICE) or Party.OFFICE,
        time=read_time(table, by_role=True),
        branches=tuple(
            _branch(entry, of_part=True) for entry in table.tables("cabang", lambda values: values.get("id"))
        ),
        sign_offs=sign_offs,
        min_people=table.number("orang_minimal") or 1,
        demands=frozenset(table.choices("meminta", Demand)),
        recorders=table.texts("dicatat_oleh"),
        elsewhere=table.text("di"),
        needed=not table.flag("tidak_ditunggu"),
    )
    table.close()
    return part


def _performers(table: Table, sign_offs: tuple[SignOff, ...], default: str | None) -> tuple[str, ...]:
    """Who performs a step: as written, else all who sign it off, else the kind's own."""
    roles = table.texts("peran") or tuple(dict.fromkeys(role for s in sign_offs for role in s.roles))
    if roles or default is not None:
        return roles or (default or "",)
    if not table.failed("jenis") and (not table.has("peran") or table.values["peran"] == []):
        table.fault("peran", "tidak ada yang mengerjakan langkah ini", 'peran dari [peran], misalnya ["fo"]')
    return ()


def _sign_off(table: Table) -> SignOff:
    sign_off = SignOff(
        roles=table.texts("peran"),
        label=table.text("sebutan", required=True),
        time=read_time(table, by_role=True),
        demands=frozenset(table.choices("meminta", Demand)),
        recorders=table.texts("dicatat_oleh"),
        elsewhere=table.text("di"),
    )
    if not sign_off.roles and not table.has("peran"):
        table.fault("peran", EMPTY, 'peran dari [peran], misalnya ["kasi"]')
    table.close()
    return sign_off


def _branch(table: Table, *, of_part: bool = False) -> Branch:
    direction = table.choice("arah", Direction, Direction.FORWARD) or Direction.FORWARD
    ends = table.flag("selesai")
    onward, back, resume = table.number("ke"), table.number("kembali_ke"), table.number("lanjut_di")
    if of_part:
        _check_part_way(table, direction)
    elif not table.failed("arah"):
        _check_way(table, direction, ends)
    branch = Branch(
        id=_identifier(table, "id"),
        label=table.text("label", required=True, right="kata kerja yang dibaca petugas"),
        direction=direction,
        target=back if direction is Direction.RETURN else None if ends else onward,
        resume=resume,
        outcome=table.text("hasil") or None,
        declares_complete=table.flag("menyatakan_lengkap"),
        declares_correct=table.flag("menyatakan_benar"),
        decides=table.flag("keputusan"),
        records=table.mapping("mencatat"),
        when=table.conditions("bila"),
        by=table.texts("oleh"),
        opens=table.text("membuka") or None,
        answers=of_part and onward is None and not ends and direction is not Direction.RETURN,
    )
    table.close()
    return branch


def _check_way(table: Table, direction: Direction, ends: bool) -> None:
    """A branch leads to exactly one place, written in the keys that its direction uses."""
    if direction is Direction.RETURN:
        for name, what in (
            ("kembali_ke", "langkah pemohon"),
            ("lanjut_di", "langkah tempat berkas masuk lagi"),
        ):
            if not table.has(name):
                table.fault(name, EMPTY, f"urut {what}")
        for name in ("ke", "selesai"):
            if table.has(name):
                table.fault(name, "tidak dipakai pada arah kembali", "kembali_ke dan lanjut_di")
        return
    if table.has("kembali_ke") and not (table.has("arah") or table.has("ke")):
        table.fault("arah", EMPTY, f'"{Direction.RETURN}", karena ada kembali_ke')
        return
    for name in ("kembali_ke", "lanjut_di"):
        if table.has(name):
            table.fault(name, f'dipakai pada arah "{direction}"', 'hanya pada arah = "kembali"')
    if ends and table.has("ke"):
        table.fault("ke", "ada bersama selesai = true", "salah satu saja: ke, atau selesai = true")
    elif not ends and not table.has("ke") and not table.failed("selesai"):
        table.fault("ke", EMPTY, "urut langkah tujuan, atau selesai = true")


def _check_part_way(table: Table, direction: Direction) -> None:
    """A part comes back to itself; without a place its branch is an answer, with one the whole file goes."""
    for name in ("kembali_ke", "lanjut_di"):
        if table.has(name):
            right = 'tanpa kunci ini: dengan arah = "kembali" bagian ini menunggu pemohon di tempatnya'
            table.fault(name, "tidak dipakai pada serentak", right)
    if direction is Direction.RETURN and (table.has("ke") or table.has("selesai")):
        table.fault("arah", 'ke atau selesai tidak dipakai pada arah "kembali"', "salah satu saja")
    elif table.has("ke") and table.has("selesai"):
        table.fault("ke", "ada bersama selesai = true", "salah satu saja: ke, atau selesai = true")
    elif direction is Direction.BACK and not table.has("ke"):
        table.fault("ke", "tidak diisi", "urut langkah meja yang lebih awal")
    elif not (direction is Direction.RETURN or table.has("ke") or table.has("selesai")):
        _check_answer(table, direction)


def _check_answer(table: Table, direction: Direction) -> None:
    """An answer leads on, and does not say how the file ends: that is for the step's own branch."""
    if direction is not Direction.FORWARD:
        wrong = f'"{direction}" tanpa ke dan tanpa selesai: berkas menunggu bagian lain'
        right = "selesai = true atau ke bila seluruh berkas pergi; bila tidak, maju, dengan mencatat"
        table.fault("arah", wrong, right)
    elif table.has("hasil"):
        right = "hasil pada cabang langkah, yang ditempuh berkas sesudah semua menjawab"
        table.fault("hasil", "jawaban satu bagian tidak memberi hasil", right)
