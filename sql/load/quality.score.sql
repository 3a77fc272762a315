-- Grain: one row of quality.score, staged from `incoming`. Key: run_id, corpus, slice, field. Reader: the loader.
CREATE OR REPLACE TEMP TABLE staged AS FROM quality.score LIMIT 0;

INSERT INTO staged BY NAME FROM incoming;

MERGE INTO quality.score AS t
USING staged AS s
ON t.run_id = s.run_id AND t.corpus = s.corpus AND t.slice = s.slice AND t.field = s.field
WHEN MATCHED AND (
    t.p IS DISTINCT FROM s.p
    OR t.r IS DISTINCT FROM s.r
    OR t.f1 IS DISTINCT FROM s.f1
    OR t.n IS DISTINCT FROM s.n
) THEN UPDATE SET
    p = s.p,
    r = s.r,
    f1 = s.f1,
    n = s.n
WHEN NOT MATCHED THEN INSERT (run_id, corpus, slice, field, p, r, f1, n)
VALUES (s.run_id, s.corpus, s.slice, s.field, s.p, s.r, s.f1, s.n);
