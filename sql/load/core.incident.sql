-- Grain: one row of core.incident, staged from `incoming`. Key: eventid. Reader: the loader.
CREATE OR REPLACE TEMP TABLE staged AS FROM core.incident LIMIT 0;

INSERT INTO staged BY NAME FROM incoming;

DELETE FROM core.incident AS t
WHERE t.eventid IN (FROM scope_incident)
    AND NOT EXISTS (FROM staged AS s WHERE t.eventid = s.eventid);

MERGE INTO core.incident AS t
USING staged AS s
ON t.eventid = s.eventid
WHEN MATCHED AND (
    t.anchor IS DISTINCT FROM s.anchor
    OR t.accounts IS DISTINCT FROM s.accounts
    OR t.sources IS DISTINCT FROM s.sources
    OR t.first_known_at IS DISTINCT FROM s.first_known_at
    OR t.last_changed_at IS DISTINCT FROM s.last_changed_at
    OR t.versions IS DISTINCT FROM s.versions
) THEN UPDATE SET
    anchor = s.anchor,
    accounts = s.accounts,
    sources = s.sources,
    first_known_at = s.first_known_at,
    last_changed_at = s.last_changed_at,
    versions = s.versions
WHEN NOT MATCHED THEN INSERT (eventid, anchor, accounts, sources, first_known_at, last_changed_at, versions)
VALUES (s.eventid, s.anchor, s.accounts, s.sources, s.first_known_at, s.last_changed_at, s.versions);
