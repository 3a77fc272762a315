-- grain: one row that breaks the rule
-- key: key
-- reader: etl/validate, after every load
-- table: core.incident_account
-- severity: reject
-- source: several
-- why: an account tells of one incident, the one that its own row names
SELECT ia.account_id AS key, ia.eventid || ' and ' || coalesce(a.eventid::VARCHAR, 'none') AS observed
FROM core.incident_account AS ia
LEFT JOIN core.account AS a USING (account_id)
WHERE a.eventid IS DISTINCT FROM ia.eventid;
