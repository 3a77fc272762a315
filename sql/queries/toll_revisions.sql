-- Grain: one change of one incident's toll. Key: the columns of the grain. Reader: analysts.
-- Which tolls were cut or raised, and when did we learn it?
SELECT r.eventid, i.country_txt, i.city, r.known_from, r.nkill_before, r.nkill, r.nwound_before, r.nwound
FROM mart.toll_revision AS r
INNER JOIN core.incident_version AS i ON r.eventid = i.eventid AND i.known_to IS NULL
WHERE r.nkill_change IS NOT NULL AND r.nkill_change != 0
ORDER BY abs(r.nkill_change) DESC, r.eventid, r.known_from
LIMIT 50;
