-- Grain: one field of one incident. Key: field. Reader: incidents show.
SELECT field, value, rule, confidence, witnesses, losers
FROM core.settlement
WHERE eventid = $eventid
ORDER BY field;
