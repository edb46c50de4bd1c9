"""What is got ready, in a thread, while somebody types their name."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from loket.desk.watching import read_ahead
from loket.desk.words.trouble import database_trouble

if TYPE_CHECKING:
    from loket.desk.office import Desk


def prepare(desk: Desk) -> None:
    """Import and read what most first screens need: half of their time."""
    import screens.live.operator  # noqa: F401  # it brings every screen: the people are listed before

    try:
        read_ahead(desk)
    except Exception as error:
        if not database_trouble(error):
            raise
    finally:
        if not gc.isenabled():
            gc.freeze()  # the modules are all in: nothing of them will ever be garbage
            gc.enable()
