-- Grain: one row of raw.article, staged from `incoming`. Key: doc. Reader: the loader.
CREATE OR REPLACE TEMP TABLE staged AS FROM raw.article LIMIT 0;

INSERT INTO staged BY NAME FROM incoming;

MERGE INTO raw.article AS t
USING staged AS s
ON t.doc = s.doc
WHEN MATCHED AND (
    t.title IS DISTINCT FROM s.title
    OR t.text IS DISTINCT FROM s.text
    OR t.url IS DISTINCT FROM s.url
    OR t.source IS DISTINCT FROM s.source
    OR t.published_at IS DISTINCT FROM s.published_at
    OR t.author IS DISTINCT FROM s.author
    OR t.language IS DISTINCT FROM s.language
    OR t.snapshot IS DISTINCT FROM s.snapshot
    OR t.fetched_at IS DISTINCT FROM s.fetched_at
    OR t.canonical_url IS DISTINCT FROM s.canonical_url
    OR t.outlet_country IS DISTINCT FROM s.outlet_country
    OR t.reliability IS DISTINCT FROM s.reliability
) THEN UPDATE SET
    title = s.title,
    text = s.text,
    url = s.url,
    source = s.source,
    published_at = s.published_at,
    author = s.author,
    language = s.language,
    snapshot = s.snapshot,
    fetched_at = s.fetched_at,
    canonical_url = s.canonical_url,
    outlet_country = s.outlet_country,
    reliability = s.reliability
WHEN NOT MATCHED THEN INSERT (doc, title, text, url, source, published_at, author, language, snapshot, fetched_at, canonical_url, outlet_country, reliability)
VALUES (s.doc, s.title, s.text, s.url, s.source, s.published_at, s.author, s.language, s.snapshot, s.fetched_at, s.canonical_url, s.outlet_country, s.reliability);
