"""An office's database of a PostgreSQL server: how it is opened, and what it needs to be as a file is."""
