"""`loket sop coba`: SOPs tried along every way, by themselves or as an office works by them."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from loket.cli.data import data_path
from loket.cli.failed import Failed
from loket.cli.opened import Data
from loket.desk.office import own_folder
from loket.office.closing import part_of, with_closing
from loket.office.profile import load_office
from loket.resources import resource
from loket.sop.faults import told
from loket.sop.sound import catalogue, read_files
from loket.trial.export import as_data
from loket.trial.people import made_up, of_office
from loket.trial.together import trials
from loket.trial.words import lines

if TYPE_CHECKING:
    from loket.office.model import Office
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
    folders = folders_of([*(which or ()), office], data_path(data))
    profile = _profile(folders, office)
    names = list(which or (profile.procedures if profile is not None else ()))
    if not names:
        raise Failed("Sebutkan berkas SOP, atau kantornya dengan --kantor.")
    shipped = {**catalogue(), **_beside(folders)}
    known = shipped if profile is None else _of_office(folders, profile)
    found, faults = read_files([_sop(folders, name) for name in names], {**shipped, **known}.values())
    if faults:
        raise Failed("\n".join(told(faults)))
    tried = {procedure.id: procedure for procedure in found.values()}
    procedures = {**known, **tried}
    setting = made_up
    if profile is not None:
        no_forms = {s.form for s in profile.services.values() if _document(folders, "forms", s.form) is None}
        no_procedures = set(profile.procedures) - procedures.keys()
        procedures = {name: with_closing(p, part_of(profile, name)) for name, p in procedures.items()}
        setting = partial(of_office, profile, no_forms=no_forms, no_procedures=no_procedures)
    done = trials(list(tried), procedures, setting, time.monotonic)
    if as_json:
        print(json.dumps([as_data(trial) for trial in done], ensure_ascii=False, indent=2))
    else:
        print("\n\n".join("\n".join(lines(trial)) for trial in done))
    return STICKS if any(trial.sticks for trial in done) else 0


def folders_of(named: Sequence[str], database: Path) -> list[Path]:
    """The folders that may hold documents of the office's own: those of what was named, the database's."""
    paths = [Path(name) for name in named if name.endswith(".toml")]
    found = [path.parent.parent for path in paths if path.parent.name in ("sop", "offices")]
    return [*found, own_folder(database)]


def _document(folders: Sequence[Path], kind: str, name: str) -> Path | None:
    """A document of the office's own, else the one that comes with the program, if there is one."""
    places = [folder / kind for folder in (*folders, resource("data"))]
    return next((path for place in places if (path := place / f"{name}.toml").exists()), None)


def _profile(folders: Sequence[Path], office: str) -> Office | None:
    if not office:
        return None
    return load_office(_document(folders, "offices", office) or office)


def _sop(folders: Sequence[Path], name: str) -> Path:
    """The file that was named, or the SOP with that id."""
    if name.endswith(".toml"):
        return Path(name)
    found = _document(folders, "sop", name)
    if found is None:
        raise Failed(f"SOP {name} tidak ada; sebutkan id atau letak berkas TOML-nya.")
    return found


def _beside(folders: Sequence[Path]) -> dict[str, Procedure]:
    """The sound SOPs of these folders, which may be parents or follow-ups of those that are tried."""
    files = {path.stem: path for folder in reversed(folders) for path in sorted(folder.glob("sop/*.toml"))}
    found, _ = read_files(files.values())
    return {procedure.id: procedure for procedure in found.values()}


def _of_office(folders: Sequence[Path], profile: Office) -> dict[str, Procedure]:
    """The SOPs that the office works by, as far as they are there and sound."""
    places = [_document(folders, "sop", name) for name in profile.procedures]
    found, _ = read_files([path for path in places if path is not None])
    return {procedure.id: procedure for procedure in found.values()}
