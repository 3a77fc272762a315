-- The whole ledger in order.
-- grain: one row a request
-- key: id
-- reader: etl/store/ledger.py, for reports and the warehouse
SELECT * FROM ledger WHERE :source IS NULL OR source = :source ORDER BY id;
