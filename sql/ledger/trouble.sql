-- The rows of an address since something was last kept, newest first: all of them failed or refused.
-- grain: one row a request
-- key: id
-- reader: etl/fetch, through Ledger.trouble
SELECT *
FROM ledger
WHERE url = :url
  AND id > COALESCE((SELECT MAX(id) FROM ledger WHERE url = :url AND snapshot IS NOT NULL), 0)
ORDER BY id DESC;
