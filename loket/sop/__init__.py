"""Procedures (SOP) as data: their model, reading them from TOML, and finding what is wrong with them.

The reader is imported when it is first asked for: screens that only know the model paint sooner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from loket.sop.read import parse_procedure
    from loket.sop.sound import catalogue, load

__all__ = ["catalogue", "load", "parse_procedure"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if name == "parse_procedure":
        from loket.sop.read import parse_procedure  # when it is first asked for: see above

        return parse_procedure
    from loket.sop import sound  # likewise

    return getattr(sound, name)
