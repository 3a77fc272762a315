-- Grain: one claim in one account. Key: account_id, ordinal. Reader: incidents show.
SELECT c.actor, c.kind, c.mode, c.said_date, c."by", c.published_at, c.account_id, a.source, c."start", c."end", c.quote
FROM core.claim AS c
INNER JOIN core.account AS a USING (account_id)
WHERE c.eventid = $eventid
ORDER BY c.published_at, c.account_id, c.ordinal;
