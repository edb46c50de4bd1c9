"""What is attached to a file: scans and other papers, by whoever may remark on it, or by the program.

The contents are kept as blobs, once for the same; what each is called, and on which file, is a value of that.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from loket.desk import blobs
from loket.desk.authority import Who, actor
from loket.desk.case.on_record import OnRecord, on_record, write
from loket.desk.case.record import Ref, keep_reason, record, ref_of
from loket.desk.errors import Changed, Forgotten, Invalid
from loket.desk.note_names import ATTACHED_NOTE, DETACHED_NOTE
from loket.desk.office import Desk
from loket.flow.acts import Event, Note
from loket.flow.rules import check_remark
from loket.store import blobs as stored
from loket.store import files, texts
from loket.store.blobs import Contents
from loket.store.sql import Connection
from loket.text import clean

MOST = 20 << 20
"""How many bytes an attachment may have."""
_ENDS = {"application/pdf": b"%%EOF", "image/png": b"IEND", "image/jpeg": b"\xff\xd9"}
"""What stands at the end of what was written whole, by the types that can be attached."""
_END = 2048
KINDS = {"application/pdf": "PDF", "image/png": "PNG", "image/jpeg": "JPEG"}
UNNAMED = "lampiran"
NOTHING, CUT_OFF = "Berkas itu kosong.", "Isinya terpotong; pindai atau salin lagi."


@dataclass(frozen=True, slots=True)
class Attachment:
    """A paper on a file: its blob, its name, who attached it (None: the program) and when (ms UTC)."""

    blob: int
    name: str
    contents: Contents
    person: int | None
    at: int


def attachments(conn: Connection, file: int) -> tuple[Attachment, ...]:
    """What is attached to a file, in the order in which that was kept first."""
    found = texts.attached(conn, file)
    return tuple(
        Attachment(blob.id, value.words or "", blob.contents, value.person, value.at)
        for blob in (stored.these(conn, found) if found else ())
        for value in (found[blob.id],)
    )


def of_number(desk: Desk, number: str) -> tuple[int, tuple[Attachment, ...]] | None:
    """The file with that number, and what is attached to it; None for none."""
    with desk.store.read() as conn:
        files_so = [file for file, known in files.of_numbers(conn, [number]).items() if known == number]
        return (files_so[0], attachments(conn, files_so[0])) if files_so else None


def attach(desk: Desk, who: Who | None, file: int, path: Path) -> bool:
    """Attach a PDF or a picture to a file, under its name; False where its contents are attached already.

    Without `who` the program does it.

    Raises:
        Invalid: it is none of these, cut off, or too large.
        Refused: for who may not remark on the file.
        Forgotten: its person was erased.
        OSError: it cannot be read, or kept.
    """
    with desk.store.read() as conn:
        _may(conn, desk, who, on_record(conn, desk, file))
    with _opened(path) as source:
        if wrong := _unfit(source):
            raise Invalid({"path": wrong})
        with blobs.keeping(desk, who, source) as (conn, blob):
            known = on_record(conn, desk, file)
            _may(conn, desk, who, known)
            if blob.id in texts.attached(conn, file):
                return False
            person = who.person if who is not None else None
            texts.attach(conn, file, blob.id, clean(path.name) or UNNAMED, person, desk.now())
            note = Note(ATTACHED_NOTE, {"lampiran": blob.id})
            if who is not None:
                record(conn, desk, actor(conn, desk, who), Ref(file, known.state.seq), note, known=known)
            else:
                at = max(desk.now(), known.state.last_at)
                write(conn, known, Event(known.state.seq + 1, at, at, note))
            return True


def detach(desk: Desk, who: Who, file: int, blob: int, reason: str) -> Ref:
    """Take an attachment off a file on which it does not belong; its contents stay kept.

    Raises Refused, also without a reason; Changed where it is not attached any more.
    """
    with desk.write() as conn:
        known = on_record(conn, desk, file)
        _may(conn, desk, who, known)
        if blob not in texts.attached(conn, file):
            raise Changed(file)
        remark = keep_reason(conn, who.person, desk.now(), reason, file)
        texts.attach(conn, file, blob, "", who.person, desk.now())
        note = Note(DETACHED_NOTE, {"lampiran": blob, "dasar": remark})
        person = actor(conn, desk, who)
        return ref_of(record(conn, desk, person, Ref(file, known.state.seq), note, known=known))


def _may(conn: Connection, desk: Desk, who: Who | None, file: OnRecord) -> None:
    if who is not None:
        check_remark(file.state, actor(conn, desk, who))
    if files.ended_for_good(conn, file.row.id):
        raise Forgotten


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """A file, and no link to another nor anything else that can be opened. Raises Invalid, OSError."""
    if not stat.S_ISREG(os.lstat(path).st_mode):
        raise Invalid({"path": "Itu bukan berkas biasa."})
    with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb") as source:
        yield source


def _unfit(source: BinaryIO) -> str:
    """Why it cannot be attached, in a sentence; empty where it can."""
    size = source.seek(0, os.SEEK_END)
    source.seek(max(0, size - _END))
    end = source.read()
    source.seek(0)
    kind = stored.type_of(source.read(_END))
    source.seek(0)
    if not size:
        return NOTHING
    if kind not in _ENDS:
        return f"Bukan {', '.join(KINDS.values())}."
    if size > MOST:
        return f"Lebih besar dari {MOST >> 20} MB."
    return "" if _ENDS[kind] in end else CUT_OFF
