-- Grain: one item held back. Key: key, suite, stage. Reader: who mends and releases it.
SELECT key, suite, stage, status, reason, payload ->> 'why' AS why, doc, url, decided_by, decided_why
FROM quality.quarantine
WHERE $key IS NULL OR key = $key
ORDER BY status, suite, stage, key;
