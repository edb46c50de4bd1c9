"""How an act on a file is told on a screen: in the SOP's words, with the part of the step it was done in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loket.desk.note_names import DECLINED_NOTE
from loket.desk.words.history import CORRECTED, told
from loket.desk.words.moments import for_when
from loket.flow.acts import Choose, Note, Remember, Undo
from loket.flow.fold import places, unfolded
from loket.flow.ways import led_by_sop
from screens.wording.place import recorded

if TYPE_CHECKING:
    from loket.desk.case.file_view import FileView
    from loket.flow.acts import Event
    from loket.flow.fold import Walk
    from loket.flow.state import Interval


def place_of(view: FileView, at: int) -> Interval | None:
    """Where the file was at the act that is the `at`th of its events, also at one that is no longer in force.

    None for notes and for undoing itself.
    """
    event = view.events[at]
    if event.seq in view.places or isinstance(event.act, (Note, Undo)):
        return view.places.get(event.seq)
    return places(_walk(view, at)).get(event.seq)


def _walk(view: FileView, at: int) -> Walk:
    """The file's way as it was at the `at`th of its events."""
    return unfolded(view.procedure, view.events[: at + 1])


def undone(view: FileView) -> frozenset[int]:
    """The events (by seq) that were taken back; a declined survey with the way that it was declined by."""
    taken = {event.act.undone for event in view.events if isinstance(event.act, Undo)}
    declined = (at for at, event in enumerate(view.events) if event.seq in taken and _declined(view, at))
    return frozenset(taken | {view.events[at - 1].seq for at in declined})


def _declined(view: FileView, at: int) -> bool:
    """Whether it is the way out of a survey that the applicant would not fill: that was noted just before."""
    before = view.events[at - 1].act if at else None
    return before == Note(DECLINED_NOTE) and isinstance(view.events[at].act, Choose)


def _when(view: FileView, event: Event) -> str:
    """For when something was to be remembered, told from the day on which that was said."""
    return for_when(view.time, event.act.due, event.at) if isinstance(event.act, Remember) else ""


def event_words(view: FileView, at: int) -> str:
    """What the `at`th of the file's events did."""
    event, place = view.events[at], place_of(view, at)
    step = view.procedure.at(place.step, place.strand) if place is not None else None
    led = view.led
    if place is not None and event.seq not in view.places:  # undone since
        led = led_by_sop(view.procedure, _walk(view, at))
    sign_off = place.sign_off if place is not None else 0
    elsewhere, by_sop = recorded(view, event, place), event.seq in led
    words = told(
        event,
        step,
        view.people,
        view.remarks,
        sign_off,
        by_sop=by_sop,
        declined=_declined(view, at),
        elsewhere=elsewhere,
        corrected=view.corrected.get(event.seq, CORRECTED),
        when=_when(view, event),
    )
    return f"{step.name} · {words}" if step is not None and step.strand else words
