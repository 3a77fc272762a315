-- grain: one row that breaks the rule
-- key: key
-- reader: etl/validate, after every load
-- table: core.incident
-- severity: reject
-- source: pipeline
-- why: no version of an incident is lost: it has as many as it counts
SELECT i.eventid::VARCHAR AS key, i.versions || ' and ' || count(v.eventid) AS observed
FROM core.incident AS i
LEFT JOIN core.incident_version AS v USING (eventid)
GROUP BY i.eventid, i.versions
HAVING i.versions <> count(v.eventid);
