-- Grain: one row of ref.official_match, staged from `incoming`. Key: dataset, official_id. Reader: the loader.
-- A file replaces what was imported of its database before.
CREATE OR REPLACE TEMP TABLE staged AS FROM ref.official_match LIMIT 0;

INSERT INTO staged BY NAME FROM incoming;

DELETE FROM ref.official_match AS t
WHERE t.dataset IN (SELECT dataset FROM incoming_dataset)
    AND NOT EXISTS (FROM staged AS s WHERE t.dataset = s.dataset AND t.official_id = s.official_id);

MERGE INTO ref.official_match AS t
USING staged AS s
ON t.dataset = s.dataset AND t.official_id = s.official_id
WHEN MATCHED AND (
    t.eventid IS DISTINCT FROM s.eventid
    OR t.score IS DISTINCT FROM s.score
    OR t.reasons IS DISTINCT FROM s.reasons
) THEN UPDATE SET
    eventid = s.eventid,
    score = s.score,
    reasons = s.reasons
WHEN NOT MATCHED THEN INSERT (dataset, official_id, eventid, score, reasons)
VALUES (s.dataset, s.official_id, s.eventid, s.score, s.reasons);
