-- Grain: one id and one incident that it leads to. Key: eventid, other_eventid, kind. Reader: the loader, when all accounts are where they belong.
-- An id leads to wherever the accounts are that it ever stood for, but for this: it does not lead back to an incident that had the account
-- before it did. So a merge that is undone leaves nothing behind, and each id stands for what it stood for at first.
CREATE OR REPLACE TEMP TABLE leads AS
WITH held AS (
    SELECT h.eventid, now.eventid AS other_eventid, coalesce(home.ordinal, 2147483647) > h.ordinal AS younger
    FROM core.eventid_held AS h
    INNER JOIN core.incident_account AS now ON h.account_id = now.account_id AND h.eventid != now.eventid
    LEFT JOIN core.eventid_held AS home ON h.account_id = home.account_id AND now.eventid = home.eventid
),

gone AS (
    SELECT i.eventid, i.account_id
    FROM core.eventid_issued AS i
    ANTI JOIN core.incident AS c ON i.eventid = c.eventid
),

merged AS (
    SELECT g.eventid, now.eventid AS other_eventid
    FROM gone AS g
    INNER JOIN core.incident_account AS now ON g.account_id = now.account_id
),

split AS (
    SELECT DISTINCT h.eventid, h.other_eventid
    FROM held AS h
    ANTI JOIN merged AS m ON h.eventid = m.eventid AND h.other_eventid = m.other_eventid
    WHERE h.younger
),

-- The account that it was issued for tells of nothing any more, and the others had homes before: those it is.
last AS (
    SELECT DISTINCT h.eventid, h.other_eventid
    FROM held AS h
    INNER JOIN gone AS g ON h.eventid = g.eventid
    ANTI JOIN merged AS m ON h.eventid = m.eventid
    ANTI JOIN split AS s ON h.eventid = s.eventid
)

SELECT eventid, other_eventid, 'merged_into' AS kind FROM merged
UNION ALL
SELECT eventid, other_eventid, 'split_into' FROM split
UNION ALL
SELECT eventid, other_eventid, if(count(*) OVER (PARTITION BY eventid) = 1, 'merged_into', 'split_into') FROM last;

DELETE FROM core.incident_link AS t
WHERE t.kind != 'related'
    AND NOT EXISTS (FROM leads AS s WHERE t.eventid = s.eventid AND t.other_eventid = s.other_eventid AND t.kind = s.kind);

INSERT INTO core.incident_link (eventid, other_eventid, kind)
SELECT s.eventid, s.other_eventid, s.kind
FROM leads AS s
WHERE NOT EXISTS (FROM core.incident_link AS t WHERE t.eventid = s.eventid AND t.other_eventid = s.other_eventid AND t.kind = s.kind);
