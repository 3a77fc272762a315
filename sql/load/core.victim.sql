-- Grain: one row of core.victim, staged from `incoming`. Key: account_id, ordinal. Reader: the loader.
CREATE OR REPLACE TEMP TABLE staged AS FROM core.victim LIMIT 0;

INSERT INTO staged BY NAME FROM incoming;

DELETE FROM core.victim AS t
WHERE t.account_id IN (FROM scope_account)
    AND NOT EXISTS (FROM staged AS s WHERE t.account_id = s.account_id AND t.ordinal = s.ordinal);

MERGE INTO core.victim AS t
USING staged AS s
ON t.account_id = s.account_id AND t.ordinal = s.ordinal
WHEN MATCHED AND (
    t.eventid IS DISTINCT FROM s.eventid
    OR t.country IS DISTINCT FROM s.country
    OR t.status IS DISTINCT FROM s.status
    OR t.count IS DISTINCT FROM s.count
    OR t."start" IS DISTINCT FROM s."start"
    OR t."end" IS DISTINCT FROM s."end"
    OR t.quote IS DISTINCT FROM s.quote
) THEN UPDATE SET
    eventid = s.eventid,
    country = s.country,
    status = s.status,
    count = s.count,
    "start" = s."start",
    "end" = s."end",
    quote = s.quote
WHEN NOT MATCHED THEN INSERT (account_id, ordinal, eventid, country, status, count, "start", "end", quote)
VALUES (s.account_id, s.ordinal, s.eventid, s.country, s.status, s.count, s."start", s."end", s.quote);
