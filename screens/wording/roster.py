"""What the roster says of who has just signed in: that they were not to come, or are on duty, and where."""

from __future__ import annotations

from loket.desk.roster import Today
from loket.office.model import Office, short_role
from loket.sla.words import short_date


def roster_words(today: Today, office: Office) -> str:
    """In a sentence or two; nothing where the roster says nothing of them."""
    said = list[str]()
    if today.away_until is not None:
        until = short_date(today.away_until)
        said.append(
            f"Anda tercatat tidak masuk sampai {until}; berkas di tangan Anda, bila ada, ditaruh kembali."
        )
    if today.duties:
        said.append(f"Hari ini Anda piket sebagai {', '.join(_duty(role, office) for role in today.duties)}.")
    return " ".join([*said, "Bila keliru, hubungi admin."]) if said else ""


def _duty(role: str, office: Office) -> str:
    """A role, and the counters at which it sits."""
    name = short_role(office.roles[role].name) if role in office.roles else role
    counters = " atau ".join(counter.name for counter in office.counters_of([role]))
    return f"{name} (di {counters})" if counters and counters != name else name
