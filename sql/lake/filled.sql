-- Grain: one table of a lake that publishing copies; the other two are made by the migrations of the copy. Key: name. Reader: publishing.
SELECT schema_name || '.' || table_name AS name
FROM duckdb_tables()
WHERE database_name = 'warehouse' AND name NOT IN ('meta.migration', 'ref.code')
ORDER BY name;
