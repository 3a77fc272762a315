-- Grain: one row of core.claim, staged from `incoming`. Key: account_id, ordinal. Reader: the loader.
CREATE OR REPLACE TEMP TABLE staged AS FROM core.claim LIMIT 0;

INSERT INTO staged BY NAME FROM incoming;

DELETE FROM core.claim AS t
WHERE t.account_id IN (FROM scope_account)
    AND NOT EXISTS (FROM staged AS s WHERE t.account_id = s.account_id AND t.ordinal = s.ordinal);

MERGE INTO core.claim AS t
USING staged AS s
ON t.account_id = s.account_id AND t.ordinal = s.ordinal
WHEN MATCHED AND (
    t.eventid IS DISTINCT FROM s.eventid
    OR t.actor IS DISTINCT FROM s.actor
    OR t.kind IS DISTINCT FROM s.kind
    OR t.mode IS DISTINCT FROM s.mode
    OR t.said_date IS DISTINCT FROM s.said_date
    OR t."by" IS DISTINCT FROM s."by"
    OR t.published_at IS DISTINCT FROM s.published_at
    OR t."start" IS DISTINCT FROM s."start"
    OR t."end" IS DISTINCT FROM s."end"
    OR t.quote IS DISTINCT FROM s.quote
) THEN UPDATE SET
    eventid = s.eventid,
    actor = s.actor,
    kind = s.kind,
    mode = s.mode,
    said_date = s.said_date,
    "by" = s."by",
    published_at = s.published_at,
    "start" = s."start",
    "end" = s."end",
    quote = s.quote
WHEN NOT MATCHED THEN INSERT (account_id, ordinal, eventid, actor, kind, mode, said_date, "by", published_at, "start", "end", quote)
VALUES (s.account_id, s.ordinal, s.eventid, s.actor, s.kind, s.mode, s.said_date, s."by", s.published_at, s."start", s."end", s.quote);
