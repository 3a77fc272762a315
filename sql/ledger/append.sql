-- Appends one row; rows are never changed.
-- grain: one request for one address
-- key: id
-- reader: etl/store/ledger.py
INSERT INTO ledger (
    url, source, asked_at, outcome, status, reason, sha256, snapshot, etag, last_modified, final_url, size, attempts, role
) VALUES (
    :url, :source, :asked_at, :outcome, :status, :reason, :sha256, :snapshot, :etag, :last_modified, :final_url, :size, :attempts, :role
);
