-- Grain: one pair of copies. Key: original, copy. Reader: reconciliation.
SELECT original, "copy" FROM raw.article_copy ORDER BY original, "copy";
