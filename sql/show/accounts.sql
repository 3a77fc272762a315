-- Grain: one account of one incident. Key: account_id. Reader: incidents show.
SELECT a.account_id, a.doc, a.role, a.source, a.published_at, a.known_at, a.copy_of, a.extractor, r.title, r.url
FROM core.incident_account AS ia
INNER JOIN core.account AS a USING (account_id)
LEFT JOIN raw.article AS r ON a.doc = r.doc
WHERE ia.eventid = $eventid
ORDER BY a.known_at, a.account_id;
