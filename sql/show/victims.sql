-- Grain: victims of one nationality in one account. Key: account_id, ordinal. Reader: incidents show.
SELECT v.country, v.status, v.count, v.account_id, a.source, a.published_at, v."start", v."end", v.quote
FROM core.victim AS v
INNER JOIN core.account AS a USING (account_id)
WHERE v.eventid = $eventid
ORDER BY v.country, v.status, a.published_at, v.account_id, v.ordinal;
