"""The figures of days of the queue as a paper: how many came, how long that took. It names nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from loket.flow.queue.figures import AtCounter, Came, Measured, QueueFigures
from loket.flow.queue.legs import Fate
from loket.lengths import MINUTE, SECOND
from loket.office.model import Office
from loket.paper.layout import centred, facts, hanging, letterhead, moment, page, wrap
from loket.sla.words import long_date, short_length
from loket.text import pad

NAME, OWN = "angka antrean", "angka saya"
_LEFT_OUT = "tidak dihitung"
_LABEL = 11
_HOUR_WIDTHS = (9, 8, 10, 15, 15, 15)
MEASURED = (
    "Yang dipindahkan ke keperluan lain dihitung di tiap keperluan, sejak dipindahkan. Menunggu: dari nomor"
    " diberikan sampai panggilan yang didatangi. Dilayani: selama orangnya di loket, tanpa waktu ditahan."
    " Tengah: separuhnya tidak lebih lama dari itu."
)
COUNTERS = (
    "Ada kerjanya: dari tindakan pertama sampai terakhir di loket itu tiap hari, dalam jam layanan, di luar"
    " tutup sementara; tanpa nomor: dari itu, selama tidak ada yang dipanggil atau dilayani. Pekerjaan lain"
    " di loket, seperti memeriksa berkas, tidak tampak di sini."
)


def period_words(first: date, last: date) -> str:
    """`Rabu, 18 November 2026`, with another last day both."""
    return long_date(first) if first == last else f"{long_date(first)} sampai {long_date(last)}"


def errand_name(office: Office, errand: str) -> str:
    """What people come for, as the office calls it; its id once it was taken out."""
    return office.errands[errand].name if errand in office.errands else errand


def counter_name(office: Office, station: str) -> str:
    """A counter as the office calls it; its id once it was taken out."""
    counter = office.counter(station)
    return counter.name if counter is not None else f"Loket {station}"


def queue_figures(office: Office, first: date, last: date, at: int, of: QueueFigures) -> str:
    """The figures of these days, made at that instant (ms UTC), as plain text, 72 columns wide."""
    handed_on = ""
    if of.handed_on:  # each is counted where it came from too, so that more came than there are numbers
        handed_on = f", {of.handed_on} kali dipindahkan: {of.every.count} kali datang"
    return page(
        letterhead(office),
        [*centred(NAME.upper()), *centred(period_words(first, last))],
        facts(
            [
                ("Dibuat", moment(at, office)),
                ("Hari dengan nomor", str(of.days) if first != last else ""),
                ("Nomor", f"{of.numbers}{handed_on}"),
            ]
        ),
        ["SEMUA", *_came(of.every)],
        _under("MENURUT KEPERLUAN", [[errand_name(office, each.key), *_came(each)] for each in of.lines]),
        ["MENURUT JAM DATANG", *_hours(of.hours)] if of.hours else [],
        _under("MENURUT LOKET", [_at_counter(office, each) for each in of.counters]),
        ["WAKTU YANG TIDAK DIHITUNG", *_doubtful(of)],
        [*wrap(MEASURED), *wrap(COUNTERS)],
    )


def own_figures(office: Office, day: date, at: int, of: QueueFigures) -> str:
    """The figures of those whom one person served on a day: for that person alone."""
    return page(
        [*centred(OWN.upper()), *centred(long_date(day))],
        facts([("Sampai", moment(at, office)), ("Nomor", str(of.numbers))]),
        ["SEMUA", *_times(of.every.wait, of.every.service)] if of.numbers else ["Belum ada yang dilayani."],
        _under(
            "MENURUT KEPERLUAN",
            [
                [f"{errand_name(office, each.key)}: {each.count}", *_times(each.wait, each.service)]
                for each in of.lines
            ],
        ),
        ["WAKTU YANG TIDAK DIHITUNG", *_doubtful(of)],
        wrap("Hanya nomor yang Anda layani; program memperlihatkannya hanya kepada Anda."),
        wrap(MEASURED),
    )


def length_words(length: int) -> str:
    """A length (ms) to the minute; one of less than that to the second."""
    return short_length(length) if length >= MINUTE else f"{length // SECOND} dtk"


def _under(title: str, parts: Iterable[list[str]]) -> list[str]:
    """Parts beneath a title, an empty line between them."""
    lines = [line for part in parts for line in ("", *part)]
    return [title, *lines[1:]] if lines else []


def _labelled(label: str, words: str) -> list[str]:
    return hanging(f"  {pad(label, _LABEL)}", words)


def _came(row: Came) -> list[str]:
    told = ", ".join(f"{fate} {count}" for fate, count in row.fates.items())
    return [
        *_labelled("datang", f"{row.count}{f': {told}' if told else ''}"),
        *_times(row.wait, row.service),
    ]


def _times(wait: Measured, service: Measured) -> list[str]:
    return [*_labelled("menunggu", _measured(wait)), *_labelled("dilayani", _measured(service))]


def _measured(lengths: Measured) -> str:
    out = f"{lengths.left_out} {_LEFT_OUT}" if lengths.left_out else ""
    if not lengths.count:
        return out or "belum ada"
    mean, middle, ninth = map(length_words, (lengths.mean, lengths.middle, lengths.ninth))
    told = f"rata-rata {mean}, tengah {middle}, 9 dari 10 sampai {ninth}"
    return f"{told} ({out})" if out else told


def _at_counter(office: Office, row: AtCounter) -> list[str]:
    absent = f", {row.absent} kali tidak hadir" if row.absent else ""
    free = f"ada kerjanya {length_words(row.attended)}, tanpa nomor {length_words(row.idle)}"
    return [
        counter_name(office, row.key),
        *_labelled("nomor", f"dipanggil {row.called}, dilayani {row.served}{absent}"),
        *_times(row.wait, row.service),
        *_labelled("loket", free),
    ]


def _hours(rows: Iterable[Came]) -> Iterator[str]:
    """A table: who came in which hour, how long that took on the average, how long counters were free."""
    yield _cells("Jam", "Datang", "Dilayani", "Menunggu", "Lama dilayani", "Tanpa nomor")
    for row in rows:
        times = (length_words(each.mean) if each.count else "–" for each in (row.wait, row.service))
        served = str(row.fates.get(Fate.SERVED, 0))
        idle = length_words(row.idle) if row.idle else "–"
        yield _cells(hour_words(row.key), str(row.count), served, *times, idle)
    yield "Menunggu dan lama dilayani: rata-rata. Tanpa nomor: semua loket bersama."


def hour_words(hour: str) -> str:
    """`08–09`: an hour of the day."""
    return f"{hour}–{int(hour) + 1:02}"


def _cells(*words: str) -> str:
    """The first at the left, all others at the right of their columns."""
    first, *others = zip(words, _HOUR_WIDTHS, strict=True)
    return pad(*first) + "".join(pad(text, width, "right") for text, width in others)


def _doubtful(of: QueueFigures) -> list[str]:
    if not of.doubtful:
        return ["tidak ada"]
    waits, services = of.every.wait.left_out, of.every.service.left_out
    told = (
        f"{of.doubtful} nomor; {waits} kali waktu menunggu dan {services} kali waktu dilayani tidak masuk"
        " rata-rata. Satu nomor dapat punya beberapa sebab:"
    )
    rows = (hanging(f"{count:4}  ", reason) for reason, count in of.reasons.items())
    return [*wrap(told), *(line for row in rows for line in row)]
