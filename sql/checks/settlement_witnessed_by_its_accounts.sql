-- grain: one row that breaks the rule
-- key: key
-- reader: etl/validate, after every load
-- table: core.settlement
-- severity: reject
-- source: evidence
-- why: who witnesses a value is an account of that incident
SELECT w.eventid || '/' || w.field AS key, w.witness AS observed
FROM (SELECT eventid, field, unnest(witnesses) AS witness FROM core.settlement) AS w
LEFT JOIN core.incident_account AS ia ON w.witness = ia.account_id
WHERE ia.eventid IS DISTINCT FROM w.eventid;
