-- Grain: one column of a mart. Key: column. Reader: publishing, which keeps the comments.
SELECT column_name, comment FROM duckdb_columns() WHERE schema_name = 'mart' AND table_name = $mart ORDER BY column_index;
