-- Grain: one version of one incident. Key: known_from. Reader: incidents show.
SELECT version, known_from, known_to, accounts, sources, told_date, city, gname, claimed, nkill, nkill_low, nkill_high, nwound
FROM core.incident_version
WHERE eventid = $eventid
ORDER BY known_from;
