-- Grain: one row of core.eventid_issued, staged from `incoming`. Key: eventid. Reader: the loader.
CREATE OR REPLACE TEMP TABLE staged AS FROM core.eventid_issued LIMIT 0;

INSERT INTO staged BY NAME FROM incoming;

MERGE INTO core.eventid_issued AS t
USING staged AS s
ON t.eventid = s.eventid
WHEN MATCHED AND (
    t.account_id IS DISTINCT FROM s.account_id
) THEN UPDATE SET
    account_id = s.account_id
WHEN NOT MATCHED THEN INSERT (eventid, account_id)
VALUES (s.eventid, s.account_id);
