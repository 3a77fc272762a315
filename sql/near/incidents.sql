-- Grain: one incident as known now, in what the matcher compares. Key: eventid. Reader: the comparison with official files.
SELECT
    eventid, told_date, country_txt, provstate, city, latitude, longitude, vicinity, nkill, nwound, nhostkid,
    [gname, gname2, gname3] AS gname,
    [attacktype1_txt, attacktype2_txt, attacktype3_txt] AS attacktype,
    [targtype1_txt, targtype2_txt, targtype3_txt] AS targtype
FROM core.incident_version
WHERE known_to IS NULL
ORDER BY eventid;
