"""An office as it is written, checked as a whole: profile, the SOPs and forms that it names, the survey.

Whatever is wrong with any of them is told at once; only what all agree on is ever an office.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from loket.office.closing import doubtful, unfit
from loket.office.fitting import misfits
from loket.office.forms import PermitForm, parse_form
from loket.office.model import Office
from loket.office.profile import parse_office
from loket.office.reading import ProfileFaults
from loket.office.shelf import (
    DECREE,
    FORM,
    PROFILE,
    SOP,
    SURVEY,
    THE_SURVEY,
    First,
    Folder,
    Key,
    Shelf,
    Texts,
    place_of,
    shipped,
)
from loket.office.survey import parse_survey
from loket.sop.check.advice import advice
from loket.sop.faults import Fault
from loket.sop.model import Procedure
from loket.sop.sound import read_files
from loket.sop.source import Written, written


@dataclass(frozen=True, slots=True)
class Whole:
    """A sound office, all documents that it goes by, and what its writer should look at again."""

    office: Office
    texts: Texts
    doubts: tuple[Fault, ...] = ()


def read_named(named: str, own: Shelf | None = None) -> Whole:
    """The office that was named: by id, as a folder of documents, or as the file of a profile.

    What such a folder lacks is taken from `own`, else from what comes with the program; a profile that does
    not lie in a folder `offices` has none beside it. Raises ProfileFaults.
    """
    return read_whole(shelf_for([named], own), find_profile(named, own))


def shelf_for(named: Iterable[str], own: Shelf | None = None) -> Shelf:
    """The documents beside whatever was named, then the own ones, then those that come with the program."""
    folders = dict.fromkeys(folder for name in named if (folder := _folder_of(Path(name))) is not None)
    return First((*map(Folder, folders), *([own] if own is not None else ()), shipped()))


def _folder_of(path: Path) -> Path | None:
    """The folder of documents that a path is, or that its file belongs to."""
    if path.suffix == ".toml":
        return path.parent.parent if path.parent.name in ("offices", "sop", "forms") else None
    return path if path.is_dir() else None


def find_profile(named: str, own: Shelf | None = None) -> Written:
    """The profile of that id, in that folder, or at that place. Raises ProfileFaults where there is none."""
    path, ours = Path(named), own or First(())
    if path.suffix == ".toml":
        return written(path)
    if path.is_dir():
        here = Folder(path)
        names = here.names(PROFILE)
        names = names if len(names) == 1 else ours.names(PROFILE)
        found = next((p for name in names if (p := First((here, ours)).find(PROFILE, name))), None)
        wrong, right = "belum berisi satu profil kantor", "satu berkas offices/ID.toml"
    else:
        shelf = First((ours, shipped()))
        found = shelf.find(PROFILE, named)
        wrong = "profil kantor ini tidak ada"
        right = f"salah satu dari {', '.join(shelf.names(PROFILE))}, atau letak folder atau berkasnya"
    if found is None:
        raise ProfileFaults([Fault(named, "", wrong, right)])
    return found


def read_whole(shelf: Shelf, profile: Written) -> Whole:
    """The office of that profile, with the documents on the shelf. Raises ProfileFaults with all faults."""
    office, faults = parse_office(profile)
    if office is None:
        raise ProfileFaults(faults)
    fits = not faults
    found: dict[Key, Written] = {(PROFILE, office.id): profile}
    for key in _named(office):
        if (document := shelf.find(*key)) is not None:
            found[key] = document
        else:
            right = f"letakkan berkasnya di {place_of(*key)}, dalam folder kantor"
            faults.append(Fault(profile.file, "layanan", f"{_WORDS[key[0]]} {key[1]} tidak ada", right))
    sops = [document for (kind, _), document in found.items() if kind == SOP]
    procedures, wrong = _procedures(sops, shelf)
    forms, wrong_forms = _forms(document for (kind, _), document in found.items() if kind == FORM)
    faults += [*wrong, *wrong_forms, *_of_survey(found.get(THE_SURVEY))]
    if fits:
        faults += [fault for procedure in procedures for fault in unfit(procedure, office)]
        faults += [fault for procedure in procedures for fault in misfits(procedure, office, forms)]
    if faults:
        raise ProfileFaults(dict.fromkeys(faults))
    texts = {key: str(document.text) for key, document in found.items()}
    for document in sops:
        texts |= _decree(document)
    files = {name: document.file for (kind, name), document in found.items() if kind == SOP}
    doubts = [fault for p in procedures for fault in (*advice(p, files[p.id]), *doubtful(p, office))]
    return Whole(office, texts, tuple(doubts))


_WORDS = {SOP: "SOP", FORM: "formulir", SURVEY: "survei"}


def _named(office: Office) -> Iterator[Key]:
    """The documents that a profile goes by."""
    yield from ((SOP, name) for name in office.procedures if name)
    yield from dict.fromkeys((FORM, service.form) for service in office.services.values() if service.form)
    yield THE_SURVEY


def _procedures(sops: Sequence[Written], shelf: Shelf) -> tuple[list[Procedure], list[Fault]]:
    """The sound SOPs, and all faults; follow-ups that the office has no service for are told elsewhere."""
    read, faults = read_files(sops)
    opened = {name for procedure in read.values() for name in procedure.opened}
    others = [source for name in opened if (source := shelf.find(SOP, name)) and source not in sops]
    if others and faults:
        beside, _ = read_files(others)
        read, faults = read_files(sops, beside.values())
    return list(read.values()), faults


def _forms(documents: Iterable[Written]) -> tuple[dict[str, PermitForm], list[Fault]]:
    forms: dict[str, PermitForm] = {}
    faults = list[Fault]()
    for document in documents:
        try:
            forms[document.name] = parse_form(document)
        except ProfileFaults as wrong:
            faults += wrong.faults
    return forms, faults


def _of_survey(document: Written | None) -> tuple[Fault, ...]:
    try:
        parse_survey(document) if document is not None else None
    except ProfileFaults as wrong:
        return wrong.faults
    return ()


def _decree(sop: Written) -> dict[Key, str]:
    """The text beside a sound SOP that it names."""
    name = tomllib.loads(str(sop.text))["dokumen"].get("keputusan")
    return {(DECREE, name): sop.beside(name) or ""} if name else {}
