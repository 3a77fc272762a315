-- Grain: one article that may go, since nothing rests on it. Key: key. Reader: the nightly retention.
-- An article without a time of fetching has no age, and stays; so does one of which something waits for a person.
SELECT a.doc AS key, a.source, a.url, a.fetched_at
FROM raw.article AS a
WHERE
    a.fetched_at < $before
    AND NOT EXISTS (SELECT 1 FROM core.account AS c WHERE c.doc = a.doc)
    AND NOT EXISTS (SELECT 1 FROM quality.quarantine AS q WHERE q.doc = a.doc AND q.status <> 'rejected')
ORDER BY a.doc;
