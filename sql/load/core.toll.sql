-- Grain: one row of core.toll, staged from `incoming`. Key: account_id, ordinal. Reader: the loader.
CREATE OR REPLACE TEMP TABLE staged AS FROM core.toll LIMIT 0;

INSERT INTO staged BY NAME FROM incoming;

DELETE FROM core.toll AS t
WHERE t.account_id IN (FROM scope_account)
    AND NOT EXISTS (FROM staged AS s WHERE t.account_id = s.account_id AND t.ordinal = s.ordinal);

MERGE INTO core.toll AS t
USING staged AS s
ON t.account_id = s.account_id AND t.ordinal = s.ordinal
WHEN MATCHED AND (
    t.eventid IS DISTINCT FROM s.eventid
    OR t.kind IS DISTINCT FROM s.kind
    OR t.value IS DISTINCT FROM s.value
    OR t."by" IS DISTINCT FROM s."by"
    OR t.as_of IS DISTINCT FROM s.as_of
    OR t.superseded IS DISTINCT FROM s.superseded
    OR t.perpetrator_source IS DISTINCT FROM s.perpetrator_source
    OR t."start" IS DISTINCT FROM s."start"
    OR t."end" IS DISTINCT FROM s."end"
    OR t.quote IS DISTINCT FROM s.quote
) THEN UPDATE SET
    eventid = s.eventid,
    kind = s.kind,
    value = s.value,
    "by" = s."by",
    as_of = s.as_of,
    superseded = s.superseded,
    perpetrator_source = s.perpetrator_source,
    "start" = s."start",
    "end" = s."end",
    quote = s.quote
WHEN NOT MATCHED THEN INSERT (account_id, ordinal, eventid, kind, value, "by", as_of, superseded, perpetrator_source, "start", "end", quote)
VALUES (s.account_id, s.ordinal, s.eventid, s.kind, s.value, s."by", s.as_of, s.superseded, s.perpetrator_source, s."start", s."end", s.quote);
