"""What a service asks for: read at a kiosk, taken home from its printer, or by a QR code on a telephone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from loket.office.model import Office
from loket.paper import escpos
from loket.paper.escpos import WIDTH, Align
from loket.paper.layout import hanging, moment, page, wrap

MOST_LETTERS = 300
"""How much a QR code holds of the list itself."""
_FEWEST_LETTERS, _FEWER = 60, 2
"""With how few, and by how many fewer each time, the list is parted where there is no room for such codes."""
_UNSURE = "Belum semuanya dipastikan kantor; bila ragu, tanyakan di loket."


@dataclass(frozen=True, slots=True)
class Needed:
    """One thing to bring; its `shape` (`fotokopi, 2 lembar`), `only` for which kinds, `when`, and a `note`.

    These may be empty.
    """

    name: str
    obligatory: bool
    shape: str = ""
    only: str = ""
    when: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Requirements:
    """What a `service` asks for, read at `at` (ms UTC); `page`: where on the web it stands, if anywhere.

    `sure`: the office says so of all of it.
    """

    service: str
    needed: tuple[Needed, ...]
    at: int
    page: str = ""
    sure: bool = True


def requirement_lines(asked: Requirements, width: int) -> list[str]:
    """The list in lines of that width: what has to be there, then what is brought if there is any."""
    groups = [("WAJIB", [n for n in asked.needed if n.obligatory])]
    groups.append(("BILA ADA", [n for n in asked.needed if not n.obligatory]))
    lines, numbers = list[str](), count(1)
    for title, needed in groups:
        lines += [title] if needed else []
        lines += [line for each in needed for line in hanging(f"{next(numbers):2}. ", _words(each), width)]
    return lines if asked.sure else [*lines, "", *wrap(_UNSURE, width)]


def slip(office: Office, asked: Requirements) -> str:
    """The list as plain text for the roll of a kiosk's printer."""
    return page(wrap(office.short, WIDTH), *_below(office, asked))


def on_roll(office: Office, asked: Requirements) -> bytes:
    """The list for a receipt printer; the page on the web as a code too."""
    return escpos.roll(
        escpos.lines(wrap(office.short, WIDTH), Align.CENTRE, bold=True),
        *(escpos.lines(["", *block]) for block in _below(office, asked)),
        *([escpos.qr(asked.page)] if asked.page else []),
    )


def for_telephone(asked: Requirements) -> Iterator[tuple[str, ...]]:
    """What codes may hold, the fewest first: the page, else the whole list, in ever more and shorter parts.

    The things are numbered as where the list is read, so that whoever lacks a part sees it.
    """
    if asked.page:
        yield (asked.page,)
        return
    needed = sorted(asked.needed, key=lambda each: not each.obligatory)
    lines = [f"{at}. {each.name}{_condition(each)}" for at, each in enumerate(needed, 1)]
    found = tuple[str, ...]()
    for most in range(MOST_LETTERS, _FEWEST_LETTERS, -_FEWER):
        before, found = found, _parts(asked.service, lines, most)
        if found != before and max(map(len, found)) <= MOST_LETTERS:
            yield found


def _parts(service: str, lines: list[str], most: int) -> tuple[str, ...]:
    """The list in parts of at most so many letters, where no line alone has more."""
    parts: list[list[str]] = [[]]
    room = most - len(f"Syarat {service} 1/9:")
    for line in lines:
        if parts[-1] and sum(len(each) + 1 for each in (*parts[-1], line)) > room:
            parts.append([])
        parts[-1].append(line)
    which = [f" {at}/{len(parts)}" if parts[1:] else "" for at in range(1, len(parts) + 1)]
    return tuple("\n".join([f"Syarat {service}{at}:", *part]) for at, part in zip(which, parts, strict=True))


def _below(office: Office, asked: Requirements) -> list[list[str]]:
    """What stands below the office's name."""
    return [
        wrap(f"Syarat {asked.service}", WIDTH),
        requirement_lines(asked, WIDTH),
        wrap(asked.page, WIDTH),
        wrap(moment(asked.at, office), WIDTH),
    ]


def _words(needed: Needed) -> str:
    shape = f" ({needed.shape})" if needed.shape else ""
    only = f", hanya {needed.only}" if needed.only else ""
    when = f", bila {needed.when}" if needed.when else ""
    note = f". {needed.note}" if needed.note else ""
    return f"{needed.name}{shape}{only}{when}{note}"


def _condition(needed: Needed) -> str:
    """When it is asked for, as short as it can be told, behind its name."""
    only = ", ".join(filter(None, ("" if needed.obligatory else "bila ada", needed.only, needed.when)))
    return f" ({only})" if only else ""
