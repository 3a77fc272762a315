-- Grain: one account that a load of everything did not bring. Key: account_id. Reader: the loader.
SELECT account_id FROM core.account WHERE account_id NOT IN (SELECT account_id FROM incoming_account) ORDER BY account_id;
