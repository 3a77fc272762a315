-- Grain: one row of core.account, staged from `incoming`. Key: account_id. Reader: the loader.
CREATE OR REPLACE TEMP TABLE staged AS FROM core.account LIMIT 0;

INSERT INTO staged BY NAME FROM incoming;

DELETE FROM core.account AS t
WHERE t.account_id IN (FROM scope_account)
    AND NOT EXISTS (FROM staged AS s WHERE t.account_id = s.account_id);

MERGE INTO core.account AS t
USING staged AS s
ON t.account_id = s.account_id
WHEN MATCHED AND (
    t.doc IS DISTINCT FROM s.doc
    OR t.role IS DISTINCT FROM s.role
    OR t.is_terrorism IS DISTINCT FROM s.is_terrorism
    OR t.source IS DISTINCT FROM s.source
    OR t.published_at IS DISTINCT FROM s.published_at
    OR t.known_at IS DISTINCT FROM s.known_at
    OR t.extractor IS DISTINCT FROM s.extractor
    OR t.eventid IS DISTINCT FROM s.eventid
    OR t.copy_of IS DISTINCT FROM s.copy_of
    OR t.component IS DISTINCT FROM s.component
    OR t.payload IS DISTINCT FROM s.payload
) THEN UPDATE SET
    doc = s.doc,
    role = s.role,
    is_terrorism = s.is_terrorism,
    source = s.source,
    published_at = s.published_at,
    known_at = s.known_at,
    extractor = s.extractor,
    eventid = s.eventid,
    copy_of = s.copy_of,
    component = s.component,
    payload = s.payload
WHEN NOT MATCHED THEN INSERT (account_id, doc, role, is_terrorism, source, published_at, known_at, extractor, eventid, copy_of, component, payload)
VALUES (s.account_id, s.doc, s.role, s.is_terrorism, s.source, s.published_at, s.known_at, s.extractor, s.eventid, s.copy_of, s.component, s.payload);
