-- Grain: one table, {table}. Key: none. Reader: etl/validate, to say how many rows a check looked at.
SELECT count(*) AS "rows" FROM {table};
