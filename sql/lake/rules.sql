-- Grain: one table with rules that a lake does not hold. Key: name. Reader: the loader, which asks each statement of the staged rows.
-- A statement answers with the rules that some row of `staged` breaks. A key that is unique among the staged rows stays so in the table,
-- since they are merged by it.
WITH rules AS (
    SELECT
        schema_name || '.' || table_name AS name,
        if(constraint_type = 'CHECK', expression, array_to_string(constraint_column_names, ', ')) AS told,
        if(
            constraint_type = 'CHECK',
            format('FROM staged WHERE NOT ({})', expression),
            format(
                'FROM (FROM staged SELECT {} GROUP BY ALL HAVING count(*) > 1)',
                array_to_string(list_transform(constraint_column_names, lambda c: format('"{}"', c)), ', ')
            )
        ) AS broken
    FROM duckdb_constraints()
    WHERE constraint_type IN ('PRIMARY KEY', 'UNIQUE', 'CHECK')
)

SELECT
    name,
    string_agg(format('(SELECT ''{}'' AS rule {} LIMIT 1)', replace(told, '''', ''''''), broken), ' UNION ALL ') AS statement
FROM rules
GROUP BY name
ORDER BY name;
