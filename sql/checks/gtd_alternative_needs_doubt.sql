-- grain: one row that breaks the rule
-- key: key
-- reader: etl/validate, after every load
-- table: gtd.incident
-- severity: warn
-- source: inclusion
-- why: another reading is told only where it is doubted to be terrorism
SELECT eventid::VARCHAR AS key, alternative_txt AS observed
FROM gtd.incident
WHERE alternative IS NOT NULL AND doubtterr IS DISTINCT FROM 1;
