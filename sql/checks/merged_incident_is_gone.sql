-- grain: one row that breaks the rule
-- key: key
-- reader: etl/validate, after every load
-- table: core.incident_link
-- severity: reject
-- source: several
-- why: an incident that was merged into another no longer stands by itself
SELECT l.eventid::VARCHAR AS key, l.other_eventid::VARCHAR AS observed
FROM core.incident_link AS l
INNER JOIN core.incident AS i USING (eventid)
WHERE l.kind = 'merged_into';
