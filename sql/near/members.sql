-- Grain: one account of the given components or articles. Key: account_id. Reader: reconciliation.
SELECT account_id, payload, known_at
FROM core.account
WHERE component IN (SELECT component FROM wanted) OR doc IN (SELECT doc FROM wanted_doc)
ORDER BY account_id;
