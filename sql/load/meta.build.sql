-- Grain: one row of meta.build, staged from `incoming`. Key: part. Reader: the loader.
CREATE OR REPLACE TEMP TABLE staged AS FROM meta.build LIMIT 0;

INSERT INTO staged BY NAME FROM incoming;

MERGE INTO meta.build AS t
USING staged AS s
ON t.part = s.part
WHEN MATCHED AND (
    t.version IS DISTINCT FROM s.version
) THEN UPDATE SET
    version = s.version
WHEN NOT MATCHED THEN INSERT (part, version)
VALUES (s.part, s.version);
