"""Scans of a file: attached by their place, saved to another, taken off; asked for where the file is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from loket.desk.case import attachments
from loket.desk.errors import Invalid
from loket.desk.papers import delivery
from screens.file.papers import disk_fault, own_folder
from screens.shell.screen import LoketScreen
from screens.widgets.dialogs import Ask, Pick

if TYPE_CHECKING:
    from loket.desk.case.attachments import Attachment
    from loket.desk.case.file_view import FileView

Told = Callable[[str], None]
_THERE = "Berkas itu sudah ada; beri nama lain."


def attach(screen: LoketScreen, view: FileView, then: Told) -> None:
    """Ask where it lies on this computer, and attach it."""

    def ask(proposed: str = "", fault: str = "") -> None:
        label = f"Letak berkas di komputer ini ({', '.join(attachments.KINDS.values())})"
        title = f"Lampirkan pada {view.row.number}"
        screen.app.push_screen(Ask(title, label, initial=proposed, save="Lampirkan", fault=fault), given)

    def given(typed: str | None) -> None:
        if typed is not None:
            screen.act(lambda: _attached(screen, view, typed), lambda said: done(typed, said))

    def done(typed: str, said: tuple[bool, str]) -> None:
        attached, words = said
        then(words) if attached else ask(typed, words)

    ask()


def _attached(screen: LoketScreen, view: FileView, typed: str) -> tuple[bool, str]:
    """Whether it is attached now, and what is said of that. Runs in the writing thread."""
    try:
        new = attachments.attach(screen.desk, screen.who, view.row.id, Path(typed).expanduser())
    except Invalid as wrong:
        return False, wrong.faults["path"]
    except (OSError, RuntimeError) as error:
        return False, f"Belum dilampirkan: {disk_fault(error, 'tidak dapat dibaca')}."
    return True, "Dilampirkan." if new else "Isinya sudah terlampir pada berkas ini."


def save(screen: LoketScreen, view: FileView, then: Told) -> None:
    """Ask which of them, and where it is to be written."""

    def ask(chosen: Attachment, proposed: str, fault: str = "") -> None:
        label = "Nama berkas di komputer ini"
        asked = Ask(f"Simpan {chosen.name}", label, initial=proposed, fault=fault)
        screen.app.push_screen(asked, lambda typed: given(chosen, typed))

    def given(chosen: Attachment, typed: str | None) -> None:
        if typed is not None:
            screen.act(
                lambda: _saved(screen, view, chosen, typed),
                lambda fault: ask(chosen, typed, fault) if fault else then(f"Tersimpan di {typed}."),
            )

    _pick(screen, view, "Simpan lampiran", lambda chosen: ask(chosen, str(own_folder() / chosen.name)))


def _saved(screen: LoketScreen, view: FileView, chosen: Attachment, typed: str) -> str:
    """Why it is not saved; empty where it is. Runs in the writing thread."""
    try:
        path = Path(typed).expanduser()
        if path.exists():
            return _THERE
        delivery.save_attachment(screen.desk, screen.who, view.row.id, chosen.blob, path)
    except (OSError, RuntimeError) as error:
        return f"Belum tersimpan: {disk_fault(error)}."
    return ""


def detach(screen: LoketScreen, view: FileView, then: Told) -> None:
    """Ask which of them does not belong here, and why."""

    def given(chosen: Attachment, why: str) -> None:
        screen.act(
            lambda: attachments.detach(screen.desk, screen.who, view.row.id, chosen.blob, why),
            lambda _: then(f"{chosen.name} dilepas; isinya tetap tersimpan."),
        )

    def ask(chosen: Attachment) -> None:
        asked = Ask(f"Lepas {chosen.name}", "Alasan (misalnya milik berkas lain)", save="Lepas")
        screen.ask(view.row.id, f"lepas {chosen.blob}", asked, lambda why: given(chosen, why))

    _pick(screen, view, "Lepas lampiran", ask)


def _pick(screen: LoketScreen, view: FileView, title: str, then: Callable[[Attachment], None]) -> None:
    """One of them; of one alone nothing is asked."""
    first, *more = view.attached
    if not more:
        then(first)
        return
    rows = [(each, each.name) for each in view.attached]
    picked: Pick[Attachment] = Pick(title, rows)
    screen.app.push_screen(picked, lambda chosen: then(chosen) if chosen is not None else None)
