-- Whether the ledger knows a snapshot.
-- grain: one row or none
-- key: snapshot
-- reader: etl/fetch, through Ledger.holds
SELECT 1 FROM ledger WHERE snapshot = :snapshot LIMIT 1;
