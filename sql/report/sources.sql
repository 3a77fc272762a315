-- Grain: one source. Key: source. Reader: the report, for volume and freshness.
WITH read AS (
    SELECT
        coalesce(source, 'unnamed') AS source, count(*) AS articles, max(published_at) AS last_published_at,
        max(fetched_at) AS last_fetched_at
    FROM raw.article
    GROUP BY ALL
),

extracted AS (
    SELECT coalesce(source, 'unnamed') AS source, count(*) AS accounts
    FROM core.account
    GROUP BY ALL
),

held AS (
    SELECT coalesce(a.source, q.payload ->> '$.source', 'unnamed') AS source, count(*) AS quarantined
    FROM quality.quarantine AS q
    LEFT JOIN raw.article AS a ON q.doc = a.doc
    WHERE q.status = 'open'
    GROUP BY ALL
)

SELECT
    source, coalesce(articles, 0) AS articles, coalesce(accounts, 0) AS accounts, coalesce(quarantined, 0) AS quarantined,
    last_published_at, last_fetched_at
FROM read
LEFT JOIN extracted USING (source)
LEFT JOIN held USING (source)
ORDER BY source;
