-- grain: one row that breaks the rule
-- key: key
-- reader: etl/validate, after every load
-- table: core.eventid_issued
-- severity: reject
-- source: several
-- why: an id once given out leads to an incident while any account that it stood for tells of one
WITH stood_for AS (
    SELECT eventid, account_id FROM core.eventid_issued
    UNION
    SELECT eventid, account_id FROM core.eventid_held
)

SELECT s.eventid::VARCHAR AS key, min(m.eventid)::VARCHAR AS observed
FROM stood_for AS s
INNER JOIN core.incident_account AS m ON s.account_id = m.account_id
ANTI JOIN core.incident AS i ON s.eventid = i.eventid
ANTI JOIN core.incident_link AS l ON s.eventid = l.eventid AND l.kind != 'related'
GROUP BY s.eventid;
