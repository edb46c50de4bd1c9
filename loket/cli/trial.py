"""`loket sop coba`: SOPs tried along every way, by themselves or as an office works by them."""

from __future__ import annotations

import json
import time
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from loket.cli.documents import own_documents, sop_named
from loket.cli.failed import Failed
from loket.cli.opened import Data
from loket.office.closing import part_of, with_closing
from loket.office.profile import sound_office
from loket.office.shelf import FORM, SOP, Shelf
from loket.office.whole import find_profile, shelf_for
from loket.sop.faults import fault_lines
from loket.sop.sound import read_files
from loket.trial.export import as_data
from loket.trial.people import made_up, of_office
from loket.trial.together import trials
from loket.trial.words import lines

if TYPE_CHECKING:
    from loket.sop.model import Procedure

STICKS = 2


def try_out(
    which: Annotated[
        list[str] | None, typer.Argument(metavar="BERKAS", help="berkas TOML atau id SOP; boleh beberapa")
    ] = None,
    office: Annotated[
        str, typer.Option("--kantor", metavar="ID", help="dengan peran dan layanan kantor ini")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="tulis sebagai JSON")] = False,
    data: Data = None,
) -> int:
    """Print how files end, how long that takes, and where one sticks; exit code 2 where one does.

    Without BERKAS all SOPs of the office are tried.
    """
    own = own_documents(data)
    shelf = shelf_for([*(which or ()), office], own)
    profile = sound_office(find_profile(office, own)) if office else None
    names = list(which or (profile.procedures if profile is not None else ()))
    if not names:
        raise Failed("Sebutkan berkas SOP, atau kantornya dengan --kantor.")
    every = _sound(shelf)
    known = every if profile is None else {id: every[id] for id in profile.procedures if id in every}
    found, faults = read_files([sop_named(name, shelf) for name in names], every.values())
    if faults:
        raise Failed("\n".join(fault_lines(faults)))
    tried = {procedure.id: procedure for procedure in found.values()}
    procedures = {**known, **tried}
    setting = made_up
    if profile is not None:
        no_forms = {s.form for s in profile.services.values() if shelf.find(FORM, s.form) is None}
        no_procedures = set(profile.procedures) - procedures.keys()
        procedures = {name: with_closing(p, part_of(profile, name)) for name, p in procedures.items()}
        setting = partial(of_office, profile, no_forms=no_forms, no_procedures=no_procedures)
    done = trials(list(tried), procedures, setting, time.monotonic)
    if as_json:
        print(json.dumps([as_data(trial) for trial in done], ensure_ascii=False, indent=2))
    else:
        print("\n\n".join("\n".join(lines(trial)) for trial in done))
    return STICKS if any(trial.sticks for trial in done) else 0


def _sound(shelf: Shelf) -> dict[str, Procedure]:
    """The sound SOPs, which may be parents or follow-ups of those that are tried."""
    found, _ = read_files([sop_named(name, shelf) for name in shelf.names(SOP)])
    return {procedure.id: procedure for procedure in found.values()}
