-- Grain: one account, and one incident, that this part of a load may change. Key: the id. Reader: the loader.
-- The accounts that came or fell away, the incidents that came, and whatever ids those accounts bore before.
CREATE OR REPLACE TEMP TABLE scope_account AS
SELECT DISTINCT account_id FROM incoming_account;

CREATE OR REPLACE TEMP TABLE scope_incident AS
SELECT eventid FROM incoming_incident
UNION
SELECT eventid FROM core.account WHERE eventid IS NOT NULL AND account_id IN (FROM scope_account)
UNION
SELECT eventid FROM core.eventid_issued WHERE account_id IN (FROM scope_account);
