-- grain: one row that breaks the rule
-- key: key
-- reader: etl/validate, after every load
-- table: raw.article
-- severity: warn
-- source: sources
-- why: one outlet's text under two addresses would count twice
SELECT min(doc) AS key, count(*)::VARCHAR AS observed
FROM raw.article
GROUP BY source, title, text
HAVING count(*) > 1;
