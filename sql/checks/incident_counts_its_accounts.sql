-- grain: one row that breaks the rule
-- key: key
-- reader: etl/validate, after every load
-- table: core.incident
-- severity: reject
-- source: pipeline
-- why: the number of accounts beside an incident is the number that it has
SELECT i.eventid::VARCHAR AS key, i.accounts || ' and ' || count(ia.account_id) AS observed
FROM core.incident AS i
LEFT JOIN core.incident_account AS ia USING (eventid)
GROUP BY i.eventid, i.accounts
HAVING i.accounts <> count(ia.account_id);
