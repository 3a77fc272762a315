-- Grain: one article whose copies are known. Key: doc. Reader: reconciliation, to know what is new.
SELECT doc FROM raw.article_fingerprint WHERE method = $method ORDER BY doc;
