"""Perlu dilengkapi: what is still to be filled in or confirmed; Enter leads there, F8 confirms it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from loket.desk.backup.latest import latest
from loket.desk.edition import beside
from loket.desk.edition.unsure import About, Matter, matters
from loket.desk.tasks import daily
from loket.desk.tasks.words import backup_words
from loket.flow.acts import Right
from loket.office.shelf import FORM
from loket.text import capitalized
from screens.admin.documents import of_proposal, prepared, refusing
from screens.admin.page import Deed, Item, Listing, Now, Page, Prepared
from screens.admin.pages import people, roster, upkeep
from screens.admin.pages.forms import sourcing
from screens.widgets.columns import Column

PLACES: Mapping[About, str] = {
    About.PEOPLE: "Petugas",
    About.ROLE: "Petugas",
    About.ERRAND: "Keperluan",
    About.ROSTER: "Jadwal",
    About.COUNTER: "Loket",
    About.HOURS: "Jam",
    About.DAYS: "Hari libur",
    About.OFFICE: "Pengaturan",
    About.SERVICE: "Layanan",
    About.FORM: "Syarat",
}
"""The page on which each is seen to."""
_OF_OFFICE = (
    ("formulir “", "Syarat"),
    ("sop “", "SOP"),
    ("bukan kewenangan", "Bukan di sini"),
    ("loket", "Loket"),
    ("langkah", "SOP"),
)
"""Where a sentence about the office leads that is of no setting, by a word in it."""
_ALONE = "Cadangan belum dibuat dengan sendirinya tiap hari."
_NOW = "F8: membuatnya sekarang."
_DAILY = "Supaya dibuat sendiri tiap hari: docs/cadangan.md. F7: sudah, dengan cara lain."
_LEAVES = ("Kantor tetap menurut dokumen yang berlaku. Foldernya tidak diubah.",)
_HOW_NEW = {
    About.PEOPLE: "F3: menambah admin. Enter: memberi peran itu kepada petugas yang sudah ada.",
    About.ROLE: "F3: menambah petugas dengan peran itu.",
}
_HOW_ALLOWED = "F8: peran itu boleh memanggil nomor. Enter: memilih peran lain."
_HOW = {True: "Enter: ke tempatnya. F8: sudah pasti seperti tertulis.", False: "Enter: ke tempatnya."}


def read(now: Now) -> Listing:
    """The matters, what hinders the work first; behind those of people that there is no backup."""
    found = matters(now.desk, now.seen)
    items = [_item(now, matter) for matter in found]
    first = [at for at, matter in enumerate(found, 1) if matter.about in (About.PEOPLE, About.ROLE)]
    behind = max(first, default=0)
    return Listing([*items[:behind], *_of_backup(now), *items[behind:]])


def _of_backup(now: Now) -> Sequence[Item]:
    """That the office has no backup, or none of late, or that none is made unless somebody thinks of it."""
    kept, alone = latest(now.desk), daily.nobody_sees_to_it(now.desk)
    if not (kept.wanted or alone):
        return ()
    words = f"{capitalized(backup_words(kept))}." if kept.wanted else _ALONE
    how = [_NOW, *([_DAILY] if alone else [])]
    deeds = (
        Deed("f4", "Ke sana", does="go there", goes=(upkeep.PAGE.name, upkeep.BACKUP_ROW)),
        upkeep.backing_up(now),
        *([_otherwise(now)] if alone else []),
    )
    return [Item(upkeep.BACKUP_ROW, (words,), (words, *how), deeds)]


def _otherwise(now: Now) -> Deed:
    """Who has them made by a program of their own says so, and which."""

    def said(reason: str) -> str:
        daily.otherwise(now.desk, now.who, reason)
        return "Cadangan dibuat dengan cara lain. Bila terlambat, disebut lagi di sini."

    label = "Dibuat tiap hari dengan cara lain"
    asked = Prepared(said, ("Sebutkan caranya pada alasan, misalnya cron: loket cadangkan.",), why=True)
    return Deed("f7", label, does="more", prepare=lambda: asked, answer="Ya, dengan cara lain")


def _item(now: Now, matter: Matter) -> Item:
    if matter.about is About.BESIDE:
        return _of_folder(now, matter)
    place, row = PLACES.get(matter.about), matter.id
    if matter.about in (About.ROLE, About.ROSTER):
        row = ""
    elif matter.about is About.OFFICE:
        row, words = next(iter(matter.keys), ""), matter.words.casefold()
        elsewhere = (there for word, there in _OF_OFFICE if word in words)
        place = "Pengaturan" if row else next(elsewhere, "Pengaturan")
    go = [Deed("f4", "Ke sana", does="go there", goes=(place, row))] if place is not None else []
    sure = [_confirming(now, matter)] if matter.confirming else []
    how = _HOW[bool(sure) and not matter.empty] if go else "F8: sudah pasti seperti tertulis." if sure else ""
    how = _HOW_ALLOWED if sure and matter.about is About.COUNTER else how
    new = [people.adding(now, role)] if (role := _lacking(now, matter)) else []
    how = _HOW_NEW.get(matter.about, how) if new else how
    duty = [_covering(now, matter.id)] if matter.about is About.ROSTER else []
    how = "F8: mencatat siapa yang piket." if duty else how
    deeds = (*new, *go, *sure, *duty)
    return Item(f"{matter.about}:{matter.id}", (matter.words,), (matter.words, how), deeds)


def _lacking(now: Now, matter: Matter) -> str:
    """The role in which somebody is missing; empty where it is of nobody."""
    if matter.about is About.PEOPLE:
        return next(role.id for role in now.office.roles.values() if Right.ADMINISTER in role.rights)
    return matter.id if matter.about is About.ROLE else ""


def _covering(now: Now, id: str) -> Deed:
    """Somebody put on duty in a role that nobody has."""
    role, first, last = id.split("/")
    days = date.fromisoformat(first), date.fromisoformat(last)
    return roster.on_duty(lambda: roster.covering(now, role, *days))


def _of_folder(now: Now, matter: Matter) -> Item:
    """Taken in, or left there: either way it is offered no more."""

    def take_in() -> Prepared:
        with refusing(now):
            proposal = beside.taken_in(now.desk)
            done = of_proposal(
                now,
                proposal,
                "Dokumen folder itu dipasang.",
                lambda reason: beside.accept(now.desk, now.who, proposal, reason),
            )
            return replace(done, warning=beside.stale(now.desk, proposal.plan.onto))

    def leave(reason: str) -> str:
        beside.leave(now.desk, now.who, reason)
        return "Dokumen folder itu tidak dipakai. Bila isinya diubah, ditawarkan lagi."

    return Item(
        str(matter.about),
        (matter.words,),
        (matter.words, "F8: melihat apa yang berubah, lalu memasangnya. F7: tidak dipakai."),
        (
            Deed("f8", "Pasang", does="install folder", prepare=take_in),
            Deed(
                "f7",
                "Tidak dipakai",
                does="more",
                prepare=lambda: Prepared(leave, _LEAVES, why=True),
                answer="Ya, tidak dipakai",
            ),
        ),
    )


def _confirming(now: Now, matter: Matter) -> Deed:
    if matter.sources:
        form = FORM, matter.id.partition("/")[0]
        return Deed("f8", "Sudah pasti", does="confirm", fill=lambda: sourcing(now, form))
    if matter.about is About.COUNTER:
        allowing = partial(prepared, now, matter.confirming, "Peran itu boleh memanggil nomor.")
        return Deed("f8", "Beri hak", does="allow calls", prepare=allowing)
    return Deed(
        "f8",
        "Sudah pasti",
        does="confirm",
        prepare=lambda: prepared(now, matter.confirming, "Sudah pasti."),
        why="belum diisi; Enter ke tempatnya" if matter.empty else None,
    )


PAGE = Page(
    "Perlu dilengkapi",
    "Yang masih harus diisi atau dipastikan kantor.",
    (Column("words", weight=1),),
    read,
    empty="Semuanya sudah lengkap dan dipastikan.",
    counted=True,
    help=(
        "Mulai dari sini: dari atas ke bawah, sampai daftarnya kosong.",
        "Enter membawa ke tempatnya, F10 kembali ke sini; F8 bila yang tertulis sudah benar.",
        "Tempat tanda tangan, kop, zona waktu: yang diganti di tempatnya tidak perlu F8 lagi.",
        "Tanpa petugas: belum seorang pun punya peran itu; F3 menambahnya.",
        "Admin kedua: kata sandi admin yang terlupa hanya dapat diganti admin lain.",
    ),
)
