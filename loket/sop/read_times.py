"""Reading the times of an SOP: those of steps and sign-offs, and all that stands in `[batas]`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from loket.sop.model import (
    NO_TIME,
    OFFICE_ONLY,
    AllowedTime,
    GroupLimit,
    Limits,
    Milestone,
    Party,
    TroubleStart,
)
from loket.sop.tables import EMPTY, Table

STANDARD = "standar pelayanan"
_ONE = '"10 menit" atau "standar pelayanan"'
_ONE_OR_ROLES = '"10 menit", "standar pelayanan", atau tabel waktu per peran'


def read_time(table: Table, name: str = "waktu", *, by_role: bool = False) -> AllowedTime:
    """The time at a key: one text, a list of times that depend on facts, with `by_role` also one by role."""
    if isinstance(table.values.get(name), list):
        cases = tuple(_case(entry, by_role) for entry in table.tables(name))
        if not cases:
            table.fault(name, "daftar kosong", "sedikitnya satu waktu, atau tanpa kunci ini")
        return AllowedTime(cases=cases)
    return _one_time(table, name, by_role)


def _case(table: Table, by_role: bool) -> AllowedTime:
    """One of several times, with the facts under which it applies."""
    when = table.conditions("bila")
    time = _one_time(table, "waktu", by_role)
    if not table.has("waktu"):
        table.fault("waktu", EMPTY, 'misalnya { bila = { risiko = ["tinggi"] }, waktu = "2 hari" }')
    table.close()
    return replace(time, when=when)


def _one_time(table: Table, name: str, by_role: bool) -> AllowedTime:
    if by_role and isinstance(table.values.get(name), Mapping):
        texts = table.mapping(name)
        read = {role: table.read_duration(f"{name}.{role}", text) for role, text in texts.items()}
        return AllowedTime(by_role={role: time for role, time in read.items() if time is not None})
    text = table.text(name, right=_ONE_OR_ROLES if by_role else _ONE)
    if not text:
        return NO_TIME
    if " ".join(text.lower().split()) == STANDARD:
        return AllowedTime(standard=True)
    return AllowedTime(whole=table.read_duration(name, text))


def read_limits(table: Table) -> Limits:
    """The times that a procedure states beyond its cells."""
    limits = Limits(
        whole=read_time(table, "keseluruhan"),
        whole_steps=table.numbers("keseluruhan_langkah"),
        whole_from=table.choice("keseluruhan_sejak", Milestone, Milestone.REGISTERED) or Milestone.REGISTERED,
        whole_parties=_parties(table, "keseluruhan_pihak"),
        groups=tuple(_group(entry) for entry in table.tables("kelompok")),
        trouble=table.duration("masalah"),
        trouble_from=table.choice("masalah_sejak", TroubleStart, TroubleStart.REQUEST)
        or TroubleStart.REQUEST,
        remark=table.text("keterangan"),
    )
    table.close()
    return limits


def _group(table: Table) -> GroupLimit:
    group = GroupLimit(table.numbers("langkah"), read_time(table), _parties(table, "pihak"))
    if not table.has("waktu"):
        table.fault("waktu", EMPTY, 'misalnya "6 hari kerja"')
    table.close()
    return group


def _parties(table: Table, name: str) -> frozenset[Party]:
    """Whose time counts; the office's where nothing is said."""
    return frozenset(table.choices(name, Party)) or OFFICE_ONLY
