"""Petugas: who may sign in, with which roles; passwords, and who was kept waiting for wrong ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from loket.desk.errors import Invalid
from loket.desk.people import changes, passwords, staff
from loket.desk.people.staff import Member
from loket.desk.words.changes import told
from loket.people import is_nip, show_number
from loket.text import ended
from screens.admin.documents import UNCHANGED
from screens.admin.page import NO, YES, Blank, Deed, Filling, Item, Listing, Now, Page, Prepared, Typed
from screens.admin.pages import roster
from screens.admin.pages.counters import role_names, role_options
from screens.widgets.columns import Column
from screens.widgets.several import BETWEEN

_SEATS = "Spasi memilih; boleh beberapa. Loketnya dipilih saat masuk, menurut perannya."
_DIFFER = "Yang kedua berbeda dari yang pertama."
_ASKED = "diminta yang bersangkutan"
_OWN = "Sesudah masuk ia dapat menggantinya sendiri: F10, Ganti kata sandi."


def read(now: Now) -> Listing:
    """Everybody, those who may sign in first."""
    people, day = staff.staff(now.desk, now.who), roster.today(now)
    listed = roster.of_today(now, day)
    return Listing([_item(now, day, member, listed.get(member.id, "")) for member in people], [adding(now)])


NEWEST = 200


def _history(now: Now) -> Sequence[str]:
    return [told(now.desk, change) for change in changes.of_staff(now.desk, now.who, NEWEST)]


def _item(now: Now, day: date, member: Member, listed: str) -> Item:
    roles = role_names(now, member.roles)
    number = show_number(member.nip)
    return Item(
        str(member.id),
        (member.name, number, listed or roles),
        (
            member.name,
            f"NIP {number}" if is_nip(member.nip) else number,
            f"Peran: {ended(roles)}",
            f"Hari ini {ended(listed)}" if listed else "",
        ),
        (
            Deed("f4", "Ubah", does="change", fill=lambda: _changing(now, member)),
            _stopping(now, member),
            Deed("f7", "Kata sandi baru", does="more", fill=lambda: _new_password(now, member)),
            Deed(
                "f7",
                "Boleh langsung mencoba lagi sesudah salah kata sandi",
                does="more",
                prepare=lambda: _free(now, member),
                answer="Boleh",
            ),
            *_on_roster(now, day, member),
            Deed("f7", "Riwayat petugas", does="more", tells=lambda: _history(now)),
        ),
        group="Boleh masuk" if member.active else "Tidak boleh masuk lagi",
        style="" if member.active else "redup",
    )


def _fields(now: Now, member: Member | None = None, role: str = "") -> tuple[Blank, ...]:
    has_nip = member is None or is_nip(member.nip)
    held = member.roles if member is not None else tuple(filter(None, [role]))
    options = role_options(now)
    options += [(role, f"{role} (tidak ada lagi)") for role in held if role not in now.office.roles]
    roles = BETWEEN.join(role for role, _ in options if role in held)
    return (
        Blank("name", "Nama", value=member.name if member is not None else ""),
        Blank(
            "has_nip",
            "Punya NIP",
            "flag",
            YES if has_nip else NO,
            hint="Tenaga kontrak: Tidak, dengan nomor kantor.",
        ),
        Blank(
            "nip", "NIP / no. pegawai", value=member.nip if member is not None else "", hint="NIP: 18 angka."
        ),
        Blank(
            "roles",
            "Peran",
            "several",
            roles,
            options,
            hint=_SEATS,
        ),
    )


_PASSWORDS = (
    Blank("password", "Kata sandi", "password", hint=_OWN),
    Blank("again", "Sekali lagi", "password", hint=_OWN),
)


def adding(now: Now, role: str = "") -> Deed:
    """Somebody new, in that role to begin with."""

    def prepare(typed: Typed) -> Prepared:
        _same(typed)

        def do(reason: str) -> str:
            staff.add(
                now.desk,
                now.who,
                nip=typed["nip"],
                name=typed["name"],
                password=typed["password"],
                roles=_roles(typed),
                without_nip=typed["has_nip"] == NO,
                reason=reason,
            )
            return f"{typed['name']} sudah dapat masuk."

        return Prepared(do)

    filling = Filling("Petugas baru", (*_fields(now, role=role), *_PASSWORDS), prepare, why=True)
    return Deed("f3", "Tambah", does="add", fill=lambda: filling)


def _changing(now: Now, member: Member) -> Filling:
    def prepare(typed: Typed) -> Prepared:
        def do(reason: str) -> str:
            differs = staff.change(
                now.desk,
                now.who,
                member.id,
                nip=typed["nip"] if typed["nip"] != member.nip else None,
                name=typed["name"],
                roles=_roles(typed),
                without_nip=typed["has_nip"] == NO,
                reason=reason,
            )
            return f"{typed['name']} diubah." if differs else UNCHANGED

        return Prepared(do)

    return Filling(member.name, _fields(now, member), prepare, why=True)


def _roles(typed: Typed) -> Sequence[str]:
    return typed["roles"].split(BETWEEN) if typed["roles"] else ()


def _stopping(now: Now, member: Member) -> Deed:
    active = not member.active

    def do(reason: str) -> str:
        staff.change(now.desk, now.who, member.id, active=active, reason=reason)
        return f"{member.name} {'boleh masuk lagi' if active else 'tidak dapat masuk lagi'}."

    def prepare() -> Prepared:
        line = f"{member.name} tidak dapat masuk lagi; berkas di tangannya dapat diambil alih penyelia."
        return Prepared(do, (f"{member.name} boleh masuk lagi." if active else line,), why=True)

    if active:
        return Deed("f6", "Izinkan", does="allow", prepare=prepare)
    return Deed("f6", "Hentikan", does="stop", prepare=prepare)


def _on_roster(now: Now, day: date, member: Member) -> tuple[Deed, ...]:
    why = None if member.active else "tidak lagi masuk ke Loket"
    away = partial(roster.entering, now, day, (member,), member.id)
    on_duty = partial(roster.entering, now, day, (member,), member.id, duty=True)
    return (
        Deed("f7", "Tidak masuk hari ini, atau beberapa hari", does="more", fill=away, why=why),
        Deed("f7", "Piket dalam peran lain", does="more", fill=on_duty, why=why),
    )


def _new_password(now: Now, member: Member) -> Filling:
    def prepare(typed: Typed) -> Prepared:
        _same(typed)

        def do(reason: str) -> str:
            staff.set_password(now.desk, now.who, member.id, typed["password"], reason)
            return f"Kata sandi {member.name} sudah diganti."

        return Prepared(do)

    return Filling(f"Kata sandi baru untuk {member.name}", _PASSWORDS, prepare, why=True)


def _same(typed: Typed) -> None:
    if typed["password"] != typed["again"]:
        raise Invalid({"again": _DIFFER})


def _free(now: Now, member: Member) -> Prepared:
    def do(reason: str) -> str:
        lifted = passwords.lift(now.desk, now.who, member.id, reason)
        return f"{member.name} boleh langsung mencoba lagi." if lifted else "Tidak ada yang ditahan."

    line = f"{member.name} tidak perlu menunggu lagi sesudah salah kata sandi."
    return Prepared(do, (line,), why=True, offers=_ASKED)


PAGE = Page(
    "Petugas",
    "Yang boleh masuk, dan peran masing-masing.",
    (Column("name", weight=2), Column("number", from_width=66), Column("roles", weight=1)),
    read,
    help=(
        "Peran menentukan layar dan apa yang boleh dikerjakan. Loketnya dipilih sendiri saat masuk,",
        "dari loket yang menerima perannya (halaman Loket).",
    ),
)
