-- Grain: one table. Key: table. Reader: etl/validate, to say how many rows a check looked at.
SELECT schema_name || '.' || table_name AS "table", estimated_size AS "rows"
FROM duckdb_tables();
