-- Grain: one row of core.account_pair, staged from `incoming`. Key: left, right. Reader: the loader.
CREATE OR REPLACE TEMP TABLE staged AS FROM core.account_pair LIMIT 0;

INSERT INTO staged BY NAME FROM incoming;

DELETE FROM core.account_pair AS t
WHERE t."left" IN (FROM scope_account) AND t."right" IN (FROM scope_account)
    AND NOT EXISTS (FROM staged AS s WHERE t."left" = s."left" AND t."right" = s."right");

MERGE INTO core.account_pair AS t
USING staged AS s
ON t."left" = s."left" AND t."right" = s."right"
WHEN MATCHED AND (
    t.score IS DISTINCT FROM s.score
    OR t.reasons IS DISTINCT FROM s.reasons
    OR t.same IS DISTINCT FROM s.same
) THEN UPDATE SET
    score = s.score,
    reasons = s.reasons,
    same = s.same
WHEN NOT MATCHED THEN INSERT ("left", "right", score, reasons, same)
VALUES (s."left", s."right", s.score, s.reasons, s.same);
