"""An alarm as a supervisor reads it: what is wrong, and who sees to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from loket.flow.alarm import What
from loket.sla.words import short_length
from loket.text import clean

_FEW = 3
_LANES = {What.WAIT: "antrean menunggu terlalu lama", What.SILENT: "antrean tidak dipanggil"}


def too_long(lanes: Sequence[str], waiting: int, longest: int, counters: Sequence[str]) -> str:
    """`Loket 2: 5 menunggu, terlama 45 mnt (Mendaftar, Legalisir)`; `longest` in ms.

    The lanes come last: a line that is cut loses the least of it there.
    """
    where = f"{_listed(counters)}: " if counters else ""
    return f"{where}{waiting} menunggu, terlama {short_length(longest)} ({_listed(lanes)})"


def nobody_calls(lanes: Sequence[str], waiting: int, silent: int, counters: Sequence[str]) -> str:
    """`Loket 4 tidak memanggil 12 mnt: 5 menunggu (Legalisir)`; without counters none is open."""
    who = f"{_listed(counters)} tidak memanggil" if counters else "Tidak ada loket yang buka"
    return f"{who} {short_length(silent)}: {waiting} menunggu ({_listed(lanes)})"


def many_lanes(what: What, lanes: int, waiting: int) -> str:
    """`4 antrean menunggu terlalu lama: 23 orang`."""
    return f"{lanes} {_LANES[what]}: {waiting} orang"


def late_today(services: Mapping[str, int]) -> str:
    """`7 berkas lewat batas hari ini: SIP Bidan 4, Apotek 3`, by the services' names."""
    return f"{sum(services.values())} berkas lewat batas hari ini: {_counted(services)}"


def legal_line(past: int, near: int, services: Mapping[str, int]) -> str:
    """`2 berkas lewat batas hukum, 3 mendekatinya: SIP Bidan 5`."""
    said = [f"{past} berkas lewat batas hukum"] if past else []
    said += [f"{near} mendekatinya" if past else f"{near} berkas mendekati batas hukum"] if near else []
    return f"{', '.join(said)}: {_counted(services)}"


def promises(count: int, *, broken: bool) -> str:
    """`3 janji kepada pemohon jatuh hari ini`, or that they are over and nobody saw to it."""
    return f"{count} janji kepada pemohon {'lewat, belum ditindaklanjuti' if broken else 'jatuh hari ini'}"


def moved_promises(count: int, *, more: bool) -> str:
    """`2 janji bergeser, pemohonnya belum diberi tahu`; `more`: perhaps, more than these."""
    return f"{count}{' atau lebih' if more else ''} janji bergeser, pemohonnya belum diberi tahu"


def remembered(number: str, when: str, note: str) -> str:
    """`Ingat 14.00 pada 00063: hubungi pemohon`."""
    said = f"Ingat {when} pada {clean(number)}"
    return f"{said}: {clean(note)}" if note else said


def many_remembered(numbers: Sequence[str]) -> str:
    """`4 ingat sudah waktunya: 00063, 00064, 00065 dan 1 lagi`, by the files' numbers."""
    return f"{len(numbers)} ingat sudah waktunya: {_listed(numbers)}"


def seen_to(name: str, since: str, until: str, reason: str) -> str:
    """`ditangani Agus sejak 10.12, sampai 11.00: Loket 3 dibuka`."""
    return f"ditangani {clean(name)} sejak {since}, sampai {until}: {clean(reason)}"


def _listed(names: Sequence[str]) -> str:
    known = [clean(name) for name in names]
    return ", ".join(known[:_FEW]) + (f" dan {len(known) - _FEW} lagi" if len(known) > _FEW else "")


def _counted(services: Mapping[str, int]) -> str:
    ordered = sorted(services.items(), key=lambda each: -each[1])
    return _listed([f"{name} {count}" for name, count in ordered])
