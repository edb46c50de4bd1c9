"""A paper or an attachment that has left the program, to a file or a printer (`printing`): that is kept."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from loket.desk.authority import Who, actor, need, runs_queue
from loket.desk.case.attachments import attachments
from loket.desk.case.on_record import on_record
from loket.desk.case.record import Ref, record, ref_of
from loket.desk.errors import Changed, Missing
from loket.desk.note_names import PRINTED_NOTE
from loket.desk.office import Desk
from loket.desk.papers.parts import APOLOGY, DEFICIENCY, RECEIPT
from loket.desk.papers.printing import Came
from loket.desk.promises.standing import of_file
from loket.flow.acts import Note, Right
from loket.flow.promise import TOLD
from loket.flow.rules import check_nik
from loket.paper.pdf import pdf
from loket.store import blobs, journal
from loket.store.files import file_row
from loket.store.journal import MORNING_OUT, OFFICE, SHEET_OUT, Stamp


def write_paper(text: str, path: Path) -> None:
    """Write the paper to a file that only its owner may read; it is there whole or not at all. OSError.

    A name that ends in `.pdf` makes it a PDF, any other is plain text.
    """
    with _written(path, pdf(text) if path.suffix.lower() == ".pdf" else text.encode()):
        pass


@contextmanager
def _written(path: Path, contents: bytes) -> Iterator[None]:
    """Write a file whole, and give it its name once what is done meanwhile went well. Raises OSError."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(contents)
            file.flush()
            os.fsync(file.fileno())
        yield
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def out(desk: Desk, who: Who, file: int, paper: str, came: Came, told: date | None = None) -> Ref:
    """Keep in the journal what became of a paper (RECEIPT, DEFICIENCY, APOLOGY); no other: KeyError.

    It is out of the program, whatever became of the file since it was read. `told`: the date that it promises
    (`promises.finish.told`); where one that was told before is broken, that stays what was promised.
    """
    if paper not in (RECEIPT, DEFICIENCY, APOLOGY):
        raise KeyError(paper)
    with desk.store.write() as conn:
        row = file_row(conn, file)
        before = of_file(conn, desk, file)
        stays = before is not None and before.broken
        note = _note(paper, came, told if not stays else None)
        return ref_of(record(conn, desk, actor(conn, desk, who), Ref(file, row.version), note))


def sheet_out(desk: Desk, who: Who, came: Came) -> None:
    """Keep in the journal that the sheet of the queue's day is out of the program."""
    with desk.store.write() as conn:
        person = actor(conn, desk, who)
        stamp = Stamp(desk.now(), who.person, runs_queue(person), person.station)
        journal.append(conn, "office", OFFICE, SHEET_OUT, {"day": desk.today(conn), "cara": str(came)}, stamp)


def morning_out(desk: Desk, who: Who | None, came: Came) -> None:
    """The same of the morning's sheet; `who` is None where the program printed it by itself."""
    with desk.store.write() as conn:
        stamp = Stamp(desk.now())
        if who is not None:
            person = actor(conn, desk, who)
            stamp = Stamp(desk.now(), who.person, need(person, Right.SUPERVISE), person.station)
        data = {"day": desk.today(conn), "cara": str(came)}
        journal.append(conn, "office", OFFICE, MORNING_OUT, data, stamp)


def save_attachment(desk: Desk, who: Who, file: int, blob: int, path: Path) -> None:
    """Write an attachment of a file to a place that only its owner may read; that it is out is kept.

    Raises:
        Refused: for whom its applicant's NIK does not concern (`flow.rules.check_nik`).
        Changed: it is not attached to the file any more.
        Missing: it is not beside the data.
        OSError: it cannot be written there.
    """
    with desk.store.read() as conn:
        found = next((each for each in attachments(conn, file) if each.blob == blob), None)
    if found is None:
        raise Changed(file)
    try:
        contents = blobs.place(blobs.folder(desk.store.path), found.contents.sha).read_bytes()
    except FileNotFoundError:
        raise Missing("isi lampiran", f"ke-{blob}") from None
    with _written(path, contents), desk.store.write() as conn:
        person, known = actor(conn, desk, who), on_record(conn, desk, file)
        check_nik(known.procedure, known.state, person)
        note = _note(f"lampiran ke-{blob}", Came.SAVED)
        record(conn, desk, person, Ref(file, known.state.seq), note, known=known)


def _note(paper: str, came: Came, told: date | None = None) -> Note:
    promised = {TOLD: told.isoformat()} if told is not None else {}
    return Note(PRINTED_NOTE, {"surat": paper, "cara": str(came), **promised})
