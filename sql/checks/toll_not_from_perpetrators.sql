-- grain: one row that breaks the rule
-- key: key
-- reader: etl/validate, after every load
-- table: core.settlement
-- severity: reject
-- source: sources
-- why: a figure that only the perpetrators give never sets a toll
SELECT s.eventid || '/' || s.field AS key, s.value AS observed
FROM core.settlement AS s
INNER JOIN core.toll AS t
    ON s.eventid = t.eventid
    AND t.kind = CASE s.field WHEN 'nkill' THEN 'killed' WHEN 'nwound' THEN 'wounded' END
    AND t.value = try_cast(s.value AS INTEGER)
WHERE t.value > 0
GROUP BY s.eventid, s.field, s.value
HAVING bool_and(t.perpetrator_source);
