"""How each event is told in a file's history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from loket.desk.note_names import (
    AMENDS_BACK_NOTE,
    AMENDS_NOTE,
    ASKED_NOTE,
    ATTACHED_NOTE,
    BESIDE_NOTE,
    DECLINED_NOTE,
    DETACHED_NOTE,
    FIELDS_NOTE,
    GIVEN_BACK_NOTE,
    MARK_NOTE,
    MOVED_NOTE,
    NIK_NOTE,
    OTHERS_BACK_NOTE,
    PRINTED_NOTE,
    REMARK_NOTE,
    REMINDED_NOTE,
    RENEWED_NOTE,
    SURVEY_NOTE,
    TOLD_NOTE,
)
from loket.desk.words.acts import ACTS, DAY_TOLD
from loket.flow.acts import Act, Choose, Event, Holds, Note, Register, id_fields
from loket.flow.fold import done_at
from loket.flow.promise import TOLD
from loket.sla import WorkingTime
from loket.sla.words import short_date
from loket.sop.model import Direction, Step
from loket.store.roster import ROSTERED
from loket.text import capitalized, uncapitalized

Names = Mapping[int, str]
_FEW_DAYS = 3


CORRECTED, AFTERWARDS = "Data diperbaiki", "Ralat"
"""What it is called to put right what was registered, and what once the file is decided."""
DECLINED = "Survei ditolak pemohon, lanjut ke penyerahan"
"""Said in place of the way's own words of a file that left its survey unfilled."""
BY_SOP = "menurut SOP"
"""Said of a way that the SOP itself chose, by what was laid down about the file."""


def told(
    event: Event,
    step: Step | None,
    names: Names,
    remarks: Mapping[int, str],
    sign_off: int = 0,
    *,
    by_sop: bool = False,
    declined: bool = False,
    elsewhere: str = "",
    corrected: str = CORRECTED,
    when: str = "",
) -> str:
    """What happened, as one line of a history; `step` and `sign_off` are where the file was.

    `by_sop`: the SOP itself chose the way that it took. `declined`: the applicant would not fill the survey
    that it left. `elsewhere`: by whom it was done elsewhere and who
    only recorded it (`done_elsewhere`). `corrected`: what it changed of whom the file shows. `when`: for when
    something is to be remembered.
    """
    who = names.get(event.person, "petugas") if event.person is not None else "program"
    who = elsewhere or who
    who = f"{BY_SOP} · {who}" if by_sop else who
    if declined:
        text = f"{DECLINED} · {who}"
    else:
        more = {"corrected": corrected, "when": f" {when}" if when else ""}
        text = _told(event, step, who, names, remarks, sign_off, more)
    return f"{text} · dicatat menyusul: {remarks.get(event.late, '')}" if event.late is not None else text


def in_short(act: Act, step: Step | None, sign_off: int = 0) -> str:
    """What was done, as short as a line needs it that names who did it beside it: no reason, no remark.

    `step` and `sign_off` are where the file was; None where that is not known any more.
    """
    match act:
        case Choose(branch=branch) if step is not None:
            return _choice(step, branch, sign_off)
        case Register(parent=parent) if parent is not None:
            return "berkas lanjutan dibuka"
        case Note(what=what):
            return uncapitalized(_NOTES.get(what, what).partition(":")[0].partition("{")[0])
    return ACTS[type(act)].done


def day_told(kind: str, counter: str) -> str:
    """What was done to the queue's day; of a counter, its name before it: `Loket 2 ditutup sementara`."""
    return f"{counter} {DAY_TOLD[kind]}".strip()


def roster_told(kind: str, role: str) -> str:
    """What follows the name of whom the roster is about; without a role they do not come."""
    if kind != ROSTERED:
        return "jadwalnya dicabut"
    return f"dicatat piket {role}" if role else "dicatat tidak masuk"


def calendar_told(data: Mapping[str, Any]) -> str:
    """`hari libur diubah: Sel 24 Nov`; the first days of several, or none where hours were changed."""
    dates = [short_date(date.fromisoformat(day)) for day, *_ in data.get("days", ())]
    more = f" dan {len(dates) - _FEW_DAYS} lagi" if len(dates) > _FEW_DAYS else ""
    if not dates:
        return "jam atau kalender kantor diubah"
    return f"hari libur diubah: {', '.join(dates[:_FEW_DAYS])}{more}"


def done_elsewhere(
    event: Event, step: Step, sign_off: int, roles: Mapping[str, str], names: Names, time: WorkingTime
) -> str:
    """`Kepala Dinas di siCantik 20-11-2026 14.05, dicatat Sekretariat (Rina)`; empty where it was done here.

    `roles` are the SOP's names of roles.
    """
    if not isinstance(event.act, Choose) or event.act.for_role is None:
        return ""
    name = names.get(event.person or 0, "petugas")
    by = f"{roles.get(event.role or '', event.role)} ({name})"
    when = f"{time.local(done_at(event)):%d-%m-%Y %H.%M}"
    return f"{acts_elsewhere(step, sign_off, event.act.for_role, roles)} {when}, dicatat {by}"


def acts_elsewhere(step: Step, sign_off: int, role: str, roles: Mapping[str, str]) -> str:
    """`Kepala Dinas di siCantik`: who acts at a step, and where, if the SOP says so."""
    where = step.elsewhere_at(sign_off)
    return f"{roles.get(role, role)} di {where}" if where else roles.get(role, role)


def _told(
    event: Event,
    step: Step | None,
    who: str,
    names: Names,
    remarks: Mapping[int, str],
    sign_off: int,
    more: Mapping[str, str],
) -> str:
    match event.act:
        case Choose(branch=branch, remark=remark):
            reason = f" ({remarks.get(remark, '')})" if remark is not None else ""
            return f"{_choice(step, branch, sign_off)}{reason} · {who}"
        case Register(parent=parent) if parent is not None:
            return f"Berkas lanjutan dibuka ({who})"
        case Note(what=what, data=data):
            return noted(what, {**data, "perubahan": more["corrected"]}, who, remarks)
        case act:
            said = {field.name: getattr(act, field.name) for field in fields(act)}
            ids = id_fields(type(act))
            said |= {name: _meant(what, said[name], names, remarks) for name, what in ids.items()}
            because = f": {said['remark']}" if said.get("remark") else ""
            return ACTS[type(act)].told.format(who=who, because=because, **more, **said)


def _meant(what: Holds, number: int | None, names: Names, remarks: Mapping[int, str]) -> str:
    """What the id in a field of an act stands for, in words."""
    if what is Holds.PERSON:
        return names.get(number or 0, "petugas")
    return remarks.get(number or 0, "")


def _choice(step: Step | None, branch_id: str, sign_off: int) -> str:
    """The branch as the SOP words it; of several sign-offs, those before the last by their own names."""
    branch = step.branch(branch_id) if step else None
    if step is None or branch is None:
        return branch_id
    if branch.direction is Direction.FORWARD and sign_off + 1 < len(step.sign_offs):
        return capitalized(step.sign_offs[sign_off].label)
    return branch.label


_NOTES = {
    NIK_NOTE: "{pengenal} dilihat lengkap",
    SURVEY_NOTE: "Survei kepuasan diisi pemohon",
    DECLINED_NOTE: "Pemohon menolak mengisi survei kepuasan",
    MARK_NOTE: "{ditandai}",
    FIELDS_NOTE: "Data teknis diisi",
    PRINTED_NOTE: "{cara}: {surat}{dijanjikan}",
    MOVED_NOTE: "Batas waktu bergeser dari {lama} ke {baru}: {dasar}",
    ASKED_NOTE: "Ditanya siapa {siapa} ini: {jawab}",
    REMINDED_NOTE: "Diingatkan: {dasar}",
    AMENDS_NOTE: "Kompensasi: {jenis}",
    AMENDS_BACK_NOTE: "Kompensasi dicabut: {jenis}",
    TOLD_NOTE: "Pemohon diberi tahu{dijanjikan}",
    REMARK_NOTE: "Catatan: {dasar}",
    BESIDE_NOTE: "Berkas tersendiri, meski masih berjalan {nomor}",
    RENEWED_NOTE: "{perubahan}",
    GIVEN_BACK_NOTE: "Data kembali seperti sebelumnya",
    ATTACHED_NOTE: "Lampiran ke-{lampiran} ditambahkan",
    DETACHED_NOTE: "Lampiran ke-{lampiran} dilepas: {dasar}",
    OTHERS_BACK_NOTE: "Data orang lain kembali menurut berkasnya sendiri",
}
_MARKED = {
    "ada": "Persyaratan ditandai ada",
    "kurang": "Persyaratan ditandai kurang",
    "periksa": "Tanda persyaratan diurungkan",
}
FIELD_WORDS: Mapping[str, str] = {
    "name": "nama",
    "nik": "NIK",
    "phone": "HP",
    "second_phone": "HP lain",
    "email": "surel",
    "address": "alamat",
    "company": "nama usaha/badan",
    "npwp": "NPWP",
    "nib": "NIB",
    "id_kind": "jenis tanda pengenal",
    "id_number": "nomor tanda pengenal",
}
"""What is known of an applicant, by the names of the columns."""


def noted(what: str, data: Mapping[str, object], who: str, remarks: Mapping[int, str]) -> str:
    """A note of the journal in words; `dasar` is the remark that says why."""
    words, why = _Blank({"pengenal": "NIK", **data}), data.get("dasar")
    if isinstance(why, int) and why in remarks:
        words["dasar"] = remarks[why]
    words["jawab"] = _answer(data)
    words["dijanjikan"] = _promised(data)
    words["ditandai"] = _MARKED.get(str(data.get("tanda")), "")
    return capitalized(_NOTES.get(what, what).format_map(words)) + f" · {who}"


def _promised(data: Mapping[str, object]) -> str:
    """Which date a paper told, where it did."""
    day = data.get(TOLD)
    if not isinstance(day, str):
        return ""
    return f", dijanjikan selesai {short_date(date.fromisoformat(day), year=True)}"


def _answer(data: Mapping[str, object]) -> str:
    """Who it was said that somebody is: `lepas` are those on record who had the number wrongly."""
    if data.get("sama") is None:
        return "orang lain; yang tercatat melepas nomornya" if data.get("lepas") else "orang lain"
    return "orang yang sudah dikenal" + ("; yang lain melepas nomornya" if data.get("lepas") else "")


class _Blank(dict[str, object]):
    """Leaves a gap where an old note lacks a word."""

    def __missing__(self, key: str) -> str:
        return "–"


def waits_for(agency: str) -> str:
    """Whom a resting file waits for, in words: an agency by its name, else its parent."""
    return agency or "izin induk"


def agency_of(waits_for: str, remarks: Mapping[int, str]) -> str:
    """The name of the agency that an interval waits for; `waits_for` is the id of the remark with it."""
    return remarks.get(int(waits_for), waits_for) if waits_for.isdecimal() else waits_for
