"""Sound procedures: read, and checked by themselves and with one another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from loket.resources import resource
from loket.sop.check.between import results_awaited, unknown_follow_ups
from loket.sop.check.whole import check
from loket.sop.faults import Fault, SopFaults
from loket.sop.model import Procedure
from loket.sop.read import read
from loket.sop.source import Written, unfiled, written


def load(source: Path | str | Written, folder: Path | None = None) -> Procedure:
    """Read and check one procedure, from a file or from TOML text.

    A decree that it names is sought beside the file, or in `folder`.

    Raises:
        SopFaults: with every mistake found, when there is any.
    """
    if not isinstance(source, Written):
        source = unfiled(source, folder) if isinstance(source, str) else written(source, folder)
    procedure, faults = _examine(source)
    if faults or procedure is None:
        raise SopFaults(faults)
    return procedure


def catalogue(directory: Path | None = None) -> dict[str, Procedure]:
    """Every procedure in a folder, by id; without a folder, those that come with the program.

    Raises:
        SopFaults: with the mistakes of all files, those between files included.
    """
    files = sorted((directory or resource("data", "sop")).glob("*.toml"))
    found, faults = read_files(map(written, files))
    if faults:
        raise SopFaults(faults)
    return {procedure.id: procedure for procedure in found.values()}


def read_files(
    files: Iterable[Written], beside: Iterable[Procedure] = ()
) -> tuple[dict[Written, Procedure], list[Fault]]:
    """The sound procedures among `files`, and every fault of all of them.

    A branch may open follow-ups found among `files` or in `beside`.
    """
    read: dict[Written, Procedure] = {}
    wrong: dict[Written, list[Fault]] = {}
    for file in files:
        procedure, wrong[file] = _examine(file)
        if procedure is not None:
            wrong[file] += _misnamed(file, procedure, read)
            read[file] = procedure
    found = {file: procedure for file, procedure in read.items() if not wrong[file]}
    follow_ups = {p.id: p for p in (*beside, *found.values()) if p.follow_up}
    follow_ups |= {p.id: p for p in read.values() if p.follow_up and p.id not in follow_ups}
    unread = {file.name for file in wrong if file not in found}
    for file, procedure in read.items():
        wrong[file] += unknown_follow_ups(procedure, {*follow_ups, *unread}, file.file)
        if file in found:
            wrong[file] += results_awaited(procedure, follow_ups, file.file)
    return found, [fault for faults in wrong.values() for fault in faults]


def _misnamed(file: Written, procedure: Procedure, before: Mapping[Written, Procedure]) -> Iterator[Fault]:
    """An id that another file has, or that is not the name of its file, by which an SOP is sought."""
    twin = next((other for other, p in before.items() if p.id == procedure.id), None)
    if twin is not None and procedure.id:
        taken = f'"{procedure.id}" sudah dipakai {twin.file}'
        yield Fault(file.file, "id", taken, "id yang belum dipakai SOP lain")
    elif file.name != procedure.id and procedure.id:
        wrong = f'"{procedure.id}" tidak sama dengan nama berkasnya'
        yield Fault(file.file, "id", wrong, f'"{file.name}", atau nama berkas {procedure.id}.toml')


def _examine(source: Written) -> tuple[Procedure | None, list[Fault]]:
    """The procedure as far as it can be read, and every fault in it, in the file's order."""
    procedure, faults, unread = read(source)
    if procedure is not None:
        faults += check(procedure, source.file, unread)
    return procedure, sorted(faults, key=_place)


def _place(fault: Fault) -> tuple[bool, int]:
    """Whether a fault is a step's, and of which."""
    step = re.match(r"langkah\[#?(\d+)\]", fault.key)
    return (False, 0) if step is None else (True, int(step[1]))
