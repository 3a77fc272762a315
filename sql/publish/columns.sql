-- Grain: one column of a mart. Key: column. Reader: publishing, which keeps the comments.
-- A mart that is a part of another has the comments of the whole.
SELECT c.column_name, coalesce(c.comment, whole.comment) AS "comment"
FROM duckdb_columns() AS c
LEFT JOIN duckdb_columns() AS whole
    ON c.database_name = whole.database_name AND c.schema_name = whole.schema_name
    AND c.column_name = whole.column_name AND whole.table_name = 'compare_official'
WHERE c.schema_name = 'mart' AND c.table_name = $mart
ORDER BY c.column_index;
