"""Alembic's place for the schema's history."""
