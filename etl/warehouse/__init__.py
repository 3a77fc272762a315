"""Migrations, load, publish and query. Touches DuckDB."""
