"""What applicants were promised: what moved and whom to tell, what falls by tomorrow, what was broken.

Enter on one asks what is done about it: note that its applicant was told, or what they were offered, print
the letter, open the file. T marks several, of which the same is noted by one key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from loket.desk.promises import ledger, moved
from loket.desk.promises.ledger import Owed, OwedNumber
from loket.desk.promises.moved import MovedPromise
from loket.desk.promises.standing import MOST, at_risk
from loket.desk.queue.amends import NOTHING
from loket.lengths import MINUTE
from loket.paper import notices
from loket.sla.words import short_date
from loket.text import clean
from screens.widgets.dialogs import Ask, Confirm, Message, Pick, do
from screens.wording.lists import listed_name
from screens.wording.place import role_name

if TYPE_CHECKING:
    from loket.desk.promises.ledger import Ledger, Numbers, Offered
    from loket.desk.promises.moved import Moved
    from loket.desk.promises.standing import Listed, Promised
    from loket.office.model import Compensation
    from screens.shell.screen import LoketScreen
    from screens.widgets.dialogs import Do

TITLE = "Janji kepada pemohon"
_NONE = "Tidak ada janji yang lewat, atau jatuh hari ini atau hari kerja berikutnya."
_NO_KINDS = "kantor belum punya daftarnya (admin, halaman Kompensasi)"
_NO_LETTER = "belum ada kompensasi bersurat yang dicatat"
_MOST_NAMED = 6
_SEEN_TO = "sudah ditindaklanjuti"
_KEPT = "Janji barunya tercatat pada berkas, dan F9 tidak mencabutnya."


@dataclass(frozen=True, slots=True)
class _Found:
    """All promises that there is something to do about, so many of each kind at most."""

    moved: Moved
    near: Listed
    ledger: Ledger
    numbers: Numbers

    @property
    def more(self) -> int:
        """How many are not listed."""
        near, owed, waited = self.near, self.ledger, self.numbers
        listed = len(near.promises) + len(owed.owed) + len(waited.owed)
        return self.moved.unlooked + near.in_all + owed.in_all + waited.in_all - listed


def show_promises(screen: LoketScreen, limit: int = MOST) -> None:
    """List them as they are now: those whose people are to be told, those at risk, the broken ones."""

    def look() -> _Found:
        told, near = moved.moved(screen.desk, screen.who, limit), at_risk(screen.desk, screen.who, limit)
        owed = ledger.ledger(screen.desk, screen.who, limit)
        return _Found(told, near, owed, ledger.numbers(screen.desk, screen.who, limit))

    screen.read(look, partial(_show, screen, limit), group="promises")


_Several = MovedPromise | Owed | OwedNumber
"""Of what kind several can be marked; broken promises of dates and of waits are one kind."""


def _show(screen: LoketScreen, limit: int, found: _Found) -> None:
    rows, several = list[tuple["Do", str, str]](), dict["Do", _Several]()

    def several_row(asks: Do, each: _Several, words: str, beside: str = "") -> None:
        several[asks] = each
        rows.append((asks, words, beside))

    shown = found.moved.promises
    if shown:
        phones = f"Telepon dan pesan untuk {len(shown)} pemohon yang janjinya bergeser"
        rows.append((partial(_notices, screen), phones, ""))
    for each in shown:
        several_row(partial(_ask_told, screen, each), each, clean(_moved(screen, each)))

    def owed_rows(*, seen_to: bool) -> None:
        for owed in found.ledger.owed:
            if owed.promised.seen_to is seen_to:
                asks = partial(_ask_what, screen, owed.promised, owed)
                several_row(asks, owed, _over(screen, owed.promised), _offered(owed.offered))
        for number in found.numbers.owed:
            if bool(number.offered) is seen_to:
                asks = partial(_ask_number, screen, number)
                several_row(asks, number, _waited(number), _offered(number.offered))

    owed_rows(seen_to=False)
    for near in found.near.promises:
        rows.append((partial(_ask_what, screen, near, None), _near(screen, near), ""))
    owed_rows(seen_to=True)
    if found.more:
        asks = partial(show_promises, screen, limit + MOST)
        rows.append((asks, f"dan {found.more} lagi: tampilkan lebih banyak", ""))
    if rows:
        together = partial(_together, screen, several)
        screen.app.push_screen(Pick(TITLE, rows, lines=[_heading(found)], together=together), do)
    else:
        screen.say(_NONE)


def _heading(found: _Found) -> str:
    owed = found.ledger
    left = f", {owed.pressing} di antaranya belum ditindaklanjuti" if owed.in_all else ""
    return f"{found.near.in_all} jatuh hari ini atau hari kerja berikutnya, {owed.in_all} lewat{left}."


def _together(screen: LoketScreen, several: Mapping[Do, _Several], here: Do, marked: Sequence[Do]) -> Do:
    """What is asked about all that are marked and of the kind of the row under the cursor."""
    chosen = [several[each] for each in marked if each in several]
    told = [each for each in chosen if isinstance(each, MovedPromise)]
    owed = [each for each in chosen if not isinstance(each, MovedPromise)]
    if not chosen:
        return here
    if told and (not owed or isinstance(several.get(here, chosen[0]), MovedPromise)):
        return partial(_confirm_told, screen, told)
    return partial(_ask_owed, screen, owed)


def _notices(screen: LoketScreen) -> None:
    """Show the list with telephone numbers and messages, to be printed or saved; who saw it is kept."""
    screen.open_papers(sheet=notices.NAME)


def _moved(screen: LoketScreen, each: MovedPromise) -> str:
    words = f"BERGESER {short_date(each.told)} → {short_date(each.now)}"
    return f"{words} {screen.listed(each.number)} {each.company or each.name}"


def _ask_told(screen: LoketScreen, each: MovedPromise) -> None:
    """Whether its applicant was told."""
    rows: list[tuple[Do, str]] = [
        (partial(_confirm_told, screen, [each]), "Pemohon sudah diberi tahu"),
        (partial(_notices, screen), "Nomor telepon dan pesan, semua pemohon"),
        (partial(screen.open_case, each.file), "Buka berkas"),
    ]
    told = [clean(moved.message(screen.desk, each))]
    screen.app.push_screen(Pick("Janji bergeser", rows, lines=told), do)


def _confirm_told(screen: LoketScreen, those: Sequence[MovedPromise]) -> None:
    """Ask it, for no F9 takes that back; then keep it of each."""

    def done(found: Sequence[moved.Outcome]) -> None:
        kept = [each.moved for each in found if each.refused is None]
        words = f"{len(kept)} pemohon diberi tahu."
        if len(those) == len(kept) == 1:
            words = f"{kept[0].number}: pemohon diberi tahu, janji {short_date(kept[0].now)}."
        _tell(screen, words, [(each.moved.number, each.refused) for each in found])

    def answered(yes: bool | None) -> None:
        if yes:
            screen.act(lambda: moved.tell_each(screen.desk, screen.who, those), done)

    lines, yes = [_moved(screen, each) for each in those], "Ya, sudah diberi tahu"
    question = Confirm("Pemohon sudah diberi tahu?", _KEPT, yes, lines=lines, dangerous=True)
    screen.app.push_screen(question, answered)


def _tell(screen: LoketScreen, words: str, tried: Sequence[tuple[str, Exception | None]]) -> None:
    """What was done, and why not to some of several, which are called so."""
    why = [(name, screen.live.sentence(error) or "Gagal.") for name, error in tried if error is not None]
    if not why:
        screen.say(words)
    elif len(tried) == 1:
        screen.say(why[0][1])
    else:
        title = f"{len(tried) - len(why)} dicatat, {len(why)} tidak"
        screen.app.push_screen(Message(title, [f"{name}: {sentence}" for name, sentence in why]))


def _near(screen: LoketScreen, each: Promised) -> str:
    return clean(f"{short_date(each.falls)} {_what(screen, each)}")


def _over(screen: LoketScreen, each: Promised) -> str:
    return clean(f"LEWAT {short_date(each.falls)} {_what(screen, each)}")


def _what(screen: LoketScreen, each: Promised) -> str:
    return f"{screen.listed(each.row.work.number)} {listed_name(each.row.work)}"


def _waited(number: OwedNumber) -> str:
    """`ANTRE Jum 20 Nov A-014: menunggu 47 mnt`, begun minutes too; what they were told stands with it."""
    each = number.waited
    how_long = f"menunggu {-(-each.waited // MINUTE)} mnt" if each.called else "tidak dipanggil"
    day = short_date(date.fromisoformat(each.day))
    return clean(f"ANTRE {day} {each.number}: {how_long}")


def _offered(offered: Sequence[Offered]) -> str:
    """How much was offered; what it was stands with the promise itself."""
    count = sum(each.amends.kind != NOTHING.id for each in offered)
    return "kompensasi: tidak ada" if offered and not count else f"kompensasi: {count or '–'}"


def _ask_what(screen: LoketScreen, promised: Promised, owed: Owed | None) -> None:
    """What is done about one of them."""
    file = promised.file
    those = [owed] if owed is not None else []
    offers, nothing = partial(_ask_kind, screen, those), partial(_ask_why_nothing, screen, those)
    letter = partial(screen.open_papers, file)
    rows: list[tuple[Do, str]] = [
        (offers, "Catat kompensasi lain" if owed is not None and owed.offered else "Catat kompensasi"),
        (letter, "Cetak surat"),
        (partial(screen.open_case, file), "Buka berkas"),
        (nothing, "Tanpa kompensasi, cukup diketahui"),
    ]
    kinds = screen.desk.office.compensations
    why: dict[Do, str] = {}
    if owed is None:
        why[offers] = why[nothing] = "janjinya belum lewat"
    elif not kinds:
        why[offers] = _NO_KINDS
    if owed is not None and owed.offered:
        why[nothing] = _SEEN_TO
    slips = owed is not None and any(
        each.amends.kind in kinds and kinds[each.amends.kind].slip for each in owed.offered
    )
    if not slips:
        why[letter] = _NO_LETTER
    told = _told(screen, owed) if owed is not None else []
    title = _near(screen, promised) if owed is None else _over(screen, promised)
    screen.app.push_screen(Pick(f"Janji {title}", rows, lines=told, why=why), do)


def _told(screen: LoketScreen, owed: Owed) -> list[str]:
    """Who had the file, or each part of it, when the date was over, and each thing that was offered."""
    roles = screen.desk.office.roles
    whose = dict.fromkeys(held.name or role_name(held.role, roles) for held in owed.promised.held)
    told = [f"Saat janji itu lewat berkas di {' dan di '.join(whose)}."] if whose else []
    return [clean(line) for line in (*told, *_each(owed.offered))]


def _each(offered: Sequence[Offered]) -> Iterator[str]:
    for each in offered:
        used = f"; dipakai dengan nomor {each.used}" if each.used else ""
        note = f": {each.amends.note}" if each.amends.note else ""
        name = f"Kompensasi {each.name}" if each.amends.kind == NOTHING.id else each.name
        yield f"{name} · {each.by}{note}{used}"


def _told_wait(number: OwedNumber) -> str:
    return f"Untuk {number.wanted}. Pada tiketnya: menunggu paling lama {number.waited.told} menit."


def _ask_number(screen: LoketScreen, number: OwedNumber) -> None:
    """The same of who waited longer for their number than they were told."""
    offers: Do = partial(_ask_kind, screen, [number])
    nothing: Do = partial(_ask_why_nothing, screen, [number])
    rows: list[tuple[Do, str]] = [
        (offers, "Catat kompensasi lain" if number.offered else "Catat kompensasi"),
        (nothing, "Tanpa kompensasi, cukup diketahui"),
    ]
    if number.file is not None:
        rows.append((partial(screen.open_case, number.file), "Buka berkas"))
    why = {offers: _NO_KINDS} if not screen.desk.office.compensations else {}
    why |= {nothing: _SEEN_TO} if number.offered else {}
    told = [clean(line) for line in (_told_wait(number), *_each(number.offered))]
    screen.app.push_screen(Pick(f"Nomor {number.waited.number}", rows, lines=told, why=why), do)


def _ask_owed(screen: LoketScreen, those: Sequence[Owed | OwedNumber]) -> None:
    """What is noted of all of them, by one key."""
    offers: Do = partial(_ask_kind, screen, those)
    nothing: Do = partial(_ask_why_nothing, screen, those)
    rows: list[tuple[Do, str]] = [
        (offers, "Catat kompensasi"),
        (nothing, "Tanpa kompensasi, cukup diketahui"),
    ]
    why = {offers: _NO_KINDS} if not screen.desk.office.compensations else {}
    named, more = [_called(screen, each) for each in those[:_MOST_NAMED]], len(those) - _MOST_NAMED
    told = [*named, *([f"dan {more} lagi"] if more > 0 else [])]
    screen.app.push_screen(Pick(f"{len(those)} janji ini", rows, lines=told, why=why), do)


def _called(screen: LoketScreen, each: Owed | OwedNumber) -> str:
    return _over(screen, each.promised) if isinstance(each, Owed) else _waited(each)


def _ask_kind(screen: LoketScreen, those: Sequence[Owed | OwedNumber]) -> None:
    """Which of the office's list, and a note that may stay empty."""

    def picked(kind: str | None) -> None:
        if kind is not None:
            _ask_note(screen, those, kind, "Keterangan (boleh kosong)")

    rows = [(each.id, each.name, _sure(each)) for each in screen.desk.office.compensations.values()]
    there = {each.amends.kind for each in those[0].offered} if len(those) == 1 else set()
    why = dict.fromkeys(there, "sudah dicatat")
    screen.app.push_screen(Pick("Kompensasi apa?", rows, why=why), picked)


def _ask_why_nothing(screen: LoketScreen, those: Sequence[Owed | OwedNumber]) -> None:
    """Somebody saw to it, and nothing is offered: why."""
    _ask_note(screen, those, NOTHING.id, "Alasan")


def _ask_note(screen: LoketScreen, those: Sequence[Owed | OwedNumber], kind: str, label: str) -> None:
    required, numbers = kind == NOTHING.id, " ".join(map(_number, those))
    known = screen.desk.office.compensations.get(kind)
    what = "Tanpa kompensasi" if known is None else clean(known.name)
    whom = _number(those[0]) if len(those) == 1 else f"{len(those)} janji"
    asked = Ask(f"{what}: {whom}", label, required=required)
    screen.ask(0, f"kompensasi {required} {numbers}", asked, partial(_offer, screen, those, kind))


def _number(owed: Owed | OwedNumber) -> str:
    return owed.promised.row.work.number if isinstance(owed, Owed) else owed.waited.number


def _offer(screen: LoketScreen, those: Sequence[Owed | OwedNumber], kind: str, note: str) -> None:
    """Note it of each; beside what was seen to be offered already."""

    def done(found: Sequence[ledger.Outcome]) -> None:
        kept = sum(each.refused is None for each in found)
        what = "Kompensasi dicatat" if kind != NOTHING.id else "Dicatat tanpa kompensasi"
        many = f" untuk {kept}. F9 mencabut yang terakhir." if len(those) > 1 else ". F9 mencabutnya."
        _tell(screen, f"{what}{many}", [(_number(each.owed), each.refused) for each in found])

    screen.act(lambda: ledger.offer_each(screen.desk, screen.who, those, kind, note), done)


def _sure(each: Compensation) -> str:
    return "" if each.sure else "perlu dipastikan kantor"
