-- Grain: one account, and one incident, that this load may change. Key: the id. Reader: the loader.
-- Of a load of everything, all that the warehouse holds; else the accounts that came, those that fell away, and whatever ids they bore.
CREATE OR REPLACE TEMP TABLE scope_account AS
SELECT account_id FROM incoming_account
UNION
SELECT account_id FROM core.account WHERE $whole;

CREATE OR REPLACE TEMP TABLE scope_incident AS
SELECT eventid FROM incoming_incident
UNION
SELECT eventid FROM core.account WHERE eventid IS NOT NULL AND account_id IN (FROM scope_account)
UNION
SELECT eventid FROM core.eventid_issued WHERE account_id IN (FROM scope_account)
UNION
SELECT eventid FROM core.incident WHERE $whole;
