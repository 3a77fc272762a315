-- Pages newly kept, by source and day (UTC).
-- grain: one row a source and day
-- key: source, day
-- reader: the volume check
SELECT l.source, SUBSTR(l.asked_at, 1, 10) AS day, COUNT(*) AS pages
FROM ledger AS l
WHERE l.outcome = 'new' AND l.role IN ('page', 'entry', 'file')
GROUP BY l.source, day
ORDER BY l.source, day;
