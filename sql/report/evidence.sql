-- Grain: one slice that witnesses one field. Key: account_id, field, ordinal. Reader: the report, for the pages of the newest incidents.
-- A figure told of several incidents together witnesses the part of it that falls to each, where that is not told by itself.
SELECT ia.eventid, e.account_id, a.doc, CASE
        WHEN e.field LIKE '%_joint' AND NOT EXISTS (
            FROM core.evidence AS own WHERE own.account_id = e.account_id AND own.field = replace(e.field, '_joint', '')
        ) THEN replace(e.field, '_joint', '')
        ELSE e.field
    END AS field, e.value, e."start", e."end", e.quote
FROM core.evidence AS e
INNER JOIN core.incident_account AS ia USING (account_id)
INNER JOIN core.account AS a USING (account_id)
WHERE ia.eventid IN (
    SELECT eventid FROM core.incident_version WHERE known_to IS NULL ORDER BY told_date DESC NULLS LAST, eventid DESC LIMIT 10000
)
ORDER BY ia.eventid, e.account_id, e.field, e.ordinal;
