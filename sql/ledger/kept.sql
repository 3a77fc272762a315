-- The newest row of an address that left something kept.
-- grain: one row
-- key: url
-- reader: etl/fetch, through Ledger.kept
SELECT * FROM ledger WHERE url = :url AND snapshot IS NOT NULL ORDER BY id DESC LIMIT 1;
