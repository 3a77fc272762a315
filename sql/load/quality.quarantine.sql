-- Grain: one row of quality.quarantine, staged from `incoming`. Key: key, suite, stage. Reader: the loader.
-- What was decided on a row, and the run that first put it aside, stay.
CREATE OR REPLACE TEMP TABLE staged AS FROM quality.quarantine LIMIT 0;

INSERT INTO staged BY NAME FROM incoming;

MERGE INTO quality.quarantine AS t
USING staged AS s
ON t.key = s.key AND t.suite = s.suite AND t.stage = s.stage
WHEN MATCHED AND (
    t.reason IS DISTINCT FROM s.reason
    OR t.payload IS DISTINCT FROM s.payload
    OR t.doc IS DISTINCT FROM s.doc
    OR t.url IS DISTINCT FROM s.url
) THEN UPDATE SET
    reason = s.reason,
    payload = s.payload,
    doc = s.doc,
    url = s.url
WHEN NOT MATCHED THEN INSERT (key, suite, stage, reason, payload, doc, url, first_run_id, status, decided_by, decided_why, decided_at)
VALUES (s.key, s.suite, s.stage, s.reason, s.payload, s.doc, s.url, s.first_run_id, coalesce(s.status, 'open'), s.decided_by, s.decided_why, s.decided_at);
