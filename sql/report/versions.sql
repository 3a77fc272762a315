-- Grain: one version of one incident. Key: eventid, known_from. Reader: the report, for the pages of the newest incidents.
SELECT eventid, known_from, known_to, told_date AS "date", city, gname, nkill, nwound, claimed, sources
FROM core.incident_version
WHERE eventid IN (
    SELECT eventid FROM core.incident_version WHERE known_to IS NULL ORDER BY told_date DESC NULLS LAST, eventid DESC LIMIT 10000
)
ORDER BY eventid, known_from;
