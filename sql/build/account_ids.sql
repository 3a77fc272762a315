-- Grain: one loaded account. Key: account_id. Reader: the build, to know what is new.
SELECT account_id FROM core.account ORDER BY account_id;
