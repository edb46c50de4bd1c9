"""SOP: the steps of each SOP in use, who performs them and in what time, and what the office changes of both.

The SOP itself stays as it is written: what the office decides, and the steps that it has behind the SOP's
last, stand in its profile, and hold for files that are registered from then on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from loket import sop
from loket.desk.errors import Missing, Unreadable
from loket.office.choices import OUTCOMES
from loket.office.closing import FIRST_CLOSING, kept_by_sop, unanswerable
from loket.office.editing import Edit, Place, Put, entries, label_of
from loket.office.shelf import SOP, First, Kept, shipped
from loket.sop.model import AllowedTime, Kind, Procedure, Step
from loket.text import capitalized
from screens.admin.documents import prepared, profile
from screens.admin.page import NO, Blank, Deed, Faulty, Filling, Item, Listing, Now, Page, Prepared, Typed
from screens.admin.pages.counters import role_names, role_options
from screens.admin.sections import adding, changing, moving, removing
from screens.widgets.columns import Column
from screens.widgets.several import BETWEEN

ROLES, TIMES, OWN = "peran_langkah", "waktu_langkah", "tambahan"
_WHO = "roles"
_KEPT = "Berlaku bagi berkas yang didaftarkan sesudahnya; yang sudah berjalan tetap seperti semula."
_NO_TIME = "tidak ditentukan"
_OWN_STEP = "Langkah tambahan kantor, sesudah langkah terakhir SOP."
_ENDS_OTHERWISE = "SOP ini tidak menyebut berakhir dengan izin terbit atau ditolak"


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


def sop_lines(now: Now, name: str) -> Sequence[str]:
    """The steps of an SOP, also of one that the office does not use yet: who performs each, in what time."""
    found = First((Kept(now.seen.texts), shipped())).find(SOP, name)
    if found is None:
        return ()
    procedure = sop.parse_procedure(found)
    lines = [procedure.name]
    for step in procedure.steps:
        time = time_words(step.time)
        performed = _performers(now, procedure, step)
        lines.append(f"{step.sequence} {step.name}: {performed}{f' · {time}' if time else ''}")
    return lines


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
    ends = _ends(written)
    new = _adding(now, procedure, ends)
    for step in procedure.steps:
        own = next((each for each in written.steps if each.sequence == step.sequence), None)
        performed = _performers(now, procedure, step)
        changed = own is not None and _decided(own, step)
        mark = "tambahan" if step.sequence >= FIRST_CLOSING else "diubah" if changed else ""
        yield Item(
            f"{procedure.id}/{step.sequence}",
            (str(step.sequence), step.name, performed, time_words(step.time), mark),
            tuple(_about(now, procedure, step, own)),
            (
                new,
                *(
                    _deeds(now, procedure, step, own)
                    if own is not None
                    else _own_deeds(now, procedure, step, ends)
                ),
            ),
            group=procedure.name,
            style="redup" if own is not None and kept_by_sop(own) else "",
        )


def _decided(own: Step, here: Step) -> bool:
    """Whether the office decided something about a step; `own` is as it is written."""
    return (own.roles, own.time, own.sign_offs) != (here.roles, here.time, here.sign_offs)


def _performers(now: Now, procedure: Procedure, step: Step) -> str:
    if step.parts:
        return "serentak: " + ", ".join(_performers(now, procedure, part) for part in step.parts)
    return _named(now, procedure, _roles(step)) or "pemohon"


def _named(now: Now, procedure: Procedure, roles: Sequence[str]) -> str:
    known = [role for role in roles if role in now.office.roles]
    others = [procedure.roles.get(role, role) for role in roles if role not in now.office.roles]
    return ", ".join(filter(None, [role_names(now, known), *others]))


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
        yield _KEPT
        return
    if why := kept_by_sop(own):
        yield f"{capitalized(why)}."
        return
    if _decided(own, step):
        semula = _performers(now, procedure, own)
        yield f"Menurut SOP: {semula}; waktu {time_words(own.time) or _NO_TIME}."
    for at, sign_off in enumerate(step.sign_offs, start=1):
        yield f"Paraf {at}, {sign_off.label}: {_named(now, procedure, sign_off.roles)}."
    yield _KEPT


def _deeds(now: Now, procedure: Procedure, step: Step, own: Step) -> tuple[Deed, ...]:
    why = kept_by_sop(own) or None
    signs = {str(at): None for at in range(1, len(own.sign_offs) + 1)}
    back = partial(_prepared, now, procedure, step, {_WHO: None, TIMES: None, **signs}, "kembali seperti SOP")
    unchanged = None if _decided(own, step) else "belum diubah kantor"
    return (
        Deed("f4", "Ubah", does="change", fill=partial(_changing, now, procedure, step, own), why=why),
        Deed("f7", "Kembali seperti SOP", does="more", prepare=back, why=unchanged),
    )


def _changing(now: Now, procedure: Procedure, step: Step, own: Step) -> Filling:
    hint = "Misalnya 20 menit, 1 jam 30 menit, 2 hari kerja. Kosong: seperti SOP."
    time = Blank("time", "Waktu", value=time_words(step.time), hint=hint)
    written = {_WHO: own.roles} if not own.sign_offs else {}
    chosen = {_WHO: _choosing(now, procedure, _WHO, "Dikerjakan", step.roles, _KEPT)} if written else {}
    for at, (here, sign_off) in enumerate(zip(step.sign_offs, own.sign_offs, strict=True), start=1):
        written[str(at)] = sign_off.roles
        called = f"{capitalized(sign_off.label)}. {_KEPT}"
        chosen[str(at)] = _choosing(now, procedure, str(at), f"Paraf {at}", here.roles, called)
    fields = (*chosen.values(), time)

    def prepare(typed: Typed) -> Prepared:
        values: dict[str, str | Sequence[str] | None] = {}
        for name, field in chosen.items():
            if typed[name] == field.value:
                continue
            if not typed[name]:
                raise Faulty({name: "Belum ada yang mengerjakannya."})
            picked = typed[name].split(BETWEEN)
            if name == _WHO and (why := unanswerable(replace(own, roles=tuple(picked)), now.office)):
                raise Faulty({name: f"{capitalized(why)}."})
            values[name] = None if set(picked) == set(written[name]) else picked
        if typed["time"] != time.value:
            values[TIMES] = None if typed["time"] == time_words(own.time) else typed["time"] or None
        return _prepared(now, procedure, step, values, "diubah")

    return Filling(f"Langkah {step.sequence}: {step.name} · {procedure.name}", fields, prepare)


def _choosing(now: Now, procedure: Procedure, name: str, label: str, held: Sequence[str], hint: str) -> Blank:
    """The field for roles of the office, and those of the SOP that it has not."""
    offered = role_options(now)
    known = {role for role, _ in offered}
    offered += [(role, procedure.roles.get(role, role)) for role in held if role not in known]
    value = BETWEEN.join(role for role, _ in offered if role in held)
    return Blank(name, label, "several", value, offered, hint=hint)


def _prepared(
    now: Now,
    procedure: Procedure,
    step: Step,
    values: dict[str, str | Sequence[str] | None],
    done: str,
) -> Prepared:
    """What is chosen for a step and, by their numbers, its sign-offs, told before.

    What is wrong with its time stands there.
    """
    edits: list[Edit] = []
    for name, value in values.items():
        section = TIMES if name == TIMES else ROLES
        key = f"{step.sequence}" if name in (_WHO, TIMES) else f"{step.sequence}-{name}"
        edits.append(Put(Place(profile(now), f"{section}.{procedure.id}"), {key: value}))
    said = f"Langkah {step.sequence} {done}."
    try:
        return prepared(now, edits, said, Place(profile(now), f"{TIMES}.{procedure.id}"))
    except Faulty as wrong:
        time = wrong.at.get(str(step.sequence))
        raise Faulty({"time": time} if time else {}, wrong.lines) from None


def _ends(written: Procedure) -> list[tuple[str, str]]:
    """The results with which an SOP ends as it is written, and behind which a step may be."""
    given = {branch.outcome for step in written.steps for branch in step.branches if branch.target is None}
    return [(outcome, words) for outcome, words in OUTCOMES.items() if outcome in given]


def _own_fields(now: Now, ends: Sequence[tuple[str, str]]) -> tuple[Blank, ...]:
    kinds = [(kind.word, capitalized(kind.word)) for kind in Kind]
    return (
        Blank("nama", "Nama langkah", hint="Misalnya Menyerahkan izin kepada pemohon."),
        Blank(
            "jenis",
            "Jenis",
            "choice",
            Kind.HANDOVER.word,
            kinds,
            "Menentukan apa yang diminta; penyerahan: penerima.",
        ),
        Blank("peran", "Dikerjakan", "several", options=role_options(now), hint=_KEPT),
        Blank(
            "setelah",
            "Sesudah",
            "several",
            ends[0][0] if ends else "",
            ends,
            "Hasil yang disebut SOP di akhirnya.",
        ),
        Blank("kata_kerja", "Tulisan pada F8", hint="Misalnya Sudah diserahkan. Kosong: Selesai."),
        Blank("waktu", "Waktu", hint="Misalnya 10 menit. Kosong: tidak ditentukan."),
        Blank("tunggu_pemohon", "Menunggu pemohon datang", "flag", NO),
    )


def _adding(now: Now, procedure: Procedure, ends: Sequence[tuple[str, str]]) -> Deed:
    """A step of the office's own behind the last."""
    at, title = Place(profile(now), OWN), f"Langkah tambahan kantor · {procedure.name}"
    fields = partial(_own_fields, now, ends)
    new = adding(now, at, title, fields, lambda _: {"sop": procedure.id}, label="Tambah langkah")
    return new if ends else replace(new, why=_ENDS_OTHERWISE)


def _own_deeds(
    now: Now, procedure: Procedure, step: Step, ends: Sequence[tuple[str, str]]
) -> tuple[Deed, ...]:
    """What can be done with a step of the office's own, which moves among those of its SOP."""
    every = entries(now.seen.texts, profile(now), OWN)
    places = [place for place, entry in enumerate(every) if entry["sop"] == procedure.id]
    at = step.sequence - FIRST_CLOSING
    here, entry = places[at], {**every[places[at]], "jenis": step.kind.word}
    up = here - places[at - 1] if at else 0
    down = places[at + 1] - here if at + 1 < len(places) else 0
    place = Place(profile(now), OWN, label_of(entry))
    return (
        changing(now, place, entry, partial(_own_fields, now, ends)),
        removing(now, place, entry),
        *moving(now, place, entry, up, down),
    )


PAGE = Page(
    "SOP",
    "Langkah tiap SOP yang dipakai: siapa mengerjakannya, dan dalam waktu berapa.",
    (
        Column("number", align="right"),
        Column("name", weight=1),
        Column("roles", weight=1, from_width=66),
        Column("time"),
        Column("mark", from_width=66),
    ),
    read,
    empty="Belum ada layanan yang memakai SOP.",
    still=True,
    help=(
        "SOP sendiri tidak berubah: yang dipilih kantor tertulis di sampingnya.",
        "F4 memberikan langkah kepada peran lain atau mengubah waktunya; F7 mengembalikannya.",
        "F3 menambah langkah kantor sendiri sesudah langkah terakhir SOP yang ditunjuk, misalnya penyerahan.",
    ),
)
