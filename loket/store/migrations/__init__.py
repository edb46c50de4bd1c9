"""The schema's history. Rebuilding a table (batch mode) needs care in three things.

- Triggers go; `loket.store.migrate` puts them back.
- AUTOINCREMENT goes; say `table_kwargs={"sqlite_autoincrement": True}` for a table that has it.
- With foreign keys on, rows that refer to the table would go; `loket.store.migrate` has them off, and
  checks afterwards that every reference holds.
"""
