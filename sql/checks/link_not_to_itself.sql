-- grain: one row that breaks the rule
-- key: key
-- reader: etl/validate, after every load
-- table: core.incident_link
-- severity: reject
-- source: several
-- why: an incident is not related to itself
SELECT eventid::VARCHAR AS key, kind AS observed
FROM core.incident_link
WHERE eventid = other_eventid;
