"""Alembic's walk from an older schema to the newest. A new database does not walk; see `storage.schema`."""
