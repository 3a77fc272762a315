-- grain: one row that breaks the rule
-- key: key
-- reader: etl/validate, after every load
-- table: core.incident_version
-- severity: reject
-- source: pipeline
-- why: the versions of an incident follow one another without a gap and without an overlap
SELECT eventid || '/' || version AS key, known_to || ' then ' || following AS observed
FROM (
    SELECT eventid, version, known_to, lead(known_from) OVER (PARTITION BY eventid ORDER BY known_from) AS following
    FROM core.incident_version
)
WHERE following IS NOT NULL AND known_to IS DISTINCT FROM following;
