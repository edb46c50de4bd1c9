"""What is asked and said about a computer's clock that is in doubt."""

from __future__ import annotations

from collections.abc import Sequence

from loket.desk.clock import Asked
from loket.desk.errors import ClockDoubted
from loket.desk.time.clock import Doubt, anybody_may_tell
from loket.lengths import DAY, HOUR, MINUTE
from loket.sla import WorkingTime
from loket.sla.words import short_date


def question(about: Asked, time: WorkingTime) -> str:
    """`Jam komputer ini menunjukkan Sen 30 Nov 2026 08.05; tindakan terakhir … 12 hari yang lalu. Benar?`

    Who may not answer is told whom to ask.
    """
    against = "; ".join(_against(doubt, about, time) for doubt in about.found)
    ask = "Benar?" if about.may_tell else "Minta penyelia atau admin memastikannya."
    return f"Jam komputer ini menunjukkan {moment(time, about.now)}; {against}. {ask}"


def refused(error: ClockDoubted, time: WorkingTime) -> str:
    """Why nobody may act now, in one line."""
    then = "pastikan dulu" if anybody_may_tell(error.found) else "minta penyelia memastikan"
    return f"Jam komputer diragukan ({moment(time, error.now)}); {then}."


def note(found: Sequence[Doubt]) -> str:
    """The doubt in the top bar; empty while there is none."""
    if not found:
        return ""
    name = {Doubt.BACK: "JAM MUNDUR", Doubt.JUMPED: "JAM MELOMPAT"}.get(found[0], "JAM DIRAGUKAN")
    return f"{name}, {'pastikan dulu' if anybody_may_tell(found) else 'tanya penyelia'}"


def moment(time: WorkingTime, at: int) -> str:
    """An instant with its year: `Sen 30 Nov 2026 08.05`."""
    local = time.local(at)
    return f"{short_date(local.date(), year=True)} {local:%H.%M}"


def _against(doubt: Doubt, about: Asked, time: WorkingTime) -> str:
    match doubt:
        case Doubt.BACK:
            return f"padahal tindakan terakhir tercatat {moment(time, about.basis.last)}"
        case Doubt.JUMPED:
            way = "maju" if about.jump > 0 else "mundur"
            return f"jam itu {way} {_length(abs(about.jump))} sejak Loket dibuka"
        case Doubt.BEYOND:
            last = time.date_of(about.basis.end - 1)
            return f"kalender kantor hanya sampai {short_date(last, year=True)}"
        case Doubt.LONG:
            days = (time.date_of(about.now) - time.date_of(about.basis.last)).days
            return f"tindakan terakhir tercatat {days} hari yang lalu"


def _length(ms: int) -> str:
    """A length of time in its largest unit, rounded down: `3 hari`, `2 jam`, `15 menit`."""
    for unit, name in ((DAY, "hari"), (HOUR, "jam")):
        if ms >= unit:
            return f"{ms // unit} {name}"
    return f"{ms // MINUTE} menit"
