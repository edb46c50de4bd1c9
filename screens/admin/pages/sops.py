"""SOP: the steps of each SOP in use, who performs them and in what time, and what the office changes of both.

The SOP itself stays as it is written: what the office decides stands in its profile, and holds for files that
are registered from then on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from loket import sop
from loket.desk.errors import Missing, Unreadable
from loket.office.closing import FIRST_CLOSING, kept_by_sop, unanswerable
from loket.office.editing import Edit, Place, Put
from loket.office.shelf import SOP, Kept
from loket.sop.model import AllowedTime, Procedure, Step
from loket.text import capitalized
from screens.admin.documents import prepared, profile
from screens.admin.page import Blank, Deed, Faulty, Filling, Item, Listing, Now, Page, Prepared, Typed
from screens.admin.pages.counters import role_names, role_options
from screens.widgets.columns import Column
from screens.widgets.several import BETWEEN

ROLES, TIMES = "peran_langkah", "waktu_langkah"
_KEPT = "Berlaku bagi berkas yang didaftarkan sesudahnya; yang sudah berjalan tetap seperti semula."
_NO_TIME = "tidak ditentukan"
_OWN_STEP = "Langkah tambahan kantor, sesudah langkah terakhir SOP; diubah dalam dokumen profil."


def read(now: Now) -> Listing:
    """The steps of all SOPs that services follow."""
    return Listing([item for procedure, own in in_use(now) for item in _items(now, procedure, own)])


def in_use(now: Now) -> Iterator[tuple[Procedure, Procedure]]:
    """Each SOP that services follow as it is here, and as it is written."""
    for name in now.office.procedures:
        try:
            here = now.desk.upcoming(name)
        except (Missing, Unreadable):
            continue
        written = Kept(now.seen.texts).find(SOP, name)
        if written is not None:
            yield here, sop.parse_procedure(written)


def used_by(now: Now, role: str) -> tuple[str, ...]:
    """The steps that this role performs or records, an SOP a line, as a person would name them."""
    lines = list[str]()
    for procedure, _ in in_use(now):
        steps = [step for step in procedure.places if role in _roles(step)]
        if steps:
            named = ", ".join(dict.fromkeys(f"{step.sequence} ({step.name})" for step in steps))
            lines.append(f"langkah {named} SOP {procedure.name}")
    return tuple(lines)


def _roles(step: Step) -> tuple[str, ...]:
    """Everybody of the office who may have a file in hand there."""
    every = (step.handling_roles(sign_off) for sign_off in range(len(step.sign_offs) or 1))
    return tuple(dict.fromkeys(role for roles in every for role in roles))


def _items(now: Now, procedure: Procedure, written: Procedure) -> Iterator[Item]:
    for step in procedure.steps:
        own = next((each for each in written.steps if each.sequence == step.sequence), None)
        performed = _performers(now, procedure, step)
        changed = own is not None and (own.roles, own.time) != (step.roles, step.time)
        mark = "tambahan" if step.sequence >= FIRST_CLOSING else "diubah" if changed else ""
        yield Item(
            f"{procedure.id}/{step.sequence}",
            (str(step.sequence), step.name, performed, time_words(step.time), mark),
            tuple(_about(now, procedure, step, own)),
            _deeds(now, procedure, step, own) if own is not None else (),
            group=procedure.name,
            style="redup" if own is not None and kept_by_sop(own) else "",
        )


def _performers(now: Now, procedure: Procedure, step: Step) -> str:
    if step.parts:
        return "serentak: " + ", ".join(_performers(now, procedure, part) for part in step.parts)
    roles = _roles(step)
    known = [role for role in roles if role in now.office.roles]
    others = [procedure.roles.get(role, role) for role in roles if role not in now.office.roles]
    return ", ".join(filter(None, [role_names(now, known), *others])) or "pemohon"


def time_words(time: AllowedTime) -> str:
    """An allowed time in a few words."""
    if time.cases:
        return " atau ".join(dict.fromkeys(map(time_words, time.cases)))
    if time.by_role:
        return " atau ".join(dict.fromkeys(each.text for each in time.by_role.values()))
    return time.whole.text if time.whole else "Standar Pelayanan" if time.standard else ""


def _about(now: Now, procedure: Procedure, step: Step, own: Step | None) -> Iterator[str]:
    yield f"Langkah {step.sequence}: {step.name}"
    yield f"Dikerjakan {_performers(now, procedure, step)}; waktu {time_words(step.time) or _NO_TIME}."
    if own is None:
        yield _OWN_STEP
        return
    if why := kept_by_sop(own):
        yield f"{capitalized(why)}."
        return
    if (own.roles, own.time) != (step.roles, step.time):
        semula = _performers(now, procedure, own)
        yield f"Menurut SOP: {semula}; waktu {time_words(own.time) or _NO_TIME}."
    if own.sign_offs:
        yield "Berparaf: perannya tertulis dalam SOP, waktunya dapat diubah."
    yield _KEPT


def _deeds(now: Now, procedure: Procedure, step: Step, own: Step) -> tuple[Deed, ...]:
    why = kept_by_sop(own) or None
    changed = (own.roles, own.time) != (step.roles, step.time)
    back = partial(_prepared, now, procedure, step, {ROLES: None, TIMES: None}, "kembali seperti SOP")
    unchanged = None if changed else "belum diubah kantor"
    return (
        Deed("f4", "Ubah", does="change", fill=partial(_changing, now, procedure, step, own), why=why),
        Deed("f7", "Kembali seperti SOP", does="more", prepare=back, why=unchanged),
    )


def _changing(now: Now, procedure: Procedure, step: Step, own: Step) -> Filling:
    offered = role_options(now)
    known = {role for role, _ in offered}
    offered += [(role, procedure.roles.get(role, role)) for role in step.roles if role not in known]
    roles = BETWEEN.join(role for role, _ in offered if role in step.roles)
    hint = "Misalnya 20 menit, 1 jam 30 menit, 2 hari kerja. Kosong: seperti SOP."
    time = Blank("time", "Waktu", value=time_words(step.time), hint=hint)
    chosen = Blank("roles", "Dikerjakan", "several", roles, offered, hint=_KEPT)
    fields = (time,) if own.sign_offs else (chosen, time)

    def prepare(typed: Typed) -> Prepared:
        values: dict[str, str | Sequence[str] | None] = {}
        if typed.get("roles", roles) != roles:
            if not typed["roles"]:
                raise Faulty({"roles": "Belum ada yang mengerjakan langkah ini."})
            picked = typed["roles"].split(BETWEEN)
            if why := unanswerable(replace(own, roles=tuple(picked)), now.office):
                raise Faulty({"roles": f"{capitalized(why)}."})
            values[ROLES] = None if set(picked) == set(own.roles) else picked
        if typed["time"] != time.value:
            values[TIMES] = None if typed["time"] == time_words(own.time) else typed["time"] or None
        return _prepared(now, procedure, step, values, "diubah")

    return Filling(f"Langkah {step.sequence}: {step.name} · {procedure.name}", fields, prepare)


def _prepared(
    now: Now,
    procedure: Procedure,
    step: Step,
    values: dict[str, str | Sequence[str] | None],
    done: str,
) -> Prepared:
    """What is chosen for a step, told before; what is wrong with its time stands there."""
    edits: list[Edit] = [
        Put(Place(profile(now), f"{section}.{procedure.id}"), {str(step.sequence): value})
        for section, value in values.items()
    ]
    said = f"Langkah {step.sequence} {done}."
    try:
        return prepared(now, edits, said, Place(profile(now), f"{TIMES}.{procedure.id}"))
    except Faulty as wrong:
        time = wrong.at.get(str(step.sequence))
        raise Faulty({"time": time} if time else {}, wrong.lines) from None


PAGE = Page(
    "SOP",
    "Langkah tiap SOP yang dipakai: siapa mengerjakannya, dan dalam waktu berapa.",
    (
        Column("number", align="right"),
        Column("name", weight=1),
        Column("roles", weight=1),
        Column("time"),
        Column("mark", from_width=66),
    ),
    read,
    empty="Belum ada layanan yang memakai SOP.",
    still=True,
    help=(
        "SOP sendiri tidak berubah: yang dipilih kantor tertulis di sampingnya.",
        "F4 memberikan langkah kepada peran lain atau mengubah waktunya; F7 mengembalikannya.",
    ),
)
