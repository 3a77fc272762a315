-- Grain: one row of core.judgement, staged from `incoming`. Key: left, right, by, judged_at. Reader: the loader.
CREATE OR REPLACE TEMP TABLE staged AS FROM core.judgement LIMIT 0;

INSERT INTO staged BY NAME FROM incoming;

MERGE INTO core.judgement AS t
USING staged AS s
ON t."left" = s."left" AND t."right" = s."right" AND t."by" = s."by" AND t.judged_at = s.judged_at
WHEN MATCHED AND (
    t.same IS DISTINCT FROM s.same
    OR t.why IS DISTINCT FROM s.why
) THEN UPDATE SET
    same = s.same,
    why = s.why
WHEN NOT MATCHED THEN INSERT ("left", "right", same, "by", why, judged_at)
VALUES (s."left", s."right", s.same, s."by", s.why, s.judged_at);
