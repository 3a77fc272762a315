-- When a source, or any, was last asked for anything.
-- grain: one row
-- key: none
-- reader: the choice of the sources that are due; whoever must not trust a clock that was put back
SELECT MAX(l.asked_at) AS asked_at
FROM ledger AS l
WHERE :source IS NULL OR l.source = :source;
