"""The figures of the queue's day, the page of its order, and numbers whose times are left out of figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from loket.dates import read_date, read_days
from loket.desk.errors import Invalid
from loket.desk.people.changes import REASON
from loket.desk.queue import doubting
from loket.paper import queue_figures, queue_order
from loket.sla.words import short_date
from screens.widgets.dialogs import Ask, Do, Pick, do

if TYPE_CHECKING:
    from loket.desk.queue.doubting import Doubted
    from screens.shell.screen import LoketScreen

TITLE = "Angka antrean hari ini, di luar urutan"
_NUMBER = "Nomor hari ini; hari lain dengan tanggalnya, seperti A-012 17-11-2026"
_DAYS = "1-11-2026 s.d. 30-11-2026, atau satu hari"
_MOST_DAYS = 366
_TOO_MANY = "Paling banyak setahun sekaligus; lebih panjang dengan perintah loket laporan antrean."
_MOST = 8


@dataclass(frozen=True, slots=True)
class _Typed:
    """What was typed so far of a number whose times are not to be counted."""

    number: str = ""
    reason: str = ""


def show_figures(screen: LoketScreen) -> None:
    """Ask which page, or which number's times are counted or not."""
    screen.read(lambda: doubting.every(screen.desk, screen.who), partial(_ask, screen), group="doubted")


def _ask(screen: LoketScreen, doubted: tuple[Doubted, ...]) -> None:
    rows: list[tuple[Do, str]] = [
        (partial(screen.open_papers, sheet=queue_figures.NAME), "Angka hari ini: datang, menunggu, dilayani"),
        (partial(screen.open_papers, sheet=queue_order.NAME), "Panggilan dan nomor di luar urutan hari ini"),
        (partial(_ask_days, screen), "Rentang hari lain: angka dan di luar urutan …"),
        (partial(_ask_number, screen, _Typed()), "Jangan hitung waktu sebuah nomor …"),
        *((partial(_believe, screen, each), _counted_again(each)) for each in doubted[:_MOST]),
    ]
    more = len(doubted) - _MOST
    lines = [f"Dan {more} nomor lagi yang waktunya tidak dihitung."] if more > 0 else []
    screen.app.push_screen(Pick("Angka antrean", rows, lines=lines), do)


def _ask_days(screen: LoketScreen) -> None:
    today = screen.working.date_of(screen.desk.now())

    def wrong(typed: str) -> str:
        days = read_days(typed, today)
        if days is None:
            return f"Tulis hari pertama s.d. hari terakhir: {_DAYS}."
        return "" if (days[1] - days[0]).days < _MOST_DAYS else _TOO_MANY

    def given(typed: str | None) -> None:
        days = read_days(typed, today) if typed is not None else None
        if days is not None:
            screen.open_papers(sheet=queue_figures.NAME, days=days)

    screen.app.push_screen(Ask("Angka antrean", f"Hari apa? ({_DAYS})", save="Lihat", wrong=wrong), given)


def _counted_again(one: Doubted) -> str:
    day = short_date(date.fromisoformat(one.day))
    return f"Hitung lagi waktu {one.number} {day} ({one.reason})"


def _ask_number(screen: LoketScreen, typed: _Typed, fault: str = "") -> None:
    def wrong(number: str) -> str:
        return "" if _meant(screen, number) is not None else f"Belum terbaca. {_NUMBER}."

    def given(number: str | None) -> None:
        if number is not None:
            _ask_reason(screen, replace(typed, number=number))

    title = "Jangan hitung waktu sebuah nomor"
    ask = Ask(title, _NUMBER, initial=typed.number, save="Lanjut", fault=fault, wrong=wrong)
    screen.app.push_screen(ask, given)


def _meant(screen: LoketScreen, typed: str) -> tuple[str, date] | None:
    """The number and the day that somebody typed; None for what is none."""
    number, _, day = typed.strip().partition(" ")
    today = screen.working.date_of(screen.desk.now())
    when = read_date(day, today) if day.strip() else today
    return (number, when) if number and when is not None else None


def _ask_reason(screen: LoketScreen, typed: _Typed, fault: str = "") -> None:
    meant = _meant(screen, typed.number)
    if meant is None:
        return
    number, day = meant

    def given(reason: str) -> None:
        failed = partial(_ask_again, screen, replace(typed, reason=reason))
        screen.act(lambda: doubting.doubt(screen.desk, screen.who, day, number, reason), done, failed)

    def done(found: Doubted) -> None:
        screen.changed()
        screen.say(f"Waktu {found.number} tidak dihitung dalam angka antrean. F9 urung.")

    label = "Mengapa? (tidak tampak dalam laporan)"
    title = f"Waktu {number.upper()} tidak dihitung"
    ask = Ask(title, label, initial=typed.reason, save="Jangan hitung", fault=fault)
    screen.ask(0, f"jangan hitung {number} {day}", ask, given)


def _ask_again(screen: LoketScreen, typed: _Typed, error: Exception) -> None:
    """Ask once more for what was wrong; all that was typed stands there."""
    faults = error.faults if isinstance(error, Invalid) else {}
    if REASON in faults:
        _ask_reason(screen, typed, faults[REASON])
    elif doubting.NUMBER in faults:
        _ask_number(screen, typed, faults[doubting.NUMBER])


def _believe(screen: LoketScreen, one: Doubted) -> None:
    def done(_: object) -> None:
        screen.changed()
        screen.say(f"Waktu {one.number} dihitung lagi.")

    screen.act(lambda: doubting.believe(screen.desk, screen.who, one.ticket), done)
