-- Grain: one key of core.evidence that occurs twice. Key: account_id, field, ordinal. Reader: the checks after a load; no row is right.
-- No index holds this key: on ten million rows it would cost more than everything else in a load.
SELECT account_id, field, ordinal
FROM core.evidence
GROUP BY ALL
HAVING count(*) > 1;
