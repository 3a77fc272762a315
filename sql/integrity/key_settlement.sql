-- Grain: one key of core.settlement that occurs twice. Key: eventid, field. Reader: the checks after a load; no row is right.
SELECT eventid, field
FROM core.settlement
GROUP BY ALL
HAVING count(*) > 1;
