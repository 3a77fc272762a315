-- grain: one row that breaks the rule
-- key: key
-- reader: etl/validate, after every load
-- table: core.account
-- severity: reject
-- source: pipeline
-- why: an account points only to an incident that exists
SELECT a.account_id AS key, a.eventid::VARCHAR AS observed
FROM core.account AS a
WHERE a.eventid IS NOT NULL AND a.eventid NOT IN (SELECT eventid FROM core.incident);
