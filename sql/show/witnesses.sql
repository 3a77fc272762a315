-- Grain: one slice that witnesses one field. Key: field, account_id, ordinal. Reader: incidents show.
-- A figure told of several incidents together witnesses the part of it that falls to each, where that is not told by itself.
SELECT CASE
        WHEN e.field LIKE '%_joint' AND NOT EXISTS (
            FROM core.evidence AS own WHERE own.account_id = e.account_id AND own.field = replace(e.field, '_joint', '')
        ) THEN replace(e.field, '_joint', '')
        ELSE e.field
    END AS field, e.account_id, e.ordinal, e.value, e."start", e."end", e.quote, a.doc, a.role, a.source, a.published_at, a.copy_of, r.title, r.url
FROM core.incident_account AS ia
INNER JOIN core.evidence AS e USING (account_id)
INNER JOIN core.account AS a USING (account_id)
LEFT JOIN raw.article AS r ON a.doc = r.doc
WHERE ia.eventid = $eventid
ORDER BY e.field, a.published_at, e.account_id, e.ordinal;
