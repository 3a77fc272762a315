-- Grain: one fingerprint, or pair of copies, made by another method. Key: as in the tables. Reader: reconciliation, before it takes new ones.
DELETE FROM raw.article_copy WHERE EXISTS (FROM raw.article_fingerprint WHERE method != $method);

DELETE FROM raw.article_fingerprint WHERE method != $method;
