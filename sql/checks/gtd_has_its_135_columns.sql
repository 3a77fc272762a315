-- grain: one row that breaks the rule
-- key: key
-- reader: etl/validate, after every load
-- table: gtd.incident
-- severity: reject
-- source: unknown
-- why: the exported table has GTD's columns, no more and no fewer
SELECT 'gtd.incident' AS key, count(*)::VARCHAR AS observed
FROM information_schema.columns
WHERE table_schema = 'gtd' AND table_name = 'incident'
HAVING count(*) <> 135;
