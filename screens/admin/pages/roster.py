"""Jadwal: who does not come, and who is on duty in another role, today or later."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from loket.dates import DATE_FORMS, read_date
from loket.desk import roster, uncovered
from loket.desk.errors import Invalid
from loket.desk.people import staff
from loket.desk.people.staff import Member
from loket.desk.roster import Days
from loket.office.model import short_role
from loket.sla.words import short_date
from loket.text import capitalized
from screens.admin.page import Blank, Deed, Faulty, Filling, Item, Listing, Now, Page, Prepared, Typed
from screens.admin.pages.counters import role_options
from screens.widgets.columns import Column

_FORMS = f"hari ini, besok, lusa, {DATE_FORMS}"
_OTHER = ("", "lainnya")
_WHY = "Untuk riwayat; yang pribadi tidak perlu disebut."
_NO_DATE = f"Bukan tanggal. Tulis {_FORMS}."


def read(now: Now) -> Listing:
    """What holds today or later, by the date on which it begins."""
    people, day = staff.staff(now.desk, now.who), today(now)
    items = [_item(now, day, people, days) for days in roster.coming(now.desk, now.who)]
    duty = [] if items else [on_duty(lambda: entering(now, day, people, duty=True))]
    deeds = (
        Deed("f3", "Tidak masuk", does="away", fill=lambda: entering(now, day, people)),
        *duty,
        Deed("f7", "Riwayat jadwal", does="more", tells=lambda: _history(now)),
    )
    return Listing(items, deeds)


def on_duty(fill: Callable[[], Filling]) -> Deed:
    """Who is on duty, entered with F8."""
    return Deed("f8", "Piket", does="on duty", fill=fill)


def covering(now: Now, role: str, first: date, last: date) -> Filling:
    """The form for who has a role on these days, which nobody has then."""
    people = staff.staff(now.desk, now.who)
    return entering(now, today(now), people, duty=True, role=role, first=first, last=last)


def _beside(now: Now, day: date, people: Sequence[Member], days: Days) -> Filling:
    """The form for who is on duty besides: instead of who is away, or the same person in another role."""
    first = max(days.first, day)
    if days.role:
        return entering(now, day, people, days.person, duty=True, first=first, last=days.last)
    lacking = [each.role for each in uncovered.coming(now.desk) if days.name in each.missed]
    own = next((member.roles for member in people if member.id == days.person), ())
    roles = lacking or (own if len(own) == 1 else [""])
    return entering(
        now,
        day,
        [member for member in people if member.id != days.person],
        duty=True,
        role=roles[0],
        first=first,
        last=days.last,
    )


def _item(now: Now, day: date, people: Sequence[Member], days: Days) -> Item:
    what = f"piket {_role(now, days.role)}" if days.role else "tidak masuk"
    return Item(
        str(days.id),
        (days.name, what, _dates_of(days)),
        (f"{days.name}: {what}", _span(days), f"Alasan: {days.reason or '–'}"),
        (
            Deed("f6", "Cabut", does="end", prepare=lambda: _ending(now, days)),
            on_duty(lambda: _beside(now, day, people, days)),
        ),
        style="" if days.first <= day else "redup",
    )


NEWEST = 200


def _history(now: Now) -> Sequence[str]:
    found = roster.history(now.desk, now.who, NEWEST)
    return [roster.told(now.desk, changed) for changed in found] or ["Belum ada yang dicatat."]


def of_today(now: Now, day: date) -> Mapping[int, str]:
    """Who does not come today, or is on duty, in words by person."""
    found: dict[int, list[str]] = {}
    for days in roster.coming(now.desk, now.who):
        if days.first <= day <= days.last:
            what = f"piket {_role(now, days.role)}" if days.role else "tidak masuk"
            found.setdefault(days.person, []).append(what)
    return {person: ", ".join(what) for person, what in found.items()}


def _role(now: Now, role: str) -> str:
    return short_role(now.office.roles[role].name) if role in now.office.roles else role


def _span(days: Days) -> str:
    if days.first == days.last:
        return short_date(days.first)
    return f"{short_date(days.first)} s.d. {short_date(days.last)}"


def _dates_of(days: Days) -> str:
    """The same for a list: `20–22 Nov`."""
    first, last = short_date(days.first), short_date(days.last)
    if days.first == days.last:
        return first
    day, month = first.split()[1:]
    return f"{day if last.endswith(month) else f'{day} {month}'}–{' '.join(last.split()[1:])}"


def today(now: Now) -> date:
    """The office's date; not to be asked while a form is drawn."""
    return now.desk.working_time().date_of(now.desk.now())


def entering(
    now: Now,
    day: date,
    members: Sequence[Member],
    person: int | None = None,
    *,
    duty: bool = False,
    role: str = "",
    first: date | None = None,
    last: date | None = None,
) -> Filling:
    """The form for days on which one of these is away, or on duty; what is known of it is chosen already.

    `day` is today, with which it begins where `first` says no other.
    """
    begins, ends = first or day, last or first or day
    instead = first is not None and person is None  # of who is away
    whys = roster.AWAY if not duty else roster.ON_DUTY[::-1] if instead else roster.ON_DUTY
    people = [(str(member.id), member.name) for member in members if member.active]
    nobody = [] if person is not None else [("", "pilih")]
    options = [("", "pilih"), *role_options(now)]
    roles = [Blank("role", "Piket sebagai", "choice", role, options)] if duty else []
    fields = (
        Blank("person", "Petugas", "choice", str(person or ""), [*nobody, *people]),
        *roles,
        Blank("first", "Mulai", value=_typed(begins), hint=f"{capitalized(_FORMS)}."),
        Blank(
            "last",
            "Sampai",
            value="" if ends == begins else _typed(ends),
            hint="Kosong: hanya hari itu. Kalau diisi: hari terakhir, ikut dihitung.",
        ),
        Blank("reason", "Alasan", "choice", whys[0], [*((each, each) for each in whys), _OTHER], hint=_WHY),
        Blank("other", "Alasan lain", when=("reason", {_OTHER[0]}), hint="Dengan beberapa kata."),
    )

    def prepare(typed: Typed) -> Prepared:
        first, last = _dates(typed, day)
        role = typed.get("role", "")
        if not typed["person"] or (duty and not role):
            raise Faulty({"role": "Perannya belum dipilih."} if typed["person"] else {"person": _NOBODY})
        chosen, reason = int(typed["person"]), _reason(typed)
        try:
            roster.check(now.desk, chosen, first, last, reason, role=role)
        except Invalid as wrong:
            at = "other" if typed["reason"] == _OTHER[0] else "reason"
            raise Faulty(
                {at if name == "reason" else name: said for name, said in wrong.faults.items()}
            ) from None
        lacking = [] if duty else uncovered.while_away(now.desk, chosen, first, last)
        told = [uncovered.line(now.desk, each) for each in lacking]

        def do(_: str) -> str:
            done = roster.enter(now.desk, now.who, chosen, first, last, reason, role=role)
            freed = f" {done.freed} berkasnya kembali ke tumpukan." if done.freed else ""
            said = f"{dict(people)[typed['person']]} dicatat {'piket' if duty else 'tidak masuk'}.{freed}"
            return " ".join([said, *told, *([_GIVE] if told else [])])

        return Prepared(do, read=bool(told))

    return Filling("Piket" if duty else "Tidak masuk", fields, prepare, ready=person is not None and not duty)


def _reason(typed: Typed) -> str:
    """The reason that was chosen, or written. Raises Faulty."""
    if typed["reason"] != _OTHER[0]:
        return typed["reason"]
    if not typed["other"]:
        raise Faulty({"other": "Alasannya belum diisi."})
    return typed["other"]


def _typed(day: date) -> str:
    return f"{day:%d-%m-%Y}"


_NOBODY = "Petugasnya belum dipilih."
_GIVE = "Bila perlu catat piket: F8 di halaman Jadwal."


def _dates(typed: Mapping[str, str], today: date) -> Sequence[date]:
    written = {"first": typed["first"], "last": typed["last"] or typed["first"]}
    found = {name: read_date(words, today) for name, words in written.items()}
    wrong = {name: _NO_DATE for name, day in found.items() if day is None and written[name] == typed[name]}
    if wrong:
        raise Faulty(wrong)
    return [day for day in found.values() if day is not None]


def _ending(now: Now, days: Days) -> Prepared:
    def do(reason: str) -> str:
        roster.end(now.desk, now.who, days.id, reason)
        return f"{days.name}: dicabut mulai hari ini."

    return Prepared(do, (f"{days.name}: tidak berlaku lagi mulai hari ini.",), why=True)


PAGE = Page(
    "Jadwal",
    "Siapa tidak masuk, dan siapa piket dalam peran lain. Yang tidak masuk: berkasnya kembali ke tumpukan.",
    (Column("name", weight=2), Column("what", weight=1), Column("when")),
    read,
    empty="Tidak ada yang tercatat tidak masuk atau piket.",
)
