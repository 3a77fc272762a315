-- Grain: one component that holds an account of the given articles or one of the given accounts. Key: component. Reader: reconciliation.
SELECT DISTINCT component
FROM core.account
WHERE component IS NOT NULL
    AND (doc IN (SELECT doc FROM wanted_doc) OR account_id IN (SELECT account_id FROM wanted_account))
ORDER BY component;
