-- When a source was last asked for anything.
-- grain: one row
-- key: none
-- reader: the choice of the sources that are due
SELECT MAX(l.asked_at) AS asked_at
FROM ledger AS l
WHERE l.source = :source;
