"""The open office of a program under test, and who is signed in there."""

from __future__ import annotations

from typing import Any

from textual.app import App

from screens.app import LoketApp
from screens.live.office import LiveOffice
from screens.live.operator import Operator


def live(app: App[Any]) -> LiveOffice:
    """The open office."""
    assert isinstance(app, LoketApp)
    assert app.live is not None
    return app.live


def operator(app: App[Any]) -> Operator:
    """Who is signed in."""
    found = live(app).operator
    assert found is not None
    return found


def let_go(app: App[Any]) -> None:
    """Its screens are gone: close its connections, of which a run of all tests would else hold thousands."""
    assert isinstance(app, LoketApp)
    if app.live is not None:
        app.live.changes.feed.close()
        app.live.desk.store.close()
