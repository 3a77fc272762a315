-- grain: one row that breaks the rule
-- key: key
-- reader: etl/validate, after every load
-- table: core.incident
-- severity: reject
-- source: evidence
-- why: an incident that no account tells of is nobody's word
SELECT i.eventid::VARCHAR AS key, i.accounts::VARCHAR AS observed
FROM core.incident AS i
ANTI JOIN core.incident_account AS ia USING (eventid);
