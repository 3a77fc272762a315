-- Grain: one row of quality.removal, staged from `incoming`. Key: kind, key. Reader: the loader.
CREATE OR REPLACE TEMP TABLE staged AS FROM quality.removal LIMIT 0;

INSERT INTO staged BY NAME FROM incoming;

MERGE INTO quality.removal AS t
USING staged AS s
ON t.kind = s.kind AND t.key = s.key
WHEN MATCHED THEN UPDATE SET
    removed_at = s.removed_at,
    why = s.why
WHEN NOT MATCHED THEN INSERT (kind, key, source, url, fetched_at, removed_at, why)
VALUES (s.kind, s.key, s.source, s.url, s.fetched_at, s.removed_at, s.why);
