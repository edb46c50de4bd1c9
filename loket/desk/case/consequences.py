"""What follows from an act, in the same transaction: which handlers an act has, and when they run.

A new consequence is one function and one row. A handler is given what happened and gives the file back as it
is then; what it refuses takes the act back with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from loket.desk.case.follow_ups import open_follow_up, take_back_follow_ups, tell_follow_ups
from loket.desk.case.given_back import give_words_back
from loket.desk.case.matters import keep_matters
from loket.desk.case.missing import give_marks_back, mark_missing
from loket.desk.case.on_record import Happened, OnRecord
from loket.desk.office import Desk
from loket.flow.acts import Act, Choose, Correct, Register, Undo, Void
from loket.store.sql import Connection

Handler = Callable[[Connection, Desk, Happened], OnRecord]

CONSEQUENCES: Mapping[type[Act], tuple[Handler, ...]] = {
    Choose: (mark_missing, open_follow_up),
    Register: (give_words_back,),
    Correct: (give_words_back,),
    Undo: (give_marks_back, give_words_back, take_back_follow_ups, keep_matters),
    Void: (give_words_back, keep_matters),
}
"""By the act: what it brings about, in this order."""
OF_ANY_ACT: tuple[Handler, ...] = (tell_follow_ups,)
"""What looks for itself whether it has to do anything, after whatever act."""


def follow(conn: Connection, desk: Desk, happened: Happened) -> OnRecord:
    """Let everything follow that does; the file as it is after that."""
    for handler in (*CONSEQUENCES.get(type(happened.event.act), ()), *OF_ANY_ACT):
        happened = Happened(happened.before, happened.event, handler(conn, desk, happened))
    return happened.after
