"""The history of the schema since the first release, 0.2.0: a revision leads from the one before to the next.

A revision that was released is never changed. A new one is drafted by Alembic from `loket.store.tables`
(`revision --autogenerate`); a test compares what all of them lead to with `loket.store.schema`, and opens a
database that the first release made. One that rebuilds a table (batch mode) needs care in three things.

- Triggers go; `store/upgrading.py` puts them back after each revision.
- AUTOINCREMENT goes; say `table_kwargs={"sqlite_autoincrement": True}` for a table that has it.
- With foreign keys on, rows that refer to the table would go: have them off, and check afterwards that
  every reference holds.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
"""Where the revisions lie."""
