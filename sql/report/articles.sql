-- Grain: one article. Key: doc. Reader: the report, for the pages of the newest incidents.
SELECT DISTINCT r.doc, r.title, r.text, r.url, r.source, r.published_at
FROM raw.article AS r
INNER JOIN core.account AS a USING (doc)
INNER JOIN core.incident_account AS ia USING (account_id)
WHERE ia.eventid IN (
    SELECT eventid FROM core.incident_version WHERE known_to IS NULL ORDER BY told_date DESC NULLS LAST, eventid DESC LIMIT 10000
)
ORDER BY r.doc;
