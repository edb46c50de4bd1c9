"""Requirements that a return marks as lacking, where they lacked, and the marks that an undo gives back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from loket.desk.case.on_form import LACKING, UNCHECKED, on_form
from loket.desk.case.on_record import Happened, OnRecord, write
from loket.desk.note_names import MARK_NOTE, WITH_ACT
from loket.desk.office import Desk
from loket.flow.acts import BESIDE, AtPlace, Choose, Event, Note, Resubmit, Undo
from loket.flow.fold import in_force
from loket.flow.state import Interval
from loket.store import texts
from loket.store.sql import Connection

_BEFORE = "semula"


def mark_missing(conn: Connection, desk: Desk, happened: Happened) -> OnRecord:
    """Mark as lacking what a return asks for: when the file comes back, it has to be looked at again.

    The journal's note of it keeps the mark that stood there before and the return's seq, for an undo.
    """
    file, event = happened.after, happened.event
    asked = event.act.missing if isinstance(event.act, Choose) else ()
    for item in on_form(conn, desk, happened.before).every_item if asked else ():
        if item.requirement.id in asked and item.mark != LACKING:
            told = {
                "item": item.requirement.id,
                "tanda": LACKING,
                _BEFORE: item.mark,
                WITH_ACT: str(event.seq),
            }
            file = _mark(conn, desk, file, event, told, item.note)
    return file


def lacked(file: OnRecord, here: Interval) -> frozenset[str]:
    """The requirements that lacked when the file came to this place, or were found lacking there since.

    Of a part, what another part finds lacking meanwhile is for that one to look at.
    """
    came = next((i.start for i in file.state.intervals if i.seq == file.state.since), 0)
    acts = {
        e.seq
        for e in in_force(file.events)
        if not isinstance(e.act, BESIDE)
        if not here.strand or not isinstance(e.act, AtPlace) or e.act.strand in (0, here.strand)
    }
    found = set[str]()
    for event in file.events:
        if not isinstance(event.act, Note) or event.act.what != MARK_NOTE:
            continue
        item, by = event.act.data["item"], event.act.data.get(WITH_ACT)  # the return, or nothing: by hand
        if event.act.data["tanda"] != LACKING:
            found -= {item} if event.seq < max(acts) else set()
        elif event.at < came or (int(by) in acts if by else not here.strand):
            found.add(item)
    return frozenset(found)


def give_marks_back(conn: Connection, desk: Desk, happened: Happened) -> OnRecord:
    """Give back the marks that went with the act now undone.

    Those of a return, where nobody has marked them since; and of a receipt all that its clerk made since:
    else papers that nobody brought would stand there as present. What colleagues saw and marked stays.
    """
    act, file = happened.event.act, happened.after
    undone = next((e for e in happened.before.events if isinstance(act, Undo) and e.seq == act.undone), None)
    if undone is None:
        return file
    events, by = happened.before.events, happened.event.person
    since = _marked(e for e in events if e.seq > undone.seq)
    if isinstance(undone.act, Resubmit):
        before = _marked(e for e in events if e.seq < undone.seq or e.person != by)
        own = (item for item, (_, person) in since.items() if person == by)
        given_back = {item: before[item][0]["tanda"] if item in before else UNCHECKED for item in own}
    else:
        with_it = str(undone.seq)
        given_back = {i: told[_BEFORE] for i, (told, _) in since.items() if told.get(WITH_ACT) == with_it}
    marks = texts.marks(conn, file.row.id) if given_back else {}
    for item, mark in given_back.items():
        if marks[item].mark != mark:
            told = {"item": item, "tanda": mark}
            file = _mark(conn, desk, file, happened.event, told, marks[item].note)
    return file


def _marked(events: Iterable[Event]) -> dict[str, tuple[Mapping[str, str], int | None]]:
    """The latest note on each requirement that was marked in these events, and by whom."""
    found = [(event.act, event.person) for event in events]
    return {
        act.data["item"]: (act.data, person)
        for act, person in found
        if isinstance(act, Note) and act.what == MARK_NOTE
    }


def _mark(
    conn: Connection, desk: Desk, file: OnRecord, event: Event, told: Mapping[str, str], note: str
) -> OnRecord:
    """Set the mark that the journal's note `told` names, and write the note, by whom `event` is."""
    assert event.person is not None  # the program itself returns nothing and undoes nothing
    texts.set_mark(conn, file.row.id, told["item"], told["tanda"], note, event.person, event.recorded)
    now, by = event.recorded, (event.person, event.role, event.station)
    return write(conn, file, Event(file.state.seq + 1, now, now, Note(MARK_NOTE, told), *by))
