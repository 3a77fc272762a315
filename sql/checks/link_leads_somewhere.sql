-- grain: one row that breaks the rule
-- key: key
-- reader: etl/validate, after every load
-- table: core.incident_link
-- severity: reject
-- source: several
-- why: a related incident exists, and so does the one that another was merged into
SELECT l.eventid || '/' || l.kind AS key, l.other_eventid::VARCHAR AS observed
FROM core.incident_link AS l
ANTI JOIN core.incident AS i ON l.other_eventid = i.eventid;
