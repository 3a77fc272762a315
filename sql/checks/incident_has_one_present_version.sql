-- grain: one row that breaks the rule
-- key: key
-- reader: etl/validate, after every load
-- table: core.incident_version
-- severity: reject
-- source: pipeline
-- why: exactly one version of an incident holds now
SELECT i.eventid::VARCHAR AS key, count(v.eventid)::VARCHAR AS observed
FROM core.incident AS i
LEFT JOIN core.incident_version AS v ON i.eventid = v.eventid AND v.known_to IS NULL
GROUP BY i.eventid
HAVING count(v.eventid) <> 1;
