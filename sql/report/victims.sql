-- Grain: victims of one nationality in one account. Key: account_id, ordinal. Reader: the report, for the pages of the newest incidents.
SELECT eventid, account_id, country, status, count, quote
FROM core.victim
WHERE eventid IN (
    SELECT eventid FROM core.incident_version WHERE known_to IS NULL ORDER BY told_date DESC NULLS LAST, eventid DESC LIMIT 10000
)
ORDER BY eventid, account_id, ordinal;
