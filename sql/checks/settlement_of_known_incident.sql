-- grain: one row that breaks the rule
-- key: key
-- reader: etl/validate, after every load
-- table: core.settlement
-- severity: reject
-- source: pipeline
-- why: a settled value belongs to an incident that exists
SELECT s.eventid || '/' || s.field AS key, s.value AS observed
FROM core.settlement AS s
ANTI JOIN core.incident AS i USING (eventid);
