"""The acts behind F7: rest, trouble, put back, take over and the like, each with the questions it needs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from loket.desk.case.perform import as_kept, perform
from loket.desk.case.record import Late, Ref, late_moment
from loket.desk.time.today import instant_today
from loket.desk.words.acts import ACTS, Entry
from loket.flow.acts import (
    Act,
    AtPlace,
    Correct,
    Holds,
    Refused,
    Remember,
    Right,
    TakeOver,
    Undo,
    Void,
    Withdraw,
    id_fields,
)
from loket.flow.offers import may_remark
from loket.flow.standing import Standing
from loket.sop.model import Direction
from loket.text import clause
from screens.file.directing import remark, remember
from screens.file.host import NO_FILE
from screens.widgets.dialogs import Ask, Confirm, Do, Pick, do
from screens.wording.case import correcting

if TYPE_CHECKING:
    from loket.desk.case.file_view import FileView
    from loket.flow.offers import Offer
    from screens.file.host import FileHost

_LATE = "Dicatat menyusul"
_WRITE_REMARK = "Tulis catatan pada berkas ini"
_NEXT_LATE = "Tindakan berikutnya dicatat menyusul (listrik padam)"


def offer_more(screen: FileHost, view: FileView) -> None:
    """Show what else the file allows this person now, and do what is picked."""
    rows, why = further(screen, view)
    screen.app.push_screen(Pick("Tindakan lain", rows, why=why), do)


def further(screen: FileHost, view: FileView) -> tuple[list[tuple[Do, str]], dict[Do, str]]:
    """What else the file allows this person now, each with what does it.

    What somebody would look for here and cannot do now stands in its place, with the reason beside it.
    """
    offers = [offer for offer in view.offers if offer.branch is None and ACTS[type(offer.act)].offer]
    rows, why = list[tuple[Do, str]](), dict[Do, str]()
    for offer in sorted(offers, key=lambda offer: list(ACTS).index(type(offer.act))):
        begin = partial(_begin, screen, view, offer.act)
        if offer.refusal is None or _is_missed(offer, view):
            rows.append((begin, _offer(offer, view)))
        if offer.refusal is not None:
            why[begin] = clause(screen.live.sentence(offer.refusal) or "")
    if may_remark(view.state, view.reader):
        rows.append((partial(remark, screen, view.ref, view.row.number, screen.after), _WRITE_REMARK))
    late = partial(_record_late, screen, view.ref)
    if any(ACTS[type(offer.act)].timed and offer.refusal is None for offer in view.offers):
        rows.append((late, _NEXT_LATE))
    else:
        rows.append((late, _LATE))
        why[late] = screen.why_not(*Direction) or NO_FILE
    return rows, why


def _begin(screen: FileHost, view: FileView, act: Act) -> None:
    """Ask what the act needs to know, or show what is to be put right."""
    if isinstance(act, Remember):
        remember(screen, view.ref, view.row.number, screen.after)
    elif isinstance(act, Correct):
        screen.open_correction(view.ref.file, lambda sentence: screen.after(f"{sentence} F9 urung."))
    else:
        _ask(screen, view.ref, act, ACTS[type(act)], {})


def _is_missed(offer: Offer, view: FileView) -> bool:
    """Whether somebody would look for an act that cannot be done now.

    At the counter that is how an application ends there, at a desk to have what a colleague has.
    """
    if isinstance(offer.act, Withdraw | Void):
        return Right.COUNTER in view.reader.rights
    here = view.here
    if here is None or not isinstance(offer.act, TakeOver):
        return False
    return here.standing is Standing.WORKING and here.person != view.reader.person


def _offer(offer: Offer, view: FileView) -> str:
    if isinstance(offer.act, Correct):
        return correcting(view)
    entry = ACTS[type(offer.act)]
    return entry.offer if offer.refusal is None else entry.title


def _ask(screen: FileHost, ref: Ref, act: Act, entry: Entry, said: dict[str, str]) -> None:
    """Ask what the act still needs, one question after the other; then do it."""
    left = [question for question in entry.asks if question.field not in said]
    if not left:
        _make_sure(screen, ref, act, entry, said)
        return
    question = left[0]

    def given(text: str) -> None:
        _ask(screen, ref, act, entry, {**said, question.field: text})

    def wrong(text: str) -> str:
        return _refused(screen, lambda: as_kept(act, question.field, text))

    asked = Ask(
        entry.title,
        question.label,
        required=not question.optional,
        multiline=id_fields(type(act))[question.field] is Holds.REMARK,
        save=question.next,
        wrong=wrong,
    )
    screen.ask(ref.file, f"{entry.title} {question.field}", asked, given, whole=True)


def _make_sure(screen: FileHost, ref: Ref, act: Act, entry: Entry, said: dict[str, str]) -> None:
    """Do the act; one that ends the file is asked about a second time."""

    def do() -> None:
        late = screen.late_for(ref.file) if entry.timed else None

        def done(_: Ref) -> None:
            screen.asked_for(ref.file, entry.title)
            leads = act.leads if isinstance(act, AtPlace) else None
            if leads is Standing.WORKING:
                screen.take_up(ref.file)
            elif leads is not None:
                screen.put_down()
            screen.after(entry.said)

        screen.act(lambda: perform(screen.desk, screen.who, ref, act, late=late, **said), done, late=late)

    if not entry.sure:
        do()
        return
    yes = f"Ya, {entry.asks[-1].next.lower()}" if entry.asks else "Ya, teruskan"
    question = Confirm(entry.title, entry.sure, yes=yes, dangerous=True)
    screen.app.push_screen(question, lambda sure: do() if sure else None)


def _refused(screen: FileHost, call: Callable[[], object]) -> str:
    """What a desk would say against something typed; nothing when it would accept it."""
    try:
        call()
    except Refused as refused:
        return screen.live.sentence(refused) or ""
    return ""


def _record_late(screen: FileHost, ref: Ref) -> None:
    """Ask when the next act happened, and why it is recorded only now."""
    view = screen.view
    if view is None:
        return
    number = view.row.number

    def wrong(typed: str) -> str:
        now = screen.desk.now()
        at = instant_today(screen.working, now, typed)
        if at is None:
            return "Tulis jamnya seperti 09.40."
        refused = _refused(screen, lambda: late_moment(view.state.last_at, screen.working, now, at))
        return f"{refused}{_earlier(view, at)}" if refused else ""

    def when(typed: str | None) -> None:
        at = instant_today(screen.working, screen.desk.now(), typed) if typed is not None else None
        if at is None:
            return

        def why(reason: str) -> None:
            screen.set_late(ref.file, Late(at, reason))
            screen.say(f"{number}: tindakan berikutnya dicatat terjadi pukul {typed}.")

        screen.ask(ref.file, "menyusul", Ask(_LATE, "Mengapa baru dicatat? (mis. listrik padam)"), why)

    asked = Ask(_LATE, "Pukul berapa terjadinya? (hari ini, mis. 09.40)", save="Lanjut", wrong=wrong)
    screen.app.push_screen(asked, when)


def _earlier(view: FileView, at: int) -> str:
    """How an earlier time becomes possible: the person takes back their own act that stands in its way."""
    undoable = any(isinstance(o.act, Undo) and o.refusal is None for o in view.offers)
    stands_in_the_way = view.state.last is not None and at < view.state.last.at
    return (
        " Untuk waktu sebelumnya, urungkan dulu tindakan itu (F9)." if undoable and stands_in_the_way else ""
    )
