-- Grain: none or one row. Reader: the migrations of a lake: whether any was ever applied.
SELECT table_name FROM duckdb_tables() WHERE schema_name = 'meta' AND table_name = 'migration' AND database_name = 'warehouse';
