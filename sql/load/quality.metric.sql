-- Grain: one row of quality.metric, staged from `incoming`. Key: run_id, name, labels. Reader: the loader.
CREATE OR REPLACE TEMP TABLE staged AS FROM quality.metric LIMIT 0;

INSERT INTO staged BY NAME FROM incoming;

MERGE INTO quality.metric AS t
USING staged AS s
ON t.run_id = s.run_id AND t.name = s.name AND t.labels = coalesce(s.labels, '')
WHEN MATCHED AND (
    t.value IS DISTINCT FROM s.value
) THEN UPDATE SET
    value = s.value
WHEN NOT MATCHED THEN INSERT (run_id, name, labels, value)
VALUES (s.run_id, s.name, coalesce(s.labels, ''), s.value);
