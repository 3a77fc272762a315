-- grain: one row that breaks the rule
-- key: key
-- reader: etl/validate, after every load
-- table: gtd.incident
-- severity: reject
-- source: unknown
-- why: where GTD has a code for unknown, the exported table holds no NULL
SELECT eventid::VARCHAR AS key, 'a NULL among city, gname, attacktype1, weaptype1, targtype1, property, INT_ANY' AS observed
FROM gtd.incident
WHERE city IS NULL OR gname IS NULL OR attacktype1 IS NULL OR weaptype1 IS NULL OR targtype1 IS NULL OR property IS NULL OR "INT_ANY" IS NULL;
