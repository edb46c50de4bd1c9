"""What applicants were promised: what moved and whom to tell, what falls by tomorrow, what was broken.

Enter on one asks what is done about it: note that its applicant was told, or what they were offered, print
the letter, open the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from loket.desk.promises import ledger, moved
from loket.desk.promises.standing import at_risk
from loket.lengths import MINUTE
from loket.paper import notices
from loket.sla.words import short_date
from loket.text import clean
from screens.widgets.dialogs import Ask, Pick, do
from screens.wording.lists import listed_name
from screens.wording.place import role_name

if TYPE_CHECKING:
    from loket.desk.promises.ledger import Offered, Owed, OwedNumber
    from loket.desk.promises.moved import MovedPromise
    from loket.desk.promises.standing import Promised
    from loket.office.model import Compensation
    from screens.shell.screen import LoketScreen
    from screens.widgets.dialogs import Do

TITLE = "Janji kepada pemohon"
_NONE = "Tidak ada janji yang lewat, atau jatuh hari ini atau hari kerja berikutnya."
_NO_KINDS = "kantor belum punya daftarnya ([[kompensasi]])"
_NO_LETTER = "belum ada kompensasi bersurat yang dicatat"


@dataclass(frozen=True, slots=True)
class _Found:
    """All promises that there is something to do about."""

    moved: tuple[MovedPromise, ...]
    near: tuple[Promised, ...]
    owed: tuple[Owed, ...]
    waited: tuple[OwedNumber, ...]


def show_promises(screen: LoketScreen) -> None:
    """List them as they are now: those whose people are to be told, those at risk, the broken ones."""

    def look() -> _Found:
        told = moved.moved(screen.desk, screen.who)
        near, owed = at_risk(screen.desk, screen.who), ledger.ledger(screen.desk, screen.who)
        return _Found(told, near, owed, ledger.numbers(screen.desk, screen.who))

    screen.read(look, partial(_show, screen), group="promises")


def _show(screen: LoketScreen, found: _Found) -> None:
    rows: list[tuple[Do, str, str]] = []
    if found.moved:
        rows.append(
            (partial(_notices, screen), f"Beri tahu {len(found.moved)} pemohon: janjinya bergeser", "")
        )
    for each in found.moved:
        words = f"BERGESER {short_date(each.told)} → {short_date(each.now)}"
        rows.append((partial(_ask_told, screen, each), clean(f"{words} {_of_moved(screen, each)}"), ""))
    for near in found.near:
        rows.append((partial(_ask_what, screen, near.file, None), _near(screen, near), ""))
    for owed in found.owed:
        asks = partial(_ask_what, screen, owed.promised.file, owed)
        rows.append((asks, _over(screen, owed.promised), _offered(owed.offered)))
    for number in found.waited:
        rows.append((partial(_ask_number, screen, number), _waited(number), _offered(number.offered)))
    told = [f"{len(found.near)} jatuh hari ini atau hari kerja berikutnya, {len(found.owed)} lewat."]
    if rows:
        screen.app.push_screen(Pick(TITLE, rows, lines=told), do)
    else:
        screen.say(_NONE)


def _notices(screen: LoketScreen) -> None:
    """Show the list with telephone numbers and messages, to be printed or saved; who saw it is kept."""
    screen.act(lambda: moved.look(screen.desk, screen.who), lambda _: screen.open_papers(sheet=notices.NAME))


def _of_moved(screen: LoketScreen, each: MovedPromise) -> str:
    return f"{screen.listed(each.number)} {each.company or each.name}"


def _ask_told(screen: LoketScreen, each: MovedPromise) -> None:
    """Whether its applicant was told."""

    def tell() -> None:
        screen.act(
            lambda: moved.tell(screen.desk, screen.who, each.file, each.now),
            lambda _: screen.say(f"{each.number}: pemohon diberi tahu, janji {short_date(each.now)}."),
        )

    rows: list[tuple[Do, str]] = [
        (tell, "Pemohon sudah diberi tahu"),
        (partial(_notices, screen), "Nomor telepon dan pesan, semua pemohon"),
        (partial(screen.open_case, each.file), "Buka berkas"),
    ]
    told = [clean(moved.message(screen.desk, each))]
    screen.app.push_screen(Pick("Janji bergeser", rows, lines=told), do)


def _near(screen: LoketScreen, each: Promised) -> str:
    return clean(f"{short_date(each.falls)} {_what(screen, each)}")


def _over(screen: LoketScreen, each: Promised) -> str:
    return clean(f"LEWAT {short_date(each.falls)} {_what(screen, each)}")


def _what(screen: LoketScreen, each: Promised) -> str:
    return f"{screen.listed(each.row.work.number)} {listed_name(each.row.work)}"


def _waited(number: OwedNumber) -> str:
    """`ANTRE Jum 20 Nov A-014: 47 mnt`."""
    each = number.waited
    how_long = f"{each.waited // MINUTE} mnt" if each.called else "tidak dipanggil"
    day = short_date(date.fromisoformat(each.day))
    return clean(f"ANTRE {day} {each.number}: {how_long}")


def _offered(offered: Sequence[Offered]) -> str:
    """How much was offered; what it was stands with the promise itself."""
    return f"kompensasi: {len(offered) or '–'}"


def _ask_what(screen: LoketScreen, file: int, owed: Owed | None) -> None:
    """What is done about one of them."""
    offer = partial(ledger.offer, screen.desk, screen.who, file)
    offers, letter = partial(_ask_kind, screen, offer), partial(screen.open_papers, file)
    rows: list[tuple[Do, str]] = [
        (offers, "Catat kompensasi"),
        (letter, "Cetak surat"),
        (partial(screen.open_case, file), "Buka berkas"),
    ]
    kinds = screen.desk.office.compensations
    why: dict[Do, str] = {}
    if owed is None:
        why[offers] = "janjinya belum lewat"
    elif not kinds:
        why[offers] = _NO_KINDS
    slips = owed is not None and any(
        each.amends.kind in kinds and kinds[each.amends.kind].slip for each in owed.offered
    )
    if not slips:
        why[letter] = _NO_LETTER
    told = _told(screen, owed) if owed is not None else []
    screen.app.push_screen(Pick("Janji ini", rows, lines=told, why=why), do)


def _told(screen: LoketScreen, owed: Owed) -> list[str]:
    """Who had the file when the date was over, and each thing that was offered."""
    held, told = owed.promised.held, list[str]()
    if held is not None:
        whose = held.name or role_name(held.role, screen.desk.office.roles)
        told.append(f"Saat janji itu lewat berkas di {whose}.")
    return [clean(line) for line in (*told, *_each(owed.offered))]


def _each(offered: Sequence[Offered]) -> Iterator[str]:
    for each in offered:
        used = f"; dipakai dengan nomor {each.used}" if each.used else ""
        note = f": {each.amends.note}" if each.amends.note else ""
        yield f"{each.name} · {each.by}{note}{used}"


def _told_wait(number: OwedNumber) -> str:
    return f"Untuk {number.wanted}. Pada tiketnya: menunggu paling lama {number.waited.told} menit."


def _ask_number(screen: LoketScreen, number: OwedNumber) -> None:
    """The same of who waited longer for their number than they were told."""
    offer = partial(ledger.offer_number, screen.desk, screen.who, number.waited.ticket)
    offers: Do = partial(_ask_kind, screen, offer)
    rows: list[tuple[Do, str]] = [(offers, "Catat kompensasi")]
    if number.file is not None:
        rows.append((partial(screen.open_case, number.file), "Buka berkas"))
    why = {offers: _NO_KINDS} if not screen.desk.office.compensations else {}
    told = [clean(line) for line in (_told_wait(number), *_each(number.offered))]
    screen.app.push_screen(Pick(f"Nomor {number.waited.number}", rows, lines=told, why=why), do)


def _ask_kind(screen: LoketScreen, offer: Callable[[str, str], None]) -> None:
    """Which of the office's list, and a note that may stay empty."""

    def picked(kind: str | None) -> None:
        if kind is not None:
            screen.app.push_screen(
                Ask("Catat kompensasi", "Keterangan (boleh kosong)", required=False),
                partial(noted, kind),
            )

    def noted(kind: str, note: str | None) -> None:
        if note is not None:
            screen.act(
                lambda: offer(kind, note),
                lambda _: screen.say("Kompensasi dicatat. F9 mencabutnya."),
            )

    rows = [(each.id, each.name, _sure(each)) for each in screen.desk.office.compensations.values()]
    screen.app.push_screen(Pick("Kompensasi apa?", rows), picked)


def _sure(each: Compensation) -> str:
    return "" if each.sure else "perlu dipastikan kantor"
