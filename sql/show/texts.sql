-- Grain: one article. Key: doc. Reader: incidents show, to print the sentence around a quote.
SELECT doc, title, text
FROM raw.article
WHERE list_contains($docs, doc)
ORDER BY doc;
