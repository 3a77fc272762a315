-- Grain: one snapshot whose bytes may go, since no account comes from an article read from them. Key: key. Reader: the nightly retention.
-- What waits for a person is read again from its bytes, which stay.
SELECT s.snapshot AS key, s.source, s.url, s.fetched_at
FROM raw.snapshot AS s
WHERE
    s.fetched_at < $before
    AND NOT EXISTS (
        SELECT 1 FROM raw.article AS a INNER JOIN core.account AS c ON a.doc = c.doc WHERE a.snapshot = s.snapshot
    )
    AND NOT EXISTS (
        SELECT 1 FROM quality.quarantine AS q WHERE q.payload ->> 'snapshot' = s.snapshot AND q.status <> 'rejected'
    )
ORDER BY s.snapshot;
