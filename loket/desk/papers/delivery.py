"""A paper that has left the program, to a file or to a printer (`printing`): the journal says so."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from loket.desk.authority import Who, actor
from loket.desk.case.record import Ref, record, ref_of
from loket.desk.note_names import PRINTED_NOTE
from loket.desk.office import Desk
from loket.desk.papers.parts import DEFICIENCY, RECEIPT
from loket.desk.papers.printing import Came
from loket.flow.acts import Note
from loket.paper.pdf import pdf
from loket.store.files import file_row


def write_paper(text: str, path: Path) -> None:
    """Write the paper to a file that only its owner may read; it is there whole or not at all. OSError.

    A name that ends in `.pdf` makes it a PDF, any other is plain text.
    """
    contents = pdf(text) if path.suffix.lower() == ".pdf" else text.encode()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(contents)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def out(desk: Desk, who: Who, file: int, paper: str, came: Came) -> Ref:
    """Keep in the journal what became of a paper (RECEIPT, DEFICIENCY); no other: KeyError.

    It is out of the program, whatever became of the file since it was read.
    """
    if paper not in (RECEIPT, DEFICIENCY):
        raise KeyError(paper)
    with desk.store.write() as conn:
        ref = Ref(file, file_row(conn, file).version)
        return ref_of(record(conn, desk, actor(conn, desk, who), ref, _note(paper, came)))


def _note(paper: str, came: Came) -> Note:
    return Note(PRINTED_NOTE, {"surat": paper, "cara": str(came)})
