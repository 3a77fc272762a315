-- Grain: one incident as known now. Key: eventid. Reader: the report, for the search and the heads of the incident pages.
SELECT
    v.eventid, v.told_date AS "date", v.country_txt, v.provstate, v.city, v.latitude, v.longitude, v.attacktype1_txt, v.gname,
    v.nkill, v.nwound, v.claimed, v.accounts, v.sources, i.last_changed_at
FROM core.incident_version AS v
INNER JOIN core.incident AS i USING (eventid)
WHERE v.known_to IS NULL
ORDER BY v.eventid;
