-- Grain: one row of raw.article_copy, staged from `incoming`. Key: original, copy. Reader: the loader.
CREATE OR REPLACE TEMP TABLE staged AS FROM raw.article_copy LIMIT 0;

INSERT INTO staged BY NAME FROM incoming;

MERGE INTO raw.article_copy AS t
USING staged AS s
ON t.original = s.original AND t."copy" = s."copy"
WHEN MATCHED AND (
    t.share IS DISTINCT FROM s.share
) THEN UPDATE SET
    share = s.share
WHEN NOT MATCHED THEN INSERT (original, "copy", share)
VALUES (s.original, s."copy", s.share);
