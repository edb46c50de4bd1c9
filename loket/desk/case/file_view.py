"""Everything a screen shows of one file, read at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from loket.desk.authority import Who, actor
from loket.desk.case.attachments import Attachment, attachments
from loket.desk.case.corrections import corrections
from loket.desk.case.fields import bill_words
from loket.desk.case.on_form import CheckItem, OnForm, on_form
from loket.desk.case.on_record import OnRecord, masked, on_record, remarks_of, with_agency
from loket.desk.case.readiness import Found, for_branch, found_for, why_not_ready
from loket.desk.case.record import Ref
from loket.desk.errors import NotReady
from loket.desk.office import Desk
from loket.desk.time.today import day_began
from loket.flow.acts import Actor, Choose, Event
from loket.flow.countdown import Stand, stands
from loket.flow.deadline import first_due, of_strand
from loket.flow.fold import after, course, places, unfolded
from loket.flow.limits import Limit, judge_all
from loket.flow.offers import Offer, offers, open_branches
from loket.flow.rules import comes_back
from loket.flow.standing import Standing
from loket.flow.state import Aside, FileState, Interval
from loket.flow.ways import led, led_by_sop
from loket.office.forms import TechnicalField
from loket.sla import ExplainLine, WorkingTime, explain, explain_text
from loket.sop.model import Branch, Demand, Direction, Procedure, Step
from loket.store import applicants, files, lists, people
from loket.store.applicants import Applicant
from loket.store.files import FileRow
from loket.store.sql import Connection


@dataclass(frozen=True, slots=True)
class LastReturn:
    """The latest return to the applicant: when, by whom, what was asked for (requirement ids), and why."""

    at: int
    person: int | None
    missing: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Way:
    """Where a branch leads: `stops` are the intervals that it opens, none where the file ends.

    `own`: it goes on to a step of the reader's own roles, as they are now. `waits`: after a part's answer,
    for which the file still waits.
    """

    stops: tuple[Interval, ...]
    own: bool
    waits: tuple[Interval, ...] = ()

    @property
    def stop(self) -> Interval | None:
        """The first place that it leads to; None where the file ends, or waits for others."""
        return next(iter(self.stops), None)


@dataclass(frozen=True, slots=True)
class FileView:
    """A file as a person may see it: as `reader`, on the office's date that began at `today`.

    It is seen from one of its strands (`ref.strand`), which is `here` at `step`; `stands` are the limits of
    that strand and of the whole file, `beside` the strands that are open too, `course` the acts that brought
    it there. `ways` says where each branch (by its id) leads that the facts leave open; `led` are the choices
    (by seq) of a way that the SOP itself chose. `people` and `remarks` give names and texts for ids in the
    events; `found` is what is there of what the present step asks for; `apart` are the follow-ups (by id)
    that lie apart, and why; `corrected` says what each correction (by seq) changed. `came` is who came for
    the applicant. Their NIK is masked, as the applicant's is, which `entries.see_nik` alone gives whole.
    `newest` are the versions that hold of both, which other files may have changed; `attached` are scans.
    """

    ref: Ref
    row: FileRow
    applicant: Applicant
    came: Applicant | None
    newest: frozenset[int]
    service_name: str
    form: OnForm
    procedure: Procedure
    state: FileState
    here: Interval | None
    step: Step | None
    beside: tuple[Interval, ...]
    events: tuple[Event, ...]
    course: tuple[Event, ...]
    places: Mapping[int, Interval]
    offers: tuple[Offer, ...]
    ways: Mapping[str, Way]
    led: frozenset[int]
    corrected: Mapping[int, str]
    found: Found | None
    stands: tuple[Stand, ...]
    people: Mapping[int, str]
    remarks: Mapping[int, str]
    returned: LastReturn | None
    related: tuple[FileRow, ...]
    apart: Mapping[int, Aside]
    attached: tuple[Attachment, ...]
    time: WorkingTime
    now: int
    reader: Actor
    today: int

    @property
    def running(self) -> tuple[Stand, ...]:
        """The limits whose work is not done."""
        return tuple(stand for stand in self.stands if not stand.limit.finished)

    @property
    def first_due(self) -> Stand | None:
        """Of these the one that lists go by; where none runs out, the first that may yet run."""
        waiting = self.here is not None and self.here.standing is Standing.WAITING
        first = first_due(((s.limit, s.verdict) for s in self.stands), waiting=waiting)
        ours = [stand for stand in self.running if not stand.limit.applicants_own]
        return next((s for s in ours if first is None or s.limit is first[0]), None)

    @property
    def checklist(self) -> tuple[CheckItem, ...]:
        """The requirements that apply to the file."""
        return self.form.items

    @property
    def values(self) -> Mapping[str, str]:
        """What was entered, by the field."""
        return self.form.values

    @property
    def leads(self) -> Branch | None:
        """The way on that the SOP itself chooses by what is laid down; None where a person has to choose."""
        return led(self.step, self.form.facts) if self.step is not None else None

    def recorded_for(self, branch: Branch) -> tuple[str, ...]:
        """The performers for whom the reader may only record that they chose this branch elsewhere."""
        return next((o.recorded_for for o in self.offers if o.branch == branch and o.refusal is None), ())

    @property
    def product(self) -> str:
        """What the file brings forth, where that is known and not always the same."""
        return self.procedure.product_of(self.form.facts)

    @property
    def asked_for(self) -> str:
        """`perubahan · SKKLH`: the kind of application, and what it is to bring forth where that is known."""
        return " · ".join(filter(None, (self.row.kind, self.product)))

    @property
    def result(self) -> str:
        """How the file was decided, with what was issued."""
        return self.procedure.result(self.state.outcome, self.form.facts)

    @property
    def fields(self) -> tuple[TechnicalField, ...]:
        """What the present step asks to be written down."""
        return self.found.fields if self.found is not None else ()

    @property
    def bill(self) -> str:
        """What is to be paid, to whom and by which number; empty where nothing is, or it is not known."""
        return bill_words(self.values)

    @property
    def was_returned(self) -> bool:
        """Whether the applicant has to bring something before the file, or this part of it, comes back."""
        here = self.here
        return here is not None and comes_back(self.procedure, self.state, here) is not None

    def demands(self, demand: Demand) -> bool:
        """Whether the present step asks for this."""
        return self.found is not None and demand in self.found.demands


def view(desk: Desk, who: Who, file: int, strand: int | None = None) -> FileView:
    """The file with everything about it. KeyError when there is none with that id.

    Without a strand, or with one that is not open any more, it is seen from the one that is nearest to the
    person: in their hands, at their desk, the first.
    """
    with desk.store.snapshot() as conn:
        reader = actor(conn, desk, who)
        return _view(conn, desk, reader, _nearest(on_record(conn, desk, file), reader, strand))


def _view(conn: Connection, desk: Desk, reader: Actor, known: OnRecord) -> FileView:
    file, row, state, strand = known.row.id, known.row, known.state, known.strand
    now, time = max(desk.now(), state.last_at), known.time
    today, remarks = day_began(time, desk.now()), remarks_of(conn, file)
    found = found_for(conn, desk, known)
    form = found.form if found is not None else on_form(conn, desk, known)
    walk = unfolded(known.procedure, known.events)
    where, brought = places(walk), tuple(course(walk, state, strand))
    judged = of_strand(judge_all(known.procedure, state, known.reading, time, now), strand)
    service = desk.office.services.get(row.service)
    return FileView(
        ref=Ref(file, state.seq, strand),
        row=row,
        applicant=masked(applicants.version(conn, row.applicant_version)),
        came=masked(applicants.version(conn, row.came_version)) if row.came_version else None,
        newest=frozenset(applicants.by_id(conn, p).version for p in (row.applicant_id, row.came_id) if p),
        service_name=service.name if service else row.service,
        form=form,
        procedure=known.procedure,
        state=state,
        here=known.here,
        step=known.step,
        beside=tuple(i for i in state.opens if i != known.here),
        events=known.events,
        course=brought,
        places=where,
        offers=_offers(form, state, reader, strand, today, remarks),
        ways=_ways(form, state, reader, strand),
        led=led_by_sop(known.procedure, walk),
        corrected=corrections(conn, desk, known.procedure, file, known.events),
        found=found,
        stands=stands(judged, time),
        people={p.id: p.name for p in people.staff(conn)},
        remarks=remarks,
        returned=_last_return(known.procedure, where, brought, remarks),
        related=_related(conn, row),
        apart={child.file_id: child.aside for child in lists.apart_after(conn, file)},
        attached=attachments(conn, file),
        time=time,
        now=now,
        reader=reader,
        today=today,
    )


def _nearest(file: OnRecord, reader: Actor, strand: int | None) -> OnRecord:
    """The file seen from that strand, or from the one nearest to the reader."""

    def distance(here: Interval) -> tuple[bool, bool, bool]:
        roles = file.procedure.at(here.step, here.strand).handling_roles(here.sign_off)
        return here.strand != strand, here.person != reader.person, not set(roles) & set(reader.roles)

    nearest = min(file.state.opens, key=distance, default=None)
    return file if nearest is None else replace(file, strand=nearest.strand)


def _offers(
    form: OnForm, state: FileState, reader: Actor, strand: int, today: int, remarks: Mapping[int, str]
) -> tuple[Offer, ...]:
    """What the reader may do, branches by what the fields say now."""
    allowed = offers(form.procedure, state, reader, strand, today=today, said=form.said)
    for offer in allowed:
        if offer.refusal is not None:
            with_agency(offer.refusal, remarks)
    return allowed


def _ways(form: OnForm, state: FileState, reader: Actor, strand: int) -> dict[str, Way]:
    said = form.said
    return {
        b.id: _way(form.procedure, after(form.procedure, state, b, strand, said), b, reader, state, strand)
        for b in open_branches(form.procedure, state, strand, said)
    }


def _way(
    procedure: Procedure, then: FileState, branch: Branch, reader: Actor, state: FileState, strand: int
) -> Way:
    stays = then.since == state.since and then.ended_at is None
    stops = tuple(i for i in then.opens if not stays or i.strand == strand)
    if not stops or branch.direction is not Direction.FORWARD:
        return Way(stops, own=False, waits=() if stops else then.opens)
    performers = (procedure.at(i.step, i.strand).handling_roles(i.sign_off) for i in stops)
    return Way(stops, own=any(set(roles) & set(reader.roles) for roles in performers))


def way_taken(view: FileView, seq: int) -> Way | None:
    """Where the choice that stands in the history with this sequence led; None for another act."""
    walked = (*unfolded(view.procedure, view.events), (None, view.state))
    for (event, before), (_, then) in pairwise(walked):
        if event is not None and event.seq == seq and isinstance(event.act, Choose):
            here = view.places[seq]
            branch = view.procedure.at(here.step, here.strand).branch(event.act.branch)
            if branch is not None:
                return _way(view.procedure, then, branch, view.reader, before, here.strand)
    return None


def as_typed(
    view: FileView,
    marks: Mapping[str, tuple[str, str]] | None = None,
    values: Mapping[str, str] | None = None,
) -> FileView:
    """The file as if what was typed since were kept already: marks with notes by requirement, fields by key.

    What depends on a field follows: requirements, fields, and the ways that are open.
    """
    if not marks and not values:
        return view
    typed = marks or {}
    items = tuple(_marked(item, *typed.get(item.requirement.id, ())) for item in view.form.every_item)
    form = replace(view.form, every_item=items, values={**view.form.values, **(values or {})})
    found = replace(view.found, form=form) if view.found is not None else None
    if form.said == view.form.said:
        return replace(view, form=form, found=found)
    strand = view.ref.strand
    allowed = _offers(form, view.state, view.reader, strand, view.today, view.remarks)
    ways = _ways(form, view.state, view.reader, strand)
    return replace(view, form=form, found=found, offers=allowed, ways=ways)


def _marked(item: CheckItem, *typed: str) -> CheckItem:
    return replace(item, mark=typed[0], note=typed[1]) if typed else item


def lacking(view: FileView) -> NotReady | None:
    """What the present step lacks before the file can go on by a branch that is open; None when nothing."""
    found, step = view.found, view.step
    if found is None or step is None:
        return None
    onward = [o.branch for o in view.offers if o.branch is not None and o.refusal is None]
    onward = [branch for branch in onward if branch.direction is Direction.FORWARD]
    lacks = [why_not_ready(for_branch(found, step, branch)) for branch in onward] or [why_not_ready(found)]
    return lacks[0] if all(lacks) else None


def _related(conn: Connection, row: FileRow) -> tuple[FileRow, ...]:
    rows = [files.file_row(conn, row.parent_id)] if row.parent_id is not None else []
    rows += files.children(conn, row.id)
    return tuple(rows)


def _last_return(
    procedure: Procedure,
    where: Mapping[int, Interval],
    brought: tuple[Event, ...],
    remarks: Mapping[int, str],
) -> LastReturn | None:
    """The latest return among the acts that brought the strand to where it is."""
    for event in reversed(brought):
        if isinstance(event.act, Choose):
            here = where[event.seq]
            branch = procedure.at(here.step, here.strand).branch(event.act.branch)
            if branch is not None and branch.direction is Direction.RETURN:
                why = remarks.get(event.act.remark, "") if event.act.remark is not None else ""
                return LastReturn(event.at, event.person, event.act.missing, why)
    return None


def explained(view: FileView) -> tuple[tuple[Stand, tuple[str, ...]], ...]:
    """Each limit with its arithmetic, interval by interval, in words."""
    return tuple(
        (stand, tuple(explain_text(_arithmetic(stand.limit, view.time, view.now), view.time)))
        for stand in view.stands
    )


def _arithmetic(limit: Limit, time: WorkingTime, now: int) -> tuple[ExplainLine, ...]:
    return explain(time, limit.budget, limit.spans, now, ended=limit.finished)
