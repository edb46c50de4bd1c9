"""What is written on a file while it is worked on: requirements ticked, data entered, the NIK looked at."""

from __future__ import annotations

from collections.abc import Mapping

from loket.desk.authority import Who, actor
from loket.desk.case.fields import asked_fields, tidied
from loket.desk.case.on_form import LACKING, PRESENT, UNCHECKED, OnForm, on_form
from loket.desk.case.on_record import OnRecord, acting, on_record
from loket.desk.case.readiness import demanded_again
from loket.desk.case.record import Ref, record, ref_of
from loket.desk.errors import Changed
from loket.desk.note_names import FIELDS_NOTE, MARK_NOTE, NIK_NOTE
from loket.desk.office import Desk
from loket.flow.acts import Actor, Note, Refused, Right, Why
from loket.flow.rules import check_nik, comes_back
from loket.flow.standing import Standing
from loket.flow.state import Interval
from loket.sop.model import Demand
from loket.store import applicants, texts
from loket.text import clean

MARKS = (PRESENT, LACKING, UNCHECKED)


def set_mark(desk: Desk, who: Who, file: int, item: str, mark: str, note: str = "") -> Ref:
    """Mark one requirement: ada, kurang or periksa, with a note. What was marked before stays on record.

    Raises:
        Refused: the file is not in this person's hands or at their desk.
        Changed: it has left the step at which requirements are ticked.
        KeyError: the file has no such requirement, or there is no such mark.
    """
    if mark not in MARKS:
        raise KeyError(mark)
    with desk.store.write(about=acting(desk, who.person, file)) as conn:
        person = actor(conn, desk, who)
        known = on_record(conn, desk, file)
        form = on_form(conn, desk, known)
        if Demand.REQUIREMENTS not in _demanded(known, person, form):
            raise Changed(file)
        present = {i.requirement.id: i for i in form.every_item}[item]
        note = clean(note)
        ref = Ref(file, known.state.seq)
        if (mark, note) == (present.mark, present.note):
            return ref
        texts.set_mark(conn, file, item, mark, note, who.person, desk.now())
        marked = Note(MARK_NOTE, {"item": item, "tanda": mark})
        return ref_of(record(conn, desk, person, ref, marked, known=known))


def save_fields(desk: Desk, who: Who, file: int, values: Mapping[str, str]) -> None:
    """Keep data that the present step asks for, cleaned; fields not named stay as they are.

    What stood there before stays on record.

    Raises:
        Refused: the file is not in this person's hands or at their desk.
        Changed: it has left the step that asks for one of them; then none is kept.
    """
    with desk.store.write(about=acting(desk, who.person, file)) as conn:
        person = actor(conn, desk, who)
        known = on_record(conn, desk, file)
        form = on_form(conn, desk, known)
        demands = _demanded(known, person, form)
        asked = {field.key: field.type for field in asked_fields(form.every_field, demands)}
        if not values.keys() <= asked.keys():
            raise Changed(file)
        typed = {key: tidied(asked[key], clean(words)) for key, words in values.items()}
        changed = {key: words for key, words in typed.items() if words != form.values.get(key, "")}
        if changed:
            texts.set_fields(conn, known.row, changed, who.person, desk.now())
            note = Note(FIELDS_NOTE, {"isian": sorted(changed)})
            record(conn, desk, person, Ref(file, known.state.seq), note, known=known)


def see_nik(desk: Desk, who: Who, file: int) -> str:
    """The applicant's whole NIK, or other document, in words (`NIK 2101… · paspor X1234567`).

    That it was looked at, by whom and when, stays in the journal.

    Raises Refused for whom it does not concern (`flow.rules.check_nik`).
    """
    with desk.write(about=acting(desk, who.person, file)) as conn:
        person = actor(conn, desk, who)
        known = on_record(conn, desk, file)
        check_nik(known.procedure, known.state, person)
        applicant = applicants.version(conn, known.row.applicant_version)
        seen = Note(NIK_NOTE, {} if applicant.nik else {"pengenal": applicant.document})
        record(conn, desk, person, Ref(file, known.state.seq), seen, known=known)
        return applicant.identity


def _demanded(file: OnRecord, person: Actor, form: OnForm) -> frozenset[Demand]:
    """What the steps demand that the person may write for. Raises Refused where there is none."""
    refused = Refused(Why.ENDED, at=file.state.ended_at, detail=file.state.outcome or "")
    found = list[frozenset[Demand]]()
    for here in file.state.opens:
        try:
            found.append(_demanded_at(file, here, person) | demanded_again(file, here, form))
        except Refused as reason:
            refused = reason
    if not found:
        raise refused
    return frozenset[Demand]().union(*found)


def _demanded_at(file: OnRecord, here: Interval, person: Actor) -> frozenset[Demand]:
    """What is demanded in one place. Raises Refused.

    That is the step in the person's hands, in a role they still have; for the front office also one on the
    pile of their desk, or that will be there when the applicant brings back what was missing.
    """
    procedure, step = file.procedure, file.procedure.at(here.step, here.strand)
    if here.standing is Standing.WORKING:
        if here.person != person.person:
            raise Refused(Why.NOT_HOLDER, person=here.person, at=here.start)
        if here.role not in person.roles or here.role not in step.handling_roles(here.sign_off):
            raise Refused(Why.NOT_YOUR_STEP, detail=step.name)
        return step.demanded(here.sign_off)
    if Right.COUNTER not in person.rights:
        raise Refused(Why.NOT_TAKEN)
    to_come = comes_back(procedure, file.state, here)
    places, sign_off = ((to_come, *to_come.parts), 0) if to_come is not None else ((step,), here.sign_off)
    theirs = [place for place in places if set(place.handling_roles(sign_off)) & set(person.roles)]
    if not theirs:
        raise Refused(Why.NOT_YOUR_STEP, detail=step.name)
    return frozenset[Demand]().union(*(place.demanded(sign_off) for place in theirs))
