-- Keys of all snapshots that the ledger knows.
-- grain: one row a snapshot
-- key: snapshot
-- reader: etl/store/ledger.py, to find snapshots that a killed run left without a row
SELECT DISTINCT snapshot FROM ledger WHERE snapshot IS NOT NULL;
