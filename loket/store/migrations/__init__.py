"""The room of Alembic, from the first release on; until then no program runs it, and `versions` is empty.

The first revision is written by Alembic itself from `loket.store.tables` (`revision --autogenerate`); a test
makes it and compares what it leads to with `loket.store.schema`. Later ones that rebuild a table (batch mode)
need care in three things.

- Triggers go; `env.py` puts them back after each revision.
- AUTOINCREMENT goes; say `table_kwargs={"sqlite_autoincrement": True}` for a table that has it.
- With foreign keys on, rows that refer to the table would go: have them off, and check afterwards that
  every reference holds.
"""
