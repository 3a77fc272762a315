-- Grain: one row of mart.source_agreement, staged from `incoming`. Key: source, field. Reader: the loader.
CREATE OR REPLACE TEMP TABLE staged AS FROM mart.source_agreement LIMIT 0;

INSERT INTO staged BY NAME FROM incoming;

DELETE FROM mart.source_agreement AS t
WHERE NOT EXISTS (FROM staged AS s WHERE t.source = s.source AND t.field = s.field);

MERGE INTO mart.source_agreement AS t
USING staged AS s
ON t.source = s.source AND t.field = s.field
WHEN MATCHED AND (
    t.statements IS DISTINCT FROM s.statements
    OR t.tested IS DISTINCT FROM s.tested
    OR t.agreed IS DISTINCT FROM s.agreed
) THEN UPDATE SET
    statements = s.statements,
    tested = s.tested,
    agreed = s.agreed,
    agreed_percent = s.agreed_percent
WHEN NOT MATCHED THEN INSERT (source, field, statements, tested, agreed, agreed_percent)
VALUES (s.source, s.field, s.statements, s.tested, s.agreed, s.agreed_percent);
