-- Grain: one known article that has a number in common with the given fingerprints. Key: doc. Reader: reconciliation, which compares the texts.
WITH known AS (
    SELECT doc, unnest(fingerprint) AS number FROM raw.article_fingerprint
)

SELECT DISTINCT known.doc
FROM known
INNER JOIN wanted ON known.number = wanted.number
ORDER BY known.doc;
