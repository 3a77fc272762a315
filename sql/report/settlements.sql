-- Grain: one field of one incident. Key: eventid, field. Reader: the report, for the pages of the newest incidents.
SELECT eventid, field, value, rule, confidence, witnesses, losers
FROM core.settlement
WHERE eventid IN (
    SELECT eventid FROM core.incident_version WHERE known_to IS NULL ORDER BY told_date DESC NULLS LAST, eventid DESC LIMIT 10000
)
ORDER BY eventid, field;
