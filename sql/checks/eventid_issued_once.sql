-- grain: one row that breaks the rule
-- key: key
-- reader: etl/validate, after every load
-- table: core.eventid_issued
-- severity: reject
-- source: dates
-- why: every incident's id was issued, and an id is never given twice
SELECT i.eventid::VARCHAR AS key, 'never issued' AS observed
FROM core.incident AS i
ANTI JOIN core.eventid_issued AS e USING (eventid);
