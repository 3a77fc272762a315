-- Grain: one slice that witnesses one field. Key: field, account_id, ordinal. Reader: incidents show.
SELECT e.field, e.account_id, e.ordinal, e.value, e."start", e."end", e.quote, a.doc, a.role, a.source, a.published_at, a.copy_of, r.title, r.url
FROM core.incident_account AS ia
INNER JOIN core.evidence AS e USING (account_id)
INNER JOIN core.account AS a USING (account_id)
LEFT JOIN raw.article AS r ON a.doc = r.doc
WHERE ia.eventid = $eventid
ORDER BY e.field, a.published_at, e.account_id, e.ordinal;
