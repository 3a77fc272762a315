-- grain: one row that breaks the rule
-- key: key
-- reader: etl/validate, after every load
-- table: quality.quarantine
-- severity: reject
-- source: pipeline
-- why: what is held back says why
SELECT suite || '/' || key AS key, stage AS observed
FROM quality.quarantine
WHERE trim(coalesce(reason, '')) = '';
