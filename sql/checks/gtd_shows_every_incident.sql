-- grain: one row that breaks the rule
-- key: key
-- reader: etl/validate, after every load
-- table: gtd.incident
-- severity: reject
-- source: pipeline
-- why: every incident stands in the exported table once
SELECT i.eventid::VARCHAR AS key, count(g.eventid)::VARCHAR AS observed
FROM core.incident AS i
LEFT JOIN gtd.incident AS g USING (eventid)
GROUP BY i.eventid
HAVING count(g.eventid) <> 1;
