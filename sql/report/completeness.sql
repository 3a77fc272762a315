-- Grain: one field as told by one source. Key: field, source. Reader: the report, for completeness.
-- Told: the account gives a value, though it be 0 or Unknown. Counted over accounts of terrorist incidents that are their article's subject.
WITH counted AS (
    SELECT account_id, coalesce(source, 'unnamed') AS source, payload
    FROM core.account
    WHERE is_terrorism AND role = 'main'
),

totals AS (
    SELECT source, count(*) AS total
    FROM counted
    GROUP BY source
),

told AS (
    SELECT source, field, count(*) AS told
    FROM (SELECT source, payload, unnest(json_keys(payload)) AS field FROM counted)
    WHERE json_type(payload, '$."' || field || '"') NOT IN ('NULL', 'OBJECT')
    GROUP BY ALL
)

SELECT f.field, t.source, coalesce(o.told, 0) AS told, t.total
FROM totals AS t
CROSS JOIN (SELECT DISTINCT field FROM told) AS f
LEFT JOIN told AS o ON t.source = o.source AND f.field = o.field
ORDER BY f.field, t.source;
