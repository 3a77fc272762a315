-- Grain: one account of an incident. Key: account_id. Reader: the report, for the pages of the newest incidents.
SELECT ia.eventid, a.account_id, a.doc, a.source, a.published_at, a.role, ia.copy_of
FROM core.incident_account AS ia
INNER JOIN core.account AS a USING (account_id)
WHERE ia.eventid IN (
    SELECT eventid FROM core.incident_version WHERE known_to IS NULL ORDER BY told_date DESC NULLS LAST, eventid DESC LIMIT 10000
)
ORDER BY ia.eventid, a.published_at, a.account_id;
