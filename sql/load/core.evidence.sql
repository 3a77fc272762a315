-- Grain: one row of core.evidence, staged from `incoming`. Key: account_id, field, ordinal. Reader: the loader.
CREATE OR REPLACE TEMP TABLE staged AS FROM core.evidence LIMIT 0;

INSERT INTO staged BY NAME FROM incoming;

DELETE FROM core.evidence AS t
WHERE t.account_id IN (FROM scope_account)
    AND NOT EXISTS (FROM staged AS s WHERE t.account_id = s.account_id AND t.field = s.field AND t.ordinal = s.ordinal);

MERGE INTO core.evidence AS t
USING staged AS s
ON t.account_id = s.account_id AND t.field = s.field AND t.ordinal = s.ordinal
WHEN MATCHED AND (
    t.value IS DISTINCT FROM s.value
    OR t.confidence IS DISTINCT FROM s.confidence
    OR t."start" IS DISTINCT FROM s."start"
    OR t."end" IS DISTINCT FROM s."end"
    OR t.quote IS DISTINCT FROM s.quote
) THEN UPDATE SET
    value = s.value,
    confidence = s.confidence,
    "start" = s."start",
    "end" = s."end",
    quote = s.quote
WHEN NOT MATCHED THEN INSERT (account_id, field, ordinal, value, confidence, "start", "end", quote)
VALUES (s.account_id, s.field, s.ordinal, s.value, s.confidence, s."start", s."end", s.quote);
