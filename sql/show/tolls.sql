-- Grain: one figure in one account. Key: account_id, ordinal. Reader: incidents show.
SELECT t.kind, t.value, t."by", t.as_of, t.superseded, t.perpetrator_source, t.account_id, a.source, t."start", t."end", t.quote
FROM core.toll AS t
INNER JOIN core.account AS a USING (account_id)
WHERE t.eventid = $eventid
ORDER BY t.kind, t.as_of, t.account_id, t.ordinal;
