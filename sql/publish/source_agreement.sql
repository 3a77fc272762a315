-- Grain: one outlet and field. Key: source, field. Reader: mart.source_agreement.
WITH said AS (
    SELECT field, unnest(witnesses) AS account_id, TRUE AS agreed, len(witnesses) + len(against) > 1 AS tested
    FROM core.settlement
    UNION ALL
    SELECT field, unnest(against) AS account_id, FALSE, TRUE
    FROM core.settlement
)

SELECT
    coalesce(a.source, 'Unknown') AS source,
    s.field,
    count(*) AS statements,
    count(*) FILTER (WHERE s.tested) AS tested,
    count(*) FILTER (WHERE s.tested AND s.agreed) AS agreed,
    round(100.0 * count(*) FILTER (WHERE s.tested AND s.agreed) / nullif(count(*) FILTER (WHERE s.tested), 0), 1) AS agreed_percent
FROM said AS s
INNER JOIN core.account AS a ON s.account_id = a.account_id
WHERE a.copy_of IS NULL
GROUP BY ALL
ORDER BY ALL;
