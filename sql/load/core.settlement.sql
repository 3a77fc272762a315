-- Grain: one row of core.settlement, staged from `incoming`. Key: eventid, field. Reader: the loader.
CREATE OR REPLACE TEMP TABLE staged AS FROM core.settlement LIMIT 0;

INSERT INTO staged BY NAME FROM incoming;

DELETE FROM core.settlement AS t
WHERE t.eventid IN (FROM scope_incident)
    AND NOT EXISTS (FROM staged AS s WHERE t.eventid = s.eventid AND t.field = s.field);

MERGE INTO core.settlement AS t
USING staged AS s
ON t.eventid = s.eventid AND t.field = s.field
WHEN MATCHED AND (
    t.value IS DISTINCT FROM s.value
    OR t.rule IS DISTINCT FROM s.rule
    OR t.confidence IS DISTINCT FROM s.confidence
    OR t.witnesses IS DISTINCT FROM s.witnesses
    OR t.against IS DISTINCT FROM s.against
    OR t.losers IS DISTINCT FROM s.losers
) THEN UPDATE SET
    value = s.value,
    rule = s.rule,
    confidence = s.confidence,
    witnesses = s.witnesses,
    against = s.against,
    losers = s.losers
WHEN NOT MATCHED THEN INSERT (eventid, field, value, rule, confidence, witnesses, against, losers)
VALUES (s.eventid, s.field, s.value, s.rule, s.confidence, s.witnesses, s.against, s.losers);
