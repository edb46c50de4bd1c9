"""Between a form and the office's documents: typed values, edits of them, faults at the fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

from loket.dates import DATE_FORMS, read_date, read_span
from loket.desk.calendar.move_words import move_rows, moves_told
from loket.desk.calendar.moving import Moved
from loket.desk.edition.changing import Proposal, accept, propose
from loket.desk.edition.install import Installed
from loket.office.differences import called
from loket.office.editing import Add, Edit, Place, Put, Value, entries, label_of, new_label
from loket.office.reading import ProfileFaults
from loket.office.shelf import PROFILE, Key, place_of
from loket.sop.faults import Fault
from loket.text import capitalized
from screens.admin.names import by_names
from screens.admin.page import NO, YES, Blank, Faulty, Kind, Now, Prepared, Typed
from screens.widgets.several import BETWEEN

UNCHANGED = "Tidak ada yang berubah."
NOTHING = "\0"
"""What no field ever holds."""
_TO_TELL = " Siapa yang perlu diberi tahu: penyelia, Ctrl+N, Janji kepada pemohon."
_PAIR = re.compile(r"\s*=\s*")
CLOSED = "tutup"
_CLOSED = frozenset({"", "-", CLOSED, "libur"})
_AS_ABOVE = frozenset({"=", "sda", "seperti di atas"})


def profile(now: Now) -> Key:
    """The document that is the office's profile."""
    return PROFILE, now.office.id


def prepared(now: Now, edits: Sequence[Edit], said: str, at: Place | None = None) -> Prepared:
    """A change of the documents, told before; what is wrong stands at the fields of the table `at`.

    Raises Faulty, and as `propose`.
    """
    if not edits:
        return Prepared(lambda _: UNCHANGED)
    with refusing(now, at):
        proposal = propose(now.desk, now.seen, edits)
    return of_proposal(now, proposal, said)


@contextmanager
def refusing(now: Now, at: Place | None = None) -> Iterator[None]:
    """What is wrong with documents stands at the fields of the table `at`, or in lines. Raises Faulty."""
    try:
        yield
    except ProfileFaults as wrong:
        raise _faulty(wrong.faults, at, now) from None


def of_proposal(
    now: Now, proposal: Proposal, said: str, install: Callable[[str], Installed | None] | None = None
) -> Prepared:
    """What was proposed, to be told before and installed, with the reason; `install` where it does more."""
    if not proposal.plan.differences:
        return Prepared(lambda _: UNCHANGED)

    def do(reason: str) -> str:
        done = install(reason) if install is not None else accept(now.desk, now.who, proposal, reason)
        return said if done is None else f"{said} Edisi {done.number} berlaku.{to_tell(done.moved)}"

    return Prepared(do, tuple(_told(now, proposal)), why=True, moves=moves_told(proposal.plan.moved))


def _told(now: Now, proposal: Proposal) -> Iterable[str]:
    if proposal.since:
        yield "Sementara itu diubah admin lain:"
        yield from (f"  {line}" for line in proposal.since)
        yield "Yang Anda ubah:"
    yield from proposal.plan.differences
    yield from proposal.plan.warnings
    yield from (f"Perhatikan: {by_names(doubt.wrong, now)}." for doubt in proposal.doubts)
    if kept := proposal.plan.kept:
        yield f"{kept} berkas yang sudah berjalan tetap menurut SOP dan formulir yang lama."
    yield from moved_lines(now, proposal.plan.moved)


def to_tell(moved: Sequence[Moved]) -> str:
    """Where the list of applicants is who are to be told that their date moved; empty where none did."""
    return _TO_TELL if any(m.promised for m in moved) else ""


def moved_lines(now: Now, moved: Sequence[Moved]) -> Iterator[str]:
    """Which deadlines move, below what moves them; no line where none does."""
    if moved:
        yield "Yang bergeser:"
        yield from move_rows(moved, now.desk.working_time())


def _faulty(faults: Iterable[Fault], at: Place | None, now: Now) -> Faulty:
    """Each fault at its field, where it has one in the table `at`; the others in lines."""
    fields, lines = dict[str, str](), list[str]()
    for fault in faults:
        name = _field(fault, at)
        wrong, right = (by_names(words, now) for words in (fault.wrong, fault.right))
        sentence = f"{capitalized(wrong)}. Seharusnya: {right}."
        if name:
            fields.setdefault(name, sentence)
        else:
            place = _place_words(fault, now)
            told = wrong.casefold().startswith(place.casefold())
            lines.append(sentence if told else f"{place}: {wrong}. Seharusnya: {right}.")
    return Faulty(fields, lines)


def _place_words(fault: Fault, now: Now) -> str:
    """Where a fault is, for who never saw the document: `Loket 2, peran`."""
    files = {place_of(*key): key for key in now.seen.texts}
    key = files.get(fault.file)
    document = called(key, now.seen.texts[key]) if key is not None else fault.file.removesuffix(".toml")
    where = re.sub(r"(\w+)\[([^\]]*)\]", lambda found: _entry_words(now, key, *found.groups()), fault.key)
    where = where.replace(".", ", ").replace("_", " ")
    own = key == profile(now) and where
    return capitalized(where if own else f"{document}: {where}" if where else document)


def _entry_words(now: Now, key: Key | None, section: str, label: str) -> str:
    """An entry by its name, where the documents in force have it."""
    known = entries(now.seen.texts, key, section) if key in now.seen.texts and key is not None else ()
    entry = next((entry for entry in known if label_of(entry) == label), {})
    name = str(entry.get("nama") or entry.get("label") or label)
    return name if name.casefold().startswith(section) else f"{section} {name}"


def _field(fault: Fault, at: Place | None) -> str:
    """The key of the table `at` to which a fault belongs; empty where it is of another."""
    if at is None or fault.file != place_of(*at.key):
        return ""
    if not at.label:
        path, _, key = fault.key.rpartition(".")
        return key if path == at.section else ""
    found = re.fullmatch(rf"{re.escape(at.section)}\[(.*)\]\.(\w+)(\.\w+)*", fault.key)
    here = found is not None and (found[1] in (at.label, at.label.partition("/")[2]) or found[1][:1] == "#")
    return found[2] if found is not None and here else ""


def put(at: Place, entries: Sequence[Blank], typed: Typed) -> list[Edit]:
    """The edit that makes a table hold what was typed; none where it does. Raises Faulty."""
    values = _written(entries, typed)
    return [Put(at, values)] if values else []


def add(at: Place, entries: Sequence[Blank], typed: Typed, **more: Value) -> Add:
    """The edit that writes a new entry of what was typed, and `more` before it. Raises Faulty."""
    blank = [entry if entry.kind == "flag" else replace(entry, value=NOTHING) for entry in entries]
    written = {key: value for key, value in _written(blank, typed).items() if value is not None}
    return Add(at, {**more, **{key: value for key, value in written.items() if key not in more}})


def new_id(name: str, known: Iterable[Mapping[str, Any]], key: str = "id") -> str:
    """An id for a new entry, made of its name."""
    return new_label(name, (str(entry.get(key, "")) for entry in known))


def _written(entries: Sequence[Blank], typed: Typed) -> dict[str, Value | None]:
    """The values of the fields that were changed, as a document has them. Raises Faulty."""
    values, wrong = dict[str, Value | None](), dict[str, str]()
    typed = _as_above(entries, typed)
    for entry in entries:
        if entry.name in typed and (words := _as_kept(entry, typed[entry.name])) != entry.value:
            try:
                values[entry.name] = _value(entry.kind, words)
            except ValueError as said:
                wrong[entry.name] = str(said)
    if wrong:
        raise Faulty(wrong)
    return values


def _as_above(entries: Sequence[Blank], typed: Typed) -> Typed:
    """What was typed, with the hours of the field above where a day is to have the same."""
    found, above = dict(typed), ""
    for entry in entries:
        words = found.get(entry.name, "")
        if entry.kind == "hours" and above and words.strip().casefold() in _AS_ABOVE:
            found[entry.name] = above
        above = found.get(entry.name, "") if entry.kind == "hours" else ""
    return found


def _as_kept(entry: Blank, words: str) -> str:
    return words.upper() if entry.capitals else words


def _value(kind: Kind, words: str) -> Value | None:
    """What was typed as a document has it; None for nothing. Raises ValueError with a sentence."""
    match kind:
        case "number":
            return int(words) if words else None
        case "flag":
            return words == YES
        case "several":
            return words.split(BETWEEN) if words else []
        case "facts":
            return _facts(words)
        case "lines":
            return [line.strip() for line in words.splitlines() if line.strip()]
        case "pairs":
            return _pairs(words)
        case "hours":
            return _hours(words)
        case "date":
            return _date(words)
    return words or None


def spans(words: str) -> list[str]:
    """The spans of a day as they were typed, none where it is closed."""
    typed = words.strip().rstrip(".,;")
    return [] if typed.casefold() in _CLOSED else re.split(r"\s*[,;]\s*", typed)


_HOURS = "Tulis misalnya 07.30-12.00, 13.00-16.00; bila tutup: tutup."


def _hours(words: str) -> list[str]:
    """The spans of a day, all written alike. Raises ValueError with a sentence."""
    found, end = list[str](), 0
    for typed in spans(words):
        span = read_span(typed)
        if span is None:
            raise ValueError(f"“{typed}” bukan jam. {_HOURS}")
        if span[0] < end:
            raise ValueError(f"“{typed}” bertumpuk dengan jam sebelumnya. {_HOURS}")
        end = span[1]
        found.append("-".join(f"{minutes // 60:02}.{minutes % 60:02}" for minutes in span))
    return found


def _date(words: str) -> date | None:
    day = read_date(words) if words else None
    if words and day is None:
        raise ValueError(f"“{words}” bukan tanggal. Tulis {DATE_FORMS}.")
    return day


def _facts(words: str) -> Mapping[str, list[str]] | None:
    """A condition: of each fact the values that were chosen."""
    found = dict[str, list[str]]()
    for name, _, value in (chosen.partition("=") for chosen in words.split(BETWEEN) if chosen):
        found.setdefault(name, []).append(value)
    return found or None


def _pairs(words: str) -> Mapping[str, str] | None:
    """Choices, a line each: `hotel = Hotel`, or only the words, of which an id is made."""
    found = dict[str, str]()
    for line in filter(str.strip, words.splitlines()):
        left, *right = _PAIR.split(line.strip(), 1)
        found[left if right else new_label(left, found)] = right[0] if right else left
    return found or None


def as_typed(kind: Kind, value: Any, default: str = "") -> str:
    """A value of a document as it is typed; `default` where the document has none."""
    match value:
        case None:
            return default
        case bool():
            return YES if value else NO
        case date():
            return f"{value:%d-%m-%Y}"
        case [] if kind == "hours":
            return CLOSED
        case list():
            between = {"hours": ", ", "lines": "\n"}.get(kind, BETWEEN)
            return between.join(map(str, value))
        case dict() if kind == "facts":
            asked = {name: [v] if isinstance(v, str) else v for name, v in value.items()}
            return BETWEEN.join(f"{name}={each}" for name, values in asked.items() for each in values)
        case dict():
            return "\n".join(f"{key} = {words}" for key, words in value.items())
    return str(value)


def filled(entry: Blank, values: Mapping[str, Any]) -> Blank:
    """The field with what stands in the document; an entry's own value is what holds where nothing does."""
    value = as_typed(entry.kind, values.get(entry.name), entry.value)
    if entry.kind in ("several", "facts"):
        chosen, known = value.split(BETWEEN), [kept for kept, _ in entry.options]
        others = tuple((kept, kept) for kept in chosen if kept and kept not in known)
        options = (*entry.options, *others)
        return replace(entry, options=options, value=BETWEEN.join(k for k, _ in options if k in chosen))
    if entry.kind == "choice" and value not in [kept for kept, _ in entry.options]:
        return replace(entry, options=((value, value or "—"), *entry.options), value=value)
    return replace(entry, value=value)
