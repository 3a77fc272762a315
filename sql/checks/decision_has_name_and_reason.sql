-- grain: one row that breaks the rule
-- key: key
-- reader: etl/validate, after every load
-- table: quality.quarantine
-- severity: reject
-- source: pipeline
-- why: a row is released or discarded by a person with a name and a reason
SELECT suite || '/' || key AS key, status AS observed
FROM quality.quarantine
WHERE status <> 'open' AND (trim(coalesce(decided_by, '')) = '' OR trim(coalesce(decided_why, '')) = '' OR decided_at IS NULL);
