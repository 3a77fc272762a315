-- Grain: one row of raw.article_fingerprint, staged from `incoming`. Key: doc. Reader: the loader.
CREATE OR REPLACE TEMP TABLE staged AS FROM raw.article_fingerprint LIMIT 0;

INSERT INTO staged BY NAME FROM incoming;

MERGE INTO raw.article_fingerprint AS t
USING staged AS s
ON t.doc = s.doc
WHEN MATCHED AND (
    t.method IS DISTINCT FROM s.method
    OR t.fingerprint IS DISTINCT FROM s.fingerprint
) THEN UPDATE SET
    method = s.method,
    fingerprint = s.fingerprint
WHEN NOT MATCHED THEN INSERT (doc, method, fingerprint)
VALUES (s.doc, s.method, s.fingerprint);
