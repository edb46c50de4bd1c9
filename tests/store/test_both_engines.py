"""Statements are written once: each is understood by both engines."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest
from sqlalchemy import TextClause

import loket.store
from loket.store import keywords, lists, sql
from loket.store.engine import Store
from loket.store.oversight import Counting, Order

_OWN = {"BEGIN", "COMMIT"}
"""Words of one engine, beside the statements that both have."""


def statements() -> Iterator[tuple[str, TextClause]]:
    """All that stand in the room, by where, and those that are put together for what was chosen."""
    for found in pkgutil.iter_modules(loket.store.__path__):
        if not found.ispkg:
            module = import_module(f"loket.store.{found.name}")
            for name, value in vars(module).items():
                if isinstance(value, TextClause) and name not in _OWN:
                    yield f"{found.name}.{name}", value
    yield "found", keywords._searching(2, ("name", "signs", "phone", "numbers"))
    for words in (0, 2):
        for order in Order:
            yield f"overseen {words} {order}", lists._overseen(words, order)
        yield f"counted {words}", lists._count_overseen(Counting(words, service=True, unreadable=True))


@pytest.mark.of_server
def test_a_server_understands_every_statement(empty: Store) -> None:
    wrong = list[str]()
    with empty.read() as conn:
        for name, statement in statements():
            words = sql._compiled(statement, conn.dialect).words
            values = dict.fromkeys(statement._bindparams)
            numbered = {key: f"${at}" for at, key in enumerate(values, 1)}
            try:
                conn.exec_driver_sql(f"PREPARE tried AS {words % numbered}".replace("%", "%%"))
                conn.exec_driver_sql("DEALLOCATE tried")
            except Exception as error:
                wrong.append(f"{name}: {str(error).splitlines()[0]}")
    assert not wrong, "\n".join(
        line.splitlines()[0] + " | " + "".join(line.splitlines()[1:2]) for line in wrong
    )
