"""Leaving a home screen: for another screen, another person, or out; what is still open is listed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from loket import __version__
from loket.desk.people.sign_in import set_own_password
from loket.desk.queue.left_open import left_open
from loket.desk.reminders import reminders
from loket.text import uncapitalized
from screens.entry.homes import other_homes
from screens.shell.routes import GoHome, Route
from screens.widgets.dialogs import Ask, Confirm, Do, Message, Pick, do
from screens.wording.left_open import open_lines

if TYPE_CHECKING:
    from loket.desk.queue.left_open import LeftOpen
    from screens.shell.screen import LoketScreen

QUIT, _OTHERS = "Keluar dari Loket", "Ganti orang"
_STAYS = "Masih di tangan Anda, dan tetap begitu. Rekan dapat mengambil alih; berkas dengan alasan."


def leave(screen: LoketScreen) -> None:
    """Ask where to go from a home screen."""
    operator = screen.operator
    rows: list[tuple[Do, str]] = [
        (operator.cover, "Jeda: menutup layar, isian tetap (Ctrl+L)"),
        (partial(_go, screen, _OTHERS, screen.live.sign_out), _OTHERS),
        (operator.next_look, "Ganti tampilan: terang, gelap, kontras tinggi"),
        (partial(change_password, screen), _PASSWORD),
        (partial(_about, screen), "Tentang kantor ini, dan yang masih harus dipastikan"),
        (partial(_go, screen, QUIT, operator.leave), QUIT),
    ]
    # what not everybody has comes last: the rows above are where they are for all
    for home, name in other_homes(screen.desk, operator.person):
        if name != screen.title_words:
            rows.append((partial(_go_to, screen, GoHome(home)), f"Ke layar {name}"))
    screen.app.push_screen(Pick("Tutup layar ini", rows), do)


def _go_to(screen: LoketScreen, route: Route) -> None:
    screen.app.post_message(route)


def _about(screen: LoketScreen) -> None:
    """The office, what should be seen to, and what its profile says is not certain yet."""
    office = screen.desk.office

    def show(found: tuple[str, ...]) -> None:
        lines = [*office.letterhead, f"Loket {__version__}"]
        lines += ["", *found] if found else []
        unsure = [f"· {line}" for line in office.to_confirm] or ["· tidak ada"]
        lines += ["", "Perlu dipastikan kantor:", *unsure]
        screen.app.push_screen(Message(office.name, lines))

    screen.read(lambda: reminders(screen.desk), show, group="about")


_PASSWORD = "Ganti kata sandi"


def change_password(screen: LoketScreen) -> None:
    """Ask for the old password, the new one, and the new one again."""
    _ask_passwords(screen, ("Kata sandi lama", "Kata sandi baru", "Kata sandi baru sekali lagi"), ())


def ask_own_password(screen: LoketScreen) -> None:
    """Somebody else thought of the person's password: offer to change it, each time they come."""
    rows: list[tuple[Do, str]] = [(partial(change_password, screen), _PASSWORD), (lambda: None, "Nanti saja")]
    line = "Kata sandi Anda dibuat orang lain. Gantilah dengan yang hanya Anda ketahui."
    screen.app.push_screen(Pick(_PASSWORD, rows, lines=[line]), do)


def _ask_passwords(screen: LoketScreen, labels: tuple[str, ...], typed: tuple[str, ...]) -> None:
    if not labels:
        _keep_password(screen, *typed)
        return

    def given(password: str | None) -> None:
        if password is not None:
            _ask_passwords(screen, labels[1:], (*typed, password))

    save = "Lanjut" if len(labels) > 1 else "Ganti"
    screen.app.push_screen(Ask(_PASSWORD, labels[0], password=True, save=save), given)


def _keep_password(screen: LoketScreen, old: str, new: str, again: str) -> None:
    if new != again:
        screen.say("Yang kedua berbeda dari kata sandi baru; yang lama tetap berlaku.")
        return
    screen.act(
        lambda: set_own_password(screen.desk, screen.who, old, new),
        lambda _: screen.say("Kata sandi sudah diganti."),
    )


def _go(screen: LoketScreen, title: str, go: Callable[[], None]) -> None:
    """Leave the seat; what is open is listed first, each with what to do about it."""

    def known(found: LeftOpen) -> None:
        lines = open_lines(found, screen.working)
        if not lines:
            go()
            return
        asked = Confirm(title, _STAYS, yes=f"Ya, {uncapitalized(title)}", lines=lines)
        screen.app.push_screen(asked, lambda yes: go() if yes else None)

    screen.read(lambda: left_open(screen.desk, screen.who), known, group="left open")
