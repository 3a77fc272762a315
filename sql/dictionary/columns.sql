-- Grain: one column of one table or view. Key: schema, table, position. Reader: the data dictionary.
SELECT
    c.schema_name AS schema,
    c.table_name AS "table",
    c.column_index AS position,
    c.column_name AS "column",
    c.data_type AS type,
    c.is_nullable AS nullable,
    c.comment,
    coalesce(t.comment, v.comment) AS table_comment,
    v.view_name IS NOT NULL AS is_view
FROM duckdb_columns() AS c
LEFT JOIN duckdb_tables() AS t
    ON c.database_name = t.database_name AND c.schema_name = t.schema_name AND c.table_name = t.table_name
LEFT JOIN duckdb_views() AS v
    ON c.database_name = v.database_name AND c.schema_name = v.schema_name AND c.table_name = v.view_name
WHERE c.schema_name IN ('raw', 'core', 'gtd', 'mart', 'quality', 'ref', 'meta')
    AND c.database_name = current_database()
ORDER BY
    list_position(['gtd', 'mart', 'core', 'raw', 'ref', 'quality', 'meta'], c.schema_name),
    c.table_name,
    c.column_index;
