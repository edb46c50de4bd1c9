"""Whose desk a file is on, since when, and if it rests for whom and why: the answer to "where is it?"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from loket.desk.case.directing import PART, WORDS, Addressed
from loket.desk.case.file_view import FileView
from loket.desk.case.lists import PileRow
from loket.desk.note_names import REMARK_NOTE, REMINDED_NOTE
from loket.desk.words.history import done_elsewhere, waits_for
from loket.desk.words.moments import for_when
from loket.flow.acts import (
    Assign,
    AtPlace,
    Choose,
    Event,
    MarkTrouble,
    Note,
    Remember,
    Withdraw,
)
from loket.flow.standing import Standing
from loket.flow.state import Aside, Interval
from loket.office.model import Office, OfficeRole
from loket.sla import WorkingTime
from loket.sla.explain import format_when
from loket.sla.words import short_date
from loket.sop.model import APPLICANT_ROLE, Direction, Step
from loket.text import WHOLE, capitalized, clean, fit, uncapitalized
from screens.widgets.work_list import Cell
from screens.wording.lists import all_of, place_words

Roles = Mapping[str, OfficeRole]


def role_name(role: str | None, roles: Roles, sop: str = "") -> str:
    """The office's name for a role; `sop` is the SOP's, for one that the office does not have."""
    if role is None:
        return "petugas"
    return roles[role].name if role in roles else sop or role


def file_holder(row: PileRow, roles: Roles) -> Cell:
    """Who has the file, or for whom it waits, without the time; where several work at once, all of them."""
    cell, step = holder(row, roles), row.step
    if step is None or not step.strand or row.work.ended_at is not None:
        return cell
    words = cell.text if step.name in cell.text else f"{cell.text} ({step.name})"
    if row.beside and row.work.standing is Standing.WORKING:
        words = f"{words}; menunggu {all_of(row.beside)}"
    elif row.beside:
        words = f"menunggu {all_of((words.removeprefix('menunggu '), *row.beside))}"
    return replace(cell, text=words)


def holder(row: PileRow, roles: Roles) -> Cell:
    """The same for one row of a list: of a file that several work on at once, for that part alone."""
    work = row.work
    if work.ended_at is not None:
        return Cell(" · ".join(filter(None, [f"selesai: {row.result}", work.permit])), "redup")
    trouble = " (gangguan)" if work.trouble else ""
    match work.standing:
        case Standing.WORKING:
            return Cell(f"{work.person_name}{trouble}", "mendekati" if work.trouble else "")
        case Standing.WAITING:
            name = role_name(work.role, roles, row.roles.get(work.role or "", ""))
            words = f"{name}{_at_other_place(row.step, work.sign_off)}{trouble}"
            return Cell(words, "mendekati" if work.trouble else "")
        case Standing.AGENCY:
            return Cell(f"menunggu {waits_for(work.waits_for)}", "istirahat")
        case Standing.APPLICANT:
            outsider = row.step.outsider(work.party) if row.step else APPLICANT_ROLE
            return Cell(f"menunggu {outsider}", "istirahat")
    return Cell(work.standing.value, "istirahat")


def _at_other_place(step: Step | None, sign_off: int) -> str:
    """Where a step is done that is not done in this program, with the word before it."""
    where = step.elsewhere_at(sign_off) if step is not None else ""
    return f" di {where}" if where else ""


def whose_desk(row: PileRow, office: Office, time: WorkingTime, now: int) -> str:
    """A file under way: its number, its service, for which company, who has it and since when."""
    work, service = row.work, office.services.get(row.work.service)
    name = service.name if service is not None else work.service
    what = " · ".join(filter(None, [f"{work.number} {name}", work.company]))
    return f"{what}, {file_holder(row, office.roles).text} sejak {format_when(time, work.start_at, now)}"


def related_words(view: FileView) -> tuple[tuple[int, str, str], ...]:
    """Each file that this one follows or that follows it, by its id: what it is, and how it stands."""
    found = []
    for row in view.related:
        what, stands = "Berkas lanjutan", row.outcome or "berjalan"
        if row.id == view.row.parent_id:
            what = "Berkas induk"
        elif row.id in view.apart:
            watched = view.apart[row.id] is Aside.OVERSIGHT
            what, stands = ("Pengawasan", stands) if watched else (what, "menunggu pemohon")
        found.append((row.id, f"{what} {row.number}", stands))
    return tuple(found)


def since(row: PileRow, time: WorkingTime, now: int) -> str:
    """Since when it is so, short: `09.12` today, else `Sel 17 Nov`."""
    at = row.work.ended_at if row.work.ended_at is not None else row.work.start_at
    local, today = time.local(at), time.date_of(now)
    return f"{local:%H.%M}" if local.date() == today else short_date(local.date())


def standing_lines(view: FileView, roles: Roles) -> list[Cell]:
    """The same for a file that has been read whole; where several work at once, a line for each of them."""
    here = view.here
    if here is None or not here.strand:
        return [standing_line(view, roles)]
    lines = []
    for each in view.state.opens:
        part, cell = view.procedure.at(each.step, each.strand), _standing(view, each, roles)
        lines.append(replace(cell, text=f"{part.name}: {uncapitalized(cell.text)}"))
    return lines


def standing_line(view: FileView, roles: Roles) -> Cell:
    """How it stands where the file is seen from."""
    if view.here is None:
        when = format_when(view.time, view.state.ended_at or view.now, view.now)
        return Cell(f"Selesai: {view.result}, {when}", "tebal")
    return _standing(view, view.here, roles)


def _standing(view: FileView, here: Interval, roles: Roles) -> Cell:
    since = f"sejak {format_when(view.time, here.start, view.now)}"
    place = view.procedure.at(here.step, here.strand)
    match here.standing:
        case Standing.WORKING:
            name = clean(view.people.get(here.person or 0, "petugas"))
            role = _role(view, here.role, roles)
            said = "" if here.strand and place.name in role else f" ({role})"
            return Cell(f"Di tangan {name} {since}{said}")
        case Standing.WAITING if here.aside is Aside.OVERSIGHT:
            return Cell(f"Pengawasan oleh {_role(view, here.role, roles)} {since}")
        case Standing.WAITING:
            where = _at_other_place(place, here.sign_off)
            desk = "" if where or here.role not in roles else "di meja "
            return Cell(f"Menunggu {desk}{_role(view, here.role, roles)}{where} {since}")
    return Cell(f"{capitalized(_at_rest(view, here))} {since}", "istirahat")


def _at_rest(view: FileView, here: Interval) -> str:
    """How a file rests, and for whom or what."""
    match here.standing:
        case Standing.AGENCY:
            agency = view.remarks.get(here.agency or 0, "")
            return f"menunggu {clean(waits_for(agency))}"
        case Standing.APPLICANT:
            return f"menunggu {view.procedure.at(here.step, here.strand).outsider(here.party)}"
    return here.standing.value


def addressed_words(said: Addressed, names: Mapping[int, str]) -> str:
    """`00012 ditugaskan kepada Anda oleh Gita Contoh: Budi sakit`: one line for whoever it concerns."""
    how = "ditugaskan kepada Anda oleh" if said.assigned else "diingatkan"
    return clean(f"{said.number} {how} {names.get(said.by, 'penyelia')}: {said.words}")


_DIRECTED = 120


def directed(view: FileView) -> list[str]:
    """By whom the file was given to who has it, a reminder since it came here, the latest remark, cut."""
    here, told = view.here, []
    given = _led(view, Standing.WORKING)
    if here is not None and here.person is not None and given is not None and isinstance(given.act, Assign):
        told.append(_said(view, given, "Ditugaskan oleh", given.act.remark))
    came = view.state.carried(view.ref.strand).came
    for what, words in ((REMINDED_NOTE, "Diingatkan"), (REMARK_NOTE, "Catatan")):
        for event in reversed(view.events):
            if isinstance(event.act, Note) and event.act.what == what:
                of_here = here is not None and event.at >= came
                if what == REMARK_NOTE or (of_here and event.act.data[PART] == view.ref.strand):
                    told.append(_said(view, event, words, event.act.data[WORDS]))
                break
    return told


def remembered(view: FileView) -> Cell | None:
    """`ingat 14.00: pemohon ditelepon (Gita Contoh)`: set off once it is time; None where nothing is."""
    event = view.state.remembered
    if event is None or not isinstance(event.act, Remember):
        return None
    who, due = view.people.get(event.person or 0, "petugas"), event.act.due
    said = f"ingat {for_when(view.time, due, view.now)}: {view.remarks.get(event.act.remark, '')} ({who})"
    if view.now < due:
        return Cell(fit(clean(said, WHOLE), _DIRECTED))
    return Cell(fit(clean(f"◆ {said.replace('ingat', 'INGAT', 1)}", WHOLE), _DIRECTED), "mendekati")


def _said(view: FileView, event: Event, what: str, remark: int) -> str:
    """`Diingatkan Gita Contoh 14.05: mohon didahulukan`."""
    who, when = view.people.get(event.person or 0, "petugas"), format_when(view.time, event.at, view.now)
    return fit(clean(f"{what} {who} {when}: {view.remarks.get(remark, '')}", WHOLE), _DIRECTED)


def part_line(view: FileView) -> str:
    """Which of several parts is seen, and who has to answer, or whom they wait for, before the file goes on.

    Empty where there is one alone.
    """
    step = view.step
    if step is None or not step.strand:
        return ""
    if not step.needed:
        return f"Bagian {step.name} · berkas tidak menunggunya"
    waited = [(part, i) for i in view.beside if (part := view.procedure.at(i.step, i.strand)).needed]
    working = [part.name for part, i in waited if i.standing.at_work]
    said = [f"{all_of(working)} juga belum menjawab"] if working else []
    away = [(part, i) for part, i in waited if not i.standing.at_work]
    said += [f"{part.name}: {_at_rest(view, i)}" for part, i in away]
    return f"Bagian {step.name} · {'; '.join(said) or 'yang lain sudah menjawab'}"


def _role(view: FileView, role: str | None, roles: Roles) -> str:
    return role_name(role, roles, view.procedure.roles.get(role or "", ""))


def recorded(view: FileView, event: Event, where: Interval | None) -> str:
    """By whom an act was done elsewhere, when, and who recorded it; empty where it was done here."""
    if where is None:
        return ""
    step = view.procedure.at(where.step, where.strand)
    return done_elsewhere(event, step, where.sign_off, view.procedure.roles, view.people, view.time)


def to_record(view: FileView) -> str:
    """Who acts on the file, and where, when the reader may only record it; else empty."""
    here, step = view.here, view.step
    roles = (
        step.recorded_for(here.sign_off, view.reader.roles) if here is not None and step is not None else ()
    )
    if here is None or step is None or not roles or here.standing is Standing.APPLICANT:
        return ""
    names = " / ".join(view.procedure.roles.get(role, role) for role in roles)
    return f"Dilakukan {names}{_at_other_place(step, here.sign_off)}, Anda mencatatnya."


def place_line(view: FileView, roles: Roles, person: int) -> Cell:
    """At which step, in whose hands and since when; what `person` has in hand is theirs."""
    standing, here = standing_line(view, roles), view.here
    if here is None or view.step is None:
        return standing
    words = standing.text
    if here.standing is Standing.WORKING and here.person == person:
        words = f"Di tangan Anda sejak {format_when(view.time, here.start, view.now)}"
    if view.beside:
        others = (view.procedure.at(i.step, i.strand).name for i in view.beside)
        words = f"{words} · menunggu juga {all_of(others)}"
    return Cell(f"{place_words(view.procedure, view.step)} · {uncapitalized(words)}", standing.style)


def sent_back(view: FileView) -> str:
    """Who sent the file back, when and why, until it has gone onward again; else empty."""
    last = next((event for event in reversed(view.course) if isinstance(event.act, Choose)), None)
    if last is None or not isinstance(last.act, Choose) or last.seq not in view.places:
        return ""
    where = view.places[last.seq]
    branch = view.procedure.at(where.step, where.strand).branch(last.act.branch)
    if branch is None or branch.direction is Direction.FORWARD:
        return ""
    said = _asked_for(view, last.act.missing, _reason(last, view.remarks))
    by = recorded(view, last, where)
    if not by:
        by = f"{view.people.get(last.person or 0, 'petugas')} {format_when(view.time, last.at, view.now)}"
    return clean(f"Dikembalikan {by}: {said}", WHOLE)


def _asked_for(view: FileView, missing: Iterable[str], reason: str) -> str:
    """The requirements by their names, and what was said beside."""
    names = {item.requirement.id: item.requirement.name for item in view.checklist}
    asked = ", ".join(names.get(item, item) for item in missing)
    return "; ".join(filter(None, [asked, reason]))


IN_HEAD = 220
"""Cells of a reason where the head has no more room for it."""


def because(view: FileView, room: int = IN_HEAD) -> list[str]:
    """`why`, each with the word before it, for the head above a file: cut to so many cells.

    Of one of several parts the word says whose reason it is. The history has all of it.
    """
    part = f" {view.step.name}" if view.step is not None and view.step.strand else ""
    return [fit(f"Sebab{part}: {words}", room) for words in why(view)]


def why(view: FileView) -> list[str]:
    """Why the file rests or how it ended, in the words of whoever made it so; nothing while it goes on."""
    here = view.here
    said: list[str] = []
    if here is None:
        said.append(_last(view, (Choose, Withdraw)))
    elif view.was_returned and view.returned is not None:
        said.append(_asked_for(view, view.returned.missing, view.returned.reason))
    elif not here.standing.at_work:
        said.append(_reason(_led(view, here.standing), view.remarks))
    if here is not None and here.standing is Standing.PAYMENT and view.bill:
        said.append(f"Tagihan: {view.bill}")
    if here is not None and here.trouble:
        said.append(f"! Gangguan: {_last(view, (MarkTrouble,))}")
    return [clean(words, WHOLE) for words in said if words]


def _last(view: FileView, kinds: tuple[type, ...]) -> str:
    """The reason given with the latest act of these kinds among those that brought it to stand so."""
    return _reason(next((e for e in reversed(view.course) if isinstance(e.act, kinds)), None), view.remarks)


def _led(view: FileView, standing: Standing) -> Event | None:
    """The latest act that led to its standing so."""
    acts = ((event, event.act) for event in reversed(view.course))
    return next((event for event, act in acts if isinstance(act, AtPlace) and act.leads is standing), None)


def _reason(event: Event | None, remarks: Mapping[int, str]) -> str:
    return remarks.get(getattr(event and event.act, "remark", None) or 0, "")
