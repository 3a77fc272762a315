-- Grain: one row of core.incident_account, staged from `incoming`. Key: account_id. Reader: the loader.
CREATE OR REPLACE TEMP TABLE staged AS FROM core.incident_account LIMIT 0;

INSERT INTO staged BY NAME FROM incoming;

-- An account that leaves an incident for the first time: its id goes on leading to wherever the account is.
INSERT INTO core.eventid_held (eventid, account_id, ordinal)
SELECT
    t.eventid,
    t.account_id,
    1 + (SELECT count(*) FROM core.eventid_held AS h WHERE h.account_id = t.account_id)
FROM core.incident_account AS t
LEFT JOIN staged AS s ON t.account_id = s.account_id
WHERE t.account_id IN (FROM scope_account)
    AND t.eventid IS DISTINCT FROM s.eventid
    AND NOT EXISTS (FROM core.eventid_held AS h WHERE h.eventid = t.eventid AND h.account_id = t.account_id);

DELETE FROM core.incident_account AS t
WHERE t.account_id IN (FROM scope_account)
    AND NOT EXISTS (FROM staged AS s WHERE t.account_id = s.account_id);

MERGE INTO core.incident_account AS t
USING staged AS s
ON t.account_id = s.account_id
WHEN MATCHED AND (
    t.eventid IS DISTINCT FROM s.eventid
    OR t.copy_of IS DISTINCT FROM s.copy_of
) THEN UPDATE SET
    eventid = s.eventid,
    copy_of = s.copy_of
WHEN NOT MATCHED THEN INSERT (eventid, account_id, copy_of)
VALUES (s.eventid, s.account_id, s.copy_of);
