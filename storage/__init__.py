"""Everything that is kept or fetched: PostgreSQL, objects, registers, definition files."""
