-- Takes out requests of long ago that brought nothing new, but for the newest of each address.
-- grain: one request for one address
-- key: id
-- reader: the nightly retention
DELETE FROM ledger
WHERE asked_at < :before AND outcome <> 'new' AND id NOT IN (SELECT MAX(id) FROM ledger GROUP BY url);
