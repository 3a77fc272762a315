-- Grain: one table of the empty database that the migrations were run in. Key: name. Reader: the migrations of a lake.
-- A lake knows columns, types, defaults and NOT NULL; every other rule is left to the loader.
SELECT
    t.schema_name || '.' || t.table_name AS name,
    format('CREATE TABLE IF NOT EXISTS {}.{} (', t.schema_name, t.table_name)
    || string_agg(
        format('"{}" {}', c.column_name, c.data_type)
        || if(c.is_nullable, '', ' NOT NULL')
        || coalesce(' DEFAULT ' || c.column_default, ''),
        ', ' ORDER BY c.column_index
    )
    || ')' AS statement
FROM duckdb_tables() AS t
INNER JOIN duckdb_columns() AS c USING (table_oid)
GROUP BY t.schema_name, t.table_name
ORDER BY name;
