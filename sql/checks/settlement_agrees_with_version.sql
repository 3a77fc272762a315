-- grain: one row that breaks the rule
-- key: key
-- reader: etl/validate, after every load
-- table: core.settlement
-- severity: reject
-- source: pipeline
-- why: the wide row and the settled value say the same
SELECT s.eventid || '/' || s.field AS key, s.value || ' and ' || coalesce(v.told::VARCHAR, 'empty') AS observed
FROM core.settlement AS s
INNER JOIN (
    UNPIVOT (SELECT eventid, nkill, nwound, nkillter, nhostkid FROM core.incident_version WHERE known_to IS NULL)
    ON nkill, nwound, nkillter, nhostkid INTO NAME field VALUE told
) AS v ON s.eventid = v.eventid AND s.field = v.field
WHERE try_cast(s.value AS INTEGER) IS DISTINCT FROM v.told::INTEGER;
