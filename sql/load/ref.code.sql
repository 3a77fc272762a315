-- Grain: one row of ref.code, staged from `incoming`. Key: list, code. Reader: the loader.
CREATE OR REPLACE TEMP TABLE staged AS FROM ref.code LIMIT 0;

INSERT INTO staged BY NAME FROM incoming;

MERGE INTO ref.code AS t
USING staged AS s
ON t.list = s.list AND t.code = s.code
WHEN MATCHED AND (
    t.label IS DISTINCT FROM s.label
    OR t.parent IS DISTINCT FROM s.parent
) THEN UPDATE SET
    label = s.label,
    parent = s.parent
WHEN NOT MATCHED THEN INSERT (list, code, label, parent)
VALUES (s.list, s.code, s.label, s.parent);
