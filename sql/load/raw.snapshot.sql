-- Grain: one row of raw.snapshot, staged from `incoming`. Key: snapshot. Reader: the loader.
CREATE OR REPLACE TEMP TABLE staged AS FROM raw.snapshot LIMIT 0;

INSERT INTO staged BY NAME FROM incoming;

MERGE INTO raw.snapshot AS t
USING staged AS s
ON t.snapshot = s.snapshot
WHEN MATCHED AND (
    t.sha256 IS DISTINCT FROM s.sha256
    OR t.source IS DISTINCT FROM s.source
    OR t.url IS DISTINCT FROM s.url
    OR t.final_url IS DISTINCT FROM s.final_url
    OR t.fetched_at IS DISTINCT FROM s.fetched_at
    OR t.status IS DISTINCT FROM s.status
    OR t.content_type IS DISTINCT FROM s.content_type
    OR t.bytes IS DISTINCT FROM s.bytes
) THEN UPDATE SET
    sha256 = s.sha256,
    source = s.source,
    url = s.url,
    final_url = s.final_url,
    fetched_at = s.fetched_at,
    status = s.status,
    content_type = s.content_type,
    bytes = s.bytes
WHEN NOT MATCHED THEN INSERT (snapshot, sha256, source, url, final_url, fetched_at, status, content_type, bytes)
VALUES (s.snapshot, s.sha256, s.source, s.url, s.final_url, s.fetched_at, s.status, s.content_type, s.bytes);
