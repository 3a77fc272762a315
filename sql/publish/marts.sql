-- Grain: one mart. Key: mart. Reader: publishing, which writes each of them out as a table.
SELECT view_name AS mart, comment FROM duckdb_views() WHERE schema_name = 'mart' AND NOT internal ORDER BY view_name;
